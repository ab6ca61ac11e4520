import type { Migration } from '#platform/database/migrate.ts';

/** Corrections that members propose, and records that turned out to be of one person. */
export const memberRecordsMigration: Migration = {
  name: '2026-11-25-0215-member-records',
  sql: `
    create table members.correction (
      id uuid primary key,
      person_id uuid not null references members.person,
      field text not null,
      -- As the record read when it was proposed; null when it said nothing.
      before text,
      after text not null check (after <> ''),
      reason text not null check (reason <> ''),
      proposed_at timestamptz not null,
      state text not null default 'open' check (state in ('open', 'accepted', 'refused', 'withdrawn')),
      decided_by uuid references members.person,
      decided_at timestamptz,
      answer text,
      check ((state = 'open') = (decided_at is null)),
      check ((state in ('accepted', 'refused')) = (decided_by is not null))
    );
    -- One open proposal for a field at a time; also what the branch has to decide.
    create unique index correction_open on members.correction (person_id, field) where state = 'open';
    -- The member's own list.
    create index correction_of_person on members.correction (person_id, proposed_at);

    -- The record that stays of two that are of one person. Papers of the past keep the id they were written with.
    alter table members.person
      add column merged_into uuid references members.person,
      add constraint not_merged_into_itself check (merged_into <> id);
    -- What a record took over, and whether a record that is asked for lives on elsewhere.
    create index person_by_merged_into on members.person (merged_into) where merged_into is not null;
    -- Double records have the same name and day of birth.
    create index person_by_name_and_birth on members.person (search_key, birth_on);

    create table members.merge (
      id uuid primary key,
      kept_id uuid not null references members.person,
      gone_id uuid not null unique references members.person,
      reason text not null check (reason <> ''),
      -- Both records with their periods, as they were before.
      kept_before jsonb not null,
      gone_before jsonb not null,
      merged_by uuid not null references members.person,
      merged_at timestamptz not null,
      check (kept_id <> gone_id)
    );
    create index merge_of_kept on members.merge (kept_id);

    -- Two records that look alike and are of two people: not asked about again.
    create table members.two_people (
      first_id uuid not null references members.person,
      second_id uuid not null references members.person,
      said_by uuid not null references members.person,
      said_at timestamptz not null,
      primary key (first_id, second_id),
      check (first_id < second_id)
    );
  `,
};
