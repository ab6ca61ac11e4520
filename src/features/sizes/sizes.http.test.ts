import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { recordMandate } from '#features/mandates/public.ts';
import { recordMembership, recordPerson } from '#features/members/public.ts';
import { changeUnit, getUnit, recordArea } from '#features/units/contract.ts';
import { foundUnit } from '#features/units/public.ts';
import type { MemberStatus } from '#kernel/actor.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { openTestWorld, type Reply, type TestWorld } from '#testing/test-world.ts';
import { endConsent, getSize, getStandard, giveConsent, listSizeWarnings } from './contract.ts';

// Ward → base committee of a company → branches. Minh is the ward's officer, An secretary of branch 5.

let world: TestWorld;
let company: Id;
let small: Id;
let large: Id;
beforeAll(async () => {
  world = await openTestWorld();
  const now = world.clock.now();
  [company, small, large] = [newId(now), newId(now), newId(now)];
  const unit = { sector: 'enterprise-state' as const, code: null, foundedOn: '2025-08-01' };
  await world.write(async (tx) => {
    await foundUnit(tx, {
      ...unit,
      id: company,
      name: 'Đảng bộ Công ty Cấp nước',
      kind: 'base-committee',
      parentId: world.ward.ward,
    });
    for (const [id, name] of [
      [small, 'Chi bộ Văn phòng'],
      [large, 'Chi bộ Phân xưởng'],
    ] as const)
      await foundUnit(tx, { ...unit, id, name, kind: 'branch', parentId: company });
    const fill = async (branchId: Id, statuses: MemberStatus[]) => {
      for (const status of statuses) {
        const personId = await recordPerson(tx, { fullName: 'Người Thử' }, now);
        await recordMembership(tx, { personId, branchId, status, from: '2025-08-01' });
      }
    };
    await fill(small, ['official', 'official', 'provisional', 'temporarily-here']);
    await fill(large, [
      ...Array<MemberStatus>(9).fill('official'),
      'exempt',
      'temporarily-away',
      'suspended',
    ]);
  });
});
afterAll(() => world.close());
beforeEach(() => world.clock.set('2026-03-02'));

const refusalOf = (reply: Reply<unknown>) => [reply.status, reply.error?.code];
const sizeOf = async (unitId: Id, on?: string) =>
  (await world.as('minh').call(getSize, { params: { unitId }, query: (on ? { on } : {}) as never })).body;
const consent = (unitId: Id, more: Record<string, unknown> = {}, who: 'minh' | 'an' | 'phuc' = 'minh') =>
  world.as(who).call(giveConsent, {
    params: { unitId },
    body: {
      warning: 'too-few-official',
      from: '2026-01-01',
      to: null,
      document: '12-CV/ĐU',
      documentOn: '2025-12-30',
      ...more,
    } as never,
  });

test('a unit is counted with everything below it, guests left out, and judged by the rule with its document', async () => {
  expect(await sizeOf(small)).toMatchObject({
    members: 3,
    official: 2,
    provisional: 1,
    leaders: 0,
    openBelow: null,
    warnings: [
      {
        key: 'too-few-official',
        counted: 2,
        limit: 3,
        consent: null,
        rule: {
          says: { vi: 'Từ 3 đảng viên chính thức trở lên' },
          source: { document: 'Điều lệ Đảng', verified: true },
        },
      },
    ],
  });
  const whole = await sizeOf(company);
  expect(whole).toMatchObject({ members: 15, official: 14, openBelow: 2 });
  expect(whole.warnings).toMatchObject([
    { key: 'base-committee-too-small', counted: 15, limit: 30, rule: { source: { verified: false } } },
  ]);
  expect((await sizeOf(large)).warnings.map((w) => w.key)).toEqual(['committee-missing']);
  // Nobody had joined a day before.
  expect(await sizeOf(small, '2025-08-01')).toMatchObject({ members: 3 });
  expect(await sizeOf(world.ward.branch5, '2025-07-15')).toMatchObject({ members: 7, official: 6 });
});

