import type { MeetingSummary } from '#features/meetings/contract.ts';
import { reachesThreshold, type Threshold } from '#features/rulebooks/contract.ts';
import { addMonths, type CivilDate, daysBetween, monthOf, type YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { isHeld, NEEDS, type Need } from './needs.ts';

/** What the rules of the committee ask. */
export type MonthNorms = {
  attendanceTarget: Threshold;
  /** Days after a meeting in which its result must be posted; null when no rule asks for it. */
  postWithinDays: number | null;
  /** Days before a meeting by which papers must be sent; null when no rule asks for it. */
  papersLeadDays: number | null;
  thematicPerQuarter: number;
  followerConfirmsScore: boolean;
};

/** Figures of a closed meeting that its own record does not carry. */
export type ClosedFigures = {
  meetingId: Id;
  closedOn: CivilDate;
  base: number;
  present: number;
  ownGrade: string | null;
  confirmedGrade: string | null;
  papersLate: boolean | null;
  noticeLate: boolean | null;
  minutes: number | null;
  tasksDue: number;
  tasksDone: number;
  tasksDoneLate: number;
};

export type Preparation = { meetingId: Id; noticeSent: boolean; hasPapers: boolean };

export type BranchOfTable = { branchId: Id; name: string; code: string | null; groupName: string | null };

export type MonthTableInput = {
  month: YearMonth;
  today: CivilDate;
  norms: MonthNorms;
  branches: readonly BranchOfTable[];
  /** Of the month and of the months before it in the same quarter; cancelled ones left out. */
  meetings: readonly MeetingSummary[];
  closed: readonly ClosedFigures[];
  preparations: readonly Preparation[];
  overdueTasks: readonly { branchId: Id; count: number }[];
};

export type MeetingFigures = {
  meetingId: Id;
  kind: MeetingSummary['kind'];
  stage: MeetingSummary['stage'];
  plannedOn: CivilDate;
  plannedTime: string;
  heldOn: CivilDate | null;
  base: number | null;
  present: number | null;
  /** One decimal; null before the roll call and for an empty base. */
  percent: number | null;
  ownScore: number | null;
  ownGrade: string | null;
  confirmedScore: number | null;
  confirmedGrade: string | null;
  papersLate: boolean | null;
  noticeLate: boolean | null;
  minutesLate: boolean;
  /** Null until the meeting is closed. */
  tasksDue: number | null;
  tasksDone: number | null;
  tasksDoneLate: number | null;
};

export type MonthRow = BranchOfTable & {
  /** The regular meeting of the month, alone or combined with a thematic one. */
  regular: MeetingFigures | null;
  /** The thematic meeting of the month; the same one when both share a session. */
  thematic: MeetingFigures | null;
  /** Thematic meetings held in the quarter up to this month. */
  thematicInQuarter: { meetingId: Id; month: YearMonth }[];
  /** Unfinished tasks past their day, as of today. */
  overdueTasks: number;
  needs: { need: Need; meetingId: Id | null }[];
};

export type MonthTotals = {
  branches: number;
  held: number;
  /** Planned and still to come, or under way. */
  planned: number;
  /** The planned day has passed without a meeting. */
  notHeld: number;
  notPlanned: number;
  base: number;
  present: number;
  percent: number | null;
  thematicHeld: number;
  thematicInQuarter: number;
  scored: number;
  confirmed: number;
  good: number;
  tasksDue: number;
  tasksDone: number;
  tasksDoneLate: number;
  overdueTasks: number;
  papersLate: number;
  minutesLate: number;
  needing: number;
};

/** The month and those before it in its quarter, oldest first. */
export function quarterUpTo(month: YearMonth): YearMonth[] {
  const place = (Number(month.slice(5)) - 1) % 3;
  return Array.from({ length: place + 1 }, (_, at) => addMonths(month, at - place));
}

const isLastOfQuarter = (month: YearMonth): boolean => Number(month.slice(5)) % 3 === 0;

/** One decimal; null for an empty base. */
export const percentOf = (part: number, whole: number): number | null =>
  whole > 0 ? Math.round((part / whole) * 1000) / 10 : null;

const isRegular = (meeting: MeetingSummary) => meeting.kind === 'regular' || meeting.kind === 'combined';
const isThematic = (meeting: MeetingSummary) => meeting.kind === 'thematic' || meeting.kind === 'combined';

function figuresOf(
  meeting: MeetingSummary,
  closed: ClosedFigures | undefined,
  norms: MonthNorms,
  today: CivilDate,
): MeetingFigures {
  const base = closed?.base ?? meeting.base;
  const present = closed?.present ?? meeting.present;
  const settledOn = closed?.closedOn ?? today;
  return {
    meetingId: meeting.id,
    kind: meeting.kind,
    stage: meeting.stage,
    plannedOn: meeting.plannedOn,
    plannedTime: meeting.plannedTime,
    heldOn: meeting.heldOn,
    base,
    present,
    percent: base === null || present === null ? null : percentOf(present, base),
    ownScore: meeting.ownScore,
    ownGrade: closed?.ownGrade ?? null,
    confirmedScore: meeting.confirmedScore,
    confirmedGrade: closed?.confirmedGrade ?? null,
    papersLate: closed?.papersLate ?? null,
    noticeLate: closed?.noticeLate ?? null,
    minutesLate:
      norms.postWithinDays !== null &&
      isHeld(meeting) &&
      meeting.heldOn !== null &&
      daysBetween(meeting.heldOn, settledOn) > norms.postWithinDays,
    tasksDue: closed?.tasksDue ?? null,
    tasksDone: closed?.tasksDone ?? null,
    tasksDoneLate: closed?.tasksDoneLate ?? null,
  };
}

function needsOf(
  row: Omit<MonthRow, 'needs'>,
  given: {
    month: YearMonth;
    today: CivilDate;
    norms: MonthNorms;
    preparation: Preparation | undefined;
    /** Held or still planned, in the quarter up to this month. */
    thematicStanding: number;
  },
): MonthRow['needs'] {
  const { month, today, norms, preparation } = given;
  const { regular } = row;
  const hasCome = month <= monthOf(today);
  const found = new Map<Need, Id | null>();
  const add = (need: Need, meetingId: Id | null = regular?.meetingId ?? null) => found.set(need, meetingId);

  if (!regular && hasCome) add('not-planned', null);
  if (regular?.stage === 'planned') {
    const daysLeft = daysBetween(today, regular.plannedOn);
    if (daysLeft < 0) add('not-held');
    else if (norms.papersLeadDays !== null && daysLeft <= norms.papersLeadDays && !preparation?.hasPapers)
      add('papers-not-sent');
  }
  for (const meeting of new Set([regular, row.thematic])) {
    if (!meeting) continue;
    if (isHeld(meeting)) {
      const { base, present } = meeting;
      if (base && present !== null && !reachesThreshold(norms.attendanceTarget, present, base))
        add('low-attendance', meeting.meetingId);
      if (norms.followerConfirmsScore && meeting.ownScore !== null && meeting.confirmedScore === null)
        add('score-unconfirmed', meeting.meetingId);
    }
    // Once a meeting is closed its lateness is a figure of the table, nothing that anybody can still help.
    if (meeting.minutesLate && meeting.stage !== 'closed') add('minutes-late', meeting.meetingId);
  }
  if (hasCome && isLastOfQuarter(month) && given.thematicStanding < norms.thematicPerQuarter)
    add('thematic-missing', null);
  if (row.overdueTasks > 0 && month === monthOf(today)) add('tasks-overdue', null);
  return NEEDS.flatMap((need) => {
    const meetingId = found.get(need);
    return meetingId === undefined ? [] : [{ need, meetingId }];
  });
}

/** One row per branch in the given order, and their totals. Every figure carries the meeting it came from. */
export function monthTable(input: MonthTableInput): { rows: MonthRow[]; totals: MonthTotals } {
  const { month, today, norms } = input;
  const closed = new Map(input.closed.map((figures) => [figures.meetingId, figures]));
  const preparations = new Map(input.preparations.map((one) => [one.meetingId, one]));
  const overdue = new Map(input.overdueTasks.map((one) => [one.branchId, one.count]));
  const byBranch = groupByBranch(input.meetings);

  const rows = input.branches.map((branch): MonthRow => {
    const meetings = byBranch.get(branch.branchId) ?? [];
    const inMonth = meetings.filter((meeting) => meeting.month === month && meeting.stage !== 'cancelled');
    const figures = (meeting: MeetingSummary | undefined) =>
      meeting ? figuresOf(meeting, closed.get(meeting.id), norms, today) : null;
    const regular = figures(inMonth.find(isRegular));
    const thematicMeeting = inMonth.find(isThematic);
    const thematic =
      thematicMeeting && thematicMeeting.id === regular?.meetingId ? regular : figures(thematicMeeting);
    const thematicStanding = meetings.filter(
      (meeting) => isThematic(meeting) && meeting.stage !== 'cancelled' && meeting.month <= month,
    );
    const row = {
      ...branch,
      regular,
      thematic,
      thematicInQuarter: thematicStanding
        .filter(isHeld)
        .map((meeting) => ({ meetingId: meeting.id, month: meeting.month }))
        .toSorted((a, b) => (a.month < b.month ? -1 : 1)),
      overdueTasks: overdue.get(branch.branchId) ?? 0,
    };
    return {
      ...row,
      needs: needsOf(row, {
        month,
        today,
        norms,
        preparation: regular ? preparations.get(regular.meetingId) : undefined,
        thematicStanding: thematicStanding.length,
      }),
    };
  });
  return { rows, totals: totalsOf(rows) };
}

function groupByBranch(meetings: readonly MeetingSummary[]): Map<Id, MeetingSummary[]> {
  const groups = new Map<Id, MeetingSummary[]>();
  for (const meeting of meetings) {
    const group = groups.get(meeting.branchId);
    if (group) group.push(meeting);
    else groups.set(meeting.branchId, [meeting]);
  }
  return groups;
}

/** Sums over the branches. Attendance is of the regular meetings held: all present of all who should be. */
export function totalsOf(rows: readonly MonthRow[]): MonthTotals {
  const count = (test: (row: MonthRow) => boolean | null | undefined) => rows.filter(test).length;
  const sum = (of: (row: MonthRow) => number | null | undefined) =>
    rows.reduce((total, row) => total + (of(row) ?? 0), 0);
  const held = rows.filter((row) => row.regular && isHeld(row.regular));
  const base = held.reduce((total, row) => total + (row.regular?.base ?? 0), 0);
  const present = held.reduce((total, row) => total + (row.regular?.present ?? 0), 0);
  const notHeld = count((row) => row.needs.some((one) => one.need === 'not-held'));
  const notPlanned = count((row) => row.regular === null);
  return {
    branches: rows.length,
    held: held.length,
    planned: rows.length - held.length - notHeld - notPlanned,
    notHeld,
    notPlanned,
    base,
    present,
    percent: percentOf(present, base),
    thematicHeld: count((row) => row.thematic && isHeld(row.thematic)),
    thematicInQuarter: count((row) => row.thematicInQuarter.length > 0),
    scored: count((row) => row.regular?.ownScore != null),
    confirmed: count((row) => row.regular?.confirmedScore != null),
    good: count((row) => (row.regular?.confirmedGrade ?? row.regular?.ownGrade) === 'good'),
    tasksDue: sum((row) => row.regular?.tasksDue),
    tasksDone: sum((row) => row.regular?.tasksDone),
    tasksDoneLate: sum((row) => row.regular?.tasksDoneLate),
    overdueTasks: sum((row) => row.overdueTasks),
    papersLate: count((row) => row.regular?.papersLate),
    minutesLate: count((row) => row.regular?.minutesLate),
    needing: count((row) => row.needs.length > 0),
  };
}
