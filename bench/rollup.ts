import { type Clock, normsOf, readFigures, refreshReports } from '#features/reports/public.ts';
import {
  addMonths,
  type CivilDate,
  firstDayOf,
  instantOf,
  lastDayOf,
  monthOf,
  type YearMonth,
} from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { inTransaction, one, rows, run, sql, type Tx } from '#platform/database/database.ts';
import { type Bench, compare, spreadOf, timed } from './harness.ts';

const MONTHS = 36;
/** Requests of each screen whose times count. */
const EACH = 60;

/** Every number that a fact holds: the floor adds up the same rows and the same columns, without any tree. */
const FACT_NUMBERS = [
  'due',
  'held',
  'unclosed',
  'unconfirmed',
  'thematic',
  'thematic_in_quarter',
  'base',
  'present',
  'spoke',
  'spoke_of',
  'papers',
  'papers_in_time',
  'own_scored',
  'own_points',
  'confirmed_scored',
  'confirmed_points',
  'good',
  'fair',
  'average',
  'poor',
  'tasks_due',
  'tasks_in_time',
  'tasks_late',
  'tasks_open',
  'members',
  'provisional',
];
const allSums = sql.raw(FACT_NUMBERS.map((name) => `sum(${name})`).join(', '));

type Where = { months: YearMonth[]; unitId: Id; depth: number };

/** The plainest sums over the facts of the same branches. */
const plainSums = (tx: Tx, { months, unitId, depth }: Where, today: CivilDate) => {
  const [from, to] = [months[0]!, months.at(-1)!];
  const day = lastDayOf(to) < today ? lastDayOf(to) : today;
  const below =
    depth === 0
      ? sql``
      : sql`and branch_id in (select unit_id from units.unit_path
                               where ${sql.ref(`l${depth}`)} = ${unitId} and valid @> ${day}::text::date)`;
  return rows(
    tx,
    sql`select month, ${allSums} from reports.month_fact
         where month between ${from} and ${to} ${below} group by month`,
  );
};

/** Tasks that stand past their day: the running month shows them beside its facts. */
const plainOverdue = (tx: Tx, today: CivilDate) =>
  rows(
    tx,
    sql`select count(*) from tasks.task where state in ('open', 'in-progress', 'not-done') and withdrawn_at is null
           and due_on < ${today}::text::date`,
  );

/** A district with many branches that is there on both trees, and a place on the demo's page to enter for it. */
const selectDistrict = (tx: Tx, today: CivilDate) =>
  one(
    tx,
    sql<{ unitId: Id; branches: number }>`
      select p.l1 as "unitId", count(*)::int as branches from units.unit_path p
        join units.unit_kind k on k.unit_id = p.unit_id and k.valid @> ${today}::text::date
       where p.valid @> ${today}::text::date and k.kind in ('branch', 'base-branch') and p.depth > 1
       group by p.l1 order by count(*) desc limit 1`,
  );

