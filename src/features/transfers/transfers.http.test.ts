import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listMandates } from '#features/mandates/contract.ts';
import { getPerson, listBranchMembers, recordMove, takeBackMove } from '#features/members/contract.ts';
import { newId } from '#kernel/ids.ts';
import { run, sql } from '#platform/database/database.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';
import {
  arrive,
  changeStay,
  findTargets,
  getTransfer,
  listOwnTransfers,
  listTransfers,
  requestOwnTransfer,
  startTransfer,
  takeIssuingStep,
  takeReceivingStep,
  takeSendingStep,
} from './contract.ts';
import { makeSecondWard, type SecondWard } from './testing.ts';

let world: TestWorld;
let other: SecondWard;
beforeAll(async () => {
  world = await openTestWorld();
  other = await makeSecondWard(world);
});
afterAll(() => world.close());

const quyen = () => world.asId(other.quyen);
const vinh = () => world.asId(other.vinh);
const start = (person: Person, body: Record<string, unknown> = {}, by: Person = 'an') =>
  world.as(by).call(startTransfer, {
    params: { branchId: world.ward.branch5 },
    body: {
      personId: world.ward.people[person],
      kind: 'official',
      cause: 'residence',
      causeOn: '2026-03-02',
      to: { branchId: other.branch },
      ...body,
    },
  } as never);
type Caller = Pick<ReturnType<TestWorld['as']>, 'call'>;
const send = (transferId: string, body: Record<string, unknown>, by: Caller = world.as('an')) =>
  by.call(takeSendingStep, { params: { branchId: world.ward.branch5, transferId }, body } as never);
const issue = (transferId: string, body: Record<string, unknown>, by: Caller = world.as('minh')) =>
  by.call(takeIssuingStep, { params: { unitId: world.ward.ward, transferId }, body } as never);
const receive = (transferId: string, body: Record<string, unknown>, by: Caller = quyen()) =>
  by.call(takeReceivingStep, { params: { branchId: other.branch, transferId }, body } as never);
const inbox = async (by: Caller, unitId: string, closed: 'true' | 'false' = 'false') =>
  (await by.call(listTransfers, { params: { unitId }, query: { closed } })).body;
const roll = async (by: Caller, branchId: string, on: string) =>
  (await by.call(listBranchMembers, { params: { branchId }, query: { on } })).body.members.map((m) => [
    m.fullName,
    m.status,
  ]);

