import type { UnitKind } from '#features/units/contract.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { json, maybeOne, one, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { Measure } from '../domain/check-assignment.ts';
import type { Cause, DutyState } from '../domain/duty-state.ts';
import type { Figures } from '../domain/figures.ts';

export type AssignmentRow = {
  id: Id;
  unitId: Id;
  issuingUnitName: string;
  title: string;
  output: string;
  measure: Measure;
  target: number | null;
  measureUnit: string | null;
  paper: { id: Id; symbol: string; title: string } | null;
  paragraph: string | null;
  issuedOn: CivilDate;
  answerBy: CivilDate;
  dueOn: CivilDate;
  withdrawnBecause: string | null;
};

/** The committee is named as it was called on the day of issue. */
export const taskColumns = sql`
  a.unit_id as "unitId", an.name as "issuingUnitName", a.title, a.output, a.measure,
  a.target::float8 as target, a.measure_unit as "measureUnit",
  case when p.id is null then null
       else jsonb_build_object('id', p.id, 'symbol', p.symbol, 'title', p.title) end as paper,
  a.paragraph, a.issued_on as "issuedOn", a.answer_by as "answerBy",
  a.withdrawn_because as "withdrawnBecause"`;
const assignmentColumns = sql`a.id, a.due_on as "dueOn", ${taskColumns}`;
export const assignmentSource = sql`
  join units.unit_name an on an.unit_id = a.unit_id and an.valid @> a.issued_on
  left join directives.directive p on p.id = a.directive_id`;

/** Where a duty `d` stands on a day: the same as `dutyState`, in the database for counting. */
export const stateOn = (day: CivilDate) => sql<DutyState>`
  case when d.released_at is not null then 'released'
       when d.work in ('done', 'done-late', 'cannot-be-done') then d.work
       when d.answer = 'declined' then 'declined'
       when d.due_on < (select ${day}::text::date) then 'overdue'
       when d.work = 'in-progress' then 'in-progress'
       when d.localised_at is not null then 'localised'
       when d.answer = 'accepted' then 'accepted'
       when d.received_at is not null then 'received'
       else 'not-received' end`;

/** How often a duty `d` was urged: the last step, the agenda of the level above, is a step and no urging. */
export const timesUrged = sql`
  greatest(coalesce(d.urged, 0) - (exists (select from assignments.matter raised where raised.duty_id = d.id))::int, 0)`;

export type NewAssignment = {
  id: Id;
  rootId: Id;
  parentId: Id | null;
  parentDutyId: Id | null;
  unitId: Id;
  directiveId: Id | null;
  paragraph: string | null;
  title: string;
  output: string;
  measure: Measure;
  target: number | null;
  measureUnit: string | null;
  issuedOn: CivilDate;
  answerBy: CivilDate;
  dueOn: CivilDate;
  recipientRule: unknown;
  givenBy: Id;
};

/** A task and the share of every unit that holds it, in one statement. */
export const insertAssignment = (tx: Tx, task: NewAssignment, holders: readonly Id[], at: Date) =>
  run(
    tx,
    sql`with given as (
          insert into assignments.assignment
                 (id, root_id, under_id, parent_duty_id, unit_id, directive_id, paragraph, title, output, measure,
                  target, measure_unit, issued_on, answer_by, due_on, recipient_rule, given_by, given_at)
          values (${task.id}, ${task.rootId}, ${task.parentId}, ${task.parentDutyId}, ${task.unitId},
                  ${task.directiveId}, ${task.paragraph}, ${task.title}, ${task.output}, ${task.measure},
                  ${task.target}::text::numeric, ${task.measureUnit}, ${task.issuedOn}::text::date,
                  ${task.answerBy}::text::date, ${task.dueOn}::text::date,
                  ${task.recipientRule === null ? sql`null` : json(task.recipientRule)}, ${task.givenBy}, ${at})
          returning id, due_on
        )
        insert into assignments.duty (assignment_id, unit_id, due_on)
        select given.id, u, given.due_on from given, unnest(${uuids(holders)}) u`,
  );

export const insertCoUnits = (tx: Tx, assignmentId: Id, unitIds: readonly Id[]) =>
  run(
    tx,
    sql`insert into assignments.co_unit (assignment_id, unit_id)
        select ${assignmentId}, u from unnest(${uuids(unitIds)}) u`,
  );

