import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueDirective } from '#features/directives/contract.ts';
import { recordMandate } from '#features/mandates/public.ts';
import { recordPerson } from '#features/members/public.ts';
import { newId } from '#kernel/ids.ts';
import { rows, run, sql } from '#platform/database/database.ts';
import { whatStands } from '#platform/feature.ts';
import { saveAccount } from '#platform/sign-in/accounts.ts';
import { foundBranches } from '#testing/held-meetings.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';
import { followUp } from './actions/follow-up.ts';
import * as contract from './contract.ts';
import { type ReportedShare, rollUp } from './domain/figures.ts';

let world: TestWorld;
/** An officer of the city, and the ward's secretary. */
let thai: string;
beforeAll(async () => {
  world = await openTestWorld({
    env: { GOC_SMTP_URL: 'smtp://127.0.0.1:9', GOC_MAIL_FROM: 'goc@example.test' },
  });
  const { city } = world.ward;
  thai = await world.write(async (tx) => {
    const personId = await recordPerson(
      tx,
      {
        fullName: 'Phan Quang Thái',
        birth: { date: '1980-02-03', precision: 'day' },
        email: 'thai@example.test',
      },
      world.clock.now(),
    );
    await saveAccount(tx, { personId, login: 'thai', passwordHash: null }, world.clock.now());
    await recordMandate(tx, {
      id: newId(),
      personId,
      unitId: city,
      post: 'officer',
      from: '2025-07-01',
      decision: '14-QĐ/TU',
    });
    return personId;
  });
});
afterAll(() => world.close());

const list = (...unitIds: string[]) => ({ by: 'list' as const, unitIds });
const task = (changed: Record<string, unknown> = {}) => ({
  title: 'Mỗi chi bộ chọn một việc khó để giải quyết',
  output: 'Nghị quyết chuyên đề của chi bộ',
  measure: 'done' as const,
  dueOn: '2026-03-31',
  to: { by: 'every-branch' as const },
  ...changed,
});
const give = (person: Person, changed: Record<string, unknown> = {}, unitId = world.ward.ward) =>
  world.as(person).call(contract.giveAssignment, { params: { unitId }, body: task(changed) as never });
const fromCity = (changed: Record<string, unknown> = {}) =>
  world.asId(thai).call(contract.giveAssignment, {
    params: { unitId: world.ward.city },
    body: task({ to: list(world.ward.ward), ...changed }) as never,
  });
const dutiesOf = async (person: Person, unitId: string, show: 'open' | 'all' = 'open') =>
  (await world.as(person).call(contract.listDuties, { params: { unitId }, query: { show } })).body.duties;
const dutyOf = async (person: Person, unitId: string, assignmentId: string) =>
  (await dutiesOf(person, unitId, 'all')).find((duty) => duty.assignmentId === assignmentId)!;
const look = (person: Person, dutyId: string) =>
  world.as(person).call(contract.getDuty, { params: { dutyId } });
const answer = (person: Person, dutyId: string, body: Record<string, unknown>) =>
  world.as(person).call(contract.answerDuty, { params: { dutyId }, body: body as never });
const report = (person: Person, dutyId: string, body: Record<string, unknown>) =>
  world.as(person).call(contract.reportDuty, { params: { dutyId }, body: body as never });
const overview = (person: Person, assignmentId: string, unitId = world.ward.ward) =>
  world.as(person).call(contract.getAssignment, { params: { unitId, assignmentId } });

