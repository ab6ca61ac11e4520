import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordAssignment } from '#features/assignments/public.ts';
import { recordMandate } from '#features/mandates/public.ts';
import { recordOverride } from '#features/rulebooks/public.ts';
import { assignTask } from '#features/tasks/public.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { one, sql } from '#platform/database/database.ts';
import { foundBranches, recordHeld } from '#testing/held-meetings.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';
import {
  addBranches,
  appraiseSheet,
  changeCalendar,
  changeDecision,
  decideSheets,
  getRollUp,
  getRound,
  getRoundFile,
  getSheet,
  leaveOut,
  listOwn,
  listRoundBranches,
  listRounds,
  openRound,
  previewRound,
  returnSheet,
  saveSheet,
  sendSheet,
  urgeGrading,
} from './contract.ts';

// Minh is the ward's officer, An and Bình lead branch 5, Dũng belongs to it, Lan leads branch 7. Giang becomes the city's officer.

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
  const { city, people } = world.ward;
  await world.write((tx) =>
    recordMandate(tx, {
      id: newId(),
      personId: people.giang,
      unitId: city,
      post: 'officer',
      from: '2026-01-01',
      decision: '5-QĐ/TU',
    }),
  );
});
afterAll(() => world.close());

const CALENDAR = { selfBy: '2026-03-10', appraiseBy: '2026-03-15', decideBy: '2026-03-20' };
const open = (person: Person, changed: Record<string, unknown> = {}, unitId = world.ward.ward) =>
  world.as(person).call(openRound, {
    params: { unitId },
    body: {
      kind: 'as-needed',
      title: 'Xếp loại hai tháng đầu năm',
      fromMonth: '2026-01',
      toMonth: '2026-02',
      ...CALENDAR,
      ...changed,
    } as never,
  });
const ofRound = (roundId: Id) => ({ unitId: world.ward.ward, roundId });
const look = async (roundId: Id) =>
  (await world.as('minh').call(getRound, { params: ofRound(roundId) })).body;
const rowsOf = async (roundId: Id, query: Record<string, string> = {}) =>
  (await world.as('minh').call(listRoundBranches, { params: ofRound(roundId), query })).body;
const sheetOf = (person: Person, unitId: Id, roundId: Id) =>
  world.as(person).call(getSheet, { params: { unitId, roundId } });

const CLEAN = {
  beyond: { answer: 'yes', note: '' },
  'member-disciplined': { answer: 'no', note: '' },
  repaired: { answer: 'yes', note: '' },
  'branch-disciplined': { answer: 'no', note: '' },
  disunity: { answer: 'no', note: '' },
};
const POINTS = {
  ideology: 9,
  discipline: 9,
  example: 9,
  leading: 28,
  'own-tasks': 19,
  'meeting-quality': 19,
};
/** Ninety-three points, nothing against it. */
const own = (changed: Record<string, unknown> = {}) => ({
  points: POINTS,
  declared: CLEAN,
  grade: 'excellent',
  strengths: 'Giữ nền nếp sinh hoạt.',
  faults: 'Còn ít ý kiến của đảng viên trẻ.',
  causes: 'Giờ sinh hoạt chưa hợp.',
  ...changed,
});
const send = (person: Person, unitId: Id, roundId: Id, changed: Record<string, unknown> = {}, key?: string) =>
  world
    .as(person)
    .call(sendSheet, { params: { unitId, roundId }, body: own(changed) as never, ...(key ? { key } : {}) });
const appraise = (person: Person, roundId: Id, branchId: Id, changed: Record<string, unknown> = {}) =>
  world.as(person).call(appraiseSheet, {
    params: { ...ofRound(roundId), branchId },
    body: { points: POINTS, grade: 'excellent', ...changed } as never,
  });
const decide = (
  person: Person,
  roundId: Id,
  branchIds: Id[],
  changed: Record<string, unknown> = {},
  key?: string,
) =>
  world.as(person).call(decideSheets, {
    params: ofRound(roundId),
    body: { branchIds, number: '15-QĐ/ĐU', decidedOn: '2026-03-02', ...changed },
    ...(key ? { key } : {}),
  });

