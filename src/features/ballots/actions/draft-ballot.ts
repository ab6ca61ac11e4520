import type { BallotMethod, Matter } from '#features/rulebooks/contract.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { unwrap } from '#kernel/result.ts';
import { tidyText } from '#kernel/vietnamese.ts';
import type { Tx } from '#platform/database/database.ts';
import { type BallotRow, insertBallot, replaceCounters, updateDraft } from '../db/ballots.sql.ts';
import type { Paper } from '../domain/ballot-paper.ts';
import { checkPlan, type FrozenRule, inOrderOfWeight } from '../domain/check-plan.ts';
import { loadBallot, refusal } from './load-ballot.ts';

export type DraftInput = {
  question: string;
  paper: Paper;
  method: BallotMethod;
  counterIds: readonly Id[];
};

const tidyPaper = (paper: Paper): Paper =>
  paper.kind === 'election'
    ? { ...paper, candidates: paper.candidates.map(tidyText) }
    : inOrderOfWeight(paper);

const tidied = (input: DraftInput): DraftInput => ({
  question: tidyText(input.question),
  paper: tidyPaper(input.paper),
  method: input.method,
  // Only a count on paper has a counting committee; the first named is its head.
  counterIds: input.method === 'paper' ? [...new Set(input.counterIds)] : [],
});

/**
 * Prepares a ballot of a meeting: nothing is frozen yet, papers may be printed. Errors: those of `checkPlan`, and
 * `ballots.round-before-missing`.
 */
export async function draftBallot(
  tx: Tx,
  given: DraftInput & {
    branchId: Id;
    meetingId: Id;
    itemId: Id | null;
    matter: Matter;
    heldOn: CivilDate;
    followsId: Id | null;
    rule: FrozenRule;
  },
  by: Id,
  nowMs: number,
): Promise<Id> {
  const draft = tidied(given);
  unwrap(checkPlan({ ...draft, matter: given.matter }, given.rule));
  const before = given.followsId === null ? null : await loadBallot(tx, given.followsId);
  if (
    before &&
    (before.meetingId !== given.meetingId || before.state !== 'closed' || before.matter !== given.matter)
  )
    throw refusal('ballots.round-before-missing', { field: 'followsId' });
  const id = newId(nowMs);
  await insertBallot(
    tx,
    {
      id,
      branchId: given.branchId,
      meetingId: given.meetingId,
      itemId: given.itemId,
      followsId: before?.id ?? null,
      round: (before?.round ?? 0) + 1,
      matter: given.matter,
      question: draft.question,
      paper: draft.paper,
      method: draft.method,
      rule: given.rule,
      heldOn: given.heldOn,
      createdBy: by,
    },
    new Date(nowMs),
  );
  await replaceCounters(tx, id, draft.counterIds);
  return id;
}

/** Changes a ballot that has not been opened. Errors: `ballots.has-been-opened` and those of `checkPlan`. */
export async function changeDraft(tx: Tx, ballot: BallotRow, input: DraftInput): Promise<void> {
  if (ballot.state !== 'draft') throw refusal('ballots.has-been-opened');
  const draft = tidied(input);
  unwrap(checkPlan({ ...draft, matter: ballot.matter }, ballot.rule));
  await updateDraft(tx, ballot.id, draft);
  await replaceCounters(tx, ballot.id, draft.counterIds);
}
