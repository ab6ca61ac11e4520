import type { Id } from '#kernel/ids.ts';
import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts';
import { tidyText, withoutMarks } from '#kernel/vietnamese.ts';
import type { Foreseen, PlanInput } from './foresee.ts';

/** A unit, a member, or a member on the way, of a unit that is shared out. */
export type Subject = {
  subjectId: Id;
  what: 'unit' | 'person' | 'arrival';
  name: string;
  code: string | null;
  address: string | null;
  personId: Id | null;
  /** Where it goes by now; null: undecided. */
  intoId: Id | null;
};

/** A unit that is shared out, with everything of it and the places where that may go. */
export type SharedOut = {
  splitId: Id;
  name: string;
  choices: { id: Id; name: string; code: string | null }[];
  subjects: Subject[];
};

/** Everything of the units that a plan shares out, decided or not, in the order of the steps. */
export function sharedOut(input: PlanInput, { undecided, changes, after }: Foreseen): SharedOut[] {
  const units = new Map([...input.units, ...after].map((unit) => [unit.id, unit]));
  const open = new Set(undecided.map((each) => each.subjectId));
  const placed = new Map<Id, Id>([
    ...after.flatMap((unit): [Id, Id][] => (unit.parentId ? [[unit.id, unit.parentId]] : [])),
    ...changes.people.map((each): [Id, Id] => [each.personId, each.intoId]),
    ...changes.arriving.map((each): [Id, Id] => [each.transferId, each.intoId]),
  ]);
  const grouped = <T>(list: readonly T[], of: (one: T) => Id | null): Map<Id | null, T[]> => {
    const found = new Map<Id | null, T[]>();
    for (const one of list) {
      const known = found.get(of(one));
      if (known) known.push(one);
      else found.set(of(one), [one]);
    }
    return found;
  };
  const below = grouped(input.units, (unit) => unit.parentId);
  const people = grouped(input.people, (person) => person.branchId);
  const arrivals = grouped(input.arrivals, (arrival) => arrival.branchId);
  return input.steps.flatMap((step): SharedOut[] => {
    if (step.kind !== 'split') return [];
    const { unitId } = step;
    const intoOf = (subjectId: Id) => (open.has(subjectId) ? null : (placed.get(subjectId) ?? unitId));
    return [
      {
        splitId: unitId,
        name: units.get(unitId)?.name ?? '',
        choices: [...new Set(step.parts.map((part) => part.intoId))].map((id) => ({
          id,
          name: units.get(id)?.name ?? '',
          code: units.get(id)?.code ?? null,
        })),
        subjects: [
          ...(below.get(unitId) ?? []).map(({ id, name, code }) => ({
            subjectId: id,
            what: 'unit' as const,
            name,
            code,
            address: null,
            personId: null,
            intoId: intoOf(id),
          })),
          ...(people.get(unitId) ?? []).map(({ personId, fullName, address }) => ({
            subjectId: personId,
            what: 'person' as const,
            name: fullName,
            code: null,
            address,
            personId,
            intoId: intoOf(personId),
          })),
          ...(arrivals.get(unitId) ?? []).map(({ transferId, personId, fullName, address }) => ({
            subjectId: transferId,
            what: 'arrival' as const,
            name: fullName,
            code: null,
            address,
            personId,
            intoId: intoOf(transferId),
          })),
        ],
      },
    ];
  });
}

type LineRefusal = Refusal<
  'reorganisation.line-unknown' | 'reorganisation.line-into' | 'reorganisation.line-twice'
>;
export type WorklistFault = { row: number; refusal: LineRefusal };
export type Lines = {
  /** What the table gives another place than it has by now. */
  assigned: { subjectId: Id; intoId: Id }[];
  faults: WorklistFault[];
};

const key = (text: string): string =>
  withoutMarks(tidyText(text))
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
/** `Phường Ba Đình` is `Đảng bộ phường Ba Đình` here. */
const unitKey = (text: string): string => key(text).replace(/^(dang bo|dang uy) /, '');

