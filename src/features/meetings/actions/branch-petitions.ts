import { actorInEnded } from '#features/mandates/public.ts';
import { idsOfPerson, namesOf } from '#features/members/public.ts';
import { isBranchKind } from '#features/units/contract.ts';
import { dayInLife, loadUnit, placeInLife, unitsByIds, unitsCarriedOn } from '#features/units/public.ts';
import { type Actor, type Place, unitsHeldAs } from '#kernel/actor.ts';
import { type CivilDate, civilDateAt } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Waiting } from '#platform/feature.ts';
import type { PETITION_SHELVES, PetitionShown } from '../contract.ts';
import {
  type PetitionMeeting,
  type PetitionsOf,
  selectOpinionEntries,
  selectPetitionEntries,
  selectPetitionMeetings,
} from '../db/petitions.sql.ts';
import type { StoredEntry } from '../domain/entry.ts';
import { missingBeginnings, type Petition, readPetitions } from '../domain/read-petitions.ts';
import { isOfBranch, keepsRecords, mayReadMeetings } from '../policy.ts';

const AT_ONCE = 30;

type Asked = { meeting: PetitionMeeting; petition: Petition };

/** Everything that was asked in meetings of these branches or of this person's, the oldest first. */
export async function petitionsOf(tx: Tx, of: PetitionsOf): Promise<Asked[]> {
  const meetings = await selectPetitionMeetings(tx, of);
  if (meetings.length === 0) return [];
  const ids = meetings.map(({ meetingId }) => meetingId);
  const entries = await selectPetitionEntries(tx, ids);
  const missing = missingBeginnings(entries);
  if (missing.length > 0) entries.push(...(await selectOpinionEntries(tx, ids, missing)));
  const linesOf = new Map<Id, StoredEntry[]>(ids.map((id) => [id, []]));
  for (const entry of entries) linesOf.get(entry.meetingId)?.push(entry);
  return meetings
    .flatMap((meeting) =>
      readPetitions(linesOf.get(meeting.meetingId) ?? []).map((petition) => ({ meeting, petition })),
    )
    .toSorted((a, b) => keyOf(a).localeCompare(keyOf(b)));
}

const keyOf = ({ meeting, petition }: Asked): string =>
  `${meeting.heldOn} ${String(petition.askedAt).padStart(16, '0')} ${petition.opinionId}`;

/** What a meeting that goes on has not answered is answered there, and waits for nobody yet. */
const isOpen = ({ meeting, petition }: Asked): boolean =>
  petition.answer === null && meeting.stage !== 'running';

/** A branch as one reader stands in it. */
type Branch = { name: string; place: Place; reader: Actor };

async function branchFor(tx: Tx, actor: Actor, branchId: Id, today: CivilDate): Promise<Branch> {
  const [place, reader, day] = [
    await placeInLife(tx, branchId, today),
    await actorInEnded(tx, actor, branchId, today),
    await dayInLife(tx, branchId, today),
  ];
  return { name: (await loadUnit(tx, branchId, day)).name, place, reader };
}

async function shown(
  tx: Tx,
  asked: readonly Asked[],
  actor: Actor,
  branches: ReadonlyMap<Id, Branch>,
): Promise<PetitionShown[]> {
  const people = asked.map(({ petition }) => petition.speakerId);
  const names = new Map((await namesOf(tx, people)).map((each) => [each.personId, each.fullName]));
  const own = new Set(await idsOfPerson(tx, actor.personId));
  return asked.map(({ meeting, petition }) => {
    const { name, place, reader } = branches.get(meeting.branchId)!;
    const isOwn = petition.speakerKind === 'member' && own.has(petition.speakerId);
    const isWithheld = petition.isPrivate && !isOwn && !isOfBranch(reader, place);
    const isRunning = meeting.stage === 'running';
    return {
      opinionId: petition.opinionId,
      meetingId: meeting.meetingId,
      branchId: meeting.branchId,
      branchName: name,
      month: meeting.month,
      heldOn: meeting.heldOn,
      nature: petition.nature,
      speaker:
        petition.speakerKind === 'guest' ? petition.guestName : (names.get(petition.speakerId) ?? null),
      isOwn,
      text: isWithheld ? '' : petition.text,
      isWithheld,
      isPrivate: petition.isPrivate,
      answer: petition.answer && {
        text: isWithheld ? '' : petition.answer.text,
        on: civilDateAt(petition.answer.at),
      },
      isRunning,
      mayAnswer: petition.answer === null && !isRunning && keepsRecords(reader, place),
      mayOpen: mayReadMeetings(reader, place),
    };
  });
}

function pageFrom(all: readonly Asked[], after: Id | undefined): { page: Asked[]; next: Id | null } {
  const from = after === undefined ? 0 : all.findIndex(({ petition }) => petition.opinionId === after) + 1;
  const page = all.slice(from, from + AT_ONCE);
  const isLast = from + page.length >= all.length;
  return { page, next: isLast ? null : (page.at(-1)?.petition.opinionId ?? null) };
}

