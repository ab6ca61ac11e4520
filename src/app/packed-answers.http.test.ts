import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plan } from '#features/meetings/testing/hold-meeting.ts';
import { newId } from '#kernel/ids.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';

let world: TestWorld;
let url: string;
beforeAll(async () => {
  world = await openTestWorld();
  url = `/api/meetings/${await plan(world, { month: '2026-03', plannedOn: '2026-03-05' })}`;
});
afterAll(() => world.close());

const ask = async (path: string, accepted?: string) =>
  world.app.server.inject({
    url: path,
    headers: {
      cookie: `goc_session=${await world.sessionOf('an')}`,
      ...(accepted === undefined ? {} : { 'accept-encoding': accepted }),
    },
  });

describe('an answer to a reader', () => {
  it.each([
    ['br', 'gzip, deflate, br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
  ] as const)('leaves packed as %s for who says %s, and is the same', async (kind, accepted, unpack) => {
    const plain = await ask(url);
    expect(plain.headers['content-encoding']).toBeUndefined();
    const packed = await ask(url, accepted);
    expect(packed.statusCode).toBe(200);
    expect(packed.headers).toMatchObject({
      'content-encoding': kind,
      'content-type': plain.headers['content-type'],
      'cache-control': 'private, no-store',
      vary: expect.stringContaining('accept-encoding'),
    });
    expect(JSON.parse(unpack(packed.rawPayload).toString())).toEqual(JSON.parse(plain.payload));
    expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 3);
  });

  it.each(['identity', 'zstd', 'br;q=0', ''])('leaves as it is for who says “%s”', async (accepted) => {
    const reply = await ask(url, accepted);
    expect(reply.headers['content-encoding']).toBeUndefined();
    expect(reply.json().meeting.id).toBe(url.split('/').at(-1));
  });

  it('leaves as it is when it is short: a refusal, a page of little', async () => {
    for (const path of ['/api/health', `/api/meetings/${newId()}`])
      expect((await ask(path, 'br')).headers['content-encoding']).toBeUndefined();
  });

  it('leaves as it is when it is a file, which is packed already', async () => {
    const reply = await ask(`${url}/documents/attendance/docx`, 'br');
    expect([reply.statusCode, reply.headers['content-encoding']]).toEqual([200, undefined]);
    expect(reply.rawPayload.subarray(0, 2).toString()).toBe('PK');
  });
});

it('the API’s description is packed too', async () => {
  const reply = await ask('/api/openapi.json', 'br');
  expect(reply.headers['content-encoding']).toBe('br');
});
