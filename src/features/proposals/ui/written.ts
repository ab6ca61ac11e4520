import { formatNumber } from '#ui-kit/typed-values.ts';

/** The place itself, without the organisation: `Đảng bộ xã Hồ Sen` is `Xã Hồ Sen`. */
export function placeOf(unitName: string): string {
  const place = unitName.replace(/^đảng (bộ|ủy) /i, '');
  return place.slice(0, 1).toUpperCase() + place.slice(1);
}

/** Rounded down, so that 99,96 % does not look like enough. */
export const percentDown = (value: number | null): string =>
  value === null ? '?' : formatNumber(Math.floor(value));

export const kilometresOf = (value: number): string => formatNumber(Math.round(value * 10) / 10);

/** A hundredth of a square kilometre is a hectare. */
export const areaOf = (value: number): string => formatNumber(Math.round(value * 100) / 100);
