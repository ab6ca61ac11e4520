import { type PlaceRuleValues, ruleValues, type UnitRuleValues } from '#features/rulebooks/contract.ts';
import { describeRule, placeRulesFor, unitRulesFor } from '#features/rulebooks/public.ts';
import { isBranchKind } from '#features/units/contract.ts';
import {
  areaOf,
  dayInLife,
  endedSince,
  loadUnit,
  placeInLife,
  placeOf,
  refuseEnded,
  unitsAbove,
} from '#features/units/public.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import { handle, type Request } from '#platform/http/handle.ts';
import { giveConsent } from './actions/give-consent.ts';
import * as contract from './contract.ts';
import {
  type ConsentRow,
  closeConsent,
  removeConsent,
  type SizedUnit,
  selectConsents,
  selectConsentsOn,
  selectFigures,
  selectSizes,
} from './db/sizes.sql.ts';
import { judgePlace, placeKindOf, placeWithin, ruleOfPlace } from './domain/judge-place.ts';
import { judgeSize, ruleOfWarning, SIZE_WARNINGS } from './domain/judge-size.ts';

/** Longer lists are looked at further down in the tree. */
const MOST_UNITS = 300;

async function placed(request: Request, unitId: Id, asked: CivilDate | undefined) {
  const { tx, today, authorize } = request;
  authorize(await placeInLife(tx, unitId, today));
  const day = await dayInLife(tx, unitId, asked ?? today);
  const place = await placeOf(tx, unitId, day);
  return { day, place, depth: place.above.length };
}

/** A unit that is no more is looked at, whatever day of its life the page shows; nothing is recorded about it. */
const goesOn = async ({ tx, today }: Request, unitId: Id): Promise<boolean> =>
  (await endedSince(tx, unitId, today)) === null;

const withConsents = (
  unit: { id: Id } & Parameters<typeof judgeSize>[0],
  rules: UnitRuleValues,
  consents: readonly ConsentRow[],
): contract.ShownWarning[] =>
  judgeSize(unit, rules).map((warning) => {
    const found = consents.find((each) => each.unitId === unit.id && each.warning === warning.key);
    if (!found) return { ...warning, consent: null };
    const { unitId: _, ...consent } = found;
    return { ...warning, consent };
  });

/** The rules are those of the unit at the top of the list: no committee may change them for its own part. */
async function judgeBelow(
  request: Request,
  unitId: Id,
  depth: number,
  day: CivilDate,
  rules: UnitRuleValues,
) {
  const sized = await selectSizes(request.tx, unitId, depth, day);
  const judged = sized.filter((unit) => judgeSize(unit, rules).length > 0);
  const consents = judged.length
    ? await selectConsentsOn(
        request.tx,
        judged.map((unit) => unit.id),
        day,
      )
    : [];
  const byUnit = new Map<Id, ConsentRow[]>();
  for (const each of consents) byUnit.set(each.unitId, [...(byUnit.get(each.unitId) ?? []), each]);
  return judged.map((unit): SizedUnit & { warnings: contract.ShownWarning[] } => ({
    ...unit,
    warnings: withConsents(unit, rules, byUnit.get(unit.id) ?? []),
  }));
}

const isOpen = (warning: contract.ShownWarning): boolean => warning.consent === null;

