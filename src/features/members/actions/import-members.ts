import { createHash } from 'node:crypto';
import type { MemberStatus } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { DomainError, unwrap } from '#kernel/result.ts';
import { type Database, inTransaction, sqlState, type Tx } from '#platform/database/database.ts';
import { emitEvent, type World } from '#platform/feature.ts';
import { checkFileSize, readTable } from '#platform/spreadsheet/read-table.ts';
import type { MemberLeft } from '../contract.ts';
import { insertMove, selectLife, writePartyDates } from '../db/life.sql.ts';
import {
  closeMembership,
  holdBranchList,
  insertImportRun,
  insertMembership,
  insertPerson,
  selectExisting,
  updatePerson,
} from '../db/members.sql.ts';
import { selectAlike } from '../db/records.sql.ts';
import type {
  Grid,
  ImportCounts,
  ImportMapping,
  JudgedList,
  LeavingReason,
  MemberDraft,
  RowVerdict,
} from '../domain/import/import-types.ts';
import { previewImport } from '../domain/import/preview-import.ts';
import type { MoveKind } from '../domain/life/move.ts';
import { stateOf } from './record-move.ts';

/** The largest branches have a few hundred members; a longer list is some other list. */
const MOST_ROWS = 3_000;

/** Reads the file outside of any transaction. Errors: `spreadsheet.…` for each way a file can be wrong. */
export async function readMemberList(file: { name: string; bytes: Uint8Array }): Promise<Grid> {
  unwrap(checkFileSize(file.bytes.byteLength));
  const grid = unwrap(await readTable(file));
  const longest = Math.max(0, ...grid.sheets.map((sheet) => sheet.rows.length));
  if (longest > MOST_ROWS)
    throw new DomainError({
      code: 'members.import-too-many',
      facts: { people: longest, most: MOST_ROWS },
    });
  return grid;
}

type ImportInput = {
  branchId: Id;
  grid: Grid;
  mapping?: ImportMapping;
  today: CivilDate;
};

/** What the list would change. Errors: those of the domain when no list is found in the file. */
export async function judgeMemberList(tx: Tx, input: ImportInput): Promise<JudgedList> {
  const judge = (existing: Parameters<typeof previewImport>[0]['existing']) =>
    unwrap(
      previewImport({
        grid: input.grid,
        ...(input.mapping ? { mapping: input.mapping } : {}),
        existing,
        branch: { branchId: input.branchId },
        today: input.today,
      }),
    );
  // The numbers of the list are only known once it is read; the second pass knows whom they belong to.
  const drafts = judge([]).rows.flatMap((row) => (row.draft ? [row.draft] : []));
  const numbers = (pick: (draft: MemberDraft) => string | null) =>
    drafts.flatMap((draft) => pick(draft) ?? []);
  const preview = judge(
    await selectExisting(tx, input.branchId, input.today, {
      cards: numbers((d) => d.cardNumber),
      citizenIds: numbers((d) => d.citizenId),
    }),
  );
  const fresh = preview.rows.flatMap(({ verdict, memberId, draft, rowNumber }) =>
    verdict === 'new' && memberId === null && draft?.birth?.precision === 'day'
      ? [{ at: rowNumber, fullName: draft.fullName, birth: draft.birth.date }]
      : [],
  );
  return { ...preview, alikeRows: await selectAlike(tx, fresh) };
}

/** From when a new member of the list belongs to the branch: nobody wrote it down, so the day of the import. */
const statusOf = (draft: MemberDraft): MemberStatus => draft.status ?? 'official';

/** Where rows belong, who applies them, and the features that hear what they change. */
type Applied = { by: Id | null; world: World };

export async function applyRow(
  tx: Tx,
  row: RowVerdict,
  input: Pick<ImportInput, 'branchId' | 'today'> & Applied,
  nowMs: number,
): Promise<void> {
  const { branchId, today } = input;
  if (row.verdict === 'new' && row.draft) {
    const personId = row.memberId ?? (await insertPerson(tx, row.draft, nowMs));
    if (row.memberId) await updatePerson(tx, row.memberId, row.draft, nowMs);
    await insertMembership(tx, { personId, branchId, status: statusOf(row.draft), from: today });
  }
  if (row.verdict === 'changed' && row.draft && row.memberId) {
    const fields = new Set(row.changes.map((change) => change.field));
    const changed = Object.fromEntries(
      Object.entries(row.draft).filter(([field]) => fields.has(field as keyof MemberDraft)),
    ) as Partial<MemberDraft>;
    await updatePerson(tx, row.memberId, changed, nowMs);
    if (fields.has('status') && row.draft.status) {
      const nature = row.draft.status === 'temporarily-here' ? 'host' : 'home';
      await closeMembership(tx, row.memberId, branchId, nature, today, null);
      await insertMembership(tx, {
        personId: row.memberId,
        branchId,
        status: row.draft.status,
        from: today,
        reason: null,
      });
    }
  }
  if (row.verdict === 'left' && row.leaving?.effect === 'end' && row.memberId)
    await endByList(tx, row.memberId, row.leaving, input, nowMs);
}