export const selectCoUnits = (tx: Tx, assignmentId: Id, day: CivilDate) =>
  rows(
    tx,
    sql<{ id: Id; name: string }>`
      select c.unit_id as id, n.name from assignments.co_unit c
        join units.unit_name n on n.unit_id = c.unit_id and n.valid @> ${day}::text::date
       where c.assignment_id = ${assignmentId} order by n.search_key`,
  );

export type StoredAssignment = AssignmentRow & {
  parentId: Id | null;
  parentDutyId: Id | null;
  rootId: Id;
  recipientRule: unknown;
};

export const selectAssignment = (tx: Tx, unitId: Id, assignmentId: Id) =>
  maybeOne(
    tx,
    sql<StoredAssignment>`
      select ${assignmentColumns}, a.under_id as "parentId", a.parent_duty_id as "parentDutyId",
             a.root_id as "rootId", coalesce(a.recipient_rule, 'null') as "recipientRule"
        from assignments.assignment a ${assignmentSource}
       where a.id = ${assignmentId} and a.unit_id = ${unitId}`,
  );

/** A task with its parent, of whatever unit: for making a plan under it. */
export const selectLineage = (tx: Tx, assignmentId: Id) =>
  maybeOne(
    tx,
    sql<{ id: Id; rootId: Id; unitId: Id; isWithdrawn: boolean }>`
      select id, root_id as "rootId", unit_id as "unitId", withdrawn_at is not null as "isWithdrawn"
        from assignments.assignment where id = ${assignmentId}`,
  );

const progress = (day: CivilDate) => sql`
  join lateral (
    select count(*)::int as total, count(received_at)::int as received, count(answer)::int as answered,
           (count(*) filter (where work in ('done', 'done-late')))::int as done,
           (count(*) filter (where work = 'done-late'))::int as late,
           (count(*) filter (where ${stateOn(day)} = 'overdue'))::int as overdue
      from assignments.duty d where d.assignment_id = a.id
  ) c on true`;
const progressColumns = sql`c.total, c.received, c.answered, c.done, c.late, c.overdue`;

export type AssignmentProgress = AssignmentRow & {
  total: number;
  received: number;
  answered: number;
  done: number;
  late: number;
  overdue: number;
};

export const selectGivenBy = (
  tx: Tx,
  unitId: Id,
  wanted: { before: Id | null; directiveId: Id | null; most: number },
  day: CivilDate,
) =>
  rows(
    tx,
    sql<AssignmentProgress>`
      select ${assignmentColumns}, ${progressColumns}
        from assignments.assignment a ${assignmentSource} ${progress(day)}
       where a.unit_id = ${unitId} and (${wanted.before}::text::uuid is null or a.id < ${wanted.before}::text::uuid)
         and (${wanted.directiveId}::text::uuid is null or a.directive_id = ${wanted.directiveId}::text::uuid)
       order by a.id desc limit ${wanted.most}`,
  );

/**
 * Tasks given from these papers by a unit or one below it, with the shares of all that was localised under each. A plan
 * under a task from the same paper is counted in that task. `depth`: how many units lie above the unit.
 */
export const selectGivenFrom = (
  tx: Tx,
  paperIds: readonly Id[],
  reader: { unitId: Id; depth: number; seesBelow: boolean },
  most: number,
) =>
  rows(
    tx,
    sql<{ directiveId: Id; assignmentId: Id; unitId: Id; title: string; total: number; done: number }>`
      with recursive top as (
        select a.id, a.directive_id, a.unit_id, a.title from assignments.assignment a
          join units.unit_path p
            on p.unit_id = a.unit_id and p.valid @> a.issued_on and ${sql.ref(`p.l${reader.depth}`)} = ${reader.unitId}
          left join assignments.assignment over on over.id = a.under_id
         where a.directive_id = any(${uuids(paperIds)}) and a.withdrawn_at is null
           and over.directive_id is distinct from a.directive_id
           and (a.unit_id = ${reader.unitId} or ${reader.seesBelow})
         order by a.id limit ${most}
      ),
      cascade (top_id, id) as (
        select id, id from top
        union all
        select c.top_id, a.id from cascade c
          join assignments.assignment a on a.under_id = c.id and a.withdrawn_at is null
      ),
      shares as (
        select c.top_id, count(*)::int as total, (count(*) filter (where d.work in ('done', 'done-late')))::int as done
          from cascade c join assignments.duty d on d.assignment_id = c.id
         where d.released_at is null group by c.top_id
      )
      select t.directive_id as "directiveId", t.id as "assignmentId", t.unit_id as "unitId", t.title,
             coalesce(s.total, 0) as total, coalesce(s.done, 0) as done
        from top t left join shares s on s.top_id = t.id order by t.id`,
  );

