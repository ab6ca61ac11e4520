import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { features } from '#app/features.ts';
import { getNextNumber } from '#features/directives/contract.ts';
import { listMandates } from '#features/mandates/contract.ts';
import { loadActor } from '#features/mandates/public.ts';
import { getOwnRecord, listBranchMembers } from '#features/members/contract.ts';
import { recordMembership, recordPerson } from '#features/members/public.ts';
import { changeUnit, getLife } from '#features/units/contract.ts';
import { foundUnit } from '#features/units/public.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import { inTransaction, one, rows, run, sql, type Tx } from '#platform/database/database.ts';
import { openZip } from '#platform/documents/open-zip.ts';
import { whatWaits } from '#platform/feature.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';
import { takeDueEffect, takeEffect } from './actions/take-effect.ts';
import {
  createPlan,
  holdPlan,
  movePlan as moveThePlan,
  writeSteps as writeTheSteps,
} from './actions/write-plan.ts';
import {
  assign,
  createPlan as create,
  getPapers,
  getPlan,
  giveUpPlan,
  importPlan,
  listPlans,
  listUndecided,
  movePlan,
  type PlanStep,
  takeNewBase,
  writeSteps,
} from './contract.ts';
import { selectPlan } from './db/plans.sql.ts';

// Ward with branches 5, 7 and 8. Minh is the ward's officer.

let world: TestWorld;
let branch8: Id;
beforeAll(async () => {
  world = await openTestWorld();
  branch8 = newId(world.clock.now());
  await world.write(async (tx) => {
    await foundUnit(tx, {
      id: branch8,
      name: 'Chi bộ 8',
      kind: 'branch',
      sector: 'residential',
      code: '01.001.008',
      parentId: world.ward.ward,
      foundedOn: '2025-07-01',
    });
    for (const [fullName, address] of [
      ['Cao Thị Mai', 'Số 2 phố Vọng'],
      ['Cao Văn Tùng', 'Số 9 phố Huế'],
      ['Cao Minh Đức', null],
    ] as const) {
      const personId = await recordPerson(
        tx,
        { fullName, birth: { date: '1970-01-01', precision: 'day' }, ...(address ? { address } : {}) },
        world.clock.now(),
      );
      await recordMembership(tx, { personId, branchId: branch8, status: 'official', from: '2025-07-01' });
    }
    // As offices write it, with the word before the number.
    await run(tx, sql`update mandates.mandate set decision = 'Số ' || decision where decision = '12-QĐ/ĐU'`);
    await run(
      tx,
      sql`insert into tasks.task (id, branch_id, title, owner_id, helper_ids, output, due_on, report_month,
                                  assigned_in_month, assigned_at)
          values (${newId(world.clock.now())}, ${world.ward.branch7}, 'Rà soát hộ nghèo', ${world.ward.people.nam}, '{}',
                  'Danh sách', '2026-02-20', '2026-02', '2026-01', ${new Date(world.clock.now())})`,
    );
  });
});
afterAll(() => world.close());

const ON = '2026-04-01';
const unitId = () => world.ward.ward;
const decision = { number: '31-QĐ/TU', on: '2026-03-01', issuedBy: 'Thành ủy' };
const part = (intoId: Id, words: string[] = []) => ({ intoId, share: null, words });

async function draft(steps: readonly PlanStep[], by: Person = 'minh', on = ON): Promise<Id> {
  const made = await world
    .as(by)
    .call(create, { params: { unitId: unitId() }, body: { title: 'Sắp xếp', on } });
  const { planId } = made.body;
  const written = await world.as(by).call(writeSteps, {
    params: { unitId: unitId(), planId },
    body: { title: 'Sắp xếp chi bộ', on, steps } as never,
  });
  expect(written.status).toBe(200);
  return planId;
}
const read = async (planId: Id, by: Person = 'minh') =>
  (await world.as(by).call(getPlan, { params: { unitId: unitId(), planId } })).body;
const move = (planId: Id, what: string, more: Record<string, unknown> = {}, by: Person = 'minh') =>
  world.as(by).call(movePlan, {
    params: { unitId: unitId(), planId },
    body: { move: what, ...more },
  } as never);
const approve = async (planId: Id) => {
  const reply = await move(planId, 'approve', { decision });
  return reply.error?.code ?? reply.body.state;
};

