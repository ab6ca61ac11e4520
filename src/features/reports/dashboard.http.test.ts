import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MeetingClosed } from '#features/meetings/contract.ts';
import { planMeeting } from '#features/meetings/public.ts';
import { recordMembership, recordPerson } from '#features/members/public.ts';
import { changeUnit } from '#features/units/contract.ts';
import { foundUnits } from '#features/units/public.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { run, sql } from '#platform/database/database.ts';
import { emitEvent } from '#platform/feature.ts';
import { makeCityOfficer } from '#testing/add-to-ward.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';
import { type Clock, getDashboard, getDashboardFile, getMoves, getTrend } from './contract.ts';
import { bridge } from './domain/bridge.ts';

// The small ward and a second one beside it; branch 7 moves over on 15 March. Minh is the first ward's officer.

let world: TestWorld;
let secondWard: Id;
let branch12: Id;
let meeting5: Id;
beforeAll(async () => {
  world = await openTestWorld();
  const { city, branch5, branch7 } = world.ward;
  secondWard = newId();
  branch12 = newId();
  await world.write((tx) =>
    foundUnits(tx, [
      {
        id: secondWard,
        name: 'Đảng ủy phường Hồ Sen',
        kind: 'upper-committee',
        sector: null,
        code: '01.002',
        parentId: city,
        foundedOn: '2025-07-01',
      },
      {
        id: branch12,
        name: 'Chi bộ 12',
        kind: 'branch',
        sector: 'school',
        code: '01.002.012',
        parentId: secondWard,
        foundedOn: '2025-07-01',
      },
    ]),
  );
  // In February branch 5 and 7 met; 12 did not. In March nobody has yet.
  meeting5 = await hold(branch5, '2026-02', { base: 6, present: 6, ownScore: 95, papersLate: false });
  await hold(branch7, '2026-02', { base: 2, present: 1, ownScore: 70, ownGrade: 'fair', papersLate: true });
});
afterAll(() => world.close());

async function hold(branchId: Id, month: string, given: Partial<MeetingClosed>): Promise<Id> {
  world.clock.set(`${month}-03`);
  const day = `${month}-03`;
  const facts: MeetingClosed = {
    meetingId: '',
    branchId,
    month,
    kind: 'regular',
    plannedOn: day,
    heldOn: day,
    closedOn: day,
    base: 6,
    present: 5,
    excused: 1,
    unexcused: 0,
    spoke: 1,
    minutes: 95,
    ownScore: 91,
    ownGrade: 'good',
    confirmedScore: null,
    confirmedGrade: null,
    papersLate: false,
    noticeLate: false,
    tasksDue: 0,
    tasksDone: 0,
    tasksDoneLate: 0,
    tasksAssigned: 0,
    ...given,
  };
  const id = await world.write(async (tx) => {
    const { id } = await planMeeting(
      tx,
      { branchId, month, kind: 'regular', plannedOn: day, plannedTime: '19:30', place: 'Nhà văn hóa' },
      { personId: world.ward.people.an, today: day },
      world.clock.now(),
    );
    await run(
      tx,
      sql`update meetings.meeting set stage = 'closed', held_on = planned_on, base = ${facts.base},
                 present = ${facts.present}, own_score = ${facts.ownScore} where id = ${id}`,
    );
    await emitEvent(world.app.world, tx, 'meetings.closed', { ...facts, meetingId: id });
    return id;
  });
  world.clock.set('2026-03-02');
  return id;
}

const dashboard = (
  person: Person,
  period: string,
  unitId: Id = world.ward.ward,
  query: { clock?: Clock; sector?: 'school' } = {},
) => world.as(person).call(getDashboard, { params: { unitId, period }, query: { clock: 'then', ...query } });

