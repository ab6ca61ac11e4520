import { feature } from 'topojson-client';
import { topology } from 'topojson-server';
import { presimplify, quantile, simplify } from 'topojson-simplify';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import { inTransaction } from '#platform/database/database.ts';
import type { World } from '#platform/feature.ts';
import { recordHistory } from '#platform/history/record.ts';
import { type AreaGeometry, putBoundary, selectUnitsOfDay } from '../db/boundaries.sql.ts';
import { type JudgedBoundaries, judgeBoundaries, type Shape } from '../domain/boundaries.ts';

type Feature = GeoJSON.Feature;
type FeatureCollection = GeoJSON.FeatureCollection;
type Position = GeoJSON.Position;
type Topology = Parameters<typeof feature>[0];

export const BOUNDARY_LIMITS = { megabytes: 40, shapes: 5000, corners: 3_000_000 } as const;
/** Corners that are kept for each area on average: enough for a screen, small enough for a phone. */
const CORNERS_EACH = 90;
/** Five places of a degree are a metre. */
const PLACES = 1e5;
/** On the command line nobody is signed in. */
const NOBODY: Id = '00000000-0000-0000-0000-000000000000';

export type BoundaryImport = Omit<JudgedBoundaries, 'property' | 'by'> & {
  property: string;
  by: 'code' | 'name';
  corners: { before: number; after: number };
  isApplied: boolean;
};

type Area = AreaGeometry;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every feature of a GeoJSON or TopoJSON file. Errors: `reports.boundaries-not-a-map`, `-too-large`, `-too-many`. */
function readFeatures(bytes: Uint8Array): Feature[] {
  const refuse = (code: string, facts = {}) => new DomainError({ code, field: 'file', facts });
  const megabytes = Math.ceil(bytes.length / 1_048_576);
  if (megabytes > BOUNDARY_LIMITS.megabytes)
    throw refuse('reports.boundaries-too-large', { size: megabytes, limit: BOUNDARY_LIMITS.megabytes });
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw refuse('reports.boundaries-not-a-map');
  }
  if (!isObject(content)) throw refuse('reports.boundaries-not-a-map');
  let features: unknown[];
  try {
    if (content.type === 'Topology') {
      const map = content as unknown as Topology;
      features = Object.keys(map.objects).flatMap((name) => {
        const made = feature(map, map.objects[name]!);
        return made.type === 'FeatureCollection' ? made.features : [made];
      });
    } else if (content.type === 'FeatureCollection')
      features = (content as unknown as FeatureCollection).features;
    else if (content.type === 'Feature') features = [content];
    else throw refuse('reports.boundaries-not-a-map');
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw refuse('reports.boundaries-not-a-map');
  }
  if (!Array.isArray(features) || !features.every(isObject)) throw refuse('reports.boundaries-not-a-map');
  if (features.length > BOUNDARY_LIMITS.shapes)
    throw refuse('reports.boundaries-too-many', { count: features.length, limit: BOUNDARY_LIMITS.shapes });
  return features as unknown as Feature[];
}

const ringsOf = (geometry: Area): Position[][] =>
  geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
const cornersOf = (geometry: Area): number => ringsOf(geometry).reduce((sum, ring) => sum + ring.length, 0);

const isPosition = (value: unknown): value is Position =>
  Array.isArray(value) && value.length >= 2 && value.slice(0, 2).every((one) => Number.isFinite(one));
const isRing = (value: unknown): value is Position[] =>
  Array.isArray(value) && value.length >= 4 && value.every(isPosition);
const isPolygon = (value: unknown): value is Position[][] =>
  Array.isArray(value) && value.length > 0 && value.every(isRing);

/** The geometry when it is a whole area, or what is wrong with it. */
function areaOf(geometry: GeoJSON.Geometry | null | undefined): Area | NonNullable<Shape['fault']> {
  if (!isObject(geometry)) return 'empty';
  const { type, coordinates } = geometry as unknown as { type: string; coordinates: unknown };
  if (type !== 'Polygon' && type !== 'MultiPolygon') return 'not-an-area';
  if (!Array.isArray(coordinates) || coordinates.length === 0) return 'empty';
  const isWhole = type === 'Polygon' ? isPolygon(coordinates) : coordinates.every(isPolygon);
  if (!isWhole) return 'not-an-area';
  const area = { type, coordinates } as Area;
  const inDegrees = ringsOf(area).every((ring) =>
    ring.every(([lon, lat]) => Math.abs(lon!) <= 180 && Math.abs(lat!) <= 90),
  );
  return inDegrees ? area : 'not-in-degrees';
}

/** Twice the signed area of a ring on the plane: positive when it runs against the clock. */
const turn = (ring: readonly Position[]): number =>
  ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length]!;
    return sum + (x! * nextY! - nextX! * y!);
  }, 0);

