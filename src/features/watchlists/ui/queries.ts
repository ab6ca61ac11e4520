import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '#ui-kit/call.ts';
import type {
  getOwnConsolidation,
  getWatched,
  getWatchedBelow,
  listShowing,
  listWatched,
  prepareEntry,
  SignKey,
} from '../contract.ts';

export const SHELVES = ['on', 'overdue', 'left'] as const;
export type Shelf = (typeof SHELVES)[number];
export type Filters = { shelf: Shelf; reason: string; area: string };

export const showingQuery = (unitId: string, show: 'new' | 'all', sign: SignKey | null) =>
  infiniteQueryOptions({
    queryKey: ['watchlists', unitId, 'signs', show, sign],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      call<typeof listShowing>(
        'GET /api/units/:unitId/watchlist/signs',
        {
          params: { unitId },
          query: { show, ...(sign ? { sign } : {}), ...(pageParam ? { after: pageParam } : {}) },
        },
        { signal },
      ),
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });

export const watchedQuery = (unitId: string, { shelf, reason, area }: Filters) =>
  infiniteQueryOptions({
    queryKey: ['watchlists', unitId, 'list', shelf, reason, area],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      call<typeof listWatched>(
        'GET /api/units/:unitId/watchlist',
        {
          params: { unitId },
          query: {
            shelf,
            ...(reason ? { reason: reason as 'weak' } : {}),
            ...(area ? { area: area as 'key' } : {}),
            ...(pageParam ? { after: pageParam } : {}),
          },
        },
        { signal },
      ),
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });

export const belowQuery = (unitId: string) =>
  queryOptions({
    queryKey: ['watchlists', unitId, 'below'],
    queryFn: ({ signal }) =>
      call<typeof getWatchedBelow>(
        'GET /api/units/:unitId/watchlist/below',
        { params: { unitId } },
        { signal },
      ),
  });

export const candidateQuery = (unitId: string, branchId: string) =>
  queryOptions({
    queryKey: ['watchlists', unitId, 'candidate', branchId],
    queryFn: ({ signal }) =>
      call<typeof prepareEntry>(
        'GET /api/units/:unitId/watchlist/candidates/:branchId',
        { params: { unitId, branchId } },
        { signal },
      ),
  });

export const entryQuery = (unitId: string, entryId: string) =>
  queryOptions({
    queryKey: ['watchlists', unitId, 'entry', entryId],
    queryFn: ({ signal }) =>
      call<typeof getWatched>(
        'GET /api/units/:unitId/watchlist/entries/:entryId',
        { params: { unitId, entryId } },
        { signal },
      ),
  });

export const ownQuery = (unitId: string) =>
  queryOptions({
    queryKey: ['watchlists', unitId, 'own'],
    queryFn: ({ signal }) =>
      call<typeof getOwnConsolidation>(
        'GET /api/units/:unitId/consolidation',
        { params: { unitId } },
        { signal },
      ),
  });
