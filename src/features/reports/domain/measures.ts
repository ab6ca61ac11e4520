import type { Figure, Figures } from './figures.ts';

/** A share of a whole, a mean score, or a plain number. `better` is null where more is neither good nor bad. */
export type Measure = {
  key: MeasureKey;
  kind: 'share' | 'score' | 'count';
  part: Figure;
  /** What the part is a share or a mean of; several are added up. Empty for a plain number. */
  whole: readonly Figure[];
  better: 'more' | 'less' | null;
};

export const MEASURE_KEYS = [
  'held',
  'attendance',
  'thematic',
  'papers',
  'speakers',
  'ownScore',
  'confirmedScore',
  'good',
  'tasksInTime',
  'tasksOverdue',
  'needing',
  'members',
] as const;
export type MeasureKey = (typeof MEASURE_KEYS)[number];

const share = (
  key: MeasureKey,
  part: Figure,
  whole: Figure[],
  better: 'more' | 'less' = 'more',
): Measure => ({
  key,
  kind: 'share',
  part,
  whole,
  better,
});

export const MEASURES: Record<MeasureKey, Measure> = {
  held: share('held', 'held', ['due']),
  attendance: share('attendance', 'present', ['base']),
  thematic: share('thematic', 'quarterThematic', ['quarterDue']),
  papers: share('papers', 'papersInTime', ['papers']),
  speakers: share('speakers', 'spoke', ['spokeOf']),
  ownScore: { key: 'ownScore', kind: 'score', part: 'ownPoints', whole: ['ownScored'], better: 'more' },
  confirmedScore: {
    key: 'confirmedScore',
    kind: 'score',
    part: 'confirmedPoints',
    whole: ['confirmedScored'],
    better: 'more',
  },
  good: share('good', 'good', ['good', 'fair', 'average', 'poor']),
  tasksInTime: share('tasksInTime', 'tasksInTime', ['tasksInTime', 'tasksLate', 'tasksOverdue']),
  tasksOverdue: { key: 'tasksOverdue', kind: 'count', part: 'tasksOverdue', whole: [], better: 'less' },
  needing: share('needing', 'needing', ['due'], 'less'),
  members: { key: 'members', kind: 'count', part: 'members', whole: [], better: null },
};

/** A measured value. Shares are percent, scores are points; null where there is nothing to measure. */
export type Measured = { value: number | null; part: number; whole: number };

export function measureOf(figures: Pick<Figures, Figure>, measure: Measure): Measured {
  const part = figures[measure.part];
  if (measure.kind === 'count') return { value: part, part, whole: part };
  const whole = measure.whole.reduce((sum, figure) => sum + figures[figure], 0);
  if (whole === 0) return { value: null, part, whole };
  // Scores are kept in hundredths of a point.
  return { value: measure.kind === 'share' ? (part / whole) * 100 : part / whole / 100, part, whole };
}

/** Every figure that some measure is made of. */
export const MEASURED_FIGURES: readonly Figure[] = [
  ...new Set(MEASURE_KEYS.flatMap((key) => [MEASURES[key].part, ...MEASURES[key].whole])),
];
