import type { Migration } from '#platform/database/migrate.ts';

/** Which indicators a paper means to move, and what every branch was before it. */
export const effectsMigration: Migration = {
  name: '2026-11-25-2140-effects',
  sql: `
    create schema effects;
    create table effects.indicator (
      directive_id uuid not null references directives.directive,
      -- A measure of reports: 'attendance'.
      measure text not null,
      -- The level aimed at, in the measure's own unit; null where only the direction is.
      target numeric,
      -- Months whose figures are the baseline.
      from_month text not null check (from_month ~ '^\\d{4}-\\d{2}$'),
      to_month text not null check (to_month ~ '^\\d{4}-\\d{2}$'),
      named_on date not null,
      named_by uuid not null references members.person,
      -- One that is given up stays, with its baseline and the reason.
      dropped_on date,
      dropped_because text,
      primary key (directive_id, measure),
      check (from_month <= to_month),
      check ((dropped_on is null) = (dropped_because is null))
    );
    -- What each branch was in the months before the paper, as the figures stood when the indicator was named. It stays
    -- when figures of those months are put right later.
    create table effects.baseline (
      directive_id uuid not null,
      measure text not null,
      branch_id uuid not null references units.unit,
      part int not null,
      whole int not null,
      primary key (directive_id, measure, branch_id),
      foreign key (directive_id, measure) references effects.indicator
    );
  `,
};
