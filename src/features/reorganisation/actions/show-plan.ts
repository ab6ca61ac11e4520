import { holdersInUnits } from '#features/mandates/public.ts';
import { ruleValues, type UnitRuleValues } from '#features/rulebooks/contract.ts';
import { describeRule, unitRulesFor } from '#features/rulebooks/public.ts';
import { judgeSize } from '#features/sizes/contract.ts';
import type { Place } from '#kernel/actor.ts';
import type { Id } from '#kernel/ids.ts';
import type { Refusal, RuleSource } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import { type World, whatComes, whatStands } from '#platform/feature.ts';
import type { PlanAnswer, PlanNode } from '../contract.ts';
import { countMembers, type PlanRow } from '../db/plans.sql.ts';
import { fittingLevels } from '../domain/fit-levels.ts';
import type { Changes, TreeUnit } from '../domain/foresee.ts';
import { placeFlows } from '../domain/places-after.ts';
import { receivedBy } from '../domain/plan-papers.ts';
import { wordsOfStep } from '../domain/step-words.ts';
import { lookAhead } from './look-ahead.ts';
import { placeWarnings } from './place-warnings.ts';
import { sentenceOf } from './sentence.ts';

type Language = 'vi' | 'en';
type Mark = PlanNode['marks'][number];

/** Which of the size warnings goes with which rule; only those that a number of members decides. */
const JUDGED = {
  'too-few-official': 'size.branch-least-official',
  'branch-too-large': 'size.branch-consent-above',
  'base-branch-too-large': 'size.base-committee-from',
} as const;

/** The part of a tree that a plan is about: what it changes, and the way from there up to the top. */
function drawn(
  units: readonly TreeUnit[],
  touched: ReadonlySet<Id>,
  marksOf: (unitId: Id) => Mark[],
): PlanNode[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const shown = new Set<Id>();
  for (const id of touched)
    for (let unit = byId.get(id); unit && !shown.has(unit.id); ) {
      shown.add(unit.id);
      unit = unit.parentId === null ? undefined : byId.get(unit.parentId);
    }
  const below = new Map<Id, number>();
  for (const unit of units)
    if (unit.parentId !== null) below.set(unit.parentId, (below.get(unit.parentId) ?? 0) + 1);
  return units
    .filter((unit) => shown.has(unit.id))
    .map((unit) => ({ ...unit, marks: marksOf(unit.id), below: below.get(unit.id) ?? 0 }));
}

/** Sets of papers that are offered one by one. */
const MOST_RECEIVERS = 600;

/** Lines that are shown of one sort of things; the rest is a number. */
const MOST_LINES = 200;

/** More units than this are told by their numbers and not drawn one by one. */
const MOST_DRAWN = 1_500;

function picturesOf(units: readonly TreeUnit[], after: readonly TreeUnit[], changes: Changes) {
  const marks = new Map<Id, Set<Mark>>();
  const mark = (unitId: Id, what: Mark) => marks.set(unitId, (marks.get(unitId) ?? new Set()).add(what));
  for (const { id } of changes.founded) mark(id, 'founded');
  for (const { unitId } of changes.renamed) mark(unitId, 'renamed');
  for (const { unitId } of changes.recoded) mark(unitId, 'recoded');
  for (const { unitId } of changes.rekinded) mark(unitId, 'rekinded');
  for (const { unitId, successorIds } of changes.ended) {
    mark(unitId, 'ended');
    for (const id of successorIds) mark(id, 'receives');
  }
  for (const { unitId, intoId } of changes.people) {
    mark(unitId, 'gives');
    mark(intoId, 'receives');
  }
  const large = changes.moved.length > MOST_DRAWN;
  for (const { unitId, before, after: into } of changes.moved) {
    if (!large) mark(unitId, 'moved');
    mark(before, 'gives');
    mark(into, 'receives');
  }
  const touched = new Set(marks.keys());
  const marksOf = (unitId: Id): Mark[] => [...(marks.get(unitId) ?? [])];
  return { before: drawn(units, touched, marksOf), after: drawn(after, touched, marksOf) };
}

