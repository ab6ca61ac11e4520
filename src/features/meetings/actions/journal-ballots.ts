import type { BallotAnnulled, BallotClosed } from '#features/ballots/contract.ts';
import { civilDateAt } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Listener, World } from '#platform/feature.ts';
import type { StoredEntry } from '../domain/entry.ts';
import { announce, composeEntries, keepEntries, numberEntries, type SaidByServer } from './keep-entries.ts';
import { type LoadedMeeting, loadMeeting, refusal } from './load-meeting.ts';

/**
 * A closed meeting takes no more of a ballot: opening, result and annulment are its record.
 * Errors: `meetings.closed`, `meetings.cancelled`, `meetings.taken-over`.
 */
export function mustTakeBallots(meeting: LoadedMeeting): void {
  const { stage } = meeting.row;
  if (stage === 'closed') throw refusal('meetings.closed');
  if (stage === 'cancelled') throw refusal('meetings.cancelled');
}

/** Writes what happened to a ballot into the journal of its locked meeting. */
export async function writeOfBallot(
  tx: Tx,
  meeting: LoadedMeeting,
  by: Id,
  said: SaidByServer,
  nowMs: number,
): Promise<StoredEntry[]> {
  mustTakeBallots(meeting);
  const stored = numberEntries(meeting, composeEntries(meeting, by, [said], nowMs), nowMs);
  await keepEntries(tx, meeting, stored);
  return stored;
}

const writeOf =
  <P extends BallotClosed | BallotAnnulled>(say: (payload: P) => SaidByServer) =>
  async (tx: Tx, world: World, payload: P): Promise<void> => {
    const { meetingId, by, nowMs } = payload;
    const meeting = await loadMeeting(tx, meetingId, civilDateAt(nowMs), 'lock');
    const stored = await writeOfBallot(tx, meeting, by, say(payload), nowMs);
    payload.afterCommit(() => announce(world.live, meetingId, stored));
  };

/** What meetings hear of ballots, in the transaction in which it happens: both are kept or neither. */
export const ballotListeners: Listener[] = [
  {
    event: 'ballots.closed',
    run: writeOf<BallotClosed>(({ ballotId, tally, result, boxSha256 }) => ({
      kind: 'ballot-closed',
      payload: { ballotId, tally, result, boxSha256 },
    })),
  },
  {
    event: 'ballots.annulled',
    run: writeOf<BallotAnnulled>(({ ballotId, because }) => ({
      kind: 'ballot-annulled',
      payload: { ballotId, reason: because },
    })),
  },
];
