import type { Id } from '#kernel/ids.ts';

/** What counts: people whose unit gets another name and seat, Party members of those units, or how far people then have to go. */
export const WEIGHTS = ['people', 'members', 'distance'] as const;
export type Weight = (typeof WEIGHTS)[number];

/** `duty`: only units that are to be merged must be. `whole`: every unit must meet the whole standard afterwards. */
export const NEEDS = ['duty', 'whole'] as const;
export type Need = (typeof NEEDS)[number];

/** How many units there shall be afterwards. */
export type Target = { kind: 'free' } | { kind: 'most' | 'exact'; units: number };

export type Asked = {
  need: Need;
  /** Units that one group joins at most. */
  mostParts: number;
  target: Target;
  weight: Weight;
  /** Units that stay as they are whatever their size: a special reason, which people give. */
  stayIds: readonly Id[];
};

export const LEAST_PARTS = 2;
export const MOST_PARTS = 8;