test('a committee is there when three hold its posts', async () => {
  await world.write(async (tx) => {
    for (const post of ['secretary', 'deputy-secretary', 'committee-member'] as const) {
      const personId = await recordPerson(tx, { fullName: 'Người Thử' }, world.clock.now());
      await recordMandate(tx, {
        id: newId(),
        personId,
        unitId: large,
        post,
        from: '2026-02-01',
        decision: '3-QĐ/ĐU',
      });
    }
  });
  expect((await sizeOf(large)).warnings).toEqual([]);
  expect((await sizeOf(large, '2026-01-31')).warnings.map((w) => w.key)).toEqual(['committee-missing']);
  // Branch 5 has six official members and a committee of three.
  expect((await sizeOf(world.ward.branch5)).warnings.map((w) => w.key)).toEqual(['committee-too-early']);
});

test('the committee above sees all of them, and how many of each kind', async () => {
  const list = async (query: Record<string, string> = {}) =>
    (
      await world
        .as('minh')
        .call(listSizeWarnings, { params: { unitId: world.ward.ward }, query: query as never })
    ).body;
  const all = await list();
  expect(all.units.map((unit) => [unit.name, unit.parentName, unit.warnings.map((w) => w.key)])).toEqual([
    ['Chi bộ 5', 'Đảng ủy phường Sông Tô', ['committee-too-early']],
    ['Chi bộ 7', 'Đảng ủy phường Sông Tô', ['too-few-official']],
    ['Đảng bộ Công ty Cấp nước', 'Đảng ủy phường Sông Tô', ['base-committee-too-small']],
    ['Chi bộ Văn phòng', 'Đảng bộ Công ty Cấp nước', ['too-few-official']],
  ]);
  expect(all.totals).toEqual([
    { key: 'too-few-official', open: 2, consented: 0 },
    { key: 'committee-too-early', open: 1, consented: 0 },
    { key: 'base-committee-too-small', open: 1, consented: 0 },
  ]);
  expect((await list({ warning: 'too-few-official' })).units.map((unit) => unit.name)).toEqual([
    'Chi bộ 7',
    'Chi bộ Văn phòng',
  ]);
});

test('a consent of the committee above stands beside the warning, for its time', async () => {
  const given = await consent(small);
  expect(given.error).toBeUndefined();
  const { warnings, consents } = await sizeOf(small);
  expect(warnings).toMatchObject([
    {
      key: 'too-few-official',
      consent: { document: '12-CV/ĐU', documentOn: '2025-12-30', givenBy: 'Đảng bộ Công ty Cấp nước' },
    },
  ]);
  expect(consents).toHaveLength(1);
  expect((await sizeOf(small, '2025-12-31')).warnings[0]?.consent).toBeNull();
  expect((await sizeOf(company)).openBelow).toBe(0);
  const ward = { params: { unitId: world.ward.ward } };
  const open = await world.as('minh').call(listSizeWarnings, ward as never);
  expect(open.body.units.map((unit) => unit.id)).not.toContain(small);
  expect(open.body.totals).toContainEqual({ key: 'too-few-official', open: 1, consented: 1 });
  const with_ = await world
    .as('minh')
    .call(listSizeWarnings, { ...ward, query: { consented: 'true' } } as never);
  expect(with_.body.units.map((unit) => unit.id)).toContain(small);

  expect(refusalOf(await consent(small))).toEqual([409, 'sizes.consented-already']);
  const end = (on: string) =>
    world.as('minh').call(endConsent, { params: { unitId: small, consentId: given.body.id }, body: { on } });
  expect(refusalOf(await end('2025-06-01'))).toEqual([422, 'sizes.bad-period']);
  expect((await end('2026-03-01')).status).toBe(200);
  expect((await sizeOf(small)).warnings[0]?.consent).toBeNull();
  expect((await sizeOf(small, '2026-02-28')).warnings[0]?.consent).not.toBeNull();
  // One that lies ahead is taken back whole.
  const ahead = await consent(small, { from: '2026-06-01' });
  await world.as('minh').call(endConsent, {
    params: { unitId: small, consentId: ahead.body.id },
    body: { on: '2026-06-01' },
  });
  expect((await sizeOf(small)).consents).toHaveLength(1);
});

test.each([
  ['an end before the beginning', { to: '2026-01-01' }, [422, 'sizes.bad-period']],
  ['a paper of tomorrow', { documentOn: '2026-03-03' }, [422, 'sizes.document-in-future']],
  ['a day before the unit', { from: '2025-07-01' }, [422, 'sizes.outside-life']],
  ['an unknown warning', { warning: 'too-friendly' }, [400, 'platform.bad-request']],
])('%s is refused', async (_, more, expected) => {
  const before = (await sizeOf(large)).consents;
  expect(refusalOf(await consent(large, more))).toEqual(expected);
  expect((await sizeOf(large)).consents).toEqual(before);
});

