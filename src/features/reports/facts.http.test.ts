import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawTree, foundUnits } from '#features/units/public.ts';
import { addDays, instantOf, monthOf, type YearMonth } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import {
  type Database,
  dateRange,
  inTransaction,
  one,
  run,
  sql,
  type Tx,
} from '#platform/database/database.ts';
import { openTestDatabase } from '#testing/open-test-database.ts';
import { loadMoves } from './actions/load-moves.ts';
import { readFigures } from './actions/read-figures.ts';
import { normsOf, refreshReportsIn } from './actions/refresh-facts.ts';
import { bridge } from './domain/bridge.ts';
import { FIGURES, type Figures, hasFigures } from './domain/figures.ts';
import { readRows, recount } from './testing/recount.ts';

const FOUNDED = '2025-09-01';
const MONTHS: YearMonth[] = ['2025-11', '2025-12', '2026-01', '2026-02', '2026-03'];
const CLOCKS = ['then', 'today'] as const;

type City = { city: Id; districts: Id[]; wards: Id[]; branches: Id[]; person: Id };

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

/** One city, two districts, three wards, seven branches (one of them directly under a district), one person. */
async function makeCity(tx: Tx): Promise<City> {
  const id = () => newId();
  const made: City = {
    city: id(),
    districts: [id(), id()],
    wards: [id(), id(), id()],
    branches: [],
    person: id(),
  };
  made.branches = Array.from({ length: 7 }, id);
  const unit = { foundedOn: FOUNDED, code: null };
  await foundUnits(tx, [
    { ...unit, id: made.city, name: 'Thành ủy', kind: 'city-committee', sector: null, parentId: null },
    ...made.districts.map((one, at) => ({
      ...unit,
      id: one,
      name: `Quận ${at}`,
      kind: 'upper-committee' as const,
      sector: null,
      parentId: made.city,
    })),
    ...made.wards.map((one, at) => ({
      ...unit,
      id: one,
      name: `Phường ${at}`,
      kind: 'base-committee' as const,
      sector: 'residential' as const,
      parentId: made.districts[at % 2]!,
    })),
    ...made.branches.map((one, at) => ({
      ...unit,
      id: one,
      name: `Chi bộ ${at}`,
      kind: at === 6 ? ('base-branch' as const) : ('branch' as const),
      sector: at % 3 === 0 ? ('school' as const) : null,
      parentId: at === 6 ? made.districts[0]! : made.wards[at % 3]!,
    })),
  ]);
  await run(
    tx,
    sql`insert into members.person (id, full_name, sort_key, search_key, created_at, changed_at)
        values (${made.person}, 'Nguyễn Văn Thử', 'x', 'x', now(), now())`,
  );
  await run(
    tx,
    sql`insert into meetings.rules_snapshot (id, rulebook_code, rules) values ('r', 'hd-42-2025', '{}')
        on conflict do nothing`,
  );
  return made;
}

/** One thing that somebody writes. Numbers pick what it happens to. */
type Deed =
  | { do: 'plan'; branch: number; month: number; kind: 'regular' | 'thematic' | 'combined'; day: number }
  | {
      do: 'hold' | 'close' | 'cancel';
      nth: number;
      present: number;
      score: number | null;
      confirmed: boolean;
    }
  | { do: 'task'; branch: number; day: number }
  | { do: 'report'; nth: number; state: string }
  | { do: 'join' | 'leave'; branch: number; day: number; provisional: boolean }
  | { do: 'move'; branch: number; ward: number; day: number }
  | { do: 'move-ward'; ward: number; district: number; day: number }
  | { do: 'end'; branch: number; day: number }
  | { do: 'refresh' };

const index = fc.nat({ max: 40 });
/** Days from the founding to beyond today: some things are dated ahead. */
const DAYS = 205;
const day = fc.integer({ min: 1, max: DAYS });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('plan' as const),
      branch: index,
      month: fc.nat({ max: MONTHS.length - 1 }),
      kind: fc.constantFrom('regular', 'thematic', 'combined'),
      day: fc.integer({ min: 1, max: 28 }),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constantFrom('hold', 'close', 'close', 'cancel'),
      nth: index,
      present: fc.nat({ max: 10 }),
      score: fc.option(fc.integer({ min: 40, max: 100 }), { nil: null }),
      confirmed: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('task' as const), branch: index, day }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('report' as const),
      nth: index,
      state: fc.constantFrom('done', 'done-late', 'in-progress', 'not-done', 'cannot-be-done', 'withdrawn'),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('join', 'join', 'leave'),
      branch: index,
      day,
      provisional: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('move' as const), branch: index, ward: index, day }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('move-ward' as const), ward: index, district: index, day }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('end' as const), branch: index, day }) },
  { weight: 3, arbitrary: fc.constant({ do: 'refresh' as const }) },
);

