import { instantOf } from '#kernel/civil-date.ts';
import type { Random } from '../random.ts';
import { calibration } from './calibration.ts';
import { streamOf } from './draw.ts';
import type { PlannedTree, PlannedUnit, Span } from './plan-units.ts';
import type { SeededIds } from './seeded-ids.ts';
import { type DayNumber, dayText, type Timeline } from './timeline.ts';
import { villages } from './unit-words.ts';

/** A branch that ended and whose members went to another on that day. It is one more than the branches of today. */
export type MergedBranch = { branch: number; into: number; day: DayNumber };

const at = <T>(spans: Span<T>[]): T => spans.at(-1)!.value;

/** From this day on the last value of the spans is another one. */
function turn<T>(spans: Span<T>[], day: DayNumber, value: T): void {
  const last = spans.at(-1)!;
  last.to = dayText(day);
  spans.push({ value, from: dayText(day), to: null });
}

function endUnit(unit: PlannedUnit, day: DayNumber): void {
  unit.endedOn = dayText(day);
  for (const spans of [unit.names, unit.codes, unit.links] as Span<unknown>[][])
    spans.at(-1)!.to = dayText(day);
}

/**
 * What changed in the tree during the months of history: communes merged, a commune and single branches moved, units
 * renamed, bodies of a bloc handed to the districts, branches merged, codes used again. All of it is dated.
 */
export function planChanges(tree: PlannedTree, seed: number, ids: SeededIds, time: Timeline): MergedBranch[] {
  const { units, branches, bases, uppers } = tree;
  const random = streamOf(seed, 'changes');
  const { changes } = calibration;
  const share = Math.min(1, branches.length / calibration.city.branches);
  const some = (count: number) => Math.max(1, Math.round(count * share));
  const dayIn = (month: number) => time.firsts[month]! + random.between(0, 20);
  const isUntouched = new Set<number>();
  const communes = bases.filter((base) => base.isCommune && base.branches.length <= 20);
  const takeCommune = (fits: (base: (typeof bases)[number]) => boolean = () => true) => {
    for (let tries = 0; tries < 10_000; tries++) {
      const base = random.pick(communes);
      if (isUntouched.has(base.unit) || !fits(base)) continue;
      isUntouched.add(base.unit);
      return base;
    }
    return undefined;
  };
  const middlesOf = (unit: number) =>
    units.filter((one) => one.kind === 'sub-committee' && one.links.at(-1)!.value === unit);
  const found = (
    from: Pick<PlannedUnit, 'kind' | 'sector'>,
    name: string,
    code: string,
    parent: number,
    day: DayNumber,
  ) => {
    const number = units.length;
    const from_ = dayText(day);
    units.push({
      ...from,
      at: number,
      id: ids.of('unit', number, instantOf(from_, '08:00')),
      foundedOn: from_,
      endedOn: null,
      names: [{ value: name, from: from_, to: null }],
      codes: [{ value: code, from: from_, to: null }],
      links: [{ value: parent, from: from_, to: null }],
    });
    return number;
  };

  // Two pairs of communes of one district become one each; the code that falls free names a new body a year later.
  for (const month of share === 1 ? [11, 22] : [11]) {
    const gone = takeCommune((base) => base.branches.length <= 16 && middlesOf(base.unit).length === 0);
    const stays =
      gone && takeCommune((base) => base.upper === gone.upper && middlesOf(base.unit).length === 0);
    if (!gone || !stays) continue;
    const day = time.firsts[month]!;
    const [a, b] = [units[gone.unit]!, units[stays.unit]!];
    for (const branch of gone.branches) turn(units[branches[branch]!.unit]!.links, day, stays.unit);
    const freed = at(a.codes);
    const ownName = at(a.names).replace(/^Đảng bộ (phường|xã|thị trấn) /, '');
    turn(b.names, day, `${at(b.names)} – ${ownName}`);
    endUnit(a, day);
    tree.joined.push({ unit: gone.unit, into: stays.unit, from: dayText(day) });
    const reuse = time.firsts[Math.min(month + 12, time.running - 1)]!;
    const district = stays.upper;
    const moved = bases
      .filter((base) => base.upper === district && base.branches.length === 1)
      .map((base) => branches[base.branches[0]!]!)
      .filter((branch) => branch.sector === 'enterprise-private')
      .slice(0, 3);
    if (moved.length === 0) continue;
    const centre = found(
      { kind: 'base-committee', sector: 'enterprise-private' },
      `Đảng bộ Cụm công nghiệp ${ownName}`,
      freed,
      district,
      reuse,
    );
    // Companies that were base branches of the district come under the new committee.
    for (const branch of moved) turn(units[branch.unit]!.links, reuse, centre);
  }

  // One whole commune comes to the neighbouring district.
  const movedCommune = takeCommune();
  const neighbour = uppers.filter((upper) => upper.isDistrict && upper.unit !== movedCommune?.upper).at(0);
  if (movedCommune && neighbour && share === 1)
    turn(units[movedCommune.unit]!.links, time.firsts[27]!, neighbour.unit);

  // Bodies of a bloc are handed to the districts where they have their seat.
  if (share === 1) {
    const bloc = uppers.filter((upper) => !upper.isDistrict)[2]!;
    const districts = uppers.filter((upper) => upper.isDistrict).slice(0, 9);
    const bodies = bases.filter((base) => base.upper === bloc.unit).slice(-changes.movedOrganisations);
    for (const body of bodies) turn(units[body.unit]!.links, time.firsts[30]!, random.pick(districts).unit);
  }

  // Single branches go to a commune near by: most in one district, some across its limits.
  for (let i = 0; i < some(changes.movedBranches); i++) {
    const place = random.between(0, communes.length - 1);
    const from = communes[place]!;
    const near = communes
      .slice(Math.max(0, place - 9), place + 10)
      .filter((base) => base !== from && (base.upper === from.upper) === (i % 6 !== 0));
    const to = near.length > 0 ? random.pick(near) : undefined;
    const homes = from.branches.filter((branch) => branches[branch]!.sector === 'residential');
    const unit = units[branches[random.pick(homes)]!.unit]!;
    if (!to || isUntouched.has(from.unit) || isUntouched.has(to.unit) || unit.links.length > 1) continue;
    turn(unit.links, dayIn(random.between(3, time.running - 2)), to.unit);
  }

  // Names change: a company gets another name, a village is called by its old one.
  const renamable = branches.filter(
    ({ unit, sector }) =>
      units[unit]!.names.length === 1 && (sector === 'residential' || units[unit]!.kind === 'base-branch'),
  );
  for (let i = 0; i < some(changes.renamedUnits); i++) {
    const { unit } = random.pick(renamable);
    const name = at(units[unit]!.names);
    const next = name.startsWith('Chi bộ thôn')
      ? `Chi bộ thôn ${villages(random, 1)[0]}`
      : name.startsWith('Chi bộ Tổ dân phố')
        ? name.replace('Tổ dân phố', 'Khu dân cư')
        : `${name} – Cơ sở 1`;
    if (next !== name) turn(units[unit]!.names, dayIn(random.between(4, time.running - 2)), next);
  }

  return planMerges(tree, random, ids, time, some(changes.mergedBranches));
}

