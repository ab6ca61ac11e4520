import type { RawBuilder } from 'kysely';
import { type CivilDate, firstDayOf, monthOf, type YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { maybeOne, one, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import { FACT_FIGURES, FIGURES, type Figure, type Figures } from '../domain/figures.ts';
import type { Norms } from '../domain/norms.ts';

/** On whose tree a month is summed: that of the month itself, or that of today. */
export type Clock = 'then' | 'today';

type Sql = RawBuilder<unknown>;
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const list = (names: readonly string[]) => sql.raw(names.map(snake).join(', '));
/** A day as a date that is read once per statement: a text is read anew for every row. */
const day = (on: CivilDate) => sql`(select ${on}::text::date)`;
const levels = (of: string) => sql.raw(LEVELS.map((level) => `${of}.${level}`).join(', '));
const texts = (values: readonly string[]) => sql`string_to_array(${values.join(',')}::text, ',')`;

/**
 * Months as values that the planner does not see: one that it has not met yet would be one row to it, and a loop over
 * the whole tree for each branch what it makes of that.
 */
const oneMonth = (month: YearMonth) => sql`(select ${month}::text)`;
const anyMonth = (months: readonly YearMonth[]) => sql`any(array[${sql.join(months.map(oneMonth))}])`;

const LEVELS = ['l0', 'l1', 'l2', 'l3', 'l4', 'l5', 'l6', 'l7'] as const;
const KEPT = [
  'depth',
  ...LEVELS,
  'waitingOn',
  'unclosedSince',
  'sector',
  'unconfirmed',
  'thematicInQuarter',
  'thematicPlanned',
  ...FACT_FIGURES,
] as const;

/** Every branch whose figures changed since they were written, month by month. Months not made are worked out whole. */
const markedPairs = (months: readonly YearMonth[]) => sql`
  select distinct s.branch_id, m.month
    from reports.stale_fact s
    join unnest(${texts(months)}) as m(month) on m.month >= s.from_month and (s.to_month is null or m.month <= s.to_month)`;

const everyPair = (months: readonly YearMonth[]) => sql`
  select distinct k.unit_id as branch_id, m.month
    from unnest(${texts(months)}) as m(month) cross join units.unit_kind k
   where k.kind in ('branch', 'base-branch')`;

/**
 * The facts of pairs (branch_id, month) as the rows of units, meetings, tasks and members give them now. The only place
 * that says what each figure of a branch is. A list of common table expressions; the last one is `computed`. Each branch
 * is looked up by itself, so that the work grows with the pairs and never with their square, whatever the planner knows.
 */
const computedFrom = (pairs: Sql, today: CivilDate) => sql`
  pair as materialized (${pairs}),
  span as (
    select branch_id, month, (month || '-01')::date as first_on,
           ((month || '-01')::date + interval '1 month')::date - 1 as last_on,
           reports.month_of(date_trunc('quarter', (month || '-01')::date)::date) as quarter_from
      from pair
  ),
  placed as materialized (
    select s.branch_id, s.month, s.first_on, s.last_on, s.quarter_from, p.end_on, p.depth, ${levels('p')},
           coalesce(k.sector, (
             select above.sector
               from (values (p.l6, 6), (p.l5, 5), (p.l4, 4), (p.l3, 3), (p.l2, 2), (p.l1, 1), (p.l0, 0)) as step (id, depth)
               join units.unit_kind above on above.unit_id = step.id and above.valid @> p.end_on
              where step.depth < p.depth and above.sector is not null
              order by step.depth desc limit 1)) as sector
      from span s
     cross join lateral (
       -- Its last day in the month, and its place on the last day that has come.
       select least(s.last_on, upper(last.valid) - 1) as end_on, w.*
         from units.unit_path w, units.unit_path last
        where w.unit_id = s.branch_id and w.valid && daterange(s.first_on, least(s.last_on, ${day(today)}), '[]')
          and last.unit_id = s.branch_id and last.valid && daterange(s.first_on, s.last_on, '[]')
        order by lower(w.valid) desc, lower(last.valid) desc limit 1
     ) p
     cross join lateral (
       select sector from units.unit_kind
        where unit_id = s.branch_id and valid @> p.end_on and kind in ('branch', 'base-branch') limit 1
     ) k
  ),
  computed as (
    select l.month, l.branch_id, l.depth, ${levels('l')},
           case when not coalesce(r.is_held, false) then r.planned_on end as waiting_on,
           case when r.stage = 'ended' then r.held_on end as unclosed_since,
           l.sector,
           case when l.end_on = l.last_on or r.is_held then 1 else 0 end::smallint as due,
           coalesce(r.is_held, false)::int::smallint as held,
           coalesce(r.stage = 'ended', false)::int::smallint as unclosed,
           coalesce(case when r.is_closed then r.own_score is not null and r.confirmed_score is null
                         when r.is_held then r.live_own is not null and r.live_confirmed is null end, false)
             ::int::smallint as unconfirmed,
           t.in_month::smallint as thematic,
           t.in_quarter::smallint as thematic_in_quarter,
           t.planned::smallint as thematic_planned,
           coalesce(case when r.is_held then coalesce(r.base, r.live_base) end, 0)::smallint as base,
           coalesce(case when r.is_held then coalesce(r.present, r.live_present) end, 0)::smallint as present,
           coalesce(r.spoke, 0)::smallint as spoke,
           coalesce(case when r.is_closed then r.present end, 0)::smallint as spoke_of,
           (r.papers_late is not null)::int::smallint as papers,
           coalesce(not r.papers_late, false)::int::smallint as papers_in_time,
           (r.own_score is not null)::int::smallint as own_scored,
           coalesce(round(r.own_score * 100), 0)::int as own_points,
           (r.confirmed_score is not null)::int::smallint as confirmed_scored,
           coalesce(round(r.confirmed_score * 100), 0)::int as confirmed_points,
           coalesce(r.grade = 'good', false)::int::smallint as good,
           coalesce(r.grade = 'fair', false)::int::smallint as fair,
           coalesce(r.grade = 'average', false)::int::smallint as average,
           coalesce(r.grade = 'poor', false)::int::smallint as poor,
           w.due::smallint as tasks_due,
           w.in_time::smallint as tasks_in_time,
           w.late::smallint as tasks_late,
           w.open::smallint as tasks_open,
           b.members::smallint as members,
           b.provisional::smallint as provisional
      from placed l
      left join lateral (
        select m.stage, m.planned_on, m.held_on, m.base as live_base, m.present as live_present,
               m.own_score as live_own, m.confirmed_score as live_confirmed, f.base, f.present, f.spoke, f.papers_late,
               f.own_score, f.confirmed_score, coalesce(f.confirmed_grade, f.own_grade) as grade,
               f.meeting_id is not null as is_closed, m.stage in ('ended', 'closed') as is_held
          from meetings.meeting m
          left join reports.branch_month f
            on f.branch_id = m.branch_id and f.month = m.month and f.kind = m.kind and m.stage = 'closed'
         where m.branch_id = l.branch_id and m.month = l.month and m.kind in ('regular', 'combined')
           and m.stage <> 'cancelled'
         limit 1
      ) r on true
     cross join lateral (
        select count(*) filter (where m.month = l.month and m.stage in ('ended', 'closed')) as in_month,
               count(*) filter (where m.stage in ('ended', 'closed')) as in_quarter,
               count(*) filter (where m.stage in ('planned', 'running')) as planned
          from meetings.meeting m
         where m.branch_id = l.branch_id and m.month between l.quarter_from and l.month
           and m.kind in ('thematic', 'combined')
      ) t
     cross join lateral (
        select count(*) as due, count(*) filter (where t.state = 'done') as in_time,
               count(*) filter (where t.state = 'done-late') as late,
               count(*) filter (where t.state in ('open', 'in-progress', 'not-done')) as open
          from (select state, due_on, withdrawn_at from tasks.task
                 where branch_id = l.branch_id and counted_in is null
                union all
                select state, due_on, withdrawn_at from tasks.task where counted_in = l.branch_id) t
         where t.due_on between l.first_on and l.last_on and t.withdrawn_at is null
      ) w
     cross join lateral (
        select count(*) as members, count(*) filter (where m.status = 'provisional') as provisional
          from members.membership m
         where m.branch_id = l.branch_id
           -- "is true" keeps the planner from the key of all periods, which holds for nearly every member.
           and (m.nature = 'home' and m.valid @> l.end_on) is true
      ) b
  )`;

/** Writes what differs and takes away facts of branches that are none any more. Answers with the months it changed. */
async function writeFacts(tx: Tx, pairs: Sql, today: CivilDate): Promise<YearMonth[]> {
  const kept = KEPT.map(snake);
  const changed = await rows(
    tx,
    sql<{ month: YearMonth }>`
        with ${computedFrom(pairs, today)},
        gone as (
          delete from reports.month_fact f using pair p
           where f.month = p.month and f.branch_id = p.branch_id
             and not exists (select from placed l where l.month = p.month and l.branch_id = p.branch_id)
          returning f.month
        ),
        written as (
        insert into reports.month_fact as f (month, branch_id, ${sql.raw(kept.join(', '))})
        select month, branch_id, ${sql.raw(kept.join(', '))} from computed
        on conflict (month, branch_id) do update
           set (${sql.raw(kept.join(', '))}) = row(${sql.raw(kept.map((name) => `excluded.${name}`).join(', '))})
         where (${sql.raw(kept.map((name) => `f.${name}`).join(', '))})
               is distinct from (${sql.raw(kept.map((name) => `excluded.${name}`).join(', '))})
        returning f.month
        )
        select month from gone union select month from written`,
  );
  return changed.map(({ month }) => month);
}

/**
 * Conditions on one fact `f` that are judged by the rules and by today; `o` holds the running month's tasks past their
 * day. The only place that says what each judged figure is.
 */
function conditions(norms: Norms, today: CivilDate) {
  const isOver = sql`f.month < ${monthOf(today)}`;
  const { percent, comparison } = norms.attendanceTarget;
  const missed = sql`f.due = 1 and f.held = 0 and (f.waiting_on is null or f.waiting_on < ${day(today)})`;
  const lowAttendance =
    comparison === 'at-least'
      ? sql`f.present * 100 < f.base * ${percent}::float8`
      : sql`f.base > 0 and f.present * 100 <= f.base * ${percent}::float8`;
  const unconfirmed = norms.followerConfirmsScore ? sql`f.unconfirmed = 1` : sql`false`;
  const quarterDue = sql`f.due = 1`;
  const quarterThematic = sql`f.due = 1 and f.thematic_in_quarter > 0`;
  const thematicMissing = sql`f.due = 1 and right(f.month, 2) in ('03', '06', '09', '12')
    and f.thematic_in_quarter + case when ${isOver} then 0 else f.thematic_planned end < ${norms.thematicPerQuarter}::int`;
  const branchesOverdue = sql`case when ${isOver} then f.tasks_open > 0 else o.branch_id is not null end`;
  const minutesLate = sql`f.unclosed = 1
    and (${isOver} or f.unclosed_since + ${norms.postWithinDays}::int < ${day(today)})`;
  const needing = sql.join(
    [missed, lowAttendance, unconfirmed, thematicMissing, branchesOverdue, minutesLate].map(
      (reason) => sql`(${reason})`,
    ),
    sql` or `,
  );
  return {
    missed,
    lowAttendance,
    unconfirmed,
    quarterDue,
    quarterThematic,
    thematicMissing,
    branchesOverdue,
    needing,
  };
}

/** Every figure as a sum over facts `f`, named as the columns are. */
function sums(norms: Norms, today: CivilDate): Sql {
  const judged: Partial<Record<Figure, Sql>> = conditions(norms, today);
  const sumOf = (figure: Figure) => {
    const condition = judged[figure];
    if (condition) return sql`(count(*) filter (where ${condition}))::int`;
    if (figure === 'tasksOverdue')
      return sql`sum(case when f.month < ${monthOf(today)} then f.tasks_open else coalesce(o.in_month, 0) end)::int`;
    return sql`sum(${sql.raw(`f.${snake(figure)}`)})::int`;
  };
  return sql.join(
    FIGURES.map((figure) => sql`${sumOf(figure)} as ${sql.ref(snake(figure))}`),
    sql`, `,
  );
}
const asFigures = (from: string) =>
  sql.raw(FIGURES.map((figure) => `${from}.${snake(figure)} as "${figure}"`).join(', '));

/** Tasks that stand past their day now, of branches that have any; empty where no month asked for is running. */
const overdueNow = (months: readonly YearMonth[], today: CivilDate) =>
  months.includes(monthOf(today))
    ? sql`select branch_id, count(*) filter (where due_on >= ${day(firstDayOf(monthOf(today)))}) as in_month
            from tasks.task
           where state in ('open', 'in-progress', 'not-done') and withdrawn_at is null and due_on < ${day(today)}
           group by branch_id`
    : sql`select null::uuid as branch_id, 0 as in_month where false`;

/**
 * Where each branch counts on the tree of a day. A branch that is not in the tree any more counts, without a child of
 * its own, in the nearest unit above it that still is.
 */
const placesOn = (on: CivilDate) => sql`
  living as materialized (select p.unit_id, p.depth, ${levels('p')} from units.unit_path p where p. valid @> ${day(on)}),
  place as (
    select * from living
    union all
    select e.unit_id, n.depth + 1, ${levels('n')}
      from (
        select distinct on (p.unit_id) p.*
          from units.unit_path p
         where upper(p.valid) <= ${day(on)} and not exists (select from living l where l.unit_id = p.unit_id)
         order by p.unit_id, upper(p.valid) desc
      ) e
     cross join lateral (
       select l.*
         from (values (e.l0, 0), (e.l1, 1), (e.l2, 2), (e.l3, 3), (e.l4, 4), (e.l5, 5), (e.l6, 6)) as step (id, depth)
         join living l on l.unit_id = step.id
        where step.depth < e.depth order by step.depth desc limit 1
     ) n
  )`;

/** How the figures of a month can be read now. */
export type MonthState = { month: YearMonth; isMade: boolean; isMarked: boolean; isSummed: boolean };

export const selectMonthStates = (
  tx: Tx,
  months: readonly YearMonth[],
  clock: Clock,
  norms: Norms,
  today: CivilDate,
) =>
  rows(
    tx,
    sql<MonthState>`
      select m.month, coalesce(made.tree_valid @> ${day(today)}, false) as "isMade",
             exists (select from reports.stale_fact s
                      where s.from_month <= m.month and (s.to_month is null or s.to_month >= m.month)) as "isMarked",
             s.month is not null as "isSummed"
        from unnest(${texts(months)}) as m(month)
        left join reports.made_month made on made.month = m.month
        left join reports.summed_month s
          on s.clock = ${clock} and s.month = m.month and s.norms = ${normsKey(norms)}
         and s.tree_valid @> ${day(today)}
         and (${clock} = 'then' or not exists (select from reports.stale_fact where is_tree))`,
  );

/** Equal for equal rules: a sum made under other rules is not used. */
export const normsKey = (norms: Norms): string =>
  JSON.stringify([
    norms.attendanceTarget.percent,
    norms.attendanceTarget.comparison,
    norms.postWithinDays,
    norms.thematicPerQuarter,
    norms.followerConfirmsScore,
  ]);

export type Reading = {
  months: readonly MonthState[];
  clock: Clock;
  today: CivilDate;
  norms: Norms;
  /** Only branches of this sector. */
  sector: string | null;
};

/** The facts of these months as they are now, as the expression `fact`; begins a `with`. */
function factsNow(reading: Reading): Sql {
  const of = (wanted: (state: MonthState) => boolean) =>
    reading.months.filter(wanted).map((state) => state.month);
  const kept = list(['month', 'branchId', ...KEPT]);
  const written = of((state) => state.isMade && !state.isMarked);
  const marked = of((state) => state.isMade && state.isMarked);
  const missing = of((state) => !state.isMade);
  const parts: Sql[] = [];
  if (written.length)
    parts.push(sql`select ${kept} from reports.month_fact where month = ${anyMonth(written)}`);
  if (marked.length)
    parts.push(sql`
      select ${kept} from reports.month_fact f
       where month = ${anyMonth(marked)} and not exists (
         select from pair p where p.branch_id = f.branch_id and p.month = f.month)`);
  const live = [
    ...(marked.length ? [markedPairs(marked)] : []),
    ...(missing.length ? [everyPair(missing)] : []),
  ];
  if (live.length === 0) return sql`fact as (${sql.join(parts, sql` union all `)})`;
  parts.push(sql`select ${kept} from computed`);
  return sql`${computedFrom(sql.join(live, sql` union `), reading.today)}, fact as (${sql.join(parts, sql` union all `)})`;
}

export type ChildMonth = Figures & {
  /** Null: branches that stood directly here and are not in the tree any more. */
  childId: Id | null;
  month: YearMonth;
};

/**
 * Sums of the units directly below, month by month, from the facts of the branches.
 * `depths`: how deep the unit lay in those months; more than one where it was moved up or down.
 * `directOnly`: only branches that stand directly below; their elders are summed elsewhere.
 */
export async function sumChildren(
  tx: Tx,
  unitId: Id,
  depths: readonly number[],
  reading: Reading,
  directOnly: boolean,
): Promise<ChildMonth[]> {
  if (reading.months.length === 0 || depths.length === 0) return [];
  const { today, norms, sector } = reading;
  const months = reading.months.map(({ month }) => month);
  const isThen = reading.clock === 'then';
  const of = isThen ? 'f' : 'p';
  const at = (depth: number) => sql.raw(`${of}.l${depth}`);
  const below = (depth: number) =>
    sql`${at(depth)} = ${unitId} and ${sql.raw(`${of}.depth`)} ${directOnly ? sql`=` : sql`>=`} ${depth + 1}`;
  // The planner knows how many values a column has, and nothing of a case.
  const child =
    depths.length === 1
      ? at(depths[0]! + 1)
      : sql.join(
          [
            sql`case`,
            ...depths.map((depth) => sql`when ${at(depth)} = ${unitId} then ${at(depth + 1)}`),
            sql`end`,
          ],
          sql` `,
        );
  const place = isThen
    ? sql``
    : directOnly
      ? sql`join units.unit_path p on p.unit_id = f.branch_id and p.valid @> ${day(today)}`
      : sql`join place p on p.unit_id = f.branch_id`;
  // Below the top a unit has few branches: they are found first, and their facts by their ids.
  const few = sql`select unit_id from units.unit_path p where ${sql.join(
    depths.map(
      (depth) =>
        sql`(p.${sql.raw(`l${depth}`)} = ${unitId} and p.depth ${directOnly ? sql`=` : sql`>=`} ${depth + 1})`,
    ),
    sql` or `,
  )}`;
  const isFew = isThen && (directOnly || !depths.includes(0));
  return rows(
    tx,
    sql<ChildMonth>`
      with ${factsNow(reading)},
      overdue as (${overdueNow(months, today)})${!isThen && !directOnly ? sql`, ${placesOn(today)}` : sql``},
      summed as (
        select ${child} as child_id, f.month, ${sums(norms, today)}
          from fact f ${place}
          left join overdue o on o.branch_id = f.branch_id and f.month = ${monthOf(today)}
         where (${sql.join(depths.map(below), sql` or `)})
           and (${sector}::text is null or f.sector = ${sector})
           ${isFew ? sql`and f.branch_id in (${few})` : sql``}
         group by 1, 2
      )
      select child_id as "childId", month, ${asFigures('summed')} from summed`,
  );
}

export type BranchMonth = Figures & { branchId: Id; month: YearMonth };

/**
 * Figures of single branches, month by month: those that lie below the unit on today's tree, wherever they lay then.
 * `depth`: how many units lie above the unit today.
 */
export async function selectBranchFigures(
  tx: Tx,
  unitId: Id,
  depth: number,
  reading: Omit<Reading, 'clock' | 'sector'>,
): Promise<BranchMonth[]> {
  const { today, norms } = reading;
  const months = reading.months.map(({ month }) => month);
  if (months.length === 0) return [];
  return rows(
    tx,
    sql<BranchMonth>`
      with ${factsNow({ ...reading, clock: 'today', sector: null })},
      overdue as (${overdueNow(months, today)}),
      summed as (
        select f.branch_id, f.month, ${sums(norms, today)}
          from fact f
          join units.unit_path p on p.unit_id = f.branch_id and p.valid @> ${day(today)}
          left join overdue o on o.branch_id = f.branch_id and f.month = ${monthOf(today)}
         where ${sql.raw(`p.l${depth}`)} = ${unitId}
         group by 1, 2
      )
      select branch_id as "branchId", month, ${asFigures('summed')} from summed`,
  );
}

/** The same for several units at once, of whatever levels; a branch below two of them stands under each. */
export async function selectFiguresUnder(
  tx: Tx,
  unitIds: readonly Id[],
  reading: Omit<Reading, 'clock' | 'sector'>,
): Promise<(BranchMonth & { unitId: Id })[]> {
  const { today, norms } = reading;
  const months = reading.months.map(({ month }) => month);
  if (months.length === 0) return [];
  return rows(
    tx,
    sql<BranchMonth & { unitId: Id }>`
      with ${factsNow({ ...reading, clock: 'today', sector: null })},
      overdue as (${overdueNow(months, today)}),
      place as (
        select p.unit_id as branch_id, way.unit_id
          from units.unit_path p
          cross join lateral (
            values (p.l0), (p.l1), (p.l2), (p.l3), (p.l4), (p.l5), (p.l6), (p.l7)
          ) as way (unit_id)
         where p.valid @> ${day(today)} and way.unit_id = any(${uuids(unitIds)})
      ),
      summed as (
        select place.unit_id, f.branch_id, f.month, ${sums(norms, today)}
          from place join fact f on f.branch_id = place.branch_id
          left join overdue o on o.branch_id = f.branch_id and f.month = ${monthOf(today)}
         group by 1, 2, 3
      )
      select unit_id as "unitId", branch_id as "branchId", month, ${asFigures('summed')} from summed`,
  );
}

/**
 * The figures of `sumChildren` from sums that stand ready, beside the unit's own (`isOwn`); only for months that are over, made, unmarked
 * and summed. Branches directly below have no sums of their own.
 */
export const selectSummed = (tx: Tx, unitId: Id, clock: Clock, months: readonly YearMonth[]) =>
  rows(
    tx,
    sql<ChildMonth & { isOwn: boolean }>`
      select u.unit_id as "childId", false as "isOwn", u.month, ${asFigures('u')}
        from reports.unit_month u
       where u.parent_id = ${unitId} and u.clock = ${clock} and u.month = any(${texts(months)})
      union all
      select u.unit_id, true, u.month, ${asFigures('u')}
        from reports.unit_month u
       where u.unit_id = ${unitId} and u.clock = ${clock} and u.month = any(${texts(months)})`,
  );

export type MovedGroup = Figures & {
  month: YearMonth;
  /** Ways from the top to the unit right above the branches. */
  before: Id[];
  after: Id[];
  isEnded: boolean;
  branchIds: Id[];
};

/**
 * Branches that lie elsewhere today than in these months, and did or do lie below the unit, with their figures; together
 * by where they came from and went to. Only for months that are over.
 */
export async function selectMoved(
  tx: Tx,
  unitId: Id,
  reading: Omit<Reading, 'clock'>,
): Promise<MovedGroup[]> {
  if (reading.months.length === 0) return [];
  const { today, norms } = reading;
  const way = (of: string) => sql`array_remove(array_remove(array[${levels(of)}], null), f.branch_id)`;
  return rows(
    tx,
    sql<MovedGroup>`
      with ${factsNow({ ...reading, clock: 'today' })},
      overdue as (${overdueNow([], today)}), ${placesOn(today)},
      moved as (
        select f.*, ${way('f')} as before_way, coalesce(${way('p')}, '{}') as after_way,
               not coalesce(f.branch_id = any(array[${levels('p')}]), false) as is_ended
          from fact f left join place p on p.unit_id = f.branch_id
      ),
      summed as (
        select f.month, f.before_way, f.after_way, f.is_ended,
               -- Right below the unit each branch is a group of its own.
               case when ${unitId} in (f.before_way[cardinality(f.before_way)], f.after_way[cardinality(f.after_way)])
                    then f.branch_id end as alone,
               array_agg(distinct f.branch_id) as branch_ids,
               ${sums(norms, today)}
          from moved f
          left join overdue o on o.branch_id = f.branch_id
         where (f.is_ended or f.before_way <> f.after_way)
           and (${unitId} = any(f.before_way) or ${unitId} = any(f.after_way))
         group by 1, 2, 3, 4, 5
      )
      select month, array_to_json(before_way) as before, array_to_json(after_way) as after, is_ended as "isEnded",
             array_to_json(branch_ids) as "branchIds", ${asFigures('summed')} from summed`,
  );
}

/** How many units lay above this one in the period; usually one number. */
export const selectDepths = async (tx: Tx, unitId: Id, from: CivilDate, to: CivilDate): Promise<number[]> =>
  (
    await rows(
      tx,
      sql<{ depth: number }>`
        select distinct depth from units.unit_path
         where unit_id = ${unitId} and valid && daterange(${day(from)}, ${day(to)}, '[]')`,
    )
  ).map(({ depth }) => depth);

/** The days around this one on which nothing in the tree begins or ends. */
const sameTreeAs = (today: CivilDate) => sql`(
  select daterange(max(edge.at) filter (where edge.at <= ${day(today)}),
                   min(edge.at) filter (where edge.at > ${day(today)}))
    from (select lower(valid) as at from units.unit_path union select upper(valid) from units.unit_path) edge)`;

/** Sums of one month for every unit above a branch, from facts that are written. Only rows that differ are written. */
export async function writeSums(
  tx: Tx,
  month: YearMonth,
  clock: Clock,
  norms: Norms,
  today: CivilDate,
  now: Date,
) {
  const names = FIGURES.map(snake);
  const figures = (of: string) => sql.raw(names.map((name) => `${of}.${name}`).join(', '));
  const of = clock === 'then' ? 'f' : 'p';
  const steps = LEVELS.slice(0, -1).map((level, depth) =>
    sql.raw(`(${of}.${level}, ${depth ? `${of}.l${depth - 1}` : 'null::uuid'}, ${depth})`),
  );
  await run(
    tx,
    sql`with ${clock === 'today' ? sql`${placesOn(today)}, ` : sql``}overdue as (${overdueNow([], today)}),
        summed as materialized (
          select step.unit_id, step.parent_id, ${sums(norms, today)}
            from reports.month_fact f ${clock === 'then' ? sql`` : sql`join place p on p.unit_id = f.branch_id`}
           cross join lateral (values ${sql.join(steps)}) as step (unit_id, parent_id, depth)
            left join overdue o on o.branch_id = f.branch_id
           where f.month = ${oneMonth(month)} and step.depth < ${sql.raw(of)}.depth
           group by step.unit_id, step.parent_id
        ),
        gone as (
          delete from reports.unit_month u
           where u.clock = ${clock} and u.month = ${month}
             and not exists (select from summed s
                              where s.unit_id = u.unit_id and s.parent_id is not distinct from u.parent_id)
        )
        insert into reports.unit_month as u (clock, month, unit_id, parent_id, ${sql.raw(names.join(', '))})
        select ${clock}, ${month}, s.unit_id, s.parent_id, ${figures('s')} from summed s
        on conflict (clock, month, unit_id, parent_id) do update
           set (${sql.raw(names.join(', '))}) = row(${figures('excluded')})
         where (${figures('u')}) is distinct from (${figures('excluded')})`,
  );
  await run(
    tx,
    sql`insert into reports.summed_month (clock, month, tree_valid, norms, summed_at)
        select ${clock}, ${month}, ${clock === 'then' ? sql`daterange(null, null)` : sameTreeAs(today)},
               ${normsKey(norms)}, ${now}
        on conflict (clock, month) do update
           set tree_valid = excluded.tree_valid, norms = excluded.norms, summed_at = excluded.summed_at`,
  );
}

export const CLOCKS: readonly Clock[] = ['then', 'today'];

/** One at a time, whichever process asks; held to the end of the transaction. False: another one is at it. */
export const takeTurn = async (tx: Tx): Promise<boolean> =>
  (await one(tx, sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(731120260) as mine`)).mine;

/** Nothing that was worked out stands any more: readers go to the rows, and the refresh begins anew. */
export async function forgetAll(tx: Tx): Promise<void> {
  await run(tx, sql`delete from reports.made_month`);
  await run(tx, sql`delete from reports.summed_month`);
  await run(tx, sql`delete from reports.stale_fact`);
}

/** The first month that has a meeting. */
export const selectFirstMonth = async (tx: Tx): Promise<YearMonth | null> =>
  (await one(tx, sql<{ month: YearMonth | null }>`select min(month) as month from meetings.meeting`)).month;

/** Months whose facts are written and stand on the right tree today. */
export const selectMadeMonths = async (tx: Tx, today: CivilDate): Promise<YearMonth[]> =>
  (
    await rows(
      tx,
      sql<{ month: YearMonth }>`
        select month from reports.made_month where tree_valid @> ${day(today)} order by month`,
    )
  ).map(({ month }) => month);

/** The tree has changed: on which days the running month's facts stand is worked out anew. */
export const retimeMonth = (tx: Tx, today: CivilDate) =>
  run(
    tx,
    sql`update reports.made_month set tree_valid = ${sameTreeAs(today)}
         where month = ${monthOf(today)} and tree_valid @> ${day(today)}`,
  );

/** The first month that figures are kept of; null before the first refresh. */
export const selectFirstMade = async (tx: Tx): Promise<YearMonth | null> =>
  (await one(tx, sql<{ month: YearMonth | null }>`select min(month) as month from reports.made_month`)).month;

/** Writes the facts of every branch in a month, from the rows. */
export async function makeMonth(tx: Tx, month: YearMonth, today: CivilDate, now: Date): Promise<YearMonth[]> {
  const changed = await writeFacts(tx, everyPair([month]), today);
  const isOver = month < monthOf(today);
  await run(
    tx,
    sql`insert into reports.made_month (month, tree_valid, made_at)
        values (${month}, ${isOver ? sql`daterange(null, null)` : sameTreeAs(today)}, ${now})
        on conflict (month) do update set tree_valid = excluded.tree_valid, made_at = excluded.made_at`,
  );
  return changed;
}

export type Mark = { branchId: Id; fromMonth: YearMonth; toMonth: YearMonth | null; isTree: boolean };

/** Takes marks away, oldest first; whoever takes them writes their facts in the same transaction. */
export const takeMarks = (tx: Tx, most: number | null) =>
  rows(
    tx,
    sql<Mark>`
      delete from reports.stale_fact
       where id in (select id from reports.stale_fact order by id limit ${most}::int)
      returning branch_id as "branchId", from_month as "fromMonth", to_month as "toMonth", is_tree as "isTree"`,
  );

/** Writes the facts of marked branches anew, in the months that are made. Answers with the months it changed. */
export const remakeMarked = (tx: Tx, marks: readonly Mark[], today: CivilDate): Promise<YearMonth[]> =>
  writeFacts(
    tx,
    sql`select distinct s.branch_id, m.month
          from unnest(${uuids(marks.map((mark) => mark.branchId))}, ${texts(marks.map((mark) => mark.fromMonth))},
                      ${texts(marks.map((mark) => mark.toMonth ?? '9999-12'))}) as s(branch_id, from_month, to_month)
          join reports.made_month m on m.month between s.from_month and s.to_month`,
    today,
  );

/** Sums that do not stand any more: readers go back to the facts. */
export const dropSums = (tx: Tx, months: readonly YearMonth[], clocks: readonly Clock[]) =>
  run(
    tx,
    sql`delete from reports.summed_month where month = any(${texts(months)}) and clock = any(${texts(clocks)})`,
  );

/** Months that are made and over and lack sums by these rules on today's day, newest first. */
export const selectUnsummed = (tx: Tx, clock: Clock, norms: Norms, today: CivilDate) =>
  rows(
    tx,
    sql<{ month: YearMonth }>`
      select m.month from reports.made_month m
       where m.month < ${monthOf(today)} and not exists (
         select from reports.summed_month s
          where s.clock = ${clock} and s.month = m.month and s.norms = ${normsKey(norms)}
            and s.tree_valid @> ${day(today)})
       order by m.month desc`,
  );

/** The unit at the top of the tree on a day; undefined while there is none. */
export const selectTop = (tx: Tx, on: CivilDate) =>
  maybeOne(
    tx,
    sql<{ unitId: Id }>`
      select unit_id as "unitId" from units.unit_path where depth = 0 and valid @> ${day(on)}
       order by unit_id limit 1`,
  );

/** A unit that was planned and taken back never was: it has no figures and nothing to work out. */
export async function dropUnit(tx: Tx, unitId: Id): Promise<void> {
  await run(tx, sql`delete from reports.stale_fact where branch_id = ${unitId}`);
  await run(tx, sql`delete from reports.month_fact where branch_id = ${unitId}`);
  await run(tx, sql`delete from reports.unit_month where unit_id = ${unitId}`);
}
