import type { Migration } from '#platform/database/migrate.ts';

/**
 * One person holds one post in one unit once at a time, said over the three as one text. As columns of their own they
 * tempt the planner to look for the posts of a unit in the middle of this key, a hundred times slower than by the
 * index of units.
 */
export const onePostOnceMigration: Migration = {
  name: '2026-11-26-0155-one-post-once',
  sql: `
    alter table mandates.mandate drop constraint mandate_person_id_unit_id_post_valid_excl;
    alter table mandates.mandate add constraint one_post_once
      exclude using gist ((person_id::text || ' ' || unit_id::text || ' ' || post) with =, valid with &&);
  `,
};