describe('opening a round', () => {
  it('shows before by which rules, from which document, and for how many branches', async () => {
    const { body } = await world.as('minh').call(previewRound, {
      params: { unitId: world.ward.ward },
      query: { fromMonth: '2026-01', toMonth: '2026-02' },
    });
    expect(body).toMatchObject({
      branches: 2,
      rulebook: { source: { document: '366-QĐ/TW', verified: false } },
    });
    expect(body.rules.find((rule) => rule.key === 'grading.points')).toMatchObject({
      text: { vi: 'Xuất sắc từ 90 điểm, tốt từ 70, hoàn thành từ 50' },
      source: { document: '366-QĐ/TW', verified: false },
    });
    expect(body.rules.find((rule) => rule.key === 'grading.cap')!.source.document).toBe('124-QĐ/TW');
  });

  it.each([
    [{ selfBy: '2026-03-16' }, 'grading.calendar-order', 'appraiseBy'],
    [
      { selfBy: '2026-02-01', appraiseBy: '2026-02-02', decideBy: '2026-02-03' },
      'grading.calendar-over',
      'decideBy',
    ],
    [{ kind: 'year' }, 'grading.months-wrong', 'fromMonth'],
    [{ kind: 'year', fromMonth: '2027-01', toMonth: '2027-12' }, 'grading.period-ahead', 'fromMonth'],
  ] as const)('%j is refused: %s', async (changed, code, field) => {
    expect((await open('minh', changed)).error).toMatchObject({ code, field });
  });

  it('is for those who work for the committee, and for branches that it decides on', async () => {
    for (const [person, status] of [
      ['oanh', 403],
      ['an', 403],
      ['phuc', 403],
    ] as const)
      expect([person, (await open(person)).status]).toEqual([person, status]);
    const stranger = await world.stranger.call(openRound, {
      params: { unitId: world.ward.ward },
      body: { kind: 'as-needed', title: 'Thử', fromMonth: '2026-01', toMonth: '2026-02', ...CALENDAR },
    });
    expect(stranger.status).toBe(401);
    // The ward decides on its branches, so that nothing is left for the city.
    expect((await open('giang', {}, world.ward.city)).error?.code).toBe('grading.no-branches');
  });

  it('a branch stands in one round of the same months; one that comes later is taken in', async () => {
    const { body: round } = await open('minh', { fromMonth: '2025-09', toMonth: '2025-10', title: 'Thử' });
    expect(round.branches).toBe(2);
    expect((await open('minh', { fromMonth: '2025-09', toMonth: '2025-10' })).error?.code).toBe(
      'grading.no-branches',
    );
    const add = () => world.as('minh').call(addBranches, { params: ofRound(round.id) });
    expect((await add()).error?.code).toBe('grading.no-branches');
    await world.write((tx) => foundBranches(tx, world.ward.ward, 1, { from: 90 }));
    expect((await add()).body.added).toBe(1);
    const move = (person: Person, changed = {}) =>
      world.as(person).call(changeCalendar, { params: ofRound(round.id), body: { ...CALENDAR, ...changed } });
    expect((await move('oanh')).status).toBe(403);
    expect((await move('minh', { decideBy: '2026-03-01' })).error?.code).toBe('grading.calendar-order');
    expect((await move('minh', { decideBy: '2026-04-01' })).status).toBe(200);
    expect((await look(round.id)).round.decideBy).toBe('2026-04-01');
    expect(
      (await world.as('minh').call(getRound, { params: { unitId: world.ward.city, roundId: round.id } }))
        .status,
    ).toBe(403);
  });

  it('keeps the rules of its day whatever the committee sets later', async () => {
    const { body: round } = await open('minh', { fromMonth: '2025-10', toMonth: '2025-11' });
    await world.write((tx) =>
      recordOverride(tx, {
        id: newId(),
        unitId: world.ward.ward,
        key: 'grading.cap',
        value: { percent: 50, of: 'all', group: 'round' },
        document: 'Số 9-QĐ/ĐU',
        documentOn: '2026-02-20',
        article: null,
        period: { from: '2026-03-02', to: '2026-03-03' },
        setBy: world.ward.people.minh,
        nowMs: world.clock.now(),
      }),
    );
    expect((await look(round.id)).cap.source.document).toBe('124-QĐ/TW');
    const { body: later } = await open('minh', { fromMonth: '2025-11', toMonth: '2025-12' });
    expect((await look(later.id)).cap).toMatchObject({ source: { document: 'Số 9-QĐ/ĐU', verified: true } });
  });
});

