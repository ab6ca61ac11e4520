import type { Migration } from '#platform/database/migrate.ts';

export const tasksMigration: Migration = {
  name: '2026-11-23-0500-tasks',
  sql: `
    create schema tasks;
    create table tasks.task (
      -- Made on the device that gave the task.
      id uuid primary key,
      branch_id uuid not null references units.unit,
      title text not null check (title <> ''),
      owner_id uuid not null references members.person,
      helper_ids uuid[] not null default '{}',
      -- What will be there when the task is done (sản phẩm). A task without one is not a task.
      output text not null check (output <> ''),
      due_on date not null,
      -- Months are 'yyyy-mm'.
      report_month text not null,
      assigned_in_month text not null,
      -- The meeting that gave it, and the directive it carries out. Both belong to later features.
      meeting_id uuid,
      directive_id uuid,
      state text not null default 'open'
        check (state in ('open', 'in-progress', 'done', 'done-late', 'not-done', 'cannot-be-done')),
      percent int check (percent between 0 and 100),
      cause text,
      evidence text,
      assigned_at timestamptz not null,
      withdrawn_at timestamptz
    );
    create index task_by_branch on tasks.task (branch_id, due_on);
    create index task_by_owner on tasks.task (owner_id);
    create index task_by_helper on tasks.task using gin (helper_ids);
    create table tasks.task_report (
      id uuid primary key,
      task_id uuid not null references tasks.task,
      at timestamptz not null,
      by_id uuid not null references members.person,
      state text not null,
      percent int check (percent between 0 and 100),
      cause text,
      evidence text,
      -- Null for a report between two meetings.
      meeting_id uuid,
      month text not null
    );
    create index task_report_by_task on tasks.task_report (task_id, at, id);
    create table tasks.task_correction (
      id uuid primary key,
      task_id uuid not null references tasks.task,
      at timestamptz not null,
      by_id uuid not null references members.person,
      reason text not null check (reason <> ''),
      owner_before uuid not null references members.person,
      owner_after uuid not null references members.person,
      due_before date not null,
      due_after date not null
    );
    create index task_correction_by_task on tasks.task_correction (task_id, at, id);
  `,
};
