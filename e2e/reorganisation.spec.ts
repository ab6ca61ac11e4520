import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordMandate } from '../src/features/mandates/public.ts';
import { makeSecondWard, type SecondWard } from '../src/features/transfers/testing.ts';
import { foundUnit } from '../src/features/units/public.ts';
import { civilDateAt, formatCivilDate } from '../src/kernel/civil-date.ts';
import { type Id, newId } from '../src/kernel/ids.ts';
import { LAPTOP, PHONE } from './browser/open-page.ts';
import { button, type Device, lookAt, openRoom, type Room } from './meeting-room.ts';

// An officer of the city merges two wards and splits a third: written, settled, approved, scheduled, done; then the wards tell.

let room: Room;
let other: SecondWard;
let third: Id;
let today = '';
beforeAll(async () => {
  room = await openRoom();
  const { world } = room;
  other = await makeSecondWard(world);
  const now = world.clock.now();
  today = formatCivilDate(civilDateAt(now));
  third = newId(now);
  await world.write(async (tx) => {
    const unit = { sector: null, foundedOn: '2025-07-01' };
    await foundUnit(tx, {
      ...unit,
      id: third,
      name: 'Đảng bộ phường Hạ Đình',
      kind: 'upper-committee',
      code: '01.003',
      parentId: world.ward.city,
    });
    for (const name of ['Chi bộ tổ 1', 'Chi bộ tổ 2', 'Chi bộ trường học'])
      await foundUnit(tx, { ...unit, id: newId(now), name, kind: 'branch', code: null, parentId: third });
    await recordMandate(tx, {
      id: newId(now),
      personId: world.ward.people.minh,
      unitId: world.ward.city,
      post: 'officer',
      from: '2025-07-01',
      decision: '2-QĐ/TU',
    });
  });
});
afterAll(() => room.close());

const dialogOf = (page: Device['page']) => page.getByRole('dialog');

/** Picks a unit by a few letters in a field that searches. */
async function choose(page: Device['page'], label: RegExp, typed: string, name: RegExp) {
  await dialogOf(page).getByRole('textbox', { name: label }).first().fill(typed);
  await dialogOf(page).getByRole('radio', { name }).click();
}

/** The same page as a phone shows it in both languages; the last field that is named there has been chosen from. */
async function lookOnPhone(path: string, name: string, field: RegExp) {
  for (const lang of ['vi', 'en'] as const) {
    const { page, leave } = await room.enter('minh', PHONE, path, lang);
    await page.getByLabel(field).selectOption({ index: 1 });
    await page
      .getByText(lang === 'vi' ? '1 chưa ghi, giữ trên máy này' : '1 not recorded, kept on this device')
      .waitFor();
    await lookAt(page, lang === 'vi' ? name : `${name}-en`);
    await leave();
  }
}

