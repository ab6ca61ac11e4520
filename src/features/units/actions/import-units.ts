import type { CivilDate } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { DomainError, type Refusal, unwrap } from '#kernel/result.ts';
import { inTransaction, sql } from '#platform/database/database.ts';
import type { World } from '#platform/feature.ts';
import { checkFileSize, type ReadLimits, readLimits, readTable } from '#platform/spreadsheet/read-table.ts';
import { holdStructure, insertChanges } from '../db/changes.sql.ts';
import { selectKnownUnits, selectTakenCodes, setAreas } from '../db/import.sql.ts';
import { insertUnits, redrawPaths, selectPath, selectUnitByCode } from '../db/units.sql.ts';
import { judgeUnitList } from '../domain/import/judge-unit-list.ts';
import { readUnitList } from '../domain/import/read-unit-list.ts';
import type { ImportRefusal, ListPreview, ListVerdict, UnitList } from '../domain/import/unit-list.ts';
import type { Decision } from '../domain/unit-change.ts';
import { changeUnit, type WantedChange } from './change-unit.ts';
import type { ChangeContext } from './unit-action.ts';

/** A city with all of its branches is one list; more is some other list. */
const MOST_UNITS = 40_000;
const limits: ReadLimits = { ...readLimits, rows: 60_000, fileBytes: 32 * 1_048_576 };

/** Reads the file outside of any transaction. Errors: `spreadsheet.…`, `units.import-no-list`. */
export async function readListFile(file: { name: string; bytes: Uint8Array }): Promise<UnitList> {
  unwrap(checkFileSize(file.bytes.byteLength, limits));
  const grid = unwrap(await readTable(file, limits));
  const lists = grid.sheets.map((sheet) => readUnitList(sheet));
  // The first sheet that is a list; a cover sheet before it is passed over.
  const list = lists.find((each) => each.ok) ?? lists[0];
  const read = unwrap<UnitList>(
    list ?? { ok: false, refusal: { code: 'units.import-no-list', field: 'file' } },
  );
  if (read.units.length > MOST_UNITS)
    throw new DomainError({
      code: 'units.import-too-many',
      facts: { rows: read.units.length, most: MOST_UNITS },
    });
  return read;
}

export type ImportOptions = {
  list: UnitList;
  /** The unit under which the list stands; null for the whole tree. */
  underId: Id | null;
  from: CivilDate;
  /** The paper of the list; its file name when there is none. */
  decision: Decision | null;
  fileName: string;
};

class Rehearsed extends Error {}

async function judge(context: ChangeContext, options: ImportOptions): Promise<ListPreview> {
  const { tx, nowMs } = context;
  const { list, underId, from } = options;
  const path = underId ? await selectPath(tx, underId, from) : undefined;
  if (underId && !path) throw new DomainError({ code: 'platform.not-found' });
  const known = await selectKnownUnits(
    tx,
    from,
    underId && path ? { unitId: underId, depth: path.steps.length - 1 } : null,
  );
  const codes = list.units.flatMap((unit) => unit.code ?? []);
  return judgeUnitList({
    list,
    known,
    takenCodes: await selectTakenCodes(
      tx,
      codes,
      from,
      known.map((unit) => unit.id),
    ),
    under: known.find((unit) => unit.id === underId) ?? null,
    from,
    newId: () => newId(nowMs),
  });
}

/** The changes of a unit that a row asks for, in the order in which they are possible. */
function wantedOf(verdict: ListVerdict, from: CivilDate): WantedChange[] {
  return verdict.changes.flatMap((change): WantedChange[] => {
    if (change.field === 'name') return [{ verb: 'rename', on: from, name: change.after }];
    if (change.field === 'kind') return [{ verb: 'change-kind', on: from, ...change.after }];
    if (change.field === 'parent' && verdict.parentId)
      return [{ verb: 'move', on: from, parentId: verdict.parentId }];
    return [];
  });
}

/** What went wrong with one row while it was written. */
class RowRefused extends Error {
  constructor(
    readonly row: number,
    readonly refusal: Refusal,
  ) {
    super(refusal.code);
  }
}

