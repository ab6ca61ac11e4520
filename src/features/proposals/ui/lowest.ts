const LOWEST = /^đảng (bộ|ủy) (phường|xã|thị trấn) /i;

/** A ward or commune has none below it. */
export const isLowest = (unitName: string): boolean => LOWEST.test(unitName);
