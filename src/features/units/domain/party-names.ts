import { tidyText, withoutMarks } from '#kernel/vietnamese.ts';
import type { Sector, UnitKind } from './unit-kinds.ts';

/** Forms of an administrative unit (đơn vị hành chính), as lists of places write them without marks. */
export const PLACE_FORMS = [
  'tinh',
  'thanh-pho',
  'quan',
  'huyen',
  'thi-xa',
  'phuong',
  'xa',
  'thi-tran',
  'dac-khu',
] as const;
export type PlaceForm = (typeof PLACE_FORMS)[number];

/** The word as the state writes it, and the committee of the Party organisation of such a place. */
const FORMS: Record<PlaceForm, { word: string; committee: string; tier: 'top' | 'middle' | 'low' }> = {
  tinh: { word: 'tỉnh', committee: 'Tỉnh ủy', tier: 'top' },
  'thanh-pho': { word: 'thành phố', committee: 'Thành ủy', tier: 'top' },
  quan: { word: 'quận', committee: 'Quận ủy', tier: 'middle' },
  huyen: { word: 'huyện', committee: 'Huyện ủy', tier: 'middle' },
  'thi-xa': { word: 'thị xã', committee: 'Thị ủy', tier: 'middle' },
  phuong: { word: 'phường', committee: 'Đảng ủy phường', tier: 'low' },
  xa: { word: 'xã', committee: 'Đảng ủy xã', tier: 'low' },
  'thi-tran': { word: 'thị trấn', committee: 'Đảng ủy thị trấn', tier: 'low' },
  'dac-khu': { word: 'đặc khu', committee: 'Đảng ủy đặc khu', tier: 'low' },
};

/** Whether a place of this form is a province or city, a district, or a ward or commune. */
export const tierOf = (form: PlaceForm): 'top' | 'middle' | 'low' => FORMS[form].tier;

const SHORT: Record<string, PlaceForm> = {
  t: 'tinh',
  tp: 'thanh-pho',
  q: 'quan',
  h: 'huyen',
  tx: 'thi-xa',
  p: 'phuong',
  x: 'xa',
  tt: 'thi-tran',
};
const compact = (text: string): string => withoutMarks(tidyText(text)).replace(/[\s_.-]+/g, '');
const BY_COMPACT = new Map<string, PlaceForm>([
  ...PLACE_FORMS.map((form): [string, PlaceForm] => [form.replace('-', ''), form]),
  ...Object.entries(SHORT),
]);

/** The form that a word means: `Quận`, `quan`, `Thị xã`, `TX.`; undefined when it means none. */
export const placeFormOf = (word: string): PlaceForm | undefined => BY_COMPACT.get(compact(word));

export type Place = { form: PlaceForm; own: string };

const WORDS = /^(tỉnh|thành phố|quận|huyện|thị xã|phường|xã|thị trấn|đặc khu)\s+(?=\S)/iu;
const SHORTS = /^(?:(tp|tx|tt)\.?\s+|(tp|tx|tt|[tqhpx])\.\s*)(?=\S)/iu;

