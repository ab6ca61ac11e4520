import type { Migration } from '#platform/database/migrate.ts';

/** A meeting that goes to another branch before it begins marks the months of both. */
export const carriedMeetingsMigration: Migration = {
  name: '2026-11-26-0150-carried-meetings',
  sql: `
    create or replace function reports.mark_meeting() returns trigger language plpgsql as $body$
    begin
      insert into reports.stale_fact (branch_id, from_month, to_month)
      select b, new.month, reports.quarter_end(new.month)
        from unnest(array[new.branch_id, nullif(old.branch_id, new.branch_id)]) as x (b) where b is not null;
      return null;
    end $body$;
    create trigger reports_carried after update on meetings.meeting for each row
      when (old.branch_id is distinct from new.branch_id) execute function reports.mark_meeting();
  `,
};
