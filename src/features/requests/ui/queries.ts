import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { RecipientChoice } from '#features/directives/contract.ts';
import { call } from '#ui-kit/call.ts';
import type {
  FieldType,
  getAsked,
  getRequest,
  listAsked,
  listRequests,
  previewRequest,
} from '../contract.ts';

const page = (before: string | null) => (before ? { before } : {});

export const requestsQuery = (unitId: string) =>
  infiniteQueryOptions({
    queryKey: ['requests', unitId],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      call<typeof listRequests>(
        'GET /api/units/:unitId/requests',
        { params: { unitId }, query: page(pageParam) },
        { signal },
      ),
    getNextPageParam: (last) => last.next,
  });

export const requestQuery = (unitId: string, requestId: string) =>
  queryOptions({
    queryKey: ['requests', unitId, requestId],
    queryFn: ({ signal }) =>
      call<typeof getRequest>(
        'GET /api/units/:unitId/requests/:requestId',
        { params: { unitId, requestId } },
        { signal },
      ),
  });

export type Draft = { label: string; type: FieldType };

export const previewQuery = (unitId: string, fields: Draft[], to: RecipientChoice) =>
  queryOptions({
    queryKey: ['requests', unitId, 'preview', fields, to],
    enabled: to.by !== 'list' || to.unitIds.length > 0,
    queryFn: ({ signal }) =>
      call<typeof previewRequest>(
        'POST /api/units/:unitId/requests/preview',
        { params: { unitId }, body: { fields, to } },
        { signal },
      ),
    placeholderData: keepPreviousData,
  });

export const askedListQuery = (unitId: string) =>
  infiniteQueryOptions({
    queryKey: ['asked', unitId],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      call<typeof listAsked>(
        'GET /api/units/:unitId/asked',
        { params: { unitId }, query: page(pageParam) },
        { signal },
      ),
    getNextPageParam: (last) => last.next,
  });

export const askedQuery = (unitId: string, requestId: string) =>
  queryOptions({
    queryKey: ['asked', unitId, requestId],
    queryFn: ({ signal }) =>
      call<typeof getAsked>(
        'GET /api/units/:unitId/asked/:requestId',
        { params: { unitId, requestId } },
        { signal },
      ),
  });
