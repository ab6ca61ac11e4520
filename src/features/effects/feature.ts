import { defineFeature } from '#platform/feature.ts';
import { selectNamedBy } from './db/effects.sql.ts';
import { effectsMigration } from './db/migrations/2026-11-25-effects.ts';
import { errors } from './errors.ts';
import { handlers } from './http.ts';
import { policy } from './policy.ts';

export const effects = defineFeature({
  name: 'effects',
  tables: ['effects.indicator', 'effects.baseline'],
  migrations: [effectsMigration],
  handlers,
  policy,
  errors,
  jobs: [],
  listeners: [],
  person: {
    export: async (tx, personId) => ({ indicators: await selectNamedBy(tx, personId) }),
    erase: async () => ({ kept: ['who named an indicator of a paper: the record of the committee'] }),
  },
  onUnitChange: [
    {
      column: 'effects.baseline.branch_id',
      move: 'keep',
      merge: 'keep',
      split: 'keep',
      end: 'keep',
      because: 'What a branch was before a paper is history; a branch that has ended is compared no more.',
    },
  ],
  standing: [],
});
