import { defineFeature } from '#platform/feature.ts';
import { followUp } from './actions/follow-up.ts';
import { whatComes } from './actions/what-comes.ts';
import { waitingDuties } from './actions/what-waits.ts';
import { carryDutiesByPlan, countOpenDuties, selectOfPerson } from './db/duties.sql.ts';
import { assignmentsMigration } from './db/migrations/2026-11-25-assignments.ts';
import { morningsMigration } from './db/migrations/2026-11-27-mornings.ts';
import { errors } from './errors.ts';
import { handlers } from './http.ts';
import { policy } from './policy.ts';

const history = { move: 'keep', merge: 'keep', split: 'keep', end: 'keep' } as const;

export const assignments = defineFeature({
  name: 'assignments',
  tables: [
    'assignments.assignment',
    'assignments.duty',
    'assignments.co_unit',
    'assignments.report',
    'assignments.urging',
    'assignments.matter',
    'assignments.question',
    'assignments.digest',
    'assignments.morning',
  ],
  migrations: [assignmentsMigration, morningsMigration],
  handlers,
  policy,
  errors,
  jobs: [
    {
      // At half past six, or as soon as the server is up again on that day; a letter at night helps nobody.
      name: 'assignments.follow-up',
      pattern: '*/10 6-20 * * *',
      run: async (world) => void (await followUp(world)),
    },
  ],
  listeners: [],
  person: {
    export: async (tx, personId) => ({ assignments: await selectOfPerson(tx, personId) }),
    erase: async () => ({ kept: ['tasks given and reports of units: the record of the units'] }),
  },
  onUnitChange: [
    {
      column: 'assignments.assignment.unit_id',
      ...history,
      because: 'A task stays the task of the committee that gave it.',
    },
    {
      column: 'assignments.duty.unit_id',
      ...history,
      merge: 'carry',
      split: 'refuse',
      end: 'refuse',
      because:
        'Open shares go with the members to the branch that carries on; settled ones are history of the unit.',
    },
    {
      column: 'assignments.co_unit.unit_id',
      ...history,
      because: 'Who helped is history; a successor is named anew.',
    },
    {
      column: 'assignments.matter.unit_id',
      ...history,
      because: 'A matter stays with the committee that took it up.',
    },
    {
      column: 'assignments.question.unit_id',
      ...history,
      because: 'A question was asked by the unit as it was.',
    },
  ],
  standing: [
    {
      what: { vi: 'việc cấp trên giao chưa xong', en: 'open tasks from above' },
      settle: {
        vi: 'Báo cáo xong, được cấp giao cho rút, hoặc cấp giao thu hồi nhiệm vụ trước.',
        en: 'Finish them, have the sender release the unit, or have the tasks taken back first.',
      },
      inPlan: 'carry',
      count: countOpenDuties,
    },
  ],
  carry: carryDutiesByPlan,
  ahead: whatComes,
  waiting: { of: { vi: 'việc được giao', en: 'tasks from above' }, find: waitingDuties },
});
