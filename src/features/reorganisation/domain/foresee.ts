import { isBranchKind, mayStandUnder, type Sector, type UnitKind } from '#features/units/contract.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Refusal } from '#kernel/result.ts';
import { tidyText } from '#kernel/vietnamese.ts';
import { fitsWords } from './fits-words.ts';
import { endsUnit, type PlanStep, type SplitPart } from './plan.ts';

/** A unit as it stands on the day before the plan takes effect. */
export type TreeUnit = {
  id: Id;
  name: string;
  kind: UnitKind;
  sector: Sector | null;
  code: string | null;
  /** Null for the unit whose plan it is: what lies above is not looked at. */
  parentId: Id | null;
};

/** A member of a branch that is shared out. */
export type TreePerson = { personId: Id; fullName: string; address: string | null; branchId: Id };

/** A member on the way to a branch that is shared out and ends. */
export type Arrival = TreePerson & { transferId: Id };

export type PlanProblemCode =
  | 'reorganisation.unknown-unit'
  | 'reorganisation.two-steps'
  | 'reorganisation.root-stays'
  | 'reorganisation.goes-to-ended'
  | 'reorganisation.goes-to-itself'
  | 'reorganisation.other-level'
  | 'reorganisation.parts-missing'
  | 'reorganisation.shares'
  | 'reorganisation.not-empty'
  | 'reorganisation.code-twice'
  | 'reorganisation.cycle'
  | 'reorganisation.level'
  | 'reorganisation.too-deep'
  | 'reorganisation.nothing-changed'
  | 'reorganisation.bad-name';

/** What is wrong with a plan, and with which of its steps (by their place, from 0). */
export type PlanProblem = { steps: number[]; refusal: Refusal<PlanProblemCode> };

/** Something of a unit that is split and that nobody has given a place yet. */
export type Undecided = {
  splitId: Id;
  what: 'unit' | 'person' | 'arrival';
  subjectId: Id;
  name: string;
  /** Where it may go. */
  choices: Id[];
};

/** What takes effect. Every list is about single units or people, each once. */
export type Changes = {
  founded: TreeUnit[];
  renamed: { unitId: Id; before: string; after: string }[];
  recoded: { unitId: Id; before: string | null; after: string | null }[];
  rekinded: {
    unitId: Id;
    before: { kind: UnitKind; sector: Sector | null };
    after: { kind: UnitKind; sector: Sector | null };
  }[];
  moved: { unitId: Id; before: Id; after: Id }[];
  ended: { unitId: Id; successorIds: Id[] }[];
  /** Branches whose members and open work go to another one as a whole. */
  joined: { unitId: Id; intoId: Id }[];
  /** Members of branches that are shared out. */
  people: { personId: Id; unitId: Id; intoId: Id }[];
  /** Members on their way to branches that end in several parts. */
  arriving: { transferId: Id; unitId: Id; intoId: Id }[];
};

export type Foreseen = {
  problems: PlanProblem[];
  undecided: Undecided[];
  changes: Changes;
  /** The tree from the day on. */
  after: TreeUnit[];
};

export type PlanInput = {
  rootId: Id;
  on: CivilDate;
  units: readonly TreeUnit[];
  /** Members, on the day, of the branches that are split. */
  people: readonly TreePerson[];
  /** Members on their way to the branches that are split and end. */
  arrivals: readonly Arrival[];
  /** Codes of units outside of this part of the tree, on the day or later, with the name of the bearer. */
  codesElsewhere: ReadonlyMap<string, string>;
  /** Units that lie above the root: the depth that the tree may still have. */
  depthOfRoot: number;
  steps: readonly PlanStep[];
  /** What people decided about single units and members: where each goes. */
  assigned: ReadonlyMap<Id, Id>;
};

/** Levels that a tree may have, the top included. */
const MOST_LEVELS = 8;

/** The only part whose words stand in the text, as whole words: `Tổ 5` is not `Tổ 50`, and within `Tổ 1-9`. */
export function partByWords(parts: readonly SplitPart[], text: string | null): Id | undefined {
  if (!text) return undefined;
  const fitting = parts.filter((part) => part.words.some((words) => fitsWords(words, text)));
  const [only] = new Set(fitting.map((part) => part.intoId));
  return fitting.length > 0 && fitting.every((part) => part.intoId === only) ? only : undefined;
}

/**
 * What a plan does to the tree of its day: a pure function, so that the preview, the test before it is scheduled and the
 * moment at which it takes effect are one judgement. Nobody is in two places or none: what the plan does not decide is
 * listed, and what cannot be is a problem that names its steps.
 */