describe('a branch grades itself', () => {
  let round: Id;
  beforeAll(async () => {
    const { branch5, people } = world.ward;
    round = (await open('minh')).body.id;
    await world.write(async (tx) => {
      await recordHeld(tx, { branchId: branch5, month: '2026-01', base: 6, present: 6, by: people.an });
      for (const [title, dueOn] of [
        ['Lập danh sách hộ', '2026-02-10'],
        ['Vận động các hộ', '2026-02-20'],
      ] as const)
        await assignTask(
          tx,
          {
            taskId: newId(),
            branchId: branch5,
            title,
            ownerId: people.dung,
            helperIds: [],
            output: 'Danh sách',
            dueOn,
            reportMonth: '2026-02',
            assignedInMonth: '2026-01',
            meetingId: null,
          },
          world.clock.now(),
        );
    });
  });

  it('beside what the records say of its months', async () => {
    const { branch5 } = world.ward;
    const { body: sheet } = await sheetOf('an', branch5, round);
    expect(sheet).toMatchObject({
      state: 'not-begun',
      byUnit: { name: 'Đảng ủy phường Sông Tô' },
      rulebook: { source: { document: '366-QĐ/TW' } },
      evidence: {
        meetingsDue: 2,
        meetingsHeld: 1,
        longestGap: 1,
        base: 6,
        present: 6,
        tasks: { inTime: 0, late: 0, overdue: 2, cannot: 0 },
      },
      abilities: { write: true, return: false, appraise: false, change: false },
    });
    expect(sheet.rules['grading.sheet'].value.reduce((sum, one) => sum + one.max, 0)).toBe(100);
  });

  it('as a draft that nobody above reads', async () => {
    const { branch5 } = world.ward;
    const save = (person: Person, changed = {}) =>
      world.as(person).call(saveSheet, {
        params: { unitId: branch5, roundId: round },
        body: own({ grade: null, points: { ideology: 9 }, declared: {}, ...changed }) as never,
      });
    for (const [person, status] of [
      ['dung', 403],
      ['chi', 403],
      ['oanh', 403],
      ['minh', 403],
      ['lan', 404],
    ] as const)
      expect([person, (await save(person)).status]).toEqual([person, status]);
    expect((await save('an', { points: { ideology: 10.5 } })).error).toMatchObject({
      code: 'grading.points-wrong',
      field: 'points.ideology',
    });
    expect((await save('binh')).status).toBe(200);
    expect((await sheetOf('an', branch5, round)).body).toMatchObject({
      state: 'draft',
      own: { points: { ideology: 9 } },
    });
    expect((await sheetOf('minh', branch5, round)).body).toMatchObject({
      state: 'draft',
      own: { points: {}, declared: {}, strengths: '', grade: null },
      savedAt: null,
      abilities: { write: false },
    });
    // A member of the branch reads what is decided, not what is written; a neighbour does not even know of it.
    expect((await sheetOf('dung', branch5, round)).status).toBe(403);
    expect((await sheetOf('lan', branch5, round)).status).toBe(404);
    expect((await sheetOf('giang', branch5, round)).status).toBe(200);
  });

  it.each([
    [{ points: { ideology: 9 } }, 'grading.points-missing'],
    [{ declared: {} }, 'grading.answer-missing'],
    [{ declared: { ...CLEAN, disunity: { answer: 'yes', note: '' } } }, 'grading.note-missing'],
    [{ grade: null }, 'grading.grade-missing'],
    [{ faults: ' ' }, 'grading.words-missing'],
    // Two tasks are past their day: at 366's letter that is not completed.
    [{ causes: '' }, 'grading.tasks-not-done'],
    [{ causes: '', grade: 'completed' }, 'grading.tasks-not-done'],
    // A cause of its own helps with tasks, with nothing else.
    [{ declared: { ...CLEAN, beyond: { answer: 'no', note: 'Chưa vượt' } } }, 'grading.condition-unmet'],
  ] as const)('%j is not sent: %s', async (changed, code) => {
    expect((await send('an', world.ward.branch5, round, changed)).error?.code).toBe(code);
  });

  it('and is told why a grade is not allowed, with the rule and the way out', async () => {
    const { error } = await send('an', world.ward.branch5, round, { causes: '' });
    expect(error).toMatchObject({
      field: 'grade',
      message: 'Chưa được mức này: đã xong 0/2 nhiệm vụ đến hạn (0%), cần 100%.',
      rule: { document: '366-QĐ/TW', verified: false },
    });
    expect(error!.wayOut).toContain('nguyên nhân khách quan');
  });

  it('sends it, once however often it is said, and gets it back with a reason', async () => {
    const { branch5 } = world.ward;
    const key = newId();
    const grade = { grade: 'not-completed' };
    expect((await send('an', branch5, round, grade, key)).status).toBe(200);
    expect((await send('an', branch5, round, grade, key)).status).toBe(200);
    expect((await send('an', branch5, round, grade)).error?.code).toBe('grading.is-sent');
    const { lines } = await world.read((tx) =>
      one(
        tx,
        sql<{ lines: number }>`
          select count(*)::int as lines from platform.history where verb = 'grading.send' and subject_id = ${round}`,
      ),
    );
    expect(lines).toBe(1);
    const giveBack = (person: Person, reason = 'Nêu rõ nguyên nhân') =>
      world.as(person).call(returnSheet, {
        params: { ...ofRound(round), branchId: branch5 },
        body: { reason },
      });
    expect((await giveBack('minh', ' ')).error?.field).toBe('reason');
    for (const person of ['oanh', 'an', 'giang'] as const) expect((await giveBack(person)).status).toBe(403);
    expect((await giveBack('minh')).status).toBe(200);
    expect((await giveBack('minh')).error?.code).toBe('grading.is-returned');
    const { body: sheet } = await sheetOf('an', branch5, round);
    expect([sheet.state, sheet.abilities.write, sheet.own.points]).toEqual(['returned', true, POINTS]);
    expect(sheet.steps.map(({ kind, words }) => [kind, words])).toEqual([
      ['returned', 'Nêu rõ nguyên nhân'],
      ['sent', null],
    ]);
    // With a cause it may ask for more; the committee is told that this lies above what is allowed.
    expect((await send('an', branch5, round, { grade: 'good' })).status).toBe(200);
    const [row] = (await rowsOf(round, { state: 'sent' })).rows;
    expect(row).toMatchObject({
      branchId: branch5,
      ownGrade: 'good',
      best: 'not-completed',
      flags: ['above-allowed'],
    });
    expect((await giveBack('minh')).status).toBe(200);
    expect((await send('an', branch5, round, grade)).status).toBe(200);
  });

  it('the committee accepts a cause, gives other points with a reason, and its grade is checked all the same', async () => {
    const { branch5 } = world.ward;
    expect((await appraise('an', round, branch5)).status).toBe(403);
    expect((await appraise('minh', round, branch5)).error?.code).toBe('grading.reason-missing');
    const reason = 'Việc chậm do mưa lớn';
    expect((await appraise('minh', round, branch5, { reason })).error?.code).toBe('grading.tasks-not-done');
    const setAside = 'Mưa lớn, phường hoãn ra quân';
    const lower = { ...POINTS, leading: 20 };
    expect((await appraise('minh', round, branch5, { reason, setAside, points: lower })).error).toMatchObject(
      {
        code: 'grading.points-too-few',
        message: 'Chưa được mức này: 85 điểm, cần từ 90 điểm.',
      },
    );
    expect(
      (await appraise('minh', round, branch5, { reason, setAside, points: lower, grade: 'good' })).status,
    ).toBe(200);
    const { rows } = await rowsOf(round);
    expect(rows.find((row) => row.branchId === branch5)).toMatchObject({
      state: 'appraised',
      ownPoints: 93,
      ownGrade: 'not-completed',
      appraisedPoints: 85,
      appraisedGrade: 'good',
      best: 'good',
    });
  });

  it('branches that have not sent are urged, once a day', async () => {
    const { branch5, branch7 } = world.ward;
    const urge = (person: Person, branchIds: Id[]) =>
      world.as(person).call(urgeGrading, {
        params: ofRound(round),
        body: { branchIds, text: 'Gửi trước thứ sáu' },
      });
    expect((await urge('an', [branch7])).status).toBe(403);
    expect((await urge('minh', [branch5])).error?.code).toBe('grading.nothing-to-urge');
    expect((await urge('minh', [branch5, branch7])).body).toEqual({ urged: 1, passedOver: 1 });
    expect((await urge('minh', [branch7])).error?.code).toBe('grading.nothing-to-urge');
    expect((await sheetOf('lan', branch7, round)).body.steps[0]).toMatchObject({
      kind: 'urged',
      words: 'Gửi trước thứ sáu',
    });
    expect((await look(round)).unsent.find((one) => one.branchId === branch7)?.mayUrge).toBe(false);
  });

  it('who sends nothing is appraised once the day has passed, never excellent', async () => {
    const { branch7 } = world.ward;
    const reason = { reason: 'Chi bộ không gửi' };
    expect((await appraise('minh', round, branch7, reason)).error?.code).toBe('grading.is-not-begun');
    world.clock.set('2026-03-11');
    expect((await look(round)).round.tally.late).toBe(2);
    expect((await appraise('minh', round, branch7, reason)).error?.code).toBe('grading.condition-unmet');
    expect((await appraise('minh', round, branch7, { ...reason, grade: 'completed' })).status).toBe(200);
    world.clock.set('2026-03-02');
  });

  it('what was decided is locked, read by the members, and changed by a new decision only', async () => {
    const { branch5 } = world.ward;
    const list = (person: Person) =>
      world.as(person).call(listOwn, { params: { unitId: branch5 }, query: {} });
    expect((await list('dung')).body.rows.filter((row) => row.id === round)).toEqual([]);
    for (const person of ['oanh', 'an', 'giang'] as const)
      expect((await decide(person, round, [branch5])).status).toBe(403);
    expect((await decide('minh', round, [branch5], { decidedOn: '2026-03-03' })).error?.code).toBe(
      'grading.decided-ahead',
    );
    const key = newId();
    expect((await decide('minh', round, [branch5], {}, key)).body).toEqual({ decided: 1 });
    expect((await decide('minh', round, [branch5], {}, key)).body).toEqual({ decided: 1 });
    expect((await decide('minh', round, [branch5])).error?.code).toBe('grading.not-appraised');
    expect((await send('an', branch5, round)).error?.code).toBe('grading.is-decided');
    expect((await appraise('minh', round, branch5)).error?.code).toBe('grading.is-decided');
    const seen = (await list('dung')).body;
    expect([seen.abilities.see, seen.rows.map((row) => [row.id, row.grade, row.decidedNumber])]).toEqual([
      false,
      [[round, 'good', '15-QĐ/ĐU']],
    ]);
    expect((await list('lan')).status).toBe(404);
    // What the records said on that day stays with it.
    const { body: sheet } = await sheetOf('an', branch5, round);
    expect(sheet).toMatchObject({ evidenceOn: '2026-03-02', evidence: { tasks: { overdue: 2 } } });

    const change = (person: Person, changed = {}) =>
      world.as(person).call(changeDecision, {
        params: { ...ofRound(round), branchId: branch5 },
        body: {
          grade: 'completed',
          number: '18-QĐ/ĐU',
          decidedOn: '2026-03-02',
          reason: 'Có kết luận kiểm tra',
          ...changed,
        } as never,
      });
    expect((await change('an')).status).toBe(403);
    expect((await change('minh', { reason: ' ' })).error?.field).toBe('reason');
    expect((await change('minh', { grade: 'good' })).error?.code).toBe('grading.same-grade');
    expect((await change('minh', { grade: 'excellent' })).error?.code).toBe('grading.points-too-few');
    expect((await change('minh')).status).toBe(200);
    const { body: changed } = await sheetOf('an', branch5, round);
    expect(changed.decisions.map(({ grade, number, because }) => [grade, number, because])).toEqual([
      ['completed', '18-QĐ/ĐU', 'Có kết luận kiểm tra'],
      ['good', '15-QĐ/ĐU', null],
    ]);
    expect(changed.steps.map((step) => step.kind)).toEqual([
      'changed',
      'decided',
      'appraised',
      'sent',
      'returned',
      'sent',
      'returned',
      'sent',
    ]);
  });
});

