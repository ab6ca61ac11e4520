import { mustBeFile, mustNotBeSecret, paperTree, ruleInWords } from '#features/directives/public.ts';
import { isBranchKind, UNIT_KINDS, type UnitKind } from '#features/units/contract.ts';
import { loadUnit, placeInLife, placeOf, unitsByIds } from '#features/units/public.ts';
import { civilDateAt } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import { tidyText, withoutMarks } from '#kernel/vietnamese.ts';
import { emitEvent } from '#platform/feature.ts';
import { readFileBytes, storeFile } from '#platform/files/files.ts';
import { FileAnswer, handle, type Request } from '#platform/http/handle.ts';
import { followingFor, giveAssignment } from './actions/give-assignment.ts';
import { reportDuty } from './actions/report-duty.ts';
import * as contract from './contract.ts';
import {
  insertQuestion,
  isQuestionOf,
  markAnswered,
  markWithdrawn,
  type Overview,
  type QuestionRow,
  type StoredAssignment,
  selectAssignment,
  selectClashes,
  selectCoUnits,
  selectGivenBy,
  selectGivenFrom,
  selectHolders,
  selectOverview,
  selectPlansUnder,
  selectQuestions,
} from './db/assignments.sql.ts';
import {
  clearAnswer,
  hasMatter,
  insertUrgings,
  isFileOfDuty,
  isUrgingOf,
  markReceived,
  markReleased,
  markUrgingAnswered,
  type StoredDuty,
  selectDutiesOf,
  selectDuty,
  selectFileOf,
  selectHeldFrom,
  selectMatterOf,
  selectMatters,
  selectReports,
  selectUrgings,
  setAgenda,
  setAnswer,
  settle,
} from './db/duties.sql.ts';
import { latestDue } from './domain/check-assignment.ts';
import type { DutyState } from './domain/duty-state.ts';
import { isRate } from './domain/figures.ts';
import { forecast } from './domain/forecast.ts';

const AT_ONCE = 50;
const HOLDERS_AT_ONCE = 100;
const MOST_HOLDERS = 20;
const MOST_CLASHES_SHOWN = 5;
const MOST_IN_TREE = 200;

const found = <T>(row: T | undefined): T => {
  if (!row) throw new DomainError({ code: 'platform.not-found' });
  return row;
};

const refuse = (code: `assignments.${string}`, field?: string): never => {
  throw new DomainError({ code, ...(field ? { field } : {}) });
};

const questionAnswer = ({ askedAt, answeredAt, ...question }: QuestionRow) => ({
  ...question,
  askedAt: askedAt.toISOString(),
  answeredAt: answeredAt?.toISOString() ?? null,
});

const shownAssignment = ({
  parentId: _,
  parentDutyId: __,
  rootId: ___,
  recipientRule: ____,
  ...row
}: StoredAssignment) => row;

const shownDuty = ({
  work: _,
  isSettled: __,
  receivedAt: ___,
  answer: ____,
  answerReason: _____,
  answeredByName: ______,
  releasedBecause: _______,
  ...row
}: StoredDuty & { id?: Id; withdrawnBecause?: string | null }) => {
  const { id: _id, withdrawnBecause: _because, ...line } = row;
  return line;
};

/** A share, with its place asked for the verb of the route. */
async function dutyFor(
  { tx, today, authorize }: Pick<Request, 'tx' | 'today' | 'authorize'>,
  dutyId: Id,
  lock = false,
): Promise<StoredDuty> {
  const duty = found(await selectDuty(tx, dutyId, today, lock));
  authorize(await placeInLife(tx, duty.holderId, today));
  return duty;
}