export function foresee(input: PlanInput): Foreseen {
  const { rootId, on, steps, assigned } = input;
  const before = new Map(input.units.map((unit) => [unit.id, unit]));
  const after = new Map(input.units.map((unit) => [unit.id, { ...unit }]));
  const problems: PlanProblem[] = [];
  const undecided: Undecided[] = [];
  const nameOf = (unitId: Id) => after.get(unitId)?.name ?? before.get(unitId)?.name ?? '?';
  const problem = (
    at: number | readonly number[],
    code: PlanProblemCode,
    facts: Record<string, string | number> = {},
  ) => problems.push({ steps: typeof at === 'number' ? [at] : [...at], refusal: { code, facts } });

  // Who is founded, and that every step speaks of something that exists.
  steps.forEach((step, at) => {
    if (step.kind !== 'found') return;
    if (after.has(step.unitId)) problem(at, 'reorganisation.two-steps', { unit: step.name });
    else
      after.set(step.unitId, {
        id: step.unitId,
        name: tidyText(step.name),
        kind: step.unitKind,
        sector: step.sector,
        code: step.code,
        parentId: step.parentId,
      });
    if (tidyText(step.name).length < 3) problem(at, 'reorganisation.bad-name');
  });
  const endedBy = new Map<Id, number>();
  const doneTo = new Map<string, number>();
  steps.forEach((step, at) => {
    const key = `${endsUnit(step) || step.kind === 'split' ? 'end' : step.kind} ${step.unitId}`;
    const other = doneTo.get(key);
    if (other !== undefined && step.kind !== 'found')
      problem([other, at], 'reorganisation.two-steps', { unit: nameOf(step.unitId) });
    doneTo.set(key, at);
    if (endsUnit(step)) endedBy.set(step.unitId, at);
  });
  const exists = (at: number, unitId: Id): boolean => {
    if (after.has(unitId)) return true;
    problem(at, 'reorganisation.unknown-unit');
    return false;
  };
  /** Whether something may go there on that day: it exists from then on. */
  const receives = (at: number, unitId: Id, what: Id): boolean => {
    if (!exists(at, unitId)) return false;
    if (unitId === what) {
      problem(at, 'reorganisation.goes-to-itself', { unit: nameOf(what) });
      return false;
    }
    const end = endedBy.get(unitId);
    if (end === undefined) return true;
    problem([at, end], 'reorganisation.goes-to-ended', { unit: nameOf(what), into: nameOf(unitId) });
    return false;
  };

  const changes: Changes = {
    founded: [],
    renamed: [],
    recoded: [],
    rekinded: [],
    moved: [],
    ended: [],
    joined: [],
    people: [],
    arriving: [],
  };
  const movedBy = new Map<Id, number>();
  const childrenOf = new Map<Id, Id[]>();
  for (const unit of before.values())
    if (unit.parentId !== null)
      childrenOf.set(unit.parentId, [...(childrenOf.get(unit.parentId) ?? []), unit.id]);
  const peopleOf = new Map<Id, TreePerson[]>();
  for (const person of input.people)
    peopleOf.set(person.branchId, [...(peopleOf.get(person.branchId) ?? []), person]);
  const arrivalsAt = new Map<Id, Arrival[]>();
  for (const arrival of input.arrivals)
    arrivalsAt.set(arrival.branchId, [...(arrivalsAt.get(arrival.branchId) ?? []), arrival]);

  steps.forEach((step, at) => {
    const unit = after.get(step.unitId);
    if (!unit) {
      problem(at, 'reorganisation.unknown-unit');
      return;
    }
    if (unit.id === rootId && step.kind !== 'rename' && step.kind !== 'recode') {
      problem(at, 'reorganisation.root-stays', { unit: unit.name });
      return;
    }
    const end = endedBy.get(unit.id);
    if (end !== undefined && !endsUnit(step)) {
      problem([at, end], 'reorganisation.two-steps', { unit: unit.name });
      return;
    }
    if (step.kind === 'found') receives(at, step.parentId, unit.id);
    if (step.kind === 'move' && receives(at, step.parentId, unit.id)) {
      if (unit.parentId === step.parentId) problem(at, 'reorganisation.nothing-changed', { unit: unit.name });
      unit.parentId = step.parentId;
      movedBy.set(unit.id, at);
    }
    if (step.kind === 'rename') {
      const name = tidyText(step.name);
      if (name.length < 3) problem(at, 'reorganisation.bad-name');
      else if (name === unit.name) problem(at, 'reorganisation.nothing-changed', { unit: unit.name });
      unit.name = name;
    }
    if (step.kind === 'recode') {
      if (step.code === unit.code) problem(at, 'reorganisation.nothing-changed', { unit: unit.name });
      unit.code = step.code;
    }
    if (step.kind === 'change-kind') {
      if (step.unitKind === unit.kind && step.sector === unit.sector)
        problem(at, 'reorganisation.nothing-changed', { unit: unit.name });
      unit.kind = step.unitKind;
      unit.sector = step.sector;
    }
  });

  // What lies in units that end goes somewhere, or its place is asked for.
  const isEnding = (unitId: Id) => endedBy.has(unitId);
  steps.forEach((step, at) => {
    const unit = before.get(step.unitId);
    const shares = step.kind === 'split' || step.kind === 'merge' || step.kind === 'end';
    if (!unit || !shares || unit.id === rootId) return;
    const left = (childrenOf.get(unit.id) ?? []).filter((child) => !isEnding(child) && !movedBy.has(child));
    if (step.kind === 'end') {
      const members = peopleOf.get(unit.id)?.length ?? 0;
      if (left.length > 0 || members > 0)
        problem(at, 'reorganisation.not-empty', { unit: unit.name, units: left.length, members });
      changes.ended.push({ unitId: unit.id, successorIds: [] });
      return;
    }
    const parts = step.kind === 'merge' ? [{ intoId: step.intoId }] : step.parts;
    if (step.kind === 'split') {
      const told = step.parts.flatMap((part) => part.share ?? []);
      const sum = told.reduce((total, share) => total + share, 0);
      if (new Set(step.parts.map((part) => part.intoId)).size < 2)
        problem(at, 'reorganisation.parts-missing', { unit: unit.name });
      if (told.length > 0 && (told.length < step.parts.length || Math.abs(sum - 100) > 0.01))
        problem(at, 'reorganisation.shares', { unit: unit.name, sum: Math.round(sum * 100) / 100 });
    }
    const isOwnPart = (part: { intoId: Id }) => step.kind === 'split' && part.intoId === unit.id;
    if (!parts.every((part) => isOwnPart(part) || receives(at, part.intoId, unit.id))) return;
    const isBranch = isBranchKind(unit.kind);
    for (const part of parts)
      if (isBranchKind(after.get(part.intoId)!.kind) !== isBranch)
        problem(at, 'reorganisation.other-level', { unit: unit.name, into: nameOf(part.intoId) });
    const choices = [...new Set(parts.map((part) => part.intoId))];
    const restId = step.kind === 'split' && step.restId !== null ? step.restId : undefined;
    if (restId !== undefined && !choices.includes(restId)) {
      problem(at, 'reorganisation.parts-missing', { unit: unit.name });
      return;
    }
    const placeOf = (subjectId: Id, text: string | null): Id | undefined => {
      if (step.kind === 'merge') return step.intoId;
      const chosen = assigned.get(subjectId);
      if (chosen !== undefined && choices.includes(chosen)) return chosen;
      return partByWords(step.parts, text) ?? restId;
    };
    for (const child of left) {
      const into = placeOf(child, nameOf(child));
      if (into === undefined)
        undecided.push({ splitId: unit.id, what: 'unit', subjectId: child, name: nameOf(child), choices });
      else {
        after.get(child)!.parentId = into;
        if (into !== unit.id) movedBy.set(child, at);
      }
    }
    if (step.kind === 'merge') {
      if (isBranch) changes.joined.push({ unitId: unit.id, intoId: step.intoId });
    } else
      for (const person of peopleOf.get(unit.id) ?? []) {
        const intoId = placeOf(person.personId, person.address);
        if (intoId === undefined)
          undecided.push({
            splitId: unit.id,
            what: 'person',
            subjectId: person.personId,
            name: person.fullName,
            choices,
          });
        else if (intoId !== unit.id)
          changes.people.push({ personId: person.personId, unitId: unit.id, intoId });
      }
    // A branch that keeps a part of itself still receives who was on the way to it.
    if (step.kind === 'split' && endsUnit(step))
      for (const { transferId, fullName, address } of arrivalsAt.get(unit.id) ?? []) {
        const intoId = placeOf(transferId, address);
        if (intoId === undefined)
          undecided.push({
            splitId: unit.id,
            what: 'arrival',
            subjectId: transferId,
            name: fullName,
            choices,
          });
        else changes.arriving.push({ transferId, unitId: unit.id, intoId });
      }
    if (endsUnit(step)) changes.ended.push({ unitId: unit.id, successorIds: choices });
  });
  for (const unitId of endedBy.keys()) after.delete(unitId);

  checkCodes(input, after, steps, problem);
  checkTree(input, after, { on, movedBy, steps }, problem);

  for (const [unitId, now] of after) {
    const was = before.get(unitId);
    if (!was) {
      changes.founded.push(now);
      continue;
    }
    if (was.name !== now.name) changes.renamed.push({ unitId, before: was.name, after: now.name });
    if (was.code !== now.code) changes.recoded.push({ unitId, before: was.code, after: now.code });
    if (was.kind !== now.kind || was.sector !== now.sector)
      changes.rekinded.push({
        unitId,
        before: { kind: was.kind, sector: was.sector },
        after: { kind: now.kind, sector: now.sector },
      });
    if (was.parentId !== null && now.parentId !== null && was.parentId !== now.parentId)
      changes.moved.push({ unitId, before: was.parentId, after: now.parentId });
  }
  return { problems, undecided, changes, after: [...after.values()] };
}