/** Plans that a unit made under one of its duties. */
export const selectPlansUnder = (tx: Tx, dutyId: Id, day: CivilDate) =>
  rows(
    tx,
    sql<AssignmentProgress>`
      select ${assignmentColumns}, ${progressColumns}
        from assignments.assignment a ${assignmentSource} ${progress(day)}
       where a.parent_duty_id = ${dutyId} and a.withdrawn_at is null order by a.id`,
  );

/**
 * A task and everything localised under it. `top_duty`: the share of the task under which a plan lies. The figures of a
 * plan stand for those above when it counts the same as the task and no share above it has reported: `figuresOf`, in
 * the database for counting.
 */
const cascade = (assignmentId: Id) => sql`
  recursive cascade (id, measure, tier, answer_by, top_duty, unit, is_same, is_covered) as (
    select id, measure, 0, answer_by, null::uuid, lower(measure_unit collate "pg_c_utf8"), measure = 'number', false
      from assignments.assignment where id = ${assignmentId}
    union all
    select a.id, a.measure, c.tier + 1, a.answer_by, coalesce(c.top_duty, a.parent_duty_id), c.unit,
           a.measure = 'number' and lower(a.measure_unit collate "pg_c_utf8") is not distinct from c.unit,
           c.is_covered or (c.is_same and localised.figure is not null)
      from cascade c
      join assignments.assignment a on a.under_id = c.id and a.withdrawn_at is null
      join assignments.duty localised on localised.id = a.parent_duty_id
  )`;

/**
 * The shares `d` of a cascade `c`, looked up task by task: how many tasks a cascade has the planner does not know, and it
 * would rather read every share of every task there ever was.
 */
const sharesOf = sql`cross join lateral (select * from assignments.duty where assignment_id = c.id offset 0) d`;

/** Of a share `d` in a cascade `c`: the figure that stands, if there is one. */
const standingFigure = sql`case when c.is_same and not c.is_covered then d.figure end`;

/** Of a share `d` in a cascade `c`: nobody has answered, and the day for it is past. */
const isAnswerLate = (day: CivilDate) =>
  sql`d.answer is null and d.work = 'open' and d.released_at is null and c.answer_by < ${day}::text::date`;

export type Overview = {
  tiers: { kind: UnitKind; state: DutyState; count: number }[];
  days: { day: CivilDate; received: number; answered: number; done: number }[];
  ownDone: { day: CivilDate; done: number }[];
  ownTotal: number;
  /** Shares that nobody has answered although the day for it is past. */
  answerLate: number;
  holders: {
    id: Id;
    total: number;
    notReceived: number;
    open: number;
    overdue: number;
    urgings: number;
  }[];
  causes: { cause: Cause | null; late: number; impossible: number }[];
  figures: Figures;
  outputs: { tasks: number; measured: number };
};

const inVietnam = (column: string) => sql`(${sql.ref(column)} at time zone 'Asia/Ho_Chi_Minh')::date`;

/**
 * Everything the sender's screen counts, in one pass over the shares: each way of counting is one of the grouping sets,
 * which at eighteen thousand shares takes half of what a scan for each took. `depth`: how many units lie above the sender;
 * it names the column in which the unit directly below stands in the dated paths.
 */