describe('giving a task', () => {
  it('gives each unit its own share', async () => {
    const { branch5, branch7 } = world.ward;
    const given = await give('minh');
    expect(given.body.duties).toBe(2);
    for (const [person, branch] of [
      ['an', branch5],
      ['lan', branch7],
    ] as const)
      expect(await dutyOf(person, branch, given.body.id)).toMatchObject({
        state: 'not-received',
        issuingUnitName: 'Đảng ủy phường Sông Tô',
        dueOn: '2026-03-31',
        // Five working days after 2 March.
        answerBy: '2026-03-09',
        isOwner: true,
      });
  });

  it.each([
    [{ output: '   ' }, 'assignments.output-missing', 'output'],
    [{ measure: 'number' }, 'assignments.target-missing', 'target'],
    [{ dueOn: '2026-03-01' }, 'assignments.due-before-issue', 'dueOn'],
    [{ issuedOn: '2026-03-03' }, 'assignments.issued-in-future', 'issuedOn'],
    [{ answerBy: '2026-04-01' }, 'assignments.answer-after-due', 'answerBy'],
    [{ to: { by: 'list', unitIds: [] } }, 'directives.no-recipients', 'to'],
    [{ title: 'MẬT. Phương án' }, 'directives.secret', 'title'],
    [{ directiveId: newId() }, 'assignments.paper-unseen', 'directiveId'],
    [{ parentDutyId: newId() }, 'assignments.parent-not-yours', 'parentDutyId'],
  ])('with %j is refused', async (changed, code, field) => {
    const before = (await dutiesOf('an', world.ward.branch5, 'all')).length;
    expect((await give('minh', changed)).error).toMatchObject({ code, field });
    expect(await dutiesOf('an', world.ward.branch5, 'all')).toHaveLength(before);
  });

  it('shows it to units that help, which need not answer', async () => {
    const { branch5, branch7, ward } = world.ward;
    const given = (await give('minh', { to: list(branch5), coUnitIds: [branch7] })).body;
    expect(given.duties).toBe(1);
    expect(await dutyOf('an', branch5, given.id)).toMatchObject({ isOwner: true });
    const helped = await dutyOf('lan', branch7, given.id);
    expect(helped).toMatchObject({ isOwner: false, holderId: branch5 });
    expect((await overview('minh', given.id)).body.coUnits).toEqual([{ id: branch7, name: 'Chi bộ 7' }]);
    const { body } = await look('lan', helped.dutyId);
    expect(body).toMatchObject({
      duty: { holderName: 'Chi bộ 5' },
      abilities: { answer: false, localise: false, report: false, putOnAgenda: false, rule: false },
    });
    expect((await answer('lan', helped.dutyId, { answer: 'accepted' })).status).toBe(404);
    // A task that branch 7 does not help with stays the other’s.
    const alone = (await give('minh', { to: list(branch5) })).body;
    expect((await look('lan', (await dutyOf('an', branch5, alone.id)).dutyId)).status).toBe(404);
    expect((await give('minh', { to: list(branch5), coUnitIds: [newId()] })).error).toMatchObject({
      code: 'directives.recipient-not-below',
      field: 'coUnitIds',
    });
    expect((await overview('minh', given.id, ward)).body.tiers).toEqual([
      { kind: 'branch', total: 1, states: { 'not-received': 1 } },
    ]);
  });

  it('to a unit that ended yesterday is refused', async () => {
    const [ended] = await world.write((tx) => foundBranches(tx, world.ward.ward, 1, { from: 60 }));
    await world.write(async (tx) => {
      await run(tx, sql`delete from units.unit_path where unit_id = ${ended}`);
      await run(
        tx,
        sql`update units.unit_link set valid = daterange(lower(valid), '2026-03-01'::date) where unit_id = ${ended}`,
      );
    });
    expect((await give('minh', { to: list(ended!) })).error?.code).toBe('directives.recipient-not-below');
    expect((await give('minh', { to: { by: 'every-branch' } })).body.duties).toBe(2);
  });

  it('is for the committee’s leaders and officers, and reaches only below', async () => {
    for (const person of ['an', 'oanh', 'giang'] as const) expect((await give(person)).status).toBe(403);
    expect((await give('minh', { to: list(world.ward.city) })).error?.code).toBe(
      'directives.recipient-not-below',
    );
    expect((await give('minh', {}, world.ward.city)).status).toBe(403);
  });
});

