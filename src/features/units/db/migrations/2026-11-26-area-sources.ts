import type { Migration } from '#platform/database/migrate.ts';

/** Where the figures of a place come from, and whether it lies in the mountains or on an island. */
export const areaSourcesMigration: Migration = {
  name: '2026-11-26-0110-area-sources',
  sql: `
    alter table units.area
      add column terrain text not null default 'ordinary' check (terrain in ('ordinary', 'mountain', 'island')),
      add column source text check (source <> '');
  `,
};
