import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordMandate } from '#features/mandates/public.ts';
import { recordMembership, recordPerson } from '#features/members/public.ts';
import {
  assign,
  createPlan,
  fitLevels,
  getPlan,
  importPlan,
  listUndecided,
  movePlan,
} from '#features/reorganisation/contract.ts';
import { getLife } from '#features/units/contract.ts';
import { findUnitByCode, foundUnit, partyOfPlace, readPlace, treeUnder } from '#features/units/public.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { one, sql } from '#platform/database/database.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';

// An act like that of 1 July 2025: the districts end, and new wards are made of whole wards and of parts of others, from a
// table as an office writes it. Who is joined with whom is invented (`seed/hanoi/README.md`).

const ON = '2026-07-01';
const hanoi = (name: string) => readFile(new URL(`./seed/hanoi/${name}`, import.meta.url));

let world: TestWorld;
const ids = new Map<string, Id>();
const branch = (name: string) => ids.get(name)!;
const people: Record<string, number> = {
  'Ngọc Hà 1': 3,
  'Ngọc Hà 2': 2,
  'Ngọc Hà 9': 4,
  'Phúc Tân 3': 5,
  Quận: 3,
};

beforeAll(async () => {
  world = await openTestWorld();
  const listed = (await hanoi('units-2025-01.csv'))
    .toString('utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  await world.write(async (tx) => {
    const found = async (
      name: string,
      code: string | null,
      parentId: Id,
      kind: string,
      sector: string | null,
    ) => {
      const id = newId(world.clock.now());
      await foundUnit(tx, { id, name, code, parentId, kind, sector, foundedOn: '2025-07-01' } as never);
      return id;
    };
    for (const [districtCode, districtName] of listed.filter(([code]) => code === '001' || code === '002')) {
      const district = await found(
        partyOfPlace(readPlace(districtName!)!, 'city-committee').name,
        districtCode!,
        world.ward.city,
        'upper-committee',
        null,
      );
      ids.set(districtCode!, district);
      for (const [code, name] of listed.filter(([, , parent]) => parent === districtCode)) {
        const party = partyOfPlace(readPlace(name!)!, 'upper-committee');
        ids.set(code!, await found(party.name, code!, district, party.kind, party.sector));
      }
    }
    const groups: [string, string, string][] = [
      ['Ngọc Hà 1', '00016', 'Chi bộ Tổ dân phố số 1'],
      ['Ngọc Hà 2', '00016', 'Chi bộ Tổ dân phố số 2'],
      ['Ngọc Hà 9', '00016', 'Chi bộ Tổ dân phố số 9'],
      ['Phúc Tân 3', '00037', 'Chi bộ Tổ dân phố số 3'],
      ['Trúc Bạch 1', '00004', 'Chi bộ Tổ dân phố số 1'],
    ];
    for (const [key, ward, name] of groups)
      ids.set(key, await found(name, null, branch(ward), 'branch', 'residential'));
    ids.set(
      'Khu',
      await found('Đảng bộ bộ phận Khu 3', null, branch('00004'), 'sub-committee', 'residential'),
    );
    ids.set('Quận', await found('Chi bộ Cơ quan Quận ủy', null, branch('001'), 'base-branch', 'agency'));
    for (const [key, count] of Object.entries(people))
      for (let n = 0; n < count; n += 1) {
        const fullName = `Người Thử ${key} ${n}`;
        const personId = await recordPerson(tx, { fullName }, world.clock.now());
        await recordMembership(tx, {
          personId,
          branchId: branch(key),
          status: 'official',
          from: '2025-07-01',
        });
      }
    await recordMandate(tx, {
      id: newId(world.clock.now()),
      personId: world.ward.people.minh,
      unitId: world.ward.city,
      post: 'officer',
      from: '2025-07-01',
      decision: '1-QĐ/TU',
    });
  });
});
afterAll(() => world.close());

const members = () =>
  world.read((tx) =>
    one(
      tx,
      sql<{
        n: number;
      }>`select count(*)::int as n from members.membership where nature = 'home' and upper(valid) is null`,
    ),
  );

