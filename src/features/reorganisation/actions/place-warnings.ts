import { type PlaceRuleValues, ruleValues } from '#features/rulebooks/contract.ts';
import { describeRule, placeRulesFor } from '#features/rulebooks/public.ts';
import { isLargeEnough, judgePlace, neededAfterMerging, ruleOfPlace } from '#features/sizes/contract.ts';
import { areasOf } from '#features/units/public.ts';
import type { Place } from '#kernel/actor.ts';
import { addDays } from '#kernel/civil-date.ts';
import type { Tx } from '#platform/database/database.ts';
import type { PlanAnswer } from '../contract.ts';
import type { PlanRow } from '../db/plans.sql.ts';
import type { TreeUnit } from '../domain/foresee.ts';
import { placeFlows, placesAfter } from '../domain/places-after.ts';
import type { PlanStep } from '../domain/plan.ts';

/** What area and population of the wards and communes that a plan makes say against the standard of its day. */
export async function placeWarnings(
  tx: Tx,
  place: Place,
  plan: Pick<PlanRow, 'on' | 'toldPlaces'>,
  tree: { before: readonly TreeUnit[]; after: readonly TreeUnit[]; steps: readonly PlanStep[] },
  language: 'vi' | 'en',
): Promise<PlanAnswer['warnings']> {
  const flows = placeFlows(tree.before, tree.steps);
  if (flows.length === 0) return [];
  const sources = [...new Set(flows.map(({ unitId }) => unitId))];
  const figures = await areasOf(tx, sources, addDays(plan.on, -1));
  if (figures.length === 0 && plan.toldPlaces.length === 0) return [];
  const known = new Map(
    figures.map(({ unitId, population, km2, terrain }) => [unitId, { people: population, km2, terrain }]),
  );
  const resolved = await placeRulesFor(tx, place, plan.on);
  const rules = ruleValues<PlaceRuleValues>(resolved);
  const number = (value: number) => value.toLocaleString(language === 'vi' ? 'vi-VN' : 'en');
  return placesAfter(tree.after, flows, known, plan.toldPlaces).flatMap(({ unit, place: size }) => {
    const { verdict, standard } = judgePlace(size, rules);
    if (!standard || isLargeEnough(size, rules)) return [];
    const rule = ruleOfPlace[size.kind];
    const { document } = resolved.rules[rule].source;
    const says = describeRule(rule, rules[rule])[language];
    if (verdict === 'unknown')
      return [
        {
          unit: unit.name,
          says:
            language === 'vi'
              ? `Chưa đủ số liệu diện tích, dân số để xét tiêu chuẩn. ${says}`
              : `Area or population is not known for all parts. ${says}`,
          document,
        },
      ];
    const needed = neededAfterMerging(size, rules);
    const [people, km2] = [number(size.people ?? 0), number(size.km2 ?? 0)];
    const percent =
      needed.people === 100 && needed.km2 === 100
        ? ''
        : language === 'vi'
          ? `; sau sắp xếp phải đạt ${needed.people}% dân số, ${needed.km2}% diện tích`
          : `; after merging ${needed.people} % of the people and ${needed.km2} % of the area`;
    return [
      {
        unit: unit.name,
        says:
          language === 'vi'
            ? `Sau sắp xếp có ${people} người, ${km2} km². ${says}${percent}`
            : `Afterwards it has ${people} people and ${km2} km². ${says}${percent}`,
        document,
      },
    ];
  });
}
