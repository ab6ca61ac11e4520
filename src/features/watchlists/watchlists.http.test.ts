import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getHome } from '#features/meetings/contract.ts';
import { recordMembership } from '#features/members/public.ts';
import { refreshReports } from '#features/reports/public.ts';
import { setRule } from '#features/rulebooks/testing.ts';
import { instantOf } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { rows, run, sql } from '#platform/database/database.ts';
import { makeCityOfficer } from '#testing/add-to-ward.ts';
import { foundBranches, recordHeld } from '#testing/held-meetings.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';
import {
  addStep,
  changeEntry,
  dropStep,
  enterOnList,
  finishOwnStep,
  finishStep,
  getOwnConsolidation,
  getWatched,
  getWatchedBelow,
  leaveConsolidated,
  listShowing,
  listWatched,
  measureSigns,
  noteEntry,
  prepareEntry,
  removeEntry,
  urgeStep,
} from './contract.ts';
import { carryCharge } from './db/entries.sql.ts';
import { measureSigns as measureAll } from './public.ts';

// On 20 May 2026. Branch 5 met every month, 18 of 20. Branch 7 met in March only, 10 of 20: two of three not held, 50 %.

let world: TestWorld;
let ward: Id;
let branch5: Id;
let branch7: Id;
let branch20: Id;

const TODAY = '2026-05-20';

beforeAll(async () => {
  world = await openTestWorld();
  world.clock.ms = instantOf(TODAY, '09:00');
  ({ ward, branch5, branch7 } = world.ward);
  const { people } = world.ward;
  await makeCityOfficer(world, 'khanh');
  const held = (branchId: Id, month: string, present: number) =>
    world.write((tx) => recordHeld(tx, { branchId, month, base: 20, present, by: people.an }));
  for (const month of ['2026-01', '2026-02', '2026-03', '2026-04']) await held(branch5, month, 18);
  await held(branch7, '2026-03', 10);
  [branch20] = (await world.write((tx) => foundBranches(tx, ward, 1))) as [Id];
  await world.write((tx) =>
    run(
      tx,
      sql`update meetings.meeting set kind = 'combined' where branch_id = ${branch5} and month = '2026-03'`,
    ),
  );
  await measureAll(world.app.world);
});
afterAll(() => world.close());

const showing = async (person: Person, unitId: Id, query: Record<string, string> = {}) =>
  (await world.as(person).call(listShowing, { params: { unitId }, query })).body;
const FACTS = {
  reasonKind: 'weak' as const,
  reason: 'Hai tháng không sinh hoạt, dự họp thưa.',
  dueOn: '2026-08-31',
};
const enter = (person: Person, branchId: Id, changed: Record<string, unknown> = {}, unitId = ward) =>
  world.as(person).call(enterOnList, {
    params: { unitId },
    body: { ...FACTS, branchId, ownerId: world.ward.people.minh, ...changed } as never,
  });
const look = async (entryId: Id, person: Person = 'minh', unitId = ward) =>
  world.as(person).call(getWatched, { params: { unitId, entryId } });
const step = (entryId: Id, changed: Record<string, unknown> = {}) =>
  world.as('minh').call(addStep, {
    params: { unitId: ward, entryId },
    body: {
      text: 'Họp bù buổi tháng 4',
      output: 'Biên bản',
      dueOn: '2026-06-01',
      ownerId: null,
      ...changed,
    } as never,
  });
const at = async <T>(day: string, work: () => Promise<T>): Promise<T> => {
  world.clock.ms = instantOf(day, '09:00');
  try {
    return await work();
  } finally {
    world.clock.ms = instantOf(TODAY, '09:00');
  }
};

