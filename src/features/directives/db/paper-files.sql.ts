import type { Id } from '#kernel/ids.ts';
import { maybeOne, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { FilePart } from '../domain/paper.ts';

export type PaperFileRow = {
  id: Id;
  directiveId: Id;
  part: FilePart;
  name: string;
  mediaType: string;
  size: number;
  /** Null while it waits to be read. */
  isFound: boolean | null;
  addedAt: Date;
};

/** The files of these papers, the main text of each first. */
export const selectPaperFiles = (tx: Tx, directiveIds: readonly Id[]) =>
  rows(
    tx,
    sql<PaperFileRow>`
      select f.id, p.directive_id as "directiveId", p.part, f.name, f.media_type as "mediaType", f.size,
             p.is_found as "isFound", p.added_at as "addedAt"
        from directives.paper_file p join platform.file f on f.id = p.file_id
       where p.directive_id = any(${uuids(directiveIds)}) and p.removed_at is null
       order by p.directive_id, p.part = 'annex', p.added_at, p.file_id`,
  );

/** Whether this file is one of the paper's now. */
export const isFileOfPaper = async (tx: Tx, directiveId: Id, fileId: Id): Promise<boolean> =>
  (await maybeOne(
    tx,
    sql<{ id: Id }>`
      select file_id as id from directives.paper_file
       where file_id = ${fileId} and directive_id = ${directiveId} and removed_at is null`,
  )) !== undefined;

/** Files of one paper come one after the other, so that their number and size can be counted. */
export const holdPaper = (tx: Tx, directiveId: Id) =>
  run(tx, sql`select 1 from directives.directive where id = ${directiveId} for update`);

export type KnownContent = { name: string; size: number; part: FilePart; sha256: string };

/** What the paper carries now, by name, size and fingerprint. */
export const selectContents = (tx: Tx, directiveId: Id) =>
  rows(
    tx,
    sql<KnownContent>`
      select f.name, f.size, p.part, f.sha256
        from directives.paper_file p join platform.file f on f.id = p.file_id
       where p.directive_id = ${directiveId} and p.removed_at is null`,
  );

/** `words`: what could be read in it; null when it waits to be read. */
export const insertPaperFile = (
  tx: Tx,
  file: { id: Id; directiveId: Id; part: FilePart; words: string | null; addedBy: Id },
  at: Date,
) =>
  run(
    tx,
    sql`insert into directives.paper_file (file_id, directive_id, part, search_key, is_found, added_by, added_at)
        values (${file.id}, ${file.directiveId}, ${file.part}, ${file.words ?? ''},
                ${file.words === null ? null : file.words !== ''}, ${file.addedBy}, ${at})`,
  );

/** Takes a file off a paper that nobody has opened; gives nothing back when it is not there or was opened. */
export const markFileRemoved = (
  tx: Tx,
  file: { id: Id; directiveId: Id; by: Id; because: string },
  at: Date,
) =>
  maybeOne(
    tx,
    sql<{ id: Id }>`
      update directives.paper_file set removed_at = ${at}, removed_by = ${file.by}, removed_because = ${file.because}
       where file_id = ${file.id} and directive_id = ${file.directiveId} and removed_at is null
         and not exists (select from directives.recipient r
                          where r.directive_id = ${file.directiveId} and r.received_at is not null)
      returning file_id as id`,
  );

export type RemovedFileRow = {
  id: Id;
  part: FilePart;
  name: string;
  removedAt: Date;
  removedByName: string;
  reason: string;
};

export const selectRemovedFiles = (tx: Tx, directiveId: Id) =>
  rows(
    tx,
    sql<RemovedFileRow>`
      select f.id, p.part, f.name, p.removed_at as "removedAt", who.full_name as "removedByName",
             p.removed_because as reason
        from directives.paper_file p join platform.file f on f.id = p.file_id
        join members.person who on who.id = p.removed_by
       where p.directive_id = ${directiveId} and p.removed_at is not null
       order by p.removed_at desc`,
  );

export const wasFileRemoved = async (tx: Tx, directiveId: Id, fileId: Id): Promise<boolean | undefined> =>
  (
    await maybeOne(
      tx,
      sql<{ removed: boolean }>`
        select removed_at is not null as removed from directives.paper_file
         where file_id = ${fileId} and directive_id = ${directiveId}`,
    )
  )?.removed;

/** Files that wait to be read, the oldest first, with their bytes. */
export const selectFileToRead = (tx: Tx, after: Id | null) =>
  maybeOne(
    tx,
    sql<{ id: Id; name: string; bytes: Uint8Array }>`
      select f.id, f.name, f.bytes
        from directives.paper_file p join platform.file f on f.id = p.file_id
       where p.is_found is null and p.removed_at is null
         and (${after}::text::uuid is null or p.file_id > ${after}::text::uuid)
       order by p.file_id limit 1`,
  );

export const setWords = (tx: Tx, fileId: Id, words: string) =>
  run(
    tx,
    sql`update directives.paper_file set search_key = ${words}, is_found = ${words !== ''}
         where file_id = ${fileId} and is_found is null`,
  );
