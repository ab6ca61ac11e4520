import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMeeting } from '../src/features/meetings/contract.ts';
import { civilDateAt, monthOf } from '../src/kernel/civil-date.ts';
import { openPage, PHONE } from './browser/open-page.ts';
import { type Device, openRoom, type Room } from './meeting-room.ts';

// What a member's phone has to fetch before a page is there, counted on the wire.

const MOST_BYTES = 180_000;
/** The meeting's page brings the journal with it, so that the papers can be read and answered without a network. */
const MOST_BYTES_OF_MEETING = 205_000;

let room: Room;
beforeAll(async () => {
  room = await openRoom();
});
afterAll(() => room.close());

type Script = { url: string; isCached: boolean; header: string; bytes: number };

/** The scripts that this device has fetched since it was last asked. */
async function countScripts({ context, page }: Device): Promise<() => Script[]> {
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  const scripts = new Map<string, Script>();
  network.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type === 'Script')
      scripts.set(requestId, {
        url: response.url,
        isCached: response.fromDiskCache === true,
        header: response.headers['cache-control'] ?? '',
        bytes: 0,
      });
  });
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const script = scripts.get(requestId);
    if (script) script.bytes = encodedDataLength;
  });
  return () => {
    const fetched = [...scripts.values()];
    scripts.clear();
    return fetched;
  };
}

const bytesOf = (scripts: Script[]) => scripts.reduce((sum, script) => sum + script.bytes, 0);

test('a member’s first page needs at most 180 kB of compressed JavaScript, and nothing of it twice', async () => {
  const device = await room.enter('giang', PHONE, '/api/health');
  const { page, goto, leave } = device;
  const fetched = await countScripts(device);
  const load = async () => {
    await goto('/');
    await page.getByRole('heading', { name: 'Việc của tôi' }).waitFor();
    await page.waitForLoadState('networkidle');
    return fetched();
  };

  const first = await load();
  expect(first.length).toBeGreaterThan(2);
  expect(bytesOf(first)).toBeGreaterThan(50_000);
  expect(bytesOf(first)).toBeLessThanOrEqual(MOST_BYTES);
  for (const script of first.filter(({ url }) => url.includes('/assets/')))
    expect(script.header).toBe('public, max-age=31536000, immutable');

  // The phone keeps them: on the second visit no script comes over the network again.
  const again = await load();
  expect(again.filter(({ isCached, bytes }) => !isCached && bytes > 0)).toEqual([]);
  await leave();
});

test('the papers of a coming meeting need at most 205 kB, and nothing of secret ballots', async () => {
  const { world } = room;
  const today = civilDateAt(world.clock.ms);
  const planned = await world.as('an').call(createMeeting, {
    params: { branchId: world.ward.branch5 },
    body: {
      kind: 'regular',
      month: monthOf(today),
      plannedOn: today,
      plannedTime: '23:59',
      place: 'Nhà văn hóa',
    },
  });
  const device = await room.enter('giang', PHONE, '/api/health');
  const fetched = await countScripts(device);
  await device.goto(`/meetings/${planned.body.id}`);
  await device.page.getByRole('heading', { name: 'Tài liệu cần đọc' }).waitFor();
  await device.page.waitForLoadState('networkidle');
  const scripts = fetched();
  expect(bytesOf(scripts)).toBeGreaterThan(50_000);
  expect(bytesOf(scripts)).toBeLessThanOrEqual(MOST_BYTES_OF_MEETING);
  expect(scripts.filter(({ url }) => /secret-ballots|voter-card/.test(url))).toEqual([]);
  await device.leave();
});

test('a first visit opens in the language of the browser; what the person chooses stays', async () => {
  const { page, problems, close } = await openPage({ ...PHONE, context: { locale: 'en-GB' } });
  await page.goto(`${room.address}/sign-in`);
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  await page.getByRole('radio', { name: 'Tiếng Việt' }).check();
  await page.getByRole('heading', { level: 1, name: 'Đăng nhập' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Đăng nhập' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('vi');
  expect(problems).toEqual([]);
  await close();
});
