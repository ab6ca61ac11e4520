import type { Migration } from '#platform/database/migrate.ts';

export const assignmentsMigration: Migration = {
  name: '2026-11-25-0400-assignments',
  sql: `
    create schema assignments;
    create table assignments.assignment (
      id uuid primary key,
      -- The task at the top of the cascade that this one localises; itself at the top.
      root_id uuid not null references assignments.assignment,
      under_id uuid references assignments.assignment,
      parent_duty_id uuid,
      unit_id uuid not null references units.unit,
      directive_id uuid references directives.directive,
      -- Where in the paper it stands: 'Mục II.2'.
      paragraph text,
      title text not null check (title <> ''),
      output text not null check (output <> ''),
      measure text not null check (measure in ('done', 'number')),
      target numeric,
      measure_unit text,
      issued_on date not null,
      answer_by date not null,
      due_on date not null,
      -- The rule by which the units were chosen; null for a list.
      recipient_rule jsonb,
      given_by uuid not null references members.person,
      given_at timestamptz not null,
      withdrawn_at timestamptz,
      withdrawn_because text,
      check (issued_on <= answer_by and answer_by <= due_on),
      check ((measure = 'number') = (target is not null and measure_unit is not null)),
      check ((under_id is null) = (parent_duty_id is null))
    );
    create index assignment_by_unit on assignments.assignment (unit_id, id desc);
    create index assignment_by_parent on assignments.assignment (under_id);
    create index assignment_by_duty on assignments.assignment (parent_duty_id);
    create index assignment_by_directive on assignments.assignment (directive_id);

    -- One unit's share of a task.
    create table assignments.duty (
      id uuid primary key default uuidv7(),
      assignment_id uuid not null references assignments.assignment,
      unit_id uuid not null references units.unit,
      due_on date not null,
      received_at timestamptz,
      received_by uuid references members.person,
      answer text check (answer in ('accepted', 'declined')),
      answer_reason text,
      answered_at timestamptz,
      answered_by uuid references members.person,
      localised_at timestamptz,
      released_at timestamptz,
      released_because text,
      work text not null default 'open' check (work in ('open', 'in-progress', 'done', 'done-late', 'cannot-be-done')),
      figure numeric,
      cause text,
      finished_on date,
      -- How far it has been urged: 0 reminder, 1.. urgings, one more for the agenda above.
      urged smallint,
      -- Waits for the agenda of the branch's next meeting.
      on_agenda_since timestamptz,
      unique (assignment_id, unit_id),
      check ((received_at is null) = (received_by is null)),
      check ((answer is null) = (answered_at is null)),
      check (answer <> 'declined' or answer_reason is not null),
      check ((finished_on is null) = (work in ('open', 'in-progress', 'cannot-be-done')) or work = 'cannot-be-done')
    );
    create index duty_by_unit on assignments.duty (unit_id, due_on);
    create index duty_open on assignments.duty (due_on)
      where work in ('open', 'in-progress') and released_at is null;
    alter table assignments.assignment
      add constraint assignment_localises foreign key (parent_duty_id) references assignments.duty;

    create table assignments.co_unit (
      assignment_id uuid not null references assignments.assignment,
      unit_id uuid not null references units.unit,
      primary key (assignment_id, unit_id)
    );
    create index co_unit_by_unit on assignments.co_unit (unit_id);

    create table assignments.report (
      id uuid primary key,
      duty_id uuid not null references assignments.duty,
      at timestamptz not null,
      by_id uuid not null references members.person,
      work text not null check (work in ('in-progress', 'done', 'done-late', 'cannot-be-done')),
      done_on date not null,
      figure numeric,
      text text,
      cause text,
      file_id uuid references platform.file,
      -- The branch's meeting whose conclusion this is; meetings come later, so by id alone.
      meeting_id uuid
    );
    create index report_by_duty on assignments.report (duty_id, id desc);

    create table assignments.urging (
      id uuid primary key default uuidv7(),
      duty_id uuid not null references assignments.duty,
      number smallint not null,
      kind text not null check (kind in ('reminder', 'urging', 'matter')),
      at timestamptz not null,
      -- Null when the rule urged.
      by_id uuid references members.person,
      text text,
      answer text,
      answered_at timestamptz,
      answered_by uuid references members.person,
      check ((answer is null) = (answered_at is null))
    );
    create index urging_by_duty on assignments.urging (duty_id, id desc);

    -- What the level above takes up at its next meeting, because urging did not help.
    create table assignments.matter (
      duty_id uuid primary key references assignments.duty,
      unit_id uuid not null references units.unit,
      raised_at timestamptz not null,
      settled_at timestamptz,
      settled_by uuid references members.person,
      conclusion text,
      check ((settled_at is null) = (conclusion is null))
    );
    create index matter_by_unit on assignments.matter (unit_id, raised_at);

    create table assignments.question (
      id uuid primary key,
      assignment_id uuid not null references assignments.assignment,
      unit_id uuid not null references units.unit,
      asked_at timestamptz not null,
      asked_by uuid not null references members.person,
      text text not null check (text <> ''),
      answer text,
      answered_at timestamptz,
      answered_by uuid references members.person,
      check ((answer is null) = (answered_at is null))
    );
    create index question_by_assignment on assignments.question (assignment_id, asked_at);

    -- One letter per person and day.
    create table assignments.digest (
      person_id uuid not null references members.person,
      day date not null,
      lines int not null,
      primary key (person_id, day)
    );
  `,
};
