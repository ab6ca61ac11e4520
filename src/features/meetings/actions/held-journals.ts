import type { Id } from '#kernel/ids.ts';
import type { StoredEntry } from '../domain/entry.ts';

type Held = { entries: StoredEntry[]; ids: Set<Id> };

/**
 * Journals of running meetings, kept so that votes need not be counted from the database each time. Holds at most so many
 * entries of all meetings together; those that were used longest ago go first, and are read again when they are wanted.
 */
export class HeldJournals {
  #journals = new Map<Id, Held>();
  #count = 0;

  constructor(private readonly most: number) {}

  hold(meetingId: Id, entries: readonly StoredEntry[]): void {
    this.drop(meetingId);
    this.#journals.set(meetingId, { entries: [...entries], ids: new Set(entries.map((entry) => entry.id)) });
    this.#count += entries.length;
    this.#makeRoom();
  }

  drop(meetingId: Id): void {
    const held = this.#journals.get(meetingId);
    if (held === undefined) return;
    this.#count -= held.entries.length;
    this.#journals.delete(meetingId);
  }

  /** Adds what was written after everything that is held; of a journal that is not held it keeps nothing. */
  add(meetingId: Id, stored: readonly StoredEntry[]): void {
    const held = this.#journals.get(meetingId);
    if (held === undefined) return;
    for (const entry of stored) {
      held.entries.push(entry);
      held.ids.add(entry.id);
    }
    this.#count += stored.length;
    this.#makeRoom();
  }

  /** The whole journal in the order of arrival, or undefined when it has to be read. */
  read(meetingId: Id): StoredEntry[] | undefined {
    const held = this.#journals.get(meetingId);
    if (held === undefined) return undefined;
    this.#journals.delete(meetingId);
    this.#journals.set(meetingId, held);
    return held.entries;
  }

  has = (meetingId: Id): boolean => this.#journals.has(meetingId);

  isThere = (meetingId: Id, entryId: Id): boolean => this.#journals.get(meetingId)?.ids.has(entryId) ?? false;

  get entries(): number {
    return this.#count;
  }

  #makeRoom(): void {
    for (const meetingId of this.#journals.keys()) {
      if (this.#count <= this.most) return;
      this.drop(meetingId);
    }
  }
}
