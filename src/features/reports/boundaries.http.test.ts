import { topology } from 'topojson-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foundUnits } from '#features/units/public.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { run, sql } from '#platform/database/database.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';
import { type BoundaryImport, importBoundaries } from './actions/import-boundaries.ts';
import { getMap } from './contract.ts';

// A city with two wards beside one another; Oanh becomes its officer. Boundaries are squares that anybody can check.

let world: TestWorld;
let lake: Id;
beforeAll(async () => {
  world = await openTestWorld();
  lake = newId();
  await world.write(async (tx) => {
    await foundUnits(tx, [
      {
        id: lake,
        name: 'Đảng ủy phường Hồ Sen',
        kind: 'upper-committee',
        sector: null,
        code: '01.002',
        parentId: world.ward.city,
        foundedOn: '2025-07-01',
      },
    ]);
    await run(
      tx,
      sql`insert into mandates.mandate (id, person_id, unit_id, post, valid, decision)
          values (${newId()}, ${world.ward.people.oanh}, ${world.ward.city}, 'officer', daterange('2025-07-01', null), '15-QĐ/TU')`,
    );
    await run(
      tx,
      sql`insert into units.area (unit_id, valid, lat, lon)
          values (${world.ward.ward}, daterange('2025-07-01', null), 21.01, 105.82)`,
    );
  });
});
afterAll(() => world.close());

/** A square with its south-west corner here, a tenth of a degree wide, against the clock as GeoJSON writes it. */
const square = (lon: number, lat: number) => [
  [
    [lon, lat],
    [lon + 0.1, lat],
    [lon + 0.1, lat + 0.1],
    [lon, lat + 0.1],
    [lon, lat],
  ],
];
const shape = (ten: string, coordinates: unknown, type = 'Polygon') => ({
  type: 'Feature',
  properties: { ten, stt: 1 },
  geometry: { type, coordinates },
});
const collection = (...features: unknown[]) => ({ type: 'FeatureCollection', features });
const bytesOf = (content: unknown) =>
  new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content));

const bring = (
  content: unknown,
  options: Partial<Parameters<typeof importBoundaries>[2]> = {},
): Promise<BoundaryImport> =>
  importBoundaries(
    { db: world.db, clock: world.clock },
    { name: 'ranh-gioi.geojson', bytes: bytesOf(content) },
    { on: '2026-03-01', apply: true, skipRefused: false, ...options },
  );
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'written',
    (error) => error.refusal.code,
  );
const look = async (day = '2026-03-02') => {
  const { body } = await world.as('oanh').call(getMap, { params: { unitId: world.ward.city, day } });
  return new Map(body.units.map((unit) => [unit.id, unit]));
};

