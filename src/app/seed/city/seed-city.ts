import { readFile } from 'node:fs/promises';
import { mandateTables, showInDemo } from '#features/mandates/public.ts';
import { keepRules, meetingTables } from '#features/meetings/public.ts';
import { memberTables, type PersonRow } from '#features/members/public.ts';
import { forgetReports, refreshReports, reportTables } from '#features/reports/public.ts';
import { ruleValues, type ScoreSheet } from '#features/rulebooks/contract.ts';
import { recordOverride, rulesFor, votingRulesFor } from '#features/rulebooks/public.ts';
import { taskTables } from '#features/tasks/public.ts';
import { drawTree, placeOf, unitTables } from '#features/units/public.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { loadInBulk } from '#platform/database/bulk-load.ts';
import { type Database, inTransaction, run, sql, type Tx } from '#platform/database/database.ts';
import { fileTable } from '#platform/files/files.ts';
import { saveAccount } from '#platform/sign-in/accounts.ts';
import { LatelyHeld, writeScheme } from './city-scheme.ts';
import { MonthWriter, seriesOf, termsOf } from './live-months.ts';
import type { City, RulesOfDay } from './lived-meeting.ts';
import { personRow } from './people-words.ts';
import { planAreas, readFigures } from './plan-areas.ts';
import { planChanges } from './plan-changes.ts';
import { planMembers } from './plan-members.ts';
import { planPosts } from './plan-posts.ts';
import { type CityPart, type PlannedTree, planUnits, readPlaces } from './plan-units.ts';
import { SeededIds } from './seeded-ids.ts';
import {
  type DayNumber,
  dayNumber,
  dayText,
  FIGURES,
  instantAt,
  instantText,
  NO_END,
  PLACES,
  rangeText,
  timelineOf,
} from './timeline.ts';

export type { CityPart } from './plan-units.ts';

/** Where the work is: a share from 0 to 1 and what is being done. */
export type Progress = (share: number, what: string) => void;

export type CityOptions = {
  seed: number;
  /** The day for which the city is made: the months before it are its history. */
  today: CivilDate;
  /** All districts and the other committees when absent. */
  part?: CityPart;
  /**
   * So many full months before the running one have whole journals, beside the running one; the meetings before them
   * are taken over from the minutes book. A month of a city's journals is some 700 MB.
   */
  journalMonths?: number;
  /** `tree`: the units alone, without people. */
  only?: 'tree';
  progress?: Progress;
};

/** Counts up when the same seed gives other rows than before: a kept city of an older one is made anew. */
export const CITY_GENERATOR = 4;

/** Full months with journals when nobody says otherwise. */
const JOURNAL_MONTHS = 1;

export type CityCounts = {
  units: number;
  branches: number;
  members: number;
  people: number;
  meetings: number;
  attendance: number;
  tasks: number;
  today: CivilDate;
  months: [string, string];
};

/** Tables of the tree; the paths are drawn into the last of them. */
const TREE_TABLES = [...Object.values(unitTables).map((table) => table.name), 'units.unit_path'];

/** Tables that are filled in bulk. */
const TABLES = [
  ...TREE_TABLES,
  ...[
    ...Object.values(memberTables),
    ...Object.values(mandateTables),
    ...Object.values(taskTables),
    ...Object.values(meetingTables),
    ...Object.values(reportTables),
    fileTable,
  ].map((table) => table.name),
];

/** The city's own score sheet: the frame of HD 42 with what an organisation of this size can reach. */
function sheetOfCity(sheet: ScoreSheet): ScoreSheet {
  if (sheet.kind !== 'points') return sheet;
  return {
    ...sheet,
    knockOuts: { ...sheet.knockOuts, criterionIds: ['duration', 'minutes-complete'] },
    blocks: sheet.blocks.map((block) => ({
      ...block,
      criteria: block.criteria.map((criterion) =>
        criterion.measure.by === 'speakers'
          ? {
              ...criterion,
              measure: {
                ...criterion.measure,
                bands: [
                  { percent: 30, comparison: 'at-least' as const, points: 5 },
                  { percent: 20, comparison: 'at-least' as const, points: 4 },
                  { percent: 10, comparison: 'at-least' as const, points: 3 },
                ],
              },
            }
          : criterion,
      ),
    })),
  };
}

