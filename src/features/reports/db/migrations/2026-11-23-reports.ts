import type { Migration } from '#platform/database/migrate.ts';

export const reportsMigration: Migration = {
  name: '2026-11-23-0900-reports',
  sql: `
    create schema reports;
    -- The figures of one closed meeting, written in the transaction that closes it. Sums above are made of these
    -- rows; nobody types them.
    create table reports.branch_month (
      branch_id uuid not null references units.unit,
      month text not null check (month ~ '^\\d{4}-\\d{2}$'),
      kind text not null,
      meeting_id uuid not null references meetings.meeting,
      planned_on date not null,
      held_on date not null,
      closed_on date not null,
      base int not null,
      present int not null,
      excused int not null,
      unexcused int not null,
      spoke int not null,
      minutes int,
      own_score numeric,
      own_grade text,
      confirmed_score numeric,
      confirmed_grade text,
      papers_late boolean,
      notice_late boolean,
      tasks_due int not null,
      tasks_done int not null,
      tasks_done_late int not null,
      tasks_assigned int not null,
      primary key (branch_id, month, kind)
    );
    create index branch_month_by_month on reports.branch_month (month);
  `,
};
