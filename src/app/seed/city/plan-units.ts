import { isBranchKind, type Sector, type UnitKind } from '#features/units/contract.ts';
import { partyOfPlace, placeFormOf, readPlace } from '#features/units/public.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import { instantOf } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Random } from '../random.ts';
import { calibration } from './calibration.ts';
import { clamp, normal, shareOut, streamOf, WeightedPick } from './draw.ts';
import type { SeededIds } from './seeded-ids.ts';
import { bodyName, OTHER_COMMITTEES, partName, villages } from './unit-words.ts';

/** The day on which the city in its present limits began; all units of the first day are as old. */
export const FOUNDED: CivilDate = '2008-08-01';

/** Something that holds from a day up to, not including, another. */
export type Span<T> = { value: T; from: CivilDate; to: CivilDate | null };

export type PlannedUnit = {
  at: number;
  id: Id;
  kind: UnitKind;
  sector: Sector | null;
  foundedOn: CivilDate;
  endedOn: CivilDate | null;
  names: Span<string>[];
  codes: Span<string>[];
  /** Numbers of the units above. */
  links: Span<number>[];
};

export type PlannedBranch = {
  at: number;
  unit: number;
  /** The base organisation and the committee above the base under which it began. */
  base: number;
  upper: number;
  sector: Sector;
  /** Members today. */
  size: number;
  /** How well it lives: 0 is usual, on the scale of log odds. */
  quality: number;
  isWeak: boolean;
};

export type PlannedTree = {
  units: PlannedUnit[];
  branches: PlannedBranch[];
  city: number;
  /** Committees above the base: districts first, then the others. */
  uppers: { unit: number; isDistrict: boolean; offices: number[] }[];
  /** Base organisations, with the numbers of their branches. */
  bases: { unit: number; upper: number; branches: number[]; isCommune: boolean }[];
  /** Communes that went into others as a whole since the first day. */
  joined: { unit: number; into: number; from: CivilDate }[];
};

/** A part of the city instead of the whole: these districts, with a few communes and bodies each when it is small. */
export type CityPart = { districts: readonly string[]; isSmall?: boolean };

const SMALL = { communes: 2, bodies: 7 };

export type PlaceRow = { code: string; name: string; kind: string; parentCode: string };

/** Reads the public list of places as it is: code, name, kind, code of the place above. */
export function readPlaces(csv: string): PlaceRow[] {
  return csv
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => {
      const [code = '', name = '', kind = '', parentCode = ''] = line.split(',');
      return { code, name, kind, parentCode };
    });
}

type Body = { sector: Sector; branches: number; isLarge: boolean };

/** Splits a number of branches over bodies: many of one branch, some of several, a few large ones. */
function shapeBodies(
  random: Random,
  organisations: number,
  branches: number,
  sectors: [Sector, number][],
): Body[] {
  const pick = new WeightedPick(sectors);
  const bodies = Array.from(
    { length: organisations },
    (): Body => ({ sector: pick.pick(random), branches: 1, isLarge: false }),
  );
  let left = branches - organisations;
  const growing = bodies.filter(() => random.chance(0.48));
  if (growing.length === 0) growing.push(bodies[0]!);
  // A body with more than one branch has at least three: a committee of two branches is hardly seen.
  for (const body of growing) {
    if (left < 2) break;
    body.branches = 3;
    left -= 2;
  }
  const weights = growing.map(() => Math.exp(0.9 * normal(random)));
  for (const [at, more] of shareOut(Math.max(0, left), weights).entries())
    if (growing[at]!.branches > 1 || more > 1) growing[at]!.branches += more;
    else growing[0]!.branches += more;
  for (const body of bodies) body.isLarge = body.branches >= 9;
  return bodies;
}

type Sized = { size: number; least: number; most: number; isPinned?: boolean };

/** Brings sizes to a sum exactly, within the limits of each. */
function fitSizes(random: Random, list: Sized[], total: number): void {
  const sum = () => list.reduce((all, one) => all + one.size, 0);
  for (let round = 0; round < 12; round++) {
    const factor = total / sum();
    if (Math.abs(factor - 1) < 0.0005) break;
    for (const one of list)
      if (!one.isPinned) one.size = clamp(Math.round(one.size * factor), one.least, one.most);
  }
  let left = total - sum();
  for (let tries = 0; left !== 0 && tries < 5_000_000; tries++) {
    const one = random.pick(list);
    const next = one.size + Math.sign(left);
    if (one.isPinned || next < one.least || next > one.most) continue;
    one.size = next;
    left -= Math.sign(left);
  }
  if (left !== 0) throw new Error(`The sizes of ${list.length} branches cannot add up to ${total}.`);
}

/**
 * The tree of the city on its first day: 30 districts and 20 other committees, base organisations, branches with their
 * sizes of today. `part` keeps some of it, with the share of members that falls there.
 */
