import {
  type GradingRuleValues,
  type TaskShare,
  UNIT_GRADES,
  type UnitGrade,
} from '#features/rulebooks/contract.ts';
import { ok, type Refusal, type Result, type RuleSource, refuse } from '#kernel/result.ts';
import { type Evidence, workOf } from './evidence.ts';
import { type Declared, type Points, totalOf } from './sheet.ts';

/** The rules as a round keeps them: each value with its document. */
export type RoundRules = {
  [K in keyof GradingRuleValues]: { value: GradingRuleValues[K]; source: RuleSource };
};

/** Something that bars the better grades, with the rule that says so; `best` is the best grade in spite of it. */
export type Obstacle = { refusal: Refusal & { rule: RuleSource }; best: UnitGrade };

const rank = (grade: UnitGrade): number => UNIT_GRADES.indexOf(grade);
/** The worse of two. */
const worse = (a: UnitGrade, b: UnitGrade): UnitGrade => (rank(a) > rank(b) ? a : b);
export const isBetter = (a: UnitGrade, b: UnitGrade): boolean => rank(a) < rank(b);

/** The grade by the points alone. */
export function gradeOfPoints(total: number, points: GradingRuleValues['grading.points']): UnitGrade {
  if (total >= points.excellent) return 'excellent';
  if (total >= points.good) return 'good';
  return total >= points.completed ? 'completed' : 'not-completed';
}

/**
 * The best grade whose share of tasks is reached, and which share fails for the next better one. What is past its day counts
 * as late; that it was not done is said when the period is over.
 */
function judgeTasks(evidence: Evidence, rules: RoundRules): Obstacle[] {
  const { due, done, late } = workOf(evidence);
  const { value, source } = rules['grading.tasks'];
  if (due === 0) return [];
  const isDone = (share: TaskShare) => !evidence.isOver || done * 100 >= share.doneAtLeast * due;
  const met = (['excellent', 'good', 'completed'] as const).find(
    (grade) => isDone(value[grade]) && late * 100 <= value[grade].lateAtMost * due,
  );
  if (met === 'excellent') return [];
  const best = met ?? 'not-completed';
  const next = value[UNIT_GRADES[rank(best) - 1] as 'excellent' | 'good' | 'completed'];
  return [
    {
      best,
      refusal: isDone(next)
        ? {
            code: 'grading.tasks-late',
            rule: source,
            facts: { late, due, percent: Math.ceil((late * 100) / due), most: next.lateAtMost },
          }
        : {
            code: 'grading.tasks-not-done',
            rule: source,
            facts: { done, due, percent: Math.floor((done * 100) / due), least: next.doneAtLeast },
          },
    },
  ];
}

/**
 * Everything that bars a better grade for a unit, by points, by what it declares and by the records. `setAside`: a cause beyond
 * the unit is named (by the unit) or accepted (by the committee), and late or undone tasks bar nothing.
 */
export function obstaclesFor(
  unit: { points: Points; declared: Declared; evidence: Evidence; setAside: boolean },
  rules: RoundRules,
): Obstacle[] {
  const found: Obstacle[] = [];
  const total = totalOf(unit.points);
  const byPoints = gradeOfPoints(total, rules['grading.points'].value);
  if (byPoints !== 'excellent') {
    const next = UNIT_GRADES[rank(byPoints) - 1] as 'excellent' | 'good' | 'completed';
    found.push({
      best: byPoints,
      refusal: {
        code: 'grading.points-too-few',
        rule: rules['grading.points'].source,
        facts: { points: total, least: rules['grading.points'].value[next] },
      },
    });
  }
  if (!unit.setAside) found.push(...judgeTasks(unit.evidence, rules));
  for (const [key, best] of [
    ['grading.not-completed', 'not-completed'],
    ['grading.for-excellent', 'good'],
  ] as const) {
    const { value, source } = rules[key];
    for (const fact of value) {
      const answer = unit.declared[fact.id]?.answer;
      // What nobody has answered yet bars excellent; that a unit failed must be said.
      if (answer === fact.needs || (answer === undefined && best === 'not-completed')) continue;
      found.push({
        best,
        refusal: {
          code: 'grading.condition-unmet',
          rule: source,
          facts: { condition: fact.question.vi, conditionEn: fact.question.en },
        },
      });
    }
  }
  return found;
}

/** The best grade that all of it allows. */
export const bestOf = (obstacles: readonly Obstacle[]): UnitGrade =>
  obstacles.reduce<UnitGrade>((best, obstacle) => worse(best, obstacle.best), 'excellent');

/** Whether a grade is allowed; the refusal is the one of what bars most, with its rule and facts. */
export function checkGrade(wanted: UnitGrade, obstacles: readonly Obstacle[]): Result<true> {
  const best = bestOf(obstacles);
  if (!isBetter(wanted, best)) return ok(true);
  const hardest = obstacles.find((one) => one.best === best);
  return hardest ? refuse({ ...hardest.refusal, field: 'grade' }) : ok(true);
}
