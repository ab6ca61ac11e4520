import { queryOptions } from '@tanstack/react-query';
import type { getMe } from '#features/mandates/contract.ts';
import { call } from '#ui-kit/call.ts';
import { orKept } from '#ui-kit/kept-answer.ts';
import type { getHome, getNoticeTexts, getRoomCode, listMeetings } from '../contract.ts';

/** Who is signed in: shares the shell's memory of the answer. */
export const whoAmIQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => orKept('me', () => call<typeof getMe>('GET /api/me', undefined, { signal })),
  staleTime: 5 * 60_000,
});

export const homeQuery = queryOptions({
  queryKey: ['home'],
  queryFn: ({ signal }) =>
    orKept('home', () => call<typeof getHome>('GET /api/me/home', undefined, { signal })),
  // Whoever comes back from a meeting that goes on has just checked in or voted there.
  refetchOnMount: ({ state }) =>
    state.data?.meetings.some((meeting) => meeting.stage === 'running') ? 'always' : true,
});

export const meetingsQuery = (branchId: string, before?: string) =>
  queryOptions({
    queryKey: ['meetings', branchId, before ?? ''],
    queryFn: ({ signal }) =>
      call<typeof listMeetings>(
        'GET /api/branches/:branchId/meetings',
        { params: { branchId }, query: before ? { before } : {} },
        { signal },
      ),
  });

export const noticeTextsQuery = (meetingId: string) =>
  queryOptions({
    queryKey: ['meeting-notice', meetingId],
    queryFn: ({ signal }) =>
      call<typeof getNoticeTexts>(
        'GET /api/meetings/:meetingId/notice',
        { params: { meetingId } },
        { signal },
      ),
  });

export const roomCodeQuery = (meetingId: string) =>
  queryOptions({
    queryKey: ['room-code', meetingId],
    queryFn: ({ signal }) =>
      call<typeof getRoomCode>(
        'GET /api/meetings/:meetingId/room-code',
        { params: { meetingId } },
        { signal },
      ),
    refetchInterval: 60_000,
  });
