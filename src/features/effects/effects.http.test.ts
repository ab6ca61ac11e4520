import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueDirective, receiveDirective, withdrawDirective } from '#features/directives/contract.ts';
import { recordReceipt } from '#features/directives/public.ts';
import { recordMandate } from '#features/mandates/public.ts';
import { instantOf } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { one, run, sql } from '#platform/database/database.ts';
import { foundBranches, recordHeld } from '#testing/held-meetings.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';
import { figuresByBranch, figuresOfUnits } from './actions/measure-branches.ts';
import {
  dropIndicator,
  getEffects,
  listEffects,
  listIndicators,
  listTreeIndicators,
  nameIndicator,
} from './contract.ts';

// Twelve branches beside the two of the small ward. The paper goes out on 2 March 2026; January and February are what
// was before. From April to June the first six hold to it and rise from 70 % to 90 %, the others from 70 % to 75 %.

let world: TestWorld;
let branches: Id[];
let paper: Id;
const BEFORE = ['2026-01', '2026-02'];
const NOW = ['2026-04', '2026-05', '2026-06'];

const hold = (branchIds: readonly Id[], months: readonly string[], present: (at: number) => number) =>
  world.write(async (tx) => {
    for (const [at, branchId] of branchIds.entries())
      for (const month of months)
        await recordHeld(tx, { branchId, month, base: 20, present: present(at), by: world.ward.people.an });
  });

const send = async (changed: Record<string, unknown> = {}) => {
  const { body } = await world.as('minh').call(issueDirective, {
    params: { unitId: world.ward.ward },
    body: {
      kind: 'plan' as const,
      symbol: `Số ${newId().slice(-6)}-KH/ĐU`,
      issuedOn: '2026-03-02',
      title: 'Kế hoạch thí điểm sinh hoạt theo tổ',
      needs: 'carry-out' as const,
      to: { by: 'every-branch' as const },
      isSecret: false,
      ...changed,
    },
  });
  return body.id;
};

beforeAll(async () => {
  world = await openTestWorld();
  branches = await world.write((tx) => foundBranches(tx, world.ward.ward, 12));
  await hold(branches, BEFORE, (at) => 14 + (at % 2 ? 1 : -1));
  paper = await send();
});
afterAll(() => world.close());

const look = (person: Person, directiveId = paper, unitId = world.ward.ward) =>
  world.as(person).call(getEffects, { params: { unitId, directiveId } });
const name = (
  person: Person,
  measure: 'attendance' | 'held' | 'confirmedScore' | 'speakers',
  target: number | null = null,
  directiveId = paper,
) =>
  world.as(person).call(nameIndicator, {
    params: { unitId: world.ward.ward, directiveId },
    body: { measure, target },
  });

