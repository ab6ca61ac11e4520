import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Period } from '#kernel/period.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { type CodeBearer, checkCode, checkCodeFree, checkName } from './check-name-and-code.ts';
import { levelClash } from './levels.ts';
import { changedFrom, firstDayOutside, nextChange, overlapOf, type Timeline } from './timeline.ts';
import { checkDay, type PlannedChange, planOnLine, type UnitRefusal } from './unit-change.ts';
import type { UnitKind } from './unit-kinds.ts';
import { type KindAndSector, levelsOf, lifeOf, nameNear, type UnitRecord } from './unit-record.ts';

/** Depths that a tree may have, the top included. */
export const MOST_LEVELS = 8;

/** What the tree says about a unit and the place it is to have. */
export type PlaceFacts = {
  /** Names from the new parent up to the unit itself, when the unit stands above its new parent on some day. */
  loop: readonly string[] | null;
  /** How many units stand above the new parent, at most. */
  depthOfParent: number;
  /** How many levels stand below the unit, at most. */
  levelsBelow: number;
};

/** Whether a unit with these levels may stand under `parent` on all of these days. */
export function checkParent(
  lower: Timeline<UnitKind>,
  parent: UnitRecord,
  days: Period,
  facts: PlaceFacts,
): Result<null, UnitRefusal> {
  const field = 'parentId';
  const outside = firstDayOutside(lifeOf(parent), days);
  const unit = nameNear(parent, days.from);
  if (outside !== undefined)
    return outside < parent.foundedOn
      ? refuse({ code: 'units.parent-not-yet', field, facts: { unit, founded: parent.foundedOn } })
      : refuse({ code: 'units.parent-closed', field, facts: { unit, ended: parent.endedOn } });
  if (facts.loop)
    return refuse({ code: 'units.cycle', field, facts: { path: facts.loop.join(' → '), unit } });
  if (facts.depthOfParent + 1 + facts.levelsBelow > MOST_LEVELS - 1)
    return refuse({ code: 'units.too-deep', field, facts: { most: MOST_LEVELS } });
  const clash = levelClash(lower, levelsOf(parent), days);
  if (clash)
    return refuse({
      code: 'units.level-not-allowed',
      field,
      rule: clash.source,
      facts: { kind: clash.kind, under: clash.under, unit, on: clash.on },
    });
  return ok(null);
}

/** A new parent from a day on. Errors: the day's, `units.top-stays`, and those of the place. */
export function planMove(
  unit: UnitRecord,
  wanted: { on: CivilDate; parent: UnitRecord },
  facts: PlaceFacts,
): Result<PlannedChange<Id>, UnitRefusal> {
  const day = checkDay(unit, wanted.on);
  if (!day.ok) return day;
  if (unit.parents.length === 0) return refuse({ code: 'units.top-stays', field: 'parentId' });
  if (wanted.parent.id === unit.id) {
    const name = nameNear(unit, wanted.on);
    return refuse({
      code: 'units.cycle',
      field: 'parentId',
      facts: { path: `${name} → ${name}`, unit: name },
    });
  }
  const plan = planOnLine(
    unit,
    unit.parents,
    { verb: 'move', on: wanted.on, value: wanted.parent.id, field: 'parentId' },
    (a, b) => a === b,
  );
  if (!plan.ok) return plan;
  const place = checkParent(levelsOf(unit), wanted.parent, { from: wanted.on, to: plan.value.until }, facts);
  return place.ok ? plan : place;
}

/** A unit that stands above or below, with the days on which it does. */
export type Neighbour = { unit: UnitRecord; days: Period };

/**
 * Another level or sector from a day on. It must fit under every parent and over every unit below on all of its days.
 */
export function planKind(
  unit: UnitRecord,
  wanted: { on: CivilDate } & KindAndSector,
  around: { parents: readonly Neighbour[]; children: readonly Neighbour[] },
): Result<PlannedChange<KindAndSector>, UnitRefusal> {
  const { on, kind, sector } = wanted;
  const value = { kind, sector };
  const plan = planOnLine(
    unit,
    unit.kinds,
    { verb: 'change-kind', on, value, field: 'kind' },
    (a, b) => a.kind === b.kind && a.sector === b.sector,
  );
  if (!plan.ok) return plan;
  const fits = checkKindFits(unit, changedFrom(unit.kinds, on, value, unit.endedOn), around, {
    from: on,
    to: plan.value.until,
  });
  return fits.ok ? plan : fits;
}

/** Whether these levels of a unit fit its neighbours on these days. Errors: `units.level-not-allowed`. */
export function checkKindFits(
  unit: UnitRecord,
  kinds: Timeline<KindAndSector>,
  around: { parents: readonly Neighbour[]; children: readonly Neighbour[] },
  days: Period,
): Result<null, UnitRefusal> {
  const levels = levelsOf({ ...unit, kinds });
  for (const { unit: other, days: shared, isBelow } of [
    ...around.parents.map((each) => ({ ...each, isBelow: false })),
    ...around.children.map((each) => ({ ...each, isBelow: true })),
  ]) {
    const inside = overlapOf(shared, days);
    if (!inside) continue;
    const clash = isBelow
      ? levelClash(levelsOf(other), levels, inside)
      : levelClash(levels, levelsOf(other), inside);
    if (clash)
      return refuse({
        code: 'units.level-not-allowed',
        field: 'kind',
        rule: clash.source,
        facts: { kind: clash.kind, under: clash.under, unit: nameNear(other, clash.on), on: clash.on },
      });
  }
  return ok(null);
}

export type NewUnitPlan = {
  name: string;
  code: string | null;
  kind: UnitKind;
  sector: KindAndSector['sector'];
  foundedOn: CivilDate;
};

/** A unit that does not exist yet, under a parent. Errors: of name, code and place. */
export function planFounding(
  wanted: {
    on: CivilDate;
    name: string;
    code: string | null;
    kind: UnitKind;
    sector: KindAndSector['sector'];
  },
  parent: UnitRecord,
  facts: { bearers: readonly CodeBearer[]; depthOfParent: number },
): Result<NewUnitPlan, UnitRefusal> {
  const name = checkName(wanted.name);
  if (!name.ok) return name;
  const code = checkCode(wanted.code);
  if (!code.ok) return code;
  const days = { from: wanted.on, to: null };
  const place = checkParent([{ ...days, value: wanted.kind }], parent, days, {
    loop: null,
    depthOfParent: facts.depthOfParent,
    levelsBelow: 0,
  });
  if (!place.ok) return place;
  if (code.value !== null) {
    const free = checkCodeFree(code.value, days, facts.bearers);
    if (!free.ok) return free;
  }
  return ok({
    name: name.value,
    code: code.value,
    kind: wanted.kind,
    sector: wanted.sector,
    foundedOn: wanted.on,
  });
}

/** Days for which a move on this day would hold. */
export const moveHolds = (unit: UnitRecord, on: CivilDate): Period => ({
  from: on,
  to: nextChange(unit.parents, on, unit.endedOn),
});
