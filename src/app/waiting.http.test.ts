import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issueDirective, receiveDirective } from '#features/directives/contract.ts';
import { getHome } from '#features/meetings/contract.ts';
import { startTransfer, takeIssuingStep, takeSendingStep } from '#features/transfers/contract.ts';

import { run, sql } from '#platform/database/database.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';
import { featurePages } from './client/pages.ts';

// The first page gathers what waits for a person from every feature, and shows nobody what is another's to do.

const logged: string[] = [];
let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld({ onLog: (line) => logged.push(line) });
});
afterAll(() => world.close());

const addresses = new Set<string>();
const waiting = async (person: Person) => {
  const found = (await world.as(person).call(getHome)).body.waiting;
  for (const { to } of found) addresses.add(to);
  return found;
};
const of = async (person: Person, key: string) => (await waiting(person)).find((one) => one.key === key);

describe('a transfer waits for the one whose turn it is', () => {
  let transferId = '';
  test('for the secretary who has to ask', async () => {
    const { branch5, branch7, people } = world.ward;
    const reply = await world.as('an').call(startTransfer, {
      params: { branchId: branch5 },
      body: {
        personId: people.dung,
        kind: 'official',
        cause: 'residence',
        causeOn: '2026-03-02',
        to: { branchId: branch7 },
      },
    } as never);
    expect(reply.status).toBe(200);
    transferId = (reply.body as { transferId: string }).transferId;
    expect(await of('an', 'transfers.request')).toEqual({
      key: 'transfers.request',
      text: 'Đề nghị chuyển sinh hoạt đảng cho đảng viên',
      count: 1,
      counted: 'đảng viên',
      unitName: 'Chi bộ 5',
      to: `/units/${branch5}/transfers`,
      isLate: false,
    });
    for (const person of ['giang', 'lan', 'minh', 'oanh', 'phuc'] as const)
      expect((await waiting(person)).filter((one) => one.key.startsWith('transfers.'))).toEqual([]);
  });

  test('then for the committee, then for the branch that receives', async () => {
    const { branch5, ward } = world.ward;
    const asked = await world.as('an').call(takeSendingStep, {
      params: { branchId: branch5, transferId },
      body: { step: 'request', on: '2026-03-02', hasReview: true },
    } as never);
    expect(asked.status).toBe(200);
    expect(await of('an', 'transfers.request')).toBeUndefined();
    expect(await of('minh', 'transfers.introduce')).toMatchObject({ count: 1, isLate: false });
    const introduced = await world.as('minh').call(takeIssuingStep, {
      params: { unitId: ward, transferId },
      body: { step: 'introduce', on: '2026-03-02', paper: '12-GT/ĐU' },
    } as never);
    expect(introduced.status).toBe(200);
    expect(await of('minh', 'transfers.introduce')).toBeUndefined();
    expect(await of('lan', 'transfers.receive')).toMatchObject({ count: 1, unitName: 'Chi bộ 7' });
  });

  test('and is told as late when the term is over, before everything else', async () => {
    world.clock.set('2026-06-01');
    const all = await waiting('lan');
    expect(all[0]).toMatchObject({ key: 'transfers.receive', isLate: true });
    world.clock.set('2026-03-02');
  });
});