describe('down the cascade', () => {
  it('from the city to the street: localised in time, put before the branch, reported, seen above', async () => {
    const { city, ward, branch5, branch7 } = world.ward;
    const paper = await world.asId(thai).call(issueDirective, {
      params: { unitId: city },
      body: {
        kind: 'scheme',
        symbol: 'Số 11-ĐA/TU',
        issuedOn: '2026-03-01',
        title: 'Nâng cao chất lượng sinh hoạt chi bộ',
        needs: 'carry-out',
        to: list(ward),
        isSecret: false,
      },
    });
    const top = (
      await fromCity({
        directiveId: paper.body.id,
        paragraph: 'Mục II.1',
        measure: 'number',
        target: 90,
        measureUnit: '% đảng viên dự họp',
      })
    ).body.id;
    const wardDuty = await dutyOf('minh', ward, top);
    expect(wardDuty).toMatchObject({ paper: { symbol: 'Số 11-ĐA/TU' }, paragraph: 'Mục II.1', target: 90 });
    // Opening is noted once, and is not accepting.
    expect(
      (await world.as('minh').call(contract.receiveDuty, { params: { dutyId: wardDuty.dutyId } })).status,
    ).toBe(200);
    const seen = (await look('minh', wardDuty.dutyId)).body;
    expect(seen.duty).toMatchObject({ state: 'received', latestBelow: '2026-03-28' });
    expect(seen.abilities).toMatchObject({ answer: true, localise: true, putOnAgenda: false, rule: false });

    // The ward's plan may not be later than the city's day less the days it keeps for itself.
    const plan = (changed: Record<string, unknown>) =>
      give('minh', {
        title: 'Chi bộ họp đủ, đúng ngày, đảng viên dự từ 90%',
        parentDutyId: wardDuty.dutyId,
        ...changed,
      });
    const late = await plan({ dueOn: '2026-03-29' });
    expect(late.error).toMatchObject({ code: 'assignments.due-past-parent', field: 'dueOn' });
    expect(late.error?.message).toContain('28/03/2026');
    const below = (await plan({ dueOn: '2026-03-28' })).body.id;
    expect((await look('minh', wardDuty.dutyId)).body.duty).toMatchObject({
      state: 'localised',
      answer: 'accepted',
    });

    // A branch reports with a file that shows it.
    const own = await dutyOf('an', branch5, below);
    const file = await world.as('an').call(contract.addEvidence, {
      params: { dutyId: own.dutyId },
      query: { name: 'nghi-quyet.pdf' },
      file: new TextEncoder().encode('%PDF-1.7 nghị quyết'),
    });
    expect(file.status).toBe(200);
    expect((await report('an', own.dutyId, { state: 'done', doneOn: '2026-03-03' })).error?.code).toBe(
      'assignments.done-in-future',
    );
    expect((await report('an', own.dutyId, { state: 'done' })).error?.code).toBe(
      'assignments.evidence-missing',
    );
    expect((await report('an', own.dutyId, { state: 'done', fileId: newId() })).error?.code).toBe(
      'assignments.file-unknown',
    );
    expect((await report('an', own.dutyId, { state: 'done', fileId: file.body.fileId })).body.work).toBe(
      'done',
    );
    expect((await report('an', own.dutyId, { state: 'in-progress' })).error?.code).toBe(
      'assignments.settled',
    );
    const evidence = await world
      .as('minh')
      .call(contract.getEvidence, { params: { dutyId: own.dutyId, fileId: file.body.fileId } });
    expect(evidence.headers['content-type']).toBe('application/pdf');
    expect(
      (
        await world
          .as('lan')
          .call(contract.getEvidence, { params: { dutyId: own.dutyId, fileId: file.body.fileId } })
      ).status,
    ).toBe(404);

    // The city sees it move, down to the branch that has not opened it.
    const above = await world
      .asId(thai)
      .call(contract.getAssignment, { params: { unitId: city, assignmentId: top } });
    expect(above.body.tiers).toEqual([
      { kind: 'upper-committee', total: 1, states: { localised: 1 } },
      { kind: 'branch', total: 2, states: { done: 1, 'not-received': 1 } },
    ]);
    expect(above.body.holders).toEqual([
      {
        unit: { id: ward, name: 'Đảng ủy phường Sông Tô' },
        total: 3,
        notReceived: 1,
        open: 2,
        overdue: 0,
        urgings: 0,
      },
    ]);
    expect(above.body.outputs).toEqual({ tasks: 2, measured: 1 });
    expect(above.body.days).toEqual([{ day: '2026-03-02', received: 2, answered: 2, done: 1 }]);
    // Each tile opens down to exactly what it counts.
    for (const [group, count] of [
      ['opened', 2],
      ['finished', 1],
    ] as const) {
      const behind = await world.asId(thai).call(contract.listHolders, {
        params: { unitId: city, assignmentId: top },
        query: { group, from: 0 },
      });
      expect([group, behind.body.total]).toEqual([group, count]);
    }
    const shares = await world.asId(thai).call(contract.listHolders, {
      params: { unitId: city, assignmentId: top },
      query: { state: 'not-received', from: 0 } as never,
    });
    expect(shares.body.duties.map((duty) => [duty.unit.id, duty.aboveName])).toEqual([
      [branch7, 'Đảng ủy phường Sông Tô'],
    ]);
    // The tree of the paper shows it too: to the sender with what was localised, to the ward the share that it holds.
    const ofTree = async (personId: string, unitId: string) =>
      (
        await world
          .asId(personId)
          .call(contract.listTreeTasks, { params: { unitId, directiveId: paper.body.id } })
      ).body;
    expect(await ofTree(thai, city)).toEqual({
      given: [
        {
          directiveId: paper.body.id,
          assignmentId: top,
          unitId: city,
          title: 'Mỗi chi bộ chọn một việc khó để giải quyết',
          total: 3,
          done: 1,
        },
      ],
      held: [],
    });
    expect(await ofTree(world.ward.people.minh, ward)).toMatchObject({
      given: [],
      held: [{ dutyId: wardDuty.dutyId, state: 'localised' }],
    });
    const unseen = { params: { unitId: branch5, directiveId: paper.body.id } };
    expect((await world.as('an').call(contract.listTreeTasks, unseen)).status).toBe(404);
    // The ward's plan is the ward's to follow: the city's own page is not.
    expect((await overview('minh', top)).status).toBe(404);
    expect((await overview('an', below)).status).toBe(403);
  });

  it('a plan under a duty of somebody else, or of one that is settled, is refused', async () => {
    const given = (await fromCity()).body.id;
    const duty = await dutyOf('minh', world.ward.ward, given);
    expect(
      (await give('minh', { parentDutyId: (await dutiesOf('an', world.ward.branch5))[0]!.dutyId })).error
        ?.code,
    ).toBe('assignments.parent-not-yours');
    await report('minh', duty.dutyId, { state: 'done', text: 'Kế hoạch 15-KH/ĐU' });
    expect((await give('minh', { parentDutyId: duty.dutyId })).error?.code).toBe('assignments.settled');
  });

  it('taken back, it takes everything below with it', async () => {
    const top = (await fromCity()).body.id;
    const duty = await dutyOf('minh', world.ward.ward, top);
    const below = (await give('minh', { parentDutyId: duty.dutyId, dueOn: '2026-03-20' })).body.id;
    const withdraw = (personId: string) =>
      world.asId(personId).call(contract.withdrawAssignment, {
        params: { unitId: world.ward.city, assignmentId: top },
        body: { reason: 'Thành phố dừng đề án' },
      });
    expect((await withdraw(world.ward.people.minh)).status).toBe(403);
    expect((await withdraw(thai)).body).toEqual({ withdrawn: 2 });
    expect((await withdraw(thai)).error?.code).toBe('assignments.withdrawn');
    const own = await dutyOf('an', world.ward.branch5, below);
    expect(own.state).toBe('released');
    expect((await answer('an', own.dutyId, { answer: 'accepted' })).error?.code).toBe('assignments.settled');
  });
});

