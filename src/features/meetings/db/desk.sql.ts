import type { MemberStatus, Post } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { type Database, runStatement, type Statement } from '#platform/database/database.ts';
import type { MeetingStage } from '../contract.ts';
import type { StoredEntry } from '../domain/entry.ts';
import type { NewNotice } from './notices.sql.ts';

// Two statements carry a city's meeting night. Each serves many meetings and devices at once, and is one round trip.

/** What is asked about one request: whose session it is, and what of it is in the journal already. */
export type Question = {
  n: number;
  /** Hash of the session's secret, in hex. */
  token: string;
  branchId: Id;
  meetingId: Id;
  day: CivilDate;
  entryIds: Id[];
  taskIds: Id[];
};

export type Finding = {
  n: number;
  personId: Id;
  /** The session wants to be renewed, which takes a write of its own. */
  isStale: boolean;
  status: MemberStatus | null;
  /** Posts held in the branch that day. */
  posts: Post[];
  known: { id: Id; seq: number; receivedAt: number }[];
  hasForeignTask: boolean;
};

const LOOK: Statement = {
  name: 'meetings.desk-look',
  text: `
    select q.n, s.person_id as "personId", s.is_stale as "isStale",
           (select m.status from members.membership m
             where m.person_id = s.person_id and m.branch_id = q."branchId" and m.valid @> q.day
             order by m.nature desc limit 1) as status,
           coalesce((select jsonb_agg(d.post) from mandates.mandate d
                      where d.person_id = s.person_id and d.unit_id = q."branchId" and d.valid @> q.day), '[]') as posts,
           coalesce((select jsonb_agg(jsonb_build_object('id', e.id, 'seq', e.seq, 'receivedAt',
                            (extract(epoch from e.received_at) * 1000)::bigint))
                       from meetings.entry e
                      where e.meeting_id = q."meetingId" and e.id = any(q."entryIds")), '[]') as known,
           exists (select from tasks.task t
                    where t.id = any(q."taskIds") and t.branch_id <> q."branchId") as "hasForeignTask"
      from jsonb_to_recordset($1::text::jsonb) as q(
             n int, token text, "branchId" uuid, "meetingId" uuid, day date, "entryIds" uuid[], "taskIds" uuid[])
     cross join lateral (
       select x.person_id, coalesce(x.last_seen_at < $2::timestamptz - interval '1 day', false) as is_stale
         from (select person_id, expires_at, last_seen_at from platform.session
                where token_hash = decode(q.token, 'hex')
               union all
               select person_id, expires_at, null from platform.api_token
                where token_hash = decode(q.token, 'hex')) x
         join platform.account a on a.person_id = x.person_id and a.disabled_at is null
        where x.expires_at > $2::timestamptz) s`,
};

export const lookAtAll = (db: Database, questions: readonly Question[], nowMs: number): Promise<Finding[]> =>
  runStatement<Finding>(db, LOOK, [JSON.stringify(questions), new Date(nowMs).toISOString()]);

/** The figures of one meeting after these entries; written only while its row is the one that was judged by. */
export type Move = {
  id: Id;
  version: string;
  stage: MeetingStage;
  entryCount: number;
  base: number | null;
  present: number | null;
  ownScore: number | null;
  commentCount: number;
};