describe('who sees the dashboards', () => {
  it('is the committee itself and those above; nothing is told to others', async () => {
    const routes = (person: Person, unitId: Id) => {
      const by = world.as(person);
      return Promise.all([
        by.call(getDashboard, { params: { unitId, period: '2026-02' }, query: {} }),
        by.call(getDashboardFile, { params: { unitId, period: '2026-02', format: 'csv' }, query: {} }),
        by.call(getTrend, { params: { unitId, month: '2026-02' }, query: {} }),
        by.call(getMoves, { params: { unitId, period: '2026-02' } }),
      ]);
    };
    for (const person of ['minh', 'oanh'] as const)
      expect((await routes(person, world.ward.ward)).map((reply) => reply.status)).toEqual([
        200, 200, 200, 200,
      ]);
    for (const person of ['an', 'phuc'] as const)
      expect((await routes(person, world.ward.ward)).map((reply) => reply.error?.code)).toEqual(
        Array(4).fill('platform.not-allowed'),
      );
    // The neighbour ward does not exist for them.
    expect((await routes('minh', secondWard)).map((reply) => reply.status)).toEqual([404, 404, 404, 404]);
    expect((await routes('minh', newId())).map((reply) => reply.status)).toEqual([404, 404, 404, 404]);
  });

  it('refuses periods that are none or lie ahead', async () => {
    expect((await dashboard('minh', '2026-13')).error).toMatchObject({ field: 'period' });
    expect((await dashboard('minh', '2026-Q2')).error?.code).toBe('reports.period-ahead');
    expect((await dashboard('minh', '2026-Q2')).error?.message).toContain('chưa bắt đầu');
    expect((await dashboard('minh', '2026')).status).toBe(200);
  });

  it('offers the way up only to those who may go there', async () => {
    expect((await dashboard('minh', '2026-02')).body.above).toEqual([]);
    await makeCityOfficer(world, 'minh');
    expect((await dashboard('minh', '2026-02')).body.above.map(({ name }) => name)).toEqual([
      'Thành ủy Thử Nghiệm',
    ]);
  });
});

describe('the figures', () => {
  it('of a ward open down to the meetings they came from', async () => {
    const { body } = await dashboard('minh', '2026-02');
    expect(body.children.map(({ name, isBranch }) => [name, isBranch])).toEqual([
      ['Chi bộ 5', true],
      ['Chi bộ 7', true],
    ]);
    expect(body.children[0]).toMatchObject({ regularId: meeting5, thematicId: null });
    expect(body.children[0]!.figures).toMatchObject({
      due: 1,
      held: 1,
      base: 6,
      present: 6,
      spoke: 1,
      papersInTime: 1,
      ownPoints: 9500,
      good: 1,
      members: 7,
      provisional: 1,
    });
    expect(body.totals).toMatchObject({
      due: 2,
      held: 2,
      base: 8,
      present: 7,
      papers: 2,
      papersInTime: 1,
      good: 1,
      fair: 1,
      members: 9,
      lowAttendance: 1,
      missed: 0,
    });
    expect(body).toMatchObject({ branches: 2, months: ['2026-02'], treeOn: '2026-02-28', peers: null });
  });

  it('of the city are sums of its wards, also where nothing was held, and can be cut down to a sector', async () => {
    const { body } = await dashboard('minh', '2026-02', world.ward.city);
    expect(
      body.children.map(({ name, figures }) => [name, figures.due, figures.held, figures.missed]),
    ).toEqual([
      ['Đảng ủy phường Sông Tô', 2, 2, 0],
      ['Đảng ủy phường Hồ Sen', 1, 0, 1],
    ]);
    const schools = (await dashboard('minh', '2026-02', world.ward.city, { sector: 'school' })).body;
    expect(schools.children.map(({ name }) => name)).toEqual(['Đảng ủy phường Hồ Sen']);
    expect(schools.totals).toMatchObject({ due: 1, held: 0 });
    const quarter = (await dashboard('minh', '2026-Q1', world.ward.city)).body;
    expect(quarter.months).toEqual(['2026-01', '2026-02', '2026-03']);
    expect(quarter.totals).toMatchObject({ due: 9, held: 2, members: 9, missed: 7 });
  });

  it('of three years stand month by month', async () => {
    const { body } = await world
      .as('minh')
      .call(getTrend, { params: { unitId: world.ward.city, month: '2026-03' }, query: {} });
    expect([body.months.length, body.months[0], body.months.at(-1)]).toEqual([36, '2023-04', '2026-03']);
    const first = body.children.find(({ name }) => name === 'Đảng ủy phường Sông Tô')!;
    expect(first.series.held!.slice(-3)).toEqual([0, 2, 0]);
    // Founded in July 2025: before that there is nothing to be due.
    expect(first.series.due!.slice(-9)).toEqual([2, 2, 2, 2, 2, 2, 2, 2, 2]);
    expect(first.series.due![26]).toBe(0);
    expect(body.totals.due!.at(-1)).toBe(3);
  });
});

