import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '#ui-kit/call.ts';
import type {
  attachDirectiveFile,
  getBranchDirective,
  getIssuedDirective,
  listBranchDirectives,
  listIssuedDirectives,
  listPossibleRecipients,
} from '../contract.ts';

const page = (before: string | null) => (before ? { before } : {});

export const inboxQuery = (branchId: string) =>
  infiniteQueryOptions({
    queryKey: ['directives', 'branch', branchId],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      call<typeof listBranchDirectives>(
        'GET /api/branches/:branchId/directives',
        { params: { branchId }, query: page(pageParam) },
        { signal },
      ),
    getNextPageParam: (last) => last.next,
  });

export const receivedQuery = (branchId: string, directiveId: string) =>
  queryOptions({
    queryKey: ['directives', 'branch', branchId, directiveId],
    queryFn: ({ signal }) =>
      call<typeof getBranchDirective>(
        'GET /api/branches/:branchId/directives/:directiveId',
        { params: { branchId, directiveId } },
        { signal },
      ),
  });

export const issuedListQuery = (unitId: string) =>
  infiniteQueryOptions({
    queryKey: ['directives', 'unit', unitId],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      call<typeof listIssuedDirectives>(
        'GET /api/units/:unitId/directives',
        { params: { unitId }, query: page(pageParam) },
        { signal },
      ),
    getNextPageParam: (last) => last.next,
  });

export const issuedQuery = (unitId: string, directiveId: string) =>
  queryOptions({
    queryKey: ['directives', 'unit', unitId, directiveId],
    queryFn: ({ signal }) =>
      call<typeof getIssuedDirective>(
        'GET /api/units/:unitId/directives/:directiveId',
        { params: { unitId, directiveId } },
        { signal },
      ),
  });

export const recipientsQuery = (unitId: string) =>
  queryOptions({
    queryKey: ['directives', 'recipients', unitId],
    queryFn: ({ signal }) =>
      call<typeof listPossibleRecipients>(
        'GET /api/units/:unitId/directive-recipients',
        { params: { unitId } },
        { signal },
      ),
  });

/** Gives a paper its file. Repeating after a lost connection with the same key attaches it once. */
export const attachFile = (unitId: string, directiveId: string, file: File, requestKey: string) =>
  call<typeof attachDirectiveFile>(
    'POST /api/units/:unitId/directives/:directiveId/file',
    { params: { unitId, directiveId }, query: { name: file.name } },
    { file, requestKey },
  );
