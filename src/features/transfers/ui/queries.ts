import { queryOptions } from '@tanstack/react-query';
import type { listBranchMembers } from '#features/members/contract.ts';
import type { Answer } from '#kernel/route.ts';
import { call } from '#ui-kit/call.ts';
import type {
  findTargets,
  getHandover,
  getTransfer,
  listHandovers,
  listOwnTransfers,
  listTransfers,
} from '../contract.ts';

export type TransferList = Answer<typeof listTransfers>;
export type ListedTransfer = TransferList['transfers'][number];
export type OneTransfer = Answer<typeof getTransfer>;
export type TakenStep = OneTransfer['steps'][number];
export type NextStep = OneTransfer['next'][number];
export type OwnTransfers = Answer<typeof listOwnTransfers>;
export type HandoverList = Answer<typeof listHandovers>;

export const transfersQuery = (unitId: string, closed: boolean) =>
  queryOptions({
    queryKey: ['transfers', unitId, { closed }],
    queryFn: ({ signal }) =>
      call<typeof listTransfers>(
        'GET /api/units/:unitId/transfers',
        { params: { unitId }, query: { closed: closed ? 'true' : 'false' } },
        { signal },
      ),
  });

export const transferQuery = (unitId: string, transferId: string) =>
  queryOptions({
    queryKey: ['transfers', unitId, transferId],
    queryFn: ({ signal }) =>
      call<typeof getTransfer>(
        'GET /api/units/:unitId/transfers/:transferId',
        { params: { unitId, transferId } },
        { signal },
      ),
  });

export const ownTransfersQuery = queryOptions({
  queryKey: ['transfers', 'me'],
  queryFn: ({ signal }) => call<typeof listOwnTransfers>('GET /api/me/transfers', undefined, { signal }),
});

/** Branches whose names hold the words; nothing is asked before two letters are written. */
export const targetsQuery = (q: string) =>
  queryOptions({
    queryKey: ['transfer-targets', q],
    queryFn: ({ signal }) =>
      call<typeof findTargets>('GET /api/transfer-targets', { query: { q } }, { signal }),
    enabled: q.trim().length > 1,
  });

export const branchMembersQuery = (branchId: string) =>
  queryOptions({
    queryKey: ['members', branchId, { on: null }],
    queryFn: ({ signal }) =>
      call<typeof listBranchMembers>(
        'GET /api/branches/:branchId/members',
        { params: { branchId }, query: {} },
        { signal },
      ),
  });

export const handoversQuery = (unitId: string) =>
  queryOptions({
    queryKey: ['handovers', unitId],
    queryFn: ({ signal }) =>
      call<typeof listHandovers>('GET /api/units/:unitId/handovers', { params: { unitId } }, { signal }),
  });

export const handoverQuery = (unitId: string, handoverId: string) =>
  queryOptions({
    queryKey: ['handovers', unitId, handoverId],
    queryFn: ({ signal }) =>
      call<typeof getHandover>(
        'GET /api/units/:unitId/handovers/:handoverId',
        { params: { unitId, handoverId } },
        { signal },
      ),
  });
