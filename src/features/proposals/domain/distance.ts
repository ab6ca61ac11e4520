export type Point = { lat: number; lon: number };

const EARTH_KM = 6_371;
const rad = (degrees: number): number => (degrees * Math.PI) / 180;

/** Kilometres between two points as the crow flies (great circle). */
export function distanceKm(from: Point, to: Point): number {
  const dLat = rad(to.lat - from.lat);
  const dLon = rad(to.lon - from.lon);
  const a =
    Math.sin(dLat / 2) ** 2 + Math.cos(rad(from.lat)) * Math.cos(rad(to.lat)) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(a)));
}
