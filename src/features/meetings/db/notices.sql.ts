import { type Id, newId } from '#kernel/ids.ts';
import { json, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { NOTICE_KINDS } from '../contract.ts';

export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** What a notice says beside its kind: dates and places, put into words when it is read. */
export type NoticeFacts = { plannedOn?: string; plannedTime?: string; place?: string; month?: string };

export type NewNotice = { kind: NoticeKind; meetingId: Id; branchId: Id; facts: NoticeFacts };

/** Tells many people the same in one statement. */
export async function insertNotices(
  tx: Tx,
  personIds: readonly Id[],
  notice: NewNotice,
  nowMs: number,
): Promise<void> {
  if (personIds.length === 0) return;
  const each = personIds.map((personId) => ({ id: newId(nowMs), personId }));
  await run(
    tx,
    sql`/* hot */ insert into meetings.notice (id, person_id, kind, meeting_id, branch_id, facts, at)
        select x.id, x."personId", ${notice.kind}, ${notice.meetingId}::uuid, ${notice.branchId}::uuid,
               ${json(notice.facts)}, ${new Date(nowMs)}
          from jsonb_to_recordset(${json(each)}) as x(id uuid, "personId" uuid)`,
  );
}

export type NoticeRow = {
  id: Id;
  kind: NoticeKind;
  meetingId: Id;
  branchId: Id;
  facts: NoticeFacts;
  at: Date;
  isRead: boolean;
};

/** The newest notices of a person since an instant. */
export const selectNotices = (tx: Tx, personId: Id, sinceMs: number) =>
  rows(
    tx,
    sql<NoticeRow>`
      select id, kind, meeting_id as "meetingId", branch_id as "branchId", facts, at, read_at is not null as "isRead"
        from meetings.notice where person_id = ${personId} and at > ${new Date(sinceMs)}
       order by at desc, id desc limit 50`,
  );

export const markRead = (tx: Tx, personId: Id, ids: readonly Id[], nowMs: number) =>
  run(
    tx,
    sql`update meetings.notice set read_at = ${new Date(nowMs)}
         where person_id = ${personId} and id = any(${uuids(ids)}) and read_at is null`,
  );

/** Takes what everybody was told until an instant as read a day later: nobody comes back to a year of news. */
export const markReadUntil = (tx: Tx, untilMs: number) =>
  run(
    tx,
    sql`update meetings.notice set read_at = at + interval '1 day'
         where at < ${new Date(untilMs)} and read_at is null`,
  );
