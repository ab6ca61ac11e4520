import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AreaGeometry } from '../contract.ts';
import { drawAreas } from './map-shapes.ts';

/** A block of land: its south-west corner and its width and height in degrees. Clockwise, as d3 draws the inside. */
const block = (lon: number, lat: number, wide: number, tall = wide): AreaGeometry => ({
  type: 'Polygon',
  coordinates: [
    [
      [lon, lat],
      [lon, lat + tall],
      [lon + wide, lat + tall],
      [lon + wide, lat],
      [lon, lat],
    ],
  ],
});
const area = (id: string, geometry: AreaGeometry, ...words: string[]) => ({ id, geometry, words });

/** The corners of a line that is drawn with M and L only. */
const cornersOf = (path: string) =>
  [...path.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));

describe('a map of areas', () => {
  it('is as wide as it may be, north up, with a rim of six', () => {
    const { areas, width, height } = drawAreas(
      [area('south', block(105, 20, 1)), area('north', block(105, 21, 1))],
      400,
      2_000,
    );
    expect(width).toBeCloseTo(400, 0);
    // Two blocks of one degree each at 21° north are a little more than twice as tall as wide.
    expect(height).toBeGreaterThan(800);
    expect(height).toBeLessThan(870);
    const [south, north] = areas.map(({ path }) => cornersOf(path));
    const mean = (corners: { y: number }[]) => corners.reduce((sum, { y }) => sum + y, 0) / corners.length;
    expect(mean(north!)).toBeLessThan(mean(south!));
    expect(Math.min(...[...south!, ...north!].map(({ x }) => x))).toBeCloseTo(6, 0);
    expect(Math.min(...[...south!, ...north!].map(({ y }) => y))).toBeCloseTo(6, 0);
  });

  it('is no higher than it may be', () => {
    const { height, width } = drawAreas([area('tall', block(105, 20, 0.5, 2))], 1_000, 500);
    expect(height).toBeCloseTo(500, 0);
    expect(width).toBeLessThan(160);
  });

  it('names an area where there is room, the larger first, and no two names lie over one another', () => {
    const { areas } = drawAreas(
      [
        area('large', block(105, 20, 2), 'Sóc Sơn'),
        area('small', block(107, 20, 0.02), 'Hoàn Kiếm'),
        area('inside', block(105.8, 20.8, 0.4), 'Đông Anh'),
      ],
      600,
      600,
    );
    expect(areas.map(({ id, label }) => [id, label !== null])).toEqual([
      ['large', true],
      // Nine letters of 7.4 do not fit into six points.
      ['small', false],
      // Its name would stand on that of the area around it.
      ['inside', false],
    ]);
    const { label } = areas[0]!;
    expect(label!.x).toBeGreaterThan(200);
    expect(label!.x).toBeLessThan(400);
  });

  it('keeps every area inside its frame and every name apart, however they lie', () => {
    const place = fc.record({
      lon: fc.double({ min: 105, max: 106.2, noNaN: true }),
      lat: fc.double({ min: 20.5, max: 21.5, noNaN: true }),
      wide: fc.double({ min: 0.01, max: 0.4, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(place, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 200, max: 1200 }),
        (places, wide) => {
          const { areas, width, height } = drawAreas(
            places.map((one, at) => area(String(at), block(one.lon, one.lat, one.wide), `Phường ${at}`)),
            wide,
            wide,
          );
          expect(width).toBeLessThanOrEqual(wide + 1);
          expect(height).toBeLessThanOrEqual(wide + 1);
          for (const { path } of areas)
            for (const { x, y } of cornersOf(path)) {
              expect(x).toBeGreaterThanOrEqual(5.8);
              expect(y).toBeGreaterThanOrEqual(5.8);
              expect(x).toBeLessThanOrEqual(width - 5.8);
              expect(y).toBeLessThanOrEqual(height - 5.8);
            }
          const labels = areas.flatMap(({ label }, at) =>
            label ? [{ ...label, half: `Phường ${at}`.length * 3.7 }] : [],
          );
          for (const [at, one] of labels.entries())
            for (const other of labels.slice(at + 1))
              expect(
                Math.abs(one.x - other.x) >= one.half + other.half - 0.01 ||
                  Math.abs(one.y - other.y) >= 15.99,
              ).toBe(true);
        },
      ),
    );
  });
});