describe('signs', () => {
  it('are figures beside limits, the worst branch first, with the rules that they stand on', async () => {
    const seen = await showing('minh', ward);
    expect(seen.branches.map(({ branch }) => branch.name)).toEqual(['Chi bộ 7', 'Chi bộ 20']);
    const of7 = seen.branches.find(({ branch }) => branch.id === branch7)!;
    expect(of7.signs.map(({ key, figure, limit, of }) => [key, figure, limit, of])).toEqual([
      ['unheld', 2, 2, 3],
      ['official', 2, 3, null],
      ['attendance', 50, 70, null],
      ['unthematic', 0, 1, null],
    ]);
    expect(seen.totals).toMatchObject({ showing: 2, new: 2 });
    const of20 = seen.branches.find(({ branch }) => branch.id === branch20)!;
    // Nobody is recorded there, so nothing is said about how many are official; there never was a secretary.
    expect(of20.signs.map(({ key, figure }) => [key, figure])).toEqual([
      ['unheld', 3],
      ['secretary', 323],
      ['unthematic', 0],
    ]);
    const unheld = seen.rules.find(({ key }) => key === 'unheld')!;
    expect(unheld).toMatchObject({ verified: false, document: 'Gợi ý của phần mềm' });
    expect(unheld.says.vi).toBe('Không sinh hoạt từ 2 trong 3 tháng vừa qua');
  });

  it('are found by sign, and page by page', async () => {
    const low = await showing('minh', ward, { sign: 'attendance' });
    expect(low.branches.map(({ branch }) => branch.name)).toEqual(['Chi bộ 7']);
    const after = await showing('minh', ward);
    expect(after.next).toBe(null);
    const rest = await showing('minh', ward, {
      after: `${await weightOf(branch7)}_${branch7}`,
    });
    expect(rest.branches.map(({ branch }) => branch.name)).toEqual(['Chi bộ 20']);
  });

  it('are worked out anew when an officer asks, by limits that a committee sets itself', async () => {
    const { status } = await world.as('minh').call(setRule, {
      params: { unitId: ward, key: 'sign.attendance' },
      body: { value: null, document: 'Số 3-QĐ/ĐU', documentOn: '2026-05-01', from: '2026-05-20' },
    });
    expect(status).toBe(200);
    await world.as('minh').call(measureSigns, { params: { unitId: ward } });
    const seen = await showing('minh', ward);
    expect(seen.rules.some(({ key }) => key === 'attendance')).toBe(false);
    expect(
      seen.branches.find(({ branch }) => branch.id === branch7)!.signs.map(({ key }) => key),
    ).not.toContain('attendance');
  });

  it('of a whole city wait for the full hour', async () => {
    const { city } = world.ward;
    const { error } = await world.as('khanh').call(measureSigns, { params: { unitId: city } });
    expect(error?.code).toBe('watchlists.measured-by-itself');
  });

  const weightOf = async (branchId: Id) =>
    (
      await world.read((tx) =>
        rows(tx, sql<{ weight: number }>`select weight from watchlists.sign where branch_id = ${branchId}`),
      )
    )[0]!.weight;
});

