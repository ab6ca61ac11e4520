import type { Migration } from '#platform/database/migrate.ts';

/** The areas of units for maps, from files that a user has; simplified, in degrees. */
export const boundariesMigration: Migration = {
  name: '2026-11-25-0910-boundaries',
  sql: `
    create table reports.boundary (
      unit_id uuid not null references units.unit,
      valid daterange not null check (not isempty(valid)),
      -- GeoJSON (Polygon or MultiPolygon), outer rings clockwise as maps on a sphere are drawn.
      geometry jsonb not null,
      file_name text not null,
      imported_at timestamptz not null,
      primary key (unit_id, valid without overlaps)
    );
  `,
};