type Tell = (
  at: number | readonly number[],
  code: PlanProblemCode,
  facts?: Record<string, string | number>,
) => void;

const stepsAbout = (steps: readonly PlanStep[], unitIds: readonly Id[]): number[] =>
  steps.flatMap((step, at) => (unitIds.includes(step.unitId) ? [at] : []));

/** The steps about each unit: a city has thousands of both, and is looked at while others wait for the server. */
function stepsByUnit(steps: readonly PlanStep[]): Map<Id, number[]> {
  const found = new Map<Id, number[]>();
  for (const [at, step] of steps.entries()) {
    const known = found.get(step.unitId);
    if (known) known.push(at);
    else found.set(step.unitId, [at]);
  }
  return found;
}

/** A code is one unit's from the day on: given again only when its bearer ends or leaves it on that day. */
function checkCodes(
  { codesElsewhere }: PlanInput,
  after: ReadonlyMap<Id, TreeUnit>,
  steps: readonly PlanStep[],
  problem: Tell,
): void {
  const bearers = new Map<string, Id>();
  const given = new Set(
    steps.flatMap((step) => (step.kind === 'found' || step.kind === 'recode' ? [step.unitId] : [])),
  );
  for (const unit of after.values()) {
    if (unit.code === null) continue;
    const other = bearers.get(unit.code);
    if (other !== undefined)
      problem(stepsAbout(steps, [other, unit.id]), 'reorganisation.code-twice', {
        code: unit.code,
        unit: after.get(other)?.name ?? '',
      });
    bearers.set(unit.code, unit.id);
    const elsewhere = given.has(unit.id) ? codesElsewhere.get(unit.code) : undefined;
    if (elsewhere !== undefined)
      problem(stepsAbout(steps, [unit.id]), 'reorganisation.code-twice', {
        code: unit.code,
        unit: elsewhere,
      });
  }
}

