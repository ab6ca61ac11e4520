import {
  type DirectiveRow,
  issuedPaper,
  issuedPapers,
  paperInSight,
  paperTree,
} from '#features/directives/public.ts';
import { loadUnit, placeOf } from '#features/units/public.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import { tidyText } from '#kernel/vietnamese.ts';
import type { Tx } from '#platform/database/database.ts';
import { handle } from '#platform/http/handle.ts';
import { indicatorsForReader } from './actions/indicators-for-reader.ts';
import { loadEffects } from './actions/load-effects.ts';
import { nameIndicator } from './actions/name-indicator.ts';
import * as contract from './contract.ts';
import { type IndicatorRow, markDropped, selectIndicators } from './db/effects.sql.ts';

/** A committee looks at its latest papers; older ones are opened from the list of papers. */
const LATEST = 100;

async function paperOf(tx: Tx, unitId: Id, directiveId: Id) {
  const directive = await issuedPaper(tx, unitId, directiveId);
  if (!directive) throw new DomainError({ code: 'platform.not-found' });
  return directive;
}

const shown = ({ id, symbol, title, issuedOn, withdrawnAt }: DirectiveRow) => ({
  id,
  symbol,
  title,
  issuedOn,
  isWithdrawn: withdrawnAt !== null,
});

export const handlers = [
  handle(contract.listEffects, async ({ tx, params, query, today, authorize }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const unit = await loadUnit(tx, params.unitId, today);
    const papers = query.directiveId
      ? [await paperOf(tx, params.unitId, query.directiveId)]
      : await issuedPapers(tx, params.unitId, LATEST);
    const indicators = await selectIndicators(
      tx,
      papers.map((directive) => directive.id),
    );
    return {
      unit: { id: unit.id, name: unit.name },
      papers: papers.map((directive) => ({
        ...shown(directive),
        recipients: directive.recipients,
        started: directive.opened,
        measures: indicators
          .filter((one) => one.directiveId === directive.id && one.droppedOn === null)
          .map((one) => one.measure),
      })),
    };
  }),

  handle(contract.getEffects, async ({ tx, params, today, authorize, may }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const unit = await loadUnit(tx, params.unitId, today);
    const directive = await paperOf(tx, params.unitId, params.directiveId);
    return {
      unit: { id: unit.id, name: unit.name },
      paper: shown(directive),
      today,
      ...(await loadEffects(tx, params.unitId, directive, today)),
      abilities: { name: may('effects.name', place) && directive.withdrawnAt === null },
    };
  }),

  handle(contract.listIndicators, async ({ tx, params, today, authorize, may }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    if (!(await paperInSight(tx, place, params.directiveId)))
      throw new DomainError({ code: 'platform.not-found' });
    const seeBaseline = may('effects.read', place);
    return {
      indicators: await indicatorsForReader(tx, place, params.directiveId, seeBaseline, today),
      abilities: { seeBaseline },
    };
  }),

  handle(contract.listTreeIndicators, async ({ tx, params, today, authorize }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const tree = await paperTree(tx, place, params.directiveId);
    if (!tree) throw new DomainError({ code: 'platform.not-found' });
    const papers = [tree.paper, ...tree.above, ...tree.below, ...tree.links.map((link) => link.paper)];
    const measures = new Map<Id, IndicatorRow['measure'][]>();
    for (const one of await selectIndicators(
      tx,
      papers.map((paper) => paper.id),
    ))
      if (one.droppedOn === null)
        measures.set(one.directiveId, [...(measures.get(one.directiveId) ?? []), one.measure]);
    return {
      papers: [...measures].map(([directiveId, named]) => ({ directiveId, measures: named })),
    };
  }),

  handle(contract.nameIndicator, async ({ tx, params, body, today, actor, authorize, record }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const directive = await paperOf(tx, params.unitId, params.directiveId);
    const branches = await nameIndicator(
      tx,
      params.unitId,
      directive,
      { measure: body.measure, target: body.target ?? null },
      { personId: actor.personId, today },
    );
    await record({
      verb: 'effects.name',
      unitId: params.unitId,
      subjectId: directive.id,
      details: { measure: body.measure, target: body.target ?? null, branches },
    });
    return { branches };
  }),

  handle(contract.dropIndicator, async ({ tx, params, body, today, authorize, record }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const directive = await paperOf(tx, params.unitId, params.directiveId);
    if (!(await markDropped(tx, directive.id, params.measure, today, tidyText(body.reason))))
      throw new DomainError({ code: 'effects.not-named', field: 'measure' });
    await record({
      verb: 'effects.drop',
      unitId: params.unitId,
      subjectId: directive.id,
      details: { measure: params.measure },
    });
    return {};
  }),
];
