import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { planMeeting } from '#features/meetings/public.ts';
import {
  createPlan,
  findPlan,
  holdPlan,
  importPlan,
  lookAhead,
  movePlan,
  readPlanFile,
  takeEffect,
} from '#features/reorganisation/public.ts';
import { compareSigns, gapsOfBridge, refreshReportsIn, signsOfReports } from '#features/reports/public.ts';
import {
  findUnitByCode,
  foundUnits,
  importUnitsFromFile,
  partyOfPlace,
  placeInLife,
  readPlace,
  treeUnder,
} from '#features/units/public.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { type Database, inTransaction, json, run, sql } from '#platform/database/database.ts';
import { openTestDatabase } from '#testing/open-test-database.ts';
import { features } from './features.ts';

// The real run of 1 January 2025: the list of 2022, the table of what became of which commune, and the list of 2025 as the
// measure of the outcome.

const hanoi = (name: string) => readFile(new URL(`./seed/hanoi/${name}`, import.meta.url));
const ON = '2025-01-01';
const TODAY = '2025-01-01';
const nowMs = Date.UTC(2025, 0, 1, 2);

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
  const done = await importUnitsFromFile(
    { db, features } as never,
    { name: 'units-2022.csv', bytes: await hanoi('units-2022.csv') },
    { underCode: null, from: '2022-01-01', today: TODAY, decision: null, apply: true, nowMs },
  );
  expect(done.counts.refused).toBe(0);
});
afterAll(() => db.close());

/** Of each commune that the act speaks of and of its neighbours in the list: two branches with members, meetings and tasks. */
async function fill(): Promise<number> {
  const changes = (await hanoi('changes-2025-01.csv')).toString('utf8').trim().split('\n').slice(1);
  const codes = [...new Set(changes.flatMap((line) => [line.split(',')[0]!, line.split(',')[2]!]))];
  return inTransaction(db, 'write', async (tx) => {
    const found = (await Promise.all(codes.map((code) => findUnitByCode(tx, code, '2024-12-31')))).flatMap(
      (unit) => unit ?? [],
    );
    const branches = found.flatMap(({ id }, at) =>
      [1, 2].map((n) => ({
        id: newId(nowMs),
        name: `Chi bộ ${n}`,
        code: null,
        parentId: id,
        kind: 'branch' as const,
        sector: n === 1 ? ('residential' as const) : ('agency' as const),
        foundedOn: '2023-06-01',
        at: at * 2 + n,
      })),
    );
    await foundUnits(tx, branches);
    const peopled = branches.map(({ id, at }) => ({
      id,
      at,
      people: [newId(nowMs), newId(nowMs), newId(nowMs)],
    }));
    const first = peopled[0]?.people[0];
    const list = json(peopled);
    const given = sql`jsonb_to_recordset(${list}) as b (id uuid, at int, people jsonb)`;
    await run(
      tx,
      sql`insert into members.person (id, full_name, sort_key, search_key, created_at, changed_at)
          select (p.id #>> '{}')::uuid, 'Người Thử ' || b.at || ' ' || p.n, 'nguoi thu', 'nguoi thu', ${new Date(nowMs)},
                 ${new Date(nowMs)}
            from ${given} cross join jsonb_array_elements(b.people) with ordinality as p (id, n)`,
    );
    await run(
      tx,
      sql`insert into members.membership (person_id, branch_id, nature, status, valid)
          select (p.id #>> '{}')::uuid, b.id, 'home', case when p.n = 3 then 'provisional' else 'official' end,
                 daterange('2023-06-01', null)
            from ${given} cross join jsonb_array_elements(b.people) with ordinality as p (id, n)`,
    );
    // One planned by the product: the others are of the same rules.
    await planMeeting(
      tx,
      {
        branchId: branches[0]!.id,
        month: '2025-01',
        kind: 'regular',
        plannedOn: '2025-01-20',
        plannedTime: '19:30',
        place: 'Nhà văn hóa',
      },
      { personId: first!, today: TODAY },
      nowMs,
    );
    await run(
      tx,
      sql`insert into meetings.meeting (id, branch_id, month, kind, planned_on, planned_time, place, stage, held_on, base,
                                         present, rules_id, room_secret, created_by, created_at)
          select gen_random_uuid(), b.id, m.month, 'regular', (m.month || '-03')::date, '19:30', 'Nhà văn hóa',
                 case when (b.at + m.n) % 7 = 0 then 'planned' else 'closed' end,
                 case when (b.at + m.n) % 7 = 0 then null else (m.month || '-03')::date end,
                 3, (b.at + m.n) % 4, one.rules_id, one.room_secret, one.created_by, one.created_at
            from ${given} cross join (select * from meetings.meeting limit 1) as one
           cross join (select to_char(d, 'YYYY-MM') as month, row_number() over ()::int as n
                         from generate_series('2024-01-01'::date, '2024-12-01'::date, '1 month') as d) as m`,
    );
    await run(
      tx,
      sql`insert into tasks.task (id, branch_id, title, owner_id, helper_ids, output, due_on, report_month,
                                  assigned_in_month, state, assigned_at)
          select gen_random_uuid(), b.id, 'Việc thử', (b.people ->> 0)::uuid, '{}', 'Báo cáo', (m.month || '-20')::date,
                 m.month, '2024-01', (array['open', 'done', 'done-late'])[1 + (b.at + m.n) % 3], ${new Date(nowMs)}
            from ${given}
           cross join (select to_char(d, 'YYYY-MM') as month, row_number() over ()::int as n
                         from generate_series('2024-02-01'::date, '2025-02-01'::date, '1 month') as d) as m`,
    );
    return branches.length;
  });
}

