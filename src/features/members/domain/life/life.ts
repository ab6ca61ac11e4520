import type { MemberStatus } from '#kernel/actor.ts';
import { addDays, type CivilDate, monthsLater } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { type Period, periodContains } from '#kernel/period.ts';
import type { ImportedDate } from '../import/import-types.ts';

/** `home` is where the member counts; `host` is where a member of another branch is for a time. */
export type Nature = 'home' | 'host';

/** One way of belonging for some days. No two of one nature overlap. */
export type LifePeriod = Period & {
  branchId: Id;
  nature: Nature;
  status: MemberStatus;
  /** On probation behind a status that does not show it: exempt, suspended or away. */
  onProbation: boolean;
  reason: string | null;
};

/** Ways out of the Party. Only a transfer leaves a branch without leaving the Party. */
export const LEAVINGS = ['resignation', 'removal', 'expulsion', 'death'] as const;
/** xin ra khỏi Đảng, xóa tên, khai trừ, từ trần. */
export type LeavingKind = (typeof LEAVINGS)[number];

/** Everything about a member's way through branches that decides what may happen next. */
export type Life = {
  birth: ImportedDate | null;
  admittedOn: ImportedDate | null;
  officialOn: ImportedDate | null;
  diedOn: CivilDate | null;
  /** The last way out, until the person comes back. */
  left: { kind: LeavingKind; on: CivilDate } | null;
  /** How often the person was admitted again; the rules allow it once. */
  timesAdmittedAgain: number;
  periods: readonly LifePeriod[];
};

export type Standing = 'official' | 'provisional';

/** What a member is behind exemption, absence and suspension. */
export const standingOf = (period: Pick<LifePeriod, 'status' | 'onProbation'>): Standing =>
  period.status === 'provisional' || period.onProbation ? 'provisional' : 'official';

export const inOrder = (periods: readonly LifePeriod[]): LifePeriod[] =>
  periods.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.nature < b.nature ? -1 : 1));

export const periodOn = (
  periods: readonly LifePeriod[],
  nature: Nature,
  day: CivilDate,
): LifePeriod | undefined => periods.find((p) => p.nature === nature && periodContains(p, day));

export const isSamePeriod = (a: LifePeriod, b: LifePeriod): boolean =>
  a.branchId === b.branchId &&
  a.nature === b.nature &&
  a.status === b.status &&
  a.onProbation === b.onProbation &&
  a.from === b.from &&
  a.to === b.to &&
  a.reason === b.reason;

/** What has to be deleted and what written to come from one set of periods to another. */
export function periodChanges(before: readonly LifePeriod[], after: readonly LifePeriod[]) {
  const isIn = (list: readonly LifePeriod[]) => (p: LifePeriod) => list.some((q) => isSamePeriod(p, q));
  return {
    removed: before.filter((p) => !isIn(after)(p)),
    added: after.filter((p) => !isIn(before)(p)),
  };
}

/**
 * From `on` on the period of that nature is another one; what lies before keeps its own, and what was already known to
 * follow still begins on its day. Nothing happens on days that no period holds.
 */
export function changeFrom(
  periods: readonly LifePeriod[],
  nature: Nature,
  on: CivilDate,
  change: Partial<Pick<LifePeriod, 'branchId' | 'status' | 'onProbation' | 'reason'>>,
): LifePeriod[] {
  return inOrder(
    periods.flatMap((p) => {
      if (p.nature !== nature || !periodContains(p, on)) return [p];
      return [...(p.from < on ? [{ ...p, to: on }] : []), { ...p, ...change, from: on }];
    }),
  );
}

/** Nothing of that nature from `on` on. */
export const cutAt = (periods: readonly LifePeriod[], nature: Nature, on: CivilDate): LifePeriod[] =>
  periods.flatMap((p) => {
    if (p.nature !== nature || (p.to !== null && p.to <= on)) return [p];
    return p.from < on ? [{ ...p, to: on }] : [];
  });

/** A second period of the same kind as the one before it is the same period: they are joined. */
export function joined(periods: readonly LifePeriod[]): LifePeriod[] {
  const result: LifePeriod[] = [];
  for (const next of inOrder(periods)) {
    const at = result.findLastIndex((p) => p.nature === next.nature);
    const last = result[at];
    if (last && last.to === next.from && isSamePeriod({ ...last, from: next.from, to: next.to }, next))
      result[at] = { ...last, to: next.to };
    else result.push(next);
  }
  return result;
}

/** The first day on which the person belonged anywhere. */
export const firstDay = (periods: readonly LifePeriod[]): CivilDate | undefined =>
  inOrder(periods.filter((p) => p.nature === 'home'))[0]?.from;

/** The day on which probation began: the ceremony, or the first day that is known on probation. */
export function probationBegan(life: Life, on: CivilDate): CivilDate | undefined {
  if (life.admittedOn?.precision === 'day') return life.admittedOn.date;
  const home = inOrder(life.periods.filter((p) => p.nature === 'home' && p.from <= on));
  let began: CivilDate | undefined;
  for (const period of home.toReversed()) {
    if (standingOf(period) !== 'provisional') break;
    began = period.from;
  }
  return began;
}

/** The first day after probation: from it the member may be recognised, and is official when recognised. */
export const probationEnds = (began: CivilDate, months: number): CivilDate => monthsLater(began, months);

/** The last day of a half-open period, as forms write it. */
export const lastDayOfPeriod = (to: CivilDate): CivilDate => addDays(to, -1);
