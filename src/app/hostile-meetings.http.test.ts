import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as meetings from '#features/meetings/contract.ts';
import { close, Device, holdToTheEnd, open, plan } from '#features/meetings/testing/hold-meeting.ts';
import { criteriaOf } from '#features/rulebooks/contract.ts';
import { assignTask } from '#features/tasks/public.ts';
import { newId } from '#kernel/ids.ts';
import { run, sql } from '#platform/database/database.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

const clockOfJournal = async (id: string): Promise<number> =>
  Math.max(...(await open(world, 'an', id)).body.entries.map((entry) => entry.lamport));

/** A device that has seen everything that the server has. */
const upToDate = async (person: Person, id: string) =>
  new Device(world, person, id, await clockOfJournal(id));

const noticesOf = async (person: Person) =>
  (await world.as(person).call(meetings.getHome)).body.notices.filter((n) => n.kind === 'score-to-confirm');

describe('a score', () => {
  let id: string;
  let criterionId: string;
  beforeAll(async () => {
    world.clock.set('2026-03-02');
    id = await plan(world, { month: '2026-03', plannedOn: '2026-03-05' });
    await holdToTheEnd(world, id, '2026-03-05');
    const sheet = (await open(world, 'an', id)).body.context.rules['score.sheet'].value;
    criterionId = criteriaOf(sheet)[0]!.id;
  });

  const mark = (points: number) => ({ kind: 'score-marked' as const, payload: { criterionId, points } });
  const agree = { kind: 'score-confirmed' as const, payload: { marks: [] } };
  const voteAgain = async () => {
    const laptop = await upToDate('an', id);
    const voteId = newId();
    await laptop.say(
      {
        kind: 'vote-opened',
        payload: { voteId, question: 'Điểm', matter: 'score', method: 'show-of-hands' },
      },
      { kind: 'vote-counted', payload: { voteId, yes: 5, no: 0, abstain: 0 } },
      { kind: 'vote-closed', payload: { voteId, countedCasts: [] } },
      { kind: 'score-adopted', payload: { voteId } },
    );
  };

  it('that is changed after the follower’s word asks for another word, and tells the follower', async () => {
    await (await upToDate('oanh', id)).say(agree);
    const asked = (await noticesOf('oanh')).length;
    await (await upToDate('an', id)).say(mark(1));
    await voteAgain();
    const refused = await close(world, 'an', id);
    expect([refused.status, refused.error?.code]).toEqual([409, 'meetings.not-ready-to-close']);
    expect(await noticesOf('oanh')).toHaveLength(asked + 1);
  });

  it('that is changed after the vote is voted on again, also when the follower agrees', async () => {
    await (await upToDate('an', id)).say(mark(2));
    await (await upToDate('oanh', id)).say(agree);
    expect((await close(world, 'an', id)).error?.code).toBe('meetings.not-ready-to-close');
    // Back to what was voted on, the vote stands; and the word was given on another number.
    await (await upToDate('an', id)).say(mark(1));
    expect((await close(world, 'an', id)).error?.code).toBe('meetings.not-ready-to-close');
  });

  it('cannot be changed by an entry that claims to be older than the vote', async () => {
    const behind = new Device(world, 'an', id, 1);
    expect(await behind.refusedWith(mark(5))).toBe('meetings.score-settled');
  });

  it('is not confirmed by somebody who has not seen the last mark', async () => {
    expect(await new Device(world, 'oanh', id, 1).refusedWith(agree)).toBe('meetings.score-changed');
  });

  it('that was voted on and confirmed as it stands closes the meeting', async () => {
    await (await upToDate('oanh', id)).say(agree);
    expect((await close(world, 'an', id)).status).toBe(200);
    const summary = (
      await world.as('an').call(meetings.listMeetings, {
        params: { branchId: world.ward.branch5 },
      })
    ).body.meetings[0]!;
    expect(summary.ownScore).toBe(summary.confirmedScore);
  });
});

