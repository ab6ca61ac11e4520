import type { Migration } from '#platform/database/migrate.ts';

/** What is told of a paper from elsewhere, and that nobody has read in the official text, stays marked. */
export const unverifiedPapersMigration: Migration = {
  name: '2026-11-26-0900-unverified-papers',
  sql: `
    -- The title is not taken from the paper itself.
    alter table directives.directive add column is_unverified boolean not null default false;
    -- That the one carries out the other is not taken from either of them.
    alter table directives.link add column is_unverified boolean not null default false;
  `,
};
