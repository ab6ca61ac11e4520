import type { Migration } from '#platform/database/migrate.ts';

/** Servers hold where a unit lies and what it is called: they are to see when that changes. */
export const heldUnitsMigration: Migration = {
  name: '2026-11-26-1201-held-units',
  sql: ['unit', 'unit_name', 'unit_kind', 'unit_code', 'unit_path']
    .map(
      (name) => `
    create trigger fact_change after insert or update or delete on units.${name}
      for each statement execute function platform.note_fact_change();`,
    )
    .join(''),
};
