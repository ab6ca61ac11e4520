import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { one, run, sql } from '#platform/database/database.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';
import * as contract from './contract.ts';
import { Device, open } from './testing/hold-meeting.ts';
import { takeOverMeeting } from './testing/take-over-meeting.ts';

let world: TestWorld;
let id: string;
beforeAll(async () => {
  world = await openTestWorld();
  world.clock.set('2026-03-02');
  const { an, binh, chi, dung, giang, hanh } = world.ward.people;
  id = await takeOverMeeting(world, {
    month: '2025-09',
    heldOn: '2025-09-05',
    presences: {
      [an]: 'present',
      [binh]: 'present',
      [chi]: 'excused',
      [dung]: 'present',
      [giang]: 'unexcused',
      [hanh]: 'present',
    },
  });
});
afterAll(() => world.close());

const params = () => ({ params: { meetingId: id } });

describe('a meeting taken over from the minutes book', () => {
  it('opens with its figures, who was there, and where its minutes are', async () => {
    const { status, body } = await open(world, 'an', id);
    expect(status).toBe(200);
    expect(body.meeting).toMatchObject({
      stage: 'closed',
      heldOn: '2025-09-05',
      base: 6,
      present: 4,
      ownScore: 88.5,
      confirmedScore: null,
      minutesNumber: '04-BB/CB',
      isTakenOver: true,
    });
    expect(body.takenOver).toMatchObject({ from: 'minutes-book', source: 'Sổ biên bản chi bộ năm 2025' });
    const nameOf = new Map(body.context.roll.map((member) => [member.memberId, member.fullName]));
    expect(
      body.takenOver!.presences.map((each) => [nameOf.get(each.memberId), each.presence]).toSorted(),
    ).toEqual([
      ['Lê Minh Chi', 'excused'],
      ['Nguyễn Văn An', 'present'],
      ['Phạm Quốc Dũng', 'present'],
      ['Trần Thị Bình', 'present'],
      ['Vũ Thị Hạnh', 'present'],
      ['Đỗ Hương Giang', 'unexcused'],
    ]);
    expect(body.entries).toEqual([]);
    expect(body.abilities).toMatchObject({ lead: false, record: false, takePart: false, annex: false });
    const list = await world
      .as('an')
      .call(contract.listMeetings, { params: { branchId: world.ward.branch5 } });
    expect(list.body.meetings.find((meeting) => meeting.id === id)?.isTakenOver).toBe(true);
  });

  it('is for the same readers as any meeting', async () => {
    expect((await open(world, 'minh', id)).status).toBe(200);
    expect((await open(world, 'oanh', id)).status).toBe(200);
    const neighbour = await open(world, 'lan', id);
    expect(neighbour.status).toBeGreaterThanOrEqual(403);
    expect(neighbour.body).not.toHaveProperty('takenOver');
    expect((await world.stranger.call(contract.getMeeting, params())).status).toBe(401);
  });

  it('takes no entry, no check-in, no paper and no closing, and changes nothing', async () => {
    const device = new Device(world, 'an', id);
    const refused = await device.send([
      device.write({ kind: 'annex-added', payload: { text: 'Bổ sung', concerns: 'other' } }),
    ]);
    expect(refused.body.refused).toMatchObject([
      { code: 'meetings.taken-over', message: expect.stringContaining('Sổ biên bản chi bộ năm 2025') },
    ]);
    expect(refused.body.refused[0]!.wayOut).toBeTruthy();
    const checkIn = await world.as('dung').call(contract.checkIn, { ...params(), body: {} });
    expect(checkIn.error?.code).toBe('meetings.closed');
    const closing = await world.as('an').call(contract.closeMeeting, params());
    expect(closing.error?.code).toBe('meetings.closed');
    const { n } = await world.read((tx) =>
      one(tx, sql<{ n: number }>`select count(*)::int as n from meetings.entry where meeting_id = ${id}`),
    );
    expect(n).toBe(0);
  });

  it('sets no minutes from figures: the paper is where it is', async () => {
    for (const kind of contract.DOCUMENT_KINDS) {
      const { status, error } = await world
        .as('an')
        .call(contract.getDocument, { params: { meetingId: id, kind, format: 'txt' } });
      expect([status, error?.code]).toEqual([409, 'meetings.taken-over']);
      expect(error?.wayOut).toContain('nơi lưu bản gốc');
    }
    const neighbour = await world
      .as('lan')
      .call(contract.getDocument, { params: { meetingId: id, kind: 'minutes', format: 'txt' } });
    expect(neighbour.error?.code).not.toBe('meetings.taken-over');
    expect(neighbour.status).toBeGreaterThanOrEqual(403);
  });

  it('counts in the month: no second regular meeting is planned beside it', async () => {
    const again = await world.as('an').call(contract.createMeeting, {
      params: { branchId: world.ward.branch5 },
      body: {
        month: '2025-09',
        kind: 'regular',
        plannedOn: '2025-09-20',
        plannedTime: '19:30',
        place: 'Nhà văn hóa',
      },
    });
    expect(again.error?.code).toBe('meetings.already-planned');
  });

  it('is all or nothing in the database: no source without a place, no journal beside it', async () => {
    const change = (set: string) =>
      world.write((tx) => run(tx, sql.raw(`update meetings.meeting set ${set} where id = '${id}'`)));
    await expect(change('taken_over_source = null')).rejects.toMatchObject({ code: '23514' });
    await expect(change("stage = 'planned'")).rejects.toMatchObject({ code: '23514' });
    await expect(change('entry_count = 1')).rejects.toMatchObject({ code: '23514' });
    await expect(change("taken_over_from = 'memory'")).rejects.toMatchObject({ code: '23514' });
  });
});

it('an id that is nobody’s stays unknown', async () => {
  const { status } = await open(world, 'an', newId());
  expect(status).toBe(404);
});
