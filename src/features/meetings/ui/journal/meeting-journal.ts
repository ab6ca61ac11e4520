import { newId } from '#kernel/ids.ts';
import { waitBeforeRetry } from '#kernel/wait-before-retry.ts';
import type { MeetingView } from '../../contract.ts';
import {
  type AnyEntry,
  type Entry,
  type EntryKind,
  type EntryPayloads,
  nextLamport,
} from '../../domain/entry.ts';
import { foldMeeting, type MeetingState } from '../../domain/fold.ts';
import { type TakenOver, takeOver } from '../../domain/hand-over.ts';
import type { DeviceStore, RefusedEntry, WhyRefused } from './device-store.ts';

/** How the journal reaches the server. `NoConnection` means that nobody has decided anything. */
export type Transport = {
  load(): Promise<MeetingView>;
  after(cursor: number): Promise<{ entries: AnyEntry[]; cursor: number }>;
  send(entries: Entry[]): Promise<{
    accepted: { id: string; seq: number; receivedAt: number }[];
    refused: { id: string; code: string; message: string; wayOut?: string }[];
    cursor: number;
  }>;
  /** Calls back for every batch that the server commits, and when the line comes and goes. */
  listen(
    cursor: () => number,
    hear: {
      entries: (batch: { entries: AnyEntry[]; cursor: number }) => void;
      line: (isUp: boolean) => void;
    },
  ): () => void;
  isLost(error: unknown): boolean;
  /** What a refusal of a whole batch says; `retryAfterMs` when the server is busy and said when to come back. */
  refusalOf(error: unknown): (WhyRefused & { retryAfterMs?: number }) | null;
};

export type JournalSnapshot = {
  view: MeetingView;
  state: MeetingState;
  /** Saved on this device, not yet confirmed by the server. */
  pending: number;
  /** Confirmed by the server. */
  onServer: number;
  /** How far the present sending is: entries that were waiting when it began, and those answered since. */
  sending: { done: number; all: number } | null;
  /** Why nothing can be sent although the server answers: signed out, or the server is busy. */
  halted: WhyRefused | null;
  isSending: boolean;
  isConnected: boolean;
  refused: RefusedEntry[];
};

/** One request stays far below what a server takes at once. */
const MOST_IN_BATCH = 200;
const MOST_BATCH_CHARACTERS = 400_000;

/**
 * The journal of one meeting on one device. What is appended here is durable on the device before it shows,
 * goes to the server as soon as there is a line, and is folded together with what other devices wrote.
 */
