import type { Migration } from '#platform/database/migrate.ts';

export const transfersMigration: Migration = {
  name: '2026-11-25-0220-transfers',
  sql: `
    create schema transfers;
    create table transfers.transfer (
      id uuid primary key,
      person_id uuid not null references members.person,
      kind text not null check (kind in ('official', 'temporary')),
      cause text not null,
      cause_on date not null,
      -- From and to: a branch that is kept here, or an organisation outside by its name.
      from_branch_id uuid references units.unit,
      from_outside text,
      to_branch_id uuid references units.unit,
      to_outside text,
      check (num_nonnulls(from_branch_id, from_outside) = 1),
      check (num_nonnulls(to_branch_id, to_outside) = 1),
      check (from_branch_id is not null or to_branch_id is not null),
      -- The committee that introduces; none when the member comes from outside.
      issuer_id uuid references units.unit,
      stay_from date,
      stay_to date,
      check (kind = 'official' or (stay_from is not null and stay_to > stay_from)),
      state text not null,
      paper text,
      requested_on date,
      introduced_on date,
      presented_on date,
      closed_on date,
      created_by uuid not null references members.person,
      created_at timestamptz not null
    );
    -- A member goes one way at a time.
    create unique index one_open_transfer on transfers.transfer (person_id)
      where state in ('announced', 'requested', 'introduced', 'presented');
    create index transfer_from on transfers.transfer (from_branch_id, closed_on);
    create index transfer_to on transfers.transfer (to_branch_id, closed_on);

    create table transfers.step (
      id uuid primary key,
      transfer_id uuid not null references transfers.transfer,
      step text not null,
      on_day date not null,
      -- The unit on whose behalf it was taken; none when members ask for themselves.
      unit_id uuid references units.unit,
      note text,
      is_late boolean not null,
      by_id uuid not null references members.person,
      at timestamptz not null
    );
    create index step_of_transfer on transfers.step (transfer_id, id);

    create table transfers.handover (
      id uuid primary key,
      -- The committee that decides.
      unit_id uuid not null references units.unit,
      from_branch_id uuid not null references units.unit,
      to_branch_id uuid not null references units.unit,
      on_day date not null,
      decision text not null,
      decided_on date not null,
      receiving_decision text,
      -- The head of the minutes and the member list as they were on that day.
      minutes jsonb not null,
      created_by uuid not null references members.person,
      created_at timestamptz not null,
      check (from_branch_id <> to_branch_id)
    );
    create index handover_from on transfers.handover (from_branch_id);
    create index handover_to on transfers.handover (to_branch_id);
    create table transfers.handed_over (
      handover_id uuid not null references transfers.handover,
      person_id uuid not null references members.person,
      position int not null,
      primary key (handover_id, person_id)
    );
    create index handed_over_person on transfers.handed_over (person_id);
  `,
};
