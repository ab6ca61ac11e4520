import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import { run, sql } from '#platform/database/database.ts';
import { endSession, SESSION_COOKIE } from '#platform/sign-in/sessions.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';
import type { AnyEntry } from './contract.ts';
import { Device, open, PRIVATE, plan } from './testing/hold-meeting.ts';

let world: TestWorld;
let address: string;
let meetingId: string;
let isClosed = false;

beforeEach(async () => {
  isClosed = false;
  // Only the stream's own intervals stand still: the test moves them.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  world = await openTestWorld();
  address = await world.app.server.listen({ port: 0, host: '127.0.0.1' });
  meetingId = await plan(world, { month: '2026-03', plannedOn: '2026-03-05' });
});
afterEach(async () => {
  vi.useRealTimers();
  if (!isClosed) await world.close();
});

type News = { id: number; entries: AnyEntry[]; cursor: number };

/** Reads server-sent events as a browser does. */
async function watch(person: Person, after: number | null, headers: Record<string, string> = {}) {
  const controller = new AbortController();
  const query = after === null ? '' : `?after=${after}`;
  const response = await fetch(`${address}/api/meetings/${meetingId}/stream${query}`, {
    headers: { cookie: `${SESSION_COOKIE}=${await world.sessionOf(person)}`, ...headers },
    signal: controller.signal,
  });
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  let text = '';
  /** The next event, or null when the stream has ended. */
  const next = async (): Promise<News | null> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (data) return { id: Number(/^id: (\d+)$/m.exec(block)?.[1]), ...JSON.parse(data) };
        continue;
      }
      const chunk = await reader.read().catch(() => ({ done: true as const, value: undefined }));
      if (chunk.done) return null;
      text += decoder.decode(chunk.value, { stream: true });
    }
  };
  return { response, next, leave: () => controller.abort() };
}

/** From now on nobody can be asked who a reader is. */
const failingLooks = (isFull: boolean) =>
  vi.spyOn(world.db, 'statement').mockImplementation(async () => {
    throw isFull
      ? new DomainError({ code: 'platform.too-many-waiting' })
      : Object.assign(new Error('Connection terminated unexpectedly'), { code: '57P01' });
  });

const cursorOf = async (person: Person) => (await open(world, person, meetingId)).body.cursor;

