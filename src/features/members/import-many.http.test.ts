import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DomainError } from '#kernel/result.ts';
import { one, rows, sql } from '#platform/database/database.ts';
import { encodeText } from '#platform/text-encoding/encode-text.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';
import { importManyFromFile, type ManyOutcome } from './public.ts';

let world: TestWorld;
let folder: string;
beforeAll(async () => {
  world = await openTestWorld();
  world.clock.set('2026-03-02');
  folder = await mkdtemp(join(tmpdir(), 'goc-lists-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await world.close();
});

const HEADER =
  'STT,Mã chi bộ,Họ và tên,Ngày sinh,Giới tính,Ngày vào Đảng,Ngày chính thức,Số thẻ đảng,Số định danh,Điện thoại,Ghi chú';
const FIVE = '01.001.005';
const SEVEN = '01.001.007';
const listOf = (...lines: string[]) => [HEADER, ...lines, ''].join('\n');

let files = 0;
async function importList(
  content: string | Uint8Array,
  options: { apply?: boolean; skipRefused?: boolean; name?: string; under?: string } = {},
): Promise<ManyOutcome> {
  const path = join(folder, options.name ?? `danh-sach-${files++}.csv`);
  await writeFile(path, content);
  return importManyFromFile(
    world.db,
    path,
    {
      underId: options.under ?? world.ward.ward,
      today: '2026-03-02',
      apply: options.apply === true,
      skipRefused: options.skipRefused === true,
      world: world.app.world,
    },
    world.clock.now(),
  );
}
const people = async () =>
  (await one(world.db.kysely, sql<{ n: number }>`select count(*)::int as n from members.person`)).n;
const branchesOf = async (name: string) =>
  (
    await rows(
      world.db.kysely,
      sql<{ branch: string; status: string; from: string }>`
        select m.branch_id as branch, m.status, lower(m.valid)::text as "from"
          from members.person p join members.membership m on m.person_id = p.id
         where p.full_name = ${name} order by 1`,
    )
  ).map(({ branch, status, from }) => [branch === world.ward.branch5 ? 5 : 7, status, from]);
const faultsOf = ({ faults }: ManyOutcome) => faults.map(({ row, code, field }) => [row, code, field]);
const refusedWith = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof DomainError ? error.refusal.code : error;
};

const GOOD = listOf(
  `1,${FIVE},Tạ Quang Sáng,12/03/1958,Nam,19/05/1980,19/05/1981,00200001,,0900000001,`,
  `2,${FIVE},"Kiều Thị
Mơ",1961,Nữ,1985,,00200002,000000200002,,`,
  `3,${SEVEN},Khuất Văn Đá,05/1970,Nam,02/09/1995,02/09/1996,00200003,,,miễn sinh hoạt`,
  `4,${SEVEN},Đàm Thị Suối,01/02/1999,Nữ,01/12/2025,,00200004,,,dự bị`,
  ',,Tổng cộng: 4,,,,,,,,',
);

describe('a list of many branches', () => {
  it('is only looked at without apply', async () => {
    const before = await people();
    const { counts, applied } = await importList(GOOD);
    expect(counts).toEqual({ rows: 4, accepted: 4, changed: 0, same: 0, left: 0, refused: 0, branches: 2 });
    expect(applied).toBe(false);
    expect(await people()).toBe(before);
  });

  it('puts everybody into the branch of the row, and the second time changes nothing', async () => {
    const { counts, applied } = await importList(GOOD, { apply: true });
    expect([counts.accepted, counts.refused, applied]).toEqual([4, 0, true]);
    expect(await branchesOf('Tạ Quang Sáng')).toEqual([[5, 'official', '2026-03-02']]);
    expect(await branchesOf('Kiều Thị Mơ')).toEqual([[5, 'official', '2026-03-02']]);
    expect(await branchesOf('Khuất Văn Đá')).toEqual([[7, 'exempt', '2026-03-02']]);
    const person = await one(
      world.db.kysely,
      sql<Record<string, unknown>>`
        select birth_on, birth_precision, admitted_on, official_on, card_number, citizen_id, phone, sex, search_key
          from members.person where full_name = 'Kiều Thị Mơ'`,
    );
    expect(person).toEqual({
      birth_on: '1961-01-01',
      birth_precision: 'year',
      admitted_on: '1985-01-01',
      official_on: null,
      card_number: '00200002',
      citizen_id: '000000200002',
      phone: null,
      sex: 'female',
      search_key: 'kieu thi mo',
    });
    const runs = await rows(
      world.db.kysely,
      sql<{ accepted: number; branch: string }>`
        select accepted, branch_id as branch from members.import_run order by accepted, branch_id`,
    );
    expect(runs.map(({ accepted }) => accepted)).toEqual([2, 2]);

    const before = await people();
    const again = await importList(GOOD, { apply: true });
    expect(again.counts).toMatchObject({ accepted: 0, changed: 0, same: 4, refused: 0 });
    expect(await people()).toBe(before);
  });

  it('changes what the list says anew about somebody of the branch, by card and by name', async () => {
    const { counts } = await importList(
      listOf(
        `1,${FIVE},Tạ Quang Sáng,12/03/1958,,,,00200001,,0911111111,`,
        // Known by name and birth alone, as the small ward has no numbers.
        `2,${FIVE},Phạm Quốc Dũng,19/05/1960,Nam,,,,,0922222222,`,
        // The same name with another birth date is another person.
        `3,${FIVE},Đỗ Hương Giang,01/01/1990,Nữ,,,00200005,,,`,
      ),
      { apply: true },
    );
    expect(counts).toMatchObject({ accepted: 1, changed: 2, same: 0, refused: 0 });
    const phones = await rows(
      world.db.kysely,
      sql<{
        phone: string;
      }>`select phone from members.person where phone in ('0911111111', '0922222222') order by 1`,
    );
    expect(phones).toHaveLength(2);
    expect(await branchesOf('Đỗ Hương Giang')).toHaveLength(2);
  });

  it('ends the membership of somebody who the list says is gone', async () => {
    const { counts } = await importList(
      listOf(
        `1,${SEVEN},Đàm Thị Suối,01/02/1999,Nữ,,,00200004,,,đã chuyển sinh hoạt đi`,
        `2,${SEVEN},Không Ai Biết,01/02/1950,Nữ,,,,,,từ trần`,
      ),
      { apply: true },
    );
    expect(counts).toMatchObject({ accepted: 0, left: 2, refused: 0 });
    const { current } = await one(
      world.db.kysely,
      sql<{ current: number }>`
        select count(*)::int as current from members.person p join members.membership m on m.person_id = p.id
         where p.full_name = 'Đàm Thị Suối' and upper(m.valid) is null`,
    );
    expect(current).toBe(0);
  });
});

describe('faulty rows', () => {
  const BAD = listOf(
    `1,${FIVE},Lại Văn Một,12/03/1958,Nam,,,00300001,,,`,
    `2,${SEVEN},Lại Văn Hai,12/03/1959,Nam,,,00300001,,,`,
    `3,${FIVE},Mạc Thị Ba,31/02/1960,Nữ,,,,,,`,
    `4,99.999,Mạc Thị Bốn,01/02/1960,Nữ,,,,,,`,
    `5,,Mạc Thị Năm,01/02/1960,Nữ,,,,,,`,
    `6,${FIVE},Tống Văn Sáu,01/02/1960,Nam,,,,,,`,
    `7,${FIVE},Tống Văn Sáu,1960,Nam,,,,,,`,
    // A namesake in another branch is another person.
    `8,${SEVEN},Tống Văn Sáu,01/02/1960,Nam,,,,,,`,
    `9,${FIVE},Nghiêm Thị Chín,01/02/1960,Nữ,01/01/1970,,12,,,`,
    // A member of branch 7 by card, listed in branch 5.
    `10,${FIVE},Khuất Văn Đá,05/1970,Nam,,,00200003,,,`,
    // The card of somebody else.
    `11,${FIVE},Hoàn Toàn Khác,01/01/1980,Nam,,,00200002,,,`,
    `12,${SEVEN},Vương Thị Tốt,03/03/1963,Nữ,,,00300012,,,`,
  );
  const EXPECTED = [
    [2, 'members.import-duplicate', 'cardNumber'],
    [3, 'members.import-duplicate', 'cardNumber'],
    [4, 'members.import-date-unreadable', 'birth'],
    [5, 'members.import-branch-unknown', 'branch'],
    [6, 'members.import-branch-missing', 'branch'],
    [7, 'members.import-duplicate', 'fullName'],
    [8, 'members.import-duplicate', 'fullName'],
    [10, 'members.import-card-number-format', 'cardNumber'],
    [10, 'members.import-under-age', 'admittedOn'],
    [11, 'members.import-in-another-branch', 'fullName'],
    [12, 'members.import-number-of-another', 'cardNumber'],
  ];

  it('are all named, each with its row, and then nothing is written', async () => {
    const before = await people();
    const outcome = await importList(BAD, { apply: true });
    expect(faultsOf(outcome)).toEqual(EXPECTED);
    expect(outcome.counts).toMatchObject({ rows: 12, accepted: 2, refused: 10 });
    expect(outcome.applied).toBe(false);
    expect(outcome.faults[0]!.facts).toEqual({ by: 'số thẻ đảng', other: 3 });
    expect(outcome.faults.find(({ row }) => row === 8)!.facts).toEqual({ by: 'họ tên, ngày sinh', other: 7 });
    expect(await people()).toBe(before);
  });

  it('are left out when that is meant', async () => {
    const before = await people();
    const outcome = await importList(BAD, { apply: true, skipRefused: true });
    expect(outcome.applied).toBe(true);
    expect(await people()).toBe(before + 2);
    expect(await branchesOf('Tống Văn Sáu')).toEqual([[7, 'official', '2026-03-02']]);
    expect(await branchesOf('Vương Thị Tốt')).toEqual([[7, 'official', '2026-03-02']]);
  });
});

describe('files as they come', () => {
  const rowsFor = (card: string) => `1;${FIVE};Đồng Thị Hòa;02/03/1966;Nữ;;;${card};;;`;
  const semicolons = (card: string) => [HEADER.replaceAll(',', ';'), rowsFor(card), ''].join('\r\n');

  it.each(['utf-8', 'utf-16le', 'tcvn3', 'vni'] as const)('in %s, with semicolons', async (encoding) => {
    const { counts, faults } = await importList(encodeText(semicolons('00400001'), encoding));
    expect(faults).toEqual([]);
    expect(counts).toMatchObject({ rows: 1, accepted: 1 });
  });

  it('from a spreadsheet', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: 'Danh sách',
          rows: semicolons('00400002')
            .trim()
            .split('\r\n')
            .map((line) => line.split(';')),
        },
      ],
    });
    const { counts } = await importList(bytes, { name: 'danh-sach.xlsx' });
    expect(counts).toMatchObject({ rows: 1, accepted: 1, refused: 0 });
  });

  it('and what is no list is refused in words', async () => {
    expect(await refusedWith(importList(''))).toBe('spreadsheet.empty-file');
    expect(await refusedWith(importList(new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x2d, 0x31])))).toBe(
      'members.import-file-not-text',
    );
    expect(await refusedWith(importList('Họ và tên,Ngày sinh\nNguyễn Văn A,1960\n'))).toBe(
      'members.import-no-branch-column',
    );
    expect(await refusedWith(importList('a,b,c\n1,2,3\n'))).toBe('members.import-no-list');
    expect(await refusedWith(importList(`${HEADER}\n`))).toBe('members.import-no-people');
    const endless = listOf(`1,${FIVE},"Nguyễn Văn A,1960`, `${'x,'.repeat(150_000)}`);
    expect(await refusedWith(importList(endless))).toBe('members.import-quotes-broken');
  });
});

it('only branches under the named unit are taken', async () => {
  const { faults } = await importList(GOOD, { under: world.ward.branch5 });
  expect(new Set(faults.map(({ code }) => code))).toEqual(new Set(['members.import-branch-unknown']));
});