export function planUnits(options: {
  seed: number;
  ids: SeededIds;
  places: readonly PlaceRow[];
  part?: CityPart;
}): PlannedTree {
  const { seed, ids, places } = options;
  const { city, parts, sizes, baseCommitteeFrom } = calibration;
  const units: PlannedUnit[] = [];
  const branches: PlannedBranch[] = [];
  const bases: PlannedTree['bases'] = [];
  const uppers: PlannedTree['uppers'] = [];
  const sized: { branch: number; part: keyof typeof parts; limits: Sized }[] = [];
  const bornAt = instantOf(FOUNDED, '08:00');

  const found = (
    name: string,
    kind: UnitKind,
    sector: Sector | null,
    code: string,
    parent: number | null,
  ): number => {
    const at = units.length;
    units.push({
      at,
      id: ids.of('unit', at, bornAt),
      kind,
      sector,
      foundedOn: FOUNDED,
      endedOn: null,
      names: [{ value: name, from: FOUNDED, to: null }],
      codes: [{ value: code, from: FOUNDED, to: null }],
      links: parent === null ? [] : [{ value: parent, from: FOUNDED, to: null }],
    });
    return at;
  };
  const addBranch = (
    unit: number,
    base: number,
    upper: number,
    sector: Sector,
    part: keyof typeof parts,
    random: Random,
    most?: number,
  ): number => {
    const at = branches.length;
    branches.push({ at, unit, base, upper, sector, size: 0, quality: 0, isWeak: false });
    const limit = sizes[sector];
    const top = Math.min(limit.most, most ?? limit.most);
    const drawn = Math.round(limit.median * Math.exp(limit.spread * normal(random)));
    sized.push({
      branch: at,
      part,
      limits: { size: clamp(drawn, limit.least, top), least: limit.least, most: top },
    });
    return at;
  };

  const top = places.find((place) => place.parentCode === '')!;
  const party = (place: PlaceRow, under: UnitKind | null) =>
    partyOfPlace(readPlace(place.name, placeFormOf(place.kind))!, under);
  const cityUnit = found(`${party(top, null).name} (dữ liệu mẫu)`, 'city-committee', null, top.code, null);
  const allDistricts = places.filter((place) => place.parentCode === top.code);
  const communesOf = (district: PlaceRow) => places.filter((place) => place.parentCode === district.code);
  const isWanted = (code: string) => options.part === undefined || options.part.districts.includes(code);

  // What each commune and district gets is shared out over the whole city first, so that a part is a part of it.
  const shares = streamOf(seed, 'shares');
  const communes = allDistricts.flatMap((district) =>
    communesOf(district).map((place) => ({ district, place })),
  );
  const communeWeights = communes.map(
    ({ place }) =>
      Math.exp(0.34 * normal(shares)) *
      (place.kind === 'phuong' ? 1.22 : place.kind === 'thi-tran' ? 1.12 : 0.9),
  );
  const LEAST_IN_COMMUNE = 7;
  const communeBranches = shareOut(parts.communes.branches, communeWeights, LEAST_IN_COMMUNE);
  const districtWeights = allDistricts.map(
    (district) =>
      communesOf(district).length ** 0.35 *
      (district.kind === 'quan' ? 1.5 : 1) *
      Math.exp(0.15 * normal(shares)),
  );
  const districtBodies = shareOut(parts.districtBodies.organisations, districtWeights, 20);
  const districtBranches = shareOut(
    parts.districtBodies.branches - parts.districtBodies.organisations,
    districtWeights,
    20,
  );
  const otherWeights = OTHER_COMMITTEES.map((other) => other.weight * Math.exp(0.15 * normal(shares)));
  const otherBodies = shareOut(parts.otherBodies.organisations, otherWeights, 12);
  const otherBranches = shareOut(
    parts.otherBodies.branches - parts.otherBodies.organisations,
    otherWeights,
    14,
  );

  /** Bodies of a committee above the base: offices, schools, companies, forces. */
  const addBodies = (
    upper: number,
    code: string,
    place: string | null,
    bodies: Body[],
    part: 'districtBodies' | 'otherBodies',
    random: Random,
  ): number[] => {
    const offices: number[] = [];
    const nth: Partial<Record<Sector, number>> = {};
    const used = new Set<string>();
    for (const [number, body] of bodies.entries()) {
      const { sector } = body;
      const order = nth[sector] ?? 0;
      nth[sector] = order + 1;
      let name = bodyName(random, sector, place, body.isLarge, order);
      for (let tries = 2; used.has(name); tries++)
        name = `${bodyName(random, sector, place, body.isLarge, order)}${tries > 6 ? ` ${tries}` : ''}`;
      used.add(name);
      const bodyCode = `${code}.${String(101 + number)}`;
      const isCommittee = body.branches > 1;
      const unit = found(
        `${isCommittee ? 'Đảng bộ' : 'Chi bộ'} ${name}`,
        isCommittee ? 'base-committee' : 'base-branch',
        sector,
        bodyCode,
        upper,
      );
      const base = bases.length;
      bases.push({ unit, upper, branches: [], isCommune: false });
      if (!isCommittee) {
        bases[base]!.branches.push(addBranch(unit, base, upper, sector, part, random, baseCommitteeFrom - 1));
      } else {
        // A large body puts a body of its own between the committee and its branches (đảng bộ bộ phận).
        const middles: number[] = [];
        if (body.branches >= 12)
          for (let i = 0; i < Math.min(4, Math.floor(body.branches / 6)); i++)
            middles.push(
              found(
                `Đảng bộ bộ phận Cơ sở ${i + 1}`,
                'sub-committee',
                sector,
                `${bodyCode}.9${i + 1}0`,
                unit,
              ),
            );
        for (let i = 0; i < body.branches; i++) {
          const parent = middles.length > 0 && i >= 3 ? middles[i % middles.length]! : unit;
          const branchUnit = found(
            `Chi bộ ${partName(sector, i)}`,
            'branch',
            sector,
            `${bodyCode}.${String(i + 1).padStart(3, '0')}`,
            parent,
          );
          bases[base]!.branches.push(addBranch(branchUnit, base, upper, sector, part, random));
        }
      }
      if (sector === 'agency') offices.push(base);
    }
    return offices.length > 0 ? offices : [bases.length - bodies.length];
  };

  for (const [number, district] of allDistricts.entries()) {
    if (!isWanted(district.code)) continue;
    const random = streamOf(seed, 'district', district.code);
    const upper = found(
      party(district, 'city-committee').name,
      'upper-committee',
      null,
      district.code,
      cityUnit,
    );
    const place = district.name.slice(0, 1).toLowerCase() + district.name.slice(1);
    const entry = { unit: upper, isDistrict: true, offices: [] as number[] };
    uppers.push(entry);
    const own = communes.flatMap((commune, index) =>
      commune.district === district ? [{ commune, index }] : [],
    );
    for (const { commune, index } of own.slice(0, options.part?.isSmall ? SMALL.communes : own.length)) {
      addCommune(
        commune.place,
        upper,
        communeBranches[index]!,
        streamOf(seed, 'commune', commune.place.code),
      );
    }
    const isSmall = options.part?.isSmall === true;
    const count = isSmall ? SMALL.bodies : districtBodies[number]!;
    const more = isSmall ? 2 * SMALL.bodies : districtBranches[number]!;
    entry.offices = addBodies(
      upper,
      district.code,
      place,
      shapeBodies(random, count, count + more, calibration.bodies.district),
      'districtBodies',
      random,
    );
  }
  if (options.part === undefined)
    for (const [number, other] of OTHER_COMMITTEES.entries()) {
      const random = streamOf(seed, 'other', number);
      const code = String(801 + number);
      const leading = other.sectors[0]![0];
      const upper = found(other.name, 'upper-committee', leading, code, cityUnit);
      const count = otherBodies[number]!;
      const bodies = shapeBodies(random, count, count + otherBranches[number]!, other.sectors);
      const entry = { unit: upper, isDistrict: false, offices: [] as number[] };
      uppers.push(entry);
      entry.offices = addBodies(upper, code, null, bodies, 'otherBodies', random);
    }

  function addCommune(place: PlaceRow, upper: number, count: number, random: Random): void {
    const named = party(place, 'upper-committee');
    const unit = found(named.name, 'base-committee', 'residential', place.code, upper);
    const base = bases.length;
    bases.push({ unit, upper, branches: [], isCommune: true });
    const own = named.name.replace(/^Đảng bộ (phường|xã|thị trấn) /, '');
    const form = place.kind === 'phuong' ? 'phường' : place.kind === 'xa' ? 'xã' : 'thị trấn';
    const list: [string, Sector][] = [
      [`Chi bộ Cơ quan ${form}`, 'agency'],
      [`Chi bộ Công an ${form}`, 'armed-forces'],
      [`Chi bộ Trường Mầm non ${own}`, 'school'],
      [`Chi bộ Trường Tiểu học ${own}`, 'school'],
    ];
    if (count >= 9) list.push([`Chi bộ Trường THCS ${own}`, 'school']);
    if (count >= 12) list.push([`Chi bộ Quân sự ${form}`, 'armed-forces']);
    if (count >= 14 && random.chance(0.6)) list.push([`Chi bộ Trạm Y tế ${form}`, 'public-service']);
    if (count >= 12 && random.chance(form === 'phường' ? 0.2 : 0.6))
      list.push([
        form === 'phường' ? `Chi bộ Ban Quản lý chợ ${own}` : `Chi bộ Hợp tác xã ${own}`,
        'enterprise-private',
      ]);
    const homes = count - list.length;
    const names = villages(random, homes);
    for (let i = 0; i < homes; i++)
      list.push([
        form === 'xã' && names[i] ? `Chi bộ thôn ${names[i]}` : `Chi bộ Tổ dân phố số ${i + 1}`,
        'residential',
      ]);
    const middles: number[] = [];
    if (count >= 27)
      for (let i = 0; i < 3; i++)
        middles.push(
          found(
            `Đảng bộ bộ phận Khu dân cư số ${i + 1}`,
            'sub-committee',
            'residential',
            `${place.code}.9${i + 1}0`,
            unit,
          ),
        );
    for (const [i, [name, sector]] of list.entries()) {
      const isHome = sector === 'residential';
      const parent = isHome && middles.length > 0 ? middles[i % middles.length]! : unit;
      const branchUnit = found(
        name,
        'branch',
        sector,
        `${place.code}.${String(i + 1).padStart(3, '0')}`,
        parent,
      );
      bases[base]!.branches.push(addBranch(branchUnit, base, upper, sector, 'communes', random));
    }
  }

  // A ninth of the branches was merged from others: one of them is the largest that is known.
  const homes = sized.filter(({ branch }) => branches[branch]!.sector === 'residential');
  const largest = homes.reduce((a, b) => (b.limits.size > a.limits.size ? b : a));
  Object.assign(largest.limits, { size: sizes.residential.most, isPinned: true });
  const smallest = homes.reduce((a, b) => (b.limits.size < a.limits.size ? b : a));
  Object.assign(smallest.limits, { size: sizes.residential.least, isPinned: true });
  for (const part of Object.keys(parts) as (keyof typeof parts)[]) {
    const list = sized.filter((one) => one.part === part);
    if (list.length === 0) continue;
    const whole = Math.round(city.members * parts[part].members * (list.length / parts[part].branches));
    fitSizes(
      streamOf(seed, 'sizes', part),
      list.map((one) => one.limits),
      whole,
    );
  }
  for (const { branch, limits } of sized) branches[branch]!.size = limits.size;
  // A committee has at least the members that make one.
  for (const base of bases) {
    if (base.branches.length === 1) continue;
    let members = base.branches.reduce((all, branch) => all + branches[branch]!.size, 0);
    for (let i = 0; members < baseCommitteeFrom; i++, members++)
      branches[base.branches[i % base.branches.length]!]!.size++;
  }
  if (options.part === undefined) {
    const donors = sized.filter(({ limits, branch }) => !limits.isPinned && branches[branch]!.size > 30);
    let over = branches.reduce((all, branch) => all + branch.size, 0) - city.members;
    const random = streamOf(seed, 'donors');
    while (over !== 0) {
      const { branch } = random.pick(donors);
      branches[branch]!.size -= Math.sign(over);
      over -= Math.sign(over);
    }
  }

  const tree: PlannedTree = { units, branches, city: cityUnit, uppers, bases, joined: [] };
  drawQualities(seed, tree);
  return tree;
}

