import { dayInLife, loadUnit, placeInLife, refuseEnded } from '#features/units/public.ts';
import { civilDateAt } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import { inTransaction, type Tx } from '#platform/database/database.ts';
import { FileAnswer, handle, handlePrepared, type Preparation, type Request } from '#platform/http/handle.ts';
import { importPlan, readPlanFile } from './actions/import-plan.ts';
import { openAgain, openCount } from './actions/look-again.ts';
import { lookAhead } from './actions/look-ahead.ts';
import { loadPapers, zipPapers } from './actions/make-papers.ts';
import { sentenceOf } from './actions/sentence.ts';
import { showPlan } from './actions/show-plan.ts';
import { takeEffect } from './actions/take-effect.ts';
import { readWorklistFile, takeWorklist, worklistTable } from './actions/take-worklist.ts';
import {
  addFittingLevels,
  assign,
  createPlan,
  giveUpPlan,
  holdPlan,
  movePlan,
  takeNewBase,
  writeSteps,
} from './actions/write-plan.ts';
import * as contract from './contract.ts';
import {
  type PlanRow,
  selectEvents,
  selectGivenUp,
  selectLateAssigned,
  selectPlan,
  selectPlansOf,
} from './db/plans.sql.ts';
import { mayAssign, mayEditSteps, mayGiveUp, movesFrom, type PlanStep } from './domain/plan.ts';
import { sharedOut } from './domain/read-worklist.ts';

async function authorizedPlace({ tx, today, authorize }: Request, unitId: Id) {
  const place = await placeInLife(tx, unitId, today);
  authorize(place);
  return place;
}

const writerOf = ({ tx, today, nowMs, actor }: Request) => ({ tx, today, nowMs, by: actor.personId });

async function readPlan(tx: Tx, unitId: Id, planId: Id): Promise<PlanRow> {
  const plan = await selectPlan(tx, planId);
  if (!plan || plan.unitId !== unitId) throw new DomainError({ code: 'platform.not-found' });
  return plan;
}

const shown = ({
  id,
  title,
  on,
  state,
  decision,
  decidedOn,
  issuedBy,
  correctsId,
  outcome,
}: PlanRow): contract.Plan => ({
  id,
  title,
  on,
  state,
  decision,
  decidedOn,
  issuedBy,
  correctsId,
  outcome,
});

const prepareTable = ({ body, query }: Preparation) => readPlanFile({ name: query.name, bytes: body });
const placeOfTable = (tx: Tx, params: { unitId: Id }, today: string) => placeInLife(tx, params.unitId, today);

