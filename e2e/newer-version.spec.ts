import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { owners } from '../src/app/build-app.ts';
import { type Running, startGoc } from '../src/cli/testing/run-goc.ts';
import { createMeeting } from '../src/features/meetings/contract.ts';
import { civilDateAt, monthOf } from '../src/kernel/civil-date.ts';
import { type Id, newId } from '../src/kernel/ids.ts';
import { inTransaction, rows, sql } from '../src/platform/database/database.ts';
import { migrate } from '../src/platform/database/migrate.ts';
import { openDatabase } from '../src/platform/database/open-database.ts';
import { startSession } from '../src/platform/sign-in/sessions.ts';
import { freePort } from '../src/testing/free-port.ts';
import { makeNewerBuild, NEWER_MIGRATION } from '../src/testing/newer-build.ts';
import { makeSmallWard } from '../src/testing/small-ward.ts';
import { closeBrowser, LAPTOP, type OpenedPage, openPage, PHONE } from './browser/open-page.ts';
import { begin, button, goTo, lookAt } from './meeting-room.ts';

// A newer version of Gốc is put in place in the middle of a meeting, while devices hold what they could not send.

let folder: string;
let settings: Record<string, string>;
let goc: Running;
let newer: Awaited<ReturnType<typeof makeNewerBuild>>;
let meetingId: Id;
let laptop: OpenedPage;
let phone: OpenedPage;

const enter = async (size: typeof LAPTOP | typeof PHONE, session: string): Promise<OpenedPage> => {
  const opened = await openPage({ ...size, context: { serviceWorkers: 'allow' } });
  await opened.context.addCookies([
    { name: 'goc_session', value: session, url: goc.address, httpOnly: true },
  ]);
  await opened.page.goto(`${goc.address}/meetings/${meetingId}`);
  await opened.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller === null)
      await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done));
  });
  return opened;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'goc-newer-'));
  settings = { GOC_DATA: join(folder, 'data'), PORT: String(await freePort()) };
  newer = await makeNewerBuild();
  const db = await openDatabase({ folder: settings.GOC_DATA! });
  await migrate(db, owners);
  const now = Date.now();
  const { ward, ofAn, ofGiang } = await inTransaction(db, 'write', async (tx) => {
    const made = await makeSmallWard(tx, now);
    return {
      ward: made,
      ofAn: await startSession(tx, made.people.an, now),
      ofGiang: await startSession(tx, made.people.giang, now),
    };
  });
  await db.close();
  goc = await startGoc(settings);
  const today = civilDateAt(now);
  const planned = await fetch(`${goc.address}${createMeeting.path.replace(':branchId', ward.branch5)}`, {
    method: 'POST',
    headers: {
      cookie: `goc_session=${ofAn}`,
      'content-type': 'application/json',
      'idempotency-key': newId(),
    },
    body: JSON.stringify({
      month: monthOf(today),
      kind: 'regular',
      plannedOn: today,
      plannedTime: '19:30',
      place: 'Nhà văn hóa tổ dân phố 5',
    }),
  });
  meetingId = ((await planned.json()) as { id: Id }).id;
  laptop = await enter(LAPTOP, ofAn);
  phone = await enter(PHONE, ofGiang);
});
afterAll(async () => {
  await closeBrowser();
  await goc?.stop('SIGKILL');
  await newer?.remove();
  await rm(folder, { recursive: true, force: true });
});

const versionOf = (page: Page) => page.evaluate(() => document.documentElement.dataset.version);
const isPresent = (page: Page, name: RegExp) => button(page, name).getAttribute('aria-pressed');

test('what waits on devices is taken by a newer server from the older pages', async () => {
  const { page } = laptop;
  await begin(page, { typed: 'le minh chi', name: /Lê Minh Chi/ });
  await page.getByText('Đã lưu trên máy chủ').waitFor();
  await phone.page.getByRole('button', { name: 'Tôi có mặt' }).waitFor();
  await laptop.context.setOffline(true);
  await phone.context.setOffline(true);
  await goTo(page, /Điểm danh/);
  await button(page, /^Có mặt: Phạm Quốc Dũng/).click();
  await button(phone.page, 'Tôi có mặt').click();
  await phone.page.getByText('Mất mạng. 1 mục đã lưu trên máy này, có mạng sẽ tự gửi.').waitFor();

  await goc.stop('SIGTERM');
  goc = await startGoc(settings, { from: newer.folder });
  await laptop.context.setOffline(false);
  await phone.context.setOffline(false);
  await page.getByText('Đã lưu trên máy chủ').waitFor();
  await phone.page.getByText('Đã lưu trên máy chủ').waitFor();
  await expect.poll(() => isPresent(page, /^Có mặt: Đỗ Hương Giang/)).toBe('true');
  expect(await versionOf(page)).toBeUndefined();
});

test('devices say that there are newer pages, and go over to them with entries that wait, without a network', async () => {
  for (const { page } of [laptop, phone]) await button(page, 'Dùng phiên bản mới').waitFor();
  await lookAt(laptop.page, 'newer-version-laptop');
  await lookAt(phone.page, 'newer-version-phone');
  const { page } = laptop;
  await laptop.context.setOffline(true);
  await button(page, /^Có mặt: Vũ Thị Hạnh/).click();
  await page.getByText('Mất mạng. 1 mục đã lưu trên máy này, có mạng sẽ tự gửi.').waitFor();
  await button(page, 'Dùng phiên bản mới').click();
  await page.waitForFunction(() => document.documentElement.dataset.version === 'newer');
  await page.getByText('Mất mạng. 1 mục đã lưu trên máy này, có mạng sẽ tự gửi.').waitFor();
  // The step at which the meeting stands is there again by itself.
  await page.getByRole('heading', { level: 2, name: /Điểm danh/ }).waitFor();
  expect(await isPresent(page, /^Có mặt: Vũ Thị Hạnh/)).toBe('true');
  await laptop.context.setOffline(false);
  await page.getByText('Đã lưu trên máy chủ').waitFor();
  expect(await button(page, 'Dùng phiên bản mới').count()).toBe(0);
  await button(phone.page, 'Dùng phiên bản mới').click();
  await phone.page.waitForFunction(() => document.documentElement.dataset.version === 'newer');
  await phone.page.getByText('Đồng chí đã điểm danh').first().waitFor();
});

test('everything is there once, in the database that the newer version has changed', async () => {
  await goc.stop('SIGTERM');
  const db = await openDatabase({ folder: settings.GOC_DATA! });
  const { entries, steps } = await inTransaction(db, 'read', async (tx) => ({
    entries: await rows(
      tx,
      sql<{ name: string; seq: number }>`
        select p.full_name as name, e.seq from meetings.entry e
          join members.person p on p.id = (e.payload ->> 'memberId')::uuid
         where e.meeting_id = ${meetingId} and e.kind = 'attendance-marked' and e.newer is null order by p.full_name`,
    ),
    steps: await rows(tx, sql`select name from goc_migration where name = ${NEWER_MIGRATION}`),
  }));
  await db.close();
  expect(entries.map(({ name }) => name)).toEqual(
    ['Phạm Quốc Dũng', 'Vũ Thị Hạnh', 'Đỗ Hương Giang'].toSorted((a, b) => (a < b ? -1 : 1)),
  );
  expect(steps).toHaveLength(1);
});
