import type { Id } from '#kernel/ids.ts';
import { json, maybeOne, rows, run, sql, type Tx } from '#platform/database/database.ts';
import type { StoredEntry } from '../domain/entry.ts';

const columns = sql`
  e.id, e.meeting_id as "meetingId", e.branch_id as "branchId", e.kind, e.payload, e.author_id as "authorId",
  e.device_id as "deviceId", e.lamport, e.at, e.seq,
  (extract(epoch from e.received_at) * 1000)::bigint as "receivedAt"`;

/** Entries that arrived after a place in the journal, in the order of arrival. */
export const selectEntries = (tx: Tx, meetingId: Id, after = 0) =>
  rows(
    tx,
    sql<StoredEntry>`/* hot */ select ${columns} from meetings.entry e
                      where e.meeting_id = ${meetingId} and e.seq > ${after} order by e.seq`,
  );

/** Keeps entries in one statement. */
export const insertEntries = (tx: Tx, entries: readonly StoredEntry[]) =>
  run(
    tx,
    sql`/* hot */ insert into meetings.entry
          (meeting_id, id, branch_id, seq, kind, payload, author_id, device_id, lamport, at, received_at)
        select x."meetingId", x.id, x."branchId", x.seq, x.kind, x.payload, x."authorId", x."deviceId",
               x.lamport, x.at, to_timestamp(x."receivedAt" / 1000.0)
          from jsonb_to_recordset(${json(entries)}) as x(
            "meetingId" uuid, id uuid, "branchId" uuid, seq int, kind text, payload jsonb, "authorId" uuid,
            "deviceId" uuid, lamport int, at bigint, "receivedAt" bigint)`,
  );

/** Whether a file is a paper of this meeting that has not been taken away. */
export const isPaperOf = async (tx: Tx, meetingId: Id, fileId: Id): Promise<boolean> =>
  (await maybeOne(
    tx,
    sql`select 1 as x from meetings.entry a
         where a.meeting_id = ${meetingId} and a.kind = 'paper-attached' and a.payload ->> 'fileId' = ${fileId}
           and not exists (select from meetings.entry r where r.meeting_id = a.meeting_id
             and r.kind = 'paper-removed' and r.payload ->> 'paperId' = a.payload ->> 'paperId')`,
  )) !== undefined;

/**
 * What a person wrote in meetings and what was written of the person, for the person's own copy. Lines that the
 * person took down of somebody else are that other person's.
 */
export const selectEntriesBy = (tx: Tx, personId: Id) =>
  rows(
    tx,
    sql<{ meetingId: Id; kind: string; payload: unknown; receivedAt: string }>`
      select e.meeting_id as "meetingId", e.kind, e.payload, e.received_at::text as "receivedAt"
        from meetings.meeting m join meetings.entry e on e.meeting_id = m.id
       where m.branch_id in (select branch_id from members.membership where person_id = ${personId}
                             union select unit_id from mandates.mandate where person_id = ${personId})
         and (e.payload ->> 'speakerId' = ${personId}::text or e.payload ->> 'memberId' = ${personId}::text
              or (e.author_id = ${personId}::text::uuid
                  and coalesce(e.payload ->> 'speakerId', e.payload ->> 'memberId') is null
                  and e.kind not in ('opinion-edited', 'petition-answered', 'annex-added'))
              or (e.kind in ('opinion-edited', 'petition-answered')
                  and exists (select from meetings.entry o
                               where o.meeting_id = e.meeting_id and o.kind = 'opinion-recorded'
                                 and o.payload ->> 'opinionId' = e.payload ->> 'opinionId'
                                 and o.payload ->> 'speakerId' = ${personId}::text)))
       order by e.received_at`,
  );
