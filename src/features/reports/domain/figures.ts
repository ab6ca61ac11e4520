import type { YearMonth } from '#kernel/civil-date.ts';

/**
 * What is counted of a branch in a month and summed over every unit above it. Every figure is a whole number, so that
 * sums are exact at any level; shares and means are made from two sums at the very end.
 */

/** Kept per branch and month. Scores are hundredths of a point. */
export const FACT_FIGURES = [
  /** Regular meetings due: one a month for a branch that stands in the tree on the month's last day, or met before it ended. */
  'due',
  /** Regular (or combined) meetings that took place. */
  'held',
  /** Of those held, the ones whose minutes are not closed. */
  'unclosed',
  /** Thematic (or combined) meetings that took place. */
  'thematic',
  /** Members who had to attend the regular meeting, as its rules define them, and those who did. */
  'base',
  'present',
  /** Members who spoke, of those present, in closed meetings. */
  'spoke',
  'spokeOf',
  /** Closed meetings whose papers can be judged, and those whose papers were out in time. */
  'papers',
  'papersInTime',
  'ownScored',
  'ownPoints',
  'confirmedScored',
  'confirmedPoints',
  /** Grades: as confirmed, or the branch's own where nobody confirmed. */
  'good',
  'fair',
  'average',
  'poor',
  /** Tasks whose due day lies in the month. The rest of those due cannot be done any more. */
  'tasksDue',
  'tasksInTime',
  'tasksLate',
  'tasksOpen',
  /** Members on the roll on the day whose tree is used; those of them who are provisional. */
  'members',
  'provisional',
] as const;

/** Judged when summed: they depend on the rules in force and, in the running month, on today. */
export const JUDGED_FIGURES = [
  /** The day has passed, or none was set, and no meeting took place. */
  'missed',
  'lowAttendance',
  'unconfirmed',
  /** Branches that stand here, and those of them that have had a thematic meeting in the quarter so far. */
  'quarterDue',
  'quarterThematic',
  'thematicMissing',
  /** Tasks due in the month, past their day, not finished. */
  'tasksOverdue',
  'branchesOverdue',
  /** Branches with at least one reason for a look. */
  'needing',
] as const;

export const FIGURES = [...FACT_FIGURES, ...JUDGED_FIGURES] as const;
export type Figure = (typeof FIGURES)[number];
export type Figures = Record<Figure, number>;

/** Standing on one day, so that a period shows its last month and adds nothing up. */
const STOCKS: readonly Figure[] = ['members', 'provisional'];
/** Counted once a quarter: at the quarter's last month, or at the last month of the period. */
const QUARTERLY: readonly Figure[] = ['quarterThematic', 'thematicMissing', 'quarterDue'];

export const NO_FIGURES: Readonly<Figures> = Object.fromEntries(
  FIGURES.map((figure) => [figure, 0]),
) as Figures;

export const addFigures = (a: Figures, b: Figures): Figures =>
  Object.fromEntries(FIGURES.map((figure) => [figure, a[figure] + b[figure]])) as Figures;

export const takeFigures = (a: Figures, b: Figures): Figures =>
  Object.fromEntries(FIGURES.map((figure) => [figure, a[figure] - b[figure]])) as Figures;

export const hasFigures = (figures: Figures): boolean => FIGURES.some((figure) => figures[figure] !== 0);

const isLastOfQuarter = (month: YearMonth): boolean => Number(month.slice(5)) % 3 === 0;

/**
 * One unit's figures of a period out of those of its months. What happened is added up; what stands on a day is that
 * of the last month (`last`); what is counted once a quarter is taken at each quarter's end and at the last month.
 */
export function periodFigures(
  months: readonly { month: YearMonth; figures: Figures }[],
  last: YearMonth,
): Figures {
  const total = { ...NO_FIGURES };
  for (const { month, figures } of months)
    for (const figure of FIGURES) {
      if (STOCKS.includes(figure) && month !== last) continue;
      if (QUARTERLY.includes(figure) && month !== last && !isLastOfQuarter(month)) continue;
      total[figure] += figures[figure];
    }
  return total;
}
