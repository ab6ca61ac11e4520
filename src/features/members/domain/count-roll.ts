import { MEMBER_STATUSES, type MemberStatus } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';

/** Age groups by the year of birth, youngest first. */
export const AGE_GROUPS = ['to-30', '31-40', '41-50', '51-60', 'over-60', 'unknown'] as const;
export type AgeGroup = (typeof AGE_GROUPS)[number];
export const SEXES = ['male', 'female', 'unknown'] as const;
export type CountedSex = (typeof SEXES)[number];

type Counted = { status: MemberStatus; sex: 'male' | 'female' | null; birthYear: number | null };

/** A list without its names. Groups of nobody are left out of the statuses and stand as zero elsewhere. */
export type RollCounts = {
  members: number;
  byStatus: { status: MemberStatus; count: number }[];
  bySex: { sex: CountedSex; count: number }[];
  byAge: { age: AgeGroup; count: number }[];
};

const LAST_AGES = [30, 40, 50, 60];

/** The group on a day; whoever turns 31 in a year is 31 all that year, as lists give only the year of birth. */
export function ageGroupOf(birthYear: number | null, day: CivilDate): AgeGroup {
  if (birthYear === null) return 'unknown';
  const age = Number(day.slice(0, 4)) - birthYear;
  const at = LAST_AGES.findIndex((last) => age <= last);
  return AGE_GROUPS[at < 0 ? LAST_AGES.length : at]!;
}

export function countRoll(members: readonly Counted[], day: CivilDate): RollCounts {
  const count = (fits: (member: Counted) => boolean) => members.filter(fits).length;
  return {
    members: members.length,
    byStatus: MEMBER_STATUSES.map((status) => ({
      status,
      count: count((one) => one.status === status),
    })).filter((one) => one.count > 0),
    bySex: SEXES.map((sex) => ({ sex, count: count((one) => (one.sex ?? 'unknown') === sex) })),
    byAge: AGE_GROUPS.map((age) => ({ age, count: count((one) => ageGroupOf(one.birthYear, day) === age) })),
  };
}
