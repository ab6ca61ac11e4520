import type { Migration } from '#platform/database/migrate.ts';

export const membersMigration: Migration = {
  name: '2026-11-23-0200-members',
  sql: `
    create schema members;
    create table members.person (
      id uuid primary key,
      full_name text not null check (full_name <> ''),
      -- Given name first, Vietnamese order; compared as bytes on every engine.
      sort_key text collate "C" not null,
      search_key text not null,
      birth_on date, birth_precision text,
      sex text check (sex in ('male', 'female')),
      ethnicity text, religion text, home_town text, address text, occupation text,
      education text, expertise text, political_theory text,
      admitted_on date, admitted_precision text,
      official_on date, official_precision text,
      card_number text, citizen_id text, phone text, email text, badge text, note text,
      created_at timestamptz not null,
      changed_at timestamptz not null
    );
    create unique index person_by_card on members.person (card_number) where card_number is not null;
    create unique index person_by_citizen_id on members.person (citizen_id) where citizen_id is not null;
    create index person_by_search_key on members.person (search_key);

    -- One home at a time; being a guest elsewhere is a second period beside it.
    create table members.membership (
      person_id uuid not null references members.person,
      branch_id uuid not null references units.unit,
      nature text not null check (nature in ('home', 'host')),
      status text not null check (status in
        ('official', 'provisional', 'exempt', 'suspended', 'temporarily-away', 'temporarily-here')),
      valid daterange not null check (not isempty(valid)),
      reason text,
      primary key (person_id, nature, valid without overlaps),
      check ((nature = 'host') = (status = 'temporarily-here'))
    );
    create index membership_by_branch on members.membership (branch_id);

    create table members.import_run (
      id uuid primary key,
      branch_id uuid not null references units.unit,
      file_name text not null,
      file_sha256 text not null,
      accepted int not null, changed int not null, same int not null, refused int not null, ended int not null,
      applied_by uuid,
      applied_at timestamptz not null
    );
    create index import_run_by_branch on members.import_run (branch_id, applied_at);
  `,
};
