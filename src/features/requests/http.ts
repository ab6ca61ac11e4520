import { chooseRecipients, ruleInWords } from '#features/directives/public.ts';
import { loadUnit, placeOf } from '#features/units/public.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError, unwrap } from '#kernel/result.ts';
import { tidyText } from '#kernel/vietnamese.ts';
import type { Tx } from '#platform/database/database.ts';
import { handle } from '#platform/http/handle.ts';
import { answerRequest } from './actions/answer-request.ts';
import { answersFile } from './actions/answers-file.ts';
import { askForFigures } from './actions/ask-for-figures.ts';
import { priceRequest } from './actions/price-request.ts';
import * as contract from './contract.ts';
import {
  type AskedRow,
  lockRequest,
  markClosed,
  markDeclined,
  markSigned,
  type RequestRow,
  selectAnswers,
  selectAskedOf,
  selectFields,
  selectOneAsked,
  selectRecipients,
  selectRequest,
  selectRequests,
} from './db/requests.sql.ts';
import { CATALOGUE, type KnownThing, recognise } from './domain/catalogue.ts';
import { checkClose, checkSign, isLate } from './domain/request.ts';

const AT_ONCE = 50;

const pageOf = <T extends { id: Id }>(list: T[]) => {
  const shown = list.slice(0, AT_ONCE);
  return { shown, next: list.length > AT_ONCE ? (shown.at(-1)?.id ?? null) : null };
};

/** Where a committee finds what it need not ask for. */
const pageFor: Record<KnownThing['page'], (unitId: Id, key: string) => string> = {
  figures: (unitId, key) => `/units/${unitId}/months?view=children&measure=${key}`,
  branches: (unitId) => `/units/${unitId}/months?view=branches`,
  tree: (unitId) => `/units/${unitId}`,
  probation: (unitId) => `/units/${unitId}/probation`,
};

function knownFor(label: string, unitId: Id) {
  const found = recognise(label);
  const thing = found && CATALOGUE.find((one) => one.key === found.key);
  return thing ? { how: found.how, words: thing.words, page: pageFor[thing.page](unitId, thing.key) } : null;
}

async function requestOf(tx: Tx, unitId: Id, requestId: Id, forWriting = false): Promise<RequestRow> {
  if (forWriting) await lockRequest(tx, requestId, 'to-change');
  const request = await selectRequest(tx, unitId, requestId);
  if (!request) throw new DomainError({ code: 'platform.not-found' });
  return request;
}

const briefOf = ({ id, title, state, askedOn, dueOn, recipients, answered }: RequestRow) => ({
  id,
  title,
  state,
  askedOn,
  dueOn,
  recipients,
  answered,
});

const askedBriefOf = (row: AskedRow, today: CivilDate) => ({
  id: row.id,
  title: row.title,
  askedByUnit: row.askedByUnit,
  state: row.state,
  openedOn: row.openedOn,
  dueOn: row.dueOn,
  answeredAt: row.answeredAt?.toISOString() ?? null,
  isLate: isLate(row, row.answeredAt !== null, today),
});

/** A request whole: its fields, and a row for each unit. */
async function loadAnswers(tx: Tx, request: RequestRow, today: CivilDate) {
  const fields = await selectFields(tx, request.id);
  const answers = new Map(
    (await selectAnswers(tx, request.id, null)).map((one) => [`${one.fieldId} ${one.unitId}`, one.value]),
  );
  const rows = (await selectRecipients(tx, request.id)).map(({ answeredAt, ...row }) => ({
    ...row,
    answeredAt: answeredAt?.toISOString() ?? null,
    isLate: isLate(request, answeredAt !== null, today),
    values: fields.map((field) => answers.get(`${field.id} ${row.unitId}`) ?? null),
  }));
  return { fields, rows };
}

