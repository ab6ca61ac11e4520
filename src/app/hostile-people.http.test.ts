import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordMandate } from '#features/mandates/public.ts';
import * as meetings from '#features/meetings/contract.ts';
import { meetings as meetingsFeature } from '#features/meetings/feature.ts';
import { closeMonth, reopenMonth } from '#features/meetings/public.ts';
import {
  close,
  Device,
  holdToTheEnd,
  open,
  PRIVATE,
  plan,
  REMINDER,
} from '#features/meetings/testing/hold-meeting.ts';
import { getPerson, recordMove } from '#features/members/contract.ts';
import { assignTask } from '#features/tasks/public.ts';
import { newId } from '#kernel/ids.ts';
import { rows, sql } from '#platform/database/database.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

const start = (person: 'an', heldOn: string) => ({
  kind: 'meeting-started' as const,
  payload: { chairId: world.ward.people[person], heldOn, startedAt: world.clock.now() },
});

describe('the day on which a meeting is said to be held', () => {
  it('opens no closed month, neither that of the meeting nor that of the day', async () => {
    const { ward, people } = world.ward;
    world.clock.set('2026-04-02');
    const march = await plan(world, { month: '2026-03', plannedOn: '2026-03-30' });
    const laptop = new Device(world, 'an', march);
    await world.write((tx) => closeMonth(tx, ward, '2026-03', people.minh, world.clock.now()));
    expect(await laptop.refusedWith(start('an', '2026-04-01'))).toBe('meetings.month-closed');
    expect(await laptop.refusedWith(start('an', '2026-03-30'))).toBe('meetings.month-closed');
    await world.write((tx) => reopenMonth(tx, ward, '2026-03'));
    await laptop.say(start('an', '2026-04-01'));
  });

  it('cannot lie before the branch was founded, and the rest of the batch is kept', async () => {
    const id = await plan(world, { month: '2026-04', plannedOn: '2026-04-02' });
    const laptop = new Device(world, 'an', id);
    const before = laptop.write(start('an', '1990-01-01'));
    const good = laptop.write({ kind: 'comment-added', payload: { text: 'Nhất trí' } });
    const reply = await laptop.send([before, good]);
    expect(reply.status).toBe(200);
    expect(reply.body.refused.map((r) => [r.id, r.code, r.field])).toEqual([
      [before.id, 'meetings.branch-not-there', 'payload.heldOn'],
    ]);
    expect(reply.body.accepted.map((e) => e.id)).toEqual([good.id]);
  });
});

