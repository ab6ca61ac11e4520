import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enterAsDemoPerson, getMe, signIn, signOut } from '#features/mandates/contract.ts';
import * as meetings from '#features/meetings/contract.ts';
import { Device, plan } from '#features/meetings/testing/hold-meeting.ts';
import { previewMemberImport } from '#features/members/contract.ts';
import { newId } from '#kernel/ids.ts';
import { saveAccount } from '#platform/sign-in/accounts.ts';
import { hashPassword } from '#platform/sign-in/password.ts';
import { hostileWorkbooks, plainWorkbook } from '#testing/hostile-files.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';

let world: TestWorld;
let meetingId: string;
beforeAll(async () => {
  world = await openTestWorld();
  meetingId = await plan(world, { month: '2026-03', plannedOn: '2026-03-05' });
});
afterAll(() => world.close());

const params = () => ({ params: { meetingId } });
const send = async (options: {
  url: string;
  headers: Record<string, string>;
  payload?: string;
  person?: 'an' | 'dung';
}) => {
  const reply = await world.app.server.inject({
    method: 'POST',
    url: options.url,
    headers: {
      cookie: `goc_session=${await world.sessionOf(options.person ?? 'an')}`,
      'idempotency-key': newId(),
      ...options.headers,
    },
    payload: options.payload ?? '',
  });
  return { status: reply.statusCode, code: reply.json().error?.code as string | undefined };
};

describe('a request from another site', () => {
  it.each(['null', 'https://evil.example', 'not an address', 'https://localhost.evil.example'])(
    'is refused when its origin says %s',
    async (origin) => {
      const url = `/api/meetings/${meetingId}/cancel`;
      const reply = await send({
        url,
        headers: { origin, 'content-type': 'application/json' },
        payload: '{"reason":"x"}',
      });
      expect(reply).toEqual({ status: 403, code: 'platform.wrong-origin' });
    },
  );

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'cannot write by a form of kind %s',
    async (type) => {
      const reply = await send({
        url: `/api/meetings/${meetingId}/cancel`,
        headers: { 'content-type': type },
        payload: '{"reason":"x"}',
      });
      expect(reply).toEqual({ status: 415, code: 'platform.wrong-media-type' });
    },
  );
});

describe('a body made to hurt', () => {
  it('may be nested as deep as it likes', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const entry = new Device(world, 'an', meetingId).write({ kind: 'focus-set', payload: { text: 'x' } });
    const body = JSON.stringify({ entries: [{ ...entry, payload: 0 }] }).replace(
      '"payload":0',
      `"payload":{"text":${deep}}`,
    );
    const reply = await send({
      url: `/api/meetings/${meetingId}/entries`,
      headers: { 'content-type': 'application/json' },
      payload: body,
    });
    expect(reply.status).toBeLessThan(500);
    const reason = await send({
      url: `/api/meetings/${meetingId}/cancel`,
      headers: { 'content-type': 'application/json' },
      payload: `{"reason":${deep}}`,
    });
    expect(reason).toEqual({ status: 400, code: 'platform.bad-request' });
  });

  it('is refused in the language of the sender, without the words of the tools', async () => {
    const read = async (url: string, language: string) => {
      const answer = await world.app.server.inject({
        url,
        headers: { 'accept-language': language, cookie: `goc_session=${await world.sessionOf('an')}` },
      });
      return [answer.statusCode, answer.json().error.message];
    };
    const branch = `/api/branches/${world.ward.branch5}/meetings?before=2026-13`;
    expect(await read(branch, 'vi')).toEqual([
      400,
      'Dữ liệu gửi lên không đúng: before: phải ghi theo dạng yyyy-mm',
    ]);
    expect(await read('/api/meetings/%E0%A4%A', 'vi')).toEqual([
      400,
      'Dữ liệu gửi lên không đúng: địa chỉ không đọc được.',
    ]);
    expect(await read('/api/meetings/%E0%A4%A', 'en')).toEqual([
      400,
      'What was sent is not right: the address cannot be read.',
    ]);
  });

  it('is refused when it is larger than a megabyte', async () => {
    const reply = await send({
      url: `/api/meetings/${meetingId}/cancel`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ reason: 'x'.repeat(1024 * 1024) }),
    });
    expect(reply).toEqual({ status: 413, code: 'platform.too-large' });
  });

  it('with characters that no database keeps is the sender’s fault, not a fault of the server', async () => {
    const body = { dayOfMonth: 5, time: '19:30', place: 'Nhà\u0000văn hóa' };
    const reply = await world
      .as('an')
      .call(meetings.setSeries, { params: { branchId: world.ward.branch5 }, body });
    expect([reply.status, reply.error?.code]).toEqual([400, 'platform.bad-request']);
    const half = await world.as('an').call(meetings.setSeries, {
      params: { branchId: world.ward.branch5 },
      body: { ...body, place: 'Nhà văn hóa \ud83d' },
    });
    expect(half.status).toBeLessThan(500);
    const name = await world.as('an').call(meetings.attachPaper, {
      ...params(),
      query: { name: 'a\u0000b\u202egpj.pdf' },
      file: Buffer.from('x'),
    });
    expect(name.status).toBeLessThan(500);
  });

  it('does not stop the honest entries beside it', async () => {
    const device = new Device(world, 'an', meetingId, 200);
    const odd = ['a\u0000b', '\ud800', '\udfff x', '\u202eabc'].map((text) =>
      device.write({ kind: 'comment-added', payload: { text } }),
    );
    const good = device.write({ kind: 'comment-added', payload: { text: 'Đồng ý' } });
    const reply = await device.send([...odd, good]);
    expect(reply.status).toBe(200);
    expect(reply.body.accepted.map((e) => e.id)).toContain(good.id);
  });

  it('takes an id in capitals for the same id or for none', async () => {
    const device = new Device(world, 'an', meetingId, 300);
    const entry = device.write({ kind: 'comment-added', payload: { text: 'Một' } });
    await device.send([entry]);
    const twin = { ...entry, id: entry.id.toUpperCase() };
    const reply = await device.send([twin]);
    expect(reply.status).toBe(200);
    expect(reply.body.accepted).toEqual([]);
    const upper = await world
      .as('an')
      .call(meetings.getMeeting, { params: { meetingId: meetingId.toUpperCase() } });
    expect([200, 400, 404]).toContain(upper.status);
  });
});

