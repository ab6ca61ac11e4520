import { civilDateAt } from '#kernel/civil-date.ts';
import { defineFeature } from '#platform/feature.ts';
import { takeDueEffect } from './actions/take-effect.ts';
import { waitingPlans } from './actions/what-waits.ts';
import { reorganisationMigration } from './db/migrations/2026-11-25-reorganisation.ts';
import { selectDoneBy } from './db/plans.sql.ts';
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
  ],
  migrations: [reorganisationMigration],
  handlers,
  policy,
  errors,
  jobs: [
    {
      // At the beginning of each day, and again in case something had to be settled first.
      name: 'take-effect',
      pattern: '2 0,1,2,3,4,5,12 * * *',
      run: async (world) => void (await takeDueEffect(world, civilDateAt(world.clock.now()))),
    },
  ],
  listeners: [],
  person: {
    export: async (tx, personId) => ({ plansWorkedOn: await selectDoneBy(tx, personId) }),
    erase: async () => ({ kept: ['who wrote and decided a plan: the record of the committee'] }),
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
  waiting: waitingPlans,
});
