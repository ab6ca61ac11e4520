import { isInSight } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import { withoutMarks } from '#kernel/vietnamese.ts';
import type { Tx } from '#platform/database/database.ts';
import { whatStands } from '#platform/feature.ts';
import { handle, handlePrepared, type Preparation, type Request } from '#platform/http/handle.ts';
import { changeUnit, planChange } from './actions/change-unit.ts';
import { foundByDecision } from './actions/found-unit.ts';
import { applyUnitList, previewUnitList, readListFile } from './actions/import-units.ts';
import { loadLife, namesOfUnits } from './actions/load-life.ts';
import { recordArea } from './actions/record-area.ts';
import type { ChangeContext } from './actions/unit-action.ts';
import { correctChange, correctFounding, withdrawChange } from './actions/withdraw-change.ts';
import * as contract from './contract.ts';
import { selectArea } from './db/area.sql.ts';
import { countBelow, searchBelow, selectAbove, selectNode, selectNodes } from './db/units.sql.ts';
import { committeeName } from './domain/party-names.ts';
import { isBranchKind } from './domain/unit-kinds.ts';
import { inWords, wordsOfValue } from './domain/words.ts';
import { dayInLife, loadUnit, placeInLife, placeOf } from './public.ts';

const SEARCH_LIMIT = 50;
const SHOWN_ROWS = 1_000;

const contextOf = ({ tx, world, today, nowMs, actor, language }: Request): ChangeContext => ({
  tx,
  world,
  today,
  nowMs,
  by: actor.personId,
  language,
});

/** Runs an action; what it refuses speaks of levels in the language of the person. */
async function speaking<T>({ language }: Request, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof DomainError ? new DomainError(inWords(error.refusal, language)) : error;
  }
}

/** The place is loaded and asked about before anything else is said about the unit. */
async function authorizedPlace({ tx, today, authorize }: Request, unitId: Id) {
  const place = await placeInLife(tx, unitId, today);
  authorize(place);
  return place;
}

/** Where a unit lies on the day of its life that is nearest to the one asked for. */
async function placedOn(request: Request, unitId: Id, asked: CivilDate | undefined) {
  const day = await dayInLife(request.tx, unitId, asked ?? request.today);
  const place = await placeOf(request.tx, unitId, day);
  return { day, depth: place.above.length };
}

const dated = async (request: Request, changed: { unitId: Id; changeId: Id; verb: string; on: CivilDate }) =>
  request.record({
    verb: `units.${changed.verb}`,
    unitId: changed.unitId,
    subjectId: changed.changeId,
    details: { on: changed.on },
  });

/** Who moves a unit somewhere decides about that place as well. */
async function askAboutParent(request: Request, change: contract.WantedChange): Promise<void> {
  if (change.verb !== 'move') return;
  const target = await placeInLife(request.tx, change.parentId, request.today);
  if (request.may('units.found', target)) return;
  throw new DomainError({
    code: isInSight(request.actor, target) ? 'units.not-your-parent' : 'platform.not-found',
    field: 'parentId',
  });
}

const prepareList = ({ body, query }: Preparation) => readListFile({ name: query.name, bytes: body });
const placeOfList = (tx: Tx, params: { unitId: Id }, today: CivilDate) =>
  placeInLife(tx, params.unitId, today);

