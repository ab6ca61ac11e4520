import { recordTakenUp } from '#features/directives/public.ts';
import { loadActor } from '#features/mandates/public.ts';
import { livingRecordsOf } from '#features/members/public.ts';
import { assignTask, recordTaskResult } from '#features/tasks/public.ts';
import { termOf } from '#features/units/public.ts';
import { type CivilDate, civilDateAt, instantOf } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import { type Tx, together } from '#platform/database/database.ts';
import { documentNumber } from '#platform/documents/document-number.ts';
import { emitEvent, type World } from '#platform/feature.ts';
import type { MeetingClosed } from '../contract.ts';
import { insertEntries } from '../db/entries.sql.ts';
import { type AttendanceOf, insertAttendance, takeNumber, updateFigures } from '../db/meetings.sql.ts';
import { insertNotices } from '../db/notices.sql.ts';
import { collectEvidence } from '../domain/collect-evidence.ts';
import type { StoredEntry } from '../domain/entry.ts';
import { foldMeeting, type MeetingState } from '../domain/fold.ts';
import { mayClose } from '../domain/may-close.ts';
import { papersTakenUp } from '../domain/papers-taken-up.ts';
import { answerCarriedPetitions } from './answer-petition.ts';
import { recordDutyDecisions } from './journal-duties.ts';
import { composeEntries, figuresOf, numberEntries, scoresOf } from './keep-entries.ts';
import { type LoadedMeeting, mustBeOpen } from './load-meeting.ts';

const HOUR_MS = 3_600_000;

/** The branch consented to the text of the resolution, or to the conclusion that stands for it. */
const isResolutionAdopted = (state: MeetingState): boolean =>
  state.resolution.live.length > 0 &&
  state.votes.some(
    (vote) =>
      vote.status === 'closed' &&
      vote.result.passed &&
      (vote.matter === 'resolution' || vote.matter === 'conclusion'),
  );

/**
 * The branch whose work it becomes: that of the meeting; when that one is no more, the branch of the owner among those that
 * carry it on.
 */
async function branchOfWork(
  tx: Tx,
  { row, place }: Pick<LoadedMeeting, 'row' | 'place'>,
  ownerId: Id,
  today: CivilDate,
): Promise<Id> {
  const heirs = place.heirs ?? [];
  if (heirs.length < 2) return heirs[0] ?? row.branchId;
  const owner = await loadActor(tx, ownerId, today);
  return heirs.find((heir) => owner?.memberships.some(({ branchId }) => branchId === heir)) ?? heirs[0]!;
}

/** The figures of the month as the closed meeting leaves them. */
export function closedFacts({ row, context, state }: LoadedMeeting, nowMs: number): MeetingClosed {
  const evidence = collectEvidence(context, state);
  const scores = scoresOf(context, state);
  const leadDays = context.rules['papers.lead-days'].value;
  const start = instantOf(state.started?.heldOn ?? row.plannedOn, row.plannedTime);
  const firstNotice = state.notices.flatMap((notice) => notice.sentAt ?? []).toSorted((a, b) => a - b)[0];
  const isLate = (hours: number | null) =>
    leadDays === null || hours === null ? null : hours < leadDays * 24;
  const results = new Map(state.taskResults.map((result) => [result.taskId, result.state]));
  const outcomes = context.lastMonthTasks.map((task) => results.get(task.taskId) ?? task.state);
  return {
    meetingId: row.id,
    branchId: row.branchId,
    month: row.month,
    kind: row.kind,
    plannedOn: row.plannedOn,
    heldOn: state.started?.heldOn ?? row.plannedOn,
    closedOn: civilDateAt(nowMs),
    base: state.attendance.base,
    present: state.attendance.present,
    excused: state.attendance.excused,
    unexcused: state.attendance.unexcused,
    spoke: evidence.spoke,
    minutes: state.duration.minutes,
    ownScore: scores.own,
    ownGrade: scores.ownGrade,
    confirmedScore: scores.confirmed,
    confirmedGrade: scores.confirmedGrade,
    papersLate: isLate(evidence.papersLeadHours),
    noticeLate: isLate(firstNotice === undefined ? null : (start - firstNotice) / HOUR_MS),
    tasksDue: outcomes.length,
    tasksDone: outcomes.filter((state) => state === 'done' || state === 'done-late').length,
    tasksDoneLate: outcomes.filter((state) => state === 'done-late').length,
    tasksAssigned: state.tasks.length,
  };
}

export type Closing = {
  minutesNumber: string;
  resolutionNumber: string | null;
  stored: StoredEntry[];
  facts: MeetingClosed;
};

/**
 * Closes a locked meeting for good: numbers of the papers, the last entry, tasks, attendance, the month's figures
 * and the notices, all in the caller's transaction. The figures of a closed month stand: it is opened again first.
 * Errors: `meetings.closed`, `meetings.cancelled`, `meetings.month-closed`, `meetings.not-ready-to-close` with the
 * gaps as a fact.
 */
