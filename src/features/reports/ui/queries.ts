import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '#ui-kit/call.ts';
import type { Clock, getDashboard, getMap, getMonth, getMoves, getTrend } from '../contract.ts';

export const monthQuery = (unitId: string, month: string) =>
  queryOptions({
    queryKey: ['months', unitId, month],
    queryFn: ({ signal }) =>
      call<typeof getMonth>(
        'GET /api/units/:unitId/months/:month',
        { params: { unitId, month } },
        { signal },
      ),
    // Stepping to another month leaves the frame standing.
    placeholderData: keepPreviousData,
  });

export type Looking = { unitId: string; clock: Clock; sector: string | null };
const asQuery = ({ clock, sector }: Looking) => ({ clock, ...(sector ? { sector: sector as never } : {}) });

export const dashboardQuery = (looking: Looking, period: string) =>
  queryOptions({
    queryKey: ['months', 'dashboard', looking, period],
    queryFn: ({ signal }) =>
      call<typeof getDashboard>(
        'GET /api/units/:unitId/dashboards/:period',
        { params: { unitId: looking.unitId, period }, query: asQuery(looking) },
        { signal },
      ),
    placeholderData: keepPreviousData,
  });

export const trendQuery = (looking: Looking, month: string) =>
  queryOptions({
    queryKey: ['months', 'trend', looking, month],
    queryFn: ({ signal }) =>
      call<typeof getTrend>(
        'GET /api/units/:unitId/trends/:month',
        { params: { unitId: looking.unitId, month }, query: asQuery(looking) },
        { signal },
      ),
  });

export const movesQuery = (unitId: string, period: string) =>
  queryOptions({
    queryKey: ['months', 'moves', unitId, period],
    queryFn: ({ signal }) =>
      call<typeof getMoves>(
        'GET /api/units/:unitId/moves/:period',
        { params: { unitId, period } },
        { signal },
      ),
  });

/** Areas and points change once in years; they are kept while the page is open. */
export const mapQuery = (unitId: string, day: string) =>
  queryOptions({
    queryKey: ['months', 'map', unitId, day],
    queryFn: ({ signal }) =>
      call<typeof getMap>('GET /api/units/:unitId/maps/:day', { params: { unitId, day } }, { signal }),
    staleTime: 10 * 60_000,
  });
