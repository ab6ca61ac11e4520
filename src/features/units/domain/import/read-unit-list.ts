import { isCivilDate } from '#kernel/civil-date.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { tidyText, withoutMarks } from '#kernel/vietnamese.ts';
import { checkCode } from '../check-name-and-code.ts';
import { placeFormOf, readPlace, tierOf } from '../party-names.ts';
import { TERRAINS, type Terrain } from '../terrain.ts';
import type { Area, ImportRefusal, ListedUnit, ListField, ListSheet, UnitList } from './unit-list.ts';

const DEEPEST_HEADER = 40;

/** Titles as people write them, without marks and signs. The statistics office's own come first. */
const TITLES: Record<ListField, readonly string[]> = {
  cityName: [
    'tinh thanh pho',
    'tinh',
    'tinh tp',
    'thanh pho',
    'ten tinh',
    'province',
    'province name',
    'city',
  ],
  cityCode: ['ma tp', 'ma tinh', 'ma ttp', 'ma tinh thanh pho', 'province code', 'city code'],
  districtName: ['quan huyen', 'huyen', 'ten huyen', 'quan huyen thi xa', 'district', 'district name'],
  districtCode: ['ma qh', 'ma huyen', 'ma quan huyen', 'district code'],
  communeName: [
    'phuong xa',
    'xa phuong',
    'xa phuong thi tran',
    'xa',
    'ten xa',
    'ward',
    'commune',
    'ward name',
  ],
  communeCode: ['ma px', 'ma xa', 'ma phuong xa', 'ma xa phuong', 'ward code', 'commune code'],
  code: [
    'ma',
    'code',
    'ma don vi',
    'ma so',
    'ma to chuc',
    'ma to chuc dang',
    'ma dvhc',
    'ma dang bo',
    'ma chi bo',
    'unit code',
  ],
  name: [
    'ten',
    'name',
    'ten don vi',
    'ten to chuc',
    'ten to chuc dang',
    'ten dvhc',
    'to chuc dang',
    'don vi',
    'unit',
    'unit name',
    'ten goi',
  ],
  kind: ['cap', 'kind', 'level', 'type', 'loai', 'loai don vi', 'cap to chuc', 'cap don vi'],
  sector: ['loai hinh', 'sector', 'loai hinh to chuc', 'khoi'],
  parent: [
    'parent code',
    'parent',
    'ma cap tren',
    'cap tren',
    'truc thuoc',
    'ma truc thuoc',
    'cap tren truc tiep',
    'ma don vi cap tren',
    'ma cha',
    'don vi cap tren',
    'to chuc cap tren',
    'under',
  ],
  km2: ['area km2', 'dien tich', 'dien tich km2', 'area', 'km2', 'dt km2'],
  population: ['population', 'dan so', 'so dan', 'quy mo dan so', 'dan so nguoi'],
  lat: ['lat', 'latitude', 'vi do'],
  lon: ['lon', 'lng', 'long', 'longitude', 'kinh do'],
  terrain: ['dia hinh', 'terrain', 'vung', 'khu vuc', 'mien nui hai dao', 'mien nui vung cao hai dao'],
  foundedOn: ['founded on', 'ngay thanh lap', 'thanh lap ngay', 'founded'],
};
const FIELD_BY_TITLE = new Map(
  Object.entries(TITLES).flatMap(([field, titles]) =>
    titles.map((title) => [title, field as ListField] as const),
  ),
);

const titleKey = (text: string): string =>
  withoutMarks(tidyText(text))
    .replace(/²/g, '2')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

type Row = ListSheet['rows'][number];

function columnsOf(row: Row): UnitList['columns'] {
  const taken = new Set<ListField>();
  return row.cells.map((cell, index) => {
    const field = FIELD_BY_TITLE.get(titleKey(cell.text));
    // The first column of a title holds; a second one is read by nobody.
    if (!field || taken.has(field)) return { index, header: tidyText(cell.text), field: null };
    taken.add(field);
    return { index, header: tidyText(cell.text), field };
  });
}

const isList = (columns: UnitList['columns']): boolean => {
  const fields = new Set(columns.map((column) => column.field));
  return (
    (fields.has('name') && (fields.has('code') || fields.has('parent') || fields.has('kind'))) ||
    (fields.has('communeName') && fields.has('communeCode')) ||
    (fields.has('districtName') && fields.has('districtCode'))
  );
};

