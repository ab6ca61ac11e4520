import { afterAll, beforeAll, expect, test } from 'vitest';
import { getUnit, recordArea } from '#features/units/contract.ts';
import type { Id } from '#kernel/ids.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';
import { getStandard } from './contract.ts';

// The ward committee of Sông Tô right under the city. Minh is its officer, An secretary of branch 5, Phúc the operator.

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

const figures = {
  on: '2026-01-01',
  km2: 4.4,
  population: 25_200,
  lat: null,
  lon: null,
  terrain: 'ordinary' as const,
  source: 'Niên giám thống kê 2025',
};
const record = (
  more: Partial<Omit<typeof figures, 'km2' | 'population' | 'lat' | 'terrain'>> &
    Record<string, unknown> = {},
  by: Person = 'minh',
  unitId: Id = world.ward.ward,
) => world.as(by).call(recordArea, { params: { unitId }, body: { ...figures, ...more } as never });
const standard = async (on: string, by: Person = 'minh', unitId: Id = world.ward.ward) =>
  world.as(by).call(getStandard, { params: { unitId }, query: { on } as never });

test('a place without figures is not judged', async () => {
  const { body } = await standard('2026-03-02');
  expect([body.kind, body.verdict, body.figures, body.standard]).toEqual([
    'ward',
    'unknown',
    null,
    { people: 21_000, km2: 5.5 },
  ]);
});

test('figures are recorded with their source by who works for the committee, and by nobody else', async () => {
  expect((await record()).status).toBe(200);
  for (const by of ['an', 'dung', 'phuc'] as const)
    expect((await record({ on: '2026-02-01' }, by)).status).toBe(403);
  const { body } = await world.as('minh').call(getUnit, { params: { unitId: world.ward.ward } });
  expect(body.unit.area).toEqual({
    km2: 4.4,
    population: 25_200,
    lat: null,
    lon: null,
    terrain: 'ordinary',
    from: '2026-01-01',
    source: 'Niên giám thống kê 2025',
  });
  expect(body.abilities.recordArea).toBe(true);
});

test('they are judged by the resolution of the day, each rule with its document', async () => {
  const { body } = await standard('2026-03-02');
  expect([body.verdict, Math.round(body.percent.people ?? 0), Math.round(body.percent.km2 ?? 0)]).toEqual([
    'below',
    120,
    80,
  ]);
  expect(body.rules.map((rule) => [rule.source.document, rule.source.verified])).toEqual([
    ['Nghị quyết 112/2025/UBTVQH15', true],
    ['Nghị quyết 35/2023/UBTVQH15', true],
  ]);
  // Who sees the ward's sizes sees the standard too; a branch and a stranger do not.
  expect((await standard('2026-03-02', 'an')).status).toBe(403);
  expect((await standard('2026-03-02', 'minh', world.ward.branch5)).body.kind).toBeNull();
});

test('each figure holds up to the next one, also when an earlier one is put in afterwards', async () => {
  expect(
    (await record({ on: '2026-02-01', population: 20_000, km2: 5.4, source: '11-BC/UBND' })).status,
  ).toBe(200);
  expect((await record({ on: '2025-10-01', population: 14_000, km2: 3, source: '9-BC/UBND' })).status).toBe(
    200,
  );
  const people = async (on: string) => {
    const { body } = await standard(on);
    return [body.figures?.population ?? null, body.verdict];
  };
  expect(await people('2025-09-30')).toEqual([null, 'unknown']);
  // 14,000 of 15,000 people and 3 of 5.5 km², by the resolution before 2026.
  expect(await people('2025-10-01')).toEqual([14_000, 'below']);
  expect(await people('2026-01-31')).toEqual([25_200, 'below']);
  expect(await people('2026-02-01')).toEqual([20_000, 'to-merge']);
  // The same day again is a correction.
  expect(
    (await record({ on: '2026-02-01', population: 21_000, km2: 5.5, source: '12-BC/UBND' })).status,
  ).toBe(200);
  expect(await people('2026-03-02')).toEqual([21_000, 'meets']);
});

test.each<[string, Record<string, unknown>, number, string | undefined]>([
  ['before the unit was founded', { on: '2025-06-30' }, 422, 'units.before-founding'],
  ['nothing at all', { km2: null, population: null }, 422, 'units.area-empty'],
  ['half a point', { lat: 21 }, 422, 'units.area-half-point'],
  ['no source', { source: ' ' }, 400, undefined],
  ['less than no area', { km2: -1 }, 400, undefined],
])('%s is refused and changes nothing', async (_, more, status, code) => {
  const before = (await standard('2026-03-02')).body;
  const reply = await record({ on: '2026-02-15', ...more });
  expect(reply.status).toBe(status);
  if (code) expect(reply.error?.code).toBe(code);
  expect((await standard('2026-03-02')).body).toEqual(before);
});
