import type { Migration } from '#platform/database/migrate.ts';

/** Plans by which the tree is arranged anew: their steps, who goes where, and what they touched. */
export const reorganisationMigration: Migration = {
  name: '2026-11-25-1200-reorganisation',
  sql: `
    create schema reorganisation;
    create table reorganisation.plan (
      id uuid primary key,
      -- The committee whose part of the tree it arranges.
      unit_id uuid not null references units.unit,
      title text not null check (title <> ''),
      -- The first day of the new tree.
      effective_on date not null,
      state text not null default 'draft' check (state in ('draft', 'consulted', 'approved', 'scheduled', 'applied')),
      decision text,
      decided_on date,
      issued_by text,
      check (state not in ('approved', 'scheduled', 'applied') or (decision is not null and decided_on is not null)),
      -- The plan that this one puts right.
      corrects_id uuid references reorganisation.plan,
      -- The units that the steps speak of as they stood when the steps were written.
      base jsonb not null default '[]',
      created_by uuid references members.person,
      created_at timestamptz not null,
      applied_at timestamptz,
      -- Members and open tasks before and after, and what was changed.
      outcome jsonb,
      check ((state = 'applied') = (applied_at is not null)),
      check ((state = 'applied') = (outcome is not null))
    );
    -- The list of a committee; plans whose day has come.
    create index plan_of_unit on reorganisation.plan (unit_id, effective_on);
    create index plan_scheduled on reorganisation.plan (effective_on) where state = 'scheduled';

    create table reorganisation.step (
      plan_id uuid not null references reorganisation.plan on delete cascade,
      position int not null,
      step jsonb not null,
      primary key (plan_id, position)
    );

    -- Where a unit or a member of a unit that is shared out goes, when the rule of the step does not tell.
    create table reorganisation.assignment (
      plan_id uuid not null references reorganisation.plan on delete cascade,
      subject_id uuid not null,
      into_id uuid not null,
      assigned_by uuid not null references members.person,
      assigned_at timestamptz not null,
      primary key (plan_id, subject_id)
    );

    -- Two plans never change one unit on one day. A unit that a plan founds is in no other plan.
    create table reorganisation.touched (
      touched_id uuid not null,
      effective_on date not null,
      plan_id uuid not null references reorganisation.plan on delete cascade,
      primary key (touched_id, effective_on)
    );
    create index touched_by_plan on reorganisation.touched (plan_id);

    -- The way of a plan through its states, with the paper of each.
    create table reorganisation.plan_event (
      id uuid primary key,
      plan_id uuid not null references reorganisation.plan on delete cascade,
      move text not null,
      note text,
      by_id uuid references members.person,
      at timestamptz not null
    );
    create index plan_event_of_plan on reorganisation.plan_event (plan_id, id);
  `,
};
