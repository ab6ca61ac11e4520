import type { Migration } from '#platform/database/migrate.ts';

export const sizesMigration: Migration = {
  name: '2026-11-25-0130-sizes',
  sql: `
    create schema sizes;
    -- The paper by which a committee above agrees that a unit stays as it is, for a time.
    create table sizes.consent (
      id uuid primary key,
      unit_id uuid not null references units.unit,
      warning text not null,
      valid daterange not null check (not isempty(valid)),
      document text not null check (document <> ''),
      document_on date not null,
      given_by_id uuid not null references units.unit,
      recorded_at timestamptz not null,
      recorded_by uuid not null references members.person,
      constraint one_consent_a_day unique (unit_id, warning, valid without overlaps)
    );
  `,
};