/** The document of a rule, and that nobody has compared it with the text when that is so. */
const documentOf = ({ document, verified }: RuleSource, language: Language): string =>
  verified
    ? document
    : `${document} (${language === 'vi' ? 'chưa đối chiếu nguyên văn' : 'not compared with the text'})`;

/** What a branch that takes others in, or gives members away, says against its level afterwards. */
async function warningsOf(
  tx: Tx,
  place: Place,
  plan: PlanRow,
  changes: Changes,
  after: readonly TreeUnit[],
  language: Language,
): Promise<PlanAnswer['warnings']> {
  const units = new Map(after.map((unit) => [unit.id, unit]));
  const branches = new Set<Id>();
  for (const { unitId, intoId } of [...changes.joined, ...changes.people]) {
    branches.add(unitId);
    branches.add(intoId);
  }
  if (branches.size === 0) return [];
  const counted = new Map(
    (await countMembers(tx, [...branches], plan.on)).map((each) => [each.unitId, { ...each }]),
  );
  const at = (unitId: Id) => {
    const known = counted.get(unitId) ?? { unitId, members: 0, official: 0 };
    counted.set(unitId, known);
    return known;
  };
  for (const { unitId, intoId } of changes.joined) {
    at(intoId).members += at(unitId).members;
    at(intoId).official += at(unitId).official;
  }
  for (const { unitId, intoId } of changes.people) {
    at(unitId).members -= 1;
    at(intoId).members += 1;
    // Who of them is official is not asked one by one: the rest is judged as if all were.
    at(unitId).official -= 1;
    at(intoId).official += 1;
  }
  const resolved = await unitRulesFor(tx, place, plan.on);
  const rules = ruleValues<UnitRuleValues>(resolved);
  return [...branches].flatMap((unitId) => {
    const unit = units.get(unitId);
    if (!unit) return [];
    const { members, official } = at(unitId);
    return judgeSize({ kind: unit.kind, members, official, leaders: 0 }, rules).flatMap(
      ({ key, counted: n }) => {
        const rule = JUDGED[key as keyof typeof JUDGED];
        if (!rule) return [];
        const says = describeRule(rule, rules[rule])[language];
        return [
          {
            unit: unit.name,
            says: `${says} (${n})`,
            document: documentOf(resolved.rules[rule].source, language),
          },
        ];
      },
    );
  });
}

/** Units that a plan founds, or makes of others, and that will not have as many secretaries as they should. */
async function secretaryWarnings(
  tx: Tx,
  place: Place,
  plan: PlanRow,
  changes: Changes,
  after: readonly TreeUnit[],
  language: Language,
): Promise<PlanAnswer['warnings']> {
  const made = new Set([
    ...changes.founded.map(({ id }) => id),
    ...changes.ended.flatMap(({ successorIds }) => successorIds),
    ...changes.people.map(({ intoId }) => intoId),
  ]);
  const units = after.filter(({ id }) => made.has(id));
  if (units.length === 0) return [];
  const held = await holdersInUnits(
    tx,
    units.map(({ id }) => id),
    plan.on,
  );
  const resolved = await unitRulesFor(tx, place, plan.on);
  const wanted = ruleValues<UnitRuleValues>(resolved)['size.secretaries'];
  const says = describeRule('size.secretaries', wanted)[language];
  const document = documentOf(resolved.rules['size.secretaries'].source, language);
  const counted = new Map<Id, number>();
  for (const { unitId, post } of held)
    if (post === 'secretary') counted.set(unitId, (counted.get(unitId) ?? 0) + 1);
  return units.flatMap(({ id, name }) => {
    const count = counted.get(id) ?? 0;
    if (count === wanted) return [];
    const has = language === 'vi' ? `sau sắp xếp có ${count}` : `afterwards ${count}`;
    return [{ unit: name, says: `${says} (${has})`, document }];
  });
}

/** A plan with everything that it would do. */
export async function showPlan(
  tx: Tx,
  world: World,
  place: Place,
  plan: PlanRow,
  language: Language,
): Promise<
  Pick<
    PlanAnswer,
    | 'steps'
    | 'problems'
    | 'differences'
    | 'levelFixes'
    | 'worklists'
    | 'counts'
    | 'standing'
    | 'ahead'
    | 'warnings'
    | 'before'
    | 'after'
    | 'receivers'
  >