describe('an entry', () => {
  let entryId: Id;

  it('keeps the signs of its day, and stands once on a list', async () => {
    const ready = await world.as('minh').call(prepareEntry, { params: { unitId: ward, branchId: branch7 } });
    expect(ready.body).toMatchObject({
      branch: { name: 'Chi bộ 7', aboveName: null },
      earlier: null,
      entryId: null,
    });
    expect(ready.body.owners.map(({ fullName }) => fullName).toSorted()).toEqual([
      'Lý Kim Oanh',
      'Đặng Tuấn Minh',
    ]);
    const { body, status } = await enter('minh', branch7, { isKeyArea: true });
    expect(status).toBe(200);
    entryId = body.id;
    const seen = (await look(entryId)).body;
    expect(seen.entry).toMatchObject({
      state: 'open',
      level: 'ward',
      isKeyArea: true,
      isRelapse: false,
      ownerName: 'Đặng Tuấn Minh',
      enteredOn: TODAY,
      lines: [{ kind: 'entered', byName: 'Đặng Tuấn Minh', words: FACTS.reason }],
    });
    expect(
      seen.entry.changes.map(({ key, atEntry, atEnd }) => [key, atEntry?.figure, atEnd?.figure]),
    ).toEqual([
      ['unheld', 2, 2],
      ['official', 2, 2],
      ['unthematic', 0, 0],
    ]);
    expect((await enter('minh', branch7)).error?.code).toBe('watchlists.on-list-already');
    expect((await showing('minh', ward)).branches.map(({ branch }) => branch.name)).toEqual(['Chi bộ 20']);
    expect((await showing('minh', ward, { show: 'all' })).branches.map((one) => one.entryId)).toContain(
      entryId,
    );
  });

  it('is refused with what is wrong', async () => {
    const codeOf = async (changed: Record<string, unknown>, branchId = branch20) =>
      (await enter('minh', branchId, changed)).error?.code;
    expect(await codeOf({ dueOn: TODAY })).toBe('watchlists.due-past');
    expect(await codeOf({ ownerId: world.ward.people.an })).toBe('watchlists.owner-without-post');
    expect(await codeOf({}, ward)).toBe('watchlists.not-below');
  });

  it('is at work with the first step; its steps are done, dropped and urged', async () => {
    const first = (await step(entryId)).body.id;
    const own = (await step(entryId, { ownerId: world.ward.people.oanh, text: 'Dự sinh hoạt tháng 6' })).body
      .id;
    const dropped = (await step(entryId, { text: 'Việc thừa' })).body.id;
    expect((await look(entryId)).body.entry).toMatchObject({ state: 'consolidating', openSteps: 3 });
    const params = { unitId: ward, entryId };
    const urging = () => world.as('minh').call(urgeStep, { params: { ...params, stepId: first } });
    expect((await urging()).error?.code).toBe('watchlists.not-overdue');
    await at('2026-06-05', async () => {
      expect((await urging()).status).toBe(200);
      expect((await urging()).error?.code).toBe('watchlists.urged-today');
      const { entry } = (await look(entryId)).body;
      expect(entry.steps.find(({ id }) => id === first)).toMatchObject({
        isOverdue: true,
        urgings: 1,
        mayUrge: false,
      });
      const late = (
        await world.as('minh').call(listWatched, { params: { unitId: ward }, query: { shelf: 'overdue' } })
      ).body;
      expect(late.entries.map(({ id, overdueSteps }) => [id, overdueSteps])).toEqual([[entryId, 3]]);
    });
    const evidence = { evidence: 'Đã dự, có nhận xét.' };
    // Oanh is in charge of one step and of no other.
    const finish = (person: Person, stepId: Id) =>
      world.as(person).call(finishStep, { params: { ...params, stepId }, body: evidence });
    expect((await finish('oanh', first)).error?.code).toBe('watchlists.not-yours');
    expect((await finish('oanh', own)).status).toBe(200);
    expect((await finish('minh', own)).error?.code).toBe('watchlists.step-settled');
    await world
      .as('minh')
      .call(dropStep, { params: { ...params, stepId: dropped }, body: { reason: 'Ghi nhầm' } });
    await world.as('oanh').call(noteEntry, { params, body: { text: 'Chi bộ đã họp bù.' } });
    const { entry } = (await look(entryId)).body;
    expect(entry).toMatchObject({ openSteps: 1, doneSteps: 1 });
    expect(entry.lines.map(({ kind }) => kind).toSorted()).toEqual([
      'entered',
      'note',
      'step-added',
      'step-added',
      'step-added',
      'step-done',
      'step-dropped',
      'urged',
    ]);
  });

  it('is seen by the organisation’s own secretary as help, who reports its own steps', async () => {
    const own = () => world.as('lan').call(getOwnConsolidation, { params: { unitId: branch7 } });
    const seen = (await own()).body;
    expect(seen.entries).toMatchObject([
      {
        committeeName: 'Đảng ủy phường Sông Tô',
        reason: FACTS.reason,
        ownerName: 'Đặng Tuấn Minh',
        steps: [{ text: 'Họp bù buổi tháng 4', mayReport: true, mayUrge: false }],
      },
    ]);
    expect(JSON.stringify(seen)).not.toContain('Chi bộ đã họp bù');
    const done = await world.as('lan').call(finishOwnStep, {
      params: { unitId: branch7, stepId: seen.entries[0]!.steps[0]!.id },
      body: { evidence: 'Biên bản ngày 25.' },
    });
    expect(done.status).toBe(200);
    expect((await own()).body.entries[0]!.steps).toMatchObject([{ state: 'done', mayReport: false }]);
  });

  it('is changed with why, and leaves only by the exit rule', async () => {
    const params = { unitId: ward, entryId };
    await world.as('minh').call(changeEntry, {
      params,
      body: { ...FACTS, ownerId: world.ward.people.oanh, dueOn: '2026-09-30', why: 'Đổi người phụ trách' },
    });
    expect((await look(entryId)).body.entry).toMatchObject({ ownerName: 'Lý Kim Oanh', dueOn: '2026-09-30' });
    const leave = () =>
      world.as('minh').call(leaveConsolidated, {
        params,
        body: { reason: 'Sinh hoạt đều.', evidence: 'Biên bản tháng 6, 7, 8.' },
      });
    const early = await leave();
    expect(early.error).toMatchObject({ code: 'watchlists.exit-not-met' });
    expect((await look(entryId)).body.entry.gaps).toEqual([
      { key: 'time', from: '2026-08-20' },
      { key: 'signs', signs: ['unheld', 'official', 'unthematic'] },
    ]);
    // Three months on the branch has met in each of them, by theme once, and somebody has joined.
    const { people } = world.ward;
    await world.write(async (tx) => {
      for (const month of ['2026-05', '2026-06', '2026-07'])
        await recordHeld(tx, { branchId: branch7, month, base: 2, present: 2, by: people.lan });
      await run(
        tx,
        sql`update meetings.meeting set kind = 'combined' where branch_id = ${branch7} and month = '2026-06'`,
      );
      await recordMembership(tx, {
        personId: people.phuc,
        branchId: branch7,
        status: 'official',
        from: '2026-06-01',
      });
    });
    await at('2026-08-20', async () => {
      expect((await look(entryId)).body.entry.gaps).toEqual([]);
      expect((await leave()).status).toBe(200);
      const { entry } = (await look(entryId)).body;
      expect(entry).toMatchObject({ state: 'consolidated', leftOn: '2026-08-20', gaps: [] });
      expect(entry.changes.map(({ key, atEntry, atEnd }) => [key, atEntry?.shows, atEnd?.shows])).toEqual([
        ['unheld', true, false],
        ['official', true, false],
        ['unthematic', true, false],
      ]);
      expect((await leave()).error?.code).toBe('watchlists.left-already');
      // It comes back: linked to the entry before.
      const again = (await enter('minh', branch7, { dueOn: '2026-12-31' })).body.id;
      expect((await look(again)).body.entry).toMatchObject({ isRelapse: true, earlier: { id: entryId } });
      expect((await look(entryId)).body.entry.laterId).toBe(again);
      const removed = await world.as('minh').call(removeEntry, {
        params: { unitId: ward, entryId: again },
        body: { reason: 'Đưa vào nhầm' },
      });
      expect(removed.status).toBe(200);
      const sums = (await world.as('minh').call(listWatched, { params: { unitId: ward } })).body.totals;
      expect(sums).toMatchObject({ open: 0, consolidating: 0, consolidated: 1, removed: 1 });
      // What was removed is no matter of the organisation.
      const own = (await world.as('lan').call(getOwnConsolidation, { params: { unitId: branch7 } })).body;
      expect(own.entries.map(({ state }) => state)).toEqual(['consolidated']);
    });
  });

  it('waits on the first page of whoever is to do something, and goes over with a merged record', async () => {
    const { people } = world.ward;
    const id = (await enter('minh', branch5)).body.id;
    const keysOf = async (person: Person) =>
      (await world.as(person).call(getHome)).body.waiting
        .filter(({ key }) => key.startsWith('watchlists.'))
        .map(({ key, count, isLate, to }) => [key, count, isLate, to]);
    // On a list, without a step of its own: the way to what it is about.
    expect(await keysOf('an')).toEqual([['watchlists.own', 1, false, `/units/${branch5}/consolidation`]]);
    expect(await keysOf('dung')).toEqual([]);
    await step(id);
    await step(id, { ownerId: people.oanh });
    expect(await keysOf('an')).toEqual([
      ['watchlists.own-steps', 1, false, `/units/${branch5}/consolidation`],
    ]);
    expect(await keysOf('oanh')).toEqual([['watchlists.in-charge', 1, false, `/units/${ward}/watchlist`]]);
    expect(await keysOf('minh')).toEqual([]);
    await at('2026-06-02', async () => {
      expect(await keysOf('minh')).toEqual([
        ['watchlists.overdue', 1, true, `/units/${ward}/watchlist?shelf=overdue`],
      ]);
      expect(await keysOf('an')).toEqual([
        ['watchlists.own-steps', 1, true, `/units/${branch5}/consolidation`],
      ]);
    });
    await world.write((tx) => carryCharge(tx, people.oanh, people.minh));
    const { entry } = (await look(id)).body;
    expect(entry.steps.map(({ ownerName }) => ownerName).toSorted()).toEqual([null, 'Đặng Tuấn Minh']);
    await world
      .as('minh')
      .call(removeEntry, { params: { unitId: ward, entryId: id }, body: { reason: 'Thử xong' } });
  });

  it('leaves lines that nobody can change', async () => {
    await expect(
      world.write((tx) => run(tx, sql`update watchlists.line set words = 'x' where entry_id = ${entryId}`)),
    ).rejects.toThrow('only added');
  });
});