describe('an official transfer between two wards', () => {
  let id = '';

  it('is announced, and the sixty working days run', async () => {
    const reply = await start('chi');
    expect(reply.status).toBe(200);
    id = reply.body.transferId;
    const { transfers, figures } = await inbox(world.as('an'), world.ward.branch5);
    expect(transfers).toMatchObject([
      {
        fullName: 'Lê Minh Chi',
        direction: 'out',
        state: 'announced',
        fromName: 'Chi bộ 5',
        toName: 'Chi bộ 9',
        issuerName: 'Đảng ủy phường Sông Tô',
        clock: { dueOn: '2026-05-28', daysLeft: 60, rule: { document: '294-QĐ/TW', verified: true } },
      },
    ]);
    expect(figures).toEqual({ out: 1, in: 0, inside: 0, late: 0 });
    // The same seen from both wards and from the city, which sees no names.
    expect((await inbox(world.as('minh'), world.ward.ward)).transfers[0]?.direction).toBe('out');
    expect((await inbox(vinh(), other.ward)).transfers[0]?.direction).toBe('in');
  });

  it('goes one way at a time, and only where somebody can go', async () => {
    const code = async (person: Person, body: Record<string, unknown> = {}) =>
      (await start(person, body)).error?.code;
    expect(await code('chi')).toBe('transfers.one-is-open');
    expect(await code('dung', { to: { branchId: world.ward.branch5 } })).toBe('members.same-branch');
    expect(await code('dung', { to: { branchId: other.ward } })).toBe('members.not-a-branch');
    expect(await code('dung', { kind: 'temporary' })).toBe('transfers.stay-days-missing');
    expect(
      await code('dung', { kind: 'temporary', cause: 'work', stayFrom: '2026-04-01', lastDay: '2026-05-31' }),
    ).toBe('members.stay-too-short');
    expect(
      await code('dung', { kind: 'temporary', cause: 'work', stayFrom: '2026-04-01', lastDay: '2027-03-31' }),
    ).toBe('members.stay-too-long');
    expect(await code('nam')).toBe('members.not-in-branch');
    const closed = newId();
    await world.write(async (tx) => {
      await run(
        tx,
        sql`insert into units.unit (id, founded_on, ended_on) values (${closed}, '2025-07-01', '2026-02-01')`,
      );
      await run(
        tx,
        sql`insert into units.unit_kind (unit_id, valid, kind) values (${closed}, '[2025-07-01,2026-02-01)', 'branch')`,
      );
    });
    expect(await code('dung', { to: { branchId: closed } })).toBe('members.branch-ended');
    expect((await start('dung', { to: { branchId: null, outside: 'x' } })).status).toBe(400);
    expect((await inbox(world.as('an'), world.ward.branch5)).transfers).toHaveLength(1);
  });

  it.each(['giang', 'oanh', 'phuc'] as const)('%s may not start one', async (by) => {
    expect((await start('dung', {}, by)).status).toBe(403);
  });

  it('takes its steps in turn, each by its own side', async () => {
    const request = { step: 'request', on: '2026-03-10', hasReview: true };
    world.clock.set('2026-03-10');
    expect((await issue(id, { step: 'introduce', on: '2026-03-10', paper: '12-GT/ĐU' })).error?.code).toBe(
      'transfers.not-yet',
    );
    expect((await send(id, { ...request, hasReview: false })).error).toMatchObject({
      code: 'transfers.review-missing',
      field: 'hasReview',
    });
    expect((await send(id, request, world.as('giang'))).status).toBe(403);
    // The branch that will receive knows nothing yet and cannot act.
    expect((await receive(id, { step: 'present', on: '2026-03-10' })).status).toBe(404);
    expect((await send(id, request)).status).toBe(200);
    expect((await send(id, request)).error?.code).toBe('transfers.not-yet');
    world.clock.set('2026-03-16');
    expect(
      (await issue(id, { step: 'introduce', on: '2026-03-16', paper: '12-GT/ĐU' }, world.as('an'))).status,
    ).toBe(403);
    expect((await issue(id, { step: 'introduce', on: '2026-03-16', paper: '12-GT/ĐU' })).status).toBe(200);
    const { transfers } = await inbox(quyen(), other.branch);
    expect(transfers).toMatchObject([
      {
        direction: 'in',
        state: 'introduced',
        paper: '12-GT/ĐU',
        clock: { dueOn: '2026-04-28', daysLeft: 30 },
      },
    ]);
  });

  it('counts at home until the new branch has received', async () => {
    world.clock.set('2026-04-29');
    const late = await receive(id, { step: 'present', on: '2026-04-29' });
    expect(late.error).toMatchObject({
      code: 'transfers.late-reason-missing',
      field: 'lateReason',
      rule: { document: '294-QĐ/TW' },
    });
    expect((await receive(id, { step: 'present', on: '2026-04-29', lateReason: 'Nằm viện' })).status).toBe(
      200,
    );
    expect(await roll(quyen(), other.branch, '2026-04-29')).toEqual([['Mai Lệ Quyên', 'official']]);
    world.clock.set('2026-05-05');
    expect((await receive(id, { step: 'receive', on: '2026-05-05' })).status).toBe(200);
    const names = async (day: string) => [
      (await roll(world.as('an'), world.ward.branch5, day)).some(([name]) => name === 'Lê Minh Chi'),
      (await roll(quyen(), other.branch, day)).some(([name]) => name === 'Lê Minh Chi'),
    ];
    expect(await names('2026-05-04')).toEqual([true, false]);
    expect(await names('2026-05-05')).toEqual([false, true]);
    expect((await receive(id, { step: 'receive', on: '2026-05-05' })).error?.code).toBe(
      'transfers.is-closed',
    );
  });

  it('ends the posts in the branch that was left', async () => {
    const { body } = await world.as('minh').call(listMandates, { params: { unitId: world.ward.branch5 } });
    expect(body.mandates.find((m) => m.personId === world.ward.people.chi)?.to).toBe('2026-05-05');
  });

  it('can be read from both sides, step by step, with what was late', async () => {
    const read = (by: Caller, unitId: string) => by.call(getTransfer, { params: { unitId, transferId: id } });
    const { body } = await read(world.as('minh'), world.ward.ward);
    expect(body.steps.map((s) => [s.step, s.on, s.unitName, s.isLate, s.note])).toEqual([
      ['announce', '2026-03-02', 'Chi bộ 5', false, null],
      ['request', '2026-03-10', 'Chi bộ 5', false, null],
      ['introduce', '2026-03-16', 'Đảng ủy phường Sông Tô', false, '12-GT/ĐU'],
      ['present', '2026-04-29', 'Chi bộ 9', true, 'Nằm viện'],
      ['receive', '2026-05-05', 'Chi bộ 9', false, null],
    ]);
    expect(body.next).toEqual([]);
    expect((await read(quyen(), other.branch)).status).toBe(200);
    expect((await read(world.as('lan'), world.ward.branch7)).status).toBe(404);
    expect((await read(world.as('lan'), world.ward.branch5)).status).toBe(404);
  });

  it('is not taken back as if it were one branch’s own act', async () => {
    const params = { branchId: other.branch, personId: world.ward.people.chi };
    const { person, takeBack } = (await quyen().call(getPerson, { params })).body;
    expect(takeBack).toBeNull();
    expect(person.moves[0]).toMatchObject({ kind: 'transfer', document: '12-GT/ĐU' });
    const taken = await quyen().call(takeBackMove, {
      params: { ...params, moveId: person.moves[0]!.id },
      body: { because: 'Nhầm' },
    });
    expect(taken.error?.code).toBe('members.part-of-a-transfer');
  });
});