const noArea: Area = { km2: null, population: null, lat: null, lon: null, terrain: null };

/** What lists write about where a place lies, without marks and signs. */
const TERRAIN_WORDS: Record<Terrain, readonly string[]> = {
  ordinary: ['dong bang', 'trung du', 'do thi', 'thuong', 'khong', 'ordinary', 'plain', 'lowland'],
  mountain: ['mien nui', 'vung cao', 'mien nui vung cao', 'nui', 'mountain', 'mountains', 'mountainous'],
  island: ['hai dao', 'dao', 'island', 'islands'],
};
const TERRAIN_BY_WORDS = new Map(
  TERRAINS.flatMap((terrain) => TERRAIN_WORDS[terrain].map((words) => [words, terrain] as const)),
);

/** A number as Vietnamese or English lists write it. `whole`: dots and commas only part the thousands. */
export function readListNumber(text: string, whole: boolean): number | null {
  const bare = text.replace(/[\s\u00a0]/g, '');
  if (whole) {
    const digits = bare.replace(/[.,](?=\d{3}(?:\D|$))/g, '');
    return /^\d+$/.test(digits) ? Number(digits) : null;
  }
  const lastComma = bare.lastIndexOf(',');
  const lastDot = bare.lastIndexOf('.');
  const plain =
    lastComma > lastDot
      ? bare.replace(/\./g, '').replace(',', '.')
      : lastDot > lastComma && lastComma >= 0
        ? bare.replace(/,/g, '')
        : bare;
  return /^-?\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : null;
}

/** Days as lists write them: of the spreadsheet, `yyyy-mm-dd`, or `d/m/yyyy`. */
function readDay(cell: { text: string; isoDate?: string }): string | null {
  if (cell.isoDate) return cell.isoDate;
  const text = tidyText(cell.text);
  const parts = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  const iso = parts ? `${parts[3]}-${parts[2]!.padStart(2, '0')}-${parts[1]!.padStart(2, '0')}` : text;
  return isCivilDate(iso) ? iso : null;
}

/** How many figures the codes of the statistics office have. */
const WIDTHS: Partial<Record<ListField, number>> = { cityCode: 2, districtCode: 3, communeCode: 5 };
const WIDTH_BY_TIER = { top: 2, middle: 3, low: 5 } as const;

/** A code that a spreadsheet holds as a number has lost the zeros that it begins with. */
function withItsZeros(
  cell: Row['cells'][number] | undefined,
  field: ListField,
  kindText: string,
  name: string,
): string {
  const text = tidyText(cell?.text ?? '');
  if (cell?.kind !== 'number' || !/^\d+$/.test(text)) return text;
  const form = placeFormOf(kindText) ?? readPlace(name)?.form;
  const width = WIDTHS[field] ?? (form ? WIDTH_BY_TIER[tierOf(form)] : 0);
  return text.padStart(width, '0');
}

/**
 * The units of a sheet, in its order: one per row, or, in the statistics office's table, the city, district and commune
 * that a row names, each once. Refuses with `units.import-no-list` when no row is a header.
 */
