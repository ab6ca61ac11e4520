import type { PeopleMerged } from '#features/members/contract.ts';
import type { FoundingWithdrawn } from '#features/units/contract.ts';
import { defineFeature } from '#platform/feature.ts';
import { carryEntries, entriesToCome } from './actions/carry-entries.ts';
import { measureAll } from './actions/measure-signs.ts';
import { waitingConsolidation } from './actions/what-waits.ts';
import { carryCharge, countOpenAbout, selectOfPerson } from './db/entries.sql.ts';
import { watchlistsMigration } from './db/migrations/2026-11-27-watchlists.ts';
import { dropSignsOf } from './db/signs.sql.ts';
import { errors } from './errors.ts';
import { handlers } from './http.ts';
import { policy } from './policy.ts';

export const watchlists = defineFeature({
  name: 'watchlists',
  tables: [
    'watchlists.sign',
    'watchlists.measured',
    'watchlists.entry',
    'watchlists.step',
    'watchlists.line',
  ],
  migrations: [watchlistsMigration],
  handlers,
  policy,
  errors,
  jobs: [
    {
      name: 'measure-signs',
      pattern: '7 * * * *',
      atStart: true,
      run: measureAll,
    },
  ],
  listeners: [
    {
      event: 'members.merged',
      run: (tx, _world, { goneId, keptId }: PeopleMerged) => carryCharge(tx, goneId, keptId),
    },
    {
      event: 'units.founding-withdrawn',
      run: (tx, _world, { unitId }: FoundingWithdrawn) => dropSignsOf(tx, unitId),
    },
  ],
  person: {
    export: async (tx, personId) => ({ watchlists: await selectOfPerson(tx, personId) }),
    erase: async () => ({
      kept: ['who followed an organisation and what was written of it: the record of the committee'],
    }),
  },
  onUnitChange: [
    ...(['sign.branch_id', 'measured.unit_id'] as const).map((column) => ({
      column: `watchlists.${column}`,
      move: 'carry' as const,
      merge: 'carry' as const,
      split: 'carry' as const,
      end: 'carry' as const,
      because: 'Worked out anew every hour from what the branches of that hour hold.',
    })),
    {
      column: 'watchlists.entry.branch_id',
      move: 'keep',
      merge: 'carry',
      split: 'carry',
      end: 'carry',
      because:
        'An open entry goes to the organisation that carries on; one that is split up, ends, or whose heir is on the list already leaves it with that reason. What has left is history.',
    },
    {
      column: 'watchlists.entry.unit_id',
      move: 'keep',
      merge: 'carry',
      split: 'carry',
      end: 'carry',
      because:
        'An open entry goes to the committee that carries on and lies above the organisation; without one it leaves the list with that reason.',
    },
  ],
  standing: [
    {
      what: { vi: 'mục trong danh sách theo dõi', en: 'entries on watch lists' },
      settle: {
        vi: 'Đưa ra khỏi danh sách theo dõi trước, có lý do.',
        en: 'Take them off the watch list first, with the reason.',
      },
      inPlan: 'carry',
      count: (tx, unitIds) => countOpenAbout(tx, unitIds),
    },
  ],
  carry: carryEntries,
  ahead: entriesToCome,
  waiting: { of: { vi: 'danh sách theo dõi', en: 'watch lists' }, find: waitingConsolidation },
});
