import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../src/testing/test-world.ts';
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
  address = await world.app.server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await closeBrowser();
  await world.close();
});

const enter = async (person: 'minh' | 'an', size: { width: number; height: number }) => {
  const opened = await openPage(size);
  await opened.context.addCookies([
    { name: 'goc_session', value: await world.sessionOf(person), url: address },
  ]);
  return opened;
};

test('the ward officer sets a longer meeting; a branch reads whose rule it is', async () => {
  const officer = await enter('minh', LAPTOP);
  const { page } = officer;
  await page.goto(`${address}/units/${world.ward.ward}/rules`);
  await page.getByRole('heading', { name: 'Trình tự buổi sinh hoạt' }).waitFor();
  await expectAccessible(page);
  await page.getByText('Xem phiếu chấm điểm').click();
  await page.getByText('Xem các bước').first().click();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Đặt mức riêng: Thời lượng tối thiểu', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: /^Thời lượng tối thiểu/ }).fill('60');
  await dialog.getByLabel('Văn bản của cấp ủy').fill('08-KH/ĐU');
  await dialog.getByRole('button', { name: 'Đặt mức này' }).click();
  await dialog.getByText('nhẹ hơn mức của 42-HD/BTCTW').waitFor();
  await expectAccessible(page);
  await dialog.getByRole('textbox', { name: /^Thời lượng tối thiểu/ }).fill('100');
  await dialog.getByRole('button', { name: 'Đặt mức này' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Do Đảng ủy phường Sông Tô quy định').waitFor();

  for (const rule of [
    'Phiếu chấm điểm',
    'Các bước sinh hoạt thường kỳ',
    'Thời lượng ở chi bộ đông đảng viên',
    'Người nhận thông báo họp',
  ]) {
    await page.getByRole('button', { name: `Đặt mức riêng: ${rule}`, exact: true }).click();
    await page.getByRole('dialog').waitFor();
    await expectAccessible(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Thôi', exact: true }).click();
  }
  expect(officer.problems.filter((p) => !p.includes('422'))).toEqual([]);
  await officer.close();

  const secretary = await enter('an', PHONE);
  await secretary.page.goto(`${address}/units/${world.ward.branch5}/rules`);
  await secretary.page.getByText('Do Đảng ủy phường Sông Tô quy định').waitFor();
  expect(await secretary.page.getByRole('button', { name: /Đặt mức riêng/ }).count()).toBe(0);
  expect(await scrollsSideways(secretary.page)).toBe(false);
  await expectAccessible(secretary.page);
  expect(secretary.problems).toEqual([]);
  await secretary.close();
});

test('the ward switches on a ballot that everybody can check, and names its document', async () => {
  const officer = await enter('minh', LAPTOP);
  const { page } = officer;
  await page.goto(`${address}/units/${world.ward.ward}/rules`);
  await page.getByRole('radio', { name: 'Biểu quyết' }).check();
  await page.getByRole('heading', { name: 'Biểu quyết và bầu cử theo từng việc' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Đặt mức riêng: Bầu chi ủy, cấp ủy', exact: true }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByText('Cần văn bản cho phép').count()).toBe(0);
  await dialog.getByRole('checkbox', { name: /ai cũng kiểm được/ }).check();
  await dialog.getByText('Cần văn bản cho phép bỏ phiếu kín trên máy').waitFor();
  await dialog.getByRole('button', { name: 'Đặt mức này' }).click();
  await dialog.getByText('Điền đủ các ô bắt buộc.').waitFor();
  for (const [size, suffix] of [
    [PHONE, '360'],
    [LAPTOP, '1280'],
  ] as const) {
    await page.setViewportSize(size);
    await expectAccessible(page);
    expect(await scrollsSideways(page)).toBe(false);
    await screenshot(page, `ballots-rule-${suffix}`);
  }
  await dialog.getByLabel('Văn bản của cấp ủy').fill('15-HD/ĐU');
  await dialog.getByRole('button', { name: 'Đặt mức này' }).click();
  await dialog.waitFor({ state: 'detached' });
  const election = page.getByRole('article', { name: 'Bầu chi ủy, cấp ủy' });
  await election
    .getByText(/bỏ phiếu kín bằng phiếu giấy và bỏ phiếu kín trên máy, ai cũng kiểm được/)
    .waitFor();
  await election.getByText('15-HD/ĐU').waitFor();
  expect(officer.problems).toEqual([]);
  await officer.close();
});
