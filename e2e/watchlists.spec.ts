import { afterAll, beforeAll, expect, test } from 'vitest';
import { measureSigns } from '../src/features/watchlists/public.ts';
import { addDays, addMonths, civilDateAt, formatCivilDate, monthOf } from '../src/kernel/civil-date.ts';
import { makeCityOfficer } from '../src/testing/add-to-ward.ts';
import { recordHeld } from '../src/testing/held-meetings.ts';
import { openTestWorld, type Person, type TestWorld } from '../src/testing/test-world.ts';
import {
  closeBrowser,
  expectAccessible,
  LAPTOP,
  openPage,
  PHONE,
  screenshot,
  scrollsSideways,
} from './browser/open-page.ts';

let world: TestWorld;
let address = '';
beforeAll(async () => {
  world = await openTestWorld();
  // The page's own present decides what is past its day.
  world.clock.ms = Date.now();
  const { branch5, branch7, people } = world.ward;
  await makeCityOfficer(world, 'khanh');
  const month = monthOf(civilDateAt(world.clock.ms));
  await world.write(async (tx) => {
    for (const back of [-1, -2, -3])
      await recordHeld(tx, {
        branchId: branch5,
        month: addMonths(month, back),
        base: 6,
        present: 6,
        by: people.an,
      });
    await recordHeld(tx, {
      branchId: branch7,
      month: addMonths(month, -3),
      base: 2,
      present: 1,
      by: people.lan,
    });
  });
  await measureSigns(world.app.world);
  address = await world.app.server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await closeBrowser();
  await world.close();
});

const enter = async (person: Person, size: { width: number; height: number }, lang: 'vi' | 'en' = 'vi') => {
  const opened = await openPage({ ...size, lang });
  await opened.context.addCookies([
    { name: 'goc_session', value: await world.sessionOf(person), url: address },
  ]);
  return opened;
};

const inDays = (days: number) => formatCivilDate(addDays(civilDateAt(Date.now()), days));
const REASON = 'Hai tháng không sinh hoạt; bí thư hay đi vắng, phó bí thư chưa quen việc.';
const STEP = 'Họp bù, chọn ngày sinh hoạt cố định trong tháng';

