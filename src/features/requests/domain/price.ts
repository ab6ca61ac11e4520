export const FIELD_TYPES = ['number', 'date', 'text', 'yes-no'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** Minutes that one unit needs: to read a request and gather, and for each field by its type. */
export type Minutes = Record<FieldType, number> & { reading: number };

export type Price = {
  units: number;
  /** Minutes of one unit. */
  perUnit: number;
  /** Of all units together, in tenths of an hour. */
  personHours: number;
  /** Hours above which a second leader signs. */
  limit: number;
  needsSecond: boolean;
};

/** What a request costs those who answer it. Whole minutes are added up; only the sum is rounded. */
export function priceOf(
  types: readonly FieldType[],
  units: number,
  rule: { minutes: Minutes; limit: number },
): Price {
  const perUnit = rule.minutes.reading + types.reduce((sum, type) => sum + rule.minutes[type], 0);
  const minutes = perUnit * units;
  return {
    units,
    perUnit,
    personHours: Math.round(minutes / 6) / 10,
    limit: rule.limit,
    needsSecond: minutes > rule.limit * 60,
  };
}
