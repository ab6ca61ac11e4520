import type { Migration } from '#platform/database/migrate.ts';

/**
 * Servers hold to which branch a meeting belongs: they are to see when a plan takes it to another one. The writes of a
 * meeting night name other columns and never come here.
 */
export const heldBranchesMigration: Migration = {
  name: '2026-11-26-1201-held-branches',
  sql: `
    create trigger fact_change after update of branch_id on meetings.meeting
      for each statement execute function platform.note_fact_change();
    create trigger fact_change_by_removal after delete on meetings.meeting
      for each statement execute function platform.note_fact_change();
  `,
};
