import type { PeopleMerged } from '#features/members/contract.ts';
import { defineFeature } from '#platform/feature.ts';
import { whatComes } from './actions/what-comes.ts';
import { waitingTransfers } from './actions/what-waits.ts';
import { transfersMigration } from './db/migrations/2026-11-25-transfers.ts';
import { carriedByPlansMigration } from './db/migrations/2026-11-26-carried-by-plans.ts';
import {
  carryTransfers,
  carryTransfersByPlan,
  countOpenTransfers,
  selectStepsBy,
  selectTransfersOfPerson,
} from './db/transfers.sql.ts';
import { errors } from './errors.ts';
import { handlers } from './http.ts';
import { policy } from './policy.ts';

const stays = { move: 'keep', merge: 'keep', split: 'keep', end: 'keep' } as const;

export const transfers = defineFeature({
  name: 'transfers',
  tables: ['transfers.transfer', 'transfers.step', 'transfers.handover', 'transfers.handed_over'],
  migrations: [transfersMigration, carriedByPlansMigration],
  handlers,
  policy,
  errors,
  jobs: [],
  listeners: [
    {
      event: 'members.merged',
      run: (tx, _world, { goneId, keptId }: PeopleMerged) => carryTransfers(tx, goneId, keptId),
    },
  ],
  person: {
    export: async (tx, personId) => ({
      transfers: await selectTransfersOfPerson(tx, personId),
      stepsTaken: await selectStepsBy(tx, personId),
    }),
    erase: async () => ({ kept: ['transfers and handover lists: papers of two branches'] }),
  },
  onUnitChange: [
    {
      column: 'transfers.transfer.from_branch_id',
      ...stays,
      end: 'refuse',
      merge: 'carry',
      split: 'carry',
      because:
        'An open transfer goes on from the branch where its member is then; closed ones are papers of both.',
    },
    {
      column: 'transfers.transfer.to_branch_id',
      ...stays,
      end: 'refuse',
      merge: 'carry',
      because:
        'Who was to arrive arrives in the branch that carries on; where there are several, the plan says in which.',
    },
    {
      column: 'transfers.transfer.issuer_id',
      ...stays,
      merge: 'carry',
      split: 'carry',
      because: 'Open transfers are introduced by the committee that carries on above the branch.',
    },
    { column: 'transfers.step.unit_id', ...stays, because: 'A step was taken by the unit as it was then.' },
    {
      column: 'transfers.handover.unit_id',
      ...stays,
      because: 'A decision stays with the committee that took it.',
    },
    {
      column: 'transfers.handover.from_branch_id',
      ...stays,
      because: 'Handover minutes name the branches as they were.',
    },
    {
      column: 'transfers.handover.to_branch_id',
      ...stays,
      because: 'Handover minutes name the branches as they were.',
    },
  ],
  standing: [
    {
      what: { vi: 'thủ tục chuyển sinh hoạt chưa xong', en: 'open transfers of members' },
      settle: {
        vi: 'Hoàn thành hoặc rút các thủ tục chuyển sinh hoạt trước.',
        en: 'Finish or withdraw the transfers first.',
      },
      inPlan: 'carry',
      count: countOpenTransfers,
    },
  ],
  carry: carryTransfersByPlan,
  ahead: whatComes,
  waiting: { of: { vi: 'chuyển sinh hoạt', en: 'transfers' }, find: waitingTransfers },
});
