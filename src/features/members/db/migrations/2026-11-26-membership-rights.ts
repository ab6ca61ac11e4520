import type { Migration } from '#platform/database/migrate.ts';

/** A change of a membership is a change of what the person may do: servers that hold it in memory are to see it. */
export const membershipRightsMigration: Migration = {
  name: '2026-11-26-0441-membership-rights',
  sql: `
    create trigger rights_insert after insert on members.membership
      referencing new table as come for each statement execute function platform.note_rights();
    create trigger rights_update after update on members.membership
      referencing old table as gone new table as come for each statement execute function platform.note_rights();
    create trigger rights_delete after delete on members.membership
      referencing old table as gone for each statement execute function platform.note_rights();
  `,
};