describe('the stream of a meeting', () => {
  it('brings what one device writes to another, with its place as the id', async () => {
    const phone = await watch('dung', await cursorOf('dung'));
    expect(phone.response.headers.get('content-type')).toContain('text/event-stream');
    const laptop = new Device(world, 'an', meetingId);
    const [first] = await laptop.say({ kind: 'focus-set', payload: { text: 'Một' } });
    const heard = await phone.next();
    expect(heard?.entries.map((e) => e.id)).toEqual([first!.id]);
    expect(heard?.id).toBe(heard?.cursor);
    const [second] = await laptop.say({ kind: 'focus-set', payload: { text: 'Hai' } });
    expect((await phone.next())?.entries.map((e) => e.id)).toEqual([second!.id]);
    phone.leave();
    await vi.waitFor(() => expect(world.app.world.live.watchers(`meeting:${meetingId}`)).toBe(0));
  });

  it('catches up after a lost connection, by cursor or by the last event it had', async () => {
    const cursor = await cursorOf('dung');
    const laptop = new Device(world, 'an', meetingId);
    const missed = await laptop.say(
      { kind: 'focus-set', payload: { text: 'Một' } },
      { kind: 'focus-set', payload: { text: 'Hai' } },
    );
    const byCursor = await watch('dung', cursor);
    expect((await byCursor.next())?.entries.map((e) => e.id)).toEqual(missed.map((e) => e.id));
    byCursor.leave();
    const byLastEvent = await watch('dung', null, { 'last-event-id': String(cursor + 1) });
    expect((await byLastEvent.next())?.entries.map((e) => e.id)).toEqual([missed[1]!.id]);
    byLastEvent.leave();
  });

  it('misses nothing that is kept while it is looked up who asks', async () => {
    const cursor = await cursorOf('dung');
    const laptop = new Device(world, 'an', meetingId);
    const { db, live } = world.app.world;
    const statement = db.statement.bind(db);
    const kept: string[] = [];
    const spy = vi.spyOn(db, 'statement').mockImplementation(async (what, values) => {
      const found = await statement(what, values);
      if (what.name !== 'meetings.desk-glance' || kept.length > 0) return found;
      const told = new Promise<void>((done) => live.subscribe(`meeting:${meetingId}`, () => done()));
      for (const { id } of await laptop.say({ kind: 'focus-set', payload: { text: 'Một' } })) kept.push(id);
      await told;
      return found;
    });
    const phone = await watch('dung', cursor);
    expect((await phone.next())?.entries.map((e) => e.id)).toEqual(kept);
    expect(kept).toHaveLength(1);
    spy.mockRestore();
    phone.leave();
  });

  it('leaves private texts out for the follower and gives them to members', async () => {
    const cursor = await cursorOf('an');
    const inside = await watch('giang', cursor);
    const outside = await watch('oanh', cursor);
    const laptop = new Device(world, 'an', meetingId);
    await laptop.say({
      kind: 'opinion-recorded',
      payload: {
        opinionId: newId(),
        speakerKind: 'member',
        speakerId: world.ward.people.dung,
        text: PRIVATE,
        nature: 'criticism',
      },
    });
    expect(JSON.stringify(await inside.next())).toContain(PRIVATE);
    const withheld = await outside.next();
    expect(withheld?.entries).toMatchObject([{ kind: 'opinion-recorded', withheld: true }]);
    expect(JSON.stringify(withheld)).not.toContain(PRIVATE);
    inside.leave();
    outside.leave();
  });

  it('is for readers of the meeting only', async () => {
    const neighbour = await watch('lan', 0);
    expect(neighbour.response.status).toBe(404);
  });

  it('ends within a minute after the session has ended', async () => {
    const phone = await watch('dung', await cursorOf('dung'));
    const token = await world.sessionOf('dung');
    await world.write((tx) => endSession(tx, token));
    vi.advanceTimersByTime(60_000);
    expect(await phone.next()).toBeNull();
  });

  it('finds what no message told it about when it looks again', async () => {
    const phone = await watch('dung', await cursorOf('dung'));
    const laptop = new Device(world, 'an', meetingId);
    // Another process wrote the entry: this one's bus heard nothing.
    const publish = vi.spyOn(world.app.world.live, 'publish').mockImplementation(() => {});
    const [entry] = await laptop.say({ kind: 'focus-set', payload: { text: 'Một' } });
    await vi.waitFor(() => expect(publish).toHaveBeenCalledOnce());
    vi.advanceTimersByTime(60_000);
    expect((await phone.next())?.entries.map((e) => e.id)).toEqual([entry!.id]);
    phone.leave();
  });

  it('looks every minute for all at once, and ends for who has left the branch while others read on', async () => {
    const leaving = await watch('dung', await cursorOf('dung'));
    const staying = await watch('giang', await cursorOf('giang'));
    const laptop = new Device(world, 'an', meetingId);
    const publish = vi.spyOn(world.app.world.live, 'publish').mockImplementation(() => {});
    // The first look asks who everybody is, the second only whose rights have changed and how long the journal is.
    for (const text of ['Một', 'Hai', 'Ba']) {
      publish.mockClear();
      const [entry] = await laptop.say({ kind: 'focus-set', payload: { text } });
      await vi.waitFor(() => expect(publish).toHaveBeenCalledOnce());
      world.clock.pass(1);
      vi.advanceTimersByTime(60_000);
      for (const phone of [leaving, staying])
        expect((await phone.next())?.entries.map(({ id }) => id)).toEqual([entry!.id]);
    }
    await world.write((tx) =>
      run(
        tx,
        sql`update members.membership set valid = daterange(lower(valid), '2026-03-02')
             where person_id = ${world.ward.people.dung}`,
      ),
    );
    const [last] = await laptop.say({ kind: 'focus-set', payload: { text: 'Bốn' } });
    world.clock.pass(1);
    vi.advanceTimersByTime(60_000);
    expect((await staying.next())?.entries.map(({ id }) => id)).toEqual([last!.id]);
    expect(await leaving.next()).toBeNull();
    staying.leave();
  });

  it.each(['a full server', 'a database that is away'])(
    'goes on after %s at the minute, and finds what it missed with the next look',
    async (which) => {
      const phone = await watch('dung', await cursorOf('dung'));
      const laptop = new Device(world, 'an', meetingId);
      const publish = vi.spyOn(world.app.world.live, 'publish').mockImplementation(() => {});
      const [entry] = await laptop.say({ kind: 'focus-set', payload: { text: 'Một' } });
      await vi.waitFor(() => expect(publish).toHaveBeenCalledOnce());
      const looks = failingLooks(which === 'a full server');
      world.clock.pass(1);
      vi.advanceTimersByTime(60_000);
      await vi.waitFor(() => expect(looks).toHaveBeenCalledTimes(1));
      await looks.mock.results[0]!.value.catch(() => undefined);
      looks.mockRestore();
      world.clock.pass(1);
      vi.advanceTimersByTime(60_000);
      expect((await phone.next())?.entries.map((e) => e.id)).toEqual([entry!.id]);
      phone.leave();
    },
  );

  it('does not go on for a reader of whom it was not known three times in a row that the right is still there', async () => {
    const phone = await watch('dung', await cursorOf('dung'));
    const topic = `meeting:${meetingId}`;
    const looks = failingLooks(true);
    for (const time of [1, 2, 3]) {
      await vi.waitFor(() => expect(world.app.world.live.watchers(topic)).toBe(1));
      world.clock.pass(1);
      vi.advanceTimersByTime(60_000);
      await vi.waitFor(() => expect(looks).toHaveBeenCalledTimes(time));
    }
    expect(await phone.next()).toBeNull();
  });

  it('does not go on when looks never come back', async () => {
    const phone = await watch('dung', await cursorOf('dung'));
    const statement = vi.spyOn(world.db, 'statement').mockImplementation(() => new Promise(() => {}));
    for (const _minute of [1, 2, 3, 4]) vi.advanceTimersByTime(60_000);
    expect(await phone.next()).toBeNull();
    statement.mockRestore();
  });

  it('reads again when the database was away for a moment while there was something to read', async () => {
    const cursor = await cursorOf('dung');
    const laptop = new Device(world, 'an', meetingId);
    const missed = await laptop.say({ kind: 'focus-set', payload: { text: 'Một' } });
    const transaction = world.db.kysely.transaction.bind(world.db.kysely);
    let failures = 0;
    const away = vi.spyOn(world.db.kysely, 'transaction').mockImplementation(() => {
      failures += 1;
      if (failures > 2) return transaction();
      throw new Error('Connection terminated unexpectedly');
    });
    const phone = await watch('dung', cursor);
    expect((await phone.next())?.entries.map((e) => e.id)).toEqual(missed.map((e) => e.id));
    expect(failures).toBeGreaterThan(2);
    away.mockRestore();
    phone.leave();
  });

  it('sends what many say at once in one piece, and whole', async () => {
    const phone = await watch('dung', await cursorOf('dung'));
    const laptop = new Device(world, 'an', meetingId);
    const tablet = new Device(world, 'binh', meetingId);
    const said = (
      await Promise.all([
        laptop.say({ kind: 'comment-added', payload: { text: 'Một' } }),
        tablet.say({ kind: 'comment-added', payload: { text: 'Hai' } }),
      ])
    ).flat();
    const [third] = await laptop.say({ kind: 'comment-added', payload: { text: 'Ba' } });
    const heard: News[] = [];
    while (!heard.some(({ entries }) => entries.some(({ id }) => id === third!.id)))
      heard.push((await phone.next())!);
    const entries = heard.flatMap((each) => each.entries);
    expect(entries.map(({ id }) => id).sort()).toEqual([...said, third!].map(({ id }) => id).sort());
    expect(entries.map(({ seq }) => seq!)).toEqual(entries.map((_each, at) => entries[0]!.seq! + at));
    expect(heard.at(-1)).toMatchObject({ id: entries.at(-1)!.seq, cursor: entries.at(-1)!.seq });
    phone.leave();
  });

  it('does not hold up the end of the server', async () => {
    const phone = await watch('dung', await cursorOf('dung'));
    isClosed = true;
    await world.close();
    expect(await phone.next()).toBeNull();
  });
});
