import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordMandate } from '#features/mandates/public.ts';
import { getOwnRecord, openList } from '#features/members/contract.ts';
import { foundUnit } from '#features/units/public.ts';
import { newId } from '#kernel/ids.ts';
import { rows, run, sql } from '#platform/database/database.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';
import * as contract from './contract.ts';
import { closeMonth, reopenMonth } from './public.ts';
import { close, Device, holdToTheEnd, open, PRIVATE, plan, REMINDER } from './testing/hold-meeting.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

const params = (meetingId: string) => ({ params: { meetingId } });
const create = (body: Record<string, unknown>, key?: string, person: Person = 'an') =>
  world.as(person).call(contract.createMeeting, {
    params: { branchId: world.ward.branch5 },
    body: {
      month: '2026-03',
      kind: 'regular',
      plannedOn: '2026-03-05',
      plannedTime: '19:30',
      place: 'Nhà văn hóa',
      ...body,
    } as never,
    ...(key ? { key } : {}),
  });

let march: string;

describe('planning', () => {
  it('makes one meeting of a double click, and refuses a second of the same kind in the month', async () => {
    const [first, second] = await Promise.all([create({}, 'double-click-1'), create({}, 'double-click-1')]);
    expect(first.status).toBe(200);
    expect(second.body).toEqual(first.body);
    march = first.body.id;
    const again = await create({});
    expect(again.status).toBe(409);
    expect(again.error).toMatchObject({
      code: 'meetings.already-planned',
      message: 'Tháng 03/2026 đã có buổi sinh hoạt loại này.',
    });
    expect((await create({ kind: 'combined' })).error?.code).toBe('meetings.already-planned');
    const made = await world.read((tx) => rows(tx, sql`select id from meetings.meeting`));
    expect(made).toHaveLength(1);
  });

  it('refuses a day that cannot be, each in its own words', async () => {
    expect((await create({ plannedOn: '2026-04-01' })).error).toMatchObject({
      code: 'meetings.day-outside-month',
      field: 'plannedOn',
    });
    const before = { month: '2025-06', plannedOn: '2025-06-05' };
    expect((await create(before)).error?.code).toBe('meetings.branch-not-there');
  });

  it('refuses a day before any rulebook, and a unit that is no branch', async () => {
    const { ward, people } = world.ward;
    const old = newId();
    await world.write(async (tx) => {
      await foundUnit(tx, {
        id: old,
        name: 'Chi bộ 1',
        kind: 'branch',
        sector: 'residential',
        code: '01.001.001',
        parentId: null,
        foundedOn: '2010-01-01',
      });
      for (const unitId of [old, ward])
        await recordMandate(tx, {
          id: newId(),
          personId: people.binh,
          unitId,
          post: 'secretary',
          from: '2026-01-01',
          decision: '1-QĐ/ĐU',
        });
    });
    const body = {
      month: '2018-01',
      kind: 'regular' as const,
      plannedOn: '2018-01-05',
      plannedTime: '19:30',
      place: 'Hội trường',
    };
    const early = await world.as('binh').call(contract.createMeeting, { params: { branchId: old }, body });
    expect(early.error?.code).toBe('meetings.no-rulebook');
    const committee = await world
      .as('binh')
      .call(contract.createMeeting, { params: { branchId: ward }, body });
    expect(committee.error?.code).toBe('meetings.not-a-branch');
  });

  it('is for those who lead the branch', async () => {
    const asking = async (person: Person) =>
      (await create({ month: '2026-06', plannedOn: '2026-06-05' }, undefined, person)).error?.code;
    for (const person of ['chi', 'dung', 'oanh', 'minh', 'phuc'] as const)
      expect(await asking(person)).toBe('platform.not-allowed');
    expect(await asking('lan')).toBe('platform.not-found');
  });

  it('keeps out of a month that a committee above has closed', async () => {
    const { ward, people } = world.ward;
    await world.write((tx) => closeMonth(tx, ward, '2026-05', people.minh, world.clock.now()));
    const refused = await create({ month: '2026-05', plannedOn: '2026-05-05' });
    expect(refused.status).toBe(409);
    expect(refused.error).toMatchObject({ code: 'meetings.month-closed' });
    expect(refused.error?.message).toContain('05/2026');
    expect(await world.write((tx) => reopenMonth(tx, ward, '2026-05'))).toBe(true);
    expect(await world.write((tx) => reopenMonth(tx, ward, '2026-05'))).toBe(false);
    const id = (await create({ month: '2026-05', plannedOn: '2026-05-05' })).body.id;

    await world.write((tx) => closeMonth(tx, ward, '2026-05', people.minh, world.clock.now()));
    const moved = await world.as('an').call(contract.replanMeeting, {
      ...params(id),
      body: { plannedOn: '2026-05-06', plannedTime: '19:00', place: 'Hội trường' },
    });
    expect(moved.error?.code).toBe('meetings.month-closed');
    expect((await open(world, 'an', id)).body.closedMonth).toBe(true);
    await world.write((tx) => reopenMonth(tx, ward, '2026-05'));
  });

  it('moves and cancels a meeting that has not begun, and tells those who were invited', async () => {
    const id = (await create({ month: '2026-06', plannedOn: '2026-06-05' })).body.id;
    await world.as('an').call(contract.sendNotice, { ...params(id), body: { alsoBy: [] } });
    world.clock.pass(1);
    const plannedOn = '2026-06-07';
    const moved = await world.as('an').call(contract.replanMeeting, {
      ...params(id),
      body: { plannedOn, plannedTime: '08:00', place: 'Hội trường' },
    });
    expect(moved.status).toBe(200);
    world.clock.pass(1);
    await world.as('an').call(contract.cancelMeeting, { ...params(id), body: { reason: 'Bão' } });
    const { notices } = (await world.as('dung').call(contract.getHome)).body;
    expect(notices.slice(0, 3).map((n) => n.kind)).toEqual([
      'meeting-cancelled',
      'meeting-moved',
      'meeting-invitation',
    ]);
    expect(notices.map((n) => n.text)).toContain(
      'Đổi lịch sinh hoạt chi bộ: 08:00 ngày 07/06/2026, tại Hội trường.',
    );
    const phone = new Device(world, 'an', id);
    expect(await phone.refusedWith({ kind: 'focus-set', payload: { text: 'x' } })).toBe('meetings.cancelled');
    expect(
      (await world.as('an').call(contract.sendNotice, { ...params(id), body: { alsoBy: [] } })).error?.code,
    ).toBe('meetings.cancelled');
    // The month is free again.
    expect((await create({ month: '2026-06', plannedOn: '2026-06-08' })).status).toBe(200);
  });
});

