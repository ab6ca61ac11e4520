import type { MemberRuleValues } from '#features/rulebooks/contract.ts';
import { type CivilDate, formatCivilDate, monthsLater, yearsBetween } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { periodsOverlap } from '#kernel/period.ts';
import { ok, type Refusal, type Result, type RuleSource, refuse } from '#kernel/result.ts';
import {
  changeFrom,
  cutAt,
  firstDay,
  inOrder,
  joined,
  LEAVINGS,
  type LeavingKind,
  type Life,
  type LifePeriod,
  periodOn,
  probationBegan,
  probationEnds,
  type Standing,
  standingOf,
} from './life.ts';

/** Why a member goes elsewhere for a time; study may last longer. */
export const TEMPORARY_CAUSES = ['work', 'residence', 'study'] as const;
export type TemporaryCause = (typeof TEMPORARY_CAUSES)[number];

/**
 * What happens to a member. Days are civil days; `to` is the first day after. A move tells what was decided, never how
 * the periods look afterwards: that is worked out here.
 */
export type Move =
  /** Kết nạp. `on` is the day of the ceremony. `consent` names the paper that allows an age above the usual. */
  | { kind: 'admission'; branchId: Id; on: CivilDate; consent: string | null }
  /** Công nhận chính thức. `on` is the day of the decision. */
  | { kind: 'recognition'; on: CivilDate }
  | { kind: 'exemption'; on: CivilDate; to: CivilDate | null }
  | { kind: 'suspension'; on: CivilDate }
  /** Trở lại sinh hoạt, from exemption or suspension. */
  | { kind: 'return'; on: CivilDate }
  | { kind: LeavingKind; on: CivilDate }
  /** Khôi phục đảng tịch: the leaving was wrong; the member belongs again from `on` on. */
  | { kind: 'reinstatement'; branchId: Id; on: CivilDate; standing: Standing }
  /** Chuyển sinh hoạt chính thức. `branchId` null = to an organisation outside of this system. */
  | { kind: 'transfer'; branchId: Id | null; on: CivilDate; keepsStatus: boolean }
  /** A member who comes from outside of this system. */
  | { kind: 'arrival'; branchId: Id; on: CivilDate; standing: Standing }
  /**
   * Chuyển sinh hoạt tạm thời. `branchId` null = to a host outside of this system. The stay was agreed from
   * `plannedFrom` on; the host may receive the member later.
   */
  | {
      kind: 'temporary';
      branchId: Id | null;
      on: CivilDate;
      to: CivilDate;
      cause: TemporaryCause;
      plannedFrom?: CivilDate;
    }
  /** Another last day of a stay: longer or shorter. */
  | { kind: 'temporary-change'; on: CivilDate; to: CivilDate; cause: TemporaryCause }
  /** A guest from outside of this system, or from a branch that is not kept here. */
  | {
      kind: 'visit';
      branchId: Id;
      on: CivilDate;
      to: CivilDate;
      cause: TemporaryCause;
      plannedFrom?: CivilDate;
    };
export type MoveKind = Move['kind'];

export const MOVE_KINDS = [
  'admission',
  'recognition',
  'exemption',
  'suspension',
  'return',
  ...LEAVINGS,
  'reinstatement',
  'transfer',
  'arrival',
  'temporary',
  'temporary-change',
  'visit',
] as const satisfies readonly MoveKind[];

/** Acts that a branch records about one member; the others go through an admission or a transfer. */
export const RECORDED_MOVES = [
  'recognition',
  'exemption',
  'suspension',
  'return',
  'resignation',
  'removal',
  'expulsion',
  'death',
  'reinstatement',
] as const satisfies readonly MoveKind[];
export type RecordedMoveKind = (typeof RECORDED_MOVES)[number];

/** Which of them could be recorded on this day in this branch: what the screen offers. */
export function possibleMoves(life: Life, branchId: Id, context: MoveContext): RecordedMoveKind[] {
  const { today } = context;
  const home = periodOn(life.periods, 'home', today);
  if (home && home.branchId !== branchId) return [];
  return RECORDED_MOVES.filter((kind) => {
    const move: Move =
      kind === 'exemption'
        ? { kind, on: today, to: null }
        : kind === 'reinstatement'
          ? { kind, on: today, branchId, standing: 'official' }
          : { kind, on: today };
    return applyMove(life, move, context).ok;
  });
}

/** The branch that somebody goes to, as it is on that day. */
export type TargetBranch = { isBranch: boolean; foundedOn: CivilDate; endedOn: CivilDate | null };

