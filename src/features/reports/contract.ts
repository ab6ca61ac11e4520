import { z } from 'zod';
import { clockTime, MEETING_STAGES, yearMonth } from '#features/meetings/contract.ts';
import { MEETING_KINDS } from '#features/rulebooks/contract.ts';
import { civilDate, id, SECTORS, UNIT_KINDS } from '#features/units/contract.ts';
import { route } from '#kernel/route.ts';
import { FIGURES, type Figure } from './domain/figures.ts';
import { MEASURE_KEYS } from './domain/measures.ts';
import { NEEDS } from './domain/needs.ts';
import { readPeriod } from './domain/report-period.ts';
import type { Spread } from './domain/spread.ts';

export type { Figure, Figures } from './domain/figures.ts';
export { MEASURE_KEYS, type MeasureKey } from './domain/measures.ts';
export type { Need } from './domain/needs.ts';
export type { Spread } from './domain/spread.ts';

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

/** A row of the month's table, with what the committee has done about it. */
export const followedRow = monthRow
  .extend({
    /** Urged by this committee for this month; null when never. */
    urged: z
      .object({
        times: z.number().int(),
        lastOn: civilDate,
        byName: z.string(),
        /** Letters that told of it, of all times together. */
        mails: z.number().int(),
        /** Of these: not sent yet, and refused by the mail server so far. */
        waitingMails: z.number().int(),
        refusedMails: z.number().int(),
      })
      .nullable(),
    /** Something is open that the branch can put right, and it was not urged today. */
    mayUrge: z.boolean(),
  })
  .meta({ id: 'FollowedBranchMonth' });
export type FollowedRow = z.infer<typeof followedRow>;

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
    rows: z.array(followedRow),
    totals: monthTotals,
    /** An urging leaves by e-mail too: a mail server is configured. */
    mailsUrgings: z.boolean(),
    abilities: z.object({ closeMonth: z.boolean(), urge: z.boolean() }),
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

export const urgeBranches = route({
  method: 'POST',
  path: '/api/units/:unitId/months/:month/urgings',
  summary: 'Urge branches for what is open in their month, in the name of a committee above, once a day',
  verb: 'reports.urge',
  params: ofMonth,
  body: z.object({
    branchIds: z.array(id).min(1).max(5000),
    /** What to do, in a sentence. */
    text: z.string().trim().min(1).max(300).optional(),
  }),
  response: z.object({
    urged: z.number().int(),
    /** Asked for, but with nothing open any more or urged today already. */
    passedOver: z.number().int(),
    /** Letters that leave now to those who lead the branches and have given an address; none without a mail server. */
    mails: z.number().int(),
  }),
  errors: [
    'reports.urging-from-above',
    'reports.month-not-urged',
    'reports.nothing-to-urge',
    'reports.urged-today',
  ],
});

/** `then`: each month on its own tree; `today`: all of them on the tree of today. */
export const clock = z.enum(['then', 'today']);
export type Clock = z.infer<typeof clock>;

/** `2026-03`, `2026-Q1` or `2026`. */
export const periodName = z
  .string()
  .refine((name) => readPeriod(name) !== undefined, 'yyyy-mm, yyyy-Qn, yyyy');

const figures = z
  .object(Object.fromEntries(FIGURES.map((figure) => [figure, count])) as Record<Figure, typeof count>)
  .meta({ id: 'Figures' });

const spread = z.custom<Spread>().meta({
  type: 'object',
  description: 'count, low, q1, median, q3, high of a measure in a group of at least five units',
});

/** A unit directly below. */
const childUnit = z.object({
  /** Null: branches that stood directly here and have ended, together. */
  id: id.nullable(),
  name: z.string(),
  code: z.string().nullable(),
  kind: z.enum(UNIT_KINDS).nullable(),
  sector: z.enum(SECTORS).nullable(),
  isBranch: z.boolean(),
  /** The day from which the unit is no more, when that has come. */
  endedOn: civilDate.nullable(),
});

export const dashboardChild = childUnit
  .extend({
    figures,
    /** Of a branch in a single month: the meetings that its figures came from. */
    regularId: id.nullable(),
    thematicId: id.nullable(),
  })
  .meta({ id: 'DashboardChild' });
export type DashboardChild = z.infer<typeof dashboardChild>;

const ofPeriod = z.object({ unitId: id, period: periodName });
const dashboardQuery = z.object({
  clock: clock.default('then'),
  /** Only branches of this sector. */
  sector: z.enum(SECTORS).optional(),
});