/** What a list says of somebody who is gone, as the act that it was. */
const ACT_OF: Record<LeavingReason, MoveKind> = {
  moved: 'transfer',
  died: 'death',
  removed: 'removal',
  resigned: 'resignation',
  unknown: 'transfer',
};

async function endByList(
  tx: Tx,
  personId: Id,
  leaving: NonNullable<RowVerdict['leaving']>,
  { branchId, today, by, world }: Pick<ImportInput, 'branchId' | 'today'> & Applied,
  nowMs: number,
): Promise<void> {
  // A list can only tell of the past: a date in the future or none ends the membership today.
  const told = leaving.on?.precision === 'day' ? leaving.on.date : today;
  const day = told < today ? told : today;
  const before = await selectLife(tx, personId);
  await closeMembership(tx, personId, branchId, 'home', day, leaving.reason);
  await closeMembership(tx, personId, branchId, 'host', day, leaving.reason);
  const after = await selectLife(tx, personId);
  if (!before || !after) return;
  const kind = ACT_OF[leaving.reason];
  if (kind === 'death') await writePartyDates(tx, personId, { ...after, diedOn: day }, nowMs);
  await insertMove(
    tx,
    {
      id: newId(nowMs),
      personId,
      branchId,
      kind,
      on: day,
      document: null,
      decidedOn: null,
      reason: null,
      details: { byList: true, ...(kind === 'transfer' ? { target: null } : {}) },
      before: stateOf(before),
      after: stateOf(kind === 'death' ? { ...after, diedOn: day } : after),
      recordedBy: by,
    },
    nowMs,
  );
  await emitEvent(world, tx, 'members.left', {
    personId,
    branchId,
    on: day,
    leftTheParty: kind !== 'transfer',
  } satisfies MemberLeft);
}

/** Applies a judged list in the caller's transaction. Errors: `members.import-has-refusals`, `members.import-conflict`. */
export async function applyMemberList(
  tx: Tx,
  input: ImportInput & Applied & { skipRefused: boolean; fileName: string; bytes: Uint8Array },
  nowMs: number,
): Promise<ImportCounts> {
  await holdBranchList(tx, input.branchId);
  const preview = await judgeMemberList(tx, input);
  if (preview.counts.refused > 0 && !input.skipRefused)
    throw new DomainError({
      code: 'members.import-has-refusals',
      facts: { refused: preview.counts.refused },
    });
  try {
    for (const row of preview.rows) await applyRow(tx, row, input, nowMs);
  } catch (error) {
    // Somebody entered the same number at this very moment: the whole list is undone.
    if (sqlState(error) === '23505' || sqlState(error) === '23P01')
      throw new DomainError({ code: 'members.import-conflict' });
    throw error;
  }
  await insertImportRun(
    tx,
    {
      branchId: input.branchId,
      fileName: input.fileName,
      sha256: createHash('sha256').update(input.bytes).digest('hex'),
      counts: preview.counts,
      by: input.by,
    },
    nowMs,
  );
  return preview.counts;
}

/** The command line's way in: read, judge and, when asked, apply in one transaction. */
export async function importMembersFromFile(
  db: Database,
  file: { name: string; bytes: Uint8Array },
  input: Omit<ImportInput, 'grid'> & { apply: boolean; skipRefused: boolean; world: World },
  nowMs: number,
): Promise<JudgedList> {
  const grid = await readMemberList(file);
  return inTransaction(db, 'write', async (tx) => {
    const preview = await judgeMemberList(tx, { ...input, grid });
    if (input.apply)
      await applyMemberList(tx, { ...input, grid, by: null, fileName: file.name, bytes: file.bytes }, nowMs);
    return preview;
  });
}
