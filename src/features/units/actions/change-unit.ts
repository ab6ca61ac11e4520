import type { CivilDate } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { DomainError, unwrap } from '#kernel/result.ts';
import { holdStructure, insertChanges, selectRecords } from '../db/changes.sql.ts';
import { redrawPaths } from '../db/units.sql.ts';
import { type ChangeVerb, checkDecision, type Decision, type PlannedChange } from '../domain/unit-change.ts';
import type { KindAndSector, UnitRecord } from '../domain/unit-record.ts';
import { changeKind } from './change-kind.ts';
import { endUnit } from './end-unit.ts';
import { moveUnit } from './move-unit.ts';
import { recodeUnit } from './recode-unit.ts';
import { renameUnit } from './rename-unit.ts';
import type { ChangeContext, UnitAction } from './unit-action.ts';

/** A change of a unit that exists, as somebody asks for it. */
export type WantedChange =
  | { verb: 'rename'; on: CivilDate; name: string }
  | { verb: 'recode'; on: CivilDate; code: string | null }
  | { verb: 'move'; on: CivilDate; parentId: Id }
  | ({ verb: 'change-kind'; on: CivilDate } & KindAndSector)
  | { verb: 'end'; on: CivilDate; successorIds: readonly Id[] };

// Each action is given only what its own verb wants: the table keeps them together.
export const actionsByVerb: { [V in WantedChange['verb']]: UnitAction<never, unknown> } = {
  rename: renameUnit as UnitAction<never, unknown>,
  recode: recodeUnit as UnitAction<never, unknown>,
  move: moveUnit as UnitAction<never, unknown>,
  'change-kind': changeKind as UnitAction<never, unknown>,
  end: endUnit as UnitAction<never, unknown>,
};

/** Verbs after which the ways from the top run otherwise. */
export const changesPaths = (verb: ChangeVerb): boolean => ['found', 'move', 'end'].includes(verb);

export async function loadRecord({ tx }: Pick<ChangeContext, 'tx'>, unitId: Id): Promise<UnitRecord> {
  const [unit] = await selectRecords(tx, [unitId]);
  if (!unit) throw new DomainError({ code: 'platform.not-found' });
  return unit;
}

/** Whether and how a change is possible now. Writes nothing. Errors: those of the domain. */
export async function planChange(
  context: ChangeContext,
  unitId: Id,
  wanted: WantedChange,
  decision: Decision | null,
): Promise<{ unit: UnitRecord; plan: PlannedChange }> {
  const unit = await loadRecord(context, unitId);
  unwrap(checkDecision(decision, context.today));
  const plan = unwrap(await actionsByVerb[wanted.verb].plan(context, unit, wanted as never));
  return { unit, plan };
}

/** Judges and writes a change of a unit, keeps its decision and draws the tree anew. Gives the id of the change. */
export async function changeUnit(
  context: ChangeContext,
  unitId: Id,
  wanted: WantedChange,
  decision: Decision,
): Promise<{ changeId: Id; plan: PlannedChange }> {
  const { tx, nowMs } = context;
  await holdStructure(tx);
  const { unit, plan } = await planChange(context, unitId, wanted, decision);
  await actionsByVerb[wanted.verb].write(context, unit, plan as never, wanted as never);
  if (changesPaths(wanted.verb)) await redrawPaths(tx, [unitId]);
  const changeId = newId(nowMs);
  await insertChanges(
    tx,
    [
      {
        id: changeId,
        unitId,
        verb: plan.verb,
        on: plan.on,
        before: plan.before,
        after: plan.after,
        decision: decision.number,
        decisionOn: decision.on,
        issuedBy: decision.issuedBy,
        by: context.by,
      },
    ],
    new Date(nowMs),
  );
  return { changeId, plan };
}
