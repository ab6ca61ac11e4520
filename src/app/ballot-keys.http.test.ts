import { copyFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as routes from '#features/ballots/testing/routes.ts';
import { newId } from '#kernel/ids.ts';
import { run, sql } from '#platform/database/database.ts';
import {
  beginMeeting,
  cast,
  closeIt,
  openedBallot,
  takeToken,
  tryDraft,
  tryOpen,
  view,
  vote,
} from '#testing/hold-ballot.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';
import { type App, buildApp } from './build-app.ts';

// What happens to the secret keys when things go wrong: a server that dies in the middle of a ballot or right after it, a
// folder that is lost, an opening that is refused, rows that somebody changed by hand.

let world: TestWorld;
let meetingId: string;
beforeAll(async () => {
  world = await openTestWorld();
  ({ meetingId } = await beginMeeting(world));
});
afterAll(() => world.close());

const folder = () => world.app.world.config.keysFolder;
const keyFiles = async () => (await readdir(folder())).filter((name) => name.endsWith('.keys'));

/** Another process over the same database and the same folder of keys: it remembers nothing. */
const restarted = (): Promise<App> =>
  buildApp({ db: world.db, config: world.app.world.config, clock: world.clock, withJobs: false });
async function closeOn(app: App, ballotId: string) {
  const response = await app.server.inject({
    method: 'POST',
    url: `/api/ballots/${ballotId}/close`,
    headers: {
      cookie: `goc_session=${await world.sessionOf('an')}`,
      'idempotency-key': `close-${ballotId}`,
    },
    payload: { count: null },
  });
  return { status: response.statusCode, body: response.json() };
}
async function sweep() {
  const ballots = world.app.world.features.find(({ name }) => name === 'ballots')!;
  for (const job of ballots.jobs) await job.run(world.app.world);
}

describe.each(['server-kept', 'verifiable'] as const)('a server that dies during a %s ballot', (method) => {
  test('has lost no accepted ballot when it is back, and has told nobody what they hold', async () => {
    const { people } = world.ward;
    const ballotId = await openedBallot(world, { meetingId, method });
    for (const [name, marks] of [
      ['an', 'y'],
      ['binh', 'n'],
      ['chi', 'y'],
    ] as const) {
      const reply =
        method === 'verifiable'
          ? (await cast(world, await takeToken(world, ballotId, people[name]), marks)).reply
          : await vote(world, ballotId, people[name], marks);
      expect(reply.status).toBe(200);
    }
    const { status, body } = await closeOn(await restarted(), ballotId);
    expect([status, body.result?.tally]).toMatchObject([200, { returned: 3, lines: { yes: 2, no: 1 } }]);
    expect(await keyFiles()).toEqual([]);
    // The process that lived on forgets the keys as well.
    await sweep();
    const late = await vote(world, ballotId, people.dung, 'y');
    expect(late.error?.code).toBe('ballots.closed');
  });
});

describe('keys that are left behind', () => {
  test('are destroyed by the sweep when the server died between closing and destroying', async () => {
    const ballotId = await openedBallot(world, { meetingId, method: 'server-kept' });
    const [name] = await keyFiles();
    const path = join(folder(), name!);
    await copyFile(path, `${path}.before`);
    await closeIt(world, ballotId);
    await copyFile(`${path}.before`, path);
    await rm(`${path}.before`);
    expect(await keyFiles()).toEqual([name]);
    await sweep();
    expect(await keyFiles()).toEqual([]);
  });

  test('of an opening that was refused are destroyed after an hour, those of an open ballot never', async () => {
    const openId = await openedBallot(world, { meetingId, method: 'server-kept' });
    const [kept] = await keyFiles();
    const drafted = await tryDraft(world, { meetingId, method: 'server-kept' });
    await rm(folder(), { recursive: true });
    await world
      .as('an')
      .call(routes.annulBallot, { params: { ballotId: openId }, body: { because: 'mất khóa' } });
    const other = await openedBallot(world, { meetingId, method: 'server-kept' });
    const [open] = await keyFiles();
    expect(open).not.toBe(kept);
    // Two people press at once: whoever comes second may have made a key for nothing, or came too late even for that.
    const [one, two] = await Promise.all([
      tryOpen(world, meetingId, drafted.body.id),
      tryOpen(world, meetingId, drafted.body.id),
    ]);
    expect([one.error?.code, two.error?.code].sort()).toEqual(['ballots.has-been-opened', undefined]);
    await copyFile(join(folder(), open!), join(folder(), `${newId()}.keys`));
    const left = await keyFiles();
    expect(left.length).toBeGreaterThanOrEqual(3);
    await sweep();
    expect(await keyFiles()).toEqual(left);
    const madeMs = (await stat(join(folder(), open!))).mtimeMs;
    const now = world.clock.ms;
    world.clock.ms = madeMs + 2 * 3_600_000;
    await sweep();
    world.clock.ms = now;
    expect(await keyFiles()).toHaveLength(2);
    expect(await keyFiles()).toContain(open);
    for (const ballotId of [other, drafted.body.id])
      expect((await closeIt(world, ballotId)).status).toBe(200);
    expect(await keyFiles()).toEqual([]);
  });
});

describe('keys that are lost', () => {
  test('mean that the ballot is repeated, never a wrong result', async () => {
    const ballotId = await openedBallot(world, { meetingId, method: 'verifiable' });
    await cast(world, await takeToken(world, ballotId, world.ward.people.an), 'y');
    const [name] = await keyFiles();
    await writeFile(join(folder(), name!), 'không còn đọc được');
    const app = await restarted();
    const { status, body } = await closeOn(app, ballotId);
    expect([status, body.error?.code]).toEqual([409, 'ballots.keys-lost']);
    expect((await view(world, ballotId)).ballot.state).toBe('open');
    const annulled = await world
      .as('an')
      .call(routes.annulBallot, { params: { ballotId }, body: { because: 'Mất khóa, bỏ phiếu lại' } });
    expect(annulled.status).toBe(200);
    expect((await view(world, ballotId)).ballot).toMatchObject({
      state: 'annulled',
      annulledBecause: 'Mất khóa, bỏ phiếu lại',
    });
    expect(await keyFiles()).toEqual([]);
  });

  test('a sealed ballot that somebody changed in the database stops the count', async () => {
    const ballotId = await openedBallot(world, { meetingId, method: 'server-kept' });
    await vote(world, ballotId, world.ward.people.an, 'y');
    await world.write((tx) =>
      run(
        tx,
        sql`update ballots.roll set sealed = overlay(sealed placing 'AAAA' from 60) where sealed is not null`,
      ),
    );
    const reply = await closeIt(world, ballotId);
    expect([reply.status, reply.error?.code]).toEqual([409, 'ballots.box-damaged']);
    expect((await view(world, ballotId)).ballot.state).toBe('open');
    await world.as('an').call(routes.annulBallot, { params: { ballotId }, body: { because: 'Hòm bị sửa' } });
  });
});