const pick = <T>(all: readonly T[], n: number): T => all[n % all.length]!;
const at = (days: number) => addDays(FOUNDED, days);

/** Moves a unit under another parent from a day on; nothing happens where it has none on that day or moves on it anyway. */
async function move(tx: Tx, unitId: Id, parentId: Id, from: string): Promise<void> {
  await run(
    tx,
    sql`with cut as (
          delete from units.unit_link where unit_id = ${unitId} and valid @> ${from}::text::date and lower(valid) < ${from}::text::date
          returning valid)
        insert into units.unit_link (unit_id, parent_id, valid)
        select ${unitId}, p.parent_id, p.valid from (
          select (select l.parent_id from units.unit_link l where l.unit_id = ${unitId} and l.valid @> ${from}::text::date) as parent_id,
                 daterange(lower(valid), ${from}::text::date) as valid from cut
          union all select ${parentId}::uuid, daterange(${from}::text::date, upper(valid)) from cut) p`,
  );
  await drawTree(tx, [unitId]);
}

async function act(tx: Tx, city: City, deed: Deed, today: string): Promise<void> {
  switch (deed.do) {
    case 'plan': {
      const month = MONTHS[deed.month]!;
      const plannedOn = `${month}-${String(deed.day).padStart(2, '0')}`;
      return run(
        tx,
        sql`insert into meetings.meeting (id, branch_id, month, kind, planned_on, planned_time, place, rules_id,
                   room_secret, created_by, created_at)
            values (${newId()}, ${pick(city.branches, deed.branch)}, ${month}, ${deed.kind},
                    ${plannedOn}::text::date, '19:30', 'Nhà văn hóa', 'r', 's', ${city.person}, now())
            on conflict do nothing`,
      );
    }
    case 'cancel':
      return run(
        tx,
        sql`update meetings.meeting set stage = 'cancelled'
             where id = (select id from meetings.meeting where stage = 'planned' order by id offset ${deed.nth % 4} limit 1)`,
      );
    case 'hold':
      return run(
        tx,
        sql`update meetings.meeting set stage = 'ended', held_on = planned_on, base = 10, present = ${deed.present},
                   own_score = ${deed.score}
             where id = (select id from meetings.meeting where stage = 'planned' order by id offset ${deed.nth % 6} limit 1)`,
      );
    case 'close':
      return run(
        tx,
        sql`with closed as (
              update meetings.meeting set stage = 'closed', held_on = planned_on, base = 10, present = ${deed.present}
               where id = (select id from meetings.meeting where stage in ('planned', 'ended') order by id
                           offset ${deed.nth % 6} limit 1)
              returning *)
            insert into reports.branch_month (branch_id, month, kind, meeting_id, planned_on, held_on, closed_on, base,
                   present, excused, unexcused, spoke, minutes, own_score, own_grade, confirmed_score, confirmed_grade,
                   papers_late, notice_late, tasks_due, tasks_done, tasks_done_late, tasks_assigned)
            select branch_id, month, kind, id, planned_on, planned_on, planned_on, 10, ${deed.present}::int, 0, 0,
                   ${deed.present}::int / 2, 90, ${deed.score}::numeric,
                   ${deed.score === null ? null : 'good'}::text,
                   ${deed.confirmed ? deed.score : null}::numeric, ${deed.confirmed && deed.score !== null ? 'fair' : null}::text,
                   ${deed.nth % 3 === 0 ? null : deed.nth % 3 === 1}::boolean, false, 0, 0, 0, 0 from closed`,
      );
    case 'task':
      return run(
        tx,
        sql`insert into tasks.task (id, branch_id, title, owner_id, output, due_on, report_month, assigned_in_month,
                   assigned_at)
            values (${newId()}, ${pick(city.branches, deed.branch)}, 'Việc', ${city.person}, 'Sản phẩm',
                    ${at(deed.day)}::text::date, '2026-01', '2026-01', now())`,
      );
    case 'report':
      return run(
        tx,
        deed.state === 'withdrawn'
          ? sql`update tasks.task set withdrawn_at = now()
                 where id = (select id from tasks.task order by id offset ${deed.nth % 5} limit 1)`
          : sql`update tasks.task set state = ${deed.state}
                 where id = (select id from tasks.task order by id offset ${deed.nth % 5} limit 1)`,
      );
    case 'join': {
      const person = newId();
      await run(
        tx,
        sql`insert into members.person (id, full_name, sort_key, search_key, created_at, changed_at)
            values (${person}, 'Trần Thị Thử', 'x', 'x', now(), now())`,
      );
      return run(
        tx,
        sql`insert into members.membership (person_id, branch_id, nature, status, valid)
            values (${person}, ${pick(city.branches, deed.branch)}, 'home',
                    ${deed.provisional ? 'provisional' : 'official'}, ${dateRange(at(deed.day), null)})`,
      );
    }
    case 'leave':
      return run(
        tx,
        sql`update members.membership set valid = daterange(lower(valid), ${at(deed.day)}::text::date)
             where person_id = (select person_id from members.membership
                                 where upper_inf(valid) and lower(valid) < ${at(deed.day)}::text::date
                                 order by person_id offset ${deed.branch % 4} limit 1)`,
      );
    case 'move':
      return move(tx, pick(city.branches, deed.branch), pick(city.wards, deed.ward), at(deed.day));
    case 'move-ward':
      return move(tx, pick(city.wards, deed.ward), pick(city.districts, deed.district), at(deed.day));
    case 'end': {
      const branch = pick(city.branches, deed.branch);
      const on = at(deed.day);
      if (on > today) return;
      await run(
        tx,
        sql`update units.unit_link set valid = daterange(lower(valid), ${on}::text::date)
             where unit_id = ${branch} and valid @> ${on}::text::date and lower(valid) < ${on}::text::date`,
      );
      await run(
        tx,
        sql`delete from units.unit_link where unit_id = ${branch} and lower(valid) >= ${on}::text::date`,
      );
      return drawTree(tx, [branch]);
    }
    case 'refresh':
  }
}

