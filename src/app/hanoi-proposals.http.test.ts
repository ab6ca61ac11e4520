import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordMandate } from '#features/mandates/public.ts';
import { getGround, getProposal, makeProposal } from '#features/proposals/contract.ts';
import { findUnitByCode, importUnitsFromFile } from '#features/units/public.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';

// The public list of 2022 at its full size, with invented figures: 30 districts, 579 wards, communes and townships.

let world: TestWorld;
let city: Id;
const ON = '2024-01-01';
const LIST = new URL('seed/hanoi/invented-places-2022.csv', import.meta.url);

beforeAll(async () => {
  world = await openTestWorld();
  const list = (await readFile(LIST, 'utf8'))
    // The little ward of the tests has taken the code of the city.
    .replace(/^01,/m, 'HN,')
    .replace(/,01,(?=[^,]*,[^,]*,[^,]*,[^,]*$)/gm, ',HN,');
  const preview = await importUnitsFromFile(
    world.app.world,
    { name: 'danh-muc-2022.csv', bytes: Buffer.from(list) },
    {
      underCode: null,
      from: ON,
      today: '2026-03-02',
      decision: null,
      apply: true,
      nowMs: world.clock.now(),
    },
  );
  expect(preview.counts).toMatchObject({ accepted: 610, refused: 0 });
  await world.write(async (tx) => {
    city = (await findUnitByCode(tx, 'HN', ON))!.id;
    await recordMandate(tx, {
      id: newId(),
      personId: world.ward.people.minh,
      unitId: city,
      post: 'officer',
      from: ON,
      decision: '2-QĐ/TU',
    });
  });
});
afterAll(() => world.close());

const groundOf = async (unitId: Id) =>
  (await world.as('minh').call(getGround, { params: { unitId }, query: { on: ON } as never })).body;

test('the city shows its districts, and each of them its communes with their figures', async () => {
  const { further, units } = await groundOf(city);
  expect([further.length, units.length]).toEqual([30, 0]);
  expect(further.reduce((sum, { places }) => sum + places, 0)).toBe(579);
});

test('a district of more than twenty communes is parted: all in one group each, contiguous and large enough', async () => {
  const district = (await groundOf(city)).further.find(({ name }) => name === 'Đảng bộ huyện Thanh Oai')!;
  const ground = await groundOf(district.id);
  expect(ground.units.length).toBeGreaterThanOrEqual(20);
  const id = newId();
  const made = await world.as('minh').call(makeProposal, {
    params: { unitId: district.id },
    body: {
      id,
      on: ON,
      need: 'duty',
      mostParts: 4,
      target: { kind: 'free' },
      weight: 'people',
      stayIds: [],
    } as never,
  });
  expect(made.error).toBeUndefined();
  const { alternatives } = (
    await world.as('minh').call(getProposal, { params: { unitId: district.id, proposalId: id } })
  ).body;
  expect(alternatives.length).toBeGreaterThanOrEqual(1);
  for (const { groups, cost } of alternatives) {
    expect(groups.flatMap(({ members }) => members).sort((a, b) => a - b)).toEqual(
      ground.units.map((_, at) => at),
    );
    for (const { members, percent } of groups) {
      if (members.length === 1) continue;
      expect([(percent.people ?? 0) >= 100, (percent.km2 ?? 0) >= 100]).toEqual([true, true]);
      const reached = new Set(members.slice(0, 1));
      for (const at of reached)
        for (const { a, b } of ground.neighbours) {
          if (a === at && members.includes(b)) reached.add(b);
          if (b === at && members.includes(a)) reached.add(a);
        }
      expect(reached.size).toBe(members.length);
    }
    expect(cost.people).toBeGreaterThanOrEqual(alternatives[0]!.cost.people);
  }
});