/** Branches that were merged into their neighbours. Each adds a branch to the tree's list that has ended. */
function planMerges(
  { units, branches, bases }: PlannedTree,
  random: Random,
  ids: SeededIds,
  time: Timeline,
  count: number,
): MergedBranch[] {
  const merged: MergedBranch[] = [];
  const taken = new Set<number>();
  const candidates = branches.filter((b) => b.sector === 'residential' && b.size >= 24 && b.size < 120);
  for (let tries = 0; merged.length < count && tries < count * 50; tries++) {
    const into = random.pick(candidates);
    const home = units[into.unit]!;
    if (taken.has(into.base) || home.links.length > 1 || home.names.length > 1) continue;
    taken.add(into.base);
    const day = time.firsts[random.between(4, time.running - 3)]! + random.between(0, 9);
    const number = bases[into.base]!.branches.length + 1;
    const isVillage = home.names[0]!.value.startsWith('Chi bộ thôn');
    const name = isVillage ? `Chi bộ xóm ${villages(random, 1)[0]}` : `Chi bộ Tổ dân phố số ${number}`;
    const code = `${home.codes[0]!.value.replace(/\.\d+$/, '')}.${String(number).padStart(3, '0')}`;
    const life = { from: home.foundedOn, to: dayText(day) };
    const unit = units.length;
    units.push({
      ...home,
      at: unit,
      id: ids.of('unit', unit, instantOf(home.foundedOn, '08:00')),
      endedOn: life.to,
      names: [{ value: name, ...life }],
      codes: [{ value: code, ...life }],
      links: [{ value: home.links[0]!.value, ...life }],
    });
    const branch = branches.length;
    branches.push({ ...into, at: branch, unit, size: 0, quality: into.quality - 0.4 });
    merged.push({ branch, into: into.at, day });
  }
  return merged;
}
