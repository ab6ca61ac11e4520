import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { forgetDrafts } from '#ui-kit/drafts.ts';
import type { MeetingView } from '../../contract.ts';
import type { AnyEntry, Entry } from '../../domain/entry.ts';
import { forgetPapers } from './keep-papers.ts';

/** Why the server did not take an entry, in the words of its answer. */
export type WhyRefused = { code: string; message: string; wayOut?: string };
export type RefusedEntry = WhyRefused & { entry: Entry };

/** What a device keeps of a meeting: the frozen facts, the journal, and entries the server has not answered yet. */
export type DeviceStore = {
  read(meetingId: string): Promise<{
    view: MeetingView | null;
    entries: AnyEntry[];
    pending: Entry[];
    /** Refused, and not yet read by a person: the words must not be lost with the page. */
    refused: RefusedEntry[];
  }>;
  /** Durable when the promise resolves. */
  keepPending(entry: Entry): Promise<void>;
  keepView(meetingId: string, view: MeetingView): Promise<void>;
  keepEntries(meetingId: string, entries: readonly AnyEntry[]): Promise<void>;
  keepRefused(refused: readonly RefusedEntry[]): Promise<void>;
  dropPending(ids: readonly string[]): Promise<void>;
};

/** `key` is person and meeting: two people who share a device never see each other's rows. */
type ViewRow = { key: string; personId: string; view: MeetingView };
type EntryRow = {
  id: string;
  key: string;
  personId: string;
  isPending: boolean;
  entry: AnyEntry;
  /** Answered with a refusal that nobody has read yet. */
  refused?: WhyRefused;
};

interface MeetingSchema extends DBSchema {
  views: { key: string; value: ViewRow };
  entries: { key: string; value: EntryRow; indexes: { key: string } };
}

let database: Promise<IDBPDatabase<MeetingSchema>> | undefined;

const openMeetings = (): Promise<IDBPDatabase<MeetingSchema>> => {
  database ??= openDB<MeetingSchema>('goc-meetings', 1, {
    upgrade(db) {
      db.createObjectStore('views', { keyPath: 'key' });
      db.createObjectStore('entries', { keyPath: 'id' }).createIndex('key', 'key');
    },
  });
  return database;
};

/** Deletes what the server has anyway; what waits to be sent stays, whoever wrote it. */
async function forget(isForgotten: (personId: string) => boolean): Promise<void> {
  const db = await openMeetings();
  const tx = db.transaction(['views', 'entries'], 'readwrite');
  for (let at = await tx.objectStore('views').openCursor(); at; at = await at.continue())
    if (isForgotten(at.value.personId)) await at.delete();
  for (let at = await tx.objectStore('entries').openCursor(); at; at = await at.continue())
    if (!at.value.isPending && isForgotten(at.value.personId)) await at.delete();
  await tx.done;
}

/**
 * The store of one person on this device. What other people read here before is taken off the device,
 * except what they wrote and the server has not confirmed.
 */
export function openDeviceStore(personId: string): DeviceStore {
  const ready = forget((other) => other !== personId).then(openMeetings);
  const keyOf = (meetingId: string) => `${personId} ${meetingId}`;
  return {
    async read(meetingId) {
      const db = await ready;
      const key = keyOf(meetingId);
      const [view, rows] = await Promise.all([
        db.get('views', key),
        db.getAllFromIndex('entries', 'key', key),
      ]);
      return {
        view: view?.view ?? null,
        entries: rows.filter((row) => !row.isPending).map((row) => row.entry),
        pending: rows.filter((row) => row.isPending && !row.refused).map((row) => row.entry as Entry),
        refused: rows.flatMap((row) => (row.refused ? [{ entry: row.entry as Entry, ...row.refused }] : [])),
      };
    },
    async keepPending(entry) {
      const db = await ready;
      // Strict: the promise waits until the entry is on the disk, not in a buffer of the system.
      const tx = db.transaction('entries', 'readwrite', { durability: 'strict' });
      await tx.store.put({ id: entry.id, key: keyOf(entry.meetingId), personId, isPending: true, entry });
      await tx.done;
    },
    async keepView(meetingId, view) {
      const db = await ready;
      await db.put('views', { key: keyOf(meetingId), personId, view: { ...view, entries: [] } });
    },
    async keepEntries(meetingId, entries) {
      const db = await ready;
      const key = keyOf(meetingId);
      const tx = db.transaction('entries', 'readwrite');
      for (const entry of entries)
        void tx.store.put({ id: entry.id, key, personId, isPending: false, entry });
      await tx.done;
    },
    async keepRefused(refused) {
      const db = await ready;
      const tx = db.transaction('entries', 'readwrite');
      for (const { entry, ...why } of refused)
        void tx.store.put({
          id: entry.id,
          key: keyOf(entry.meetingId),
          personId,
          isPending: true,
          entry,
          refused: why,
        });
      await tx.done;
    },
    async dropPending(ids) {
      const db = await ready;
      const tx = db.transaction('entries', 'readwrite');
      for (const id of ids) void tx.store.delete(id);
      await tx.done;
    },
  };
}

/** For a browser that forbids storage: the page still works, and nothing outlives it. */
export function openMemoryStore(): DeviceStore {
  const pending = new Map<string, Entry>();
  const refused = new Map<string, RefusedEntry>();
  return {
    read: async () => ({
      view: null,
      entries: [],
      pending: [...pending.values()],
      refused: [...refused.values()],
    }),
    keepPending: async (entry) => void pending.set(entry.id, entry),
    keepView: async () => {},
    keepEntries: async (_meetingId, entries) => {
      for (const entry of entries) pending.delete(entry.id);
    },
    keepRefused: async (given) => {
      for (const each of given) {
        pending.delete(each.entry.id);
        refused.set(each.entry.id, each);
      }
    },
    dropPending: async (ids) => {
      for (const id of ids) {
        pending.delete(id);
        refused.delete(id);
      }
    },
  };
}

const DEVICE = 'goc.device';

/** One id for this browser, made once. */
export function deviceId(make: () => string): string {
  try {
    const known = localStorage.getItem(DEVICE);
    if (known) return known;
    const made = make();
    localStorage.setItem(DEVICE, made);
    return made;
  } catch {
    return make();
  }
}

/**
 * Takes the meetings that were read here off this device, drafts included: called when a person signs out.
 * What that person wrote and the server has not confirmed stays, locked to the person, until they are back.
 */
export async function forgetOnThisDevice(): Promise<void> {
  forgetDrafts();
  await forgetPapers();
  if (typeof indexedDB !== 'undefined') await forget(() => true);
}
