import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueDirective } from '#features/directives/contract.ts';
import { recordMandate } from '#features/mandates/public.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { one, run, sql } from '#platform/database/database.ts';
import { foundBranches, recordHeld } from '#testing/held-meetings.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';
import {
  adoptLesson,
  changeLesson,
  getLesson,
  type LessonBody,
  listLessons,
  listPossibleEvidence,
  recommendLesson,
  returnLesson,
  submitLesson,
  writeAdoptionResult,
  writeLesson,
} from './contract.ts';

// Branch 5 went from 12 of 20 in November and December to 18 of 20 in January and February. Branch 7 holds at 10 of 20
// until it takes the lesson over in March, and has 16 of 20 in April.

let world: TestWorld;
let paper: Id;
let meeting: Id;
const FIGURE = {
  kind: 'measure' as const,
  measure: 'attendance' as const,
  before: { from: '2025-11', to: '2025-12' },
  after: { from: '2026-01', to: '2026-02' },
};
const BODY: LessonBody = {
  title: 'Họp tổ trước, họp chi bộ sau',
  situation: 'Chi bộ đông, nhiều đồng chí cao tuổi ngại phát biểu.',
  done: 'Chia ba tổ theo ngõ, thảo luận ở tổ.\nTổ trưởng báo cáo lại.',
  cost: 'Không tốn tiền; thêm một buổi tối của tổ trưởng.',
  evidence: [FIGURE],
};

beforeAll(async () => {
  world = await openTestWorld();
  const { branch5, branch7, people, ward } = world.ward;
  const hold = (branchId: Id, month: string, present: number) =>
    world.write((tx) => recordHeld(tx, { branchId, month, base: 20, present, by: people.an }));
  for (const month of ['2025-11', '2025-12']) await hold(branch5, month, 12);
  for (const month of ['2026-01', '2026-02']) meeting = await hold(branch5, month, 18);
  for (const month of ['2025-12', '2026-01', '2026-02']) await hold(branch7, month, 10);
  await hold(branch7, '2026-04', 16);
  paper = (
    await world.as('minh').call(issueDirective, {
      params: { unitId: ward },
      body: {
        kind: 'plan',
        symbol: 'Số 12-KH/ĐU',
        issuedOn: '2026-03-01',
        title: 'Kế hoạch sinh hoạt theo tổ',
        needs: 'carry-out',
        to: { by: 'list', unitIds: [branch5] },
        isSecret: false,
      },
    })
  ).body.id;
});
afterAll(() => world.close());

const write = (person: Person, changed: Partial<LessonBody> = {}, unitId = world.ward.branch5) =>
  world.as(person).call(writeLesson, { params: { unitId }, body: { ...BODY, ...changed } });
const at = (unitId: Id, lessonId: Id) => ({ params: { unitId, lessonId } });
const look = (person: Person, unitId: Id, lessonId: Id) =>
  world.as(person).call(getLesson, at(unitId, lessonId));
const titles = async (person: Person, unitId: Id, query: Record<string, string> = {}) =>
  (await world.as(person).call(listLessons, { params: { unitId }, query })).body.lessons.map(
    (one) => one.title,
  );
const submit = (person: Person, lessonId: Id, unitId = world.ward.branch5) =>
  world.as(person).call(submitLesson, at(unitId, lessonId));
const recommend = (person: Person, lessonId: Id, unitId = world.ward.ward) =>
  world.as(person).call(recommendLesson, { ...at(unitId, lessonId), body: { words: 'Nên nhân rộng' } });

/** A lesson that the ward has recommended. */
async function recommended(title: string): Promise<Id> {
  const { body } = await write('an', { title });
  await submit('an', body.id);
  await recommend('minh', body.id);
  return body.id;
}