async function write(context: ChangeContext, options: ImportOptions, preview: ListPreview): Promise<void> {
  const { tx, nowMs, by } = context;
  const { from, fileName } = options;
  const decision = options.decision ?? { number: fileName, on: context.today, issuedBy: null };
  const fresh = preview.verdicts.filter((each) => each.verdict === 'new');
  await insertUnits(
    tx,
    fresh.map((each) => ({
      id: each.unitId!,
      name: each.name,
      kind: each.kind!,
      sector: each.sector,
      code: each.code,
      parentId: each.parentId,
      foundedOn: each.foundedOn!,
    })),
  );
  await redrawPaths(
    tx,
    fresh.map((each) => each.unitId!),
  );
  await insertChanges(
    tx,
    fresh.map((each) => ({
      id: newId(nowMs),
      unitId: each.unitId!,
      verb: 'found' as const,
      on: each.foundedOn!,
      before: null,
      after: each.parentId,
      decision: decision.number,
      decisionOn: options.decision?.on ?? null,
      issuedBy: decision.issuedBy,
      by,
    })),
    new Date(nowMs),
  );
  for (const verdict of preview.verdicts.filter((each) => each.verdict === 'changed'))
    for (const wanted of wantedOf(verdict, from))
      try {
        await changeUnit(context, verdict.unitId!, wanted, decision);
      } catch (error) {
        if (error instanceof DomainError) throw new RowRefused(verdict.row, error.refusal);
        throw error;
      }
  await setAreas(
    tx,
    preview.verdicts.flatMap((each) => {
      const area =
        each.verdict === 'new' ? each.area : each.changes.find((change) => change.field === 'area')?.after;
      return area
        ? [{ unitId: each.unitId!, from: each.verdict === 'new' ? each.foundedOn! : from, ...area }]
        : [];
    }),
    decision.number,
  );
}

/** A row that the tree itself refused is named among the refused. */
const withRefusal = (preview: ListPreview, { row, refusal }: RowRefused): ListPreview => ({
  ...preview,
  verdicts: preview.verdicts.map((each) =>
    each.row === row && each.verdict === 'changed'
      ? { ...each, verdict: 'refused', refusals: [refusal as ImportRefusal] }
      : each,
  ),
  counts: { ...preview.counts, changed: preview.counts.changed - 1, refused: preview.counts.refused + 1 },
});

/**
 * What a list would do. Changes of units that exist are rehearsed: they are written, judged by everything that judges a
 * change, and undone. Needs a transaction that may write.
 */
export async function previewUnitList(context: ChangeContext, options: ImportOptions): Promise<ListPreview> {
  const { tx } = context;
  const preview = await judge(context, options);
  if (preview.counts.refused > 0 || preview.counts.changed === 0) return preview;
  await sql`savepoint rehearsal`.execute(tx);
  try {
    await write(context, options, preview);
    throw new Rehearsed();
  } catch (error) {
    await sql`rollback to savepoint rehearsal`.execute(tx);
    if (error instanceof Rehearsed) return preview;
    if (error instanceof RowRefused) return withRefusal(preview, error);
    throw error;
  }
}

/**
 * Writes a list, all of it or nothing. The same list again changes nothing.
 * Errors: `units.import-has-refusals`, and those of the changes.
 */
export async function applyUnitList(context: ChangeContext, options: ImportOptions): Promise<ListPreview> {
  await holdStructure(context.tx);
  const preview = await judge(context, options);
  if (preview.counts.refused > 0)
    throw new DomainError({ code: 'units.import-has-refusals', facts: { refused: preview.counts.refused } });
  try {
    await write(context, options, preview);
  } catch (error) {
    throw error instanceof RowRefused ? new DomainError(error.refusal) : error;
  }
  return preview;
}

/** The command line's way in: a file, the unit above by its code, and whether to write. */
export async function importUnitsFromFile(
  world: World,
  file: { name: string; bytes: Uint8Array },
  options: {
    underCode: string | null;
    from: CivilDate;
    today: CivilDate;
    decision: Decision | null;
    apply: boolean;
    nowMs: number;
  },
): Promise<ListPreview> {
  const list = await readListFile(file);
  const { underCode, from, today, decision, nowMs } = options;
  return inTransaction(world.db, 'write', async (tx) => {
    const context: ChangeContext = {
      tx,
      world,
      today,
      nowMs,
      by: null,
      language: 'vi',
    };
    const under = underCode === null ? null : await selectUnitByCode(tx, underCode, from);
    if (underCode !== null && !under)
      throw new DomainError({
        code: 'units.import-unknown-parent',
        field: 'under',
        facts: { parent: underCode },
      });
    const given = { list, underId: under?.id ?? null, from, decision, fileName: file.name };
    const preview = await previewUnitList(context, given);
    return options.apply && preview.counts.refused === 0 ? applyUnitList(context, given) : preview;
  });
}