> {
  const { input, foreseen, differences } = await lookAhead(tx, place, plan);
  const { changes, problems, undecided } = foreseen;
  // Of a plan that is over nothing is foreseen any more.
  const isOver = plan.state === 'applied' || plan.state === 'given-up';
  const names = new Map(input.units.map((unit) => [unit.id, unit.name]));
  for (const step of input.steps) if (step.kind === 'found') names.set(step.unitId, step.name);
  const nameOf = (unitId: Id) => names.get(unitId) ?? '…';
  const inWords = (refusal: Refusal) => sentenceOf(world, refusal, language);
  const endedIds = changes.ended.map((each) => each.unitId);
  const standing = new Map<string, PlanAnswer['standing'][number]>();
  // Units below are what the plan itself is about.
  for (const { feature, what, settle, inPlan, count } of endedIds.length && !isOver
    ? await whatStands(world, tx, endedIds, plan.on)
    : []) {
    if (feature === 'units') continue;
    const key = what[language];
    const known = standing.get(key);
    if (known) known.count += count;
    else standing.set(key, { what: key, settle: settle[language], inPlan, count });
  }
  const splits = input.steps.filter((step) => step.kind === 'split').map((step) => step.unitId);
  const subjects = (splitId: Id) =>
    input.units.filter((unit) => unit.parentId === splitId).length +
    input.people.filter((person) => person.branchId === splitId).length +
    input.arrivals.filter((arrival) => arrival.branchId === splitId).length;
  return {
    steps: input.steps.map((step, at) => ({
      step: step as PlanAnswer['steps'][number]['step'],
      text: wordsOfStep(step, nameOf, language),
      problems: isOver
        ? []
        : problems.filter((each) => each.steps.includes(at)).map((each) => inWords(each.refusal)),
    })),
    problems: isOver
      ? []
      : problems.filter((each) => each.steps.length === 0).map((each) => inWords(each.refusal)),
    levelFixes: isOver ? 0 : fittingLevels(foreseen, input.steps, plan.on).length,
    differences: isOver ? [] : differences,
    worklists: isOver
      ? []
      : splits.map((splitId) => {
          const open = undecided.filter((each) => each.splitId === splitId).length;
          return { splitId, name: nameOf(splitId), open, settled: subjects(splitId) - open };
        }),
    counts: {
      founded: changes.founded.length,
      renamed: changes.renamed.length,
      recoded: changes.recoded.length,
      rekinded: changes.rekinded.length,
      moved: changes.moved.length,
      ended: changes.ended.length,
      joined: changes.joined.length,
      people: changes.people.length,
      undecided: undecided.length,
    },
    standing: [...standing.values()],
    ahead: isOver
      ? []
      : (
          await whatComes(world, tx, {
            on: plan.on,
            endedIds,
            ended: changes.ended,
            joined: changes.joined,
            people: changes.people,
            arriving: changes.arriving,
            places: placeFlows(input.units, input.steps),
            toldPlaces: plan.toldPlaces,
            founded: changes.founded,
          })
        ).map(({ key, title, lines }) => ({
          key,
          title: title[language],
          count: lines.length,
          lines: lines.slice(0, MOST_LINES).map(({ unitId, what, intoIds }) => ({
            unit: nameOf(unitId),
            what: what[language],
            into: intoIds.map(nameOf),
          })),
        })),
    warnings: isOver
      ? []
      : [
          ...(await placeWarnings(
            tx,
            place,
            plan,
            { before: input.units, after: foreseen.after, steps: input.steps },
            language,
          )),
          ...(await warningsOf(tx, place, plan, changes, foreseen.after, language)),
          ...(await secretaryWarnings(tx, place, plan, changes, foreseen.after, language)),
        ],
    receivers:
      plan.decision === null
        ? []
        : receivedBy(input, foreseen)
            .slice(0, MOST_RECEIVERS)
            .map(({ receiverId, receiver }) => ({ id: receiverId, name: receiver })),
    ...picturesOf(input.units, foreseen.after, changes),
  };
}
