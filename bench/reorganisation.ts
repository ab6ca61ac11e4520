import { readFile } from 'node:fs/promises';
import { quietWorld } from '#app/quiet-world.ts';
import {
  addFittingLevels,
  assignPlaces,
  createPlan,
  findPlan,
  holdPlan,
  importPlan,
  lookAhead,
  movePlan,
  type PlanRow,
  type PlanStep,
  readPlanFile,
  takeEffect,
  writeSteps,
} from '#features/reorganisation/public.ts';
import { compareSigns, gapsOfBridge, signsOfReports } from '#features/reports/public.ts';
import { isBranchKind, type UnitKind } from '#features/units/contract.ts';
import { findUnitByCode, placeInLife } from '#features/units/public.ts';
import type { Place } from '#kernel/actor.ts';
import { instantOf } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { readConfig } from '#platform/config/read-config.ts';
import { inTransaction, one, sql, type Tx } from '#platform/database/database.ts';
import { openDatabase } from '#platform/database/open-database.ts';
import type { Bench, BenchWorld } from './harness.ts';

class Undo extends Error {}

const countsOf = ({ compared, changed }: { compared: number; changed: string[] }) => ({
  compared,
  changed: changed.length,
});

/** The real table of 1 January 2025; rows of communes that the invented city has changed since are left out. */
const TABLE = new URL('../src/app/seed/hanoi/changes-2025-01.csv', import.meta.url);

type Run = {
  preview_s: number;
  apply_s: number;
  lost: number;
  moved: number;
  members_carried: number;
  ended: number;
  settled?: Settled;
  reports: Compared | null;
};
/** Reports of months before the plan, read before and after it on their own clock; and bridges that do not come out. */
type Compared = { compared: number; changed: number; bridges: number; gaps: number };
type Settled = { lines: number; settle_s: number };

const seconds = (from: number): number => Number(((performance.now() - from) / 1_000).toPrecision(3));

/** Asks for the tree and for people again and again on a connection of its own; gives the longest wait. */
function reader(url: string) {
  let isOver = false;
  let most = 0;
  let asked = 0;
  const done = (async () => {
    const db = await openDatabase({ url });
    while (!isOver) {
      const began = performance.now();
      await inTransaction(db, 'read', (tx) =>
        one(
          tx,
          sql`select (select count(*) from units.unit_path where l1 is not null and depth = 1) as top,
                     (select count(*) from members.membership
                       where branch_id = (select branch_id from members.membership limit 1)) as people`,
        ),
      );
      most = Math.max(most, performance.now() - began);
      asked += 1;
    }
    await db.close();
  })();
  return async () => {
    isOver = true;
    await done;
    return { most_ms: Number(most.toPrecision(4)), asked };
  };
}

/** Settles a worklist as people would by lists: of each unit the first half goes one way, the rest the other ways. */
async function settle(tx: Tx, place: Place, plan: PlanRow, nowMs: number): Promise<Settled> {
  const { undecided } = (await lookAhead(tx, place, plan)).foreseen;
  const by = await one(tx, sql<{ id: Id }>`select id from members.person order by id limit 1`);
  const nth = new Map<Id, number>();
  const assigned = undecided.map(({ splitId, subjectId, choices }) => {
    const at = nth.get(splitId) ?? 0;
    nth.set(splitId, at + 1);
    return { subjectId, intoId: choices[at % choices.length]! };
  });
  const began = performance.now();
  for (let at = 0; at < assigned.length; at += 5_000)
    await assignPlaces(
      { tx, today: plan.on, nowMs, by: by.id },
      place,
      plan,
      assigned.slice(at, at + 5_000),
      by.id,
    );
  return { lines: undecided.length, settle_s: seconds(began) };
}

/** Units of a tree whose reports are compared: a part of the city, by `--district`. */
const MOST_COMPARED = 6_000;

type ReportedUnit = { id: Id; kind: UnitKind; parentId: Id | null };