/**
 * Fills an empty database with an invented city: units over time, people, posts, and three years of meetings with
 * their figures, attendance and tasks. All of it in one transaction: killed on the way, nothing is left behind.
 * The same seed and day give the same rows, ids included. Errors: TablesNotEmpty.
 */
export async function seedCity(db: Database, options: CityOptions): Promise<CityCounts> {
  const { seed, today, progress = () => {} } = options;
  const ids = new SeededIds(seed);
  const time = timelineOf(today);
  progress(0, 'lập cây tổ chức / planning');
  const tree = planUnits({
    seed,
    ids,
    places: readPlaces(await readFile(PLACES, 'utf8')),
    ...(options.part ? { part: options.part } : {}),
  });
  const merged = planChanges(tree, seed, ids, time);
  const sizes = {
    units: tree.units.filter((unit) => unit.endedOn === null).length,
    branches: tree.branches.filter((branch) => branch.size > 0).length,
    today,
    months: [time.months[0]!, time.months[time.running - 1]!] as [string, string],
  };
  if (options.only === 'tree') {
    await inTransaction(db, 'write', (tx) => seedTree(tx, tree));
    return { ...sizes, members: 0, people: 0, meetings: 0, attendance: 0, tasks: 0 };
  }
  const members = planMembers(tree, merged, seed, time);
  const posts = planPosts(tree, merged, members, seed, time);
  const bornMs = instantAt(time.firsts[0]! - 30, 8 * 60);
  const personIds = Array.from({ length: members.people.count }, (_, n) => ids.of('person', n, bornMs));
  const names: string[] = [];
  const sortKeys: string[] = [];
  const journalFrom = time.running - Math.min(time.running, options.journalMonths ?? JOURNAL_MONTHS);
  const city: City = {
    seed,
    tree,
    merged,
    members,
    posts,
    time,
    ids,
    personIds,
    names,
    sortKeys,
    journalFrom,
  };

  const made = await inTransaction(db, 'write', async (tx): Promise<CityCounts> => {
    if (db.engine === 'postgres') {
      await run(tx, sql`set local maintenance_work_mem = '512MB'`);
      await run(tx, sql`set local max_parallel_maintenance_workers = 2`);
    }
    let counts = { meetings: 0, attendance: 0, tasks: 0 };
    const lately = new LatelyHeld(time);
    await loadInBulk(
      tx,
      TABLES,
      async ({ stream }) => {
        const settle = await writeTree(tree, stream);
        progress(0.02, 'đảng viên / members');
        await writePeople(city, stream, instantText(bornMs), (row) => {
          names.push(row.fullName);
          sortKeys.push(row.sortKey);
        });
        await settle();
        // The rules ask where a unit lies, so that the tree is drawn before the meetings.
        await drawTree(tx);
        const rules = await rulesOfMonths(tx, city);
        counts = await writeMonths(city, stream, rules, lately, progress);
      },
      (what, done, all) => progress(0.7 + (0.2 * done) / all, what),
    );
    await writeScheme(tx, city, lately);
    await presentPeople(tx, city);
    // The triggers slept while the rows came in.
    await forgetReports(tx);
    return {
      ...sizes,
      members: tree.branches.reduce((all, branch) => all + branch.size, 0),
      people: members.people.count,
      ...counts,
    };
  });
  const clock = { now: () => instantAt(time.today, 12 * 60) };
  await refreshReports({ db, clock }, (share) => progress(0.9 + 0.1 * share, 'số liệu tổng hợp / figures'));
  progress(1, 'xong / done');
  return made;
}

async function seedTree(tx: Tx, tree: PlannedTree): Promise<void> {
  await loadInBulk(tx, TREE_TABLES, async ({ stream }) => {
    const settle = await writeTree(tree, stream);
    await settle();
    await drawTree(tx);
  });
}

type Stream = Parameters<Parameters<typeof loadInBulk>[2]>[0]['stream'];

