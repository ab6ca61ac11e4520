import type { Migration } from '#platform/database/migrate.ts';

/**
 * Attendance and notices hang on a meeting, which has a branch: theirs is written from its row. Asking the units once more
 * for each of twenty-four rows, when a meeting is closed, held the branch's row and cost a third of the writing.
 */
export const keysByMeetingMigration: Migration = {
  name: '2026-11-26-1150-keys-by-meeting',
  sql: `
    alter table meetings.attendance drop constraint attendance_branch_id_fkey;
    alter table meetings.notice drop constraint notice_branch_id_fkey;
    -- So that the way by the meeting is always there.
    alter table meetings.notice alter column meeting_id set not null;
  `,
};
