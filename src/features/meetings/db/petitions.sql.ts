import type { CivilDate, YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { rows, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { MeetingStage } from '../contract.ts';
import type { StoredEntry } from '../domain/entry.ts';

/** Word for word the condition of the index `petition_of_meeting`. */
const isAboutPetitions = sql`
  ((e.kind = 'opinion-recorded' and e.payload ->> 'nature' in ('petition', 'proposal'))
    or e.kind in ('opinion-edited', 'opinion-withdrawn', 'petition-answered', 'annex-added', 'guest-recorded'))`;
const columns = sql`
  e.id, e.meeting_id as "meetingId", e.branch_id as "branchId", e.kind, e.payload, e.author_id as "authorId",
  e.device_id as "deviceId", e.lamport, e.at, e.seq,
  (extract(epoch from e.received_at) * 1000)::bigint as "receivedAt"`;

export type PetitionMeeting = {
  meetingId: Id;
  branchId: Id;
  month: YearMonth;
  heldOn: CivilDate;
  stage: MeetingStage;
};

const meeting = sql`
  m.id as "meetingId", m.branch_id as "branchId", m.month, coalesce(m.held_on, m.planned_on)::text as "heldOn", m.stage`;

/** Whose meetings are looked through: branches, or all in which a person sat. */
export type PetitionsOf = { branchIds: readonly Id[] } | { personId: Id };

const isOneOf = (of: PetitionsOf) =>
  'branchIds' in of
    ? sql`m.branch_id = any(${uuids(of.branchIds)})`
    : sql`m.branch_id in (select branch_id from members.membership where person_id = ${of.personId}
                          union select unit_id from mandates.mandate where person_id = ${of.personId})`;

/** Meetings that have begun and in which something was asked, or made a petition later. */
export const selectPetitionMeetings = (tx: Tx, of: PetitionsOf) =>
  rows(
    tx,
    sql<PetitionMeeting>`
      select ${meeting} from meetings.meeting m
       where ${isOneOf(of)} and m.stage in ('running', 'ended', 'closed') and m.taken_over_from is null
         and exists (select from meetings.entry e where e.meeting_id = m.id and ${isAboutPetitions})`,
  );

/** The lines of these meetings that record petitions, change or answer them. */
export const selectPetitionEntries = (tx: Tx, meetingIds: readonly Id[]) =>
  rows(
    tx,
    sql<StoredEntry>`select ${columns} from meetings.entry e
                      where e.meeting_id = any(${uuids(meetingIds)}) and ${isAboutPetitions}`,
  );

/** Where opinions of these meetings were first written down: they were made petitions later. */
export const selectOpinionEntries = (tx: Tx, meetingIds: readonly Id[], opinionIds: readonly Id[]) =>
  rows(
    tx,
    sql<StoredEntry>`select ${columns} from meetings.entry e
                      where e.meeting_id = any(${uuids(meetingIds)}) and e.kind = 'opinion-recorded'
                        and e.payload ->> 'opinionId' = any(string_to_array(${opinionIds.join(',')}::text, ','))`,
  );