describe('ends that are no reception', () => {
  const upTo = async (person: Person, state: 'requested' | 'introduced') => {
    world.clock.set('2026-06-01');
    const { transferId } = (await start(person, { causeOn: '2026-06-01' })).body;
    await send(transferId, { step: 'request', on: '2026-06-01', hasReview: true });
    if (state === 'introduced')
      await issue(transferId, { step: 'introduce', on: '2026-06-01', paper: '20-GT/ĐU' });
    return transferId;
  };

  it('refused: the member stays where he was, and may be transferred anew', async () => {
    const id = await upTo('dung', 'introduced');
    expect(
      (await receive(id, { step: 'refuse', on: '2026-06-01', reason: 'Không cư trú tại đây' })).status,
    ).toBe(200);
    const { transfers } = await inbox(world.as('an'), world.ward.branch5, 'true');
    expect(transfers.find((t) => t.id === id)?.state).toBe('refused');
    expect((await roll(world.as('an'), world.ward.branch5, '2026-06-01')).map(([name]) => name)).toContain(
      'Phạm Quốc Dũng',
    );
    const anew = await start('dung');
    expect(anew.status).toBe(200);
    await send(anew.body.transferId, { step: 'withdraw', on: '2026-06-01', reason: 'Thôi chuyển' });
  });

  it('withdrawn by the branch that sends', async () => {
    const id = await upTo('giang', 'requested');
    expect((await send(id, { step: 'withdraw', on: '2026-06-01', reason: 'Thôi chuyển' })).status).toBe(200);
    expect((await issue(id, { step: 'introduce', on: '2026-06-01', paper: 'x' })).error?.code).toBe(
      'transfers.is-closed',
    );
  });

  it('lapsed: called back when thirty working days are over, not before', async () => {
    const id = await upTo('giang', 'introduced');
    const early = await issue(id, { step: 'lapse', on: '2026-06-01', reason: 'x' });
    expect(early.error).toMatchObject({ code: 'transfers.term-still-runs', rule: { document: '294-QĐ/TW' } });
    expect(early.error?.message).toContain('13/07/2026');
    world.clock.set('2026-07-14');
    const { figures, transfers } = await inbox(world.as('minh'), world.ward.ward);
    expect(figures.late).toBe(1);
    expect(transfers.find((t) => t.id === id)?.clock?.daysLeft).toBe(-1);
    expect((await issue(id, { step: 'lapse', on: '2026-07-14', reason: 'Không xuất trình' })).status).toBe(
      200,
    );
  });

  it('when two people act at the same moment, one step is taken', async () => {
    const id = await upTo('giang', 'introduced');
    const both = await Promise.all([
      receive(id, { step: 'present', on: '2026-06-01' }),
      receive(id, { step: 'refuse', on: '2026-06-01', reason: 'x' }, vinh()),
    ]);
    const codes = both.map((reply) => reply.error?.code ?? 'done').sort();
    expect([
      ['done', 'done'],
      ['done', 'transfers.is-closed'],
    ]).toContainEqual(codes);
    await receive(id, { step: 'refuse', on: '2026-06-01', reason: 'x' });
  });
});

