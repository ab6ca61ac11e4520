import type { Place } from '#kernel/actor.ts';
import { addDays, type CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import { heldFact, heldFacts, holdsFacts } from '#platform/database/held-facts.ts';
import type { UnitSummary } from './contract.ts';
import {
  insertUnits,
  type NewUnit,
  redrawPaths,
  selectAbove,
  selectBelow,
  selectHeirs,
  selectLifeOf,
  selectPath,
  selectUnit,
  selectUnitsByIds,
  type UnitRow,
} from './db/units.sql.ts';

export { unitTables } from './db/copy-tables.ts';
export {
  insertTerm as recordTerm,
  insertTerms as recordTerms,
  type NewTerm,
  type NewUnit,
  redrawPaths as drawTree,
  selectCarriedOn as unitsCarriedOn,
  selectChildren as unitsUnder,
  selectTerm as termOf,
  selectUnitByCode as findUnitByCode,
  type UnitRow,
} from './db/units.sql.ts';

/** The unit as it is on that day. Errors: `platform.not-found`. */
export async function loadUnit(tx: Tx, unitId: Id, day: CivilDate): Promise<UnitRow> {
  const unit = await heldFact(tx, `units.unit ${unitId} ${day}`, (tx) => selectUnit(tx, unitId, day));
  if (!unit) throw new DomainError({ code: 'platform.not-found' });
  return unit;
}

/** Those of these units that are there on that day, in any order. */
export async function unitsByIds(tx: Tx, ids: readonly Id[], day: CivilDate): Promise<UnitSummary[]> {
  const found = await heldFacts(
    tx,
    (id) => `units.summary ${id} ${day}`,
    ids,
    async (tx, missing) => new Map((await selectUnitsByIds(tx, missing, day)).map((unit) => [unit.id, unit])),
  );
  return [...found.values()];
}

const pathOf = (tx: Tx, unitId: Id, day: CivilDate) =>
  heldFact(tx, `units.path ${unitId} ${day}`, (tx) => selectPath(tx, unitId, day));

/** Units above on that day, nearest first; none when the unit is not in the tree then. */
export async function unitsAbove(
  tx: Tx,
  unitId: Id,
  day: CivilDate,
): Promise<(UnitSummary & { depth: number })[]> {
  if (!holdsFacts(tx)) return selectAbove(tx, unitId, day);
  // Thousands of branches lie below the same few units, which are held once.
  const above = (await pathOf(tx, unitId, day))?.steps.slice(0, -1).reverse() ?? [];
  const known = new Map((await unitsByIds(tx, above, day)).map((unit) => [unit.id, unit]));
  return above.flatMap((id, at) => {
    const unit = known.get(id);
    return unit ? [{ ...unit, depth: at + 1 }] : [];
  });
}

/** Where a unit lies on that day: what the policies ask about. Errors: `platform.not-found`. */
export async function placeOf(tx: Tx, unitId: Id, day: CivilDate): Promise<Place> {
  const path = await pathOf(tx, unitId, day);
  if (!path) throw new DomainError({ code: 'platform.not-found' });
  return { unitId, above: path.steps.slice(0, -1).reverse() };
}

/**
 * Where a unit lies today, or on the day of its life that is nearest to today: the policies of a unit that has ended or
 * has not begun are asked about that place. Errors: `platform.not-found`.
 */
export async function placeInLife(tx: Tx, unitId: Id, today: CivilDate): Promise<Place> {
  const path = await pathOf(tx, unitId, today);
  if (path) return { unitId, above: path.steps.slice(0, -1).reverse() };
  const place = await placeOf(tx, unitId, await dayInLife(tx, unitId, today));
  const heirs = await selectHeirs(tx, unitId, today);
  return heirs.length > 0 ? { ...place, heirs } : place;
}

/** This day, or the nearest one on which the unit exists. Errors: `platform.not-found`. */
export async function dayInLife(tx: Tx, unitId: Id, day: CivilDate): Promise<CivilDate> {
  const life = await selectLifeOf(tx, unitId);
  if (!life) throw new DomainError({ code: 'platform.not-found' });
  if (day < life.foundedOn) return life.foundedOn;
  return life.endedOn !== null && day >= life.endedOn ? addDays(life.endedOn, -1) : day;
}

/** Since when the unit is no more, when that is so today: it is looked at then, not changed. */
export async function endedSince(tx: Tx, unitId: Id, today: CivilDate): Promise<CivilDate | null> {
  const life = await selectLifeOf(tx, unitId);
  return life && life.endedOn !== null && life.endedOn <= today ? life.endedOn : null;
}

/** Errors: `units.has-ended`, for what would be written about a unit that is no more. */
export async function refuseEnded(tx: Tx, unitId: Id, today: CivilDate): Promise<void> {
  const ended = await endedSince(tx, unitId, today);
  if (ended !== null) throw new DomainError({ code: 'units.has-ended', facts: { ended } });
}

/** Every unit below on that day, any depth; none when the unit is not in the tree then. */
export async function unitsBelow(tx: Tx, unitId: Id, day: CivilDate) {
  const path = await selectPath(tx, unitId, day);
  return path ? selectBelow(tx, unitId, path.steps.length - 1, day) : [];
}

/** Founds one unit and draws its place in the tree. Many at once: `foundUnits`. */
export const foundUnit = (tx: Tx, unit: NewUnit) => foundUnits(tx, [unit]);

/** Founds any number of units, in any order, and draws the tree once: a city of 21,000 takes seconds. */
export async function foundUnits(tx: Tx, units: readonly NewUnit[]): Promise<void> {
  await insertUnits(tx, units);
  await redrawPaths(
    tx,
    units.map((unit) => unit.id),
  );
}

export { unitsWithPlace } from './actions/carry-areas.ts';
export { importUnitsFromFile } from './actions/import-units.ts';
export { type Restructuring, restructure } from './actions/restructure.ts';
export type { ChangeContext } from './actions/unit-action.ts';
export { type AreaRow, selectArea as areaOf, selectAreas as areasOf } from './db/area.sql.ts';
export { holdStructure } from './db/changes.sql.ts';
export { selectBearers as bearersOfCodes, selectTree as treeUnder } from './db/restructure.sql.ts';
export { areasAfter, type PlaceFigures } from './domain/areas-after.ts';
export { paperHead } from './domain/paper-head.ts';
export {
  committeeName,
  organisationName,
  type PartyOfPlace,
  type Place as AdministrativePlace,
  type PlaceForm,
  partyOfPlace,
  placeFormOf,
  readPlace,
} from './domain/party-names.ts';
export type { Decision } from './domain/unit-change.ts';
export { inWords as refusalInWords } from './domain/words.ts';