describe('deciding on many', () => {
  let round: Id;
  let branches: Id[];
  /** Of a ward of its own, so that its shares are plain: twelve branches, all sent by the ward's officer as their secretary. */
  beforeAll(async () => {
    const { ward, people } = world.ward;
    branches = await world.write(async (tx) => {
      const ids = await foundBranches(tx, ward, 12, { from: 100 });
      for (const unitId of ids)
        await recordMandate(tx, {
          id: newId(),
          personId: people.nam,
          unitId,
          post: 'secretary',
          from: '2026-01-01',
          decision: '7-QĐ/ĐU',
        });
      return ids;
    });
    await world.write((tx) =>
      recordOverride(tx, {
        id: newId(),
        unitId: ward,
        key: 'grading.cap',
        value: { percent: 20, of: 'good', group: 'round' },
        document: 'Số 10-QĐ/ĐU',
        documentOn: '2026-02-20',
        article: null,
        period: { from: '2026-03-03', to: null },
        setBy: people.minh,
        nowMs: world.clock.now(),
      }),
    );
    world.clock.set('2026-03-03');
    round = (await open('minh', { fromMonth: '2025-12', toMonth: '2026-01', title: 'Đợt thử tỷ lệ' })).body
      .id;
    for (const [at, unitId] of branches.entries()) {
      const grade = at < 3 ? 'excellent' : 'good';
      expect((await send('nam', unitId, round, { grade })).status).toBe(200);
      expect((await appraise('minh', round, unitId, { grade })).status).toBe(200);
    }
  });

  it('more excellent than the share of those graded good are refused, with the facts and the way out', async () => {
    const day = { decidedOn: '2026-03-03' };
    const refused = await decide('minh', round, branches, day);
    expect(refused.error).toMatchObject({
      code: 'grading.over-cap',
      message: 'Vượt tỷ lệ xuất sắc: 3 chi bộ, chỉ được 1 (20% của 9).',
      rule: { document: 'Số 10-QĐ/ĐU' },
    });
    expect(refused.error!.wayOut).toBeTruthy();
    expect((await look(round)).round.tally.byState.decided).toBe(0);
    // None is decided yet that is good: nobody may be excellent.
    expect((await decide('minh', round, branches.slice(0, 1), day)).error?.code).toBe('grading.over-cap');
    expect((await decide('minh', round, [...branches.slice(0, 1), ...branches.slice(3)], day)).body).toEqual({
      decided: 10,
    });
    expect((await decide('minh', round, branches.slice(1, 2), day)).error?.code).toBe('grading.over-cap');
    expect(
      (await appraise('minh', round, branches[1]!, { grade: 'good', reason: 'Vượt tỷ lệ' })).status,
    ).toBe(200);
    expect((await decide('minh', round, branches.slice(1, 2), day)).body).toEqual({ decided: 1 });
    // Ten are good now, so that a second may be excellent.
    expect((await decide('minh', round, branches.slice(2, 3), day)).body).toEqual({ decided: 1 });
    const { cap, round: shown } = await look(round);
    expect(cap.states).toEqual([{ sector: null, excellent: 2, base: 10, most: 2 }]);
    expect(shown.tally.byGrade).toMatchObject({ excellent: 2, good: 10 });
  });

  it('a worse grade is never held up by the cap; a better one is', async () => {
    const change = (branchId: Id, grade: string, number: string) =>
      world.as('minh').call(changeDecision, {
        params: { ...ofRound(round), branchId },
        body: { grade, number, decidedOn: '2026-03-03', reason: 'Xem xét lại' } as never,
      });
    expect((await change(branches[3]!, 'completed', '20-QĐ/ĐU')).status).toBe(200);
    expect((await look(round)).cap.states[0]).toMatchObject({ excellent: 2, most: 1 });
    expect((await change(branches[4]!, 'excellent', '21-QĐ/ĐU')).error?.code).toBe('grading.over-cap');
  });

  it('the list is paged by key in the order of codes and names, and filtered by state', async () => {
    const { rows, next } = await rowsOf(round, { state: 'decided' });
    expect([rows.length, next]).toEqual([12, null]);
    const all = (await rowsOf(round)).rows.map((row) => row.branchId);
    const after = (await rowsOf(round, { after: all[4]! })).rows.map((row) => row.branchId);
    expect(after).toEqual(all.slice(5));
    expect((await rowsOf(round, { state: 'unsent' })).rows.every((row) => row.state === 'not-begun')).toBe(
      true,
    );
    for (const [person, status] of [
      ['oanh', 200],
      ['giang', 403],
      ['an', 403],
      ['phuc', 403],
    ] as const) {
      const reply = await world.as(person).call(listRoundBranches, { params: ofRound(round), query: {} });
      // The city stands above the ward and follows it.
      expect([person, reply.status]).toEqual([person, person === 'giang' ? 200 : status]);
    }
  });

  it('leaves as a workbook', async () => {
    const file = await world.as('minh').call(getRoundFile, {
      params: { ...ofRound(round), format: 'xlsx' },
      query: {},
    });
    const { sheets } = await readXlsx(file.bytes);
    const row = sheets[0]!.rows.find((one) => one[1] === 'Chi bộ 100')!;
    expect(row.slice(2, 9)).toEqual([
      'Đã quyết định',
      93,
      'Hoàn thành xuất sắc',
      93,
      'Hoàn thành xuất sắc',
      'Hoàn thành xuất sắc',
      '15-QĐ/ĐU',
    ]);
    const text = await world.as('minh').call(getRoundFile, {
      params: { ...ofRound(round), format: 'csv' },
      query: { language: 'en' },
    });
    expect(text.bytes.toString()).toContain('Chi bộ 103,Decided');
  });

  it('is rolled up for the city, against the round before, and opens down', async () => {
    const { city, ward } = world.ward;
    world.clock.set('2026-03-04');
    const next = (await open('minh', { fromMonth: '2026-02', toMonth: '2026-03', title: 'Đợt sau' })).body.id;
    for (const [unitId, grade] of [
      [branches[0]!, 'good'],
      [branches[3]!, 'good'],
      [branches[5]!, 'good'],
    ] as const) {
      await send('nam', unitId, next, { grade });
      await appraise('minh', next, unitId, { grade });
    }
    expect(
      (await decide('minh', next, [branches[0]!, branches[3]!, branches[5]!], { decidedOn: '2026-03-04' }))
        .status,
    ).toBe(200);
    const roll = (person: Person, unitId: Id, query: Record<string, string> = {}) =>
      world.as(person).call(getRollUp, { params: { unitId }, query });
    const { body } = await roll('giang', city, { period: '2026-02_2026-03_as-needed' });
    const due = body.totals.due;
    expect(body.rows).toMatchObject([
      {
        id: ward,
        due,
        sent: 3,
        decided: 3,
        byGrade: { good: 3 },
        better: 1,
        same: 1,
        worse: 1,
        roundId: null,
      },
    ]);
    expect(body.before).toEqual({ excellent: 1, good: 1, completed: 1, 'not-completed': 0 });
    const below = (await roll('minh', ward, { period: '2026-02_2026-03_as-needed' })).body;
    expect(below.rows.find((row) => row.id === branches[3])).toMatchObject({
      roundId: next,
      better: 1,
      decided: 1,
    });
    expect(below.above).toEqual([]);
    expect((await roll('giang', ward)).body.above).toMatchObject([{ id: city }]);
    expect((await roll('giang', city, { period: '1999-01_1999-12_year' })).status).toBe(404);
    for (const person of ['an', 'phuc'] as const) expect((await roll(person, ward)).status).toBe(403);
    expect((await roll('minh', city)).status).toBe(403);
    const list = await world.as('minh').call(listRounds, { params: { unitId: ward }, query: {} });
    expect(list.body.rounds[0]).toMatchObject({ id: next, tally: { byGrade: { good: 3 } } });
    world.clock.set('2026-03-03');
  });

  it('a branch may be left out, with a reason, and counts nowhere then', async () => {
    const { branch5 } = world.ward;
    const before = (await look(round)).round.tally.branches;
    const leave = (person: Person, branchId: Id) =>
      world.as(person).call(leaveOut, {
        params: { ...ofRound(round), branchId },
        body: { reason: 'Mới thành lập' },
      });
    expect((await leave('an', branch5)).status).toBe(403);
    expect((await leave('minh', branch5)).status).toBe(200);
    expect((await leave('minh', branch5)).error?.code).toBe('grading.is-left-out');
    expect((await leave('minh', branches[0]!)).error?.code).toBe('grading.is-decided');
    expect((await look(round)).round.tally.branches).toBe(before - 1);
    expect((await sheetOf('an', branch5, round)).body).toMatchObject({
      state: 'left-out',
      leftOutBecause: 'Mới thành lập',
    });
    expect((await leave('minh', newId())).status).toBe(404);
  });

  it('work from above counts together with the branch’s own', async () => {
    const { ward, people } = world.ward;
    await world.write((tx) =>
      recordAssignment(
        tx,
        {
          unitId: ward,
          title: 'Rà soát hộ nghèo',
          output: 'Danh sách',
          measure: 'done',
          target: null,
          measureUnit: null,
          directiveId: null,
          paragraph: null,
          issuedOn: '2026-01-05',
          answerBy: null,
          dueOn: '2026-02-20',
          to: { by: 'list', unitIds: [branches[6]!] },
          coUnitIds: [],
          parentDutyId: null,
        },
        { personId: people.minh, today: '2026-01-05' },
        world.clock.now(),
      ),
    );
    const { body: other } = await open('minh', {
      kind: 'quarter',
      fromMonth: '2026-01',
      toMonth: '2026-03',
      title: 'Quý I',
    });
    const { body: sheet } = await sheetOf('nam', branches[6]!, other.id);
    expect(sheet.evidence.duties).toEqual({ inTime: 0, late: 0, overdue: 1, cannot: 0 });
    // The quarter is not over: it is late and may still be done.
    expect((await send('nam', branches[6]!, other.id, { causes: '' })).error).toMatchObject({
      code: 'grading.tasks-late',
      message: 'Chưa được mức này: 1/1 nhiệm vụ chậm (100%), nhiều nhất 20%.',
    });
  });
});
