import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordMandate } from '#features/mandates/public.ts';
import { getOwnRecord, openList } from '#features/members/contract.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';
import { correctTask, getTask, listTasks, reportTask } from './contract.ts';
import { assignTask, openTasksFor, recordTaskResult, tasksOf, withdrawTask } from './public.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

type Given = Partial<Parameters<typeof assignTask>[1]>;
const give = async (given: Given = {}): Promise<Id> => {
  const { branch5, people } = world.ward;
  const taskId = given.taskId ?? newId(world.clock.now());
  await world.write((tx) =>
    assignTask(
      tx,
      {
        branchId: branch5,
        title: 'Rà soát hộ chưa đóng quỹ',
        ownerId: people.dung,
        helperIds: [people.giang],
        output: 'Danh sách hộ, có xác nhận của tổ trưởng',
        dueOn: '2026-03-20',
        reportMonth: '2026-04',
        assignedInMonth: '2026-02',
        meetingId: null,
        ...given,
        taskId,
      },
      world.clock.now(),
    ),
  );
  return taskId;
};
const carriedInto = (month: string) => world.read((tx) => openTasksFor(tx, world.ward.branch5, month));
const tell = (taskId: Id, state: 'done' | 'not-done' | 'in-progress' | 'cannot-be-done', month: string) =>
  world.write((tx) =>
    recordTaskResult(
      tx,
      { taskId, state, by: world.ward.people.an, meetingId: newId(world.clock.now()), month },
      world.clock.now(),
    ),
  );

describe('giving a task', () => {
  it('twice under one id restates it and keeps what was reported', async () => {
    const taskId = await give();
    await world.as('dung').call(reportTask, {
      params: { taskId },
      body: { state: 'in-progress', percent: 40 },
    });
    await give({ taskId, title: ' Rà  soát hộ khó khăn ', dueOn: '2026-03-25', helperIds: [] });
    const { body } = await world.as('an').call(getTask, { params: { taskId } });
    expect(body.task).toMatchObject({
      title: 'Rà soát hộ khó khăn',
      dueOn: '2026-03-25',
      state: 'in-progress',
      percent: 40,
      helperIds: [],
    });
    expect(body.reports).toHaveLength(1);
  });

  it('never takes a task from another branch, and wants an output', async () => {
    const taskId = await give();
    const { branch7, people } = world.ward;
    await expect(give({ taskId, branchId: branch7, ownerId: people.nam })).rejects.toThrow(
      'tasks.other-branch',
    );
    await expect(give({ output: ' \u200b ' })).rejects.toThrow('tasks.output-missing');
  });
});

describe('what a meeting finds before it', () => {
  it('is everything open, and what was finished since the last meeting', async () => {
    const open = await give({ title: 'còn mở' });
    const notDone = await give({ title: 'chưa làm' });
    const told = await give({ title: 'đã báo cáo giữa hai kỳ' });
    const settled = await give({ title: 'đã kết luận ở cuộc họp' });
    const back = await give({ title: 'đã rút' });
    const later = await give({ title: 'giao ở tháng sau', assignedInMonth: '2026-04' });
    await tell(notDone, 'not-done', '2026-02');
    await tell(settled, 'done', '2026-02');
    await world.as('giang').call(reportTask, { params: { taskId: told }, body: { state: 'done' } });
    await world.write((tx) => withdrawTask(tx, back, world.clock.now()));

    const march = (await carriedInto('2026-03')).map((task) => task.taskId);
    expect(march).toEqual(expect.arrayContaining([open, notDone, told]));
    for (const absent of [settled, back, later]) expect(march).not.toContain(absent);
    expect((await carriedInto('2026-03')).find((task) => task.taskId === told)).toMatchObject({
      state: 'done',
      helperIds: [world.ward.people.giang],
      reportMonth: '2026-04',
    });

    await tell(told, 'done', '2026-03');
    const april = (await carriedInto('2026-04')).map((task) => task.taskId);
    expect(april).toEqual(expect.arrayContaining([open, notDone, later]));
    expect(april).not.toContain(told);
  });

  it('is of the own branch only', async () => {
    await give();
    expect(await world.read((tx) => openTasksFor(tx, world.ward.branch7, '2026-03'))).toEqual([]);
  });
});

