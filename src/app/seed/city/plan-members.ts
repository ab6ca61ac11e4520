import type { Sector } from '#features/units/contract.ts';
import type { MemberStatus } from '#kernel/actor.ts';
import type { Random } from '../random.ts';
import { calibration } from './calibration.ts';
import { clamp, howMany, normal, streamOf } from './draw.ts';
import type { MergedBranch } from './plan-changes.ts';
import { FOUNDED, type PlannedBranch, type PlannedTree } from './plan-units.ts';
import { type DayNumber, dayNumber, NO_END, recognisedOn, type Timeline } from './timeline.ts';

/** A period in which a person belongs to a branch with one status. */
export type Spell = {
  person: number;
  from: DayNumber;
  to: DayNumber;
  status: MemberStatus;
  reason: string | null;
};

/** What the months need to know of everybody, in columns: half a million objects would cost too much. */
export type PlannedPeople = {
  count: number;
  bornOn: DayNumber[];
  isFemale: boolean[];
  sector: Sector[];
  admittedOn: DayNumber[];
  /** How readily a person comes, on the scale of log odds; 0 is usual. */
  leaning: number[];
};

export type PlannedMembers = {
  people: PlannedPeople;
  /** By branch: who belongs to it and when. The first `leaders` people are those fit for its posts. */
  rosters: Spell[][];
};

const YEAR = 365.25;

/** How many of a branch's first members hold its posts: secretary, deputy, committee (chi ủy from 9 members on). */
export const leadersOf = (size: number): number =>
  size < 6 ? 1 : size < 9 ? 2 : size <= 30 ? 3 : size <= 90 ? 5 : 7;

/** One more than the leaders: the secretary of the term before stays a member. */
const steadyOf = (size: number): number => Math.min(size, leadersOf(size) + 1);

function drawAge(random: Random, sector: Sector, isLeader: boolean): number {
  const { ages, residentialRetired } = calibration.people;
  const [youngest, to] = ages[sector];
  // Whoever was a member before the months of history began was of age then.
  const from = Math.max(youngest, 24);
  if (sector !== 'residential')
    return isLeader ? random.between(Math.max(from, 36), Math.min(to, 57)) : random.between(from, to);
  if (isLeader) return random.between(52, 69);
  if (random.chance(residentialRetired))
    return clamp(Math.round(57 + Math.abs(11.5 * normal(random))), 56, to);
  return random.between(from, 56);
}

/** The young and those who work come less, the retired more; every person has an own habit beside that. */
const leaningOf = (random: Random, age: number, sector: Sector): number =>
  0.75 * normal(random) +
  (age < 30 ? -0.95 : age < 36 ? -0.55 : age < 50 ? -0.2 : age < 60 ? 0 : age < 76 ? 0.5 : -0.1) +
  (sector === 'residential' && age < 56 ? -0.45 : 0) +
  (sector === 'armed-forces' || sector === 'agency' ? 0.2 : 0);

/**
 * Everybody who belonged to a branch within the months of history, with the periods of it: admitted, recognised,
 * transferred, away for a time, exempt, gone. The members of today are exactly those that the tree plans.
 */
