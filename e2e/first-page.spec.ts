import { afterAll, beforeAll, expect, test } from 'vitest';
import { PHONE } from './browser/open-page.ts';
import { openRoom, type Room } from './meeting-room.ts';

// What a member's phone has to fetch before the first page is there, counted on the wire.

const MOST_BYTES = 180_000;

let room: Room;
beforeAll(async () => {
  room = await openRoom();
});
afterAll(() => room.close());

test('a member’s first page needs at most 180 kB of compressed JavaScript, and nothing of it twice', async () => {
  const { context, page, goto, leave } = await room.enter('giang', PHONE, '/api/health');
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  const scripts = new Map<string, { url: string; isCached: boolean; header: string; bytes: number }>();
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
  const load = async () => {
    scripts.clear();
    await goto('/');
    await page.getByRole('heading', { name: 'Việc của tôi' }).waitFor();
    await page.waitForLoadState('networkidle');
    return [...scripts.values()];
  };

  const first = await load();
  const total = first.reduce((sum, script) => sum + script.bytes, 0);
  expect(first.length).toBeGreaterThan(2);
  expect(total).toBeGreaterThan(50_000);
  expect(total).toBeLessThanOrEqual(MOST_BYTES);
  for (const script of first.filter(({ url }) => url.includes('/assets/')))
    expect(script.header).toBe('public, max-age=31536000, immutable');

  // The phone keeps them: on the second visit no script comes over the network again.
  const again = await load();
  expect(again.filter(({ isCached, bytes }) => !isCached && bytes > 0)).toEqual([]);
  await leave();
});
