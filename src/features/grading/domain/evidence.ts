import type { Figures } from '#features/reports/contract.ts';
import type { YearMonth } from '#kernel/civil-date.ts';

/** Work whose day lies in the period: what cannot be done any more, and what is not due yet, is nobody's fault. */
export type WorkDone = { inTime: number; late: number; overdue: number; cannot: number };
export const NO_WORK: WorkDone = { inTime: 0, late: 0, overdue: 0, cannot: 0 };

/** What the records say of a branch in a period by themselves. */
export type Evidence = {
  /** The first month that says something: before it no branch of the round met here. Null: none did at all. */
  since: YearMonth | null;
  /** The last day of the period has passed: what is open now was not done in it. */
  isOver: boolean;
  /** Months whose regular meeting was due, and those in which it was held. */
  meetingsDue: number;
  meetingsHeld: number;
  /** The most months in a row without one. */
  longestGap: number;
  thematic: number;
  /** Quarters, and those of them with a thematic meeting. */
  quarters: number;
  quartersThematic: number;
  base: number;
  present: number;
  /** Meetings with a score, and its mean in hundredths of a point: as confirmed, or their own where nobody confirmed. */
  scored: number;
  meanScore: number | null;
  /** What meetings of the branch gave, and what came from above. */
  tasks: WorkDone;
  duties: WorkDone;
  papers: { received: number; opened: number; takenUp: number };
};

type Month = { month: YearMonth; figures: Figures };

/**
 * The evidence out of the figures of each month, from the month since which meetings are kept here. The running month is held
 * against nobody: it counts once its meeting took place.
 */
export function evidenceOf(
  months: readonly Month[],
  since: YearMonth | null,
  to: YearMonth,
  running: YearMonth,
  duties: WorkDone,
  papers: Evidence['papers'],
): Evidence {
  const inOrder = months
    .filter(({ month }) => since !== null && month >= since)
    .toSorted((a, b) => a.month.localeCompare(b.month));
  const sum = (of: (figures: Figures) => number) =>
    inOrder.reduce((total, { figures }) => total + of(figures), 0);
  let gap = 0;
  let longestGap = 0;
  const quarters = new Map<string, { isDue: boolean; isMet: boolean }>();
  for (const { month, figures } of inOrder) {
    if (figures.held > 0) gap = 0;
    else if (figures.due > 0 && month < running) gap++;
    longestGap = Math.max(longestGap, gap);
    const name = `${month.slice(0, 4)} ${Math.ceil(Number(month.slice(5)) / 3)}`;
    const quarter = quarters.get(name) ?? { isDue: false, isMet: false };
    quarters.set(name, {
      isDue: quarter.isDue || figures.due > 0,
      isMet: quarter.isMet || figures.thematic > 0,
    });
  }
  const confirmed = sum((f) => f.confirmedScored);
  const scored = confirmed > 0 ? confirmed : sum((f) => f.ownScored);
  const points = confirmed > 0 ? sum((f) => f.confirmedPoints) : sum((f) => f.ownPoints);
  return {
    since,
    isOver: running > to,
    meetingsDue: inOrder.reduce(
      (total, { month, figures }) => total + (month < running ? figures.due : figures.held),
      0,
    ),
    meetingsHeld: sum((f) => f.held),
    longestGap,
    thematic: sum((f) => f.thematic),
    quarters: [...quarters.values()].filter((one) => one.isDue).length,
    quartersThematic: [...quarters.values()].filter((one) => one.isDue && one.isMet).length,
    base: sum((f) => f.base),
    present: sum((f) => f.present),
    scored,
    meanScore: scored > 0 ? Math.round(points / scored) : null,
    tasks: {
      inTime: sum((f) => f.tasksInTime),
      late: sum((f) => f.tasksLate),
      overdue: sum((f) => f.tasksOverdue),
      cannot: sum((f) => f.tasksDue - f.tasksInTime - f.tasksLate - f.tasksOpen),
    },
    duties,
    papers,
  };
}

/** All work of the period together: how much was due, done and late. */
export function workOf({ tasks, duties }: Pick<Evidence, 'tasks' | 'duties'>) {
  const inTime = tasks.inTime + duties.inTime;
  const doneLate = tasks.late + duties.late;
  const overdue = tasks.overdue + duties.overdue;
  return { due: inTime + doneLate + overdue, done: inTime + doneLate, late: doneLate + overdue };
}
