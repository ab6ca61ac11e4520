import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordMandate } from '#features/mandates/public.ts';
import { getHome } from '#features/meetings/contract.ts';
import { recordPerson } from '#features/members/public.ts';
import { assignTask } from '#features/tasks/public.ts';
import { foundUnit } from '#features/units/public.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { rows, sql } from '#platform/database/database.ts';
import { saveAccount } from '#platform/sign-in/accounts.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';
import { closeMonth, getMonth, getMonthFile, urgeBranches } from './contract.ts';
import { planRegular } from './testing/plan-regular.ts';

const MONTH = '2026-04';
let world: TestWorld;
let elsewhere: { ward: Id; branch: Id; officer: Id };

beforeAll(async () => {
  world = await openTestWorld();
  world.clock.set('2026-04-02');
  elsewhere = await world.write(async (tx) => {
    const [ward, branch] = [newId(), newId()];
    const unit = { foundedOn: '2025-07-01' };
    await foundUnit(tx, {
      ...unit,
      id: ward,
      name: 'Đảng ủy phường Bên Sông',
      kind: 'upper-committee',
      sector: null,
      code: '01.002',
      parentId: world.ward.city,
    });
    await foundUnit(tx, {
      ...unit,
      id: branch,
      name: 'Chi bộ 1',
      kind: 'branch',
      sector: 'residential',
      code: '01.002.001',
      parentId: ward,
    });
    const officer = await recordPerson(
      tx,
      {
        fullName: 'Tạ Quang Sơn',
        birth: { date: '1970-01-01', precision: 'day' },
        email: 'son@example.test',
      },
      world.clock.now(),
    );
    await saveAccount(tx, { personId: officer, login: 'son', passwordHash: null }, world.clock.now());
    await recordMandate(tx, {
      id: newId(),
      personId: officer,
      unitId: ward,
      post: 'officer',
      from: '2025-07-01',
      decision: '14-QĐ/ĐU',
    });
    return { ward, branch, officer };
  });
});
afterAll(() => world.close());

type Asked = { unitId?: Id; month?: string; text?: string; key?: string };
const asking = (branchIds: Id[], { unitId = world.ward.ward, month = MONTH, text, key }: Asked = {}) => ({
  params: { unitId, month },
  body: { branchIds, ...(text === undefined ? {} : { text }) },
  ...(key === undefined ? {} : { key }),
});
const urge = (person: Person, branchIds: Id[], asked?: Asked) =>
  world.as(person).call(urgeBranches, asking(branchIds, asked));
const table = async (person: Person, unitId = world.ward.ward, month = MONTH) =>
  (await world.as(person).call(getMonth, { params: { unitId, month } })).body;
const rowOf = async (branchId: Id, person: Person = 'minh') =>
  (await table(person)).rows.find((row) => row.branchId === branchId)!;
const notices = async (person: Person, language = 'vi') =>
  (await world.as(person).call(getHome, { headers: { 'accept-language': language } })).body.waiting.filter(
    (one) => one.key === 'reports.urged',
  );
const plan = (branchId: Id, plannedOn: string) => planRegular(world, branchId, plannedOn, '2026-04-02');

describe('who urges', () => {
  it('is nobody but the committee above, for branches that lie under it', async () => {
    const { branch5, city } = world.ward;
    for (const person of ['an', 'chi', 'giang', 'lan', 'phuc'] as const)
      expect((await urge(person, [branch5])).error?.code).toBe('platform.not-allowed');
    // A branch's own leaders speak for a branch; nobody is urged by it.
    expect((await urge('an', [branch5], { unitId: branch5 })).error?.code).toBe('reports.urging-from-above');
    expect((await urge('minh', [branch5], { unitId: city })).status).toBe(403);
    const other = world.asId(elsewhere.officer);
    expect((await other.call(urgeBranches, asking([branch5]))).status).toBe(404);
    expect((await other.call(urgeBranches, asking([branch5], { unitId: elsewhere.ward }))).status).toBe(404);
    expect((await urge('minh', [branch5, elsewhere.branch])).status).toBe(404);
    expect(await rowOf(branch5)).toMatchObject({ urged: null, mayUrge: true });
    expect(await notices('an')).toEqual([]);
    // The abilities say the same.
    expect((await table('minh')).abilities.urge).toBe(true);
    expect((await table('oanh')).abilities.urge).toBe(true);
    const own = await table('an', branch5);
    expect(own.abilities.urge).toBe(false);
    expect(own.rows.map((row) => row.mayUrge)).toEqual([false]);
  });

  it('names only months that are still worked on', async () => {
    const { branch5 } = world.ward;
    expect((await urge('minh', [branch5], { month: '2026-02' })).error).toMatchObject({
      code: 'reports.month-not-urged',
      field: 'month',
    });
    expect((await table('minh', world.ward.ward, '2026-02')).abilities.urge).toBe(false);
    expect((await table('minh', world.ward.ward, '2026-03')).abilities.urge).toBe(true);
    expect((await urge('minh', [branch5], { month: '2026-05' })).error?.code).toBe('reports.nothing-to-urge');
  });
});

