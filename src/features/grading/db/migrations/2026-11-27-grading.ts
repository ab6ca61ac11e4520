import type { Migration } from '#platform/database/migrate.ts';

/** Rounds of grading, the sheet of each branch in them, what was decided, and every step of the way. */
export const gradingMigration: Migration = {
  name: '2026-11-27-1810-grading',
  sql: `
    create schema grading;
    create table grading.round (
      id uuid primary key,
      -- The committee that opened it and decides.
      unit_id uuid not null references units.unit,
      kind text not null check (kind in ('year', 'quarter', 'term', 'as-needed')),
      title text not null check (title <> ''),
      from_month text not null,
      to_month text not null,
      self_by date not null,
      appraise_by date not null,
      decide_by date not null,
      -- The rules of the day on which it was opened: it is judged by them for ever.
      rules_code text not null,
      rulebook jsonb not null,
      rules jsonb not null,
      opened_by uuid not null references members.person,
      opened_on date not null,
      check (from_month <= to_month),
      check (self_by <= appraise_by and appraise_by <= decide_by)
    );
    create index round_of_unit on grading.round (unit_id, id desc);
    -- A roll-up gathers the rounds of one period over a whole city.
    create index round_of_period on grading.round (from_month, to_month);

    create table grading.sheet (
      round_id uuid not null references grading.round,
      unit_id uuid not null references units.unit,
      state text not null
        check (state in ('not-begun', 'draft', 'sent', 'returned', 'appraised', 'decided', 'left-out')),
      -- By criterion, by declared fact; what the branch says of itself.
      points jsonb not null default '{}',
      declared jsonb not null default '{}',
      own_grade text,
      strengths text not null default '',
      faults text not null default '',
      causes text not null default '',
      saved_at timestamptz,
      sent_on date,
      appraised_points jsonb,
      appraised_grade text,
      appraised_because text,
      -- Why tasks that were late or not done are not held against the branch.
      set_aside text,
      -- The decision in force, as the last row of grading.decision says.
      grade text,
      decided_number text,
      decided_on date,
      -- What the records said on the day of the decision.
      evidence jsonb,
      left_out_because text,
      primary key (round_id, unit_id),
      check (own_grade in ('excellent', 'good', 'completed', 'not-completed')),
      check (appraised_grade in ('excellent', 'good', 'completed', 'not-completed')),
      check (grade in ('excellent', 'good', 'completed', 'not-completed')),
      check ((state = 'decided') = (grade is not null and decided_number is not null and decided_on is not null)),
      check ((state = 'left-out') = (left_out_because is not null)),
      check (state <> 'appraised' or (appraised_points is not null and appraised_grade is not null)),
      check (state <> 'sent' or (own_grade is not null and sent_on is not null))
    );
    -- A branch looks at its own, and a round looks for the one before it.
    create index sheet_of_unit on grading.sheet (unit_id);

    create table grading.decision (
      id uuid primary key,
      round_id uuid not null,
      unit_id uuid not null references units.unit,
      grade text not null check (grade in ('excellent', 'good', 'completed', 'not-completed')),
      number text not null check (number <> ''),
      decided_on date not null,
      -- Only a changed decision has one, and it must.
      because text,
      by_id uuid not null references members.person,
      at timestamptz not null,
      foreign key (round_id, unit_id) references grading.sheet
    );
    create index decision_on_sheet on grading.decision (round_id, unit_id, id);

    create table grading.step (
      id uuid primary key default uuidv7(),
      round_id uuid not null,
      unit_id uuid not null references units.unit,
      kind text not null check (kind in ('sent', 'returned', 'appraised', 'decided', 'changed', 'left-out', 'carried', 'urged')),
      words text,
      -- Null when a plan of reorganisation did it on its day.
      by_id uuid references members.person,
      on_day date not null,
      foreign key (round_id, unit_id) references grading.sheet
    );
    create index step_of_sheet on grading.step (round_id, unit_id, id);
    -- A branch is urged once a day.
    create unique index urged_once_a_day on grading.step (round_id, unit_id, on_day) where kind = 'urged';
  `,
};
