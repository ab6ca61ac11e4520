import { addDays, type CivilDate } from '#kernel/civil-date.ts';
import { ok, type Refusal, type Result, type RuleSource, refuse } from '#kernel/result.ts';

export const MEASURES = ['done', 'number'] as const;
/** `done`: there or not there. `number`: a figure against a target. */
export type Measure = (typeof MEASURES)[number];

export type AssignmentToCheck = {
  title: string;
  /** What will be there when it is done (sản phẩm). */
  output: string;
  measure: Measure;
  target: number | null;
  measureUnit: string | null;
  issuedOn: CivilDate;
  answerBy: CivilDate;
  dueOn: CivilDate;
};

/** The duty under which a plan is made: its own due day and the days the tier keeps for itself. */
export type ParentDuty = { dueOn: CivilDate; leaveDays: number; rule?: RuleSource };

/** The latest due day below: it leaves the tier its days for putting the results together. */
export const latestDue = (parent: ParentDuty): CivilDate => addDays(parent.dueOn, -parent.leaveDays);

/**
 * Whether a task can be given as it stands.
 * Errors: `assignments.output-missing`, `assignments.target-missing`, `assignments.due-before-issue`,
 * `assignments.answer-after-due`, `assignments.due-past-parent`.
 */
export function checkAssignment<A extends AssignmentToCheck>(
  wanted: A,
  parent: ParentDuty | null,
): Result<A, Refusal> {
  if (wanted.output.trim() === '') return refuse({ code: 'assignments.output-missing', field: 'output' });
  if (wanted.measure === 'number' && (wanted.target === null || (wanted.measureUnit ?? '').trim() === ''))
    return refuse({
      code: 'assignments.target-missing',
      field: wanted.target === null ? 'target' : 'measureUnit',
    });
  if (wanted.dueOn < wanted.issuedOn) return refuse({ code: 'assignments.due-before-issue', field: 'dueOn' });
  if (wanted.answerBy < wanted.issuedOn || wanted.answerBy > wanted.dueOn)
    return refuse({ code: 'assignments.answer-after-due', field: 'answerBy' });
  if (parent && wanted.dueOn > latestDue(parent))
    return refuse({
      code: 'assignments.due-past-parent',
      field: 'dueOn',
      facts: { latest: latestDue(parent), parentDue: parent.dueOn, leave: parent.leaveDays },
      ...(parent.rule ? { rule: parent.rule } : {}),
    });
  return ok(wanted);
}

export type ReportToCheck = {
  state: 'in-progress' | 'done' | 'cannot-be-done';
  doneOn: CivilDate;
  figure: number | null;
  text: string | null;
  cause: string | null;
  hasFile: boolean;
};

/**
 * Whether a report can be taken. Done needs something that shows it: a figure where the task has a target, otherwise a
 * file, a figure or words that say where it is to be seen. Late or impossible needs a cause.
 * Errors: `assignments.done-in-future`, `assignments.figure-missing`, `assignments.evidence-missing`,
 * `assignments.cause-missing`.
 */
export function checkReport<R extends ReportToCheck>(
  report: R,
  task: { measure: Measure; dueOn: CivilDate },
  today: CivilDate,
): Result<R, Refusal> {
  if (report.doneOn > today) return refuse({ code: 'assignments.done-in-future', field: 'doneOn' });
  if (report.state === 'done') {
    if (task.measure === 'number' && report.figure === null)
      return refuse({ code: 'assignments.figure-missing', field: 'figure' });
    if (task.measure === 'done' && report.figure === null && !report.hasFile && !report.text?.trim())
      return refuse({ code: 'assignments.evidence-missing', field: 'text' });
  }
  const isLate = report.state === 'done' && report.doneOn > task.dueOn;
  if ((report.state === 'cannot-be-done' || isLate) && report.cause === null)
    return refuse({ code: 'assignments.cause-missing', field: 'cause' });
  return ok(report);
}
