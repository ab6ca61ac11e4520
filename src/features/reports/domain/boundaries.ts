import type { Id } from '#kernel/ids.ts';
import { withoutMarks } from '#kernel/vietnamese.ts';

/** One shape of a file: what is written beside it, and whether it can be drawn. */
export type Shape = {
  /** Its number in the file, from 1. */
  number: number;
  properties: Readonly<Record<string, string>>;
  /** `area`: a polygon with corners in degrees. */
  fault: 'not-an-area' | 'not-in-degrees' | 'empty' | null;
};

export type UnitOfDay = { id: Id; name: string; code: string | null };

export type BoundaryFault =
  | 'reports.boundary-not-an-area'
  | 'reports.boundary-not-in-degrees'
  | 'reports.boundary-empty'
  | 'reports.boundary-unknown'
  | 'reports.boundary-ambiguous'
  | 'reports.boundary-twice';

export type JudgedBoundaries = {
  /** The property that names the units, and what it holds. */
  property: string;
  by: 'code' | 'name';
  matched: { number: number; label: string; unitId: Id; unitName: string }[];
  refused: { number: number; label: string; code: BoundaryFault }[];
};

/** Words in front of a place's own name: what it is, and what of it the Party's organisation is. */
const FORMS =
  /^(?:(?:dang bo|dang uy|ban chap hanh)\s+)?(?:(?:quan|huyen|thanh|thi|tinh) uy\s+)?(?:(thanh pho|thi xa|thi tran|tinh|quan|huyen|phuong|xa|dac khu)\s+)?/;

const plainWords = (name: string): string =>
  withoutMarks(name)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/** A place's name as it is compared: with its form (`phuong ba dinh`), and without it (`ba dinh`). */
export function placeKeys(name: string): { full: string; own: string } {
  const plain = plainWords(name);
  const found = FORMS.exec(plain);
  const own = plain.slice(found?.[0].length ?? 0);
  return { full: found?.[1] ? `${found[1]} ${own}` : own, own };
}

/** A place's own name as it is written, short enough for a tile: `Đảng bộ phường Ba Đình` is `Ba Đình`. */
export function ownName(name: string): string {
  const { own } = placeKeys(name);
  const words = name.trim().split(/\s+/);
  const ends = words.map((_, at) => words.slice(at).join(' '));
  return ends.find((end) => own !== '' && plainWords(end) === own) ?? name;
}

type Finder = (value: string) => UnitOfDay[];

function byCode(units: readonly UnitOfDay[]): Finder {
  const codes = new Map<string, UnitOfDay[]>();
  for (const unit of units) if (unit.code) codes.set(unit.code, [...(codes.get(unit.code) ?? []), unit]);
  return (value) => codes.get(value.trim()) ?? [];
}

function byName(units: readonly UnitOfDay[]): Finder {
  const full = new Map<string, UnitOfDay[]>();
  const own = new Map<string, UnitOfDay[]>();
  const add = (keys: Map<string, UnitOfDay[]>, key: string, unit: UnitOfDay) =>
    keys.set(key, [...(keys.get(key) ?? []), unit]);
  for (const unit of units) {
    const keys = placeKeys(unit.name);
    add(full, keys.full, unit);
    add(own, keys.own, unit);
  }
  return (value) => {
    const keys = placeKeys(value);
    if (keys.own === '') return [];
    // A shape that says what kind of place it is means just that; one that does not may be any.
    return full.get(keys.full) ?? (keys.full === keys.own ? (own.get(keys.own) ?? []) : []);
  };
}

const FAULTS: Record<Exclude<Shape['fault'], null>, BoundaryFault> = {
  'not-an-area': 'reports.boundary-not-an-area',
  'not-in-degrees': 'reports.boundary-not-in-degrees',
  empty: 'reports.boundary-empty',
};

/** A name for the person who reads the refusal: what stands under the property, or anything that looks like a name. */
const labelOf = (shape: Shape, property: string): string =>
  shape.properties[property] ??
  Object.values(shape.properties).find((value) => /\p{L}{2}/u.test(value)) ??
  `#${shape.number}`;

/**
 * Which unit each shape bounds, by the property whose values are codes of units on that day, or else their names. The
 * property is the one that fits most shapes, unless it is named. Null when none fits any.
 */
export function judgeBoundaries(
  shapes: readonly Shape[],
  units: readonly UnitOfDay[],
  wanted: { property?: string | undefined; by?: 'code' | 'name' | undefined } = {},
): JudgedBoundaries | null {
  const properties = wanted.property
    ? [wanted.property]
    : [...new Set(shapes.flatMap((shape) => Object.keys(shape.properties)))];
  const finders = { code: byCode(units), name: byName(units) };
  const ways = (wanted.by ? [wanted.by] : (['code', 'name'] as const)).flatMap((by) =>
    properties.map((property) => ({
      by,
      property,
      fits: shapes.filter((shape) => finders[by](shape.properties[property] ?? '').length > 0).length,
    })),
  );
  const best = ways.toSorted((a, b) => b.fits - a.fits)[0];
  if (!best || best.fits === 0) return null;

  const matched: JudgedBoundaries['matched'] = [];
  const refused: JudgedBoundaries['refused'] = [];
  const taken = new Set<Id>();
  for (const shape of shapes) {
    const label = labelOf(shape, best.property);
    const refuse = (code: BoundaryFault) => refused.push({ number: shape.number, label, code });
    const found = finders[best.by](shape.properties[best.property] ?? '');
    const unit = found[0];
    if (shape.fault) refuse(FAULTS[shape.fault]);
    else if (!unit) refuse('reports.boundary-unknown');
    else if (found.length > 1) refuse('reports.boundary-ambiguous');
    else if (taken.has(unit.id)) refuse('reports.boundary-twice');
    else {
      taken.add(unit.id);
      matched.push({ number: shape.number, label, unitId: unit.id, unitName: unit.name });
    }
  }
  return { property: best.property, by: best.by, matched, refused };
}
