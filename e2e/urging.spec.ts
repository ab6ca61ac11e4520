import { afterAll, beforeAll, expect, test } from 'vitest';
import { addBranches } from '../src/testing/add-to-ward.ts';
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
  // The page's own present decides the month that it opens.
  world.clock.ms = Date.now();
  await addBranches(world, [8, 9]);
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

const GUIDANCE = 'Đề nghị chốt ngày họp trong tuần này, vướng gì gọi văn phòng.';

test('an officer urges one branch, whose secretary goes from the first page to what is to be done', async () => {
  const officer = await enter('minh', LAPTOP);
  const { page } = officer;
  await page.goto(`${address}/`);
  await page.getByRole('link', { name: 'Chi bộ cần đôn đốc trong tháng này' }).click();
  await page.getByRole('button', { name: 'Đôn đốc cả 4 chi bộ' }).waitFor();
  await page.getByRole('button', { name: 'Đôn đốc Chi bộ 7' }).click();
  const dialog = page.getByRole('dialog', { name: 'Đôn đốc Chi bộ 7' });
  await dialog.getByText('Chưa lên lịch').waitFor();
  await dialog.getByLabel('Lời hướng dẫn').fill(GUIDANCE);
  await expectAccessible(page);
  await screenshot(page, 'urging-dialog-laptop');
  await dialog.getByRole('button', { name: 'Gửi đôn đốc' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(/Đã đôn đốc 1 lần, gần nhất \d\d\/\d\d, người đôn đốc: Đặng Tuấn Minh/).waitFor();
  await page.getByRole('button', { name: 'Đôn đốc Chi bộ 7' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Đôn đốc cả 3 chi bộ' }).waitFor();
  await page.getByRole('button', { name: 'Bỏ thông báo' }).click();
  await page.getByText('Đã đôn đốc 1 chi bộ.').waitFor({ state: 'detached' });
  // Else the bar at the top lies over the button above the list.
  await page.evaluate(() => window.scrollTo(0, 0));
  await expectAccessible(page);
  expect(await scrollsSideways(page)).toBe(false);
  await screenshot(page, 'urging-list-laptop');

  const secretary = await enter('lan', LAPTOP);
  await secretary.page.goto(`${address}/`);
  const notice = secretary.page.getByRole('link', { name: GUIDANCE });
  await notice.waitFor();
  await screenshot(secretary.page, 'urging-notice-laptop');
  await notice.click();
  await secretary.page.waitForURL(`**/branches/${world.ward.branch7}/meetings`);
  for (const one of [officer, secretary]) {
    expect(one.problems).toEqual([]);
    await one.close();
  }
});

test('and from a phone all that are left at once', async () => {
  const officer = await enter('minh', PHONE);
  const { page } = officer;
  await page.goto(`${address}/units/${world.ward.ward}/months?view=branches&show=needing`);
  await page.getByRole('button', { name: 'Đôn đốc cả 3 chi bộ' }).waitFor();
  await expectAccessible(page);
  expect(await scrollsSideways(page)).toBe(false);
  await screenshot(page, 'urging-list-phone');
  await page.getByRole('button', { name: 'Đôn đốc cả 3 chi bộ' }).click();
  const dialog = page.getByRole('dialog', { name: 'Đôn đốc 3 chi bộ' });
  await dialog.waitFor();
  await expectAccessible(page);
  await screenshot(page, 'urging-dialog-phone');
  await dialog.getByRole('button', { name: 'Gửi đôn đốc' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page
    .getByRole('button', { name: /^Đôn đốc/ })
    .first()
    .waitFor({ state: 'detached' });
  await screenshot(page, 'urging-done-phone');

  const deputy = await enter('binh', PHONE);
  await deputy.page.goto(`${address}/`);
  await deputy.page.getByRole('link', { name: 'Đảng ủy phường Sông Tô đôn đốc' }).waitFor();
  await expectAccessible(deputy.page);
  expect(await scrollsSideways(deputy.page)).toBe(false);
  await screenshot(deputy.page, 'urging-notice-phone');
  for (const one of [officer, deputy]) {
    expect(one.problems).toEqual([]);
    await one.close();
  }
});

test('and in English both read the same', async () => {
  world.clock.pass(24 * 60);
  for (const [name, size] of [
    ['laptop', LAPTOP],
    ['phone', PHONE],
  ] as const) {
    const officer = await enter('minh', size, 'en');
    await officer.page.goto(`${address}/units/${world.ward.ward}/months?view=branches&show=needing`);
    await officer.page
      .getByText(/Urged once, on \d\d\/\d\d/)
      .first()
      .waitFor();
    await officer.page.getByRole('button', { name: 'Urge Chi bộ 5' }).click();
    await officer.page.getByRole('dialog', { name: 'Urge Chi bộ 5' }).getByText('Not planned').waitFor();
    await expectAccessible(officer.page);
    await screenshot(officer.page, `urging-english-${name}`);
    const secretary = await enter('lan', size, 'en');
    await secretary.page.goto(`${address}/`);
    await secretary.page.getByRole('link', { name: 'urges, ' }).waitFor();
    expect(await scrollsSideways(secretary.page)).toBe(false);
    await screenshot(secretary.page, `urging-notice-english-${name}`);
    for (const one of [officer, secretary]) {
      expect(one.problems).toEqual([]);
      await one.close();
    }
  }
});
