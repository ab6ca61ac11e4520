import { queryOptions } from '@tanstack/react-query';
import type { CivilDate } from '#kernel/civil-date.ts';
import { call } from '#ui-kit/call.ts';
import type { getGround, getProgress, getProposal } from '../contract.ts';

export const PROPOSALS = ['proposals'] as const;

export const groundQuery = (unitId: string, on: CivilDate | undefined) =>
  queryOptions({
    queryKey: [...PROPOSALS, unitId, 'ground', on],
    queryFn: ({ signal }) =>
      call<typeof getGround>(
        'GET /api/units/:unitId/proposals',
        { params: { unitId }, query: on ? { on } : {} },
        { signal },
      ),
  });

export const proposalQuery = (unitId: string, proposalId: string) =>
  queryOptions({
    queryKey: [...PROPOSALS, unitId, proposalId],
    queryFn: ({ signal }) =>
      call<typeof getProposal>(
        'GET /api/units/:unitId/proposals/:proposalId',
        { params: { unitId, proposalId } },
        { signal },
      ),
  });

/** Asked again and again while the server is looking. */
export const progressQuery = (unitId: string, proposalId: string) =>
  queryOptions({
    queryKey: [...PROPOSALS, unitId, proposalId, 'progress'],
    queryFn: ({ signal }) =>
      call<typeof getProgress>(
        'GET /api/units/:unitId/proposal-progress/:proposalId',
        { params: { unitId, proposalId } },
        { signal },
      ),
    refetchInterval: 600,
    retry: false,
    gcTime: 0,
  });