export type MoveContext = {
  today: CivilDate;
  rules: MemberRuleValues;
  sources: { [K in keyof MemberRuleValues]: RuleSource };
  /** Of the move's `branchId`, when it has one. */
  target?: TargetBranch;
};

type Changed = Pick<Life, 'admittedOn' | 'officialOn' | 'diedOn' | 'left' | 'timesAdmittedAgain'>;
const no = (code: `members.${string}`, field = 'on', facts?: Refusal['facts'], rule?: RuleSource) =>
  refuse({ code, field, ...(facts ? { facts } : {}), ...(rule ? { rule } : {}) });
const says = formatCivilDate;
const asDay = (date: CivilDate) => ({ date, precision: 'day' as const });

/** Moves that tell of what has happened, never of what is planned. */
const PAST: readonly MoveKind[] = [
  'admission',
  'recognition',
  'reinstatement',
  'transfer',
  'arrival',
  ...LEAVINGS,
];

/**
 * The life after a move. Pure: the same life, move and day give the same answer. Refuses what cannot be: with the
 * code, the field of the move, the document of the rule and the facts for the sentence.
 */
export function applyMove(life: Life, move: Move, context: MoveContext): Result<Life> {
  const { today, target } = context;
  if (life.diedOn !== null && move.kind !== 'death')
    return no('members.has-died', 'on', { on: says(life.diedOn) });
  if (PAST.includes(move.kind) && move.on > today) return no('members.day-in-future');
  if ('branchId' in move && move.branchId !== null) {
    if (!target?.isBranch) return no('members.not-a-branch', 'branchId');
    if (move.on < target.foundedOn)
      return no('members.branch-not-founded', 'on', { on: says(target.foundedOn) });
    if (target.endedOn !== null && move.on >= target.endedOn)
      return no('members.branch-ended', 'branchId', { on: says(target.endedOn) });
  }
  if ('to' in move && move.to !== null && move.to <= move.on)
    return no('members.ends-before-it-begins', 'to');

  if (move.kind === 'admission') return admit(life, move, context);
  if (move.kind === 'reinstatement') return reinstate(life, move);
  if (move.kind === 'arrival') return arrive(life, move);
  if (move.kind === 'visit') return visit(life, move, context);

  const home = periodOn(life.periods, 'home', move.on);
  const guest = periodOn(life.periods, 'host', move.on);
  if (!home && guest && move.kind === 'temporary-change') return changeVisit(life, move, guest, context);
  if (!home) return notThere(life, move);
  switch (move.kind) {
    case 'recognition':
      return recognise(life, move.on, home, context);
    case 'exemption':
    case 'suspension':
      return changeStatus(life, move, home);
    case 'return':
      return comeBack(life, move.on, home);
    case 'transfer':
      return transfer(life, move, home, context);
    case 'temporary':
      return goAway(life, move, home, context);
    case 'temporary-change':
      return changeStay(life, move, home, context);
    default:
      return leave(life, move, context);
  }
}

const withPeriods = (
  life: Life,
  periods: readonly LifePeriod[],
  changed: Partial<Changed> = {},
): Result<Life> => ok({ ...life, ...changed, periods: joined(periods) });

function notThere(life: Life, move: Move): Result<Life> {
  const first = firstDay(life.periods);
  if (life.diedOn !== null) return no('members.has-died', 'on', { on: says(life.diedOn) });
  if (life.left && move.on >= life.left.on)
    return no('members.left-already', 'on', { on: says(life.left.on) });
  if (first && move.on < first) return no('members.status-before-joining', 'on', { on: says(first) });
  return no('members.not-in-branch');
}

/** Something that has already begun after `on`, up to today: it would be untrue if this happened first. */
const laterThan = (life: Life, on: CivilDate, today: CivilDate): LifePeriod | undefined =>
  inOrder(life.periods).find((p) => p.from > on && p.from <= today);

/** The day on which the person stopped belonging anywhere, when that is known to be after `on`. */
function endedAfter(life: Life, on: CivilDate): CivilDate | undefined {
  const end = inOrder(life.periods).findLast((p) => p.nature === 'home')?.to ?? null;
  return end !== null && end > on ? end : undefined;
}

