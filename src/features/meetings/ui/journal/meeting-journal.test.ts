import { afterEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { MeetingView } from '../../contract.ts';
import type { AnyEntry, Entry } from '../../domain/entry.ts';
import { BRANCH, contextOf, idOf, MEETING } from '../../domain/meeting-builders.ts';
import { openMemoryStore } from './device-store.ts';
import { MeetingJournal, type Transport } from './meeting-journal.ts';

class Lost extends Error {}
class Refused extends Error {
  constructor(readonly why: { code: string; message: string; retryAfterMs?: number }) {
    super(why.code);
  }
}

/** A server in memory with a line that can be cut before or after its answer. */
class FakeServer {
  stored: (AnyEntry & { seq: number; receivedAt: number })[] = [];
  line: 'up' | 'cut-before' | 'cut-after' = 'up';
  refuses = new Set<string>();
  sends = 0;
  #listeners = new Set<(batch: { entries: AnyEntry[]; cursor: number }) => void>();
  #lines = new Set<(isUp: boolean) => void>();

  view(): MeetingView {
    const context = contextOf();
    return {
      meeting: { id: MEETING, branchId: BRANCH, stage: 'planned' },
      context,
      entries: [...this.stored],
      cursor: this.stored.length,
      role: 'lead',
      memberId: idOf(101),
      abilities: { lead: true },
      now: 0,
      closedMonth: false,
      paper: { superiorBody: 'Đảng bộ phường Hồng Lạc', place: 'Hồng Lạc' },
    } as unknown as MeetingView;
  }

  restore(): void {
    this.line = 'up';
    for (const tell of this.#lines) tell(true);
  }

  transport(): Transport {
    const guard = () => {
      if (this.line === 'cut-before') throw new Lost();
    };
    return {
      load: async () => {
        guard();
        return this.view();
      },
      after: async (cursor) => {
        guard();
        return { entries: this.stored.slice(cursor), cursor: this.stored.length };
      },
      send: async (entries: Entry[]) => {
        this.sends++;
        guard();
        const accepted: { id: string; seq: number; receivedAt: number }[] = [];
        const refused: { id: string; code: string; message: string }[] = [];
        const fresh: AnyEntry[] = [];
        for (const entry of entries) {
          if (this.refuses.has(entry.kind)) {
            refused.push({ id: entry.id, code: 'meetings.refused', message: 'no' });
            continue;
          }
          let known = this.stored.find((one) => one.id === entry.id);
          if (!known) {
            known = { ...entry, seq: this.stored.length + 1, receivedAt: 1 };
            this.stored.push(known);
            fresh.push(known);
          }
          accepted.push({ id: known.id, seq: known.seq, receivedAt: known.receivedAt });
        }
        for (const hear of this.#listeners) hear({ entries: fresh, cursor: this.stored.length });
        if (this.line === 'cut-after') throw new Lost();
        return { accepted, refused, cursor: this.stored.length };
      },
      listen: (_cursor, hear) => {
        this.#listeners.add(hear.entries);
        this.#lines.add(hear.line);
        return () => {
          this.#listeners.delete(hear.entries);
          this.#lines.delete(hear.line);
        };
      },
      isLost: (error) => error instanceof Lost,
      refusalOf: (error) => (error instanceof Refused ? error.why : null),
    };
  }
}

const opened: MeetingJournal[] = [];
const openOn = async (server: FakeServer, store = openMemoryStore()) => {
  const journal = new MeetingJournal({
    meetingId: MEETING,
    deviceId: newId(),
    transport: server.transport(),
    store,
    now: () => 1_000,
  });
  opened.push(journal);
  await journal.open();
  return journal;
};
afterEach(() => {
  for (const journal of opened.splice(0)) journal.close();
});

/** Resolves when the journal's state satisfies the condition; a change wakes it, no clock does. */
const until = (journal: MeetingJournal, isSo: () => boolean) =>
  new Promise<void>((resolve) => {
    if (isSo()) return resolve();
    const stop = journal.subscribe(() => {
      if (!isSo()) return;
      stop();
      resolve();
    });
  });
const pending = (journal: MeetingJournal) => journal.snapshot()!.pending;

describe('the journal on a device', () => {
  it('shows an entry at once and settles it when the server has it', async () => {
    const server = new FakeServer();
    const journal = await openOn(server);
    await journal.append('focus-set', { text: 'Vệ sinh ngõ phố' });
    expect(journal.snapshot()!.state.focus?.text).toBe('Vệ sinh ngõ phố');
    await until(journal, () => pending(journal) === 0);
    expect(server.stored.map((e) => e.kind)).toEqual(['focus-set']);
  });

  it('shows one device what the other wrote', async () => {
    const server = new FakeServer();
    const [laptop, phone] = [await openOn(server), await openOn(server)];
    await laptop.append('focus-set', { text: 'Phòng cháy' });
    await until(phone, () => phone.snapshot()!.state.focus?.text === 'Phòng cháy');
    await phone.append('comment-added', { text: 'Nên mời cán bộ phường' });
    await until(laptop, () => laptop.snapshot()!.state.comments.length === 1);
    // The phone had seen the laptop's entry, so its own comes after it.
    expect(server.stored.map((e) => e.lamport)).toEqual([1, 2]);
  });

  it('keeps what was written without a line, and sends it once when the line is back', async () => {
    const server = new FakeServer();
    const journal = await openOn(server);
    server.line = 'cut-before';
    await journal.append('focus-set', { text: 'a' });
    await journal.append('comment-added', { text: 'b' });
    await until(journal, () => !journal.snapshot()!.isConnected);
    expect(pending(journal)).toBe(2);
    expect(server.stored).toEqual([]);
    server.restore();
    await until(journal, () => pending(journal) === 0);
    expect(server.stored.map((e) => e.kind)).toEqual(['focus-set', 'comment-added']);
  });

  it('does not write twice when the answer was lost on its way', async () => {
    const server = new FakeServer();
    const journal = await openOn(server);
    server.line = 'cut-after';
    await journal.append('focus-set', { text: 'a' });
    await until(journal, () => !journal.snapshot()!.isConnected || pending(journal) === 0);
    server.restore();
    await until(journal, () => pending(journal) === 0 && journal.snapshot()!.isConnected);
    expect(server.stored).toHaveLength(1);
  });

  it('still has its entries after the page was closed without a line', async () => {
    const server = new FakeServer();
    const store = openMemoryStore();
    const first = await openOn(server, store);
    server.line = 'cut-before';
    await first.append('focus-set', { text: 'giữ lại' });
    first.close();
    server.line = 'up';
    const second = await openOn(server, store);
    await until(second, () => pending(second) === 0);
    expect(server.stored).toHaveLength(1);
    expect(second.snapshot()!.state.focus?.text).toBe('giữ lại');
  });

  it('takes back what the server refuses and says why, without losing the text', async () => {
    const server = new FakeServer();
    server.refuses.add('focus-set');
    const journal = await openOn(server);
    await journal.append('focus-set', { text: 'không được' });
    await until(journal, () => journal.snapshot()!.refused.length === 1);
    const { state, refused } = journal.snapshot()!;
    expect(state.focus).toBeNull();
    expect(refused[0]!.entry.payload).toEqual({ text: 'không được' });
    journal.dismiss(refused[0]!.entry.id);
    expect(journal.snapshot()!.refused).toEqual([]);
  });

  it('gives every entry of a device its own place, also when written at the same moment', async () => {
    const server = new FakeServer();
    const journal = await openOn(server);
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => journal.append('comment-added', { text: `ý kiến ${i}` })),
    );
    await until(journal, () => pending(journal) === 0);
    expect(new Set(server.stored.map((e) => e.lamport)).size).toBe(20);
  });
});
