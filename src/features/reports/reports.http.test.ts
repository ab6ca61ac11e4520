import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MeetingClosed } from '#features/meetings/contract.ts';
import { assignTask } from '#features/tasks/public.ts';
import { foundUnit } from '#features/units/public.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { maybeOne, run, sql, type Tx } from '#platform/database/database.ts';
import { emitEvent } from '#platform/feature.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';
import { closeMonth, getMonth, getMonthFile, reopenMonth } from './contract.ts';
import { planRegular } from './testing/plan-regular.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

const MONTH = '2026-03';
const month = (person: Person, of = MONTH, unitId = world.ward.ward) =>
  world.as(person).call(getMonth, { params: { unitId, month: of } });

const plan = (branchId: Id, plannedOn = '2026-03-03') =>
  planRegular(world, branchId, plannedOn, '2026-03-02');

const closedFacts = (meetingId: Id, given: Partial<MeetingClosed> = {}): MeetingClosed => ({
  meetingId,
  branchId: world.ward.branch5,
  month: MONTH,
  kind: 'regular',
  plannedOn: '2026-03-03',
  heldOn: '2026-03-03',
  closedOn: '2026-03-04',
  base: 6,
  present: 5,
  excused: 1,
  unexcused: 0,
  spoke: 4,
  minutes: 95,
  ownScore: 91,
  ownGrade: 'good',
  confirmedScore: null,
  confirmedGrade: null,
  papersLate: true,
  noticeLate: false,
  tasksDue: 3,
  tasksDone: 2,
  tasksDoneLate: 1,
  tasksAssigned: 2,
  ...given,
});
const markHeld = (tx: Tx, meetingId: Id) =>
  run(
    tx,
    sql`update meetings.meeting set stage = 'closed', held_on = '2026-03-03', base = 6, present = 5,
               own_score = 91 where id = ${meetingId}`,
  );

describe('who sees the table', () => {
  it('is the committee and those above; a branch sees its own row', async () => {
    for (const person of ['minh', 'oanh'] as const) expect((await month(person)).status).toBe(200);
    for (const person of ['an', 'lan', 'hanh', 'phuc'] as const)
      expect((await month(person)).error?.code).toBe('platform.not-allowed');
    const own = await month('an', MONTH, world.ward.branch5);
    expect(own.body.rows.map((row) => row.name)).toEqual(['Chi bộ 5']);
    expect(own.body.abilities.closeMonth).toBe(false);
    expect((await month('lan', MONTH, world.ward.branch5)).status).toBe(404);
    expect((await month('minh', MONTH, newId())).status).toBe(404);
    expect((await month('minh', '2026-13')).error).toMatchObject({ field: 'month' });
  });

  it('may take it away as a spreadsheet', async () => {
    const file = (person: Person, format: 'xlsx' | 'csv', language: 'vi' | 'en' = 'vi') =>
      world.as(person).call(getMonthFile, {
        params: { unitId: world.ward.ward, month: MONTH, format },
        query: { language },
      });
    const xlsx = await file('minh', 'xlsx');
    expect(xlsx.status).toBe(200);
    expect(xlsx.bytes.subarray(0, 2).toString()).toBe('PK');
    const csv = (await file('minh', 'csv')).bytes.toString('utf8');
    expect(csv).toContain('01.001.005,Chi bộ 5,,');
    expect(csv).toContain('Cộng 2 chi bộ');
    expect((await file('minh', 'csv', 'en')).bytes.toString('utf8')).toContain('Not planned');
    expect((await file('an', 'csv')).status).toBe(403);
  });
});

