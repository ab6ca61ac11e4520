import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordMandate } from '#features/mandates/public.ts';
import { recordMembership, recordPerson } from '#features/members/public.ts';
import { getPlan } from '#features/reorganisation/contract.ts';
import { changeUnit, recordArea } from '#features/units/contract.ts';
import { foundUnit } from '#features/units/public.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { rows, sql } from '#platform/database/database.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';
import { chooseAlternative, getGround, getProgress, getProposal, makeProposal } from './contract.ts';

// A district under the city with six communes in two rows of three, each with a branch. Minh is the officer of the district,
// Oanh sits on its committee, An and Phúc have nothing to do with it.
//
//   Đồng Cói  Gò Mây    Bến Gạo        5,000  9,000  9,000 people
//   Hồ Sen    Vườn Ổi   Cầu Đá         4,000  8,000 16,000 people, 30 km²
//
// All but Cầu Đá have 12 km². From 2026 a commune has 16,000 people and 30 km².

let world: TestWorld;
let district: Id;
const communes: Record<string, Id> = {};
const PEOPLE: [name: string, people: number, km2: number, members: number][] = [
  ['Đồng Cói', 5_000, 12, 1],
  ['Gò Mây', 9_000, 12, 2],
  ['Bến Gạo', 9_000, 12, 3],
  ['Hồ Sen', 4_000, 12, 2],
  ['Vườn Ổi', 8_000, 12, 1],
  ['Cầu Đá', 16_000, 30, 1],
];
const ON = '2026-04-01';

beforeAll(async () => {
  world = await openTestWorld();
  const now = world.clock.now();
  district = newId(now);
  await world.write(async (tx) => {
    const common = { sector: null, foundedOn: '2025-07-01' };
    await foundUnit(tx, {
      ...common,
      id: district,
      name: 'Đảng bộ huyện Sông Con',
      kind: 'upper-committee',
      code: '02',
      parentId: world.ward.city,
    });
    for (const [at, [name, , , members]] of PEOPLE.entries()) {
      const [id, branch] = [newId(now), newId(now)];
      communes[name] = id;
      await foundUnit(tx, {
        ...common,
        id,
        name: `Đảng bộ xã ${name}`,
        kind: 'base-committee',
        code: `02.${at + 1}`,
        parentId: district,
      });
      await foundUnit(tx, {
        ...common,
        id: branch,
        name: `Chi bộ 1 ${name}`,
        kind: 'branch',
        code: null,
        parentId: id,
      });
      for (let member = 0; member < members; member += 1) {
        const personId = await recordPerson(tx, { fullName: `Người Thử ${name}` }, now);
        await recordMembership(tx, { personId, branchId: branch, status: 'official', from: '2025-07-01' });
      }
    }
    for (const [person, post] of [
      ['minh', 'officer'],
      ['oanh', 'committee-member'],
    ] as const)
      await recordMandate(tx, {
        id: newId(now),
        personId: world.ward.people[person],
        unitId: district,
        post,
        from: '2025-07-01',
        decision: '14-QĐ/TU',
      });
  });
});
afterAll(() => world.close());

const ground = async (by: Person = 'minh', unitId = district) =>
  world.as(by).call(getGround, { params: { unitId }, query: { on: ON } as never });
const ask = (more: Record<string, unknown> = {}, by: Person = 'minh') => {
  const id = (more.id as string | undefined) ?? newId();
  return world.as(by).call(makeProposal, {
    params: { unitId: (more.unitId as string | undefined) ?? district },
    body: {
      on: ON,
      need: 'whole',
      mostParts: 3,
      target: { kind: 'free' },
      weight: 'people',
      stayIds: [],
      ...more,
      id,
    } as never,
  });
};
const read = async (proposalId: Id, by: Person = 'minh') =>
  world.as(by).call(getProposal, { params: { unitId: district, proposalId } });
const namesOf = (view: Awaited<ReturnType<typeof read>>['body'], alternative: number) =>
  view.alternatives[alternative]!.groups.map(({ members, seat }) =>
    [seat, ...members.filter((at) => at !== seat)]
      .map((at) => view.units[at]!.name.replace('Đảng bộ xã ', ''))
      .join(' + '),
  );
const proposalsKept = async () =>
  (await world.write((tx) => rows(tx, sql<{ id: Id }>`select id from proposals.proposal`))).length;

describe('before there are figures', () => {
  test('the ground is shown with what is missing, and nothing is looked for', async () => {
    const { body } = await ground();
    expect([body.units.length, body.neighbours, body.units[0]!.verdict]).toEqual([6, [], 'unknown']);
    const reply = await ask();
    expect([reply.status, reply.error?.code]).toEqual([422, 'proposals.figures-missing']);
    expect(reply.error?.message).toContain('6');
    expect(await proposalsKept()).toBe(0);
  });

  test('a unit without communes points to those that have some', async () => {
    const { body } = await world
      .as('minh')
      .call(getGround, { params: { unitId: world.ward.ward }, query: {} as never });
    expect([body.units, body.further]).toEqual([[], []]);
    expect((await ask({ unitId: world.ward.ward })).error?.code).toBe('proposals.no-places');
  });
});

