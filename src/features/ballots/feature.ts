import type { PeopleMerged } from '#features/members/contract.ts';
import { DomainError } from '#kernel/result.ts';
import { defineFeature } from '#platform/feature.ts';
import { sweepKeys } from './actions/sweep-keys.ts';
import { carryParts, isOnOpenRoll, selectParts } from './db/ballots.sql.ts';
import { ballotsMigration } from './db/migrations/2026-11-25-ballots.ts';
import { errors } from './errors.ts';
import { handlers } from './http.ts';
import { policy } from './policy.ts';

export const ballots = defineFeature({
  name: 'ballots',
  tables: ['ballots.ballot', 'ballots.roll', 'ballots.sealed_slip', 'ballots.counter'],
  migrations: [ballotsMigration],
  handlers,
  policy,
  errors,
  jobs: [
    { name: 'sweep-ballot-keys', pattern: '* * * * *', run: async (world) => void (await sweepKeys(world)) },
  ],
  listeners: [
    {
      event: 'members.merged',
      run: async (tx, _world, { goneId, keptId }: PeopleMerged) => {
        // Who may vote is fixed when a ballot opens; a person who stands there twice would be asked for twice.
        if (await isOnOpenRoll(tx, goneId)) throw new DomainError({ code: 'members.merge-ballot' });
        await carryParts(tx, goneId, keptId);
      },
    },
  ],
  person: {
    export: async (tx, personId) => ({ ballots: await selectParts(tx, personId) }),
    erase: async () => ({ kept: ['who could vote and who took part in ballots: the record of the branch'] }),
  },
  onUnitChange: [
    {
      column: 'ballots.ballot.branch_id',
      move: 'keep',
      merge: 'keep',
      split: 'keep',
      end: 'keep',
      because:
        'A ballot belongs to its meeting, in the book of its branch; one that is open is ended there by whoever carries the branch on.',
    },
  ],
  standing: [],
});
