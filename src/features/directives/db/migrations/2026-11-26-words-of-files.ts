import type { Migration } from '#platform/database/migrate.ts';

/** Whether a paper is found by the words of its file. Nobody has looked into those that were there before. */
export const wordsOfFilesMigration: Migration = {
  name: '2026-11-26-0400-words-of-files',
  sql: `alter table directives.directive add column is_file_found boolean;`,
};
