import type { Migration } from '#platform/database/migrate.ts';

/** What happened to members, act by act; and probation behind a status that does not show it. */
export const memberMovesMigration: Migration = {
  name: '2026-11-25-0210-member-moves',
  sql: `
    alter table members.membership
      -- On probation although the status says exempt, suspended or away.
      add column on_probation boolean not null default false,
      add constraint probation_is_hidden
        check (not on_probation or status in ('exempt', 'suspended', 'temporarily-away'));
    -- Probation is watched over whole committees; those on probation are few.
    create index membership_on_probation on members.membership (branch_id)
      where status = 'provisional' or on_probation;

    alter table members.person add column died_on date;

    create table members.move (
      id uuid primary key,
      person_id uuid not null references members.person,
      -- The branch on whose list it happened: that one left, or joined.
      branch_id uuid not null references units.unit,
      kind text not null,
      on_day date not null,
      -- Number and symbol of the resolution or decision.
      document text,
      decided_on date,
      reason text,
      details jsonb not null default '{}',
      -- The person's periods and Party dates as they were and as they became: to show, and to take the act back.
      before jsonb not null,
      after jsonb not null,
      -- Null when a list was imported from the command line.
      recorded_by uuid references members.person,
      recorded_at timestamptz not null,
      taken_back_by uuid references members.person,
      taken_back_at timestamptz,
      taken_back_because text,
      check ((taken_back_at is null) = (taken_back_by is null)),
      check ((taken_back_at is null) = (taken_back_because is null))
    );
    create index move_of_person on members.move (person_id, on_day);
    create index move_in_branch on members.move (branch_id, on_day);

    -- Somebody from above said why this record is opened; it holds for that day.
    create table members.opening (
      actor_id uuid not null references members.person,
      person_id uuid not null references members.person,
      day date not null,
      reason text not null check (reason <> ''),
      at timestamptz not null,
      primary key (actor_id, person_id, day)
    );
    create index opening_of_person on members.opening (person_id);
  `,
};