/** The months of 2024, as far as there are meetings in them. */
const YEAR = Array.from({ length: 12 }, (_, at) => `2024-${String(at + 1).padStart(2, '0')}`);

/** Every report of 2024 of the city and of its districts; the districts and some of their communes by the months alone. */
async function reportsOf(
  tx: Tx,
  units: readonly ReportedUnit[],
  today: string,
): Promise<Map<string, string>> {
  const signs = new Map<string, string>();
  for (const [at, { id, kind, parentId }] of units.entries()) {
    const isTop = parentId === null;
    if (!isTop && kind !== 'upper-committee' && (isBranchKind(kind) || at % 25 !== 0)) continue;
    const months = isTop ? YEAR : YEAR.slice(-1);
    for (const [name, sign] of await signsOfReports(tx, { unitId: id, months, today, brief: !isTop }))
      signs.set(name, sign);
  }
  return signs;
}

/** Whether what moved explains the difference between the trees, for the city and each district of before. */
async function bridgesOf(tx: Tx, units: readonly ReportedUnit[], today: string) {
  let bridges = 0;
  let gaps = 0;
  for (const { id, kind, parentId } of units)
    if (parentId === null || kind === 'upper-committee') {
      bridges += 1;
      gaps += (await gapsOfBridge(tx, id, YEAR.at(-1)!, today)).gaps.length;
    }
  return { bridges, gaps };
}

type Node = { id: Id; name: string; code: string | null };

/** Every third commune is shared out. Every second of those has a rest; who goes where of the others, a person says. */
const isShared = (at: number) => at % 3 === 1;
const hasRest = (at: number) => at % 2 === 1;

/**
 * An invented act in the shape of that of 1 July 2025: the communes of a district become four to six, of whole ones and of
 * parts, with two rows of titles and a row above each district.
 */
function actOf(districts: readonly { name: string; communes: readonly Node[] }[]): string {
  const lines = [
    'TT,Đơn vị hành chính trước khi sắp xếp,,Đơn vị hành chính sau sắp xếp,',
    ',Mã số,Tên đơn vị,Mã số,Tên đơn vị',
    '(1),(2),(3),(4),(5)',
  ];
  const placeOf = (name: string) => name.replace(/^Đảng bộ /, '');
  let number = 0;
  for (const { name, communes } of districts) {
    const wanted = Math.min(6, Math.max(4, Math.round(communes.length / 4)));
    if (communes.length < 2 * wanted) continue;
    lines.push(`${placeOf(name).toUpperCase()},,,,`);
    const groupOf = (at: number) => Math.floor((at * wanted) / communes.length);
    for (let group = 0; group < wanted; group++) {
      const sources = communes.flatMap(({ code, name: called }, at) => {
        const own = groupOf(at) === group;
        const takes = isShared(at) && (groupOf(at) + 1) % wanted === group;
        if (!own && !takes) return [];
        const which = !isShared(at)
          ? 'Toàn bộ'
          : own && hasRest(at)
            ? 'Phần còn lại của'
            : 'Một phần diện tích tự nhiên và quy mô dân số của';
        return [[code ?? '', `${which} ${placeOf(called)}`]];
      });
      number += 1;
      sources.forEach(([code, text], at) => {
        lines.push(
          `${at === 0 ? number : ''},${code},"${text}",,${at === 0 ? `Phường Thử Nghiệm ${number}` : ''}`,
        );
      });
    }
  }
  return `${lines.join('\n')}\n`;
}

