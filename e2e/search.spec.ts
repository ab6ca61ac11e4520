import { afterAll, beforeAll, expect, test } from 'vitest';
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
  world.clock.ms = Date.now();
  address = await world.app.server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await closeBrowser();
  await world.close();
});

async function enter(person: Person, size: { width: number; height: number }) {
  const opened = await openPage({ ...size, lang: 'vi' });
  await opened.context.addCookies([
    { name: 'goc_session', value: await world.sessionOf(person), url: address, httpOnly: true },
  ]);
  await opened.page.goto(address);
  return opened;
}

test.each([
  ['phone', PHONE],
  ['laptop', LAPTOP],
])(
  'an officer finds a member by half a name without marks, with the keyboard alone (%s)',
  async (size, view) => {
    const { page, problems, close } = await enter('minh', view);
    await page.getByRole('link', { name: 'Tìm người, đơn vị' }).click();
    await page.getByText('Gõ vài chữ là đủ').waitFor();
    await expectAccessible(page);

    // The field has the focus already.
    await page.keyboard.type('giang d');
    const hit = page.getByRole('link', { name: /Đỗ Hương Giang/ });
    await hit.waitFor();
    expect(await scrollsSideways(page)).toBe(false);
    await expectAccessible(page);
    await screenshot(page, `search-${size}`);
    // Nothing of what was typed stands in the address.
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/search');

    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/branches\/.+\/members\//);
    await page.getByRole('heading', { level: 1 }).waitFor();

    await page.goBack();
    await page.getByRole('searchbox').fill('khong co ai ten nay');
    await page.getByText('Không tìm thấy trong phạm vi đồng chí được xem').waitFor();
    await expectAccessible(page);
    await page.getByRole('searchbox').fill('chi bo 7');
    await page.getByRole('link', { name: /Chi bộ 7/ }).waitFor();
    expect(problems).toEqual([]);
    await close();
  },
);