describe('naming what a paper means to move', () => {
  it('keeps what every branch was before the issue, once', async () => {
    const first = await name('minh', 'attendance', 90);
    expect(first).toMatchObject({ status: 200, body: { branches: 12 } });
    expect((await name('minh', 'attendance')).error).toMatchObject({
      code: 'effects.named-already',
      field: 'measure',
    });
    const { body } = await look('minh');
    expect(body).toMatchObject({
      unit: { name: 'Đảng ủy phường Sông Tô' },
      now: null,
      indicators: [
        {
          measure: 'attendance',
          target: 90,
          namedOn: '2026-03-02',
          namedByName: 'Đặng Tuấn Minh',
          before: { from: '2025-12', to: '2026-02' },
          comparison: { kind: 'too-few' },
          verdict: 'not-told-apart',
          // Six branches with 13 of 20, six with 15 of 20.
          pictures: { waiting: { before: { count: 12, mean: 70, spread: { low: 65, high: 75 } } } },
        },
      ],
      abilities: { name: true },
    });
  });

  it('may be repeated with its request key, and writes one line of history', async () => {
    const directiveId = await send();
    const key = newId();
    const again = () =>
      world.as('minh').call(nameIndicator, {
        params: { unitId: world.ward.ward, directiveId },
        body: { measure: 'attendance' as const },
        key,
      });
    expect([(await again()).body, (await again()).body]).toEqual([{ branches: 12 }, { branches: 12 }]);
    const { lines } = await world.read((tx) =>
      one(
        tx,
        sql<{ lines: number }>`
          select count(*)::int as lines from platform.history
           where verb = 'effects.name' and subject_id = ${directiveId}`,
      ),
    );
    expect(lines).toBe(1);
  });

  it.each([
    ['confirmedScore', null, 'effects.nothing-before', 'measure'],
    ['held', 120, 'effects.target-off-scale', 'target'],
    ['held', -1, 'effects.target-off-scale', 'target'],
  ] as const)('%s with target %s is refused: %s', async (measure, target, code, field) => {
    const before = (await look('minh')).body.indicators.length;
    expect((await name('minh', measure, target)).error).toMatchObject({ code, field });
    expect((await look('minh')).body.indicators).toHaveLength(before);
  });

  it('is refused for a paper that was taken back', async () => {
    const directiveId = await send();
    for (const measure of ['attendance', 'held'] as const)
      expect((await name('minh', measure, null, directiveId)).status).toBe(200);
    await world.as('minh').call(withdrawDirective, {
      params: { unitId: world.ward.ward, directiveId },
      body: { reason: 'Gửi nhầm' },
    });
    expect((await name('minh', 'speakers', null, directiveId)).error?.code).toBe('effects.paper-withdrawn');
    expect((await look('minh', directiveId)).body.abilities.name).toBe(false);
  });

  it('a paper of another committee, or none, does not exist here', async () => {
    expect((await name('minh', 'held', null, newId())).status).toBe(404);
    expect((await look('minh', newId())).status).toBe(404);
  });

  it('is for the secretary, deputy and officers of the committee; others read or see nothing', async () => {
    // Oanh sits on the ward's committee; An leads a branch; Phúc keeps the server of the city.
    for (const [person, reads, names] of [
      ['minh', 200, 200],
      ['oanh', 200, 403],
      ['an', 403, 403],
      ['dung', 403, 403],
      ['phuc', 403, 403],
    ] as const) {
      expect([person, (await look(person)).status]).toEqual([person, reads]);
      const reply = await world.as(person).call(listEffects, { params: { unitId: world.ward.ward } });
      expect([person, reply.status]).toEqual([person, reads]);
      const directiveId = await send();
      expect([person, (await name(person, 'attendance', null, directiveId)).status]).toEqual([person, names]);
      if (names === 200) continue;
      const drop = await world.as(person).call(dropIndicator, {
        params: { unitId: world.ward.ward, directiveId: paper, measure: 'attendance' },
        body: { reason: 'Thử' },
      });
      expect(drop.status).toBe(403);
    }
    expect((await world.stranger.call(listEffects, { params: { unitId: world.ward.ward } })).status).toBe(
      401,
    );
  });
});

