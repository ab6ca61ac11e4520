import { actorInEnded } from '#features/mandates/public.ts';
import { placeInLife, unitsCarriedOn } from '#features/units/public.ts';
import type { Actor, Place } from '#kernel/actor.ts';
import { addMonths, type CivilDate, monthOf, type YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import type { MeetingSummary } from '../contract.ts';
import { selectClosedMonths, selectMeetingsOf, selectRegularMonths } from '../db/meetings.sql.ts';
import { type MeetingSeries, meetingIn } from '../domain/next-meeting.ts';
import { mayReadMeetings } from '../policy.ts';

const MONTHS = 12;
/** Three kinds and a few cancelled ones a month: enough rows to be sure of twelve months. */
const MOST_ROWS = MONTHS * 8;

/** Twelve months of meetings before a month, and the month to ask with for those before them. */
export async function pageOfMeetings(
  tx: Tx,
  branchId: string,
  before: YearMonth | null,
): Promise<{ meetings: MeetingSummary[]; next: YearMonth | null }> {
  const found = await selectMeetingsOf(tx, branchId, before, MOST_ROWS + 1);
  const months = [...new Set(found.map((meeting) => meeting.month))];
  const last = months[MONTHS - 1];
  if (last === undefined || months.length <= MONTHS) return { meetings: found, next: null };
  return { meetings: found.filter((meeting) => meeting.month >= last), next: last };
}

/** Branches that are no more and that this one carries on, so far as this person may read their meetings. */
export async function booksCarriedOn(
  tx: Tx,
  actor: Actor,
  branchId: Id,
  today: CivilDate,
): Promise<{ id: Id; name: string; endedOn: CivilDate }[]> {
  const open: { id: Id; name: string; endedOn: CivilDate }[] = [];
  for (const { id, name, endedOn } of await unitsCarriedOn(tx, [branchId], today))
    if (mayReadMeetings(await actorInEnded(tx, actor, id, today), await placeInLife(tx, id, today)))
      open.push({ id, name, endedOn });
  return open;
}

/** The next month without a regular meeting, by the branch's usual day; null when the usual day is not known. */
export async function suggestMeeting(tx: Tx, place: Place, series: MeetingSeries | null, today: CivilDate) {
  if (series === null) return null;
  const from = monthOf(today);
  const taken = (await selectRegularMonths(tx, [place.unitId], from)).map((each) => each.month);
  const closed = await selectClosedMonths(tx, [place.unitId, ...place.above], from);
  let month = from;
  while (taken.includes(month) || closed.includes(month)) month = addMonths(month, 1);
  const meeting = meetingIn(series, month);
  // The usual day has passed and nobody met: today is the earliest that is left of the month.
  const plannedOn = meeting.plannedOn < today ? today : meeting.plannedOn;
  return { ...meeting, plannedOn, kind: 'regular' as const };
}
