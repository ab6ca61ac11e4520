import type { Migration } from '#platform/database/migrate.ts';

/** A post that is given or taken is a change of what its holder may do: servers that hold it in memory are to see it. */
export const mandateRightsMigration: Migration = {
  name: '2026-11-26-0441-mandate-rights',
  sql: `
    create trigger rights_insert after insert on mandates.mandate
      referencing new table as come for each statement execute function platform.note_rights();
    create trigger rights_update after update on mandates.mandate
      referencing old table as gone new table as come for each statement execute function platform.note_rights();
    create trigger rights_delete after delete on mandates.mandate
      referencing old table as gone for each statement execute function platform.note_rights();
  `,
};