describe('writing a lesson', () => {
  it('shows figures that the system worked out, and stays with the unit', async () => {
    const { branch5, ward } = world.ward;
    const { body, status } = await write('an');
    expect(status).toBe(200);
    const seen = (await look('an', branch5, body.id)).body;
    expect(seen.lesson).toMatchObject({
      title: BODY.title,
      done: BODY.done,
      state: 'draft',
      unitName: 'Chi bộ 5',
      writtenByName: 'Nguyễn Văn An',
      evidence: [{ kind: 'measure', measure: 'attendance', values: { before: 60, after: 90 } }],
    });
    expect(seen.abilities).toEqual({
      change: true,
      recommend: false,
      return: false,
      adopt: false,
      writeResult: false,
    });
    // A draft is the unit’s own, and inside it only of those who may write it.
    expect((await look('dung', branch5, body.id)).status).toBe(404);
    expect((await look('minh', ward, body.id)).status).toBe(404);
    expect(await titles('minh', ward)).toEqual([]);
  });

  it('takes a paper sent to the unit and a conclusion of its meeting as evidence, and nothing of others', async () => {
    const { branch5, branch7, people } = world.ward;
    const other = await world.write((tx) =>
      recordHeld(tx, { branchId: branch7, month: '2025-11', base: 20, present: 10, by: people.lan }),
    );
    const conclude = (meetingId: Id, branchId: Id) =>
      world.write(async (tx) => {
        await run(tx, sql`update meetings.meeting set stage = 'closed' where id = ${meetingId}`);
        await run(
          tx,
          sql`insert into meetings.entry (meeting_id, id, branch_id, seq, kind, payload, author_id, device_id, lamport, at, received_at)
              values (${meetingId}, ${newId()}, ${branchId}, 1, 'conclusion-written', '{}', ${people.an}, ${newId()}, 1, 0, now())`,
        );
      });
    expect((await write('an', { evidence: [{ kind: 'meeting', meetingId: meeting }] })).error).toMatchObject({
      code: 'lessons.not-your-conclusion',
      field: 'evidence',
    });
    await conclude(meeting, branch5);
    await conclude(other, branch7);
    const { body } = await write('an', {
      evidence: [
        { kind: 'directive', directiveId: paper },
        { kind: 'meeting', meetingId: meeting },
      ],
    });
    expect((await look('an', branch5, body.id)).body.lesson.evidence).toMatchObject([
      { kind: 'directive', symbol: 'Số 12-KH/ĐU' },
      { kind: 'meeting', month: '2026-02', meetingKind: 'regular', heldOn: '2026-02-05' },
    ]);
    const offered = await world.as('an').call(listPossibleEvidence, { params: { unitId: branch5 } });
    expect(offered.body).toMatchObject({
      lastMonth: '2026-02',
      papers: [{ id: paper }],
      meetings: [{ id: meeting }],
    });
    const before = (await titles('an', branch5)).length;
    for (const [evidence, code] of [
      [[{ kind: 'meeting' as const, meetingId: other }], 'lessons.not-your-conclusion'],
      [[{ kind: 'directive' as const, directiveId: newId() }], 'lessons.not-your-paper'],
      [[{ ...FIGURE, measure: 'confirmedScore' as const }], 'lessons.nothing-measured'],
      [[{ ...FIGURE, after: { from: '2025-12', to: '2026-01' } }], 'lessons.months-order'],
      [[{ ...FIGURE, after: { from: '2026-01', to: '2026-03' } }], 'lessons.month-not-over'],
      [[{ ...FIGURE, before: { from: '2024-01', to: '2025-12' } }], 'lessons.months-too-long'],
    ] as const)
      expect((await write('an', { evidence: [...evidence] })).error?.code).toBe(code);
    expect(await titles('an', branch5)).toHaveLength(before);
    expect(
      (
        await world.as('lan').call(writeLesson, {
          params: { unitId: branch7 },
          body: { ...BODY, evidence: [{ kind: 'directive', directiveId: paper }] },
        })
      ).error?.code,
    ).toBe('lessons.not-your-paper');
  });

  it('is for the leaders of the unit', async () => {
    for (const [person, status] of [
      ['chi', 200],
      ['dung', 403],
      ['oanh', 403],
      ['minh', 403],
      ['lan', 404],
      ['phuc', 403],
    ] as const)
      expect([person, (await write(person)).status]).toEqual([person, status]);
    const stranger = await world.stranger.call(writeLesson, {
      params: { unitId: world.ward.branch5 },
      body: BODY,
    });
    expect(stranger.status).toBe(401);
  });
});