/** Rings as maps on a sphere are drawn: outer ones with the clock, holes against it. */
export function wound(geometry: Area): Area {
  const polygon = (rings: Position[][]) =>
    rings.map((ring, at) => {
      const tidy = ring.map(([lon, lat]) => [
        Math.round(lon! * PLACES) / PLACES,
        Math.round(lat! * PLACES) / PLACES,
      ]);
      return turn(tidy) > 0 === at > 0 ? tidy : tidy.reverse();
    });
  return geometry.type === 'Polygon'
    ? { type: 'Polygon', coordinates: polygon(geometry.coordinates) }
    : { type: 'MultiPolygon', coordinates: geometry.coordinates.map(polygon) };
}

/**
 * All areas with fewer corners; neighbours keep the same border, so that no gaps open between them. A ring that would
 * vanish stays as it was.
 */
function simplified(areas: readonly Area[]): Area[] {
  const before = areas.reduce((sum, area) => sum + cornersOf(area), 0);
  const wanted = areas.length * CORNERS_EACH;
  if (before <= wanted) return areas.map(wound);
  const map = topology({
    areas: { type: 'GeometryCollection', geometries: areas as GeoJSON.Geometry[] } as never,
  });
  const weighed = presimplify(map as never);
  // Weights come heaviest first: so large a share of the corners stays.
  const thin = simplify(weighed, quantile(weighed, wanted / before));
  const made = feature(thin as never, (thin as unknown as Topology).objects.areas as never) as unknown as
    | FeatureCollection
    | Feature;
  const features = made.type === 'FeatureCollection' ? made.features : [made];
  return features.map((one, at) => {
    const area = areaOf(one.geometry);
    return wound(typeof area === 'string' ? areas[at]! : area);
  });
}

/**
 * Reads boundaries from a file, finds the unit of each as of a day, and keeps them. Without `apply` nothing is written;
 * with it, nothing is written either while one shape is refused, unless those are to be left out.
 * Errors: `reports.boundaries-not-a-map`, `-too-large`, `-too-many`, `-too-many-corners`, `-none-match`.
 */
export async function importBoundaries(
  world: Pick<World, 'db' | 'clock'>,
  file: { name: string; bytes: Uint8Array },
  options: {
    on: CivilDate;
    property?: string | undefined;
    by?: 'code' | 'name' | undefined;
    apply: boolean;
    skipRefused: boolean;
  },
): Promise<BoundaryImport> {
  const features = readFeatures(file.bytes);
  const areas = features.map((one) => areaOf(one.geometry));
  const whole = areas.filter((area) => typeof area !== 'string');
  const before = whole.reduce((sum, area) => sum + cornersOf(area), 0);
  if (before > BOUNDARY_LIMITS.corners)
    throw new DomainError({
      code: 'reports.boundaries-too-many-corners',
      field: 'file',
      facts: { count: before, limit: BOUNDARY_LIMITS.corners },
    });
  const shapes = features.map(({ properties, id }, at): Shape => {
    const area = areas[at]!;
    return {
      number: at + 1,
      properties: Object.fromEntries(
        Object.entries({ ...(properties ?? {}), ...(id === undefined ? {} : { id }) })
          .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
          .map(([key, value]) => [key, String(value)]),
      ),
      fault: typeof area === 'string' ? area : null,
    };
  });
  const units = await inTransaction(world.db, 'read', (tx) => selectUnitsOfDay(tx, options.on));
  const judged = judgeBoundaries(shapes, units, options);
  if (!judged)
    throw new DomainError({
      code: 'reports.boundaries-none-match',
      field: 'file',
      facts: { count: shapes.length },
    });
  const thin = simplified(whole);
  let next = 0;
  const thinOf = areas.map((area) => (typeof area === 'string' ? null : thin[next++]!));
  const { matched, refused } = judged;
  const after = matched.reduce((sum, { number }) => sum + cornersOf(thinOf[number - 1]!), 0);
  const isApplied = options.apply && (refused.length === 0 || options.skipRefused) && matched.length > 0;
  if (isApplied)
    await inTransaction(world.db, 'write', async (tx) => {
      const now = new Date(world.clock.now());
      for (const { number, unitId } of matched)
        await putBoundary(tx, {
          unitId,
          on: options.on,
          geometry: thinOf[number - 1]!,
          fileName: file.name,
          now,
        });
      await recordHistory(tx, world.clock.now(), {
        actorId: NOBODY,
        verb: 'reports.import-boundaries',
        details: { file: file.name, on: options.on, units: matched.length },
      });
    });
  return { ...judged, corners: { before, after }, isApplied };
}
