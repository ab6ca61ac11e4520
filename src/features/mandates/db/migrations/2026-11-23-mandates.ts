import type { Migration } from '#platform/database/migrate.ts';

export const mandatesMigration: Migration = {
  name: '2026-11-23-0300-mandates',
  sql: `
    create schema mandates;
    create table mandates.mandate (
      id uuid primary key,
      person_id uuid not null references members.person,
      unit_id uuid not null references units.unit,
      post text not null,
      valid daterange not null check (not isempty(valid)),
      -- Number and symbol of the decision that gave the post.
      decision text,
      -- One person holds one post in one unit once at a time, and a unit has one secretary a day.
      exclude using gist (person_id with =, unit_id with =, post with =, valid with &&),
      constraint one_secretary exclude using gist (unit_id with =, valid with &&) where (post = 'secretary')
    );
    create index mandate_by_person on mandates.mandate (person_id);
    create index mandate_by_unit on mandates.mandate (unit_id);
    -- The people shown on the demo's first page, and why one would enter as them.
    create table mandates.demo_person (
      person_id uuid primary key references members.person,
      position int not null,
      about_vi text not null,
      about_en text not null
    );
  `,
};
