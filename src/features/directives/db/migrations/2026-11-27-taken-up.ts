import type { Migration } from '#platform/database/migrate.ts';

/** In which meeting a unit first took a paper up. Meetings come later in the order, so the key is kept without a reference. */
export const takenUpMigration: Migration = {
  name: '2026-11-27-0810-taken-up',
  sql: `
    alter table directives.recipient
      -- The day on which the meeting was held.
      add column taken_up_on date,
      add column taken_up_in uuid,
      add constraint taken_up_whole check ((taken_up_on is null) = (taken_up_in is null));
  `,
};
