import { formatValue, MEASURES, type MeasureKey } from '#features/reports/widgets.tsx';

/** `92,4%`; a dash where nothing was measured. */
export const asValue = (key: MeasureKey, value: number | null): string =>
  formatValue(
    MEASURES[key],
    value === null || MEASURES[key].kind !== 'count' ? value : Math.round(value * 10) / 10,
  );
