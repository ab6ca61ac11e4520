import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordMandate } from '../src/features/mandates/public.ts';
import { recordMembership, recordPerson } from '../src/features/members/public.ts';
import { importBoundaries } from '../src/features/reports/public.ts';
import { recordArea } from '../src/features/units/contract.ts';
import { foundUnit } from '../src/features/units/public.ts';
import { civilDateAt } from '../src/kernel/civil-date.ts';
import { type Id, newId } from '../src/kernel/ids.ts';
import { LAPTOP, PHONE } from './browser/open-page.ts';
import { button, lookAt, openRoom, type Room } from './meeting-room.ts';

// An officer of a district with twelve communes asks which to join, compares what is proposed, and makes a draft plan of one.

let room: Room;
let district: Id;
let today = '';
/** Four to a row from the north: name, people, km², members. */
const COMMUNES: [name: string, people: number, km2: number, members: number][] = [
  ['Đồng Cói', 6_200, 12.4, 2],
  ['Gò Mây', 11_800, 14.1, 3],
  ['Bến Gạo', 9_400, 10.2, 1],
  ['Vườn Ổi', 17_300, 31.5, 4],
  ['Hồ Sen', 7_900, 11.7, 2],
  ['Cầu Đá', 21_400, 33.8, 5],
  ['Ngõ Trạm', 8_100, 9.6, 2],
  ['Bãi Dâu', 12_700, 16.9, 3],
  ['Núi Voi', 5_100, 19.2, 1],
  ['Chợ Mới', 13_600, 13.3, 3],
  ['Làng Gốm', 10_900, 12.8, 2],
  ['Đầm Vạc', 9_900, 15.4, 1],
];

beforeAll(async () => {
  room = await openRoom();
  const { world } = room;
  const now = world.clock.now();
  today = civilDateAt(now);
  district = newId(now);
  const common = { sector: null, foundedOn: '2025-07-01' };
  const ids: Id[] = [];
  await world.write(async (tx) => {
    await foundUnit(tx, {
      ...common,
      id: district,
      name: 'Đảng bộ huyện Sông Con',
      kind: 'upper-committee',
      code: '02',
      parentId: world.ward.city,
    });
    for (const [at, [name, , , members]] of COMMUNES.entries()) {
      const [id, branch] = [newId(now), newId(now)];
      ids.push(id);
      await foundUnit(tx, {
        ...common,
        id,
        name: `Đảng bộ xã ${name}`,
        kind: 'base-committee',
        code: `02.${String(at + 1).padStart(2, '0')}`,
        parentId: district,
      });
      await foundUnit(tx, {
        ...common,
        id: branch,
        name: `Chi bộ thôn 1 ${name}`,
        kind: 'branch',
        code: null,
        parentId: id,
      });
      for (let member = 0; member < members; member += 1) {
        const personId = await recordPerson(tx, { fullName: `Người Thử ${name}` }, now);
        await recordMembership(tx, { personId, branchId: branch, status: 'official', from: '2025-07-01' });
      }
    }
    await recordMandate(tx, {
      id: newId(now),
      personId: world.ward.people.minh,
      unitId: district,
      post: 'officer',
      from: '2025-07-01',
      decision: '14-QĐ/TU',
    });
  });
  for (const [at, [, population, km2]] of COMMUNES.entries()) {
    // The one that the journey fills in on its page.
    if (at === 11) continue;
    const reply = await world.as('minh').call(recordArea, {
      params: { unitId: ids[at]! },
      body: {
        on: '2026-01-01',
        km2,
        population,
        lat: 21.1 - Math.floor(at / 4) * 0.04,
        lon: 105.7 + (at % 4) * 0.05,
        terrain: 'ordinary',
        source: 'Niên giám thống kê 2025',
      },
    });
    expect(reply.status).toBe(200);
  }
});
afterAll(() => room.close());

