import { ok, type Result, type RuleSource, refuse } from '#kernel/result.ts';
import type { Measure, ScoreCriterion, ScoreSheet } from './rulebook.ts';

export const criteriaOf = (sheet: ScoreSheet): ScoreCriterion[] =>
  sheet.blocks.flatMap((block) => block.criteria);

/** The most points a measure can propose by itself; null when it gives the criterion's full points or none. */
function highestOf(measure: Measure): number | null {
  switch (measure.by) {
    case 'duration':
      return Math.max(measure.halfOrMore, measure.lessThanHalf, ...measure.bands.map((b) => b.points));
    case 'attendance':
    case 'speakers':
    case 'last-month-tasks':
      return Math.max(measure.else, ...measure.bands.map((b) => b.points));
    default:
      return null;
  }
}

/**
 * A sheet must hold together before a meeting is scored by it: criteria named once, no band above its
 * criterion's maximum, 100 points in all, grades falling, knock-outs that exist.
 * Refuses `rulebooks.sheet-broken` with the fact `problem`.
 */
export function checkSheet(sheet: ScoreSheet): Result<ScoreSheet> {
  const broken = (problem: string, at: string) =>
    refuse({ code: 'rulebooks.sheet-broken', field: 'value', facts: { problem, at } });
  const criteria = criteriaOf(sheet);
  const ids = criteria.map((c) => c.id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) return broken('criterion-twice', twice);
  if (sheet.kind === 'pass-criteria') {
    const withPoints = criteria.find((c) => c.max !== 0);
    return withPoints ? broken('points-on-pass-sheet', withPoints.id) : ok(sheet);
  }
  const worthless = criteria.find((c) => c.max <= 0);
  if (worthless) return broken('no-points', worthless.id);
  const tooHigh = criteria.find((c) => (highestOf(c.measure) ?? 0) > c.max);
  if (tooHigh) return broken('band-above-maximum', tooHigh.id);
  const total = criteria.reduce((sum, c) => sum + c.max, 0);
  if (total !== 100) return broken('total-not-100', String(total));
  const { good, fair, average } = sheet.grades;
  if (!(good > fair && fair > average)) return broken('grades-not-falling', `${good}/${fair}/${average}`);
  const unknown = sheet.knockOuts.criterionIds.find((id) => !ids.includes(id));
  if (unknown !== undefined) return broken('unknown-knock-out', unknown);
  return ok(sheet);
}

/** The criterion with another maximum: the points of its bands follow in proportion, by halves. */
export function withMaximum(criterion: ScoreCriterion, max: number): ScoreCriterion {
  const scaled = (points: number) =>
    criterion.max === 0 ? 0 : Math.min(max, Math.round((points * max * 2) / criterion.max) / 2);
  const { measure } = criterion;
  switch (measure.by) {
    case 'duration':
      return {
        ...criterion,
        max,
        measure: {
          by: 'duration',
          bands: measure.bands.map((band) => ({ ...band, points: scaled(band.points) })),
          halfOrMore: scaled(measure.halfOrMore),
          lessThanHalf: scaled(measure.lessThanHalf),
        },
      };
    case 'attendance':
    case 'speakers':
    case 'last-month-tasks': {
      const points = {
        bands: measure.bands.map((band) => ({ ...band, points: scaled(band.points) })),
        else: scaled(measure.else),
      };
      return {
        ...criterion,
        max,
        measure:
          measure.by === 'attendance'
            ? {
                ...points,
                by: 'attendance',
                unexcusedCap: measure.unexcusedCap === null ? null : scaled(measure.unexcusedCap),
              }
            : { ...points, by: measure.by },
      };
    }
    default:
      return { ...criterion, max };
  }
}

/** A sheet that a committee sets stands wholly on the committee's document, its knock-outs too. */
export function sheetOf(committee: RuleSource, sheet: ScoreSheet): ScoreSheet {
  if (sheet.kind === 'pass-criteria') return sheet;
  return { ...sheet, knockOuts: { criterionIds: sheet.knockOuts.criterionIds, source: committee } };
}
