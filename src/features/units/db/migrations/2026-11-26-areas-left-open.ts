import type { Migration } from '#platform/database/migrate.ts';

/** Places that a plan made out of parts, and whose figures somebody has to state. */
export const areasLeftOpenMigration: Migration = {
  name: '2026-11-26-0420-areas-left-open',
  sql: `
    alter table units.area add column is_open boolean not null default false;
    -- The few that wait for somebody.
    create index area_left_open on units.area (unit_id) where is_open;
  `,
};