/** The dashboards of a city and of a district: their SQL beside the plainest sums of the same rows, and whole answers. */
export const rollupBench: Bench = {
  about: 'dashboards of the city and of a district, one month and three years, on both trees',
  needs: 'city',
  run: async (world) => {
    const { db, today } = world;
    const nowMs = instantOf(today, '10:00');
    world.say('facts and sums are brought up to date');
    const refreshed = await timed(() => refreshReports({ db, clock: { now: () => nowMs } }));
    await run(db.kysely, sql`vacuum analyze reports.month_fact, reports.unit_month, reports.made_month`);
    const running = monthOf(today);
    const last = addMonths(running, -1);
    const { unitId: city } = await one(
      db.kysely,
      sql<{
        unitId: Id;
      }>`select unit_id as "unitId" from units.unit_path where depth = 0 and valid @> ${today}::text::date`,
    );
    const district = await selectDistrict(db.kysely, today);
    const norms = await normsOf(db.kysely, city, today);
    const three = Array.from({ length: MONTHS }, (_, at) => addMonths(last, at - MONTHS + 1));

    const read = (where: Where, clock: Clock) => (tx: Tx) =>
      readFigures(tx, { unitId: where.unitId, months: where.months, clock, today, norms, sector: null });
    const month: Where = { months: [last], unitId: city, depth: 0 };
    const now: Where = { months: [running], unitId: city, depth: 0 };
    const trend: Where = { months: three, unitId: city, depth: 0 };
    const ofDistrict: Where = { months: [last], unitId: district.unitId, depth: 1 };
    const districtTrend: Where = { months: three, unitId: district.unitId, depth: 1 };
    const screens: { name: string; where: Where; clock: Clock; times: number }[] = [
      { name: 'city_month_then', where: month, clock: 'then', times: 9 },
      { name: 'city_month_today', where: month, clock: 'today', times: 9 },
      { name: 'city_running_month', where: now, clock: 'then', times: 9 },
      { name: 'city_trend_then', where: trend, clock: 'then', times: 3 },
      { name: 'city_trend_today', where: trend, clock: 'today', times: 3 },
      { name: 'district_month_then', where: ofDistrict, clock: 'then', times: 9 },
      { name: 'district_month_today', where: ofDistrict, clock: 'today', times: 9 },
      { name: 'district_trend_then', where: districtTrend, clock: 'then', times: 3 },
      { name: 'district_trend_today', where: districtTrend, clock: 'today', times: 3 },
    ];
    const compared: Record<string, Awaited<ReturnType<typeof compare>>> = {};
    const inOne = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(db, 'read', work);
    for (const { name, where, clock, times } of screens) {
      world.say(name.replaceAll('_', ' '));
      compared[name] = await inOne((tx) =>
        compare(
          {
            floor: async () => {
              await plainSums(tx, where, today);
              if (where === now) await plainOverdue(tx, today);
            },
            ours: () => read(where, clock)(tx),
          },
          { rounds: world.rounds, times },
        ),
      );
    }
    // Changes that wait for the refresh: a thousand branches of the month are worked out from their rows by the reader.
    world.say('city month while changes wait');
    class Undo extends Error {}
    await inTransaction(db, 'write', async (tx) => {
      await run(
        tx,
        sql`insert into reports.stale_fact (branch_id, from_month, to_month)
            select branch_id, month, month from reports.month_fact where month = ${last} order by branch_id limit 1000`,
      );
      compared.city_month_while_changes_wait = await compare(
        { floor: () => plainSums(tx, month, today), ours: () => read(month, 'then')(tx) },
        { rounds: world.rounds, times: 3 },
      );
      throw new Undo();
    }).catch((error) => {
      if (!(error instanceof Undo)) throw error;
    });

    world.say('whole answers');
    const served = await world.serve();
    const analyst = await served.enterAs(0);
    const at = (unitId: Id, path: string) => `/api/units/${unitId}/${path}`;
    const pages: Record<string, string> = {
      city_month_then: at(city, `dashboards/${last}?clock=then`),
      city_month_today: at(city, `dashboards/${last}?clock=today`),
      city_running_month: at(city, `dashboards/${running}?clock=then`),
      city_year: at(city, `dashboards/${last.slice(0, 4)}?clock=then`),
      city_trend_then: at(city, `trends/${last}?clock=then`),
      city_trend_today: at(city, `trends/${last}?clock=today`),
      district_month_then: at(district.unitId, `dashboards/${last}?clock=then`),
      district_month_today: at(district.unitId, `dashboards/${last}?clock=today`),
    };
    const times: Record<string, number[]> = Object.fromEntries(Object.keys(pages).map((name) => [name, []]));
    for (let round = 0; round < EACH + 5; round++)
      for (const [name, path] of Object.entries(pages)) {
        const time = await timed(() => analyst.get(path));
        // The first rounds fill caches.
        if (round >= 5) times[name]!.push(time);
      }
    const answers = Object.fromEntries(Object.entries(times).map(([name, all]) => [name, spreadOf(all)]));

    const counted = screens.map(({ name }) => compared[name]!.ratio);
    const ratio = Math.max(...counted);
    const p95 = Math.max(...Object.values(answers).map((answer) => answer.p95_ms));
    const facts = await one(
      db.kysely,
      sql<{ facts: number; sums: number }>`
        select (select count(*)::int from reports.month_fact) as facts,
               (select count(*)::int from reports.unit_month) as sums`,
    );
    return {
      figures: {
        ratio,
        p95_ms: p95,
        from: firstDayOf(three[0]!),
        ...facts,
        refresh_s: Math.round(refreshed / 100) / 10,
        district_branches: district.branches,
        sql: compared,
        answers,
      },
      lines: [
        `SQL: at most ${ratio} x the plainest sums of the same rows; whole answers: p95 at most ${p95} ms`,
        ...Object.entries(compared).map(
          ([name, c]) =>
            `  ${name.replaceAll('_', ' ')}: ${c.ours_ms} ms, floor ${c.floor_ms} ms, ratio ${c.ratio} (${c.ratio_range.join(' to ')})`,
        ),
        ...Object.entries(answers).map(
          ([name, a]) => `  GET ${name.replaceAll('_', ' ')}: p50 ${a.p50_ms} ms, p95 ${a.p95_ms} ms`,
        ),
      ],
    };
  },
};