test('a paper waits in the branches until one who leads them opens it, and then no more for its sender', async () => {
  const { ward, branch5, branch7 } = world.ward;
  const sent = await world.as('minh').call(issueDirective, {
    params: { unitId: ward },
    body: {
      kind: 'plan',
      symbol: '15-KH/ĐU',
      issuedOn: '2026-03-01',
      title: 'Kế hoạch ra quân vệ sinh môi trường',
      needs: 'carry-out',
      dueOn: '2026-03-10',
      to: { by: 'every-branch' },
      isSecret: false,
    },
  } as never);
  expect(sent.status).toBe(200);
  const directiveId = (sent.body as { id: string }).id;
  expect(await of('an', 'directives.unopened')).toMatchObject({ count: 1, isLate: false });
  expect(await of('giang', 'directives.unopened')).toBeUndefined();
  // The branches get some days before their committee is told.
  expect(await of('minh', 'directives.not-opened-below')).toBeUndefined();
  world.clock.set('2026-03-12');
  expect(await of('an', 'directives.unopened')).toMatchObject({ count: 1, isLate: true });
  expect(await of('minh', 'directives.not-opened-below')).toMatchObject({ count: 1 });
  for (const [person, unitId] of [
    ['an', branch5],
    ['lan', branch7],
  ] as const) {
    expect((await world.as(person).call(receiveDirective, { params: { unitId, directiveId } })).status).toBe(
      200,
    );
    expect(await of(person, 'directives.unopened')).toBeUndefined();
  }
  expect(await of('minh', 'directives.not-opened-below')).toBeUndefined();
});

test('a probation that is over waits for the secretary and the committee, not for members', async () => {
  world.clock.set('2026-06-30');
  expect(await of('an', 'members.probation-over')).toBeUndefined();
  world.clock.set('2026-07-02');
  for (const person of ['an', 'binh', 'minh'] as const)
    expect(await of(person, 'members.probation-over')).toMatchObject({ count: 1 });
  for (const person of ['hanh', 'chi', 'lan', 'oanh', 'phuc'] as const)
    expect(await of(person, 'members.probation-over')).toBeUndefined();
});

test('branches that have planned nothing wait for their committee; in English too', async () => {
  const { waiting: found } = (await world.as('minh').call(getHome, { headers: { 'accept-language': 'en' } }))
    .body;
  expect(found.find((one) => one.key === 'reports.branches-needing')).toMatchObject({
    text: 'Branches to urge this month',
    count: 2,
    counted: 'branches',
    to: `/units/${world.ward.ward}/months?view=branches&show=needing`,
  });
  expect(found.find((one) => one.key === 'members.probation-over')).toMatchObject({
    count: 1,
    counted: 'member',
  });
  expect(await of('an', 'reports.branches-needing')).toBeUndefined();
});

test('a part whose statement fails is told of as not read, and the others are complete', async () => {
  const before = (await world.as('minh').call(getHome)).body;
  expect([before.unread, before.waiting.length > 0]).toEqual([[], true]);
  const rename = (from: string, to: string) =>
    world.write((tx) => run(tx, sql`alter table ${sql.table(from)} rename to ${sql.ref(to)}`));
  // One of the first that are asked, so that others come after the fault in the same transaction.
  await rename('transfers.transfer', 'transfer_away');
  try {
    const { status, body } = await world.as('minh').call(getHome);
    expect([status, body.unread]).toEqual([200, ['chuyển sinh hoạt']]);
    const own = (key: string) => key.startsWith('transfers.');
    expect(body.waiting).toEqual(before.waiting.filter(({ key }) => !own(key)));
    expect(body.waiting.length).toBeGreaterThan(0);
    const faults = logged.filter((line) => line.includes('what waits could not be read'));
    expect(faults).toHaveLength(1);
    expect(JSON.parse(faults[0]!)).toMatchObject({ level: 50, feature: 'transfers', sqlState: '42P01' });
    const english = await world.as('minh').call(getHome, { headers: { 'accept-language': 'en' } });
    expect(english.body.unread).toEqual(['transfers']);
  } finally {
    await rename('transfers.transfer_away', 'transfer');
  }
});

test('every address that was given is a page', () => {
  const pages = featurePages.map(({ path }) => new RegExp(`^${path.replaceAll(/\$\w+/g, '[0-9a-f-]{36}')}$`));
  expect(addresses.size).toBeGreaterThan(4);
  for (const address of addresses)
    expect(
      pages.some((page) => page.test(address.replace(/\?.*$/, ''))),
      address,
    ).toBe(true);
});