export const selectOverview = async (
  tx: Tx,
  assignmentId: Id,
  depth: number,
  measured: { target: number | null; isRate: boolean },
  day: CivilDate,
): Promise<Overview> => {
  const target = sql`${measured.target}::text::numeric`;
  const found = await maybeOne(
    tx,
    sql<{ overview: Overview }>`
      with ${cascade(assignmentId)},
      mine as (
        select k.kind, ${sql.ref(`p.l${depth + 1}`)} as under, c.tier, d.work, d.cause, d.finished_on,
               ${standingFigure} as figure, case when c.tier > 0 and d.figure is not null then c.top_duty end as top_duty,
               ${inVietnam('d.received_at')} as received_on, ${inVietnam('d.answered_at')} as answered_on,
               greatest(coalesce(d.urged, 0) - (raised.duty_id is not null)::int, 0) as urged, ${stateOn(day)} as state,
               ${isAnswerLate(day)} as is_answer_late
          from cascade c ${sharesOf}
          left join (select distinct duty_id from assignments.matter) raised on raised.duty_id = d.id
          left join units.unit_kind k on k.unit_id = d.unit_id and k.valid @> (select ${day}::text::date)
          left join units.unit_path p on p.unit_id = d.unit_id and p.valid @> (select ${day}::text::date)
      ),
      counted as materialized (
        select case when grouping(kind) = 0 then 'tiers' when grouping(under) = 0 then 'holders'
                    when grouping(received_on) = 0 then 'received' when grouping(answered_on) = 0 then 'answered'
                    when grouping(finished_on) = 0 then 'finished' when grouping(cause) = 0 then 'causes'
                    when grouping(top_duty) = 0 then 'sums' when grouping(figure) = 0 then 'figures'
                    else 'totals' end as part,
               kind, state, under, coalesce(received_on, answered_on, finished_on) as day, tier, cause, work,
               count(*)::int as count, sum(urged)::int as urgings,
               (count(*) filter (where state = 'not-received'))::int as not_received,
               (count(*) filter (where state not in ('done', 'done-late', 'cannot-be-done', 'released')))::int as open,
               (count(*) filter (where state = 'overdue'))::int as overdue,
               (count(*) filter (where is_answer_late))::int as answer_late, sum(figure) as sum, figure, top_duty
          from mine
         group by grouping sets ((kind, state), (under), (received_on), (answered_on), (finished_on, tier),
                                 (cause, work), (top_duty), (figure, tier), (tier))
      ),
      tiers as (select kind, state, count from counted where part = 'tiers' and kind is not null),
      days as (
        select day, coalesce(sum(count) filter (where part = 'received'), 0)::int as received,
               coalesce(sum(count) filter (where part = 'answered'), 0)::int as answered,
               coalesce(sum(count) filter (where part = 'finished'), 0)::int as done
          from counted where day is not null group by day
      ),
      own_done as (
        select day, count as done from counted where part = 'finished' and tier = 0 and day is not null
      ),
      holders as (
        select under as id, count as total, not_received as "notReceived", open, overdue, urgings
          from counted where part = 'holders' and under is not null
         order by overdue desc, not_received desc, open desc limit 200
      ),
      causes as (
        select cause, coalesce(sum(count) filter (where work = 'done-late'), 0)::int as late,
               coalesce(sum(count) filter (where work = 'cannot-be-done'), 0)::int as impossible
          from counted where part = 'causes' and work in ('done-late', 'cannot-be-done')
         group by cause order by 2 desc, 3 desc
      ),
      reports as (
        select figure, tier, count, sum(count) over (order by figure, tier) as upto, sum(count) over () as all_reports
          from counted where part = 'figures' and figure is not null
      ),
      sums as (select sum from counted where part = 'sums' and top_duty is not null and sum is not null),
      figures as (
        select coalesce(sum(count), 0)::int as reported,
               (coalesce(sum(count) filter (where tier = 0), 0) + (select count(*) from sums))::int as holders,
               ${
                 measured.isRate
                   ? sql`coalesce(sum(count) filter (where figure >= ${target}), 0)::int as reached, 'rate' as kind,
                         case when count(*) > 0 then jsonb_build_object(
                           'least', min(figure), 'most', max(figure),
                           'median', (min(figure) filter (where 2 * upto >= all_reports)
                                      + min(figure) filter (where 2 * upto > all_reports)) / 2,
                           'mean', (sum(figure * count) / sum(count))::float8) end as spread`
                   : sql`(coalesce(sum(count) filter (where tier = 0 and figure >= ${target}), 0)
                          + (select count(*) from sums where sum >= ${target}))::int as reached, 'count' as kind,
                         coalesce(sum(figure * count), 0) as sum`
               }
          from reports
      )
      select jsonb_build_object(
        'tiers', (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from tiers t),
        'days', (select coalesce(jsonb_agg(to_jsonb(t) order by t.day), '[]') from days t),
        'ownDone', (select coalesce(jsonb_agg(to_jsonb(t) order by t.day), '[]') from own_done t),
        'ownTotal', (select coalesce(sum(count), 0)::int from counted where part = 'totals' and tier = 0),
        'answerLate', (select coalesce(sum(answer_late), 0)::int from counted where part = 'totals'),
        'holders', (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from holders t),
        'causes', (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from causes t),
        'figures', (select to_jsonb(f) from figures f),
        'outputs', (select jsonb_build_object('tasks', count(*), 'measured', count(*) filter (where measure = 'number'))
                      from cascade)
      ) as overview`,
  );
  if (!found) throw new Error('An overview has one row.');
  return found.overview;
};

