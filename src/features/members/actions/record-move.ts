import { memberRulesFor } from '#features/rulebooks/public.ts';
import { placeOf } from '#features/units/public.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { DomainError, unwrap } from '#kernel/result.ts';
import { sqlState, type Tx } from '#platform/database/database.ts';
import { emitEvent, type World } from '#platform/feature.ts';
import type { MemberLeft } from '../contract.ts';
import {
  insertMove,
  type LifeState,
  markTakenBack,
  selectLastMove,
  selectLife,
  selectTarget,
  writePartyDates,
  writePeriods,
} from '../db/life.sql.ts';
import { holdPerson } from '../db/members.sql.ts';
import { LEAVINGS, type Life, periodChanges } from '../domain/life/life.ts';
import { applyMove, type Move, type MoveContext, type TargetBranch } from '../domain/life/move.ts';
import { rulesAndSources } from '../domain/life/rule-context.ts';

export type RecordedMove = {
  personId: Id;
  /** The branch through which it is recorded: its rules hold. */
  branchId: Id;
  move: Move;
  document: string | null;
  decidedOn?: CivilDate | null;
  reason?: string | null;
  details?: Record<string, unknown>;
  by: Id | null;
};

/** Moves that are part of a paper of two branches, or of a plan: they are not taken back one by one. */
export const CARRIED_BY = ['transferId', 'handoverId', 'planId'] as const;

export const stateOf = ({ periods, admittedOn, officialOn, diedOn }: Life): LifeState => ({
  periods: [...periods],
  admittedOn,
  officialOn,
  diedOn,
});

const targetOf = async (tx: Tx, move: Move): Promise<TargetBranch | undefined> =>
  'branchId' in move && move.branchId !== null ? selectTarget(tx, move.branchId, move.on) : undefined;

type Planned = Pick<RecordedMove, 'personId' | 'branchId' | 'move'>;

/** What a move is judged by: the rules of its day in that branch, and the branch it goes to. */
async function contextOf(
  tx: Tx,
  { branchId, move }: Pick<Planned, 'branchId' | 'move'>,
  today: CivilDate,
): Promise<MoveContext> {
  const place = await placeOf(tx, branchId, today);
  const target = await targetOf(tx, move);
  return {
    today,
    ...rulesAndSources(await memberRulesFor(tx, place, move.on)),
    ...(target ? { target } : {}),
  };
}

/** The life before and after a move, without writing it: what a form asks before anybody signs. */
export async function tryMove(tx: Tx, planned: Planned, today: CivilDate, known?: MoveContext) {
  const before = await selectLife(tx, planned.personId);
  if (!before) throw new DomainError({ code: 'platform.not-found' });
  const life = applyMove(before, planned.move, known ?? (await contextOf(tx, planned, today)));
  return { before, life };
}

/**
 * Records what happened to a member: works out the new periods by the rules of that day, writes what differs, keeps the
 * act. Whoever records for the same person at the same moment comes after.
 * Errors: every refusal of `applyMove`; `platform.not-found` for an unknown person.
 */
export async function recordMove(
  tx: Tx,
  world: Pick<World, 'features'>,
  recorded: RecordedMove,
  now: { today: CivilDate; nowMs: number },
  known?: MoveContext,
): Promise<{ moveId: Id; life: Life }> {
  const { personId, branchId, move } = recorded;
  await holdPerson(tx, personId);
  const tried = await tryMove(tx, recorded, now.today, known);
  const { before } = tried;
  const life = unwrap(tried.life);
  const moveId = newId(now.nowMs);
  try {
    await writePeriods(tx, personId, periodChanges(before.periods, life.periods));
  } catch (error) {
    if (sqlState(error) === '23P01') throw new DomainError({ code: 'members.periods-overlap', field: 'on' });
    throw error;
  }
  await writePartyDates(tx, personId, life, now.nowMs);
  const again = move.kind === 'admission' && life.timesAdmittedAgain > before.timesAdmittedAgain;
  await insertMove(
    tx,
    {
      id: moveId,
      personId,
      branchId,
      kind: move.kind,
      on: move.on,
      document: recorded.document,
      decidedOn: recorded.decidedOn ?? null,
      reason: recorded.reason ?? null,
      details: {
        ...('to' in move && move.to !== null ? { to: move.to } : {}),
        ...('branchId' in move ? { target: move.branchId } : {}),
        ...('cause' in move ? { cause: move.cause } : {}),
        ...(again ? { again } : {}),
        ...recorded.details,
      },
      before: stateOf(before),
      after: stateOf(life),
      recordedBy: recorded.by,
    },
    now.nowMs,
  );
  const leftTheParty = (LEAVINGS as readonly string[]).includes(move.kind);
  if (leftTheParty || move.kind === 'transfer')
    await emitEvent(world as World, tx, 'members.left', {
      personId,
      branchId,
      on: move.on,
      leftTheParty,
    } satisfies MemberLeft);
  return { moveId, life };
}

/** The same act for many members of one branch: all of it or nothing. Errors: those of `recordMove`. */
export async function recordMoveOfMany(
  tx: Tx,
  world: Pick<World, 'features'>,
  recorded: Omit<RecordedMove, 'personId'> & { personIds: readonly Id[] },
  now: { today: CivilDate; nowMs: number },
): Promise<void> {
  const { personIds, ...act } = recorded;
  const context = await contextOf(tx, act, now.today);
  for (const personId of personIds) await recordMove(tx, world, { ...act, personId }, now, context);
}

/**
 * Takes back the last act of a person that still stands: what it changed is put back as it was. What came after by
 * other ways (an import) must not have changed it. Errors: `members.not-the-last-move`, `members.changed-since`.
 */
export async function takeBackMove(
  tx: Tx,
  taken: { personId: Id; moveId: Id; because: string; by: Id },
  nowMs: number,
): Promise<void> {
  await holdPerson(tx, taken.personId);
  const last = await selectLastMove(tx, taken.personId);
  if (!last || last.id !== taken.moveId) throw new DomainError({ code: 'members.not-the-last-move' });
  // Moves between branches have papers on both sides: they are taken back there.
  if (CARRIED_BY.some((key) => last.details[key] !== undefined))
    throw new DomainError({ code: 'members.part-of-a-transfer' });
  const life = await selectLife(tx, taken.personId);
  if (!life) throw new DomainError({ code: 'platform.not-found' });
  const { removed, added } = periodChanges(life.periods, last.after.periods);
  if (removed.length > 0 || added.length > 0) throw new DomainError({ code: 'members.changed-since' });
  await writePeriods(tx, taken.personId, periodChanges(last.after.periods, last.before.periods));
  await writePartyDates(tx, taken.personId, last.before, nowMs);
  await markTakenBack(tx, taken.moveId, taken.by, taken.because, nowMs);
}