test('wards out of parts: the table is read, what it does not tell is assigned, and the districts end', async () => {
  const minh = world.as('minh');
  const unitId = world.ward.city;
  const { planId } = (
    await minh.call(createPlan, { params: { unitId }, body: { title: 'Sắp xếp phường hai cấp', on: ON } })
  ).body;
  const params = { unitId, planId };
  const imported = await minh.call(importPlan, {
    params,
    query: { name: 'example-parts.csv', parentId: unitId, endsEmptied: 'true' },
    file: await hanoi('example-parts.csv'),
  });
  expect(imported.body.faults).toEqual([]);

  // The sub-committee of the old ward cannot stand under the new one: it gets the level that can, when somebody asks for that.
  const first = (await minh.call(getPlan, { params })).body;
  expect([first.levelFixes, first.steps.flatMap((each) => each.problems.map(({ code }) => code))]).toEqual([
    1,
    ['reorganisation.level'],
  ]);
  expect((await world.as('an').call(fitLevels, { params, body: {} })).status).toBe(403);
  expect((await minh.call(fitLevels, { params, body: {} })).body).toEqual({ steps: 1 });
  const shown = (await minh.call(getPlan, { params })).body;
  expect(shown.levelFixes).toBe(0);
  expect(shown.steps.flatMap((each) => each.problems)).toEqual([]);
  expect(shown.counts).toMatchObject({ founded: 5, ended: 33, renamed: 0 });
  // Of Ngọc Hà the groups 1 and 2 are told by the table; the rest of it, and the office of the district, by nobody.
  const lists = Object.fromEntries(shown.worklists.map((each) => [each.name, [each.open, each.settled]]));
  expect(lists).toMatchObject({
    'Đảng bộ phường Ngọc Hà': [0, 3],
    'Đảng bộ phường Phúc Tân': [1, 0],
    'Đảng bộ quận Ba Đình': [1, 13],
  });
  const decision = { number: '1656-NQ/VD', on: '2026-03-01', issuedBy: null };
  expect((await minh.call(movePlan, { params, body: { move: 'approve', decision } })).body.state).toBe(
    'approved',
  );
  expect((await minh.call(movePlan, { params, body: { move: 'schedule' } })).error?.code).toBe(
    'reorganisation.undecided',
  );

  const placed = async (splitId: Id, choose: string) => {
    const { choices, subjects } = (await minh.call(listUndecided, { params: { ...params, splitId } })).body;
    const into = choices.find((each) => each.name === choose)!;
    const open = subjects.filter((each) => each.intoId === null);
    return minh.call(assign, {
      params,
      body: { assigned: open.map(({ subjectId }) => ({ subjectId, intoId: into.id })) },
    });
  };
  expect((await placed(branch('00037'), 'Đảng bộ phường Hồng Hà')).body.open).toBe(1);
  expect((await placed(branch('001'), 'Đảng bộ phường Ba Đình')).body.open).toBe(0);
  expect((await minh.call(movePlan, { params, body: { move: 'schedule' } })).body.state).toBe('scheduled');

  const before = await members();
  world.clock.set(ON, '00:10');
  const applied = await world.as('minh').call(movePlan, { params, body: { move: 'apply' } });
  expect([applied.status, applied.error?.message]).toEqual([200, undefined]);
  expect(await members()).toEqual(before);

  const tree = await world.read((tx) => treeUnder(tx, unitId, 0, ON));
  const under = (id: Id | null) => tree.filter((each) => each.parentId === id).map((each) => each.name);
  const called = (name: string) => tree.find((each) => each.name === name)!;
  expect(under(unitId).toSorted()).toEqual(
    [
      'Đảng ủy phường Sông Tô',
      'Đảng bộ phường Ba Đình',
      'Đảng bộ phường Hồng Hà',
      'Đảng bộ phường Thử Nghiệm Ba',
      'Đảng bộ phường Thử Nghiệm Hai',
      'Đảng bộ phường Thử Nghiệm Một',
    ].toSorted(),
  );
  expect(under(called('Đảng bộ phường Ba Đình').id).toSorted()).toEqual(
    [
      'Chi bộ Cơ quan Quận ủy',
      'Chi bộ Tổ dân phố số 1',
      'Chi bộ Tổ dân phố số 1',
      'Chi bộ Tổ dân phố số 2',
      'Đảng bộ bộ phận Khu 3',
    ].toSorted(),
  );
  expect(under(called('Đảng bộ phường Thử Nghiệm Một').id)).toEqual(['Chi bộ Tổ dân phố số 9']);
  expect(under(called('Đảng bộ phường Hồng Hà').id)).toEqual(['Chi bộ Tổ dân phố số 3']);

  // The district is no more; its page says what carries it on, and its last day still has the old tree.
  const life = (await world.as('minh').call(getLife, { params: { unitId: branch('001') } })).body;
  expect([life.endedOn, life.successors.map((each) => each.name).toSorted()]).toEqual([
    ON,
    [
      'Đảng bộ phường Ba Đình',
      'Đảng bộ phường Hồng Hà',
      'Đảng bộ phường Thử Nghiệm Hai',
      'Đảng bộ phường Thử Nghiệm Một',
    ].toSorted(),
  ]);
  const old = await world.read((tx) => treeUnder(tx, branch('001'), 1, '2026-06-30'));
  expect(old.filter((each) => each.kind === 'base-committee')).toHaveLength(13);
  expect(await world.read((tx) => findUnitByCode(tx, '001', ON))).toBeUndefined();
});