describe('an address made to hurt', () => {
  it.each([
    "/api/meetings/1' or '1'='1",
    '/api/meetings/..%2f..%2fetc%2fpasswd',
    '/api/branches/x/meetings?before=2026-03%27;drop%20table%20meetings.meeting;--',
    '/../../etc/passwd',
    '/assets/..%2f..%2f..%2fpackage.json',
    '/%2e%2e/%2e%2e/package.json',
    '/api/meetings/%00',
    '/api/meetings/%ff',
  ])('%s finds nothing', async (url) => {
    const reply = await world.app.server.inject({
      url,
      headers: { cookie: `goc_session=${await world.sessionOf('an')}` },
    });
    expect(reply.statusCode).toBeLessThan(500);
    expect(reply.body).not.toContain('root:');
    expect(reply.body).not.toContain('"devDependencies"');
  });
});

describe('a file’s name', () => {
  it('cannot add a header, and a page is never shown in place', async () => {
    const name = 'x"\r\nset-cookie: goc_session=1;\u202e.html';
    const paper = await world.as('an').call(meetings.attachPaper, {
      ...params(),
      query: { name },
      file: Buffer.from('<script>alert(1)</script>'),
    });
    expect(paper.status).toBe(200);
    const reply = await world
      .as('dung')
      .call(meetings.getPaper, { params: { meetingId, fileId: paper.body.fileId } });
    expect(reply.status).toBe(200);
    expect(reply.headers['set-cookie']).toBeUndefined();
    expect(String(reply.headers['content-disposition'])).toMatch(
      /^attachment; filename="[\w .-]*"; filename\*=/,
    );
    expect(String(reply.headers['content-disposition'])).not.toContain('%E2%80%AE');
    expect(reply.headers['content-type']).toBe('application/octet-stream');
    expect(reply.headers['x-content-type-options']).toBe('nosniff');
  });
});

describe('a refused write', () => {
  it('may be sent again under its key once it is right, and leaves nothing behind', async () => {
    const key = 'same-key-after-refusal';
    const wanted = (plannedOn: string) =>
      world.as('an').call(meetings.createMeeting, {
        params: { branchId: world.ward.branch5 },
        body: { month: '2026-08', kind: 'regular', plannedOn, plannedTime: '19:30', place: 'Hội trường' },
        key,
      });
    expect((await wanted('2026-09-01')).error?.code).toBe('meetings.day-outside-month');
    expect((await wanted('2026-08-05')).status).toBe(200);
  });

  it('under another person’s key is the other person’s own write', async () => {
    const key = 'one-key-of-two-people';
    const ask = (person: 'an' | 'lan', branchId: string, month: string) =>
      world.as(person).call(meetings.createMeeting, {
        params: { branchId },
        body: { month, kind: 'regular', plannedOn: `${month}-05`, plannedTime: '19:30', place: 'x' },
        key,
      });
    const first = await ask('an', world.ward.branch5, '2026-10');
    const second = await ask('lan', world.ward.branch7, '2026-10');
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body.id).not.toBe(first.body.id);
  });
});