test('a branch does not consent to itself; strangers and the operator see nothing', async () => {
  const { branch5 } = world.ward;
  expect(refusalOf(await consent(branch5, {}, 'an'))).toEqual([403, 'platform.not-allowed']);
  expect(refusalOf(await consent(branch5, {}, 'phuc'))).toEqual([403, 'platform.not-allowed']);
  const look = async (who: 'an' | 'lan' | 'phuc' | 'dung') =>
    (await world.as(who).call(getSize, { params: { unitId: branch5 }, query: {} })).status;
  expect(await Promise.all([look('an'), look('dung'), look('lan'), look('phuc')])).toEqual([
    200, 403, 404, 403,
  ]);
});

test('before a level is changed the unit is judged by the level that it would have', async () => {
  const as = async (kind?: 'base-committee' | 'base-branch') =>
    (
      await world.as('minh').call(getSize, {
        params: { unitId: large },
        query: { on: '2026-03-02', ...(kind ? { as: kind } : {}) } as never,
      })
    ).body.warnings.map(({ key }) => key);
  expect(await as('base-committee')).toContain('base-committee-too-small');
  expect(await as()).not.toContain('base-committee-too-small');
});

test('a unit that has ended offers nothing to record and takes nothing; before its end it does both', async () => {
  const now = world.clock.now();
  const unitId = newId(now);
  await world.write((tx) =>
    foundUnit(tx, {
      id: unitId,
      name: 'Đảng bộ phường Cầu Mới',
      kind: 'base-committee',
      sector: null,
      code: null,
      parentId: world.ward.ward,
      foundedOn: '2025-08-01',
    }),
  );
  const minh = world.as('minh');
  const offered = async () => {
    const standard = await minh.call(getStandard, { params: { unitId }, query: {} as never });
    const unit = await minh.call(getUnit, { params: { unitId } });
    return [
      (await sizeOf(unitId, '2026-03-01')).abilities.consent,
      standard.body.abilities.record,
      unit.body.abilities.recordArea,
    ];
  };
  // Each for days on which the unit stood.
  const area = (population: number) =>
    minh.call(recordArea, {
      params: { unitId },
      body: {
        on: '2026-01-01',
        km2: null,
        population,
        lat: null,
        lon: null,
        terrain: 'ordinary',
        source: 'Niên giám thống kê 2025',
      },
    });
  const given = await consent(unitId, { warning: 'base-committee-too-small', to: '2026-02-01' });
  expect([given.status, (await area(9_000)).status, await offered()]).toEqual([200, 200, [true, true, true]]);
  const ended = await minh.call(changeUnit, {
    params: { unitId },
    body: {
      change: { verb: 'end', on: '2026-03-02' },
      decision: { number: '22-QĐ/ĐU', on: '2026-03-01' },
    },
  });
  expect(ended.error).toBeUndefined();
  expect(await offered()).toEqual([false, false, false]);
  const closed = await minh.call(endConsent, {
    params: { unitId, consentId: given.body.id },
    body: { on: '2026-01-15' },
  });
  const more = await consent(unitId, {
    warning: 'base-committee-too-small',
    from: '2026-02-10',
    to: '2026-02-20',
  });
  for (const reply of [closed, more, await area(1)]) {
    expect(refusalOf(reply)).toEqual([409, 'units.has-ended']);
    expect(reply.error?.message).toContain('02/03/2026');
  }
  expect((await sizeOf(unitId)).consents).toMatchObject([{ to: '2026-02-01' }]);
});

test('the page of a unit says who may ask for its size, so that others do not', async () => {
  const { branch5 } = world.ward;
  for (const [person, mayRead] of [
    ['an', true],
    ['minh', true],
    ['giang', false],
  ] as const) {
    const params = { unitId: branch5 };
    const page = await world.as(person).call(getUnit, { params, query: {} as never });
    expect([page.status, page.body.abilities.readSize]).toEqual([200, mayRead]);
    for (const route of [getSize, getStandard] as const)
      expect((await world.as(person).call(route, { params, query: {} as never })).status).toBe(
        mayRead ? 200 : 403,
      );
  }
});
