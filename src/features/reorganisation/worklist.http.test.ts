import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Id, newId } from '#kernel/ids.ts';
import { readTable } from '#platform/spreadsheet/read-table.ts';
import { writeTable } from '#platform/spreadsheet/write-table.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';
import { createPlan, getPlan, getWorklist, movePlan, takeWorklist, writeSteps } from './contract.ts';

// The worklist of a plan leaves as a table and comes back filled in. Branch 5, with seven members, ends in two parts.

let world: TestWorld;
let params: { unitId: Id; planId: Id };
const [first, second] = [newId(), newId()];
const ON = '2026-04-01';
const found = (unitId: Id, name: string) => ({
  kind: 'found',
  unitId,
  name,
  unitKind: 'branch',
  sector: 'residential',
  code: null,
  parentId: world.ward.ward,
});
beforeAll(async () => {
  world = await openTestWorld();
  const { ward, branch5 } = world.ward;
  const minh = world.as('minh');
  const { planId } = (
    await minh.call(createPlan, { params: { unitId: ward }, body: { title: 'Chia chi bộ 5', on: ON } })
  ).body;
  params = { unitId: ward, planId };
  const parts = [first, second].map((intoId) => ({ intoId, share: null, words: [] }));
  const steps = [
    found(first, 'Chi bộ 5A'),
    found(second, 'Chi bộ 5B'),
    { kind: 'split', unitId: branch5, parts, restId: null },
  ];
  await minh.call(writeSteps, { params, body: { title: 'Chia chi bộ 5', on: ON, steps } as never });
});
afterAll(() => world.close());

const get = (by: 'minh' | 'an' | 'oanh') =>
  world.as(by).call(getWorklist, { params, query: { only: 'all' } as never });
const put = (by: 'minh' | 'an', rows: (string | null)[][], name = 'phan-cong.xlsx') =>
  writeTable(
    { sheetName: 'Phân công', columns: rows[0]!.map((header) => ({ header: header! })), rows: rows.slice(1) },
    'xlsx',
  ).then((bytes) =>
    world.as(by).call(takeWorklist, { params, query: { name } as never, file: Buffer.from(bytes) }),
  );
const linesOf = async (bytes: Buffer) => {
  const read = await readTable({ name: 'phan-cong.xlsx', bytes });
  if (!read.ok) throw new Error(read.refusal.code);
  return read.value.sheets[0]!.rows.map(({ cells }) => cells.map((cell) => cell.text));
};
const open = async () => (await world.as('minh').call(getPlan, { params })).body.worklists[0]!.open;

test('leaves as a table for whoever writes the plan, with the places where each may go', async () => {
  expect((await get('an')).status).toBe(403);
  expect((await get('oanh')).status).toBe(403);
  const lines = await linesOf((await get('minh')).bytes);
  expect(lines[0]).toEqual([
    'Mã dòng',
    'Tổ chức chia tách',
    'Mã',
    'Tổ chức hoặc đảng viên',
    'Địa chỉ',
    'Các nơi có thể nhận',
    'Nơi nhận',
  ]);
  expect(lines).toHaveLength(8);
  expect(lines.find((cells) => cells[3] === 'Phạm Quốc Dũng')?.slice(1, 6)).toEqual([
    'Chi bộ 5',
    '',
    'Phạm Quốc Dũng',
    '',
    'Chi bộ 5A; Chi bộ 5B',
  ]);
});

test('comes back filled in: every fault is named by its row and then nothing is written', async () => {
  const head = ['Tên', 'Nơi nhận'];
  const faulty = await put('minh', [
    head,
    ['Phạm Quốc Dũng', 'Chi bộ 5A'],
    ['Người Không Có', 'Chi bộ 5A'],
    ['Đỗ Hương Giang', 'Chi bộ 7'],
    ['Phạm Quốc Dũng', 'Chi bộ 5B'],
  ]);
  expect(faulty.body.faults.map(({ row, code }) => [row, code])).toEqual([
    [3, 'reorganisation.line-unknown'],
    [4, 'reorganisation.line-into'],
    [5, 'reorganisation.line-twice'],
  ]);
  expect(faulty.body.faults[1]?.message).toContain('Chi bộ 5A, Chi bộ 5B');
  expect([faulty.body.assigned, await open()]).toEqual([0, 7]);
  expect(
    (
      await put('minh', [
        ['Cột', 'Khác'],
        ['a', 'b'],
      ])
    ).error?.code,
  ).toBe('reorganisation.no-worklist');
  expect((await put('an', [head, ['Phạm Quốc Dũng', 'Chi bộ 5A']])).status).toBe(403);
  expect(await open()).toBe(7);
});

test('lines are found by name or by their number, empty ones are passed over, and the counts go down', async () => {
  const some = await put('minh', [
    ['Tên', 'Nơi nhận'],
    ['pham quoc dung', 'chi bộ 5a'],
    ['Đỗ Hương Giang', ''],
  ]);
  expect(some.body).toEqual({ assigned: 1, open: 6, faults: [] });
  const lines = await linesOf((await get('minh')).bytes);
  // What is open comes first; the one that is settled says where it goes.
  expect(lines.at(-1)?.slice(3)).toEqual(['Phạm Quốc Dũng', '', 'Chi bộ 5A; Chi bộ 5B', 'Chi bộ 5A']);
  const filled = lines.map((cells, at) =>
    at === 0 || cells[6] ? cells : [...cells.slice(0, 6), 'Chi bộ 5B'],
  );
  expect((await put('minh', filled)).body).toEqual({ assigned: 6, open: 0, faults: [] });
  // Again the same: nothing is left to write.
  expect((await put('minh', filled)).body).toEqual({ assigned: 0, open: 0, faults: [] });

  const decision = { number: '31-QĐ/ĐU', on: '2026-03-02', issuedBy: null };
  const move = (body: object) => world.as('minh').call(movePlan, { params, body } as never);
  await move({ move: 'approve', decision });
  expect((await move({ move: 'schedule' })).body.state).toBe('scheduled');
  const late = await put('minh', [
    ['Tên', 'Nơi nhận'],
    ['Phạm Quốc Dũng', 'Chi bộ 5B'],
  ]);
  expect(late.error?.code).toBe('reorganisation.settled');
});
