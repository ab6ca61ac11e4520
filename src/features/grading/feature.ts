import { defineFeature } from '#platform/feature.ts';
import { whatComes } from './actions/what-comes.ts';
import { waitingGrading } from './actions/what-waits.ts';
import { gradingMigration } from './db/migrations/2026-11-27-grading.ts';
import { selectOfPerson } from './db/sheets.sql.ts';
import { carrySheetsByPlan, countOpenSheets } from './db/unit-changes.sql.ts';
import { errors } from './errors.ts';
import { handlers } from './http.ts';
import { policy } from './policy.ts';

const history = { move: 'keep', merge: 'keep', split: 'keep', end: 'keep' } as const;

export const grading = defineFeature({
  name: 'grading',
  tables: ['grading.round', 'grading.sheet', 'grading.decision', 'grading.step'],
  migrations: [gradingMigration],
  handlers,
  policy,
  errors,
  jobs: [],
  listeners: [],
  person: {
    export: async (tx, personId) => ({ grading: await selectOfPerson(tx, personId) }),
    erase: async () => ({ kept: ['who sent, appraised or decided a grading: the record of the units'] }),
  },
  onUnitChange: [
    {
      column: 'grading.round.unit_id',
      ...history,
      merge: 'carry',
      because: 'Open rounds go to the one committee that carries on; those that are over stay history.',
    },
    {
      column: 'grading.sheet.unit_id',
      ...history,
      merge: 'carry',
      split: 'refuse',
      end: 'refuse',
      because:
        'A decided grade stays history of the unit; an open sheet ends with it, and whoever carries on gets one of its own.',
    },
    {
      column: 'grading.decision.unit_id',
      ...history,
      because: 'What was decided was decided on the unit as it was.',
    },
    { column: 'grading.step.unit_id', ...history, because: 'The way of a sheet is history of its unit.' },
  ],
  standing: [
    {
      what: { vi: 'đợt xếp loại chưa quyết định', en: 'gradings not decided' },
      settle: {
        vi: 'Quyết định xếp loại, hoặc đưa chi bộ ra khỏi đợt với lý do trước.',
        en: 'Have it decided, or have the branch left out of the round with a reason first.',
      },
      inPlan: 'carry',
      count: countOpenSheets,
    },
  ],
  carry: carrySheetsByPlan,
  ahead: whatComes,
  waiting: { of: { vi: 'xếp loại chất lượng', en: 'grading' }, find: waitingGrading },
});
