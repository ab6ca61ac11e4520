import type { Post } from '#kernel/actor.ts';
import { streamOf } from './draw.ts';
import type { MergedBranch } from './plan-changes.ts';
import { leadersOf, type PlannedMembers } from './plan-members.ts';
import type { PlannedTree } from './plan-units.ts';
import { type DayNumber, dayNumber, NO_END, type Timeline } from './timeline.ts';

export type PlannedPost = {
  person: number;
  unit: number;
  post: Post;
  from: DayNumber;
  to: DayNumber;
  decision: string;
};

export type PlannedPosts = {
  list: PlannedPost[];
  /** By branch: the posts held in it, follower included. */
  ofBranch: PlannedPost[][];
  /** By unit: who leads a committee. */
  secretaryOf: Map<number, number>;
  /** The people of the city committee and of each committee above the base, for the page of people to enter as. */
  cityPeople: {
    secretary: number;
    deputies: number[];
    officers: number[];
    operator: number;
    members: number[];
  };
  officersOf: Map<number, number[]>;
};

const TERM_BEGAN = dayNumber('2020-08-15');

/** Posts of every unit: leaders of branches and committees, followers, officers; some changed hands on the way. */
export function planPosts(
  tree: PlannedTree,
  merged: readonly MergedBranch[],
  { rosters }: PlannedMembers,
  seed: number,
  time: Timeline,
): PlannedPosts {
  const { units, branches, bases, uppers, city } = tree;
  const list: PlannedPost[] = [];
  const ofBranch: PlannedPost[][] = branches.map(() => []);
  const secretaryOf = new Map<number, number>();
  const officersOf = new Map<number, number[]>();
  const endOf = new Map(merged.map(({ branch, day }) => [branch, day]));
  const give = (
    person: number,
    unit: number,
    post: Post,
    from: DayNumber,
    to: DayNumber,
    decision: string,
  ) => {
    const given = { person, unit, post, from, to, decision };
    list.push(given);
    return given;
  };
  const endDay = (unit: number): DayNumber => {
    const { endedOn } = units[unit]!;
    return endedOn === null ? NO_END : dayNumber(endedOn);
  };
  const began = (unit: number): DayNumber => Math.max(TERM_BEGAN, dayNumber(units[unit]!.foundedOn));

  /** People who have been in the branch all the time, in the order in which they were planned. */
  const steady = branches.map(({ at }) => {
    const end = endOf.get(at);
    const seen = new Set<number>();
    return rosters[at]!.filter(({ person, from, to, status }) => {
      const fits =
        status === 'official' && from <= TERM_BEGAN && (end === undefined ? to === NO_END : to >= end);
      if (!fits || seen.has(person)) return false;
      seen.add(person);
      return true;
    }).map(({ person }) => person);
  });
  const used = branches.map(() => 0);
  /** The next person of a branch who holds no post yet, or somebody who does when all do. */
  const takeFrom = (branch: number): number => {
    const people = steady[branch]!;
    const at = used[branch]!;
    used[branch] = at + 1;
    return people[at % people.length]!;
  };

  for (const branch of branches) {
    const random = streamOf(seed, 'posts', branch.at);
    const from = began(branch.unit);
    const to = endOf.get(branch.at) ?? NO_END;
    const own = ofBranch[branch.at]!;
    const decision = `Số ${random.between(11, 380)}-QĐ/ĐU`;
    const count = Math.min(leadersOf(branch.size || 30), steady[branch.at]!.length);
    const secretary = takeFrom(branch.at);
    // A secretary of the term before handed over within the months that are known.
    const changedOn =
      steady[branch.at]!.length > count && random.chance(0.22)
        ? time.firsts[random.between(2, time.running - 1)]! + random.between(0, 25)
        : undefined;
    const isEarlier = changedOn !== undefined && changedOn < Math.min(to, time.today);
    own.push(give(secretary, branch.unit, 'secretary', isEarlier ? changedOn : from, to, decision));
    secretaryOf.set(branch.unit, secretary);
    for (let i = 1; i < count; i++)
      own.push(
        give(
          takeFrom(branch.at),
          branch.unit,
          i === 1 ? 'deputy-secretary' : 'committee-member',
          from,
          to,
          decision,
        ),
      );
    if (isEarlier) own.push(give(takeFrom(branch.at), branch.unit, 'secretary', from, changedOn, decision));
  }

  /** Leaders, members and officers of a committee, taken from its offices and from the secretaries below it. */
  const seat = (
    unit: number,
    offices: readonly number[],
    heads: number[],
    most: number,
    officers: number,
  ) => {
    const from = began(unit);
    const to = endDay(unit);
    const random = streamOf(seed, 'committee', unit);
    const decision = `Số ${random.between(100, 2_400)}-QĐ/${unit === city ? 'TW' : 'TU'}`;
    const taken = new Set<number>();
    const next = (): number => {
      const office = offices.find((branch) => used[branch]! < steady[branch]!.length);
      const person = office === undefined ? heads.find((head) => !taken.has(head)) : takeFrom(office);
      if (person === undefined) throw new Error('There are too few people for a committee.');
      taken.add(person);
      return person;
    };
    const secretary = next();
    secretaryOf.set(unit, secretary);
    give(secretary, unit, 'secretary', from, to, decision);
    const deputies = Array.from({ length: Math.min(2, most - 1) }, next);
    for (const deputy of deputies) give(deputy, unit, 'deputy-secretary', from, to, decision);
    const staff = Array.from({ length: officers }, next);
    for (const person of staff)
      give(person, unit, 'officer', from, to, `Số ${random.between(10, 300)}-QĐ/ĐU`);
    officersOf.set(unit, staff);
    const members = heads.filter((person) => !taken.has(person)).slice(0, Math.max(2, most - 3));
    for (const member of members) give(member, unit, 'committee-member', from, to, decision);
    return { secretary, deputies, members, officers: staff };
  };
  const follow = (branch: number, person: number, from: DayNumber) => {
    const { unit, base } = branches[branch]!;
    const to = Math.min(endDay(unit), endDay(bases[base]!.unit));
    ofBranch[branch]!.push(give(person, unit, 'follower', from, to, 'Phân công của cấp ủy'));
  };
  const headsOf = (list: readonly number[]) =>
    list
      .toSorted((a, b) => branches[b]!.size - branches[a]!.size || a - b)
      .map((branch) => secretaryOf.get(branches[branch]!.unit)!);
  /** The first branches of a body are its offices; the others stand in where those are small. */
  const officesOf = (list: readonly number[], first: readonly number[]) => [
    ...first,
    ...list.filter((branch) => !first.includes(branch)),
  ];

  for (const base of bases) {
    if (base.branches.length === 1) continue;
    const committee = seat(
      base.unit,
      officesOf(base.branches, [base.branches[0]!]),
      headsOf(base.branches),
      base.isCommune ? 15 : 9,
      base.isCommune ? 2 : 1,
    );
    // Members of the committee follow the branches in turn, nobody the own one.
    const followers = [...committee.members, ...committee.deputies];
    for (const [i, branch] of base.branches.entries()) {
      const own = new Set(steady[branch]);
      const inTurn = followers.map((_, at) => followers[(i + at) % followers.length]!);
      follow(branch, inTurn.find((person) => !own.has(person)) ?? inTurn[0]!, began(branches[branch]!.unit));
    }
  }
  // Where a commune was merged into another one, that one's secretary follows its branches until somebody else is named.
  for (const base of bases) {
    const { endedOn } = units[base.unit]!;
    if (endedOn === null) continue;
    for (const branch of base.branches) {
      const unit = units[branches[branch]!.unit]!;
      const successor = secretaryOf.get(unit.links.at(-1)!.value);
      if (successor === undefined || unit.endedOn !== null) continue;
      const followed = give(
        successor,
        unit.at,
        'follower',
        dayNumber(endedOn),
        NO_END,
        'Phân công của cấp ủy',
      );
      ofBranch[branch]!.push(followed);
    }
  }
  for (const one of merged) {
    const base = bases[branches[one.branch]!.base]!;
    follow(one.branch, secretaryOf.get(base.unit)!, began(branches[one.branch]!.unit));
  }
  // Middle bodies have a secretary of their own; so has a committee that was founded on the way.
  for (const unit of units) {
    if (unit.kind !== 'sub-committee' && !(unit.kind === 'base-committee' && !secretaryOf.has(unit.at)))
      continue;
    const below = branches.filter((branch) => units[branch.unit]!.links.at(-1)!.value === unit.at);
    const head = below[0];
    if (!head) continue;
    const person = secretaryOf.get(head.unit)!;
    secretaryOf.set(unit.at, person);
    give(person, unit.at, 'secretary', began(unit.at), endDay(unit.at), 'Chỉ định của cấp ủy cấp trên');
  }
  for (const upper of uppers) {
    const own = bases.filter((base) => base.upper === upper.unit);
    const committee = seat(
      upper.unit,
      officesOf(
        own.flatMap((base) => base.branches),
        upper.offices.flatMap((base) => bases[base]!.branches),
      ),
      own.map((base) => secretaryOf.get(base.unit)!),
      21,
      4,
    );
    const singles = own.filter((base) => base.branches.length === 1);
    for (const [i, base] of singles.entries())
      follow(base.branches[0]!, committee.members[i % committee.members.length]!, began(base.unit));
  }
  const first = uppers.find((upper) => !upper.isDistrict) ?? uppers[0]!;
  const offices = first.offices.flatMap((base) => bases[base]!.branches);
  const heads = uppers.map((upper) => secretaryOf.get(upper.unit)!);
  const cityPeople = seat(city, offices, heads, 40, 4);
  const operator = takeFrom(offices.at(-1)!);
  give(operator, city, 'operator', TERM_BEGAN, NO_END, 'Số 31-QĐ/VPTU');
  return { list, ofBranch, secretaryOf, cityPeople: { ...cityPeople, operator }, officersOf };
}
