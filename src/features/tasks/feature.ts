import type { PeopleMerged } from '#features/members/contract.ts';
import { run, sql } from '#platform/database/database.ts';
import { defineFeature } from '#platform/feature.ts';
import { tasksMigration } from './db/migrations/2026-11-23-tasks.ts';
import { countedInMigration } from './db/migrations/2026-11-25-counted-in.ts';
import { openTasksMigration } from './db/migrations/2026-11-26-open-tasks.ts';
import {
  carryTasks,
  carryTasksByPlan,
  countOpenTasks,
  selectReportsOfPerson,
  selectTasksOfPerson,
} from './db/tasks.sql.ts';
import { errors } from './errors.ts';
import { handlers } from './http.ts';
import { policy } from './policy.ts';

export const tasks = defineFeature({
  name: 'tasks',
  tables: ['tasks.task', 'tasks.task_report', 'tasks.task_correction'],
  migrations: [tasksMigration, countedInMigration, openTasksMigration],
  handlers,
  policy,
  errors,
  jobs: [],
  listeners: [
    {
      event: 'members.merged',
      run: (tx, _world, { goneId, keptId }: PeopleMerged) => carryTasks(tx, goneId, keptId),
    },
  ],
  person: {
    export: async (tx, personId) => ({
      tasks: await selectTasksOfPerson(tx, personId),
      reports: await selectReportsOfPerson(tx, personId),
    }),
    erase: async (tx, personId) => {
      await run(
        tx,
        sql`update tasks.task_report set cause = null, evidence = null
             where by_id = ${personId} and meeting_id is null`,
      );
      return { kept: ['tasks given and results found at meetings: the record of the branch'] };
    },
  },
  onUnitChange: [
    {
      column: 'tasks.task.counted_in',
      move: 'keep',
      merge: 'keep',
      split: 'keep',
      end: 'keep',
      because: 'Figures of months that are over stay those of the branch that had the task then.',
    },
    {
      column: 'tasks.task.branch_id',
      move: 'keep',
      merge: 'carry',
      split: 'refuse',
      end: 'refuse',
      because:
        'Open tasks go with the members to the branch that takes them over, or are settled before the end.',
    },
  ],
  standing: [
    {
      what: { vi: 'nhiệm vụ chưa xong', en: 'open tasks' },
      settle: {
        vi: 'Kết luận hoặc rút các nhiệm vụ tại buổi sinh hoạt trước.',
        en: 'Settle or take back the tasks at a meeting first.',
      },
      inPlan: 'carry',
      count: countOpenTasks,
    },
  ],
  carry: carryTasksByPlan,
});
