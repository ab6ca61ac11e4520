import { type PlaceRuleKey, type PlaceRuleValues, ruleValues } from '#features/rulebooks/contract.ts';
import { describeRule } from '#features/rulebooks/public.ts';
import { judgePlace, placeKindOf, ruleOfPlace } from '#features/sizes/contract.ts';
import { placeInLife, placeOf } from '#features/units/public.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import { handle, handlePrepared, type Request } from '#platform/http/handle.ts';
import { chooseAlternative } from './actions/choose-alternative.ts';
import { type LoadedGround, loadGround } from './actions/load-ground.ts';
import { keepProposal, progressOf, solveProposal } from './actions/make-proposal.ts';
import * as contract from './contract.ts';
import {
  type ProposalRow,
  selectChosen,
  selectGrandchildren,
  selectGround,
  selectProposal,
  selectProposalsOf,
} from './db/proposals.sql.ts';
import { type Ground, placeOfGroup } from './domain/ground.ts';
import { costOf, sumOfCosts } from './domain/group-cost.ts';

const LISTED = 20;

async function authorizedPlace({ tx, today, authorize }: Request, unitId: Id) {
  const place = await placeInLife(tx, unitId, today);
  authorize(place);
  return place;
}

/** Where the unit lies on the day itself: levels of the tree may be others by then. */
const placeOn = (tx: Tx, unitId: Id, on: CivilDate) => placeOf(tx, unitId, on);

async function readProposal(tx: Tx, unitId: Id, proposalId: Id): Promise<ProposalRow> {
  const proposal = await selectProposal(tx, proposalId);
  if (!proposal || proposal.unitId !== unitId) throw new DomainError({ code: 'platform.not-found' });
  return proposal;
}

function rulesInWords({ resolved, ground }: LoadedGround): contract.GroundAnswer['rules'] {
  const values = ruleValues<PlaceRuleValues>(resolved);
  const kinds = [...new Set(ground.units.map((unit) => unit.kind))];
  const keys: PlaceRuleKey[] = [...kinds.map((kind) => ruleOfPlace[kind]), 'place.duty', 'place.merged'];
  return keys.map((key) => {
    const { source, note } = resolved.rules[key];
    return { says: describeRule(key, values[key]), source, ...(note ? { note } : {}) };
  });
}

const shownGround = (ground: Ground, geometries: LoadedGround['geometries']) => ({
  neighbours: [...ground.neighbours],
  units: ground.units.map(({ point, ...unit }, at): contract.GroundUnit => {
    const { percent, verdict } = judgePlace(placeOfGroup(ground, [at], at), ground.rules);
    return {
      ...unit,
      lat: point?.lat ?? null,
      lon: point?.lon ?? null,
      percent,
      verdict,
      geometry: geometries.get(unit.id) ?? null,
    };
  }),
});

function shownAlternative(
  ground: Ground,
  { best, isProven = true, groups }: ProposalRow['found']['alternatives'][number],
  planIds: Id[],
): contract.Alternative {
  const shown = groups.map(({ members, seat }): contract.ProposedGroup => {
    const place = placeOfGroup(ground, members, seat);
    const { percent, verdict } = judgePlace(place, ground.rules);
    return {
      members,
      seat,
      people: place.people,
      km2: place.km2,
      percent,
      verdict,
      cost: costOf(ground.units, members, seat),
    };
  });
  const count = (...verdicts: contract.ProposedGroup['verdict'][]) =>
    shown.filter(({ verdict }) => verdicts.includes(verdict)).length;
  return {
    best,
    isProven,
    groups: shown,
    cost: sumOfCosts(shown.map(({ cost }) => cost)),
    joined: shown.filter(({ members }) => members.length > 1).length,
    standing: {
      meets: count('meets'),
      below: count('below', 'to-merge'),
      unknown: count('unknown', 'no-standard'),
    },
    planIds,
  };
}