/** Compares what is read with what is counted by hand, for every unit, month and clock. */
async function expectEqual(tx: Tx, city: City, today: string): Promise<void> {
  const all = await readRows(tx);
  const norms = await normsOf(tx, city.city, today);
  const months = MONTHS.filter((month) => month <= monthOf(today));
  for (const unitId of [city.city, ...city.districts, ...city.wards])
    for (const clock of CLOCKS) {
      const read = await readFigures(tx, { unitId, months, clock, today, norms, sector: null });
      for (const month of months) {
        const found = new Map<string, Figures>(
          read.flatMap(({ childId, month: of, ...figures }) =>
            of === month && hasFigures(figures) ? [[childId ?? 'ended', figures] as const] : [],
          ),
        );
        const counted = new Map(
          [...recount(all, { unitId, month, clock, norms, today })].filter(([, figures]) =>
            hasFigures(figures),
          ),
        );
        const sorted = (map: Map<string, Figures>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
        expect({ unitId, clock, month, figures: sorted(found) }).toEqual({
          unitId,
          clock,
          month,
          figures: sorted(counted),
        });
      }
    }
}

/** What moved explains the difference between the trees, for every group and every figure. */
async function expectBridged(tx: Tx, city: City, today: string): Promise<void> {
  for (const unitId of [city.city, ...city.districts, ...city.wards])
    for (const period of ['2026-Q1', '2025-11']) {
      const { groups, moves } = await loadMoves(tx, unitId, period, today);
      for (const figure of FIGURES) {
        const left = (id: string | null) =>
          moves.filter(({ from }) => from.id === id).reduce((sum, move) => sum + move.figures[figure], 0);
        const things = [
          ...groups.map(({ id, before }) => ({ weight: before[figure] - left(id), before: id, after: id })),
          ...moves.map(({ from, to, figures }) => ({
            weight: figures[figure],
            before: from.id,
            after: to.id,
          })),
        ];
        const spans = new Map(bridge(things).groups.map((span) => [span.group, span]));
        for (const { id, before, after } of groups) {
          const span = spans.get(id!);
          expect([unitId, period, figure, id, span?.before ?? 0, span?.after ?? 0]).toEqual([
            unitId,
            period,
            figure,
            id,
            before[figure],
            after[figure],
          ]);
        }
      }
    }
}

class Undo extends Error {}

describe('figures of any unit, month and clock', () => {
  // Worked out by hand. Branch 5 stood in ward 0 from 1 December to 2 January, else in ward 2; branch 2 ended on
  // 27 December. A branch owes a meeting in every month whose last day it lives to see, and where it met nevertheless.
  // Months side by side: November, December, January.
  it.each([
    {
      branch: 'did not meet in it',
      hasMet: false,
      ofThen: ['ward 0: 2 3 2', 'ward 2: 2 0 1', 'branch 6: 1 1 1'],
      ofToday: ['ward 0: 2 2 2', 'ward 2: 2 1 1', 'branch 6: 1 1 1'],
    },
    {
      branch: 'had met before',
      hasMet: true,
      ofThen: ['ward 0: 2 3 2', 'ward 2: 2 1 1', 'branch 6: 1 1 1'],
      ofToday: ['ward 0: 2 2 2', 'ward 2: 2 2 1', 'branch 6: 1 1 1'],
    },
  ])('count what is owed in the month in which a branch ended that $branch', async (hand) => {
    const today = '2026-03-14';
    const months = ['2025-11', '2025-12', '2026-01'] as const;
    await inTransaction(db, 'write', async (tx) => {
      const city = await makeCity(tx);
      const units = { 'ward 0': city.wards[0], 'ward 2': city.wards[2], 'branch 6': city.branches[6] };
      const read = async () => {
        const norms = await normsOf(tx, city.city, today);
        const lines: string[][] = [];
        for (const clock of CLOCKS) {
          const question = { unitId: city.districts[0]!, months, clock, today, norms, sector: null };
          const found = await readFigures(tx, question);
          const ofUnits = Object.entries(units).map(([name, id]) => {
            const due = months.map(
              (month) => found.find((row) => row.childId === id && row.month === month)?.due ?? 0,
            );
            return `${name}: ${due.join(' ')}`;
          });
          lines.push(ofUnits);
        }
        return lines;
      };
      const refresh = () => refreshReportsIn(tx, instantOf(today, '08:00'));
      const plan = { do: 'plan', kind: 'regular', day: 5 } as const;
      await act(tx, city, { ...plan, branch: 0, month: 0 }, today);
      await refresh();
      if (hand.hasMet) {
        await act(tx, city, { do: 'cancel', nth: 0, present: 0, score: null, confirmed: false }, today);
        await act(tx, city, { ...plan, branch: 2, month: 1 }, today);
        await act(tx, city, { do: 'hold', nth: 0, present: 4, score: null, confirmed: false }, today);
      }
      await act(tx, city, { do: 'move', branch: 5, ward: 0, day: 91 }, today);
      await act(tx, city, { do: 'end', branch: 2, day: 117 }, today);
      await act(tx, city, { do: 'move', branch: 5, ward: 2, day: 124 }, today);
      expect(await read()).toEqual([hand.ofThen, hand.ofToday]);
      await refresh();
      expect(await read()).toEqual([hand.ofThen, hand.ofToday]);
      throw new Undo();
    }).catch((error) => {
      if (!(error instanceof Undo)) throw error;
    });
  });

  it('equal what the rows give when they are counted by hand, before and after the refresh', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 10, maxLength: 60 }), async (deeds) => {
        const today = '2026-03-14';
        await inTransaction(db, 'write', async (tx) => {
          const city = await makeCity(tx);
          const refresh = () => refreshReportsIn(tx, instantOf(today, '08:00'));
          for (const one of deeds) {
            if (one.do === 'refresh') await refresh();
            else await act(tx, city, one, today);
          }
          await expectEqual(tx, city, today);
          await refresh();
          const { marks } = await one(
            tx,
            sql<{ marks: number }>`select count(*)::int as marks from reports.stale_fact`,
          );
          expect(marks).toBe(0);
          await expectEqual(tx, city, today);
          await expectBridged(tx, city, today);
          // What was dated ahead takes effect although nobody writes anything.
          for (const later of ['2026-03-20', '2026-04-02']) await expectEqual(tx, city, later);
          throw new Undo();
        }).catch((error) => {
          if (!(error instanceof Undo)) throw error;
        });
      }),
      { numRuns: 12, endOnFailure: true },
    );
  }, 600_000);
});
