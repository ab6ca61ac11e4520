import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getOwnRecord } from '#features/members/contract.ts';
import { recordMembership, recordPerson } from '#features/members/public.ts';
import { foundUnit } from '#features/units/public.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';
import { find } from './contract.ts';
import { placeScope, selectPeople } from './db/search.sql.ts';
import { readQuery } from './domain/read-query.ts';

let world: TestWorld;
const hoa: Record<string, Id> = {};
let elsewhere: Id;

beforeAll(async () => {
  world = await openTestWorld();
  const { city, branch5, branch7 } = world.ward;
  elsewhere = newId();
  await world.write(async (tx) => {
    const now = world.clock.now();
    const otherWard = newId();
    const unit = { sector: null, foundedOn: '2025-07-01' };
    await foundUnit(tx, {
      ...unit,
      id: otherWard,
      name: 'Đảng ủy phường Hồ Tây',
      kind: 'upper-committee',
      code: '01.002',
      parentId: city,
    });
    await foundUnit(tx, {
      ...unit,
      id: elsewhere,
      name: 'Chi bộ Hoà Bình',
      kind: 'branch',
      code: '01.002.001',
      parentId: otherWard,
    });
    const people = [
      ['five', 'Nguyễn Thị Hoà', branch5, '010012345', '0912 345 678'],
      ['seven', 'Trần Hòa Nguyên', branch7, '010099999', '+84 987 654 321'],
      ['away', 'Nguyễn Đức Hoa', elsewhere, '020012345', null],
    ] as const;
    for (const [key, fullName, branchId, cardNumber, phone] of people) {
      const personId = await recordPerson(tx, { fullName, cardNumber, ...(phone ? { phone } : {}) }, now);
      await recordMembership(tx, { personId, branchId, status: 'official', from: '2025-07-01' });
      hoa[key] = personId;
    }
  });
});
afterAll(() => world.close());

const search = async (person: Person, text: string) => {
  const reply = await world.as(person).call(find, { body: { text } });
  expect(reply.status).toBe(200);
  return reply.body;
};
const names = async (person: Person, text: string) =>
  (await search(person, text)).people.map((hit) => hit.fullName);