describe('who received the paper', () => {
  const read = (person: Person, unitId: Id, directiveId = paper) =>
    world.as(person).call(listIndicators, { params: { unitId, directiveId } });
  const tree = (person: Person, unitId: Id, directiveId: Id) =>
    world.as(person).call(listTreeIndicators, { params: { unitId, directiveId } });

  it('reads what it means to move, with the own baseline where the own figures are seen', async () => {
    const { ward, branch5 } = world.ward;
    const attendance = {
      measure: 'attendance',
      better: 'more',
      target: 90,
      before: { from: '2025-12', to: '2026-02' },
    };
    // The ward over its twelve branches, one branch by itself, and one that kept no figures then.
    expect((await read('minh', ward)).body).toEqual({
      indicators: [{ ...attendance, baseline: { branches: 12, low: 65, mean: 70, high: 75 } }],
      abilities: { seeBaseline: true },
    });
    expect((await read('minh', branches[0]!)).body.indicators).toEqual([
      { ...attendance, baseline: { branches: 1, low: 65, mean: 65, high: 65 } },
    ]);
    expect((await read('an', branch5)).body).toEqual({
      indicators: [{ ...attendance, baseline: null }],
      abilities: { seeBaseline: true },
    });
    // A member reads the indicator and sees no figures of the branch.
    expect((await read('dung', branch5)).body).toEqual({
      indicators: [{ ...attendance, baseline: null }],
      abilities: { seeBaseline: false },
    });
  });

  it('is not shown another unit’s paper, nor what was given up', async () => {
    const { ward, branch5, branch7 } = world.ward;
    expect((await read('lan', branch5)).status).toBe(404);
    expect((await read('phuc', branch5)).status).toBe(403);
    const elsewhere = await send({ to: { by: 'list' as const, unitIds: [branch7] } });
    expect((await read('an', branch5, elsewhere)).status).toBe(404);
    expect((await tree('an', branch5, elsewhere)).status).toBe(404);
    await name('minh', 'attendance', null, elsewhere);
    expect((await read('lan', branch7, elsewhere)).body.indicators).toHaveLength(1);
    await world.as('minh').call(dropIndicator, {
      params: { unitId: ward, directiveId: elsewhere, measure: 'attendance' },
      body: { reason: 'Nêu nhầm' },
    });
    expect((await read('lan', branch7, elsewhere)).body.indicators).toEqual([]);
    expect((await tree('lan', branch7, elsewhere)).body.papers).toEqual([]);
  });

  it('finds the papers of a tree that name some', async () => {
    const { branch5 } = world.ward;
    const under = await send({ links: [{ kind: 'carries-out' as const, targetId: paper }] });
    const marks = { papers: [{ directiveId: paper, measures: ['attendance'] }] };
    expect((await tree('dung', branch5, under)).body).toEqual(marks);
    expect((await tree('an', branch5, paper)).body).toEqual(marks);
    expect((await tree('lan', branch5, paper)).status).toBe(404);
    expect((await tree('phuc', branch5, paper)).status).toBe(403);
  });
});

describe('what changed below', () => {
  it('is told apart from chance beside those that have not started', async () => {
    const opened = instantOf('2026-03-10', '20:00');
    await world.write(async (tx) => {
      for (const branchId of branches.slice(0, 6))
        await recordReceipt(tx, { directiveId: paper, unitId: branchId, by: world.ward.people.an }, opened);
    });
    // Presence alternates by branch, so that branches differ among themselves: 13 or 15 before.
    await hold(branches.slice(0, 6), NOW, (at) => 18 + (at % 3 === 0 ? 1 : 0));
    await hold(branches.slice(6), NOW, (at) => 15 + (at % 3 === 0 ? 1 : 0));
    world.clock.set('2026-07-03');
    const { body } = await look('minh');
    expect(body).toMatchObject({
      now: { from: '2026-04', to: '2026-06' },
      counts: { started: 6, waiting: 8, between: 0 },
    });
    const [indicator] = body.indicators;
    // By hand: changes of the started, in points of 5 %: (19−13, 18−15, 18−13, 19−15, 18−13, 18−15) = 6 3 5 4 5 3,
    // mean 26/6; of the waiting (16−13, 15−15, 15−13, 16−15, 15−13, 15−15) = 3 0 2 1 2 0, mean 8/6. Difference 3, that
    // is 15 points. Squares around the means 120 − 26²/6 = 22/3 and 18 − 8²/6 = 22/3, so that both variances are 22/15;
    // error √(2 · 22/90) = 0.6992, ten degrees, t 2.2281: from 1.442 to 4.558, in points 7.21 and 22.79.
    expect(indicator!.comparison).toMatchObject({ kind: 'estimate', leftOut: 0 });
    if (indicator!.comparison.kind !== 'estimate') return;
    expect(indicator!.comparison.difference).toBeCloseTo(15, 8);
    expect(indicator!.comparison.interval!.low).toBeCloseTo(7.21, 2);
    expect(indicator!.comparison.interval!.high).toBeCloseTo(22.79, 2);
    expect(indicator!.comparison.interval!.degrees).toBeCloseTo(10, 8);
    expect(indicator!.verdict).toBe('as-wished');
    expect(indicator!.atTarget).toEqual({ before: 0, now: 6, of: 12 });
    expect(indicator!.pictures.started.now.count).toBe(6);
    expect(body.branches.find((one) => one.id === branches[0])).toMatchObject({
      stand: 'started',
      startedOn: '2026-03-10',
      values: [{ before: 65, now: 95 }],
    });
    // Before December nothing was held: the proof says that it has too little.
    expect(indicator!.earlier).toMatchObject({ kind: 'too-few' });
  });

  it('leaves out what began in between, and keeps the baseline when old figures are put right', async () => {
    await world.write(async (tx) => {
      await recordReceipt(
        tx,
        { directiveId: paper, unitId: branches[6]!, by: world.ward.people.an },
        instantOf('2026-05-20', '20:00'),
      );
      await run(tx, sql`update meetings.meeting set present = 20 where month = '2026-01'`);
    });
    const { body } = await look('minh');
    expect(body.counts).toEqual({ started: 6, waiting: 7, between: 1 });
    expect(body.branches.find((one) => one.id === branches[0])!.values[0]).toEqual({ before: 65, now: 95 });
    expect(body.branches.find((one) => one.id === branches[6])!.stand).toBe('between');
  });

  it('a branch’s own leader starts it by opening the paper', async () => {
    const directiveId = await send();
    const { branch5 } = world.ward;
    await world.as('an').call(receiveDirective, { params: { unitId: branch5, directiveId } });
    const { body } = await look('minh', directiveId);
    expect(body.branches.find((one) => one.id === branch5)).toMatchObject({
      // Begun after the months that are compared: for them it still waits.
      stand: 'waiting',
      startedOn: '2026-07-03',
    });
    expect(body.indicators).toEqual([]);
  });
});

