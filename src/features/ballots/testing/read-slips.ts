import type { Slip } from '../domain/box.ts';

/** The slips of a closed ballot as the database keeps them: whole ones, or choices alone. */
export const canonicalSlips = (box: string): (Partial<Slip> & { marks: string })[] =>
  (JSON.parse(box) as { slips: (Slip | string)[] }).slips.map((slip) =>
    typeof slip === 'string' ? { marks: slip } : slip,
  );
