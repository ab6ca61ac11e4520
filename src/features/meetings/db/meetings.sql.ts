import { createHash } from 'node:crypto';
import type { PeopleMerged } from '#features/members/contract.ts';
import type { MeetingKind, ResolvedVotingRules, Rules } from '#features/rulebooks/contract.ts';
import type { CivilDate, YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import {
  json,
  maybeOne,
  one,
  rows,
  run,
  sql,
  type Tx,
  together,
  uuids,
} from '#platform/database/database.ts';
import { heldFact } from '#platform/database/held-facts.ts';
import type { MeetingContext, MeetingStage, MeetingSummary, TakenOver } from '../contract.ts';
import type { Presence } from '../domain/entry.ts';
import type { MeetingSeries } from '../domain/next-meeting.ts';

/** The facts of a meeting that stop changing when it begins. */
export type FrozenFacts = Pick<
  MeetingContext,
  | 'branchName'
  | 'aboveName'
  | 'hasCommittee'
  | 'roll'
  | 'followers'
  | 'thematicInMonth'
  | 'lastMonthTasks'
  | 'voting'
>;

/** As they lie in the row: the rules of voting stand once for all meetings that share them. */
export type StoredFacts = Omit<FrozenFacts, 'voting'> & { votingId?: string };

export type MeetingRow = MeetingSummary & {
  /** Changes with every change of the row, whoever makes it. */
  version: string;
  stage: MeetingStage;
  frozen: FrozenFacts | null;
  rulebookCode: string;
  rules: Rules;
  entryCount: number;
  roomSecret: string;
  closedAt: Date | null;
  minutesNumber: string | null;
  resolutionNumber: string | null;
  takenOver: Pick<TakenOver, 'from' | 'source' | 'at'> | null;
};

const summary = sql`
  m.id, m.branch_id as "branchId", m.month, m.kind, m.planned_on::text as "plannedOn",
  m.planned_time as "plannedTime", m.place, m.stage, m.held_on::text as "heldOn", m.base, m.present,
  m.own_score::float8 as "ownScore", m.confirmed_score::float8 as "confirmedScore",
  m.taken_over_from is not null as "isTakenOver"`;
const whole = sql`
  ${summary}, m.xmin::text as version, m.frozen, m.rules_id as "rulesId", m.entry_count as "entryCount",
  m.room_secret as "roomSecret", m.closed_at as "closedAt", m.minutes_number as "minutesNumber",
  m.resolution_number as "resolutionNumber",
  case when m.taken_over_from is not null then jsonb_build_object(
    'from', m.taken_over_from, 'source', m.taken_over_source, 'at', m.taken_over_at) end as "takenOver"`;

type RulesSnapshot<R = Rules> = { rulebookCode: string; rules: R };
type BareRow = Omit<MeetingRow, keyof RulesSnapshot | 'frozen'> & {
  rulesId: string;
  frozen: StoredFacts | null;
};

/**
 * Snapshots that were read before, newest last. The id is the hash of the content, so a kept one is never out of
 * date; without it every tap of a vote would read and parse the whole rulebook again.
 */
const snapshots = new Map<string, RulesSnapshot<unknown>>();
const MOST_SNAPSHOTS = 64;

async function rulesOf<R>(tx: Tx, rulesId: string): Promise<RulesSnapshot<R>> {
  const found =
    (snapshots.get(rulesId) as RulesSnapshot<R> | undefined) ??
    (await one(
      tx,
      sql<RulesSnapshot<R>>`select rulebook_code as "rulebookCode", rules
                           from meetings.rules_snapshot where id = ${rulesId}`,
    ));
  snapshots.delete(rulesId);
  snapshots.set(rulesId, found);
  const oldest = snapshots.keys().next().value;
  if (snapshots.size > MOST_SNAPSHOTS && oldest !== undefined) snapshots.delete(oldest);
  return found;
}

async function withRules(tx: Tx, row: BareRow | undefined): Promise<MeetingRow | undefined> {
  return (
    row && {
      ...row,
      ...(await rulesOf<Rules>(tx, row.rulesId)),
      frozen: row.frozen && (await thaw(tx, row.frozen)),
    }
  );
}

async function thaw(tx: Tx, { votingId, ...facts }: StoredFacts): Promise<FrozenFacts> {
  if (votingId === undefined) return { ...facts, voting: null };
  const { rulebookCode, rules } = await rulesOf<ResolvedVotingRules['rules']>(tx, votingId);
  return { ...facts, voting: { code: rulebookCode, rules } };
}

/** Ids of rules of voting that many meetings share. */
const votingIds = new WeakMap<NonNullable<FrozenFacts['voting']>, string>();

function votingIdOf(voting: NonNullable<FrozenFacts['voting']>): string {
  const known = votingIds.get(voting);
  if (known !== undefined) return known;
  const id = createHash('sha256').update(JSON.stringify(voting)).digest('base64url');
  votingIds.set(voting, id);
  return id;
}

/** The facts as the row takes them; the rules of voting are kept beside it, once for all meetings that share them. */
function freeze({ voting, ...facts }: FrozenFacts) {
  if (voting === null) return { facts: facts as StoredFacts, snapshot: null };
  const { code, rules } = voting;
  const votingId = votingIdOf(voting);
  return {
    facts: { ...facts, votingId } as StoredFacts,
    snapshot: { id: votingId, rulebookCode: code, rules },
  };
}

export const selectMeeting = async (tx: Tx, meetingId: Id) =>
  withRules(
    tx,
    await maybeOne(
      tx,
      sql<BareRow>`/* hot */ select ${whole} from meetings.meeting m where m.id = ${meetingId}`,
    ),
  );

/** The same, held until the transaction ends: whoever writes to a meeting comes one after the other. */
export const lockMeeting = async (tx: Tx, meetingId: Id) =>
  withRules(
    tx,
    await maybeOne(
      tx,
      sql<BareRow>`/* hot */ select ${whole} from meetings.meeting m where m.id = ${meetingId} for update`,
    ),
  );

/** Where a meeting belongs and how far its journal is, without its rules. */
export const selectMeetingHead = (tx: Tx, meetingId: Id) =>
  maybeOne(
    tx,
    sql<{
      branchId: Id;
      stage: MeetingStage;
      entryCount: number;
      roomSecret: string;
      plannedOn: CivilDate;
      roll: { memberId: Id }[] | null;
    }>`
      /* hot */ select branch_id as "branchId", stage, entry_count as "entryCount", room_secret as "roomSecret",
             planned_on::text as "plannedOn", frozen -> 'roll' as roll
        from meetings.meeting where id = ${meetingId}`,
  );

/** Meetings of a branch before a month, newest first. */
export const selectMeetingsOf = (tx: Tx, branchId: Id, before: YearMonth | null, most: number) =>
  rows(
    tx,
    sql<MeetingSummary>`
      select ${summary} from meetings.meeting m
       where m.branch_id = ${branchId} and (${before}::text is null or m.month < ${before}::text)
       order by m.month desc, m.planned_on desc, m.id desc limit ${most}`,
  );

/** Who was last appointed to keep the minutes, at the branch's latest meeting before a day. */
export const selectLastRecorder = async (tx: Tx, branchId: Id, before: CivilDate): Promise<Id | null> =>
  (
    await rows(
      tx,
      sql<{ memberId: Id }>`
        select e.payload ->> 'memberId' as "memberId"
          from (select id from meetings.meeting
                 where branch_id = ${branchId} and planned_on < ${before}::text::date and stage in ('ended', 'closed')
                 order by planned_on desc, id desc limit 1) m
          join meetings.entry e on e.meeting_id = m.id and e.kind = 'recorder-appointed'
         order by e.lamport desc, e.device_id desc, e.id desc limit 1`,
    )
  )[0]?.memberId ?? null;

/** Meetings of many branches in one month, cancelled ones left out. */
export const selectMeetingsInMonth = (tx: Tx, branchIds: readonly Id[], month: YearMonth) =>
  rows(
    tx,
    sql<MeetingSummary>`
      select ${summary} from meetings.meeting m
       where m.branch_id = any(${uuids(branchIds)}) and m.month = ${month} and m.stage <> 'cancelled'
       order by m.planned_on, m.id`,
  );

/** Months from a month on that hold a regular meeting of these branches. */
export const selectRegularMonths = (tx: Tx, branchIds: readonly Id[], from: YearMonth) =>
  rows(
    tx,
    sql<{ branchId: Id; month: YearMonth }>`
      select branch_id as "branchId", month from meetings.meeting
       where branch_id = any(${uuids(branchIds)}) and month >= ${from} and stage <> 'cancelled'
         and kind in ('regular', 'combined')`,
  );

/** Months of a year in which a thematic meeting of the branch stands or was held. */
export const selectThematicMonths = async (tx: Tx, branchId: Id, year: string): Promise<YearMonth[]> =>
  (
    await rows(
      tx,
      sql<{ month: YearMonth }>`
        /* hot */ select distinct month from meetings.meeting
         where branch_id = ${branchId} and month like ${`${year}-%`} and stage <> 'cancelled'
           and kind in ('thematic', 'combined') order by month`,
    )
  ).map((row) => row.month);

/** Whether rules are in the database already, as they nearly always are. Asked before this transaction has written any. */
const isRulesSnapshotKept = async (tx: Tx, id: string): Promise<boolean> =>
  (await heldFact(tx, `meetings.rules ${id}`, (tx) =>
    maybeOne(tx, sql`/* hot */ select 1 as x from meetings.rules_snapshot where id = ${id}`),
  )) !== undefined;

export const insertRulesSnapshot = (tx: Tx, snapshot: { id: string; rulebookCode: string; rules: unknown }) =>
  run(
    tx,
    sql`/* hot */ insert into meetings.rules_snapshot (id, rulebook_code, rules)
        values (${snapshot.id}, ${snapshot.rulebookCode}, ${json(snapshot.rules)}) on conflict do nothing`,
  );

export type NewMeeting = {
  id: Id;
  branchId: Id;
  month: YearMonth;
  kind: MeetingKind;
  plannedOn: CivilDate;
  plannedTime: string;
  place: string;
  rulesId: string;
  roomSecret: string;
  createdBy: Id;
};

export const insertMeeting = (tx: Tx, meeting: NewMeeting, nowMs: number) =>
  run(
    tx,
    sql`insert into meetings.meeting
          (id, branch_id, month, kind, planned_on, planned_time, place, rules_id, room_secret, created_by, created_at)
        values (${meeting.id}, ${meeting.branchId}, ${meeting.month}, ${meeting.kind},
                ${meeting.plannedOn}::text::date, ${meeting.plannedTime}, ${meeting.place}, ${meeting.rulesId},
                ${meeting.roomSecret}, ${meeting.createdBy}, ${new Date(nowMs)})`,
  );

export const updatePlan = (
  tx: Tx,
  meetingId: Id,
  plan: { plannedOn: CivilDate; plannedTime: string; place: string },
) =>
  run(
    tx,
    sql`update meetings.meeting set planned_on = ${plan.plannedOn}::text::date,
               planned_time = ${plan.plannedTime}, place = ${plan.place} where id = ${meetingId}`,
  );

export const markCancelled = (tx: Tx, meetingId: Id, reason: string) =>
  run(
    tx,
    sql`update meetings.meeting set stage = 'cancelled', cancelled_because = ${reason} where id = ${meetingId}`,
  );

/** What the journal says, kept beside it for lists. */
export type MeetingFigures = {
  stage: MeetingStage;
  heldOn: CivilDate | null;
  base: number | null;
  present: number | null;
  ownScore: number | null;
  confirmedScore: number | null;
  noticeSent: boolean;
  commentCount: number;
};

export async function updateFigures(
  tx: Tx,
  meetingId: Id,
  entryCount: number,
  figures: MeetingFigures,
  frozen: FrozenFacts | null,
  closing: { minutesNumber: string; resolutionNumber: string | null; atMs: number } | null = null,
): Promise<{ version: string }> {
  const { facts = null, snapshot = null } = frozen === null ? {} : freeze(frozen);
  const update = sql<{ version: string }>`/* hot */ update meetings.meeting
           set entry_count = ${entryCount}, stage = ${figures.stage}, held_on = ${figures.heldOn}::text::date,
               base = ${figures.base}, present = ${figures.present}, own_score = ${figures.ownScore}::numeric,
               confirmed_score = ${figures.confirmedScore}::numeric, notice_sent = ${figures.noticeSent},
               comment_count = ${figures.commentCount},
               frozen = coalesce(frozen, ${facts && JSON.stringify(facts)}::text::jsonb),
               closed_at = coalesce(${closing && new Date(closing.atMs)}, closed_at),
               minutes_number = coalesce(${closing && closing.minutesNumber}, minutes_number),
               resolution_number = coalesce(${closing && closing.resolutionNumber}, resolution_number)
         where id = ${meetingId} returning xmin::text as version`;
  const isKept = snapshot === null || (await isRulesSnapshotKept(tx, snapshot.id));
  const [updated] = await together(tx, (tx) =>
    Promise.all([one(tx, update), isKept ? null : insertRulesSnapshot(tx, snapshot)]),
  );
  return updated;
}

export const selectSeries = (tx: Tx, branchId: Id) =>
  maybeOne(
    tx,
    sql<MeetingSeries>`select day_of_month as "dayOfMonth", at_time as time, place
                         from meetings.series where branch_id = ${branchId}`,
  );

export const saveSeries = (tx: Tx, branchId: Id, series: MeetingSeries) =>
  run(
    tx,
    sql`insert into meetings.series (branch_id, day_of_month, at_time, place)
        values (${branchId}, ${series.dayOfMonth}, ${series.time}, ${series.place})
        on conflict (branch_id) do update set day_of_month = excluded.day_of_month,
          at_time = excluded.at_time, place = excluded.place`,
  );

/** Whether the month is closed for any of these units. */
export const isClosedFor = async (tx: Tx, unitIds: readonly Id[], month: YearMonth): Promise<boolean> =>
  (await maybeOne(
    tx,
    sql`/* hot */ select 1 as x from meetings.closed_month
         where unit_id = any(${uuids(unitIds)}) and month = ${month} limit 1`,
  )) !== undefined;

/** Months from a month on that are closed for any of these units. */
export const selectClosedMonths = async (
  tx: Tx,
  unitIds: readonly Id[],
  from: YearMonth,
): Promise<YearMonth[]> =>
  (
    await rows(
      tx,
      sql<{ month: YearMonth }>`
        select distinct month from meetings.closed_month
         where unit_id = any(${uuids(unitIds)}) and month >= ${from}`,
    )
  ).map((row) => row.month);

/** Closes a month for a unit and everything below it. Doing it twice changes nothing. */
export const insertClosedMonth = (
  tx: Tx,
  closing: { unitId: Id; month: YearMonth; closedBy: Id },
  nowMs: number,
) =>
  run(
    tx,
    sql`insert into meetings.closed_month (unit_id, month, closed_by, closed_at)
        values (${closing.unitId}, ${closing.month}, ${closing.closedBy}, ${new Date(nowMs)})
        on conflict do nothing`,
  );

/** Opens a month again. Answers false when it was not closed by this unit. */
export const removeClosedMonth = async (tx: Tx, unitId: Id, month: YearMonth): Promise<boolean> =>
  (await maybeOne(
    tx,
    sql`delete from meetings.closed_month where unit_id = ${unitId} and month = ${month} returning 1 as x`,
  )) !== undefined;

/** Takes the next number of this type in this term. Two meetings of one branch wait for one another here. */
export async function takeNumber(
  tx: Tx,
  document: { unitId: Id; term: string; type: string; meetingId: Id; on: CivilDate },
): Promise<number> {
  const { unitId, term, type } = document;
  const takesTurns = sql`
    /* hot */ select pg_advisory_xact_lock(hashtextextended(${`meetings.register ${unitId} ${term} ${type}`}::text, 0))`;
  const takes = sql<{ number: number }>`
      /* hot */ insert into meetings.register_entry (unit_id, term, document_type, number, meeting_id, document_on)
      select ${unitId}::uuid, ${term}::text, ${type}::text, coalesce(max(number), 0) + 1,
             ${document.meetingId}::uuid, ${document.on}::text::date
        from meetings.register_entry
       where unit_id = ${unitId}::uuid and term = ${term} and document_type = ${type}
      returning number`;
  const [, { number }] = await together(tx, (tx) => Promise.all([run(tx, takesTurns), one(tx, takes)]));
  return number;
}

/** Those who count for the base of a meeting or were there, by what they were. */
export type AttendanceOf = Record<Presence, Id[]>;

export const insertAttendance = (
  tx: Tx,
  meeting: { id: Id; branchId: Id; heldOn: CivilDate },
  { present, excused, unexcused }: AttendanceOf,
) =>
  run(
    tx,
    sql`/* hot */ insert into meetings.attendance (meeting_id, branch_id, held_on, present, excused, unexcused)
        values (${meeting.id}, ${meeting.branchId}, ${meeting.heldOn}::text::date,
                ${uuids(present)}, ${uuids(excused)}, ${uuids(unexcused)})`,
  );

/**
 * Who was there by the record that goes was there by the one that stays. Where both stand in one list, which counted somebody
 * twice, it is one person, present if either was, and excused rather than not.
 */
export const carryAttendance = (tx: Tx, { goneId, keptId, branchIds }: PeopleMerged) => {
  const either = (list: ReturnType<typeof sql>) => sql`(${list} && ${uuids([goneId, keptId])})`;
  const [present, excused, unexcused] = [sql`a.present`, sql`a.excused`, sql`a.unexcused`];
  const others = (list: ReturnType<typeof sql>) =>
    sql`array_remove(array_remove(${list}, ${goneId}::uuid), ${keptId}::uuid)`;
  const stays = (list: ReturnType<typeof sql>, isHere: ReturnType<typeof sql>) =>
    sql`${others(list)} || case when ${isHere} then ${uuids([keptId])} else '{}'::uuid[] end`;
  return run(
    tx,
    sql`update meetings.attendance a
           set present = ${stays(present, either(present))},
               excused = ${stays(excused, sql`${either(excused)} and not ${either(present)}`)},
               unexcused = ${stays(unexcused, sql`not (${either(present)} or ${either(excused)})`)}
         where a.branch_id = any(${uuids(branchIds)})
           and ${goneId}::uuid = any(a.present || a.excused || a.unexcused)`,
  );
};

/**
 * A roll that is frozen keeps the ids that its entries name; who acts under the one of the record that goes is from now on the one that
 * stays. Where both stand on the roll each keeps its place: the base was fixed when the meeting began. Closed meetings stay as they were.
 */
export const carryRolls = (tx: Tx, { goneId, keptId, branchIds }: PeopleMerged) => {
  const named = (personId: Id) => json([{ personId }]);
  const carried = (list: ReturnType<typeof sql>) => sql`
    case when ${list} @> ${named(keptId)} or not ${list} @> ${named(goneId)} then ${list}
         else (select jsonb_agg(case when e.value ->> 'personId' = ${goneId}::text
                                     then e.value || ${json({ personId: keptId })} else e.value end order by e.at)
                 from jsonb_array_elements(${list}) with ordinality as e (value, at)) end`;
  const [roll, followers] = [sql`(m.frozen -> 'roll')`, sql`(m.frozen -> 'followers')`];
  return run(
    tx,
    sql`update meetings.meeting m
           set frozen = m.frozen || jsonb_build_object('roll', ${carried(roll)}, 'followers', ${carried(followers)})
         where m.branch_id = any(${uuids(branchIds)}) and m.stage in ('running', 'ended')
           and (${roll} @> ${named(goneId)} or ${followers} @> ${named(goneId)})`,
  );
};

/** Who was there, of a meeting that is closed. */
export const selectPresences = (tx: Tx, meetingId: Id) =>
  rows(
    tx,
    sql<TakenOver['presences'][number]>`
      select person_id as "memberId", presence from meetings.presence where meeting_id = ${meetingId}`,
  );

/** Excused absences in a row of each member in this year, counted back from the last meeting before a day. */
export const selectExcusedInARow = (tx: Tx, branchId: Id, before: CivilDate) =>
  rows(
    tx,
    sql<{ personId: Id; count: number }>`
      /* hot */ select p.person_id as "personId", count(*)::int as count
        from meetings.attendance a cross join unnest(a.excused) as p(person_id)
       where a.branch_id = ${branchId}
         and a.held_on >= date_trunc('year', ${before}::text::date)::date and a.held_on < ${before}::text::date
         and not exists (
           select from meetings.attendance later
            where later.branch_id = a.branch_id
              and later.held_on > a.held_on and later.held_on < ${before}::text::date
              and (p.person_id = any(later.present) or p.person_id = any(later.unexcused)))
       group by p.person_id`,
  );

/** Meetings that wait for somebody in these branches: everything that is not closed or cancelled. */
export const selectOpenMeetings = (tx: Tx, branchIds: readonly Id[], from: YearMonth) =>
  rows(
    tx,
    sql<
      MeetingSummary & { noticeSent: boolean; hasComments: number; recorderId: Id | null; version: string }
    >`
      /* hot */ select ${summary}, m.xmin::text as version, m.notice_sent as "noticeSent", m.comment_count as "hasComments",
             (select e.payload ->> 'memberId' from meetings.entry e
               where e.meeting_id = m.id and e.kind = 'recorder-appointed'
               order by e.lamport desc, e.device_id desc, e.id desc limit 1) as "recorderId"
        from meetings.meeting m
       where m.branch_id = any(${uuids(branchIds)}) and m.month >= ${from}
         and m.stage not in ('closed', 'cancelled')
       order by m.planned_on, m.planned_time, m.id limit 60`,
  );

const countInStages = (tx: Tx, branchIds: readonly Id[], stages: readonly MeetingStage[]) =>
  rows(
    tx,
    sql<{ unitId: Id; count: number }>`
      select branch_id as "unitId", count(*)::int as count from meetings.meeting
       where branch_id = any(${uuids(branchIds)}) and stage = any(string_to_array(${stages.join(',')}::text, ','))
       group by branch_id`,
  );

/** How many meetings of each of these branches are planned and have not begun. */
export const countPlannedMeetings = (tx: Tx, branchIds: readonly Id[]) =>
  countInStages(tx, branchIds, ['planned']);

/** How many meetings of each of these branches are under way. */
export const countRunningMeetings = (tx: Tx, branchIds: readonly Id[]) =>
  countInStages(tx, branchIds, ['running']);

/** How many meetings of each of these branches have ended and wait to be closed. */
export const countEndedMeetings = (tx: Tx, branchIds: readonly Id[]) =>
  countInStages(tx, branchIds, ['ended']);

/** The branch of a meeting and the day from which it is no more. */
export const selectBranchOf = (tx: Tx, meetingId: Id) =>
  maybeOne(
    tx,
    sql<{ branchId: Id; endedOn: CivilDate | null }>`
      /* hot */ select m.branch_id as "branchId", u.ended_on as "endedOn"
                  from meetings.meeting m join units.unit u on u.id = m.branch_id where m.id = ${meetingId}`,
  );