export const handlers = [
  handle(
    contract.previewRequest,
    async ({ tx, params, body, today, authorize }) => {
      const place = await placeOf(tx, params.unitId, today);
      authorize(place);
      const unitIds = await chooseRecipients(tx, params.unitId, body.to, today);
      const types = body.fields.map((field) => field.type);
      return {
        fields: body.fields.map((field) => ({ known: knownFor(field.label, params.unitId) })),
        ...(await priceRequest(tx, place, types, unitIds.length, today)),
      };
    },
    // Looking writes nothing.
    { idempotentByBody: true },
  ),

  handle(contract.askForFigures, async ({ tx, params, body, today, nowMs, actor, authorize, record }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const asked = await askForFigures(tx, place, body, { personId: actor.personId, today }, nowMs);
    await record({
      verb: 'requests.ask',
      unitId: params.unitId,
      subjectId: asked.id,
      details: { state: asked.state, recipients: asked.recipients, fields: body.fields.length },
    });
    return asked;
  }),

  handle(contract.listRequests, async ({ tx, params, query, today, authorize, may }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const unit = await loadUnit(tx, params.unitId, today);
    const { shown, next } = pageOf(
      await selectRequests(tx, params.unitId, query.before ?? null, AT_ONCE + 1),
    );
    return {
      unit: { id: unit.id, name: unit.name },
      today,
      requests: shown.map(briefOf),
      next,
      abilities: { ask: may('requests.ask', place) },
    };
  }),

  handle(contract.getRequest, async ({ tx, params, today, actor, authorize, may }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const unit = await loadUnit(tx, params.unitId, today);
    const row = await requestOf(tx, params.unitId, params.requestId);
    const { fields, rows } = await loadAnswers(tx, row, today);
    const rule = row.recipientsRule as Parameters<typeof ruleInWords>[0] | null;
    return {
      unit: { id: unit.id, name: unit.name },
      today,
      request: {
        ...briefOf(row),
        purpose: row.purpose,
        askedByName: row.askedByName,
        decidedByName: row.decidedByName,
        decidedOn: row.decidedOn,
        declinedBecause: row.declinedBecause,
        closedOn: row.closedOn,
        price: {
          units: row.recipients,
          perUnit: row.minutesPerUnit,
          personHours: row.personHours,
          limit: row.limitHours,
          needsSecond: row.minutesPerUnit * row.recipients > row.limitHours * 60,
        },
        to: rule && ruleInWords(rule),
        fields,
      },
      rows,
      abilities: {
        sign:
          may('requests.sign', place) &&
          checkSign({ state: row.state, askedBy: row.askedBy, signer: actor.personId }).ok,
        close: may('requests.ask', place) && checkClose(row.state).ok,
      },
    };
  }),

  handle(contract.getRequestFile, async ({ tx, params, query, today, language, authorize }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const row = await requestOf(tx, params.unitId, params.requestId);
    const { fields, rows } = await loadAnswers(tx, row, today);
    return answersFile({ title: row.title, fields, rows }, params.format, query.language ?? language);
  }),

  handle(contract.signRequest, async ({ tx, params, today, actor, authorize, record }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const row = await requestOf(tx, params.unitId, params.requestId, true);
    unwrap(checkSign({ state: row.state, askedBy: row.askedBy, signer: actor.personId }));
    await markSigned(tx, row.id, actor.personId, today);
    await record({ verb: 'requests.sign', unitId: params.unitId, subjectId: row.id });
    return {};
  }),

  handle(contract.declineRequest, async ({ tx, params, body, today, actor, authorize, record }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const row = await requestOf(tx, params.unitId, params.requestId, true);
    unwrap(checkSign({ state: row.state, askedBy: row.askedBy, signer: actor.personId }));
    await markDeclined(tx, row.id, actor.personId, today, tidyText(body.reason));
    await record({ verb: 'requests.decline', unitId: params.unitId, subjectId: row.id });
    return {};
  }),

  handle(contract.closeRequest, async ({ tx, params, today, actor, authorize, record }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const row = await requestOf(tx, params.unitId, params.requestId, true);
    unwrap(checkClose(row.state));
    await markClosed(tx, row.id, actor.personId, today);
    await record({ verb: 'requests.close', unitId: params.unitId, subjectId: row.id });
    return {};
  }),

  handle(contract.listAsked, async ({ tx, params, query, today, authorize }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const unit = await loadUnit(tx, params.unitId, today);
    const { shown, next } = pageOf(await selectAskedOf(tx, params.unitId, query.before ?? null, AT_ONCE + 1));
    return {
      unit: { id: unit.id, name: unit.name },
      today,
      requests: shown.map((row) => askedBriefOf(row, today)),
      next,
    };
  }),

  handle(contract.getAsked, async ({ tx, params, today, authorize, may }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const unit = await loadUnit(tx, params.unitId, today);
    const row = await selectOneAsked(tx, params.unitId, params.requestId);
    if (!row) throw new DomainError({ code: 'platform.not-found' });
    const fields = await selectFields(tx, row.id);
    const given = new Map(
      (await selectAnswers(tx, row.id, params.unitId)).map((one) => [one.fieldId, one.value]),
    );
    return {
      unit: { id: unit.id, name: unit.name },
      today,
      request: { ...askedBriefOf(row, today), purpose: row.purpose, fields },
      values: fields.map((field) => ({ fieldId: field.id, value: given.get(field.id) ?? null })),
      answeredByName: row.answeredByName,
      abilities: { answer: may('requests.answer', place) && row.state === 'open' },
    };
  }),

  handle(contract.answerRequest, async ({ tx, params, body, today, nowMs, actor, authorize, record }) => {
    authorize(await placeOf(tx, params.unitId, today));
    await lockRequest(tx, params.requestId, 'to-answer');
    const row = await selectOneAsked(tx, params.unitId, params.requestId);
    if (!row) throw new DomainError({ code: 'platform.not-found' });
    await answerRequest(tx, row, { unitId: params.unitId, by: actor.personId, given: body.values }, nowMs);
    await record({
      verb: 'requests.answer',
      unitId: params.unitId,
      subjectId: row.id,
      details: { isFirst: row.answeredAt === null },
    });
    return {};
  }),
];
