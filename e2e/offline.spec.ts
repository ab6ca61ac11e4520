import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMeeting } from '../src/features/meetings/contract.ts';
import { civilDateAt, monthOf } from '../src/kernel/civil-date.ts';
import { rows, sql } from '../src/platform/database/database.ts';
import { LAPTOP, PHONE } from './browser/open-page.ts';
import {
  begin,
  button,
  type Device,
  fillSheet,
  goTo,
  lookAt,
  openRoom,
  type Room,
  voteByHand,
} from './meeting-room.ts';

// A hall without signal: the network goes in the middle of the meeting and stays away until it has ended.

const KEPT = { context: { serviceWorkers: 'allow' as const } };
const OPINION = 'Đề nghị lắp thêm đèn ở ngõ 12';

let room: Room;
let meetingId: string;
let laptop: Device;
let phone: Device;
beforeAll(async () => {
  room = await openRoom();
  const today = civilDateAt(room.world.clock.ms);
  const made = await room.world.as('an').call(createMeeting, {
    params: { branchId: room.world.ward.branch5 },
    body: {
      month: monthOf(today),
      kind: 'regular',
      plannedOn: today,
      plannedTime: '19:30',
      place: 'Nhà văn hóa tổ dân phố 5',
    },
  });
  meetingId = made.body.id;
});
afterAll(() => room.close());

const inDatabase = () =>
  room.world.read((tx) =>
    rows(
      tx,
      sql<{ id: string; kind: string }>`
        select id, kind from meetings.entry where meeting_id = ${meetingId} order by seq`,
    ),
  );

/** Waits until the device holds the pages themselves, as after a first visit. */
const hasPages = ({ page }: Device) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller === null)
      await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done));
  });

const countHere = async ({ page }: Device) =>
  Number(/Máy này: (\d+)/.exec(await page.locator('.meeting-line-counts').innerText())?.[1]);

/** What a browser says in its console while there is no network is no fault of the page. */
const faultsOf = ({ problems }: Device) =>
  problems.filter((line) => !/ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_NETWORK/.test(line));

