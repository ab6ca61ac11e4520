import type { Id } from '#kernel/ids.ts';
import { DomainError, unwrap } from '#kernel/result.ts';
import {
  type ChangeRow,
  holdStructure,
  markWithdrawn,
  selectChange,
  selectRecords,
} from '../db/changes.sql.ts';
import { redrawPaths } from '../db/units.sql.ts';
import type { Decision } from '../domain/unit-change.ts';
import { checkPlanned } from '../domain/unit-change.ts';
import { actionsByVerb, changesPaths, changeUnit, loadRecord, type WantedChange } from './change-unit.ts';
import { type Founding, foundByDecision, unfoundUnit } from './found-unit.ts';
import type { ChangeContext } from './unit-action.ts';

async function loadPlanned(context: ChangeContext, unitId: Id, changeId: Id): Promise<ChangeRow> {
  const change = await selectChange(context.tx, unitId, changeId);
  if (!change) throw new DomainError({ code: 'platform.not-found' });
  unwrap(checkPlanned(change, context.today));
  return change;
}

async function undo(context: ChangeContext, unitId: Id, change: ChangeRow): Promise<void> {
  const unit = await loadRecord(context, unitId);
  if (change.verb === 'found') {
    await unfoundUnit(context, unit);
    return;
  }
  unwrap(await actionsByVerb[change.verb].undo(context, unit, change));
  await markWithdrawn(context.tx, change.id, context.by, new Date(context.nowMs));
  if (changesPaths(change.verb)) await redrawPaths(context.tx, [unitId]);
}

/**
 * Takes a planned change back before its day. Errors: `units.not-planned`, `units.change-withdrawn`, and what stands in
 * the way of the state before.
 */
export async function withdrawChange(context: ChangeContext, unitId: Id, changeId: Id): Promise<ChangeRow> {
  await holdStructure(context.tx);
  const change = await loadPlanned(context, unitId, changeId);
  await undo(context, unitId, change);
  return change;
}

/** Puts a planned change right before its day: the old one is withdrawn and another of the same kind takes its place. */
export async function correctChange(
  context: ChangeContext,
  unitId: Id,
  changeId: Id,
  wanted: WantedChange,
  decision: Decision,
): Promise<{ changeId: Id; verb: ChangeRow['verb'] }> {
  await holdStructure(context.tx);
  const change = await loadPlanned(context, unitId, changeId);
  if (change.verb !== wanted.verb) throw new DomainError({ code: 'units.not-planned', field: 'verb' });
  await undo(context, unitId, change);
  const { changeId: next } = await changeUnit(context, unitId, wanted, decision);
  return { changeId: next, verb: change.verb };
}

/** The same for the founding of a unit that has not begun; it keeps its id. */
export async function correctFounding(
  context: ChangeContext,
  unitId: Id,
  changeId: Id,
  wanted: Founding,
): Promise<{ changeId: Id }> {
  await holdStructure(context.tx);
  const change = await loadPlanned(context, unitId, changeId);
  const [unit] = await selectRecords(context.tx, [unitId]);
  const parentId = unit?.parents[0]?.value;
  if (change.verb !== 'found' || !parentId)
    throw new DomainError({ code: 'units.not-planned', field: 'verb' });
  await undo(context, unitId, change);
  const { changeId: next } = await foundByDecision(context, parentId, wanted, unitId);
  return { changeId: next };
}