function admit(
  life: Life,
  move: Extract<Move, { kind: 'admission' }>,
  { rules, sources }: MoveContext,
): Result<Life> {
  const { on } = move;
  // A guest is a member of some other branch.
  const known = life.periods.find((p) => p.to === null || p.to > on);
  if (known) return no('members.is-member', 'on', { on: says(known.from) });
  const age = rules['joining.age'];
  if (life.birth) {
    const exact = life.birth.precision === 'day';
    const years = exact
      ? yearsBetween(life.birth.date, on)
      : Number(on.slice(0, 4)) - Number(life.birth.date.slice(0, 4));
    if (years < age.from) return no('members.under-age', 'birth', { age: age.from }, sources['joining.age']);
    const isOver = exact
      ? years > age.to || (years === age.to && on.slice(5) > life.birth.date.slice(5))
      : years > age.to;
    if (isOver && !move.consent?.trim())
      return no('members.over-age', 'consent', { age: age.to }, sources['joining.age']);
  }
  const again = life.left !== null || life.periods.some((p) => p.nature === 'home');
  if (again) {
    const months = rules['joining.again-months'];
    const source = sources['joining.again-months'];
    if (life.timesAdmittedAgain > 0) return no('members.admitted-again-once', 'on', undefined, source);
    if (life.left?.kind === 'resignation' && !move.consent?.trim())
      return no('members.resigned-before', 'consent', undefined, source);
    const since = life.left?.on ?? lastDayKnown(life);
    if (since && on < monthsLater(since, months))
      return no('members.too-soon-again', 'on', { months, from: says(monthsLater(since, months)) }, source);
  }
  const period: LifePeriod = {
    branchId: move.branchId,
    nature: 'home',
    status: 'provisional',
    onProbation: false,
    from: on,
    to: null,
    reason: null,
  };
  return withPeriods(life, [...life.periods, period], {
    admittedOn: asDay(on),
    officialOn: null,
    left: null,
    timesAdmittedAgain: life.timesAdmittedAgain + (again ? 1 : 0),
  });
}

const lastDayKnown = (life: Life): CivilDate | undefined =>
  inOrder(life.periods).findLast((p) => p.nature === 'home')?.to ?? undefined;

/**
 * The day of the decision changes the roll; official is the member from the very end of probation, however late the
 * branch met or the committee approved.
 */
function recognise(
  life: Life,
  on: CivilDate,
  home: LifePeriod,
  { rules, sources }: MoveContext,
): Result<Life> {
  if (standingOf(home) !== 'provisional') return no('members.not-on-probation', 'on');
  if (home.status === 'suspended') return no('members.suspended-now', 'on', { on: says(home.from) });
  const began = probationBegan(life, on);
  if (!began) return no('members.not-on-probation', 'on');
  const due = probationEnds(began, rules['probation.months']);
  if (on < due)
    return no(
      'members.probation-not-over',
      'on',
      { months: rules['probation.months'], due: says(due) },
      sources['probation.months'],
    );
  const periods = life.periods.flatMap((p) => {
    if (p.nature !== 'home' || standingOf(p) !== 'provisional' || (p.to !== null && p.to <= on)) return [p];
    const official: LifePeriod = {
      ...p,
      from: p.from < on ? on : p.from,
      status: p.status === 'provisional' ? 'official' : p.status,
      onProbation: false,
    };
    return p.from < on ? [{ ...p, to: on }, official] : [official];
  });
  return withPeriods(life, periods, { officialOn: asDay(due) });
}

function changeStatus(
  life: Life,
  move: Extract<Move, { kind: 'exemption' | 'suspension' }>,
  home: LifePeriod,
): Result<Life> {
  const status = move.kind === 'exemption' ? 'exempt' : 'suspended';
  if (home.status === status) return no('members.same-status');
  if (home.status === 'temporarily-away') return no('members.away-now', 'on', { on: says(home.from) });
  if (home.status === 'suspended') return no('members.suspended-now', 'on', { on: says(home.from) });
  const standing = standingOf(home);
  const to = move.kind === 'exemption' ? move.to : null;
  let periods = changeFrom(life.periods, 'home', move.on, {
    status,
    onProbation: standing === 'provisional',
  });
  if (to !== null && (home.to === null || to < home.to))
    periods = changeFrom(periods, 'home', to, { status: standing, onProbation: false });
  return withPeriods(life, periods);
}

function comeBack(life: Life, on: CivilDate, home: LifePeriod): Result<Life> {
  if (home.status !== 'exempt' && home.status !== 'suspended') return no('members.not-apart');
  return withPeriods(
    life,
    changeFrom(life.periods, 'home', on, { status: standingOf(home), onProbation: false }),
  );
}

