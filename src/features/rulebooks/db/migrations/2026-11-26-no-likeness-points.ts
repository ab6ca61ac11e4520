import type { Migration } from '#platform/database/migrate.ts';

/** Double records are found by name, birth and numbers: points of likeness were never asked for. */
export const noLikenessPointsMigration: Migration = {
  name: '2026-11-26-0135-no-likeness-points',
  sql: `
    update rulebooks.version set rules = rules - 'duplicates.scores' where rules ? 'duplicates.scores';
    delete from rulebooks.override where rule_key = 'duplicates.scores';
  `,
};
