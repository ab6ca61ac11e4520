import { defineFeature } from '#platform/feature.ts';
import { sizesMigration } from './db/migrations/2026-11-25-sizes.ts';
import { selectRecordedBy } from './db/sizes.sql.ts';
import { errors } from './errors.ts';
import { handlers } from './http.ts';
import { policy } from './policy.ts';

export const sizes = defineFeature({
  name: 'sizes',
  tables: ['sizes.consent'],
  migrations: [sizesMigration],
  handlers,
  policy,
  errors,
  jobs: [],
  listeners: [],
  person: {
    export: async (tx, personId) => ({ consentsRecorded: await selectRecordedBy(tx, personId) }),
    erase: async () => ({ kept: ['consents recorded for a committee: acts of the committee'] }),
  },
  onUnitChange: [
    {
      column: 'sizes.consent.unit_id',
      move: 'keep',
      merge: 'keep',
      split: 'keep',
      end: 'keep',
      because: 'A consent is about the unit as it was; a new unit asks for its own.',
    },
    {
      column: 'sizes.consent.given_by_id',
      move: 'keep',
      merge: 'keep',
      split: 'keep',
      end: 'keep',
      because: 'The paper stays the paper of the committee that signed it.',
    },
  ],
  standing: [],
});