const MONTHS = Array.from({ length: 12 }, (_, at) => `2024-${String(at + 1).padStart(2, '0')}`);
type Unit = { id: Id; kind: string };

/**
 * The reports of 2024: of the city all of them, of every district and of every tenth commune with branches those of the last
 * month. `goc bench reorganisation` takes those of the whole city.
 */
const reports = (units: readonly Unit[]) =>
  inTransaction(db, 'read', async (tx) => {
    const signs = new Map<string, string>();
    for (const [at, { id, kind }] of units.entries()) {
      if (kind === 'base-committee' && at % 10 !== 0) continue;
      const isCity = kind === 'city-committee';
      const months = isCity ? MONTHS : MONTHS.slice(-1);
      for (const [name, sign] of await signsOfReports(tx, {
        unitId: id,
        months,
        today: TODAY,
        brief: !isCity,
      }))
        signs.set(name, sign);
    }
    return signs;
  });

const communes = async (day: CivilDate): Promise<Map<string, string>> =>
  inTransaction(db, 'read', async (tx) => {
    const city = await findUnitByCode(tx, '01', day);
    const units = await treeUnder(tx, city!.id, 0, day);
    return new Map(
      units.filter((unit) => unit.kind === 'base-committee').map((unit) => [unit.code ?? '', unit.name]),
    );
  });

test('579 communes become the 526 of the public list, name by name, and every report of the year before stays as it was', async () => {
  expect((await communes('2024-12-31')).size).toBe(579);
  const filled = await fill();
  const units = await inTransaction(db, 'read', async (tx) => {
    const city = await findUnitByCode(tx, '01', '2024-12-31');
    return treeUnder(tx, city!.id, 0, '2024-12-31');
  });
  expect(units.filter((unit) => unit.kind === 'branch')).toHaveLength(filled);
  await inTransaction(db, 'write', (tx) => refreshReportsIn(tx, nowMs));
  const withBranches = new Set(
    units.flatMap((unit) => (unit.kind === 'branch' ? (unit.parentId ?? []) : [])),
  );
  const reported = units.filter(
    (unit) => unit.kind !== 'branch' && (unit.kind !== 'base-committee' || withBranches.has(unit.id)),
  );
  const read = await reports(reported);
  const rows = await readPlanFile({ name: 'changes-2025-01.csv', bytes: await hanoi('changes-2025-01.csv') });
  const outcome = await inTransaction(db, 'write', async (tx) => {
    const writer = { tx, today: TODAY, nowMs, by: null };
    const unitId = (await findUnitByCode(tx, '01', ON))!.id;
    const place = await placeInLife(tx, unitId, TODAY);
    const planId = await createPlan(writer, { unitId, title: 'Nghị quyết 1286', on: ON, correctsId: null });
    const { faults } = await importPlan(writer, await holdPlan(tx, unitId, planId), rows, null);
    expect(faults).toEqual([]);
    const plan = async () => (await findPlan(tx, planId))!;
    const { foreseen } = await lookAhead(tx, place, await plan());
    expect([foreseen.problems, foreseen.undecided]).toEqual([[], []]);
    const said = {
      decision: { number: '1286/NQ-UBTVQH15', on: '2024-11-14', issuedBy: 'Ủy ban Thường vụ Quốc hội' },
      note: null,
    };
    await movePlan(writer, place, await plan(), 'approve', said);
    await movePlan(writer, place, await plan(), 'schedule', said);
    return takeEffect(
      { tx, world: { features } as never, today: TODAY, nowMs, by: null, language: 'vi' },
      planId,
    );
  });
  expect([outcome.ended, outcome.renamed]).toEqual([53, 33]);

  const listed = (await hanoi('units-2025-01.csv'))
    .toString('utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .filter(([, , parent]) => parent !== '01');
  expect(listed).toHaveLength(526);
  const expected = listed.map(([code, name]) => [
    code,
    partyOfPlace(readPlace(name!)!, 'upper-committee').name,
  ]);
  expect([...(await communes(ON))].sort()).toEqual(expected.sort());
  // At once, worked out by whoever reads, and again when facts and sums have been made anew.
  for (const stage of ['at once', 'made anew']) {
    const { compared, changed } = compareSigns(read, await reports(reported));
    expect([stage, changed]).toEqual([stage, []]);
    expect(compared).toBeGreaterThan(140);
    await inTransaction(db, 'write', (tx) => refreshReportsIn(tx, nowMs));
  }
  // On the tree of today the sums are those of then, and what moved explains every difference.
  let moved = 0;
  for (const unit of units.filter(({ kind }) => kind === 'city-committee' || kind === 'upper-committee'))
    for (const period of unit.kind === 'city-committee' ? ['2024-12', '2024-Q3', '2024'] : ['2024-12']) {
      const { gaps, moves } = await inTransaction(db, 'read', (tx) =>
        gapsOfBridge(tx, unit.id, period, TODAY),
      );
      expect([unit.name, period, gaps]).toEqual([unit.name, period, []]);
      moved += moves;
    }
  // Each commune that ended is one move of its district; the districts themselves stay as they are.
  expect(moved).toBe(53);

  const before = await communes('2024-12-31');
  expect(before.size).toBe(579);
  expect(before.get('00184')).toBe('Đảng bộ phường Quốc Tử Giám');
}, 240_000);
