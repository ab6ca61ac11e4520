import { loadUnit, placeOf, unitsByIds } from '#features/units/public.ts';
import { DomainError } from '#kernel/result.ts';
import { handle } from '#platform/http/handle.ts';
import { endRule } from './actions/end-rule.ts';
import { setRule, setsRules } from './actions/set-rule.ts';
import { selectOverridesOf, selectVersions, selectVersionsOn } from './db/rulebooks.sql.ts';
import { rulesFor } from './public.ts';
import * as contract from './routes.ts';

export const handlers = [
  handle(contract.listRulebooks, async ({ tx }) => ({ versions: await selectVersions(tx) })),

  handle(contract.getUnitRules, async ({ tx, params, query, today, may }) => {
    const day = query.on ?? today;
    const unit = await loadUnit(tx, params.unitId, day);
    const { rules, refused } = await rulesFor(tx, params.unitId, day);
    const [version] = await selectVersionsOn(tx, day);
    if (!version) throw new DomainError({ code: 'rulebooks.no-version', field: 'on', facts: { day } });
    const setters = Object.values(rules).flatMap(({ origin }) =>
      origin.from === 'override' ? [origin.unitId] : [],
    );
    const names = new Map((await unitsByIds(tx, setters, day)).map((u) => [u.id, u.name]));
    const { rules: _, ...issued } = version;
    return {
      unit: { id: unit.id, name: unit.name },
      day,
      today,
      version: issued,
      rules: Object.fromEntries(
        Object.entries(rules).map(([key, rule]) => [
          key,
          {
            ...rule,
            origin:
              rule.origin.from === 'override'
                ? { ...rule.origin, unitName: names.get(rule.origin.unitId) ?? '' }
                : rule.origin,
          },
        ]),
      ),
      refused: refused.map(({ overrideId, unitId, key, refusal }) => ({
        overrideId,
        unitId,
        key,
        code: refusal.code,
      })),
      own: await selectOverridesOf(tx, params.unitId),
      abilities: {
        set: setsRules(unit.kind) && may('rulebooks.set', await placeOf(tx, params.unitId, today)),
      },
    };
  }),

  handle(contract.setRule, async (request) => setRule(request, { ...request.params, ...request.body })),

  handle(contract.endRule, async (request) => {
    await endRule(request, { ...request.params, on: request.query.on });
    return {};
  }),
];