describe('handing over and judging', () => {
  it('goes to the committee right above, which may return it with a reason', async () => {
    const { branch5, ward, city } = world.ward;
    const { body } = await write('an', { title: 'Phân công đảng viên theo ngõ' });
    expect((await recommend('minh', body.id)).status).toBe(404);
    expect((await submit('an', body.id)).status).toBe(200);
    expect((await submit('an', body.id)).error?.code).toBe('lessons.handed-over');
    expect(
      (await world.as('an').call(changeLesson, { ...at(branch5, body.id), body: { ...BODY, title: 'Khác' } }))
        .error?.code,
    ).toBe('lessons.handed-over');
    expect(await titles('minh', ward, { shelf: 'waiting' })).toEqual(['Phân công đảng viên theo ngõ']);
    expect(await titles('oanh', ward, { shelf: 'waiting' })).toEqual([]);
    expect((await look('minh', ward, body.id)).body.abilities).toMatchObject({
      recommend: true,
      return: true,
    });

    const silent = await world.as('minh').call(returnLesson, { ...at(ward, body.id), body: { reason: ' ' } });
    expect(silent.error).toMatchObject({ code: 'platform.bad-request', field: 'reason' });
    for (const person of ['an', 'oanh', 'phuc'] as const)
      expect(
        (await world.as(person).call(returnLesson, { ...at(ward, body.id), body: { reason: 'Không' } }))
          .status,
      ).toBe(403);
    const back = await world
      .as('minh')
      .call(returnLesson, { ...at(ward, body.id), body: { reason: 'Nêu rõ hơn đã làm gì' } });
    expect(back.status).toBe(200);
    const seen = (await look('an', branch5, body.id)).body;
    expect(seen.lesson).toMatchObject({
      state: 'returned',
      verdicts: [{ kind: 'returned', words: 'Nêu rõ hơn đã làm gì', givenByName: 'Đặng Tuấn Minh' }],
    });
    expect(seen.abilities.change).toBe(true);
    const changed = await world
      .as('an')
      .call(changeLesson, { ...at(branch5, body.id), body: { ...BODY, title: 'Phân công theo từng ngõ' } });
    expect(changed.status).toBe(200);
    await submit('an', body.id);
    expect((await recommend('minh', body.id)).status).toBe(200);
    expect((await recommend('minh', body.id)).error?.code).toBe('lessons.recommended-already');
    expect((await look('minh', city, body.id)).status).toBe(403);
  });

  it('wants all parts and some evidence', async () => {
    for (const [changed, code, field] of [
      [{ situation: '' }, 'lessons.text-missing', 'situation'],
      [{ cost: ' ' }, 'lessons.text-missing', 'cost'],
      [{ evidence: [] }, 'lessons.evidence-missing', 'evidence'],
    ] as const) {
      const { body } = await write('an', {
        ...changed,
        ...('evidence' in changed ? { evidence: [] } : {}),
      } as never);
      expect((await submit('an', body.id)).error).toMatchObject({ code, field });
    }
  });

  it('the top has nobody above, and a higher committee waits for the nearest', async () => {
    const { city, branch5, people } = world.ward;
    await world.write((tx) =>
      recordMandate(tx, {
        id: newId(),
        personId: people.giang,
        unitId: city,
        post: 'officer',
        from: '2026-03-01',
        decision: '9-QĐ/TU',
      }),
    );
    const giang = world.as('giang');
    const own = await giang.call(writeLesson, {
      params: { unitId: city },
      body: { ...BODY, evidence: [FIGURE] },
    });
    expect((await giang.call(submitLesson, at(city, own.body.id))).error?.code).toBe('lessons.nobody-above');
    const { body } = await write('an', { title: 'Đang chờ phường' });
    await submit('an', body.id, branch5);
    // Not recommended by anybody yet, it does not exist for the city.
    expect((await giang.call(recommendLesson, { ...at(city, body.id), body: { words: '' } })).status).toBe(
      404,
    );
    await recommend('minh', body.id);
    expect((await giang.call(recommendLesson, { ...at(city, body.id), body: { words: '' } })).status).toBe(
      200,
    );
    const seen = await giang.call(getLesson, at(city, body.id));
    expect(seen.body.lesson.verdicts.map((one) => one.unitName)).toEqual([
      'Đảng ủy phường Sông Tô',
      'Thành ủy Thử Nghiệm',
    ]);
  });
});

