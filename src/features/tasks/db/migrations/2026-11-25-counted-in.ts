import type { Migration } from '#platform/database/migrate.ts';

/** Where a task counts that has gone to another branch since it was due. */
export const countedInMigration: Migration = {
  name: '2026-11-25-0510-counted-in',
  sql: `
    -- The branch in whose figures the day lies on which it was due; null while that is the branch itself.
    alter table tasks.task add column counted_in uuid references units.unit;
    create index task_counted_in on tasks.task (counted_in, due_on) where counted_in is not null;
  `,
};