describe('the journal', () => {
  it('keeps what is sent twice once, and answers the same place', async () => {
    const device = new Device(world, 'an', march, 50);
    const entries = [
      device.write({ kind: 'focus-set', payload: { text: 'Thu gom rác' } }),
      device.write({ kind: 'focus-set', payload: { text: 'Thu gom rác, phân loại' } }),
    ];
    const first = (await device.send(entries)).body;
    // The answer was lost: everything comes again, with one more line.
    const more = device.write({ kind: 'focus-set', payload: { text: 'Phân loại rác' } });
    const second = (await device.send([...entries, more, more])).body;
    expect(second.accepted.slice(0, 2)).toEqual(first.accepted);
    expect(second.cursor).toBe(first.cursor + 1);
    expect(second.refused).toEqual([]);
    const after = await world.as('binh').call(contract.listEntries, {
      ...params(march),
      query: { after: first.cursor },
    });
    expect(after.body.entries.map((e) => e.id)).toEqual([more.id]);
    expect(after.body.cursor).toBe(second.cursor);
  });

  it('loses nothing when two devices send at the same moment', async () => {
    const devices = (['an', 'binh', 'chi'] as const).map((person) => new Device(world, person, march, 60));
    const before = (await open(world, 'an', march)).body.cursor;
    const sent = devices.map((device) =>
      Array.from({ length: 5 }, (_, n) =>
        device.write({ kind: 'comment-added', payload: { text: `Góp ý ${n}` } }),
      ),
    );
    await Promise.all(devices.map((device, i) => device.send(sent[i]!)));
    const { entries, cursor } = (await open(world, 'an', march)).body;
    expect(cursor).toBe(before + 15);
    expect(entries.map((e) => e.seq)).toEqual(Array.from({ length: cursor }, (_, n) => n + 1));
    const ids = new Set(entries.map((e) => e.id));
    expect(sent.flat().every((entry) => ids.has(entry.id))).toBe(true);
  });

  it('refuses one by one, with the field and the way out, and takes the others', async () => {
    const device = new Device(world, 'an', march, 80);
    const good = device.write({ kind: 'focus-set', payload: { text: 'Giữ lại' } });
    const empty = device.write({ kind: 'focus-set', payload: { text: '  ' } });
    const strange = { ...good, id: newId(), kind: 'coffee-served' };
    const broken = { ...good, id: 'no-id' };
    const elsewhere = device.write(
      { kind: 'focus-set', payload: { text: 'x' } },
      { meetingId: newId(), branchId: newId() },
    );
    const { body } = await device.send([empty, strange, good, broken, elsewhere]);
    expect(body.accepted.map((e) => e.id)).toEqual([good.id]);
    expect(body.refused.map((r) => [r.id, r.code])).toEqual(
      expect.arrayContaining([
        [empty.id, 'meetings.text-empty'],
        [strange.id, 'meetings.unknown-kind'],
        ['no-id', expect.stringMatching(/^meetings\./)],
        [elsewhere.id, 'meetings.wrong-meeting'],
      ]),
    );
    const first = body.refused.find((r) => r.id === empty.id)!;
    expect(first).toMatchObject({ field: 'payload.text', wayOut: 'Viết nội dung rồi lưu lại.' });
  });

  it('writes the signed-in person as the author, whatever the device says', async () => {
    const device = new Device(world, 'dung', march, 90);
    const entry = device.write(
      { kind: 'comment-added', payload: { text: 'Của tôi' } },
      { authorId: world.ward.people.an },
    );
    await device.send([entry]);
    const { entries } = (await open(world, 'an', march)).body;
    expect(entries.find((e) => e.id === entry.id)?.authorId).toBe(world.ward.people.dung);
  });

  it('takes what only the server can vouch for from no device', async () => {
    const { people } = world.ward;
    const device = new Device(world, 'an', march, 95);
    expect(await device.refusedWith({ kind: 'meeting-closed', payload: {} })).toBe(
      'meetings.close-by-button',
    );
    expect(
      await device.refusedWith({
        kind: 'paper-attached',
        payload: { paperId: newId(), fileId: newId(), name: 'a.pdf', bytes: 1, role: 'other' },
      }),
    ).toBe('meetings.paper-by-upload');
    expect(
      await device.refusedWith({
        kind: 'attendance-marked',
        payload: { memberId: people.an, presence: 'present', method: 'qr' },
      }),
    ).toBe('meetings.qr-by-check-in');
    expect(
      await device.refusedWith({
        kind: 'meeting-started',
        payload: { chairId: people.an, heldOn: '2026-03-30', startedAt: world.clock.now() },
      }),
    ).toBe('meetings.held-in-future');
  });

  it('hands out no file of another meeting', async () => {
    const other = await plan(world, { month: '2026-07', plannedOn: '2026-07-05' });
    const paper = await world.as('an').call(contract.attachPaper, {
      ...params(other),
      query: { name: 'mật.pdf' },
      file: Buffer.from('x'),
    });
    const asked = await world.as('an').call(contract.getPaper, {
      params: { meetingId: march, fileId: paper.body.fileId },
    });
    expect(asked.status).toBe(404);
    const refused = await world.as('dung').call(contract.attachPaper, {
      ...params(other),
      query: { name: 'a.pdf' },
      file: Buffer.from('x'),
    });
    expect(refused.error?.code).toBe('meetings.only-lead-or-recorder');
  });
});