describe('a plan', () => {
  test('is read, written and decided by those who work for the committee, and by nobody else', async () => {
    const planId = await draft([{ kind: 'rename', unitId: world.ward.branch7, name: 'Chi bộ số 7' }]);
    const params = { unitId: unitId(), planId };
    expect((await world.as('oanh').call(getPlan, { params })).status).toBe(200);
    for (const by of ['oanh', 'an', 'phuc'] as const) {
      const tried = await world.as(by).call(create, {
        params: { unitId: unitId() },
        body: { title: 'Khác', on: ON },
      });
      expect([by, tried.status]).toEqual([by, 403]);
      expect((await move(planId, 'consult', {}, by)).status).toBe(403);
    }
    expect((await world.as('an').call(listPlans, { params: { unitId: unitId() } })).status).toBe(403);
    const list = await world.as('minh').call(listPlans, { params: { unitId: unitId() } });
    expect(list.body.plans).toMatchObject([{ title: 'Sắp xếp chi bộ', state: 'draft', steps: 1 }]);
    expect((await read(planId)).steps).toMatchObject([{ text: 'Đổi tên Chi bộ 7 thành Chi bộ số 7' }]);
  });

  test('goes its way: nothing is skipped, and steps are closed once it is approved', async () => {
    const planId = await draft([{ kind: 'rename', unitId: world.ward.branch7, name: 'Chi bộ số 7' }]);
    expect((await move(planId, 'schedule')).error?.code).toBe('reorganisation.not-now');
    expect((await move(planId, 'approve')).error?.code).toBe('reorganisation.decision-missing');
    const ahead = { ...decision, on: '2026-05-01' };
    expect((await move(planId, 'approve', { decision: ahead })).error?.code).toBe('units.decision-in-future');
    expect((await move(planId, 'consult', { note: 'Đã họp 3 chi bộ' })).body.state).toBe('consulted');
    expect(await approve(planId)).toBe('approved');
    const closed = await world.as('minh').call(writeSteps, {
      params: { unitId: unitId(), planId },
      body: { title: 'Khác', on: ON, steps: [] },
    });
    expect([closed.status, closed.error?.code]).toEqual([409, 'reorganisation.steps-closed']);
    expect((await move(planId, 'schedule')).body.state).toBe('scheduled');
    expect((await move(planId, 'apply')).error?.code).toBe('reorganisation.not-yet');
    // Another plan for the same unit on the same day.
    const second = await draft([{ kind: 'recode', unitId: world.ward.branch7, code: 'X7' }]);
    expect(await approve(second)).toBe('approved');
    const refused = await move(second, 'schedule');
    expect([refused.status, refused.error?.code]).toEqual([409, 'reorganisation.two-plans']);
    // One click before its day, and it is free again.
    expect((await move(planId, 'unschedule')).body.state).toBe('approved');
    expect((await move(second, 'schedule')).body.state).toBe('scheduled');
    expect((await move(second, 'unschedule')).body.state).toBe('approved');
    const { events } = await read(planId);
    expect(events.map((each) => each.move)).toEqual([
      'create',
      'consult',
      'approve',
      'schedule',
      'unschedule',
    ]);
    const empty = await draft([]);
    expect(await approve(empty)).toBe('reorganisation.no-steps');
  });

  test('is given up with a reason by whoever may write it, and stays among the given-up ones', async () => {
    const steps: PlanStep[] = [{ kind: 'rename', unitId: world.ward.branch7, name: 'Chi bộ số 7' }];
    const planId = await draft(steps);
    const params = { unitId: unitId(), planId };
    const giveUp = (reason: string, by: Person = 'minh', of = params) =>
      world.as(by).call(giveUpPlan, { params: of, body: { reason } });
    const lists = async () => (await world.as('minh').call(listPlans, { params: { unitId: unitId() } })).body;
    // Not by those who only read plans, not by a branch, not without words: and nothing changed.
    for (const by of ['oanh', 'an', 'phuc'] as const) {
      const refused = await giveUp('Không làm nữa', by);
      expect([by, refused.status, refused.error?.code]).toEqual([by, 403, 'platform.not-allowed']);
    }
    expect((await read(planId, 'oanh')).abilities.giveUp).toBe(false);
    const silent = await giveUp('   ');
    expect([silent.status, silent.error?.field]).toEqual([400, 'reason']);
    expect(
      (await giveUp('Của nơi khác', 'minh', { ...params, planId: newId(world.clock.now()) })).status,
    ).toBe(404);
    const before = await read(planId);
    expect([before.plan.state, before.abilities.giveUp]).toEqual(['draft', true]);

    // What a committee has decided is opened again first.
    expect(await approve(planId)).toBe('approved');
    expect((await read(planId)).abilities.giveUp).toBe(false);
    for (const state of ['approved', 'scheduled']) {
      if (state === 'scheduled') expect((await move(planId, 'schedule')).body.state).toBe(state);
      const decided = await giveUp('Không làm nữa');
      expect([decided.status, decided.error?.code]).toEqual([409, 'reorganisation.already-decided']);
      expect((await read(planId)).plan.state).toBe(state);
    }
    for (const back of ['unschedule', 'reopen'])
      expect((await move(planId, back, { note: 'Chia lại tổ 3' })).status).toBe(200);
    // The decision does not count any more, and the way of the plan says which one it was.
    const reopened = await read(planId);
    expect([reopened.plan.decision, reopened.plan.decidedOn, reopened.receivers]).toEqual([null, null, []]);
    expect(reopened.events.at(-1)).toMatchObject({
      move: 'reopen',
      note: '31-QĐ/TU, 01/03/2026. Chia lại tổ 3',
    });
    expect((await giveUp('Chờ hướng dẫn mới của Thành ủy')).status).toBe(200);

    const { plans, givenUp } = await lists();
    expect(plans.map((plan) => plan.id)).not.toContain(planId);
    expect(givenUp).toMatchObject([
      { id: planId, title: 'Sắp xếp chi bộ', on: ON, reason: 'Chờ hướng dẫn mới của Thành ủy' },
    ]);
    const after = await read(planId);
    expect(after.steps).toMatchObject([{ text: 'Đổi tên Chi bộ 7 thành Chi bộ số 7', problems: [] }]);
    expect(after.events.at(-1)).toMatchObject({
      move: 'give-up',
      note: 'Chờ hướng dẫn mới của Thành ủy',
      by: givenUp[0]?.by,
    });
    expect(after.abilities).toEqual({ edit: false, assign: false, giveUp: false, moves: [] });
    const lines = await world.write((tx) =>
      rows(
        tx,
        sql`select verb from platform.history where subject_id = ${planId} and verb = 'reorganisation.give-up'`,
      ),
    );
    expect(lines).toHaveLength(1);

    // Nobody goes on with it.
    expect((await giveUp('Lần nữa')).error?.code).toBe('reorganisation.given-up');
    const written = await world
      .as('minh')
      .call(writeSteps, { params, body: { title: 'Khác', on: ON, steps } as never });
    expect(written.error?.code).toBe('reorganisation.steps-closed');
    expect((await world.as('minh').call(takeNewBase, { params, body: {} })).error?.code).toBe(
      'reorganisation.steps-closed',
    );
    for (const next of ['consult', 'approve', 'reopen', 'schedule', 'unschedule'])
      expect((await move(planId, next, { decision })).error?.code).toBe('reorganisation.not-now');
    expect((await move(planId, 'apply')).error?.code).toBe('reorganisation.not-scheduled');
  });

  test('given up, a request that comes again brings nothing of it back and gives nothing up twice', async () => {
    const minh = world.as('minh');
    const keyed = () => ({ key: newId(world.clock.now()) });
    const about = { title: 'Sắp xếp gửi lại', on: ON };
    const steps: PlanStep[] = [{ kind: 'rename', unitId: world.ward.branch7, name: 'Chi bộ số 7' }];
    const begin = {
      params: { unitId: unitId() },
      body: { ...about, correctsId: null },
      ...keyed(),
    };
    const { planId } = (await minh.call(create, begin)).body;
    const params = { unitId: unitId(), planId };
    const write = { params, body: { ...about, steps } as never, ...keyed() };
    const approve = { params, body: { move: 'approve' as const, decision, note: null }, ...keyed() };
    expect((await minh.call(writeSteps, write)).status).toBe(200);
    expect((await minh.call(movePlan, approve)).body.state).toBe('approved');
    expect((await move(planId, 'reopen')).body.state).toBe('draft');

    // Two copies of one request at the same moment, and a third one later.
    const giveUp = { params, body: { reason: 'Chờ hướng dẫn' }, ...keyed() };
    const both = await Promise.all([minh.call(giveUpPlan, giveUp), minh.call(giveUpPlan, giveUp)]);
    const late = await minh.call(giveUpPlan, giveUp);
    expect([...both, late].map(({ status, body }) => [status, body])).toEqual(Array(3).fill([200, {}]));
    const other = await minh.call(giveUpPlan, { ...giveUp, body: { reason: 'Lý do khác' } });
    expect(other.error?.code).toBe('platform.request-key-reused');

    // What was sent before it was given up gets its answer of then, and the plan stays as it is.
    const before = await read(planId);
    expect((await minh.call(create, begin)).body.planId).toBe(planId);
    expect((await minh.call(writeSteps, write)).status).toBe(200);
    expect((await minh.call(movePlan, approve)).body.state).toBe('approved');
    const after = await read(planId);
    expect(after).toEqual(before);
    expect([after.plan.state, after.plan.decision]).toEqual(['given-up', null]);
    expect(after.events.map((each) => each.move)).toEqual(['create', 'approve', 'reopen', 'give-up']);
    const lines = await world.write((tx) =>
      rows(
        tx,
        sql`select verb from platform.history where subject_id = ${planId} and verb = 'reorganisation.give-up'`,
      ),
    );
    expect(lines).toHaveLength(1);
    const { plans, givenUp } = (await minh.call(listPlans, { params: { unitId: unitId() } })).body;
    expect(plans.filter(({ title }) => title === about.title)).toEqual([]);
    expect(givenUp.filter(({ title }) => title === about.title)).toMatchObject([
      { id: planId, reason: 'Chờ hướng dẫn' },
    ]);
  });

  test('says what is wrong and in which step, and is not approved with it', async () => {
    const { branch5, branch7 } = world.ward;
    const planId = await draft([
      { kind: 'merge', unitId: branch5, intoId: branch7 },
      { kind: 'merge', unitId: branch7, intoId: branch8 },
    ]);
    const { steps } = await read(planId);
    expect(steps.map((each) => each.problems.map(({ message }) => message))).toEqual([
      ['Chi bộ 5 không thể về Chi bộ 7: nơi này kết thúc cùng ngày.'],
      ['Chi bộ 5 không thể về Chi bộ 7: nơi này kết thúc cùng ngày.'],
    ]);
    expect(await approve(planId)).toBe('reorganisation.has-problems');
  });

  test('that cannot be is refused with its steps named: codes in use, circles, shares, two steps on one unit', async () => {
    const { ward, branch5, branch7 } = world.ward;
    const [one, two] = [newId(world.clock.now()), newId(world.clock.now())];
    const founded = (unitId: Id, name: string, parentId: Id): PlanStep => ({
      kind: 'found',
      unitId,
      name,
      unitKind: 'base-committee',
      sector: 'residential',
      code: null,
      parentId,
    });
    const wrong: [PlanStep[], string[][]][] = [
      [
        [
          { kind: 'rename', unitId: branch5, name: 'Chi bộ Năm' },
          { kind: 'recode', unitId: branch8, code: '01.001.007' },
        ],
        [[], ['Mã 01.001.007 vẫn thuộc về Chi bộ 7 từ ngày đó.']],
      ],
      [
        [founded(one, 'Đảng bộ Một', two), founded(two, 'Đảng bộ Hai', one)],
        [['Đảng bộ Một lại nằm dưới chính nó.'], ['Đảng bộ Hai lại nằm dưới chính nó.']],
      ],
      [
        [
          {
            kind: 'split',
            unitId: branch8,
            parts: [
              { intoId: branch5, share: 60, words: [] },
              { intoId: branch7, share: 30, words: [] },
            ],
            restId: branch5,
          },
        ],
        [['Tỷ lệ các phần của Chi bộ 8 cộng lại là 90%, không phải 100%.']],
      ],
      [
        [
          { kind: 'merge', unitId: branch7, intoId: branch5 },
          { kind: 'merge', unitId: branch7, intoId: branch8 },
        ],
        [['Có hai bước trái nhau về Chi bộ 7.'], ['Có hai bước trái nhau về Chi bộ 7.']],
      ],
      [
        [{ kind: 'end', unitId: branch7 }],
        [['Chi bộ 7 kết thúc nhưng vẫn còn 0 tổ chức trực thuộc và 2 đảng viên.']],
      ],
      [
        [{ kind: 'merge', unitId: ward, intoId: branch5 }],
        [
          [
            'Đảng ủy phường Sông Tô là nơi lập phương án: phương án của nó không kết thúc hoặc chuyển chính nó.',
          ],
        ],
      ],
    ];
    for (const [steps, expected] of wrong) {
      const planId = await draft(steps);
      const shown = await read(planId);
      expect(shown.steps.map((each) => each.problems.map(({ message }) => message))).toEqual(expected);
      for (const { wayOut } of shown.steps.flatMap((each) => each.problems)) expect(wayOut).toMatch(/\.$/);
      expect(await approve(planId)).toBe('reorganisation.has-problems');
      expect((await read(planId)).plan.state).toBe('draft');
    }
    // Words that are no step at all never reach a plan.
    const planId = await draft([]);
    const params = { unitId: unitId(), planId };
    for (const step of [
      { kind: 'found' },
      { kind: 'merge', unitId: 'x' },
      { kind: 'split', unitId: branch8, parts: [] },
    ]) {
      const tried = await world.as('minh').call(writeSteps, {
        params,
        body: { title: 'Sai', on: ON, steps: [step] } as never,
      });
      expect([tried.status, tried.error?.code]).toEqual([400, 'platform.bad-request']);
    }
    expect((await read(planId)).steps).toEqual([]);
  });

  test('shows what has changed since it was written, and asks again', async () => {
    const planId = await draft([{ kind: 'recode', unitId: branch8, code: '01.001.088' }]);
    const renamed = await world.as('minh').call(changeUnit, {
      params: { unitId: branch8 },
      body: {
        change: { verb: 'rename', on: '2026-02-01', name: 'Chi bộ Tám' },
        decision: { number: '1-QĐ', on: '2026-02-01' },
      },
    });
    expect(renamed.status).toBe(200);
    expect((await read(planId)).differences).toEqual([
      { unitId: branch8, name: 'Chi bộ 8', what: 'name', before: 'Chi bộ 8', after: 'Chi bộ Tám' },
    ]);
    expect(await approve(planId)).toBe('reorganisation.base-changed');
    await world.as('minh').call(takeNewBase, { params: { unitId: unitId(), planId }, body: {} });
    expect((await read(planId)).differences).toEqual([]);
    expect(await approve(planId)).toBe('approved');
  });

  test('is written from a table, all of it or nothing', async () => {
    const planId = await draft([]);
    const upload = async (text: string) =>
      (
        await world.as('minh').call(importPlan, {
          params: { unitId: unitId(), planId },
          query: { name: 'bang.csv' },
          file: new TextEncoder().encode(text),
        })
      ).body;
    const head = 'Mã cũ,Tên cũ,Mã mới,Tên mới\n';
    const faulty = await upload(
      `${head}01.001.007,Chi bộ 7,01.001.005,Chi bộ 5\n99,Chi bộ lạ,01.001.005,Chi bộ 5\n`,
    );
    expect(faulty.faults).toEqual([
      {
        row: 3,
        code: 'reorganisation.table-unknown-old',
        message: 'Không có tổ chức “99” trong cây vào ngày đó.',
      },
    ]);
    expect((await read(planId)).steps).toEqual([]);
    const whole = await upload(
      `${head}01.001.007,Chi bộ 7,01.001.005,Chi bộ 5\n01.001.005,Chi bộ 5,01.001.005,Chi bộ 5\n`,
    );
    expect(whole).toEqual({ steps: 1, faults: [] });
    expect((await read(planId)).steps).toMatchObject([{ text: 'Hợp nhất Chi bộ 7 vào Chi bộ 5' }]);
  });

  test('takes effect as a whole: tree, members, posts and tasks, with a worklist for what it does not tell', async () => {
    const { branch5, branch7 } = world.ward;
    const planId = await draft([
      { kind: 'merge', unitId: branch7, intoId: branch5 },
      {
        kind: 'split',
        unitId: branch8,
        parts: [part(branch5, ['phố Vọng']), part(branch8, ['phố Huế'])],
        restId: null,
      },
      { kind: 'rename', unitId: branch5, name: 'Chi bộ Liên khu' },
    ]);
    const shown = await read(planId);
    expect(shown.counts).toMatchObject({ ended: 1, joined: 1, people: 1, undecided: 1 });
    expect(shown.standing.map(({ what, inPlan, count }) => [what, inPlan, count])).toEqual([
      ['đảng viên', 'carry', 2],
      ['chức vụ chưa thôi', 'end', 1],
      ['nhiệm vụ chưa xong', 'carry', 1],
    ]);
    expect(shown.after.find((each) => each.id === branch5)?.marks).toEqual(['renamed', 'receives']);
    expect(shown.before.find((each) => each.id === branch7)?.marks).toEqual(['ended']);
    expect(shown.worklists).toEqual([{ splitId: branch8, name: 'Chi bộ Tám', open: 1, settled: 2 }]);
    expect(await approve(planId)).toBe('approved');
    expect((await move(planId, 'schedule')).error?.code).toBe('reorganisation.undecided');

    const params = { unitId: unitId(), planId };
    const work = (await world.as('minh').call(listUndecided, { params: { ...params, splitId: branch8 } }))
      .body;
    const open = work.subjects.filter((each) => each.intoId === null);
    expect(open.map((each) => each.name)).toEqual(['Cao Minh Đức']);
    const give = (intoId: Id) =>
      world.as('minh').call(assign, {
        params,
        body: { assigned: open.map(({ subjectId }) => ({ subjectId, intoId })) },
      });
    expect((await give(branch7)).error?.code).toBe('reorganisation.not-a-choice');
    expect((await give(branch5)).body.open).toBe(0);
    const early = await world.as('minh').call(getPapers, { params: { ...params, intoId: branch5 } });
    const draftOf = (set: Buffer) =>
      openZip(openZip(set).get('1. Quyết định.docx')!).get('word/document.xml')!.toString();
    expect(draftOf(early.bytes)).toContain('DỰ THẢO');
    const nextNumber = async () =>
      (
        await world
          .as('minh')
          .call(getNextNumber, { params: { unitId: unitId() }, query: { kind: 'decision' } })
      ).body.symbol;
    const registered = /Số (\d+)-/.exec(await nextNumber())![1]!;
    expect((await move(planId, 'schedule')).body.state).toBe('scheduled');
    // The schedule is taken back and set again: the paper keeps its number, and the register goes on behind it.
    const afterwards = await nextNumber();
    expect(Number(/Số (\d+)-/.exec(afterwards)![1])).toBe(Number(registered) + 1);
    expect((await move(planId, 'unschedule')).body.state).toBe('approved');
    expect((await move(planId, 'schedule')).body.state).toBe('scheduled');
    expect(await nextNumber()).toBe(afterwards);

    world.clock.set(ON, '00:05');
    // Whatever breaks off in the middle: the tree is written by then, and nothing of it stays.
    class PowerCut extends Error {}
    const cut = inTransaction(world.db, 'write', (tx) =>
      takeEffect(
        {
          tx,
          world: worldOf() as never,
          today: ON,
          nowMs: world.clock.now(),
          by: null,
          language: 'vi',
          told: (part) => {
            if (part > 0.5) throw new PowerCut();
          },
        },
        planId,
      ),
    );
    await expect(cut).rejects.toBeInstanceOf(PowerCut);
    const untouched = (await world.as('minh').call(getLife, { params: { unitId: branch7 } })).body;
    expect([untouched.endedOn, untouched.successors]).toEqual([null, []]);
    expect((await read(planId)).plan.state).toBe('scheduled');

    const waits = () =>
      world.read(
        async (tx) =>
          (await whatWaits(world.app.world, tx, (await loadActor(tx, world.ward.people.minh, ON))!, ON))
            .waiting,
      );
    expect((await waits()).filter(({ key }) => key === 'reorganisation.due')).toMatchObject([
      { count: 1, to: `/units/${unitId()}/plans/${planId}`, isLate: true },
    ]);

    const { done, refused } = await takeDueEffect({ ...worldOf(), clock: world.clock } as never, ON);
    expect([done, refused]).toEqual([[planId], []]);
    expect((await waits()).filter(({ key }) => key === 'reorganisation.due')).toEqual([]);
    const after = await read(planId);
    expect(after.plan).toMatchObject({
      state: 'applied',
      outcome: { members: { before: 12, after: 12 }, tasks: { before: 1, after: 1 }, ended: 1, people: 2 },
    });
    // The plan is looked at from the day before: its words still have the old names.
    expect(after.steps[0]?.text).toBe('Hợp nhất Chi bộ 7 vào Chi bộ 5');
    const roll = async (branchId: Id, on?: string) =>
      (
        await world
          .as('minh')
          .call(listBranchMembers, { params: { branchId }, query: (on ? { on } : {}) as never })
      ).body.members.map((each) => each.fullName);
    expect(await roll(branch5)).toHaveLength(11);
    expect(await roll(branch8)).toEqual(['Cao Văn Tùng']);
    expect(await roll(branch8, '2026-03-31')).toHaveLength(3);
    const life = (await world.as('minh').call(getLife, { params: { unitId: branch7 } })).body;
    expect(life.endedOn).toBe(ON);
    expect(life.successors.map((each) => each.name)).toEqual(['Chi bộ Liên khu']);
    expect(life.changes.at(-1)).toMatchObject({ verb: 'end', decision: '31-QĐ/TU' });
    const posts = await world.as('minh').call(listMandates, { params: { unitId: branch7 } });
    expect(posts.body.mandates.map((each) => each.to)).toEqual([ON]);
    const task = await world.read((tx) =>
      one(
        tx,
        sql<{ here: boolean; counted: Id }>`
          select branch_id = ${branch5} as here, counted_in as counted from tasks.task where title = 'Rà soát hộ nghèo'`,
      ),
    );
    expect(task).toEqual({ here: true, counted: branch7 });
    const own = (await world.as('nam').call(getOwnRecord)).body.person;
    expect(own.memberships.map((each) => [each.branchName, each.from, each.to])).toEqual([
      ['Chi bộ Liên khu', ON, null],
      ['Chi bộ 7', '2025-07-01', ON],
    ]);
    expect(own.moves[0]).toMatchObject({ kind: 'transfer', on: ON, document: '31-QĐ/TU' });
    // Its papers: one set for each unit that receives, after the effect as before it.
    expect(after.receivers.map(({ name }) => name)).toEqual(['Chi bộ Liên khu']);
    const papers = (by: Person, intoId: Id) =>
      world.as(by).call(getPapers, { params: { ...params, intoId } });
    const set = await papers('minh', branch5);
    const files = openZip(set.bytes);
    expect([...files.keys()]).toEqual([
      '1. Quyết định.docx',
      '1. Quyết định.pdf',
      '2. Biên bản bàn giao.docx',
      '2. Biên bản bàn giao.pdf',
      '3. Danh sách nhân sự.docx',
      '3. Danh sách nhân sự.pdf',
      '4. Thông báo.docx',
      '4. Thông báo.pdf',
      '5. Thông báo gửi từng đảng viên.docx',
      '5. Thông báo gửi từng đảng viên.pdf',
      'Danh mục.txt',
    ]);
    const wordsIn = (name: string) =>
      openZip(files.get(`${name}.docx`)!)
        .get('word/document.xml')!
        .toString()
        .replace(/<\/w:p>/g, '\n')
        .replace(/<[^>]+>/g, '')
        .replaceAll('\u00a0', ' ');
    // Numbers of the committee's register, taken once when the plan was scheduled.
    expect(wordsIn('1. Quyết định')).toContain(`Số ${registered}-QĐ/ĐU`);
    expect(wordsIn('4. Thông báo')).toContain('Số 01-TB/ĐU');
    const staff = wordsIn('3. Danh sách nhân sự');
    for (const said of [
      'Nguyễn Văn An',
      'bí thư',
      'II. NGƯỜI THÔI GIỮ CHỨC VỤ',
      'Hoàng Ngọc Lan',
      'QĐ số 12-QĐ/ĐU',
    ])
      expect(staff).toContain(said);
    expect(staff).not.toContain('CÒN KHUYẾT');
    const single = wordsIn('5. Thông báo gửi từng đảng viên');
    for (const name of ['Ngô Hải Nam', 'Cao Thị Mai', 'Cao Minh Đức', 'Hoàng Ngọc Lan'])
      expect(single).toContain(`Kính gửi: đồng chí ${name}`);
    expect(single.match(/ĐẢNG CỘNG SẢN VIỆT NAM/g)).toHaveLength(4);
    expect(single.match(/Nơi sinh hoạt mới: Chi bộ Liên khu/g)).toHaveLength(4);
    const minutes = openZip(files.get('2. Biên bản bàn giao.docx')!).get('word/document.xml')!.toString();
    for (const said of ['Ngô Hải Nam', 'Cao Thị Mai', 'Cao Minh Đức']) expect(minutes).toContain(said);
    expect(minutes).not.toContain('Cao Văn Tùng');
    // Only members come: nothing is said about units.
    expect(minutes).not.toContain('Tổ chức trực thuộc');
    expect((await papers('oanh', branch5)).status).toBe(403);
    expect((await papers('minh', branch7)).status).toBe(404);
    const seen = (await world.as('nam').call(getOwnRecord)).body.reads.map(({ what }) => what);
    expect(seen).toContain('reorganisation.papers');
    // A second time there is nothing left to do, and only another plan puts it right.
    expect((await takeDueEffect({ ...worldOf(), clock: world.clock } as never, ON)).done).toEqual([]);
    expect((await move(planId, 'unschedule')).error?.code).toBe('reorganisation.not-now');
    const corrects = await world.as('minh').call(create, {
      params: { unitId: unitId() },
      body: { title: 'Đính chính', on: '2026-05-01', correctsId: planId },
    });
    expect((await read(corrects.body.planId)).corrects?.id).toBe(planId);
    const wrong = await world.as('minh').call(create, {
      params: { unitId: unitId() },
      body: { title: 'Đính chính', on: '2026-05-01', correctsId: corrects.body.planId },
    });
    expect(wrong.error?.code).toBe('reorganisation.not-applied');
  });
});

