import type { Migration } from '#platform/database/migrate.ts';

/** A committee urges a branch for what is open in its month. */
export const urgingsMigration: Migration = {
  name: '2026-11-26-1940-urgings',
  sql: `
    create table reports.urging (
      id uuid primary key,
      -- In whose name.
      unit_id uuid not null references units.unit,
      branch_id uuid not null references units.unit,
      month text not null,
      urged_on date not null,
      at timestamptz not null,
      by_id uuid not null references members.person,
      -- What was open then, the most pressing first.
      needs text[] not null check (cardinality(needs) > 0),
      text text check (text <> ''),
      -- Once a day; the table of a committee also asks by these.
      unique (unit_id, month, branch_id, urged_on)
    );
    -- The first page of a secretary asks by branch.
    create index urging_by_branch on reports.urging (branch_id, month);
  `,
};
