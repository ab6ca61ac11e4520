import { queryOptions } from '@tanstack/react-query';
import { call } from '#ui-kit/call.ts';
import type { getEffects, listEffects } from '../contract.ts';

export const effectsListQuery = (unitId: string) =>
  queryOptions({
    queryKey: ['effects', unitId],
    queryFn: ({ signal }) =>
      call<typeof listEffects>('GET /api/units/:unitId/effects', { params: { unitId } }, { signal }),
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