function leave(life: Life, move: Extract<Move, { kind: LeavingKind }>, { today }: MoveContext): Result<Life> {
  const { kind, on } = move;
  if (life.left) return no('members.left-already', 'on', { on: says(life.left.on) });
  const later = laterThan(life, on, today)?.from ?? endedAfter(life, on);
  if (later) return no('members.later-change-known', 'on', { on: says(later) });
  const periods = cutAt(cutAt(life.periods, 'home', on), 'host', on);
  return withPeriods(life, periods, {
    left: { kind, on },
    ...(kind === 'death' ? { diedOn: on } : {}),
  });
}

function reinstate(life: Life, move: Extract<Move, { kind: 'reinstatement' }>): Result<Life> {
  if (!life.left) return no('members.has-not-left');
  if (move.on < life.left.on) return no('members.before-leaving', 'on', { on: says(life.left.on) });
  return withPeriods(
    life,
    [
      ...life.periods,
      {
        branchId: move.branchId,
        nature: 'home',
        status: move.standing,
        onProbation: false,
        from: move.on,
        to: null,
        reason: null,
      },
    ],
    { left: null },
  );
}

function arrive(life: Life, move: Extract<Move, { kind: 'arrival' }>): Result<Life> {
  const known = life.periods.find((p) => p.nature === 'home' && (p.to === null || p.to > move.on));
  if (known) return no('members.is-member', 'on', { on: says(known.from) });
  if (life.left) return no('members.left-already', 'on', { on: says(life.left.on) });
  // Whoever was here for a time before is at home now.
  return withPeriods(life, [
    ...cutAt(life.periods, 'host', move.on),
    {
      branchId: move.branchId,
      nature: 'home',
      status: move.standing,
      onProbation: false,
      from: move.on,
      to: null,
      reason: null,
    },
  ]);
}

function transfer(
  life: Life,
  move: Extract<Move, { kind: 'transfer' }>,
  home: LifePeriod,
  { today }: MoveContext,
): Result<Life> {
  const { on, branchId, keepsStatus } = move;
  if (home.branchId === branchId) return no('members.same-branch', 'branchId');
  if (home.status === 'suspended' && !keepsStatus)
    return no('members.suspended-now', 'on', { on: says(home.from) });
  const later = laterThan(life, on, today)?.from ?? endedAfter(life, on);
  if (later) return no('members.later-change-known', 'on', { on: says(later) });
  const standing = standingOf(home);
  // Whoever stays elsewhere for a time keeps that stay when the home branch as a whole is handed over.
  const isAway = home.status === 'temporarily-away';
  if (keepsStatus && branchId !== null) {
    const moved = life.periods.flatMap((p) => {
      if (p.nature !== 'home' || (p.to !== null && p.to <= on)) return [p];
      return p.from < on
        ? [
            { ...p, to: on },
            { ...p, from: on, branchId },
          ]
        : [{ ...p, branchId }];
    });
    if (
      isAway &&
      life.periods.some(
        (p) => p.nature === 'host' && p.branchId === branchId && periodsOverlap(p, { from: on, to: null }),
      )
    )
      return withPeriods(life, backHome(cutAt(moved, 'host', on), on, standing));
    return withPeriods(life, moved);
  }
  const rest = cutAt(cutAt(life.periods, 'home', on), 'host', on);
  return withPeriods(
    life,
    branchId === null
      ? rest
      : [
          ...rest,
          {
            branchId,
            nature: 'home',
            status: standing,
            onProbation: false,
            from: on,
            to: null,
            reason: null,
          },
        ],
  );
}

/** From `on` on at home as what one is, whatever was planned. */
const backHome = (periods: readonly LifePeriod[], on: CivilDate, standing: Standing): LifePeriod[] =>
  changeFrom(periods, 'home', on, { status: standing, onProbation: false });

function checkStay(
  stay: { on: CivilDate; to: CivilDate; cause: TemporaryCause; plannedFrom?: CivilDate },
  { rules, sources }: MoveContext,
): Result<null> {
  const from = stay.plannedFrom && stay.plannedFrom < stay.on ? stay.plannedFrom : stay.on;
  const key = stay.cause === 'study' ? 'temporary.study-months' : 'temporary.months';
  const span = rules[key];
  const isTooShort = stay.to < monthsLater(from, span.from);
  const isTooLong =
    'below' in span ? stay.to >= monthsLater(from, span.below) : stay.to > monthsLater(from, span.to);
  const most = 'below' in span ? span.below : span.to;
  if (isTooShort) return no('members.stay-too-short', 'to', { months: span.from }, sources[key]);
  if (isTooLong) return no('members.stay-too-long', 'to', { months: most }, sources[key]);
  return ok(null);
}