describe('signing in', () => {
  const password = 'mật khẩu đủ dài';
  beforeAll(async () => {
    const hash = await hashPassword(password);
    for (const login of ['nam', 'lan'] as const)
      await world.write((tx) =>
        saveAccount(tx, { personId: world.ward.people[login], login, passwordHash: hash }, world.clock.now()),
      );
  });

  it('counts tries that are made at the same moment', async () => {
    const tries = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        world.stranger.call(signIn, { body: { login: 'lan', password: `sai ${i}` } }),
      ),
    );
    const codes = tries.map((reply) => reply.error?.code);
    expect(codes.filter((code) => code === 'platform.wrong-sign-in').length).toBeLessThanOrEqual(8);
    expect(codes.filter((code) => code === 'platform.too-many-tries').length).toBeGreaterThanOrEqual(12);
  });

  it('counts by the address before the proxy', async () => {
    const wrong = (i: number, address: string) =>
      world.stranger.call(signIn, {
        body: { login: `nobody ${i}`, password: 'x' },
        headers: { 'x-forwarded-for': address },
      });
    const tries = await Promise.all(Array.from({ length: 61 }, (_, i) => wrong(i, '203.0.113.77')));
    expect(tries.filter((reply) => reply.error?.code === 'platform.too-many-tries')).toHaveLength(1);
    expect((await wrong(62, '203.0.113.78')).error?.code).toBe('platform.wrong-sign-in');
  });

  it('marks the cookie as secure behind https, and ends the session that it replaces', async () => {
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.80' };
    const first = await world.stranger.call(signIn, { body: { login: 'nam', password }, headers });
    expect(String(first.headers['set-cookie'])).toMatch(/; HttpOnly; Secure; SameSite=Strict/);
    const cookie = String(first.headers['set-cookie']).split(';')[0]!;
    const second = await world.stranger.call(signIn, {
      body: { login: 'nam', password },
      headers: { ...headers, cookie },
    });
    const next = String(second.headers['set-cookie']).split(';')[0]!;
    expect(next).not.toBe(cookie);
    expect((await world.stranger.call(getMe, { headers: { cookie } })).status).toBe(401);
    expect((await world.stranger.call(getMe, { headers: { cookie: next } })).status).toBe(200);
    expect((await world.stranger.call(signOut, { headers: { cookie: next } })).status).toBe(200);
  });

  it('takes no token from the address, and lets a proxy’s own password stand beside the cookie', async () => {
    const token = await world.sessionOf('an');
    const inAddress = await world.app.server.inject({ url: `/api/me?token=${token}&goc_session=${token}` });
    expect(inAddress.statusCode).toBe(401);
    const beside = await world.as('an').call(getMe, { headers: { authorization: 'Basic cHJveHk6eA==' } });
    expect(beside.status).toBe(200);
    const bearer = await world.stranger.call(getMe, { headers: { authorization: `Bearer ${token}` } });
    expect(bearer.status).toBe(200);
  });

  it('has no way in as somebody else where the demo is off', async () => {
    const reply = await world.stranger.call(enterAsDemoPerson, { body: { personId: world.ward.people.an } });
    expect([reply.status >= 400, reply.headers['set-cookie']]).toEqual([true, undefined]);
  });
});

describe('a list that was made to hurt', () => {
  it('is refused with its reason, beside an honest one that is read and others who work on', async () => {
    const { branch5 } = world.ward;
    const preview = (file: Buffer) =>
      world.as('minh').call(previewMemberImport, {
        params: { branchId: branch5 },
        query: { name: 'danh sách.xlsx' },
        file: new Uint8Array(file),
      });
    const [bomb, deep, honest, me] = await Promise.all([
      preview(hostileWorkbooks['has a cell at the far end of the sheet in every row']!()),
      preview(hostileWorkbooks['says one text of a million letters in twenty thousand rows']!()),
      preview(plainWorkbook()),
      world.as('an').call(getMe, {}),
    ]);
    expect([bomb.status, bomb.error?.code]).toEqual([413, 'spreadsheet.too-big-inside']);
    expect([deep.status, deep.error?.code]).toEqual([413, 'spreadsheet.too-many-cells']);
    expect([honest.status, me.status]).toEqual([200, 200]);
  }, 60_000);
});

describe('the description of the routes', () => {
  it('tells of nobody and nothing of this installation', async () => {
    const reply = await world.app.server.inject({ url: '/api/openapi.json' });
    expect(reply.statusCode).toBe(200);
    for (const word of ['Nguyễn Văn An', world.ward.people.an, process.cwd(), 'password_hash', 'room_secret'])
      expect(reply.body).not.toContain(word);
  });
});
