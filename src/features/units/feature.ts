import { defineFeature } from '#platform/feature.ts';
import { areasToCome, carryAreas, waitingAreas } from './actions/carry-areas.ts';
import { unitsMigration } from './db/migrations/2026-11-23-units.ts';
import { findUnitsMigration } from './db/migrations/2026-11-25-find-units.ts';
import { unitChangesMigration } from './db/migrations/2026-11-25-unit-changes.ts';
import { unitPathsMigration } from './db/migrations/2026-11-25-unit-paths.ts';
import { areaSourcesMigration } from './db/migrations/2026-11-26-area-sources.ts';
import { areasLeftOpenMigration } from './db/migrations/2026-11-26-areas-left-open.ts';
import { heldUnitsMigration } from './db/migrations/2026-11-26-held-units.ts';
import { countUnitsUnder } from './db/units.sql.ts';
import { errors } from './errors.ts';
import { handlers } from './http.ts';
import { policy } from './policy.ts';

export const units = defineFeature({
  name: 'units',
  tables: [
    'units.unit',
    'units.unit_name',
    'units.unit_kind',
    'units.unit_code',
    'units.unit_link',
    'units.unit_path',
    'units.term',
    'units.change',
    'units.succession',
    'units.area',
  ],
  migrations: [
    unitsMigration,
    unitPathsMigration,
    findUnitsMigration,
    unitChangesMigration,
    areaSourcesMigration,
    areasLeftOpenMigration,
    heldUnitsMigration,
  ],
  handlers,
  policy,
  errors,
  jobs: [],
  listeners: [],
  person: {
    export: async () => ({}),
    erase: async () => ({ kept: [] }),
  },
  onUnitChange: [
    {
      column: 'units.unit_link.parent_id',
      move: 'carry',
      merge: 'carry',
      split: 'refuse',
      end: 'refuse',
      because: 'Units below must be given a new parent by the plan before their parent is split or ended.',
    },
    ...(
      [
        'unit_name.unit_id',
        'unit_kind.unit_id',
        'unit_code.unit_id',
        'unit_link.unit_id',
        'unit_path.unit_id',
        'term.unit_id',
        'change.unit_id',
        'succession.unit_id',
        'succession.successor_id',
      ] as const
    ).map((column) => ({
      column: `units.${column}`,
      move: 'keep' as const,
      merge: 'keep' as const,
      split: 'keep' as const,
      end: 'keep' as const,
      because: 'The history of a unit stays with it; its periods are closed on the day of the change.',
    })),
    {
      column: 'units.area.unit_id',
      move: 'keep',
      merge: 'carry',
      split: 'carry',
      end: 'keep',
      because:
        'The unit keeps the figures of its days; those that take its place in get the sum, or a share that the plan tells, from the day on. What nobody told is left to be stated.',
    },
  ],
  standing: [
    {
      what: { vi: 'tổ chức trực thuộc', en: 'units below' },
      settle: {
        vi: 'Chuyển các tổ chức trực thuộc sang nơi khác hoặc kết thúc chúng trước.',
        en: 'Move the units below elsewhere, or end them first.',
      },
      inPlan: 'refuse',
      count: countUnitsUnder,
    },
  ],
  carry: carryAreas,
  ahead: areasToCome,
  waiting: { of: { vi: 'địa bàn', en: 'places' }, find: waitingAreas },
});