/** A name that is written in capitals throughout, in ordinary letters. */
const properLetters = (name: string): string =>
  name !== name.toUpperCase() || /^\d+$/.test(name)
    ? name
    : name
        .toLowerCase()
        .replace(/(^|[\s–-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());

/**
 * Reads `Quận Ba Đình`, `Q. Ba Đình` or `QUẬN BA ĐÌNH` as a form and an own name. `given` is the form from a column of
 * its own, for lists that write the own name alone. Undefined when neither says what kind of place it is.
 */
export function readPlace(text: string, given?: PlaceForm): Place | undefined {
  const name = tidyText(text);
  const written = name.match(WORDS) ?? name.match(SHORTS);
  const form = given ?? (written ? placeFormOf(written[0]) : undefined);
  if (!form) return undefined;
  // `Xã` inside another form's own name stays: only the word that says the same is taken off.
  const says = written && placeFormOf(written[0]) === form;
  const own = properLetters(says ? name.slice(written[0].length) : name);
  return own === '' ? undefined : { form, own };
}

/** As the state writes it: `Quận Ba Đình`. */
export const placeName = ({ form, own }: Place): string => {
  const { word } = FORMS[form];
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)} ${own}`;
};

export type PartyOfPlace = {
  /** The organisation: `Đảng bộ quận Ba Đình`. This is the name of the unit. */
  name: string;
  /** Its committee: `Quận ủy Ba Đình`. */
  committee: string;
  kind: UnitKind;
  sector: Sector | null;
};

/**
 * The Party organisation of an administrative unit. `underKind` is the kind of the unit above, null at the top: a ward
 * under a district is a base organisation; directly under the city it stands above the base (294-QĐ/TW, since 1/7/2025).
 * A place named by a number keeps its word with a capital (`Đảng bộ Quận 1`, `Quận ủy Quận 1`).
 */
export function partyOfPlace(place: Place, underKind: UnitKind | null): PartyOfPlace {
  const { word, committee, tier } = FORMS[place.form];
  const isNumbered = /^\d+$/.test(place.own);
  const full = isNumbered ? placeName(place) : `${word} ${place.own}`;
  const isBase = tier === 'low' && underKind !== null && underKind !== 'city-committee';
  return {
    name: `Đảng bộ ${full}`,
    committee:
      tier === 'low' ? `Đảng ủy ${full}` : isNumbered ? `${committee} ${full}` : `${committee} ${place.own}`,
    kind: underKind === null ? 'city-committee' : isBase ? 'base-committee' : 'upper-committee',
    sector: tier === 'low' ? 'residential' : null,
  };
}

/** The form of the place whose organisation this is: `Đảng bộ phường Phúc Xá` is one of a ward; undefined for others. */
export const formOfUnit = (name: string): PlaceForm | undefined =>
  readPlace(organisationName(name).replace(/^đảng bộ\s+/iu, ''))?.form;

const COMMITTEES: [RegExp, string][] = [
  [/^tỉnh ủy\s+(?:tỉnh\s+)?/iu, 'Đảng bộ tỉnh '],
  [/^thành ủy\s+(?:thành phố\s+)?/iu, 'Đảng bộ thành phố '],
  [/^quận ủy\s+quận\s+(?=\d)/iu, 'Đảng bộ Quận '],
  [/^quận ủy\s+(?:quận\s+)?/iu, 'Đảng bộ quận '],
  [/^huyện ủy\s+(?:huyện\s+)?/iu, 'Đảng bộ huyện '],
  [/^thị ủy\s+(?:thị xã\s+)?/iu, 'Đảng bộ thị xã '],
  [/^đảng ủy\s+/iu, 'Đảng bộ '],
];

/** The organisation that a committee leads: `Quận ủy Ba Đình` gives `Đảng bộ quận Ba Đình`; other names stay. */
export function organisationName(name: string): string {
  for (const [start, instead] of COMMITTEES) if (start.test(name)) return name.replace(start, instead);
  return name;
}

const ORGANISATIONS: [RegExp, string][] = [
  [/^đảng bộ\s+tỉnh\s+/iu, 'Tỉnh ủy '],
  [/^đảng bộ\s+thành phố\s+/iu, 'Thành ủy '],
  [/^đảng bộ\s+quận\s+(?=\d)/iu, 'Quận ủy Quận '],
  [/^đảng bộ\s+quận\s+/iu, 'Quận ủy '],
  [/^đảng bộ\s+huyện\s+/iu, 'Huyện ủy '],
  [/^đảng bộ\s+thị xã\s+/iu, 'Thị ủy '],
  [/^đảng bộ\s+/iu, 'Đảng ủy '],
  [/^chi bộ\s+/iu, 'Chi ủy Chi bộ '],
];

/** The committee that leads an organisation: `Đảng bộ phường Phúc Xá` gives `Đảng ủy phường Phúc Xá`. */
export function committeeName(name: string): string {
  for (const [start, instead] of ORGANISATIONS) if (start.test(name)) return name.replace(start, instead);
  return name;
}

/** What a search compares: the name of the organisation and that of its committee, without marks. */
export const unitSearchKey = (name: string): string => {
  const [organisation, committee] = [withoutMarks(name), withoutMarks(committeeName(name))];
  return organisation === committee ? organisation : `${organisation} ${committee}`;
};