describe('giving an indicator up', () => {
  const drop = (reason: string) =>
    world.as('minh').call(dropIndicator, {
      params: { unitId: world.ward.ward, directiveId: paper, measure: 'attendance' },
      body: { reason },
    });

  it('wants a reason, stays on the page, and is no way to begin anew', async () => {
    expect((await drop(' ')).error).toMatchObject({ code: 'platform.bad-request', field: 'reason' });
    expect((await drop('Đổi trọng tâm')).status).toBe(200);
    expect((await drop('Đổi trọng tâm')).error?.code).toBe('effects.not-named');
    expect((await name('minh', 'attendance')).error?.code).toBe('effects.named-already');
    const { body } = await look('minh');
    expect(body.indicators[0]).toMatchObject({ droppedOn: '2026-07-03', droppedBecause: 'Đổi trọng tâm' });
    const list = await world.as('minh').call(listEffects, { params: { unitId: world.ward.ward } });
    expect(list.body.papers.find((one) => one.id === paper)).toMatchObject({ measures: [], started: 7 });
  });
});

describe('the committee above', () => {
  it('sees what a ward’s paper did', async () => {
    const officer = await world.write(async (tx) => {
      const id = world.ward.people.giang;
      await recordMandate(tx, {
        id: newId(),
        personId: id,
        unitId: world.ward.city,
        post: 'officer',
        from: '2026-03-01',
        decision: '9-QĐ/TU',
      });
      return id;
    });
    const reply = await world.asId(officer).call(getEffects, {
      params: { unitId: world.ward.ward, directiveId: paper },
    });
    expect([reply.status, reply.body.abilities.name]).toEqual([200, false]);
  });
});

it('reads several units of unlike levels at once as it reads each of them', async () => {
  const windows = [
    { from: '2026-01', to: '2026-02' },
    { from: '2026-04', to: '2026-06' },
  ];
  const units = [world.ward.ward, branches[0]!, branches[7]!];
  await world.read(async (tx) => {
    const together = await figuresOfUnits(tx, units, windows, '2026-07-06');
    expect(together.size).toBe(3);
    expect(together.get(world.ward.ward)?.size).toBeGreaterThanOrEqual(12);
    for (const unitId of units)
      expect(together.get(unitId)).toEqual(await figuresByBranch(tx, unitId, windows, '2026-07-06'));
  });
});

it('lists one paper of the committee when it is asked for, and no paper of another', async () => {
  const ask = (directiveId: Id) =>
    world.as('minh').call(listEffects, { params: { unitId: world.ward.ward }, query: { directiveId } });
  const all = await world.as('minh').call(listEffects, { params: { unitId: world.ward.ward }, query: {} });
  const { body } = await ask(paper);
  expect(body.papers).toEqual(all.body.papers.filter((one) => one.id === paper));
  expect(body.papers).toHaveLength(1);
  expect((await ask(newId())).status).toBe(404);
});
