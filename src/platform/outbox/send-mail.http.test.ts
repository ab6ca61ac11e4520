import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { rows, run, sql } from '#platform/database/database.ts';
import { startMailServer } from '#testing/mail-server.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';
import { postMails } from './outbox.ts';
import { sendDueMail } from './send-mail.ts';

// Letters to the leaders of 126 wards go to a mail server that behaves badly: nobody gets one twice, and nobody is forgotten.

const PATIENCE = { dnsTimeout: 300, connectionTimeout: 300, greetingTimeout: 300, socketTimeout: 300 };
const WARDS = Array.from({ length: 126 }, (_, at) => `ward${at}@example.test`);
const logged: string[] = [];
let mail: Awaited<ReturnType<typeof startMailServer>>;
let world: TestWorld;

beforeAll(async () => {
  mail = await startMailServer();
  world = await openTestWorld({
    env: { GOC_SMTP_URL: `smtp://127.0.0.1:${mail.port}`, GOC_MAIL_FROM: 'Gốc <goc@example.test>' },
    onLog: (line) => logged.push(line),
  });
});
afterAll(async () => {
  await world.close();
  await mail.stop();
});
beforeEach(async () => {
  await world.write((tx) => run(tx, sql`delete from platform.outbox`));
  logged.length = 0;
  mail.received.length = 0;
  mail.greets = true;
  mail.answer = () => 'take';
  await world.write((tx) =>
    postMails(
      tx,
      WARDS.map((recipient) => ({ recipient, subject: 'Đôn đốc', body: 'Kính gửi đồng chí,' })),
      world.clock.now(),
    ),
  );
});
// Whatever went wrong: a log is read by more people than a letter.
afterEach(() => expect(logged.join('\n')).not.toMatch(/example\.test|Đôn đốc|Kính gửi/));

const send = () => sendDueMail(world.app.world, PATIENCE);
/** The job as it runs every 20 seconds, for so long. */
async function sendFor(minutes: number): Promise<void> {
  for (let passed = 0; passed < minutes; passed++) {
    while ((await send()) === 50);
    world.clock.pass(1);
  }
}
const unsent = () =>
  world.read((tx) =>
    rows(
      tx,
      sql<{ recipient: string; attempts: number; failure: string | null }>`
        select recipient, attempts, failure from platform.outbox where sent_at is null order by recipient`,
    ),
  );
const recipients = () => mail.received.map(({ to }) => to).sort();
const all = [...WARDS].sort();

test('one bad address in the middle holds up nobody, and is tried again later', async () => {
  mail.answer = (to) => (to === WARDS[60] ? 'refuse' : 'take');
  await sendFor(2);
  expect(recipients()).toEqual(all.filter((to) => to !== WARDS[60]));
  expect(await unsent()).toEqual([{ recipient: WARDS[60], attempts: 1, failure: 'EENVELOPE 550' }]);
  // The box was full, and is not any more.
  mail.answer = () => 'take';
  await sendFor(5);
  expect(recipients()).toEqual(all);
  expect(await unsent()).toEqual([]);
});

test('an address is one address, whatever stands in the record', async () => {
  await world.write((tx) =>
    run(
      tx,
      sql`update platform.outbox set recipient = 'ward60@example.test, other@example.test'
           where recipient = ${WARDS[60]!}`,
    ),
  );
  await sendFor(2);
  expect(recipients()).not.toContain('other@example.test');
  expect(recipients().filter((to) => WARDS.includes(to))).toHaveLength(125);
});

test('a server that is gone for a week is waited for, and no attempt is lost', async () => {
  await mail.stop();
  for (let day = 0; day < 7; day++) {
    await send();
    world.clock.pass(24 * 60);
  }
  const waiting = await unsent();
  expect(waiting.map(({ attempts, failure }) => [attempts, failure])).toEqual(WARDS.map(() => [0, null]));
  expect(logged.some((line) => line.includes('mail server not reached'))).toBe(true);
  mail = await startMailServer(mail.port);
  await sendFor(5);
  expect(recipients()).toEqual(all);
});

test('a server that takes connections and says nothing is asked once, not once for each letter', async () => {
  mail.greets = false;
  const before = mail.connections;
  expect(await send()).toBe(0);
  // The letter, and whether anybody is there.
  expect(mail.connections - before).toBe(2);
  expect((await unsent()).every(({ attempts }) => attempts === 0)).toBe(true);
  mail.greets = true;
  await sendFor(5);
  expect(recipients()).toEqual(all);
});

test('a server that goes in the middle takes up where it was, and nobody gets a second letter', async () => {
  mail.answer = () => {
    if (mail.received.length === 70) void mail.stop();
    return 'take';
  };
  await send();
  await send();
  expect(mail.received).toHaveLength(70);
  mail = Object.assign(await startMailServer(mail.port), { received: mail.received });
  await sendFor(20);
  expect(recipients()).toEqual(all);
  expect(await unsent()).toEqual([]);
});

test('a letter at which the server breaks off or falls silent holds up no other', async () => {
  mail.answer = (to) => (to === WARDS[3] ? 'break-off' : to === WARDS[80] ? 'hang' : 'take');
  await sendFor(2);
  expect(recipients()).toEqual(all.filter((to) => to !== WARDS[3] && to !== WARDS[80]));
  expect((await unsent()).map(({ recipient, attempts }) => [recipient, attempts])).toEqual([
    [WARDS[3], 1],
    [WARDS[80], 1],
  ]);
  mail.answer = () => 'take';
  await sendFor(6);
  expect(recipients()).toEqual(all);
});

test('two servers never send the same letter, and a slow one gives back what it cannot send in time', async () => {
  mail.answer = () => {
    // Each letter takes this server a minute.
    world.clock.pass(1);
    return 'take';
  };
  await Promise.all([send(), send(), send()]);
  await sendFor(40);
  expect(recipients()).toEqual(all);
  expect(new Set(mail.received.map(({ messageId }) => messageId)).size).toBe(WARDS.length);
});

test('a letter that left while the database was away is noted, not sent again', async () => {
  // Notes of what was sent are refused for a while, as by a database that starts anew.
  await world.write((tx) =>
    run(tx, sql`alter table platform.outbox add constraint away check (sent_at is null)`),
  );
  await expect(send()).rejects.toThrow();
  expect(mail.received).toHaveLength(1);
  await world.write((tx) => run(tx, sql`alter table platform.outbox drop constraint away`));
  world.clock.pass(16);
  await sendFor(3);
  expect(recipients()).toEqual(all);
});
