import type { Migration } from '#platform/database/migrate.ts';

/** What a committee asks of units below, what it costs them, who signed, and what they answered. */
export const requestsMigration: Migration = {
  name: '2026-11-25-2255-requests',
  sql: `
    create schema requests;
    create table requests.request (
      id uuid primary key,
      unit_id uuid not null references units.unit,
      title text not null check (title <> ''),
      purpose text not null check (purpose <> ''),
      due_on date not null,
      state text not null check (state in ('waiting', 'open', 'declined', 'closed')),
      -- Whom it went to in words: a rule or a list; null for a list.
      recipients_rule jsonb,
      -- The price as it was on the day of asking, with the rule by which it was worked out.
      minutes_per_unit numeric not null,
      person_hours numeric not null,
      limit_hours numeric not null,
      asked_by uuid not null references members.person,
      asked_on date not null,
      -- The second one who signed it or declined to.
      decided_by uuid references members.person,
      decided_on date,
      declined_because text,
      -- The day from which the units could answer.
      opened_on date,
      closed_by uuid references members.person,
      closed_on date,
      check ((decided_by is null) = (decided_on is null)),
      check (decided_by <> asked_by),
      check ((state = 'declined') = (declined_because is not null)),
      check ((state = 'closed') = (closed_on is not null)),
      check (state <> 'open' or opened_on is not null)
    );
    create index request_of_unit on requests.request (unit_id);
    create table requests.field (
      id uuid primary key,
      request_id uuid not null references requests.request,
      position smallint not null,
      label text not null check (label <> ''),
      type text not null check (type in ('number', 'date', 'text', 'yes-no')),
      is_required boolean not null,
      -- What it was recognised as, and why it is asked all the same.
      known_as text,
      again_because text,
      unique (request_id, position)
    );
    create table requests.recipient (
      request_id uuid not null references requests.request,
      unit_id uuid not null references units.unit,
      answered_by uuid references members.person,
      answered_at timestamptz,
      primary key (request_id, unit_id),
      check ((answered_by is null) = (answered_at is null))
    );
    create index recipient_of_unit on requests.recipient (unit_id);
    create table requests.answer (
      field_id uuid not null references requests.field,
      unit_id uuid not null references units.unit,
      number double precision,
      day date,
      text text,
      yes boolean,
      primary key (field_id, unit_id),
      check (num_nonnulls(number, day, text, yes) = 1)
    );
  `,
};
