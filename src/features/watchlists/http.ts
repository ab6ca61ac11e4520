import { describeRule } from '#features/rulebooks/public.ts';
import type { UnitKind } from '#features/units/contract.ts';
import { loadUnit, placeOf } from '#features/units/public.ts';
import type { Place } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError, unwrap } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import { handle, type Request } from '#platform/http/handle.ts';
import { areaOf, measureArea, signRulesFor, signsOf } from './actions/measure-signs.ts';
import { briefOf, entryAsSeen, gapsOf, signsBeside, stepAsSeen } from './actions/show-entry.ts';
import {
  addStep,
  changeEntry,
  enterOnList,
  leave,
  levelOf,
  mustLieBelow,
  note,
  ownersIn,
  settle,
  urge,
} from './actions/write-entry.ts';
import * as contract from './contract.ts';
import {
  countEntries,
  type EntryRow,
  lockEntry,
  selectEntries,
  selectEntriesAbout,
  selectEntry,
  selectOwnStep,
  selectStanding,
  selectSteps,
} from './db/entries.sql.ts';
import { countShowing, selectBelow, selectMeasuredAt, selectShowing } from './db/signs.sql.ts';
import { changesBetween, checkOpen, isOnList } from './domain/entry.ts';
import { SIGN_KEYS, type SignKey } from './domain/signs.ts';
import { gapsInWords, SIGN_TITLES } from './domain/words.ts';

const AT_ONCE = 30;

/** `{sort}_{id}`: the last row that was shown. A key that nobody gave out begins at the top. */
function readKey(after: string | undefined): { sort: string; id: Id } | null {
  const found = /^(-?[\d-]+)_([0-9a-f-]{36})$/.exec(after ?? '');
  return found ? { sort: found[1]!, id: found[2]! } : null;
}

const handOf = ({ actor, nowMs }: Pick<Request, 'actor' | 'nowMs'>) => ({ personId: actor.personId, nowMs });
const yearFrom = (today: CivilDate): CivilDate => `${today.slice(0, 4)}-01-01`;

async function entryIn(tx: Tx, unitId: Id, entryId: Id, today: CivilDate): Promise<EntryRow> {
  const entry = await selectEntry(tx, unitId, entryId, today);
  if (!entry) throw new DomainError({ code: 'platform.not-found' });
  return entry;
}

/** The entry, held until the transaction ends, when it is still on the list. */
async function openEntry(tx: Tx, unitId: Id, entryId: Id, today: CivilDate): Promise<EntryRow> {
  await lockEntry(tx, entryId);
  const entry = await entryIn(tx, unitId, entryId, today);
  unwrap(checkOpen(entry.state));
  return entry;
}

async function stepIn(tx: Tx, entryId: Id, stepId: Id) {
  const step = (await selectSteps(tx, [entryId])).find((one) => one.id === stepId);
  if (!step) throw new DomainError({ code: 'platform.not-found' });
  if (step.state !== 'open') throw new DomainError({ code: 'watchlists.step-settled' });
  return step;
}

const rulesShown = async (tx: Tx, place: Place, today: CivilDate) => {
  const { rules } = await signRulesFor(tx, place, today);
  return SIGN_KEYS.flatMap((key: SignKey) => {
    const rule = rules[`sign.${key}`];
    return rule.value === null
      ? []
      : [
          {
            key,
            title: SIGN_TITLES[key],
            says: describeRule(`sign.${key}`, rule.value),
            document: rule.source.document,
            verified: rule.source.verified,
          },
        ];
  });
};

