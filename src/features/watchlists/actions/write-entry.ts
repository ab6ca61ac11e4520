import { holdersIn } from '#features/mandates/public.ts';
import { loadUnit, placeInLife } from '#features/units/public.ts';
import type { Place } from '#kernel/actor.ts';
import { type CivilDate, civilDateAt } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { DomainError, unwrap } from '#kernel/result.ts';
import { tidyText } from '#kernel/vietnamese.ts';
import type { Tx } from '#platform/database/database.ts';
import {
  type EntryFacts,
  insertEntry,
  insertLine,
  insertStep,
  selectStanding,
  setConsolidating,
  settleStep,
  takeOff,
  updateFacts,
} from '../db/entries.sql.ts';
import { checkDue, type Level, type LineKind } from '../domain/entry.ts';
import type { Sign } from '../domain/signs.ts';
import { signsOf } from './measure-signs.ts';

/** Who writes, and when. */
export type Hand = { personId: Id; nowMs: number };

const OWNERS = ['secretary', 'deputy-secretary', 'committee-member', 'officer'];

/** Who can be in charge of something in a committee: whoever holds a post there today. */
export async function ownersIn(tx: Tx, unitId: Id, today: CivilDate) {
  const found = new Map<Id, string>();
  for (const { personId, fullName, post } of await holdersIn(tx, unitId, today))
    if (OWNERS.includes(post)) found.set(personId, fullName);
  return [...found].map(([personId, fullName]) => ({ personId, fullName }));
}

async function mustBeOwner(tx: Tx, unitId: Id, ownerId: Id, today: CivilDate): Promise<void> {
  if (!(await ownersIn(tx, unitId, today)).some(({ personId }) => personId === ownerId))
    throw new DomainError({ code: 'watchlists.owner-without-post', field: 'ownerId' });
}

/** The organisation, when it lies below the committee. */
export async function mustLieBelow(tx: Tx, unitId: Id, branchId: Id, today: CivilDate) {
  const unit = await loadUnit(tx, branchId, today);
  const { above } = await placeInLife(tx, branchId, today);
  if (!above.includes(unitId)) throw new DomainError({ code: 'watchlists.not-below', field: 'branchId' });
  const [nearest] = above;
  return {
    id: branchId,
    name: unit.name,
    aboveName: nearest === undefined || nearest === unitId ? null : (await loadUnit(tx, nearest, today)).name,
  };
}

const writeLine = (
  tx: Tx,
  { personId, nowMs }: Hand,
  line: { entryId: Id; kind: LineKind; stepId?: Id; words?: string | null },
) =>
  insertLine(tx, {
    ...line,
    id: newId(nowMs),
    at: new Date(nowMs),
    on: civilDateAt(nowMs),
    by: personId,
  });

export const levelOf = (place: Place): Level => (place.above.length === 0 ? 'city' : 'ward');

/** Puts an organisation on a list, with the signs of the day. One that comes back points to the entry that it left. */
export async function enterOnList(
  tx: Tx,
  place: Place,
  branchId: Id,
  facts: EntryFacts,
  hand: Hand,
): Promise<Id> {
  const today = civilDateAt(hand.nowMs);
  await mustLieBelow(tx, place.unitId, branchId, today);
  await mustBeOwner(tx, place.unitId, facts.ownerId, today);
  unwrap(checkDue(facts.dueOn, today));
  const [standing] = await selectStanding(tx, place.unitId, branchId);
  const id = newId(hand.nowMs);
  const written = await insertEntry(tx, {
    ...facts,
    reason: tidyText(facts.reason),
    id,
    unitId: place.unitId,
    branchId,
    level: levelOf(place),
    enteredOn: today,
    enteredBy: hand.personId,
    signs: await signsOf(tx, branchId, today),
    earlierId: standing?.leftOn ? standing.id : null,
  });
  if (!written) throw new DomainError({ code: 'watchlists.on-list-already' });
  await writeLine(tx, hand, {
    entryId: id,
    kind: standing?.leftOn ? 'relapsed' : 'entered',
    words: tidyText(facts.reason),
  });
  return id;
}

export async function changeEntry(
  tx: Tx,
  entry: { id: Id; unitId: Id; ownerId: Id; dueOn: CivilDate },
  facts: EntryFacts,
  why: string,
  hand: Hand,
): Promise<void> {
  const today = civilDateAt(hand.nowMs);
  // Whoever is in charge may have left the post meanwhile; that alone asks for nobody else.
  if (facts.ownerId !== entry.ownerId) await mustBeOwner(tx, entry.unitId, facts.ownerId, today);
  if (facts.dueOn !== entry.dueOn) unwrap(checkDue(facts.dueOn, today));
  await updateFacts(tx, entry.id, { ...facts, reason: tidyText(facts.reason) });
  await writeLine(tx, hand, { entryId: entry.id, kind: 'changed', words: tidyText(why) });
}

/** Adds a step to the plan; with the first one the work of consolidation begins. */
export async function addStep(
  tx: Tx,
  entry: { id: Id; unitId: Id },
  step: { text: string; output: string; dueOn: CivilDate; ownerId: Id | null },
  hand: Hand,
): Promise<Id> {
  const today = civilDateAt(hand.nowMs);
  if (step.ownerId !== null) await mustBeOwner(tx, entry.unitId, step.ownerId, today);
  unwrap(checkDue(step.dueOn, today));
  const id = newId(hand.nowMs);
  const text = tidyText(step.text);
  await insertStep(tx, { ...step, text, output: tidyText(step.output), id, entryId: entry.id });
  await setConsolidating(tx, entry.id);
  await writeLine(tx, hand, { entryId: entry.id, stepId: id, kind: 'step-added', words: text });
  return id;
}

export async function settle(
  tx: Tx,
  step: { id: Id; entryId: Id; text: string },
  settled: { state: 'done' | 'dropped'; words: string },
  hand: Hand,
): Promise<void> {
  const words = tidyText(settled.words);
  const { state } = settled;
  if (!(await settleStep(tx, step.id, { state, on: civilDateAt(hand.nowMs), by: hand.personId, words })))
    throw new DomainError({ code: 'watchlists.step-settled' });
  await writeLine(tx, hand, {
    entryId: step.entryId,
    stepId: step.id,
    kind: state === 'done' ? 'step-done' : 'step-dropped',
    words: `${step.text}: ${words}`,
  });
}

export const urge = (tx: Tx, step: { id: Id; entryId: Id; text: string }, hand: Hand) =>
  writeLine(tx, hand, { entryId: step.entryId, stepId: step.id, kind: 'urged', words: step.text });

export const note = (tx: Tx, entryId: Id, text: string, hand: Hand) =>
  writeLine(tx, hand, { entryId, kind: 'note', words: tidyText(text) });

/** Takes an entry off the list, with the signs as they stand on that day. */
export async function leave(
  tx: Tx,
  entryId: Id,
  left: { state: 'consolidated' | 'removed'; words: string; evidence: string | null; signs: readonly Sign[] },
  hand: Hand,
): Promise<void> {
  const words = tidyText(left.words);
  const evidence = left.evidence === null ? null : tidyText(left.evidence);
  await takeOff(tx, entryId, {
    state: left.state,
    on: civilDateAt(hand.nowMs),
    words,
    evidence,
    signs: left.signs,
  });
  await writeLine(tx, hand, {
    entryId,
    kind: left.state,
    words: evidence === null ? words : `${words}\n${evidence}`,
  });
}
