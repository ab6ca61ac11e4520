import type { Migration } from '#platform/database/migrate.ts';

/** Servers hold that rules are kept. Nothing takes them away; should somebody do so, they are to see it. */
export const heldSnapshotsMigration: Migration = {
  name: '2026-11-26-1225-held-snapshots',
  sql: `
    create trigger fact_change after delete on meetings.rules_snapshot
      for each statement execute function platform.note_fact_change();
  `,
};
