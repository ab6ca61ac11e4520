import type {
  DeclaredFact,
  GradingCriterion,
  GradingRuleValues,
  UnitGrade,
} from '#features/rulebooks/contract.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';

/** Chưa làm, nháp, đã gửi, trả lại, đã thẩm định, đã quyết định, không xếp loại. */
export const SHEET_STATES = [
  'not-begun',
  'draft',
  'sent',
  'returned',
  'appraised',
  'decided',
  'left-out',
] as const;
export type SheetState = (typeof SHEET_STATES)[number];

/** What happens to a sheet on its way. */
export const STEP_KINDS = [
  'sent',
  'returned',
  'appraised',
  'decided',
  'changed',
  'left-out',
  'carried',
  'urged',
] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** What the branch has yet to send. */
export const UNSENT: readonly SheetState[] = ['not-begun', 'draft', 'returned'];

export type YesNo = 'yes' | 'no';
export type Points = Readonly<Record<string, number>>;
export type Declared = Readonly<Record<string, { answer: YesNo; note: string }>>;

/** What a branch says of itself; a draft may lack anything. */
export type SelfGrading = {
  points: Points;
  declared: Declared;
  grade: UnitGrade | null;
  strengths: string;
  faults: string;
  causes: string;
};

const inState = (state: SheetState, ...allowed: readonly SheetState[]): Result<true> =>
  allowed.includes(state) ? ok(true) : refuse({ code: `grading.is-${state}` });

/** The branch may write until it has sent, and again when it got the sheet back. */
export const checkWriting = (state: SheetState): Result<true> => inState(state, ...UNSENT);

/** Only what was sent and is not decided goes back. */
export const checkReturning = (state: SheetState): Result<true> => inState(state, 'sent', 'appraised');

/** What was sent is appraised, as often as needed; a branch that sends nothing in time is appraised all the same. */
export function checkAppraising(state: SheetState, selfBy: CivilDate, today: CivilDate): Result<true> {
  if (UNSENT.includes(state) && today > selfBy) return ok(true);
  return inState(state, 'sent', 'appraised');
}

export const checkDeciding = (state: SheetState): Result<true> => inState(state, 'appraised');
export const checkChanging = (state: SheetState): Result<true> => inState(state, 'decided');
export const checkLeavingOut = (state: SheetState): Result<true> =>
  inState(state, ...UNSENT, 'sent', 'appraised');

/** Points lie on the sheet, between nothing and the most of their criterion, in halves. */
export function checkPoints(
  points: Points,
  criteria: readonly GradingCriterion[],
  isWhole: boolean,
): Result<true> {
  for (const [id, given] of Object.entries(points)) {
    const criterion = criteria.find((one) => one.id === id);
    if (!criterion) return refuse({ code: 'grading.unknown-criterion', field: 'points' });
    if (!(given >= 0 && given <= criterion.max && Number.isInteger(given * 2)))
      return refuse({
        code: 'grading.points-wrong',
        field: `points.${id}`,
        facts: { criterion: criterion.title.vi, criterionEn: criterion.title.en, most: criterion.max },
      });
  }
  const missing = isWhole ? criteria.find((one) => points[one.id] === undefined) : undefined;
  return missing
    ? refuse({
        code: 'grading.points-missing',
        field: `points.${missing.id}`,
        facts: { criterion: missing.title.vi, criterionEn: missing.title.en },
      })
    : ok(true);
}

export const totalOf = (points: Points): number => Object.values(points).reduce((sum, one) => sum + one, 0);

/** Whether what a branch says of itself is whole enough to be sent. */
export function checkWhole(
  own: SelfGrading,
  criteria: readonly GradingCriterion[],
  facts: readonly DeclaredFact[],
): Result<true> {
  const points = checkPoints(own.points, criteria, true);
  if (!points.ok) return points;
  for (const fact of facts) {
    const given = own.declared[fact.id];
    const about = { condition: fact.question.vi, conditionEn: fact.question.en };
    if (!given) return refuse({ code: 'grading.answer-missing', field: `declared.${fact.id}`, facts: about });
    // Whoever says that something happened says what.
    if (given.answer !== fact.needs && given.note.trim() === '')
      return refuse({ code: 'grading.note-missing', field: `declared.${fact.id}`, facts: about });
  }
  if (own.grade === null) return refuse({ code: 'grading.grade-missing', field: 'grade' });
  if (own.strengths.trim() === '') return refuse({ code: 'grading.words-missing', field: 'strengths' });
  return own.faults.trim() === '' ? refuse({ code: 'grading.words-missing', field: 'faults' }) : ok(true);
}

type Asked = 'grading.for-excellent' | 'grading.not-completed';

/** Everything that the branch is asked with yes or no. */
export const factsOf = (rules: { [K in Asked]: { value: GradingRuleValues[K] } }): DeclaredFact[] => [
  ...rules['grading.for-excellent'].value,
  ...rules['grading.not-completed'].value,
];
