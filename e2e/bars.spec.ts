import { afterAll, beforeAll, expect, test } from 'vitest';
import { Device, plan } from '../src/features/meetings/testing/hold-meeting.ts';
import { civilDateAt, monthOf } from '../src/kernel/civil-date.ts';
import { newId } from '../src/kernel/ids.ts';
import { openedBallot } from '../src/testing/hold-ballot.ts';
import { button, lookAt, openRoom, type Room } from './meeting-room.ts';

// A small phone in a meeting that goes on: what stays in sight leaves the room to the meeting, and nothing of it is lost.

const SMALL_PHONE = { width: 360, height: 740 };
/** Of the height, for everything that stays in sight while one scrolls. */
const MOST_SHARE = 0.26;

let room: Room;
let meetingId: string;
let laptop: Device;
beforeAll(async () => {
  room = await openRoom();
  const { world } = room;
  const today = civilDateAt(world.clock.ms);
  meetingId = await plan(world, { month: monthOf(today), plannedOn: today });
  laptop = new Device(world, 'an', meetingId, 1_000);
  await laptop.say(
    {
      kind: 'meeting-started',
      payload: { chairId: world.ward.people.an, heldOn: today, startedAt: world.clock.now() },
    },
    { kind: 'recorder-appointed', payload: { memberId: world.ward.people.chi } },
  );
});
afterAll(() => room.close());

type Opened = Awaited<ReturnType<Room['enter']>>;

/** The height that the bars take in the middle of the page, as a share of the screen. */
const shareOfBars = ({ page }: Opened) =>
  page.evaluate(() => {
    window.scrollTo(0, 500);
    let taken = 0;
    for (const bar of document.querySelectorAll<HTMLElement>('.app-top, .meeting-line, .run-bar, .app-nav')) {
      const { position } = getComputedStyle(bar);
      const { top, bottom } = bar.getBoundingClientRect();
      if (position === 'sticky' || position === 'fixed')
        taken += Math.max(0, Math.min(bottom, window.innerHeight) - Math.max(top, 0));
    }
    return taken / window.innerHeight;
  });

