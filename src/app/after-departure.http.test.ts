import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getPerson, listBranchMembers, openRecord } from '#features/members/contract.ts';
import { closeMembership, recordMembership } from '#features/members/public.ts';
import { mergeBranch } from '#features/reorganisation/testing/merge-branch.ts';
import { getTask, listTasks } from '#features/tasks/contract.ts';
import { makeSecondWard, type SecondWard } from '#features/transfers/testing.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { run, sql } from '#platform/database/database.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';

// Dung goes to a branch of another ward, Chi leaves the Party, and then branch 5 joins branch 7, which Lan leads.

let world: TestWorld;
let other: SecondWard;
let finished: Id;
beforeAll(async () => {
  world = await openTestWorld();
  other = await makeSecondWard(world);
  const { branch5, people } = world.ward;
  finished = newId(world.clock.now());
  await world.write(async (tx) => {
    await run(
      tx,
      sql`update members.person set phone = '0900000009', address = 'Số 9 phố Mới', religion = 'Không'
           where id in (${people.dung}, ${people.chi})`,
    );
    await run(
      tx,
      sql`insert into tasks.task (id, branch_id, title, owner_id, helper_ids, output, due_on, report_month,
                                  assigned_in_month, assigned_at, state)
          values (${finished}, ${branch5}, 'Kẻ biển tổ dân phố', ${people.dung}, '{}', 'Biển', '2026-02-20', '2026-02',
                  '2026-01', ${new Date(world.clock.now())}, 'done')`,
    );
  });
});
afterAll(() => world.close());

const leaves = (person: Person, on: string, to: Id | null) =>
  world.write(async (tx) => {
    const { branch5, people } = world.ward;
    await closeMembership(tx, people[person], branch5, 'home', on, null);
    if (to)
      await recordMembership(tx, { personId: people[person], branchId: to, status: 'official', from: on });
  });
const read = (by: Person, person: Person, branchId = world.ward.branch5) =>
  world.as(by).call(getPerson, { params: { branchId, personId: world.ward.people[person] } });

describe('after a departure', () => {
  test('those who lead the branch that was left see what belongs to the time there, and no more', async () => {
    expect((await read('an', 'dung')).body).toMatchObject({ leftOn: null, person: { phone: '0900000009' } });
    await leaves('dung', '2026-03-02', other.branch);
    const { body, bytes } = await read('an', 'dung');
    expect([body.leftOn, body.possible, body.person.fullName]).toEqual(['2026-03-02', [], 'Phạm Quốc Dũng']);
    expect(body.person.birth).not.toBeNull();
    expect(body.person.memberships.map(({ branchId, to }) => [branchId, to])).toEqual([
      [world.ward.branch5, '2026-03-02'],
    ]);
    for (const word of ['0900000009', 'phố Mới', 'Không', other.branch])
      expect(bytes.toString().includes(word)).toBe(false);
    const vinh = world.asId(other.vinh);
    const there = { branchId: other.branch, personId: world.ward.people.dung };
    await vinh.call(openRecord, { params: there, body: { reason: 'Tiếp nhận đảng viên' } });
    expect((await vinh.call(getPerson, { params: there })).body).toMatchObject({
      leftOn: null,
      person: { phone: '0900000009' },
    });
  });

  test('those above see all of it only where they are above the branch of today too', async () => {
    const reason = 'Rà soát hồ sơ';
    const params = { branchId: world.ward.branch5, personId: world.ward.people.dung };
    expect((await read('minh', 'dung')).error?.code).toBe('members.reason-needed');
    await world.as('minh').call(openRecord, { params, body: { reason } });
    expect((await read('minh', 'dung')).body).toMatchObject({
      leftOn: '2026-03-02',
      person: { phone: null },
    });
    await leaves('giang', '2026-03-02', world.ward.branch7);
    const moved = { branchId: world.ward.branch5, personId: world.ward.people.giang };
    await world.as('minh').call(openRecord, { params: moved, body: { reason } });
    expect((await read('minh', 'giang')).body.leftOn).toBeNull();
    expect((await read('an', 'giang')).body.leftOn).toBe('2026-03-02');
    expect((await read('lan', 'giang', world.ward.branch7)).body.leftOn).toBeNull();
  });

  test('the record of somebody who belongs nowhere any more stays with the branch where they were last', async () => {
    await leaves('chi', '2026-03-02', null);
    expect((await read('an', 'chi')).body).toMatchObject({ leftOn: null, person: { phone: '0900000009' } });
  });
});

describe('a branch that joined another', () => {
  const ON = '2026-04-01';
  const task = (by: Person) => world.as(by).call(getTask, { params: { taskId: finished } });
  const list = (by: Person) =>
    world.as(by).call(listTasks, { params: { branchId: world.ward.branch5 }, query: { show: 'all' } });
  const members = (by: Person) =>
    world.as(by).call(listBranchMembers, { params: { branchId: world.ward.branch5 }, query: {} });

  test('leaves its records and its finished work to those who lead the branch that carries on', async () => {
    const { branch5, branch7 } = world.ward;
    expect([(await task('lan')).status, (await read('lan', 'dung')).status]).toEqual([404, 404]);
    await mergeBranch(world, { unitId: branch5, intoId: branch7, on: ON, decidedOn: '2026-03-02' });

    expect((await read('lan', 'dung')).body).toMatchObject({
      leftOn: '2026-03-02',
      reason: null,
      mayChange: false,
      person: { fullName: 'Phạm Quốc Dũng', phone: null },
    });
    // Whoever came along is seen whole, as in the own branch.
    expect((await read('lan', 'hanh')).body.leftOn).toBeNull();
    const roll = (await members('lan')).body;
    expect([roll.names, roll.abilities]).toEqual([
      'shown',
      { import: false, change: false, readPerson: true },
    ]);
    expect(roll.members.map(({ fullName }) => fullName)).toContain('Vũ Thị Hạnh');
    expect((await task('lan')).body).toMatchObject({
      task: { title: 'Kẻ biển tổ dân phố', ownerName: 'Phạm Quốc Dũng' },
      branch: { id: branch5, name: 'Chi bộ 5' },
      abilities: { report: false, correct: false },
    });
    expect((await list('lan')).body.tasks.map(({ taskId }) => taskId)).toEqual([finished]);
  });

  test('goes on being read by those who sat in it, its work but not its records; not by others of the other branch', async () => {
    expect([(await task('hanh')).status, (await list('hanh')).status]).toEqual([200, 200]);
    expect([(await task('nam')).status, (await list('nam')).status]).toEqual([403, 403]);
    // Who led it leads it no more.
    expect([(await read('an', 'dung')).status, (await members('an')).status]).toEqual([403, 403]);
    expect([(await read('nam', 'dung')).status, (await members('nam')).status]).toEqual([403, 403]);
    expect((await task('an')).body.abilities).toEqual({ report: false, correct: false });
  });
});