export const handlers = [
  handle(contract.listShowing, async ({ tx, params, query, today, authorize, may }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const unit = await loadUnit(tx, params.unitId, today);
    const where = { unitId: params.unitId, depth: place.above.length, day: today };
    const key = readKey(query.after);
    const found = await selectShowing(tx, where, {
      onlyNew: query.show === 'new',
      sign: query.sign ?? null,
      after: key ? { weight: Number(key.sort), branchId: key.id } : null,
      most: AT_ONCE + 1,
    });
    const shown = found.slice(0, AT_ONCE);
    const last = shown.at(-1);
    const counts = await countShowing(tx, where);
    const all = counts.find((one) => one.key === null);
    const isTop = place.above.length === 0;
    const mayWrite = may('watchlists.write', place);
    return {
      unit: { id: unit.id, name: unit.name },
      measuredAt: (await selectMeasuredAt(tx, isTop ? null : areaOf(place)))?.getTime() ?? null,
      branches: shown.map((row) => ({
        branch: {
          id: row.branchId,
          name: row.name,
          aboveName: row.aboveId === params.unitId ? null : row.aboveName,
        },
        signs: row.signs.filter((sign) => sign.shows),
        entryId: row.entryId,
        earlierId: row.earlierId,
      })),
      next: found.length > AT_ONCE && last ? `${last.weight}_${last.branchId}` : null,
      totals: {
        showing: all?.count ?? 0,
        new: all?.new ?? 0,
        bySign: SIGN_KEYS.flatMap((sign) => {
          const row = counts.find((one) => one.key === sign);
          const count = query.show === 'new' ? row?.new : row?.count;
          return count ? [{ key: sign, count }] : [];
        }),
      },
      rules: await rulesShown(tx, place, today),
      abilities: { write: mayWrite, measure: mayWrite && !isTop },
    };
  }),

  handle(contract.measureSigns, async ({ tx, params, today, nowMs, authorize, record }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    if (place.above.length === 0) throw new DomainError({ code: 'watchlists.measured-by-itself' });
    await measureArea(tx, areaOf(place), nowMs);
    const where = { unitId: params.unitId, depth: place.above.length, day: today };
    const counts = await countShowing(tx, where);
    await record({ verb: 'watchlists.measure', unitId: params.unitId });
    return { showing: counts.find((one) => one.key === null)?.count ?? 0 };
  }),

  handle(contract.listWatched, async ({ tx, params, query, today, authorize, may }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const unit = await loadUnit(tx, params.unitId, today);
    const key = readKey(query.after);
    const found = await selectEntries(
      tx,
      params.unitId,
      {
        shelf: query.shelf,
        reason: query.reason ?? null,
        area: query.area ?? null,
        after: key ? { dueOn: key.sort, id: key.id } : null,
        most: AT_ONCE + 1,
      },
      today,
    );
    const shown = found.slice(0, AT_ONCE);
    const last = shown.at(-1);
    return {
      unit: { id: unit.id, name: unit.name },
      level: levelOf(place),
      today,
      entries: shown.map((row) => briefOf(row, today)),
      next: found.length > AT_ONCE && last ? `${last.dueOn}_${last.id}` : null,
      totals: await countEntries(tx, params.unitId, yearFrom(today), today),
      abilities: { write: may('watchlists.write', place) },
    };
  }),

  handle(contract.getWatchedBelow, async ({ tx, params, today, authorize }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const unit = await loadUnit(tx, params.unitId, today);
    const where = { unitId: params.unitId, depth: place.above.length, day: today };
    const units = await selectBelow(tx, where, yearFrom(today));
    return {
      unit: { id: unit.id, name: unit.name },
      units: units.map((row) => ({ ...row, name: row.name ?? '', kind: row.kind as UnitKind | null })),
    };
  }),

  handle(contract.prepareEntry, async ({ tx, params, today, authorize }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const unit = await loadUnit(tx, params.unitId, today);
    const branch = await mustLieBelow(tx, params.unitId, params.branchId, today);
    const [standing] = await selectStanding(tx, params.unitId, params.branchId);
    return {
      unit: { id: unit.id, name: unit.name },
      branch,
      signs: (await signsOf(tx, params.branchId, today)).filter((sign) => sign.shows),
      owners: await ownersIn(tx, params.unitId, today),
      earlier: standing?.leftOn ? standing : null,
      entryId: standing && !standing.leftOn ? standing.id : null,
    };
  }),

  handle(contract.enterOnList, async (request) => {
    const { tx, params, body, today, authorize, record } = request;
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const { branchId, ...facts } = body;
    const id = await enterOnList(tx, place, branchId, facts, handOf(request));
    await record({ verb: 'watchlists.enter', unitId: params.unitId, subjectId: id });
    return { id };
  }),

  handle(contract.getWatched, async ({ tx, params, today, actor, authorize, may }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const unit = await loadUnit(tx, params.unitId, today);
    const row = await entryIn(tx, params.unitId, params.entryId, today);
    const rules = await signRulesFor(tx, place, today);
    const exit = rules.rules['sign.exit'];
    const mayWrite = may('watchlists.write', place);
    return {
      unit: { id: unit.id, name: unit.name },
      today,
      entry: await entryAsSeen(tx, row, rules, { today, personId: actor.personId, mayWrite }),
      exit: {
        says: describeRule('sign.exit', exit.value),
        document: exit.source.document,
        verified: exit.source.verified,
      },
      owners: mayWrite ? await ownersIn(tx, params.unitId, today) : [],
      abilities: { write: mayWrite },
    };
  }),

  handle(contract.changeEntry, async (request) => {
    const { tx, params, body, today, authorize, record } = request;
    authorize(await placeOf(tx, params.unitId, today));
    const entry = await openEntry(tx, params.unitId, params.entryId, today);
    const { why, ...facts } = body;
    await changeEntry(tx, entry, facts, why, handOf(request));
    await record({ verb: 'watchlists.change', unitId: params.unitId, subjectId: entry.id });
    return {};
  }),

  handle(contract.addStep, async (request) => {
    const { tx, params, body, today, authorize, record } = request;
    authorize(await placeOf(tx, params.unitId, today));
    const entry = await openEntry(tx, params.unitId, params.entryId, today);
    const id = await addStep(tx, entry, body, handOf(request));
    await record({ verb: 'watchlists.add-step', unitId: params.unitId, subjectId: entry.id });
    return { id };
  }),

  handle(contract.finishStep, async (request) => {
    const { tx, params, body, today, actor, authorize, may, record } = request;
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const entry = await openEntry(tx, params.unitId, params.entryId, today);
    const step = await stepIn(tx, entry.id, params.stepId);
    if (!may('watchlists.write', place) && ![step.ownerId, entry.ownerId].includes(actor.personId))
      throw new DomainError({ code: 'watchlists.not-yours' });
    await settle(tx, step, { state: 'done', words: body.evidence }, handOf(request));
    await record({ verb: 'watchlists.finish-step', unitId: params.unitId, subjectId: entry.id });
    return {};
  }),

  handle(contract.dropStep, async (request) => {
    const { tx, params, body, today, authorize, record } = request;
    authorize(await placeOf(tx, params.unitId, today));
    const entry = await openEntry(tx, params.unitId, params.entryId, today);
    const step = await stepIn(tx, entry.id, params.stepId);
    await settle(tx, step, { state: 'dropped', words: body.reason }, handOf(request));
    await record({ verb: 'watchlists.drop-step', unitId: params.unitId, subjectId: entry.id });
    return {};
  }),

  handle(contract.urgeStep, async (request) => {
    const { tx, params, today, authorize, record } = request;
    authorize(await placeOf(tx, params.unitId, today));
    const entry = await openEntry(tx, params.unitId, params.entryId, today);
    const step = await stepIn(tx, entry.id, params.stepId);
    if (step.dueOn >= today) throw new DomainError({ code: 'watchlists.not-overdue' });
    if (step.lastUrgedOn === today) throw new DomainError({ code: 'watchlists.urged-today' });
    await urge(tx, step, handOf(request));
    await record({ verb: 'watchlists.urge', unitId: params.unitId, subjectId: entry.id });
    return {};
  }),

  handle(contract.noteEntry, async (request) => {
    const { tx, params, body, today, actor, authorize, may, record } = request;
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const entry = await openEntry(tx, params.unitId, params.entryId, today);
    const steps = await selectSteps(tx, [entry.id]);
    const inCharge = [entry.ownerId, ...steps.map((step) => step.ownerId)];
    if (!may('watchlists.write', place) && !inCharge.includes(actor.personId))
      throw new DomainError({ code: 'watchlists.not-yours' });
    await note(tx, entry.id, body.text, handOf(request));
    await record({ verb: 'watchlists.note', unitId: params.unitId, subjectId: entry.id });
    return {};
  }),

  handle(contract.leaveConsolidated, async (request) => {
    const { tx, params, body, today, language, authorize, record } = request;
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const entry = await openEntry(tx, params.unitId, params.entryId, today);
    const { now, gaps } = await gapsOf(tx, entry, await signRulesFor(tx, place, today), today);
    if (gaps.length > 0)
      throw new DomainError({
        code: 'watchlists.exit-not-met',
        facts: { gaps: gapsInWords(gaps, language) },
      });
    await leave(
      tx,
      entry.id,
      { state: 'consolidated', words: body.reason, evidence: body.evidence, signs: now },
      handOf(request),
    );
    await record({ verb: 'watchlists.consolidated', unitId: params.unitId, subjectId: entry.id });
    return {};
  }),

  handle(contract.removeEntry, async (request) => {
    const { tx, params, body, today, authorize, record } = request;
    authorize(await placeOf(tx, params.unitId, today));
    const entry = await openEntry(tx, params.unitId, params.entryId, today);
    const signs = await signsBeside(tx, entry, today);
    await leave(
      tx,
      entry.id,
      { state: 'removed', words: body.reason, evidence: null, signs },
      handOf(request),
    );
    await record({ verb: 'watchlists.remove', unitId: params.unitId, subjectId: entry.id });
    return {};
  }),

  handle(contract.getOwnConsolidation, async ({ tx, params, today, authorize, may }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const unit = await loadUnit(tx, params.unitId, today);
    const entries = await selectEntriesAbout(tx, params.unitId, today);
    const steps = await selectSteps(
      tx,
      entries.map((one) => one.id),
    );
    const now = entries.some((one) => one.leftOn === null) ? await signsOf(tx, params.unitId, today) : [];
    const mayReport = may('watchlists.report-own', place);
    return {
      unit: { id: unit.id, name: unit.name },
      today,
      entries: entries.map((row) => ({
        id: row.id,
        committeeName: row.committeeName,
        state: row.state,
        reasonKind: row.reasonKind,
        reason: row.reason,
        enteredOn: row.enteredOn,
        dueOn: row.dueOn,
        leftOn: row.leftOn,
        ownerName: row.ownerName,
        changes: changesBetween(row.signsThen, row.leftOn === null ? now : (row.signsLeft ?? [])),
        steps: steps
          .filter((step) => step.entryId === row.id && step.ownerId === null && step.state !== 'dropped')
          .map((step) =>
            stepAsSeen(step, { today, isOnList: isOnList(row.state), mayReport, mayUrge: false }),
          ),
      })),
    };
  }),

  handle(contract.finishOwnStep, async (request) => {
    const { tx, params, body, today, authorize, record } = request;
    authorize(await placeOf(tx, params.unitId, today));
    const found = await selectOwnStep(tx, params.unitId, params.stepId);
    if (!found) throw new DomainError({ code: 'platform.not-found' });
    await lockEntry(tx, found.entryId);
    const entry = await openEntry(tx, found.unitId, found.entryId, today);
    const step = await stepIn(tx, entry.id, params.stepId);
    await settle(tx, step, { state: 'done', words: body.evidence }, handOf(request));
    await record({ verb: 'watchlists.finish-own-step', unitId: params.unitId, subjectId: entry.id });
    return {};
  }),
];
