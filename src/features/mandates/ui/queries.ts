import { queryOptions } from '@tanstack/react-query';
import { call } from '#ui-kit/call.ts';
import type { getMe, listDemoPeople, listMandates } from '../contract.ts';

export const demoPeopleQuery = queryOptions({
  queryKey: ['demo-people'],
  queryFn: ({ signal }) => call<typeof listDemoPeople>('GET /api/demo/people', undefined, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export const myPostsQuery = queryOptions({
  queryKey: ['me', 'posts'],
  queryFn: ({ signal }) => call<typeof getMe>('GET /api/me', undefined, { signal }),
});

export const mandatesQuery = (unitId: string) =>
  queryOptions({
    queryKey: ['mandates', unitId],
    queryFn: ({ signal }) =>
      call<typeof listMandates>('GET /api/units/:unitId/mandates', { params: { unitId } }, { signal }),
  });
