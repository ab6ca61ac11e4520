import type { Migration } from '#platform/database/migrate.ts';

/** A unit is only its identity and life; everything about it that can change is valid for a period. */
export const unitsMigration: Migration = {
  name: '2026-11-23-0100-units',
  sql: `
    create schema units;
    create table units.unit (
      id uuid primary key,
      founded_on date not null,
      ended_on date,
      check (ended_on is null or ended_on > founded_on)
    );
    create table units.unit_name (
      unit_id uuid not null references units.unit,
      valid daterange not null check (not isempty(valid)),
      name text not null check (name <> ''),
      search_key text not null,
      primary key (unit_id, valid without overlaps)
    );
    create table units.unit_kind (
      unit_id uuid not null references units.unit,
      valid daterange not null check (not isempty(valid)),
      kind text not null,
      sector text,
      primary key (unit_id, valid without overlaps)
    );
    -- A code names a unit only together with a date: codes are used again.
    create table units.unit_code (
      unit_id uuid not null references units.unit,
      valid daterange not null check (not isempty(valid)),
      code text not null,
      primary key (unit_id, valid without overlaps),
      unique (code, valid without overlaps)
    );
    create table units.unit_link (
      unit_id uuid not null references units.unit,
      parent_id uuid not null references units.unit,
      valid daterange not null check (not isempty(valid)),
      primary key (unit_id, valid without overlaps),
      check (unit_id <> parent_id)
    );
    create index unit_link_by_parent on units.unit_link (parent_id);
    -- The term between two congresses; documents are numbered anew in each.
    create table units.term (
      unit_id uuid not null references units.unit,
      valid daterange not null check (not isempty(valid)),
      name text not null,
      primary key (unit_id, valid without overlaps)
    );
  `,
};