describe('the room', () => {
  const checkIn = (person: Person, code?: string) =>
    world.as(person).call(contract.checkIn, { ...params(march), body: code === undefined ? {} : { code } });

  it('opens on the day, and its code lives for two windows', async () => {
    expect((await checkIn('dung')).error?.code).toBe('meetings.not-begun');
    world.clock.set('2026-03-05', '19:30');
    const { code, validUntil } = (await world.as('an').call(contract.getRoomCode, params(march))).body;
    expect(validUntil).toBe(world.clock.now() + 5 * 60_000);
    world.clock.pass(9);
    expect((await checkIn('dung', code)).body).toEqual({ method: 'qr', branchName: 'Chi bộ 5' });
    expect((await checkIn('dung', code)).body).toEqual({ method: 'qr', branchName: 'Chi bộ 5' });
    world.clock.pass(2);
    expect((await checkIn('giang', code)).error).toMatchObject({
      code: 'meetings.room-code-old',
      field: 'code',
    });
    const { entries } = (await open(world, 'an', march)).body;
    expect(entries.filter((e) => e.kind === 'attendance-marked')).toHaveLength(1);
    expect((await world.as('dung').call(contract.getRoomCode, params(march))).error?.code).toBe(
      'meetings.only-lead-or-recorder',
    );
  });

  it('tells a member of another branch plainly, and follower and officer too', async () => {
    const { code } = (await world.as('an').call(contract.getRoomCode, params(march))).body;
    const refused = await checkIn('lan', code);
    expect(refused.status).toBe(403);
    expect(refused.error).toMatchObject({
      code: 'meetings.not-of-this-branch',
      message: 'Đồng chí không sinh hoạt tại chi bộ này.',
    });
    expect(refused.error?.wayOut).toContain('bí thư chi bộ');
    for (const person of ['oanh', 'minh'] as const)
      expect((await checkIn(person, code)).error?.code).toBe('meetings.not-of-this-branch');
    const phone = new Device(world, 'lan', march);
    // Without the code of the room the meeting does not exist for her.
    expect(await phone.refusedWith({ kind: 'comment-added', payload: { text: 'x' } })).toBe(
      'platform.not-found',
    );
    expect((await open(world, 'lan', march)).error?.code).toBe('platform.not-found');
  });

  it('takes no vote of a provisional member, nor for somebody else', async () => {
    const { people } = world.ward;
    const laptop = new Device(world, 'an', march, 300);
    const voteId = newId();
    await laptop.say(
      {
        kind: 'meeting-started',
        payload: { chairId: people.an, heldOn: '2026-03-05', startedAt: world.clock.now() },
      },
      { kind: 'vote-opened', payload: { voteId, question: 'Nhất trí?', matter: 'other', method: 'named' } },
    );
    expect((await checkIn('hanh')).body).toEqual({ method: 'self', branchName: 'Chi bộ 5' });
    const young = new Device(world, 'hanh', march, 400);
    const cast = (memberId: string) => ({
      kind: 'vote-cast' as const,
      payload: { voteId, memberId, choice: 'yes' as const },
    });
    const refused = (await young.send([young.write(cast(people.hanh))])).body.refused[0]!;
    expect(refused).toMatchObject({
      code: 'meetings.provisional-cannot-vote',
      message: 'Đảng viên dự bị dự họp và phát biểu, không biểu quyết.',
    });
    expect(await young.refusedWith(cast(people.dung))).toBe('meetings.only-own');
    const follower = new Device(world, 'oanh', march, 400);
    expect(await follower.refusedWith(cast(people.dung))).toBe('meetings.only-own');
    const dung = new Device(world, 'dung', march, 400);
    await dung.say(cast(people.dung));
    const moved = await world.as('an').call(contract.replanMeeting, {
      ...params(march),
      body: { plannedOn: '2026-03-06', plannedTime: '19:00', place: 'x' },
    });
    expect(moved.error?.code).toBe('meetings.has-begun');
    const closer = new Device(world, 'an', march, 500);
    await closer.say({ kind: 'vote-annulled', payload: { voteId, reason: 'Thử' } });
  });

  it('keeps the roll of the day although a member leaves afterwards', async () => {
    const before = (await open(world, 'an', march)).body.context.roll.map((m) => m.memberId);
    await world.write((tx) =>
      tx
        .updateTable('members.membership')
        .set({ valid: sql`daterange(lower(valid), '2026-03-05')` })
        .where('person_id', '=', world.ward.people.khanh)
        .execute(),
    );
    expect((await open(world, 'an', march)).body.context.roll.map((m) => m.memberId)).toEqual(before);
    expect(before).toContain(world.ward.people.khanh);
  });
});

