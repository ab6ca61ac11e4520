import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#platform/database/database.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';
import {
  admitMember,
  getOwnRecord,
  getPerson,
  listBranchMembers,
  listOnProbation,
  openRecord,
  recordMove,
  takeBackMove,
} from './contract.ts';
import { recordMembership } from './public.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

const at = (person: Person | string, branch: 'branch5' | 'branch7' = 'branch5') => ({
  branchId: world.ward[branch],
  personId: world.ward.people[person as Person] ?? person,
});
type MoveBody = Parameters<ReturnType<TestWorld['as']>['call']>[1];
const move = (
  person: Person | string,
  body: { kind: string; on: string } & Record<string, unknown>,
  by: Person = 'an',
) =>
  world.as(by).call(recordMove, {
    params: at(person),
    body: { document: '04-NQ/CB', reason: 'Theo nghị quyết', ...body },
  } as MoveBody as never);
const read = async (person: Person | string) =>
  (await world.as('an').call(getPerson, { params: at(person) })).body;
const periods = async (person: Person | string) =>
  (await read(person)).person.memberships.map((m) => [m.status, m.from, m.to]);

const newcomer = {
  fullName: 'Tô Minh Nguyệt',
  birth: '1998-04-20',
  sex: 'female' as const,
  citizenId: '000198000001',
  phone: '0000123456',
};
const admit = (body: Record<string, unknown> = {}, by: Person = 'an') =>
  world.as(by).call(admitMember, {
    params: { branchId: world.ward.branch5 },
    body: { person: newcomer, on: '2026-02-20', decision: '31-QĐ/ĐU', decidedOn: '2026-02-05', ...body },
  } as never);

describe('an admission', () => {
  let personId = '';
  it('makes a provisional member from the ceremony on, with the term of probation', async () => {
    const { status, body } = await admit();
    expect([status, body.isLate]).toEqual([200, false]);
    personId = body.personId;
    const { person, probation } = await read(personId);
    expect(person).toMatchObject({
      fullName: 'Tô Minh Nguyệt',
      admittedOn: { date: '2026-02-20', precision: 'day' },
      officialOn: null,
    });
    expect(probation).toMatchObject({
      began: '2026-02-20',
      endsOn: '2027-02-20',
      // Tết of 2027 is over by then: thirty working days from Saturday 20 February are over on 2 April.
      decide: { dueOn: '2027-04-02', rule: { document: '294-QĐ/TW' } },
    });
    expect(person.moves).toMatchObject([
      { kind: 'admission', on: '2026-02-20', document: '31-QĐ/ĐU', recordedBy: 'Nguyễn Văn An' },
    ]);
  });

  it('is refused with the reason, and leaves nobody behind', async () => {
    const before = (await world.as('an').call(listBranchMembers, { params: at('an'), query: {} })).body
      .members.length;
    const code = async (body: Record<string, unknown>) => (await admit(body)).error?.code;
    const other = { ...newcomer, citizenId: '000198000002' };
    expect(await code({})).toBe('members.number-taken');
    expect(await code({ person: { ...other, birth: '2008-03-01' } })).toBe('members.under-age');
    expect(await code({ person: { ...other, birth: '1960-01-01' } })).toBe('members.over-age');
    expect(await code({ person: other, on: '2026-03-03' })).toBe('members.day-in-future');
    expect(await code({ person: other, on: '2026-02-01' })).toBe('members.ceremony-before-decision');
    expect((await admit({ person: { ...other, citizenId: '12' } })).status).toBe(400);
    const after = (await world.as('an').call(listBranchMembers, { params: at('an'), query: {} })).body
      .members;
    expect(after.length).toBe(before);
  });

  it.each(['giang', 'chi', 'lan', 'oanh', 'phuc'] as const)('%s may not record one', async (by) => {
    expect([403, 404]).toContain((await admit({}, by)).status);
  });

  it('says when the ceremony was later than thirty working days after the decision', async () => {
    const late = { ...newcomer, fullName: 'Lưu Đức Thịnh', citizenId: '000198000003' };
    const reply = await admit({ person: late, decidedOn: '2025-12-01', on: '2026-02-27' });
    expect(reply.body.isLate).toBe(true);
  });
});