describe('my tasks', () => {
  it('are those I own or help with, until they are finished', async () => {
    const { people } = world.ward;
    const mine = await give({ ownerId: people.chi, helperIds: [people.hanh], dueOn: '2026-03-01' });
    const of = (personId: Id) => world.read((tx) => tasksOf(tx, personId, '2026-03-02'));
    expect((await of(people.hanh)).find((task) => task.taskId === mine)).toMatchObject({ isOverdue: true });
    await tell(mine, 'done', '2026-03');
    expect((await of(people.chi)).some((task) => task.taskId === mine)).toBe(false);
  });
});

describe('reporting', () => {
  it('is for owner, helpers and leaders; late is told by the days', async () => {
    const taskId = await give({ dueOn: '2026-02-27' });
    const report = (person: 'dung' | 'giang' | 'binh' | 'hanh' | 'lan' | 'minh' | 'oanh', doneOn?: string) =>
      world
        .as(person)
        .call(reportTask, { params: { taskId }, body: { state: 'done', ...(doneOn ? { doneOn } : {}) } });
    expect((await report('hanh')).error?.code).toBe('tasks.not-yours');
    for (const outside of ['minh', 'oanh'] as const)
      expect((await report(outside)).error?.code).toBe('platform.not-allowed');
    expect((await report('lan')).error?.code).toBe('platform.not-found');
    expect((await report('dung')).body).toEqual({ state: 'done-late' });
    expect((await report('giang', '2026-02-27')).body).toEqual({ state: 'done' });
    expect((await report('binh', '2026-03-03')).error).toMatchObject({
      code: 'tasks.done-in-future',
      field: 'doneOn',
    });
    const { body } = await world.as('dung').call(getTask, { params: { taskId } });
    expect(body.reports.map((line) => [line.byName, line.state])).toEqual([
      ['Đỗ Hương Giang', 'done'],
      ['Phạm Quốc Dũng', 'done-late'],
    ]);
  });

  it('wants a cause, and ends when a meeting has settled the result', async () => {
    const taskId = await give();
    const silent = await world
      .as('dung')
      .call(reportTask, { params: { taskId }, body: { state: 'not-done', cause: ' ' } });
    expect(silent.error).toMatchObject({ code: 'tasks.cause-missing', field: 'cause' });
    await tell(taskId, 'done', '2026-03');
    const late = await world
      .as('dung')
      .call(reportTask, { params: { taskId }, body: { state: 'in-progress' } });
    expect(late.error?.code).toBe('tasks.settled-by-meeting');
    const { body } = await world.as('dung').call(getTask, { params: { taskId } });
    expect(body.abilities).toEqual({ report: false, correct: false });
  });

  it('of a task that was taken back or is not known is refused', async () => {
    const taskId = await give();
    await world.write((tx) => withdrawTask(tx, taskId, world.clock.now()));
    const body = { state: 'done' as const };
    expect((await world.as('dung').call(reportTask, { params: { taskId }, body })).error?.code).toBe(
      'tasks.withdrawn',
    );
    const unknown = await world.as('dung').call(reportTask, { params: { taskId: newId() }, body });
    expect(unknown.status).toBe(404);
    expect((await world.stranger.call(reportTask, { params: { taskId }, body })).status).toBe(401);
  });
});

describe('reading', () => {
  it('lists what is open, overdue, or everything, of everybody or of one', async () => {
    const { branch5, people } = world.ward;
    const overdue = await give({ ownerId: people.binh, helperIds: [people.hanh], dueOn: '2026-02-10' });
    const done = await give({ ownerId: people.binh, helperIds: [] });
    await tell(done, 'done', '2026-03');
    const list = async (query: Record<string, string>) =>
      (await world.as('hanh').call(listTasks, { params: { branchId: branch5 }, query })).body.tasks;
    const binh = { ownerId: people.binh };
    expect((await list(binh)).map((task) => task.taskId)).toEqual([overdue]);
    expect((await list({ ...binh, show: 'overdue' }))[0]).toMatchObject({
      isOverdue: true,
      ownerName: 'Trần Thị Bình',
    });
    expect((await list({ ...binh, show: 'all' })).map((task) => task.taskId)).toEqual([overdue, done]);
    expect((await list({ ownerId: people.hanh })).map((task) => task.taskId)).toContain(overdue);
  });

  it('is for the branch, its follower and those above', async () => {
    const taskId = await give();
    const branchId = world.ward.branch5;
    for (const person of ['an', 'hanh', 'oanh', 'minh'] as const) {
      expect((await world.as(person).call(listTasks, { params: { branchId }, query: {} })).status).toBe(200);
      expect((await world.as(person).call(getTask, { params: { taskId } })).status).toBe(200);
    }
    for (const [person, status] of [
      ['lan', 404],
      ['phuc', 403],
    ] as const) {
      const list = await world.as(person).call(listTasks, { params: { branchId }, query: {} });
      expect(list.status).toBe(status);
      expect((await world.as(person).call(getTask, { params: { taskId } })).status).toBe(status);
    }
    expect((await world.as('an').call(getTask, { params: { taskId: newId() } })).status).toBe(404);
  });
});

