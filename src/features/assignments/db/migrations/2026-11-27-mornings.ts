import type { Migration } from '#platform/database/migrate.ts';

/** Mornings on which steps were taken and letters written: one each, however late the server was up. */
export const morningsMigration: Migration = {
  name: '2026-11-27-0340-mornings',
  sql: `
    create table assignments.morning (
      day date primary key,
      -- What happened after this is told on the next morning.
      at timestamptz not null
    );
  `,
};
