import { UNIT_GRADES, type UnitGrade } from '#features/rulebooks/contract.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import { SHEET_STATES, type SheetState, UNSENT } from './sheet.ts';

type Counted = { state: SheetState; grade: UnitGrade | null; count: number };

const zeros = <K extends string>(keys: readonly K[]) =>
  Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;

/** How far a round is: how many sheets stand where, which grades were decided, and how many are late. */
export function tallyOf(counted: readonly Counted[], selfBy: CivilDate, today: CivilDate) {
  const byState = zeros(SHEET_STATES);
  const byGrade = zeros(UNIT_GRADES);
  for (const { state, grade, count } of counted) {
    byState[state] += count;
    if (grade !== null) byGrade[grade] += count;
  }
  const branches = SHEET_STATES.reduce((sum, state) => sum + byState[state], 0) - byState['left-out'];
  const unsent = UNSENT.reduce((sum, state) => sum + byState[state], 0);
  return { branches, byState, byGrade, late: today > selfBy ? unsent : 0 };
}
