import type { MemberStatus, Post } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { type Database, runStatement, type Statement } from '#platform/database/database.ts';
import type { MeetingStage } from '../contract.ts';
import type { StoredEntry } from '../domain/entry.ts';
import type { NewNotice } from './notices.sql.ts';

// One statement carries a city's meeting night, and serves many meetings and devices at once. Two more say who is asking,
// the first time that somebody does.

/** Who holds a session and what that person is in one branch, as one snapshot of the database knew it. */
export type Seat = {
  /** Hash of the session's secret, in hex. */
  token: string;
  branchId: Id;
  personId: Id;
  /** Milliseconds since the epoch. `lastSeenAt` is null for tokens of scripts, which are not renewed. */
  expiresAt: number;
  lastSeenAt: number | null;
  status: MemberStatus | null;
  /** Posts held in the branch that day. */
  posts: Post[];
  /** The snapshot by which all this was read. */
  seen: string;
};

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
  seat: Seat;
  known: { id: Id; seq: number; receivedAt: number }[];
  hasForeignTask: boolean;
};

/** Of person `p.person_id` in branch `p.branch_id` on day `p.day`. The comparisons by truth keep to the plain indexes. */
const STANDING_IN_BRANCH = `
           (select m.status from members.membership m
             where m.person_id = p.person_id and m.branch_id = p.branch_id and (m.valid @> p.day) is true
             order by m.nature desc limit 1) as status,
           coalesce((select array_agg(d.post) from mandates.mandate d
                      where d.person_id = p.person_id and d.unit_id = p.branch_id and (d.valid @> p.day) is true), '{}') as posts,
           pg_current_snapshot()::text as seen`;

const LOOK: Statement = {
  name: 'meetings.desk-look',
  text: `
    select p.n, p.token, p.branch_id as "branchId", p.person_id as "personId", p."expiresAt", p."lastSeenAt",
           ${STANDING_IN_BRANCH},
           coalesce((select jsonb_agg(jsonb_build_object('id', e.id, 'seq', e.seq, 'receivedAt',
                            (extract(epoch from e.received_at) * 1000)::bigint))
                       from meetings.entry e
                      where e.meeting_id = p."meetingId" and e.id = any(p."entryIds")), '[]') as known,
           cardinality(p."taskIds") > 0
             and exists (select from tasks.task t
                          where t.id = any(p."taskIds") and t.branch_id <> p.branch_id) as "hasForeignTask"
      from (select q.n, q.token, q."branchId" as branch_id, q."meetingId", q.day, q."entryIds", q."taskIds", s.person_id,
                   (extract(epoch from s.expires_at) * 1000)::bigint as "expiresAt",
                   (extract(epoch from s.last_seen_at) * 1000)::bigint as "lastSeenAt"
              from jsonb_to_recordset($1::text::jsonb) as q(
                     n int, token text, "branchId" uuid, "meetingId" uuid, day date, "entryIds" uuid[], "taskIds" uuid[])
             cross join lateral (
               select x.person_id, x.expires_at, x.last_seen_at
                 from (select person_id, expires_at, last_seen_at from platform.session
                        where token_hash = decode(q.token, 'hex')
                       union all
                       select person_id, expires_at, null from platform.api_token
                        where token_hash = decode(q.token, 'hex')) x
                 join platform.account a on a.person_id = x.person_id and a.disabled_at is null
                where x.expires_at > $2::timestamptz) s) p`,
};

export async function lookAtAll(
  db: Database,
  questions: readonly Question[],
  nowMs: number,
): Promise<Finding[]> {
  const found = await runStatement<Seat & Omit<Finding, 'seat'>>(db, LOOK, [
    JSON.stringify(questions),
    new Date(nowMs).toISOString(),
  ]);
  return found.map(({ n, known, hasForeignTask, ...seat }) => ({ n, known, hasForeignTask, seat }));
}

