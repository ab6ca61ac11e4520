import { queryOptions } from '@tanstack/react-query';
import { call } from '#ui-kit/call.ts';
import type { getBallot, getTurnout, listBallots } from '../contract.ts';

/** A secret ballot lives on the server: what watches it asks every few seconds while it is open. */
const WATCH_MS = 2_500;

export const ballotKey = (ballotId: string) => ['ballot', ballotId] as const;

export const ballotQuery = (ballotId: string, watch = false) =>
  queryOptions({
    queryKey: ballotKey(ballotId),
    queryFn: ({ signal }) =>
      call<typeof getBallot>('GET /api/ballots/:ballotId', { params: { ballotId } }, { signal }),
    refetchInterval: ({ state }) => (watch && state.data?.ballot.state === 'open' ? WATCH_MS : false),
  });

export const turnoutQuery = (ballotId: string) =>
  queryOptions({
    queryKey: ['ballot-turnout', ballotId],
    queryFn: ({ signal }) =>
      call<typeof getTurnout>('GET /api/ballots/:ballotId/turnout', { params: { ballotId } }, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.state === 'closed' || state.data?.state === 'annulled' ? false : WATCH_MS,
  });

export const meetingBallotsKey = (meetingId: string) => ['meeting-ballots', meetingId] as const;

export const meetingBallotsQuery = (branchId: string, meetingId: string) =>
  queryOptions({
    queryKey: meetingBallotsKey(meetingId),
    queryFn: ({ signal }) =>
      call<typeof listBallots>(
        'GET /api/branches/:branchId/ballots',
        { params: { branchId }, query: { meetingId } },
        { signal },
      ),
  });

export const branchBallotsQuery = (branchId: string, before?: string) =>
  queryOptions({
    queryKey: ['branch-ballots', branchId, before ?? ''],
    queryFn: ({ signal }) =>
      call<typeof listBallots>(
        'GET /api/branches/:branchId/ballots',
        { params: { branchId }, query: before ? { before } : {} },
        { signal },
      ),
  });