describe('a closing', () => {
  let id: string;
  const foreign = newId();
  beforeAll(async () => {
    world.clock.set('2026-05-04');
    await world.write((tx) =>
      assignTask(
        tx,
        {
          taskId: foreign,
          branchId: world.ward.branch7,
          title: 'Việc của chi bộ 7',
          ownerId: world.ward.people.nam,
          helperIds: [],
          output: 'Danh sách',
          dueOn: '2026-05-30',
          reportMonth: '2026-05',
          assignedInMonth: '2026-04',
          meetingId: null,
        },
        world.clock.now(),
      ),
    );
    id = await plan(world, { month: '2026-05', plannedOn: '2026-05-04' });
    const laptop = await holdToTheEnd(world, id, '2026-05-04', ['Dọn vệ sinh ngõ 9']);
    await laptop.say({ kind: 'task-result-recorded', payload: { taskId: foreign, state: 'done' } });
    await new Device(world, 'oanh', id, 90_000).say({ kind: 'score-confirmed', payload: { marks: [] } });
  });

  it('waits for a month that is closed to be opened again, and takes no number before', async () => {
    const { ward, people } = world.ward;
    await world.write((tx) => closeMonth(tx, ward, '2026-05', people.minh, world.clock.now()));
    const refused = await close(world, 'an', id, 'closing-in-a-closed-month');
    expect([refused.status, refused.error?.code]).toEqual([409, 'meetings.month-closed']);
    await world.write((tx) => reopenMonth(tx, ward, '2026-05'));
    const closed = await close(world, 'an', id, 'closing-in-a-closed-month');
    expect(closed.body.minutesNumber).toBe('01-BB/CB');
  });

  it('settles no task of another branch', async () => {
    const found = await world.read((tx) =>
      rows(tx, sql<{ state: string }>`select state from tasks.task where id = ${foreign}`),
    );
    expect(found).toEqual([{ state: 'open' }]);
  });

  it('leaves a person’s own copy without the words of others', async () => {
    const copyOf = async (person: Person) =>
      JSON.stringify(await world.read((tx) => meetingsFeature.person.export(tx, world.ward.people[person])));
    expect(await copyOf('dung')).toContain(PRIVATE);
    const secretary = await copyOf('an');
    expect(secretary).toContain('meeting-ended');
    expect(secretary).not.toContain(PRIVATE);
    expect(secretary).not.toContain(REMINDER);
    expect(await copyOf('oanh')).toContain('score-confirmed');
  });

  it('of what was private leaves no word to those outside by a chain of corrections', async () => {
    const { entries } = (await open(world, 'an', id)).body;
    const opinion = entries.find((e) => e.kind === 'opinion-recorded')!;
    const laptop = new Device(world, 'an', id, 95_000);
    const [first] = await laptop.say({
      kind: 'annex-added',
      payload: { text: 'Sửa lời tự phê bình: LỜI KÍN 1', concerns: 'opinion', concernsEntryId: opinion.id },
    });
    const [second] = await laptop.say({
      kind: 'annex-added',
      payload: { text: 'Đính chính phụ lục: LỜI KÍN 2', concerns: 'other', concernsEntryId: first!.id },
    });
    await laptop.say({
      kind: 'annex-added',
      payload: { text: 'Đính chính nữa: LỜI KÍN 3', concerns: 'minutes', concernsEntryId: second!.id },
    });
    const text = async (person: Person) =>
      JSON.stringify((await open(world, person, id)).body.entries) +
      (
        await world.as(person).call(meetings.getDocument, {
          params: { meetingId: id, kind: 'minutes', format: 'txt' },
        })
      ).bytes.toString();
    expect(await text('giang')).toContain('LỜI KÍN 3');
    expect(await text('oanh')).not.toContain('LỜI KÍN');
    expect(await text('minh')).not.toContain('LỜI KÍN');
  });
});

describe('a look from outside', () => {
  it('is written down by every way into the journal', async () => {
    const id = await plan(world, { month: '2026-06', plannedOn: '2026-06-05' });
    const reads = () =>
      world.read((tx) =>
        rows(
          tx,
          sql<{ n: number }>`select count(*)::int as n from platform.personal_read
                              where actor_id = ${world.ward.people.minh} and what = 'meetings.read'`,
        ),
      );
    const [{ n: before } = { n: 0 }] = await reads();
    const call = world.as('minh').call;
    const journal = await call(meetings.listEntries, { params: { meetingId: id }, query: { after: 0 } });
    expect(journal.body.entries.length).toBeGreaterThan(0);
    const [{ n: after } = { n: 0 }] = await reads();
    expect(after).toBe(before + 1);
    // Nothing new was shown: nothing is written.
    await call(meetings.listEntries, { params: { meetingId: id }, query: { after: journal.body.cursor } });
    expect(await reads()).toEqual([{ n: after }]);
  });
});

describe('a mandate', () => {
  it('leads from its first day to the day before its last, and never outside', async () => {
    const lead = (month: string) =>
      world.as('giang').call(meetings.createMeeting, {
        params: { branchId: world.ward.branch5 },
        body: {
          month,
          kind: 'thematic',
          plannedOn: `${month}-20`,
          plannedTime: '19:30',
          place: 'Nhà văn hóa',
        },
      });
    await world.write((tx) =>
      recordMandate(tx, {
        id: newId(),
        personId: world.ward.people.giang,
        unitId: world.ward.branch5,
        post: 'deputy-secretary',
        from: '2026-06-10',
        to: '2026-06-12',
        decision: '14-QĐ/ĐU',
      }),
    );
    const asked: [string, string, number][] = [
      ['2026-06-09', '23:59', 403],
      ['2026-06-10', '00:00', 200],
      ['2026-06-11', '23:59', 200],
      ['2026-06-12', '00:00', 403],
    ];
    for (const [index, [day, time, status]] of asked.entries()) {
      world.clock.set(day, time);
      expect([day, time, (await lead(`2026-0${6 + index}`)).status]).toEqual([day, time, status]);
    }
  });
});