test('figures are recorded, alternatives compared, and one becomes a draft plan', async () => {
  const { page, goto, problems, close } = await room.enter('minh', LAPTOP, `/units/${district}/proposals`);
  await page.getByText('Thiếu số liệu (1)').waitFor();
  await lookAt(page, 'proposals-missing');

  // Without the figures of one commune nothing is looked for, and the way out is named.
  await button(page, 'Tìm lựa chọn').click();
  await page.getByText(/Chưa có diện tích hoặc dân số của 1 đơn vị: Đảng bộ xã Đầm Vạc/).waitFor();
  await page.getByRole('link', { name: 'Xã Đầm Vạc' }).click();
  await page.getByRole('heading', { name: 'Diện tích, dân số so với tiêu chuẩn' }).waitFor();
  await lookAt(page, 'proposals-standard-unknown');
  await button(page, 'Ghi số liệu').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/^Dân số/).fill('9900');
  await dialog.getByLabel(/^Diện tích tự nhiên/).fill('15,4');
  await dialog.getByLabel(/^Nguồn số liệu/).fill('Báo cáo 21-BC/UBND');
  await dialog.getByText('Vị trí trên bản đồ').click();
  await dialog.getByLabel(/^Vĩ độ/).fill('21,02');
  await dialog.getByLabel(/^Kinh độ/).fill('105,85');
  await lookAt(page, 'proposals-record-area');
  await dialog.getByRole('button', { name: 'Ghi số liệu' }).click();
  await page.getByText('Thuộc diện phải sắp xếp').waitFor();
  await page.getByText(/theo Báo cáo 21-BC\/UBND/).waitFor();
  await lookAt(page, 'proposals-standard');

  await goto(`/units/${district}/proposals`);
  await page.getByText('Phải sắp xếp (10)').waitFor();
  await lookAt(page, 'proposals-ground');
  await page.getByLabel('Giữ nguyên Xã Cầu Đá').check();
  await button(page, 'Tìm lựa chọn').click();
  await page.getByRole('heading', { name: 'So sánh các lựa chọn' }).waitFor();
  await page.getByRole('columnheader', { name: /^Lựa chọn 1/ }).waitFor();
  await page.getByText('Ít người dân đổi đơn vị nhất').first().waitFor();
  await lookAt(page, 'proposals-alternatives');

  // Another one is looked at, and the first is made into a plan.
  await button(page, 'Xem: Lựa chọn 2').click();
  await page.getByRole('heading', { name: 'Bản đồ lựa chọn 2' }).waitFor();
  await button(page, 'Xem: Lựa chọn 1').click();
  await button(page, 'Lập phương án từ lựa chọn này').click();
  await lookAt(page, 'proposals-choose');
  await dialog.getByRole('button', { name: 'Tạo bản nháp' }).click();
  await page.getByRole('heading', { name: 'Sắp xếp đơn vị hành chính của Đảng bộ huyện Sông Con' }).waitFor();
  await page
    .getByText(/^Hợp nhất Đảng bộ xã/)
    .first()
    .waitFor();
  await lookAt(page, 'proposals-plan');
  // Only what was refused on purpose went wrong.
  expect(problems.filter((line) => !line.includes('422'))).toEqual([]);
  await close();
});

test('with borders the map shows areas, on a phone as well and in English', async () => {
  const square = (at: number) => {
    const [west, north] = [105.68 + (at % 4) * 0.05, 21.12 - Math.floor(at / 4) * 0.04];
    // The edge of each row is bent, so that the areas are no mere squares.
    const bend = 0.012;
    return [
      [
        [west, north],
        [west + 0.025, north + (at < 4 ? 0.006 : bend)],
        [west + 0.05, north],
        [west + 0.05, north - 0.04],
        [west + 0.025, north - 0.04 + (at < 8 ? bend : -0.006)],
        [west, north - 0.04],
        [west, north],
      ],
    ];
  };
  const brought = await importBoundaries(
    room.world.app.world,
    {
      name: 'ranh-gioi.geojson',
      bytes: Buffer.from(
        JSON.stringify({
          type: 'FeatureCollection',
          features: COMMUNES.map(([name], at) => ({
            type: 'Feature',
            properties: { ten: `Xã ${name}` },
            geometry: { type: 'Polygon', coordinates: square(at) },
          })),
        }),
      ),
    },
    { on: today, apply: true, skipRefused: false },
  );
  expect([brought.matched.length, brought.isApplied]).toEqual([12, true]);

  const { page, leave } = await room.enter('minh', PHONE, `/units/${district}/proposals`);
  await page.getByText('Đơn vị liền kề theo ranh giới đã nhập.').waitFor();
  await lookAt(page, 'proposals-ground-360');
  await page.getByText('Người dân đi lại ít nhất').click();
  await page.getByText('Mọi đơn vị chưa đạt đủ tiêu chuẩn').click();
  await button(page, 'Tìm lựa chọn').click();
  await page.getByRole('heading', { name: 'Lựa chọn 1' }).first().waitFor();
  await lookAt(page, 'proposals-alternatives-360');
  const address = new URL(page.url()).pathname;
  await leave();

  const laptop = await room.enter('minh', LAPTOP, address, 'en');
  await laptop.page.getByRole('heading', { name: 'Alternatives side by side' }).waitFor();
  await laptop.page.getByRole('heading', { name: 'Map of alternative 1' }).waitFor();
  await lookAt(laptop.page, 'proposals-alternatives-en');
  await laptop.leave();
});