/** Units with everything that is dated about them. Answers with what waits until all of it has arrived. */
async function writeTree(tree: PlannedTree, stream: Stream): Promise<() => Promise<void>> {
  const to = {
    unit: stream(unitTables.unit),
    name: stream(unitTables.name),
    kind: stream(unitTables.kind),
    code: stream(unitTables.code),
    link: stream(unitTables.link),
    term: stream(unitTables.term),
    area: stream(unitTables.area),
  };
  const figures = readFigures(await readFile(FIGURES, 'utf8'));
  for (const area of planAreas(tree, figures)) await to.area.write(area);
  for (const { id, foundedOn, endedOn, kind, sector, names, codes, links } of tree.units) {
    const unitId = id;
    await to.unit.write({ id, foundedOn, endedOn });
    await to.kind.write({ unitId, from: foundedOn, to: endedOn, kind, sector });
    for (const { value, ...span } of names) await to.name.write({ unitId, ...span, name: value });
    for (const { value, ...span } of codes) await to.code.write({ unitId, ...span, code: value });
    for (const { value, ...span } of links)
      await to.link.write({ unitId, ...span, parentId: tree.units[value]!.id });
    const ended = endedOn === null ? NO_END : dayNumber(endedOn);
    const isBranch = kind === 'branch' || kind === 'base-branch';
    const terms = isBranch
      ? termsOf(dayNumber(foundedOn), ended)
      : [
          { from: dayNumber('2020-08-15'), to: dayNumber('2025-08-15'), name: '2020-2025' },
          { from: dayNumber('2025-08-15'), to: NO_END, name: '2025-2030' },
        ]
          .map((term) => ({
            ...term,
            from: Math.max(term.from, dayNumber(foundedOn)),
            to: Math.min(term.to, ended),
          }))
          .filter((term) => term.from < term.to);
    for (const term of terms)
      await to.term.write({
        unitId,
        from: dayText(term.from),
        to: term.to >= NO_END ? null : dayText(term.to),
        name: term.name,
      });
  }
  return async () => {
    for (const each of Object.values(to)) await each.end();
  };
}

/** People, their memberships, their posts, and the usual day of each branch. */
async function writePeople(
  city: City,
  stream: Stream,
  at: string,
  seen: (row: PersonRow) => void,
): Promise<void> {
  const { tree, members, posts, ids, seed, time, personIds } = city;
  const person = stream(memberTables.person);
  for (let n = 0; n < members.people.count; n++) {
    const row = personRow(members.people, n, personIds[n]!, { seed, today: time.today, at });
    seen(row);
    await person.write(row);
  }
  const membership = stream(memberTables.membership);
  for (const branch of tree.branches)
    for (const { person, from, to, status, reason } of members.rosters[branch.at]!)
      await membership.write({
        personId: personIds[person]!,
        branchId: tree.units[branch.unit]!.id,
        status,
        valid: rangeText(from, to),
        reason,
      });
  const mandate = stream(mandateTables.mandate);
  for (const { person, unit, post, from, to, decision } of posts.list)
    if (from < to)
      await mandate.write({
        id: ids.next('mandate', instantAt(from, 8 * 60)),
        personId: personIds[person]!,
        unitId: tree.units[unit]!.id,
        post,
        valid: rangeText(from, to),
        decision,
      });
  const series = stream(meetingTables.series);
  for (const branch of tree.branches) {
    const unit = tree.units[branch.unit]!;
    if (unit.endedOn === null)
      await series.write({ branchId: unit.id, ...seriesOf(branch, unit.names[0]!.value, seed) });
  }
}

/** The rules of every day, kept once for each time they change. The city scores by a sheet of its own. */
async function rulesOfMonths(tx: Tx, city: City): Promise<(day: DayNumber) => RulesOfDay> {
  const { tree, time, ids, posts, personIds } = city;
  const cityId = tree.units[tree.city]!.id;
  const from = '2022-01-01';
  const sheet = (await rulesFor(tx, cityId, '2025-11-01')).rules['score.sheet'].value;
  const setMs = instantAt(dayNumber(from), 8 * 60);
  await recordOverride(tx, {
    id: ids.next('override', setMs),
    unitId: cityId,
    key: 'score.sheet',
    period: { from, to: null },
    value: sheetOfCity(sheet),
    document: 'Phiếu chấm điểm của Thành ủy (dữ liệu mẫu)',
    documentOn: from,
    article: null,
    setBy: personIds[posts.cityPeople.secretary]!,
    nowMs: setMs,
  });
  const turns: { from: DayNumber; rules: RulesOfDay }[] = [];
  for (let day = time.firsts[0]!; day < time.firsts[time.running + 1]!; day++) {
    // Rulebooks begin on any day, but no two within a few: asking every fourth day and then going back is enough.
    if ((day - time.firsts[0]!) % 4 !== 0) continue;
    const { rulesId, resolved } = await keepRules(tx, cityId, dayText(day));
    if (turns.at(-1)?.rules.rulesId === rulesId) continue;
    let begins = day;
    while (turns.length > 0 && (await keepRules(tx, cityId, dayText(begins - 1))).rulesId === rulesId)
      begins--;
    const voting = await votingRulesFor(tx, await placeOf(tx, cityId, dayText(day)), dayText(day));
    turns.push({
      from: begins,
      rules: {
        rulesId,
        rules: ruleValues(resolved),
        voting: { code: voting.versionCode, rules: voting.rules },
      },
    });
  }
  return (day) => turns.findLast((turn) => turn.from <= day)!.rules;
}