describe('taking a lesson over', () => {
  it('shows what the system knows before and since', async () => {
    const { branch5, branch7, ward } = world.ward;
    const lessonId = await recommended('Sổ tay công việc của tổ');
    const adopt = (person: Person, unitId: Id) =>
      world.as(person).call(adoptLesson, { ...at(unitId, lessonId), body: { plan: 'Làm từ tổ 2' } });
    expect((await adopt('an', branch5)).error?.code).toBe('lessons.own-lesson');
    expect((await adopt('nam', branch7)).status).toBe(403);
    const early = await world
      .as('lan')
      .call(writeAdoptionResult, { ...at(branch7, lessonId), body: { result: 'Tốt' } });
    expect(early.error?.code).toBe('lessons.not-adopted');
    expect((await look('lan', branch7, lessonId)).body.abilities.adopt).toBe(true);
    const key = newId();
    const again = () =>
      world.as('lan').call(adoptLesson, { ...at(branch7, lessonId), body: { plan: 'Làm từ tổ 2' }, key });
    expect([(await again()).status, (await again()).status]).toEqual([200, 200]);
    expect((await adopt('lan', branch7)).error?.code).toBe('lessons.adopted-already');
    const { lines } = await world.read((tx) =>
      one(
        tx,
        sql<{ lines: number }>`
          select count(*)::int as lines from platform.history
           where verb = 'lessons.adopt' and subject_id = ${lessonId}`,
      ),
    );
    expect(lines).toBe(1);
    expect((await look('lan', branch7, lessonId)).body.lesson.adopted).toMatchObject([
      {
        unitName: 'Chi bộ 7',
        plan: 'Làm từ tổ 2',
        before: { from: '2025-12', to: '2026-02' },
        after: null,
        figures: [{ measure: 'attendance', values: { before: 50, after: null } }],
      },
    ]);
    world.clock.set('2026-05-04');
    const done = await world
      .as('lan')
      .call(writeAdoptionResult, { ...at(branch7, lessonId), body: { result: 'Nhiều ý kiến hơn' } });
    expect(done.status).toBe(200);
    expect((await look('minh', ward, lessonId)).body.lesson.adopted).toMatchObject([
      {
        result: 'Nhiều ý kiến hơn',
        resultOn: '2026-05-04',
        after: { from: '2026-04', to: '2026-04' },
        figures: [{ measure: 'attendance', values: { before: 50, after: 80 } }],
      },
    ]);
    expect(await titles('lan', branch7, { shelf: 'adopted' })).toEqual(['Sổ tay công việc của tổ']);
    world.clock.set('2026-03-02');
  });

  it('reaches only units below who recommended it', async () => {
    const { city } = world.ward;
    const other = await world.write(async (tx) => {
      const [elsewhere] = await foundBranches(tx, city, 1, { from: 90 });
      await recordMandate(tx, {
        id: newId(),
        personId: world.ward.people.khanh,
        unitId: elsewhere!,
        post: 'secretary',
        from: '2026-03-01',
        decision: '1-QĐ/TU',
      });
      return elsewhere!;
    });
    const lessonId = await recommended('Chỉ ở phường');
    expect((await look('khanh', other, lessonId)).status).toBe(404);
    expect(await titles('khanh', other)).not.toContain('Chỉ ở phường');
    const adopt = await world.as('khanh').call(adoptLesson, { ...at(other, lessonId), body: { plan: '' } });
    expect(adopt.status).toBe(404);
  });
});

describe('finding', () => {
  it('goes by words in any order and without marks', async () => {
    const { branch7 } = world.ward;
    await recommended('Đọc báo Đảng đầu giờ họp');
    expect(await titles('nam', branch7, { q: 'hop doc dau' })).toContain('Đọc báo Đảng đầu giờ họp');
    expect(await titles('nam', branch7, { q: 'khong co chu nay' })).toEqual([]);
    // Signs of the pattern language are plain letters.
    expect(await titles('nam', branch7, { q: '%' })).toEqual([]);
  });

  it('gives thirty at a time', async () => {
    const { branch5 } = world.ward;
    for (let count = 0; count < 32; count++) await write('an', { title: `Bản nháp ${count}`, evidence: [] });
    const call = (before?: Id) =>
      world.as('an').call(listLessons, {
        params: { unitId: branch5 },
        query: { q: 'ban nhap', ...(before ? { before } : {}) },
      });
    const first = (await call()).body;
    expect([first.lessons.length, first.lessons[0]!.title]).toEqual([30, 'Bản nháp 31']);
    const second = (await call(first.next!)).body;
    expect([second.lessons.map((one) => one.title), second.next]).toEqual([
      ['Bản nháp 1', 'Bản nháp 0'],
      null,
    ]);
  });
});
