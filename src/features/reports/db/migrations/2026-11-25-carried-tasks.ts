import type { Migration } from '#platform/database/migrate.ts';

/** A task that has gone to another branch counts where it was when it was due: that branch's facts are marked. */
export const carriedTasksMigration: Migration = {
  name: '2026-11-25-0930-carried-tasks',
  sql: `
    create or replace function reports.mark_tasks() returns trigger language plpgsql as $body$
    begin
      if tg_op <> 'INSERT' then
        insert into reports.stale_fact (branch_id, from_month, to_month)
        select coalesce(counted_in, branch_id), reports.month_of(min(due_on)), reports.month_of(max(due_on))
          from gone group by 1;
      end if;
      if tg_op <> 'DELETE' then
        insert into reports.stale_fact (branch_id, from_month, to_month)
        select coalesce(counted_in, branch_id), reports.month_of(min(due_on)), reports.month_of(max(due_on))
          from come group by 1;
      end if;
      return null;
    end $body$;
  `,
};
