import { unitsByIds } from '#features/units/public.ts';
import type { Actor, Place } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import type { PersonHit, UnitHit } from '../contract.ts';
import { type PersonRow, placeScope, selectPeople, selectPostsOf, selectUnits } from '../db/search.sql.ts';
import { rankHits } from '../domain/rank-hits.ts';
import { readQuery } from '../domain/read-query.ts';
import { peopleScope, unitScope } from '../domain/search-scope.ts';

const SHOWN_PEOPLE = 20;
const SHOWN_UNITS = 8;

/** `so 2` before `so 10`. */
const inNumberOrder = (key: string): string => key.replace(/\d+/g, (digits) => digits.padStart(6, '0'));

const placeOfSteps = (steps: readonly Id[]): Place => ({
  unitId: steps.at(-1) as Id,
  above: steps.slice(0, -1).reverse(),
});

type Asker = { actor: Actor; may: (verb: string, place: Place) => boolean };
export type Found = {
  people: PersonHit[];
  units: UnitHit[];
  hasMore: { people: boolean; units: boolean };
};

/** One row per person: the home branch, or the first of the others. */
function oncePerPerson(found: readonly PersonRow[]): PersonRow[] {
  const kept = new Map<Id, PersonRow>();
  for (const row of found) {
    const known = kept.get(row.personId);
    if (!known || known.status === 'temporarily-here' || known.status === null) kept.set(row.personId, row);
  }
  return [...kept.values()];
}

/**
 * People and units that fit the text and that the asker may see today. An empty answer when the text is too short.
 * Whoever is outside everything gets nothing, without a word about what exists.
 */
export async function findPeopleAndUnits(
  tx: Tx,
  text: string,
  { actor, may }: Asker,
  today: CivilDate,
): Promise<Found> {
  const wanted = readQuery(text);
  if (!wanted) return { people: [], units: [], hasMore: { people: false, units: false } };

  const peopleIn = await placeScope(tx, peopleScope(actor), today);
  const everyone = oncePerPerson(
    (await selectPeople(tx, wanted, peopleIn, today)).filter((row) =>
      may('members.list', placeOfSteps(row.steps)),
    ),
  );
  const best = rankHits(
    everyone,
    wanted,
    (row) => row.fullName,
    (row) => row.sortKey,
  ).slice(0, SHOWN_PEOPLE);
  const posts = await selectPostsOf(
    tx,
    best.map((row) => row.personId),
    today,
  );

  const unitsIn = await placeScope(tx, unitScope(actor), today);
  const fitting = (await selectUnits(tx, wanted, unitsIn, today)).filter((row) =>
    may('units.read', placeOfSteps(row.steps)),
  );
  const units = rankHits(
    fitting,
    wanted,
    (row) => row.foundName,
    // Units that still live come first, then those nearer to the top.
    (row) => `${row.hasEnded ? 1 : 0}${row.steps.length}${inNumberOrder(row.searchKey)}`,
  ).slice(0, SHOWN_UNITS);

  const named = new Map(
    (
      await unitsByIds(
        tx,
        [
          ...new Set([
            ...best.flatMap((row) => row.steps.slice(-2)),
            ...posts.map((held) => held.unitId),
            ...units.flatMap((row) => row.parentId ?? []),
          ]),
        ],
        today,
      )
    ).map((unit) => [unit.id, unit.name]),
  );

  return {
    people: best.map((row) => ({
      personId: row.personId,
      fullName: row.fullName,
      birthYear: row.birthYear,
      status: row.status,
      unit: {
        id: row.unitId,
        name: named.get(row.unitId) ?? '',
        aboveName: named.get(row.steps.at(-2) ?? '') ?? null,
      },
      posts: posts
        .filter((held) => held.personId === row.personId)
        .map((held) => ({ post: held.post, unitName: named.get(held.unitId) ?? '' })),
      mayOpen: row.status !== null && may('members.read-person', placeOfSteps(row.steps)),
    })),
    units: units.map((row) => ({
      unitId: row.unitId,
      name: row.name,
      kind: row.kind,
      sector: row.sector,
      code: row.code,
      aboveName: named.get(row.parentId ?? '') ?? null,
      formerName: row.foundName === row.name ? null : row.foundName,
      hasEnded: row.hasEnded,
    })),
    hasMore: { people: everyone.length > SHOWN_PEOPLE, units: fitting.length > SHOWN_UNITS },
  };
}
