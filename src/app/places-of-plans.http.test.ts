import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadActor } from '#features/mandates/public.ts';
import {
  createPlan,
  getPapers,
  getPlan,
  importPlan,
  movePlan,
  type PlanStep,
  writeSteps,
} from '#features/reorganisation/contract.ts';
import { getMap } from '#features/reports/contract.ts';
import { getStandard } from '#features/sizes/contract.ts';
import { recordArea } from '#features/units/contract.ts';
import { foundUnits } from '#features/units/public.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { one, run, sql } from '#platform/database/database.ts';
import { openZip } from '#platform/documents/open-zip.ts';
import { whatWaits } from '#platform/feature.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';

// What a plan does to the places of units: areas, people and borders of whole units come together from the day on, parts are
// left to be stated, and the days before stay as they were. A city with four communes beside one another; Oanh is its officer.

const ON = '2026-04-01';
const EVE = '2026-03-31';

let world: TestWorld;
const ids: Record<string, Id> = {};
const city = () => world.ward.city;
const square = (lon: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [lon, 21],
      [lon, 21.1],
      [lon + 0.1, 21.1],
      [lon + 0.1, 21],
      [lon, 21],
    ],
  ],
});
const COMMUNES: [string, string, number, number | null, number][] = [
  ['A', 'Đảng bộ xã An Khê', 12.3, 9_000, 105],
  ['B', 'Đảng bộ xã Bình Khê', 7.0007, 4_321, 105.1],
  ['C', 'Đảng bộ xã Chi Khê', 20, 8_000, 105.2],
  ['D', 'Đảng bộ xã Dương Khê', 5, 3_000, 105.3],
];
beforeAll(async () => {
  world = await openTestWorld();
  await world.write(async (tx) => {
    for (const [key, name, km2, population, lon] of COMMUNES) {
      ids[key] = newId(world.clock.now());
      await foundUnits(tx, [
        {
          id: ids[key],
          name,
          kind: 'upper-committee',
          sector: null,
          code: `01.K${key}`,
          parentId: city(),
          foundedOn: '2025-07-01',
        },
      ]);
      await run(
        tx,
        sql`insert into units.area (unit_id, valid, km2, population, lat, lon, source)
            values (${ids[key]}, daterange('2025-07-01', null), ${km2}::float8::numeric, ${population}, 21.05, ${lon + 0.05},
                    'Niên giám')`,
      );
      await run(
        tx,
        sql`insert into reports.boundary (unit_id, valid, geometry, file_name, imported_at)
            values (${ids[key]}, daterange('2025-07-01', null), ${JSON.stringify(square(lon))}::jsonb, 'ranh-gioi.geojson',
                    ${new Date(world.clock.now())})`,
      );
    }
    await run(
      tx,
      sql`insert into mandates.mandate (id, person_id, unit_id, post, valid, decision)
          values (${newId()}, ${world.ward.people.oanh}, ${city()}, 'officer', daterange('2025-07-01', null), '15-QĐ/TU')`,
    );
  });
});
afterAll(() => world.close());

async function drafted(steps: PlanStep[], on = ON) {
  const oanh = world.as('oanh');
  const { planId } = (
    await oanh.call(createPlan, { params: { unitId: city() }, body: { title: 'Sắp xếp xã', on } })
  ).body;
  const params = { unitId: city(), planId };
  await oanh.call(writeSteps, { params, body: { title: 'Sắp xếp xã', on, steps } as never });
  return params;
}
async function scheduled(params: { unitId: Id; planId: Id }, decidedOn = '2026-03-01') {
  const decision = { number: '7-QĐ/TU', on: decidedOn, issuedBy: null };
  const move = (body: object) => world.as('oanh').call(movePlan, { params, body } as never);
  expect((await move({ move: 'approve', decision })).body.state).toBe('approved');
  expect((await move({ move: 'schedule' })).error).toBeUndefined();
}
const apply = (params: { unitId: Id; planId: Id }) =>
  world.as('oanh').call(movePlan, { params, body: { move: 'apply' } } as never);
const placeOf = async (key: string, on: string) => {
  const { body } = await world.as('oanh').call(getStandard, { params: { unitId: ids[key]! }, query: { on } });
  return body.figures && [body.figures.km2, body.figures.population, body.figures.source];
};
const sumOn = (day: string) =>
  world.read((tx) =>
    one(
      tx,
      sql<{ km2: string; people: number }>`
        select sum(km2)::text as km2, sum(population)::int as people from units.area where valid @> ${day}::text::date`,
    ),
  );