describe('figures from below', () => {
  const number = (measureUnit: string, target: number) => ({
    measure: 'number' as const,
    measureUnit,
    target,
  });
  const seenAbove = async (top: string) => {
    const params = { unitId: world.ward.city, assignmentId: top };
    const counted = await world
      .asId(thai)
      .call(contract.listHolders, { params, query: { figures: 'counted', from: 0 } as never });
    return {
      figures: (await world.asId(thai).call(contract.getAssignment, { params })).body.figures,
      from: counted.body.duties
        .map((duty) => `${duty.unit.name}: ${duty.figure}`)
        .toSorted((a, b) => a.localeCompare(b)),
    };
  };
  /** A share as the rule sees it. */
  const share = (measureUnit: string | null, figure: number | null, below: ReportedShare[] = []) => ({
    measure: measureUnit === null ? ('done' as const) : ('number' as const),
    measureUnit,
    figure,
    below,
  });

  it.each([
    ['hộ', 'Hộ', 20],
    ['% đảng viên dự họp', '% Đảng viên dự họp', 90],
  ])('of a task measured in %s come up the cascade as the rule says', async (unit, sameUnit, target) => {
    const { ward, branch5, branch7 } = world.ward;
    const dueOn = '2026-03-20';
    const top = (await fromCity({ ...number(unit, target), to: list(ward, branch5) })).body.id;
    const holding = (await dutyOf('minh', ward, top)).dutyId;
    const same = (await give('minh', { ...number(sameUnit, 10), parentDutyId: holding, dueOn })).body.id;
    const other = (await give('minh', { ...number('buổi', 3), parentDutyId: holding, dueOn })).body.id;
    const back = (
      await give('minh', { ...number(unit, 10), parentDutyId: holding, dueOn, to: list(branch7) })
    ).body.id;
    const said = { ward: null, direct: null, five: null, seven: null } as Record<string, number | null>;
    const expected = () =>
      rollUp(
        [
          share(unit, said.ward!, [
            share(sameUnit, said.five!),
            share(sameUnit, said.seven!),
            share('buổi', 4),
            share('buổi', null),
          ]),
          share(unit, said.direct!),
        ],
        number(unit, target),
      );
    const agrees = async () => {
      const seen = await seenAbove(top);
      expect(seen.figures).toEqual({ ...expected(), given: 2 });
      expect(seen.from).toHaveLength(expected().reported);
      return seen;
    };
    const say = async (person: Person, unitId: string, task: string, figure: number) =>
      expect(
        (
          await report(person, (await dutyOf(person, unitId, task)).dutyId, {
            state: 'in-progress',
            figure,
          })
        ).status,
      ).toBe(200);

    expect((await agrees()).figures).toMatchObject({ reported: 0, holders: 0 });
    // Something else that is counted, and a plan that is taken back, add nothing.
    await say('an', branch5, other, 4);
    await say('lan', branch7, back, 77);
    await world.as('minh').call(contract.withdrawAssignment, {
      params: { unitId: ward, assignmentId: back },
      body: { reason: 'Giao trùng' },
    });
    await agrees();
    said.five = 92;
    await say('an', branch5, same, 92);
    await agrees();
    said.seven = 81;
    await say('lan', branch7, same, 81);
    expect((await agrees()).from).toEqual(['Chi bộ 5: 92', 'Chi bộ 7: 81']);
    said.direct = 9.5;
    await say('an', branch5, top, 9.5);
    await agrees();
    // What the ward says for itself stands instead of what its branches said.
    said.ward = 85;
    await say('minh', ward, top, 85);
    expect((await agrees()).from).toEqual(['Chi bộ 5: 9.5', 'Đảng ủy phường Sông Tô: 85']);
  });

  it('are not shown of a task that has no number', async () => {
    expect((await seenAbove((await fromCity()).body.id)).figures).toBeNull();
  });
});