describe('boundaries from a file', () => {
  it('are looked at first and written only when that is said', async () => {
    const content = collection(shape('Sông Tô', square(105.8, 21)), shape('Hồ Sen', square(105.9, 21)));
    const found = await bring(content, { apply: false });
    expect(found).toMatchObject({
      property: 'ten',
      by: 'name',
      isApplied: false,
      refused: [],
      corners: { before: 10, after: 10 },
      matched: [{ unitName: 'Đảng ủy phường Sông Tô' }, { unitName: 'Đảng ủy phường Hồ Sen' }],
    });
    expect([...(await look()).values()].map(({ geometry }) => geometry)).toEqual([null, null]);

    expect((await bring(content)).isApplied).toBe(true);
    const units = await look();
    // Turned round, as maps on a sphere are drawn; the first boundary holds from the unit's first day.
    expect(units.get(lake)).toEqual({
      id: lake,
      lat: null,
      lon: null,
      geometry: { type: 'Polygon', coordinates: [square(105.9, 21)[0]!.toReversed()] },
    });
    expect(units.get(world.ward.ward)).toMatchObject({ lat: 21.01, lon: 105.82 });
    expect((await look('2025-07-01')).get(lake)?.geometry).not.toBeNull();
  });

  it('change from a day on and stay as they were before it', async () => {
    await bring(collection(shape('01.002', square(105.95, 21.05))), { on: '2026-02-01', by: 'code' });
    const cornerOn = async (day: string) => {
      const geometry = (await look(day)).get(lake)?.geometry;
      return geometry?.type === 'Polygon' ? geometry.coordinates[0]![0] : null;
    };
    expect(await cornerOn('2026-01-31')).toEqual([105.9, 21]);
    expect(await cornerOn('2026-02-01')).toEqual([105.95, 21.05]);
    // Again on the same day: the later file stands.
    await bring(collection(shape('01.002', square(105.9, 21))), { on: '2026-02-01' });
    expect(await cornerOn('2026-02-01')).toEqual([105.9, 21]);
  });

  it('are read from TopoJSON alike', async () => {
    const content = topology({ phuong: collection(shape('Hồ Sen', square(105.7, 21))) as never });
    expect((await bring(content, { on: '2026-02-10' })).matched).toHaveLength(1);
    const geometry = (await look('2026-02-10')).get(lake)?.geometry;
    expect(geometry?.coordinates[0]).toContainEqual([105.7, 21]);
  });

  it('with a refused shape are not written, unless it is left out', async () => {
    const content = collection(
      shape('Hồ Sen', square(105.6, 21)),
      shape('Long Biên', square(105.7, 21)),
      shape('Sông Tô', [105.8, 21], 'Point'),
    );
    const before = await look();
    const refused = await bring(content);
    expect(refused.isApplied).toBe(false);
    expect(refused.refused).toEqual([
      { number: 2, label: 'Long Biên', code: 'reports.boundary-unknown' },
      { number: 3, label: 'Sông Tô', code: 'reports.boundary-not-an-area' },
    ]);
    expect(await look()).toEqual(before);
    expect(await bring(content, { skipRefused: true })).toMatchObject({ isApplied: true });
    expect(await look()).not.toEqual(before);
  });

  it('keep a common border common when they are simplified', async () => {
    // Two areas whose common border winds in a thousand corners.
    const winding = Array.from({ length: 1001 }, (_, at) => [
      105.9 + Math.sin(at / 20) / 500 + Math.sin(at * 7) / 20000,
      21 + at / 10000,
    ]);
    const west = [[[105.8, 21], ...winding, [105.8, 21.1], [105.8, 21]]];
    const east = [[[106, 21], [106, 21.1], ...winding.toReversed(), [106, 21]]];
    const found = await bring(collection(shape('Sông Tô', west), shape('Hồ Sen', east)));
    expect(found.corners.before).toBeGreaterThan(2000);
    expect(found.corners.after).toBeLessThan(250);
    const units = await look();
    const corners = (id: Id) =>
      new Set(
        units
          .get(id)!
          .geometry!.coordinates.flat(2 as 1)
          .map((corner) => String(corner)),
      );
    const [left, right] = [corners(world.ward.ward), corners(lake)];
    const border = (all: Set<string>) => [...all].filter((one) => /^105\.(89|90)/.test(one)).sort();
    expect(border(left)).toEqual(border(right));
    expect(border(left).length).toBeGreaterThan(10);
  });

  it.each([
    ['no JSON', 'mã,tên\n1,Hồ Sen', 'reports.boundaries-not-a-map'],
    ['other JSON', { type: 'Point', coordinates: [105, 21] }, 'reports.boundaries-not-a-map'],
    ['features that are none', { type: 'FeatureCollection', features: 3 }, 'reports.boundaries-not-a-map'],
    ['places that nobody knows', collection(shape('Paris', square(2, 48))), 'reports.boundaries-none-match'],
    ['metres', collection(shape('Hồ Sen', square(587000, 2325000))), 'reports.boundary-not-in-degrees'],
  ])('of %s are refused', async (_, content, code) => {
    const before = await look();
    const answer = await bring(content).then(
      (found) => found.refused.map((one) => one.code).join(),
      (error) => error.refusal.code,
    );
    expect(answer).toBe(code);
    expect(await look()).toEqual(before);
  });

  it('are seen by the committee and those above, and by nobody else', async () => {
    const { city, ward } = world.ward;
    const asked = (person: 'minh' | 'oanh' | 'an' | 'lan', unitId: Id) =>
      world.as(person).call(getMap, { params: { unitId, day: '2026-03-02' } });
    expect((await asked('oanh', city)).status).toBe(200);
    expect((await asked('minh', ward)).body.units.map(({ geometry }) => geometry)).toEqual([null, null]);
    expect((await asked('an', ward)).error?.code).toBe('platform.not-allowed');
    expect((await asked('minh', lake)).status).toBe(404);
    expect(await refusal(bring('{}'))).toBe('reports.boundaries-not-a-map');
  });
});