const open = async (on: string) =>
  world.read(async (tx) =>
    (
      await whatWaits(world.app.world, tx, (await loadActor(tx, world.ward.people.oanh, on))!, on)
    ).waiting.filter(({ key }) => key === 'units.area-open'),
  );
const bordersOn = async (day: string) => {
  const { body } = await world.as('oanh').call(getMap, { params: { unitId: city(), day } });
  return new Map(body.units.map((unit) => [unit.id, unit.geometry]));
};

test('whole communes: area, people and borders are added up, told before, and undone with the schedule', async () => {
  const params = await drafted([{ kind: 'merge', unitId: ids.B!, intoId: ids.A! }]);
  const shown = (await world.as('oanh').call(getPlan, { params })).body;
  expect(shown.ahead.filter(({ key }) => /places|boundaries/.test(key))).toEqual([
    {
      key: 'units.places',
      title: 'Diện tích, dân số địa bàn được cộng và ghi từ ngày có hiệu lực',
      count: 1,
      lines: [
        {
          unit: 'Đảng bộ xã An Khê',
          what: 'diện tích 19,3007 km², dân số 13.321 người (từ Đảng bộ xã Bình Khê, Đảng bộ xã An Khê)',
          into: [],
        },
      ],
    },
    {
      key: 'reports.boundaries',
      title: 'Ranh giới trên bản đồ được ghép lại',
      count: 1,
      lines: [{ unit: 'Đảng bộ xã An Khê', what: 'ghép từ 2 địa bàn', into: [] }],
    },
  ]);
  // One secretary is a rule with its document, which nobody has compared with the text yet.
  expect(shown.warnings).toContainEqual({
    unit: 'Đảng bộ xã An Khê',
    says: 'Mỗi chi bộ, đảng bộ có 1 bí thư (sau sắp xếp có 0)',
    document: 'Điều lệ Đảng (chưa đối chiếu nguyên văn)',
  });
  await scheduled(params);
  const set = await world.as('oanh').call(getPapers, { params: { ...params, intoId: ids.A! } });
  const wordsIn = (name: string) =>
    openZip(openZip(set.bytes).get(`${name}.docx`)!)
      .get('word/document.xml')!
      .toString()
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ');
  expect(wordsIn('1. Quyết định')).toContain(
    'diện tích tự nhiên là 19,3007 km² và quy mô dân số là 13.321 người',
  );
  expect(wordsIn('2. Biên bản bàn giao')).toMatch(/xã Bình Khê 7,0007 4\.321 toàn bộ/);
  const back = await world.as('oanh').call(movePlan, { params, body: { move: 'unschedule' } } as never);
  expect(back.body.state).toBe('approved');
  expect(await placeOf('A', ON)).toEqual([12.3, 9_000, 'Niên giám']);
  expect(
    (await world.as('oanh').call(movePlan, { params, body: { move: 'schedule' } } as never)).status,
  ).toBe(200);

  world.clock.set(ON);
  const before = await sumOn(EVE);
  expect((await apply(params)).error).toBeUndefined();
  expect(await sumOn(ON)).toEqual(before);
  expect(await placeOf('A', ON)).toEqual([19.3007, 13_321, 'Sắp xếp theo 7-QĐ/TU']);
  // The days before keep theirs, and the unit that ended as well.
  expect(await placeOf('A', EVE)).toEqual([12.3, 9_000, 'Niên giám']);
  expect(await placeOf('B', EVE)).toEqual([7.0007, 4_321, 'Niên giám']);
  expect(await open(ON)).toEqual([]);
  const now = (await bordersOn(ON)).get(ids.A!)!;
  expect(now.type).toBe('Polygon');
  const lons = (now.coordinates as number[][][])[0]!.map(([lon]) => lon!);
  expect([Math.min(...lons), Math.max(...lons)]).toEqual([105, 105.2]);
  expect((await bordersOn(EVE)).get(ids.A!)).toEqual(square(105));
});