const WRITE: Statement = {
  name: 'meetings.desk-write',
  text: `
    with moved as (
      update meetings.meeting t
         set entry_count = m."entryCount", stage = m.stage, base = m.base, present = m.present, own_score = m."ownScore",
             comment_count = m."commentCount"
        from jsonb_to_recordset($1::text::jsonb) as m(
               id uuid, version text, stage text, "entryCount" int, base int, present int, "ownScore" numeric, "commentCount" int)
       where t.id = m.id and t.xmin::text = m.version
      returning t.id, t.xmin::text as version),
    kept as (
      insert into meetings.entry
             (meeting_id, id, branch_id, seq, kind, payload, author_id, device_id, lamport, at, received_at)
      select e."meetingId", e.id, e."branchId", e.seq, e.kind, e.payload, e."authorId", e."deviceId",
             e.lamport, e.at, to_timestamp(e."receivedAt" / 1000.0)
        from jsonb_to_recordset($2::text::jsonb) as e(
               "meetingId" uuid, id uuid, "branchId" uuid, seq int, kind text, payload jsonb, "authorId" uuid,
               "deviceId" uuid, lamport int, at bigint, "receivedAt" bigint)
        join moved on moved.id = e."meetingId"),
    told as (
      insert into meetings.notice (id, person_id, kind, meeting_id, branch_id, facts, at)
      select n.id, n."personId", n.kind, n."meetingId", n."branchId", n.facts, n.at
        from jsonb_to_recordset($3::text::jsonb) as n(
               id uuid, "personId" uuid, kind text, "meetingId" uuid, "branchId" uuid, facts jsonb, at timestamptz)
        join moved on moved.id = n."meetingId")
    select id, version from moved`,
};

/**
 * Keeps entries of many meetings in one statement. Answers with the meetings that were written and the new version of
 * their rows; one whose row has changed meanwhile is left out, and none of its entries is written.
 */
export const writeAll = (
  db: Database,
  moves: readonly Move[],
  entries: readonly StoredEntry[],
  notices: readonly SaidNotice[],
): Promise<{ id: Id; version: string }[]> =>
  runStatement(db, WRITE, [JSON.stringify(moves), JSON.stringify(entries), JSON.stringify(notices)]);

export type SaidNotice = NewNotice & { id: Id; personId: Id; at: string };

const WHOLE: Statement = {
  name: 'meetings.desk-whole',
  text: `
    select e.id, e.meeting_id as "meetingId", e.branch_id as "branchId", e.kind, e.payload, e.author_id as "authorId",
           e.device_id as "deviceId", e.lamport, e.at, e.seq,
           (extract(epoch from e.received_at) * 1000)::bigint as "receivedAt"
      from meetings.entry e where e.meeting_id = any($1::text::uuid[]) order by e.meeting_id, e.seq`,
};

/** The whole journals of some meetings. */
export const wholeJournals = (db: Database, meetingIds: readonly Id[]): Promise<StoredEntry[]> =>
  runStatement(db, WHOLE, [`{${meetingIds.join(',')}}`]);

/** Asked of an open stream: whether its reader still is of the branch. */
export type GlanceQuestion = { n: number; token: string; branchId: Id; meetingId: Id; day: CivilDate };
export type Glance = { n: number; entryCount: number };

const GLANCE: Statement = {
  name: 'meetings.desk-glance',
  text: `
    select q.n, t.entry_count as "entryCount"
      from jsonb_to_recordset($1::text::jsonb) as q(
             n int, token text, "branchId" uuid, "meetingId" uuid, day date)
      join meetings.meeting t on t.id = q."meetingId"
     cross join lateral (
       select x.person_id
         from (select person_id, expires_at from platform.session where token_hash = decode(q.token, 'hex')
               union all
               select person_id, expires_at from platform.api_token where token_hash = decode(q.token, 'hex')) x
         join platform.account a on a.person_id = x.person_id and a.disabled_at is null
        where x.expires_at > $2::timestamptz) s
     where exists (select from members.membership m
                    where m.person_id = s.person_id and m.branch_id = q."branchId" and m.valid @> q.day)
        or exists (select from mandates.mandate d
                    where d.person_id = s.person_id and d.unit_id = q."branchId" and d.valid @> q.day
                      and d.post in ('secretary', 'deputy-secretary', 'committee-member'))`,
};

/** Answers for those readers only who are of the branch, with the length of the journal. */
export const glanceAtAll = (
  db: Database,
  questions: readonly GlanceQuestion[],
  nowMs: number,
): Promise<Glance[]> =>
  runStatement<Glance>(db, GLANCE, [JSON.stringify(questions), new Date(nowMs).toISOString()]);
