import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { maybeOne, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { TakingEffect } from '#platform/feature.ts';
import type { Cause, DutyState, WorkState } from '../domain/duty-state.ts';
import { type AssignmentRow, assignmentSource, stateOn, taskColumns, timesUrged } from './assignments.sql.ts';

export type DutyRow = Omit<AssignmentRow, 'id'> & {
  dutyId: Id;
  assignmentId: Id;
  holderId: Id;
  holderName: string;
  state: DutyState;
  figure: number | null;
  urgings: number;
  isOwner: boolean;
  isOnAgenda: boolean;
};

const dutyColumns = (day: CivilDate) => sql`
  d.id as "dutyId", d.assignment_id as "assignmentId", d.unit_id as "holderId", hn.name as "holderName",
  d.due_on as "dueOn", d.figure::float8 as figure, ${timesUrged}::int as urgings,
  d.on_agenda_since is not null as "isOnAgenda",
  case when a.withdrawn_at is not null then 'released' else ${stateOn(day)} end as state`;

const dutySource = sql`
  assignments.duty d join assignments.assignment a on a.id = d.assignment_id ${assignmentSource}
  join units.unit_name hn on hn.unit_id = d.unit_id and hn.valid @> a.issued_on`;

const dutyRow = (day: CivilDate) => sql`${taskColumns}, ${dutyColumns(day)}`;

const openOnly = sql`
  and a.withdrawn_at is null and d.released_at is null and d.work in ('open', 'in-progress')`;

/** What a unit holds, and what it helps with; the nearest due day first. */
export const selectDutiesOf = (tx: Tx, unitId: Id, show: 'open' | 'all', day: CivilDate) =>
  rows(
    tx,
    sql<DutyRow>`
      select ${dutyRow(day)}, true as "isOwner" from ${dutySource}
       where d.unit_id = ${unitId} ${show === 'open' ? openOnly : sql``}
      union all
      select ${dutyRow(day)}, false from assignments.co_unit co
        join ${dutySource} on a.id = co.assignment_id
       where co.unit_id = ${unitId} ${show === 'open' ? openOnly : sql``}
       order by "dueOn", "dutyId" limit 500`,
  );

export type StoredDuty = DutyRow & {
  work: WorkState;
  isSettled: boolean;
  receivedAt: Date | null;
  answer: 'accepted' | 'declined' | null;
  answerReason: string | null;
  answeredByName: string | null;
  releasedBecause: string | null;
};

export const selectDuty = (tx: Tx, dutyId: Id, day: CivilDate, lock = false) =>
  maybeOne(
    tx,
    sql<StoredDuty>`
      select ${dutyRow(day)}, true as "isOwner", d.work,
             (a.withdrawn_at is not null or d.released_at is not null
               or d.work in ('done', 'done-late', 'cannot-be-done')) as "isSettled",
             d.received_at as "receivedAt", d.answer, d.answer_reason as "answerReason",
             by.full_name as "answeredByName", d.released_because as "releasedBecause"
        from ${dutySource} left join members.person by on by.id = d.answered_by
       where d.id = ${dutyId} ${lock ? sql`for update of d` : sql``}`,
  );

/** Which share of a task each unit holds. */
export const selectShares = (tx: Tx, assignmentId: Id) =>
  rows(
    tx,
    sql<{ dutyId: Id; unitId: Id }>`
      select id as "dutyId", unit_id as "unitId" from assignments.duty where assignment_id = ${assignmentId}`,
  );

export const markReceived = (tx: Tx, dutyId: Id, by: Id, at: Date) =>
  run(
    tx,
    sql`update assignments.duty set received_at = ${at}, received_by = ${by}
         where id = ${dutyId} and received_at is null`,
  );

export const setAnswer = (
  tx: Tx,
  dutyId: Id,
  given: { answer: 'accepted' | 'declined'; reason: string | null; by: Id },
  at: Date,
) =>
  run(
    tx,
    sql`update assignments.duty
           set answer = ${given.answer}, answer_reason = ${given.reason}, answered_at = ${at}, answered_by = ${given.by},
               received_at = coalesce(received_at, ${at}), received_by = coalesce(received_by, ${given.by})
         where id = ${dutyId}`,
  );

/** The sender holds to it: the answer is asked for anew, the reason that was given stays in the history. */
export const clearAnswer = (tx: Tx, dutyId: Id) =>
  run(
    tx,
    sql`update assignments.duty set answer = null, answer_reason = null, answered_at = null, answered_by = null
         where id = ${dutyId}`,
  );

export const markReleased = (tx: Tx, dutyId: Id, because: string, at: Date) =>
  run(
    tx,
    sql`update assignments.duty set released_at = ${at}, released_because = ${because} where id = ${dutyId}`,
  );

/** The unit has made a plan under it: received, accepted and localised at once. */
export const markLocalised = (tx: Tx, dutyId: Id, by: Id, at: Date) =>
  run(
    tx,
    sql`update assignments.duty
           set localised_at = coalesce(localised_at, ${at}),
               received_at = coalesce(received_at, ${at}), received_by = coalesce(received_by, ${by}),
               answer = 'accepted', answer_reason = null,
               answered_at = case when answer = 'accepted' then answered_at else ${at} end,
               answered_by = case when answer = 'accepted' then answered_by else ${by} end
         where id = ${dutyId}`,
  );

export const setAgenda = (tx: Tx, dutyId: Id, since: Date | null) =>
  run(tx, sql`update assignments.duty set on_agenda_since = ${since} where id = ${dutyId}`);

export type NewReport = {
  id: Id;
  dutyId: Id;
  by: Id;
  work: WorkState;
  doneOn: CivilDate;
  figure: number | null;
  text: string | null;
  cause: string | null;
  fileId: Id | null;
  meetingId: Id | null;
};

/** Keeps a report and what it leaves of the share, in one statement. */
export const insertReport = (tx: Tx, report: NewReport, at: Date) =>
  run(
    tx,
    sql`with said as (
          insert into assignments.report (id, duty_id, at, by_id, work, done_on, figure, text, cause, file_id, meeting_id)
          values (${report.id}, ${report.dutyId}, ${at}, ${report.by}, ${report.work}, ${report.doneOn}::text::date,
                  ${report.figure}::text::numeric, ${report.text}, ${report.cause}, ${report.fileId},
                  ${report.meetingId})
        )
        update assignments.duty
           set work = ${report.work}, figure = coalesce(${report.figure}::text::numeric, figure),
               cause = coalesce(${report.cause}, cause),
               finished_on = case when ${report.work}::text in ('done', 'done-late')
                                  then ${report.doneOn}::text::date end,
               received_at = coalesce(received_at, ${at}), received_by = coalesce(received_by, ${report.by}),
               answer = coalesce(answer, 'accepted'), answered_at = coalesce(answered_at, ${at}),
               answered_by = coalesce(answered_by, ${report.by})
         where id = ${report.dutyId}`,
  );

export type ReportRow = {
  id: Id;
  at: Date;
  byName: string;
  work: WorkState;
  doneOn: CivilDate;
  figure: number | null;
  text: string | null;
  cause: Cause | null;
  file: { id: Id; name: string } | null;
  meetingId: Id | null;
};

export const selectReports = (tx: Tx, dutyId: Id) =>
  rows(
    tx,
    sql<ReportRow>`
      select r.id, r.at, p.full_name as "byName", r.work, r.done_on as "doneOn", r.figure::float8 as figure, r.text,
             r.cause, r.meeting_id as "meetingId",
             case when f.id is null then null else jsonb_build_object('id', f.id, 'name', f.name) end as file
        from assignments.report r join members.person p on p.id = r.by_id
        left join platform.file f on f.id = r.file_id
       where r.duty_id = ${dutyId} order by r.id desc`,
  );

/** The file, when it belongs to the unit; for a report that names it, or for reading it. */
export const selectFileOf = (tx: Tx, fileId: Id, unitId: Id) =>
  maybeOne(tx, sql<{ id: Id }>`select id from platform.file where id = ${fileId} and unit_id = ${unitId}`);

export const isFileOfDuty = (tx: Tx, fileId: Id, dutyId: Id) =>
  maybeOne(
    tx,
    sql<{
      id: Id;
    }>`select id from assignments.report where file_id = ${fileId} and duty_id = ${dutyId} limit 1`,
  );

export type UrgingRow = {
  id: Id;
  number: number;
  kind: 'reminder' | 'urging' | 'matter';
  at: Date;
  byName: string | null;
  text: string | null;
  answer: string | null;
};

export const selectUrgings = (tx: Tx, dutyId: Id) =>
  rows(
    tx,
    sql<UrgingRow>`
      select u.id, u.number, u.kind, u.at, p.full_name as "byName", u.text, u.answer
        from assignments.urging u left join members.person p on p.id = u.by_id
       where u.duty_id = ${dutyId} order by u.id desc`,
  );

export const markUrgingAnswered = (tx: Tx, urging: { id: Id; dutyId: Id; by: Id; text: string }, at: Date) =>
  maybeOne(
    tx,
    sql<{ id: Id }>`
      update assignments.urging set answer = ${urging.text}, answered_at = ${at}, answered_by = ${urging.by}
       where id = ${urging.id} and duty_id = ${urging.dutyId} and answer is null returning id`,
  );

export const isUrgingOf = (tx: Tx, urgingId: Id, dutyId: Id) =>
  maybeOne(
    tx,
    sql<{ id: Id }>`select id from assignments.urging where id = ${urgingId} and duty_id = ${dutyId}`,
  );

/** Urges open shares of a task by hand: one more than each had; those of other tasks are left out. */
export const insertUrgings = async (
  tx: Tx,
  urging: { assignmentId: Id; dutyIds: readonly Id[] | null; by: Id; text: string },
  at: Date,
): Promise<number> =>
  (
    await rows(
      tx,
      sql<{ id: Id }>`
        with urged as (
          update assignments.duty d set urged = greatest(coalesce(d.urged, 0), 0) + 1
           where d.assignment_id = ${urging.assignmentId} and d.work in ('open', 'in-progress')
             and d.released_at is null
             ${urging.dutyIds === null ? sql`` : sql`and d.id = any(${uuids(urging.dutyIds)})`}
          returning d.id, d.urged
        )
        insert into assignments.urging (duty_id, number, kind, at, by_id, text)
        select id, urged, 'urging', ${at}, ${urging.by}, ${urging.text} from urged returning id`,
    )
  ).length;

export type OpenDuty = { dutyId: Id; issuerId: Id; holderId: Id; dueOn: CivilDate; taken: number | null };

/** Open shares whose reminder or urging may be due: everything due before a day. */
export const selectOpenDue = (tx: Tx, before: CivilDate) =>
  rows(
    tx,
    sql<OpenDuty>`
      select d.id as "dutyId", a.unit_id as "issuerId", d.unit_id as "holderId", d.due_on as "dueOn", d.urged as taken
        from assignments.duty d join assignments.assignment a on a.id = d.assignment_id and a.withdrawn_at is null
       where d.work in ('open', 'in-progress') and d.released_at is null and d.answer is distinct from 'declined'
         and d.due_on <= ${before}::text::date
       order by d.due_on, d.id`,
  );

/** Records steps of the rule for many shares in one statement; of a share that is settled meanwhile, or urged as far, none. */
export const insertSteps = (
  tx: Tx,
  steps: readonly { dutyId: Id; number: number; kind: 'reminder' | 'urging' | 'matter' }[],
  at: Date,
) =>
  run(
    tx,
    sql`with step as (
          select * from jsonb_to_recordset(${JSON.stringify(steps)}::text::jsonb)
                   as s ("dutyId" uuid, number smallint, kind text)
        ), urged as (
          update assignments.duty d set urged = s.number from step s
           where s."dutyId" = d.id and coalesce(d.urged, -1) < s.number
             and d.work in ('open', 'in-progress') and d.released_at is null
          returning s."dutyId", s.number, s.kind
        ), raised as (
          insert into assignments.matter (duty_id, unit_id, raised_at)
          select s."dutyId", a.unit_id, ${at} from urged s
            join assignments.duty d on d.id = s."dutyId" join assignments.assignment a on a.id = d.assignment_id
           where s.kind = 'matter' on conflict (duty_id) do nothing
        )
        insert into assignments.urging (duty_id, number, kind, at)
        select "dutyId", number, kind, ${at} from urged`,
  );

export type MatterRow = {
  dutyId: Id;
  holderName: string;
  title: string;
  output: string;
  dueOn: CivilDate;
  state: DutyState;
  urgings: number;
  lastAnswer: string | null;
  raisedAt: Date;
  settledAt: Date | null;
  conclusion: string | null;
};

/** What waits for a committee's next meeting, then what it has settled, newest first. */
export const selectMatters = (tx: Tx, unitId: Id, day: CivilDate) =>
  rows(
    tx,
    sql<MatterRow>`
      select d.id as "dutyId", hn.name as "holderName", a.title, a.output, d.due_on as "dueOn",
             ${stateOn(day)} as state, (select count(*)::int from assignments.urging u
                                          where u.duty_id = d.id and u.kind = 'urging') as urgings,
             (select u.answer from assignments.urging u where u.duty_id = d.id and u.answer is not null
               order by u.id desc limit 1) as "lastAnswer",
             m.raised_at as "raisedAt", m.settled_at as "settledAt", m.conclusion
        from assignments.matter m join ${dutySource} on d.id = m.duty_id
       where m.unit_id = ${unitId}
       order by m.settled_at is not null, coalesce(m.settled_at, m.raised_at) desc limit 300`,
  );

export const selectMatterOf = (tx: Tx, dutyId: Id) =>
  maybeOne(
    tx,
    sql<{ unitName: string; raisedAt: Date; conclusion: string | null }>`
      select n.name as "unitName", m.raised_at as "raisedAt", m.conclusion
        from assignments.matter m join units.unit_name n
          on n.unit_id = m.unit_id and n.valid @> (m.raised_at at time zone 'Asia/Ho_Chi_Minh')::date
       where m.duty_id = ${dutyId}`,
  );

export const hasMatter = (tx: Tx, unitId: Id, dutyId: Id) =>
  maybeOne(
    tx,
    sql<{ isSettled: boolean }>`
      select settled_at is not null as "isSettled" from assignments.matter
       where unit_id = ${unitId} and duty_id = ${dutyId} for update`,
  );

export const settle = (tx: Tx, dutyId: Id, by: Id, conclusion: string, at: Date) =>
  run(
    tx,
    sql`update assignments.matter set settled_at = ${at}, settled_by = ${by}, conclusion = ${conclusion}
         where duty_id = ${dutyId}`,
  );

export type DutyForMeeting = {
  dutyId: Id;
  title: string;
  output: string;
  dueOn: CivilDate;
  issuingUnitName: string;
  directiveId: Id | null;
};

/** Open shares that a branch wants talked about at its next meeting. */
export const selectForAgenda = (tx: Tx, branchId: Id, dutyId: Id | null = null) =>
  rows(
    tx,
    sql<DutyForMeeting>`
      select d.id as "dutyId", a.title, a.output, d.due_on as "dueOn", an.name as "issuingUnitName",
             a.directive_id as "directiveId"
        from assignments.duty d join assignments.assignment a on a.id = d.assignment_id ${assignmentSource}
       where d.unit_id = ${branchId} and d.on_agenda_since is not null ${openOnly}
         and (${dutyId}::text::uuid is null or d.id = ${dutyId}::text::uuid)
       order by d.due_on, d.id`,
  );

export const countOpenDuties = (tx: Tx, unitIds: readonly Id[]) =>
  rows(
    tx,
    sql<{ unitId: Id; count: number }>`
      select d.unit_id as "unitId", count(*)::int as count
        from assignments.duty d join assignments.assignment a on a.id = d.assignment_id
       where d.unit_id = any(${uuids(unitIds)}) ${openOnly} group by d.unit_id`,
  );

/** Open shares past their day of each of these units; those that said they cannot are left out. */
export const countOverdueDuties = (tx: Tx, unitIds: readonly Id[], day: CivilDate) =>
  rows(
    tx,
    sql<{ unitId: Id; count: number }>`
      select d.unit_id as "unitId", count(*)::int as count
        from assignments.duty d join assignments.assignment a on a.id = d.assignment_id
       where d.unit_id = any(${uuids(unitIds)}) and d.due_on < ${day}::text::date
         and d.answer is distinct from 'declined' ${openOnly} group by d.unit_id`,
  );

/** Shares that a unit holds of tasks given from these papers. */
export const selectHeldFrom = (tx: Tx, paperIds: readonly Id[], unitId: Id, day: CivilDate) =>
  rows(
    tx,
    sql<{ directiveId: Id; dutyId: Id; title: string; state: DutyState }>`
      select a.directive_id as "directiveId", d.id as "dutyId", a.title, ${stateOn(day)} as state
        from assignments.duty d join assignments.assignment a on a.id = d.assignment_id and a.withdrawn_at is null
       where d.unit_id = ${unitId} and a.directive_id = any(${uuids(paperIds)})
       order by d.due_on, d.id`,
  );

/** Since when each unit has been at work under the tasks of a paper: its first acceptance, plan or report. */
export const selectStarted = (tx: Tx, directiveId: Id, day: CivilDate) =>
  rows(
    tx,
    sql<{ unitId: Id; startedOn: CivilDate }>`
      with recursive cascade (id) as (
        select id from assignments.assignment where directive_id = ${directiveId} and withdrawn_at is null
        union
        select a.id from cascade c join assignments.assignment a on a.under_id = c.id and a.withdrawn_at is null
      )
      select d.unit_id as "unitId",
             min((d.answered_at at time zone 'Asia/Ho_Chi_Minh')::date)::text as "startedOn"
        from cascade c join assignments.duty d on d.assignment_id = c.id
       where d.answer = 'accepted' and (d.answered_at at time zone 'Asia/Ho_Chi_Minh')::date <= ${day}::text::date
       group by d.unit_id`,
  );

/** What became of shares whose day lies in a span of days, by unit; `cannot`: the unit said why not. */
export const selectWorkOf = (
  tx: Tx,
  unitIds: readonly Id[],
  days: { from: CivilDate; to: CivilDate },
  today: CivilDate,
) =>
  rows(
    tx,
    sql<{ unitId: Id; inTime: number; late: number; overdue: number; cannot: number }>`
      select d.unit_id as "unitId", (count(*) filter (where d.work = 'done'))::int as "inTime",
             (count(*) filter (where d.work = 'done-late'))::int as late,
             (count(*) filter (where d.work in ('open', 'in-progress') and d.due_on < ${today}::text::date))::int as overdue,
             (count(*) filter (where d.work = 'cannot-be-done'))::int as cannot
        from assignments.duty d join assignments.assignment a on a.id = d.assignment_id
       where d.unit_id = any(${uuids(unitIds)}) and a.withdrawn_at is null and d.released_at is null
         and d.due_on between ${days.from}::text::date and ${days.to}::text::date
       group by d.unit_id`,
  );

export const selectOfPerson = (tx: Tx, personId: Id) =>
  rows(
    tx,
    sql<Record<string, unknown>>`
      select 'given' as what, title as text, given_at as at from assignments.assignment where given_by = ${personId}
      union all
      select 'reported', text, at from assignments.report where by_id = ${personId}
      union all
      select 'asked', text, asked_at from assignments.question where asked_by = ${personId}
       order by at`,
  );

/** What waits in each of these units: shares not answered, and open ones past their day. */
export const countWaiting = async (
  tx: Tx,
  unitIds: readonly Id[],
  today: CivilDate,
): Promise<{ unitId: Id; unanswered: number; overdue: number; isAnswerLate: boolean }[]> =>
  unitIds.length === 0
    ? []
    : rows(
        tx,
        sql<{ unitId: Id; unanswered: number; overdue: number; isAnswerLate: boolean }>`
      /* hot */ select d.unit_id as "unitId", (count(*) filter (where d.answer is null))::int as unanswered,
             (count(*) filter (where d.due_on < ${today}::text::date and d.answer is distinct from 'declined'))::int
               as overdue,
             bool_or(d.answer is null and a.answer_by < ${today}::text::date) as "isAnswerLate"
        from assignments.duty d join assignments.assignment a on a.id = d.assignment_id
       where d.unit_id = any(${uuids(unitIds)}) ${openOnly} group by d.unit_id`,
      );

/** What waits for those who gave tasks: units that say they cannot, questions, and matters for the next meeting. */
export const countWaitingForSender = async (
  tx: Tx,
  unitIds: readonly Id[],
): Promise<{ unitId: Id; declined: number; questions: number; matters: number }[]> =>
  unitIds.length === 0
    ? []
    : rows(
        tx,
        sql<{ unitId: Id; declined: number; questions: number; matters: number }>`
      /* hot */ select u as "unitId",
             (select count(*)::int from assignments.assignment a join assignments.duty d on d.assignment_id = a.id
               where a.unit_id = u and d.answer = 'declined' ${openOnly}) as declined,
             (select count(*)::int from assignments.assignment a join assignments.question q on q.assignment_id = a.id
               where a.unit_id = u and a.withdrawn_at is null and q.answer is null) as questions,
             (select count(*)::int from assignments.matter m where m.unit_id = u and m.settled_at is null) as matters
        from unnest(${uuids(unitIds)}) u`,
      );

/**
 * Open shares of units that a plan ends: they go with the members to the branch that carries on. Where that one holds
 * the same task already, or a unit ends with nobody to carry on, the share is released by the decision of the plan.
 */
export async function carryDutiesByPlan(tx: Tx, plan: TakingEffect): Promise<void> {
  const joined = JSON.stringify(plan.joined);
  await run(
    tx,
    sql`with joined as (
          select * from jsonb_to_recordset(${joined}::text::jsonb) as j ("unitId" uuid, "intoId" uuid)
        ), moving as (
          select d.id, j."intoId",
                 row_number() over (partition by d.assignment_id, j."intoId" order by d.id) as place,
                 exists (select 1 from assignments.duty held
                          where held.assignment_id = d.assignment_id and held.unit_id = j."intoId") as is_held
            from joined j join assignments.duty d on d.unit_id = j."unitId"
            join assignments.assignment a on a.id = d.assignment_id
           where true ${openOnly}
        )
        update assignments.duty d set unit_id = m."intoId", on_agenda_since = null
          from moving m where m.id = d.id and m.place = 1 and not m.is_held`,
  );
  await run(
    tx,
    sql`update assignments.duty d
           set released_at = ${new Date(plan.nowMs)},
               released_because = ${`Đơn vị kết thúc theo quyết định ${plan.decision.number}`}
          from assignments.assignment a
         where a.id = d.assignment_id and d.unit_id = any(${uuids(plan.endedIds)}) ${openOnly}`,
  );
}

/** Open shares of units that a plan ends, with the branch that takes each over, if one does. */
export const selectDutiesAhead = (tx: Tx, { joined, endedIds }: Pick<TakingEffect, 'joined' | 'endedIds'>) =>
  rows(
    tx,
    sql<{ unitId: Id; title: string; dueOn: CivilDate; intoId: Id | null }>`
      select d.unit_id as "unitId", a.title, d.due_on::text as "dueOn", j."intoId"
        from assignments.duty d join assignments.assignment a on a.id = d.assignment_id
        left join jsonb_to_recordset(${JSON.stringify(joined)}::text::jsonb) as j ("unitId" uuid, "intoId" uuid)
          on j."unitId" = d.unit_id
       where d.unit_id = any(${uuids(endedIds)}) ${openOnly}
       order by d.due_on, d.id`,
  );
