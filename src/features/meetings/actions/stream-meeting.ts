import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Id } from '#kernel/ids.ts';
import { inTransaction, type Tx } from '#platform/database/database.ts';
import type { World } from '#platform/feature.ts';
import type { AnyEntry } from '../contract.ts';
import { selectEntries } from '../db/entries.sql.ts';
import { withoutPrivateTexts } from '../domain/private-texts.ts';
import { eventOf, type JournalNews, topicOf } from './keep-entries.ts';

/** Proxies and phones drop a silent connection after half a minute. */
const HEARTBEAT_MS = 20_000;
/** How long a session that has ended, or a right that was lost, may still be read from an open stream. */
const RECHECK_MS = 60_000;
/** A reader that is this far behind is cut off; it comes back and catches up. */
const MOST_WAITING_BYTES = 4 * 1024 * 1024;

/**
 * Entries of a meeting after a place in the journal, as this reader may see them. What counts as private is
 * decided over the whole journal, because an opinion may have become private after it was recorded.
 */
export async function readEntries(
  tx: Tx,
  meetingId: Id,
  after: number,
  readsPrivateTexts: boolean,
): Promise<{ entries: AnyEntry[]; cursor: number }> {
  const found = await selectEntries(tx, meetingId, readsPrivateTexts ? after : 0);
  const cursor = Math.max(after, found.at(-1)?.seq ?? 0);
  const entries = readsPrivateTexts
    ? found
    : withoutPrivateTexts(found).filter((entry) => (entry.seq ?? 0) > after);
  return { entries, cursor };
}

type StreamOptions = {
  world: World;
  meetingId: Id;
  after: number;
  readsPrivateTexts: boolean;
  response: ServerResponse;
  /** Those of every answer. */
  headers: OutgoingHttpHeaders;
  /** Whether the journal may be longer than `after`. */
  isBehind: boolean;
  /** The length of the journal where a reader of the branch plainly still is one. Asked every minute. */
  lengthIfSure: () => Promise<number | undefined>;
  /** Whether any other reader may still see the meeting, and its private texts. */
  recheck: (tx: Tx) => Promise<{ readsPrivateTexts: boolean } | null>;
};

/**
 * Sends a reader everything after a place in the journal, then each new entry as it is committed. The live bus only
 * says that there is something; the journal is what is read, so nothing is lost when a message is. Ends when the
 * reader goes, when the session or the right has ended, and when the server closes its connections.
 */
export function openStream(options: StreamOptions): void {
  const { world, meetingId, response } = options;
  let { readsPrivateTexts } = options;
  let cursor = options.after;
  let isOpen = true;
  let isReading = false;
  let { isBehind } = options;

  const end = () => {
    if (!isOpen) return;
    isOpen = false;
    clearInterval(heartbeat);
    clearInterval(recheck);
    unsubscribe();
    response.end();
  };
  const write = (text: string | Buffer) => {
    if (!isOpen) return;
    response.write(text);
    if (response.writableLength > MOST_WAITING_BYTES) end();
  };
  const send = (text: string | Buffer, upTo: number) => {
    cursor = upTo;
    write(text);
  };
  const catchUp = async () => {
    if (isReading) return;
    isReading = true;
    try {
      while (isOpen && isBehind) {
        isBehind = false;
        const news = await inTransaction(world.db, 'read', (tx) =>
          readEntries(tx, meetingId, cursor, readsPrivateTexts),
        );
        if (isOpen && news.entries.length > 0)
          send(
            eventOf(
              news.entries.map((entry) => JSON.stringify(entry)),
              news.cursor,
            ),
            news.cursor,
          );
      }
    } catch {
      // The database is gone or busy: the reader reconnects and asks for what it lacks.
      end();
    } finally {
      isReading = false;
    }
  };
  const lookAgain = async () => {
    try {
      const length = readsPrivateTexts ? await options.lengthIfSure() : undefined;
      if (length !== undefined) {
        if (length <= cursor) return;
        isBehind = true;
        return await catchUp();
      }
      const still = await inTransaction(world.db, 'read', options.recheck);
      if (still === null) return end();
      readsPrivateTexts = still.readsPrivateTexts;
      isBehind = true;
      await catchUp();
    } catch {
      end();
    }
  };

  const unsubscribe = world.live.subscribe(topicOf(meetingId), ({ data }) => {
    const news = data as JournalNews;
    if (news.cursor <= cursor) return;
    // The common case costs no query: a reader of the branch who has everything up to these entries.
    if (readsPrivateTexts && !isReading && news.after === cursor) send(news.bytes, news.cursor);
    else {
      isBehind = true;
      void catchUp();
    }
  });
  const heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS);
  const recheck = setInterval(() => void lookAgain(), RECHECK_MS);
  heartbeat.unref();
  recheck.unref();
  response.on('close', end);
  response.on('error', end);
  // It ends with the connection, so that each piece goes out as it is, the same bytes to every screen.
  response.useChunkedEncodingByDefault = false;
  response.writeHead(200, {
    ...options.headers,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'private, no-store',
    'x-accel-buffering': 'no',
  });
  write('retry: 2000\n\n');
  // Gone while it was looked up who asks.
  if (response.destroyed) end();
  else void catchUp();
}