describe('a change of status', () => {
  const change = (person: Person, kind: 'suspension' | 'exemption' | 'return', on: string) =>
    world.as('an').call(recordMove, {
      params: { branchId: world.ward.branch5, personId: world.ward.people[person] },
      body: { kind, on, document: '04-NQ/CB', reason: 'Theo quyết định' },
    });
  const periods = async (person: Person) => {
    const params = { branchId: world.ward.branch5, personId: world.ward.people[person] };
    const { memberships } = (await world.as('an').call(getPerson, { params })).body.person;
    return memberships.map((m) => [m.status, m.onProbation, m.from, m.to]);
  };

  it('before one that is already known ends where that one begins', async () => {
    expect((await change('dung', 'suspension', '2026-08-01')).status).toBe(200);
    expect((await change('dung', 'exemption', '2026-07-15')).status).toBe(200);
    expect(await periods('dung')).toEqual([
      ['suspended', false, '2026-08-01', null],
      ['exempt', false, '2026-07-15', '2026-08-01'],
      ['official', false, '2025-07-01', '2026-07-15'],
    ]);
  });

  it('made twice at the same moment is made once', async () => {
    const both = (kind: 'suspension' | 'return', on: string) =>
      Promise.all([change('hanh', kind, on), change('hanh', kind, on)]);
    expect((await both('suspension', '2026-06-15')).map((reply) => reply.status).sort()).toEqual([200, 409]);
    expect((await both('return', '2026-06-20')).map((reply) => reply.status).sort()).toEqual([200, 409]);
    expect(await periods('hanh')).toEqual([
      ['provisional', false, '2026-06-20', null],
      ['suspended', true, '2026-06-15', '2026-06-20'],
      ['provisional', false, '2025-07-01', '2026-06-15'],
    ]);
  });
});

describe('what is carried into the next meeting', () => {
  it('stays readable however long it was', async () => {
    world.clock.set('2026-11-02');
    const title = `${'việc '.repeat(59)}xong😀`;
    await world.write((tx) =>
      assignTask(
        tx,
        {
          taskId: newId(),
          branchId: world.ward.branch5,
          title: `${'x'.repeat(299)}`,
          ownerId: world.ward.people.giang,
          helperIds: [],
          output: 'Danh sách '.repeat(199).trim(),
          dueOn: '2026-11-20',
          reportMonth: '2026-11',
          assignedInMonth: '2026-10',
          meetingId: null,
        },
        world.clock.now(),
      ),
    );
    for (let cut = 0; cut < 3; cut++)
      await world.write((tx) =>
        assignTask(
          tx,
          {
            taskId: newId(),
            branchId: world.ward.branch5,
            title: `${title.slice(cut)}${'😀'.repeat(30)}`.slice(0, 298 + (cut % 2)),
            ownerId: world.ward.people.giang,
            helperIds: [],
            output: 'Danh sách',
            dueOn: '2026-11-20',
            reportMonth: '2026-11',
            assignedInMonth: '2026-10',
            meetingId: null,
          },
          world.clock.now(),
        ),
      );
    const id = await plan(world, { month: '2026-11', plannedOn: '2026-11-05' });
    const { entries } = (await open(world, 'giang', id)).body;
    const items = entries.filter((e) => e.kind === 'agenda-item-added');
    for (const { payload } of items as { payload: { title: string; note?: string } }[]) {
      expect(payload.title.length).toBeLessThanOrEqual(300);
      expect((payload.note ?? '').length).toBeLessThanOrEqual(2_000);
      expect(/\p{Cs}/u.test(payload.title + (payload.note ?? ''))).toBe(false);
    }
  });
});

describe('a journal of one’s own making', () => {
  it('cannot run the common clock away in one breath', async () => {
    const id = await plan(world, { month: '2026-12', plannedOn: '2026-12-05' });
    const phone = new Device(world, 'hanh', id);
    let lamport = 1;
    const leaps = Array.from({ length: 50 }, () => {
      lamport += 99_000;
      return phone.write({ kind: 'comment-added', payload: { text: 'x' } }, { lamport });
    });
    const reply = await phone.send(leaps);
    expect(reply.body.accepted).toHaveLength(1);
    expect(new Set(reply.body.refused.map((r) => r.code))).toEqual(new Set(['meetings.clock-too-far']));
  });
});
