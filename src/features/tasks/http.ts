import { actorInEnded } from '#features/mandates/public.ts';
import { type NamesOfUnit, namesOf, namesOfUnit, rollOf } from '#features/members/public.ts';
import { dayInLife, loadUnit, placeInLife, placeOf } from '#features/units/public.ts';
import { type Actor, belongsTo } from '#kernel/actor.ts';
import { addDays, type CivilDate } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { DomainError, unwrap } from '#kernel/result.ts';
import { initialsOf } from '#kernel/vietnamese.ts';
import type { Tx } from '#platform/database/database.ts';
import { handle, type Request } from '#platform/http/handle.ts';
import { writeTaskReport } from './actions/report-task.ts';
import * as contract from './contract.ts';
import {
  correctTask,
  selectCorrections,
  selectReports,
  selectTask,
  selectTaskForChange,
  selectTasks,
  type TaskRow,
} from './db/tasks.sql.ts';
import { checkCorrection } from './domain/check-correction.ts';
import { isFinished, isOverdue } from './domain/task-state.ts';

/** A list of everything reaches two years back; older work is found through its meeting. */
const FINISHED_SHOWN_DAYS = 731;

/** A name for this reader: far above and without a reason it is initials. */
const nameFor = ({ names }: NamesOfUnit, fullName: string): string =>
  names === 'shown' ? fullName : initialsOf(fullName);
/** What was written freely, which often names somebody. */
const textFor = ({ names }: NamesOfUnit, text: string | null): string | null =>
  names === 'shown' ? text : null;

const summaryOf = ({ withdrawnAt: _, ...task }: TaskRow, named: NamesOfUnit, today: CivilDate) => ({
  ...task,
  ownerName: nameFor(named, task.ownerName),
  cause: textFor(named, task.cause),
  evidence: textFor(named, task.evidence),
  isOverdue: isOverdue(task.state, task.dueOn, today),
});

/** Reading in one's own branch is daily work; a look at names from outside is noted, with its reason. */
const noteOutsideRead = (
  { actor, noteRead }: Pick<Request, 'actor' | 'noteRead'>,
  what: string,
  { personIds, branchId, named }: { personIds: Id[]; branchId: Id; named: NamesOfUnit },
) => {
  if (named.names === 'shown' && belongsTo(actor, branchId) === undefined)
    noteRead(what, [...new Set(personIds)], branchId, named.reason);
};

const takesPart = (actor: Actor, task: TaskRow): boolean =>
  task.ownerId === actor.personId || task.helperIds.includes(actor.personId);

const found = (task: TaskRow | undefined): TaskRow => {
  if (!task) throw new DomainError({ code: 'platform.not-found' });
  return task;
};

/** Finished work stays in the book of a branch that is no more, for whoever sat there and for those who lead its heirs. */
const inBook = {
  ofBranch: {
    who: (tx: Tx, actor: Actor, { branchId }: { branchId: Id }, today: CivilDate) =>
      actorInEnded(tx, actor, branchId, today),
  },
  ofTask: {
    who: async (tx: Tx, actor: Actor, { taskId }: { taskId: Id }, today: CivilDate) => {
      const task = await selectTask(tx, taskId);
      return task ? actorInEnded(tx, actor, task.branchId, today) : actor;
    },
  },
};