export async function closeMeeting(
  tx: Tx,
  world: World,
  meeting: LoadedMeeting,
  by: { personId: Id },
  nowMs: number,
): Promise<Closing> {
  const { row } = meeting;
  if (row.stage === 'closed') throw new DomainError({ code: 'meetings.closed' });
  if (row.stage === 'cancelled') throw new DomainError({ code: 'meetings.cancelled' });
  const heldOn = meeting.state.started?.heldOn ?? row.plannedOn;
  const [termThen] = await together(tx, (tx) =>
    Promise.all([termOf(tx, row.branchId, heldOn), mustBeOpen(tx, meeting.place, row.month)]),
  );
  const { may, gaps } = mayClose(meeting.context, meeting.state);
  if (!may) {
    const blocking = gaps.filter((gap) => gap.blocks);
    const rule = blocking.find((gap) => gap.rule)?.rule;
    throw new DomainError({
      code: 'meetings.not-ready-to-close',
      facts: { count: blocking.length, gaps: blocking.map((gap) => gap.gap).join(', ') },
      ...(rule ? { rule } : {}),
    });
  }

  const term = termThen?.name ?? heldOn.slice(0, 4);
  const numbered = async (tx: Tx, type: string) => {
    const number = await takeNumber(tx, {
      unitId: row.branchId,
      term,
      type,
      meetingId: row.id,
      on: heldOn,
    });
    return documentNumber({ number, type, body: 'CB' }).replace(/^Số /, '');
  };
  const stored = numberEntries(
    meeting,
    composeEntries(meeting, by.personId, [{ kind: 'meeting-closed', payload: {} }], nowMs),
    nowMs,
  );
  const [minutesNumber, resolutionNumber] = await together(tx, (tx) =>
    Promise.all([numbered(tx, 'BB'), isResolutionAdopted(meeting.state) ? numbered(tx, 'NQ') : null]),
  );
  const { context } = meeting;
  const entries = [...meeting.entries, ...stored];
  const state = foldMeeting(context, entries);
  const base = context.rules['attendance.base'].value;
  // Entries name people by the roll: of a record that was merged since, the one that lives on was there and has the work.
  const lives = await livingRecordsOf(tx, [
    ...new Set([
      ...[...context.roll, ...context.followers].map(({ personId }) => personId),
      ...state.tasks.flatMap(({ ownerId, helperIds }) => [ownerId, ...helperIds]),
    ]),
  ]);
  const livesOn = (personId: Id): Id => lives.get(personId) ?? personId;
  const attendance: AttendanceOf = { present: [], excused: [], unexcused: [] };
  const counted = new Set<Id>();
  for (const presence of ['present', 'excused', 'unexcused'] as const)
    for (const { memberId, personId, status } of context.roll) {
      if (state.presence[memberId]?.presence !== presence || counted.has(livesOn(personId))) continue;
      if (presence !== 'present' && !base.includes(status)) continue;
      counted.add(livesOn(personId));
      attendance[presence].push(livesOn(personId));
    }
  await together(tx, (tx) =>
    Promise.all([
      updateFigures(tx, row.id, row.entryCount + stored.length, figuresOf(context, state), null, {
        minutesNumber,
        resolutionNumber,
        atMs: nowMs,
      }),
      insertEntries(tx, stored),
      insertAttendance(tx, { id: row.id, branchId: row.branchId, heldOn }, attendance),
      insertNotices(
        tx,
        [...new Set([...context.roll, ...context.followers].map((each) => livesOn(each.personId)))].filter(
          (personId) => personId !== by.personId,
        ),
        {
          kind: 'meeting-closed',
          meetingId: row.id,
          branchId: row.branchId,
          facts: { month: row.month },
        },
        nowMs,
      ),
    ]),
  );
  // An entry may name any task; a meeting settles only what it had before it, never work of another branch.
  const before = new Set(context.lastMonthTasks.map((task) => task.taskId));
  for (const result of state.taskResults.filter(({ taskId }) => before.has(taskId)))
    await recordTaskResult(
      tx,
      {
        taskId: result.taskId,
        state: result.state,
        percent: result.percent,
        cause: result.cause,
        evidence: result.evidence,
        by: result.by,
        meetingId: row.id,
        month: row.month,
      },
      nowMs,
    );
  for (const task of state.tasks)
    await assignTask(
      tx,
      {
        taskId: task.taskId,
        branchId: await branchOfWork(tx, meeting, livesOn(task.ownerId), civilDateAt(nowMs)),
        title: task.title,
        ownerId: livesOn(task.ownerId),
        helperIds: [...new Set(task.helperIds.map(livesOn))],
        output: task.output,
        dueOn: task.dueOn,
        reportMonth: task.reportMonth,
        assignedInMonth: row.month,
        meetingId: row.id,
        directiveId: task.directiveId,
      },
      nowMs,
    );
  await recordTakenUp(tx, { meetingId: row.id, branchId: row.branchId, heldOn }, papersTakenUp(state));
  await recordDutyDecisions(tx, { id: row.id, heldOn, state }, by.personId, nowMs);
  await answerCarriedPetitions(tx, { id: row.id, branchId: row.branchId, heldOn, state }, by.personId, nowMs);

  const facts = closedFacts({ ...meeting, entries, state }, nowMs);
  await emitEvent(world, tx, 'meetings.closed', facts);
  return { minutesNumber, resolutionNumber, stored, facts };
}
