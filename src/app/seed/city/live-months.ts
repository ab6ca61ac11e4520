import type { MeetingClosed } from '#features/meetings/contract.ts';
import type { AttendanceOf, MeetingCopyRow, StoredEntry } from '#features/meetings/public.ts';
import { type MeetingKind, minimumMinutes } from '#features/rulebooks/contract.ts';
import { addMonths, type YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { documentNumber } from '#platform/documents/document-number.ts';
import type { Random } from '../random.ts';
import { calibration } from './calibration.ts';
import { clamp, logistic, logit, normal, streamOf } from './draw.ts';
import { drawRoll } from './draw-roll.ts';
import { giveTasks, judgeTasks } from './flow-tasks.ts';
import type { City, LivedMeeting, LivingTask, RulesOfDay, TaskOutcome } from './lived-meeting.ts';
import type { PlannedBranch } from './plan-units.ts';
import { amendScore, pointsOf, scoreMeeting } from './score-meeting.ts';
import {
  type DayNumber,
  dayNumber,
  dayText,
  instantAt,
  instantText,
  isTetMonth,
  NO_END,
  weekdayOf,
} from './timeline.ts';
import { type Journal, planJournal, roomSecretOf, type StoredPaper, writeJournal } from './write-journal.ts';

type Wait = Promise<void> | undefined;

/** Where the rows go. Every one may answer with a promise that holds the writer back. */
export type MonthSink = {
  meeting: (row: MeetingCopyRow) => Wait;
  attendance: (row: { meetingId: Id; branchId: Id; heldOn: string } & AttendanceOf) => Wait;
  figures: (row: MeetingClosed & { closedOn: string }) => Wait;
  task: (task: LivingTask, branchId: Id, ownerId: Id, assignedAt: string) => Wait;
  report: (
    row: TaskOutcome & { id: Id; taskId: Id; at: string; byId: Id; meetingId: Id; month: YearMonth },
  ) => Wait;
  entry: (entry: StoredEntry) => Wait;
  paper: (paper: StoredPaper) => Wait;
  register: (row: {
    unitId: Id;
    term: string;
    type: string;
    number: number;
    meetingId: Id;
    on: string;
  }) => Wait;
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

/** The terms between two congresses of a branch that lived from one day to another. */
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

/** One meeting of a branch as the calendar of the month gives it. */
type Occasion = {
  branch: PlannedBranch;
  month: number;
  kind: MeetingKind;
  plannedOn: DayNumber;
  heldOn: DayNumber;
  thematicInMonth: boolean;
  /** How well the branch lives in this month. */
  quality: number;
  random: Random;
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
  readonly counts = { meetings: 0, attendance: 0, tasks: 0, journals: 0 };

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
      for (let i = 0; i < members.rosters[branch.at]!.length; i += 9)
        sample.push(members.people.leaning[members.rosters[branch.at]![i]!.person]! + branch.quality);
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
      if (end > time.firsts[month]!) await this.#liveBranchMonth(branch, month, end);
    }
  }

  async #liveBranchMonth(branch: PlannedBranch, month: number, end: DayNumber): Promise<void> {
    const { seed, time } = this.city;
    const { meetings: rates } = calibration;
    const random = streamOf(seed, 'month', branch.at, month);
    const last = time.firsts[month + 1]! - 1;
    const isRunning = month === time.running;
    const isTet = isTetMonth(time.months[month]!);
    const quality = branch.quality + 0.45 * this.#progress(month);
    const skip = clamp(rates.skips * Math.exp(-1.5 * quality) * (isTet ? 1.8 : 1), 0.001, 0.5);
    const hasSkipped = random.chance(skip);
    const plannedOn = this.#usualDay(branch, month, isTet ? random.between(0, 8) : 0);

    // A thematic meeting in each quarter, most of them in one session with the regular one.
    const missed = clamp(rates.thematicMissed * Math.exp(-0.9 * quality), 0.005, 0.8);
    const hasThematic = month % 3 === branch.at % 3 && !random.chance(missed);
    const isCombined = hasThematic && random.chance(rates.combined);
    const occasion = { branch, month, thematicInMonth: hasThematic, quality, random };
    if (plannedOn < end) {
      const late = random.chance(0.06 * Math.exp(-quality)) ? random.between(1, 5) : 0;
      const heldOn = Math.min(plannedOn + late, last);
      const kind = isCombined ? 'combined' : 'regular';
      if (!hasSkipped && (!isRunning || heldOn < time.today))
        await this.#hold({ ...occasion, kind, plannedOn, heldOn });
      // Of this month: what lies ahead is planned; where nobody met, half of the branches had planned to.
      else if (isRunning && random.chance(hasSkipped ? 0.5 : 0.8))
        await this.#plan({ ...occasion, kind, plannedOn, heldOn });
    }
    if (hasThematic && !isCombined) {
      const day = Math.min(plannedOn + random.between(6, 14), last);
      if (day < end && (!isRunning || day < time.today))
        await this.#hold({ ...occasion, kind: 'thematic', plannedOn: day, heldOn: day });
    }
  }

  /** The usual day of the branch in a month; offices do not meet at week-ends. */
  #usualDay(branch: PlannedBranch, month: number, later: number): DayNumber {
    const { firsts } = this.city.time;
    const last = firsts[month + 1]! - 1;
    const day = Math.min(firsts[month]! + this.#series[branch.at]!.dayOfMonth - 1 + later, last);
    if (branch.sector === 'residential' || weekdayOf(day) <= 5) return day;
    return day + 2 <= last ? day + 2 : day - 2;
  }

  #secretaryOn(branch: PlannedBranch, day: DayNumber): number {
    const held = this.city.posts.ofBranch[branch.at]!;
    return (held.find(({ post, from, to }) => post === 'secretary' && from <= day && day < to) ?? held[0]!)
      .person;
  }

  #isFollowed(branch: PlannedBranch, day: DayNumber): boolean {
    return this.city.posts.ofBranch[branch.at]!.some(
      ({ post, from, to }) => post === 'follower' && from <= day && day < to,
    );
  }

  /** What every row of a meeting says, however far it is. */
  #rowOf(occasion: Occasion, number: number, createdMs: number, secretary: number): MeetingCopyRow {
    const { city } = this;
    const series = this.#series[occasion.branch.at]!;
    return {
      id: city.ids.of('meeting', number, createdMs),
      branchId: city.tree.units[occasion.branch.unit]!.id,
      month: city.time.months[occasion.month]!,
      kind: occasion.kind,
      plannedOn: dayText(occasion.plannedOn),
      plannedTime: series.time,
      place: series.place,
      stage: 'planned',
      heldOn: null,
      rulesId: this.rulesOn(occasion.plannedOn).rulesId,
      frozen: null,
      entryCount: 0,
      roomSecret: roomSecretOf(city.seed, number),
      createdBy: city.personIds[secretary]!,
      createdAt: instantText(createdMs),
      closedAt: null,
      minutesNumber: null,
      resolutionNumber: null,
      base: null,
      present: null,
      ownScore: null,
      confirmedScore: null,
      noticeSent: false,
      takenOver: null,
    };
  }

  /** A meeting of the running month that lies ahead, or that should have been held. */
  async #plan(occasion: Occasion): Promise<void> {
    const { city } = this;
    const { branch, plannedOn } = occasion;
    const nowMs = instantAt(city.time.today, 7 * 60);
    const createdMs = Math.min(this.#plannedAt(branch, plannedOn), nowMs - 86_400_000);
    const number = this.#meetings++;
    const secretary = this.#secretaryOn(branch, plannedOn);
    const row = this.#rowOf(occasion, number, createdMs, secretary);
    const startMinute = minuteOf(row.plannedTime);
    const rules = this.rulesOn(plannedOn);
    const journal = planJournal(
      city,
      { ...occasion, id: row.id, number, startMinute, rules, secretary },
      createdMs,
      nowMs,
    );
    await this.sink.meeting({
      ...row,
      entryCount: journal.entries.length,
      noticeSent: journal.papers.length > 0,
    });
    await this.#writeJournal(journal);
    this.counts.meetings++;
  }

  /** A week before, in the morning. */
  #plannedAt(branch: PlannedBranch, plannedOn: DayNumber): number {
    return instantAt(plannedOn - 8, 9 * 60 + (branch.at % 60));
  }

  /** What happens in a meeting, drawn from the branch's stream of the month; undefined when too few are left to meet. */
  #live(occasion: Occasion, id: Id, number: number): LivedMeeting | undefined {
    const { city } = this;
    const { branch, month, kind, plannedOn, heldOn, thematicInMonth, quality, random } = occasion;
    const { meetings: rates } = calibration;
    const monthName = city.time.months[month]!;
    const progress = this.#progress(month);
    const secretary = this.#secretaryOn(branch, heldOn);
    const roll = drawRoll(
      city.members.rosters[branch.at]!,
      city.members.people,
      this.#inARow,
      {
        heldOn,
        secretary,
        excusedShare: logistic(logit(0.9) + quality),
        shift:
          this.#intercepts.before * (1 - progress) +
          this.#intercepts.after * progress +
          branch.quality +
          0.25 * normal(random) -
          (isTetMonth(monthName) ? 5 * rates.tet : 0) -
          (monthName.endsWith('-07') || monthName.endsWith('-08') ? 5 * rates.summer : 0) -
          (kind === 'thematic' ? 0.15 : 0),
      },
      random,
    );
    if (roll.figures.base < 3) return undefined;
    const { eligible, figures } = roll;

    const rules = this.rulesOn(plannedOn);
    const least = minimumMinutes(rules.rules, { kind, members: figures.base });
    const minutes = Math.max(35, Math.round(least * (1 + 0.06 * quality) + 7 + 9 * normal(random)));
    const speaking =
      rates.speakers + 0.1 * quality + 1.6 / Math.max(4, eligible.length) + 0.07 * normal(random);
    const speakers = eligible.filter(() => random.chance(clamp(speaking, 0.04, 0.9)));
    const papersLate = random.chance(clamp(rates.papersLate * Math.exp(-0.9 * quality), 0.01, 0.8));
    const noticeLate = random.chance(clamp(rates.noticeLate * Math.exp(-0.9 * quality), 0.01, 0.7));

    // Thematic meetings give nothing to do and judge nothing.
    const series = this.#series[branch.at]!;
    const startMinute = minuteOf(series.time);
    const settles = kind !== 'thematic';
    const before = settles ? judgeTasks(this.#tasks[branch.at]!, heldOn, quality, random) : [];
    const next = { month: addMonths(monthName, 1), first: city.time.firsts[month + 1]! };
    const heldMs = instantAt(heldOn, startMinute);
    const given = settles
      ? giveTasks(branch, { id, month: monthName, next, heldMs }, eligible, quality, city.ids, random)
      : [];

    const evidence: LivedMeeting['evidence'] = {
      startedAt: 0,
      endedAt: minutes,
      minimumMinutes: least,
      isCombined: kind === 'combined',
      baseSize: figures.base,
      present: figures.present,
      excused: figures.excused,
      unexcused: figures.unexcused,
      membersWithLongAbsence: roll.longAbsences,
      spoke: speakers.length,
      eligibleToSpeak: eligible.length,
      papersLeadHours: papersLate ? 6 : 48,
      papersPosted: true,
      noticeSentToAll: true,
      followerNotified: true,
      hasCommittee: branch.size >= 9,
      committeeMet: random.chance(clamp(0.93 + 0.05 * quality, 0.4, 0.99)),
      draftPrepared: null,
      stepsDone: 1,
      stepsRequired: 1,
      ideologyMinutes: null,
      thematicInMonth,
      lastMonthTasks: {
        total: before.length,
        done: before.filter(({ outcome }) => outcome.state.startsWith('done')).length,
      },
      conclusionAdopted: true,
      minutesKept: true,
      minutesAdopted: true,
      tasksAssigned: given.length,
      uploadedWithinDays: null,
    };
    const sheet = rules.rules['score.sheet'];
    const score = settles ? scoreMeeting(sheet, evidence, quality, random) : null;
    // Where the follower has not spoken a meeting cannot be closed here; on paper it could.
    const isConfirmed =
      score !== null &&
      (month >= city.journalFrom
        ? this.#isFollowed(branch, heldOn)
        : random.chance(clamp(0.96 + 0.04 * quality, 0.6, 0.995)));
    const amended = isConfirmed && random.chance(0.06) ? amendScore(sheet, score, random) : null;
    return {
      id,
      number,
      branch,
      month,
      kind,
      plannedOn,
      heldOn,
      startMinute,
      minutes,
      roll,
      speakers,
      papersLate,
      noticeLate,
      before,
      given,
      score,
      confirmed: isConfirmed ? (amended ?? 'agreed') : null,
      secretary,
      thematicInMonth,
      rules,
      evidence,
    };
  }

  async #hold(occasion: Occasion): Promise<void> {
    const { city, sink } = this;
    const { branch, month, plannedOn, heldOn, quality, random } = occasion;
    const createdMs = this.#plannedAt(branch, plannedOn);
    const number = this.#meetings++;
    const row = this.#rowOf(occasion, number, createdMs, this.#secretaryOn(branch, heldOn));
    const lived = this.#live(occasion, row.id, number);
    if (!lived) return;
    const { figures } = lived.roll;
    const isLate = random.chance(
      clamp(calibration.meetings.closedLate * Math.exp(-0.9 * quality), 0.01, 0.8),
    );
    const closedAfter = isLate ? random.between(3, 9) : random.between(0, 2);
    const closedOn = heldOn + closedAfter;
    const closedMs =
      closedAfter === 0
        ? instantAt(heldOn, lived.startMinute + lived.minutes + 20)
        : instantAt(closedOn, 15 * 60 + (branch.at % 50));
    const isJournaled = month >= city.journalFrom;
    // A meeting of these days may wait for its follower's word still.
    const closes = !isJournaled || closedOn < city.time.today;

    const confirmedOutcome =
      lived.score === null || lived.confirmed === null || !closes
        ? null
        : lived.confirmed === 'agreed'
          ? lived.score.outcome
          : lived.confirmed.outcome;
    const ownScore = lived.score && pointsOf(lived.score.outcome);
    const confirmedScore = confirmedOutcome && pointsOf(confirmedOutcome);
    const closing = closes ? this.#numberPapers(branch, heldOn) : null;
    const journal = isJournaled ? writeJournal(city, lived, createdMs, closes ? closedMs : null) : null;
    await sink.meeting({
      ...row,
      stage: closes ? 'closed' : 'ended',
      heldOn: dayText(heldOn),
      frozen: journal?.frozen ?? null,
      entryCount: journal?.entries.length ?? 0,
      closedAt: closes ? instantText(closedMs) : null,
      minutesNumber: closing?.minutesNumber ?? null,
      base: figures.base,
      present: figures.present,
      ownScore,
      confirmedScore,
      noticeSent: true,
      takenOver: isJournaled
        ? null
        : {
            from: 'minutes-book',
            source: `Sổ biên bản chi bộ năm ${row.month.slice(0, 4)}`,
            at: instantText(instantAt(city.time.firsts[city.journalFrom]!, 8 * 60)),
          },
    });
    if (journal) await this.#writeJournal(journal);
    this.counts.meetings++;
    if (!closing) return;

    const atText = instantText(closedMs);
    await this.#keepPresences(lived, row.branchId);
    await this.#settleTasks(lived, row.branchId, atText);
    await sink.figures({
      meetingId: row.id,
      branchId: row.branchId,
      month: row.month,
      kind: row.kind,
      plannedOn: row.plannedOn,
      heldOn: dayText(heldOn),
      closedOn: dayText(closedOn),
      ...figures,
      spoke: lived.speakers.length,
      minutes: lived.minutes,
      ownScore,
      ownGrade: lived.score?.outcome.grade ?? null,
      confirmedScore,
      confirmedGrade: confirmedOutcome?.grade ?? null,
      papersLate: lived.papersLate,
      noticeLate: lived.noticeLate,
      tasksDue: lived.before.length,
      tasksDone: lived.evidence.lastMonthTasks.done,
      tasksDoneLate: lived.before.filter(({ outcome }) => outcome.state === 'done-late').length,
      tasksAssigned: lived.given.length,
    });
    await sink.register({
      unitId: row.branchId,
      term: closing.term,
      type: 'BB',
      number: closing.number,
      meetingId: row.id,
      on: dayText(heldOn),
    });
  }

  /** Papers are numbered anew in each term. */
  #numberPapers(branch: PlannedBranch, heldOn: DayNumber) {
    const founded = dayNumber(this.city.tree.units[branch.unit]!.foundedOn);
    const term =
      termsOf(founded, NO_END).find(({ from, to }) => from <= heldOn && heldOn < to)?.name ??
      dayText(heldOn).slice(0, 4);
    const numbers = this.#numbers[branch.at]!;
    if (numbers.term !== term) Object.assign(numbers, { term, last: 0 });
    const number = ++numbers.last;
    const minutesNumber = documentNumber({ number, type: 'BB', body: 'CB' }).replace('Số ', '');
    return { term, number, minutesNumber };
  }

  async #keepPresences({ id, heldOn, roll }: LivedMeeting, branchId: Id): Promise<void> {
    const people: AttendanceOf = { present: [], excused: [], unexcused: [] };
    for (const { spell, presence } of roll.lines) {
      if (presence === null) continue;
      this.counts.attendance++;
      people[presence].push(this.city.personIds[spell.person]!);
    }
    await this.sink.attendance({ meetingId: id, branchId, heldOn: dayText(heldOn), ...people });
  }

  /** What the closed meeting said of tasks becomes their state; finished ones are written, new ones begin. */
  async #settleTasks(
    { id, branch, before, given, secretary, kind, month }: LivedMeeting,
    branchId: Id,
    at: string,
  ) {
    if (kind === 'thematic') return;
    const { city } = this;
    for (const { task, outcome } of before) {
      Object.assign(task, outcome);
      task.heard++;
      await this.sink.report({
        id: city.ids.next('task-report', Date.parse(at)),
        taskId: task.id,
        at,
        byId: city.personIds[secretary]!,
        ...outcome,
        meetingId: id,
        month: city.time.months[month]!,
      });
      if (task.state !== 'in-progress') await this.#writeTask(task, branchId);
    }
    this.#tasks[branch.at] = [
      ...before.flatMap(({ task }) => (task.state === 'in-progress' ? [task] : [])),
      ...given,
    ];
  }

  async #writeTask(task: LivingTask, branchId: Id): Promise<void> {
    this.counts.tasks++;
    const given = Number.parseInt(task.id.slice(0, 8) + task.id.slice(9, 13), 16);
    await this.sink.task(task, branchId, this.city.personIds[task.owner]!, instantText(given));
  }

  async #writeJournal({ entries, papers }: Journal): Promise<void> {
    this.counts.journals++;
    for (const entry of entries) {
      const wait = this.sink.entry(entry);
      if (wait) await wait;
    }
    for (const paper of papers) await this.sink.paper(paper);
  }

  /** Writes the tasks that are still open at the end. */
  async end(): Promise<void> {
    const { branches, units } = this.city.tree;
    for (const [at, tasks] of this.#tasks.entries())
      for (const task of tasks) await this.#writeTask(task, units[branches[at]!.unit]!.id);
  }
}
