import type { Sector, UnitKind } from '#features/units/contract.ts';
import type { Id } from '#kernel/ids.ts';
import type { Refusal } from '#kernel/result.ts';
import { tidyText, withoutMarks } from '#kernel/vietnamese.ts';
import type { TreeUnit } from './foresee.ts';
import { withFullForms, withoutRemark } from './place-words.ts';
import type { PlanStep, SplitPart, ToldPlace } from './plan.ts';
import { readArea, readPopulation } from './read-figures.ts';
import type { TableRow } from './read-plan-table.ts';

export type TableFaultCode =
  | 'reorganisation.table-unknown-old'
  | 'reorganisation.table-unknown-parent'
  | 'reorganisation.table-many-old'
  | 'reorganisation.table-code-and-name'
  | 'reorganisation.table-bad-area'
  | 'reorganisation.table-bad-people'
  | 'reorganisation.table-two-figures'
  | 'reorganisation.table-no-new-name'
  | 'reorganisation.table-whole-and-part';
export type TableFault = { row: number; refusal: Refusal<TableFaultCode> };

/** How the Party organisation of a place is called under a parent; the name itself when it is no place. */
export type NameOrganisation = (
  name: string,
  parentKind: UnitKind,
) => { name: string; kind: UnitKind | null; sector: Sector | null };

const PLACE = /^(?:phường|xã|thị trấn|đặc khu|quận|huyện|thị xã|thành phố)\s/u;
/** A name as it is compared: without `Đảng bộ`, and of a place short forms written out and remarks left off. */
const plainName = (text: string): string => {
  const own = withFullForms(tidyText(text))
    .toLowerCase()
    .replace(/^(?:đảng bộ|đảng ủy|đảng uỷ)\s+/u, '');
  return PLACE.test(own) ? withoutRemark(own) : own;
};
const nameKey = (text: string): string => withoutMarks(plainName(text)).trim();
/** `Hoà` and `Hòa` are one spelling, `Hòa` and `Hoa` are not. */
const markedKey = (text: string): string =>
  plainName(text)
    .replace(/o([àáảãạ])/gu, (_, a: string) => `${'òóỏõọ'['àáảãạ'.indexOf(a)]}a`)
    .replace(/o([èéẻẽẹ])/gu, (_, e: string) => `${'òóỏõọ'['èéẻẽẹ'.indexOf(e)]}e`)
    .replace(/(?<!q)u([ỳýỷỹỵ])/gu, (_, y: string) => `${'ùúủũụ'['ỳýỷỹỵ'.indexOf(y)]}y`);

/** Codes of communes have five signs; a spreadsheet takes the noughts away. */
const CODE_SIGNS = [5, 3, 2];

/**
 * The steps that a conversion table asks for. An old unit that goes whole into a new one with its own code, or else with its
 * own name, goes on as the new one and may get another name or code; the others are merged into it. A new unit that nobody goes on as is
 * founded. An old unit of which parts go to several is split, its people to be assigned.
 */
