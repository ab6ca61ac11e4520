import type { Migration } from '#platform/database/migrate.ts';

/**
 * Figures per branch and month, also where nothing happened, and their sums per unit. Both are worked out from the rows
 * of meetings, tasks, members and units. A change of those rows leaves a mark in its own transaction; a reader works
 * out what is marked from the rows themselves, so that no figure waits for the refresh that takes the marks away.
 */
export const monthFactsMigration: Migration = {
  name: '2026-11-25-0900-month-facts',
  sql: `
    create table reports.month_fact (
      month text not null check (month ~ '^\\d{4}-\\d{2}$'),
      branch_id uuid not null references units.unit,
      -- The way to the branch on the month's last day, on the last of its own life, or on the day when the running
      -- month was worked out.
      depth smallint not null,
      l0 uuid not null, l1 uuid, l2 uuid, l3 uuid, l4 uuid, l5 uuid, l6 uuid, l7 uuid,
      -- The planned day of a regular meeting that has not taken place, and the day of one that is not closed.
      waiting_on date,
      unclosed_since date,
      -- Of the branch, or of the nearest unit above that has one.
      sector text,
      due smallint not null,
      held smallint not null,
      unclosed smallint not null,
      unconfirmed smallint not null,
      thematic smallint not null,
      thematic_in_quarter smallint not null,
      thematic_planned smallint not null,
      base smallint not null,
      present smallint not null,
      spoke smallint not null,
      spoke_of smallint not null,
      papers smallint not null,
      papers_in_time smallint not null,
      own_scored smallint not null,
      own_points int not null,
      confirmed_scored smallint not null,
      confirmed_points int not null,
      good smallint not null,
      fair smallint not null,
      average smallint not null,
      poor smallint not null,
      tasks_due smallint not null,
      tasks_in_time smallint not null,
      tasks_late smallint not null,
      tasks_open smallint not null,
      members smallint not null,
      provisional smallint not null,
      -- A month is read whole for a city, so its rows lie together.
      primary key (month, branch_id)
    );
    -- A ward reads three years of its hundred branches.
    create index month_fact_of_branch on reports.month_fact (branch_id);

    -- Months in which every branch has its row.
    create table reports.made_month (
      month text primary key,
      -- The days on which the tree is the one that was used; all days for a month that was over.
      tree_valid daterange not null,
      made_at timestamptz not null
    );

    -- What changed since: figures of this branch from one month to another (null: to the last one made) are worked
    -- out anew by whoever reads them, until the refresh has written them.
    create table reports.stale_fact (
      id bigint generated always as identity primary key,
      branch_id uuid not null references units.unit,
      from_month text not null,
      to_month text,
      -- The way to the unit changed: what is summed on today's tree stands no more, whatever the month.
      is_tree boolean not null default false
    );

    -- Sums of the branches below a unit in a month that is over: 'then' on that month's own tree, 'today' on the tree
    -- of the day on which it was summed.
    create table reports.unit_month (
      clock text not null check (clock in ('then', 'today')),
      month text not null,
      unit_id uuid not null references units.unit,
      parent_id uuid references units.unit,
      due int not null, held int not null, unclosed int not null, thematic int not null,
      base int not null, present int not null, spoke int not null, spoke_of int not null,
      papers int not null, papers_in_time int not null,
      own_scored int not null, own_points int not null,
      confirmed_scored int not null, confirmed_points int not null,
      good int not null, fair int not null, average int not null, poor int not null,
      tasks_due int not null, tasks_in_time int not null, tasks_late int not null, tasks_open int not null,
      members int not null, provisional int not null,
      missed int not null, low_attendance int not null, unconfirmed int not null,
      quarter_due int not null, quarter_thematic int not null, thematic_missing int not null,
      tasks_overdue int not null, branches_overdue int not null, needing int not null,
      -- A unit stands twice where it was moved in a month in which a branch below it ended.
      unique nulls not distinct (clock, month, unit_id, parent_id)
    );
    -- The children of a unit over three years.
    create index unit_month_of_parent on reports.unit_month (parent_id, clock, month);
    create index unit_month_of_unit on reports.unit_month (unit_id, clock, month);
    create table reports.summed_month (
      clock text not null,
      month text not null,
      -- On these days today's tree is the one that was used.
      tree_valid daterange not null,
      -- The rules by which a branch needs a look.
      norms text not null,
      summed_at timestamptz not null,
      primary key (clock, month)
    );

    create function reports.month_of(day date) returns text language sql immutable
      return to_char(day, 'YYYY-MM');
    create function reports.quarter_end(month text) returns text language sql immutable
      return left(month, 5) || lpad((((right(month, 2)::int + 2) / 3) * 3)::text, 2, '0');

    -- Months in which rows of a period count; the day after the period is no part of it.
    create function reports.mark_period(branch uuid, span daterange, tree boolean) returns void language sql
    begin atomic
      insert into reports.stale_fact (branch_id, from_month, to_month, is_tree)
      select branch, coalesce(reports.month_of(lower(span)), '0001-01'), reports.month_of(upper(span) - 1), tree
       where not isempty(span);
    end;

    create function reports.mark_tasks() returns trigger language plpgsql as $body$
    begin
      if tg_op <> 'INSERT' then
        insert into reports.stale_fact (branch_id, from_month, to_month)
        select branch_id, reports.month_of(min(due_on)), reports.month_of(max(due_on)) from gone group by branch_id;
      end if;
      if tg_op <> 'DELETE' then
        insert into reports.stale_fact (branch_id, from_month, to_month)
        select branch_id, reports.month_of(min(due_on)), reports.month_of(max(due_on)) from come group by branch_id;
      end if;
      return null;
    end $body$;
    create trigger reports_insert after insert on tasks.task
      referencing new table as come for each statement execute function reports.mark_tasks();
    create trigger reports_update after update on tasks.task
      referencing old table as gone new table as come for each statement execute function reports.mark_tasks();
    create trigger reports_delete after delete on tasks.task
      referencing old table as gone for each statement execute function reports.mark_tasks();

    -- A period that was only closed or prolonged counts from the day on which the two versions part.
    create function reports.mark_roll() returns trigger language plpgsql as $body$
    begin
      if tg_op = 'INSERT' then
        perform reports.mark_period(branch_id, range_merge(range_agg(valid)), false) from come group by branch_id;
      elsif tg_op = 'DELETE' then
        perform reports.mark_period(branch_id, range_merge(range_agg(valid)), false) from gone group by branch_id;
      else
        perform reports.mark_period(branch_id, range_merge(range_agg(span)), false) from (
          select coalesce(c.branch_id, g.branch_id) as branch_id,
                 case when c.branch_id is null then g.valid
                      when g.branch_id is null then c.valid
                      when c.valid = g.valid then 'empty'
                      else range_merge((g.valid::datemultirange - c.valid::datemultirange)
                                       + (c.valid::datemultirange - g.valid::datemultirange)) end as span
            from gone g full join come c
              on c.person_id = g.person_id and c.branch_id = g.branch_id and c.nature = g.nature
             and c.status = g.status and lower(c.valid) is not distinct from lower(g.valid)
        ) changed where not isempty(span) group by branch_id;
      end if;
      return null;
    end $body$;
    create trigger reports_insert after insert on members.membership
      referencing new table as come for each statement execute function reports.mark_roll();
    create trigger reports_update after update on members.membership
      referencing old table as gone new table as come for each statement execute function reports.mark_roll();
    create trigger reports_delete after delete on members.membership
      referencing old table as gone for each statement execute function reports.mark_roll();

    create function reports.mark_units() returns trigger language plpgsql as $body$
    begin
      if tg_op <> 'INSERT' then
        perform reports.mark_period(unit_id, range_merge(range_agg(valid)), tg_table_name = 'unit_path') from gone group by unit_id;
      end if;
      if tg_op <> 'DELETE' then
        perform reports.mark_period(unit_id, range_merge(range_agg(valid)), tg_table_name = 'unit_path') from come group by unit_id;
      end if;
      return null;
    end $body$;
    create trigger reports_insert after insert on units.unit_path
      referencing new table as come for each statement execute function reports.mark_units();
    create trigger reports_update after update on units.unit_path
      referencing old table as gone new table as come for each statement execute function reports.mark_units();
    create trigger reports_delete after delete on units.unit_path
      referencing old table as gone for each statement execute function reports.mark_units();
    create trigger reports_insert after insert on units.unit_kind
      referencing new table as come for each statement execute function reports.mark_units();
    create trigger reports_update after update on units.unit_kind
      referencing old table as gone new table as come for each statement execute function reports.mark_units();
    create trigger reports_delete after delete on units.unit_kind
      referencing old table as gone for each statement execute function reports.mark_units();

    -- A thematic meeting counts to the end of its quarter.
    create function reports.mark_meetings() returns trigger language plpgsql as $body$
    begin
      insert into reports.stale_fact (branch_id, from_month, to_month)
      select branch_id, min(month), reports.quarter_end(max(month)) from come group by branch_id;
      return null;
    end $body$;
    create trigger reports_insert after insert on meetings.meeting
      referencing new table as come for each statement execute function reports.mark_meetings();
    -- Check-ins and other entries change the same row all evening: only what the facts hold leaves a mark, and
    -- nothing is collected per statement.
    create function reports.mark_meeting() returns trigger language plpgsql as $body$
    begin
      insert into reports.stale_fact (branch_id, from_month, to_month)
      values (new.branch_id, new.month, reports.quarter_end(new.month));
      return null;
    end $body$;
    create trigger reports_update after update on meetings.meeting for each row
      when (old.stage is distinct from new.stage or old.planned_on is distinct from new.planned_on
            or (new.stage in ('ended', 'closed')
                and (old.base, old.present, old.own_score, old.confirmed_score, old.held_on)
                    is distinct from (new.base, new.present, new.own_score, new.confirmed_score, new.held_on)))
      execute function reports.mark_meeting();
    create trigger facts_insert after insert on reports.branch_month
      referencing new table as come for each statement execute function reports.mark_meetings();
    create trigger facts_update after update on reports.branch_month
      referencing new table as come for each statement execute function reports.mark_meetings();

    -- Everything that was there before is worked out by the first refresh.
    insert into reports.stale_fact (branch_id, from_month, to_month) select id, '0001-01', null from units.unit;
  `,
};
