import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdToTheEnd, plan } from '../src/features/meetings/testing/hold-meeting.ts';
import { addDays, civilDateAt, monthOf } from '../src/kernel/civil-date.ts';
import { newId } from '../src/kernel/ids.ts';
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

// What a member asks in a meeting waits before the secretary, is put on the agenda of the next one or answered, and comes back.

let world: TestWorld;
let address = '';
let next = '';
beforeAll(async () => {
  world = await openTestWorld();
  const { people } = world.ward;
  // The page's own present decides what it shows as coming.
  world.clock.ms = Date.now();
  const today = civilDateAt(Date.now());
  const march = await plan(world, { month: monthOf(today), plannedOn: today });
  const laptop = await holdToTheEnd(world, march, today);
  const asks: [string, 'petition' | 'proposal', string][] = [
    [people.dung, 'petition', 'Lắp thêm đèn ở ngõ 12, buổi tối các cháu đi học về rất tối.'],
    [
      people.giang,
      'proposal',
      `Làm lại mặt ngõ 5. ${'Nước đọng sau mỗi trận mưa, người già khó đi. '.repeat(14)}`,
    ],
  ];
  for (const [speakerId, nature, text] of asks)
    await laptop.say({
      kind: 'opinion-recorded',
      payload: { opinionId: newId(), speakerKind: 'member', speakerId, nature, text },
    });
  const soon = addDays(`${monthOf(addDays(`${monthOf(today)}-01`, 40))}-05`, 0);
  next = await plan(world, { month: monthOf(soon), plannedOn: soon });
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

test('the secretary puts a petition on the next agenda and answers another from the first page', async () => {
  const opened = await enter('an', PHONE);
  const { page } = opened;
  await page.goto(`${address}/meetings/${next}`);
  const carried = page.getByText('2 kiến nghị, đề xuất chưa trả lời từ các buổi trước');
  await carried.waitFor();
  await screenshot(page, 'petitions-prepare-folded-phone');
  await carried.click();
  await page.getByRole('button', { name: 'Đưa kiến nghị của Phạm Quốc Dũng vào chương trình' }).click();
  await page.getByText('Đã có trong chương trình').waitFor();
  await expectAccessible(page);
  expect(await scrollsSideways(page)).toBe(false);
  await screenshot(page, 'petitions-prepare-phone');
  await page.getByRole('button', { name: 'Đưa kiến nghị của Phạm Quốc Dũng vào chương trình' }).waitFor({
    state: 'detached',
  });

  await page.goto(`${address}/`);
  const link = page.getByRole('link', { name: 'Trả lời kiến nghị, đề xuất của đảng viên' });
  await link.waitFor();
  await screenshot(page, 'petitions-home-phone');
  await link.click();
  await page.getByRole('heading', { name: 'Chưa trả lời (2)' }).waitFor();
  await page.getByRole('button', { name: 'Trả lời Đỗ Hương Giang' }).click();
  await page.getByRole('button', { name: 'Ghi câu trả lời' }).click();
  await page.getByText('Cần ghi câu trả lời.').waitFor();
  await page.getByLabel('Trả lời Đỗ Hương Giang').fill('Phường đã đưa vào kế hoạch quý II.');
  await expectAccessible(page);
  expect(await scrollsSideways(page)).toBe(false);
  await screenshot(page, 'petitions-answer-phone');
  await page.getByRole('button', { name: 'Ghi câu trả lời' }).click();
  await page.getByRole('heading', { name: 'Chưa trả lời (1)' }).waitFor();
  await page.getByRole('button', { name: 'Xem 1 kiến nghị đã trả lời' }).click();
  await page.getByText('Phường đã đưa vào kế hoạch quý II.').waitFor();
  await opened.close();

  const wide = await enter('an', LAPTOP, 'en');
  await wide.page.goto(`${address}/branches/${world.ward.branch5}/petitions`);
  await wide.page.getByRole('heading', { name: 'Not answered (1)' }).waitFor();
  await expectAccessible(wide.page);
  await screenshot(wide.page, 'petitions-laptop-en');
  await wide.close();
});

test('whoever asked finds the answer on the first page, and all that was asked behind it', async () => {
  const opened = await enter('giang', PHONE);
  const { page } = opened;
  await page.goto(`${address}/`);
  const notice = page.getByRole('link', { name: /đã được trả lời: “Phường đã đưa vào kế hoạch quý II\.”/ });
  await notice.waitFor();
  await screenshot(page, 'petitions-told-phone');
  await notice.click();
  await page.getByRole('heading', { name: 'Kiến nghị của tôi' }).waitFor();
  await page.getByText('Phường đã đưa vào kế hoạch quý II.').waitFor();
  await expectAccessible(page);
  expect(await scrollsSideways(page)).toBe(false);
  await screenshot(page, 'petitions-own-phone');
  await page.goto(`${address}/branches/${world.ward.branch5}/petitions`);
  await page.getByRole('heading', { name: 'Chưa trả lời (1)' }).waitFor();
  expect(await page.getByRole('button', { name: /^Trả lời/ }).isVisible()).toBe(false);
  await opened.close();

  const other = await enter('hanh', PHONE);
  await other.page.goto(`${address}/petitions`);
  await other.page.getByText('Đồng chí chưa có kiến nghị, đề xuất nào').waitFor();
  await expectAccessible(other.page);
  await other.close();
});