export function planFromTable(input: {
  rows: readonly TableRow[];
  units: readonly TreeUnit[];
  /** Everything new stands directly under this unit; null: where the first of its old units stood. */
  parentId: Id | null;
  nameOf: NameOrganisation;
  newId: () => Id;
  /** Units that lose every place under them end, and their successors are those that took the places. */
  endsEmptied?: boolean;
}): { steps: PlanStep[]; told: ToldPlace[]; faults: TableFault[] } {
  const { rows, units, parentId, nameOf, newId } = input;
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const byCode = new Map(units.flatMap((unit) => (unit.code === null ? [] : [[unit.code, unit] as const])));
  const byName = new Map<string, TreeUnit[]>();
  for (const unit of units) byName.set(nameKey(unit.name), [...(byName.get(nameKey(unit.name)) ?? []), unit]);
  /**
   * Units of that name: those with the same marks if there are any, and of several the one in that district, or the one
   * beside others of the same new unit. Two communes of a city may be called the same.
   */
  const called = (name: string, under: string | null, nearIds?: ReadonlySet<Id>): TreeUnit[] => {
    const alike = byName.get(nameKey(name)) ?? [];
    const exact = alike.filter((unit) => markedKey(unit.name) === markedKey(name));
    const found = exact.length > 0 ? exact : alike;
    if (found.length < 2) return found;
    const below = under === null ? [] : found.filter((unit) => isUnder(unit, under));
    if (below.length === 1) return below;
    const near = nearIds ? found.filter((unit) => unit.parentId !== null && nearIds.has(unit.parentId)) : [];
    return near.length === 1 ? near : found;
  };
  const isUnder = (unit: TreeUnit, under: string): boolean => {
    const above = unit.parentId === null ? undefined : byId.get(unit.parentId);
    return above !== undefined && nameKey(above.name) === nameKey(under);
  };
  const bearerOf = (code: string): TreeUnit | undefined => {
    const known = byCode.get(code);
    if (known || !/^\d+$/.test(code)) return known;
    for (const signs of CODE_SIGNS) {
      const padded = byCode.get(code.padStart(signs, '0'));
      if (padded) return padded;
    }
    return undefined;
  };
  const isLong = (code: string | null | undefined) => code != null && /^\d{5}$/.test(code);
  const signs =
    rows.some((row) => row.oldCode !== null && isLong(bearerOf(row.oldCode)?.code)) ||
    (rows.every((row) => row.newName === null || PLACE.test(plainName(row.newName))) &&
      units.some((unit) => unit.kind === 'base-committee' && isLong(unit.code)))
      ? 5
      : 0;
  /** A code of the new tree as it is written in full. */
  const fullCode = (code: string | null): string | null =>
    code === null || byCode.has(code) || !/^\d+$/.test(code) ? code : code.padStart(signs, '0');
  const faults: TableFault[] = [];
  const fault = (row: number, code: TableFaultCode, facts: Record<string, string | number> = {}) => {
    if (!faults.some((each) => each.row === row && each.refusal.code === code))
      faults.push({ row, refusal: { code, facts } });
  };

  const keyOf = (row: TableRow): string => fullCode(row.newCode) ?? markedKey(row.newName ?? '');
  // Where the old units of each new one lie that can be told without help.
  const districts = new Map<string, Set<Id>>();
  for (const row of rows) {
    const found = row.oldCode === null ? called(row.oldName ?? '', row.under) : [bearerOf(row.oldCode)];
    const above = found.length === 1 ? found[0]?.parentId : undefined;
    if (above) districts.set(keyOf(row), (districts.get(keyOf(row)) ?? new Set()).add(above));
  }
  const oldOf = (row: TableRow): TreeUnit | undefined => {
    const { oldCode, oldName, under } = row;
    const named = oldName === null ? [] : called(oldName, under, districts.get(keyOf(row)));
    if (oldCode === null) {
      if (named.length === 1) return named[0];
      if (named.length === 0) fault(row.row, 'reorganisation.table-unknown-old', { unit: oldName ?? '' });
      else fault(row.row, 'reorganisation.table-many-old', { unit: oldName ?? '', count: named.length });
      return undefined;
    }
    const bearer = bearerOf(oldCode);
    if (!bearer) fault(row.row, 'reorganisation.table-unknown-old', { unit: oldCode });
    else if (named.length === 1 && named[0] !== bearer) {
      fault(row.row, 'reorganisation.table-code-and-name', {
        code: oldCode,
        unit: oldName ?? '',
        bearer: bearer.name,
      });
      return undefined;
    }
    return bearer;
  };
  type Line = { row: TableRow; old: TreeUnit };
  const groups = new Map<string, Line[]>();
  const ofOld = new Map<Id, Line[]>();
  for (const row of rows) {
    const old = oldOf(row);
    if (!old) continue;
    const key = keyOf(row);
    const line = { row, old };
    // A table may say the same twice, with the figures of each part of a page.
    if (groups.get(key)?.some((each) => each.old === old && each.row.words.join() === row.words.join()))
      continue;
    groups.set(key, [...(groups.get(key) ?? []), line]);
    ofOld.set(old.id, [...(ofOld.get(old.id) ?? []), line]);
  }
  /** What a row says, or whole when it does not and the unit is named once. */
  const isWhole = ({ row, old }: Line): boolean =>
    row.saysHowMuch ? row.isWhole : ofOld.get(old.id)!.length === 1;
  for (const lines of ofOld.values())
    if (lines.length > 1 && lines.some(isWhole))
      fault(lines[1]!.row.row, 'reorganisation.table-whole-and-part', { unit: lines[0]!.old.name });

  // Who goes on as which new unit, and which are founded.
  const target = new Map<string, { unitId: Id; goesOn: TreeUnit | null }>();
  const steps: PlanStep[] = [];
  for (const [key, lines] of groups) {
    const { row } = lines[0]!;
    const whole = lines.filter((line) => isWhole(line) && ofOld.get(line.old.id)!.length === 1);
    const newCode = fullCode(row.newCode);
    const sameName = (line: Line) => row.newName !== null && nameKey(line.old.name) === nameKey(row.newName);
    // The table may leave out units that only receive.
    const receiver = newCode === null ? undefined : byCode.get(newCode);
    const goesOn =
      (receiver && !ofOld.has(receiver.id) ? receiver : undefined) ??
      (
        whole.find((line) => line.old.code === newCode) ??
        // A unit that gives a part away and keeps its code is itself still.
        lines.find((line) => line.old.code !== null && line.old.code === newCode) ??
        whole.find(sameName) ??
        (lines.length === 1 ? whole[0] : undefined)
      )?.old ??
      null;
    target.set(key, { unitId: goesOn?.id ?? newId(), goesOn });
  }
  for (const [key, lines] of groups) {
    const { row, old } = lines[0]!;
    const { unitId, goesOn } = target.get(key)!;
    const newCode = fullCode(row.newCode);
    const told = row.newParent === null ? null : (bearerOf(row.newParent) ?? null);
    if (row.newParent !== null && !told)
      fault(row.row, 'reorganisation.table-unknown-parent', { unit: row.newParent });
    const above = told?.id ?? parentId ?? goesOn?.parentId ?? old.parentId;
    const parent = above === null ? undefined : byId.get(above);
    if (!parent) continue;
    const named = row.newName === null ? null : nameOf(row.newName, parent.kind);
    if (goesOn) {
      if (named && nameKey(named.name) !== nameKey(goesOn.name))
        steps.push({ kind: 'rename', unitId, name: named.name });
      if (newCode !== null && newCode !== goesOn.code) steps.push({ kind: 'recode', unitId, code: newCode });
      if (goesOn.parentId !== parent.id) steps.push({ kind: 'move', unitId, parentId: parent.id });
      if (named?.kind && named.kind !== goesOn.kind)
        steps.push({ kind: 'change-kind', unitId, unitKind: named.kind, sector: goesOn.sector });
    } else if (named)
      steps.push({
        kind: 'found',
        unitId,
        name: named.name,
        code: newCode,
        unitKind: named.kind ?? old.kind,
        sector: named.sector ?? old.sector,
        parentId: parent.id,
      });
    else fault(row.row, 'reorganisation.table-no-new-name');
  }
  for (const [oldId, lines] of ofOld) {
    const goesTo = (line: Line) => target.get(keyOf(line.row))!.unitId;
    if (lines.length === 1 && isWhole(lines[0]!)) {
      const intoId = goesTo(lines[0]!);
      if (intoId !== oldId) steps.push({ kind: 'merge', unitId: oldId, intoId });
      continue;
    }
    if (lines.length === 1) {
      // One part goes away and nothing is said of the rest: the unit keeps it.
      const intoId = goesTo(lines[0]!);
      if (intoId === oldId) continue;
      const { share, words } = lines[0]!.row;
      steps.push({
        kind: 'split',
        unitId: oldId,
        parts: [
          { intoId, share, words },
          { intoId: oldId, share: share === null ? null : 100 - share, words: [] },
        ],
        restId: words.length > 0 ? oldId : null,
      });
      continue;
    }
    const parts = lines.map(
      (line): SplitPart => ({ intoId: goesTo(line), share: line.row.share, words: line.row.words }),
    );
    // What is left takes everybody whom the words of the other parts do not name; without words people decide.
    const rest = lines.filter((line) => line.row.isRest);
    const restId =
      rest.length === 1 && lines.every((line) => line.row.isRest || line.row.words.length > 0)
        ? goesTo(rest[0]!)
        : null;
    steps.push({ kind: 'split', unitId: oldId, parts, restId });
  }
  if (input.endsEmptied) steps.push(...emptied(input, steps, new Set(ofOld.keys())));
  const told = [...groups].flatMap(([key, lines]): ToldPlace[] => {
    const place = toldPlace(
      lines.map((line) => ({ row: line.row, isWhole: isWhole(line) })),
      fault,
    );
    return place ? [{ unitId: target.get(key)!.unitId, ...place }] : [];
  });
  return { steps, told, faults };
}

