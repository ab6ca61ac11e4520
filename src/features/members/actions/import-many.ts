import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { isBranchKind } from '#features/units/contract.ts';
import { unitsBelow } from '#features/units/public.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError, type Refusal, unwrap } from '#kernel/result.ts';
import { CopyLane, CopyStream } from '#platform/database/copy.ts';
import { type Database, inTransaction, run, sql, sqlState, type Tx } from '#platform/database/database.ts';
import type { World } from '#platform/feature.ts';
import { openRecords, RecordsUnreadable } from '#platform/spreadsheet/read-records.ts';
import { checkFileSize, readTable } from '#platform/spreadsheet/read-table.ts';
import { sniffKind } from '#platform/spreadsheet/sniff-kind.ts';
import {
  countFaultsByCode,
  countFaultyRows,
  countUnknown,
  faultDoubles,
  faultTable,
  findKnown,
  insertFaults,
  insertRuns,
  insertUnknown,
  type ListFault,
  learnListTables,
  listTable,
  makeListTables,
  selectFaults,
  selectKnownBranches,
  selectKnownPeople,
  selectKnownRows,
} from '../db/import-many.sql.ts';
import type { ExistingMember, GridRow } from '../domain/import/import-types.ts';
import { doubleWords, judgeRows } from '../domain/import/judge-rows.ts';
import { cellOf, findWideHeader, wideRowReader } from '../domain/import-many/read-wide-row.ts';
import { applyRow } from './import-members.ts';

export type ManyCounts = {
  /** Rows that are about a person. */
  rows: number;
  accepted: number;
  changed: number;
  same: number;
  left: number;
  /** Rows with at least one fault. */
  refused: number;
  branches: number;
};

export type ManyOutcome = {
  counts: ManyCounts;
  byCode: { code: string; count: number }[];
  /** The first of them; the rest is counted only. */
  faults: ListFault[];
  applied: boolean;
};

/** Hears how far it is, from 0 to 1. */
export type Told = (share: number, what: string) => void;

type RowSource = {
  first: GridRow[];
  read: (told: (share: number) => void) => AsyncGenerator<GridRow[]>;
};

const rowOf = ({ number, fields }: { number: number; fields: string[] }): GridRow => ({
  number,
  cells: fields.map(cellOf),
});

/** A text file is read in parts, a spreadsheet as a whole within the limits of every other import. */
async function openRows(path: string): Promise<RowSource> {
  const head = Buffer.alloc(4_096);
  const file = await open(path);
  const { bytesRead } = await file.read(head, 0, head.length, 0).finally(() => file.close());
  const kind = sniffKind(head.subarray(0, bytesRead));
  if (kind === 'zip' || kind === 'ole' || ['.xlsx', '.xlsm', '.xls'].includes(extname(path).toLowerCase())) {
    unwrap(checkFileSize((await stat(path)).size));
    const chunks: Buffer[] = [];
    for await (const chunk of createReadStream(path)) chunks.push(chunk as Buffer);
    const grid = unwrap(await readTable({ name: basename(path), bytes: Buffer.concat(chunks) }));
    const sheet = grid.sheets.toSorted((a, b) => b.rows.length - a.rows.length)[0];
    const rows = (sheet?.rows ?? []) as GridRow[];
    return {
      first: rows.slice(0, 300),
      read: async function* (told) {
        yield rows;
        told(1);
      },
    };
  }
  try {
    const records = await openRecords(path);
    return {
      first: records.first.map(rowOf),
      read: async function* (told) {
        for await (const batch of records.read((bytes) => told(bytes / records.bytes)))
          yield batch.map(rowOf);
      },
    };
  } catch (error) {
    throw refusalOf(error);
  }
}

function refusalOf(error: unknown): unknown {
  if (!(error instanceof RecordsUnreadable)) return error;
  const codes = {
    empty: 'spreadsheet.empty-file',
    'not-text': 'members.import-file-not-text',
    'broken-quotes': 'members.import-quotes-broken',
  } as const;
  return new DomainError({ code: codes[error.fault], field: 'file' });
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

const BRANCHES_AT_ONCE = 200;
const FAULTS_SHOWN = 1_000;

type Input = { underId: Id; today: CivilDate; apply: boolean; skipRefused: boolean; world: World };

function groupBy<T, K>(list: readonly T[], keyOf: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const one of list) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}

