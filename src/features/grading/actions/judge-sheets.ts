import type { GradingRuleValues, UnitGrade } from '#features/rulebooks/contract.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import type { RoundRow } from '../db/rounds.sql.ts';
import type { SheetRow } from '../db/sheets.sql.ts';
import type { Evidence } from '../domain/evidence.ts';
import { type Flag, flagsOf } from '../domain/flags.ts';
import { bestOf, type Obstacle, obstaclesFor, type RoundRules } from '../domain/judge.ts';
import type { Declared, Points } from '../domain/sheet.ts';
import { collectEvidence } from './collect-evidence.ts';

/** What bars a sheet: by the committee's points once it has appraised, by the branch's own until then. */
export function judgeSheet(
  sheet: Pick<SheetRow, 'points' | 'declared' | 'appraisedPoints' | 'setAside'>,
  evidence: Evidence,
  rules: RoundRules,
): Obstacle[] {
  return obstaclesFor(
    {
      points: sheet.appraisedPoints ?? sheet.points,
      declared: sheet.declared,
      evidence,
      setAside: sheet.setAside !== null,
    },
    rules,
  );
}

/** What of a sheet somebody should look at again: its grade against what points, answers and records allow. */
export function flagsFor(
  sheet: Pick<
    SheetRow,
    'points' | 'declared' | 'ownGrade' | 'appraisedGrade' | 'appraisedPoints' | 'setAside' | 'grade'
  >,
  evidence: Evidence,
  rules: RoundRules,
): { best: UnitGrade | null; flags: Flag[] } {
  const points: Points = sheet.appraisedPoints ?? sheet.points;
  if (Object.keys(points).length === 0) return { best: null, flags: [] };
  const best = bestOf(judgeSheet(sheet, evidence, rules));
  const flagRules: GradingRuleValues['grading.flags'] = rules['grading.flags'].value;
  return {
    best,
    flags: flagsOf(sheet.grade ?? sheet.appraisedGrade ?? sheet.ownGrade, best, evidence, flagRules),
  };
}

/** The best grade that a branch may have in a round with these points and answers, by the records of a day. */
export async function bestGradeFor(
  tx: Tx,
  round: RoundRow,
  branchId: Id,
  given: { points: Points; declared: Declared; setAside?: boolean },
  today: CivilDate,
): Promise<UnitGrade> {
  const evidence = (await collectEvidence(tx, [branchId], round, today))(branchId);
  const { points, declared, setAside = false } = given;
  return bestOf(obstaclesFor({ points, declared, evidence, setAside }, round.rules));
}
