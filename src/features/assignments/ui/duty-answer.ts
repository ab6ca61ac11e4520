import { civilDateAt, formatCivilDate } from '#kernel/civil-date.ts';
import type { Answer } from '#kernel/route.ts';
import type { getDuty } from '../contract.ts';

export type DutyAnswer = Answer<typeof getDuty>;

/** The Vietnamese day of an instant as people write it. */
export const dayOf = (at: string): string => formatCivilDate(civilDateAt(Date.parse(at)));
