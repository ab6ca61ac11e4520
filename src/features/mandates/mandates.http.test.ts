import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listBranchMembers, recordMove } from '#features/members/contract.ts';
import { getUnit } from '#features/units/contract.ts';
import { saveAccount } from '#platform/sign-in/accounts.ts';
import { hashPassword } from '#platform/sign-in/password.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';
import {
  appoint,
  endMandate,
  enterAsDemoPerson,
  getMe,
  listDemoPeople,
  listMandates,
  signIn,
  signOut,
} from './contract.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

describe('who one is', () => {
  it('tells posts and branches of the day', async () => {
    const { status, body } = await world.as('oanh').call(getMe);
    expect(status).toBe(200);
    expect(body.posts.map((p) => [p.unitName, p.post])).toEqual([
      ['Đảng ủy phường Sông Tô', 'committee-member'],
      ['Chi bộ 5', 'follower'],
    ]);
    expect(body.isDemo).toBe(false);
  });

  it('refuses without a session, in the language asked for', async () => {
    const { status, error } = await world.stranger.call(getMe, { headers: { 'accept-language': 'en' } });
    expect(status).toBe(401);
    expect(error).toMatchObject({ code: 'platform.not-signed-in', wayOut: 'Sign in again.' });
  });

  it('has no demo entrance outside of the demo', async () => {
    expect((await world.stranger.call(listDemoPeople)).body).toEqual({ isDemo: false, people: [] });
    const entered = await world.stranger.call(enterAsDemoPerson, {
      body: { personId: world.ward.people.an },
    });
    expect(entered.error?.code).toBe('mandates.no-demo');
  });
});

describe('signing in', () => {
  it('lets the right password in, ends with signing out, and stops guessing', async () => {
    const hash = await hashPassword('mật khẩu đủ dài');
    await world.write((tx) =>
      saveAccount(
        tx,
        { personId: world.ward.people.nam, login: 'nam', passwordHash: hash },
        world.clock.now(),
      ),
    );
    const right = await world.stranger.call(signIn, {
      body: { login: ' NAM ', password: 'mật khẩu đủ dài' },
    });
    expect(right.status).toBe(200);
    const cookie = String(right.headers['set-cookie']).split(';')[0]!;
    expect(String(right.headers['set-cookie'])).toMatch(/HttpOnly.*SameSite=Strict/);
    expect((await world.stranger.call(getMe, { headers: { cookie } })).body.person.fullName).toBe(
      'Ngô Hải Nam',
    );
    await world.stranger.call(signOut, { headers: { cookie } });
    expect((await world.stranger.call(getMe, { headers: { cookie } })).status).toBe(401);

    for (let i = 0; i < 8; i++) {
      const wrong = await world.stranger.call(signIn, { body: { login: 'nam', password: `sai ${i}` } });
      expect(wrong.error?.code).toBe('platform.wrong-sign-in');
    }
    const stopped = await world.stranger.call(signIn, {
      body: { login: 'nam', password: 'mật khẩu đủ dài' },
    });
    expect(stopped.error?.code).toBe('platform.too-many-tries');
    world.clock.pass(16);
    const later = await world.stranger.call(signIn, { body: { login: 'nam', password: 'mật khẩu đủ dài' } });
    expect(later.status).toBe(200);
  });

  it('answers the same for an unknown login as for a wrong password', async () => {
    const unknown = await world.stranger.call(signIn, { body: { login: 'không có ai', password: 'x' } });
    expect(unknown.error?.code).toBe('platform.wrong-sign-in');
  });
});

