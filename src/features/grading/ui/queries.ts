import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '#ui-kit/call.ts';
import type {
  getRollUp,
  getRound,
  getSheet,
  listOwn,
  listRoundBranches,
  listRounds,
  previewRound,
  SheetState,
} from '../contract.ts';

export const roundsQuery = (unitId: string) =>
  infiniteQueryOptions({
    queryKey: ['gradings', unitId],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      call<typeof listRounds>(
        'GET /api/units/:unitId/gradings',
        { params: { unitId }, query: pageParam ? { before: pageParam } : {} },
        { signal },
      ),
    getNextPageParam: (last) => last.next,
  });

export const previewQuery = (unitId: string, from: string, to: string) =>
  queryOptions({
    queryKey: ['grading-rules', unitId, from, to],
    queryFn: ({ signal }) =>
      call<typeof previewRound>(
        'GET /api/units/:unitId/grading-rules',
        { params: { unitId }, query: { fromMonth: from, toMonth: to } },
        { signal },
      ),
    placeholderData: (before) => before,
  });

export const roundQuery = (unitId: string, roundId: string) =>
  queryOptions({
    queryKey: ['gradings', unitId, roundId],
    queryFn: ({ signal }) =>
      call<typeof getRound>(
        'GET /api/units/:unitId/gradings/:roundId',
        { params: { unitId, roundId } },
        { signal },
      ),
  });

export const branchesQuery = (unitId: string, roundId: string, state: SheetState | 'unsent' | null) =>
  infiniteQueryOptions({
    queryKey: ['gradings', unitId, roundId, 'branches', state],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      call<typeof listRoundBranches>(
        'GET /api/units/:unitId/gradings/:roundId/branches',
        {
          params: { unitId, roundId },
          query: { ...(state ? { state } : {}), ...(pageParam ? { after: pageParam } : {}) },
        },
        { signal },
      ),
    getNextPageParam: (last) => last.next,
  });

export const ownQuery = (unitId: string) =>
  infiniteQueryOptions({
    queryKey: ['grading', unitId],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      call<typeof listOwn>(
        'GET /api/units/:unitId/grading',
        { params: { unitId }, query: pageParam ? { before: pageParam } : {} },
        { signal },
      ),
    getNextPageParam: (last) => last.next,
  });

export const sheetQuery = (unitId: string, roundId: string) =>
  queryOptions({
    queryKey: ['grading', unitId, roundId],
    queryFn: ({ signal }) =>
      call<typeof getSheet>(
        'GET /api/units/:unitId/grading/:roundId',
        { params: { unitId, roundId } },
        { signal },
      ),
  });

export const rollUpQuery = (unitId: string, period: string | undefined) =>
  queryOptions({
    queryKey: ['grading-results', unitId, period ?? null],
    queryFn: ({ signal }) =>
      call<typeof getRollUp>(
        'GET /api/units/:unitId/grading-results',
        { params: { unitId }, query: period ? { period } : {} },
        { signal },
      ),
  });