describe('answering', () => {
  it('is for those who lead the unit; a reason why not goes back to the sender', async () => {
    const { branch5 } = world.ward;
    const given = (await give('minh')).body.id;
    const { dutyId } = await dutyOf('an', branch5, given);
    for (const person of ['dung', 'oanh', 'minh'] as const)
      expect((await answer(person, dutyId, { answer: 'accepted' })).status).toBe(403);
    expect((await answer('lan', dutyId, { answer: 'accepted' })).status).toBe(404);
    expect((await answer('an', dutyId, { answer: 'declined' })).error).toMatchObject({
      code: 'assignments.reason-missing',
      field: 'reason',
    });
    const ruling = (ruling: 'stands' | 'released', person: Person = 'minh') =>
      world.as(person).call(contract.ruleOnDuty, {
        params: { unitId: world.ward.ward, dutyId },
        body: { ruling, reason: 'Chi bộ có thể làm cùng chi bộ 7' },
      });
    expect((await ruling('released')).error?.code).toBe('assignments.not-declined');
    expect(
      (await answer('an', dutyId, { answer: 'declined', reason: 'Chi bộ chỉ có ba đảng viên' })).status,
    ).toBe(200);
    expect((await look('minh', dutyId)).body).toMatchObject({
      duty: { state: 'declined', answerReason: 'Chi bộ chỉ có ba đảng viên' },
      abilities: { rule: true },
    });
    expect((await ruling('stands', 'an')).status).toBe(403);
    expect((await ruling('stands')).status).toBe(200);
    expect((await look('an', dutyId)).body.duty.state).toBe('received');
    await answer('an', dutyId, { answer: 'declined', reason: 'Vẫn không đủ người' });
    expect((await ruling('released')).status).toBe(200);
    expect((await look('an', dutyId)).body.duty.state).toBe('released');
    expect((await ruling('stands')).error?.code).toBe('assignments.settled');
  });

  it('a question is answered once, and everybody who holds the task reads it', async () => {
    const { branch5, branch7, ward } = world.ward;
    const given = (await give('minh')).body.id;
    const [mine, other] = [await dutyOf('an', branch5, given), await dutyOf('lan', branch7, given)];
    const asked = await world.as('an').call(contract.askQuestion, {
      params: { dutyId: mine.dutyId },
      body: { text: 'Chi bộ ghép có tính riêng không?' },
    });
    const say = (person: Person) =>
      world.as(person).call(contract.answerQuestion, {
        params: { unitId: ward, assignmentId: given, questionId: asked.body.id },
        body: { text: 'Có, mỗi chi bộ tính riêng.' },
      });
    expect((await say('an')).status).toBe(403);
    expect((await say('minh')).status).toBe(200);
    expect((await say('minh')).error?.code).toBe('assignments.question-answered');
    expect((await look('lan', other.dutyId)).body.questions).toMatchObject([
      { unitName: 'Chi bộ 5', answer: 'Có, mỗi chi bộ tính riêng.' },
    ]);
  });

  it.each([
    ['anh.exe', new TextEncoder().encode('MZ'), 'directives.file-kind'],
    ['anh.png', new TextEncoder().encode('%PDF-1.7'), 'directives.file-other-kind'],
    ['rong.pdf', new Uint8Array(), 'directives.file-empty'],
    ['phuong-an-MẬT.pdf', new TextEncoder().encode('%PDF-1.7'), 'directives.secret'],
    ['to.pdf', new Uint8Array(11 * 1024 * 1024).fill(37), 'platform.too-large'],
  ])('evidence %s is refused', async (name, file, code) => {
    const [duty] = await dutiesOf('an', world.ward.branch5);
    const sent = await world
      .as('an')
      .call(contract.addEvidence, { params: { dutyId: duty!.dutyId }, query: { name }, file });
    expect(sent.error?.code).toBe(code);
  });
});

