import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { criteriaOf } from '#features/rulebooks/contract.ts';
import { civilDateAt } from '#kernel/civil-date.ts';
import { newId } from '#kernel/ids.ts';
import { rows, sql } from '#platform/database/database.ts';
import type { Feature } from '#platform/feature.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';
import * as contract from './contract.ts';
import { closeMeeting, loadMeeting } from './public.ts';
import { close, Device, holdToTheEnd, open, PRIVATE, plan } from './testing/hold-meeting.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld({
    env: { GOC_SMTP_URL: 'smtp://127.0.0.1:9', GOC_MAIL_FROM: 'goc@example.test' },
  });
});
afterAll(() => world.close());

const params = (meetingId: string) => ({ params: { meetingId } });

describe('one month of a branch', () => {
  it('goes from the plan to the closed papers, and the next month starts from it', async () => {
    const { people, branch5 } = world.ward;
    world.clock.set('2026-03-02');

    // The usual day suggests the meeting.
    await world.as('an').call(contract.setSeries, {
      params: { branchId: branch5 },
      body: { dayOfMonth: 5, time: '19:30', place: 'Nhà văn hóa tổ dân phố 5' },
    });
    const list = await world.as('an').call(contract.listMeetings, { params: { branchId: branch5 } });
    expect(list.body.suggested).toEqual({
      month: '2026-03',
      plannedOn: '2026-03-05',
      plannedTime: '19:30',
      place: 'Nhà văn hóa tổ dân phố 5',
      kind: 'regular',
    });
    expect(list.body.abilities).toEqual({
      create: true,
      setSeries: true,
      readUnit: true,
      readPetitions: true,
    });

    // The plan: its agenda arrives filled.
    const { kind, ...suggested } = list.body.suggested!;
    const id = await plan(world, { ...suggested, kind });
    const planned = (await open(world, 'an', id)).body;
    expect(planned.role).toBe('lead');
    expect(planned.context.rulebook.code).toBe('hd-42-2025');
    const titles = planned.entries.flatMap((e) =>
      e.kind === 'agenda-item-added' ? [(e.payload as { title: string }).title] : [],
    );
    expect(titles).toContain('Đánh giá kết quả nhiệm vụ của từng đảng viên');
    expect(planned.context.roll.map((member) => member.fullName)).toEqual([
      'Nguyễn Văn An',
      'Trần Thị Bình',
      'Lê Minh Chi',
      'Phạm Quốc Dũng',
      'Đỗ Hương Giang',
      'Vũ Thị Hạnh',
      'Bùi Đình Khánh',
    ]);
    expect(planned.context.followers.map((f) => f.fullName)).toEqual(['Lý Kim Oanh']);

    // Papers and the invitation.
    const paper = await world.as('an').call(contract.attachPaper, {
      ...params(id),
      query: { name: 'Báo cáo tháng 2.pdf', role: 'report' },
      file: Buffer.from('%PDF-1.7 invented'),
    });
    expect(paper.status).toBe(200);
    const fetched = await world.as('hanh').call(contract.getPaper, {
      params: { meetingId: id, fileId: paper.body.fileId },
    });
    expect(fetched.bytes.toString()).toBe('%PDF-1.7 invented');
    const texts = (await world.as('an').call(contract.getNoticeTexts, params(id))).body;
    expect(texts.zalo).toContain('19 giờ 30 phút, ngày 05 tháng 3 năm 2026');
    expect(texts.followers).toEqual(['Lý Kim Oanh']);
    const sent = await world.as('an').call(contract.sendNotice, {
      ...params(id),
      body: { alsoBy: ['zalo'] },
    });
    expect(sent.body).toEqual({ recipients: 8, mails: 8 });
    const mails = await world.read((tx) =>
      rows(
        tx,
        sql<{ recipient: string; body: string; attachments: { text: string }[] }>`
          select recipient, body, attachments from platform.outbox order by recipient`,
      ),
    );
    expect(mails.map((mail) => mail.recipient)).toContain('oanh@example.test');
    expect(mails[0]!.attachments[0]!.text).toContain('DTSTART:20260305T123000Z');
    const ics = await world.as('hanh').call(contract.getInvitationFile, params(id));
    expect(String(ics.bytes)).toContain('DTSTART:20260305T123000Z');
    expect(String(ics.bytes)).not.toContain('TZID');

    // A member sees it at home and comments.
    const home = (await world.as('hanh').call(contract.getHome)).body;
    expect(home.meetings.map((m) => [m.id, m.role, m.noticeSent])).toEqual([[id, 'member', true]]);
    expect(home.notices[0]!.text).toBe(
      'Mời dự sinh hoạt chi bộ lúc 19:30 ngày 05/03/2026, tại Nhà văn hóa tổ dân phố 5.',
    );
    await world.as('hanh').call(contract.markNoticesRead, { body: { ids: [home.notices[0]!.id] } });
    const again = (await world.as('hanh').call(contract.getHome)).body;
    expect(again.notices[0]!.isRead).toBe(true);
    expect((await world.as('an').call(contract.getHome)).body.unplanned.map((u) => u.month)).toEqual([
      '2026-04',
    ]);
    const phone = new Device(world, 'hanh', id);
    await phone.say({ kind: 'comment-added', payload: { text: 'Đề nghị bàn việc thu gom rác' } });

    // The roll call, three ways.
    world.clock.set('2026-03-05', '19:20');
    const room = (await world.as('an').call(contract.getRoomCode, params(id))).body;
    expect(room.path).toBe(`/diem-danh/${id}#${room.code}`);
    expect(room.svg).toContain('<svg');
    world.clock.pass(4);
    const byCode = await world.as('hanh').call(contract.checkIn, {
      ...params(id),
      body: { code: room.code },
    });
    expect(byCode.body).toEqual({ method: 'qr', branchName: 'Chi bộ 5' });
    const byTap = await world.as('giang').call(contract.checkIn, { ...params(id), body: {} });
    expect(byTap.body).toEqual({ method: 'self', branchName: 'Chi bộ 5' });
    world.clock.set('2026-03-05', '19:30');
    const laptop = new Device(world, 'an', id, 500);
    await laptop.say(
      {
        kind: 'meeting-started',
        payload: { chairId: people.an, heldOn: '2026-03-05', startedAt: world.clock.now() },
      },
      { kind: 'recorder-appointed', payload: { memberId: people.chi } },
    );
    for (const memberId of [people.an, people.binh, people.chi])
      await laptop.say({
        kind: 'attendance-marked',
        payload: { memberId, presence: 'present', method: 'secretary' },
      });
    await laptop.say({
      kind: 'attendance-marked',
      payload: { memberId: people.dung, presence: 'excused', reason: 'Ốm', method: 'secretary' },
    });

    // Opinions by the recorder's own device, a vote by name, a conclusion, a task.
    const recorder = new Device(world, 'chi', id, 700);
    expect((await open(world, 'chi', id)).body.role).toBe('recorder');
    await recorder.say(
      {
        kind: 'opinion-recorded',
        payload: {
          opinionId: newId(),
          speakerKind: 'member',
          speakerId: people.giang,
          text: 'Cần lắp thêm đèn ở ngõ 12',
          nature: 'opinion',
        },
      },
      {
        kind: 'opinion-recorded',
        payload: {
          opinionId: newId(),
          speakerKind: 'member',
          speakerId: people.binh,
          text: PRIVATE,
          nature: 'self-criticism',
        },
      },
    );
    const named = newId();
    await laptop.say({
      kind: 'vote-opened',
      payload: { voteId: named, question: 'Thông qua nghị quyết', matter: 'resolution', method: 'named' },
    });
    const casts: string[] = [];
    for (const person of ['an', 'binh', 'chi', 'giang'] as const) {
      const voter = new Device(world, person, id, 2_000);
      const [cast] = await voter.say({
        kind: 'vote-cast',
        payload: { voteId: named, memberId: people[person], choice: 'yes' },
      });
      casts.push(cast!.id);
    }
    const closer = new Device(world, 'an', id, 3_000);
    await closer.say(
      { kind: 'vote-closed', payload: { voteId: named, countedCasts: casts } },
      {
        kind: 'resolution-written',
        payload: {
          title: 'Nghị quyết tháng 3 về lắp đèn chiếu sáng',
          ideology: 'Đảng viên an tâm, tin tưởng',
          politicalWork: 'Hoàn thành các nhiệm vụ',
          limitsAndCauses: '',
          monitoring: 'Phó bí thư theo dõi, đôn đốc',
          toFixNextTime: '',
          replaces: [],
        },
      },
      {
        kind: 'task-assigned',
        payload: {
          taskId: newId(),
          title: 'Lắp đèn chiếu sáng ngõ 12',
          ownerId: people.giang,
          helperIds: [people.dung],
          output: 'Biên bản nghiệm thu',
          dueOn: '2026-04-20',
          reportMonth: '2026-04',
        },
      },
    );
    const sheet = planned.context.rules['score.sheet'].value;
    for (const { id: criterionId, max } of criteriaOf(sheet))
      await closer.say({ kind: 'score-marked', payload: { criterionId, points: max } });
    const byHands = async (matter: 'score' | 'minutes') => {
      const voteId = newId();
      await closer.say(
        { kind: 'vote-opened', payload: { voteId, question: 'Thông qua', matter, method: 'show-of-hands' } },
        { kind: 'vote-counted', payload: { voteId, yes: 4, no: 0, abstain: 0 } },
        { kind: 'vote-closed', payload: { voteId, countedCasts: [] } },
      );
      return voteId;
    };
    await closer.say({ kind: 'score-adopted', payload: { voteId: await byHands('score') } });
    await closer.say(
      { kind: 'minutes-read', payload: {} },
      { kind: 'minutes-adopted', payload: { voteId: await byHands('minutes') } },
    );
    world.clock.pass(95);
    await closer.say({ kind: 'meeting-ended', payload: { endedAt: world.clock.now() } });

    // A draft shows its mark; closing waits for the follower.
    const draft = await world.as('an').call(contract.getDocument, {
      params: { meetingId: id, kind: 'minutes', format: 'txt' },
    });
    expect(String(draft.bytes)).toContain('DỰ THẢO');
    const early = await close(world, 'an', id);
    expect(early.error).toMatchObject({ code: 'meetings.not-ready-to-close' });
    expect(early.status).toBe(409);
    const asked = (await world.as('oanh').call(contract.getHome)).body;
    expect(asked.notices.map((n) => n.kind)).toContain('score-to-confirm');
    const follower = new Device(world, 'oanh', id, 9_000);
    await follower.say({
      kind: 'score-confirmed',
      payload: { marks: [], total: 92, reason: 'Thời gian thảo luận còn ngắn' },
    });
    const summary = (await open(world, 'an', id)).body.meeting;
    expect(summary).toMatchObject({
      stage: 'ended',
      heldOn: '2026-03-05',
      base: 6,
      present: 5,
      ownScore: 100,
      confirmedScore: 92,
    });

    const closed = await close(world, 'an', id);
    expect(closed.body).toMatchObject({ minutesNumber: '01-BB/CB', resolutionNumber: '01-NQ/CB' });

    // Four papers in three formats.
    for (const kind of contract.DOCUMENT_KINDS) {
      for (const format of ['docx', 'pdf'] as const) {
        const file = await world.as('an').call(contract.getDocument, {
          params: { meetingId: id, kind, format },
        });
        expect(file.status).toBe(200);
        expect(file.bytes.subarray(0, 4).toString('latin1')).toBe(
          format === 'pdf' ? '%PDF' : 'PK\u0003\u0004',
        );
        expect(file.bytes.length).toBeGreaterThan(3_000);
      }
      const text = await world.as('an').call(contract.getDocument, {
        params: { meetingId: id, kind, format: 'txt' },
      });
      expect(String(text.bytes)).toContain('Nguyễn Văn An');
      expect(String(text.bytes)).not.toContain('DỰ THẢO');
    }
    const minutes = await world.as('an').call(contract.getDocument, {
      params: { meetingId: id, kind: 'minutes', format: 'txt' },
    });
    expect(String(minutes.headers['content-disposition'])).toContain('bien-ban-chi-bo-5-2026-03.txt');
    for (const part of ['Số 01-BB/CB', 'Phạm Quốc Dũng (Ốm)', 'Lắp đèn chiếu sáng ngõ 12', PRIVATE])
      expect(String(minutes.bytes)).toContain(part);
    expect(String(minutes.bytes)).toContain('1. Chương trình\n\n- Bí thư trình bày nội dung đã chuẩn bị');

    // Nothing is changed afterwards; an annex is.
    expect(await closer.refusedWith({ kind: 'focus-set', payload: { text: 'Khác' } })).toBe(
      'meetings.closed',
    );
    await closer.say({ kind: 'annex-added', payload: { text: 'Sửa số đèn thành 3', concerns: 'task' } });

    // April starts from March: the task stands on the agenda with its state.
    world.clock.set('2026-04-01');
    const next = await plan(world, { month: '2026-04', plannedOn: '2026-04-05' });
    const april = (await open(world, 'an', next)).body;
    // Who kept the minutes last time is offered to whoever leads, and to nobody else.
    expect(april.lastRecorderId).toBe(people.chi);
    expect((await open(world, 'dung', april.meeting.id)).body.lastRecorderId).toBeNull();
    expect(planned.lastRecorderId).toBeNull();
    expect(april.context.lastMonthTasks).toMatchObject([
      {
        title: 'Lắp đèn chiếu sáng ngõ 12',
        ownerId: people.giang,
        state: 'open',
        assignedInMonth: '2026-03',
      },
    ]);
    expect(JSON.stringify(april.entries)).toContain('Lắp đèn chiếu sáng ngõ 12');
    expect(april.context.roll.find((m) => m.memberId === people.dung)?.excusedInARow).toBe(1);
    expect((await world.as('giang').call(contract.getHome)).body.tasks).toMatchObject([
      { title: 'Lắp đèn chiếu sáng ngõ 12', isOverdue: false },
    ]);
    const page = await world.as('minh').call(contract.listMeetings, { params: { branchId: branch5 } });
    expect(page.body.meetings.map((m) => [m.month, m.stage])).toEqual([
      ['2026-04', 'planned'],
      ['2026-03', 'closed'],
    ]);
    expect(page.body.suggested).toBeNull();

    // The second month's papers carry the next numbers.
    await holdToTheEnd(world, next, '2026-04-05');
    const more = new Device(world, 'oanh', next, 9_000);
    await more.say({ kind: 'score-confirmed', payload: { marks: [] } });
    const heard: contract.MeetingClosed[] = [];
    const listener: Feature = {
      ...world.app.world.features[0]!,
      listeners: [{ event: 'meetings.closed', run: async (_tx, _world, facts) => void heard.push(facts) }],
    };
    const second = await world.write(async (tx) => {
      const today = civilDateAt(world.clock.now());
      const meeting = await loadMeeting(tx, next, today, 'lock');
      const given = { ...world.app.world, features: [listener] };
      return closeMeeting(tx, given, meeting, { personId: people.binh }, world.clock.now());
    });
    expect(second).toMatchObject({ minutesNumber: '02-BB/CB', resolutionNumber: null });
    expect(heard).toEqual([
      {
        meetingId: next,
        branchId: branch5,
        month: '2026-04',
        kind: 'regular',
        plannedOn: '2026-04-05',
        heldOn: '2026-04-05',
        closedOn: civilDateAt(world.clock.now()),
        base: 6,
        present: 6,
        excused: 0,
        unexcused: 0,
        spoke: 1,
        minutes: 95,
        ownScore: 100,
        ownGrade: 'good',
        confirmedScore: 100,
        confirmedGrade: 'good',
        papersLate: null,
        noticeLate: null,
        tasksDue: 1,
        tasksDone: 0,
        tasksDoneLate: 0,
        tasksAssigned: 0,
      },
    ]);
    // The result of the meeting stands at the task.
    expect((await world.as('giang').call(contract.getHome)).body.tasks).toMatchObject([
      { title: 'Lắp đèn chiếu sáng ngõ 12', state: 'in-progress' },
    ]);
  });
});