describe('finding people', () => {
  it('by name with or without marks and in any order of words', async () => {
    for (const text of ['nguyen thi hoa', 'Hoà nguyễn', 'HÒA THỊ', 'thi hoà', 'nguyen th'])
      expect([text, await names('an', text)]).toEqual([text, ['Nguyễn Thị Hoà']]);
    expect(await names('an', 'do huong')).toEqual(['Đỗ Hương Giang']);
    expect(await names('an', 'đỗ')).toEqual(['Đỗ Hương Giang']);
  });

  it('by card number and phone, however they are written', async () => {
    for (const text of ['010012345', '0100', '0912345678', '0912.345.678', '+84 912 345 678'])
      expect([text, await names('an', text)]).toEqual([text, ['Nguyễn Thị Hoà']]);
  });

  it('only inside what the searcher may see', async () => {
    expect(await names('an', 'hoa')).toEqual(['Nguyễn Thị Hoà']);
    expect(await names('giang', 'hoa')).toEqual(['Nguyễn Thị Hoà']);
    expect(await names('lan', 'nguyen hoa')).toEqual(['Trần Hòa Nguyên']);
    // The ward's officer sees both branches of the ward and nothing of the next one.
    expect((await names('minh', 'nguyen hoa')).sort()).toEqual(['Nguyễn Thị Hoà', 'Trần Hòa Nguyên']);
    expect(await names('minh', '0200')).toEqual([]);
    // Whoever keeps the server finds units and no people.
    const operator = await search('phuc', 'hoa');
    expect(operator.people).toEqual([]);
    expect(operator.units.map((unit) => unit.name)).toEqual(['Chi bộ Hoà Bình']);
  });

  it('finds the same people wherever it begins: at the index of names, at the units, or at both', async () => {
    const { ward, city, branch5 } = world.ward;
    const scopes = [
      { below: [ward], alone: [] },
      { below: [city], alone: [] },
      { below: [], alone: [branch5, elsewhere] },
    ];
    const texts = [
      'nguyen',
      'hoa ng',
      'Nguyễn Thị Hoà',
      'minh',
      'lý kim oanh',
      '0912',
      '0200123',
      'n',
      'văn an',
      'quyết',
    ];
    const beginnings = [
      { fewUnits: 300, mostByIndex: 2000, mostExpected: 2000 },
      { fewUnits: 0, mostByIndex: 2000, mostExpected: 2000 },
      { fewUnits: 0, mostByIndex: 0, mostExpected: 2000 },
      { fewUnits: 0, mostByIndex: 2, mostExpected: 2000 },
      { fewUnits: 0, mostByIndex: 2000, mostExpected: -1 },
    ];
    let found = 0;
    for (const scope of scopes)
      for (const text of texts) {
        const wanted = readQuery(text);
        if (!wanted) continue;
        const people = await world.read(async (tx) => {
          const placed = await placeScope(tx, scope, '2026-03-02');
          // Everything is below the top: there the index alone is asked, however many it finds.
          const ways = placed.byDepth.has(0) ? beginnings.slice(0, 1) : beginnings;
          return Promise.all(
            ways.map(async (way) =>
              (await selectPeople(tx, wanted, placed, '2026-03-02', way))
                .map((row) => `${row.fullName} ${row.unitId} ${row.status}`)
                .sort(),
            ),
          );
        });
        for (const other of people) expect(other, `${text} ${JSON.stringify(scope)}`).toEqual(people[0]);
        found += people[0]!.length;
      }
    expect(found).toBeGreaterThan(20);
  });

  it('says who may open the record, what the person does, and where', async () => {
    const [hit] = (await search('minh', 'nguyen van an')).people;
    expect(hit).toMatchObject({
      fullName: 'Nguyễn Văn An',
      unit: { name: 'Chi bộ 5', aboveName: 'Đảng ủy phường Sông Tô' },
      posts: [{ post: 'secretary', unitName: 'Chi bộ 5' }],
      mayOpen: true,
    });
    expect((await search('giang', 'nguyen van an')).people[0]).toMatchObject({ mayOpen: false });
  });

  it('leaves a line in the log of reads, but not at home', async () => {
    const reads = async () =>
      (await world.as('giang').call(getOwnRecord)).body.reads.filter((read) => read.what === 'search.find');
    await search('an', 'giang');
    expect(await reads()).toEqual([]);
    await search('minh', 'giang');
    expect(await reads()).toHaveLength(1);
  });

  it('finds nothing for too little, and is not confused by signs', async () => {
    for (const text of ['', ' ', 'a', '%', "'); drop table", '& | !', '\\', '12'])
      expect([text, (await search('minh', text)).people]).toEqual([text, []]);
    const long = await world.as('an').call(find, { body: { text: 'a'.repeat(201) } });
    expect(long.error).toMatchObject({ code: 'platform.bad-request', field: 'text' });
    expect((await world.stranger.call(find, { body: { text: 'hoa' } })).status).toBe(401);
  });
});

describe('finding units', () => {
  it('by the words of their name and by code', async () => {
    const units = async (person: Person, text: string) =>
      (await search(person, text)).units.map((unit) => unit.name);
    expect(await units('minh', 'chi bo')).toEqual(['Chi bộ 5', 'Chi bộ 7']);
    expect(await units('minh', '5 bo')).toEqual(['Chi bộ 5']);
    expect(await units('minh', '01.001.007')).toEqual(['Chi bộ 7']);
    // A member finds the own branch, not the neighbour and not the committee.
    expect(await units('giang', 'chi bo')).toEqual(['Chi bộ 5']);
    expect(await units('giang', 'song to')).toEqual([]);
    expect(await units('giang', 'hoa binh')).toEqual([]);
  });
});