test('a plan is written, settled, approved, scheduled and takes effect', async () => {
  const { city } = room.world.ward;
  const { page, goto, leave } = await room.enter('minh', LAPTOP, `/units/${city}/plans`);
  await page.getByText('Chưa có phương án nào').waitFor();
  await lookAt(page, 'plans-none');
  await button(page, 'Soạn phương án').click();
  await dialogOf(page)
    .getByLabel(/^Tên phương án/)
    .fill('Sắp xếp ba phường');
  await dialogOf(page)
    .getByLabel(/^Có hiệu lực từ ngày/)
    .fill(today);
  await dialogOf(page).getByRole('button', { name: 'Tạo bản nháp' }).click();
  await page.getByRole('heading', { name: 'Sắp xếp ba phường' }).waitFor();
  await page.getByText('Thêm từng bước, hoặc nhập cả bảng chuyển đổi ở dưới.').waitFor();
  expect(await button(page, 'Ghi phê duyệt').getAttribute('data-kind')).toBe('quiet');

  // Two wards are merged.
  await button(page, 'Thêm bước').click();
  await choose(page, /^Tổ chức/, 'kim giang', /^Đảng ủy phường Kim Giang/);
  await choose(page, /^Nơi tiếp nhận/, 'sông tô', /^Đảng ủy phường Sông Tô/);
  await lookAt(page, 'plans-step');
  await dialogOf(page).getByRole('button', { name: 'Thêm bước' }).click();
  await page.getByText('Hợp nhất Đảng ủy phường Kim Giang vào Đảng ủy phường Sông Tô').waitFor();

  // A new one is founded, and the third is split between it and the first.
  await button(page, 'Thêm bước').click();
  await dialogOf(page).getByLabel('Làm gì?').selectOption({ label: 'Thành lập tổ chức' });
  await dialogOf(page)
    .getByLabel(/^Tên mới/)
    .fill('Đảng bộ phường Khương Hạ');
  await dialogOf(page).getByLabel(/^Mã/).fill('01.004');
  await dialogOf(page).getByLabel('Cấp', { exact: true }).selectOption({ index: 1 });
  await dialogOf(page).getByRole('radio', { name: 'Thành ủy Thử Nghiệm' }).click();
  await dialogOf(page).getByRole('button', { name: 'Thêm bước' }).click();
  await page.getByText(/^Thành lập Đảng bộ phường Khương Hạ/).waitFor();
  await button(page, 'Thêm bước').click();
  await dialogOf(page).getByLabel('Làm gì?').selectOption({ label: 'Chia ra nhiều nơi' });
  await choose(page, /^Tổ chức/, 'hạ đình', /^Đảng bộ phường Hạ Đình/);
  await dialogOf(page).getByRole('radio', { name: 'Đảng bộ phường Khương Hạ (mới)' }).first().click();
  await dialogOf(page)
    .getByLabel(/^Nhận những tổ dân phố/)
    .first()
    .fill('Tổ 1');
  await choose(page, /^Nơi tiếp nhận/, 'sông tô', /^Đảng ủy phường Sông Tô/);
  await dialogOf(page)
    .getByLabel(/^Nhận những tổ dân phố/)
    .last()
    .fill('Tổ 2');
  await lookAt(page, 'plans-split');
  await dialogOf(page).getByRole('button', { name: 'Thêm bước' }).click();
  await page.getByText(/^Chia Đảng bộ phường Hạ Đình về:/).waitFor();
  await page.getByText('Đảng bộ phường Hạ Đình: còn 1, xong 2').waitFor();
  await lookAt(page, 'plans-one');

  // The tree before and after: searched by a few letters, and walked by the arrows.
  const find = page.getByLabel('Tìm tổ chức theo tên hoặc mã');
  await find.fill('kim giang');
  await page.getByText('Thấy 1 nơi trước, 0 nơi sau').waitFor();
  await find.fill('');
  const tree = page.getByRole('tree', { name: /^Trước ngày/ });
  const top = tree.getByRole('treeitem').first();
  await top.focus();
  await page.keyboard.press('ArrowLeft');
  await tree.getByText('Đảng ủy phường Kim Giang').waitFor({ state: 'hidden' });
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  expect(await tree.locator(':focus').getAttribute('aria-label')).toContain('Đảng ủy phường Kim Giang');

  await button(page, 'Ghi phê duyệt').click();
  await dialogOf(page)
    .getByLabel(/^Số, ký hiệu quyết định/)
    .fill('31-QĐ/TU');
  await dialogOf(page)
    .getByLabel(/^Ngày ký/)
    .fill(today);
  await dialogOf(page).getByRole('button', { name: 'Ghi phê duyệt' }).click();
  await page.getByText('Đã phê duyệt').first().waitFor();

  // What is still open stays in sight and leads there; what it keeps waiting says so before anybody fills anything in.
  await button(page, '1 chưa phân công').click();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('plan-worklists');
  await button(page, 'Đặt lịch').click();
  await dialogOf(page).getByText('Chưa ghi được, phương án còn:').waitFor();
  expect(await dialogOf(page).getByRole('button', { name: 'Đặt lịch' }).isDisabled()).toBe(true);
  await dialogOf(page).getByRole('button', { name: 'Thôi' }).click();

  // What the words do not tell is asked for, and counted down.
  await page.getByRole('link', { name: 'Phân công', exact: true }).click();
  await page.getByText('Còn 1 mục').waitFor();
  await lookAt(page, 'plans-assign');
  const school = page.getByLabel('Về đâu: Chi bộ trường học');
  await school.selectOption({ label: 'Đảng bộ phường Khương Hạ' });
  await page.getByText('Mục nào cũng có nơi về').waitFor();
  // Whoever leaves before it is recorded finds it again, and is told so on the plan.
  await page.getByRole('link', { name: 'Phương án', exact: true }).click();
  await page.getByText('1 lựa chọn chưa ghi trên máy này').waitFor();
  await page.reload();
  await page.getByRole('link', { name: 'Phân công', exact: true }).click();
  await page.getByText('1 chưa ghi, giữ trên máy này').waitFor();
  expect(await school.locator('option:checked').innerText()).toBe('Đảng bộ phường Khương Hạ');
  await lookAt(page, 'plans-assign-kept');
  await lookOnPhone(new URL(page.url()).pathname, 'plans-assign-phone', /Chi bộ trường học$/);
  // What has just been chosen is not sent elsewhere with all the others.
  expect(await page.getByLabel(/^Chuyển cả/).count()).toBe(0);
  await button(page, 'Ghi phân công').click();
  await page.getByText('Đảng bộ phường Hạ Đình: còn 0, xong 3').waitFor();
  expect(
    await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('goc.draft.'))),
  ).toEqual([]);
  await page.getByText('Không còn gì vướng').waitFor();

  await button(page, 'Đặt lịch').click();
  await dialogOf(page).getByRole('button', { name: 'Đặt lịch' }).click();
  await page.getByText('Đã đặt lịch').first().waitFor();
  await button(page, 'Thực hiện').click();
  await lookAt(page, 'plans-apply');
  await dialogOf(page).getByRole('button', { name: 'Thực hiện' }).click();
  await page.getByText('Đã thực hiện').first().waitFor();
  await page.getByText('Đảng viên trước và sau').waitFor();
  await lookAt(page, 'plans-applied');

  await goto(`/units/${other.ward}`);
  await page.getByText('Đảng ủy phường Sông Tô').first().waitFor();
  // A unit that is no more is looked at: nothing is recorded about it.
  await page.getByRole('heading', { name: 'Diện tích, dân số so với tiêu chuẩn' }).waitFor();
  await page.getByRole('heading', { name: 'Quy mô tổ chức' }).waitFor();
  await page.getByText('Quy mô phù hợp với cấp của tổ chức.').waitFor();
  expect(await button(page, /^Ghi (số liệu|văn bản đồng ý)$/).count()).toBe(0);
  await lookAt(page, 'plans-ended-unit');
  await leave();
});