describe('who sees a list', () => {
  it('is the committee and those above; to everybody else it is refused or does not exist', async () => {
    const { city } = world.ward;
    const list = (person: Person, unitId = ward) =>
      world
        .as(person)
        .call(listWatched, { params: { unitId } })
        .then(({ status }) => status);
    const signs = (person: Person) =>
      world
        .as(person)
        .call(listShowing, { params: { unitId: ward } })
        .then(({ status }) => status);
    expect(await list('minh')).toBe(200);
    expect(await list('oanh')).toBe(200);
    // Officer of the city.
    expect(await list('khanh')).toBe(200);
    expect(await list('khanh', city)).toBe(200);
    expect(await list('minh', city)).toBe(403);
    for (const person of ['an', 'binh', 'dung', 'lan', 'phuc'] as const) {
      expect(await list(person)).toBeGreaterThanOrEqual(403);
      expect(await signs(person)).toBeGreaterThanOrEqual(403);
    }
    // Only the ward’s own officer writes in the ward’s list.
    expect((await enter('khanh', branch20)).status).toBe(403);
    expect((await enter('oanh', branch20)).status).toBe(403);
    const own = (person: Person) =>
      world
        .as(person)
        .call(getOwnConsolidation, { params: { unitId: branch5 } })
        .then(({ status }) => status);
    expect(await own('an')).toBe(200);
    expect(await own('binh')).toBe(200);
    for (const person of ['chi', 'dung', 'oanh', 'minh'] as const) expect(await own(person)).toBe(403);
  });

  it('is summed by the units below, and opens down', async () => {
    const { city } = world.ward;
    await enter('minh', branch20);
    const below = (await world.as('khanh').call(getWatchedBelow, { params: { unitId: city } })).body;
    expect(below.units).toEqual([
      {
        id: ward,
        name: 'Đảng ủy phường Sông Tô',
        kind: 'upper-committee',
        branches: 3,
        showing: 2,
        onList: 1,
        overdue: 0,
        consolidated: 1,
        relapsed: 0,
      },
    ]);
    const inWard = (await world.as('minh').call(getWatchedBelow, { params: { unitId: ward } })).body;
    expect(inWard.units).toMatchObject([{ id: null, branches: 3, showing: 2, onList: 1 }]);
  });
});

it('says nothing of months before the first meeting that was recorded here', async () => {
  // The first of all is of January 2026.
  await refreshReports(world);
  await at('2026-03-10', () => world.as('minh').call(measureSigns, { params: { unitId: ward } }));
  const of20 = (await showing('minh', ward, { show: 'all' })).branches.find(
    ({ branch }) => branch.id === branch20,
  )!;
  expect(of20.signs.map(({ key, figure, of }) => [key, figure, of])).toEqual([
    ['unheld', 2, 2],
    ['secretary', 252, null],
  ]);
});