/** Everything of a list that is known to mean somebody in the system, judged branch by branch by the rules of any list. */
async function judgeKnown(tx: Tx, input: Input, nowMs: number, told: (share: number) => void) {
  const counts = { accepted: 0, changed: 0, same: 0, left: 0 };
  const byBranch: ({ branchId: Id } & typeof counts)[] = [];
  const branchIds = await selectKnownBranches(tx);
  for (let at = 0; at < branchIds.length; at += BRANCHES_AT_ONCE) {
    const part = branchIds.slice(at, at + BRANCHES_AT_ONCE);
    const people = groupBy(await selectKnownPeople(tx, part, input.today), ({ forBranch }) => forBranch);
    const listed = groupBy(await selectKnownRows(tx, part), ({ branchId }) => branchId);
    const faults: { rowNumber: number; refusal: Refusal }[] = [];
    const strangers: number[] = [];
    for (const [branchId, rows] of listed) {
      const existing: ExistingMember[] = (people.get(branchId) ?? []).map(({ member }) => member);
      const verdicts = judgeRows(
        rows.map(({ rowNumber, draft, leaving }) => ({
          rowNumbers: [rowNumber],
          draft,
          refusals: [],
          leaving,
        })),
        existing,
        { branchId, today: input.today },
      );
      const here = { branchId, accepted: 0, changed: 0, same: 0, left: 0 };
      for (const row of verdicts) {
        if (row.verdict === 'refused') {
          for (const refusal of row.refusals) faults.push({ rowNumber: row.rowNumber, refusal });
          continue;
        }
        // A namesake that the rules tell apart is somebody new.
        if (row.verdict === 'new' && row.memberId === null) {
          strangers.push(row.rowNumber);
          continue;
        }
        here[row.verdict === 'new' ? 'accepted' : row.verdict]++;
        if (input.apply && row.verdict !== 'same')
          await applyRow(tx, row, { branchId, today: input.today, by: null, world: input.world }, nowMs);
      }
      byBranch.push(here);
      for (const key of ['accepted', 'changed', 'same', 'left'] as const) counts[key] += here[key];
    }
    if (faults.length > 0) await insertFaults(tx, faults);
    if (strangers.length > 0)
      await run(
        tx,
        sql`delete from member_known where row_number in
              (select value::int from jsonb_array_elements_text(${JSON.stringify(strangers)}::text::jsonb))`,
      );
    told((at + part.length) / branchIds.length);
  }
  return { counts, byBranch };
}

/** Undoes what a trial run wrote. */
class Undo extends Error {
  constructor(readonly outcome: ManyOutcome) {
    super();
  }
}

/**
 * Imports the member list of many branches from a file: each row names its branch by code. The list is read in parts
 * into a table of the transaction, judged there, and written in a few statements: all of it or nothing.
 *
 * Rows are judged as in the list of one branch: names, dates and numbers by the same reader, doubles within the list,
 * and whoever the system knows already by the same rules. Faulty rows are listed; with `skipRefused` the others are
 * written all the same. Errors: `members.import-…`, `spreadsheet.…`.
 */
export async function importManyFromFile(
  db: Database,
  path: string,
  input: Input,
  nowMs: number,
  told: Told = () => {},
): Promise<ManyOutcome> {
  const source = await openRows(path);
  const header = unwrap(findWideHeader(source.first));
  const sha256 = await hashOf(path);
  try {
    return await inTransaction(db, 'write', async (tx) => {
      if (db.engine === 'postgres') await run(tx, sql`set local work_mem = '128MB'`);
      const branches = new Map<string, Id>();
      for (const unit of await unitsBelow(tx, input.underId, input.today))
        if (unit.code !== null && isBranchKind(unit.kind)) branches.set(unit.code, unit.id);
      const read = wideRowReader(header, branches, input.today);

      await makeListTables(tx);
      const lane = new CopyLane(tx);
      const list = new CopyStream(lane, listTable);
      const faults = new CopyStream(lane, faultTable);
      let rowCount = 0;
      for await (const batch of source.read((share) => told(0.5 * share, 'đọc danh sách / reading')))
        for (const { number, cells } of batch) {
          const row = read(number, cells);
          if (row === null) continue;
          rowCount++;
          for (const refusal of row.person.refusals) await faults.write({ rowNumber: number, refusal });
          if (row.person.draft !== null)
            await list.write({
              rowNumber: number,
              branchId: row.branchId,
              draft: row.person.draft,
              leaving: row.person.leaving,
            });
        }
      await list.end();
      await faults.end();
      if (rowCount === 0) throw new DomainError({ code: 'members.import-no-people', field: 'file' });

      told(0.5, 'tìm người trùng / looking for doubles');
      await learnListTables(tx);
      await faultDoubles(tx, {
        card: doubleWords.cardNumber,
        citizen: doubleWords.citizenId,
        person: doubleWords.person,
      });
      told(0.58, 'đối chiếu với hệ thống / comparing');
      const hasKnown = (await findKnown(tx)) > 0;
      const known = hasKnown
        ? await judgeKnown(tx, input, nowMs, (share) => told(0.6 + 0.1 * share, 'đối chiếu / comparing'))
        : { counts: { accepted: 0, changed: 0, same: 0, left: 0 }, byBranch: [] };

      const refused = await countFaultyRows(tx);
      const { fresh, gone } = await countUnknown(tx);
      const outcome: ManyOutcome = {
        counts: {
          rows: rowCount,
          accepted: known.counts.accepted + fresh,
          changed: known.counts.changed,
          same: known.counts.same,
          left: known.counts.left + gone,
          refused,
          branches: branches.size,
        },
        byCode: await countFaultsByCode(tx),
        faults: await selectFaults(tx, 0, FAULTS_SHOWN),
        applied: input.apply,
      };
      if (!input.apply || (refused > 0 && !input.skipRefused)) throw new Undo({ ...outcome, applied: false });
      told(0.7, 'ghi đảng viên / writing');
      await insertUnknown(tx, input.today, new Date(nowMs));
      await insertRuns(tx, { name: basename(path), sha256 }, known.byBranch, new Date(nowMs));
      told(1, 'xong / done');
      return outcome;
    });
  } catch (error) {
    if (error instanceof Undo) return error.outcome;
    if (sqlState(error) === '23505' || sqlState(error) === '23P01')
      throw new DomainError({ code: 'members.import-conflict' });
    throw refusalOf(error);
  }
}