describe('a vote by hand', () => {
  it('counts no more hands than members who may vote and are not marked absent', async () => {
    const { people } = world.ward;
    world.clock.set('2026-04-02');
    const id = await plan(world, { month: '2026-04', plannedOn: '2026-04-02' });
    const laptop = new Device(world, 'an', id);
    const voteId = newId();
    await laptop.say(
      {
        kind: 'meeting-started',
        payload: { chairId: people.an, heldOn: '2026-04-02', startedAt: world.clock.now() },
      },
      {
        kind: 'attendance-marked',
        payload: { memberId: people.dung, presence: 'excused', reason: 'Ốm', method: 'secretary' },
      },
      {
        kind: 'vote-opened',
        payload: { voteId, question: 'Nhất trí?', matter: 'other', method: 'show-of-hands' },
      },
    );
    const roll = (await open(world, 'an', id)).body.context.roll;
    const official = roll.filter((member) => member.status === 'official').length;
    const count = (yes: number) => ({
      kind: 'vote-counted' as const,
      payload: { voteId, yes, no: 0, abstain: 0 },
    });
    const refused = (await laptop.send([laptop.write(count(official))])).body.refused[0]!;
    expect(refused).toMatchObject({ code: 'meetings.more-votes-than-voters', field: 'payload' });
    expect(refused.message).toContain(`(${official - 1})`);
    await laptop.say(count(official - 1));
  });
});

describe('“I am here”', () => {
  const here = (person: Person, presence: 'present' | 'excused' = 'present') => ({
    kind: 'attendance-marked' as const,
    payload: {
      memberId: world.ward.people[person],
      presence,
      method: 'self' as const,
      ...(presence === 'excused' ? { reason: 'Về quê' } : {}),
    },
  });

  it('holds from the day of the meeting to its end, whatever the way it is said', async () => {
    const { people } = world.ward;
    world.clock.set('2026-05-04');
    const id = await plan(world, { month: '2026-05', plannedOn: '2026-05-06' });
    const phone = new Device(world, 'dung', id);
    expect(await phone.refusedWith(here('dung'))).toBe('meetings.not-begun');
    // Asking to be excused is what one does beforehand.
    await phone.say(here('dung', 'excused'));
    world.clock.set('2026-05-06');
    await phone.say(here('dung'));
    const laptop = new Device(world, 'an', id, 300);
    await laptop.say(
      {
        kind: 'meeting-started',
        payload: { chairId: people.an, heldOn: '2026-05-06', startedAt: world.clock.now() },
      },
      { kind: 'meeting-ended', payload: { endedAt: world.clock.now() } },
    );
    for (const presence of ['present', 'excused'] as const)
      expect(await new Device(world, 'giang', id, 400).refusedWith(here('giang', presence))).toBe(
        'meetings.has-ended',
      );
  });
});

describe('a task', () => {
  let id: string;
  beforeAll(async () => {
    world.clock.set('2026-06-02');
    id = await plan(world, { month: '2026-06', plannedOn: '2026-06-05' });
  });
  const task = (changes: { dueOn?: string; reportMonth?: string; taskId?: string }) => ({
    kind: 'task-assigned' as const,
    payload: {
      taskId: newId(),
      title: 'Dọn ngõ 9',
      ownerId: world.ward.people.giang,
      helperIds: [],
      output: 'Ảnh',
      dueOn: '2026-07-20',
      reportMonth: '2026-07',
      ...changes,
    },
  });

  it.each([
    [{ dueOn: '2026-05-31' }, 'meetings.due-before-meeting'],
    [{ reportMonth: '2026-05' }, 'meetings.due-before-meeting'],
    [{ dueOn: '2106-07-20' }, 'meetings.too-far-ahead'],
    [{ reportMonth: '2099-12' }, 'meetings.too-far-ahead'],
  ])('with %o is refused with the field', async (changes, code) => {
    const laptop = new Device(world, 'an', id);
    const { refused } = (await laptop.send([laptop.write(task(changes))])).body;
    expect(refused).toMatchObject([{ code, field: `payload.${Object.keys(changes)[0]}` }]);
    expect(refused[0]!.wayOut).toBeTruthy();
  });

  it('takes no id of another branch’s task, which would keep the meeting open for ever', async () => {
    const taskId = newId();
    await world.write((tx) =>
      assignTask(
        tx,
        {
          taskId,
          branchId: world.ward.branch7,
          title: 'Việc của chi bộ 7',
          ownerId: world.ward.people.nam,
          helperIds: [],
          output: 'Danh sách',
          dueOn: '2026-06-30',
          reportMonth: '2026-06',
          assignedInMonth: '2026-05',
          meetingId: null,
        },
        world.clock.now(),
      ),
    );
    const laptop = new Device(world, 'an', id);
    expect(await laptop.refusedWith(task({ taskId }))).toBe('meetings.task-of-another-branch');
    await laptop.say(task({}));
  });
});

describe('a plan', () => {
  it('decades ahead is a mistyped year', async () => {
    world.clock.set('2026-06-02');
    const body = (month: string) => ({
      month,
      kind: 'regular' as const,
      plannedOn: `${month}-05`,
      plannedTime: '19:30',
      place: 'Nhà văn hóa',
    });
    const params = { branchId: world.ward.branch5 };
    const far = await world.as('an').call(meetings.createMeeting, { params, body: body('2062-07') });
    expect([far.status, far.error?.code, far.error?.field]).toEqual([422, 'meetings.too-far-ahead', 'month']);
    expect(
      (await world.as('an').call(meetings.createMeeting, { params, body: body('2027-11') })).status,
    ).toBe(200);
  });
});

