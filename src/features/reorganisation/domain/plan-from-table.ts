import type { Sector, UnitKind } from '#features/units/contract.ts';
import type { Id } from '#kernel/ids.ts';
import type { Refusal } from '#kernel/result.ts';
import { tidyText, withoutMarks } from '#kernel/vietnamese.ts';
import type { TreeUnit } from './foresee.ts';
import type { PlanStep, SplitPart } from './plan.ts';
import type { TableRow } from './read-plan-table.ts';

export type TableFaultCode =
  | 'reorganisation.table-unknown-old'
  | 'reorganisation.table-unknown-parent'
  | 'reorganisation.table-no-new-name'
  | 'reorganisation.table-whole-and-part';
export type TableFault = { row: number; refusal: Refusal<TableFaultCode> };

/** How the Party organisation of a place is called under a parent; the name itself when it is no place. */
export type NameOrganisation = (
  name: string,
  parentKind: UnitKind,
) => { name: string; kind: UnitKind | null; sector: Sector | null };

const nameKey = (text: string): string =>
  withoutMarks(tidyText(text))
    .replace(/^(?:dang bo|dang uy)\s+/, '')
    .trim();

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
}): { steps: PlanStep[]; faults: TableFault[] } {
  const { rows, units, parentId, nameOf, newId } = input;
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const byCode = new Map(units.flatMap((unit) => (unit.code === null ? [] : [[unit.code, unit] as const])));
  const byName = new Map<string, TreeUnit[]>();
  for (const unit of units) byName.set(nameKey(unit.name), [...(byName.get(nameKey(unit.name)) ?? []), unit]);
  /** The only unit of that name, or the only one in that district: two communes of the city may be called the same. */
  const called = (name: string, under: string | null): TreeUnit | undefined => {
    const found = byName.get(nameKey(name)) ?? [];
    if (found.length < 2) return found[0];
    const near = found.filter((unit) => {
      const above = unit.parentId === null ? undefined : byId.get(unit.parentId);
      return under !== null && above !== undefined && nameKey(above.name) === nameKey(under);
    });
    return near.length === 1 ? near[0] : undefined;
  };
  const faults: TableFault[] = [];
  const fault = (row: number, code: TableFaultCode, facts: Record<string, string> = {}) =>
    faults.push({ row, refusal: { code, facts } });

  const oldOf = (row: TableRow): TreeUnit | undefined =>
    (row.oldCode === null ? undefined : byCode.get(row.oldCode)) ??
    (row.oldCode === null && row.oldName !== null ? called(row.oldName, row.under) : undefined);
  type Line = { row: TableRow; old: TreeUnit };
  const groups = new Map<string, Line[]>();
  const ofOld = new Map<Id, Line[]>();
  for (const row of rows) {
    const old = oldOf(row);
    if (!old) {
      fault(row.row, 'reorganisation.table-unknown-old', { unit: row.oldCode ?? row.oldName ?? '' });
      continue;
    }
    const key = row.newCode ?? nameKey(row.newName ?? '');
    const line = { row, old };
    groups.set(key, [...(groups.get(key) ?? []), line]);
    ofOld.set(old.id, [...(ofOld.get(old.id) ?? []), line]);
  }
  for (const lines of ofOld.values())
    if (lines.length > 1 && lines.some(({ row }) => row.isWhole))
      fault(lines[1]!.row.row, 'reorganisation.table-whole-and-part', { unit: lines[0]!.old.name });

  // Who goes on as which new unit, and which are founded.
  const target = new Map<string, { unitId: Id; goesOn: TreeUnit | null }>();
  const steps: PlanStep[] = [];
  for (const [key, lines] of groups) {
    const { row } = lines[0]!;
    const whole = lines.filter((line) => line.row.isWhole && ofOld.get(line.old.id)!.length === 1);
    const sameName = (line: Line) => row.newName !== null && nameKey(line.old.name) === nameKey(row.newName);
    // The table may leave out units that only receive.
    const receiver = row.newCode === null ? undefined : byCode.get(row.newCode);
    const goesOn =
      (receiver && !ofOld.has(receiver.id) ? receiver : undefined) ??
      (
        whole.find((line) => line.old.code === row.newCode) ??
        // A unit that gives a part away and keeps its code is itself still.
        lines.find((line) => line.old.code !== null && line.old.code === row.newCode) ??
        whole.find(sameName) ??
        (lines.length === 1 ? whole[0] : undefined)
      )?.old ??
      null;
    target.set(key, { unitId: goesOn?.id ?? newId(), goesOn });
  }
  for (const [key, lines] of groups) {
    const { row, old } = lines[0]!;
    const { unitId, goesOn } = target.get(key)!;
    const told = row.newParent === null ? null : (byCode.get(row.newParent) ?? null);
    if (row.newParent !== null && !told)
      fault(row.row, 'reorganisation.table-unknown-parent', { unit: row.newParent });
    const above = told?.id ?? parentId ?? goesOn?.parentId ?? old.parentId;
    const parent = above === null ? undefined : byId.get(above);
    if (!parent) continue;
    const named = row.newName === null ? null : nameOf(row.newName, parent.kind);
    if (goesOn) {
      if (named && nameKey(named.name) !== nameKey(goesOn.name))
        steps.push({ kind: 'rename', unitId, name: named.name });
      if (row.newCode !== null && row.newCode !== goesOn.code)
        steps.push({ kind: 'recode', unitId, code: row.newCode });
      if (goesOn.parentId !== parent.id) steps.push({ kind: 'move', unitId, parentId: parent.id });
      if (named?.kind && named.kind !== goesOn.kind)
        steps.push({ kind: 'change-kind', unitId, unitKind: named.kind, sector: goesOn.sector });
    } else if (named)
      steps.push({
        kind: 'found',
        unitId,
        name: named.name,
        code: row.newCode,
        unitKind: named.kind ?? old.kind,
        sector: named.sector ?? old.sector,
        parentId: parent.id,
      });
    else fault(row.row, 'reorganisation.table-no-new-name');
  }
  for (const [oldId, lines] of ofOld) {
    const goesTo = (line: Line) => target.get(line.row.newCode ?? nameKey(line.row.newName ?? ''))!.unitId;
    if (lines.length === 1 && lines[0]!.row.isWhole) {
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
  return { steps, faults };
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
