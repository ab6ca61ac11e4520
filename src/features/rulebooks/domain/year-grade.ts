import { GRADES, type Grade, type YearGradeRule } from './rulebook.ts';

/** The year so far. `settled`: twelve graded months. */
export type YearGrade = {
  /** `null` where the rule that was read gives no answer: below "khá", without a rule, or without grades. */
  grade: 'good' | 'fair' | null;
  settled: boolean;
  counts: Record<Grade, number>;
  /** Months whose regular meeting has no grade: not held, not scored, or scored without points. */
  ungraded: number;
  /** Good months still missing for a good year; 0 when reached. */
  goodMissing: number;
};

const noneBelow = (grades: readonly Grade[], floor: Grade): boolean =>
  grades.every((grade) => GRADES.indexOf(grade) <= GRADES.indexOf(floor));

/**
 * The grade of a year from the grades of its regular meetings, one entry per month that is over.
 * Derived, never typed. Until all twelve months are graded the answer is provisional.
 */
export function yearGrade(rule: YearGradeRule | null, months: readonly (Grade | null)[]): YearGrade {
  const grades = months.filter((grade) => grade !== null);
  const counts = Object.fromEntries(
    GRADES.map((grade) => [grade, grades.filter((g) => g === grade).length]),
  ) as Record<Grade, number>;
  const ungraded = months.length - grades.length;
  const known = { settled: grades.length === 12 && ungraded === 0, counts, ungraded };
  if (!rule || grades.length === 0) return { grade: null, ...known, goodMissing: rule?.good.minGood ?? 0 };
  const goodMissing = Math.max(0, rule.good.minGood - counts.good);
  const grade =
    goodMissing === 0 && noneBelow(grades, rule.good.noneBelow)
      ? 'good'
      : noneBelow(grades, rule.fair.noneBelow)
        ? 'fair'
        : null;
  return { grade, ...known, goodMissing };
}
