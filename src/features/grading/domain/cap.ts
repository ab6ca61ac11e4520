import type { GradingRuleValues, UnitGrade } from '#features/rulebooks/contract.ts';
import type { Sector } from '#features/units/contract.ts';

/** A unit as the cap counts it: the grade decided or about to be, null while there is none. */
export type Counted = { sector: Sector | null; grade: UnitGrade | null };

type Cap = GradingRuleValues['grading.cap'];

export type CapState = {
  /** The sector of the group; null: the whole round. */
  sector: Sector | null;
  excellent: number;
  /** Out of which the share is taken. */
  base: number;
  /** So many may be excellent at most. */
  most: number;
};

const baseOf = (units: readonly Counted[], of: Cap['of']): number => {
  const count = (...grades: UnitGrade[]) =>
    units.filter(({ grade }) => grade !== null && grades.includes(grade)).length;
  switch (of) {
    case 'good':
      return count('good');
    case 'good-or-better':
      return count('excellent', 'good');
    case 'decided':
      return units.filter(({ grade }) => grade !== null).length;
    default:
      return units.length;
  }
};

/** How the cap stands in every comparable group. A share of one unit is no unit: it is rounded down. */
export function capStates(units: readonly Counted[], cap: Cap): CapState[] {
  const sectors = cap.group === 'round' ? [null] : [...new Set(units.map((unit) => unit.sector))];
  return sectors.map((sector) => {
    const group = cap.group === 'round' ? units : units.filter((unit) => unit.sector === sector);
    const base = baseOf(group, cap.of);
    return {
      sector,
      excellent: group.filter(({ grade }) => grade === 'excellent').length,
      base,
      most: Math.floor((cap.percent * base) / 100),
    };
  });
}

/** The first group with more excellent units than it may have. */
export const overCap = (states: readonly CapState[]): CapState | undefined =>
  states.find((state) => state.excellent > state.most);
