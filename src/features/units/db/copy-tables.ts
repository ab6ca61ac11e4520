import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { withoutMarks } from '#kernel/vietnamese.ts';
import type { CopyTable } from '#platform/database/copy.ts';
import type { Sector, UnitKind } from '../contract.ts';
import type { PlaceFigures } from '../domain/areas-after.ts';

type Dated = { unitId: Id; from: CivilDate; to: CivilDate | null };
const valid = ({ from, to }: Dated): string => `[${from},${to ?? ''})`;

/** The tables of a tree that is loaded in bulk. The paths are drawn afterwards. */
export const unitTables = {
  unit: {
    name: 'units.unit',
    columns: ['id', 'founded_on', 'ended_on'],
    values: (row) => [row.id, row.foundedOn, row.endedOn],
  } satisfies CopyTable<{ id: Id; foundedOn: CivilDate; endedOn: CivilDate | null }>,
  name: {
    name: 'units.unit_name',
    columns: ['unit_id', 'valid', 'name', 'search_key'],
    values: (row) => [row.unitId, valid(row), row.name, withoutMarks(row.name)],
  } satisfies CopyTable<Dated & { name: string }>,
  kind: {
    name: 'units.unit_kind',
    columns: ['unit_id', 'valid', 'kind', 'sector'],
    values: (row) => [row.unitId, valid(row), row.kind, row.sector],
  } satisfies CopyTable<Dated & { kind: UnitKind; sector: Sector | null }>,
  code: {
    name: 'units.unit_code',
    columns: ['unit_id', 'valid', 'code'],
    values: (row) => [row.unitId, valid(row), row.code],
  } satisfies CopyTable<Dated & { code: string }>,
  link: {
    name: 'units.unit_link',
    columns: ['unit_id', 'parent_id', 'valid'],
    values: (row) => [row.unitId, row.parentId, valid(row)],
  } satisfies CopyTable<Dated & { parentId: Id }>,
  term: {
    name: 'units.term',
    columns: ['unit_id', 'valid', 'name'],
    values: (row) => [row.unitId, valid(row), row.name],
  } satisfies CopyTable<Dated & { name: string }>,
  area: {
    name: 'units.area',
    columns: ['unit_id', 'valid', 'km2', 'population', 'lat', 'lon', 'terrain', 'source'],
    values: (row) => [
      row.unitId,
      valid(row),
      row.km2,
      row.population,
      row.lat,
      row.lon,
      row.terrain,
      row.source,
    ],
  } satisfies CopyTable<Dated & PlaceFigures & { source: string }>,
} as const;
