import { type CivilDate, civilDateAt } from './civil-date.ts';

/** The only way to the present. The app owns one; a test sets it. */
export type Clock = { now(): number };

export const systemClock: Clock = { now: () => Date.now() };

/** Today's civil date in Vietnam. */
export const today = (clock: Clock): CivilDate => civilDateAt(clock.now());
