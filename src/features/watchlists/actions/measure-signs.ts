import { overdueDutiesOf } from '#features/assignments/public.ts';
import { unopenedPapersOf } from '#features/directives/public.ts';
import { unitsWithoutSecretary } from '#features/mandates/public.ts';
import { unansweredPetitionsOf } from '#features/meetings/public.ts';
import { type BranchMonth, branchFigures, firstMonthOfFigures } from '#features/reports/public.ts';
import { type ResolvedFollowingRules, ruleValues } from '#features/rulebooks/contract.ts';
import { followingRulesFor, unitRulesFor } from '#features/rulebooks/public.ts';
import { overdueTasksIn } from '#features/tasks/public.ts';
import { placeOf } from '#features/units/public.ts';
import type { Place } from '#kernel/actor.ts';
import { addDays, type CivilDate, civilDateAt, daysBetween, monthOf } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { inTransaction, type Tx } from '#platform/database/database.ts';
import { faultOf } from '#platform/fault.ts';
import type { World } from '#platform/feature.ts';
import { dropEnded, keepSigns, selectAreas, selectBranchIds } from '../db/signs.sql.ts';
import { monthsWanted, readSigns, type Sign, weightOf } from '../domain/signs.ts';

/** A paper that was sent longer ago than this is history: nobody is asked to open it any more. */
const PAPERS_REACH_DAYS = 365;

/** The unit right under the top that a place lies in; for the top, and for what stands alone, the place itself. */
export const areaOf = (place: Place): Id => place.above.at(-2) ?? place.unitId;

/** The rules of signs for a place: those of its area, so that all branches of a ward are looked at alike. */
export async function signRulesFor(tx: Tx, place: Place, today: CivilDate): Promise<ResolvedFollowingRules> {
  const area = areaOf(place);
  const at = [place.unitId, ...place.above].indexOf(area);
  return followingRulesFor(tx, { unitId: area, above: place.above.slice(at) }, today);
}

/**
 * Every sign of every branch at or below a unit, as the rows say at this moment: one question to each earlier feature,
 * however many branches there are.
 */
export async function measureUnder(tx: Tx, unitId: Id, today: CivilDate): Promise<Map<Id, Sign[]>> {
  const place = await placeOf(tx, unitId, today);
  const branchIds = await selectBranchIds(tx, unitId, place.above.length, today);
  if (branchIds.length === 0) return new Map();
  const rules = ruleValues(await signRulesFor(tx, place, today));
  const sizes = ruleValues(await unitRulesFor(tx, place, today));

  // Before the first meeting that anybody recorded here, a month without one says nothing.
  const recordedFrom = (await firstMonthOfFigures(tx)) ?? '';
  const figures = new Map<Id, BranchMonth[]>();
  const wanted = monthsWanted(rules, today).filter((month) => month >= recordedFrom);
  for (const one of await branchFigures(tx, unitId, wanted, today))
    figures.set(one.branchId, [...(figures.get(one.branchId) ?? []), one]);
  const counted = <T extends { count: number }>(found: readonly T[], idOf: (one: T) => Id) => {
    const counts = new Map(found.map((one) => [idOf(one), one.count]));
    return (id: Id) => counts.get(id) ?? 0;
  };
  const ofUnit = ({ unitId }: { unitId: Id }) => unitId;
  const ofBranch = ({ branchId }: { branchId: Id }) => branchId;
  const tasks = counted(await overdueTasksIn(tx, branchIds, today), ofBranch);
  const duties = counted(await overdueDutiesOf(tx, branchIds, today), ofUnit);
  const papers = counted(
    rules['sign.papers']
      ? await unopenedPapersOf(tx, branchIds, {
          from: addDays(today, -PAPERS_REACH_DAYS),
          to: addDays(today, -rules['sign.papers'].span),
        })
      : [],
    ofUnit,
  );
  const petitions = counted(
    rules['sign.petitions']
      ? await unansweredPetitionsOf(tx, branchIds, addDays(today, -rules['sign.petitions'].span))
      : [],
    ofBranch,
  );
  const vacant = new Map(
    (await unitsWithoutSecretary(tx, branchIds, today)).map((one) => [one.unitId, one.since]),
  );
  return new Map(
    branchIds.map((branchId) => {
      const months = figures.get(branchId) ?? [];
      const now = months.find(({ month }) => month === monthOf(today));
      const since = vacant.get(branchId);
      return [
        branchId,
        readSigns(
          {
            months,
            members: now?.members ?? 0,
            official: (now?.members ?? 0) - (now?.provisional ?? 0),
            leastOfficial: sizes['size.branch-least-official'],
            overdueTasks: tasks(branchId),
            overdueDuties: duties(branchId),
            unopenedPapers: papers(branchId),
            unansweredPetitions: petitions(branchId),
            // A day without anybody counts from its evening.
            vacantDays: since === undefined ? 0 : Math.max(1, daysBetween(since, today)),
          },
          rules,
          today,
        ),
      ];
    }),
  );
}

/** The signs of one organisation now; none where it is no branch, or is not in the tree any more. */
export async function signsOf(tx: Tx, unitId: Id, today: CivilDate): Promise<Sign[]> {
  return (await measureUnder(tx, unitId, today)).get(unitId) ?? [];
}

/** Works out one area and keeps the branches that show something. Answers with how many do. */
export async function measureArea(tx: Tx, areaId: Id, nowMs: number): Promise<number> {
  const measured = await measureUnder(tx, areaId, civilDateAt(nowMs));
  const showing = [...measured].flatMap(([branchId, signs]) => {
    const weight = weightOf(signs);
    const keys = signs.filter((sign) => sign.shows).map((sign) => sign.key);
    return keys.length > 0 ? [{ branchId, signs, keys, weight }] : [];
  });
  await keepSigns(tx, areaId, [...measured.keys()], showing, new Date(nowMs));
  return showing.length;
}

/** Works out every area, each in a transaction of its own: nobody waits for a whole city, nor for an area that cannot be read. */
export async function measureAll(world: Pick<World, 'db' | 'clock' | 'log'>): Promise<void> {
  const today = civilDateAt(world.clock.now());
  const areas = await inTransaction(world.db, 'read', (tx) => selectAreas(tx, today));
  for (const { unitId } of areas)
    try {
      await inTransaction(world.db, 'write', (tx) => measureArea(tx, unitId, world.clock.now()));
    } catch (error) {
      world.log.error({ unit: unitId, ...faultOf(error) }, 'the signs of an area were not worked out');
    }
  await inTransaction(world.db, 'write', (tx) => dropEnded(tx, today));
}
