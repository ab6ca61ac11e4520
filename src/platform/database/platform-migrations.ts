import type { Migration } from './migrate.ts';

/** Tables that belong to no feature: sign-in, request keys, history, reads, outbox, files. */
export const platformMigrations: Migration[] = [
  {
    name: '2026-11-23-0000-platform',
    sql: `
      create extension if not exists btree_gist;
      create schema platform;

      -- A person's way in. The id is that of members.person; the platform does not know that table.
      create table platform.account (
        person_id uuid primary key,
        login text not null unique,
        password_hash text,
        disabled_at timestamptz,
        created_at timestamptz not null
      );
      create table platform.session (
        token_hash bytea primary key,
        person_id uuid not null references platform.account on delete cascade,
        created_at timestamptz not null,
        last_seen_at timestamptz not null,
        expires_at timestamptz not null
      );
      create index session_of_person on platform.session (person_id);
      create table platform.api_token (
        token_hash bytea primary key,
        person_id uuid not null references platform.account on delete cascade,
        name text not null,
        created_at timestamptz not null,
        expires_at timestamptz not null
      );

      -- The answer already given to a write, so that a repeated click or a resent request is harmless.
      create table platform.request_key (
        person_id uuid not null,
        key text not null,
        route text not null,
        body_hash text not null,
        status int,
        answer jsonb,
        at timestamptz not null,
        primary key (person_id, key)
      );
      create index request_key_by_age on platform.request_key (at);

      -- What was changed, by whom. Written in the transaction of the change.
      create table platform.history (
        id uuid primary key,
        at timestamptz not null,
        actor_id uuid not null,
        verb text not null,
        unit_id uuid,
        subject_id uuid,
        details jsonb not null default '{}'
      );
      create index history_of_subject on platform.history (subject_id, at);
      create index history_of_unit on platform.history (unit_id, at);

      -- Who read whose personal data.
      create table platform.personal_read (
        id uuid primary key,
        at timestamptz not null,
        actor_id uuid not null,
        what text not null,
        unit_id uuid,
        person_ids uuid[] not null
      );
      create index personal_read_of_person on platform.personal_read using gin (person_ids);

      -- Messages that leave after commit.
      create table platform.outbox (
        id uuid primary key,
        channel text not null,
        recipient text not null,
        subject text not null,
        body text not null,
        attachments jsonb not null default '[]',
        created_at timestamptz not null,
        due_at timestamptz not null,
        attempts int not null default 0,
        sent_at timestamptz,
        failure text
      );
      create index outbox_waiting on platform.outbox (due_at) where sent_at is null;

      create table platform.file (
        id uuid primary key,
        unit_id uuid not null,
        name text not null,
        media_type text not null,
        size int not null,
        sha256 text not null,
        bytes bytea not null,
        added_by uuid not null,
        added_at timestamptz not null
      );
    `,
  },
  {
    name: '2026-11-25-0205-platform-read-reasons',
    sql: `
      -- Why somebody from another unit opened the data, in that person's words; shown to whom it is about.
      alter table platform.personal_read add column reason text;
    `,
  },
];
