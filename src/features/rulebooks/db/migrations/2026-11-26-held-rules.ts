import type { Migration } from '#platform/database/migrate.ts';

/** Servers hold rulebooks and what units set: they are to see when that changes. */
export const heldRulesMigration: Migration = {
  name: '2026-11-26-1201-held-rules',
  sql: `
    create trigger fact_change after insert or update or delete on rulebooks.version
      for each statement execute function platform.note_fact_change();
    create trigger fact_change after insert or update or delete on rulebooks.override
      for each statement execute function platform.note_fact_change();
  `,
};