export type HolderRow = {
  dutyId: Id;
  unit: { id: Id; name: string };
  aboveName: string | null;
  title: string;
  state: DutyState;
  dueOn: CivilDate;
  figure: number | null;
  cause: Cause | null;
  urgings: number;
};

/** The shares behind a figure: overdue first, then the least far. */
export const selectHolders = async (
  tx: Tx,
  assignmentId: Id,
  wanted: {
    kind: UnitKind | null;
    state: DutyState | null;
    cause: Cause | 'none' | null;
    group: 'opened' | 'finished' | 'answer-late' | null;
    /** Only shares whose figure stands in what the task comes to. */
    isCounted: boolean;
    under: { unitId: Id; depth: number } | null;
    from: number;
    most: number;
  },
  day: CivilDate,
): Promise<{ total: number; duties: HolderRow[] }> => {
  const list = await rows(
    tx,
    sql<HolderRow & { all: number }>`
      with ${cascade(assignmentId)},
      chosen as (
        select d.id, d.unit_id, d.due_on, d.figure, d.cause, ${timesUrged} as urged, c.id as assignment_id,
               ${stateOn(day)} as state, ${isAnswerLate(day)} as is_answer_late
          from cascade c ${sharesOf}
         ${wanted.isCounted ? sql`where ${standingFigure} is not null` : sql``}
      )
      select d.id as "dutyId", jsonb_build_object('id', d.unit_id, 'name', n.name) as unit, above.name as "aboveName",
             a.title, d.state, d.due_on as "dueOn", d.figure::float8 as figure, d.cause,
             d.urged::int as urgings, count(*) over ()::int as all
        from chosen d
        join assignments.assignment a on a.id = d.assignment_id
        join units.unit_name n on n.unit_id = d.unit_id and n.valid @> a.issued_on
        left join units.unit_kind k on k.unit_id = d.unit_id and k.valid @> ${day}::text::date
        left join units.unit_path p on p.unit_id = d.unit_id and p.valid @> ${day}::text::date
        left join units.unit_link l on l.unit_id = d.unit_id and l.valid @> ${day}::text::date
        left join units.unit_name above on above.unit_id = l.parent_id and above.valid @> ${day}::text::date
       where (${wanted.kind}::text is null or k.kind = ${wanted.kind})
         and (${wanted.state}::text is null or d.state = ${wanted.state})
         ${
           wanted.cause === null
             ? sql``
             : sql`and d.state in ('done-late', 'cannot-be-done')
                   and d.cause is not distinct from ${wanted.cause === 'none' ? null : wanted.cause}::text`
         }
         ${wanted.group === 'opened' ? sql`and d.state <> 'not-received'` : sql``}
         ${wanted.group === 'finished' ? sql`and d.state in ('done', 'done-late')` : sql``}
         ${wanted.group === 'answer-late' ? sql`and d.is_answer_late` : sql``}
         ${wanted.under ? sql`and ${sql.ref(`p.l${wanted.under.depth}`)} = ${wanted.under.unitId}` : sql``}
       order by d.state = 'overdue' desc, d.state = 'not-received' desc, d.urged desc, d.due_on, n.search_key
       limit ${wanted.most} offset ${wanted.from}`,
  );
  return { total: list[0]?.all ?? 0, duties: list.map(({ all: _, ...duty }) => duty) };
};

export type Clash = { id: Id; name: string; aboveName: string | null; weekFrom: CivilDate; due: number };

/**
 * Units that hold an open share of a task, or of what was localised under it, and have more than `limit` open shares due
 * in the week of that share, from all senders together: the busiest first, `most` of them from one place in the list on.
 * `total` counts a unit once for each of its weeks, `units` once; both only units whose name holds all of the words.
 */
