import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Period } from '#kernel/period.ts';
import { type Span, type Timeline, valueOn } from './timeline.ts';
import type { Sector, UnitKind } from './unit-kinds.ts';

export type KindAndSector = { kind: UnitKind; sector: Sector | null };

/** Everything dated about one unit. */
export type UnitRecord = {
  id: Id;
  foundedOn: CivilDate;
  endedOn: CivilDate | null;
  names: Timeline<string>;
  kinds: Timeline<KindAndSector>;
  codes: Timeline<string>;
  /** The unit above. None for the top. */
  parents: Timeline<Id>;
};

export const lifeOf = (unit: Pick<UnitRecord, 'foundedOn' | 'endedOn'>): Period => ({
  from: unit.foundedOn,
  to: unit.endedOn,
});

/** The name on a day, or the nearest one that the unit has had. */
export const nameNear = (unit: UnitRecord, day: CivilDate): string =>
  valueOn(unit.names, day) ?? (day < unit.foundedOn ? unit.names[0] : unit.names.at(-1))?.value ?? '';

export const levelsOf = (unit: UnitRecord): Timeline<UnitKind> =>
  unit.kinds.map(({ value, ...days }): Span<UnitKind> => ({ ...days, value: value.kind }));