export function planMembers(
  tree: PlannedTree,
  merged: readonly MergedBranch[],
  seed: number,
  time: Timeline,
): PlannedMembers {
  const { branches, bases } = tree;
  const { people: rates } = calibration;
  const rosters: Spell[][] = branches.map(() => []);
  const people: PlannedPeople = {
    count: 0,
    bornOn: [],
    isFemale: [],
    sector: [],
    admittedOn: [],
    leaning: [],
  };
  const start = time.firsts[0]!;
  const span = (time.today - start) / YEAR;
  const mergedInto = new Map(merged.map((one) => [one.into, one]));
  const cityBegan = dayNumber(FOUNDED);
  const open = branches.filter((branch) => branch.size > 0);
  const ofUpper = new Map<number, PlannedBranch[]>();
  for (const branch of open) ofUpper.set(branch.upper, [...(ofUpper.get(branch.upper) ?? []), branch]);

  const addPerson = (random: Random, sector: Sector, age: number, admittedOn: DayNumber): number => {
    people.bornOn.push(time.today - Math.floor((age + random.next()) * YEAR));
    people.isFemale.push(
      random.chance(sector === 'school' ? 0.72 : sector === 'armed-forces' ? 0.1 : rates.femaleShare),
    );
    people.sector.push(sector);
    people.admittedOn.push(admittedOn);
    people.leaning.push(leaningOf(random, age, sector));
    return people.count++;
  };
  /** Where a newcomer came from: near by more often than from far away. */
  const originOf = (random: Random, branch: PlannedBranch): PlannedBranch | undefined => {
    const near = random.next();
    for (let tries = 0; tries < 8; tries++) {
      const from =
        near < 0.3
          ? branches[random.pick(bases[branch.base]!.branches)]!
          : near < 0.66
            ? random.pick(ofUpper.get(branch.upper)!)
            : random.pick(open);
      if (from.at !== branch.at && from.size > 3) return from;
    }
    return undefined;
  };
  const put = (
    branch: number,
    person: number,
    from: DayNumber,
    to: DayNumber,
    status: MemberStatus,
    reason: string | null = null,
  ) => {
    if (to > from) rosters[branch]!.push({ person, from, to, status, reason });
  };

  for (const branch of open) {
    const random = streamOf(seed, 'members', branch.at);
    const { sector, size } = branch;
    const steady = steadyOf(size);
    const merge = mergedInto.get(branch.at);
    // Of a merged branch a part of the members came from the one that ended.
    const fromMerged = merge ? Math.round(size * (0.3 + 0.15 * random.next())) : 0;
    for (let slot = 0; slot < size; slot++) {
      const isLeader = slot < steady;
      const isNew = !isLeader && random.chance(rates.admittedAYear * span);
      const age = isNew
        ? random.between(22, random.chance(0.8) ? 37 : 55)
        : drawAge(random, sector, isLeader);
      const admittedOn = isNew
        ? start + Math.floor(random.next() * (time.today - start))
        : Math.min(
            start - 400 - random.between(0, 300),
            time.today - Math.floor((age - clamp(19 + Math.abs(6 * normal(random)), 19, age - 4)) * YEAR),
          );
      const person = addPerson(random, sector, age, admittedOn);
      const cameHere = Math.max(cityBegan, admittedOn);

      // The periods of status, wherever the person was.
      const states: { from: DayNumber; status: MemberStatus }[] = [];
      if (isNew) {
        states.push({ from: cameHere, status: 'provisional' });
        const officialOn = recognisedOn(admittedOn);
        if (officialOn <= time.today) states.push({ from: officialOn, status: 'official' });
      } else states.push({ from: cameHere, status: 'official' });
      const isOld = sector === 'residential' && age >= rates.exemptFrom;
      if (!isLeader && !isNew && isOld && random.chance(rates.exemptShare))
        states.push({
          from: Math.max(
            cameHere + 1,
            time.today - random.between(20, Math.max(21, (age - rates.exemptFrom + 1) * 365)),
          ),
          status: 'exempt',
        });
      else if (!isLeader && !isNew && random.chance(rates.awayNow))
        states.push({ from: time.today - random.between(30, 560), status: 'temporarily-away' });
      else if (!isLeader && !isNew && random.chance(rates.suspendedNow))
        states.push({ from: time.today - random.between(5, 80), status: 'suspended' });

      // Where: here all the time, or in another branch until a day.
      let home: { branch: number; until: DayNumber; reason: string } | undefined;
      if (merge && slot >= steady && slot < steady + fromMerged)
        home = { branch: merge.branch, until: merge.day, reason: 'Sáp nhập chi bộ' };
      else if (!isLeader && random.chance(rates.transferredAYear * span)) {
        const from = originOf(random, branch);
        const until = Math.max(start + 5, cameHere + 30) + Math.floor(random.next() * (time.today - start));
        if (from && until < time.today)
          home = { branch: from.at, until, reason: 'Chuyển sinh hoạt đảng chính thức' };
      }
      for (const [i, { from, status }] of states.entries()) {
        const to = states[i + 1]?.from ?? NO_END;
        if (home && from < home.until) {
          put(
            home.branch,
            person,
            from,
            Math.min(to, home.until),
            status,
            to > home.until ? home.reason : null,
          );
          put(branch.at, person, Math.max(from, home.until), to, status);
        } else put(branch.at, person, from, to, status);
        if (status === 'temporarily-away' && random.chance(rates.awayInCity)) {
          const host = originOf(random, branch);
          if (host) put(host.at, person, from, to, 'temporarily-here');
        }
      }
    }

    // Those who are no longer there: died, left, or were removed.
    const gone = howMany(random, size * (rates.diedAYear * (sector === 'residential' ? 1.4 : 0.35)) * span);
    for (let i = 0; i < gone; i++) {
      const age = sector === 'residential' ? random.between(62, 92) : random.between(40, 60);
      const person = addPerson(random, sector, age, time.today - Math.floor((age - 26) * YEAR));
      put(
        branch.at,
        person,
        Math.max(cityBegan, people.admittedOn[person]!),
        start + 1 + Math.floor(random.next() * (time.today - start - 1)),
        'official',
        'Từ trần',
      );
    }
    const left = howMany(random, size * rates.leftAYear * span);
    for (let i = 0; i < left; i++) {
      const age = random.between(26, 58);
      const person = addPerson(random, sector, age, time.today - Math.floor((age - 23) * YEAR));
      put(
        branch.at,
        person,
        Math.max(cityBegan, people.admittedOn[person]!),
        start + 1 + Math.floor(random.next() * (time.today - start - 1)),
        'official',
        random.pick(['Xóa tên', 'Xin ra khỏi Đảng', 'Khai trừ']),
      );
    }
  }
  return { people, rosters };
}
