import { classBounds, classOf } from '#ui-kit/charts/tiles.ts';
import type { Measure } from '../domain/measures.ts';

/** How dark a place on the map is, from 0 to 4: darkest are the weakest, or the most where more is neither good nor bad. */
export type Shade = 0 | 1 | 2 | 3 | 4;
export type MapClass = { shade: Shade; from: number | null; below: number | null; count: number };

const MOST = 5;
const DARKEST = 4;

/**
 * The classes of a measure's values, palest first, and the shade of a value. A class that is as wide as all values
 * stands in the middle, so that nobody looks weak for being alone.
 */
export function mapClasses(
  measure: Pick<Measure, 'better'>,
  values: readonly number[],
): { classes: MapClass[]; shadeOf: (value: number) => Shade } {
  const bounds = classBounds(values, MOST);
  const last = bounds.length;
  const isDarkHigh = measure.better !== 'more';
  const shadeAt = (at: number): Shade => {
    if (last === 0) return 2;
    const place = Math.round((at * DARKEST) / last);
    return (isDarkHigh ? place : DARKEST - place) as Shade;
  };
  const classes = Array.from({ length: values.length === 0 ? 0 : last + 1 }, (_, at) => ({
    shade: shadeAt(at),
    from: bounds[at - 1] ?? null,
    below: bounds[at] ?? null,
    count: values.filter((value) => classOf(value, bounds) === at).length,
  }));
  return {
    classes: classes.toSorted((a, b) => a.shade - b.shade),
    shadeOf: (value) => shadeAt(classOf(value, bounds)),
  };
}
