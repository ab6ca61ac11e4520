import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { rows, sql } from '#platform/database/database.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';
import { getMonth, urgeBranches } from './contract.ts';

const MONTH = '2026-04';
let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld({
    env: {
      GOC_SMTP_URL: 'smtp://127.0.0.1:9',
      GOC_MAIL_FROM: 'goc@example.test',
      GOC_PUBLIC_URL: 'https://goc.example.test/',
    },
  });
  world.clock.set('2026-04-02');
});
afterAll(() => world.close());

const letters = () =>
  world.read((tx) =>
    rows(
      tx,
      sql<{ recipient: string; subject: string; body: string }>`
        select recipient, subject, body from platform.outbox order by recipient`,
    ),
  );

it('writes to those who lead the branch and have an address, once, and the list says so', async () => {
  const { branch5, branch7, ward } = world.ward;
  // The secretary of branch 7 has given no address; nobody is asked for one.
  await world.write((tx) =>
    rows(tx, sql`update members.person set email = null where email = 'lan@example.test' returning id`),
  );
  const asked = {
    params: { unitId: ward, month: MONTH },
    body: { branchIds: [branch5, branch7], text: 'Đề nghị họp trước ngày 10.' },
    key: newId(),
  };
  const first = await world.as('minh').call(urgeBranches, asked);
  const written = await letters();
  expect(first.body).toMatchObject({ urged: 2, mails: written.length });
  expect((await world.as('minh').call(urgeBranches, asked)).body).toEqual(first.body);
  const recipients = written.map((letter) => letter.recipient);
  expect(recipients).toContain('an@example.test');
  expect(recipients).not.toContain('lan@example.test');
  // Members, the follower and the officer are not urged.
  for (const other of ['giang', 'oanh', 'minh']) expect(recipients).not.toContain(`${other}@example.test`);

  const { subject, body } = written.find((letter) => letter.recipient === 'an@example.test')!;
  expect(subject).toBe('Chi bộ 5: Đảng ủy phường Sông Tô đôn đốc sinh hoạt tháng 04/2026');
  expect(body).toContain('Còn phải làm: chưa lên lịch');
  expect(body).toContain('Lời hướng dẫn: Đề nghị họp trước ngày 10.');
  expect(body).toContain('https://goc.example.test/');
  // No name stands in it, neither of who urges nor of who is written to.
  for (const name of ['Nguyễn Văn An', 'Đặng Tuấn Minh']) expect(subject + body).not.toContain(name);

  const table = (await world.as('minh').call(getMonth, { params: { unitId: ward, month: MONTH } })).body;
  expect(table.mailsUrgings).toBe(true);
  const mailsOf = (branchId: string) => table.rows.find((row) => row.branchId === branchId)?.urged?.mails;
  expect(mailsOf(branch5)).toBe(
    recipients.filter((recipient) => ['an@example.test', 'binh@example.test'].includes(recipient)).length,
  );
  expect((mailsOf(branch5) ?? 0) + (mailsOf(branch7) ?? 0)).toBe(written.length);

  // None has left; then one does, and one is refused: the list says which.
  const stateOf5 = async () => {
    const { rows: shown } = (
      await world.as('minh').call(getMonth, { params: { unitId: ward, month: MONTH } })
    ).body;
    const urged = shown.find((row) => row.branchId === branch5)?.urged;
    return [urged?.mails, urged?.waitingMails, urged?.refusedMails];
  };
  const to5 = written.filter((letter) => letter.subject.startsWith('Chi bộ 5:')).length;
  expect(await stateOf5()).toEqual([to5, to5, 0]);
  await world.write((tx) =>
    rows(
      tx,
      sql`update platform.outbox set failure = 'EENVELOPE 550' where recipient = 'an@example.test' returning id`,
    ),
  );
  expect(await stateOf5()).toEqual([to5, to5 - 1, 1]);
  await world.write((tx) =>
    rows(
      tx,
      sql`update platform.outbox set sent_at = created_at where recipient = 'an@example.test' returning id`,
    ),
  );
  expect(await stateOf5()).toEqual([to5, to5 - 1, 0]);

  // Urged today already: no second letter.
  expect((await world.as('oanh').call(urgeBranches, { ...asked, key: newId() })).error?.code).toBe(
    'reports.urged-today',
  );
  expect(await letters()).toHaveLength(written.length);
});
