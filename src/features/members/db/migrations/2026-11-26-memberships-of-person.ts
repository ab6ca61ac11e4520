import type { Migration } from '#platform/database/migrate.ts';

/** The key over periods finds the memberships of a person ten times slower than a plain index does. */
export const membershipsOfPersonMigration: Migration = {
  name: '2026-11-26-0150-memberships-of-person',
  sql: `create index membership_by_person on members.membership (person_id);`,
};
