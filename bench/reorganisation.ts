import { readFile } from 'node:fs/promises';
import { quietWorld } from '#app/quiet-world.ts';
import {
  createPlan,
  findPlan,
  holdPlan,
  importPlan,
  lookAhead,
  movePlan,
  type PlanStep,
  readPlanFile,
  takeEffect,
  writeSteps,
} from '#features/reorganisation/public.ts';
import { isBranchKind } from '#features/units/contract.ts';
import { findUnitByCode, placeInLife } from '#features/units/public.ts';
import { instantOf } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { readConfig } from '#platform/config/read-config.ts';
import { inTransaction, one, sql } from '#platform/database/database.ts';
import { openDatabase } from '#platform/database/open-database.ts';
import type { Bench, BenchWorld } from './harness.ts';

class Undo extends Error {}

/** The real table of 1 January 2025; rows of communes that the invented city has changed since are left out. */
const TABLE = new URL('../src/app/seed/hanoi/changes-2025-01.csv', import.meta.url);

type Run = {
  preview_s: number;
  apply_s: number;
  lost: number;
  moved: number;
  members_carried: number;
  ended: number;
};

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

/** Writes a plan, looks ahead, lets it take effect, and undoes all of it, so that the city stays for the next run. */
async function tryPlan(world: BenchWorld, draw: 'table' | 'groups'): Promise<Run> {
  const on = world.today;
  const nowMs = instantOf(on, '10:00');
  const product = quietWorld(world.db, readConfig({ DATABASE_URL: world.url, GOC_LOG: 'silent' }));
  const rows = await readPlanFile({ name: 'changes.csv', bytes: await readFile(TABLE) });
  let run: Run | undefined;
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
      await importPlan(writer, await hold(), usable, null);
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
    // Meetings that have begun would be closed by people before the day.
    const ended = foreseen.changes.ended.map((each) => each.unitId);
    await sql`update meetings.meeting set stage = 'cancelled'
               where stage in ('running', 'ended')
                 and branch_id = any(string_to_array(${ended.join(',')}::text, ',')::uuid[])`.execute(tx);
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
    };
    throw new Undo();
  }).catch((error) => {
    if (!(error instanceof Undo)) throw error;
  });
  return run!;
}

export const reorganisationBench: Bench = {
  about: 'communes of the city merged by a plan: looked at ahead, taking effect, readers meanwhile',
  needs: 'city',
  run: async (world) => {
    const table = await tryPlan(world, 'table');
    const stop = reader(world.url);
    let readers: Awaited<ReturnType<typeof stop>> | undefined;
    const groups = await tryPlan(world, 'groups').finally(async () => {
      readers = await stop();
    });
    const memory_mb = Math.round(process.resourceUsage().maxRSS / 1024);
    return {
      figures: {
        preview_s: Math.max(table.preview_s, groups.preview_s),
        apply_s: Math.max(table.apply_s, groups.apply_s),
        lost: table.lost + groups.lost,
        table,
        groups,
        readers,
        memory_mb,
      },
      lines: [
        `579 → 526: preview ${table.preview_s} s, apply ${table.apply_s} s, ${table.ended} ended, ${table.moved} moved`,
        `every four communes into one: preview ${groups.preview_s} s, apply ${groups.apply_s} s, ${groups.ended} ended, ${groups.moved} moved, ${groups.members_carried} members carried`,
        `lost: ${table.lost + groups.lost}; readers waited ${readers?.most_ms} ms at most (${readers?.asked} asked); ${memory_mb} MB`,
      ],
    };
  },
};