const SEATS: Statement = {
  name: 'meetings.desk-seats',
  text: `
    select encode(s.token_hash, 'hex') as token, o.branch_id as "branchId", o.person_id as "personId",
           (extract(epoch from s.expires_at) * 1000)::bigint as "expiresAt",
           (extract(epoch from s.last_seen_at) * 1000)::bigint as "lastSeenAt",
           o.status, o.posts, pg_current_snapshot()::text as seen
      from (select x.branch_id, x.person_id,
                   (array_agg(x.status order by x.nature desc) filter (where x.status is not null))[1] as status,
                   coalesce(array_agg(x.post) filter (where x.post is not null), '{}') as posts
              from (select m.branch_id, m.person_id, m.status, m.nature, null as post from members.membership m
                     where m.branch_id = any($1::text::uuid[]) and (m.valid @> $2::text::date) is true
                     union all
                    select d.unit_id, d.person_id, null, null, d.post from mandates.mandate d
                     where d.unit_id = any($1::text::uuid[]) and (d.valid @> $2::text::date) is true) x
             group by x.branch_id, x.person_id) o
      join platform.session s on s.person_id = o.person_id and s.expires_at > $3::timestamptz
      join platform.account a on a.person_id = s.person_id and a.disabled_at is null`,
};

/** Everybody of these branches who is signed in, before they ask one by one. */
export const seatsOf = (
  db: Database,
  branchIds: readonly Id[],
  day: CivilDate,
  nowMs: number,
): Promise<Seat[]> => runStatement<Seat>(db, SEATS, [listOf(branchIds), day, new Date(nowMs).toISOString()]);

const listOf = (ids: readonly Id[]): string => `{${ids.join(',')}}`;

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

/** Whose rights a meeting's entries rest on, and by which snapshot those were read. */
export type Reliance = { meetingId: Id; personId: Id; seen: string };
/** An entry of a device of which nobody has looked whether it is in the journal already. */
export type Unseen = { meetingId: Id; id: Id };

const WRITE: Statement = {
  name: 'meetings.desk-write',
  text: `
    with unfit as materialized (
      select r."meetingId" as id from json_to_recordset($4::text::json) as r("meetingId" uuid, "personId" uuid, seen text)
       where exists (select from platform.rights_change c
                      where c.person_id = any(array[r."personId", '00000000-0000-0000-0000-000000000000'::uuid])
                        and not pg_visible_in_snapshot(c.changed_in, r.seen::pg_snapshot))
      union all
      select u."meetingId" from json_to_recordset($5::text::json) as u("meetingId" uuid, id uuid)
       where exists (select from meetings.entry e where e.meeting_id = u."meetingId" and e.id = u.id)),
    moved as (
      update meetings.meeting t
         set entry_count = m."entryCount", stage = m.stage, base = m.base, present = m.present, own_score = m."ownScore",
             comment_count = m."commentCount"
        from json_to_recordset($1::text::json) as m(
               id uuid, version text, stage text, "entryCount" int, base int, present int, "ownScore" numeric, "commentCount" int)
       where t.id = m.id and t.xmin::text = m.version and t.id = any($6::text::uuid[])
         and t.id not in (select id from unfit)
      returning t.id, t.xmin::text as version),
    kept as (
      insert into meetings.entry
             (meeting_id, id, branch_id, seq, kind, payload, author_id, device_id, lamport, at, received_at)
      select e."meetingId", e.id, e."branchId", e.seq, e.kind, e.payload, e."authorId", e."deviceId",
             e.lamport, e.at, to_timestamp(e."receivedAt" / 1000.0)
        from json_to_recordset($2::text::json) as e(
               "meetingId" uuid, id uuid, "branchId" uuid, seq int, kind text, payload jsonb, "authorId" uuid,
               "deviceId" uuid, lamport int, at bigint, "receivedAt" bigint)
        join moved on moved.id = e."meetingId"),
    told as (
      insert into meetings.notice (id, person_ids, kind, meeting_id, branch_id, facts, at)
      select n.id, n."personIds", n.kind, n."meetingId", n."branchId", n.facts, n.at
        from json_to_recordset($3::text::json) as n(
               id uuid, "personIds" uuid[], kind text, "meetingId" uuid, "branchId" uuid, facts jsonb, at timestamptz)
        join moved on moved.id = n."meetingId")
    select (select string_agg(id || ' ' || version, ',') from moved) as moved,
           (select string_agg(distinct id::text, ',') from unfit) as unfit`,
};

/** What was written: the new version of each meeting's row; and the meetings of which what was held in memory no longer fits. */
export type Written = { versions: Map<Id, string>; unfit: ReadonlySet<string> };

/**
 * Keeps entries of many meetings in one statement. A meeting whose row has changed meanwhile is left out, and none of its
 * entries is written; so is one with an author whose rights have changed since they were read, or with an entry that
 * the journal has already.
 */
