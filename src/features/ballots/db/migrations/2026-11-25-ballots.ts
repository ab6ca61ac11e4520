import type { Migration } from '#platform/database/migrate.ts';

export const ballotsMigration: Migration = {
  name: '2026-11-25-0600-ballots',
  sql: `
    create schema ballots;
    create table ballots.ballot (
      id uuid primary key,
      branch_id uuid not null references units.unit,
      -- The meeting in which it is held, and the item of its agenda. Both belong to a later feature.
      meeting_id uuid not null,
      item_id uuid,
      -- The round before, when this one fills the seats that it left.
      follows_id uuid references ballots.ballot,
      round int not null default 1 check (round > 0),
      matter text not null,
      question text not null check (question <> ''),
      paper jsonb not null,
      method text not null check (method in ('paper', 'server-kept', 'verifiable')),
      state text not null default 'draft' check (state in ('draft', 'open', 'closed', 'annulled')),
      -- The rule of the matter with its document and version, frozen when the ballot is opened.
      rule jsonb not null,
      held_on date not null,
      -- Who was taken out of the base and who has no vote, with the reasons, frozen when it is opened.
      electorate jsonb,
      -- Names the file outside the database that holds the secret keys. Null on paper.
      key_id text,
      token_key text,
      box_key text,
      seal_key text,
      -- Hash of the pass of the shared tablet.
      tablet_hash text,
      -- Tally and what follows from it.
      result jsonb,
      -- What was in the box: the published file of a verifiable ballot, or the sorted slips of one kept by the server.
      -- One text in one row: no order of rows can say who voted when.
      box text,
      box_sha256 text,
      created_by uuid not null references members.person,
      created_at timestamptz not null,
      opened_by uuid references members.person,
      opened_at timestamptz,
      closed_by uuid references members.person,
      closed_at timestamptz,
      annulled_by uuid references members.person,
      annulled_at timestamptz,
      annulled_because text,
      check (state <> 'closed' or result is not null)
    );
    create index ballot_of_branch on ballots.ballot (branch_id, held_on desc, id desc);
    create index ballot_of_meeting on ballots.ballot (meeting_id);
    -- The sweep asks by the names of the key files that it finds.
    create unique index ballot_of_key on ballots.ballot (key_id) where key_id is not null;

    -- Who may vote. No times: when somebody took part is not kept.
    create table ballots.roll (
      ballot_id uuid not null references ballots.ballot,
      person_id uuid not null references members.person,
      -- Voted (kept by the server), or has taken the ballot (verifiable).
      took_part boolean not null default false,
      -- Kept by the server, while open: the choice, sealed to a key that is destroyed at the end. One length for all.
      sealed text,
      -- Verifiable: hash of the blinded message that was signed for this person.
      token_hash text,
      -- One-time code for the shared tablet: keyed hash, and how often it was tried.
      code_hash text,
      code_tries int not null default 0,
      primary key (ballot_id, person_id)
    );
    create index roll_of_person on ballots.roll (person_id);

    -- Verifiable, while open: slips that are in the box, sealed, under keyed hashes that nobody can trace once the
    -- key is destroyed. Emptied when the ballot is closed.
    create table ballots.sealed_slip (
      ballot_id uuid not null references ballots.ballot,
      tag text not null,
      content_tag text not null,
      sealed text not null,
      primary key (ballot_id, tag)
    );

    -- The counting committee of a ballot on paper (ban kiểm phiếu).
    create table ballots.counter (
      ballot_id uuid not null references ballots.ballot,
      person_id uuid not null references members.person,
      is_head boolean not null default false,
      primary key (ballot_id, person_id)
    );
  `,
};