export const handlers = [
  handle(contract.listPlans, async (request) => {
    const { tx, params, today, may } = request;
    const place = await authorizedPlace(request, params.unitId);
    const plans = await selectPlansOf(tx, params.unitId);
    const open = new Map<Id, number>();
    for (const plan of plans)
      if (plan.state === 'scheduled') open.set(plan.id, openCount(await openAgain(tx, place, plan)));
    const day = await dayInLife(tx, params.unitId, today);
    return {
      unitName: (await loadUnit(tx, params.unitId, day)).name,
      today,
      plans: plans.map((plan) => ({ ...shown(plan), steps: plan.steps, open: open.get(plan.id) ?? 0 })),
      givenUp: (await selectGivenUp(tx, params.unitId)).map((each) => ({
        ...each,
        at: each.at.toISOString(),
      })),
      // A committee that is no more arranges nothing; its plans stay to be read.
      abilities: { draft: day === today && may('reorganisation.draft', place) },
    };
  }),

  handle(contract.createPlan, async (request) => {
    const { tx, params, body, today, record } = request;
    await authorizedPlace(request, params.unitId);
    await refuseEnded(tx, params.unitId, today);
    const planId = await createPlan(writerOf(request), { ...body, unitId: params.unitId });
    await record({
      verb: 'reorganisation.create',
      unitId: params.unitId,
      subjectId: planId,
      details: { on: body.on },
    });
    return { planId };
  }),

  handle(contract.getPlan, async (request) => {
    const { tx, world, params, today, language, may } = request;
    const place = await authorizedPlace(request, params.unitId);
    const plan = await readPlan(tx, params.unitId, params.planId);
    const corrected = plan.correctsId ? await selectPlan(tx, plan.correctsId) : undefined;
    const mayDraft = may('reorganisation.draft', place);
    return {
      unitName: (await loadUnit(tx, params.unitId, await dayInLife(tx, params.unitId, today))).name,
      today,
      plan: shown(plan),
      corrects: corrected ? { id: corrected.id, title: corrected.title } : null,
      ...(await showPlan(tx, world, place, plan, language)),
      events: (await selectEvents(tx, plan.id)).map((each) => ({ ...each, at: each.at.toISOString() })),
      abilities: {
        edit: mayDraft && mayEditSteps(plan.state),
        assign: mayDraft && mayAssign(plan.state),
        giveUp: may('reorganisation.give-up', place) && mayGiveUp(plan.state),
        moves: may('reorganisation.decide', place)
          ? movesFrom(plan.state).filter((move) => move !== 'apply' || plan.on <= today)
          : [],
      },
    };
  }),

  handle(contract.writeSteps, async (request) => {
    const { tx, params, body, record } = request;
    const place = await authorizedPlace(request, params.unitId);
    const plan = await holdPlan(tx, params.unitId, params.planId);
    await writeSteps({ tx }, place, plan, body.steps as PlanStep[], { title: body.title, on: body.on });
    await record({
      verb: 'reorganisation.write-steps',
      unitId: params.unitId,
      subjectId: plan.id,
      details: { steps: body.steps.length },
    });
    return {};
  }),

  handlePrepared(
    contract.importPlan,
    prepareTable,
    async (request) => {
      const { tx, world, params, query, language, prepared, record } = request;
      await authorizedPlace(request, params.unitId);
      const plan = await holdPlan(tx, params.unitId, params.planId);
      const { steps, faults } = await importPlan(
        writerOf(request),
        plan,
        prepared,
        query.parentId ?? null,
        query.endsEmptied === 'true',
      );
      if (faults.length === 0)
        await record({
          verb: 'reorganisation.import',
          unitId: params.unitId,
          subjectId: plan.id,
          details: { steps },
        });
      return {
        steps: faults.length === 0 ? steps : 0,
        faults: faults.map(({ row, refusal }) => {
          const { code, message } = sentenceOf(world, refusal, language);
          return { row, code, message };
        }),
      };
    },
    { fileBody: true, place: placeOfTable },
  ),

  handle(contract.takeNewBase, async (request) => {
    const { tx, params, record } = request;
    const place = await authorizedPlace(request, params.unitId);
    const plan = await holdPlan(tx, params.unitId, params.planId);
    await takeNewBase(writerOf(request), place, plan);
    await record({ verb: 'reorganisation.take-base', unitId: params.unitId, subjectId: plan.id });
    return {};
  }),

  handle(contract.fitLevels, async (request) => {
    const { tx, params, record } = request;
    const place = await authorizedPlace(request, params.unitId);
    const plan = await holdPlan(tx, params.unitId, params.planId);
    const steps = await addFittingLevels({ tx }, place, plan);
    if (steps > 0)
      await record({
        verb: 'reorganisation.write-steps',
        unitId: params.unitId,
        subjectId: plan.id,
        details: { steps },
      });
    return { steps };
  }),

  handle(contract.listUndecided, async (request) => {
    const { tx, params, noteRead } = request;
    const place = await authorizedPlace(request, params.unitId);
    const plan = await readPlan(tx, params.unitId, params.planId);
    const { input, foreseen } = await lookAhead(tx, place, plan);
    const split = sharedOut(input, foreseen).find((each) => each.splitId === params.splitId);
    if (!split) throw new DomainError({ code: 'platform.not-found' });
    const late = new Set(
      plan.state === 'scheduled'
        ? (await selectLateAssigned(tx, plan.id)).map(({ subjectId }) => subjectId)
        : [],
    );
    noteRead(
      'reorganisation.assign',
      split.subjects.flatMap((subject) => subject.personId ?? []),
      params.unitId,
    );
    return {
      name: split.name,
      choices: split.choices.map(({ id, name }) => ({ id, name })),
      subjects: split.subjects.map(({ subjectId, what, name, address, intoId }) => ({
        subjectId,
        what,
        name,
        address,
        intoId,
        isFixed: plan.state === 'scheduled' && intoId !== null && !late.has(subjectId),
      })),
    };
  }),

  handle(contract.getWorklist, async (request) => {
    const { tx, params, query, language, noteRead } = request;
    const place = await authorizedPlace(request, params.unitId);
    const plan = await readPlan(tx, params.unitId, params.planId);
    const { bytes, personIds } = await worklistTable(tx, place, plan, { only: query.only, language });
    noteRead('reorganisation.assign', personIds, params.unitId);
    return new FileAnswer(
      bytes,
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      language === 'vi' ? `Phân công ${plan.on}.xlsx` : `Worklist ${plan.on}.xlsx`,
    );
  }),

  handlePrepared(
    contract.takeWorklist,
    ({ body, query }: Preparation) => readWorklistFile({ name: query.name, bytes: body }),
    async (request) => {
      const { tx, world, params, language, actor, prepared, record } = request;
      const place = await authorizedPlace(request, params.unitId);
      const plan = await holdPlan(tx, params.unitId, params.planId);
      const { assigned, open, faults } = await takeWorklist(
        writerOf(request),
        place,
        plan,
        prepared,
        actor.personId,
      );
      if (faults.length === 0)
        await record({
          verb: 'reorganisation.assign',
          unitId: params.unitId,
          subjectId: plan.id,
          details: { assigned },
        });
      return {
        assigned,
        open,
        faults: faults.map(({ row, refusal }) => ({ row, ...sentenceOf(world, refusal, language) })),
      };
    },
    { fileBody: true, place: placeOfTable },
  ),

  handle(contract.assign, async (request) => {
    const { tx, params, body, actor, record } = request;
    const place = await authorizedPlace(request, params.unitId);
    const plan = await holdPlan(tx, params.unitId, params.planId);
    await assign(writerOf(request), place, plan, body.assigned, actor.personId);
    await record({
      verb: 'reorganisation.assign',
      unitId: params.unitId,
      subjectId: plan.id,
      details: { assigned: body.assigned.length },
    });
    return { open: (await lookAhead(tx, place, plan)).foreseen.undecided.length };
  }),

  handlePrepared(
    contract.getPapers,
    async ({ world, params }) => {
      // Laid out before the answering transaction opens: a long list takes seconds and needs no database.
      const { unitId, planId, intoId } = params as { unitId: Id; planId: Id; intoId: Id };
      const { paper, personIds } = await inTransaction(world.db, 'read', async (tx) => {
        const place = await placeInLife(tx, unitId, civilDateAt(world.clock.now()));
        return loadPapers(tx, place, await readPlan(tx, unitId, planId), intoId);
      });
      return { paper, personIds, bytes: await zipPapers(paper) };
    },
    async (request) => {
      const { params, prepared, noteRead } = request;
      await authorizedPlace(request, params.unitId);
      noteRead('reorganisation.papers', prepared.personIds, params.unitId);
      return new FileAnswer(
        prepared.bytes,
        'application/zip',
        `Sắp xếp ${prepared.paper.received.receiver} ${prepared.paper.on}.zip`,
      );
    },
    { place: (tx, params: { unitId: Id }, today) => placeInLife(tx, params.unitId, today) },
  ),

  handle(contract.giveUpPlan, async (request) => {
    const { tx, params, body, record } = request;
    await authorizedPlace(request, params.unitId);
    const plan = await holdPlan(tx, params.unitId, params.planId);
    await giveUpPlan(writerOf(request), plan, body.reason);
    await record({ verb: 'reorganisation.give-up', unitId: params.unitId, subjectId: plan.id });
    return {};
  }),

  handle(contract.movePlan, async (request) => {
    const { tx, world, params, body, today, nowMs, actor, language, record } = request;
    const place = await authorizedPlace(request, params.unitId);
    const plan = await holdPlan(tx, params.unitId, params.planId);
    const { move, decision, note } = body;
    if (move === 'apply')
      await takeEffect({ tx, world, today, nowMs, by: actor.personId, language }, plan.id);
    else await movePlan(writerOf(request), place, plan, move, { decision, note: note || null });
    await record({
      verb: `reorganisation.${move}`,
      unitId: params.unitId,
      subjectId: plan.id,
      details: { on: plan.on },
    });
    return { state: (await readPlan(tx, params.unitId, params.planId)).state };
  }),
];