/** Every unit hangs on the root, not too deep, under a level that may stand above it. */
function checkTree(
  { rootId, depthOfRoot }: PlanInput,
  after: ReadonlyMap<Id, TreeUnit>,
  { on, movedBy, steps }: { on: CivilDate; movedBy: ReadonlyMap<Id, number>; steps: readonly PlanStep[] },
  problem: Tell,
): void {
  const depths = new Map<Id, number>([[rootId, depthOfRoot]]);
  const depthOf = (start: TreeUnit): number | undefined => {
    const way: Id[] = [];
    let unit: TreeUnit | undefined = start;
    while (unit && !depths.has(unit.id)) {
      if (way.includes(unit.id)) return undefined;
      way.push(unit.id);
      unit = unit.parentId === null ? undefined : after.get(unit.parentId);
    }
    if (!unit) return undefined;
    let depth = depths.get(unit.id)!;
    for (const id of way.toReversed()) depths.set(id, ++depth);
    return depths.get(start.id);
  };
  const looped = new Set<number>();
  const about = stepsByUnit(steps);
  for (const unit of after.values()) {
    const at = movedBy.get(unit.id);
    const own = at === undefined ? (about.get(unit.id) ?? []) : [at];
    const depth = depthOf(unit);
    if (depth === undefined) {
      // Of a circle only the steps that close it are named; what hangs below it is whole again with it.
      if (own.length > 0 && own.some((each) => !looped.has(each)) && steps[own[0]!]?.kind !== 'split') {
        for (const each of own) looped.add(each);
        problem(own, 'reorganisation.cycle', { unit: unit.name });
      }
      continue;
    }
    if (own.length === 0 || unit.id === rootId) continue;
    if (depth > MOST_LEVELS - 1) problem(own, 'reorganisation.too-deep', { most: MOST_LEVELS });
    const parent = unit.parentId === null ? undefined : after.get(unit.parentId);
    if (parent && !mayStandUnder(unit.kind, parent.kind, on))
      problem(own, 'reorganisation.level', { unit: unit.name, parent: parent.name });
  }
  // A unit that got another level is judged against what stands below it as well.
  const rekinded = new Map(
    steps.flatMap((step, at) => (step.kind === 'change-kind' ? [[step.unitId, at] as const] : [])),
  );
  if (rekinded.size > 0)
    for (const unit of after.values()) {
      const at = unit.parentId === null ? undefined : rekinded.get(unit.parentId);
      const parent = unit.parentId === null ? undefined : after.get(unit.parentId);
      if (at !== undefined && parent && !mayStandUnder(unit.kind, parent.kind, on))
        problem(at, 'reorganisation.level', { unit: unit.name, parent: parent.name });
    }
}
