import Dexie, { type Table } from 'dexie';
import type { MeetingView } from '../../contract.ts';
import type { AnyEntry, Entry } from '../../domain/entry.ts';
import { forgetDrafts } from './use-draft.ts';

/** What a device keeps of a meeting: the frozen facts, the journal, and entries the server has not answered yet. */
export type DeviceStore = {
  read(meetingId: string): Promise<{ view: MeetingView | null; entries: AnyEntry[]; pending: Entry[] }>;
  /** Durable when the promise resolves. */
  keepPending(entry: Entry): Promise<void>;
  keepView(meetingId: string, view: MeetingView): Promise<void>;
  keepEntries(meetingId: string, entries: readonly AnyEntry[]): Promise<void>;
  dropPending(ids: readonly string[]): Promise<void>;
};

type ViewRow = { key: string; personId: string; view: MeetingView };
type EntryRow = { id: string; key: string; personId: string; pending: 0 | 1; entry: AnyEntry };

class MeetingDatabase extends Dexie {
  views!: Table<ViewRow, string>;
  entries!: Table<EntryRow, string>;
  constructor() {
    super('goc-meetings');
    this.version(1).stores({ views: 'key, personId', entries: 'id, key, [key+pending], personId' });
  }
}

let database: MeetingDatabase | undefined;

/**
 * The store of one person on this device. What other people read here before is taken off the device,
 * except what they wrote and the server has not confirmed.
 */
export function openDeviceStore(personId: string): DeviceStore {
  database ??= new MeetingDatabase();
  const db = database;
  const keyOf = (meetingId: string) => `${personId} ${meetingId}`;
  const ready = db.transaction('rw', db.views, db.entries, async () => {
    await db.views.where('personId').notEqual(personId).delete();
    await db.entries
      .where('personId')
      .notEqual(personId)
      .filter((row) => row.pending === 0)
      .delete();
  });
  return {
    async read(meetingId) {
      await ready;
      const key = keyOf(meetingId);
      const [view, rows] = await Promise.all([
        db.views.get(key),
        db.entries.where('key').equals(key).toArray(),
      ]);
      return {
        view: view?.view ?? null,
        entries: rows.filter((r) => r.pending === 0).map((r) => r.entry),
        pending: rows.filter((r) => r.pending === 1).map((r) => r.entry as Entry),
      };
    },
    async keepPending(entry) {
      await ready;
      await db.entries.put({ id: entry.id, key: keyOf(entry.meetingId), personId, pending: 1, entry });
    },
    async keepView(meetingId, view) {
      await ready;
      await db.views.put({ key: keyOf(meetingId), personId, view: { ...view, entries: [] } });
    },
    async keepEntries(meetingId, entries) {
      await ready;
      const key = keyOf(meetingId);
      await db.entries.bulkPut(
        entries.map((entry) => ({ id: entry.id, key, personId, pending: 0 as const, entry })),
      );
    },
    async dropPending(ids) {
      await ready;
      await db.entries.bulkDelete([...ids]);
    },
  };
}

/** For a browser that forbids storage: the page still works, and says that nothing outlives it. */
export function openMemoryStore(): DeviceStore {
  const pending = new Map<string, Entry>();
  return {
    read: async () => ({ view: null, entries: [], pending: [...pending.values()] }),
    keepPending: async (entry) => void pending.set(entry.id, entry),
    keepView: async () => {},
    keepEntries: async () => {},
    dropPending: async (ids) => {
      for (const id of ids) pending.delete(id);
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
  if (typeof indexedDB === 'undefined') return;
  database ??= new MeetingDatabase();
  await database.views.clear();
  await database.entries.filter((row) => row.pending === 0).delete();
}