describe('following up', () => {
  it('reminds, urges three times, and then the matter is the superior’s; letters come once a day', async () => {
    const { ward, branch5, branch7 } = world.ward;
    world.clock.set('2026-05-04');
    const given = (await give('minh', { title: 'Lập danh sách hộ cần giúp', dueOn: '2026-05-20' })).body.id;
    const silent = await dutyOf('lan', branch7, given);
    const busy = await dutyOf('an', branch5, given);
    await report('an', busy.dutyId, { state: 'done', text: 'Danh sách 12 hộ' });
    const seen: string[] = [];
    for (const day of [
      '05-16',
      '05-17',
      '05-20',
      '05-21',
      '05-22',
      '05-27',
      '06-03',
      '06-09',
      '06-10',
      '06-20',
    ]) {
      world.clock.set(`2026-${day}`, '06:30');
      await followUp(world.app.world);
      const { urgings } = (await look('lan', silent.dutyId)).body;
      seen.push(`${day} ${urgings[0]?.kind ?? '-'} ${urgings[0]?.number ?? ''}`.trim());
    }
    expect(seen).toEqual([
      '05-16 -',
      '05-17 reminder 0',
      '05-20 reminder 0',
      '05-21 urging 1',
      '05-22 urging 1',
      '05-27 urging 2',
      '06-03 urging 3',
      '06-09 urging 3',
      '06-10 matter 4',
      '06-20 matter 4',
    ]);
    // The last step is the agenda above, and no urging.
    expect((await dutyOf('lan', branch7, given)).urgings).toBe(3);
    expect(
      (await overview('minh', given)).body.holders.find(({ unit }) => unit.id === branch7),
    ).toMatchObject({
      urgings: 3,
    });
    // What is done is not urged.
    expect((await look('an', busy.dutyId)).body.urgings).toEqual([]);
    const letters = await world.read((tx) =>
      rows(
        tx,
        sql<{ recipient: string; count: number }>`
          select recipient, count(*)::int as count from platform.outbox
           where subject like 'Gốc: %' and created_at > '2026-05-15' group by recipient`,
      ),
    );
    expect(letters.find((letter) => letter.recipient === 'lan@example.test')?.count).toBeGreaterThanOrEqual(
      5,
    );
    await followUp(world.app.world);
    const again = await world.read((tx) =>
      rows(tx, sql`select 1 from assignments.digest group by person_id, day having count(*) > 1`),
    );
    expect(again).toEqual([]);

    // An urging is answered once; the matter waits for the committee's meeting and is concluded there.
    const urging = (await look('lan', silent.dutyId)).body.urgings.find((one) => one.number === 3)!;
    const reply = () =>
      world.as('lan').call(contract.answerUrging, {
        params: { dutyId: silent.dutyId, urgingId: urging.id },
        body: { text: 'Bí thư ốm, tuần sau nộp' },
      });
    expect((await reply()).status).toBe(200);
    expect((await reply()).error?.code).toBe('assignments.urging-answered');
    const matters = await world.as('minh').call(contract.listMatters, { params: { unitId: ward } });
    expect(matters.body.matters.filter((matter) => matter.dutyId === silent.dutyId)).toMatchObject([
      {
        holderName: 'Chi bộ 7',
        urgings: 3,
        lastAnswer: 'Bí thư ốm, tuần sau nộp',
        raisedOn: '2026-06-10',
        conclusion: null,
      },
    ]);
    const settle = (person: Person) =>
      world.as(person).call(contract.settleMatter, {
        params: { unitId: ward, dutyId: silent.dutyId },
        body: { conclusion: 'Giao đồng chí Oanh dự sinh hoạt, giúp chi bộ lập danh sách.' },
      });
    expect((await settle('oanh')).status).toBe(403);
    expect((await settle('minh')).status).toBe(200);
    expect((await settle('minh')).error?.code).toBe('assignments.matter-settled');
    expect((await look('lan', silent.dutyId)).body.matter?.conclusion).toContain('đồng chí Oanh');
    // Late work names its cause, and the sender counts it.
    expect((await report('lan', silent.dutyId, { state: 'done', text: 'Danh sách' })).error?.code).toBe(
      'assignments.cause-missing',
    );
    await report('lan', silent.dutyId, { state: 'done', text: 'Danh sách', cause: 'people' });
    const sender = (await overview('minh', given)).body;
    expect(sender.causes).toEqual([{ cause: 'people', late: 1, impossible: 0 }]);
    expect(sender.forecast).toEqual({ kind: 'finished', on: '2026-06-20' });
  });

  it('writes the letters of a morning later on that day when the server was down, once, and loses no day', async () => {
    world.clock.set('2026-06-21', '06:30');
    expect(await followUp(world.app.world)).toBe(true);
    const lettersOf = async (title: string) =>
      (
        await world.read((tx) =>
          rows(
            tx,
            sql<{ at: string; count: number }>`
              select to_char(created_at at time zone 'Asia/Ho_Chi_Minh', 'MM-DD HH24:MI') as at, count(*)::int
                from platform.outbox
               where body like ${`%Nhiệm vụ mới: ${title}%`} and recipient = 'lan@example.test'
               group by 1 order by 1`,
          ),
        )
      ).map(({ at, count }) => [at, count]);
    const goes = async (on: string, at: string) => {
      world.clock.set(on, at);
      return followUp(world.app.world);
    };
    world.clock.set('2026-06-21', '09:00');
    await give('minh', { title: 'Việc giao hôm trước', dueOn: '2026-07-20' });
    // Nobody is written to before the hour, nor twice; what comes after the letters is told on the next morning.
    expect([await goes('2026-06-22', '06:00'), await goes('2026-06-22', '10:10')]).toEqual([false, true]);
    world.clock.pass(5);
    await give('minh', { title: 'Việc giao sau thư', dueOn: '2026-07-20' });
    expect(await goes('2026-06-22', '10:20')).toBe(false);
    expect(await lettersOf('Việc giao hôm trước')).toEqual([['06-22 10:10', 1]]);
    // The whole of the 23rd the server is down.
    expect(await goes('2026-06-24', '06:30')).toBe(true);
    expect(await lettersOf('Việc giao sau thư')).toEqual([['06-24 06:30', 1]]);
    expect(await lettersOf('Việc giao hôm trước')).toEqual([['06-22 10:10', 1]]);
  });

  it('urges for every committee but the one whose rules cannot be read', async () => {
    world.clock.set('2026-06-24', '09:00');
    const far = (
      await fromCity({ title: 'Việc của thành phố', dueOn: '2026-06-25', to: list(world.ward.ward) })
    ).body.id;
    const near = (await give('minh', { title: 'Việc của phường', dueOn: '2026-06-25' })).body.id;
    const urgedOf = (assignmentId: string) =>
      world.read(
        async (tx) =>
          (
            await rows(
              tx,
              sql`select 1 from assignments.urging u join assignments.duty d on d.id = u.duty_id
                   where d.assignment_id = ${assignmentId}`,
            )
          ).length,
      );
    const placeOfCity = world.ward.city;
    // Of the city not even the place in the tree is known.
    await world.write((tx) => run(tx, sql`delete from units.unit_path where unit_id = ${placeOfCity}`));
    world.clock.set('2026-06-26', '06:30');
    expect(await followUp(world.app.world)).toBe(true);
    expect([await urgedOf(far), (await urgedOf(near)) > 0]).toEqual([0, true]);
    await world.write((tx) =>
      run(
        tx,
        sql`insert into units.unit_path (unit_id, valid, depth, l0)
            select id, life, 0, id from units.unit where id = ${placeOfCity}`,
      ),
    );
    world.clock.set('2026-06-27', '06:30');
    await followUp(world.app.world);
    expect(await urgedOf(far)).toBe(1);
  });

  it('urges by hand besides, only what is open', async () => {
    const { ward, branch5, branch7 } = world.ward;
    world.clock.set('2026-07-01');
    const given = (await give('minh', { dueOn: '2026-07-31' })).body.id;
    await report('an', (await dutyOf('an', branch5, given)).dutyId, {
      state: 'cannot-be-done',
      cause: 'money',
    });
    const urge = (person: Person) =>
      world.as(person).call(contract.urgeNow, {
        params: { unitId: ward, assignmentId: given },
        body: { text: 'Đề nghị báo cáo trước thứ Sáu' },
      });
    expect((await urge('oanh')).status).toBe(403);
    expect((await urge('minh')).body).toEqual({ urged: 1 });
    const { urgings } = (await look('lan', (await dutyOf('lan', branch7, given)).dutyId)).body;
    expect(urgings).toMatchObject([{ number: 1, byName: 'Đặng Tuấn Minh' }]);
    await report('lan', (await dutyOf('lan', branch7, given)).dutyId, { state: 'done', text: 'xong' });
    expect((await urge('minh')).error?.code).toBe('assignments.nothing-open');
  });

  it('shows clashes of all senders in one week', async () => {
    world.clock.set('2026-09-01');
    const dueOn = '2026-09-30';
    const given: string[] = [];
    for (let i = 0; i < 6; i++)
      given.push((await give('minh', { dueOn, to: list(world.ward.branch5) })).body.id);
    const { clashes } = (await overview('minh', given[0]!)).body;
    expect(clashes).toMatchObject({ most: 5, units: 1 });
    expect(clashes.examples).toMatchObject([{ unit: { name: 'Chi bộ 5' }, weekFrom: '2026-09-28', due: 6 }]);
    // Who gave the first of all sees it too, though the branch holds what its ward made of it.
    const top = (await fromCity({ dueOn: '2026-10-30' })).body.id;
    const duty = await dutyOf('minh', world.ward.ward, top);
    expect(
      (await give('minh', { parentDutyId: duty.dutyId, dueOn, to: list(world.ward.branch5) })).status,
    ).toBe(200);
    const city = await world
      .asId(thai)
      .call(contract.getAssignment, { params: { unitId: world.ward.city, assignmentId: top } });
    expect(city.body.clashes).toEqual({
      most: 5,
      units: 1,
      examples: [{ unit: { id: world.ward.branch5, name: 'Chi bộ 5' }, weekFrom: '2026-09-28', due: 7 }],
    });
    const all = (person: Person, query: Record<string, unknown> = {}) =>
      world.as(person).call(contract.listClashes, {
        params: { unitId: world.ward.ward, assignmentId: given[0]! },
        query,
      });
    expect((await all('minh')).body).toMatchObject({
      most: 5,
      total: 1,
      clashes: [
        {
          unit: { name: 'Chi bộ 5' },
          aboveName: 'Đảng ủy phường Sông Tô',
          weekFrom: '2026-09-28',
          due: 7,
        },
      ],
    });
    expect((await all('minh', { words: 'chi bo 5' })).body.total).toBe(1);
    expect((await all('minh', { words: 'chi bộ 7' })).body).toMatchObject({ total: 0, clashes: [] });
    // Past the last one there is nothing more, and the count stays.
    expect((await all('minh', { from: 1 })).body).toMatchObject({ total: 1, clashes: [] });
    for (const person of ['an', 'lan', 'phuc'] as const) expect((await all(person)).status).toBe(403);
  });

  it('shows who has not answered by the day for it, here and below', async () => {
    const { ward, city, branch5 } = world.ward;
    world.clock.set('2026-09-02');
    const top = (await fromCity({ dueOn: '2026-11-30', answerBy: '2026-09-04' })).body.id;
    const duty = await dutyOf('minh', ward, top);
    const below = await give('minh', {
      parentDutyId: duty.dutyId,
      dueOn: '2026-10-30',
      answerBy: '2026-09-10',
    });
    expect(below.status).toBe(200);
    const late = async () =>
      (await world.asId(thai).call(contract.getAssignment, { params: { unitId: city, assignmentId: top } }))
        .body.answerLate;
    world.clock.set('2026-09-10');
    // The ward has answered by localising; the branches have until tonight.
    expect(await late()).toBe(0);
    world.clock.set('2026-09-11');
    expect(await late()).toBe(2);
    await world.as('an').call(contract.answerDuty, {
      params: { dutyId: (await dutyOf('an', branch5, below.body.id)).dutyId },
      body: { answer: 'accepted' },
    });
    expect(await late()).toBe(1);
    const behind = await world.asId(thai).call(contract.listHolders, {
      params: { unitId: city, assignmentId: top },
      query: { group: 'answer-late', from: 0 },
    });
    expect(behind.body.duties.map((one) => one.unit.name)).toEqual(['Chi bộ 7']);
    expect(behind.body.total).toBe(1);
  });

  it('stands in the way of ending a unit', async () => {
    const standing = await world.read((tx) =>
      whatStands(world.app.world, tx, [world.ward.branch5], '2026-10-01'),
    );
    expect(standing.find((one) => one.feature === 'assignments')?.count).toBeGreaterThanOrEqual(6);
  });
});
