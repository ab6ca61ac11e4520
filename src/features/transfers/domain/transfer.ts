import { type Clock, clockOf, type Terms } from '#features/members/contract.ts';
import { type CivilDate, formatCivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { ok, type Refusal, type Result, type RuleSource, refuse } from '#kernel/result.ts';

/** Chính thức: the member belongs to another branch from then on. Tạm thời: for some months, and counts at home. */
export const TRANSFER_KINDS = ['official', 'temporary'] as const;
export type TransferKind = (typeof TRANSFER_KINDS)[number];

/** Why a member goes: a decision about work, retirement or the like, another residence, full-time study. */
export const TRANSFER_CAUSES = ['work', 'retirement', 'residence', 'study', 'other'] as const;
export type TransferCause = (typeof TRANSFER_CAUSES)[number];

/**
 * Where a transfer stands. `announced`: the cause is known and the clock to ask for it runs. `requested`: đã đề nghị.
 * `introduced`: đã giới thiệu, the clock to present it runs. `presented`: đã xuất trình giấy giới thiệu. The others are
 * ends: received; refused by the branch that was to receive; withdrawn before an introduction; lapsed, the introduction
 * was not presented in time and was called back.
 */
export const TRANSFER_STATES = [
  'announced',
  'requested',
  'introduced',
  'presented',
  'received',
  'refused',
  'withdrawn',
  'lapsed',
] as const;
export type TransferState = (typeof TRANSFER_STATES)[number];

const OPEN: readonly TransferState[] = ['announced', 'requested', 'introduced', 'presented'];
export const isOpen = (state: TransferState): boolean => OPEN.includes(state);

/** A transfer as far as its steps are concerned. */
export type TransferCourse = {
  state: TransferState;
  kind: TransferKind;
  /** The decision took effect or the residence changed on this day. */
  causeOn: CivilDate;
  /** Null: an organisation outside of this system. */
  fromBranchId: Id | null;
  toBranchId: Id | null;
  requestedOn: CivilDate | null;
  introducedOn: CivilDate | null;
  presentedOn: CivilDate | null;
  closedOn: CivilDate | null;
};

/** What somebody does to a transfer on a day. */
export type TransferStep =
  /** With the self-review and the decision; `lateReason` when the term is over. */
  | { step: 'request'; on: CivilDate; hasReview: boolean; lateReason: string | null }
  | { step: 'introduce'; on: CivilDate; paper: string }
  | { step: 'present'; on: CivilDate; lateReason: string | null }
  | { step: 'receive'; on: CivilDate }
  | { step: 'refuse'; on: CivilDate; reason: string }
  | { step: 'withdraw'; on: CivilDate; reason: string }
  | { step: 'lapse'; on: CivilDate; reason: string };
export type StepKind = TransferStep['step'];
export const STEP_KINDS = [
  'announce',
  'request',
  'introduce',
  'present',
  'receive',
  'refuse',
  'withdraw',
  'lapse',
  'carry',
] as const satisfies readonly (StepKind | 'announce' | 'carry')[];

/** From which states each step may be taken. */
const FROM: Record<StepKind, readonly TransferState[]> = {
  request: ['announced'],
  introduce: ['requested'],
  present: ['introduced'],
  receive: ['presented'],
  refuse: ['introduced', 'presented'],
  withdraw: ['announced', 'requested', 'introduced'],
  lapse: ['introduced'],
};

const no = (code: `transfers.${string}`, field: string, facts?: Refusal['facts'], rule?: RuleSource) =>
  refuse({ code, field, ...(facts ? { facts } : {}), ...(rule ? { rule } : {}) });

/** The clock that runs in this state, if one does. */
export function runningClock(course: TransferCourse, terms: Terms): Clock | null {
  if (course.state === 'announced' && course.kind === 'official')
    return clockOf(terms, 'transfer.apply-days', course.causeOn);
  if (course.state === 'introduced' && course.introducedOn)
    return clockOf(terms, 'transfer.present-days', course.introducedOn);
  return null;
}

/** The last day on which something happened to the transfer. */
const latest = (course: TransferCourse): CivilDate | null =>
  course.presentedOn ?? course.introducedOn ?? course.requestedOn;

/**
 * The course after a step. Refuses a step out of turn, a day before the one before or after today, a late request or
 * presentation without its reason (the rule's document is named), a request without the self-review, and calling an
 * introduction back while its term still runs.
 */
export function takeStep(course: TransferCourse, step: TransferStep, terms: Terms): Result<TransferCourse> {
  if (!FROM[step.step].includes(course.state))
    return no(isOpen(course.state) ? 'transfers.not-yet' : 'transfers.is-closed', 'step');
  if (step.on > terms.today) return no('transfers.day-in-future', 'on');
  const before = latest(course);
  if (before && step.on < before)
    return no('transfers.before-the-step-before', 'on', { on: formatCivilDate(before) });
  const clock = runningClock(course, terms);
  const isLate = clock !== null && step.on > clock.dueOn;
  const { on } = step;
  switch (step.step) {
    case 'request':
      if (!step.hasReview) return no('transfers.review-missing', 'hasReview');
      if (isLate && !step.lateReason?.trim())
        return no(
          'transfers.late-reason-missing',
          'lateReason',
          { due: formatCivilDate(clock.dueOn) },
          clock.rule,
        );
      return ok({ ...course, state: 'requested', requestedOn: on });
    case 'introduce':
      return ok({ ...course, state: 'introduced', introducedOn: on });
    case 'present':
      if (isLate && !step.lateReason?.trim())
        return no(
          'transfers.late-reason-missing',
          'lateReason',
          { due: formatCivilDate(clock.dueOn) },
          clock.rule,
        );
      return ok({ ...course, state: 'presented', presentedOn: on });
    case 'receive':
      return ok({ ...course, state: 'received', closedOn: on });
    case 'refuse':
      return ok({ ...course, state: 'refused', closedOn: on });
    case 'withdraw':
      return ok({ ...course, state: 'withdrawn', closedOn: on });
    case 'lapse':
      if (clock && !isLate)
        return no('transfers.term-still-runs', 'on', { due: formatCivilDate(clock.dueOn) }, clock.rule);
      return ok({ ...course, state: 'lapsed', closedOn: on });
  }
}

/** Steps that may be taken next, as far as the course alone decides. */
export function possibleSteps(course: TransferCourse, terms: Terms): StepKind[] {
  const clock = runningClock(course, terms);
  const isOver = clock !== null && clock.daysLeft < 0;
  return (Object.keys(FROM) as StepKind[]).filter(
    (step) => FROM[step].includes(course.state) && (step !== 'lapse' || isOver),
  );
}

/** What has to be done next in the ordinary course: by the side that sends, the committee, or the side that receives. */
export type Duty = 'request' | 'introduce' | 'receive' | 'note-reception';

/** Whose turn it is in an open transfer; null when it is closed or the turn is outside of this system. */
export function dutyOf(
  transfer: Pick<TransferCourse, 'state' | 'fromBranchId' | 'toBranchId'> & { issuerId: Id | null },
): { duty: Duty; unitId: Id } | null {
  const { state, fromBranchId, toBranchId, issuerId } = transfer;
  const turn = (duty: Duty, unitId: Id | null) => (unitId ? { duty, unitId } : null);
  switch (state) {
    case 'announced':
      return turn('request', fromBranchId);
    case 'requested':
      return turn('introduce', issuerId);
    case 'introduced':
    case 'presented':
      return toBranchId ? turn('receive', toBranchId) : turn('note-reception', fromBranchId);
    default:
      return null;
  }
}

export type UnitAbove = { id: Id; kind: string };

/**
 * Who gives the introduction. Inside one committee it is that committee; when the member leaves the area of the
 * committee directly above the base, it is that one (294-QĐ/TW, 6.3.1); where there is none, the nearest committee.
 * `above` and `toAbove` list the units above each branch, nearest first; `toAbove` is empty for an outside destination.
 */
export function issuerOf(above: readonly UnitAbove[], toAbove: readonly UnitAbove[]): Id | null {
  const direct = above.findIndex((unit) => unit.kind === 'upper-committee');
  const reach = direct < 0 ? above.slice(0, 1) : above.slice(0, direct + 1);
  const common = reach.find((unit) => toAbove.some((other) => other.id === unit.id));
  return (common ?? reach.at(-1))?.id ?? null;
}
