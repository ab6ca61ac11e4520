import { queryOptions } from '@tanstack/react-query';
import { call } from '#ui-kit/call.ts';
import type { getEffects, listEffects } from '../contract.ts';

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
