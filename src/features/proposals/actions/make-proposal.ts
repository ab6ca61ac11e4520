import { placeInLife } from '#features/units/public.ts';
import type { Place } from '#kernel/actor.ts';
import { type CivilDate, civilDateAt } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError, unwrap } from '#kernel/result.ts';
import { inTransaction, type Tx } from '#platform/database/database.ts';
import type { World } from '#platform/feature.ts';
import { type Found, insertProposal } from '../db/proposals.sql.ts';
import type { Asked } from '../domain/asked.ts';
import type { Ground } from '../domain/ground.ts';
import { findGroupings, type Progress } from './find-groupings.ts';
import { loadGround } from './load-ground.ts';
import { openSolver } from './solver.ts';

/** Seconds for all alternatives together: what people wait for with a picture of progress before them. */
export const SECONDS = 25;

/** What this process is at work on. One at a time: the solver takes a whole core. */
const running = new Map<Id, Progress>();

export const progressOf = (proposalId: Id): Progress | undefined => running.get(proposalId);

const NAMED = 5;
const named = (names: readonly string[]): string =>
  names.slice(0, NAMED).join(', ') + (names.length > NAMED ? ', …' : '');

/** Errors: `proposals.no-places`, `proposals.figures-missing`, `proposals.points-missing`. */
export function checkGround(ground: Ground, asked: Asked, on: CivilDate): void {
  if (ground.units.length === 0) throw new DomainError({ code: 'proposals.no-places', facts: { on } });
  const open = ground.units.filter((unit) => !asked.stayIds.includes(unit.id));
  const lacking = open.filter((unit) => unit.people === null || unit.km2 === null);
  if (lacking.length > 0)
    throw new DomainError({
      code: 'proposals.figures-missing',
      facts: { count: lacking.length, units: named(lacking.map((unit) => unit.name)) },
    });
  const nowhere = asked.weight === 'distance' ? open.filter((unit) => unit.point === null) : [];
  if (nowhere.length > 0)
    throw new DomainError({
      code: 'proposals.points-missing',
      field: 'weight',
      facts: { count: nowhere.length, units: named(nowhere.map((unit) => unit.name)) },
    });
}

/**
 * Looks for groupings outside of any transaction, in a thread of its own. Errors: those of `checkGround` and
 * `findGroupings`, and `proposals.busy`.
 */
export async function solveProposal(
  world: World,
  unitId: Id,
  wanted: Asked & { id: Id; on: CivilDate },
): Promise<Found> {
  const { id, on, ...asked } = wanted;
  const { ground } = await inTransaction(world.db, 'read', async (tx) =>
    loadGround(tx, await placeInLife(tx, unitId, civilDateAt(world.clock.now())), on),
  );
  checkGround(ground, asked, on);
  if (running.size > 0) throw new DomainError({ code: 'proposals.busy' });
  running.set(id, { stage: 'groups' });
  const solver = openSolver(SECONDS);
  try {
    const { groupings, candidates, parts, isCut } = unwrap(
      await findGroupings(ground, asked, solver, (progress) => running.set(id, progress)),
    );
    return {
      units: [...ground.units],
      neighbours: [...ground.neighbours],
      candidates,
      isCut,
      parts,
      alternatives: groupings.map(({ best, isProven, groups }) => ({
        best,
        isProven,
        groups: groups.map(({ members, seat }) => ({ members, seat })),
      })),
    };
  } finally {
    running.delete(id);
    await solver.close();
  }
}

/** Keeps what was found. Errors: `proposals.changed-meanwhile`, `proposals.id-taken`. */
export async function keepProposal(
  tx: Tx,
  place: Place,
  wanted: Asked & { id: Id; on: CivilDate },
  found: Found,
  by: { personId: Id; nowMs: number },
): Promise<void> {
  const { id, on, ...asked } = wanted;
  const { ground } = await loadGround(tx, place, on);
  if (ground.units.map((unit) => unit.id).join() !== found.units.map((unit) => unit.id).join())
    throw new DomainError({ code: 'proposals.changed-meanwhile' });
  const kept = await insertProposal(
    tx,
    { id, unitId: place.unitId, on, asked, found, by: by.personId },
    new Date(by.nowMs),
  );
  if (!kept) throw new DomainError({ code: 'proposals.id-taken' });
}