export const handlers = [
  handle(
    contract.listTasks,
    async (request) => {
      const { tx, params, query, actor, today, authorize } = request;
      const place = await placeInLife(tx, params.branchId, today);
      authorize(place);
      const named = await namesOfUnit(tx, place, { actor, today });
      const branch = await loadUnit(tx, params.branchId, await dayInLife(tx, params.branchId, today));
      const tasks = await selectTasks(tx, params.branchId, {
        show: query.show,
        ownerId: query.ownerId ?? null,
        today,
        finishedSince: addDays(today, -FINISHED_SHOWN_DAYS),
      });
      noteOutsideRead(request, 'tasks.list', {
        personIds: tasks.map((task) => task.ownerId),
        branchId: params.branchId,
        named,
      });
      return {
        branch: { id: branch.id, name: branch.name },
        today,
        names: named.names,
        tasks: tasks.map((task) => summaryOf(task, named, today)),
      };
    },
    inBook.ofBranch,
  ),

  handle(
    contract.getTask,
    async (request) => {
      const { tx, params, today, actor, authorize, may } = request;
      const task = found(await selectTask(tx, params.taskId));
      const place = await placeInLife(tx, task.branchId, today);
      authorize(place);
      const named = await namesOfUnit(tx, place, { actor, today });
      const day = await dayInLife(tx, task.branchId, today);
      const branch = await loadUnit(tx, task.branchId, day);
      const isThere = day === today;
      const isOpen = task.withdrawnAt === null && !isFinished(task.state);
      const reports = await selectReports(tx, task.taskId);
      const settledByMeeting = isFinished(task.state) && reports[0]?.meetingId != null;
      const correct = isThere && isOpen && may('tasks.correct', place);
      const report =
        isThere &&
        task.withdrawnAt === null &&
        !settledByMeeting &&
        may('tasks.report', place) &&
        (takesPart(actor, task) || may('tasks.correct', place));
      noteOutsideRead(request, 'tasks.read', {
        personIds: [task.ownerId, ...task.helperIds],
        branchId: task.branchId,
        named,
      });
      return {
        task: { ...summaryOf(task, named, today), isWithdrawn: task.withdrawnAt !== null },
        branch: { id: branch.id, name: branch.name },
        today,
        helpers: task.helperIds.length
          ? (await namesOf(tx, task.helperIds)).map(({ personId, fullName }) => ({
              personId,
              fullName: nameFor(named, fullName),
            }))
          : [],
        names: named.names,
        reports: reports.map(({ by: _, ...line }) => ({
          ...line,
          byName: nameFor(named, line.byName),
          cause: textFor(named, line.cause),
          evidence: textFor(named, line.evidence),
          at: line.at.toISOString(),
        })),
        corrections: (await selectCorrections(tx, task.taskId)).map((line) => ({
          ...line,
          byName: nameFor(named, line.byName),
          ownerBefore: nameFor(named, line.ownerBefore),
          ownerAfter: nameFor(named, line.ownerAfter),
          reason: textFor(named, line.reason) ?? '…',
          at: line.at.toISOString(),
        })),
        candidates: correct
          ? (await rollOf(tx, task.branchId, today)).map(({ personId, fullName }) => ({ personId, fullName }))
          : [],
        abilities: { report, correct },
      };
    },
    inBook.ofTask,
  ),

  handle(contract.reportTask, async ({ tx, params, body, today, nowMs, actor, authorize, may, record }) => {
    const task = found(await selectTaskForChange(tx, params.taskId));
    const place = await placeOf(tx, task.branchId, today);
    authorize(place);
    if (!takesPart(actor, task) && !may('tasks.correct', place))
      throw new DomainError({ code: 'tasks.not-yours' });
    const state = await writeTaskReport(tx, { task, report: body, by: actor.personId, today }, nowMs);
    await record({
      verb: 'tasks.report',
      unitId: task.branchId,
      subjectId: task.taskId,
      details: { before: task.state, after: state },
    });
    return { state };
  }),

  handle(contract.correctTask, async ({ tx, params, body, today, nowMs, actor, authorize, record }) => {
    const task = found(await selectTaskForChange(tx, params.taskId));
    authorize(await placeOf(tx, task.branchId, today));
    const roll = await rollOf(tx, task.branchId, today);
    const plan = unwrap(
      checkCorrection(
        { ...task, isWithdrawn: task.withdrawnAt !== null },
        { ownerId: body.ownerId, dueOn: body.dueOn, reportMonth: body.reportMonth },
        new Set(roll.map((member) => member.personId)),
      ),
    );
    await correctTask(
      tx,
      { id: newId(nowMs), taskId: task.taskId, by: actor.personId, reason: body.reason, ...plan },
      new Date(nowMs),
    );
    await record({
      verb: 'tasks.correct',
      unitId: task.branchId,
      subjectId: task.taskId,
      details: {
        ownerBefore: task.ownerId,
        ownerAfter: plan.ownerId,
        dueBefore: task.dueOn,
        dueAfter: plan.dueOn,
      },
    });
    return {};
  }),
];