const overlapsStay = (life: Life, stay: { from: CivilDate; to: CivilDate }, except?: LifePeriod) =>
  life.periods.find(
    (p) =>
      p !== except &&
      (p.nature === 'host' || p.status === 'temporarily-away') &&
      !(except && p.from === except.from) &&
      periodsOverlap(p, stay),
  );

function goAway(
  life: Life,
  move: Extract<Move, { kind: 'temporary' }>,
  home: LifePeriod,
  context: MoveContext,
): Result<Life> {
  const { on, to, branchId } = move;
  if (home.branchId === branchId) return no('members.same-branch', 'branchId');
  const other = overlapsStay(life, { from: on, to });
  if (other) return no('members.stays-overlap', 'on', { from: says(other.from) });
  if (home.status === 'suspended') return no('members.suspended-now', 'on', { on: says(home.from) });
  if (home.status === 'exempt') return no('members.exempt-now', 'on', { on: says(home.from) });
  if (home.to !== null && home.to < to) return no('members.later-change-known', 'to', { on: says(home.to) });
  const fits = checkStay(move, context);
  if (!fits.ok) return fits;
  const standing = standingOf(home);
  const away = changeFrom(life.periods, 'home', on, {
    status: 'temporarily-away',
    onProbation: standing === 'provisional',
  });
  const periods = changeFrom(away, 'home', to, { status: standing, onProbation: false });
  return withPeriods(
    life,
    branchId === null
      ? periods
      : [
          ...periods,
          {
            branchId,
            nature: 'host',
            status: 'temporarily-here',
            onProbation: false,
            from: on,
            to,
            reason: null,
          },
        ],
  );
}

/** `on` is a day of the stay; `to` its new first day after. A stay that is only cut short has no least length. */
function changeStay(
  life: Life,
  move: Extract<Move, { kind: 'temporary-change' }>,
  home: LifePeriod,
  context: MoveContext,
): Result<Life> {
  if (home.status !== 'temporarily-away' || home.to === null) return no('members.not-away');
  const { to } = move;
  if (to <= home.from) return no('members.ends-before-it-begins', 'to');
  const isLonger = to > home.to;
  if (isLonger) {
    const fits = checkStay({ on: home.from, to, cause: move.cause }, context);
    if (!fits.ok) return fits;
    const other = overlapsStay(life, { from: home.to, to }, home);
    if (other) return no('members.stays-overlap', 'to', { from: says(other.from) });
  }
  const after = life.periods.find((p) => p.nature === 'home' && p.from === home.to);
  if (!after || (after.to !== null && after.to <= to))
    return no('members.later-change-known', 'to', { on: says(after?.to ?? home.to) });
  const periods = life.periods.flatMap((p) => {
    if (p === home) return [{ ...p, to }];
    if (p === after) return [{ ...p, from: to }];
    if (p.nature === 'host' && p.from === home.from && p.to === home.to) return [{ ...p, to }];
    return [p];
  });
  return withPeriods(life, periods);
}

/** The stay of a guest whose home is not kept here. */
function changeVisit(
  life: Life,
  move: Extract<Move, { kind: 'temporary-change' }>,
  guest: LifePeriod,
  context: MoveContext,
): Result<Life> {
  const { to } = move;
  if (to <= guest.from) return no('members.ends-before-it-begins', 'to');
  if (life.left && to > life.left.on) return no('members.left-already', 'to', { on: says(life.left.on) });
  if (guest.to !== null && to > guest.to) {
    const fits = checkStay({ on: guest.from, to, cause: move.cause }, context);
    if (!fits.ok) return fits;
    const other = overlapsStay(life, { from: guest.to, to }, guest);
    if (other) return no('members.stays-overlap', 'to', { from: says(other.from) });
  }
  return withPeriods(
    life,
    life.periods.map((p) => (p === guest ? { ...p, to } : p)),
  );
}

function visit(life: Life, move: Extract<Move, { kind: 'visit' }>, context: MoveContext): Result<Life> {
  const { on, to, branchId } = move;
  // A member of a branch that is kept here goes by that branch, so that both sides know.
  const home = life.periods.find((p) => p.nature === 'home' && periodsOverlap(p, { from: on, to }));
  if (home) return no('members.is-member', 'on', { on: says(home.from) });
  if (life.left) return no('members.left-already', 'on', { on: says(life.left.on) });
  const other = overlapsStay(life, { from: on, to });
  if (other) return no('members.stays-overlap', 'on', { from: says(other.from) });
  const fits = checkStay(move, context);
  if (!fits.ok) return fits;
  return withPeriods(life, [
    ...life.periods,
    { branchId, nature: 'host', status: 'temporarily-here', onProbation: false, from: on, to, reason: null },
  ]);
}
