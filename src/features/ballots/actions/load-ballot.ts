import type { Id } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import { type BallotRow, lockBallot, selectBallot, selectVoter, shareBallot } from '../db/ballots.sql.ts';
import { type Marks, refusedFault } from '../domain/ballot-paper.ts';
import { lettersOf, readMarks } from '../domain/marks-text.ts';

export const refusal = (code: string, more: Partial<DomainError['refusal']> = {}): DomainError =>
  new DomainError({ code, ...more });

const LOCKS = { read: selectBallot, share: shareBallot, lock: lockBallot };

/** A ballot. Errors: `platform.not-found`. */
export async function loadBallot(
  tx: Tx,
  ballotId: Id,
  lock: keyof typeof LOCKS = 'read',
): Promise<BallotRow> {
  const ballot = await LOCKS[lock](tx, ballotId);
  if (!ballot) throw refusal('platform.not-found');
  return ballot;
}

const NOT_OPEN = {
  draft: 'ballots.not-open-yet',
  closed: 'ballots.closed',
  annulled: 'ballots.annulled',
} as const;

/** Errors: `ballots.not-open-yet`, `ballots.closed`, `ballots.annulled`. */
export function mustBeOpen(ballot: Pick<BallotRow, 'state'>): void {
  if (ballot.state !== 'open') throw refusal(NOT_OPEN[ballot.state]);
}

/** Errors: `ballots.not-by-this-method`. */
export function mustBeBy(ballot: Pick<BallotRow, 'method'>, ...methods: BallotRow['method'][]): void {
  if (!methods.includes(ballot.method)) throw refusal('ballots.not-by-this-method');
}

/** Why a person has no vote in this ballot; null when there is one. Only of a ballot that has been opened. */
export function whyNoVote(ballot: BallotRow, isOnRoll: boolean, personId: Id): DomainError['refusal'] | null {
  if (isOnRoll) return null;
  const without = ballot.electorate?.withoutVote.find((each) => each.personId === personId);
  const rule = ballot.rule.source;
  if (without)
    return {
      code:
        without.status === 'provisional' ? 'ballots.provisional-cannot-vote' : 'ballots.status-cannot-vote',
      rule,
    };
  if (ballot.electorate?.deducted.some((each) => each.personId === personId))
    return { code: 'ballots.taken-out-of-the-base', rule };
  return { code: 'ballots.not-among-the-voters' };
}

/** Errors: those of `whyNoVote`. */
export async function mustBeVoter(tx: Tx, ballot: BallotRow, personId: Id) {
  const voter = await selectVoter(tx, ballot.id, personId);
  const why = whyNoVote(ballot, voter !== undefined, personId);
  if (why) throw new DomainError(why);
  return voter!;
}

/**
 * The choice in letters, read and judged. An empty list of names is a ballot like any other (it will be counted as
 * invalid); more names than seats cannot be an honest mistake of our own page and is refused.
 * Errors: `ballots.marks-unreadable`, `ballots.too-many-names`.
 */
export function readChoice(ballot: Pick<BallotRow, 'paper'>, letters: string): Marks {
  const marks = readMarks(ballot.paper, letters);
  if (!marks)
    throw refusal('ballots.marks-unreadable', {
      field: 'marks',
      facts: { letters: lettersOf(ballot.paper) },
    });
  if (refusedFault(ballot.paper, marks) !== null)
    throw refusal('ballots.too-many-names', {
      field: 'marks',
      facts: { seats: ballot.paper.kind === 'election' ? ballot.paper.seats : 1 },
    });
  return marks;
}
