import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError, ok } from '#kernel/result.ts';
import { selectPlaceFacts, selectRecords, setParent, undoFrom } from '../db/changes.sql.ts';
import { checkParent, moveHolds, planMove } from '../domain/check-place.ts';
import { levelsOf } from '../domain/unit-record.ts';
import type { UnitAction } from './unit-action.ts';

/** Another parent from a day on; everything below goes along. */
export const moveUnit: UnitAction<{ on: CivilDate; parentId: Id }, Id> = {
  plan: async ({ tx }, unit, wanted) => {
    const [parent] = await selectRecords(tx, [wanted.parentId]);
    if (!parent) throw new DomainError({ code: 'platform.not-found', field: 'parentId' });
    const facts = await selectPlaceFacts(tx, unit.id, parent.id, moveHolds(unit, wanted.on));
    return planMove(unit, { on: wanted.on, parent }, facts);
  },
  write: ({ tx }, unit, plan, wanted) =>
    setParent(tx, unit.id, { from: plan.on, to: plan.until }, wanted.parentId),
  undo: async ({ tx }, unit, { on }) => {
    const days = moveHolds(unit, on);
    const before = unit.parents.find((span) => span.to === on)?.value;
    const [parent] = before ? await selectRecords(tx, [before]) : [];
    if (!parent) throw new DomainError({ code: 'platform.not-found' });
    // The old place may have closed, or come to lie below, on account of the move that is taken back.
    const facts = await selectPlaceFacts(tx, unit.id, parent.id, days);
    const place = checkParent(levelsOf(unit), parent, days, facts);
    if (!place.ok) return place;
    await undoFrom(tx, 'unit_link', unit.id, days);
    return ok(null);
  },
};