export const handlers = [
  handle(contract.getGround, async (request) => {
    const { tx, params, query, today, may } = request;
    const asked = await authorizedPlace(request, params.unitId);
    const on = query.on ?? today;
    const place = await placeOn(tx, params.unitId, on);
    const loaded = await loadGround(tx, place, on);
    const below = loaded.ground.units.length > 0 ? [] : await selectGrandchildren(tx, params.unitId, on);
    const places = new Map<Id, number>();
    for (const { parentId, name } of below)
      if (placeKindOf(name)) places.set(parentId, (places.get(parentId) ?? 0) + 1);
    const children = places.size > 0 ? await selectGround(tx, params.unitId, place.above.length, on) : [];
    return {
      unit: loaded.unit,
      on,
      today,
      ...shownGround(loaded.ground, loaded.geometries),
      rules: loaded.ground.units.length > 0 ? rulesInWords(loaded) : [],
      further: children.flatMap(({ id, name }) => {
        const count = places.get(id);
        return count ? [{ id, name, places: count }] : [];
      }),
      proposals: (await selectProposalsOf(tx, params.unitId, LISTED)).map((each) => ({
        ...each,
        asked: { ...each.asked, stayIds: [...each.asked.stayIds] },
        at: each.at.toISOString(),
      })),
      abilities: { solve: may('proposals.solve', asked) },
    };
  }),

  handlePrepared(
    contract.makeProposal,
    ({ world, params, body }) => solveProposal(world, params.unitId, body),
    async (request) => {
      const { tx, params, body, nowMs, actor, prepared, record } = request;
      await authorizedPlace(request, params.unitId);
      const place = await placeOn(tx, params.unitId, body.on);
      await keepProposal(tx, place, body, prepared, { personId: actor.personId, nowMs });
      await record({
        verb: 'proposals.solve',
        unitId: params.unitId,
        subjectId: body.id,
        details: { on: body.on, alternatives: prepared.alternatives.length },
      });
      return { proposalId: body.id };
    },
    { place: (tx, params: { unitId: Id }, today) => placeInLife(tx, params.unitId, today) },
  ),

  handle(contract.getProgress, async (request) => {
    await authorizedPlace(request, request.params.unitId);
    const progress = progressOf(request.params.proposalId);
    return progress?.stage === 'solving'
      ? progress
      : { stage: progress?.stage ?? ('unknown' as const), candidates: 0, found: 0, wanted: 0 };
  }),

  handle(contract.getProposal, async (request) => {
    const { tx, params, may } = request;
    const asked = await authorizedPlace(request, params.unitId);
    const proposal = await readProposal(tx, params.unitId, params.proposalId);
    const { found, on } = proposal;
    const loaded = await loadGround(tx, await placeOn(tx, params.unitId, on), on);
    // Units and figures as they were then; the rules are those of the day.
    const ground = { ...loaded.ground, units: found.units, neighbours: found.neighbours };
    const chosen = await selectChosen(tx, proposal.id);
    return {
      unit: loaded.unit,
      on,
      ...shownGround(ground, loaded.geometries),
      rules: rulesInWords({ ...loaded, ground }),
      asked: { ...proposal.asked, stayIds: [...proposal.asked.stayIds] },
      at: proposal.at.toISOString(),
      candidates: found.candidates,
      isCut: found.isCut,
      parts: found.parts ?? proposal.asked.mostParts,
      alternatives: found.alternatives.map((alternative, at) =>
        shownAlternative(
          ground,
          alternative,
          chosen.filter((each) => each.alternative === at).map((each) => each.planId),
        ),
      ),
      abilities: { choose: may('proposals.solve', asked) && may('reorganisation.draft', asked) },
    };
  }),

  handle(contract.chooseAlternative, async (request) => {
    const { tx, params, body, today, nowMs, actor, record } = request;
    await authorizedPlace(request, params.unitId);
    const proposal = await readProposal(tx, params.unitId, params.proposalId);
    const place = await placeOn(tx, params.unitId, proposal.on);
    const { planId, steps } = await chooseAlternative(
      { tx, today, nowMs, by: actor.personId },
      place,
      proposal,
      body,
    );
    await record({
      verb: 'proposals.choose',
      unitId: params.unitId,
      subjectId: planId,
      details: { alternative: body.alternative, steps },
    });
    return { planId };
  }),
];