export async function writeAll(
  db: Database,
  what: {
    moves: readonly Move[];
    /** Each as JSON. */
    entries: readonly string[];
    notices: readonly SaidNotice[];
    reliances: readonly Reliance[];
    unseen: readonly Unseen[];
  },
): Promise<Written> {
  const [row] = await runStatement<{ moved: string | null; unfit: string | null }>(db, WRITE, [
    JSON.stringify(what.moves),
    `[${what.entries.join(',')}]`,
    JSON.stringify(what.notices),
    JSON.stringify(what.reliances),
    JSON.stringify(what.unseen),
    listOf(what.moves.map((move) => move.id)),
  ]);
  const versions = new Map<Id, string>();
  for (const pair of row?.moved?.split(',') ?? []) {
    const [id, version] = pair.split(' ');
    versions.set(id!, version!);
  }
  return { versions, unfit: new Set(row?.unfit?.split(',') ?? []) };
}

export type SaidNotice = NewNotice & { id: Id; personIds: readonly Id[]; at: string };

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

const CHANGED: Statement = {
  name: 'meetings.desk-changed',
  text: `
    select pg_current_snapshot()::text as seen,
           array(select distinct c.person_id from platform.rights_change c
                  where c.changed_in >= pg_snapshot_xmin($1::text::pg_snapshot)
                    and not pg_visible_in_snapshot(c.changed_in, $1::text::pg_snapshot)) as people`,
};

/** Whose rights have changed since a snapshot of the database, with the snapshot of now. */
export async function rightsChangedSince(
  db: Database,
  seen: string | null,
): Promise<{ seen: string; people: Id[] }> {
  const [found] = await runStatement<{ seen: string; people: Id[] }>(db, CHANGED, [seen]);
  return found!;
}

const LENGTHS: Statement = {
  name: 'meetings.desk-lengths',
  text: `select m.id, m.entry_count as count from meetings.meeting m where m.id = any($1::text::uuid[])`,
};

/** How many entries each of these journals has. */
export const lengthsOf = async (db: Database, meetingIds: readonly Id[]): Promise<Map<Id, number>> =>
  new Map(
    (await runStatement<{ id: Id; count: number }>(db, LENGTHS, [listOf(meetingIds)])).map(
      ({ id, count }) => [id, count],
    ),
  );

/** Asked about a reader: whether this is somebody of the meeting's branch. `unitIds`: those for which a month may be closed. */
export type GlanceQuestion = {
  n: number;
  token: string;
  meetingId: Id;
  day: CivilDate;
  unitIds: readonly Id[];
};
export type Glance = Pick<Seat, 'branchId' | 'personId' | 'status' | 'posts' | 'expiresAt' | 'lastSeenAt'> & {
  n: number;
  entryCount: number;
  version: string;
  isMonthClosed: boolean;
};

const GLANCE: Statement = {
  name: 'meetings.desk-glance',
  text: `
    select * from (
      select p.n, p.branch_id as "branchId", p."entryCount", p.version, p."isMonthClosed", p.person_id as "personId", p."expiresAt", p."lastSeenAt",
             ${STANDING_IN_BRANCH}
        from (select q.n, t.branch_id, q.day, t.entry_count as "entryCount", t.xmin::text as version, s.person_id,
                     (extract(epoch from s.expires_at) * 1000)::bigint as "expiresAt",
                     (extract(epoch from s.last_seen_at) * 1000)::bigint as "lastSeenAt",
                     exists (select from meetings.closed_month c
                              where c.unit_id = any(q."unitIds") and c.month = t.month) as "isMonthClosed"
                from jsonb_to_recordset($1::text::jsonb) as q(
                       n int, token text, "meetingId" uuid, day date, "unitIds" uuid[])
                join meetings.meeting t on t.id = q."meetingId"
               cross join lateral (
                 select x.person_id, x.expires_at, x.last_seen_at
                   from (select person_id, expires_at, last_seen_at from platform.session
                          where token_hash = decode(q.token, 'hex')
                         union all
                         select person_id, expires_at, null from platform.api_token
                          where token_hash = decode(q.token, 'hex')) x
                   join platform.account a on a.person_id = x.person_id and a.disabled_at is null
                  where x.expires_at > $2::timestamptz) s) p) r
     where r.status is not null or r.posts && array['secretary', 'deputy-secretary', 'committee-member']`,
};

/** Answers for those readers only who are of the branch. */
export const glanceAtAll = (
  db: Database,
  questions: readonly GlanceQuestion[],
  nowMs: number,
): Promise<Glance[]> =>
  runStatement<Glance>(db, GLANCE, [JSON.stringify(questions), new Date(nowMs).toISOString()]);