describe('a temporary transfer', () => {
  it('counts at home, makes a guest of the host, and both follow a longer stay and an early end', async () => {
    world.clock.set('2026-08-03');
    const stay = { kind: 'temporary', cause: 'work', causeOn: '2026-08-03' };
    const { transferId } = (await start('giang', { ...stay, stayFrom: '2026-08-03', lastDay: '2026-12-31' }))
      .body;
    await send(transferId, { step: 'request', on: '2026-08-03', hasReview: true });
    await issue(transferId, { step: 'introduce', on: '2026-08-03', paper: '31-GT/ĐU' });
    world.clock.set('2026-08-10');
    await receive(transferId, { step: 'present', on: '2026-08-10' });
    expect((await receive(transferId, { step: 'receive', on: '2026-08-10' })).status).toBe(200);
    const both = async (day: string) => [
      (await roll(world.as('an'), world.ward.branch5, day)).find(([name]) => name === 'Đỗ Hương Giang')?.[1],
      (await roll(quyen(), other.branch, day)).find(([name]) => name === 'Đỗ Hương Giang')?.[1],
    ];
    expect(await both('2026-08-09')).toEqual(['official', undefined]);
    expect(await both('2026-08-10')).toEqual(['temporarily-away', 'temporarily-here']);
    expect(await both('2026-12-31')).toEqual(['temporarily-away', 'temporarily-here']);
    expect(await both('2027-01-01')).toEqual(['official', undefined]);

    const change = (lastDay: string, by: Caller = quyen(), branchId = other.branch) =>
      by.call(changeStay, {
        params: { branchId, personId: world.ward.people.giang },
        body: { lastDay, cause: 'work', document: '3-CV/CB' },
      });
    expect((await change('2027-08-31')).error).toMatchObject({
      code: 'members.stay-too-long',
      rule: { verified: false },
    });
    expect((await change('2027-05-31')).status).toBe(200);
    expect(await both('2027-05-31')).toEqual(['temporarily-away', 'temporarily-here']);
    expect((await change('2026-09-15', world.as('an'), world.ward.branch5)).status).toBe(200);
    expect(await both('2026-09-15')).toEqual(['temporarily-away', 'temporarily-here']);
    expect(await both('2026-09-16')).toEqual(['official', undefined]);
    expect((await change('2026-10-15', world.as('lan'), world.ward.branch7)).error?.code).toBe(
      'members.not-in-branch',
    );
  });
});

describe('a member’s own request', () => {
  it('is made by the member, with self-review, and seen by the branch and by the member', async () => {
    world.clock.set('2026-10-01');
    const ask = (body: Record<string, unknown> = {}) =>
      world.as('hanh').call(requestOwnTransfer, {
        body: {
          kind: 'official',
          cause: 'work',
          causeOn: '2026-09-20',
          to: { branchId: null, outside: 'Đảng ủy phường Ngọc Lâm, tỉnh Thử Nghiệm' },
          hasReview: true,
          ...body,
        },
      } as never);
    expect((await ask({ hasReview: false })).error?.code).toBe('transfers.review-missing');
    expect((await world.as('hanh').call(listOwnTransfers)).body.transfers).toEqual([]);
    const late = await ask({ causeOn: '2026-06-01' });
    expect(late.error?.code).toBe('transfers.late-reason-missing');
    const { status, body } = await ask();
    expect(status).toBe(200);
    const own = (await world.as('hanh').call(listOwnTransfers)).body;
    expect(own.transfers[0]).toMatchObject({
      state: 'requested',
      toName: 'Đảng ủy phường Ngọc Lâm, tỉnh Thử Nghiệm',
      steps: [{ step: 'announce' }, { step: 'request', by: 'Vũ Thị Hạnh', unitName: null }],
    });
    // Nobody receives here: the branch that sends notes what the paper from outside says.
    await issue(body.transferId, { step: 'introduce', on: '2026-10-01', paper: '40-GT/ĐU' });
    expect((await send(body.transferId, { step: 'present', on: '2026-10-01' })).status).toBe(200);
    expect(
      (await send(body.transferId, { step: 'receive', on: '2026-10-01', note: 'Phiếu báo 7' })).status,
    ).toBe(200);
    expect(
      (await roll(world.as('an'), world.ward.branch5, '2026-10-01')).map(([name]) => name),
    ).not.toContain('Vũ Thị Hạnh');
    expect((await world.as('hanh').call(listOwnTransfers)).body.branchId).toBeNull();
    expect((await ask()).error?.code).toBe('transfers.no-branch');
  });

  it('a transfer to a branch of the system is received by that branch alone', async () => {
    world.clock.set('2026-10-01');
    const { transferId } = (await start('binh', { causeOn: '2026-10-01' })).body;
    await send(transferId, { step: 'request', on: '2026-10-01', hasReview: true });
    await issue(transferId, { step: 'introduce', on: '2026-10-01', paper: '41-GT/ĐU' });
    expect((await send(transferId, { step: 'present', on: '2026-10-01' })).error?.code).toBe(
      'transfers.received-here',
    );
    await send(transferId, { step: 'withdraw', on: '2026-10-01', reason: 'Thôi chuyển' });
  });
});

