import type { MeetingClosed } from '#features/meetings/contract.ts';
import type { FoundingWithdrawn } from '#features/units/contract.ts';
import { defineFeature } from '#platform/feature.ts';
import { boundariesToCome, carryBoundaries } from './actions/carry-boundaries.ts';
import { refreshReports } from './actions/refresh-facts.ts';
import { waitingInReports } from './actions/what-waits.ts';
import { reportsMigration } from './db/migrations/2026-11-23-reports.ts';
import { boundariesMigration } from './db/migrations/2026-11-25-boundaries.ts';
import { carriedTasksMigration } from './db/migrations/2026-11-25-carried-tasks.ts';
import { monthFactsMigration } from './db/migrations/2026-11-25-month-facts.ts';
import { carriedMeetingsMigration } from './db/migrations/2026-11-26-carried-meetings.ts';
import { carriedOnlyMigration } from './db/migrations/2026-11-26-carried-only.ts';
import { urgingsMigration } from './db/migrations/2026-11-26-urgings.ts';
import { mailedUrgingsMigration } from './db/migrations/2026-11-27-mailed-urgings.ts';
import { dropUnit } from './db/month-facts.sql.ts';
import { writeBranchMonth } from './db/reports.sql.ts';
import { selectUrgingsBy } from './db/urgings.sql.ts';
import { errors } from './errors.ts';
import { handlers } from './http.ts';
import { policy } from './policy.ts';

export const reports = defineFeature({
  name: 'reports',
  tables: [
    'reports.branch_month',
    'reports.month_fact',
    'reports.made_month',
    'reports.stale_fact',
    'reports.unit_month',
    'reports.summed_month',
    'reports.boundary',
    'reports.urging',
  ],
  migrations: [
    reportsMigration,
    monthFactsMigration,
    boundariesMigration,
    carriedTasksMigration,
    carriedMeetingsMigration,
    carriedOnlyMigration,
    urgingsMigration,
    mailedUrgingsMigration,
  ],
  handlers,
  policy,
  errors,
  jobs: [
    {
      name: 'refresh-reports',
      pattern: '*/10 * * * * *',
      run: async (world) => void (await refreshReports(world)),
    },
  ],
  listeners: [
    {
      event: 'meetings.closed',
      run: (tx, _world, closed: MeetingClosed) => writeBranchMonth(tx, closed),
    },
    {
      event: 'units.founding-withdrawn',
      run: (tx, _world, { unitId }: FoundingWithdrawn) => dropUnit(tx, unitId),
    },
  ],
  person: {
    export: async (tx, personId) => ({ urgings: await selectUrgingsBy(tx, personId) }),
    erase: async () => ({ kept: ['urgings sent to branches: the record of the committee'] }),
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
    {
      column: 'reports.boundary.unit_id',
      move: 'keep',
      merge: 'carry',
      split: 'carry',
      end: 'keep',
      because:
        'An area is that of its unit on its days. Whole areas come together from the day of the plan on; one made of parts is open until the next import.',
    },
    ...(['unit_id', 'branch_id'] as const).map((column) => ({
      column: `reports.urging.${column}`,
      move: 'keep' as const,
      merge: 'keep' as const,
      split: 'keep' as const,
      end: 'keep' as const,
      because: 'Who urged whom is history; a branch that carries on is urged anew for what is open there.',
    })),
    ...(
      ['month_fact.branch_id', 'stale_fact.branch_id', 'unit_month.unit_id', 'unit_month.parent_id'] as const
    ).map((column) => ({
      column: `reports.${column}`,
      move: 'carry' as const,
      merge: 'carry' as const,
      split: 'carry' as const,
      end: 'carry' as const,
      because: 'Worked out anew from the rows of meetings, tasks, members and units whenever those change.',
    })),
  ],
  standing: [],
  carry: carryBoundaries,
  ahead: boundariesToCome,
  waiting: { of: { vi: 'sinh hoạt trong tháng', en: 'meetings of the month' }, find: waitingInReports },
});
