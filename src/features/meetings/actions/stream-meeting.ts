import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Id } from '#kernel/ids.ts';
import { waitBeforeRetry } from '#kernel/wait-before-retry.ts';
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
/** So many looks in a row may come to nothing, because the server is full or its database away; with the next the stream ends. */
const MOST_MISSED_LOOKS = 2;
/** A reader that lacks something is ended when reading it failed more often in a row: half a minute. */
const MOST_FAILED_READS = 5;
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
 * reader goes, when the session or the right has ended, and when the server closes its connections. A full server or a
 * database that is away for a moment ends it only when it lasts: nobody reads on for more than three minutes unasked.
 */
export function openStream(options: StreamOptions): void {
  const { world, meetingId, response } = options;
  let { readsPrivateTexts } = options;
  let cursor = options.after;
  let isOpen = true;
  let isReading = false;
  let isLooking = false;
  let missedLooks = 0;
  let failedReads = 0;
  let readAgain: NodeJS.Timeout | undefined;
  let { isBehind } = options;

  const end = () => {
    if (!isOpen) return;
    isOpen = false;
    clearInterval(heartbeat);
    clearInterval(recheck);
    clearTimeout(readAgain);
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
        failedReads = 0;
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
      // The database is gone or busy. Were all readers ended at once, they would all come back at once.
      isBehind = true;
      failedReads += 1;
      if (failedReads > MOST_FAILED_READS) return end();
      clearTimeout(readAgain);
      if (isOpen)
        readAgain = setTimeout(() => void catchUp(), waitBeforeRetry(failedReads, 0, Math.random())).unref();
    } finally {
      isReading = false;
    }
  };
  /** Whether the reader still may read, and is behind. */
  const look = async (): Promise<void> => {
    const length = readsPrivateTexts ? await options.lengthIfSure() : undefined;
    if (length === undefined) {
      const still = await inTransaction(world.db, 'read', options.recheck);
      if (still === null) return end();
      readsPrivateTexts = still.readsPrivateTexts;
    }
    missedLooks = 0;
    if (length === undefined || length > cursor) isBehind = true;
  };
  const lookAgain = async () => {
    // Counted before it is known how it ends: a look that never comes back is missed as well.
    missedLooks += 1;
    if (missedLooks > MOST_MISSED_LOOKS + 1) return end();
    if (isLooking) return;
    isLooking = true;
    try {
      await look();
    } catch {
      if (missedLooks > MOST_MISSED_LOOKS) end();
    } finally {
      isLooking = false;
    }
    await catchUp();
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
