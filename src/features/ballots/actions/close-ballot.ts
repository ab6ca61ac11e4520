import { createHash } from 'node:crypto';
import { isElectronicSecret } from '#features/rulebooks/contract.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import type { World } from '#platform/feature.ts';
import {
  type BallotResult,
  type BallotRow,
  eraseSealed,
  markAnnulled,
  markClosed,
  selectSealed,
  selectTurnouts,
} from '../db/ballots.sql.ts';
import { type Box, boxText, type Slip, sealMessage, slipBytes, slipName } from '../domain/box.ts';
import { BOX_FORMAT } from '../domain/box-format.ts';
import { canonicalJson } from '../domain/canonical-json.ts';
import { checkCount, decide, type EnteredCount, type Tally, tallyBallots } from '../domain/count-ballots.ts';
import { readMarks } from '../domain/marks-text.ts';
import { verifyBox } from '../domain/verify-box.ts';
import { type BallotKeys, keysOf } from './ballot-keys.ts';
import { mustBeOpen, refusal } from './load-ballot.ts';
import { openSealed } from './seal.ts';

export type Closing = { result: BallotResult; boxSha256: string | null };

/**
 * Closes a locked, open ballot for good. On paper the sums of the counting committee decide, when they add up; otherwise
 * the sealed choices are opened in memory, sorted by what they say, counted, and written in one row, while everything
 * that led to a person is erased in the same transaction. The caller destroys the keys after the commit.
 * Errors: `ballots.count-missing`, `ballots.count-does-not-add-up`, `ballots.keys-lost`, `ballots.box-damaged`, and
 * those of a ballot that is not open.
 */
export async function closeBallot(
  tx: Tx,
  world: World,
  ballot: BallotRow,
  given: { count: EnteredCount | null; branchName: string; by: Id },
  nowMs: number,
): Promise<Closing> {
  mustBeOpen(ballot);
  const counted = isElectronicSecret(ballot.method)
    ? await countSealed(tx, world, ballot, given.branchName)
    : { tally: tallyOfCount(ballot, given.count), box: null };
  const result = resultOf(ballot, counted.tally);
  const boxSha256 = counted.box === null ? null : createHash('sha256').update(counted.box).digest('hex');
  await eraseSealed(tx, ballot.id);
  await markClosed(tx, ballot.id, { result, box: counted.box, boxSha256, by: given.by }, new Date(nowMs));
  return { result, boxSha256 };
}

const resultOf = (ballot: BallotRow, tally: Tally): BallotResult => ({
  tally,
  result: decide(ballot.paper, tally, ballot.electorate!.base, ballot.rule.value),
});

/** The sums that the counting committee entered, when they add up. */
function tallyOfCount(ballot: BallotRow, count: EnteredCount | null): Tally {
  if (!count) throw refusal('ballots.count-missing', { field: 'count' });
  const faults = checkCount(ballot.paper, count, ballot.electorate!.voters);
  if (faults.length > 0)
    throw refusal('ballots.count-does-not-add-up', {
      field: 'count',
      facts: { ...faults[0]!.facts, faults: faults.map(({ fault }) => fault).join(', ') },
    });
  const { lines, against, valid } = count;
  const isList = ballot.paper.kind === 'election';
  return {
    issued: count.issued,
    returned: count.returned,
    valid,
    invalid: count.invalid,
    faults: {},
    lines,
    against: isList ? Object.fromEntries(Object.keys(lines).map((name) => [name, against[name] ?? 0])) : {},
    unclear: isList
      ? Object.fromEntries(
          Object.keys(lines).map((name) => [name, valid - (lines[name] ?? 0) - (against[name] ?? 0)]),
        )
      : {},
  };
}

type Counted = { tally: Tally; box: string };

async function countSealed(tx: Tx, world: World, ballot: BallotRow, branchName: string): Promise<Counted> {
  const keys = keysOf(world, ballot.keyId!);
  const sealed = (await selectSealed(tx, ballot.id)).map((row) => row.sealed);
  const opened = sealed.map((each) => openSealed(keys.boxKey, each)?.toString() ?? null);
  const damaged = opened.filter((each) => each === null).length;
  if (damaged > 0) throw refusal('ballots.box-damaged', { facts: { damaged } });
  const contents = opened as string[];
  const [turnout] = await selectTurnouts(tx, [ballot.id]);
  return ballot.method === 'verifiable'
    ? fillBox(keys, ballot, { contents, tokens: turnout!.tookPart, branchName })
    : countChoices(ballot, contents);
}

/** Choices kept by the server, sorted by what they say: no order of arrival is left. */
function countChoices(ballot: BallotRow, contents: readonly string[]): Counted {
  const choices = [...contents].sort();
  const marks = choices.map((letters) => readMarks(ballot.paper, letters)!);
  const tally = tallyBallots(ballot.paper, marks, ballot.electorate!.voters);
  return { tally, box: canonicalJson({ format: 'goc-slips-1', ballotId: ballot.id, slips: choices }) };
}

async function fillBox(
  keys: BallotKeys,
  ballot: BallotRow,
  given: { contents: readonly string[]; tokens: number; branchName: string },
): Promise<Counted> {
  const named = await Promise.all(
    given.contents.map(async (text) => {
      const [key, prefix, token, marks, signature] = JSON.parse(text) as [
        string,
        string,
        string,
        string,
        string,
      ];
      const slip: Slip = { key, prefix, token, marks, signature };
      return { slip, name: await slipName(slipBytes(slip)!.key) };
    }),
  );
  named.sort((a, b) => (a.name < b.name ? -1 : 1));
  const slips = named.map(({ slip }) => slip);
  const tally = tallyBallots(
    ballot.paper,
    slips.map((slip) => readMarks(ballot.paper, slip.marks)!),
    given.tokens,
  );
  const { rule } = ballot;
  const unsealed: Omit<Box, 'seal'> = {
    format: BOX_FORMAT,
    ballotId: ballot.id,
    branch: given.branchName,
    matter: ballot.matter,
    question: ballot.question,
    heldOn: ballot.heldOn,
    paper: ballot.paper,
    rule: { source: rule.source, threshold: rule.value.threshold, whenUnmet: rule.value.whenUnmet },
    voters: ballot.electorate!.voters,
    base: ballot.electorate!.base,
    tokens: given.tokens,
    tokenKey: ballot.tokenKey!,
    sealKey: ballot.sealKey!,
    slips,
    tally,
    result: resultOf(ballot, tally).result,
  };
  const box = boxText({ ...unsealed, seal: keys.sealBox(sealMessage(unsealed)).toString('base64url') });
  // A box that does not pass its own check must never be published.
  const { faults } = await verifyBox(new Uint8Array(Buffer.from(box)));
  if (faults.length > 0) throw refusal('ballots.box-damaged', { facts: { damaged: faults.length } });
  return { tally, box };
}

/**
 * Declares a locked ballot void: a wrong question, a miscount. What was sealed is erased unopened; a result that was
 * announced stays in the record beside the reason. The caller destroys the keys after the commit.
 * Errors: `ballots.annulled`, `ballots.not-open-yet`.
 */
export async function annulBallot(
  tx: Tx,
  ballot: BallotRow,
  given: { because: string; by: Id },
  nowMs: number,
): Promise<void> {
  if (ballot.state === 'annulled') throw refusal('ballots.annulled');
  if (ballot.state === 'draft') throw refusal('ballots.not-open-yet');
  await eraseSealed(tx, ballot.id);
  await markAnnulled(tx, ballot.id, given, new Date(nowMs));
}