export const handlers = [
  handle(contract.getUnit, async (request) => {
    const { tx, params, query, today, may } = request;
    const place = await authorizedPlace(request, params.unitId);
    const { day, depth } = await placedOn(request, params.unitId, query.on);
    const unit = await loadUnit(tx, params.unitId, day);
    // A unit that is no more is looked at, not changed.
    const isEnded = unit.endedOn !== null && unit.endedOn <= today;
    const node = await selectNode(tx, params.unitId, depth, day);
    const above = await selectAbove(tx, params.unitId, day);
    const open = new Set(
      above
        .filter((_, at) =>
          may('units.read', { unitId: above[at]!.id, above: above.slice(at + 1).map((u) => u.id) }),
        )
        .map((u) => u.id),
    );
    return {
      day,
      today,
      unit: {
        ...unit,
        childCount: node?.childCount ?? 0,
        branchCount: node?.branchCount ?? 0,
        committee: committeeName(unit.name),
        area: (await selectArea(tx, params.unitId, day)) ?? null,
      },
      above: above.map((each) => ({ ...each, isOpen: open.has(each.id) })),
      children: await selectNodes(tx, params.unitId, depth, day),
      abilities: {
        found: !isEnded && may('units.found', place),
        change: !isEnded && may('units.change', place),
        import: !isEnded && may('units.import', place),
        recordArea: !isEnded && may('units.record-area', place),
        readSize: may('sizes.read', place),
      },
    };
  }),

  handle(contract.listChildren, async (request) => {
    const { tx, params, query } = request;
    await authorizedPlace(request, params.unitId);
    const { day, depth } = await placedOn(request, params.unitId, query.on);
    return { day, children: await selectNodes(tx, params.unitId, depth, day) };
  }),

  handle(contract.searchUnits, async (request) => {
    const { tx, params, query } = request;
    await authorizedPlace(request, params.unitId);
    const { day, depth } = await placedOn(request, params.unitId, query.on);
    const words = withoutMarks(query.q).split(/\s+/).filter(Boolean).slice(0, 12);
    if (words.length === 0) return { day, found: [], isCut: false };
    const found = await searchBelow(tx, params.unitId, depth, day, {
      words,
      code: query.q.trim(),
      limit: SEARCH_LIMIT + 1,
    });
    return { day, found: found.slice(0, SEARCH_LIMIT), isCut: found.length > SEARCH_LIMIT };
  }),

  handle(contract.getLife, async (request) => {
    const { tx, params, today, language, may } = request;
    const place = await authorizedPlace(request, params.unitId);
    const life = await loadLife(tx, params.unitId, today, language);
    return { ...life, today, abilities: { change: may('units.change', place) } };
  }),

  handle(
    contract.previewChange,
    async (request) => {
      const { tx, world, params, body, language } = request;
      await authorizedPlace(request, params.unitId);
      await askAboutParent(request, body.change);
      return speaking(request, async () => {
        const { change } = body;
        const left = change.verb === 'end' ? await whatStands(world, tx, [params.unitId], change.on) : [];
        const words = left.map(({ count, what, settle }) => ({
          count,
          what: what[language],
          settle: settle[language],
        }));
        if (words.length > 0)
          return { on: change.on, until: null, before: null, after: null, below: 0, standing: words };
        const { unit, plan } = await planChange(contextOf(request), params.unitId, change, null);
        const name = wordsOfValue(
          plan.verb,
          language,
          await namesOfUnits(tx, [plan.before, plan.after], plan.on),
        );
        const { day, depth } = await placedOn(request, unit.id, plan.on);
        const staysWith =
          change.verb === 'change-kind' && !isBranchKind(change.kind)
            ? await whatStands(world, tx, [unit.id], plan.on)
            : [];
        return {
          on: plan.on,
          until: plan.until,
          before: name(plan.before),
          after: name(plan.after),
          below: change.verb === 'move' ? await countBelow(tx, unit.id, depth, day) : 0,
          standing: staysWith
            .filter((each) => each.feature === 'members')
            .map(({ count, what, settle }) => ({ count, what: what[language], settle: settle[language] })),
        };
      });
    },
    { idempotentByBody: true },
  ),

  handle(contract.changeUnit, async (request) => {
    const { params, body } = request;
    await authorizedPlace(request, params.unitId);
    await askAboutParent(request, body.change);
    const { changeId } = await speaking(request, () =>
      changeUnit(contextOf(request), params.unitId, body.change, body.decision),
    );
    await dated(request, { ...body.change, unitId: params.unitId, changeId });
    return { changeId };
  }),

  handle(contract.correctChange, async (request) => {
    const { params, body } = request;
    await authorizedPlace(request, params.unitId);
    await askAboutParent(request, body.change);
    const { changeId } = await speaking(request, () =>
      correctChange(contextOf(request), params.unitId, params.changeId, body.change, body.decision),
    );
    await dated(request, { unitId: params.unitId, changeId, verb: 'correct-change', on: body.change.on });
    return { changeId };
  }),

  handle(contract.withdrawChange, async (request) => {
    const { params } = request;
    await authorizedPlace(request, params.unitId);
    const change = await speaking(request, () =>
      withdrawChange(contextOf(request), params.unitId, params.changeId),
    );
    await dated(request, {
      unitId: params.unitId,
      changeId: change.id,
      verb: 'withdraw-change',
      on: change.on,
    });
    return { isUnitGone: change.verb === 'found' };
  }),

  handle(contract.foundUnit, async (request) => {
    const { params, body } = request;
    await authorizedPlace(request, params.unitId);
    const { unitId, changeId } = await speaking(request, () =>
      foundByDecision(contextOf(request), params.unitId, body),
    );
    await dated(request, { unitId, changeId, verb: 'found', on: body.on });
    return { unitId };
  }),

  handle(contract.correctFounding, async (request) => {
    const { params, body } = request;
    await authorizedPlace(request, params.unitId);
    const { changeId } = await speaking(request, () =>
      correctFounding(contextOf(request), params.unitId, params.changeId, body),
    );
    await dated(request, { unitId: params.unitId, changeId, verb: 'correct-change', on: body.on });
    return { changeId };
  }),

  handle(contract.recordArea, async (request) => {
    const { tx, params, body, today, record } = request;
    await authorizedPlace(request, params.unitId);
    await recordArea(tx, params.unitId, today, body);
    await record({ verb: 'units.record-area', unitId: params.unitId, details: { on: body.on } });
    return {};
  }),

  handlePrepared(
    contract.previewUnitImport,
    prepareList,
    async (request) => {
      const { params, query, today, prepared } = request;
      await authorizedPlace(request, params.unitId);
      const preview = await speaking(request, () =>
        previewUnitList(contextOf(request), {
          list: prepared,
          underId: params.unitId,
          from: query.from ?? today,
          decision: null,
          fileName: query.name,
        }),
      );
      const shown = (verdict: contract.ListVerdict['verdict']) =>
        preview.verdicts.filter((each) => each.verdict === verdict).slice(0, SHOWN_ROWS);
      return {
        ...preview,
        verdicts: [...shown('refused'), ...shown('changed'), ...shown('new')],
        absent: preview.absent.slice(0, SHOWN_ROWS),
      };
    },
    { fileBody: true, idempotentByBody: true, place: placeOfList },
  ),

  handlePrepared(
    contract.applyUnitImport,
    prepareList,
    async (request) => {
      const { params, query, today, prepared, record } = request;
      await authorizedPlace(request, params.unitId);
      const from = query.from ?? today;
      const { counts } = await speaking(request, () =>
        applyUnitList(contextOf(request), {
          list: prepared,
          underId: params.unitId,
          from,
          decision: query.decision
            ? { number: query.decision, on: query.decisionOn ?? today, issuedBy: null }
            : null,
          fileName: query.name,
        }),
      );
      const { accepted, same, changed } = counts;
      if ([accepted, same, changed].join(',') !== query.expect)
        throw new DomainError({ code: 'units.import-outdated' });
      await record({ verb: 'units.import', unitId: params.unitId, details: { from, accepted, changed } });
      return { accepted, same, changed };
    },
    { fileBody: true, place: placeOfList },
  ),
];
