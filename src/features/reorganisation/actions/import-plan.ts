import {
  findUnitByCode,
  organisationName,
  partyOfPlace,
  placeInLife,
  readPlace,
} from '#features/units/public.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { DomainError, type Refusal, unwrap } from '#kernel/result.ts';
import { inTransaction } from '#platform/database/database.ts';
import type { World } from '#platform/feature.ts';
import { checkFileSize, readTable } from '#platform/spreadsheet/read-table.ts';
import type { PlanRow } from '../db/plans.sql.ts';
import type { Changes } from '../domain/foresee.ts';
import { type NameOrganisation, planFromTable, type TableFault } from '../domain/plan-from-table.ts';
import { readPlanTable, type TableRow } from '../domain/read-plan-table.ts';
import { lookAhead, treeOf } from './look-ahead.ts';
import { createPlan, holdPlan, type Writer, writeSteps } from './write-plan.ts';

/** Reads the file outside of any transaction. Errors: `spreadsheet.…`, `reorganisation.no-table`. */
export async function readPlanFile(file: { name: string; bytes: Uint8Array }): Promise<TableRow[]> {
  unwrap(checkFileSize(file.bytes.byteLength));
  const grid = unwrap(await readTable(file));
  const tables = grid.sheets.map((sheet) => readPlanTable(sheet));
  // The first sheet that is a table; a cover sheet before it is passed over.
  const table = tables.find((each) => each.ok) ?? tables[0];
  if (!table) throw new DomainError({ code: 'reorganisation.no-table', field: 'file' });
  return unwrap(table);
}

/** `Xã Vân Hà` under a district is `Đảng bộ xã Vân Hà`; what is no place keeps its name. */
const nameOf: NameOrganisation = (name, parentKind) => {
  const place = readPlace(name);
  if (!place) return { name: organisationName(name), kind: null, sector: null };
  const party = partyOfPlace(place, parentKind);
  return { name: party.name, kind: party.kind, sector: party.sector };
};

/**
 * Writes the steps that a table asks for, all of them or none: rows that cannot be are named instead. `parentId` puts
 * everything new directly under one unit; `endsEmptied` also ends the level that the table leaves without places. Errors: those of `writeSteps`.
 */
export async function importPlan(
  writer: Writer,
  plan: PlanRow,
  rows: readonly TableRow[],
  parentId: Id | null,
  endsEmptied = false,
): Promise<{ steps: number; faults: TableFault[] }> {
  const { tx, nowMs, today } = writer;
  const place = await placeInLife(tx, plan.unitId, today);
  const units = await treeOf(tx, place, plan.on);
  const { steps, told, faults } = planFromTable({
    rows,
    units,
    parentId,
    nameOf,
    newId: () => newId(nowMs),
    endsEmptied,
  });
  if (faults.length === 0) await writeSteps(writer, place, plan, steps, plan, told);
  return { steps: steps.length, faults };
}

class Rehearsed extends Error {}

export type ImportedPlan = {
  /** Null when nothing was written. */
  planId: Id | null;
  steps: number;
  faults: { row: number; refusal: Refusal }[];
  problems: { steps: number[]; refusal: Refusal }[];
  changes: Record<keyof Changes, number>;
  undecided: number;
};

/** The command line's way in: a table becomes a draft of the committee with that code; without `apply` nothing is kept. */
export async function importPlanFromFile(
  world: World,
  file: { name: string; bytes: Uint8Array },
  options: {
    underCode: string;
    parentCode: string | null;
    endsEmptied: boolean;
    title: string;
    on: CivilDate;
    today: CivilDate;
    apply: boolean;
    nowMs: number;
  },
): Promise<ImportedPlan> {
  const rows = await readPlanFile(file);
  const { on, today, nowMs } = options;
  let done: ImportedPlan | undefined;
  await inTransaction(world.db, 'write', async (tx) => {
    const unitOf = async (code: string): Promise<Id> => {
      const unit = await findUnitByCode(tx, code, on);
      if (!unit)
        throw new DomainError({ code: 'reorganisation.table-unknown-parent', facts: { unit: code } });
      return unit.id;
    };
    const unitId = await unitOf(options.underCode);
    const parentId = options.parentCode === null ? null : await unitOf(options.parentCode);
    const writer = { tx, today, nowMs, by: null };
    const planId = await createPlan(writer, { unitId, title: options.title, on, correctsId: null });
    const { steps, faults } = await importPlan(
      writer,
      await holdPlan(tx, unitId, planId),
      rows,
      parentId,
      options.endsEmptied,
    );
    const place = await placeInLife(tx, unitId, today);
    const { foreseen } = await lookAhead(tx, place, await holdPlan(tx, unitId, planId));
    const kept = options.apply && faults.length === 0;
    const { changes } = foreseen;
    done = {
      planId: kept ? planId : null,
      steps,
      faults,
      problems: foreseen.problems,
      changes: Object.fromEntries(
        Object.entries(changes).map(([key, list]) => [key, list.length]),
      ) as ImportedPlan['changes'],
      undecided: foreseen.undecided.length,
    };
    if (!kept) throw new Rehearsed();
  }).catch((error) => {
    if (!(error instanceof Rehearsed)) throw error;
  });
  return done!;
}
