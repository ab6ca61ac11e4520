import { type Id, newId } from '#kernel/ids.ts';
import { unwrap } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import { storeFile } from '#platform/files/files.ts';
import { checkPayload } from '../domain/check-payload.ts';
import type { PaperRole, StoredEntry } from '../domain/entry.ts';
import { composeEntries, keepEntries, numberEntries } from './keep-entries.ts';
import type { LoadedMeeting } from './load-meeting.ts';

export type PaperToAttach = { name: string; bytes: Buffer; role: PaperRole; itemId?: Id; by: Id };

/** Stores a file of a locked meeting and says so in its journal. Errors: those of the entry's shape. */
export async function attachPaper(
  tx: Tx,
  meeting: LoadedMeeting,
  paper: PaperToAttach,
  nowMs: number,
): Promise<{ paperId: Id; fileId: Id; stored: StoredEntry[] }> {
  const paperId = newId(nowMs);
  const payload = unwrap(
    checkPayload('paper-attached', {
      paperId,
      fileId: paperId,
      name: paper.name,
      bytes: paper.bytes.length,
      role: paper.role,
      ...(paper.itemId ? { itemId: paper.itemId } : {}),
    }),
  );
  const file = await storeFile(
    tx,
    { unitId: meeting.row.branchId, name: payload.name, bytes: paper.bytes, addedBy: paper.by },
    nowMs,
  );
  const said = { kind: 'paper-attached' as const, payload: { ...payload, fileId: file.id } };
  const stored = numberEntries(meeting, composeEntries(meeting, paper.by, [said], nowMs), nowMs);
  await keepEntries(tx, meeting, stored);
  return { paperId, fileId: file.id, stored };
}
