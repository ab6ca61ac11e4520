import { queryOptions } from '@tanstack/react-query';
import { call } from '#ui-kit/call.ts';
import type { getEffects, listEffects, listIndicators, listTreeIndicators } from '../contract.ts';

export const effectsListQuery = (unitId: string) =>
  queryOptions({
    queryKey: ['effects', unitId],
    queryFn: ({ signal }) =>
      call<typeof listEffects>(
        'GET /api/units/:unitId/effects',
        { params: { unitId }, query: {} },
        { signal },
      ),
  });

/** What one paper means to move, without reckoning what has changed. */
export const paperIndicatorsQuery = (unitId: string, directiveId: string) =>
  queryOptions({
    queryKey: ['effects', unitId, 'indicators', directiveId],
    queryFn: ({ signal }) =>
      call<typeof listEffects>(
        'GET /api/units/:unitId/effects',
        { params: { unitId }, query: { directiveId } },
        { signal },
      ),
  });

/** What a paper means to move, for a unit that reads it. */
export const indicatorsQuery = (unitId: string, directiveId: string) =>
  queryOptions({
    queryKey: ['effects', unitId, 'read', directiveId],
    queryFn: ({ signal }) =>
      call<typeof listIndicators>(
        'GET /api/units/:unitId/papers/:directiveId/indicators',
        { params: { unitId, directiveId } },
        { signal },
      ),
  });

/** Marks for every line of the tree of a paper, in one reading. */
export const treeIndicatorsQuery = (unitId: string, directiveId: string) =>
  queryOptions({
    queryKey: ['effects', unitId, 'tree', directiveId],
    queryFn: ({ signal }) =>
      call<typeof listTreeIndicators>(
        'GET /api/units/:unitId/papers/:directiveId/tree/indicators',
        { params: { unitId, directiveId } },
        { signal },
      ),
  });

export const effectsQuery = (unitId: string, directiveId: string) =>
  queryOptions({
    queryKey: ['effects', unitId, directiveId],
    queryFn: ({ signal }) =>
      call<typeof getEffects>(
        'GET /api/units/:unitId/directives/:directiveId/effects',
        { params: { unitId, directiveId } },
        { signal },
      ),
  });
