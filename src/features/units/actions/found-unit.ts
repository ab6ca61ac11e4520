import type { CivilDate } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { DomainError, unwrap } from '#kernel/result.ts';
import { sqlState } from '#platform/database/database.ts';
import { emitEvent, whatStands } from '#platform/feature.ts';
import type { FoundingWithdrawn } from '../contract.ts';
import {
  clearUnit,
  holdStructure,
  insertChanges,
  insertSuccessions,
  removeUnit,
  selectCodeBearers,
  selectPlaceFacts,
  selectRecords,
} from '../db/changes.sql.ts';
import { insertUnits, redrawPaths } from '../db/units.sql.ts';
import { checkLinked } from '../domain/check-end.ts';
import { type NewUnitPlan, planFounding } from '../domain/check-place.ts';
import { checkDecision, type Decision } from '../domain/unit-change.ts';
import { type KindAndSector, nameNear, type UnitRecord } from '../domain/unit-record.ts';
import type { ChangeContext } from './unit-action.ts';

export type Founding = {
  on: CivilDate;
  name: string;
  code: string | null;
  decision: Decision;
  /** Units that the new one carries on. */
  predecessorIds: readonly Id[];
} & KindAndSector;

/** What founding a unit under this parent would write. Errors: those of `planFounding` and the decision. */
export async function planNewUnit(
  { tx, today }: ChangeContext,
  parentId: Id,
  wanted: Founding,
): Promise<NewUnitPlan> {
  const [parent, ...predecessors] = await selectRecords(tx, [parentId, ...wanted.predecessorIds]);
  if (!parent || predecessors.length < wanted.predecessorIds.length)
    throw new DomainError({ code: 'platform.not-found' });
  unwrap(checkDecision(wanted.decision, today));
  unwrap(checkLinked(null, predecessors, wanted.on, 'predecessorIds'));
  const { depthOfParent } = await selectPlaceFacts(tx, null, parentId, { from: wanted.on, to: null });
  const bearers = wanted.code ? await selectCodeBearers(tx, wanted.code.trim(), wanted.on, null) : [];
  return unwrap(planFounding(wanted, parent, { bearers, depthOfParent }));
}

/** Founds a unit by a decision. Gives its id. */
export async function foundByDecision(
  context: ChangeContext,
  parentId: Id,
  wanted: Founding,
  id: Id = newId(context.nowMs),
): Promise<{ unitId: Id; changeId: Id }> {
  const { tx, nowMs } = context;
  await holdStructure(tx);
  const plan = await planNewUnit(context, parentId, wanted);
  await insertUnits(tx, [{ ...plan, id, parentId }]);
  await insertSuccessions(
    tx,
    wanted.predecessorIds.map((unitId) => ({ unitId, successorId: id, sinceOn: wanted.on })),
  );
  await redrawPaths(tx, [id]);
  const changeId = newId(nowMs);
  await insertChanges(
    tx,
    [
      {
        id: changeId,
        unitId: id,
        verb: 'found',
        on: wanted.on,
        before: null,
        after: parentId,
        decision: wanted.decision.number,
        decisionOn: wanted.decision.on,
        issuedBy: wanted.decision.issuedBy,
        by: context.by,
      },
    ],
    new Date(nowMs),
  );
  return { unitId: id, changeId };
}

/**
 * Takes back a unit whose day has not come: it never was, so nothing of it is kept but the line in the history.
 * Errors: `units.still-standing` when something has been planned in it already, `units.later-changes`.
 */
export async function unfoundUnit(context: ChangeContext, unit: UnitRecord): Promise<void> {
  const { tx, world, language } = context;
  const standing = await whatStands(world, tx, [unit.id], unit.foundedOn);
  const refusal = (what: string) =>
    new DomainError({
      code: 'units.still-standing',
      facts: { unit: nameNear(unit, unit.foundedOn), what },
    });
  if (standing.length > 0)
    throw refusal(standing.map(({ count, what }) => `${count} ${what[language]}`).join(', '));
  try {
    await clearUnit(tx, unit.id);
    await emitEvent(world, tx, 'units.founding-withdrawn', { unitId: unit.id } satisfies FoundingWithdrawn);
    await removeUnit(tx, unit.id);
  } catch (error) {
    if (sqlState(error) === '23503')
      throw refusal({ vi: 'việc đã lên kế hoạch', en: 'things already planned' }[language]);
    throw error;
  }
}
