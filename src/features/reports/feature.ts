import type { MeetingClosed } from '#features/meetings/contract.ts';
import { defineFeature } from '#platform/feature.ts';
import { reportsMigration } from './db/migrations/2026-11-23-reports.ts';
import { writeBranchMonth } from './db/reports.sql.ts';
import { errors } from './errors.ts';
import { handlers } from './http.ts';
import { policy } from './policy.ts';

export const reports = defineFeature({
  name: 'reports',
  tables: ['reports.branch_month'],
  migrations: [reportsMigration],
  handlers,
  policy,
  errors,
  jobs: [],
  listeners: [
    {
      event: 'meetings.closed',
      run: (tx, _world, closed: MeetingClosed) => writeBranchMonth(tx, closed),
    },
  ],
  person: {
    export: async () => ({}),
    erase: async () => ({ kept: [] }),
  },
  onUnitChange: [
    {
      column: 'reports.branch_month.branch_id',
      move: 'keep',
      merge: 'keep',
      split: 'keep',
      end: 'keep',
      because:
        'A month that was held stays the month of the branch that held it; tables use the tree of that month.',
    },
  ],
  standing: [],
});