describe('a journal', () => {
  it('takes a flood from nobody, and goes on for the others', async () => {
    world.clock.set('2026-07-02');
    const id = await plan(world, { month: '2026-07', plannedOn: '2026-07-05' });
    const phone = new Device(world, 'dung', id);
    const flood = Array.from({ length: 320 }, (_, n) =>
      phone.write({ kind: 'comment-added', payload: { text: `Ý kiến ${n}` } }),
    );
    const { accepted, refused } = (await phone.send(flood)).body;
    expect([accepted.length, refused.length]).toEqual([300, 20]);
    expect(refused[0]).toMatchObject({ code: 'meetings.journal-full' });
    expect(await phone.refusedWith({ kind: 'comment-added', payload: { text: 'Nữa' } })).toBe(
      'meetings.journal-full',
    );
    await new Device(world, 'giang', id, 900).say({ kind: 'comment-added', payload: { text: 'Nhất trí' } });
  });

  it('notes what reached it after the minutes were read out, whatever its clock says', async () => {
    const { people } = world.ward;
    world.clock.set('2026-08-03');
    const id = await plan(world, { month: '2026-08', plannedOn: '2026-08-05' });
    await holdToTheEnd(world, id, '2026-08-05');
    await new Device(world, 'an', id, 2).say({
      kind: 'opinion-recorded',
      payload: {
        opinionId: newId(),
        speakerKind: 'member',
        speakerId: people.giang,
        text: 'Chưa ai nghe câu này',
        nature: 'opinion',
      },
    });
    await (await upToDate('oanh', id)).say({ kind: 'score-confirmed', payload: { marks: [] } });
    const minutes = await world.as('an').call(meetings.getDocument, {
      params: { meetingId: id, kind: 'minutes', format: 'txt' },
    });
    expect(String(minutes.body)).toContain('sau khi biên bản được thông qua');
  });
});

