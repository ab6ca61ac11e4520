import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { isId } from '#kernel/ids.ts';
import { route } from '#kernel/route.ts';
import { addressFor, call, NoConnection, ServerRefusal } from './call.ts';
import { setLanguage } from './text.ts';

const renamed = route({
  method: 'PUT',
  path: '/api/rooms/:roomId/name',
  summary: 'Rename a room',
  verb: 'rooms.rename',
  params: z.object({ roomId: z.string() }),
  query: z.object({ month: z.string().optional(), tag: z.array(z.string()).optional() }),
  body: z.object({ name: z.string() }),
  response: z.object({ name: z.string() }),
});
const listed = route({
  method: 'GET',
  path: '/api/rooms',
  summary: 'All rooms',
  verb: 'rooms.list',
  response: z.array(z.string()),
});

const input = {
  params: { roomId: 'a/b' },
  query: { month: '2026-11', tag: ['x', 'y'] },
  body: { name: 'Hội trường' },
};

function answerWith(status: number, body: string) {
  const fetched = vi.fn(async (_url: string, _init: RequestInit) => new Response(body, { status }));
  vi.stubGlobal('fetch', fetched);
  return fetched;
}
const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

afterEach(() => {
  vi.unstubAllGlobals();
  setLanguage('vi');
});

describe('a call', () => {
  it('fills the path and the query, and carries body, language and a request key', async () => {
    const fetched = answerWith(200, '{"name":"Hội trường"}');
    setLanguage('en');
    expect(await call<typeof renamed>('PUT /api/rooms/:roomId/name', input)).toEqual({ name: 'Hội trường' });
    const [url, init] = fetched.mock.calls[0]!;
    const headers = init.headers as Record<string, string>;
    expect(url).toBe('/api/rooms/a%2Fb/name?month=2026-11&tag=x&tag=y');
    expect(init.method).toBe('PUT');
    expect(init.body).toBe('{"name":"Hội trường"}');
    expect(headers['accept-language']).toBe('en');
    expect(isId(headers['idempotency-key'] ?? '')).toBe(true);
  });

  it('keeps a request key that it is given, and reads need none', async () => {
    const fetched = answerWith(200, '[]');
    await call<typeof renamed>('PUT /api/rooms/:roomId/name', input, { requestKey: 'same-write-again' });
    await call<typeof listed>('GET /api/rooms');
    const keys = fetched.mock.calls.map(
      ([, init]) => (init.headers as Record<string, string>)['idempotency-key'],
    );
    expect(keys).toEqual(['same-write-again', undefined]);
  });

  it('sends a file as its bytes, and what belongs to it beside it, not in the address', async () => {
    const fetched = answerWith(200, '{"name":""}');
    const file = new Blob(['họ tên']);
    await call<typeof renamed>('PUT /api/rooms/:roomId/name', input, { file });
    const [address, init] = fetched.mock.calls[0]!;
    expect(address).toBe('/api/rooms/a%2Fb/name');
    expect((init.headers as Record<string, string>)['goc-beside-file']).toBe('month=2026-11&tag=x&tag=y');
    expect(init.body).toBe(file);
    expect((init.headers as Record<string, string>)['content-type']).toBe('application/octet-stream');
  });

  it('tells a refusal with its rule and its way out', async () => {
    const error = {
      code: 'rooms.taken',
      message: 'Tên đã dùng.',
      wayOut: 'Chọn tên khác.',
      field: 'body.name',
      rule: { document: '1-QĐ/TW', verified: false },
    };
    answerWith(409, JSON.stringify({ error }));
    const failure = await failureOf(call<typeof renamed>('PUT /api/rooms/:roomId/name', input));
    expect(failure).toBeInstanceOf(ServerRefusal);
    expect(failure).toMatchObject({ ...error, status: 409, facts: {} });
  });

  it.each([
    ['a gateway that answers with a page', 502, '<html></html>'],
    ['a server that is starting', 503, ''],
    ['an answer cut short', 200, '{"name":'],
  ])('takes %s for a lost connection', async (_, status, body) => {
    answerWith(status, body);
    expect(await failureOf(call<typeof listed>('GET /api/rooms'))).toBeInstanceOf(NoConnection);
  });

  it('tells a lost network from a call that was given up', async () => {
    vi.stubGlobal('fetch', vi.fn().mockRejectedValue(new TypeError('Failed to fetch')));
    expect(await failureOf(call<typeof listed>('GET /api/rooms'))).toBeInstanceOf(NoConnection);
    const givenUp = AbortSignal.abort(new Error('left the page'));
    expect(
      await failureOf(call<typeof listed>('GET /api/rooms', undefined, { signal: givenUp })),
    ).toMatchObject({
      message: 'left the page',
    });
  });
});

it('gives the address of a route for links', () => {
  expect(addressFor<typeof listed>('GET /api/rooms')).toBe('/api/rooms');
});