describe('what stays inside the branch', () => {
  it('reaches neither follower nor officer by any route', async () => {
    await holdToTheEnd(world, march, '2026-03-05', ['Dọn vệ sinh ngõ 9']);
    const everyRoute = async (person: Person): Promise<string> => {
      const call = world.as(person).call;
      const answers = await Promise.all([
        call(contract.getMeeting, params(march)),
        call(contract.listEntries, { ...params(march), query: { after: 0 } }),
        call(contract.listMeetings, { params: { branchId: world.ward.branch5 } }),
        call(contract.getHome),
        call(contract.getInvitationFile, params(march)),
        ...contract.DOCUMENT_KINDS.map((kind) =>
          call(contract.getDocument, { params: { meetingId: march, kind, format: 'txt' } }),
        ),
      ]);
      for (const answer of answers) expect(answer.status).toBe(200);
      return answers.map((answer) => answer.bytes.toString()).join('\n');
    };
    const inside = await everyRoute('giang');
    expect(inside).toContain(PRIVATE);
    expect(inside).toContain(REMINDER);
    for (const person of ['oanh', 'minh'] as const) {
      const outside = await everyRoute(person);
      expect(outside).toContain('Phạm Quốc Dũng');
      expect(outside).not.toContain(PRIVATE);
      expect(outside).not.toContain(REMINDER);
    }
    expect((await open(world, 'oanh', march)).body).toMatchObject({
      role: 'follower',
      abilities: { confirmScore: true, readPrivateTexts: false, lead: false, record: false },
    });
    expect((await open(world, 'minh', march)).body.role).toBe('above');
  });

  it('opens from two levels above after a reason only: before it figures, and no name by any route', async () => {
    const { branch5, city, people } = world.ward;
    const mandate = newId();
    await world.write((tx) =>
      run(
        tx,
        sql`insert into mandates.mandate (id, person_id, unit_id, post, valid, decision)
            values (${mandate}, ${people.phuc}, ${city}, 'officer', daterange('2025-07-01', null), '21-QĐ/TU')`,
      ),
    );
    const call = world.as('phuc').call;
    const everyRoute = () =>
      Promise.all([
        call(contract.getMeeting, params(march)),
        call(contract.listEntries, { ...params(march), query: { after: 0 } }),
        call(contract.streamMeeting, { ...params(march), query: {} }),
        ...contract.DOCUMENT_KINDS.flatMap((kind) =>
          (['txt', 'docx'] as const).map((format) =>
            call(contract.getDocument, { params: { meetingId: march, kind, format } }),
          ),
        ),
      ]);
    for (const answer of await everyRoute()) {
      expect(answer).toMatchObject({
        status: 409,
        error: { code: 'meetings.reason-needed', facts: { branchId: branch5, month: '2026-03', present: 6 } },
      });
      expect(answer.bytes.toString()).not.toMatch(/Nguyễn|Trần|Phạm/);
    }
    expect((await call(contract.listMeetings, { params: { branchId: branch5 } })).status).toBe(200);

    const reason = 'Xem vì sao tỷ lệ dự họp thấp';
    await call(openList, { params: { branchId: branch5 }, body: { reason } });
    const opened = await call(contract.getMeeting, params(march));
    expect(opened.body).toMatchObject({ role: 'above', abilities: { readPrivateTexts: false } });
    expect(opened.bytes.toString()).toContain('Phạm Quốc Dũng');
    const { reads } = (await world.as('dung').call(getOwnRecord)).body;
    expect(reads.filter((read) => read.by === 'Dương Gia Phúc')).toMatchObject([
      { what: 'meetings.read', reason, unitName: 'Chi bộ 5' },
    ]);
    await world.write(async (tx) => {
      await run(tx, sql`delete from mandates.mandate where id = ${mandate}`);
      await run(tx, sql`delete from platform.personal_read where actor_id = ${people.phuc}`);
    });
  });

  it('notes who looked at the roll from outside', async () => {
    const reads = await world.read((tx) =>
      rows(
        tx,
        sql<{ actor_id: string }>`select distinct actor_id from platform.personal_read
                                   where what = 'meetings.read'`,
      ),
    );
    const { people } = world.ward;
    expect(reads.map((read) => read.actor_id).sort()).toEqual([people.minh, people.oanh].sort());
  });

  it('notes who took a paper away, also from inside', async () => {
    const { people } = world.ward;
    for (const format of ['txt', 'docx', 'pdf'] as const)
      await world
        .as('giang')
        .call(contract.getDocument, { params: { meetingId: march, kind: 'attendance', format } });
    const taken = await world.read((tx) =>
      rows(
        tx,
        sql<{ actor_id: string; whose: string[] }>`
          select actor_id, person_ids as whose from platform.personal_read where what = 'meetings.take-out'
            and actor_id = ${people.giang}`,
      ),
    );
    expect(taken).toHaveLength(2);
    expect(taken[0]!.whose).toContain(people.dung);
  });
});

