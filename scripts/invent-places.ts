// Draws src/app/seed/hanoi/invented-places-2022.csv: the public list of 2022 with an invented area, population and point for
// every ward, commune and township. Sums are those of the city at the end of 2022 (3,359.84 km², 7.96 million people); single
// figures are drawn by chance and say nothing about a place. The same list gives the same file.
//
//   npx tsx scripts/invent-places.ts

import { readFileSync, writeFileSync } from 'node:fs';
import { readPlaces } from '../src/app/seed/city/plan-units.ts';
import { Random } from '../src/app/seed/random.ts';

const folder = new URL('../src/app/seed/hanoi/', import.meta.url);
const places = readPlaces(readFileSync(new URL('units-2022.csv', folder), 'utf8'));

const CITY = { km2: 3359.84, people: 7_960_000, lat: 21.03, lon: 105.83 };
/** Middle of what is drawn, before the sums are set right. */
const USUAL: Record<string, { km2: number; people: number }> = {
  phuong: { km2: 1.7, people: 18_000 },
  xa: { km2: 7.6, people: 10_300 },
  'thi-tran': { km2: 4, people: 12_500 },
};
const KM_PER_DEGREE = 111.2;
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

const random = new Random(2022);
/** About 1, now and then half or double. */
const spread = (width: number) => Math.exp((random.next() + random.next() + random.next() - 1.5) * width);

const low = places.filter(({ kind }) => USUAL[kind]);
const drawn = new Map(
  low.map(({ code, kind }) => {
    const usual = USUAL[kind]!;
    return [code, { km2: usual.km2 * spread(0.9), people: usual.people * spread(0.8) }];
  }),
);
const sum = (of: 'km2' | 'people') => [...drawn.values()].reduce((total, each) => total + each[of], 0);
const scale = { km2: CITY.km2 / sum('km2'), people: CITY.people / sum('people') };

// Districts lie around the middle as the seeds of a sunflower do, those with wards first; their communes in the same way around
// their own middle, each as far out as the areas before it need.
const sunflower = (areaBefore: number, at: number) => {
  const radius = Math.sqrt(areaBefore / Math.PI);
  return { east: radius * Math.cos(at * GOLDEN), north: radius * Math.sin(at * GOLDEN) };
};
const districts = places
  .filter((place) => low.some(({ parentCode }) => parentCode === place.code))
  .toSorted((a, b) => Number(b.kind === 'quan') - Number(a.kind === 'quan'));
const points = new Map<string, { lat: number; lon: number }>();
let before = 0;
for (const [at, district] of districts.entries()) {
  const children = low.filter(({ parentCode }) => parentCode === district.code);
  const own = children.reduce((total, { code }) => total + drawn.get(code)!.km2 * scale.km2, 0);
  const middle = sunflower(before + own / 2, at);
  before += own;
  let inner = 0;
  for (const [place, { code }] of children.entries()) {
    const size = drawn.get(code)!.km2 * scale.km2;
    const { east, north } = sunflower(inner + size / 2, place);
    inner += size;
    points.set(code, {
      lat: CITY.lat + (middle.north + north) / KM_PER_DEGREE,
      lon: CITY.lon + (middle.east + east) / (KM_PER_DEGREE * Math.cos((CITY.lat * Math.PI) / 180)),
    });
  }
}

const rows = places.map(({ code, name, kind, parentCode }) => {
  const size = drawn.get(code);
  const point = points.get(code);
  const figures =
    size && point
      ? [
          (size.km2 * scale.km2).toFixed(2),
          Math.round(size.people * scale.people),
          point.lat.toFixed(5),
          point.lon.toFixed(5),
        ]
      : ['', '', '', ''];
  return [code, name, kind, parentCode, ...figures].join(',');
});
writeFileSync(
  new URL('invented-places-2022.csv', folder),
  `${['code,name,kind,parent_code,area_km2,population,lat,lon', ...rows].join('\n')}\n`,
);
process.stdout.write(`${low.length} places, ${districts.length} districts\n`);