test('the plan is read on a phone, and the other committee knows of nothing', async () => {
  const { city, ward } = room.world.ward;
  const { page, leave } = await room.enter('minh', PHONE, `/units/${city}/plans`);
  await page.getByRole('link', { name: 'Sắp xếp ba phường' }).first().click();
  await page.getByRole('heading', { name: 'Trước và sau' }).waitFor();
  await lookAt(page, 'plans-phone');
  // What is long waits behind one tap.
  await page.getByRole('tree', { name: /^Trước ngày/ }).waitFor({ state: 'hidden' });
  await button(page, /^Xem cây tổ chức/).click();
  await page.getByRole('tree', { name: /^Trước ngày/ }).waitFor();
  await lookAt(page, 'plans-phone-trees');
  await leave();
  const branches = await room.world
    .as('minh')
    .call((await import('../src/features/units/contract.ts')).getUnit, { params: { unitId: ward } });
  expect(branches.body.children.map((each) => each.name)).toEqual(
    expect.arrayContaining(['Chi bộ 5', 'Chi bộ 7', 'Chi bộ 9', 'Chi bộ tổ 2']),
  );
});

test('a draft that nobody goes on with is given up with a reason, and is found again', async () => {
  const { city } = room.world.ward;
  const { page, goto, leave } = await room.enter('minh', LAPTOP, `/units/${city}/plans`);
  await button(page, 'Soạn phương án').click();
  await dialogOf(page)
    .getByLabel(/^Tên phương án/)
    .fill('Sắp xếp thử');
  await dialogOf(page)
    .getByLabel(/^Có hiệu lực từ ngày/)
    .fill(today);
  await dialogOf(page).getByRole('button', { name: 'Tạo bản nháp' }).click();
  await page.getByRole('heading', { name: 'Sắp xếp thử' }).waitFor();
  const path = new URL(page.url()).pathname;
  for (const [lang, word] of [
    ['vi', 'Dừng phương án'],
    ['en', 'Give the plan up'],
  ] as const) {
    const phone = await room.enter('minh', PHONE, path, lang);
    await button(phone.page, word).click();
    await dialogOf(phone.page).getByRole('textbox').waitFor();
    await lookAt(phone.page, lang === 'vi' ? 'plans-give-up-phone' : 'plans-give-up-phone-en');
    await phone.leave();
  }
  await button(page, 'Dừng phương án').click();
  // Without words it asks for them, and nothing is sent.
  await dialogOf(page).getByRole('button', { name: 'Dừng phương án' }).click();
  await dialogOf(page).locator('[aria-invalid="true"]').waitFor();
  await lookAt(page, 'plans-give-up');
  await dialogOf(page).getByLabel('Lý do dừng').fill('Chờ hướng dẫn mới của Thành ủy');
  await dialogOf(page).getByRole('button', { name: 'Dừng phương án' }).click();
  await dialogOf(page).waitFor({ state: 'hidden' });
  await page.getByText('Đã dừng', { exact: true }).waitFor();
  await lookAt(page, 'plans-given-up');
  expect(await button(page, 'Thêm bước').count()).toBe(0);
  await goto(`/units/${city}/plans`);
  const open = page.getByRole('link', { name: 'Sắp xếp ba phường' }).first();
  await open.waitFor();
  const givenUp = page.getByRole('link', { name: 'Sắp xếp thử' });
  expect(await givenUp.isVisible()).toBe(false);
  await button(page, 'Phương án đã dừng (1)').click();
  await givenUp.waitFor();
  await page.getByText('Chờ hướng dẫn mới của Thành ủy').waitFor();
  await lookAt(page, 'plans-list-given-up');
  await leave();
});
