import type { Migration } from '#platform/database/migrate.ts';

/** Tasks that are not finished are few among all that ever were: what is overdue in a city is found among these. */
export const openTasksMigration: Migration = {
  name: '2026-11-26-0120-open-tasks',
  sql: `
    create index task_open on tasks.task (due_on, branch_id)
      where withdrawn_at is null and state in ('open', 'in-progress', 'not-done');
  `,
};