describe('far above the branch', () => {
  it('shows initials and no free words until a reason was given, and the members read who looked and why', async () => {
    const { branch5, city, people } = world.ward;
    const taskId = await give();
    await world.as('dung').call(reportTask, {
      params: { taskId },
      body: { state: 'in-progress', percent: 10, cause: 'Chờ ông Tư về' },
    });
    await world.write((tx) =>
      recordMandate(tx, {
        id: newId(world.clock.now()),
        personId: people.phuc,
        unitId: city,
        post: 'officer',
        from: '2025-07-01',
        decision: '15-QĐ/TU',
      }),
    );
    const far = world.as('phuc').call;
    const list = () => far(listTasks, { params: { branchId: branch5 }, query: {} });
    const one = () => far(getTask, { params: { taskId } });
    for (const reply of [await list(), await one()]) {
      expect([reply.status, reply.body.names]).toEqual([200, 'after-reason']);
      for (const word of ['Quốc', 'Hạnh', 'ông Tư'])
        expect(reply.bytes.toString().includes(word)).toBe(false);
    }
    expect((await one()).body).toMatchObject({
      task: { ownerName: 'P. Q. D.', percent: 10, cause: null },
      reports: [{ byName: 'P. Q. D.', cause: null }],
    });
    const looks = async () =>
      (await world.as('dung').call(getOwnRecord)).body.reads.filter(
        ({ what, by }) => what.startsWith('tasks.') && by === 'Dương Gia Phúc',
      );
    expect(await looks()).toEqual([]);
    const reason = 'Kiểm tra việc tồn đọng';
    await far(openList, { params: { branchId: branch5 }, body: { reason } });
    expect((await one()).body).toMatchObject({
      names: 'shown',
      task: { ownerName: 'Phạm Quốc Dũng', cause: 'Chờ ông Tư về' },
    });
    expect(await looks()).toMatchObject([{ by: 'Dương Gia Phúc', what: 'tasks.read', reason }]);
    // Right above the branch nobody is asked.
    expect((await world.as('minh').call(getTask, { params: { taskId } })).body.names).toBe('shown');
    world.clock.pass(24 * 60);
    expect((await list()).body.names).toBe('after-reason');
    world.clock.pass(-24 * 60);
  });
});

describe('correcting', () => {
  it('is for the leaders, with a reason, and keeps what was', async () => {
    const taskId = await give();
    const { people } = world.ward;
    const body = {
      ownerId: people.giang,
      dueOn: '2026-04-10',
      reportMonth: '2026-05',
      reason: 'Đồng chí Dũng đi công tác',
    };
    for (const person of ['dung', 'minh', 'oanh'] as const)
      expect((await world.as(person).call(correctTask, { params: { taskId }, body })).status).toBe(403);
    expect((await world.as('lan').call(correctTask, { params: { taskId }, body })).status).toBe(404);
    const unreasoned = await world
      .as('an')
      .call(correctTask, { params: { taskId }, body: { ...body, reason: ' ' } });
    expect(unreasoned.error).toMatchObject({ code: 'platform.bad-request', field: 'reason' });
    const stranger = await world
      .as('an')
      .call(correctTask, { params: { taskId }, body: { ...body, ownerId: people.nam } });
    expect(stranger.error).toMatchObject({ code: 'tasks.owner-not-in-branch', field: 'ownerId' });

    expect((await world.as('an').call(correctTask, { params: { taskId }, body })).status).toBe(200);
    const after = (await world.as('an').call(getTask, { params: { taskId } })).body;
    expect(after.task).toMatchObject({ ownerId: people.giang, dueOn: '2026-04-10', helperIds: [] });
    expect(after.corrections).toMatchObject([
      {
        byName: 'Nguyễn Văn An',
        reason: 'Đồng chí Dũng đi công tác',
        ownerBefore: 'Phạm Quốc Dũng',
        ownerAfter: 'Đỗ Hương Giang',
        dueBefore: '2026-03-20',
        dueAfter: '2026-04-10',
      },
    ]);
    const again = await world.as('an').call(correctTask, { params: { taskId }, body });
    expect(again.error?.code).toBe('tasks.nothing-changed');
  });
});
