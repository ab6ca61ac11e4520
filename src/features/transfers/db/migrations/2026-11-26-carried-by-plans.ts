import type { Migration } from '#platform/database/migrate.ts';

/** A plan of reorganisation that takes effect by its day takes open transfers along: nobody took that step. */
export const carriedByPlansMigration: Migration = {
  name: '2026-11-26-0140-transfers-carried-by-plans',
  sql: 'alter table transfers.step alter column by_id drop not null',
};