describe('with figures', () => {
  beforeAll(async () => {
    for (const [at, [name, population, km2]] of PEOPLE.entries()) {
      const reply = await world.as('minh').call(recordArea, {
        params: { unitId: communes[name]! },
        body: {
          on: '2026-01-01',
          km2,
          population,
          lat: 21.1 - Math.floor(at / 3) * 0.04,
          lon: 105.7 + (at % 3) * 0.04,
          terrain: 'ordinary',
          source: 'Niên giám thống kê 2025',
        },
      });
      expect(reply.status).toBe(200);
    }
  });

  test('the ground says who stands where and who is next to whom, by points', async () => {
    const { body } = await ground();
    expect(
      body.units.map(({ people, members, branches, verdict }) => [people, members, branches, verdict]),
    ).toEqual([
      [5_000, 1, 1, 'to-merge'],
      [9_000, 2, 1, 'to-merge'],
      [9_000, 3, 1, 'to-merge'],
      [4_000, 2, 1, 'to-merge'],
      [8_000, 1, 1, 'to-merge'],
      [16_000, 1, 1, 'meets'],
    ]);
    const pairs = body.neighbours.map(({ a, b, by }) => `${a}${b} ${by}`);
    // Side by side and above each other; across the corner the circle touches the other two points and does not part.
    for (const pair of ['01', '12', '03', '14', '25', '34', '45']) expect(pairs).toContain(`${pair} point`);
    expect(pairs).not.toContain('02 point');
    expect(body.rules.map(({ source }) => source.document)).toContain('Nghị quyết 112/2025/UBTVQH15');
    expect(body.abilities).toEqual({ solve: true });
  });

  test('alternatives stand side by side, the fewest people first, and each says what it costs', async () => {
    const id = newId();
    expect((await ask({ id })).body).toEqual({ proposalId: id });
    const { body } = await read(id);
    const [first] = body.alternatives;
    expect(first!.best).toContain('people');
    for (const { groups, standing } of body.alternatives) {
      expect(groups.flatMap(({ members }) => members).sort()).toEqual([0, 1, 2, 3, 4, 5]);
      expect(standing).toEqual({ meets: groups.length, below: 0, unknown: 0 });
    }
    const moved = body.alternatives.map(({ cost }) => cost.people);
    expect(Math.min(...moved)).toBe(moved[0]);
    // Two communes of 12 km² are 24: three must join, so that Cầu Đá alone stays and the other five need a second seat.
    expect(first!.groups.every(({ km2 }) => (km2 ?? 0) >= 30)).toBe(true);
    expect(first!.cost.longestKm).toBeGreaterThan(0);
    const { body: after } = await ground();
    expect(after.proposals).toMatchObject([
      { id, on: ON, alternatives: body.alternatives.length, units: first!.groups.length, plans: 0 },
    ]);
  });

  test('one that stays for a special reason stays, and the number of units is kept to', async () => {
    const id = newId();
    expect((await ask({ id, stayIds: [communes['Cầu Đá']], mostParts: 5 })).status).toBe(200);
    expect(namesOf((await read(id)).body, 0)).toContain('Cầu Đá');
    const one = await ask({ target: { kind: 'exact', units: 6 } });
    expect([one.status, one.error?.code]).toEqual([422, 'proposals.count-out-of-reach']);
    expect(one.error?.message).toMatch(/từ 1 đến 2|từ 2 đến 2/);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['groups of two are never large enough', { mostParts: 2 }, 'proposals.cannot-meet'],
    ['a number out of reach', { target: { kind: 'most', units: 1 } }, 'proposals.count-out-of-reach'],
  ])('%s: refused, and nothing is kept', async (_, more, code) => {
    const before = await proposalsKept();
    const reply = await ask(more);
    expect([reply.status, reply.error?.code]).toEqual([422, code]);
    expect(reply.error?.wayOut).toBeTruthy();
    expect(await proposalsKept()).toBe(before);
  });

  test('an id that is taken is refused, and so is a body that makes no sense', async () => {
    const id = newId();
    expect((await ask({ id })).status).toBe(200);
    const again = await ask({ id });
    expect([again.status, again.error?.code]).toEqual([409, 'proposals.id-taken']);
    expect((await ask({ mostParts: 1 })).status).toBe(400);
    expect((await ask({ weight: 'votes' })).status).toBe(400);
  });

  test('it is looked for by who works for the committee; its members read; others do neither', async () => {
    const id = newId();
    expect((await ask({ id })).status).toBe(200);
    expect((await ask({}, 'oanh')).status).toBe(403);
    expect((await read(id, 'oanh')).body.abilities).toEqual({ choose: false });
    expect((await ground('oanh')).body.abilities).toEqual({ solve: false });
    // For An, of a branch elsewhere, the district is not there; Phúc sees it and may not.
    for (const [by, status] of [
      ['an', 404],
      ['phuc', 403],
    ] as const) {
      expect((await ask({}, by)).status).toBe(status);
      expect((await read(id, by)).status).toBe(status);
      expect((await ground(by)).status).toBe(status);
    }
    const progress = (by: Person) =>
      world.as(by).call(getProgress, { params: { unitId: district, proposalId: id } });
    expect((await progress('minh')).body).toEqual({ stage: 'unknown', candidates: 0, found: 0, wanted: 0 });
    expect((await progress('oanh')).status).toBe(403);
    // Under another committee it is not there.
    const elsewhere = await world
      .as('minh')
      .call(getProposal, { params: { unitId: world.ward.ward, proposalId: id } });
    expect(elsewhere.status).toBe(404);
  });

  test('one is looked for at a time, its progress can be followed, and the other asks again later', async () => {
    const id = newId();
    let isOver = false;
    const first = ask({ id }).finally(() => {
      isOver = true;
    });
    const seen = new Set<string>();
    const follow = async () => {
      const { body } = await world
        .as('minh')
        .call(getProgress, { params: { unitId: district, proposalId: id } });
      seen.add(body.stage);
      return body.stage;
    };
    while (!isOver && (await follow()) === 'unknown');
    const second = await ask();
    expect([second.status, second.error?.code]).toEqual([503, 'proposals.busy']);
    expect((await first).status).toBe(200);
    expect(seen.has('groups') || seen.has('solving')).toBe(true);
    expect(await follow()).toBe('unknown');
    expect((await ask()).status).toBe(200);
  });

  test('one that is chosen becomes a draft plan, whose preview holds what it makes against the standard', async () => {
    const id = newId();
    await ask({ id });
    const view = (await read(id)).body;
    const choose = (more: Record<string, unknown> = {}, by: Person = 'minh') =>
      world.as(by).call(chooseAlternative, {
        params: { unitId: district, proposalId: id },
        body: { alternative: 0, title: 'Sắp xếp xã của huyện Sông Con', ...more } as never,
      });
    expect((await choose({}, 'oanh')).status).toBe(403);
    expect((await choose({ alternative: 9 })).error?.code).toBe('proposals.no-alternative');
    const { planId } = (await choose()).body;
    const plan = (await world.as('minh').call(getPlan, { params: { unitId: district, planId } })).body;
    expect([plan.plan.state, plan.plan.on]).toEqual(['draft', ON]);
    const merges = view.alternatives[0]!.groups.flatMap(({ members, seat }) =>
      members.filter((at) => at !== seat).map((at) => [view.units[at]!.id, view.units[seat]!.id]),
    );
    expect(plan.steps.map(({ step, problems }) => [step.kind, problems])).toEqual(
      merges.map(() => ['merge', []]),
    );
    expect(plan.steps.map(({ step }) => (step.kind === 'merge' ? [step.unitId, step.intoId] : []))).toEqual(
      merges,
    );
    expect(plan.warnings.filter(({ says }) => says.includes('km²'))).toEqual([]);
    expect((await read(id)).body.alternatives[0]!.planIds).toEqual([planId]);
  });

  test('a plan that makes too small a commune says so, with the document', async () => {
    const { createPlan, writeSteps } = await import('#features/reorganisation/contract.ts');
    const { planId } = (
      await world
        .as('minh')
        .call(createPlan, { params: { unitId: district }, body: { title: 'Ghép hai xã', on: ON } as never })
    ).body;
    await world.as('minh').call(writeSteps, {
      params: { unitId: district, planId },
      body: {
        title: 'Ghép hai xã',
        on: ON,
        steps: [{ kind: 'merge', unitId: communes['Hồ Sen'], intoId: communes['Đồng Cói'] }],
      } as never,
    });
    const { warnings } = (await world.as('minh').call(getPlan, { params: { unitId: district, planId } }))
      .body;
    expect(warnings[0]).toMatchObject({
      unit: 'Đảng bộ xã Đồng Cói',
      document: 'Nghị quyết 112/2025/UBTVQH15',
    });
    expect(warnings[0]!.says).toContain('9.000 người, 24 km²');
  });

  test('units that have left since make a proposal outdated', async () => {
    const id = newId();
    await ask({ id });
    const moved = await world.as('minh').call(changeUnit, {
      params: { unitId: communes['Hồ Sen']! },
      body: {
        change: { verb: 'move', on: '2026-03-20', parentId: world.ward.ward },
        decision: { number: '15-QĐ/TU', on: '2026-03-01', issuedBy: null },
      } as never,
    });
    expect(moved.error).toBeUndefined();
    const reply = await world.as('minh').call(chooseAlternative, {
      params: { unitId: district, proposalId: id },
      body: { alternative: 0, title: 'Sắp xếp' } as never,
    });
    expect([reply.status, reply.error?.code]).toEqual([409, 'proposals.outdated']);
  });
});
