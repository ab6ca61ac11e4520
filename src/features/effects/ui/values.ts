import { formatValue, MEASURES, type MeasureKey } from '#features/reports/widgets.tsx';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { useEffectsText } from './text.ts';

type T = ReturnType<typeof useEffectsText>;

/** `92,4%`, `88,25`, `0,3`; a dash where nothing was measured. */
export const asValue = (key: MeasureKey, value: number | null): string =>
  value === null
    ? '–'
    : MEASURES[key].kind === 'count'
      ? formatNumber(Math.round(value * 10) / 10)
      : formatValue(MEASURES[key], value);

/** A change with its sign and unit: `+3,2 điểm %`. */
export function asChange(t: T, key: MeasureKey, change: number): string {
  const rounded = Math.round(change * 10) / 10;
  const value = `${rounded > 0 ? '+' : rounded < 0 ? '−' : ''}${formatNumber(Math.abs(rounded), 1)}`;
  const { kind } = MEASURES[key];
  return kind === 'share' ? t('points', { value }) : kind === 'score' ? t('scorePoints', { value }) : value;
}

/** An end of a scale, which is a whole number. */
export const asTick = (key: MeasureKey, value: number): string =>
  `${formatNumber(value, 0)}${MEASURES[key].kind === 'share' ? '%' : ''}`;
