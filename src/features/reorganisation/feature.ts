import { civilDateAt } from '#kernel/civil-date.ts';
import { defineFeature } from '#platform/feature.ts';
import { remindOfOpen } from './actions/look-again.ts';
import { takeDueEffect } from './actions/take-effect.ts';
import { waitingPlans } from './actions/what-waits.ts';
import { reorganisationMigration } from './db/migrations/2026-11-25-reorganisation.ts';
import { givenUpPlansMigration } from './db/migrations/2026-11-26-given-up-plans.ts';
import { toldPlacesAndOpenMigration } from './db/migrations/2026-11-26-told-places-and-open.ts';
import { deleteReminders, selectDoneBy } from './db/plans.sql.ts';
import { errors } from './errors.ts';
import { handlers } from './http.ts';
import { policy } from './policy.ts';

export const reorganisation = defineFeature({
  name: 'reorganisation',
  tables: [
    'reorganisation.plan',
    'reorganisation.step',
    'reorganisation.assignment',
    'reorganisation.touched',
    'reorganisation.plan_event',
    'reorganisation.reminder',
  ],
  migrations: [reorganisationMigration, toldPlacesAndOpenMigration, givenUpPlansMigration],
  handlers,
  policy,
  errors,
  jobs: [
    {
      // At the beginning of each day, again in case something had to be settled first, and when a server starts: one that was
      // down at all of these hours has let the day of a plan pass.
      name: 'take-effect',
      pattern: '2 0,1,2,3,4,5,12 * * *',
      atStart: true,
      run: async (world) => void (await takeDueEffect(world, civilDateAt(world.clock.now()))),
    },
    {
      // Members arrive and units change at any hour: whoever answers for a scheduled plan hears of it, once a day.
      name: 'remind-of-open',
      pattern: '*/10 6-20 * * *',
      run: async (world) => void (await remindOfOpen(world)),
    },
  ],
  listeners: [],
  person: {
    export: async (tx, personId) => ({ plansWorkedOn: await selectDoneBy(tx, personId) }),
    erase: async (tx, personId) => {
      await deleteReminders(tx, personId);
      return { kept: ['who wrote and decided a plan: the record of the committee'] };
    },
  },
  onUnitChange: [
    {
      column: 'reorganisation.plan.unit_id',
      move: 'keep',
      merge: 'keep',
      split: 'keep',
      end: 'keep',
      because: 'A plan stays the paper of the committee whose tree it arranged.',
    },
  ],
  standing: [],
  waiting: { of: { vi: 'phương án sắp xếp', en: 'plans of reorganisation' }, find: waitingPlans },
});
