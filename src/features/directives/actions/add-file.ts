import { createHash } from 'node:crypto';
import type { Id } from '#kernel/ids.ts';
import { unwrap } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import { storeFile } from '#platform/files/files.ts';
import { insertPaperFile, selectContents } from '../db/paper-files.sql.ts';
import { checkRoom } from '../domain/check-room.ts';
import type { FilePart } from '../domain/paper.ts';

/**
 * Adds a file to a paper that the caller holds. `part` null: the main text where there is none yet. `words` null: they are read
 * afterwards. Errors: those of `checkRoom`.
 */
export async function addFile(
  tx: Tx,
  paper: { id: Id; unitId: Id },
  file: { name: string; bytes: Uint8Array; words: string | null; part: FilePart | null; addedBy: Id },
  nowMs: number,
) {
  const part = unwrap(
    checkRoom(await selectContents(tx, paper.id), {
      size: file.bytes.length,
      sha256: createHash('sha256').update(file.bytes).digest('hex'),
      part: file.part,
    }),
  );
  const { id, size } = await storeFile(
    tx,
    { unitId: paper.unitId, name: file.name, bytes: file.bytes, addedBy: file.addedBy },
    nowMs,
  );
  await insertPaperFile(
    tx,
    { id, directiveId: paper.id, part, words: file.words, addedBy: file.addedBy },
    new Date(nowMs),
  );
  return { id, part, size };
}