export function readUnitList(sheet: ListSheet): Result<UnitList, ImportRefusal> {
  const at = sheet.rows.slice(0, DEEPEST_HEADER).findIndex((row) => isList(columnsOf(row)));
  const header = sheet.rows[at];
  if (!header) return refuse({ code: 'units.import-no-list', field: 'file' });
  const columns = columnsOf(header);
  const indexOf = new Map(columns.flatMap(({ index, field }) => (field ? [[field, index] as const] : [])));
  const cellOf = (row: Row, field: ListField) => {
    const index = indexOf.get(field);
    return index === undefined ? undefined : row.cells[index];
  };
  const textOf = (row: Row, field: ListField): string => tidyText(cellOf(row, field)?.text ?? '');

  const readRow = (row: Row, from: { code: ListField; name: ListField; parentText: string }): ListedUnit => {
    const refusals: ImportRefusal[] = [];
    const no = (code: ImportRefusal['code'], field: ListField, facts: ImportRefusal['facts'] = {}) =>
      refusals.push({ code, field, facts });
    const numberOf = (field: ListField, whole: boolean): number | null => {
      const cell = cellOf(row, field);
      const text = tidyText(cell?.text ?? '');
      if (text === '' || /^[-–—]$/.test(text)) return null;
      const value =
        cell?.kind === 'number' && cell.number !== undefined ? cell.number : readListNumber(text, whole);
      if (
        value === null ||
        (whole && !Number.isInteger(value)) ||
        ((whole || field === 'km2') && value < 0)
      ) {
        no('units.import-bad-number', field, { value: text });
        return null;
      }
      return value;
    };
    const written = withItsZeros(
      cellOf(row, from.code),
      from.code,
      textOf(row, 'kind'),
      textOf(row, from.name),
    );
    const code = checkCode(written);
    if (!code.ok) no('units.import-bad-code', from.code, { code: written });
    const name = textOf(row, from.name);
    if (name === '') no('units.import-name-missing', from.name);
    const area: Area = {
      km2: numberOf('km2', false) || null,
      population: numberOf('population', true),
      lat: numberOf('lat', false),
      lon: numberOf('lon', false),
      terrain: TERRAIN_BY_WORDS.get(titleKey(textOf(row, 'terrain'))) ?? null,
    };
    const terrainText = textOf(row, 'terrain');
    if (area.terrain === null && terrainText !== '' && !/^[-–—]$/.test(terrainText))
      no('units.import-bad-terrain', 'terrain', { value: terrainText });
    const isPoint = area.lat !== null && area.lon !== null;
    if (
      (area.lat === null) !== (area.lon === null) ||
      (isPoint && (Math.abs(area.lat ?? 0) > 90 || Math.abs(area.lon ?? 0) > 180))
    )
      no('units.import-bad-point', 'lat');
    const foundedText = textOf(row, 'foundedOn');
    const founded = cellOf(row, 'foundedOn');
    const foundedOn = founded && foundedText !== '' ? readDay(founded) : null;
    if (foundedText !== '' && foundedOn === null)
      no('units.import-bad-date', 'foundedOn', { value: foundedText });
    return {
      row: row.number,
      code: code.ok ? code.value : null,
      name,
      kindText: textOf(row, 'kind'),
      sectorText: textOf(row, 'sector'),
      parentText: from.parentText,
      area,
      foundedOn,
      refusals,
    };
  };

  const isFlat = indexOf.has('communeCode') || indexOf.has('districtCode');
  const units: ListedUnit[] = [];
  const seen = new Map<string, ListedUnit>();
  for (const row of sheet.rows.slice(at + 1)) {
    if (row.cells.every((cell) => cell.kind === 'empty')) continue;
    if (!isFlat) {
      units.push(readRow(row, { code: 'code', name: 'name', parentText: textOf(row, 'parent') }));
      continue;
    }
    const levels = [
      { code: 'cityCode', name: 'cityName' },
      { code: 'districtCode', name: 'districtName' },
      { code: 'communeCode', name: 'communeName' },
    ] as const;
    const present = levels.filter(({ code, name }) => textOf(row, code) !== '' || textOf(row, name) !== '');
    let parentText = '';
    present.forEach((level, place) => {
      const isLowest = place === present.length - 1;
      const unit = readRow(row, { ...level, parentText });
      parentText = unit.code ?? unit.name;
      if (unit.code === null && unit.refusals.length === 0)
        unit.refusals.push({ code: 'units.import-code-missing', field: level.code });
      // A district stands in the row of each of its communes: it is one unit, written once.
      const known = unit.code === null ? undefined : seen.get(unit.code);
      if (
        known &&
        (!isLowest || level.code !== 'communeCode') &&
        known.name === unit.name &&
        known.parentText === unit.parentText
      )
        return;
      if (!isLowest) {
        // Figures and level of the row belong to its lowest unit.
        unit.area = noArea;
        unit.kindText = '';
        unit.foundedOn = null;
        unit.refusals = unit.refusals.filter(({ field }) => field === level.code || field === level.name);
      }
      if (unit.code !== null) seen.set(unit.code, unit);
      units.push(unit);
    });
  }
  return ok({ sheet: sheet.name, headerRow: header.number, columns, units });
}