export const handlers = [
  handle(contract.getSize, async (request) => {
    const { tx, params, query, today, may } = request;
    const { day, place, depth } = await placed(request, params.unitId, query.on);
    const unit = await loadUnit(tx, params.unitId, day);
    const figures = await selectFigures(tx, params.unitId, depth, day);
    const resolved = await unitRulesFor(tx, place, day);
    const rules = ruleValues<UnitRuleValues>(resolved);
    const consents = await selectConsents(tx, params.unitId);
    const onDay = consents.filter((each) => each.from <= day && (each.to === null || day < each.to));
    const below = isBranchKind(unit.kind)
      ? null
      : (await judgeBelow(request, params.unitId, depth, day, rules)).filter(
          (each) => each.id !== unit.id && each.warnings.some(isOpen),
        ).length;
    const { foundedOn: _, endedOn: __, ...summary } = unit;
    return {
      day,
      unit: summary,
      ...figures,
      provisional: figures.members - figures.official,
      warnings: withConsents({ ...figures, id: unit.id, kind: query.as ?? unit.kind }, rules, onDay).map(
        (warning) => {
          const key = ruleOfWarning[warning.key];
          const { source, note } = resolved.rules[key];
          return {
            ...warning,
            rule: { says: describeRule(key, rules[key]), source, ...(note ? { note } : {}) },
          };
        },
      ),
      consents: consents.map(({ unitId: _unit, ...each }) => each),
      openBelow: below,
      abilities: {
        consent:
          (await goesOn(request, unit.id)) && may('sizes.consent', await placeInLife(tx, unit.id, today)),
      },
    };
  }),

  handle(contract.getStandard, async (request) => {
    const { tx, params, query, today, may } = request;
    const { day, place } = await placed(request, params.unitId, query.on);
    const unit = await loadUnit(tx, params.unitId, day);
    const figures = (await areaOf(tx, unit.id, day)) ?? null;
    const abilities = {
      record:
        (await goesOn(request, unit.id)) && may('units.record-area', await placeInLife(tx, unit.id, today)),
    };
    const kind = placeKindOf(unit.name) ?? null;
    if (kind === null)
      return {
        day,
        kind,
        figures,
        standard: null,
        percent: { people: null, km2: null },
        verdict: 'no-standard' as const,
        rules: [],
        abilities,
      };
    const resolved = await placeRulesFor(tx, place, day);
    const rules = ruleValues<PlaceRuleValues>(resolved);
    const [above] = await unitsAbove(tx, unit.id, day);
    const judged = judgePlace(
      {
        kind,
        within: placeWithin(above),
        terrain: figures?.terrain ?? 'ordinary',
        people: figures?.population ?? null,
        km2: figures?.km2 ?? null,
      },
      rules,
    );
    return {
      day,
      kind,
      figures,
      ...judged,
      rules: ([ruleOfPlace[kind], 'place.duty'] as const).map((key) => {
        const { source, note } = resolved.rules[key];
        return { says: describeRule(key, rules[key]), source, ...(note ? { note } : {}) };
      }),
      abilities,
    };
  }),

  handle(contract.listSizeWarnings, async (request) => {
    const { tx, params, query } = request;
    const { day, place, depth } = await placed(request, params.unitId, query.on);
    const { foundedOn: _, endedOn: __, ...unit } = await loadUnit(tx, params.unitId, day);
    const rules = ruleValues<UnitRuleValues>(await unitRulesFor(tx, place, day));
    const units = await judgeBelow(request, params.unitId, depth, day, rules);
    const all = units.flatMap((each) => each.warnings);
    const wanted = units.filter((each) =>
      each.warnings.some(
        (warning) =>
          (query.warning === undefined || warning.key === query.warning) &&
          (query.consented === 'true' || isOpen(warning)),
      ),
    );
    return {
      day,
      unit,
      totals: SIZE_WARNINGS.map((key) => {
        const ofKey = all.filter((warning) => warning.key === key);
        const open = ofKey.filter(isOpen).length;
        return { key, open, consented: ofKey.length - open };
      }).filter(({ open, consented }) => open + consented > 0),
      units: wanted.slice(0, MOST_UNITS),
      isCut: wanted.length > MOST_UNITS,
    };
  }),

  handle(contract.giveConsent, async ({ tx, params, body, today, nowMs, actor, authorize, record }) => {
    authorize(await placeInLife(tx, params.unitId, today));
    await refuseEnded(tx, params.unitId, today);
    const id = await giveConsent(tx, { unitId: params.unitId, today, nowMs, by: actor.personId }, body);
    await record({
      verb: 'sizes.give-consent',
      unitId: params.unitId,
      subjectId: id,
      details: { warning: body.warning, from: body.from, to: body.to },
    });
    return { id };
  }),

  handle(contract.endConsent, async ({ tx, params, body, today, authorize, record }) => {
    authorize(await placeInLife(tx, params.unitId, today));
    await refuseEnded(tx, params.unitId, today);
    const ended =
      (await removeConsent(tx, params.unitId, params.consentId, today)) ??
      (await closeConsent(tx, params.unitId, params.consentId, body.on));
    if (!ended) throw new DomainError({ code: 'sizes.bad-period', field: 'on' });
    await record({
      verb: 'sizes.end-consent',
      unitId: params.unitId,
      subjectId: params.consentId,
      details: { on: body.on },
    });
    return {};
  }),
];
