import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { quietWorld } from '#app/quiet-world.ts';
import type { Id } from '#kernel/ids.ts';
import { readConfig } from '#platform/config/read-config.ts';
import { inTransaction, one, rows, sql } from '#platform/database/database.ts';
import { writeTable } from '#platform/spreadsheet/write-table.ts';
import { openTestDatabase } from '#testing/open-test-database.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';
import { applyUnitImport, getLife, getUnit, previewUnitImport } from './contract.ts';
import { importUnitsFromFile, unitsBelow } from './public.ts';

const HANOI = fileURLToPath(new URL('../../app/seed/hanoi/units-2022.csv', import.meta.url));
const csv = (text: string) => new TextEncoder().encode(text);

describe('the public list of Hanoi, as it is, into an empty database', () => {
  const file = { name: 'hanoi-units-2022.csv', bytes: readFileSync(HANOI) };
  let db: Awaited<ReturnType<typeof openTestDatabase>>;
  beforeAll(async () => {
    db = await openTestDatabase();
  });
  afterAll(() => db.close());

  const load = (more: { bytes?: Uint8Array; apply?: boolean; from?: string; underCode?: string } = {}) =>
    importUnitsFromFile(
      quietWorld(db, readConfig({ GOC_LOG: 'silent' })),
      { ...file, bytes: more.bytes ?? file.bytes },
      {
        underCode: more.underCode ?? null,
        from: more.from ?? '2022-01-01',
        today: '2026-03-02',
        decision: null,
        apply: more.apply ?? false,
        nowMs: Date.UTC(2026, 2, 2),
      },
    );
  const countOf = async (table: string) =>
    (await one(db.kysely, sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`)).n;

  test('is looked at first, then written whole, and changes nothing a second time', async () => {
    expect((await load()).counts).toEqual({ accepted: 610, same: 0, changed: 0, refused: 0, absent: 0 });
    expect(await countOf('units.unit')).toBe(0);
    expect((await load({ apply: true })).counts.accepted).toBe(610);
    expect(await countOf('units.unit')).toBe(610);
    const before = await Promise.all(['units.change', 'units.unit_name', 'units.unit_path'].map(countOf));
    expect((await load({ apply: true })).counts).toEqual({
      accepted: 0,
      same: 610,
      changed: 0,
      refused: 0,
      absent: 0,
    });
    expect(await Promise.all(['units.change', 'units.unit_name', 'units.unit_path'].map(countOf))).toEqual(
      before,
    );
    const kinds = await rows(
      db.kysely,
      sql<{ kind: string; sector: string | null; n: number }>`
        select kind, sector, count(*)::int as n from units.unit_kind group by 1, 2 order by 3`,
    );
    expect(kinds).toEqual([
      { kind: 'city-committee', sector: null, n: 1 },
      { kind: 'upper-committee', sector: null, n: 30 },
      { kind: 'base-committee', sector: 'residential', n: 579 },
    ]);
    await inTransaction(db, 'read', async (tx) => {
      const top = await one(tx, sql<{ id: Id }>`select unit_id as id from units.unit_code where code = '01'`);
      const below = await unitsBelow(tx, top.id, '2022-01-01');
      expect(below).toHaveLength(609);
      expect(below.find((unit) => unit.code === '00001')).toMatchObject({ name: 'Đảng bộ phường Phúc Xá' });
    });
  });

  test('a later list renames, moves and adds; a code given to somebody else is refused', async () => {
    const list = `code,name,parent_code
001,Quận Ba Đình,01
00001,Phường Phúc Xá Mới,001
00004,Phường Trúc Bạch,002
90001,Phường Hoàn Toàn Mới,001`;
    const judged = await load({ bytes: csv(list), from: '2025-01-01' });
    expect(judged.counts).toMatchObject({ accepted: 1, same: 1, changed: 2, refused: 0 });
    const reused = await load({
      bytes: csv(`${list}\n00006,Phường Ô Chợ Dừa,002`),
      from: '2025-01-01',
      apply: true,
    });
    expect(reused.verdicts.find((v) => v.verdict === 'refused')?.refusals).toMatchObject([
      { code: 'units.import-code-reused', facts: { code: '00006', unit: 'Đảng bộ phường Vĩnh Phúc' } },
    ]);
    expect(await countOf('units.unit')).toBe(610);

    await load({ bytes: csv(list), from: '2025-01-01', apply: true });
    const moved = await rows(
      db.kysely,
      sql<{ verb: string; on: string }>`
        select verb, from_on as on from units.change where verb <> 'found' order by verb`,
    );
    expect(moved).toEqual([
      { verb: 'move', on: '2025-01-01' },
      { verb: 'rename', on: '2025-01-01' },
    ]);
    expect((await load({ bytes: csv(list), from: '2025-06-01', apply: true })).counts).toMatchObject({
      same: 4,
      changed: 0,
      accepted: 0,
    });
    // Something of the same kind is written from that day already: the rehearsal finds it and the row is named.
    const again = await load({
      bytes: csv('code,name,parent_code\n00001,Phường Phúc Xá,001'),
      from: '2025-01-01',
      apply: true,
    });
    expect(again.verdicts.map((v) => [v.row, v.refusals[0]?.code])).toEqual([[2, 'units.change-same-day']]);
    expect(again.counts).toMatchObject({ changed: 0, refused: 1 });
  });

  test('an unknown unit to stand under is a refusal, not a guess', async () => {
    await expect(load({ underCode: '77' })).rejects.toMatchObject({
      refusal: { code: 'units.import-unknown-parent', facts: { parent: '77' } },
    });
  });
});

describe('a list under one’s own committee, on the screen', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await openTestWorld();
  });
  afterAll(() => world.close());

  const columns = ['Mã', 'Tên', 'Loại hình', 'Diện tích (km²)', 'Dân số', 'Vĩ độ', 'Kinh độ', 'Địa hình'].map(
    (header) => ({
      header,
    }),
  );
  const book = (lines: (string | number | null)[][]) =>
    writeTable({ sheetName: 'Danh mục', columns, rows: lines }, 'xlsx');
  const good = [
    ['M.01', 'Chi bộ Tổ dân phố số 21', 'tổ dân phố', 0.31, 2100, 21.03, 105.83, 'miền núi'],
    ['M.02', 'Chi bộ Tổ dân phố số 22', 'tổ dân phố', null, null, null, null, null],
    ['01.001.005', 'Chi bộ 5', null, null, 1800, null, null, null],
  ];
  const params = () => ({ unitId: world.ward.ward });

  test('is seen, written once, and undone as a whole when the counts are others', async () => {
    const file = await book(good);
    const name = 'danh muc.xlsx';
    const preview = await world.as('minh').call(previewUnitImport, {
      params: params(),
      query: { name } as never,
      file,
    });
    expect(preview.error).toBeUndefined();
    expect(preview.body.counts).toEqual({ accepted: 2, same: 0, changed: 1, refused: 0, absent: 1 });
    expect(preview.body.verdicts.map((v) => [v.verdict, v.name, v.kind, v.sector])).toEqual([
      ['changed', 'Chi bộ 5', 'branch', 'residential'],
      ['new', 'Chi bộ Tổ dân phố số 21', 'branch', 'residential'],
      ['new', 'Chi bộ Tổ dân phố số 22', 'branch', 'residential'],
    ]);
    const apply = (expectation: string) =>
      world.as('minh').call(applyUnitImport, {
        params: params(),
        query: { name, expect: expectation, decision: '30-QĐ/ĐU', decisionOn: '2026-03-01' } as never,
        file,
      });
    expect((await apply('3,0,0')).error?.code).toBe('units.import-outdated');
    expect((await apply('2,0,1')).body).toEqual({ accepted: 2, same: 0, changed: 1 });
    expect((await apply('0,3,0')).body).toEqual({ accepted: 0, same: 3, changed: 0 });
    const { body } = await world.as('minh').call(getUnit, { params: params() });
    const made = body.children.find((unit) => unit.code === 'M.01')!;
    const unit = await world.as('minh').call(getUnit, { params: { unitId: made.id } });
    expect(unit.body.unit.area).toEqual({
      km2: 0.31,
      population: 2100,
      lat: 21.03,
      lon: 105.83,
      terrain: 'mountain',
      from: '2026-03-02',
      source: '30-QĐ/ĐU',
    });
    const { changes } = (await world.as('minh').call(getLife, { params: { unitId: made.id } })).body;
    expect(changes).toMatchObject([{ verb: 'found', on: '2026-03-02', decision: '30-QĐ/ĐU' }]);
  });

  test('with one bad row writes nothing and names the row', async () => {
    const file = await book([...good, ['M.03', 'Tổ đảng lạc chỗ', null, null, null, null, null]]);
    const query = { name: 'danh-muc.xlsx', expect: '1,3,0' } as never;
    const preview = await world.as('minh').call(previewUnitImport, { params: params(), query, file });
    expect(preview.body.verdicts.filter((v) => v.verdict === 'refused')).toMatchObject([
      { row: 5, refusals: [{ code: 'units.import-level', field: 'kind' }] },
    ]);
    const applied = await world.as('minh').call(applyUnitImport, { params: params(), query, file });
    expect([applied.status, applied.error?.code]).toEqual([422, 'units.import-has-refusals']);
  });

  test('a code of a unit elsewhere is not given away, and not told whose it is', async () => {
    const file = await book([['01', 'Chi bộ Tổ dân phố số 23', null, null, null, null, null]]);
    const preview = await world.as('minh').call(previewUnitImport, {
      params: params(),
      query: { name: 'x.xlsx' } as never,
      file,
    });
    expect(preview.body.verdicts[0]?.refusals).toEqual([
      { code: 'units.import-code-elsewhere', field: 'code', facts: { code: '01' } },
    ]);
  });

  test.each(['an', 'oanh', 'phuc'] as const)('is not for %s', async (person) => {
    const reply = await world.as(person).call(previewUnitImport, {
      params: params(),
      query: { name: 'x.csv' } as never,
      file: csv('code,name\nX,Chi bộ X'),
    });
    expect([reply.status, reply.error?.code]).toEqual([403, 'platform.not-allowed']);
  });

  test('a file that is no list is refused in words', async () => {
    const reply = await world.as('minh').call(previewUnitImport, {
      params: params(),
      query: { name: 'x.csv' } as never,
      file: csv('a,b\n1,2'),
    });
    expect([reply.status, reply.error?.code]).toEqual([422, 'units.import-no-list']);
    expect(reply.error?.wayOut).toContain('Mã');
  });
});