/** Writes a plan, looks ahead, lets it take effect, and undoes all of it, so that the city stays for the next run. */
async function tryPlan(world: BenchWorld, draw: 'table' | 'groups' | 'parts'): Promise<Run | null> {
  const on = world.today;
  const nowMs = instantOf(on, '10:00');
  const product = quietWorld(world.db, readConfig({ DATABASE_URL: world.url, GOC_LOG: 'silent' }));
  const rows = await readPlanFile({ name: 'changes.csv', bytes: await readFile(TABLE) });
  let run: Run | undefined;
  let settled: Settled | undefined;
  await inTransaction(world.db, 'write', async (tx) => {
    const city = await findUnitByCode(tx, '01', on);
    if (!city) throw new Error('The city has no unit with the code 01.');
    const writer = { tx, today: on, nowMs, by: null };
    const planId = await createPlan(writer, { unitId: city.id, title: draw, on, correctsId: null });
    const hold = () => holdPlan(tx, city.id, planId);
    const place = await placeInLife(tx, city.id, on);
    if (draw === 'table') {
      const known = new Set<string>();
      for (const row of rows)
        for (const code of [row.oldCode, row.newCode])
          if (code && !known.has(code) && (await findUnitByCode(tx, code, on))) known.add(code);
      const usable = rows.filter((row) => known.has(row.oldCode!) && known.has(row.newCode!));
      world.say(`Rows of the table: ${rows.length}, of units that exist on ${on}: ${usable.length}`);
      // A part of the city may have none of them.
      if (usable.length === 0) throw new Undo();
      await importPlan(writer, await hold(), usable, null);
    } else if (draw === 'parts') {
      const { input } = await lookAhead(tx, place, await hold(), { steps: [] });
      const under = (id: Id) => input.units.filter((unit) => unit.parentId === id);
      const districts = under(city.id).map((district) => ({
        name: district.name,
        communes: under(district.id).filter((unit) => /^Đảng bộ (phường|xã|thị trấn) /.test(unit.name)),
      }));
      const table = await readPlanFile({ name: 'act.csv', bytes: Buffer.from(actOf(districts)) });
      const { faults } = await importPlan(writer, await hold(), table, city.id, true);
      if (faults.length > 0) throw new Error(`The act cannot be read: ${JSON.stringify(faults.slice(0, 3))}`);
      settled = await settle(tx, place, await hold(), nowMs);
      // Sub-committees of communes cannot stand under the new wards: they get another level, as the page offers it.
      await addFittingLevels(writer, place, await hold());
    } else {
      // Every four neighbours of a district become one, and the smallest branches of each pair are joined as well.
      const { input } = await lookAhead(tx, place, await hold(), { steps: [] });
      const below = new Map<Id, typeof input.units>();
      for (const unit of input.units)
        if (unit.parentId) below.set(unit.parentId, [...(below.get(unit.parentId) ?? []), unit]);
      const steps: PlanStep[] = [];
      for (const district of below.get(city.id) ?? []) {
        const communes = (below.get(district.id) ?? []).filter(
          (unit) => unit.kind === 'base-committee' && unit.sector === 'residential',
        );
        communes.forEach((unit, at) => {
          const first = communes[at - (at % 4)]!;
          if (unit !== first) steps.push({ kind: 'merge', unitId: unit.id, intoId: first.id });
          const branches = (below.get(unit.id) ?? []).filter((each) => isBranchKind(each.kind));
          if (at % 4 === 0 && branches.length > 3)
            steps.push({ kind: 'merge', unitId: branches[0]!.id, intoId: branches[1]!.id });
        });
      }
      await writeSteps(writer, place, await hold(), steps);
    }
    const previewed = performance.now();
    const { foreseen } = await lookAhead(tx, place, await hold());
    const preview_s = seconds(previewed);
    if (foreseen.problems.length > 0)
      throw new Error(`The plan has problems: ${JSON.stringify(foreseen.problems.slice(0, 3))}`);
    // Meetings that are under way would be ended by people before the day.
    const ended = foreseen.changes.ended.map((each) => each.unitId);
    await sql`update meetings.meeting set stage = 'cancelled'
               where stage = 'running'
                 and branch_id = any(string_to_array(${ended.join(',')}::text, ',')::uuid[])`.execute(tx);
    const { units } = (await lookAhead(tx, place, await hold(), { steps: [] })).input;
    // Not in the third run: whoever reads beside it would wait for reports, and not for the plan.
    const isReported = draw !== 'groups';
    // Worked out from the rows within the plan's own transaction, those of a whole city take longer than anybody waits.
    const isCompared = isReported && units.length <= MOST_COMPARED;
    const reported = isCompared ? await reportsOf(tx, units, on) : new Map<string, string>();
    const decision = { number: '1286/NQ-UBTVQH15', on, issuedBy: null };
    const said = { decision, note: null };
    await movePlan(writer, place, (await findPlan(tx, planId))!, 'approve', said);
    await movePlan(writer, place, (await findPlan(tx, planId))!, 'schedule', said);
    const began = performance.now();
    const outcome = await takeEffect(
      { tx, world: product, today: on, nowMs, by: null, language: 'vi', told: world.progress },
      planId,
    );
    const apply_s = seconds(began);
    const carried = await one(
      tx,
      sql<{ n: number }>`select count(*)::int as n from members.move where details ->> 'planId' = ${planId}`,
    );
    run = {
      preview_s,
      apply_s,
      lost: outcome.members.before - outcome.members.after,
      moved: outcome.moved,
      members_carried: carried.n,
      ended: outcome.ended,
      reports: isCompared
        ? {
            ...countsOf(compareSigns(reported, await reportsOf(tx, units, on))),
            ...(await bridgesOf(tx, units, on)),
          }
        : null,
      ...(settled ? { settled } : {}),
    };
    throw new Undo();
  }).catch((error) => {
    if (!(error instanceof Undo)) throw error;
  });
  return run ?? null;
}

