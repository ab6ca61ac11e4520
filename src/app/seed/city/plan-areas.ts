import { areasAfter, type PlaceFigures } from '#features/units/public.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { FOUNDED, type PlannedTree } from './plan-units.ts';

/** Said with every figure: nobody takes it for one of the yearbook. */
export const INVENTED = 'Số liệu mẫu, tự đặt, không phải số liệu thống kê';

/** Reads the invented list of places: figures by code. */
export function readFigures(csv: string): Map<string, PlaceFigures> {
  const number = (text: string | undefined) => (text ? Number(text) : null);
  return new Map(
    csv
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .flatMap((line): [string, PlaceFigures][] => {
        const [code = '', , , , km2, population, lat, lon] = line.split(',');
        if (!km2) return [];
        return [
          [
            code,
            {
              km2: number(km2),
              population: number(population),
              lat: number(lat),
              lon: number(lon),
              terrain: 'ordinary',
            },
          ],
        ];
      }),
  );
}

export type PlannedArea = PlaceFigures & {
  unitId: Id;
  from: CivilDate;
  to: CivilDate | null;
  source: string;
};

/** Area, population and point of every ward, commune and township; one that took another in has both from that day on. */
export function planAreas(
  { units, bases, joined }: PlannedTree,
  figures: ReadonlyMap<string, PlaceFigures>,
): PlannedArea[] {
  const places = new Map<Id, PlannedArea[]>();
  for (const { unit: at, isCommune } of bases) {
    const unit = units[at]!;
    const known = isCommune && unit.foundedOn === FOUNDED ? figures.get(unit.codes[0]!.value) : undefined;
    if (known)
      places.set(unit.id, [
        { ...known, unitId: unit.id, from: unit.foundedOn, to: unit.endedOn, source: INVENTED },
      ]);
  }
  for (const { unit, into, from } of joined.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const [gone, stays] = [units[unit]!.id, units[into]!.id];
    const before = new Map([gone, stays].map((id) => [id, places.get(id)?.at(-1) ?? null]));
    const [made] = areasAfter(
      [
        { unitId: gone, intoId: stays, share: 100 },
        { unitId: stays, intoId: stays, share: 100 },
      ],
      before,
    );
    const known = places.get(stays)?.at(-1);
    if (!made || !known) continue;
    const { km2, population, lat, lon, terrain } = made;
    const to = known.to;
    known.to = from;
    places.get(stays)!.push({ ...known, km2, population, lat, lon, terrain, from, to });
  }
  return [...places.values()].flat();
}