export const selectClashes = (
  tx: Tx,
  assignmentId: Id,
  wanted: { limit: number; words: readonly string[]; from: number; most: number },
  day: CivilDate,
) => {
  const words = wanted.words.map(
    (word) => sql`and n.search_key like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`,
  );
  return one(
    tx,
    sql<{ total: number; units: number; shown: Clash[] }>`
      with ${cascade(assignmentId)},
      weeks as materialized (
        select c.id, date_trunc('week', a.due_on)::date as monday
          from cascade c join assignments.assignment a on a.id = c.id
      ), busy as (
        select d.unit_id, w.monday, count(*)::int as due
          from (select distinct monday from weeks) w
          join assignments.duty d on d.due_on between w.monday and w.monday + 6
           and d.work in ('open', 'in-progress') and d.released_at is null
          join assignments.assignment a on a.id = d.assignment_id and a.withdrawn_at is null
         group by d.unit_id, w.monday
        having count(*) > ${wanted.limit}::int and bool_or(d.assignment_id in (select id from weeks))
      ), clashing as materialized (
        select b.unit_id as id, b.monday, b.due, n.name, n.search_key
          from busy b join units.unit_name n on n.unit_id = b.unit_id and n.valid @> ${day}::text::date
         where true ${sql.join(words, sql` `)}
      ), shown as (
        select c.*, above.name as above_name
          from (select * from clashing order by due desc, monday, search_key, id
                 offset ${wanted.from} limit ${wanted.most}) c
          left join units.unit_link u on u.unit_id = c.id and u.valid @> ${day}::text::date
          left join units.unit_name above on above.unit_id = u.parent_id and above.valid @> ${day}::text::date
      )
      select (select count(*)::int from clashing) as total,
             (select count(*)::int from (select id from clashing group by id) each) as units,
             coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'aboveName', s.above_name,
                                                           'weekFrom', s.monday, 'due', s.due)
                                        order by s.due desc, s.monday, s.search_key, s.id)
                         from shown s), '[]') as shown`,
  );
};

/** Marks a task and everything under it as taken back; gives how many tasks those are. */
export const markWithdrawn = async (tx: Tx, assignmentId: Id, because: string, at: Date): Promise<number> =>
  (
    await rows(
      tx,
      sql<{ id: Id }>`
        with ${cascade(assignmentId)}
        update assignments.assignment a set withdrawn_at = ${at}, withdrawn_because = ${because}
          from cascade c where c.id = a.id and a.withdrawn_at is null returning a.id`,
    )
  ).length;

export type QuestionRow = {
  id: Id;
  unitName: string;
  askedAt: Date;
  text: string;
  answer: string | null;
  answeredAt: Date | null;
};

export const selectQuestions = (tx: Tx, assignmentId: Id) =>
  rows(
    tx,
    sql<QuestionRow>`
      select q.id, n.name as "unitName", q.asked_at as "askedAt", q.text, q.answer, q.answered_at as "answeredAt"
        from assignments.question q
        join units.unit_name n
          on n.unit_id = q.unit_id and n.valid @> (q.asked_at at time zone 'Asia/Ho_Chi_Minh')::date
       where q.assignment_id = ${assignmentId} order by q.answer is not null, q.asked_at desc limit 200`,
  );

export const insertQuestion = (
  tx: Tx,
  question: { id: Id; assignmentId: Id; unitId: Id; by: Id; text: string },
  at: Date,
) =>
  run(
    tx,
    sql`insert into assignments.question (id, assignment_id, unit_id, asked_at, asked_by, text)
        values (${question.id}, ${question.assignmentId}, ${question.unitId}, ${at}, ${question.by}, ${question.text})`,
  );

/** Gives nothing back when the question is answered already or not of this task. */
export const markAnswered = (
  tx: Tx,
  question: { id: Id; assignmentId: Id; by: Id; text: string },
  at: Date,
) =>
  maybeOne(
    tx,
    sql<{ id: Id }>`
      update assignments.question set answer = ${question.text}, answered_at = ${at}, answered_by = ${question.by}
       where id = ${question.id} and assignment_id = ${question.assignmentId} and answer is null returning id`,
  );

export const isQuestionOf = (tx: Tx, questionId: Id, assignmentId: Id) =>
  maybeOne(
    tx,
    sql<{ id: Id }>`
      select id from assignments.question where id = ${questionId} and assignment_id = ${assignmentId}`,
  );
