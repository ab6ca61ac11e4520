import type { Migration } from '#platform/database/migrate.ts';

export const findUnitsMigration: Migration = {
  name: '2026-11-25-0180-find-units',
  sql: `
    -- The words of a unit's names, present and former, in any order and without marks.
    create index unit_name_by_words on units.unit_name using gin (to_tsvector('simple'::regconfig, search_key));
    create index unit_code_by_start on units.unit_code (code text_pattern_ops);
  `,
};
