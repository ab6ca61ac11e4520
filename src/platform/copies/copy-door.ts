import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmod, rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import type { Database } from '../database/database.ts';
import { type CopyHeader, readFrames, rowsIn } from './copy-content.ts';
import { CopyFault } from './copy-fault.ts';
import { type Frame, frameLine, framesIn } from './copy-file.ts';
import { type CopySource, type FrameSink, type Told, takeCopy } from './take-copy.ts';

// The embedded database belongs to the process that serves it. So that it can be copied while people work, that process
// opens a door for its own account on its own machine: a socket beside the folder, through which the frames of a copy
// leave. Compressing, locking and writing is left to whoever asked.

/** A reader that takes nothing for so long is sent away: everybody waits while the one connection is read. */
const PATIENCE_MS = 10_000;
/** Systems know no longer names of sockets. */
const LONGEST_PATH = 100;

const doorOf = (folder: string): string | undefined => {
  if (process.platform === 'win32')
    return `\\\\.\\pipe\\goc-${createHash('sha256').update(folder).digest('hex').slice(0, 32)}`;
  const path = `${folder}.door`;
  return Buffer.byteLength(path) <= LONGEST_PATH ? path : undefined;
};

/** Lets copies out until the returned function is called. The caller holds the lock of the folder. */
export async function openDoor(
  db: Database,
  folder: string,
  source: () => CopySource,
): Promise<() => Promise<void>> {
  const path = doorOf(folder);
  if (path === undefined) return async () => {};
  // What lies there was left by a process that was killed: the folder is ours.
  if (process.platform !== 'win32') await rm(path, { force: true });
  const asking = new Set<Socket>();
  const server = createServer((socket) => {
    asking.add(socket);
    socket.once('close', () => asking.delete(socket));
    socket.setTimeout(PATIENCE_MS, () => socket.destroy());
    socket.on('error', () => {});
    void takeCopy(db, source(), sinkOf(socket), () => {}).then(
      () => socket.end(),
      () => socket.destroy(),
    );
  });
  server.listen(path);
  await once(server, 'listening');
  if (process.platform !== 'win32') await chmod(path, 0o600);
  return async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of asking) socket.destroy();
    await closed;
  };
}

const sinkOf = (socket: Socket): FrameSink => ({
  frame: async (kind, content) => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    socket.write(frameLine(kind, bytes.length));
    if (!socket.write(bytes) && !socket.destroyed)
      await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
    if (socket.destroyed) throw new Error('Whoever asked for the copy has gone.');
  },
});

/**
 * The frames of a copy from the process that serves this folder.
 * Errors: `no-door` when it has none; `interrupted` when it ends before the copy is whole.
 */
export async function* framesThroughDoor(folder: string): ReturnType<typeof framesIn> {
  const path = doorOf(folder);
  const socket = path === undefined ? undefined : connect(path);
  if (!socket) throw new CopyFault('no-door');
  await once(socket, 'connect').catch((error: unknown) => {
    throw new CopyFault('no-door', {}, error);
  });
  let isWhole = false;
  try {
    for await (const frame of framesIn(socket, folder)) {
      isWhole = frame.kind === 'end';
      yield frame;
    }
  } catch (error) {
    throw new CopyFault('interrupted', {}, error);
  } finally {
    socket.destroy();
  }
  if (!isWhole) throw new CopyFault('interrupted');
}

/** Hands a copy on as it comes, and looks at it on the way as at any other. */
export async function forward(frames: AsyncGenerator<Frame>, to: FrameSink, told: Told): Promise<CopyHeader> {
  const { header, lines } = await readFrames(frames, 'server');
  await to.frame('header', JSON.stringify(header));
  const all = Math.max(rowsIn(header), 1);
  let done = 0;
  let at = 0;
  const beginUpTo = async (last: number) => {
    for (; at <= last; at++) await to.frame('table', header.tables[at]!.name);
  };
  for await (const { table, bytes, rows } of lines) {
    await beginUpTo(header.tables.indexOf(table));
    await to.frame('rows', bytes);
    done += rows;
    told(done / all, table.name);
  }
  await beginUpTo(header.tables.length - 1);
  await to.frame('end', '');
  told(1, '');
  return header;
}
