import type { Migration } from '#platform/database/migrate.ts';

export const meetingsMigration: Migration = {
  name: '2026-11-23-0700-meetings',
  sql: `
    create schema meetings;
    create table meetings.series (
      branch_id uuid primary key references units.unit,
      day_of_month int not null check (day_of_month between 1 and 31),
      at_time text not null,
      place text not null
    );
    -- The rules under which meetings are held, once for all meetings that share them. The key is the hash of
    -- the content, so two branches never wait for one another.
    create table meetings.rules_snapshot (
      id text primary key,
      rulebook_code text not null,
      rules jsonb not null
    );
    create table meetings.meeting (
      id uuid primary key,
      branch_id uuid not null references units.unit,
      month text not null check (month ~ '^\\d{4}-\\d{2}$'),
      kind text not null,
      planned_on date not null,
      planned_time text not null,
      place text not null,
      stage text not null default 'planned',
      held_on date,
      rules_id text not null references meetings.rules_snapshot,
      -- Roll, names and tasks as they stood when the meeting began; null before.
      frozen jsonb,
      -- Arrival counter of this meeting's own journal.
      entry_count int not null default 0,
      room_secret text not null,
      created_by uuid not null references members.person,
      created_at timestamptz not null,
      cancelled_because text,
      closed_at timestamptz,
      minutes_number text,
      resolution_number text,
      -- Figures for lists; the journal is their source.
      base int,
      present int,
      own_score numeric,
      confirmed_score numeric,
      notice_sent boolean not null default false,
      comment_count int not null default 0
    );
    create index meeting_of_branch on meetings.meeting (branch_id, month desc);
    create unique index one_regular_a_month on meetings.meeting (branch_id, month)
      where stage <> 'cancelled' and kind in ('regular', 'combined');
    create unique index one_thematic_a_month on meetings.meeting (branch_id, month)
      where stage <> 'cancelled' and kind in ('thematic', 'combined');

    create table meetings.entry (
      meeting_id uuid not null references meetings.meeting,
      id uuid not null,
      branch_id uuid not null,
      seq int not null,
      kind text not null,
      payload jsonb not null,
      author_id uuid not null,
      device_id uuid not null,
      lamport int not null,
      -- The device's claim, ms since the epoch: any year is possible, so it is no timestamp.
      at bigint not null,
      received_at timestamptz not null,
      primary key (meeting_id, id),
      unique (meeting_id, seq)
    );

    -- Presence of each member in a closed meeting: what absences in a row are counted from.
    create table meetings.attendance (
      meeting_id uuid not null references meetings.meeting,
      person_id uuid not null references members.person,
      branch_id uuid not null references units.unit,
      held_on date not null,
      presence text not null,
      primary key (meeting_id, person_id)
    );
    create index attendance_of_branch on meetings.attendance (branch_id, held_on);

    create table meetings.notice (
      id uuid primary key,
      person_id uuid not null references members.person,
      kind text not null,
      meeting_id uuid references meetings.meeting,
      branch_id uuid not null references units.unit,
      facts jsonb not null default '{}',
      at timestamptz not null,
      read_at timestamptz
    );
    create index notice_of_person on meetings.notice (person_id, at desc);

    -- Numbers run per unit, term and type of document (HD 36-HD/VPTW).
    create table meetings.register_entry (
      unit_id uuid not null references units.unit,
      term text not null,
      document_type text not null,
      number int not null check (number > 0),
      meeting_id uuid not null references meetings.meeting,
      document_on date not null,
      primary key (unit_id, term, document_type, number),
      unique (meeting_id, document_type)
    );

    create table meetings.closed_month (
      unit_id uuid not null references units.unit,
      month text not null,
      closed_by uuid not null references members.person,
      closed_at timestamptz not null,
      primary key (unit_id, month)
    );
  `,
};