/**
 * Area and population of a new unit as the table tells them; else the sum of its old units, when they all come as a whole and
 * every row tells its figure. Figures of parts are those of the whole old unit as often as not, and are not added.
 */
function toldPlace(
  lines: readonly { row: TableRow; isWhole: boolean }[],
  fault: (row: number, code: TableFaultCode, facts?: Record<string, string | number>) => void,
): Omit<ToldPlace, 'unitId'> | undefined {
  const figure = (
    row: TableRow,
    field: 'oldArea' | 'newArea' | 'oldPeople' | 'newPeople',
  ): number | undefined => {
    const cell = row.figures[field];
    if (!cell) return undefined;
    const isArea = field === 'oldArea' || field === 'newArea';
    const value = isArea ? readArea(cell.text, cell.title) : readPopulation(cell.text);
    if (value === undefined)
      fault(row.row, isArea ? 'reorganisation.table-bad-area' : 'reorganisation.table-bad-people', {
        text: cell.text,
      });
    return value;
  };
  const read = (newField: 'newArea' | 'newPeople', oldField: 'oldArea' | 'oldPeople'): number | null => {
    let own: number | undefined;
    const seen = new Set<number>();
    for (const { row } of lines) {
      // A sentence that names several units gives several rows with one number.
      if (seen.has(row.row)) continue;
      seen.add(row.row);
      const value = figure(row, newField);
      if (value === undefined) continue;
      if (own !== undefined && own !== value)
        fault(row.row, 'reorganisation.table-two-figures', {
          unit: row.newName ?? row.newCode ?? '',
          one: own,
          other: value,
        });
      own ??= value;
    }
    const parts = lines.map(({ row }) => figure(row, oldField));
    if (own !== undefined) return own;
    const isSum =
      new Set(lines.map(({ row }) => row.row)).size === lines.length &&
      lines.every((line) => line.isWhole) &&
      parts.every((part) => part !== undefined);
    return isSum ? Math.round(parts.reduce((sum, part) => sum + part!, 0) * 1_000_000) / 1_000_000 : null;
  };
  const km2 = read('newArea', 'oldArea');
  const people = read('newPeople', 'oldPeople');
  return km2 === null && people === null ? undefined : { km2, people };
}

