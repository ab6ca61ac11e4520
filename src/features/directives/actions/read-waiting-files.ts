import type { Id } from '#kernel/ids.ts';
import { inTransaction } from '#platform/database/database.ts';
import type { World } from '#platform/feature.ts';
import { selectFileToRead, setWords } from '../db/paper-files.sql.ts';
import { wordsOfFile } from './words-of-file.ts';

/** Read in one run; the next run goes on. */
const MOST_AT_ONCE = 200;

/**
 * Reads the words of files that were kept before anybody could look into them: sent when many others were being read,
 * or before files were read at all.
 */
export async function readWaitingFiles({ db }: Pick<World, 'db'>): Promise<void> {
  let after: Id | null = null;
  for (let read = 0; read < MOST_AT_ONCE; read += 1) {
    const file = await inTransaction(db, 'read', (tx) => selectFileToRead(tx, after));
    if (!file) return;
    after = file.id;
    const words = await wordsOfFile(file.name, Buffer.from(file.bytes));
    await inTransaction(db, 'write', (tx) => setWords(tx, file.id, words));
  }
}
