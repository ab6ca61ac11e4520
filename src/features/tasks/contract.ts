import { z } from 'zod';
import { civilDate, id } from '#features/units/contract.ts';
import { isYearMonth } from '#kernel/civil-date.ts';
import { route } from '#kernel/route.ts';
import { REPORTED_STATES, TASK_FILTERS, TASK_STATES } from './domain/task-state.ts';

export { type ReportedState, TASK_STATES, type TaskFilter, type TaskState } from './domain/task-state.ts';

const yearMonth = z.string().refine(isYearMonth, 'yyyy-mm');

export const taskSummary = z
  .object({
    taskId: id,
    branchId: id,
    title: z.string(),
    ownerId: id,
    ownerName: z.string(),
    helperIds: z.array(id),
    /** What will be there when it is done (sản phẩm). */
    output: z.string(),
    dueOn: civilDate,
    /** Month of the meeting at which the result is reported. */
    reportMonth: yearMonth,
    assignedInMonth: yearMonth,
    /** The meeting that gave it. */
    meetingId: id.nullable(),
    directiveId: id.nullable(),
    state: z.enum(TASK_STATES),
    percent: z.number().int().nullable(),
    cause: z.string().nullable(),
    evidence: z.string().nullable(),
    isOverdue: z.boolean(),
  })
  .meta({ id: 'Task' });
export type TaskSummary = z.infer<typeof taskSummary>;

export const listTasks = route({
  method: 'GET',
  path: '/api/branches/:branchId/tasks',
  summary: 'Tasks of a branch, the nearest due day first',
  verb: 'tasks.read',
  params: z.object({ branchId: id }),
  query: z.object({ show: z.enum(TASK_FILTERS).default('open'), ownerId: id.optional() }),
  response: z.object({
    branch: z.object({ id, name: z.string() }),
    today: civilDate,
    /** Two levels above the branch and further names are initials, and free texts left out, until a reason was given. */
    names: z.enum(['shown', 'after-reason']),
    tasks: z.array(taskSummary),
  }),
});

export const getTask = route({
  method: 'GET',
  path: '/api/tasks/:taskId',
  summary: 'A task with every report and correction, newest first',
  verb: 'tasks.read',
  params: z.object({ taskId: id }),
  response: z.object({
    task: taskSummary.extend({ isWithdrawn: z.boolean() }),
    branch: z.object({ id, name: z.string() }),
    today: civilDate,
    /** Two levels above the branch and further names are initials, and free texts left out, until a reason was given. */
    names: z.enum(['shown', 'after-reason']),
    helpers: z.array(z.object({ personId: id, fullName: z.string() })),
    reports: z.array(
      z.object({
        id,
        at: z.iso.datetime(),
        byName: z.string(),
        state: z.enum(TASK_STATES),
        percent: z.number().int().nullable(),
        cause: z.string().nullable(),
        evidence: z.string().nullable(),
        /** The meeting at which it was said; null between two meetings. */
        meetingId: id.nullable(),
        month: yearMonth,
      }),
    ),
    corrections: z.array(
      z.object({
        id,
        at: z.iso.datetime(),
        byName: z.string(),
        reason: z.string(),
        ownerBefore: z.string(),
        ownerAfter: z.string(),
        dueBefore: civilDate,
        dueAfter: civilDate,
      }),
    ),
    /** Members who may own it; empty for a reader who may not correct. */
    candidates: z.array(z.object({ personId: id, fullName: z.string() })),
    abilities: z.object({ report: z.boolean(), correct: z.boolean() }),
  }),
});

export const reportTask = route({
  method: 'POST',
  path: '/api/tasks/:taskId/reports',
  summary: 'Say between two meetings how a task stands',
  verb: 'tasks.report',
  params: z.object({ taskId: id }),
  body: z.object({
    state: z.enum(REPORTED_STATES),
    percent: z.number().int().min(0).max(100).nullish(),
    cause: z.string().max(2000).nullish(),
    /** What shows that it is done: a link, a number of a document, a place. */
    evidence: z.string().max(2000).nullish(),
    /** The day on which the work was finished; today when absent. */
    doneOn: civilDate.nullish(),
  }),
  response: z.object({ state: z.enum(TASK_STATES) }),
  errors: [
    'tasks.not-yours',
    'tasks.cause-missing',
    'tasks.done-in-future',
    'tasks.withdrawn',
    'tasks.settled-by-meeting',
  ],
});

export const correctTask = route({
  method: 'POST',
  path: '/api/tasks/:taskId/corrections',
  summary: 'Give a task another owner or another day; what it was before is kept',
  verb: 'tasks.correct',
  params: z.object({ taskId: id }),
  body: z.object({
    ownerId: id,
    dueOn: civilDate,
    reportMonth: yearMonth,
    reason: z.string().trim().min(1).max(500),
  }),
  response: z.object({}),
  errors: [
    'tasks.withdrawn',
    'tasks.finished',
    'tasks.owner-not-in-branch',
    'tasks.bad-month',
    'tasks.nothing-changed',
  ],
});