describe('on a meeting night', () => {
  const opinion = (text: string) => ({
    kind: 'opinion-recorded' as const,
    payload: {
      opinionId: newId(),
      speakerKind: 'member' as const,
      speakerId: world.ward.people.giang,
      text,
      nature: 'opinion' as const,
    },
  });
  const idsIn = async (id: string) => (await open(world, 'an', id)).body.entries.map((entry) => entry.id);
  let id: string;
  beforeAll(async () => {
    world.clock.set('2026-09-03');
    id = await plan(world, { month: '2026-09', plannedOn: '2026-09-05' });
    world.clock.set('2026-09-05', '19:30');
  });

  it('ten thousand entries in a moment from one device: most wait, each with its time, and nobody else does', async () => {
    const phone = new Device(world, 'dung', id, 100);
    const laptop = new Device(world, 'an', id, 50_000);
    await world.sessionOf('dung');
    const { call } = world.as('dung');
    const flood = Array.from({ length: 10_000 }, (_, n) =>
      phone.write({ kind: 'comment-added', payload: { text: `Ý kiến ${n}` } }),
    );
    const params = { meetingId: id };
    // All at one moment, however slow the machine is that runs this.
    const standsStill = vi.spyOn(performance, 'now').mockReturnValue(performance.now());
    const sent = flood.map((entry) => call(meetings.appendEntries, { params, body: { entries: [entry] } }));
    const honest = laptop.write({ kind: 'focus-set', payload: { text: 'Vệ sinh ngõ 9' } });
    const beside = await laptop.send([honest]);
    const answers = await Promise.all(sent);
    standsStill.mockRestore();
    expect(beside.body.accepted.map((entry) => entry.id)).toEqual([honest.id]);
    const slowed = answers.filter(({ status }) => status === 429);
    expect(slowed).toHaveLength(9_700);
    for (const answer of slowed)
      expect([answer.error?.code, Number(answer.headers['retry-after']) > 0]).toEqual([
        'platform.too-fast',
        true,
      ]);
    // What was acknowledged is there, what was told to wait is not, and comes when it is sent again in time.
    const kept = new Set(await idsIn(id));
    const acknowledged = answers.flatMap((answer) => answer.body?.accepted?.map((entry) => entry.id) ?? []);
    expect(acknowledged).toHaveLength(300);
    expect(acknowledged.filter((entry) => !kept.has(entry))).toEqual([]);
    expect(flood.filter((entry) => kept.has(entry.id))).toHaveLength(acknowledged.length);
    const last = flood.at(-1)!;
    expect(kept.has(last.id)).toBe(false);
    const later = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 60_000);
    // By then this member has said all that one member may say in a meeting, which is an answer for good.
    const again = await call(meetings.appendEntries, { params, body: { entries: [last, flood[0]!] } });
    later.mockRestore();
    expect(again.body.refused.map((each) => each.code)).toEqual(['meetings.journal-full']);
    expect(again.body.accepted.map((entry) => entry.id)).toEqual([flood[0]!.id]);
  });

  it('an app so old that its entries lack what they need now is told so, and the honest entries beside it are kept', async () => {
    const laptop = new Device(world, 'an', id, 60_000);
    const whole = (text: string) => laptop.write({ kind: 'focus-set', payload: { text } });
    const { lamport: _lamport, ...withoutLamport } = whole('Cũ');
    const { deviceId: _deviceId, ...withoutDevice } = whole('Cũ');
    const good = whole('Mới');
    const { status, body } = await laptop.send([withoutLamport, good, withoutDevice]);
    expect(status).toBe(200);
    expect(body.accepted.map((entry) => entry.id)).toEqual([good.id]);
    expect(body.refused.map((each) => [each.id, each.code, typeof each.message])).toEqual(
      expect.arrayContaining([
        [withoutLamport.id, expect.stringMatching(/^meetings\./), 'string'],
        [withoutDevice.id, expect.stringMatching(/^meetings\./), 'string'],
      ]),
    );
    expect(body.refused).toHaveLength(2);
  });

  it('of a member who was transferred yesterday nothing is taken, by no hand, and the others are counted', async () => {
    const { people } = world.ward;
    world.clock.set('2026-10-03');
    const october = await plan(world, { month: '2026-10', plannedOn: '2026-10-05' });
    world.clock.set('2026-10-05', '19:30');
    await world.write((tx) =>
      run(
        tx,
        sql`update members.membership set valid = daterange(lower(valid), '2026-10-04') where person_id = ${people.hanh}`,
      ),
    );
    const laptop = new Device(world, 'an', october, 100);
    const present = (memberId: string) => ({
      kind: 'attendance-marked' as const,
      payload: { memberId, presence: 'present' as const, method: 'secretary' as const },
    });
    await laptop.say({
      kind: 'meeting-started',
      payload: { chairId: people.an, heldOn: '2026-10-05', startedAt: world.clock.now() },
    });
    const gone = laptop.write(present(people.hanh));
    const here = laptop.write(present(people.giang));
    const { body } = await laptop.send([gone, here]);
    expect(body.accepted.map((entry) => entry.id)).toEqual([here.id]);
    expect(body.refused).toMatchObject([{ id: gone.id, code: expect.stringMatching(/^meetings\./) }]);
    expect(body.refused[0]!.wayOut).toBeTruthy();
    const own = new Device(world, 'hanh', october, 100);
    const alone = await own.send([own.write({ kind: 'comment-added', payload: { text: 'Tôi' } })]);
    expect([alone.status, alone.error?.code]).toEqual([404, 'platform.not-found']);
    expect(alone.error?.wayOut).toBeTruthy();
  });

  it('what was kept before a meeting closed is acknowledged again afterwards, and what comes too late beside it is refused', async () => {
    world.clock.set('2026-11-03');
    const november = await plan(world, { month: '2026-11', plannedOn: '2026-11-05' });
    await holdToTheEnd(world, november, '2026-11-05');
    await (await upToDate('oanh', november)).say({ kind: 'score-confirmed', payload: { marks: [] } });
    // The answer for one of them got lost on its way back to the secretary's device.
    const entries = (await open(world, 'an', november)).body.entries;
    const kept = entries.find((entry) => entry.authorId === world.ward.people.an)!;
    expect((await close(world, 'an', november)).status).toBe(200);
    const secretary = await upToDate('an', november);
    const { seq: _seq, receivedAt: _receivedAt, ...asSent } = kept;
    const late = secretary.write(opinion('Nói sau khi đóng'));
    const count = (await idsIn(november)).length;
    const { status, body } = await secretary.send([late, asSent]);
    expect(status).toBe(200);
    expect(body.accepted.map((entry) => [entry.id, entry.seq])).toEqual([[kept.id, kept.seq]]);
    expect(body.refused).toMatchObject([
      { id: late.id, code: 'meetings.closed', wayOut: expect.any(String) },
    ]);
    expect(await idsIn(november)).toHaveLength(count);
  });
});