test('parts are left to be stated by the committee or one above; a plan that puts it right adds up what is stated by then', async () => {
  const day = '2026-05-01';
  const part = (intoId: Id, share: number | null = null) => ({ intoId, share, words: [] });
  const params = await drafted(
    [{ kind: 'split', unitId: ids.D!, parts: [part(ids.C!), part(ids.D!)], restId: ids.C! }],
    day,
  );
  const shown = (await world.as('oanh').call(getPlan, { params })).body;
  expect(
    shown.ahead
      .filter(({ key }) => /open$/.test(key))
      .map(({ key, lines }) => [key, lines.map(({ unit }) => unit)]),
  ).toEqual([
    ['units.places-open', ['Đảng bộ xã Chi Khê', 'Đảng bộ xã Dương Khê']],
    ['reports.boundaries-open', ['Đảng bộ xã Chi Khê', 'Đảng bộ xã Dương Khê']],
  ]);
  await scheduled(params);
  world.clock.set(day);
  expect((await apply(params)).error).toBeUndefined();
  expect(await placeOf('C', day)).toEqual([null, null, 'Sắp xếp theo 7-QĐ/TU']);
  expect(await placeOf('C', '2026-04-30')).toEqual([20, 8_000, 'Niên giám']);
  expect((await bordersOn(day)).get(ids.C!)).toBeNull();
  expect(await open(day)).toMatchObject([{ count: 2, unitId: city() }]);

  // Who has no post there or above states nothing, and is not told that there is something.
  const figures = { on: day, lat: null, lon: null, terrain: 'ordinary', source: 'Biên bản 12/BB' } as const;
  const state = (by: 'oanh' | 'an', key: string, km2: number, population: number) =>
    world.as(by).call(recordArea, { params: { unitId: ids[key]! }, body: { ...figures, km2, population } });
  expect((await state('an', 'C', 23, 9_500)).status).toBe(404);
  expect((await state('oanh', 'C', 23, 9_500)).status).toBe(200);
  expect(await open(day)).toMatchObject([{ count: 1, to: `/units/${ids.D}` }]);
  expect((await state('oanh', 'D', 2, 1_500)).status).toBe(200);
  expect(await open(day)).toEqual([]);

  // The correcting plan joins what is left of the second one, with the figures stated by then.
  const later = '2026-06-01';
  const again = await drafted([{ kind: 'merge', unitId: ids.D!, intoId: ids.C! }], later);
  await scheduled(again, day);
  world.clock.set(later);
  const before = await sumOn('2026-05-31');
  expect((await apply(again)).error).toBeUndefined();
  expect(await sumOn(later)).toEqual(before);
  expect(await placeOf('C', later)).toEqual([25, 11_000, 'Sắp xếp theo 7-QĐ/TU']);
});

test('figures that somebody stated for the day itself hold', async () => {
  const day = '2026-07-01';
  const params = await drafted([{ kind: 'merge', unitId: ids.C!, intoId: ids.A! }], day);
  await scheduled(params);
  const stated = await world.as('oanh').call(recordArea, {
    params: { unitId: ids.A! },
    body: {
      on: day,
      km2: 44.4,
      population: 24_000,
      lat: null,
      lon: null,
      terrain: 'ordinary',
      source: 'Nghị quyết 9/NQ',
    },
  });
  expect(stated.status).toBe(200);
  world.clock.set(day);
  expect((await apply(params)).error).toBeUndefined();
  expect(await placeOf('A', day)).toEqual([44.4, 24_000, 'Nghị quyết 9/NQ']);
});

test('figures of the table go before what is added up, hold from the day on, and a wrong one is refused with its row', async () => {
  const on = '2026-07-01';
  const params = await drafted([], on);
  const take = (lines: string[]) =>
    world.as('oanh').call(importPlan, {
      params,
      query: { name: 'bang.csv' },
      file: Buffer.from(
        ['Đơn vị cũ;Phạm vi;Đơn vị mới;Diện tích sau sắp xếp (km²);Dân số sau sắp xếp', ...lines].join('\n'),
      ),
    });
  const refused = await take(['Xã An Khê;một phần;Xã Đông Khê;9,5 m;3.100']);
  expect(refused.body.faults).toEqual([
    {
      row: 2,
      code: 'reorganisation.table-bad-area',
      message: '“9,5 m” không phải là diện tích của xã, phường (km² hoặc ha, dấu phẩy thập phân).',
    },
  ]);
  expect((await world.as('oanh').call(getPlan, { params })).body.steps).toEqual([]);
  const taken = await take(['Xã An Khê;một phần;Xã Đông Khê;9,5;3.100', ';;;;']);
  expect([taken.body.faults, taken.body.steps]).toEqual([[], 2]);
  const shown = (await world.as('oanh').call(getPlan, { params })).body;
  const said = shown.ahead.find(({ key }) => key === 'units.places')?.lines;
  expect(said?.map(({ unit, what }) => [unit, what])).toEqual([
    ['Đảng bộ xã Đông Khê', 'diện tích 9,5 km², dân số 3.100 người (theo phương án)'],
  ]);
});
