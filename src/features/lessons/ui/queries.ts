import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '#ui-kit/call.ts';
import type { getLesson, listLessons, listPossibleEvidence } from '../contract.ts';

export const SHELVES = ['all', 'own', 'waiting', 'recommended', 'adopted'] as const;
export type Shelf = (typeof SHELVES)[number];

export const lessonsQuery = (unitId: string, shelf: Shelf, q: string) =>
  infiniteQueryOptions({
    queryKey: ['lessons', unitId, 'list', shelf, q],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      call<typeof listLessons>(
        'GET /api/units/:unitId/lessons',
        { params: { unitId }, query: { shelf, q, ...(pageParam ? { before: pageParam } : {}) } },
        { signal },
      ),
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });

export const lessonQuery = (unitId: string, lessonId: string) =>
  queryOptions({
    queryKey: ['lessons', unitId, lessonId],
    queryFn: ({ signal }) =>
      call<typeof getLesson>(
        'GET /api/units/:unitId/lessons/:lessonId',
        { params: { unitId, lessonId } },
        { signal },
      ),
  });

export const evidenceQuery = (unitId: string) =>
  queryOptions({
    queryKey: ['lessons', unitId, 'evidence'],
    queryFn: ({ signal }) =>
      call<typeof listPossibleEvidence>(
        'GET /api/units/:unitId/lesson-evidence',
        { params: { unitId } },
        { signal },
      ),
  });