describe('closing', () => {
  it('lets exactly one of two secretaries close, and a repeated click gets the same answer', async () => {
    const follower = new Device(world, 'oanh', march, 90_000);
    await follower.say({ kind: 'score-confirmed', payload: { marks: [] } });
    expect((await close(world, 'dung', march)).error?.code).toBe('platform.not-allowed');
    const [an, binh] = await Promise.all([
      close(world, 'an', march, 'close-by-an'),
      close(world, 'binh', march, 'close-by-binh'),
    ]);
    expect([an.status, binh.status].sort()).toEqual([200, 409]);
    const [won, lost] = an.status === 200 ? [an, binh] : [binh, an];
    expect(lost.error?.code).toBe('meetings.closed');
    const [who, key] =
      an.status === 200 ? (['an', 'close-by-an'] as const) : (['binh', 'close-by-binh'] as const);
    expect((await close(world, who, march, key)).body).toEqual(won.body);
    const { entries, meeting } = (await open(world, 'an', march)).body;
    expect(entries.filter((e) => e.kind === 'meeting-closed')).toHaveLength(1);
    expect(meeting).toMatchObject({ stage: 'closed', minutesNumber: '01-BB/CB' });
    const numbers = await world.read((tx) =>
      rows(tx, sql`select number from meetings.register_entry where document_type = 'BB'`),
    );
    expect(numbers).toEqual([{ number: 1 }]);
  });

  it('takes no word of the follower and no check-in any more', async () => {
    const follower = new Device(world, 'oanh', march, 99_000);
    expect(await follower.refusedWith({ kind: 'score-confirmed', payload: { marks: [] } })).toBe(
      'meetings.closed',
    );
    const late = await world.as('binh').call(contract.checkIn, { ...params(march), body: {} });
    expect(late.error?.code).toBe('meetings.closed');
  });
});