export class MeetingJournal {
  #entries = new Map<string, AnyEntry>();
  #pending = new Map<string, Entry>();
  #refused: RefusedEntry[] = [];
  #halted: WhyRefused | null = null;
  #sending: { done: number; all: number } | null = null;
  #view: MeetingView | null = null;
  #cursor = 0;
  #isConnected = false;
  #isSending = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #stopListening: (() => void) | undefined;
  #listeners = new Set<() => void>();
  #snapshot: JournalSnapshot | null = null;
  #isOpen = true;
  #appending: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly options: {
      meetingId: string;
      deviceId: string;
      transport: Transport;
      store: DeviceStore;
      now: () => number;
      /** Between 0 and 1: spreads the return of many devices. */
      random?: () => number;
    },
  ) {}

  /** Opens from the device first, then from the server. Rejects only when neither knows the meeting. */
  async open(): Promise<void> {
    const { store, transport, meetingId } = this.options;
    const kept = await store.read(meetingId);
    for (const entry of kept.pending) {
      this.#pending.set(entry.id, entry);
      this.#entries.set(entry.id, entry);
    }
    this.#refused = kept.refused;
    if (kept.view) {
      this.#take(kept.view, kept.entries);
      this.#changed();
    }
    try {
      await this.reload();
    } catch (error) {
      const wait = transport.refusalOf(error)?.retryAfterMs;
      if (!kept.view || (!transport.isLost(error) && wait === undefined)) throw error;
      this.#scheduleRetry(wait);
    }
    if (!this.#isOpen) return;
    this.#stopListening = transport.listen(() => this.#cursor, {
      entries: (batch) => void this.#merge(batch),
      line: (isUp) => {
        this.#isConnected = isUp;
        this.#changed();
        if (isUp) void this.#catchUp();
      },
    });
  }

  close(): void {
    this.#isOpen = false;
    clearTimeout(this.#retry);
    this.#stopListening?.();
    this.#listeners.clear();
  }

  /** Asks the server for the whole meeting again: facts, abilities and journal. */
  async reload(): Promise<void> {
    const view = await this.options.transport.load();
    this.#take(view, view.entries);
    this.#isConnected = true;
    this.#failures = 0;
    // Who looks in from above writes nothing here and needs no names without a network.
    if (view.role !== 'above') {
      await this.options.store.keepView(this.options.meetingId, view);
      await this.options.store.keepEntries(this.options.meetingId, view.entries);
    }
    this.#changed();
    void this.#flush();
  }

  /** Writes one entry. Resolves when it is durable on this device and shown. */
  append<K extends EntryKind>(kind: K, payload: EntryPayloads[K]): Promise<Entry<K>> {
    const write = async () => {
      const view = this.#view;
      if (!view) throw new Error('The meeting is not open yet.');
      const at = this.options.now();
      const entry = {
        id: newId(at),
        meetingId: view.meeting.id,
        branchId: view.meeting.branchId,
        authorId: view.memberId,
        deviceId: this.options.deviceId,
        lamport: nextLamport(this.#entries.values()),
        at,
        kind,
        payload,
      } as Entry;
      await this.options.store.keepPending(entry);
      this.#pending.set(entry.id, entry);
      this.#entries.set(entry.id, entry);
      this.#changed();
      void this.#flush();
      return entry as Entry<K>;
    };
    // One after the other, so that the logical clock never gives two entries of a device the same number.
    const done = this.#appending.then(write, write);
    this.#appending = done.catch(() => {});
    return done;
  }

  /** Entries that wait here for the server, in the journal's order. */
  waiting = (): Entry[] => [...this.#pending.values()].sort((a, b) => a.lamport - b.lamport);

  /**
   * Takes over what another device in the room could not send. Null when it is no hand-over of this meeting; `added`
   * counts what was not here yet. Durable here when it resolves; sent like everything else.
   */
  async takeOver(given: unknown): Promise<(TakenOver & { added: number }) | null> {
    const view = this.#view;
    const taken = view && takeOver(given, view.meeting.id, view.memberId);
    if (!taken) return null;
    const fresh = taken.entries.filter((entry) => !this.#entries.has(entry.id));
    for (const entry of fresh) {
      await this.options.store.keepPending(entry);
      this.#pending.set(entry.id, entry);
      this.#entries.set(entry.id, entry);
    }
    this.#changed();
    void this.#flush();
    return { ...taken, added: fresh.length };
  }

  /** Takes a refused entry off the list once a person has read why. */
  dismiss(entryId: string): void {
    this.#refused = this.#refused.filter((r) => r.entry.id !== entryId);
    void this.options.store.dropPending([entryId]);
    this.#changed();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  snapshot = (): JournalSnapshot | null => this.#snapshot;

  #take(view: MeetingView, entries: readonly AnyEntry[]): void {
    this.#view = view;
    this.#cursor = Math.max(this.#cursor, view.cursor);
    for (const entry of entries) this.#settle(entry);
  }

  /** The server has it: it is no longer pending. */
  #settle(entry: AnyEntry): void {
    this.#entries.set(entry.id, entry);
    this.#pending.delete(entry.id);
  }

  async #merge(batch: { entries: AnyEntry[]; cursor: number }): Promise<void> {
    const hasNewFacts = batch.entries.some((e) =>
      ['meeting-started', 'meeting-closed', 'recorder-appointed', 'score-confirmed'].includes(e.kind),
    );
    for (const entry of batch.entries) this.#settle(entry);
    this.#cursor = Math.max(this.#cursor, batch.cursor);
    this.#changed();
    await this.options.store.keepEntries(this.options.meetingId, batch.entries);
    // These freeze facts or change what this person may do.
    if (hasNewFacts) await this.reload().catch(() => {});
  }

  async #catchUp(): Promise<void> {
    try {
      await this.#merge(await this.options.transport.after(this.#cursor));
      await this.#flush();
    } catch (error) {
      this.#scheduleRetry(this.options.transport.refusalOf(error)?.retryAfterMs);
    }
  }

  async #flush(): Promise<void> {
    if (this.#isSending || this.#pending.size === 0 || !this.#isOpen) return;
    this.#isSending = true;
    this.#sending = { done: 0, all: this.#pending.size };
    let answered = 0;
    this.#changed();
    try {
      while (this.#pending.size > 0 && this.#isOpen) {
        const batch = this.#nextBatch();
        const answer = await this.options.transport.send(batch);
        this.#failures = 0;
        this.#halted = null;
        this.#isConnected = true;
        const byId = new Map(batch.map((entry) => [entry.id, entry]));
        const kept: AnyEntry[] = [];
        for (const { id, seq, receivedAt } of answer.accepted) {
          const entry = byId.get(id);
          if (!entry) continue;
          const stored = { ...entry, seq, receivedAt };
          this.#settle(stored);
          kept.push(stored);
        }
        const refused: RefusedEntry[] = [];
        for (const { id, code, message, wayOut } of answer.refused) {
          const entry = byId.get(id);
          if (!entry) continue;
          this.#pending.delete(id);
          this.#entries.delete(id);
          refused.push({ entry, code, message, ...(wayOut ? { wayOut } : {}) });
        }
        this.#refused = [...this.#refused, ...refused];
        answered += kept.length + refused.length;
        this.#sending = { done: answered, all: answered + this.#pending.size };
        await this.options.store.keepEntries(this.options.meetingId, kept);
        await this.options.store.keepRefused(refused);
        this.#changed();
        if (answer.accepted.length + answer.refused.length === 0) break;
      }
    } catch (error) {
      if (this.options.transport.isLost(error)) this.#isConnected = false;
      // The server refused the whole batch (signed out, busy): what was written stays on the device.
      else this.#halted = this.options.transport.refusalOf(error);
      this.#scheduleRetry(this.options.transport.refusalOf(error)?.retryAfterMs);
    } finally {
      this.#isSending = false;
      this.#sending = null;
      this.#changed();
    }
  }

  /** The oldest entries that wait, as many as one request carries. */
  #nextBatch(): Entry[] {
    const batch: Entry[] = [];
    let characters = 0;
    for (const entry of this.waiting()) {
      characters += JSON.stringify(entry).length;
      if (batch.length > 0 && (characters > MOST_BATCH_CHARACTERS || batch.length === MOST_IN_BATCH)) break;
      batch.push(entry);
    }
    return batch;
  }

  #scheduleRetry(leastMs = 0): void {
    clearTimeout(this.#retry);
    if (!this.#isOpen) return;
    this.#failures++;
    this.#retry = setTimeout(
      () => {
        void this.#catchUp();
      },
      waitBeforeRetry(this.#failures, leastMs, (this.options.random ?? Math.random)()),
    );
  }

  #changed(): void {
    if (!this.#view) return;
    this.#snapshot = {
      view: this.#view,
      state: foldMeeting(this.#view.context, this.#entries.values()),
      pending: this.#pending.size,
      onServer: this.#entries.size - this.#pending.size,
      sending: this.#sending,
      halted: this.#halted,
      isSending: this.#isSending,
      isConnected: this.#isConnected,
      refused: this.#refused,
    };
    for (const listener of this.#listeners) listener();
  }
}
