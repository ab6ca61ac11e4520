import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
import {
  findUnitByCode,
  importUnitsFromFile,
  partyOfPlace,
  placeInLife,
  readPlace,
  treeUnder,
} from '#features/units/public.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import { type Database, inTransaction } from '#platform/database/database.ts';
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

const communes = async (day: CivilDate): Promise<Map<string, string>> =>
  inTransaction(db, 'read', async (tx) => {
    const city = await findUnitByCode(tx, '01', day);
    const units = await treeUnder(tx, city!.id, 0, day);
    return new Map(
      units.filter((unit) => unit.kind === 'base-committee').map((unit) => [unit.code ?? '', unit.name]),
    );
  });

test('579 communes become the 526 of the public list, name by name, and the year before stays as it was', async () => {
  expect((await communes('2024-12-31')).size).toBe(579);
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
  const before = await communes('2024-12-31');
  expect(before.size).toBe(579);
  expect(before.get('00184')).toBe('Đảng bộ phường Quốc Tử Giám');
});
