import type { MeetingClosed } from '#features/meetings/contract.ts';
import type { MeetingCopyRow } from '#features/meetings/public.ts';
import {
  type MeetingEvidence,
  type MeetingKind,
  minimumMinutes,
  type RuleValues,
} from '#features/rulebooks/contract.ts';
import type { YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { documentNumber } from '#platform/documents/document-number.ts';
import type { Random } from '../random.ts';
import { calibration } from './calibration.ts';
import { clamp, howMany, logistic, logit, normal, streamOf } from './draw.ts';
import { CAUSES, EVIDENCE, EXCUSES, TASKS } from './meeting-words.ts';
import type { MergedBranch } from './plan-changes.ts';
import type { PlannedMembers, Spell } from './plan-members.ts';
import type { PlannedPosts } from './plan-posts.ts';
import type { PlannedBranch, PlannedTree } from './plan-units.ts';
import { amendScore, type GivenScore, pointsOf, scoreMeeting } from './score-meeting.ts';
import type { SeededIds } from './seeded-ids.ts';
import {
  type DayNumber,
  dayNumber,
  dayText,
  instantAt,
  instantText,
  isTetMonth,
  NO_END,
  type Timeline,
  weekdayOf,
} from './timeline.ts';

/** The rules of a day, kept once for all meetings that share them. */
export type RulesOfDay = { rulesId: string; rules: RuleValues };

type Presence = 'present' | 'excused' | 'unexcused';

/** A task while it is open. */
export type LivingTask = {
  id: Id;
  title: string;
  output: string;
  owner: number;
  dueOn: DayNumber;
  reportMonth: YearMonth;
  assignedInMonth: YearMonth;
  meetingId: Id;
  assignedAt: string;
  state: 'open' | 'in-progress' | 'done' | 'done-late' | 'cannot-be-done';
  percent: number | null;
  cause: string | null;
  evidence: string | null;
  heard: number;
};

/** Everything that happened in one meeting, for the rows and for a journal. */
export type LivedMeeting = {
  id: Id;
  number: number;
  branch: PlannedBranch;
  month: number;
  kind: MeetingKind;
  plannedOn: DayNumber;
  heldOn: DayNumber;
  closedOn: DayNumber;
  startMinute: number;
  minutes: number;
  place: string;
  roll: { spell: Spell; presence: Presence | null; excuse: string | null; excusedInARow: number }[];
  figures: { base: number; present: number; excused: number; unexcused: number; spoke: number };
  speakers: number[];
  papersLate: boolean;
  noticeLate: boolean;
  evidence: MeetingEvidence;
  score: GivenScore | null;
  confirmed: { criterionId: string; points: number } | 'agreed' | null;
  ownScore: number | null;
  confirmedScore: number | null;
  before: { task: LivingTask; stateBefore: LivingTask['state'] }[];
  given: LivingTask[];
  secretary: number;
  thematicInMonth: boolean;
  rules: RulesOfDay;
  minutesNumber: string;
};

/** Where the rows go. Every one may answer with a promise that holds the writer back. */
export type MonthSink = {
  meeting: (row: MeetingCopyRow) => Promise<void> | undefined;
  attendance: (row: {
    meetingId: Id;
    personId: Id;
    branchId: Id;
    heldOn: string;
    presence: string;
  }) => Promise<void> | undefined;
  figures: (row: MeetingClosed & { closedOn: string }) => Promise<void> | undefined;
  task: (task: LivingTask, branchId: Id, ownerId: Id) => Promise<void> | undefined;
  report: (row: {
    id: Id;
    taskId: Id;
    at: string;
    byId: Id;
    state: LivingTask['state'];
    percent: number | null;
    cause: string | null;
    evidence: string | null;
    meetingId: Id;
    month: YearMonth;
  }) => Promise<void> | undefined;
  register: (row: {
    unitId: Id;
    term: string;
    type: string;
    number: number;
    meetingId: Id;
    on: string;
  }) => Promise<void> | undefined;
};

const homeOf = (name: string): string => name.replace(/^(Chi bộ|Đảng bộ) /, '');

/** The usual day, hour and place of a branch. Residential branches love the third of the month in the evening. */
export function seriesOf(branch: PlannedBranch, name: string, seed: number) {
  const random = streamOf(seed, 'series', branch.at);
  const isHome = branch.sector === 'residential';
  const dayOfMonth = isHome
    ? random.weighted([
        [3, 55],
        [random.between(1, 6), 35],
        [random.between(7, 15), 10],
      ] as const)
    : random.between(2, 24);
  const time = isHome
    ? random.weighted([
        ['19:30', 62],
        ['20:00', 14],
        ['08:00', 12],
        ['15:00', 12],
      ] as const)
    : random.weighted([
        ['16:00', 38],
        ['14:00', 30],
        ['08:00', 20],
        ['16:30', 12],
      ] as const);
  const place = isHome ? `Nhà văn hóa ${homeOf(name).replace(/^T/, 't')}` : `Phòng họp ${homeOf(name)}`;
  return { dayOfMonth, time, place };
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Solves for the shift at which the mean chance over these leanings is the target. */
function interceptFor(target: number, leanings: readonly number[]): number {
  let low = -6;
  let high = 8;
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    const mean = leanings.reduce((sum, leaning) => sum + logistic(middle + leaning), 0) / leanings.length;
    if (mean < target) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

export const termsOf = (
  founded: DayNumber,
  ended: DayNumber,
): { from: DayNumber; to: DayNumber; name: string }[] => {
  const turns: [string, string, string][] = [
    ['2020-03-01', '2022-09-01', '2020-2022'],
    ['2022-09-01', '2025-03-01', '2022-2025'],
    ['2025-03-01', '', '2025-2027'],
  ];
  return turns
    .map(([from, to, name]) => ({
      from: Math.max(dayNumber(from), founded),
      to: Math.min(to ? dayNumber(to) : NO_END, ended),
      name,
    }))
    .filter(({ from, to }) => from < to);
};

export type City = {
  seed: number;
  tree: PlannedTree;
  merged: readonly MergedBranch[];
  members: PlannedMembers;
  posts: PlannedPosts;
  time: Timeline;
  ids: SeededIds;
  personIds: readonly Id[];
};

/**
 * Lets every branch live through the months, month by month as life does, and hands the rows on as they come. Each
 * branch's month has its own stream of chance; what carries over is its open tasks and the absences in a row.
 */
export class MonthWriter {
  readonly #tasks: LivingTask[][];
  readonly #numbers: { term: string; last: number }[];
  readonly #inARow: Uint8Array;
  readonly #series: ReturnType<typeof seriesOf>[];
  readonly #intercepts: { before: number; after: number };
  readonly #endOf: Map<number, DayNumber>;
  #meetings = 0;
  readonly counts = { meetings: 0, attendance: 0, tasks: 0, reports: 0, present: 0, base: 0 };

  constructor(
    private readonly city: City,
    private readonly sink: MonthSink,
    private readonly rulesOn: (day: DayNumber) => RulesOfDay,
  ) {
    const { tree, members, seed } = city;
    this.#tasks = tree.branches.map(() => []);
    this.#numbers = tree.branches.map(() => ({ term: '', last: 0 }));
    this.#inARow = new Uint8Array(members.people.count);
    this.#series = tree.branches.map((branch) =>
      seriesOf(branch, tree.units[branch.unit]!.names[0]!.value, seed),
    );
    this.#endOf = new Map(city.merged.map(({ branch, day }) => [branch, day]));
    const sample: number[] = [];
    for (const branch of tree.branches)
      for (let i = 0; i < city.members.rosters[branch.at]!.length; i += 9)
        sample.push(members.people.leaning[city.members.rosters[branch.at]![i]!.person]! + branch.quality);
    const { attendance } = calibration.meetings;
    this.#intercepts = {
      before: interceptFor(attendance.before, sample),
      after: interceptFor(attendance.after, sample),
    };
  }

  /** Between 0 before the scheme and 1 when it has worked. */
  #progress(month: number): number {
    const { schemeStarts, schemeTakes } = calibration.meetings;
    return clamp((month - schemeStarts) / schemeTakes, 0, 1);
  }

  async liveMonth(month: number): Promise<void> {
    const { tree, time } = this.city;
    if (time.months[month]!.endsWith('-01')) this.#inARow.fill(0);
    for (const branch of tree.branches) {
      const end = this.#endOf.get(branch.at) ?? NO_END;
      if (end <= time.firsts[month]!) continue;
      await this.#liveBranchMonth(branch, month, end);
    }
  }

  async #liveBranchMonth(branch: PlannedBranch, month: number, end: DayNumber): Promise<void> {
    const { seed, time } = this.city;
    const { meetings: rates } = calibration;
    const random = streamOf(seed, 'month', branch.at, month);
    const first = time.firsts[month]!;
    const last = time.firsts[month + 1]! - 1;
    const isTet = isTetMonth(time.months[month]!);
    const progress = this.#progress(month);
    const quality = branch.quality + 0.45 * progress;
    const skip = clamp(rates.skips * Math.exp(-1.5 * quality) * (isTet ? 1.8 : 1), 0.001, 0.5);
    const series = this.#series[branch.at]!;
    let plannedOn = Math.min(first + series.dayOfMonth - 1, last);
    if (isTet) plannedOn = Math.min(plannedOn + random.between(0, 8), last);
    if (branch.sector !== 'residential' && weekdayOf(plannedOn) > 5)
      plannedOn = plannedOn + 2 <= last ? plannedOn + 2 : plannedOn - 2;
    const hasSkipped = random.chance(skip);

    // A thematic meeting in each quarter, most of them in one session with the regular one.
    const isThematicMonth = month % 3 === branch.at % 3;
    const missed = clamp(rates.thematicMissed * Math.exp(-0.9 * quality), 0.005, 0.8);
    const hasThematic = isThematicMonth && !random.chance(missed);
    const isCombined = hasThematic && random.chance(rates.combined);
    if (!hasSkipped && plannedOn < end) {
      const late = random.chance(0.06 * Math.exp(-quality)) ? random.between(1, 5) : 0;
      await this.#hold(
        branch,
        month,
        isCombined ? 'combined' : 'regular',
        plannedOn,
        Math.min(plannedOn + late, last),
        hasThematic,
        quality,
        random,
      );
    }
    if (hasThematic && !isCombined) {
      const day = Math.min(plannedOn + random.between(6, 14), last);
      if (day < end) await this.#hold(branch, month, 'thematic', day, day, true, quality, random);
    }
  }

  async #hold(
    branch: PlannedBranch,
    month: number,
    kind: MeetingKind,
    plannedOn: DayNumber,
    heldOn: DayNumber,
    thematicInMonth: boolean,
    quality: number,
    random: Random,
  ): Promise<void> {
    const { city } = this;
    const { tree, time, members, posts, ids } = city;
    const { meetings: rates } = calibration;
    const progress = this.#progress(month);
    const monthName = time.months[month]!;
    const { people } = members;
    const series = this.#series[branch.at]!;
    const startMinute = minuteOf(series.time);
    const unit = tree.units[branch.unit]!;
    const createdMs = instantAt(plannedOn - 8, 9 * 60 + (branch.at % 60));
    const number = this.#meetings++;
    const id = ids.of('meeting', number, createdMs);
    const secretary = (
      posts.ofBranch[branch.at]!.find(
        ({ post, from, to }) => post === 'secretary' && from <= heldOn && heldOn < to,
      ) ?? posts.ofBranch[branch.at]![0]!
    ).person;

    // Who came.
    const shift =
      this.#intercepts.before * (1 - progress) +
      this.#intercepts.after * progress +
      branch.quality +
      0.25 * normal(random) -
      (isTetMonth(monthName) ? 5 * rates.tet : 0) -
      (monthName.endsWith('-07') || monthName.endsWith('-08') ? 5 * rates.summer : 0) -
      (kind === 'thematic' ? 0.15 : 0);
    const excusedShare = logistic(logit(0.9) + quality);
    const roll: LivedMeeting['roll'] = [];
    const figures = { base: 0, present: 0, excused: 0, unexcused: 0, spoke: 0 };
    let longAbsences = 0;
    const eligible: number[] = [];
    for (const spell of members.rosters[branch.at]!) {
      if (spell.from > heldOn || spell.to <= heldOn) continue;
      const { person, status } = spell;
      const isInBase = status === 'official' || status === 'provisional';
      const excusedInARow = this.#inARow[person]!;
      const chance = isInBase
        ? person === secretary
          ? 1
          : logistic(shift + people.leaning[person]!)
        : status === 'exempt'
          ? 0.2
          : status === 'temporarily-here'
            ? 0.75
            : 0;
      const isPresent = random.chance(chance);
      let presence: Presence | null = isPresent ? 'present' : null;
      let excuse: string | null = null;
      if (isInBase) {
        figures.base++;
        if (isPresent) {
          figures.present++;
          this.#inARow[person] = 0;
        } else if (random.chance(excusedShare)) {
          presence = 'excused';
          excuse = random.pick(EXCUSES);
          figures.excused++;
          this.#inARow[person] = Math.min(excusedInARow + 1, 200);
          if (excusedInARow + 1 > 3) longAbsences++;
        } else {
          presence = 'unexcused';
          figures.unexcused++;
          this.#inARow[person] = 0;
        }
      }
      if (isPresent && (isInBase || status === 'temporarily-here')) eligible.push(person);
      roll.push({ spell, presence, excuse, excusedInARow });
    }
    if (figures.base < 3) return;

    // How it went.
    const rules = this.rulesOn(plannedOn);
    const least = minimumMinutes(rules.rules, { kind, members: figures.base });
    const minutes = Math.max(35, Math.round(least * (1 + 0.06 * quality) + 7 + 9 * normal(random)));
    const speaking = clamp(
      rates.speakers + 0.1 * quality + 1.6 / Math.max(4, eligible.length) + 0.07 * normal(random),
      0.04,
      0.9,
    );
    const speakers = eligible.filter(() => random.chance(speaking));
    figures.spoke = speakers.length;
    const papersLate = random.chance(clamp(rates.papersLate * Math.exp(-0.9 * quality), 0.01, 0.8));
    const noticeLate = random.chance(clamp(rates.noticeLate * Math.exp(-0.9 * quality), 0.01, 0.7));
    const closedAfter = random.chance(clamp(rates.closedLate * Math.exp(-0.9 * quality), 0.01, 0.8))
      ? random.between(3, 9)
      : random.between(0, 2);
    const closedOn = heldOn + closedAfter;

    // What was to be done since the last meeting, and what is given now. Thematic meetings give and judge nothing.
    const settles = kind !== 'thematic';
    const before: LivedMeeting['before'] = [];
    let done = 0;
    let doneLate = 0;
    const open = this.#tasks[branch.at]!;
    const heldMs = instantAt(heldOn, startMinute);
    const closedText = instantText(
      instantAt(closedOn, closedAfter === 0 ? startMinute + minutes + 20 : 15 * 60 + (branch.at % 50)),
    );
    if (settles) {
      for (const task of open) {
        before.push({ task, stateBefore: task.state });
        task.heard++;
        const chance = clamp(
          logistic(logit(rates.tasksDone) + 0.8 * quality + (task.heard > 1 ? 0.3 : 0)),
          0.1,
          0.98,
        );
        if (random.chance(chance)) {
          const isLate = heldOn > task.dueOn && random.chance(0.35 + 0.2 * (task.heard - 1));
          task.state = isLate ? 'done-late' : 'done';
          task.percent = 100;
          task.cause = null;
          task.evidence = random.pick(EVIDENCE);
          done++;
          if (isLate) doneLate++;
        } else {
          const isGivenUp = task.heard >= 4;
          task.state = isGivenUp ? 'cannot-be-done' : 'in-progress';
          task.percent = isGivenUp ? null : random.pick([30, 50, 70]);
          task.cause = random.pick(CAUSES);
        }
        await this.sink.report({
          id: ids.next('task-report', heldMs),
          taskId: task.id,
          at: closedText,
          byId: city.personIds[secretary]!,
          state: task.state,
          percent: task.percent,
          cause: task.cause,
          evidence: task.evidence,
          meetingId: id,
          month: monthName,
        });
        this.counts.reports++;
      }
      const stillOpen: LivingTask[] = [];
      for (const task of open)
        if (task.state === 'in-progress') stillOpen.push(task);
        else await this.#writeTask(branch, task);
      this.#tasks[branch.at] = stillOpen;
    }
    const given: LivingTask[] = [];
    if (settles && eligible.length > 0) {
      const count = branch.isWeak
        ? random.between(0, 1)
        : 1 + howMany(random, clamp(0.9 + 0.3 * quality, 0, 2));
      const pool = TASKS[branch.sector];
      const start = random.between(0, pool.length - 1);
      const next = time.firsts[month + 1]!;
      for (let i = 0; i < count; i++) {
        const [title, output] = pool[(start + i) % pool.length]!;
        given.push({
          id: ids.next('task', heldMs),
          title,
          output,
          owner: random.pick(eligible),
          dueOn: next + random.between(0, 24),
          reportMonth: nextMonth(monthName),
          assignedInMonth: monthName,
          meetingId: id,
          assignedAt: closedText,
          state: 'open',
          percent: null,
          cause: null,
          evidence: null,
          heard: 0,
        });
      }
      this.#tasks[branch.at]!.push(...given);
    }

    // The score.
    const hasCommittee = branch.size >= 9;
    const evidence: MeetingEvidence = {
      startedAt: 0,
      endedAt: minutes,
      minimumMinutes: least,
      isCombined: kind === 'combined',
      baseSize: figures.base,
      present: figures.present,
      excused: figures.excused,
      unexcused: figures.unexcused,
      membersWithLongAbsence: longAbsences,
      spoke: figures.spoke,
      eligibleToSpeak: eligible.length,
      papersLeadHours: papersLate ? 6 : 48,
      papersPosted: true,
      noticeSentToAll: true,
      followerNotified: true,
      hasCommittee,
      committeeMet: random.chance(clamp(0.93 + 0.05 * quality, 0.4, 0.99)),
      draftPrepared: null,
      stepsDone: 1,
      stepsRequired: 1,
      ideologyMinutes: null,
      thematicInMonth,
      lastMonthTasks: { total: before.length, done },
      conclusionAdopted: true,
      minutesKept: true,
      minutesAdopted: true,
      tasksAssigned: given.length,
      uploadedWithinDays: closedAfter,
    };
    const sheet = rules.rules['score.sheet'];
    const score = kind === 'thematic' ? null : scoreMeeting(sheet, evidence, quality, random);
    const isConfirmed = score !== null && random.chance(clamp(0.96 + 0.04 * quality, 0.6, 0.995));
    const amended = isConfirmed && random.chance(0.06) ? amendScore(sheet, score, random) : null;
    const confirmedOutcome = !isConfirmed || score === null ? null : (amended?.outcome ?? score.outcome);

    // Papers are numbered anew in each term.
    const heldText = dayText(heldOn);
    const term =
      termsOf(dayNumber(unit.foundedOn), NO_END).find(({ from, to }) => from <= heldOn && heldOn < to)
        ?.name ?? heldText.slice(0, 4);
    const numbers = this.#numbers[branch.at]!;
    if (numbers.term !== term) Object.assign(numbers, { term, last: 0 });
    const paper = ++numbers.last;
    const minutesNumber = documentNumber({ number: paper, type: 'BB', body: 'CB' }).replace('Số ', '');
    const lived: LivedMeeting = {
      id,
      number,
      branch,
      month,
      kind,
      plannedOn,
      heldOn,
      closedOn,
      startMinute,
      minutes,
      place: series.place,
      roll,
      figures,
      speakers,
      papersLate,
      noticeLate,
      evidence,
      score,
      confirmed: confirmedOutcome === null ? null : (amended ?? 'agreed'),
      ownScore: score === null ? null : pointsOf(score.outcome),
      confirmedScore: confirmedOutcome === null ? null : pointsOf(confirmedOutcome),
      before,
      given,
      secretary,
      thematicInMonth,
      rules,
      minutesNumber,
    };
    await this.sink.meeting({
      id,
      branchId: unit.id,
      month: monthName,
      kind,
      plannedOn: dayText(plannedOn),
      plannedTime: series.time,
      place: series.place,
      stage: 'closed',
      heldOn: dayText(heldOn),
      rulesId: rules.rulesId,
      frozen: null,
      entryCount: 0,
      roomSecret: `tiep-nhan-${number}`,
      createdBy: city.personIds[secretary]!,
      createdAt: instantText(createdMs),
      closedAt: closedText,
      minutesNumber,
      base: figures.base,
      present: figures.present,
      ownScore: lived.ownScore,
      confirmedScore: lived.confirmedScore,
      noticeSent: true,
      takenOver: {
        from: 'minutes-book',
        source: `Sổ biên bản chi bộ năm ${monthName.slice(0, 4)}`,
        at: instantText(instantAt(time.firsts[time.running]!, 8 * 60)),
      },
    });
    for (const { spell, presence } of roll) {
      if (presence === null) continue;
      this.counts.attendance++;
      const wait = this.sink.attendance({
        meetingId: id,
        personId: city.personIds[spell.person]!,
        branchId: unit.id,
        heldOn: heldText,
        presence,
      });
      if (wait) await wait;
    }
    await this.sink.figures({
      meetingId: id,
      branchId: unit.id,
      month: monthName,
      kind,
      plannedOn: dayText(plannedOn),
      heldOn: heldText,
      closedOn: dayText(closedOn),
      ...figures,
      minutes,
      ownScore: lived.ownScore,
      ownGrade: score?.outcome.grade ?? null,
      confirmedScore: lived.confirmedScore,
      confirmedGrade: confirmedOutcome?.grade ?? null,
      papersLate,
      noticeLate,
      tasksDue: before.length,
      tasksDone: done,
      tasksDoneLate: doneLate,
      tasksAssigned: given.length,
    });
    await this.sink.register({
      unitId: unit.id,
      term,
      type: 'BB',
      number: paper,
      meetingId: id,
      on: heldText,
    });
    this.counts.meetings++;
    this.counts.base += figures.base;
    this.counts.present += figures.present;
  }

  async #writeTask(branch: PlannedBranch, task: LivingTask): Promise<void> {
    this.counts.tasks++;
    const { tree, personIds } = this.city;
    await this.sink.task(task, tree.units[branch.unit]!.id, personIds[task.owner]!);
  }

  /** Writes the tasks that are still open at the end. */
  async end(): Promise<void> {
    for (const [at, tasks] of this.#tasks.entries())
      for (const task of tasks) await this.#writeTask(this.city.tree.branches[at]!, task);
  }
}

const nextMonth = (month: YearMonth): YearMonth => {
  const [y, m] = month.split('-').map(Number) as [number, number];
  return m === 12 ? `${y + 1}-01` : `${y}-${String(m + 1).padStart(2, '0')}`;
};
