import { directivesFor } from '#features/directives/public.ts';
import { holdersIn } from '#features/mandates/public.ts';
import { rollOf } from '#features/members/public.ts';
import { votingRulesFor } from '#features/rulebooks/public.ts';
import { openTasksFor } from '#features/tasks/public.ts';
import { dayInLife, loadUnit, placeInLife, placeOf, unitsAbove } from '#features/units/public.ts';
import { type Actor, belongsTo, holds, type Place, type Post } from '#kernel/actor.ts';
import { addMonths, type CivilDate, firstDayOf, type YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import { type Tx, together } from '#platform/database/database.ts';
import type { MeetingContext, ReaderRole } from '../contract.ts';
import { selectEntries } from '../db/entries.sql.ts';
import {
  type FrozenFacts,
  isClosedFor,
  lockMeeting,
  type MeetingRow,
  selectExcusedInARow,
  selectMeeting,
  selectThematicMonths,
} from '../db/meetings.sql.ts';
import type { EntryAuthor, MeetingRight } from '../domain/accept-entry.ts';
import type { StoredEntry } from '../domain/entry.ts';
import { foldMeeting, type MeetingState } from '../domain/fold.ts';
import type { DirectiveForMeeting } from '../domain/suggest-focus.ts';
import { isOfBranch, leadsHeir } from '../policy.ts';

/** A meeting with everything that is needed to judge or print it. */
export type LoadedMeeting = {
  row: MeetingRow;
  place: Place;
  context: MeetingContext;
  entries: StoredEntry[];
  state: MeetingState;
};

export const refusal = (code: string, facts?: Record<string, string | number | null>): DomainError =>
  new DomainError({ code, ...(facts ? { facts } : {}) });

/**
 * The facts of a meeting of this branch as they are on a day: who belongs to it, who follows it, what is open.
 * Frozen when the meeting begins; read anew before.
 */
export async function factsOn(
  tx: Tx,
  meeting: { branchId: Id; month: YearMonth; kind: MeetingContext['meeting']['kind'] },
  day: CivilDate,
): Promise<FrozenFacts> {
  const { branchId, month } = meeting;
  const [unit, above, members, holders, excused, thematicMonths, tasks, voting] = await together(tx, (tx) =>
    Promise.all([
      loadUnit(tx, branchId, day),
      unitsAbove(tx, branchId, day),
      rollOf(tx, branchId, day),
      holdersIn(tx, branchId, day),
      selectExcusedInARow(tx, branchId, day),
      selectThematicMonths(tx, branchId, month.slice(0, 4)),
      openTasksFor(tx, branchId, month),
      votingOn(tx, branchId, day),
    ]),
  );
  const absences = new Map(excused.map((each) => [each.personId, each.count]));
  const postsOf = new Map<Id, Post[]>();
  for (const { personId, post } of holders) postsOf.set(personId, [...(postsOf.get(personId) ?? []), post]);
  return {
    branchName: unit.name,
    aboveName: above[0]?.name ?? '',
    hasCommittee: holders.some((holder) => holder.post === 'committee-member'),
    roll: members.map(({ personId, fullName, status }) => ({
      memberId: personId,
      personId,
      fullName,
      status,
      posts: postsOf.get(personId) ?? [],
      excusedInARow: absences.get(personId) ?? 0,
    })),
    followers: holders
      .filter((holder) => holder.post === 'follower')
      .map(({ personId, fullName }) => ({ personId, fullName })),
    thematicInMonth: meeting.kind !== 'regular' || thematicMonths.includes(month),
    voting,
    lastMonthTasks: tasks,
  };
}

/** The facts as they stand in the context of a meeting that was loaded. */
export const factsIn = ({
  branchName,
  aboveName,
  hasCommittee,
  roll,
  followers,
  thematicInMonth,
  lastMonthTasks,
  voting,
}: MeetingContext): FrozenFacts => ({
  branchName,
  aboveName,
  hasCommittee,
  roll,
  followers,
  thematicInMonth,
  lastMonthTasks,
  voting,
});

async function votingOn(tx: Tx, branchId: Id, day: CivilDate): Promise<FrozenFacts['voting']> {
  const { versionCode, rules } = await votingRulesFor(tx, await placeOf(tx, branchId, day), day);
  return { code: versionCode, rules };
}

/** The document on which the procedure stands names the rulebook. */
function titleOf(row: MeetingRow): MeetingContext['rulebook']['title'] {
  const steps = row.rules[`steps.${row.kind}`] as {
    source: { document: string };
    instead?: { source: { document: string } };
  };
  const { document } = (steps.instead ?? steps).source;
  return { vi: `Hướng dẫn ${document}`, en: `Guidance ${document}` };
}

export const contextOf = (row: MeetingRow, facts: FrozenFacts): MeetingContext => ({
  meeting: {
    id: row.id,
    branchId: row.branchId,
    month: row.month,
    kind: row.kind,
    plannedOn: row.plannedOn,
    plannedTime: row.plannedTime,
    place: row.place,
  },
  ...facts,
  rulebook: { code: row.rulebookCode, title: titleOf(row) },
  rules: row.rules,
});

/**
 * The meeting, its place in the tree on `today`, its facts and the fold of its journal. With `lock` nobody else
 * writes to it until the transaction ends. Errors: `platform.not-found`.
 */
export async function loadMeeting(
  tx: Tx,
  meetingId: Id,
  today: CivilDate,
  lock: 'lock' | 'read' = 'read',
  known: { place?: Place; journalOf?: (row: MeetingRow) => StoredEntry[] | undefined } = {},
): Promise<LoadedMeeting> {
  const row = await (lock === 'lock' ? lockMeeting : selectMeeting)(tx, meetingId);
  if (!row) throw refusal('platform.not-found');
  const factsOfDay = async (tx: Tx): Promise<FrozenFacts> => {
    // One that was called off because its branch ends lies after the last day of the branch.
    const isCancelled = row.stage === 'cancelled';
    return factsOn(tx, row, isCancelled ? await dayInLife(tx, row.branchId, row.plannedOn) : row.plannedOn);
  };
  const [place, facts, entries] = await together(tx, (tx) =>
    Promise.all([
      known.place ?? placeInLife(tx, row.branchId, today),
      row.frozen ?? factsOfDay(tx),
      row.entryCount === 0 ? [] : (known.journalOf?.(row) ?? selectEntries(tx, meetingId)),
    ]),
  );
  const context = contextOf(row, facts);
  return { row, place, context, entries, state: foldMeeting(context, entries) };
}

/** The rights that mandates and membership of the day give in this meeting. */
export function authorOf(actor: Actor, context: MeetingContext, place: Place): EntryAuthor {
  const { branchId } = context.meeting;
  const member = context.roll.find((each) => each.personId === actor.personId);
  const rights: MeetingRight[] = [];
  if (holds(actor, branchId, 'secretary', 'deputy-secretary') || leadsHeir(actor, place)) rights.push('lead');
  if (holds(actor, branchId, 'committee-member')) rights.push('recorder');
  if (belongsTo(actor, branchId) !== undefined) rights.push('member');
  if (holds(actor, branchId, 'follower')) rights.push('follower');
  return {
    personId: actor.personId,
    memberId: member?.memberId ?? null,
    status: member?.status ?? null,
    rights,
  };
}

export type Reader = { role: ReaderRole; readsPrivateTexts: boolean; author: EntryAuthor };

/** Where a reader stands: by mandate, by membership, or by what the journal appointed. */
export function readerOf(actor: Actor, place: Place, context: MeetingContext, state: MeetingState): Reader {
  const author = authorOf(actor, context, place);
  return { role: roleOf(author, state), readsPrivateTexts: isOfBranch(actor, place), author };
}

export function roleOf({ memberId, rights }: EntryAuthor, state: MeetingState): ReaderRole {
  const isChair = memberId !== null && memberId === state.started?.chairId;
  const isRecorder = memberId !== null && memberId === state.recorderId;
  if (rights.includes('lead') || isChair) return 'lead';
  if (rights.includes('recorder') || isRecorder) return 'recorder';
  if (rights.includes('member')) return 'member';
  return rights.includes('follower') ? 'follower' : 'above';
}

/** Errors: `meetings.month-closed`. */
export async function mustBeOpen(tx: Tx, place: Place, month: YearMonth): Promise<void> {
  if (await isClosedFor(tx, [place.unitId, ...place.above], month))
    throw refusal('meetings.month-closed', { month: month.split('-').reverse().join('/') });
}

/** Documents from above that a meeting in this month has to speak of: those of this month and the one before. */
export async function directivesOf(tx: Tx, branchId: Id, month: YearMonth): Promise<DirectiveForMeeting[]> {
  const found = await directivesFor(tx, branchId, {
    from: firstDayOf(addMonths(month, -1)),
    to: firstDayOf(addMonths(month, 1)),
  });
  return found.map((each) => ({
    directiveId: each.id,
    number: each.symbol,
    title: each.title,
    dueOn: each.dueOn,
  }));
}