async function writeMonths(
  city: City,
  stream: Stream,
  rulesOn: (day: DayNumber) => RulesOfDay,
  lately: LatelyHeld,
  progress: Progress,
): Promise<{ meetings: number; attendance: number; tasks: number }> {
  const { time, tree } = city;
  const meeting = stream(meetingTables.meeting);
  const attendance = stream(meetingTables.attendance);
  const figures = stream(reportTables.branchMonth);
  const tasks = stream(taskTables.task);
  const reports = stream(taskTables.report);
  const entries = stream(meetingTables.entry);
  const papers = stream(fileTable);
  const register = stream(meetingTables.register);
  const closedMonth = stream(meetingTables.closedMonth);
  const writer = new MonthWriter(
    city,
    {
      meeting: (row) => meeting.write(row),
      attendance: (row) => attendance.write(row),
      figures: (row) => {
        lately.see(row);
        return figures.write(row);
      },
      task: (task, branchId, ownerId, assignedAt) =>
        tasks.write({ ...task, branchId, ownerId, assignedAt, dueOn: dayText(task.dueOn) }),
      entry: (row) => entries.write(row),
      paper: (row) => papers.write(row),
      report: (row) => reports.write(row),
      register: (row) => register.write(row),
    },
    rulesOn,
  );
  for (let month = 0; month <= time.running; month++) {
    progress(
      0.06 + (0.64 * month) / (time.running + 1),
      `tháng ${time.months[month]!.split('-').reverse().join('/')}`,
    );
    await writer.liveMonth(month);
    // Committees above the base close a month when the next one is over.
    if (month < time.running - 2)
      for (const { unit } of tree.uppers)
        await closedMonth.write({
          unitId: tree.units[unit]!.id,
          month: time.months[month]!,
          closedBy: city.personIds[city.posts.secretaryOf.get(unit)!]!,
          closedAt: instantText(instantAt(time.firsts[month + 1]! + 14, 10 * 60)),
        });
  }
  await writer.end();
  const { meetings, attendance: presences, tasks: given } = writer.counts;
  return { meetings, attendance: presences, tasks: given };
}