test('an officer finds a weak branch by its signs, puts it on the list and plans with it', async () => {
  const officer = await enter('minh', LAPTOP);
  const { page } = officer;
  await page.goto(`${address}/`);
  await page.getByRole('link', { name: 'Theo dõi, củng cố tổ chức' }).click();
  await page.getByText('Không có tổ chức nào trong danh sách').waitFor();
  await expectAccessible(page);
  await screenshot(page, 'watch-empty-laptop');

  await page.getByRole('radio', { name: 'Dấu hiệu', exact: true }).check();
  const row = page.getByRole('row', { name: /Chi bộ 7/ });
  await row.getByText('2 trong 3 buổi sinh hoạt thường kỳ vừa qua không tổ chức (mức 2)').waitFor();
  await expectAccessible(page);
  expect(await scrollsSideways(page)).toBe(false);
  await screenshot(page, 'watch-signs-laptop');
  await row.getByRole('link', { name: 'Đưa vào danh sách' }).click();

  await page.getByRole('heading', { name: 'Dấu hiệu hôm nay' }).waitFor();
  await page.getByRole('radio', { name: 'Tổ chức yếu kém' }).check();
  await page.getByLabel('Lý do').fill(REASON);
  await page.getByLabel('Phụ trách').selectOption({ label: 'Đặng Tuấn Minh' });
  await page.getByRole('textbox', { name: 'Hạn củng cố xong' }).fill(inDays(90));
  await page.getByLabel('Địa bàn trọng điểm').check();
  await expectAccessible(page);
  await screenshot(page, 'watch-enter-laptop');
  await page.getByRole('button', { name: 'Đưa vào danh sách' }).click();

  await page.getByRole('heading', { name: 'Chi bộ 7' }).waitFor();
  await page.getByText(/Chưa đủ điều kiện/).waitFor();
  await page.getByRole('button', { name: 'Thêm bước' }).click();
  const dialog = page.getByRole('dialog', { name: 'Thêm bước' });
  await dialog.getByLabel('Làm gì').fill(STEP);
  await dialog.getByLabel('Kết quả phải có').fill('Biên bản buổi họp bù');
  await dialog.getByRole('textbox', { name: 'Ngày xong' }).fill(inDays(14));
  await expectAccessible(page);
  await screenshot(page, 'watch-step-laptop');
  await dialog.getByRole('button', { name: 'Thêm bước' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(STEP).first().waitFor();
  await page.getByText('Đang củng cố').waitFor();
  await expectAccessible(page);
  await screenshot(page, 'watch-entry-laptop');
  expect(officer.problems).toEqual([]);
  await officer.close();
});

test('the secretary of that branch reads on a phone who helps and why, and reports the step', async () => {
  const secretary = await enter('lan', PHONE);
  const { page } = secretary;
  await page.goto(`${address}/`);
  await page.getByRole('link', { name: 'Việc của đơn vị, làm cùng cấp trên để củng cố tổ chức' }).click();
  await page.getByRole('heading', { name: /Đảng ủy phường Sông Tô quan tâm, giúp đỡ/ }).waitFor();
  await page.getByText(REASON).waitFor();
  await expectAccessible(page);
  expect(await scrollsSideways(page)).toBe(false);
  await screenshot(page, 'watch-own-phone');
  await page.getByRole('button', { name: 'Báo cáo đã xong' }).click();
  const dialog = page.getByRole('dialog', { name: 'Báo cáo đã xong' });
  await dialog.getByLabel('Kết quả, minh chứng').fill('Đã họp bù, chốt ngày 5 hằng tháng.');
  await dialog.getByRole('button', { name: 'Báo cáo đã xong' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(/Hoàng Ngọc Lan, .*: Đã họp bù, chốt ngày 5 hằng tháng\./).waitFor();
  await screenshot(page, 'watch-own-done-phone');
  expect(secretary.problems).toEqual([]);
  await secretary.close();
});

test('the officer reads it on a phone, and the city opens the sums down to the ward', async () => {
  const officer = await enter('minh', PHONE);
  const { page } = officer;
  await page.goto(`${address}/units/${world.ward.ward}/watchlist`);
  await page.getByRole('link', { name: 'Chi bộ 7' }).waitFor();
  await expectAccessible(page);
  expect(await scrollsSideways(page)).toBe(false);
  await screenshot(page, 'watch-list-phone');
  await page.goto(`${address}/units/${world.ward.ward}/watchlist?view=signs&show=all`);
  await page.getByRole('link', { name: 'Mở mục theo dõi' }).waitFor();
  await expectAccessible(page);
  expect(await scrollsSideways(page)).toBe(false);
  await screenshot(page, 'watch-signs-phone');
  await page.getByRole('link', { name: 'Mở mục theo dõi' }).click();
  await page.getByText('Xong một bước').waitFor();
  await expectAccessible(page);
  expect(await scrollsSideways(page)).toBe(false);
  await screenshot(page, 'watch-entry-phone');
  expect(officer.problems).toEqual([]);
  await officer.close();

  // The limits are rules: one press from the signs, and a committee writes its own.
  const rules = await enter('minh', PHONE);
  await rules.page.goto(`${address}/units/${world.ward.ward}/watchlist?view=signs&show=all`);
  await rules.page.getByText('Thế nào là dấu hiệu').click();
  await rules.page.getByText('Không sinh hoạt từ 2 trong 3 tháng vừa qua').waitFor();
  await expectAccessible(rules.page);
  await screenshot(rules.page, 'watch-rules-phone');
  await rules.page.getByRole('link', { name: 'Mở trang Quy định' }).click();
  const rule = rules.page.getByRole('button', { name: /Tỷ lệ dự họp thấp/ });
  await rule.click();
  await rules.page
    .getByRole('dialog')
    .getByRole('textbox', { name: /Xét trong/ })
    .waitFor();
  await expectAccessible(rules.page);
  await screenshot(rules.page, 'watch-rule-dialog-phone');
  expect(rules.problems).toEqual([]);
  await rules.close();

  const city = await enter('khanh', LAPTOP, 'en');
  await city.page.goto(`${address}/units/${world.ward.city}/watchlist?view=below`);
  const row = city.page.getByRole('row', { name: /Đảng ủy phường Sông Tô/ });
  await row.waitFor();
  await expectAccessible(city.page);
  await screenshot(city.page, 'watch-below-laptop-en');
  await row.getByRole('link', { name: 'Đảng ủy phường Sông Tô' }).click();
  await city.page.getByRole('link', { name: 'Chi bộ 7' }).click();
  await city.page.getByRole('heading', { name: 'At entry and today' }).waitFor();
  await expectAccessible(city.page);
  await screenshot(city.page, 'watch-entry-laptop-en');
  // Read from above: nothing is offered to be changed there.
  expect(await city.page.getByRole('button', { name: 'Add a step' }).isVisible()).toBe(false);
  expect(city.problems).toEqual([]);
  await city.close();
});