test('the secretary’s bars are one line above and the next step below; one tap brings the sections back', async () => {
  const device = await room.enter('an', SMALL_PHONE, `/meetings/${meetingId}`);
  const { page } = device;
  await page
    .getByText(/^Bước 1\//)
    .first()
    .waitFor();
  expect(await shareOfBars(device)).toBeLessThanOrEqual(MOST_SHARE);
  await page.evaluate(() => window.scrollTo(0, 500));
  await lookAt(page, 'bars-secretary-phone');
  const sections = page.getByRole('link', { name: 'Việc của tôi' });
  const unfold = page.getByRole('button', { name: 'Các mục' });
  const target = (await unfold.boundingBox())!.height;
  expect(target).toBeGreaterThanOrEqual(44);
  // One line, as tall as what is tapped in it.
  expect((await page.locator('.meeting-line').boundingBox())!.height).toBeLessThanOrEqual(target + 2);
  await unfold.click();
  await sections.waitFor();
  await page.getByText(/Máy này: \d+/).waitFor();
  await lookAt(page, 'bars-secretary-unfolded-phone');
  await page.getByRole('button', { name: 'Thu gọn' }).click();
  await sections.waitFor({ state: 'hidden' });
  await device.leave();
});

test.each([
  ['an', 'Mất mạng, cứ làm tiếp: giữ trên máy này'],
  ['dung', 'Mất mạng, máy này giữ 1 mục, sẽ tự gửi'],
] as const)('without a network it stays one line above, for %s', async (person, says) => {
  const device = await room.enter(person, SMALL_PHONE, `/meetings/${meetingId}`);
  const { page, context } = device;
  const present = page.getByRole('button', { name: 'Tôi có mặt' });
  const step = page.getByText(/^Bước 1\//).first();
  await (person === 'an' ? step : present).waitFor();
  await context.setOffline(true);
  if (person === 'dung') await present.click();
  const brief = page.locator('.meeting-line-brief', { hasText: says });
  for (const height of [640, 740]) {
    await page.setViewportSize({ ...SMALL_PHONE, height });
    await brief.waitFor();
    // Two short lines beside what is tapped.
    const unfold = page.getByRole('button', { name: 'Các mục' });
    const target = (await unfold.boundingBox())!.height;
    expect(target).toBeGreaterThanOrEqual(44);
    expect((await page.locator('.meeting-line').boundingBox())!.height).toBeLessThanOrEqual(target + 6);
    expect(await shareOfBars(device)).toBeLessThanOrEqual(MOST_SHARE);
    // Whoever listens hears the whole sentence.
    expect(await page.getByRole('status').filter({ hasText: 'Mất mạng. ' }).count()).toBe(1);
    await lookAt(page, `bars-offline-${person}-${height}-phone`);
    await unfold.click();
    await button(page, 'Chuyển qua máy khác').waitFor();
    await brief.waitFor({ state: 'hidden' });
    await page.getByText(/Máy này: \d+/).waitFor();
    await lookAt(page, `bars-offline-${person}-${height}-unfolded-phone`);
    await button(page, 'Thu gọn').click();
  }
  await context.setOffline(false);
  await brief.waitFor({ state: 'detached' });
  // What a browser says in its console while there is no network is no fault of the page.
  expect(
    device.problems.filter((line) => !/ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_NETWORK/.test(line)),
  ).toEqual([]);
  await device.close();
});

test('a member is offered the check-in once, then the way into the meeting and to the vote', async () => {
  const device = await room.enter('giang', SMALL_PHONE, '/');
  const { page } = device;
  await page.getByRole('link', { name: 'Điểm danh' }).click();
  await page.getByRole('button', { name: 'Tôi có mặt' }).click();
  await page.getByText('Tự bấm trên điện thoại.').waitFor();
  expect(await shareOfBars(device)).toBeLessThanOrEqual(MOST_SHARE);
  await lookAt(page, 'bars-member-phone');
  await page.getByRole('link', { name: 'Việc của tôi' }).click();
  await page.getByText('Đã điểm danh').waitFor();
  await lookAt(page, 'home-checked-in-phone');
  await page.getByRole('link', { name: 'Vào buổi sinh hoạt' }).click();
  const voteId = newId();
  await laptop.say({
    kind: 'vote-opened',
    payload: { voteId, question: 'Thông qua kết luận', matter: 'conclusion', method: 'named' },
  });
  await page.getByRole('heading', { name: 'Thông qua kết luận' }).waitFor();
  await page.getByRole('link', { name: 'Việc của tôi' }).click();
  await page.getByText('Đang biểu quyết, chờ đồng chí chọn.').waitFor();
  await lookAt(page, 'home-vote-waits-phone');
  await page.getByRole('link', { name: 'Biểu quyết' }).click();
  await page.getByRole('button', { name: 'Tán thành', exact: true }).click();
  await page.getByRole('link', { name: 'Việc của tôi' }).click();
  await page.getByRole('link', { name: 'Vào buổi sinh hoạt' }).click();
  await page.getByRole('heading', { name: 'Thông qua kết luận' }).waitFor();
  const question = 'Xếp loại đồng chí Phạm Quốc Dũng';
  await openedBallot(room.world, { meetingId, question });
  await page.getByText(question).first().waitFor();
  await page.getByRole('link', { name: 'Việc của tôi' }).click();
  await page.getByText('Đang bỏ phiếu kín', { exact: false }).waitFor();
  await lookAt(page, 'home-ballot-waits-phone');
  await page.getByRole('link', { name: 'Bỏ phiếu kín', exact: true }).click();
  await page.getByRole('heading', { name: question }).waitFor();
  await device.leave();
});