/** A share for reading: by those of the unit that holds it, and of the units that help. */
async function dutyToRead(
  { tx, today, authorize, may }: Pick<Request, 'tx' | 'today' | 'authorize' | 'may'>,
  dutyId: Id,
) {
  const duty = found(await selectDuty(tx, dutyId, today));
  const place = await placeInLife(tx, duty.holderId, today);
  const coUnits = await selectCoUnits(tx, duty.assignmentId, today);
  let readAt = place;
  if (!may('assignments.read', place))
    for (const unit of coUnits) {
      const helper = await placeInLife(tx, unit.id, today);
      if (may('assignments.read', helper)) readAt = helper;
    }
  authorize(readAt);
  return { duty, place, coUnits };
}

/** The same for changing it. Errors: `assignments.settled`. */
async function openDutyFor(request: Pick<Request, 'tx' | 'today' | 'authorize'>, dutyId: Id) {
  const duty = await dutyFor(request, dutyId, true);
  if (duty.isSettled) refuse('assignments.settled');
  return duty;
}

export const handlers = [
  handle(contract.giveAssignment, async ({ tx, params, body, today, nowMs, actor, authorize, record }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const given = await giveAssignment(
      tx,
      {
        unitId: params.unitId,
        title: body.title,
        output: body.output,
        measure: body.measure,
        target: body.target ?? null,
        measureUnit: body.measureUnit ?? null,
        directiveId: body.directiveId ?? null,
        paragraph: body.paragraph ?? null,
        issuedOn: body.issuedOn ?? today,
        answerBy: body.answerBy ?? null,
        dueOn: body.dueOn,
        to: body.to,
        coUnitIds: body.coUnitIds ?? [],
        parentDutyId: body.parentDutyId ?? null,
      },
      { personId: actor.personId, today },
      nowMs,
    );
    await record({
      verb: 'assignments.give',
      unitId: params.unitId,
      subjectId: given.id,
      details: { duties: given.duties, dueOn: body.dueOn, parentDutyId: body.parentDutyId ?? null },
    });
    return given;
  }),

  handle(contract.listAssignments, async ({ tx, params, query, today, authorize, may }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const unit = await loadUnit(tx, params.unitId, today);
    const list = await selectGivenBy(
      tx,
      params.unitId,
      { before: query.before ?? null, directiveId: query.directiveId ?? null, most: AT_ONCE + 1 },
      today,
    );
    const assignments = list.slice(0, AT_ONCE);
    return {
      unit: { id: unit.id, name: unit.name },
      today,
      assignments,
      next: list.length > AT_ONCE ? (assignments.at(-1)?.id ?? null) : null,
      abilities: { give: may('assignments.give', place) },
    };
  }),

  handle(contract.getAssignment, async ({ tx, params, today, authorize, may }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const unit = await loadUnit(tx, params.unitId, today);
    const task = found(await selectAssignment(tx, params.unitId, params.assignmentId));
    const overview = await selectOverview(
      tx,
      task.id,
      place.above.length,
      { target: task.target, isRate: isRate(task.measureUnit) },
      today,
    );
    const slowest = overview.holders.slice(0, MOST_HOLDERS);
    const names = new Map(
      (
        await unitsByIds(
          tx,
          slowest.map((holder) => holder.id),
          today,
        )
      ).map((each) => [each.id, each.name]),
    );
    const rules = await followingFor(tx, place, today);
    const clashes = await selectClashes(
      tx,
      task.id,
      { limit: rules.clashMost, words: [], from: 0, most: MOST_CLASHES_SHOWN },
      today,
    );
    const tiers = new Map<UnitKind, Overview['tiers']>();
    for (const part of overview.tiers) tiers.set(part.kind, [...(tiers.get(part.kind) ?? []), part]);
    const total = overview.ownTotal;
    let done = 0;
    const days = overview.ownDone.map((day) => {
      done += day.done;
      return { day: day.day, done };
    });
    const parent = task.parentDutyId ? await selectDuty(tx, task.parentDutyId, today) : undefined;
    const isOpen = task.withdrawnBecause === null;
    return {
      unit: { id: unit.id, name: unit.name },
      today,
      assignment: shownAssignment(task),
      parent: parent ? { dutyId: parent.dutyId, title: parent.title, dueOn: parent.dueOn } : null,
      coUnits: await selectCoUnits(tx, task.id, today),
      chosenBy: task.recipientRule ? ruleInWords(task.recipientRule as never) : null,
      tiers: UNIT_KINDS.flatMap((kind) => {
        const parts = tiers.get(kind);
        return parts
          ? [
              {
                kind,
                total: parts.reduce((sum, part) => sum + part.count, 0),
                states: Object.fromEntries(parts.map((part) => [part.state, part.count])) as Partial<
                  Record<DutyState, number>
                >,
              },
            ]
          : [];
      }),
      days: overview.days,
      holders: slowest.flatMap(({ id, ...holder }) =>
        names.has(id) ? [{ unit: { id, name: names.get(id)! }, ...holder }] : [],
      ),
      causes: overview.causes,
      answerLate: overview.answerLate,
      figures: task.measure === 'number' ? { ...overview.figures, given: total } : null,
      outputs: overview.outputs,
      forecast: forecast({ total, done: days, issuedOn: task.issuedOn, dueOn: task.dueOn, today }),
      clashes: {
        most: rules.clashMost,
        units: clashes.units,
        examples: clashes.shown.map(({ id, name, weekFrom, due }) => ({ unit: { id, name }, weekFrom, due })),
      },
      questions: (await selectQuestions(tx, task.id)).map(questionAnswer),
      abilities: {
        give: isOpen && may('assignments.give', place),
        urge: isOpen && may('assignments.give', place),
      },
    };
  }),

  handle(contract.listHolders, async ({ tx, params, query, today, authorize }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const unit = await loadUnit(tx, params.unitId, today);
    const task = found(await selectAssignment(tx, params.unitId, params.assignmentId));
    const under = query.underId ? await placeOf(tx, query.underId, today) : null;
    const { total, duties } = await selectHolders(
      tx,
      task.id,
      {
        kind: query.kind ?? null,
        state: query.state ?? null,
        cause: query.cause ?? null,
        group: query.group ?? null,
        isCounted: query.figures === 'counted',
        under: under && { unitId: under.unitId, depth: under.above.length },
        from: query.from,
        most: HOLDERS_AT_ONCE,
      },
      today,
    );
    return {
      unit: { id: unit.id, name: unit.name },
      assignment: { id: task.id, title: task.title },
      total,
      duties,
    };
  }),

  handle(contract.listClashes, async ({ tx, params, query, today, authorize }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const unit = await loadUnit(tx, params.unitId, today);
    const task = found(await selectAssignment(tx, params.unitId, params.assignmentId));
    const { clashMost } = await followingFor(tx, place, today);
    const { total, shown } = await selectClashes(
      tx,
      task.id,
      {
        limit: clashMost,
        words: withoutMarks(query.words.normalize('NFC')).split(/\s+/).filter(Boolean).slice(0, 12),
        from: query.from,
        most: HOLDERS_AT_ONCE,
      },
      today,
    );
    return {
      unit: { id: unit.id, name: unit.name },
      assignment: { id: task.id, title: task.title },
      most: clashMost,
      total,
      clashes: shown.map(({ id, name, ...clash }) => ({ unit: { id, name }, ...clash })),
    };
  }),

  handle(contract.withdrawAssignment, async ({ tx, params, body, today, nowMs, authorize, record }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const task = found(await selectAssignment(tx, params.unitId, params.assignmentId));
    if (task.withdrawnBecause !== null) refuse('assignments.withdrawn');
    const withdrawn = await markWithdrawn(tx, task.id, body.reason, new Date(nowMs));
    await record({
      verb: 'assignments.withdraw',
      unitId: params.unitId,
      subjectId: task.id,
      details: { withdrawn },
    });
    return { withdrawn };
  }),

  handle(contract.urgeNow, async ({ tx, params, body, today, nowMs, actor, authorize, record }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const task = found(await selectAssignment(tx, params.unitId, params.assignmentId));
    if (task.withdrawnBecause !== null) refuse('assignments.withdrawn');
    const urged = await insertUrgings(
      tx,
      {
        assignmentId: task.id,
        dutyIds: body.dutyIds ?? null,
        by: actor.personId,
        text: body.text.normalize('NFC'),
      },
      new Date(nowMs),
    );
    if (urged === 0) refuse('assignments.nothing-open');
    await record({ verb: 'assignments.urge', unitId: params.unitId, subjectId: task.id, details: { urged } });
    return { urged };
  }),

  handle(contract.answerQuestion, async ({ tx, params, body, today, nowMs, actor, authorize, record }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const task = found(await selectAssignment(tx, params.unitId, params.assignmentId));
    found(await isQuestionOf(tx, params.questionId, task.id));
    const given = await markAnswered(
      tx,
      {
        id: params.questionId,
        assignmentId: task.id,
        by: actor.personId,
        text: body.text.normalize('NFC'),
      },
      new Date(nowMs),
    );
    if (!given) refuse('assignments.question-answered');
    await record({ verb: 'assignments.answer-question', unitId: params.unitId, subjectId: task.id });
    return {};
  }),

  handle(contract.listDuties, async ({ tx, params, query, today, authorize, may }) => {
    const place = await placeInLife(tx, params.unitId, today);
    authorize(place);
    const [unit] = await unitsByIds(tx, [params.unitId], today);
    return {
      unit: { id: params.unitId, name: unit?.name ?? '' },
      today,
      duties: (await selectDutiesOf(tx, params.unitId, query.show, today)).map((row) =>
        shownDuty(row as StoredDuty),
      ),
      abilities: { answer: may('assignments.answer', place) },
    };
  }),

  handle(contract.getDuty, async (request) => {
    const { tx, params, today, may } = request;
    const { duty, place, coUnits } = await dutyToRead(request, params.dutyId);
    const issuer = await placeInLife(tx, duty.unitId, today);
    const [holder] = await unitsByIds(tx, [duty.holderId], today);
    const rules = await followingFor(tx, place, today);
    const mayAnswer = may('assignments.answer', place) && !duty.isSettled;
    const matter = await selectMatterOf(tx, duty.dutyId);
    return {
      today,
      duty: {
        ...shownDuty(duty),
        receivedAt: duty.receivedAt?.toISOString() ?? null,
        answer: duty.answer,
        answerReason: duty.answerReason,
        answeredByName: duty.answeredByName,
        releasedBecause: duty.releasedBecause,
        withdrawnBecause: duty.withdrawnBecause,
        latestBelow: latestDue({ dueOn: duty.dueOn, leaveDays: rules.leaveDays }),
      },
      coUnits,
      plans: await selectPlansUnder(tx, duty.dutyId, today),
      reports: (await selectReports(tx, duty.dutyId)).map((row) => ({ ...row, at: row.at.toISOString() })),
      urgings: (await selectUrgings(tx, duty.dutyId)).map((row) => ({ ...row, at: row.at.toISOString() })),
      questions: (await selectQuestions(tx, duty.assignmentId)).map(questionAnswer),
      matter: matter ? { ...matter, raisedAt: matter.raisedAt.toISOString() } : null,
      abilities: {
        answer: mayAnswer,
        localise:
          mayAnswer && holder !== undefined && !isBranchKind(holder.kind) && may('assignments.give', place),
        report: mayAnswer,
        putOnAgenda: mayAnswer && holder !== undefined && isBranchKind(holder.kind),
        rule: duty.state === 'declined' && may('assignments.rule', issuer),
      },
    };
  }),

  handle(contract.listTreeTasks, async ({ tx, params, today, authorize, may }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const tree = found(await paperTree(tx, place, params.directiveId));
    const paperIds = [...tree.above, tree.paper, ...tree.below].map((paper) => paper.id);
    return {
      given: may('assignments.follow', place)
        ? await selectGivenFrom(
            tx,
            paperIds,
            {
              unitId: place.unitId,
              depth: place.above.length,
              // Who sits on a committee follows its own tasks, and not those of the committees below.
              seesBelow: may('assignments.follow', { unitId: '', above: [place.unitId, ...place.above] }),
            },
            MOST_IN_TREE,
          )
        : [],
      held: await selectHeldFrom(tx, paperIds, params.unitId, today),
    };
  }),

  handle(contract.receiveDuty, async (request) => {
    const { tx, params, nowMs, actor, record } = request;
    const duty = await dutyFor(request, params.dutyId, true);
    if (duty.receivedAt !== null || duty.isSettled) return {};
    await markReceived(tx, duty.dutyId, actor.personId, new Date(nowMs));
    await record({ verb: 'assignments.receive', unitId: duty.holderId, subjectId: duty.dutyId });
    return {};
  }),

  handle(contract.answerDuty, async (request) => {
    const { tx, params, body, nowMs, actor, record } = request;
    const duty = await openDutyFor(request, params.dutyId);
    const reason = body.reason ? tidyText(body.reason) : null;
    if (body.answer === 'declined' && !reason) refuse('assignments.reason-missing', 'reason');
    await setAnswer(
      tx,
      duty.dutyId,
      { answer: body.answer, reason: body.answer === 'declined' ? reason : null, by: actor.personId },
      new Date(nowMs),
    );
    await record({
      verb: 'assignments.answer',
      unitId: duty.holderId,
      subjectId: duty.dutyId,
      details: { answer: body.answer },
    });
    return {};
  }),

  handle(contract.ruleOnDuty, async ({ tx, params, body, today, nowMs, authorize, record }) => {
    authorize(await placeInLife(tx, params.unitId, today));
    const duty = found(await selectDuty(tx, params.dutyId, today, true));
    if (duty.unitId !== params.unitId) throw new DomainError({ code: 'platform.not-found' });
    if (duty.isSettled) refuse('assignments.settled');
    if (duty.answer !== 'declined') refuse('assignments.not-declined');
    if (body.ruling === 'released') await markReleased(tx, duty.dutyId, body.reason, new Date(nowMs));
    else await clearAnswer(tx, duty.dutyId);
    await record({
      verb: 'assignments.rule',
      unitId: duty.unitId,
      subjectId: duty.dutyId,
      details: { ruling: body.ruling, reason: body.reason, answerReason: duty.answerReason },
    });
    return {};
  }),

  handle(contract.reportDuty, async (request) => {
    const { tx, params, body, today, nowMs, actor, record } = request;
    const duty = await openDutyFor(request, params.dutyId);
    const fileId = body.fileId ?? null;
    if (fileId !== null && !(await selectFileOf(tx, fileId, duty.holderId)))
      refuse('assignments.file-unknown', 'fileId');
    const work = await reportDuty(
      tx,
      duty,
      {
        state: body.state,
        doneOn: body.doneOn ?? today,
        figure: body.figure ?? null,
        text: body.text?.normalize('NFC') || null,
        cause: body.cause ?? null,
        fileId,
      },
      { personId: actor.personId, today },
      nowMs,
    );
    await record({
      verb: 'assignments.report',
      unitId: duty.holderId,
      subjectId: duty.dutyId,
      details: { before: duty.work, after: work },
    });
    return { work };
  }),

  handle(
    contract.addEvidence,
    async (request) => {
      const { tx, params, query, nowMs, actor, record, raw } = request;
      const duty = await openDutyFor(request, params.dutyId);
      const bytes = raw.request.body;
      if (!Buffer.isBuffer(bytes)) throw new DomainError({ code: 'platform.wrong-media-type' });
      const name = tidyText(query.name).replace(/[\\/]/g, '-');
      mustNotBeSecret({ fileName: name });
      mustBeFile(name, bytes);
      const file = await storeFile(
        tx,
        { unitId: duty.holderId, name, bytes, addedBy: actor.personId },
        nowMs,
      );
      await record({ verb: 'assignments.evidence', unitId: duty.holderId, subjectId: duty.dutyId });
      return { fileId: file.id };
    },
    { fileBody: true },
  ),

  handle(contract.getEvidence, async (request) => {
    const { tx, params } = request;
    const { duty } = await dutyToRead(request, params.dutyId);
    found(await isFileOfDuty(tx, params.fileId, duty.dutyId));
    const file = found(await readFileBytes(tx, params.fileId));
    return new FileAnswer(file.bytes, file.mediaType, file.name);
  }),

  handle(contract.putOnAgenda, async (request) => {
    const { tx, world, params, body, today, nowMs, actor, record } = request;
    const duty = await openDutyFor(request, params.dutyId);
    const holder = await loadUnit(tx, duty.holderId, today);
    if (!isBranchKind(holder.kind)) refuse('assignments.not-a-branch');
    if (duty.isOnAgenda === body.isOn) return {};
    await setAgenda(tx, duty.dutyId, body.isOn ? new Date(nowMs) : null);
    await record({
      verb: 'assignments.agenda',
      unitId: duty.holderId,
      subjectId: duty.dutyId,
      details: { isOn: body.isOn },
    });
    if (body.isOn)
      await emitEvent(world, tx, 'assignments.put-on-agenda', {
        dutyId: duty.dutyId,
        branchId: duty.holderId,
        by: actor.personId,
      } satisfies contract.PutOnAgenda);
    return {};
  }),

  handle(contract.answerUrging, async (request) => {
    const { tx, params, body, nowMs, actor, record } = request;
    const duty = await dutyFor(request, params.dutyId, true);
    found(await isUrgingOf(tx, params.urgingId, duty.dutyId));
    const given = await markUrgingAnswered(
      tx,
      { id: params.urgingId, dutyId: duty.dutyId, by: actor.personId, text: body.text.normalize('NFC') },
      new Date(nowMs),
    );
    if (!given) refuse('assignments.urging-answered');
    await record({ verb: 'assignments.answer-urging', unitId: duty.holderId, subjectId: duty.dutyId });
    return {};
  }),

  handle(contract.askQuestion, async (request) => {
    const { tx, params, body, nowMs, actor, record } = request;
    const duty = await openDutyFor(request, params.dutyId);
    const id = newId(nowMs);
    await insertQuestion(
      tx,
      {
        id,
        assignmentId: duty.assignmentId,
        unitId: duty.holderId,
        by: actor.personId,
        text: body.text.normalize('NFC'),
      },
      new Date(nowMs),
    );
    await record({ verb: 'assignments.ask', unitId: duty.holderId, subjectId: duty.assignmentId });
    return { id };
  }),

  handle(contract.listMatters, async ({ tx, params, today, authorize, may }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const unit = await loadUnit(tx, params.unitId, today);
    return {
      unit: { id: unit.id, name: unit.name },
      today,
      matters: (await selectMatters(tx, params.unitId, today)).map(({ raisedAt, settledAt, ...matter }) => ({
        ...matter,
        raisedOn: civilDateAt(raisedAt.getTime()),
        settledOn: settledAt && civilDateAt(settledAt.getTime()),
      })),
      abilities: { settle: may('assignments.give', place) },
    };
  }),

  handle(contract.settleMatter, async ({ tx, params, body, today, nowMs, actor, authorize, record }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const matter = found(await hasMatter(tx, params.unitId, params.dutyId));
    if (matter.isSettled) refuse('assignments.matter-settled');
    await settle(tx, params.dutyId, actor.personId, body.conclusion.normalize('NFC'), new Date(nowMs));
    await record({ verb: 'assignments.settle', unitId: params.unitId, subjectId: params.dutyId });
    return {};
  }),
];
