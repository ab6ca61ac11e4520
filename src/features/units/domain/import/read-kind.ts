import type { CivilDate } from '#kernel/civil-date.ts';
import { withoutMarks } from '#kernel/vietnamese.ts';
import { kindsUnder } from '../levels.ts';
import { organisationName, partyOfPlace, placeFormOf, readPlace } from '../party-names.ts';
import { SECTORS, type Sector, UNIT_KINDS, type UnitKind } from '../unit-kinds.ts';

const key = (text: string): string =>
  withoutMarks(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

const KINDS: Record<string, UnitKind> = {
  'dang bo thanh pho': 'city-committee',
  'dang bo tinh': 'city-committee',
  'thanh uy': 'city-committee',
  'tinh uy': 'city-committee',
  'dang bo cap tren truc tiep co so': 'upper-committee',
  'cap tren truc tiep co so': 'upper-committee',
  'dang bo cap tren truc tiep cua to chuc co so dang': 'upper-committee',
  'dang bo quan': 'upper-committee',
  'dang bo huyen': 'upper-committee',
  'dang bo thi xa': 'upper-committee',
  'quan uy': 'upper-committee',
  'huyen uy': 'upper-committee',
  'thi uy': 'upper-committee',
  'dang bo co so': 'base-committee',
  'dang uy co so': 'base-committee',
  'chi bo co so': 'base-branch',
  'dang bo bo phan': 'sub-committee',
  'dang uy bo phan': 'sub-committee',
  'chi bo': 'branch',
  'chi bo truc thuoc': 'branch',
  'chi bo truc thuoc dang bo co so': 'branch',
  'to dang': 'group',
  ...Object.fromEntries(UNIT_KINDS.map((kind) => [key(kind), kind])),
};

const SECTOR_WORDS: Record<string, Sector> = {
  'xa phuong': 'residential',
  'xa phuong thon to dan pho': 'residential',
  'xa phuong thi tran': 'residential',
  'dia ban dan cu': 'residential',
  'to dan pho': 'residential',
  thon: 'residential',
  'co quan': 'agency',
  'co quan hanh chinh': 'agency',
  'don vi su nghiep': 'public-service',
  'su nghiep': 'public-service',
  'doanh nghiep nha nuoc': 'enterprise-state',
  'doanh nghiep ngoai nha nuoc': 'enterprise-private',
  'doanh nghiep tu nhan': 'enterprise-private',
  'luc luong vu trang': 'armed-forces',
  'truong hoc': 'school',
  ...Object.fromEntries(SECTORS.map((sector) => [key(sector), sector])),
};

export const readSector = (text: string): Sector | undefined => SECTOR_WORDS[key(text)];

/** Beginnings of names that say the level by themselves; the longest first. */
const BEGINNINGS: [RegExp, UnitKind][] = [
  [/^chi bộ cơ sở\s/iu, 'base-branch'],
  [/^đảng bộ cơ sở\s/iu, 'base-committee'],
  [/^(đảng bộ|đảng ủy) bộ phận\s/iu, 'sub-committee'],
  [/^tổ đảng(\s|$)/iu, 'group'],
];

export type ReadUnit = { name: string; kind: UnitKind; sector: Sector | null };

/**
 * What a row says: the name by the Party's rule, the level and the sector that go with it. The level is the one written;
 * else that of the place (quận, phường …); else what the name begins with; else the only one that fits under the unit
 * above. Undefined when none of these tells.
 */
export function readUnit(
  listed: { name: string; kindText: string },
  underKind: UnitKind | null,
  on: CivilDate,
): ReadUnit | undefined {
  const form = listed.kindText === '' ? undefined : placeFormOf(listed.kindText);
  const told = listed.kindText === '' ? undefined : KINDS[key(listed.kindText)];
  if (listed.kindText !== '' && !form && !told) return undefined;
  const bare = organisationName(listed.name).replace(/^đảng bộ\s+/iu, '');
  const place = readPlace(bare, form);
  if (place) {
    const party = partyOfPlace(place, underKind);
    return { name: party.name, kind: told ?? party.kind, sector: party.sector };
  }
  const name = organisationName(listed.name);
  const kind = told ?? BEGINNINGS.find(([start]) => start.test(name))?.[1] ?? guessKind(name, underKind, on);
  return kind ? { name, kind, sector: null } : undefined;
}

/** `Chi bộ …` and `Đảng bộ …` are of the level that fits under the unit above. */
function guessKind(name: string, underKind: UnitKind | null, on: CivilDate): UnitKind | undefined {
  if (underKind === null) return /^đảng bộ\s/iu.test(name) ? 'city-committee' : undefined;
  const fitting = kindsUnder(underKind, { from: on, to: null });
  if (/^chi bộ\s/iu.test(name))
    return (['branch', 'base-branch'] as const).find((kind) => fitting.includes(kind));
  if (/^đảng bộ\s/iu.test(name))
    return (['upper-committee', 'base-committee'] as const).find((kind) => fitting.includes(kind));
  return undefined;
}
