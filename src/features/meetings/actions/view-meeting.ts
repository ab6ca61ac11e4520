import { paperHead } from '#features/units/public.ts';
import type { MeetingSummary, MeetingView } from '../contract.ts';
import { holdsRecord } from '../domain/accept-entry.ts';
import type { LoadedMeeting, Reader } from './load-meeting.ts';

const summaryOf = (row: LoadedMeeting['row']): MeetingSummary => ({
  id: row.id,
  branchId: row.branchId,
  month: row.month,
  kind: row.kind,
  plannedOn: row.plannedOn,
  plannedTime: row.plannedTime,
  place: row.place,
  stage: row.stage,
  heldOn: row.heldOn,
  base: row.base,
  present: row.present,
  ownScore: row.ownScore,
  confirmedScore: row.confirmedScore,
  isTakenOver: row.isTakenOver,
});

/**
 * A meeting as it is sent to one reader.
 * @param meeting with the entries that this reader may see
 */
export function viewOf(
  {
    row,
    context,
    state,
    entries,
  }: Pick<LoadedMeeting, 'row' | 'context' | 'state'> & Pick<MeetingView, 'entries'>,
  { role, readsPrivateTexts, author }: Reader,
  more: { nowMs: number } & Pick<MeetingView, 'closedMonth' | 'takenOver' | 'lastRecorderId'>,
): MeetingView {
  const isHere = row.takenOver === null;
  const holder = isHere && holdsRecord(state, author);
  const { nowMs, ...rest } = more;
  return {
    meeting: {
      ...summaryOf(row),
      closedAt: row.closedAt?.toISOString() ?? null,
      minutesNumber: row.minutesNumber,
      resolutionNumber: row.resolutionNumber,
    },
    context,
    entries,
    cursor: row.entryCount,
    role,
    memberId: author.memberId ?? author.personId,
    abilities: {
      lead: isHere && role === 'lead',
      record: holder,
      takePart: isHere && author.memberId !== null,
      confirmScore: isHere && author.rights.includes('follower'),
      annex: holder,
      readPrivateTexts: readsPrivateTexts,
    },
    now: nowMs,
    paper: paperHead(context.aboveName),
    ...rest,
  };
}
