import type { PeopleMerged } from '#features/members/contract.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { json, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { NOTICE_KINDS } from '../contract.ts';

export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** What a notice says beside its kind: dates and places, put into words when it is read. */
export type NoticeFacts = {
  plannedOn?: string;
  plannedTime?: string;
  place?: string;
  month?: string;
  /** The petition that is answered, and the beginning of the answer: whoever has left the branch reads it here. */
  opinionId?: Id;
  answer?: string;
};

export type NewNotice = { kind: NoticeKind; meetingId: Id; branchId: Id; facts: NoticeFacts };

/**
 * Tells people of a branch the same. They find it by their membership of that branch or their mandate there, today's or
 * one that has ended.
 */
export async function insertNotices(
  tx: Tx,
  personIds: readonly Id[],
  notice: NewNotice,
  nowMs: number,
): Promise<void> {
  if (personIds.length === 0) return;
  await run(
    tx,
    sql`/* hot */ insert into meetings.notice (id, kind, meeting_id, branch_id, facts, at, person_ids)
        values (${newId(nowMs)}, ${notice.kind}, ${notice.meetingId}, ${notice.branchId},
                ${json(notice.facts)}, ${new Date(nowMs)}, ${uuids(personIds)})`,
  );
}

/** Takes back what was told of a petition: an answer that is written anew is told once. */
export const removeAnswerNotices = (tx: Tx, meetingId: Id, opinionId: Id) =>
  run(
    tx,
    sql`delete from meetings.notice
         where meeting_id = ${meetingId} and kind = 'petition-answered' and facts ->> 'opinionId' = ${opinionId}::text`,
  );

export type NoticeRow = {
  id: Id;
  kind: NoticeKind;
  meetingId: Id;
  /** Of the meeting today: a plan may have moved it since. */
  branchId: Id;
  facts: NoticeFacts;
  at: Date;
  isRead: boolean;
};

/** That a notice `n` was told to a person. */
const isTold = (personId: Id) => sql`
  n.branch_id in (select branch_id from members.membership where person_id = ${personId}
                  union select unit_id from mandates.mandate where person_id = ${personId})
  and ${personId}::uuid = any(n.person_ids)`;

/** The newest notices of a person since an instant. */
export const selectNotices = (tx: Tx, personId: Id, sinceMs: number) =>
  rows(
    tx,
    sql<NoticeRow>`
      /* hot */ select n.id, n.kind, n.meeting_id as "meetingId", m.branch_id as "branchId", n.facts, n.at,
             ${personId}::uuid = any(n.read_by) as "isRead"
        from meetings.notice n join meetings.meeting m on m.id = n.meeting_id
       where ${isTold(personId)} and n.at > ${new Date(sinceMs)}
       order by n.at desc, n.id desc limit 50`,
  );

export const markRead = (tx: Tx, personId: Id, ids: readonly Id[]) =>
  run(
    tx,
    sql`update meetings.notice n set read_by = n.read_by || ${personId}::uuid
         where n.id = any(${uuids(ids)}) and ${personId}::uuid = any(n.person_ids)
           and not ${personId}::uuid = any(n.read_by)`,
  );

/** Takes a person out of everything that was told. */
export async function forgetReader(tx: Tx, personId: Id): Promise<void> {
  await run(
    tx,
    sql`update meetings.notice n
           set person_ids = array_remove(n.person_ids, ${personId}::uuid),
               read_by = array_remove(n.read_by, ${personId}::uuid)
         where ${isTold(personId)}`,
  );
}

/** A list of people in which one stands for the other, who may stand there already. */
const onlyOnce = (list: ReturnType<typeof sql>, goneId: Id, keptId: Id) => sql`
  case when ${keptId}::uuid = any(${list}) then array_remove(${list}, ${goneId}::uuid)
       else array_replace(${list}, ${goneId}::uuid, ${keptId}::uuid) end`;

/** What the record that goes was told is told to the one that stays, once, in these branches and where either has a post. */
export const carryNotices = (tx: Tx, { goneId, keptId, branchIds }: PeopleMerged) =>
  run(
    tx,
    sql`update meetings.notice n
           set person_ids = ${onlyOnce(sql`n.person_ids`, goneId, keptId)},
               read_by = ${onlyOnce(sql`n.read_by`, goneId, keptId)}
         where n.branch_id in (select unnest(${uuids(branchIds)}) union
                               select unit_id from mandates.mandate where person_id in (${goneId}, ${keptId}))
           and ${goneId}::uuid = any(n.person_ids)`,
  );

/** Takes what everybody was told until an instant as read: nobody comes back to a year of news. */
export const markReadUntil = (tx: Tx, untilMs: number) =>
  run(tx, sql`update meetings.notice set read_by = person_ids where at < ${new Date(untilMs)}`);
