import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import { type PlaceFigures, putArea } from '../db/area.sql.ts';
import { selectLifeOf } from '../db/units.sql.ts';

/**
 * The figures of the place of a unit from a day on, with where they come from; they hold up to the next ones that are
 * known. Errors: `platform.not-found`, `units.has-ended`, `units.before-founding`, `units.after-end`, `units.area-empty`, `units.area-half-point`.
 */
export async function recordArea(
  tx: Tx,
  unitId: Id,
  today: CivilDate,
  wanted: PlaceFigures & { on: CivilDate; source: string },
): Promise<void> {
  const life = await selectLifeOf(tx, unitId);
  if (!life) throw new DomainError({ code: 'platform.not-found' });
  // A unit that is no more is looked at, not changed.
  if (life.endedOn !== null && life.endedOn <= today)
    throw new DomainError({ code: 'units.has-ended', facts: { ended: life.endedOn } });
  const { on } = wanted;
  if (on < life.foundedOn)
    throw new DomainError({
      code: 'units.before-founding',
      field: 'on',
      facts: { founded: life.foundedOn },
    });
  if (life.endedOn !== null && on >= life.endedOn)
    throw new DomainError({ code: 'units.after-end', field: 'on', facts: { ended: life.endedOn } });
  if (wanted.km2 === null && wanted.population === null)
    throw new DomainError({ code: 'units.area-empty', field: 'population' });
  if ((wanted.lat === null) !== (wanted.lon === null))
    throw new DomainError({ code: 'units.area-half-point', field: 'lat' });
  await putArea(tx, unitId, wanted);
}