describe('somebody from outside of the system', () => {
  const person = {
    fullName: 'Cao Thu Thủy',
    birth: '1985-06-07',
    sex: 'female' as const,
    citizenId: '000185000007',
    cardNumber: '00.700007',
  };
  const come = (body: Record<string, unknown> = {}, by: Caller = quyen()) =>
    by.call(arrive, {
      params: { branchId: other.branch },
      body: {
        person,
        admittedOn: '2012-05-19',
        officialOn: '2013-05-19',
        kind: 'official',
        cause: 'work',
        from: 'Đảng ủy xã Yên Lãng, tỉnh Thử Nghiệm',
        paper: '88-GT/ĐU',
        introducedOn: '2026-10-05',
        presentedOn: '2026-10-12',
        receivedOn: '2026-11-02',
        ...body,
      },
    } as never);

  it('is received with the papers, and is the same person when coming back', async () => {
    world.clock.set('2026-11-03');
    expect((await come({ presentedOn: '2026-10-01' })).error?.code).toBe('transfers.before-the-step-before');
    expect((await come({ introducedOn: '2026-08-03' })).error?.code).toBe('transfers.late-reason-missing');
    expect((await come({ officialOn: '2011-01-01' })).error?.code).toBe('members.official-before-admission');
    expect((await come({ receivedOn: '2026-11-04' })).error?.code).toBe('transfers.day-in-future');
    expect((await roll(quyen(), other.branch, '2026-11-03')).map(([name]) => name)).not.toContain(
      'Cao Thu Thủy',
    );
    const first = await come();
    expect(first.status).toBe(200);
    expect(await roll(quyen(), other.branch, '2026-11-02')).toContainEqual(['Cao Thu Thủy', 'official']);
    expect((await come()).error?.code).toBe('members.number-taken');
    const left = await quyen().call(recordMove, {
      params: { branchId: other.branch, personId: first.body.personId },
      body: { kind: 'removal', on: '2026-11-03', document: '9-QĐ/ĐU', reason: 'Theo quyết định' },
    });
    expect(left.status).toBe(200);
    expect((await come({ receivedOn: '2026-11-03' })).error?.code).toBe('members.left-already');
    expect((await come({}, world.as('an'))).status).toBe(404);
  });

  it('may come for a time as a guest', async () => {
    const guest = { ...person, fullName: 'Cao Bá Lộc', citizenId: '000185000008', cardNumber: null };
    expect((await come({ person: guest, kind: 'temporary' })).error?.code).toBe(
      'transfers.stay-days-missing',
    );
    expect((await come({ person: guest, kind: 'temporary', lastDay: '2026-10-30' })).error?.code).toBe(
      'members.ends-before-it-begins',
    );
    const came = await come({ person: guest, kind: 'temporary', lastDay: '2027-04-30' });
    expect(came.status).toBe(200);
    expect(await roll(quyen(), other.branch, '2026-11-03')).toContainEqual([
      'Cao Bá Lộc',
      'temporarily-here',
    ]);
  });
});

describe('finding where to', () => {
  it('finds branches of the whole tree by their own name and that of those above, without marks', async () => {
    const find = async (q: string) =>
      (await world.as('an').call(findTargets, { query: { q } })).body.branches.map((b) => [b.name, b.above]);
    expect(await find('chi bo 9')).toEqual([['Chi bộ 9', 'Đảng ủy phường Kim Giang, Thành ủy Thử Nghiệm']]);
    expect((await find('sông tô')).map(([name]) => name)).toEqual(['Chi bộ 5', 'Chi bộ 7']);
    expect((await find('chi bộ kim giang')).map(([name]) => name)).toEqual(['Chi bộ 9']);
    expect(await find('không đâu cả')).toEqual([]);
    expect(await find('%')).toEqual([]);
  });
});