export const reorganisationBench: Bench = {
  about: 'communes of the city merged by a plan: looked at ahead, taking effect, readers meanwhile',
  needs: 'city',
  run: async (world) => {
    const table = await tryPlan(world, 'table');
    const parts = await tryPlan(world, 'parts');
    const stop = reader(world.url);
    let readers: Awaited<ReturnType<typeof stop>> | undefined;
    const groups = await tryPlan(world, 'groups').finally(async () => {
      readers = await stop();
    });
    const memory_mb = Math.round(process.resourceUsage().maxRSS / 1024);
    const runs = [table, parts, groups].filter((each) => each !== null);
    return {
      figures: {
        preview_s: Math.max(...runs.map((each) => each.preview_s)),
        apply_s: Math.max(...runs.map((each) => each.apply_s)),
        lost: runs.reduce((sum, each) => sum + each.lost, 0),
        reports_compared: runs.reduce((sum, each) => sum + (each.reports?.compared ?? 0), 0),
        reports_changed: runs.reduce((sum, each) => sum + (each.reports?.changed ?? 0), 0),
        bridge_gaps: runs.reduce((sum, each) => sum + (each.reports?.gaps ?? 0), 0),
        table,
        parts,
        groups,
        readers,
        memory_mb,
      },
      lines: [
        ...[
          ['579 → 526', table] as const,
          ['wards out of parts, districts ending', parts] as const,
          ['every four communes into one', groups] as const,
        ].flatMap(([what, one]) =>
          one
            ? `${what}: ${one.settled ? `${one.settled.lines} lines settled in ${one.settled.settle_s} s, ` : ''}preview ${one.preview_s} s, apply ${one.apply_s} s, ${one.ended} ended, ${one.moved} moved, ${one.members_carried} members carried${one.reports ? `; ${one.reports.compared} reports of 2024 read again on their own clock, ${one.reports.changed} changed; ${one.reports.bridges} bridges, ${one.reports.gaps} figures unexplained` : ''}`
            : [],
        ),
        `lost: ${runs.reduce((sum, each) => sum + each.lost, 0)}; readers waited ${readers?.most_ms} ms at most (${readers?.asked} asked); ${memory_mb} MB`,
      ],
    };
  },
};