describe('a meeting without a network', () => {
  test('begins with one, and the app can be installed', async () => {
    laptop = await room.enter('an', { ...LAPTOP, ...KEPT }, `/meetings/${meetingId}`);
    phone = await room.enter('giang', { ...PHONE, ...KEPT }, `/meetings/${meetingId}`);
    await hasPages(laptop);
    await hasPages(phone);
    const session = await laptop.context.newCDPSession(laptop.page);
    const { manifest, errors } = await session.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    expect(manifest).toBeDefined();
    await begin(laptop.page, { typed: 'le minh chi', name: /Lê Minh Chi/ });
    await laptop.page.getByText('Đã lưu trên máy chủ').waitFor();
    await phone.page.getByRole('button', { name: 'Tôi có mặt' }).waitFor();
  });

  test('goes on when the network goes, also after the page was closed and opened again', async () => {
    await laptop.context.setOffline(true);
    await phone.context.setOffline(true);
    const { page } = laptop;
    // Said at once, before anything is written and while the line itself may still seem open.
    await page.getByText(/^Mất mạng\./).waitFor();
    await button(page, 'Chuyển qua máy khác').waitFor();
    await page.reload();
    await page
      .getByText(/^Bước 1\//)
      .first()
      .waitFor();
    await button(phone.page, 'Tôi có mặt').click();
    await phone.page.getByText('Đồng chí đã điểm danh').first().waitFor();
    await phone.page.getByText('Mất mạng. 1 mục đã lưu trên máy này, có mạng sẽ tự gửi.').waitFor();
    // One line says it: the page knows more than the banner above it.
    const banner = phone.page.locator('.app-offline');
    expect(await banner.isVisible()).toBe(false);
    await lookAt(phone.page, 'offline-phone');
  });

  test('takes over what a phone in the room cannot send, by file', async () => {
    // On a phone it is behind the one line that is kept.
    await button(phone.page, 'Các mục').click();
    await button(phone.page, 'Chuyển qua máy khác').click();
    await phone.page.getByRole('img', { name: /^Mã 1 trong/ }).waitFor();
    await lookAt(phone.page, 'offline-give');
    const [download] = await Promise.all([
      phone.page.waitForEvent('download'),
      button(phone.page, 'Lưu thành tệp').click(),
    ]);
    const buffer = await readFile(await download.path());
    const { page } = laptop;
    await button(page, 'Chuyển qua máy khác').click();
    await page.getByRole('tab', { name: 'Nhận về' }).click();
    const file = { name: 'chuyen-may.json', mimeType: 'application/json' };
    await page.setInputFiles('input[type=file]', { ...file, buffer: Buffer.from('{"goc":"x"}') });
    await page.getByText('Đây không phải ghi chép của buổi sinh hoạt này.').waitFor();
    await page.setInputFiles('input[type=file]', { ...file, buffer });
    await page.getByText('Đã nhận 1 mục mới.').waitFor();
    await lookAt(page, 'offline-take');
    // A second time does no harm.
    await page.setInputFiles('input[type=file]', { ...file, buffer });
    await page.getByText('Các mục này máy này đã có.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Đóng' }).last().click();
    await goTo(page, /Điểm danh/);
    await button(page, /^Có mặt: Đỗ Hương Giang/).waitFor();
    expect(await button(page, /^Có mặt: Đỗ Hương Giang/).getAttribute('aria-pressed')).toBe('true');
  });

  test('comes to adopted minutes, which are read and printed from the device', async () => {
    const { page } = laptop;
    for (const tick of await page.getByRole('button', { name: /^Có mặt: / }).all())
      if ((await tick.getAttribute('aria-pressed')) !== 'true') await tick.click();
    await goTo(page, /^Thảo luận/);
    await page
      .getByRole('button', { name: /Phạm Quốc Dũng/ })
      .first()
      .click();
    await page.getByLabel('Nội dung ý kiến').fill(OPINION);
    await button(page, 'Ghi ý kiến').click();
    await page.getByText(OPINION).first().waitFor();
    await page.getByText('Bỏ phiếu kín, biểu quyết').last().click();
    await page.getByText('Mất mạng: bỏ phiếu kín bằng phiếu giấy').waitFor();
    expect(await button(page, 'Lập cuộc bỏ phiếu kín').count()).toBe(0);
    await goTo(page, /^Kết luận/);
    await voteByHand(page);
    await goTo(page, /Chấm điểm/);
    await fillSheet(page);
    await voteByHand(page);
    await goTo(page, /Thông qua biên bản/);
    await button(page, 'Đã đọc xong biên bản').click();
    await voteByHand(page);
    await lookAt(page, 'offline-minutes');
    await button(page, 'Kết thúc buổi sinh hoạt').last().click();
    await button(page, 'Kết thúc ngay').click();
    await page.getByRole('tab', { name: 'Biên bản' }).waitFor();
    await page.getByText(OPINION).first().waitFor();
    const printed = await page.pdf({ format: 'A4' });
    expect(printed.length).toBeGreaterThan(10_000);
    await lookAt(page, 'offline-ended');
    expect((await inDatabase()).some(({ kind }) => kind === 'meeting-ended')).toBe(false);
  });

  test('sends everything by itself when the network is back, each entry once', async () => {
    const { page } = laptop;
    const here = await countHere(laptop);
    await laptop.context.setOffline(false);
    await page.getByText('Đã lưu trên máy chủ').waitFor();
    await phone.context.setOffline(false);
    await phone.page.getByText('Đã lưu trên máy chủ').waitFor();
    const there = await inDatabase();
    expect(there).toHaveLength(here);
    expect(new Set(there.map(({ id }) => id)).size).toBe(here);
    expect(there.map(({ kind }) => kind)).toContain('minutes-adopted');
    // The phone had sent nothing by itself before; its tap came with the laptop and is there once.
    expect(there.filter(({ kind }) => kind === 'meeting-ended')).toHaveLength(1);
    await expect.poll(() => countHere(phone)).toBe(here);
    expect(faultsOf(laptop)).toEqual([]);
    expect(faultsOf(phone)).toEqual([]);
    await laptop.close();
    await phone.close();
  });
});