export const getDashboard = route({
  method: 'GET',
  path: '/api/units/:unitId/dashboards/:period',
  summary: 'The units directly below a committee in a month, quarter or year, with their figures',
  verb: 'reports.read',
  params: ofPeriod,
  query: dashboardQuery,
  response: z.object({
    unit: z.object({ id, name: z.string(), kind: z.enum(UNIT_KINDS) }),
    /** Nearest first; only those whose figures this person may open. */
    above: z.array(z.object({ id, name: z.string() })),
    period: periodName,
    clock,
    today: civilDate,
    /** Months of the period that have begun. */
    months: z.array(yearMonth),
    /** The day whose tree names the children. */
    treeOn: civilDate,
    /** Branches that stand here in the last of these months. */
    branches: count,
    children: z.array(dashboardChild),
    totals: figures,
    /** How units of the same kind beside this one stand; null where they are too few to be a group. */
    peers: z.partialRecord(z.enum(MEASURE_KEYS), spread).nullable(),
    /** The rules by which a branch needs a look. */
    norms: z.object({
      attendanceTarget: z.object({ percent: z.number(), comparison: z.enum(['at-least', 'more-than']) }),
      thematicPerQuarter: count,
    }),
  }),
  errors: ['rulebooks.no-version', 'reports.period-ahead'],
});

export const getDashboardFile = route({
  method: 'GET',
  path: '/api/units/:unitId/dashboards/:period/table/:format',
  summary: 'The same table as a spreadsheet whose totals and shares are formulas',
  verb: 'reports.read',
  params: ofPeriod.extend({ format: z.enum(['xlsx', 'csv']) }),
  query: dashboardQuery.extend({ language: z.enum(['vi', 'en']).optional() }),
  errors: ['rulebooks.no-version', 'reports.period-ahead'],
});

/** By figure, one number for each month. */
type Series = Partial<Record<Figure, number[]>>;
const series = z
  .custom<Series>()
  .meta({ type: 'object', description: 'by figure, one number for each month' });

export const getTrend = route({
  method: 'GET',
  path: '/api/units/:unitId/trends/:month',
  summary: 'Three years up to a month, month by month, of the units directly below a committee',
  verb: 'reports.read',
  params: z.object({ unitId: id, month: yearMonth }),
  query: dashboardQuery,
  response: z.object({
    unit: z.object({ id, name: z.string() }),
    clock,
    months: z.array(yearMonth),
    children: z.array(childUnit.extend({ series })),
    totals: series,
  }),
  errors: ['rulebooks.no-version', 'reports.period-ahead'],
});

const groupRef = z.object({
  /** Null: outside of this unit. `ended`: no unit of its own any more, counted directly here. */
  id: z.union([id, z.literal('ended')]).nullable(),
  name: z.string(),
});

export const getMoves = route({
  method: 'GET',
  path: '/api/units/:unitId/moves/:period',
  summary: 'What explains the difference between the tree of that time and the tree of today',
  verb: 'reports.read',
  params: ofPeriod,
  response: z.object({
    unit: z.object({ id, name: z.string() }),
    months: z.array(yearMonth),
    /** Each unit below, on either tree, with its figures on both. */
    groups: z.array(groupRef.extend({ before: figures, after: figures })),
    moves: z.array(
      z.object({
        unit: z.object({ id, name: z.string(), kind: z.enum(UNIT_KINDS).nullable() }),
        /** The first day on the new way, or without any. */
        since: civilDate.nullable(),
        isEnded: z.boolean(),
        from: groupRef,
        to: groupRef,
        branches: z.array(z.object({ id, name: z.string() })),
        figures,
      }),
    ),
  }),
  errors: ['rulebooks.no-version', 'reports.period-ahead'],
});

type Corner = number[];
export type AreaGeometry =
  | { type: 'Polygon'; coordinates: Corner[][] }
  | { type: 'MultiPolygon'; coordinates: Corner[][][] };

export const getMap = route({
  method: 'GET',
  path: '/api/units/:unitId/maps/:day',
  summary: 'Areas and points of the units directly below on a day, for maps',
  verb: 'reports.read',
  params: z.object({ unitId: id, day: civilDate }),
  response: z.object({
    units: z.array(
      z.object({
        id,
        geometry: z.custom<AreaGeometry>().nullable().meta({
          type: 'object',
          description: 'GeoJSON, outer rings clockwise; null when nobody imported one',
        }),
        lat: z.number().nullable(),
        lon: z.number().nullable(),
      }),
    ),
  }),
});
