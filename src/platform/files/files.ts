import { createHash } from 'node:crypto';
import { type Id, newId } from '#kernel/ids.ts';
import type { CopyTable } from '../database/copy.ts';
import { maybeOne, run, sql, type Tx } from '../database/database.ts';

export type StoredFile = { id: Id; unitId: Id; name: string; mediaType: string; size: number };

const TYPES: Record<string, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  txt: 'text/plain; charset=utf-8',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
};

/** The media type by the name's ending; anything unknown is only ever offered as a download. */
export const mediaTypeOf = (name: string): string =>
  TYPES[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';

/** Keeps a file in the caller's transaction. */
export async function storeFile(
  tx: Tx,
  file: { unitId: Id; name: string; bytes: Uint8Array; addedBy: Id },
  nowMs: number,
): Promise<StoredFile> {
  const id = newId(nowMs);
  const mediaType = mediaTypeOf(file.name);
  const bytes = Buffer.from(file.bytes);
  await run(
    tx,
    sql`insert into platform.file (id, unit_id, name, media_type, size, sha256, bytes, added_by, added_at)
        values (${id}, ${file.unitId}, ${file.name}, ${mediaType}, ${bytes.length},
                ${createHash('sha256').update(bytes).digest('hex')}, ${bytes}, ${file.addedBy}, ${new Date(nowMs)})`,
  );
  return { id, unitId: file.unitId, name: file.name, mediaType, size: bytes.length };
}

/** Files that are loaded in bulk. */
export const fileTable: CopyTable<StoredFile & { bytes: Uint8Array; addedBy: Id; addedAt: string }> = {
  name: 'platform.file',
  columns: ['id', 'unit_id', 'name', 'media_type', 'size', 'sha256', 'bytes', 'added_by', 'added_at'],
  values: (file) => [
    file.id,
    file.unitId,
    file.name,
    file.mediaType,
    file.size,
    createHash('sha256').update(file.bytes).digest('hex'),
    `\\x${Buffer.from(file.bytes).toString('hex')}`,
    file.addedBy,
    file.addedAt,
  ],
};

export const readFileBytes = (tx: Tx, fileId: Id) =>
  maybeOne(
    tx,
    sql<StoredFile & { bytes: Uint8Array }>`
      select id, unit_id as "unitId", name, media_type as "mediaType", size, bytes
        from platform.file where id = ${fileId}`,
  );
