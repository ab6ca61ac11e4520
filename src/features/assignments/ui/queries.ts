import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '#ui-kit/call.ts';
import type {
  addEvidence,
  Cause,
  DutyState,
  getAssignment,
  getDuty,
  listAssignments,
  listClashes,
  listDuties,
  listHolders,
  listMatters,
  listTreeTasks,
} from '../contract.ts';

export const dutiesQuery = (unitId: string, show: 'open' | 'all') =>
  queryOptions({
    queryKey: ['assignments', 'duties', unitId, show],
    queryFn: ({ signal }) =>
      call<typeof listDuties>(
        'GET /api/units/:unitId/duties',
        { params: { unitId }, query: { show } },
        { signal },
      ),
  });

export const dutyQuery = (dutyId: string) =>
  queryOptions({
    queryKey: ['assignments', 'duty', dutyId],
    queryFn: ({ signal }) =>
      call<typeof getDuty>('GET /api/duties/:dutyId', { params: { dutyId } }, { signal }),
  });

export const assignmentsQuery = (unitId: string, directiveId?: string) =>
  infiniteQueryOptions({
    queryKey: ['assignments', 'given', unitId, directiveId ?? null],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      call<typeof listAssignments>(
        'GET /api/units/:unitId/assignments',
        {
          params: { unitId },
          query: { ...(pageParam ? { before: pageParam } : {}), ...(directiveId ? { directiveId } : {}) },
        },
        { signal },
      ),
    getNextPageParam: (last) => last.next,
  });

export const assignmentQuery = (unitId: string, assignmentId: string) =>
  queryOptions({
    queryKey: ['assignments', 'given', unitId, 'one', assignmentId],
    queryFn: ({ signal }) =>
      call<typeof getAssignment>(
        'GET /api/units/:unitId/assignments/:assignmentId',
        { params: { unitId, assignmentId } },
        { signal },
      ),
  });

export type HolderFilter = {
  kind?: string | undefined;
  state?: DutyState | undefined;
  cause?: Cause | 'none' | undefined;
  underId?: string | undefined;
  group?: 'opened' | 'finished' | 'answer-late' | undefined;
  figures?: 'counted' | undefined;
};

export const holdersQuery = (unitId: string, assignmentId: string, filter: HolderFilter) =>
  infiniteQueryOptions({
    queryKey: ['assignments', 'holders', unitId, assignmentId, filter],
    initialPageParam: 0,
    queryFn: ({ signal, pageParam }) =>
      call<typeof listHolders>(
        'GET /api/units/:unitId/assignments/:assignmentId/duties',
        {
          params: { unitId, assignmentId },
          // The page's address carries these as text; the server checks them.
          query: {
            from: pageParam,
            ...(Object.fromEntries(Object.entries(filter).filter(([, value]) => value)) as object),
          },
        },
        { signal },
      ),
    getNextPageParam: (last, pages) => {
      const shown = pages.reduce((sum, page) => sum + page.duties.length, 0);
      return shown < last.total ? shown : null;
    },
  });

/** For every line of the tree of a paper, in one reading. */
export const treeTasksQuery = (unitId: string, directiveId: string) =>
  queryOptions({
    queryKey: ['assignments', 'tree', unitId, directiveId],
    queryFn: ({ signal }) =>
      call<typeof listTreeTasks>(
        'GET /api/units/:unitId/papers/:directiveId/tree/assignments',
        { params: { unitId, directiveId } },
        { signal },
      ),
  });

export const mattersQuery = (unitId: string) =>
  queryOptions({
    queryKey: ['assignments', 'matters', unitId],
    queryFn: ({ signal }) =>
      call<typeof listMatters>('GET /api/units/:unitId/matters', { params: { unitId } }, { signal }),
  });

/** Keeps a file that shows the work. Repeating with the same key keeps it once. */
export const sendEvidence = (dutyId: string, file: File, requestKey: string) =>
  call<typeof addEvidence>(
    'POST /api/duties/:dutyId/files',
    { params: { dutyId }, query: { name: file.name } },
    { file, requestKey },
  );

export const clashesQuery = (unitId: string, assignmentId: string, words: string) =>
  infiniteQueryOptions({
    queryKey: ['assignments', 'clashes', unitId, assignmentId, words],
    initialPageParam: 0,
    queryFn: ({ signal, pageParam }) =>
      call<typeof listClashes>(
        'GET /api/units/:unitId/assignments/:assignmentId/clashes',
        { params: { unitId, assignmentId }, query: { words, from: pageParam } },
        { signal },
      ),
    getNextPageParam: (last, pages) => {
      const shown = pages.reduce((sum, page) => sum + page.clashes.length, 0);
      return shown < last.total ? shown : null;
    },
  });