describe('posts', () => {
  it('are given by the committee above and never twice at once', async () => {
    const { branch7, people } = world.ward;
    const body = {
      personId: people.nam,
      post: 'secretary' as const,
      from: '2026-03-10',
      to: null,
      decision: '20-QĐ/ĐU',
    };
    const taken = await world.as('minh').call(appoint, { params: { unitId: branch7 }, body });
    expect(taken.error?.code).toBe('mandates.post-taken');

    const held = (await world.as('minh').call(listMandates, { params: { unitId: branch7 } })).body.mandates;
    const ended = await world.as('minh').call(endMandate, {
      params: { unitId: branch7, mandateId: held.find((m) => m.post === 'secretary')!.id },
      body: { on: '2026-03-10' },
    });
    expect(ended.status).toBe(200);
    expect((await world.as('minh').call(appoint, { params: { unitId: branch7 }, body })).status).toBe(200);
  });

  it('are not given by the branch itself', async () => {
    const { branch5, people } = world.ward;
    const refused = await world.as('an').call(appoint, {
      params: { unitId: branch5 },
      body: { personId: people.dung, post: 'committee-member', from: '2026-03-10', to: null, decision: 'x' },
    });
    expect(refused.status).toBe(403);
    expect(refused.error?.message).toContain('cấp ủy cấp trên');
  });
});

describe('writes', () => {
  it('are done once however often they are sent', async () => {
    const { branch5, people } = world.ward;
    const input = {
      params: { branchId: branch5, personId: people.giang },
      body: { kind: 'exemption' as const, on: '2026-03-02', document: '04-NQ/CB', reason: 'Ốm dài ngày' },
      key: 'press-the-button-twice',
    };
    const [first, second] = await Promise.all([
      world.as('an').call(recordMove, input),
      world.as('an').call(recordMove, input),
    ]);
    expect([first.status, second.status]).toEqual([200, 200]);
    const { members } = (await world.as('an').call(listBranchMembers, { params: { branchId: branch5 } }))
      .body;
    expect(members.find((m) => m.personId === people.giang)?.status).toBe('exempt');
    const reused = await world.as('an').call(recordMove, {
      ...input,
      body: { ...input.body, reason: 'Khác' },
    });
    expect(reused.error?.code).toBe('platform.request-key-reused');
  });

  it('come from our own pages only', async () => {
    const refused = await world.as('an').call(signOut, { headers: { origin: 'https://elsewhere.example' } });
    expect(refused.error?.code).toBe('platform.wrong-origin');
  });

  it('name the field that is wrong', async () => {
    const refused = await world.as('minh').call(endMandate, {
      params: { unitId: world.ward.branch5, mandateId: world.ward.branch5 },
      body: { on: '2026-02-30' },
    });
    expect(refused.status).toBe(400);
    expect(refused.error?.field).toBe('on');
  });
});

describe('a member who goes', () => {
  it('loses the posts of the branch on that day, and keeps the history of them', async () => {
    const { branch5, people } = world.ward;
    const posts = async () =>
      (await world.as('minh').call(listMandates, { params: { unitId: branch5 } })).body.mandates
        .filter((m) => m.personId === people.chi)
        .map((m) => [m.post, m.from, m.to]);
    expect(await posts()).toEqual([['committee-member', '2025-07-01', null]]);
    const left = await world.as('an').call(recordMove, {
      params: { branchId: branch5, personId: people.chi },
      body: { kind: 'resignation', on: '2026-03-01', document: '7-QĐ/ĐU', reason: 'Theo đơn' },
    });
    expect(left.status).toBe(200);
    expect(await posts()).toEqual([['committee-member', '2025-07-01', '2026-03-01']]);
    expect((await world.as('chi').call(listBranchMembers, { params: { branchId: branch5 } })).status).toBe(
      404,
    );
  });
});

describe('a unit', () => {
  it('is shown with its place to those who belong there', async () => {
    const { body } = await world.as('dung').call(getUnit, { params: { unitId: world.ward.branch5 } });
    expect(body.above.map((u) => u.name)).toEqual(['Đảng ủy phường Sông Tô', 'Thành ủy Thử Nghiệm']);
    expect((await world.as('lan').call(getUnit, { params: { unitId: world.ward.branch5 } })).status).toBe(
      404,
    );
    const missing = await world.as('minh').call(getUnit, { params: { unitId: world.ward.people.an } });
    expect(missing.status).toBe(404);
  });
});
