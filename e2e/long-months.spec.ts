import { afterAll, beforeAll, expect, test } from 'vitest';
import { addBranches } from '../src/testing/add-to-ward.ts';
import { openTestWorld, type TestWorld } from '../src/testing/test-world.ts';
import {
  closeBrowser,
  expectAccessible,
  openPage,
  PHONE,
  screenshot,
  scrollsSideways,
} from './browser/open-page.ts';

// A ward with a dozen branches on a phone: who needs somebody stands in sight, the others a tap away, all of them on paper.

let world: TestWorld;
let address = '';
beforeAll(async () => {
  world = await openTestWorld();
  // The page's own present decides the month that it opens.
  world.clock.ms = Date.now();
  await addBranches(world, [11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
  address = await world.app.server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await closeBrowser();
  await world.close();
});

const enter = async () => {
  const opened = await openPage(PHONE);
  await opened.context.addCookies([
    { name: 'goc_session', value: await world.sessionOf('minh'), url: address },
  ]);
  return opened;
};

test.each([
  ['month', 'Chi bộ 20', /^Chưa lên lịch \(\d+\)$/, 'branches'],
  ['units', 'Chi bộ 20', /^Các chi bộ khác \(\d+\)$/, 'children'],
] as const)(
  'the list of the %s folds, and search, a tap and paper show all',
  async (name, branch, fold, view) => {
    const { page, problems, close } = await enter();
    await page.goto(`${address}/units/${world.ward.ward}/months?view=${view}`);
    const button = page.getByRole('button', { name: fold });
    await button.waitFor();
    const card = page.locator('.k-cards').getByRole('link', { name: branch, exact: true });
    await card.waitFor({ state: 'hidden' });
    await expectAccessible(page);
    expect(await scrollsSideways(page)).toBe(false);
    await screenshot(page, `long-${name}-phone`);
    await page.emulateMedia({ media: 'print' });
    await card.waitFor({ state: 'visible' });
    await page.emulateMedia({ media: 'screen' });
    await card.waitFor({ state: 'hidden' });
    await button.click();
    await card.waitFor({ state: 'visible' });
    await button.click();
    await card.waitFor({ state: 'hidden' });
    await page.getByRole('searchbox').first().fill('bo 20');
    await card.waitFor({ state: 'visible' });
    await button.waitFor({ state: 'detached' });
    expect(problems).toEqual([]);
    await close();
  },
);

test('who comes for the branches that need somebody finds these before the figures', async () => {
  const { page, problems, close } = await enter();
  await page.goto(`${address}/units/${world.ward.ward}/months?view=branches&show=needing`);
  await page.getByRole('button', { name: /^Đôn đốc cả \d+ chi bộ$/ }).waitFor();
  const list = page.getByRole('heading', { name: /^Bảng theo dõi sinh hoạt/ });
  const needs = page.getByRole('heading', { name: 'Cần đồng chí xem' });
  const top = async (place: typeof list) => (await place.boundingBox())!.y;
  expect(await top(list)).toBeLessThan(await top(needs));
  // What a figure opens is brought into sight.
  await page.getByRole('link', { name: /^Chưa lên lịch/ }).click();
  await page.waitForURL('**show=not-planned');
  await expect.poll(() => top(list)).toBeLessThan(PHONE.height);
  expect(problems).toEqual([]);
  await close();
});

test('a month before the first branch says so', async () => {
  const { page, problems, close } = await enter();
  await page.goto(`${address}/units/${world.ward.ward}/months/2019-01`);
  await page.getByText('Theo tổ chức ngày 31/01/2019, chưa có chi bộ nào trực thuộc.').waitFor();
  await expectAccessible(page);
  expect(await scrollsSideways(page)).toBe(false);
  await page.getByRole('link', { name: 'Kỳ này' }).click();
  await page.getByRole('heading', { name: /^Bảng theo dõi sinh hoạt/ }).waitFor();
  await page.goto(`${address}/units/${world.ward.ward}/papers`);
  await page.getByRole('heading', { name: 'Tìm văn bản' }).waitFor();
  expect(problems).toEqual([]);
  await close();
});

test('on a phone the first figures of a month stand on its first screen, the choices a tap away', async () => {
  const { page, problems, close } = await enter();
  await page.goto(`${address}/units/${world.ward.ward}/months?view=branches`);
  const figure = page.getByRole('link', { name: /^Đã họp/ }).first();
  await figure.waitFor();
  expect((await figure.boundingBox())!.y).toBeLessThan(PHONE.height - 150);
  await page.getByText(/^Tháng · /).click();
  await page
    .getByText(/số liệu đúng đến lúc mở trang/)
    .locator('visible=true')
    .waitFor();
  await page.getByRole('radio', { name: 'Quý' }).waitFor();
  await page.emulateMedia({ media: 'print' });
  await page.locator('.r-lead-about').waitFor({ state: 'visible' });
  await page.emulateMedia({ media: 'screen' });
  await page.getByText('Cách xem: Từng chi bộ').click();
  await expectAccessible(page);
  expect(await scrollsSideways(page)).toBe(false);
  await screenshot(page, 'month-head-phone');
  await page.getByRole('link', { name: 'Phân bố' }).click();
  await page.getByText('Cách xem: Phân bố').waitFor();
  expect(problems).toEqual([]);
  await close();
});

test('the two figures of finished tasks say what each counts, and lead to each other', async () => {
  const { page, problems, close } = await enter();
  await page.goto(`${address}/units/${world.ward.ward}/months?view=branches`);
  await page.getByRole('button', { name: /^Số cộng của \d+ chi bộ$/ }).click();
  await page
    .getByText(/^Trên số nhiệm vụ được kiểm điểm trong \d+ buổi thường kỳ đã khóa biên bản/)
    .waitFor();
  await expectAccessible(page);
  await screenshot(page, 'month-totals-phone');
  await page.getByRole('link', { name: 'Xem Nhiệm vụ đúng hạn' }).click();
  await page.waitForURL(/view=spread&measure=tasksInTime/);
  await page.getByText(/Khác “Nhiệm vụ xong khi họp” trong số cộng của từng chi bộ/).waitFor();
  await page
    .getByText(/tính đến lúc mở trang/)
    .first()
    .waitFor();
  // Where nothing was reviewed yet, the sum leads nowhere; what it would open says so.
  await page.goto(`${address}/units/${world.ward.ward}/months?view=branches&show=tasks`);
  await page.getByText('Không có chi bộ nào thuộc nhóm này').waitFor();
  expect(problems).toEqual([]);
  await close();
});
