import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '#ui-kit/call.ts';
import type {
  attachDirectiveFile,
  DirectiveKind,
  FilePart,
  getIssuedDirective,
  getNextNumber,
  getPaperTree,
  getReceivedDirective,
  listInbox,
  listIssuedDirectives,
  listPossibleRecipients,
  previewRecipients,
  RecipientChoice,
  searchPapers,
} from '../contract.ts';

const page = (before: string | null) => (before ? { before } : {});

export const inboxQuery = (unitId: string) =>
  infiniteQueryOptions({
    queryKey: ['directives', 'inbox', unitId],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      call<typeof listInbox>(
        'GET /api/units/:unitId/inbox',
        { params: { unitId }, query: page(pageParam) },
        { signal },
      ),
    getNextPageParam: (last) => last.next,
  });

export const receivedQuery = (unitId: string, directiveId: string) =>
  queryOptions({
    queryKey: ['directives', 'inbox', unitId, directiveId],
    queryFn: ({ signal }) =>
      call<typeof getReceivedDirective>(
        'GET /api/units/:unitId/inbox/:directiveId',
        { params: { unitId, directiveId } },
        { signal },
      ),
  });

export const papersQuery = (unitId: string, words: string, kind: DirectiveKind | null) =>
  infiniteQueryOptions({
    queryKey: ['directives', 'papers', unitId, words, kind],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      call<typeof searchPapers>(
        'GET /api/units/:unitId/papers',
        { params: { unitId }, query: { words, ...(kind ? { kind } : {}), ...page(pageParam) } },
        { signal },
      ),
    getNextPageParam: (last) => last.next,
  });

export const paperTreeQuery = (unitId: string, directiveId: string) =>
  queryOptions({
    queryKey: ['directives', 'tree', unitId, directiveId],
    queryFn: ({ signal }) =>
      call<typeof getPaperTree>(
        'GET /api/units/:unitId/papers/:directiveId/tree',
        { params: { unitId, directiveId } },
        { signal },
      ),
  });

export const nextNumberQuery = (unitId: string, kind: DirectiveKind | null) =>
  queryOptions({
    queryKey: ['directives', 'number', unitId, kind],
    enabled: kind !== null,
    queryFn: ({ signal }) =>
      call<typeof getNextNumber>(
        'GET /api/units/:unitId/directive-number',
        { params: { unitId }, query: { kind: kind ?? 'plan' } },
        { signal },
      ),
  });

/** How many units a choice means; asked again only when the choice changes. */
export const previewQuery = (unitId: string, to: RecipientChoice, isOn: boolean) =>
  queryOptions({
    queryKey: ['directives', 'preview', unitId, to],
    enabled: isOn,
    queryFn: ({ signal }) =>
      call<typeof previewRecipients>(
        'POST /api/units/:unitId/directive-recipients',
        { params: { unitId }, body: { to } },
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

/** Which recipients are listed. */
export type Shown = 'all' | 'unopened' | 'not-taken-up';

export const issuedQuery = (
  unitId: string,
  directiveId: string,
  { underId, show }: { underId: string | null; show: Shown } = { underId: null, show: 'all' },
) =>
  queryOptions({
    queryKey: ['directives', 'unit', unitId, directiveId, underId, show],
    queryFn: ({ signal }) =>
      call<typeof getIssuedDirective>(
        'GET /api/units/:unitId/directives/:directiveId',
        { params: { unitId, directiveId }, query: { ...(underId ? { underId } : {}), show } },
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

/** Adds a file to a paper. Repeating after a lost connection with the same key adds it once. */
export const attachFile = (
  unitId: string,
  directiveId: string,
  { file, part }: { file: File; part: FilePart },
  requestKey: string,
) =>
  call<typeof attachDirectiveFile>(
    'POST /api/units/:unitId/directives/:directiveId/files',
    { params: { unitId, directiveId }, query: { name: file.name, part } },
    { file, requestKey },
  );
