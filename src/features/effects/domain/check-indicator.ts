import type { CivilDate } from '#kernel/civil-date.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';

export type Wanted = { measure: string; target: number | null };
export type Named = { measure: string; droppedOn: CivilDate | null };

/** Most indicators of one paper: a scheme that means to move everything moves nothing that one could tell. */
export const MOST_INDICATORS = 6;

/**
 * Whether a paper may name this indicator. One that was dropped is not named again: its baseline stands, and taking it
 * off and on by what the figures show would make any paper a success.
 */
export function checkIndicator(
  wanted: Wanted,
  about: {
    isWithdrawn: boolean;
    named: readonly Named[];
    /** Ends of the measure's scale. */
    scale: readonly [number, number];
    /** Units that have figures in the months before the issue. */
    measuredBefore: number;
  },
): Result<Wanted> {
  if (about.isWithdrawn) return refuse({ code: 'effects.paper-withdrawn' });
  if (about.named.some((one) => one.measure === wanted.measure))
    return refuse({ code: 'effects.named-already', field: 'measure' });
  if (about.named.filter((one) => one.droppedOn === null).length >= MOST_INDICATORS)
    return refuse({ code: 'effects.too-many', field: 'measure', facts: { most: MOST_INDICATORS } });
  const { target } = wanted;
  const [low, high] = about.scale;
  if (target !== null && (target < low || target > high))
    return refuse({ code: 'effects.target-off-scale', field: 'target', facts: { low, high } });
  if (about.measuredBefore === 0) return refuse({ code: 'effects.nothing-before', field: 'measure' });
  return ok(wanted);
}