describe('recognition', () => {
  it('waits for the end of probation and names its rule', async () => {
    world.clock.set('2026-06-20');
    const early = await move('hanh', { kind: 'recognition', on: '2026-06-20' });
    expect(early.status).toBe(422);
    expect(early.error).toMatchObject({
      code: 'members.probation-not-over',
      field: 'on',
      rule: { document: 'Điều lệ Đảng' },
    });
    expect(early.error?.message).toContain('01/07/2026');
    expect(await periods('hanh')).toEqual([['provisional', '2025-07-01', null]]);
  });

  it('is on the list of those to be considered, for the branch and the committee above', async () => {
    world.clock.set('2026-07-20');
    const ask = (by: Person, unitId: string) => world.as(by).call(listOnProbation, { params: { unitId } });
    const { body } = await ask('minh', world.ward.ward);
    const row = body.people.find((p) => p.fullName === 'Vũ Thị Hạnh');
    expect(row).toMatchObject({
      branchName: 'Chi bộ 5',
      began: '2025-07-01',
      endsOn: '2026-07-01',
      decide: { dueOn: '2026-08-12', daysLeft: 17 },
    });
    expect(body.units).toEqual([
      { unitId: world.ward.branch5, name: 'Chi bộ 5', onProbation: 3, due: 1, late: 0 },
    ]);
    expect((await ask('an', world.ward.branch5)).body.people[0]?.fullName).toBe('Vũ Thị Hạnh');
    expect((await ask('an', world.ward.branch5)).body.units).toEqual([]);
    expect((await ask('lan', world.ward.branch7)).body.people).toEqual([]);
    expect((await ask('giang', world.ward.branch5)).status).toBe(403);
    expect((await ask('an', world.ward.ward)).status).toBe(403);
    world.clock.set('2026-08-13');
    expect((await ask('minh', world.ward.ward)).body.units[0]).toMatchObject({ due: 0, late: 1 });
  });

  it('makes the member official on the roll from the decision, and in the record from the end of probation', async () => {
    world.clock.set('2026-08-20');
    expect((await read('hanh')).possible).toContain('recognition');
    expect((await move('hanh', { kind: 'recognition', on: '2026-08-20', document: '77-QĐ/ĐU' })).status).toBe(
      200,
    );
    expect(await periods('hanh')).toEqual([
      ['official', '2026-08-20', null],
      ['provisional', '2025-07-01', '2026-08-20'],
    ]);
    const { person, probation, possible } = await read('hanh');
    expect(person.officialOn).toEqual({ date: '2026-07-01', precision: 'day' });
    expect([probation, possible.includes('recognition')]).toEqual([null, false]);
    const on = async (day: string) =>
      (
        await world.as('an').call(listBranchMembers, { params: at('an'), query: { on: day } })
      ).body.members.find((m) => m.fullName === 'Vũ Thị Hạnh')?.status;
    expect([await on('2026-08-19'), await on('2026-08-20')]).toEqual(['provisional', 'official']);
  });
});

describe('exemption, suspension and return', () => {
  it('each keep the time before, and each comes back', async () => {
    world.clock.set('2026-09-01');
    expect((await move('giang', { kind: 'exemption', on: '2026-06-01', lastDay: '2026-08-31' })).status).toBe(
      200,
    );
    expect((await move('giang', { kind: 'suspension', on: '2026-09-01' })).status).toBe(200);
    expect(await periods('giang')).toEqual([
      ['suspended', '2026-09-01', null],
      ['exempt', '2026-06-01', '2026-09-01'],
      ['official', '2025-07-01', '2026-06-01'],
    ]);
    expect((await read('giang')).suspension).toMatchObject({
      since: '2026-09-01',
      endsOn: '2026-11-30',
      latestOn: '2027-02-28',
      rule: { document: '296-QĐ/TW', verified: false },
    });
    expect((await move('giang', { kind: 'suspension', on: '2026-09-01' })).error?.code).toBe(
      'members.same-status',
    );
    expect((await move('giang', { kind: 'return', on: '2026-09-01' })).status).toBe(200);
    expect((await periods('giang'))[0]).toEqual(['official', '2026-09-01', null]);
  });

  it('cannot be before the member joined, and bad input changes nothing', async () => {
    const before = await periods('dung');
    expect((await move('dung', { kind: 'suspension', on: '2020-01-01' })).error?.code).toBe(
      'members.status-before-joining',
    );
    expect(
      (await move('dung', { kind: 'exemption', on: '2026-09-01', lastDay: '2026-08-01' })).error?.code,
    ).toBe('members.ends-before-it-begins');
    expect((await move('dung', { kind: 'exemption', on: '2026-02-30' })).status).toBe(400);
    expect((await move('dung', { kind: 'exemption', on: '2026-09-01', document: ' ' })).status).toBe(400);
    expect((await move('nam', { kind: 'exemption', on: '2026-09-01' })).error?.code).toBe(
      'members.not-in-branch',
    );
    expect(await periods('dung')).toEqual(before);
  });

  it('the database refuses periods that overlap, not only the code', async () => {
    const overlapping = world.write((tx) =>
      recordMembership(tx, {
        personId: world.ward.people.dung,
        branchId: world.ward.branch7,
        status: 'official',
        from: '2026-01-01',
      }),
    );
    await expect(overlapping).rejects.toMatchObject({ code: '23P01' });
    const hidden = world.write(async (tx) => {
      await sql`update members.membership set on_probation = true where status = 'official'`.execute(tx);
    });
    await expect(hidden).rejects.toMatchObject({ code: '23514' });
  });
});

