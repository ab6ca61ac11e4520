import { memberRulesFor, workCalendar } from '#features/rulebooks/public.ts';
import { isBranchKind } from '#features/units/contract.ts';
import { loadUnit, unitsByIds, unitsUnder } from '#features/units/public.ts';
import type { Place } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import { selectOnProbation } from '../db/life.sql.ts';
import { rulesAndSources } from '../domain/life/rule-context.ts';
import { probationOf } from '../domain/life/terms.ts';
import type { NamesOfUnit } from './names-of-unit.ts';

/**
 * Who is on probation in or below a unit, those to be considered first at the top. The city sees figures by unit and no
 * names; a committee sees both, others see names after a reason.
 */
export async function listOnProbation(
  tx: Tx,
  place: Place,
  { today, ...named }: { today: CivilDate } & NamesOfUnit,
) {
  const unit = await loadUnit(tx, place.unitId, today);
  const terms = {
    today,
    calendar: await workCalendar(tx),
    ...rulesAndSources(await memberRulesFor(tx, place, today)),
  };
  const found = (await selectOnProbation(tx, place.unitId, today)).map(({ began, ...row }) => ({
    ...row,
    ...probationOf(terms, began),
  }));
  const branches = new Map(
    (
      await unitsByIds(
        tx,
        found.map((row) => row.branchId),
        today,
      )
    ).map((branch) => [branch.id, branch.name]),
  );
  const children = isBranchKind(unit.kind) ? [] : await unitsUnder(tx, place.unitId, today);
  const count = (unitId: Id) => {
    const rows = found.filter((row) => row.unitId === unitId);
    return {
      onProbation: rows.length,
      due: rows.filter((row) => row.endsOn <= today && row.decide.daysLeft >= 0).length,
      late: rows.filter((row) => row.endsOn <= today && row.decide.daysLeft < 0).length,
    };
  };
  return {
    unitName: unit.name,
    today,
    names: unit.kind === 'city-committee' ? ('never' as const) : named.names,
    reason: named.reason,
    count: found.length,
    units: children
      .map((child) => ({ unitId: child.id, name: child.name, ...count(child.id) }))
      .filter((row) => row.onProbation > 0),
    people:
      unit.kind === 'city-committee' || named.names !== 'shown'
        ? []
        : found.map(({ unitId: _, ...row }) => ({ ...row, branchName: branches.get(row.branchId) ?? '' })),
  };
}
