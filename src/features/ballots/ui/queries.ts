import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
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

export const turnoutKey = (ballotId: string) => ['ballot-turnout', ballotId] as const;

const turnoutQuery = (ballotId: string) =>
  queryOptions({
    queryKey: turnoutKey(ballotId),
    queryFn: ({ signal }) =>
      call<typeof getTurnout>('GET /api/ballots/:ballotId/turnout', { params: { ballotId } }, { signal }),
    refetchInterval: WATCH_MS,
  });

/**
 * A ballot with its turn-out as it grows. Hundreds of phones watch at once: they ask for four numbers, and for the whole
 * only when it has been opened, closed or annulled.
 */
export function useWatchedBallot(ballotId: string) {
  const queries = useQueryClient();
  const found = useQuery(ballotQuery(ballotId));
  const state = found.data?.ballot.state;
  const isLive = state === 'draft' || state === 'open';
  const now = useQuery({ ...turnoutQuery(ballotId), enabled: isLive }).data;
  const hasMoved = isLive && now !== undefined && now.state !== state;
  useEffect(() => {
    if (hasMoved) void queries.invalidateQueries({ queryKey: ballotKey(ballotId) });
  }, [hasMoved, ballotId, queries]);
  const view = found.data && (isLive && now && !hasMoved ? { ...found.data, turnout: now } : found.data);
  return { view, error: found.error, retry: () => void found.refetch() };
}

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
