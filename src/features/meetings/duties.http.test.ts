import { afterAll, beforeAll, expect, it } from 'vitest';
import { getDuty, giveAssignment, listDuties, putOnAgenda } from '#features/assignments/contract.ts';
import { newId } from '#kernel/ids.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';
import { close, Device, holdToTheEnd, open, plan } from './testing/hold-meeting.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

const give = async (title: string) => {
  const given = await world.as('minh').call(giveAssignment, {
    params: { unitId: world.ward.ward },
    body: {
      title,
      output: 'Danh sách có chữ ký',
      measure: 'done',
      dueOn: '2026-04-30',
      to: { by: 'every-branch' },
    },
  });
  const { duties } = (
    await world.as('an').call(listDuties, { params: { unitId: world.ward.branch5 }, query: { show: 'open' } })
  ).body;
  return duties.find((duty) => duty.assignmentId === given.body.id)!.dutyId;
};
const put = (dutyId: string, isOn = true) =>
  world.as('an').call(putOnAgenda, { params: { dutyId }, body: { isOn } });
const itemsOf = async (meetingId: string) =>
  (await open(world, 'an', meetingId)).body.entries.flatMap((entry) =>
    entry.kind === 'agenda-item-added' && (entry.payload as { source: string }).source === 'duty'
      ? [entry.payload as { itemId: string; ref: string; title: string }]
      : [],
  );

it('work from above goes before the branch and comes back with what it decided', async () => {
  const early = await give('Rà soát hộ kinh doanh');
  expect((await put(early)).status).toBe(200);
  const id = await plan(world, { month: '2026-03', plannedOn: '2026-03-05' });
  const late = await give('Lập tổ tự quản');
  expect((await put(late)).status).toBe(200);
  expect((await put(late)).status).toBe(200);
  const items = await itemsOf(id);
  expect(items.map((item) => [item.ref, item.title])).toEqual([
    [early, 'Đảng ủy phường Sông Tô giao: Rà soát hộ kinh doanh'],
    [late, 'Đảng ủy phường Sông Tô giao: Lập tổ tự quản'],
  ]);

  const laptop = await holdToTheEnd(world, id, '2026-03-05');
  expect(laptop).toBeInstanceOf(Device);
  await laptop.say(
    {
      kind: 'conclusion-written',
      payload: { itemId: items[0]!.itemId, text: 'Xong trước 20/4.', replaces: [] },
    },
    {
      kind: 'task-assigned',
      payload: {
        taskId: newId(),
        title: 'Đi từng nhà kinh doanh',
        ownerId: world.ward.people.giang,
        helperIds: [],
        output: 'Sổ ghi',
        dueOn: '2026-04-15',
        reportMonth: '2026-04',
        itemId: items[0]!.itemId,
      },
    },
  );
  await new Device(world, 'oanh', id, 5_000).say({ kind: 'score-confirmed', payload: { marks: [] } });
  const closed = await close(world, 'an', id);
  expect(closed.error).toBeUndefined();
  const dutyOf = async (dutyId: string) =>
    (await world.as('minh').call(getDuty, { params: { dutyId } })).body;
  expect(await dutyOf(early)).toMatchObject({
    duty: { state: 'in-progress', isOnAgenda: false },
    reports: [
      {
        meetingId: id,
        doneOn: '2026-03-05',
        text: 'Xong trước 20/4.\nGiao nhiệm vụ: Đi từng nhà kinh doanh (sản phẩm: Sổ ghi).',
      },
    ],
  });
  expect((await dutyOf(late)).reports).toMatchObject([
    { meetingId: id, text: 'Đã đưa ra buổi sinh hoạt, không ghi kết luận riêng.' },
  ]);

  // What is taken off before the next plan stays off.
  const third = await give('Việc để sau');
  await put(third);
  await put(third, false);
  const next = await plan(world, { month: '2026-04', plannedOn: '2026-04-05' });
  expect(await itemsOf(next)).toEqual([]);
});