describe('a branch that moves between wards', () => {
  it('counts on both trees, and the difference is the branch, to the last person', async () => {
    const { branch7, city, ward } = world.ward;
    const moved = await world.as('minh').call(changeUnit, {
      params: { unitId: branch7 },
      body: {
        change: { verb: 'move', on: '2026-03-15', parentId: secondWard },
        decision: { number: '30-QĐ/TU', on: '2026-03-01' },
      } as never,
    });
    expect(moved.error).toBeUndefined();
    // A new member of branch 7 from April on.
    await world.write(async (tx) => {
      const personId = await recordPerson(tx, { fullName: 'Lương Thị Mến' }, world.clock.now());
      await recordMembership(tx, { personId, branchId: branch7, status: 'provisional', from: '2026-04-02' });
    });
    world.clock.set('2026-04-20');
    const figuresOf = async (period: string, clock: Clock) =>
      Object.fromEntries(
        (await dashboard('minh', period, city, { clock })).body.children.map(({ id, figures }) => [
          id === ward ? 'first' : 'second',
          [figures.due, figures.held, figures.members],
        ]),
      );
    expect(await figuresOf('2026-02', 'then')).toEqual({ first: [2, 2, 9], second: [1, 0, 0] });
    expect(await figuresOf('2026-02', 'today')).toEqual({ first: [1, 1, 7], second: [2, 1, 2] });
    expect(await figuresOf('2026-04', 'then')).toEqual({ first: [1, 0, 7], second: [2, 0, 3] });
    expect(await figuresOf('2026-04', 'today')).toEqual({ first: [1, 0, 7], second: [2, 0, 3] });

    const { body } = await world.as('minh').call(getMoves, { params: { unitId: city, period: '2026-02' } });
    expect(body.moves).toMatchObject([
      {
        unit: { name: 'Chi bộ 7', kind: 'branch' },
        since: '2026-03-15',
        isEnded: false,
        from: { id: ward },
        to: { id: secondWard },
        branches: [{ id: branch7, name: 'Chi bộ 7' }],
        figures: { held: 1, members: 2, present: 1, base: 2 },
      },
    ]);
    const { groups, total } = bridge([
      ...body.groups.map(({ id, before }) => ({
        weight: before.members - (id === ward ? 2 : 0),
        before: id,
        after: id,
      })),
      { weight: 2, before: ward, after: secondWard },
    ]);
    expect(groups.map(({ group, before, after }) => [group === ward, before, after])).toEqual([
      [true, 9, 7],
      [false, 0, 2],
    ]);
    expect(total).toEqual({ before: 9, movedIn: 0, movedOut: 0, after: 9 });
    // From the ward itself the branch has gone outside.
    const own = await world.as('minh').call(getMoves, { params: { unitId: ward, period: '2026-02' } });
    expect(own.body.moves).toMatchObject([{ from: { id: branch7 }, to: { id: null } }]);
  });
});

describe('the spreadsheet', () => {
  it('holds formulas for shares, totals and quartiles, and the same numbers as the page', async () => {
    world.clock.set('2026-04-20');
    const file = (format: 'xlsx' | 'csv', language: 'vi' | 'en' = 'vi') =>
      world.as('minh').call(getDashboardFile, {
        params: { unitId: world.ward.city, period: '2026-02', format },
        query: { clock: 'then', language },
      });
    const xlsx = await file('xlsx');
    expect(xlsx.headers['content-disposition']).toContain('.xlsx');
    const book = await readXlsx(new Uint8Array(xlsx.bytes));
    expect(book.sheets.map((sheet) => sheet.name)).toEqual(['Số liệu', 'Giải thích']);
    const [sheet] = book.sheets;
    const header = sheet!.rows[0]!.map(String);
    const at = (row: number, title: string) => sheet!.cells!.get(`${row},${header.indexOf(title)}`);
    expect(at(3, 'Buổi thường kỳ phải họp')).toMatchObject({ formula: 'SUM(D2:D3)', formulaResult: 3 });
    expect(at(3, 'Sinh hoạt thường kỳ (%)')?.formula).toBe('IF((D4)>0,E4/(D4),"")');
    expect(at(2, 'Sinh hoạt thường kỳ (%)')?.formula).toBe('IF((D3)>0,E3/(D3),"")');
    expect(at(3, 'Điểm tự chấm')?.formula).toMatch(
      /^IF\(SUM\((\w+)2:\1(3)\)>0,SUMPRODUCT\((\w+)2:\3\2,\1\d+:\1\d+\)\/SUM\(\1\d+:\1\d+\),""\)$/,
    );
    const csv = (await file('csv', 'en')).bytes.toString('utf8');
    expect(csv).toContain('Code,Unit,Level,Regular meetings due,Held,Regular meetings (%)');
    expect(csv).toContain('01.001,Đảng ủy phường Sông Tô,committee above the base,2,2,100,8,7,87.5');
    expect(csv).toContain(',Total,,3,2,66.7,8,7,87.5');
  });
});