/** How well each branch lives, from its district, its commune and itself; the weak ones are chosen here. */
function drawQualities(seed: number, { branches, uppers, bases, units }: PlannedTree): void {
  const { faults } = calibration;
  const random = streamOf(seed, 'qualities');
  const districts = uppers.filter((upper) => upper.isDistrict);
  const lagging = new Set<number>();
  while (lagging.size < Math.min(faults.laggingDistricts, Math.floor(districts.length / 3)))
    lagging.add(random.pick(districts).unit);
  const ofUpper = new Map(
    uppers.map(({ unit }) => [unit, 0.16 * normal(random) - (lagging.has(unit) ? 0.55 : 0)]),
  );
  const communes = bases.filter((base) => base.isCommune);
  const weak = new Set<number>();
  const wanted = Math.max(1, Math.round((faults.weakCommunes * communes.length) / 579));
  while (weak.size < wanted) weak.add(random.pick(communes).unit);
  for (const base of bases) {
    const shift = 0.2 * normal(random) + ofUpper.get(base.upper)! - (weak.has(base.unit) ? 1.15 : 0);
    for (const at of base.branches) {
      const branch = branches[at]!;
      const isWeak = random.chance(faults.weakBranches) || (weak.has(base.unit) && random.chance(0.8));
      branch.isWeak = isWeak;
      branch.quality = clamp(
        shift + 0.38 * normal(random) - (isWeak && !weak.has(base.unit) ? 1.3 : 0),
        -2.4,
        1.6,
      );
    }
  }
  if (!units.every((unit) => !isBranchKind(unit.kind) || unit.links.length > 0))
    throw new Error('A branch without a parent.');
}
