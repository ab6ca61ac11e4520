import { afterAll, beforeAll, expect, it } from 'vitest';
import { deskOf } from '#features/meetings/public.ts';
import { Device, plan } from '#features/meetings/testing/hold-meeting.ts';
import { one, rows, run, sql } from '#platform/database/database.ts';
import { startSession } from '#platform/sign-in/sessions.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';
import { getServerFigures } from './server-figures.ts';

// More than the server can do: it says so at once and with a time, keeps what it said it kept, and loses nothing.

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

/** Devices, and the entries that each of them sends: the same ones, as after an evening without a network. */
const DEVICES = 30;
const ENTRIES = 145;
/** What waits for the next commit at most, before devices are told to come back. */
const MOST_WAITING = 4_000;

it('above its capacity devices are told when to come back, and everything is there once in the end', async () => {
  world.clock.set('2026-03-02');
  const meetingId = await plan(world, { month: '2026-03', plannedOn: '2026-03-05' });
  world.clock.set('2026-03-05', '19:30');
  const laptop = new Device(world, 'an', meetingId);
  const entries = Array.from({ length: ENTRIES }, (_, n) =>
    laptop.write({ kind: 'comment-added', payload: { text: `Ý kiến ${n}` } }),
  );
  const sessions: string[] = [];
  for (let n = 0; n < DEVICES; n++)
    sessions.push(await world.write((tx) => startSession(tx, world.ward.people.an, world.clock.now())));
  const send = async (session: string, entry: unknown) => {
    const reply = await world.app.server.inject({
      method: 'POST',
      url: `/api/meetings/${meetingId}/entries`,
      headers: { cookie: `goc_session=${session}`, 'content-type': 'application/json' },
      payload: JSON.stringify({ entries: [entry] }),
    });
    return { status: reply.statusCode, retryAfter: reply.headers['retry-after'], body: reply.json() };
  };

  // Somebody holds the row of the meeting, so that nothing can be kept for a while.
  let letGo = () => {};
  const isHeld = new Promise<void>((held) => {
    void world.write(async (tx) => {
      await run(tx, sql`select from meetings.meeting where id = ${meetingId} for update`);
      held();
      await new Promise<void>((go) => {
        letGo = go;
      });
    });
  });
  await isHeld;
  let answered = 0;
  const sent = sessions.flatMap((session) =>
    entries.map(async (entry) => {
      const answer = await send(session, entry);
      answered += 1;
      return { session, entry, ...answer };
    }),
  );
  const all = sent.length;
  await expect.poll(() => answered, { timeout: 30_000 }).toBe(all - MOST_WAITING);
  expect(deskOf(world.app.world).waiting).toBe(MOST_WAITING);
  letGo();
  const answers = await Promise.all(sent);

  const told = answers.filter(({ status }) => status !== 200);
  expect(told).toHaveLength(all - MOST_WAITING);
  for (const { status, retryAfter, body } of told)
    expect([status, Number(retryAfter) > 0, body.error.code, typeof body.error.wayOut]).toEqual([
      503,
      true,
      'platform.too-many-waiting',
      'string',
    ]);
  // The operator sees that they were told, and that it was no fault.
  const { body } = await world.as('phuc').call(getServerFigures);
  expect(body.now).toMatchObject({ toldToWait: told.length, faults: 0, entriesWaiting: 0 });
  const again = await Promise.all(told.map(({ session, entry }) => send(session, entry)));
  expect(again.filter(({ status }) => status !== 200)).toEqual([]);

  const { there, count } = await world.read(async (tx) => ({
    there: await rows(
      tx,
      sql<{
        id: string;
        seq: number;
        kind: string;
      }>`select id, seq, kind from meetings.entry where meeting_id = ${meetingId} order by seq`,
    ),
    count: (
      await one(tx, sql<{ n: number }>`select entry_count as n from meetings.meeting where id = ${meetingId}`)
    ).n,
  }));
  const comments = there.filter(({ kind }) => kind === 'comment-added').map(({ id }) => id);
  expect(comments.toSorted()).toEqual(entries.map(({ id }) => id).toSorted());
  expect(there.map(({ seq }) => seq)).toEqual(there.map((_, n) => n + 1));
  expect(count).toBe(there.length);
});
