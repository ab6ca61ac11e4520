import { memberRulesFor, workCalendar } from '#features/rulebooks/public.ts';
import type { Place } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Person } from '../contract.ts';
import { selectLastMove, selectLife, selectMoves, selectTarget } from '../db/life.sql.ts';
import { selectMemberships, selectPerson } from '../db/members.sql.ts';
import { periodOn, probationBegan, standingOf } from '../domain/life/life.ts';
import { possibleMoves, type RecordedMoveKind } from '../domain/life/move.ts';
import { rulesAndSources } from '../domain/life/rule-context.ts';
import { probationOf, suspensionOf } from '../domain/life/terms.ts';
import { CARRIED_BY } from './record-move.ts';

/** The record of a person with everything that happened. Errors: `platform.not-found`. */
export async function personFacts(tx: Tx, personId: Id): Promise<Person> {
  const found = await selectPerson(tx, personId);
  if (!found) throw new DomainError({ code: 'platform.not-found' });
  const moves = (await selectMoves(tx, personId)).map(({ details: _, ...move }) => ({
    ...move,
    recordedAt: move.recordedAt.toISOString(),
    takenBackAt: move.takenBackAt?.toISOString() ?? null,
  }));
  return { ...found, memberships: await selectMemberships(tx, personId), moves };
}

const FIELDS_OF_TODAY = [
  'ethnicity',
  'religion',
  'homeTown',
  'address',
  'occupation',
  'education',
  'expertise',
  'politicalTheory',
  'cardNumber',
  'citizenId',
  'phone',
  'email',
  'badge',
  'note',
  'diedOn',
] as const satisfies readonly (keyof Person)[];

/**
 * Since when a person is of this branch no more; null while they are, and of somebody who belongs nowhere any more: their
 * record stays where they were last.
 */
export function leftBranchOn(
  { memberships }: Pick<Person, 'memberships'>,
  branchId: Id,
  today: CivilDate,
): CivilDate | null {
  const lasts = (to: CivilDate | null) => to === null || to > today;
  const here = memberships.filter((each) => each.branchId === branchId);
  if (here.length === 0 || here.some(({ to }) => lasts(to))) return null;
  const left = here.map(({ to }) => to!).reduce((a, b) => (a > b ? a : b));
  const isElsewhere = memberships.some(
    ({ branchId: id, to }) => id !== branchId && (lasts(to) || to! > left),
  );
  return isElsewhere ? left : null;
}

/**
 * What of a record belongs to the time in a branch that the person has left: who it is, the periods there and what was
 * decided there. How they live and where they are today is for those who have to do with them today.
 */
export function recordOfTimeIn(person: Person, branchId: Id, left: CivilDate): Person {
  const known = (date: Person['admittedOn']) => (date && date.date <= left ? date : null);
  return {
    ...person,
    ...(Object.fromEntries(FIELDS_OF_TODAY.map((field) => [field, null])) as Record<
      (typeof FIELDS_OF_TODAY)[number],
      null
    >),
    admittedOn: known(person.admittedOn),
    officialOn: known(person.officialOn),
    memberships: person.memberships.filter((each) => each.branchId === branchId),
    moves: person.moves.filter((each) => each.branchId === branchId),
  };
}

/** What runs for a member today, and what may be recorded by somebody who may change the list. */
export async function standingFacts(
  tx: Tx,
  place: Place,
  person: Person,
  today: CivilDate,
  mayChange: boolean,
) {
  const life = await selectLife(tx, person.personId);
  if (!life) throw new DomainError({ code: 'platform.not-found' });
  const context = rulesAndSources(await memberRulesFor(tx, place, today));
  const terms = { today, calendar: await workCalendar(tx), ...context };
  const home = periodOn(life.periods, 'home', today);
  const isHere = home?.branchId === place.unitId;
  const began = home && standingOf(home) === 'provisional' ? probationBegan(life, today) : undefined;
  const target = await selectTarget(tx, place.unitId, today);
  const last = mayChange ? await selectLastMove(tx, person.personId) : undefined;
  const isTakenBackHere =
    last &&
    CARRIED_BY.every((key) => last.details[key] === undefined) &&
    person.moves.some((move) => move.id === last.id && move.branchId === place.unitId);
  const possible: RecordedMoveKind[] = mayChange
    ? possibleMoves(life, place.unitId, { today, ...context, ...(target ? { target } : {}) })
    : [];
  return {
    today,
    decidedBy: context.rules['moves.decider'],
    suspensionRule: context.sources['suspension.days'],
    mayChange,
    possible,
    takeBack: isTakenBackHere ? last.id : null,
    probation: isHere && began ? probationOf(terms, began) : null,
    suspension: isHere && home.status === 'suspended' ? suspensionOf(terms, home.from) : null,
  };
}
