import type { Migration } from '#platform/database/migrate.ts';

/** Each entry of an evening moves its meeting's row: whether that changes its branch is asked only of what may. */
export const carriedOnlyMigration: Migration = {
  name: '2026-11-26-1210-carried-only',
  sql: `
    drop trigger reports_carried on meetings.meeting;
    create trigger reports_carried after update of branch_id on meetings.meeting for each row
      when (old.branch_id is distinct from new.branch_id) execute function reports.mark_meeting();
  `,
};