describe('the table', () => {
  it('follows a meeting from plan to closing, and opens down to it', async () => {
    const { branch5 } = world.ward;
    const rowOf5 = async () => (await month('minh')).body.rows.find((row) => row.branchId === branch5)!;
    expect((await rowOf5()).needs).toMatchObject([{ need: 'not-planned', meetingId: null }, {}]);

    const meetingId = await plan(branch5);
    expect(await rowOf5()).toMatchObject({
      regular: { meetingId, stage: 'planned', plannedOn: '2026-03-03', base: null, tasksDue: null },
      needs: [{ need: 'papers-not-sent', meetingId }, { need: 'thematic-missing' }],
    });

    world.clock.set('2026-03-04');
    await world.write(async (tx) => {
      await markHeld(tx, meetingId);
      await emitEvent(world.app.world, tx, 'meetings.closed', closedFacts(meetingId));
    });
    const { body } = await month('minh');
    expect(body.rows.find((row) => row.branchId === branch5)).toMatchObject({
      regular: {
        meetingId,
        stage: 'closed',
        percent: 83.3,
        ownScore: 91,
        ownGrade: 'good',
        papersLate: true,
        minutesLate: false,
        tasksDue: 3,
        tasksDone: 2,
      },
      needs: [
        { need: 'low-attendance', meetingId },
        { need: 'score-unconfirmed', meetingId },
        { need: 'thematic-missing' },
      ],
    });
    expect(body.totals).toMatchObject({
      branches: 2,
      held: 1,
      notPlanned: 1,
      good: 1,
      tasksDone: 2,
      papersLate: 1,
    });
  });

  it('keeps the figures and the closing together or neither', async () => {
    const meetingId = await plan(world.ward.branch7);
    const facts = closedFacts(meetingId, { branchId: world.ward.branch7 });
    await expect(
      world.write(async (tx) => {
        await emitEvent(world.app.world, tx, 'meetings.closed', facts);
        throw new Error('the closing fails');
      }),
    ).rejects.toThrow('the closing fails');
    const written = await world.read((tx) =>
      maybeOne(tx, sql`select 1 as x from reports.branch_month where meeting_id = ${meetingId}`),
    );
    expect(written).toBeUndefined();
  });

  it('counts overdue tasks of each branch', async () => {
    const { branch7, people } = world.ward;
    await world.write((tx) =>
      assignTask(
        tx,
        {
          taskId: newId(),
          branchId: branch7,
          title: 'Việc quá hạn',
          ownerId: people.nam,
          helperIds: [],
          output: 'Báo cáo',
          dueOn: '2026-02-20',
          reportMonth: '2026-03',
          assignedInMonth: '2026-02',
          meetingId: null,
        },
        world.clock.now(),
      ),
    );
    const { body } = await month('minh');
    expect(body.totals.overdueTasks).toBe(1);
    expect(body.rows.find((row) => row.branchId === branch7)?.overdueTasks).toBe(1);
  });

  it('stands on the tree of the month’s last day', async () => {
    await world.write(async (tx) => {
      const id = newId();
      await foundUnit(tx, {
        id,
        name: 'Chi bộ 9',
        kind: 'branch',
        sector: 'residential',
        code: '01.001.009',
        parentId: world.ward.ward,
        foundedOn: '2026-03-01',
      });
    });
    const names = async (of: string) => (await month('minh', of)).body.rows.map((row) => row.name);
    expect(await names('2026-02')).toEqual(['Chi bộ 5', 'Chi bộ 7']);
    expect(await names('2026-03')).toEqual(['Chi bộ 5', 'Chi bộ 7', 'Chi bộ 9']);
    expect((await month('minh', '2026-02')).body.treeOn).toBe('2026-02-28');
  });
});

describe('closing a month', () => {
  const close = (person: Person, of = MONTH, unitId = world.ward.ward) =>
    world.as(person).call(closeMonth, { params: { unitId, month: of } });
  const reopen = (person: Person, of = MONTH, unitId = world.ward.ward) =>
    world
      .as(person)
      .call(reopenMonth, { params: { unitId, month: of }, body: { reason: 'Bổ sung buổi họp bù' } });

  it('is for the committee above, never for a branch, and stops planning', async () => {
    for (const person of ['an', 'lan', 'oanh', 'phuc'] as const)
      for (const attempt of [close, reopen]) expect((await attempt(person)).status).toBe(403);
    expect((await close('an', MONTH, world.ward.branch5)).error?.code).toBe('reports.not-a-committee');
    expect((await reopen('an', MONTH, world.ward.branch5)).error?.code).toBe('reports.not-a-committee');
    expect((await close('minh', '2026-04')).error).toMatchObject({
      code: 'reports.month-ahead',
      field: 'month',
    });
    expect((await reopen('minh', '2026-02')).error?.code).toBe('reports.not-closed-here');

    expect((await close('minh', '2026-02')).status).toBe(200);
    expect((await close('minh', '2026-02')).status).toBe(200);
    expect((await month('minh', '2026-02')).body).toMatchObject({ isClosed: true, isClosedHere: true });
    expect((await month('an', '2026-02', world.ward.branch5)).body).toMatchObject({
      isClosed: true,
      isClosedHere: false,
    });
    await expect(plan(world.ward.branch5, '2026-02-20')).rejects.toThrow('meetings.month-closed');
    expect((await reopen('minh', '2026-02')).status).toBe(200);
    expect((await month('minh', '2026-02')).body.isClosed).toBe(false);
  });
});

describe('a ward of ninety branches', () => {
  it('takes as many queries as a ward of three', async () => {
    let queries = 0;
    const { db } = world.app.world;
    const plain = db.kysely;
    db.kysely = plain.withPlugin({
      transformQuery: ({ node }) => {
        queries++;
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    const countOf = async () => {
      queries = 0;
      const { body } = await month('minh');
      return { branches: body.rows.length, queries };
    };
    try {
      const small = await countOf();
      await world.write(async (tx) => {
        for (let n = 10; n < 97; n++) {
          const id = newId();
          await foundUnit(tx, {
            id,
            name: `Chi bộ ${n}`,
            kind: 'branch',
            sector: 'residential',
            code: `01.001.0${n}`,
            parentId: world.ward.ward,
            foundedOn: '2026-03-01',
          });
          await run(
            tx,
            sql`insert into meetings.meeting (id, branch_id, month, kind, planned_on, planned_time, place, rules_id,
                       room_secret, created_by, created_at)
                select ${newId()}, ${id}, month, kind, planned_on, planned_time, place, rules_id, room_secret,
                       created_by, created_at
                  from meetings.meeting where branch_id = ${world.ward.branch7} limit 1`,
          );
        }
      });
      const large = await countOf();
      expect(small.queries).toBeGreaterThan(3);
      expect(large).toEqual({ branches: 90, queries: small.queries });
    } finally {
      db.kysely = plain;
    }
  });
});
