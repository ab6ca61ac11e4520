import type { Paper, Result, Tally } from '#features/ballots/contract.ts';
import type { BallotMethod, Fraction, Matter } from '#features/rulebooks/contract.ts';
import type { Id } from '#kernel/ids.ts';
import type { Entry } from './entry.ts';

/** A secret ballot as the journal of the meeting knows it: opened with its numbers, closed with its result. */
export type MeetingBallot = {
  entryId: Id;
  by: Id;
  at: number;
  ballotId: Id;
  matter: Matter;
  method: BallotMethod;
  question: string;
  itemId: Id | null;
  round: number;
  paper: Paper;
  threshold: Fraction;
  voters: number;
  entitled: number;
  deducted: number;
  base: number;
  needed: number;
  status: 'open' | 'closed' | 'annulled';
  annulledBecause: string | null;
  result: { tally: Tally; result: Result; boxSha256: string | null } | null;
};

/** Takes one entry about a ballot in. False when it speaks of a ballot that was not opened, or opens one twice. */
export function applyBallot(
  ballots: Map<Id, MeetingBallot>,
  entry: Entry<'ballot-opened' | 'ballot-closed' | 'ballot-annulled'>,
  mark: { entryId: Id; by: Id; at: number },
): boolean {
  const known = ballots.get(entry.payload.ballotId);
  if (entry.kind === 'ballot-opened') {
    if (known !== undefined) return false;
    const { itemId, ...opened } = entry.payload;
    ballots.set(opened.ballotId, {
      ...mark,
      ...opened,
      itemId: itemId ?? null,
      status: 'open',
      annulledBecause: null,
      result: null,
    });
    return true;
  }
  if (known === undefined) return false;
  if (entry.kind === 'ballot-annulled') {
    known.status = 'annulled';
    known.annulledBecause = entry.payload.reason;
    return true;
  }
  if (known.status !== 'open') return false;
  known.status = 'closed';
  known.result = {
    tally: entry.payload.tally,
    result: entry.payload.result,
    boxSha256: entry.payload.boxSha256,
  };
  return true;
}