const worldOf = () => ({
  db: world.db,
  features,
  log: { warn: () => {} },
});

describe('whatever the plan', () => {
  class Undo extends Error {}
  const figures = async (tx: Tx, on: string) =>
    one(
      tx,
      sql<{
        members: number;
        tasks: number;
        homes: number;
        meetings: number;
        transfers: number;
        left: number;
        past: string;
      }>`
        select (select count(*)::int from members.membership where nature = 'home' and valid @> ${on}::text::date) as members,
               (select count(*)::int from tasks.task) as tasks,
               (select count(*)::int from members.membership m where m.nature = 'home' and m.valid @> ${on}::text::date
                 and exists (select from units.unit u where u.id = m.branch_id and u.life @> ${on}::text::date)) as homes,
               (select count(*)::int from meetings.meeting) as meetings,
               (select count(*)::int from transfers.transfer) as transfers,
               (select count(*)::int from units.unit u
                 where not u.life @> ${on}::text::date
                   and (exists (select from meetings.meeting m where m.branch_id = u.id and m.stage = 'planned')
                        or exists (select from transfers.transfer t
                                    where u.id in (t.from_branch_id, t.to_branch_id) and t.closed_on is null))) as left,
               (select md5(coalesce(string_agg(m::text, '' order by m.person_id, m.branch_id), ''))
                  from (select person_id, branch_id, status from members.membership
                         where valid @> (${on}::text::date - 1)) m) as past`,
    );

  test('members, tasks and meetings before are those after, and the day before stays as it was', async () => {
    const on = '2026-06-01';
    world.clock.set(on);
    const ids = await world.write(async (tx) => {
      const made: Id[] = [];
      for (let n = 0; n < 4; n += 1) {
        const id = newId(world.clock.now());
        await foundUnit(tx, {
          id,
          name: `Chi bộ thử ${n}`,
          kind: 'branch',
          sector: null,
          code: null,
          parentId: world.ward.ward,
          foundedOn: '2026-05-01',
        });
        for (let p = 0; p < 3; p += 1) {
          const personId = await recordPerson(tx, { fullName: `Người Thử ${n}${p}` }, world.clock.now());
          await recordMembership(tx, {
            personId,
            branchId: id,
            status: p === 2 ? 'temporarily-away' : 'official',
            from: '2026-05-01',
          });
          if (p === 2 && made[0])
            await recordMembership(tx, {
              personId,
              branchId: made[0],
              status: 'temporarily-here',
              from: '2026-05-10',
            });
        }
        made.push(id);
      }
      await run(
        tx,
        sql`insert into meetings.rules_snapshot (id, rulebook_code, rules) values ('thử', 'HD 12', '{}')`,
      );
      for (const [at, kind, day] of [
        [0, 'regular', '2026-06-05'],
        [1, 'combined', '2026-06-09'],
        [2, 'thematic', '2026-06-03'],
        [2, 'regular', '2026-05-20'],
      ] as const)
        await run(
          tx,
          sql`insert into meetings.meeting (id, branch_id, month, kind, planned_on, planned_time, place, rules_id,
                                            room_secret, created_by, created_at)
              values (uuidv7(), ${made[at]!}, ${day.slice(0, 7)}, ${kind}, ${day}::text::date, '19:30', 'Nhà văn hóa',
                      'thử', 'x', ${world.ward.people.minh}, now())`,
        );
      // One goes from the first to the second branch, one from the third to a place outside.
      await run(
        tx,
        sql`insert into transfers.transfer (id, person_id, kind, cause, cause_on, from_branch_id, to_branch_id,
                                            to_outside, issuer_id, state, created_by, created_at)
            select uuidv7(), p.id, 'official', 'work', '2026-05-20', m.branch_id,
                   case when m.branch_id = ${made[0]!} then ${made[1]!}::uuid end,
                   case when m.branch_id = ${made[2]!} then 'Nơi khác' end, ${world.ward.ward}, 'requested',
                   ${world.ward.people.minh}, now()
              from members.person p join members.membership m on m.person_id = p.id and m.nature = 'home'
             where p.full_name in ('Người Thử 00', 'Người Thử 20')`,
      );
      return made;
    });
    const anyOf = fc.nat({ max: ids.length - 1 }).map((at) => ids[at]!);
    const step: fc.Arbitrary<PlanStep> = fc.oneof(
      fc.record({ kind: fc.constant('merge' as const), unitId: anyOf, intoId: anyOf }),
      fc.record({
        kind: fc.constant('split' as const),
        unitId: anyOf,
        parts: fc.array(
          anyOf.map((id) => part(id)),
          { minLength: 2, maxLength: 3 },
        ),
        restId: anyOf,
      }),
      fc.record({
        kind: fc.constant('rename' as const),
        unitId: anyOf,
        name: fc.constantFrom('Chi bộ Một', 'Chi bộ Hai'),
      }),
      fc.record({
        kind: fc.constant('recode' as const),
        unitId: anyOf,
        code: fc.constantFrom('T1', 'T2', null),
      }),
    );
    const seen = { done: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 3 }), async (steps) => {
        await inTransaction(world.db, 'write', async (tx) => {
          const writer = { tx, today: on, nowMs: world.clock.now(), by: world.ward.people.minh };
          const place = { unitId: world.ward.ward, above: [world.ward.city] };
          const before = await figures(tx, on);
          const planId = await createPlan(writer, {
            unitId: world.ward.ward,
            title: 'Thử',
            on,
            correctsId: null,
          });
          await writeTheSteps(writer, place, await holdPlan(tx, place.unitId, planId), steps);
          try {
            const said = { decision, note: null };
            await moveThePlan(writer, place, (await selectPlan(tx, planId))!, 'approve', said);
            await moveThePlan(writer, place, (await selectPlan(tx, planId))!, 'schedule', said);
            await takeEffect(
              {
                tx,
                world: worldOf() as never,
                today: on,
                nowMs: world.clock.now(),
                by: null,
                language: 'vi',
              },
              planId,
            );
            seen.done += 1;
            const after = await figures(tx, on);
            expect(after).toEqual(before);
            expect(after.homes).toBe(after.members);
            const twice = await rows(
              tx,
              sql<{ n: number }>`
                select 1 as n from members.membership where nature = 'home' and valid @> ${on}::text::date
                 group by person_id having count(*) > 1`,
            );
            expect(twice).toEqual([]);
          } catch (error) {
            if (!(error instanceof DomainError)) throw error;
            // A plan that cannot be is refused for what it is, never because something was lost; who is on the way to
            // a branch that ends in several parts has to be told to which.
            expect(error.refusal.code).toMatch(/^reorganisation\.(has-problems|undecided|still-standing)$/);
            if (error.refusal.code === 'reorganisation.still-standing') {
              expect(steps.some((each) => each.kind === 'split' && each.unitId === ids[1])).toBe(true);
              expect(error.refusal.facts).toEqual({ what: '1 thủ tục chuyển sinh hoạt chưa xong' });
            }
            seen.refused += 1;
          }
          throw new Undo();
        }).catch((error) => {
          if (!(error instanceof Undo)) throw error;
        });
      }),
      { numRuns: 50 },
    );
    expect(seen.done).toBeGreaterThan(5);
    expect(seen.refused).toBeGreaterThan(5);
  });
});