const TITLES = {
  line: ['ma dong', 'line'],
  code: ['ma', 'ma to chuc', 'ma chi bo', 'code'],
  name: ['ten', 'to chuc hoac dang vien', 'to chuc', 'chi bo', 'name', 'unit or member'],
  split: ['to chuc chia tach', 'thuoc', 'split unit'],
  into: ['noi nhan', 'noi tiep nhan', 'don vi moi', 'don vi tiep nhan', 'goes to'],
} as const;
type Title = keyof typeof TITLES;

export type WorklistSheet = { rows: readonly { number: number; cells: readonly { text: string }[] }[] };
const DEEPEST_HEADER = 20;

/**
 * Who goes where by a list of branches or members that an office has filled in: a line is found by its number, its code, or
 * its name; a line without a place is passed over. Refuses when no row has titles for the two.
 */
export function readWorklist(
  sheet: WorklistSheet,
  splits: readonly SharedOut[],
): Result<Lines, Refusal<'reorganisation.no-worklist'>> {
  const columnsOf = (cells: readonly { text: string }[]) => {
    const found = new Map<Title, number>();
    cells.forEach((cell, at) => {
      const title = key(cell.text);
      for (const each of Object.keys(TITLES) as Title[])
        if (!found.has(each) && (TITLES[each] as readonly string[]).includes(title)) found.set(each, at);
    });
    return found;
  };
  const headerAt = sheet.rows.slice(0, DEEPEST_HEADER).findIndex(({ cells }) => {
    const found = columnsOf(cells);
    return found.has('into') && (found.has('line') || found.has('code') || found.has('name'));
  });
  if (headerAt < 0) return refuse({ code: 'reorganisation.no-worklist', field: 'file' });
  const columns = columnsOf(sheet.rows[headerAt]!.cells);

  type Known = { split: SharedOut; subject: Subject };
  const all = splits.flatMap((split) => split.subjects.map((subject): Known => ({ split, subject })));
  const byLine = new Map(all.map((each) => [each.subject.subjectId, each]));
  const byCode = new Map(all.flatMap((each) => (each.subject.code ? [[each.subject.code, each]] : [])));
  const byName = new Map<string, Known[]>();
  for (const each of all) {
    const name = unitKey(each.subject.name);
    byName.set(name, [...(byName.get(name) ?? []), each]);
  }
  const given = new Map<Id, Id>();
  const faults: WorklistFault[] = [];
  for (const { number, cells } of sheet.rows.slice(headerAt + 1)) {
    const textOf = (title: Title) => tidyText(cells[columns.get(title) ?? -1]?.text ?? '');
    const into = textOf('into');
    if (into === '') continue;
    const [line, code, name, of] = [textOf('line'), textOf('code'), textOf('name'), textOf('split')];
    const named = (byName.get(unitKey(name)) ?? []).filter(
      ({ split }) => of === '' || unitKey(split.name) === unitKey(of),
    );
    const found =
      byLine.get(line.toLowerCase()) ?? byCode.get(code) ?? (named.length === 1 ? named[0] : undefined);
    const said = name || code || line;
    if (!found) {
      faults.push({
        row: number,
        refusal: { code: 'reorganisation.line-unknown', facts: { name: said, count: named.length } },
      });
      continue;
    }
    const { split, subject } = found;
    const choice =
      split.choices.find((each) => each.code === into) ??
      split.choices.find((each) => unitKey(each.name) === unitKey(into));
    if (!choice) {
      const choices = split.choices.map((each) => each.name).join(', ');
      faults.push({
        row: number,
        refusal: { code: 'reorganisation.line-into', facts: { name: said, into, choices } },
      });
      continue;
    }
    if ((given.get(subject.subjectId) ?? choice.id) !== choice.id)
      faults.push({ row: number, refusal: { code: 'reorganisation.line-twice', facts: { name: said } } });
    given.set(subject.subjectId, choice.id);
  }
  const assigned = [...given]
    .filter(([subjectId, intoId]) => byLine.get(subjectId)?.subject.intoId !== intoId)
    .map(([subjectId, intoId]) => ({ subjectId, intoId }));
  return ok({ assigned, faults });
}
