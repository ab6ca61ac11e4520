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
  {
    name: '2026-11-26-0440-rights-changes',
    sql: `
      -- Whose sign-in, membership or post has changed, and in which transaction: what a server holds in memory of
      -- that person's rights is used only while no change is here that it has not seen. A change of very many people at
      -- once is noted as one of everybody. Rows are kept for a day, far longer than anything is held in memory.
      create table platform.rights_change (
        person_id uuid not null,
        changed_in xid8 not null default pg_current_xact_id(),
        at timestamptz not null default now()
      );
      create index rights_change_of_person on platform.rights_change (person_id);
      create index rights_change_by_age on platform.rights_change (at);

      create function platform.note_rights_change(people uuid[]) returns void language sql as $body$
        insert into platform.rights_change (person_id)
        select distinct x.id
          from unnest(case when cardinality(people) > 1000
                           then array['00000000-0000-0000-0000-000000000000'::uuid] else people end) as x(id)
      $body$;
      create function platform.note_rights() returns trigger language plpgsql as $body$
      begin
        if tg_op <> 'INSERT' then
          perform platform.note_rights_change(array(select person_id from gone limit 1001));
        end if;
        if tg_op <> 'DELETE' then
          perform platform.note_rights_change(array(select person_id from come limit 1001));
        end if;
        return null;
      end $body$;

      -- A new sign-in is known by nobody yet; its renewal takes nothing away.
      create trigger rights_delete after delete on platform.session
        referencing old table as gone for each statement execute function platform.note_rights();
      create trigger rights_delete after delete on platform.api_token
        referencing old table as gone for each statement execute function platform.note_rights();
      create trigger rights_update after update on platform.account
        referencing old table as gone new table as come for each statement execute function platform.note_rights();
    `,
  },
  {
    name: '2026-11-26-1200-fact-changes',
    sql: `
      -- Which transaction changed something that servers hold in memory: the tree of units, names, rulebooks. What one
      -- holds is used only while no change is here that it has not seen. Rows are kept for a day, far longer than
      -- anything is held without a look.
      create table platform.fact_change (
        changed_in xid8 not null default pg_current_xact_id(),
        at timestamptz not null default now()
      );
      create index fact_change_by_transaction on platform.fact_change (changed_in);

      -- One row for a transaction, however many statements it takes.
      create function platform.note_fact_change() returns trigger language plpgsql as $body$
      begin
        insert into platform.fact_change (changed_in)
        select pg_current_xact_id()
         where not exists (select from platform.fact_change where changed_in = pg_current_xact_id());
        return null;
      end $body$;
    `,
  },
  {
    name: '2026-11-26-1840-rights-changes-by-transaction',
    sql: `
      -- Open streams ask for everybody's changes since a snapshot.
      create index rights_change_by_transaction on platform.rights_change (changed_in);
    `,
  },
  {
    name: '2026-11-27-0800-letters-about',
    sql: `
      alter table platform.outbox add column about uuid;
      -- Who has urged asks which of the letters have left.
      create index outbox_about on platform.outbox (about) where about is not null;
    `,
  },
];
