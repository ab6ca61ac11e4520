import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '#ui-kit/call.ts';
import type { getMonth } from '../contract.ts';

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