describe('leaving', () => {
  it('ends what is known, once; taking it back puts everything as it was', async () => {
    world.clock.set('2026-10-01');
    const before = await periods('dung');
    const died = await move('dung', { kind: 'death', on: '2026-09-28' });
    expect(died.status).toBe(200);
    expect((await read('dung')).person.diedOn).toBe('2026-09-28');
    expect((await periods('dung'))[0]).toEqual(['official', '2025-07-01', '2026-09-28']);
    expect((await read('dung')).possible).toEqual([]);
    expect((await move('dung', { kind: 'resignation', on: '2026-09-30' })).error?.code).toBe(
      'members.has-died',
    );
    const params = { ...at('dung'), moveId: died.body.moveId };
    expect((await read('dung')).takeBack).toBe(died.body.moveId);
    const because = 'Ghi nhầm người trùng tên';
    expect((await world.as('giang').call(takeBackMove, { params, body: { because } })).status).toBe(403);
    expect((await world.as('an').call(takeBackMove, { params, body: { because } })).status).toBe(200);
    expect(await periods('dung')).toEqual(before);
    const { person } = await read('dung');
    expect(person.diedOn).toBeNull();
    expect(person.moves[0]).toMatchObject({ kind: 'death', takenBackBecause: because });
    expect((await world.as('an').call(takeBackMove, { params, body: { because } })).error?.code).toBe(
      'members.not-the-last-move',
    );
  });

  it('twice is refused; a wrong removal is undone by reinstatement', async () => {
    expect((await move('khanh', { kind: 'removal', on: '2026-09-15', document: '9-QĐ/ĐU' })).status).toBe(
      200,
    );
    expect((await move('khanh', { kind: 'expulsion', on: '2026-09-20' })).error?.code).toBe(
      'members.left-already',
    );
    expect((await read('khanh')).possible).toEqual(['reinstatement']);
    expect(
      (await move('khanh', { kind: 'reinstatement', on: '2026-09-15', standing: 'official' })).status,
    ).toBe(200);
    expect((await periods('khanh')).map((p) => p[0])).toEqual(['official', 'exempt']);
  });

  it('a former member is admitted again as the same person, after three years and once', async () => {
    world.clock.set('2027-03-01');
    const again = {
      person: { ...newcomer, fullName: 'Tô Minh Nguyệt' },
      on: '2030-10-05',
      decision: '8-QĐ/ĐU',
      decidedOn: '2030-10-01',
    };
    const left = await move((await admitted()).personId, { kind: 'removal', on: '2027-03-01' });
    expect(left.status).toBe(200);
    world.clock.set('2029-10-10');
    const soon = await admit({ ...again, on: '2029-10-05', decidedOn: '2029-10-01' });
    expect(soon.error).toMatchObject({ code: 'members.too-soon-again', rule: { document: '294-QĐ/TW' } });
    world.clock.set('2030-10-10');
    const back = await admit(again);
    expect(back.body.personId).toBe((await admitted()).personId);
    expect((await periods(back.body.personId))[0]).toEqual(['provisional', '2030-10-05', null]);
    world.clock.set('2026-10-01');
  });

  const admitted = async () => {
    const { members } = (
      await world.as('an').call(listBranchMembers, { params: at('an'), query: { on: '2026-10-01' } })
    ).body;
    return members.find((m) => m.fullName === 'Tô Minh Nguyệt')!;
  };
});

describe('a record across the boundary of its unit', () => {
  it('asks for a reason, shows it to the member, and asks once a day', async () => {
    world.clock.set('2026-11-02');
    const open = (by: Person) => world.as(by).call(getPerson, { params: at('giang') });
    const refused = await open('minh');
    expect([refused.status, refused.error?.code]).toEqual([409, 'members.reason-needed']);
    const reason = 'Chuẩn bị nhân sự cấp ủy';
    expect(
      (await world.as('minh').call(openRecord, { params: at('giang'), body: { reason: 'vì' } })).status,
    ).toBe(400);
    expect((await world.as('lan').call(openRecord, { params: at('giang'), body: { reason } })).status).toBe(
      404,
    );
    expect((await world.as('minh').call(openRecord, { params: at('giang'), body: { reason } })).status).toBe(
      200,
    );
    const opened = await open('minh');
    expect([opened.status, opened.body.reason]).toEqual([200, reason]);
    expect((await open('minh')).status).toBe(200);
    const own = (await world.as('giang').call(getOwnRecord)).body;
    expect(own.reads.filter((r) => r.what === 'members.read-person')[0]).toMatchObject({
      by: 'Đặng Tuấn Minh',
      reason,
      unitName: 'Chi bộ 5',
    });
    world.clock.set('2026-11-03');
    expect((await open('minh')).error?.code).toBe('members.reason-needed');
    // The branch's own leaders are asked nothing.
    expect((await open('an')).body.reason).toBeNull();
  });
});