/**
 * The level that an act takes away: units above the old ones all of whose places go elsewhere. Each is carried on by the
 * units that took them; what else stands in it, such as branches of its offices, is to be assigned.
 */
function emptied(
  { units, parentId }: { units: readonly TreeUnit[]; parentId: Id | null },
  steps: readonly PlanStep[],
  oldIds: ReadonlySet<Id>,
): PlanStep[] {
  const goesTo = new Map<Id, Id[]>();
  const leaves = new Set<Id>();
  for (const step of steps) {
    if (step.kind === 'merge') goesTo.set(step.unitId, [step.intoId]);
    if (step.kind === 'split') goesTo.set(step.unitId, [...new Set(step.parts.map((part) => part.intoId))]);
    if (step.kind === 'move') {
      goesTo.set(step.unitId, [step.unitId]);
      leaves.add(step.unitId);
    }
    if (
      step.kind === 'merge' ||
      (step.kind === 'split' && step.parts.every((part) => part.intoId !== step.unitId))
    )
      leaves.add(step.unitId);
  }
  const above = new Set(
    units.flatMap((unit) => (oldIds.has(unit.id) && unit.parentId ? [unit.parentId] : [])),
  );
  return units.flatMap((unit): PlanStep[] => {
    if (!above.has(unit.id) || unit.id === parentId || unit.parentId === null) return [];
    const places = units.filter(
      (each) => each.parentId === unit.id && each.kind === 'base-committee' && each.sector === 'residential',
    );
    if (places.length === 0 || !places.every((each) => leaves.has(each.id))) return [];
    const into = [...new Set(places.flatMap((each) => goesTo.get(each.id) ?? []))];
    return into.length === 1
      ? [{ kind: 'merge', unitId: unit.id, intoId: into[0]! }]
      : [
          {
            kind: 'split',
            unitId: unit.id,
            parts: into.map((intoId) => ({ intoId, share: null, words: [] })),
            restId: null,
          },
        ];
  });
}