/** The branch itself, and the books of those that it carries on so far as this reader opens them. */
async function branchWithBooks(
  tx: Tx,
  actor: Actor,
  branchId: Id,
  today: CivilDate,
): Promise<Map<Id, Branch>> {
  const found = new Map<Id, Branch>([[branchId, await branchFor(tx, actor, branchId, today)]]);
  for (const { id } of await unitsCarriedOn(tx, [branchId], today)) {
    const book = await branchFor(tx, actor, id, today);
    if (mayReadMeetings(book.reader, book.place)) found.set(id, book);
  }
  return found;
}

/**
 * Petitions of a branch and of those that it carries on. The caller has asked who may read the branch.
 * `seen`: the branches whose members are named to somebody from outside.
 */
export async function pageOfPetitions(
  tx: Tx,
  actor: Actor,
  of: { branchId: Id; shelf: (typeof PETITION_SHELVES)[number]; after?: Id | undefined },
  today: CivilDate,
) {
  const branches = await branchWithBooks(tx, actor, of.branchId, today);
  const all = await petitionsOf(tx, { branchIds: [...branches.keys()] });
  const open = all.filter(isOpen);
  const answeredAt = ({ petition }: Asked) => petition.answer?.at ?? 0;
  const answered = all
    .filter(({ petition }) => petition.answer !== null)
    .toSorted((a, b) => answeredAt(b) - answeredAt(a));
  const { page, next } = pageFrom(of.shelf === 'open' ? open : answered, of.after);
  return {
    branch: { id: of.branchId, name: branches.get(of.branchId)!.name },
    petitions: await shown(tx, page, actor, branches),
    open: open.length,
    answered: answered.length,
    next,
    seen: page
      .filter(({ meeting }) => {
        const { reader, place } = branches.get(meeting.branchId)!;
        return !isOfBranch(reader, place);
      })
      .map(({ meeting, petition }) => ({ branchId: meeting.branchId, personId: petition.speakerId })),
  };
}

/** What a person asked in meetings, newest first. */
export async function pageOfOwnPetitions(tx: Tx, actor: Actor, after: Id | undefined, today: CivilDate) {
  // A record that was merged into the own one has said what it said under its own id.
  const own = new Set(await idsOfPerson(tx, actor.personId));
  const all = (await petitionsOf(tx, { personId: actor.personId }))
    .filter(({ petition }) => petition.speakerKind === 'member' && own.has(petition.speakerId))
    .toReversed();
  const { page, next } = pageFrom(all, after);
  const branches = new Map<Id, Branch>();
  for (const { meeting } of page)
    if (!branches.has(meeting.branchId))
      branches.set(meeting.branchId, await branchFor(tx, actor, meeting.branchId, today));
  return { petitions: await shown(tx, page, actor, branches), next };
}

/** How many petitions of each of these branches, put before a day, nobody has answered; branches without any are left out. */
export async function countUnanswered(
  tx: Tx,
  branchIds: readonly Id[],
  before: CivilDate,
): Promise<{ branchId: Id; count: number }[]> {
  if (branchIds.length === 0) return [];
  const counts = new Map<Id, number>();
  for (const asked of await petitionsOf(tx, { branchIds })) {
    if (!isOpen(asked) || asked.meeting.heldOn >= before) continue;
    counts.set(asked.meeting.branchId, (counts.get(asked.meeting.branchId) ?? 0) + 1);
  }
  return [...counts].map(([branchId, count]) => ({ branchId, count }));
}

/** Petitions that nobody has answered, for whoever leads a branch or the one that carries it on. */
export async function waitingPetitions(tx: Tx, actor: Actor, today: CivilDate): Promise<Waiting[]> {
  const units = await unitsByIds(tx, unitsHeldAs(actor, ['secretary', 'deputy-secretary']), today);
  const led = units.filter((unit) => isBranchKind(unit.kind)).map((unit) => unit.id);
  if (led.length === 0) return [];
  const books = await unitsCarriedOn(tx, led, today);
  const open = (await petitionsOf(tx, { branchIds: [...led, ...books.map(({ id }) => id)] })).filter(isOpen);
  return led.map((branchId) => {
    const isHere = new Set([branchId, ...books.filter((b) => b.heirId === branchId).map(({ id }) => id)]);
    return {
      key: 'meetings.petitions' as const,
      text: {
        vi: 'Trả lời kiến nghị, đề xuất của đảng viên',
        en: 'Answer petitions and proposals of members',
      },
      count: open.filter(({ meeting }) => isHere.has(meeting.branchId)).length,
      counted: { vi: 'kiến nghị', en: 'petitions', enOne: 'petition' },
      unitId: branchId,
      to: `/branches/${branchId}/petitions` as const,
      isLate: false,
    };
  });
}
