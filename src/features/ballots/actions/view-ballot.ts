import { namesOf } from '#features/members/public.ts';
import { dayInLife, loadUnit, paperHead, unitsAbove } from '#features/units/public.ts';
import type { Actor } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import { fillFacts } from '#kernel/error-table.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import type { BallotSummary, BallotView } from '../contract.ts';
import {
  type BallotRow,
  selectCounters,
  selectRoll,
  selectTurnouts,
  type Turnout,
} from '../db/ballots.sql.ts';
import { errors } from '../errors.ts';
import { whyNoVote } from './load-ballot.ts';

/** Ballots in the box: of a closed one as they were counted, because the sealed ones are gone. */
export const inBoxOf = (ballot: BallotRow, turnout: Turnout | undefined): number =>
  ballot.result?.tally.returned ?? turnout?.inBox ?? 0;

export async function summariesOf(tx: Tx, ballots: readonly BallotRow[]): Promise<BallotSummary[]> {
  const turnouts = ballots.length
    ? await selectTurnouts(
        tx,
        ballots.map(({ id }) => id),
      )
    : [];
  return ballots.map((ballot) => ({
    id: ballot.id,
    branchId: ballot.branchId,
    meetingId: ballot.meetingId,
    itemId: ballot.itemId,
    round: ballot.round,
    matter: ballot.matter,
    question: ballot.question,
    method: ballot.method,
    state: ballot.state,
    heldOn: ballot.heldOn,
    voters: ballot.electorate?.voters ?? null,
    inBox: inBoxOf(
      ballot,
      turnouts.find((each) => each.ballotId === ballot.id),
    ),
    result: ballot.result,
    annulledBecause: ballot.annulledBecause,
  }));
}

/** Rows with a person, counted by a property, with names for those who may see them. */
function grouped<T extends { personId: Id }, K extends string>(
  rows: readonly T[],
  keyOf: (row: T) => K,
  nameOf: ((id: Id) => string) | null,
): { key: K; count: number; names: string[] | null }[] {
  return [...new Set(rows.map(keyOf))].map((key) => {
    const ids = rows.filter((row) => keyOf(row) === key).map((row) => row.personId);
    return { key, count: ids.length, names: nameOf && ids.map(nameOf).filter((name) => name !== '') };
  });
}

/** Everything that this reader may see of a ballot; of a secret one never a partial result. */
export async function viewBallot(
  tx: Tx,
  ballot: BallotRow,
  reader: { actor: Actor; today: CivilDate; language: 'vi' | 'en'; isOfBranch: boolean; leads: boolean },
): Promise<BallotView> {
  const day = await dayInLife(tx, ballot.branchId, reader.today);
  const unit = await loadUnit(tx, ballot.branchId, day);
  const above = await unitsAbove(tx, ballot.branchId, day);
  const [turnout] = await selectTurnouts(tx, [ballot.id]);
  const roll = ballot.state === 'draft' ? [] : await selectRoll(tx, ballot.id);
  const { electorate } = ballot;
  const outside = [...(electorate?.deducted ?? []), ...(electorate?.withoutVote ?? [])];
  const names = new Map(
    reader.isOfBranch && outside.length
      ? (
          await namesOf(
            tx,
            outside.map(({ personId }) => personId),
          )
        ).map((row) => [row.personId, row.fullName])
      : [],
  );
  const nameOf = reader.isOfBranch ? (personId: Id) => names.get(personId) ?? '' : null;
  const mine = roll.find((voter) => voter.personId === reader.actor.personId);
  const why = ballot.state === 'open' ? whyNoVote(ballot, mine !== undefined, reader.actor.personId) : null;
  const words = why && errors[why.code as keyof typeof errors];
  return {
    ballot: {
      id: ballot.id,
      branchId: ballot.branchId,
      branchName: unit.name,
      meetingId: ballot.meetingId,
      itemId: ballot.itemId,
      followsId: ballot.followsId,
      round: ballot.round,
      matter: ballot.matter,
      question: ballot.question,
      paper: ballot.paper,
      method: ballot.method,
      state: ballot.state,
      rule: ballot.rule,
      heldOn: ballot.heldOn,
      openedAt: ballot.openedAt?.toISOString() ?? null,
      closedAt: ballot.closedAt?.toISOString() ?? null,
      annulledBecause: ballot.annulledBecause,
    },
    electorate: electorate && {
      voters: electorate.voters,
      entitled: electorate.entitled,
      base: electorate.base,
      needed: electorate.needed,
      deducted: grouped(electorate.deducted, (row) => row.why, nameOf).map(({ key, ...rest }) => ({
        why: key,
        ...rest,
      })),
      withoutVote: grouped(electorate.withoutVote, (row) => row.status, nameOf).map(({ key, ...rest }) => ({
        status: key,
        ...rest,
      })),
    },
    counters: await selectCounters(tx, ballot.id),
    turnout: {
      voters: electorate?.voters ?? 0,
      tookPart: turnout?.tookPart ?? 0,
      inBox: inBoxOf(ballot, turnout),
    },
    roll: reader.isOfBranch
      ? roll.map((voter) => ({ ...voter, hasCode: reader.leads && voter.hasCode }))
      : null,
    result: ballot.result && { ...ballot.result, boxSha256: ballot.boxSha256 },
    keys: ballot.tokenKey && ballot.sealKey ? { tokenKey: ballot.tokenKey, sealKey: ballot.sealKey } : null,
    me: {
      whyNoVote: why && {
        code: why.code,
        message: words ? fillFacts(words[reader.language], why.facts) : why.code,
        ...(why.rule ? { rule: why.rule } : {}),
      },
      mayVote: ballot.state === 'open' && mine !== undefined,
      tookPart: mine?.tookPart ?? false,
    },
    abilities: {
      lead: reader.leads,
      readBox: reader.isOfBranch && ballot.method === 'verifiable' && ballot.state === 'closed',
    },
    head: paperHead(above[0]?.name ?? ''),
  };
}
