import { addMonths, type CivilDate, monthOf, type YearMonth } from '#kernel/civil-date.ts';
import type { Need } from './needs.ts';

/**
 * What the branch itself can still put right, and is urged for. How many came is past, and a score waits for the
 * follower.
 */
const URGED_FOR: ReadonlySet<Need> = new Set<Need>([
  'not-planned',
  'not-held',
  'papers-not-sent',
  'minutes-late',
  'thematic-missing',
  'tasks-overdue',
]);

export const openOf = (row: { needs: readonly { need: Need }[] }): Need[] =>
  row.needs.map(({ need }) => need).filter((need) => URGED_FOR.has(need));

/** The first month that is still urged for: the one before, whose meetings may still be closed and made up for. */
export const firstUrgedMonth = (today: CivilDate): YearMonth => addMonths(monthOf(today), -1);

/** Of what a branch was urged for, that which is still open. */
export const stillOpen = (urgedFor: readonly Need[], row: { needs: readonly { need: Need }[] }): Need[] =>
  openOf(row).filter((need) => urgedFor.includes(need));
