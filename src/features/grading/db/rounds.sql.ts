import type { UnitGrade } from '#features/rulebooks/contract.ts';
import type { CivilDate, YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { RuleSource } from '#kernel/result.ts';
import { json, maybeOne, one, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { RoundRules } from '../domain/judge.ts';
import type { Calendar, Months, RoundKind } from '../domain/round.ts';
import type { SheetState } from '../domain/sheet.ts';

export type RoundRow = Calendar &
  Months & {
    id: Id;
    unitId: Id;
    kind: RoundKind;
    title: string;
    openedOn: CivilDate;
    openedByName: string;
    rulesCode: string;
    rulebook: Rulebook;
    rules: RoundRules;
  };

/** The rulebook as it was named on the day, with its document. */
export type Rulebook = { title: { vi: string; en: string }; source: RuleSource };

const columns = sql`
  r.id, r.unit_id as "unitId", r.kind, r.title, r.from_month as "from", r.to_month as "to", r.self_by::text as "selfBy",
  r.appraise_by::text as "appraiseBy", r.decide_by::text as "decideBy", r.opened_on::text as "openedOn",
  opener.full_name as "openedByName", r.rules_code as "rulesCode", r.rulebook`;
const source = sql`grading.round r join members.person opener on opener.id = r.opened_by`;

export const insertRound = (tx: Tx, round: Omit<RoundRow, 'openedByName'> & { openedBy: Id }) =>
  run(
    tx,
    sql`insert into grading.round (id, unit_id, kind, title, from_month, to_month, self_by, appraise_by, decide_by, rules_code,
               rulebook, rules, opened_by, opened_on)
        values (${round.id}, ${round.unitId}, ${round.kind}, ${round.title}, ${round.from}, ${round.to},
                ${round.selfBy}::text::date, ${round.appraiseBy}::text::date, ${round.decideBy}::text::date,
                ${round.rulesCode}, ${json(round.rulebook)}, ${json(round.rules)}, ${round.openedBy}, ${round.openedOn}::text::date)`,
  );

/**
 * Branches below a unit whose nearest committee with the right to decide is this very unit, and that stand in no other round
 * of these months.
 */
const decidedBy = (unitId: Id, depth: number, { from, to }: Months, today: CivilDate) => {
  const between = [1, 2, 3, 4, 5, 6, 7]
    .filter((level) => level > depth)
    .map((level) => sql.ref(`p.l${level}`));
  return sql`
    units.unit_path p
    join units.unit_kind k on k.unit_id = p.unit_id and k.valid @> ${today}::text::date
     and k.kind in ('branch', 'base-branch')
   where p.valid @> ${today}::text::date and ${sql.ref(`p.l${depth}`)} = ${unitId} and p.unit_id <> ${unitId}
     and not exists (
       select from units.unit_kind c
        where c.unit_id in (${sql.join(between, sql`, `)}) and c.valid @> ${today}::text::date
          and c.kind in ('upper-committee', 'base-committee'))
     and not exists (
       select from grading.sheet s join grading.round o on o.id = s.round_id
        where s.unit_id = p.unit_id and o.from_month = ${from} and o.to_month = ${to} and s.state <> 'left-out')`;
};

export const countGraded = (tx: Tx, unitId: Id, depth: number, months: Months, today: CivilDate) =>
  one(
    tx,
    sql<{ count: number }>`select count(*)::int as count from ${decidedBy(unitId, depth, months, today)}`,
  );

/** Gives each of those branches an empty sheet; answers how many. */
export const insertSheets = async (
  tx: Tx,
  round: Months & { id: Id; unitId: Id },
  depth: number,
  today: CivilDate,
): Promise<number> =>
  (
    await rows(
      tx,
      sql`insert into grading.sheet (round_id, unit_id, state)
          select ${round.id}::uuid, p.unit_id, 'not-begun' from ${decidedBy(round.unitId, depth, round, today)}
          on conflict do nothing returning unit_id`,
    )
  ).length;

/** Nobody opens a round of the same branches beside this one, and decisions on one round come one after the other. */
export const lockCommittee = (tx: Tx, unitId: Id) =>
  run(tx, sql`select pg_advisory_xact_lock(hashtextextended(${`grading ${unitId}`}, 0))`);

export const selectRound = (tx: Tx, unitId: Id, roundId: Id) =>
  maybeOne(
    tx,
    sql<RoundRow>`select ${columns}, r.rules from ${source} where r.id = ${roundId} and r.unit_id = ${unitId}`,
  );

/** The round in which a branch has a sheet. */
export const selectRoundOf = (tx: Tx, branchId: Id, roundId: Id) =>
  maybeOne(
    tx,
    sql<RoundRow>`
      select ${columns}, r.rules from ${source}
       where r.id = ${roundId}
         and exists (select from grading.sheet s where s.round_id = r.id and s.unit_id = ${branchId})`,
  );

/**
 * The first month of the period in which a branch of the round met: what came before was before the committee kept its
 * meetings here, and says nothing about anybody.
 */
export const selectFirstMonth = async (tx: Tx, { id, from, to }: Months & { id: Id }) =>
  (
    await one(
      tx,
      sql<{ month: YearMonth | null }>`
        select min(m.month) as month
          from grading.sheet s join meetings.meeting m on m.branch_id = s.unit_id
         where s.round_id = ${id} and m.month between ${from} and ${to} and m.stage in ('ended', 'closed')`,
    )
  ).month;

/** Decisions about the cap come one after another. */
export const lockRound = (tx: Tx, roundId: Id) =>
  run(tx, sql`select from grading.round where id = ${roundId} for update`);

export const selectRounds = (tx: Tx, unitId: Id, before: Id | null, most: number) =>
  rows(
    tx,
    sql<Omit<RoundRow, 'rules'>>`
      select ${columns} from ${source}
       where r.unit_id = ${unitId} and (${before}::uuid is null or r.id < ${before})
       order by r.id desc limit ${most}`,
  );

export const setCalendar = (tx: Tx, roundId: Id, { selfBy, appraiseBy, decideBy }: Calendar) =>
  run(
    tx,
    sql`update grading.round set self_by = ${selfBy}::text::date, appraise_by = ${appraiseBy}::text::date,
               decide_by = ${decideBy}::text::date where id = ${roundId}`,
  );

export type TallyRow = { roundId: Id; state: SheetState; grade: UnitGrade | null; count: number };

/** How many sheets of each round stand where. */
export const selectTallies = (tx: Tx, roundIds: readonly Id[]) =>
  rows(
    tx,
    sql<TallyRow>`
      select round_id as "roundId", state, grade, count(*)::int as count from grading.sheet
       where round_id = any(${uuids(roundIds)}) group by 1, 2, 3`,
  );

export type PeriodRow = Months & { kind: RoundKind };

const ofUnit = (unitId: Id, depth: number, today: CivilDate) => sql`
  grading.round r
  join grading.sheet s on s.round_id = r.id
  join units.unit u on u.id = s.unit_id
  join units.unit_path p on p.unit_id = s.unit_id and p.valid @> ${livingDay(today)}
   and ${sql.ref(`p.l${depth}`)} = ${unitId}`;

/** Today, or the last day of a unit that is no more: one that ended is counted where it stood. */
const livingDay = (today: CivilDate) => sql`
  (case when u.ended_on <= ${today}::text::date then u.ended_on - 1
        else greatest(u.founded_on, ${today}::text::date) end)`;

/** Periods in which branches of a unit were graded, newest first. */
export const selectPeriods = (tx: Tx, unitId: Id, depth: number, today: CivilDate) =>
  rows(
    tx,
    sql<PeriodRow>`
      select r.from_month as "from", r.to_month as "to", r.kind
        from ${ofUnit(unitId, depth, today)}
       group by 1, 2, 3 order by r.to_month desc, r.from_month desc, r.kind limit 40`,
  );

export type RollUpSqlRow = {
  id: Id | null;
  name: string | null;
  code: string | null;
  roundId: Id | null;
  due: number;
  sent: number;
  decided: number;
  excellent: number;
  good: number;
  completed: number;
  notCompleted: number;
  better: number;
  same: number;
  worse: number;
  leftOut: number;
  beforeExcellent: number;
  beforeGood: number;
  beforeCompleted: number;
  beforeNotCompleted: number;
};

const rankOf = (column: ReturnType<typeof sql>) =>
  sql`array_position(array['excellent', 'good', 'completed', 'not-completed'], ${column})`;

/**
 * The grades of one period by the units directly below, each against the latest decided grade of the same branch in an earlier
 * round of the same kind. The row without a unit holds branches that stood directly here and have ended.
 */
export const selectRollUp = (tx: Tx, unitId: Id, depth: number, period: PeriodRow, today: CivilDate) => {
  const before = (grade: UnitGrade, name: string) =>
    sql`(count(*) filter (where f.state = 'decided' and f.before = ${grade}))::int as ${sql.ref(name)}`;
  const graded = (grade: UnitGrade, name: string) =>
    sql`(count(*) filter (where f.grade = ${grade}))::int as ${sql.ref(name)}`;
  return rows(
    tx,
    sql<RollUpSqlRow>`
      with found as (
        select case when u.ended_on <= ${today}::text::date and ${sql.ref(`p.l${depth + 1}`)} = u.id then null
                    else ${sql.ref(`p.l${depth + 1}`)} end as child_id,
               s.round_id, s.unit_id, s.state, s.grade, prior.grade as before
          from ${ofUnit(unitId, depth, today)}
          left join lateral (
            select earlier.grade from grading.sheet earlier join grading.round o on o.id = earlier.round_id
             where earlier.unit_id = s.unit_id and earlier.state = 'decided' and o.kind = r.kind
               and o.to_month < r.from_month
             order by o.to_month desc limit 1
          ) prior on s.state = 'decided'
         where r.from_month = ${period.from} and r.to_month = ${period.to} and r.kind = ${period.kind}
      ), summed as (
        select f.child_id,
               (count(*) filter (where f.state <> 'left-out'))::int as due,
               (count(*) filter (where f.state in ('sent', 'appraised', 'decided')))::int as sent,
               (count(*) filter (where f.state = 'decided'))::int as decided,
               (count(*) filter (where f.state = 'left-out'))::int as left_out,
               ${graded('excellent', 'excellent')}, ${graded('good', 'good')}, ${graded('completed', 'completed')},
               ${graded('not-completed', 'not_completed')},
               ${before('excellent', 'before_excellent')}, ${before('good', 'before_good')},
               ${before('completed', 'before_completed')}, ${before('not-completed', 'before_not_completed')},
               (count(*) filter (where ${rankOf(sql`f.grade`)} < ${rankOf(sql`f.before`)}))::int as better,
               (count(*) filter (where f.grade = f.before))::int as same,
               (count(*) filter (where ${rankOf(sql`f.grade`)} > ${rankOf(sql`f.before`)}))::int as worse,
               (min(f.round_id::text) filter (where f.child_id = f.unit_id))::uuid as round_id
          from found f group by f.child_id
      )
      select c.child_id as id, n.name, code.code, c.round_id as "roundId", c.due, c.sent, c.decided, c.excellent, c.good,
             c.completed, c.not_completed as "notCompleted", c.better, c.same, c.worse, c.left_out as "leftOut",
             c.before_excellent as "beforeExcellent", c.before_good as "beforeGood",
             c.before_completed as "beforeCompleted", c.before_not_completed as "beforeNotCompleted"
        from summed c
        left join lateral (
          select name, search_key from units.unit_name where unit_id = c.child_id
           order by lower(valid) <= ${today}::text::date desc, lower(valid) desc limit 1) n on true
        left join lateral (
          select code from units.unit_code where unit_id = c.child_id and lower(valid) <= ${today}::text::date
           order by lower(valid) desc limit 1) code on true
       order by c.child_id is null, code.code nulls last, n.search_key, c.child_id`,
  );
};
