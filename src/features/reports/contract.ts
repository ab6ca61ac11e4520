import { z } from 'zod';
import { clockTime, MEETING_STAGES, yearMonth } from '#features/meetings/contract.ts';
import { MEETING_KINDS } from '#features/rulebooks/contract.ts';
import { civilDate, id } from '#features/units/contract.ts';
import { route } from '#kernel/route.ts';
import { NEEDS } from './domain/needs.ts';

export type { Need } from './domain/needs.ts';

export const meetingFigures = z
  .object({
    meetingId: id,
    kind: z.enum(MEETING_KINDS),
    stage: z.enum(MEETING_STAGES),
    plannedOn: civilDate,
    plannedTime: clockTime,
    heldOn: civilDate.nullable(),
    base: z.number().int().nullable(),
    present: z.number().int().nullable(),
    percent: z.number().nullable(),
    ownScore: z.number().nullable(),
    ownGrade: z.string().nullable(),
    confirmedScore: z.number().nullable(),
    confirmedGrade: z.string().nullable(),
    papersLate: z.boolean().nullable(),
    noticeLate: z.boolean().nullable(),
    minutesLate: z.boolean(),
    /** Tasks the meeting judged; null until it is closed. */
    tasksDue: z.number().int().nullable(),
    tasksDone: z.number().int().nullable(),
    tasksDoneLate: z.number().int().nullable(),
  })
  .meta({ id: 'MeetingFigures' });
export type MeetingFigures = z.infer<typeof meetingFigures>;

export const monthRow = z
  .object({
    branchId: id,
    name: z.string(),
    code: z.string().nullable(),
    /** The body between the committee and the branch, if there is one. */
    groupName: z.string().nullable(),
    regular: meetingFigures.nullable(),
    thematic: meetingFigures.nullable(),
    thematicInQuarter: z.array(z.object({ meetingId: id, month: yearMonth })),
    overdueTasks: z.number().int(),
    needs: z.array(z.object({ need: z.enum(NEEDS), meetingId: id.nullable() })),
  })
  .meta({ id: 'BranchMonth' });
export type MonthRow = z.infer<typeof monthRow>;

const count = z.number().int();
const monthTotals = z.object({
  branches: count,
  held: count,
  planned: count,
  notHeld: count,
  notPlanned: count,
  base: count,
  present: count,
  percent: z.number().nullable(),
  thematicHeld: count,
  thematicInQuarter: count,
  scored: count,
  confirmed: count,
  good: count,
  tasksDue: count,
  tasksDone: count,
  tasksDoneLate: count,
  overdueTasks: count,
  papersLate: count,
  minutesLate: count,
  needing: count,
});

const ofMonth = z.object({ unitId: id, month: yearMonth });

export const getMonth = route({
  method: 'GET',
  path: '/api/units/:unitId/months/:month',
  summary: 'The branches under a unit in one month, on the tree of that month’s end',
  verb: 'reports.read',
  params: ofMonth,
  response: z.object({
    unit: z.object({ id, name: z.string() }),
    month: yearMonth,
    today: civilDate,
    /** The day whose tree was used. */
    treeOn: civilDate,
    /** No meeting is planned in this month any more, here or by a committee above. */
    isClosed: z.boolean(),
    /** Closed by this very unit, so that it can open it again. */
    isClosedHere: z.boolean(),
    /** What the attendance is measured by. */
    attendanceTarget: z.object({ percent: z.number(), comparison: z.enum(['at-least', 'more-than']) }),
    rows: z.array(monthRow),
    totals: monthTotals,
    abilities: z.object({ closeMonth: z.boolean() }),
  }),
  errors: ['rulebooks.no-version'],
});

export const getMonthFile = route({
  method: 'GET',
  path: '/api/units/:unitId/months/:month/table/:format',
  summary: 'The same table as a spreadsheet',
  verb: 'reports.read',
  params: ofMonth.extend({ format: z.enum(['xlsx', 'csv']) }),
  query: z.object({ language: z.enum(['vi', 'en']).optional() }),
});

export const closeMonth = route({
  method: 'POST',
  path: '/api/units/:unitId/months/:month/close',
  summary: 'Close a month for every branch under a committee: nothing is planned in it any more',
  verb: 'reports.close-month',
  params: ofMonth,
  response: z.object({}),
  errors: ['reports.month-ahead', 'reports.not-a-committee'],
});

export const reopenMonth = route({
  method: 'POST',
  path: '/api/units/:unitId/months/:month/reopen',
  summary: 'Open a closed month again, with a reason',
  verb: 'reports.close-month',
  params: ofMonth,
  body: z.object({ reason: z.string().trim().min(1).max(500) }),
  response: z.object({}),
  errors: ['reports.not-closed-here', 'reports.not-a-committee'],
});
