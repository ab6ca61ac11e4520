import { defineFeature } from '#platform/feature.ts';
import { proposalsMigration } from './db/migrations/2026-11-26-proposals.ts';
import { selectMadeBy } from './db/proposals.sql.ts';
import { errors } from './errors.ts';
import { handlers } from './http.ts';
import { policy } from './policy.ts';

export const proposals = defineFeature({
  name: 'proposals',
  tables: ['proposals.proposal', 'proposals.chosen'],
  migrations: [proposalsMigration],
  handlers,
  policy,
  errors,
  jobs: [],
  listeners: [],
  person: {
    export: async (tx, personId) => ({ proposalsMade: await selectMadeBy(tx, personId) }),
    erase: async () => ({ kept: ['who asked for a proposal: the record of the committee'] }),
  },
  onUnitChange: [
    {
      column: 'proposals.proposal.unit_id',
      move: 'keep',
      merge: 'keep',
      split: 'keep',
      end: 'keep',
      because: 'A proposal is about the units as they were; new units ask for their own.',
    },
  ],
  standing: [],
});