describe('an urging', () => {
  it('is done once, however often it is sent, and once a day', async () => {
    const { branch5, branch7, ward, people } = world.ward;
    const asked = { text: 'Đề nghị họp trước ngày 10.', key: newId() };
    const [first, again] = [await urge('minh', [branch5], asked), await urge('minh', [branch5], asked)];
    expect(first.body).toEqual({ urged: 1, passedOver: 0, mails: 0 });
    expect(again.body).toEqual(first.body);
    expect(await rowOf(branch5)).toMatchObject({
      urged: { times: 1, lastOn: '2026-04-02', byName: 'Đặng Tuấn Minh' },
      mayUrge: false,
    });
    // Not by a colleague either: the branch hears one committee.
    expect((await urge('oanh', [branch5])).error).toMatchObject({ code: 'reports.urged-today' });
    expect((await urge('minh', [branch5, branch7])).body).toEqual({ urged: 1, passedOver: 1, mails: 0 });

    world.clock.set('2026-04-03');
    expect((await rowOf(branch5)).mayUrge).toBe(true);
    expect((await urge('oanh', [branch5], { text: 'Gọi nếu vướng.' })).status).toBe(200);
    expect((await rowOf(branch5)).urged).toEqual({
      times: 2,
      lastOn: '2026-04-03',
      byName: 'Lý Kim Oanh',
      mails: 0,
      waitingMails: 0,
      refusedMails: 0,
    });
    const file = await world.as('minh').call(getMonthFile, {
      params: { unitId: ward, month: MONTH, format: 'csv' },
      query: { language: 'vi' },
    });
    const [header, ...inFile] = file.bytes.toString('utf8').trim().split(/\r?\n/);
    expect(header).toMatch(/,Số lần đôn đốc,Đôn đốc gần nhất,Người đôn đốc$/);
    expect(inFile.find((line) => line.includes('Chi bộ 5,'))).toMatch(/,2,03\/04\/2026,Lý Kim Oanh$/);
    expect(inFile.at(-1)).toMatch(/,3,,$/);
    const lines = await world.read((tx) =>
      rows(
        tx,
        sql`select actor_id as "by", details from platform.history
             where verb = 'reports.urge' and unit_id = ${ward} order by id`,
      ),
    );
    expect(lines).toEqual([
      { by: people.minh, details: { month: MONTH, branchIds: [branch5] } },
      { by: people.minh, details: { month: MONTH, branchIds: [branch7] } },
      { by: people.oanh, details: { month: MONTH, branchIds: [branch5] } },
    ]);
  });

  it('stands on the first page of the secretary and the deputy until the thing is done', async () => {
    const { branch5, branch7 } = world.ward;
    for (const person of ['an', 'binh'] as const)
      expect(await notices(person)).toEqual([
        {
          key: 'reports.urged',
          text: 'Đảng ủy phường Sông Tô đôn đốc tháng 04/2026: chưa lên lịch. “Gọi nếu vướng.”',
          count: 1,
          counted: 'việc',
          unitName: 'Chi bộ 5',
          to: `/branches/${branch5}/meetings`,
          isLate: false,
        },
      ]);
    for (const person of ['chi', 'giang', 'minh', 'oanh'] as const) expect(await notices(person)).toEqual([]);
    expect(await notices('lan')).toMatchObject([{ to: `/branches/${branch7}/meetings` }]);
    expect(await notices('an', 'en')).toMatchObject([
      { text: expect.stringContaining('urges, 04/2026: not planned.'), counted: 'thing to do' },
    ]);

    const meetingId = await plan(branch5, '2026-04-20');
    expect(await notices('an')).toEqual([]);
    expect(await notices('lan')).toHaveLength(1);
    expect(await rowOf(branch5)).toMatchObject({ needs: [], mayUrge: false, urged: { times: 2 } });
    expect((await urge('minh', [branch5])).error?.code).toBe('reports.nothing-to-urge');

    // The day passes: what is open now is something else, and is not told until somebody urges again.
    world.clock.set('2026-04-22');
    expect(await notices('an')).toEqual([]);
    expect((await urge('minh', [branch5])).status).toBe(200);
    expect(await notices('an')).toMatchObject([
      {
        text: 'Đảng ủy phường Sông Tô đôn đốc tháng 04/2026: quá ngày chưa họp.',
        to: `/meetings/${meetingId}`,
        isLate: true,
      },
    ]);
  });

  it('for tasks past their day leads to these', async () => {
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
          dueOn: '2026-04-10',
          reportMonth: MONTH,
          assignedInMonth: '2026-03',
          meetingId: null,
        },
        world.clock.now(),
      ),
    );
    await plan(branch7, '2026-04-28');
    expect(await notices('lan')).toEqual([]);
    expect((await urge('minh', [branch7])).status).toBe(200);
    expect(await notices('lan')).toMatchObject([{ to: `/branches/${branch7}/tasks?show=overdue`, count: 1 }]);
  });

  it('ends with the month, and when that is closed', async () => {
    const { branch5, ward } = world.ward;
    world.clock.set('2026-05-02');
    expect(await notices('an')).toHaveLength(1);
    // Tasks count in the running month only.
    expect(await notices('lan')).toEqual([]);
    expect((await world.as('minh').call(closeMonth, { params: { unitId: ward, month: MONTH } })).status).toBe(
      200,
    );
    expect(await notices('an')).toEqual([]);
    expect((await table('minh')).abilities.urge).toBe(false);
    expect((await urge('minh', [branch5])).error?.code).toBe('reports.month-not-urged');
  });
});