/** A few dozen people at every level to enter as, with a way in for each. */
async function presentPeople(tx: Tx, city: City): Promise<void> {
  const { tree, posts, personIds, members, time } = city;
  const { units, branches, bases, uppers } = tree;
  const nameOf = (unit: number) => units[unit]!.names.at(-1)!.value;
  const shown: { person: number; vi: string; en: string }[] = [];
  const seen = new Set<number>();
  const show = (person: number | undefined, vi: string, en: string) => {
    if (person === undefined || seen.has(person)) return;
    seen.add(person);
    shown.push({ person, vi, en });
  };
  const { cityPeople } = posts;
  show(
    cityPeople.officers[0],
    'Cán bộ tổng hợp thành phố: bảng số liệu toàn thành phố theo tháng, quý, năm',
    'City analyst: the figures of the whole city by month, quarter and year',
  );
  show(
    cityPeople.officers[1],
    'Cán bộ tổ chức thành phố: cây tổ chức, đảng viên, chuyển sinh hoạt',
    'City organisation officer: the tree, members, transfers',
  );
  show(cityPeople.secretary, 'Bí thư thành phố', 'Secretary of the city');
  const all = branches.filter((branch) => branch.size > 0 && units[branch.unit]!.endedOn === null);
  const mean = (list: typeof all) => list.reduce((sum, b) => sum + b.quality, 0) / Math.max(1, list.length);
  const ranked = uppers
    .map((upper) => ({ upper, quality: mean(all.filter((b) => b.upper === upper.unit)) }))
    .toSorted((a, b) => a.quality - b.quality || a.upper.unit - b.upper.unit);
  const districts = [
    ranked[0],
    ranked[1],
    ranked.at(-1),
    ranked[Math.floor(ranked.length / 2)],
    ranked.find(({ upper }) => !upper.isDistrict),
  ].filter((one) => one !== undefined);
  for (const { upper } of districts) {
    const name = nameOf(upper.unit);
    show(posts.officersOf.get(upper.unit)?.[0], `Cán bộ theo dõi của ${name}`, `Officer of ${name}`);
    show(posts.secretaryOf.get(upper.unit), `Bí thư ${name}`, `Secretary of ${name}`);
    const own = bases.filter((base) => base.upper === upper.unit && base.branches.length > 3);
    const communes = own.filter((base) => base.isCommune);
    const list = (communes.length > 0 ? communes : own)
      .map((base) => ({ base, quality: mean(base.branches.map((at) => branches[at]!)) }))
      .toSorted((a, b) => a.quality - b.quality);
    for (const { base } of [list[0], list.at(-1)].filter((one) => one !== undefined)) {
      const committee = nameOf(base.unit);
      show(
        posts.officersOf.get(base.unit)?.[0],
        `Cán bộ giúp việc của ${committee}`,
        `Officer of ${committee}`,
      );
      show(posts.secretaryOf.get(base.unit), `Bí thư ${committee}`, `Secretary of ${committee}`);
      const below = base.branches
        .map((at) => branches[at]!)
        .filter((b) => units[b.unit]!.endedOn === null)
        .toSorted((a, b) => a.quality - b.quality);
      const weakest = below[0];
      const strongest = below.at(-1);
      if (weakest)
        show(
          posts.secretaryOf.get(weakest.unit),
          `Bí thư ${nameOf(weakest.unit)}: chi bộ còn yếu`,
          `Secretary of ${nameOf(weakest.unit)}: a weak branch`,
        );
      if (strongest) {
        show(
          posts.secretaryOf.get(strongest.unit),
          `Bí thư ${nameOf(strongest.unit)}: chi bộ khá`,
          `Secretary of ${nameOf(strongest.unit)}: a branch that does well`,
        );
        const follower = posts.ofBranch[strongest.at]!.find(({ post }) => post === 'follower');
        show(
          follower?.person,
          `Cấp ủy viên theo dõi ${nameOf(strongest.unit)}`,
          `Follower of ${nameOf(strongest.unit)}`,
        );
        const member = members.rosters[strongest.at]!.findLast(
          ({ status, to, from }) => status === 'official' && to === NO_END && from < time.today,
        );
        show(member?.person, `Đảng viên ${nameOf(strongest.unit)}`, `Member of ${nameOf(strongest.unit)}`);
      }
    }
  }
  const largest = all.reduce((a, b) => (b.size > a.size ? b : a));
  show(
    posts.secretaryOf.get(largest.unit),
    `Bí thư ${nameOf(largest.unit)}: ${largest.size} đảng viên`,
    `Secretary of ${nameOf(largest.unit)}: ${largest.size} members`,
  );
  show(
    cityPeople.operator,
    'Người vận hành máy chủ: không xem được nội dung sinh hoạt',
    'Operator of the server: sees no meetings',
  );
  const nowMs = instantAt(time.today, 6 * 60);
  for (const [position, { person, vi, en }] of shown.entries()) {
    const personId: Id = personIds[person]!;
    await saveAccount(
      tx,
      { personId, login: `0000${String(100_000 + person).padStart(6, '0')}`, passwordHash: null },
      nowMs,
    );
    await showInDemo(tx, { personId, position, about: { vi, en } });
  }
}

/** The district that a single one is made of when nobody names another. */
export const USUAL_DISTRICT = '008';

export const isDistrictCode = async (code: string): Promise<boolean> =>
  readPlaces(await readFile(PLACES, 'utf8')).some(
    (place) => place.code === code && place.parentCode === '01',
  );
