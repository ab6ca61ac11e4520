import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Refusal } from '#kernel/result.ts';
import type { Terrain } from '../terrain.ts';
import type { UnitKind } from '../unit-kinds.ts';
import type { KindAndSector } from '../unit-record.ts';
import type { UnitImportCode } from './import-errors.ts';

/** A table as the reader of files hands it over. Row numbers are those that the spreadsheet program shows. */
export type ListSheet = {
  name: string;
  rows: readonly {
    number: number;
    cells: readonly { kind: string; text: string; number?: number; isoDate?: CivilDate }[];
  }[];
};

/** What a column can mean. The six of the statistics office name a city, a district and a commune in one row. */
export const LIST_FIELDS = [
  'code',
  'name',
  'kind',
  'sector',
  'parent',
  'km2',
  'population',
  'lat',
  'lon',
  'terrain',
  'foundedOn',
  'cityName',
  'cityCode',
  'districtName',
  'districtCode',
  'communeName',
  'communeCode',
] as const;
export type ListField = (typeof LIST_FIELDS)[number];

export type Area = {
  km2: number | null;
  population: number | null;
  lat: number | null;
  lon: number | null;
  /** Null where nothing is told about it. */
  terrain: Terrain | null;
};

export type ImportRefusal = Refusal<UnitImportCode> & { field?: string };

/** One unit as the list writes it. Empty text where the list says nothing. */
export type ListedUnit = {
  row: number;
  code: string | null;
  name: string;
  kindText: string;
  sectorText: string;
  /** A code or a name of the unit above; empty at the top of the list. */
  parentText: string;
  area: Area;
  foundedOn: CivilDate | null;
  refusals: ImportRefusal[];
};

export type UnitList = {
  sheet: string;
  headerRow: number;
  columns: { index: number; header: string; field: ListField | null }[];
  units: ListedUnit[];
};

/** A unit that stands in the tree on the day of the list. */
export type KnownUnit = {
  id: Id;
  code: string | null;
  name: string;
  parentId: Id | null;
  foundedOn: CivilDate;
  area: Area | null;
} & KindAndSector;

/** What a list would change about one unit. Words and levels, so that a page can show them. */
export type ListedChange =
  | { field: 'name'; before: string; after: string }
  | { field: 'parent'; before: string; after: string }
  | { field: 'kind'; before: KindAndSector; after: KindAndSector }
  | { field: 'area'; before: Area | null; after: Area };

export type ListVerdict = {
  row: number;
  verdict: 'new' | 'same' | 'changed' | 'refused';
  code: string | null;
  /** The name by the Party's rule; what the list writes when the row is refused. */
  name: string;
  kind: UnitKind | null;
  sector: KindAndSector['sector'];
  /** Known for `same` and `changed`; for `new` an id of its own, so that others of the list can stand under it. */
  unitId: Id | null;
  parentId: Id | null;
  parentName: string | null;
  foundedOn: CivilDate | null;
  area: Area | null;
  changes: ListedChange[];
  refusals: ImportRefusal[];
};

export type ListCounts = { accepted: number; same: number; changed: number; refused: number; absent: number };

export type ListPreview = {
  sheet: string;
  from: CivilDate;
  verdicts: ListVerdict[];
  counts: ListCounts;
  /** Units under those of the list that it does not name; they stay as they are. */
  absent: { code: string | null; name: string }[];
};
