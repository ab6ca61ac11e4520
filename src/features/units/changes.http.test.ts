import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Id, newId } from '#kernel/ids.ts';
import { one, rows, sql } from '#platform/database/database.ts';
import { openTestWorld, type Reply, type TestWorld } from '#testing/test-world.ts';
import {
  changeUnit,
  correctChange,
  correctFounding,
  foundUnit,
  getLife,
  getUnit,
  listChildren,
  previewChange,
  searchUnits,
  type WantedChange,
  withdrawChange,
} from './contract.ts';

// Minh is the ward's officer. An is a branch's secretary, Phúc the operator of the city.

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());
beforeEach(() => world.clock.set('2026-03-02'));

const decision = { number: '21-QĐ/ĐU', on: '2026-03-01' };
const refusalOf = (reply: Reply<unknown>) => [reply.status, reply.error?.code];

const found = async (name: string, more: Record<string, unknown> = {}, under = world.ward.ward) => {
  const reply = await world.as('minh').call(foundUnit, {
    params: { unitId: under },
    body: {
      on: '2026-03-05',
      name,
      kind: 'branch',
      sector: 'residential',
      decision,
      ...more,
    } as never,
  });
  return reply;
};
const made = async (name: string, more: Record<string, unknown> = {}, under = world.ward.ward) => {
  const reply = await found(name, more, under);
  expect(reply.error).toBeUndefined();
  return reply.body.unitId;
};
const change = (unitId: Id, wanted: WantedChange, who: 'minh' | 'an' | 'phuc' | 'lan' = 'minh') =>
  world.as(who).call(changeUnit, { params: { unitId }, body: { change: wanted, decision } as never });
const life = async (unitId: Id) => (await world.as('minh').call(getLife, { params: { unitId } })).body;
const lines = (line: { from: string; to: string | null; value: unknown }[]) =>
  line.map((span) => [span.from, span.to, span.value]);

/** Every row of the feature's tables, to see that a refusal has changed nothing. */
const everything = () =>
  world.read(async (tx) => {
    const tables = [
      'unit',
      'unit_name',
      'unit_kind',
      'unit_code',
      'unit_link',
      'unit_path',
      'change',
      'succession',
    ];
    const all: unknown[] = [];
    for (const name of tables)
      all.push(await rows(tx, sql`select t::text from ${sql.table(`units.${name}`)} t order by 1`));
    return JSON.stringify(all);
  });

describe('founding', () => {
  test('a unit stands in the tree from its day, with its decision and its line in the history', async () => {
    const { ward, city } = world.ward;
    const unitId = await made('Chi bộ Tổ dân phố số 11', { code: '01.001.011' });
    const before = await world.as('minh').call(listChildren, { params: { unitId: ward } });
    expect(before.body.children.map((u) => u.id)).not.toContain(unitId);
    const after = await world.as('minh').call(getUnit, { params: { unitId }, query: { on: '2026-03-05' } });
    expect(after.body).toMatchObject({
      day: '2026-03-05',
      unit: { name: 'Chi bộ Tổ dân phố số 11', kind: 'branch', code: '01.001.011', foundedOn: '2026-03-05' },
      above: [
        { id: ward, isOpen: true },
        { id: city, isOpen: false },
      ],
      abilities: { change: true, found: true },
    });
    const { changes } = await life(unitId);
    expect(changes).toMatchObject([
      {
        verb: 'found',
        on: '2026-03-05',
        after: 'Đảng ủy phường Sông Tô',
        decision: '21-QĐ/ĐU',
        state: 'planned',
      },
    ]);
    const line = await world.read((tx) =>
      one(
        tx,
        sql<{ verb: string; actor: string }>`
          select verb, actor_id as actor from platform.history where unit_id = ${unitId}`,
      ),
    );
    expect(line).toEqual({ verb: 'units.found', actor: world.ward.people.minh });
  });

  test('is for the committee itself and those above; others are told who may', async () => {
    for (const person of ['an', 'phuc', 'lan'] as const) {
      const reply = await world.as(person).call(foundUnit, {
        params: { unitId: world.ward.ward },
        body: { on: '2026-03-05', name: 'Chi bộ X', kind: 'branch', sector: null, decision } as never,
      });
      expect(refusalOf(reply)).toEqual([403, 'platform.not-allowed']);
      expect(reply.error?.message).toContain('cấp ủy');
    }
  });

  test.each([
    ['a name without letters', { name: '  12 ' }, [422, 'units.bad-name']],
    ['a code with signs', { code: 'A B*' }, [422, 'units.bad-code']],
    ['a code of another unit', { code: '01.001.005' }, [409, 'units.code-taken']],
    ['a level that may not stand there', { kind: 'group' }, [422, 'units.level-not-allowed']],
    ['a day before the parent', { on: '2025-06-30' }, [409, 'units.parent-not-yet']],
    [
      'a decision of tomorrow',
      { decision: { number: '1-QĐ', on: '2026-03-03' } },
      [422, 'units.decision-in-future'],
    ],
  ])('%s is refused and changes nothing', async (_, more, refusal) => {
    const before = await everything();
    const reply = await found('Chi bộ Tổ dân phố số 12', more);
    expect(refusalOf(reply)).toEqual(refusal);
    expect(reply.error?.wayOut?.length).toBeGreaterThan(5);
    expect(await everything()).toBe(before);
  });

  test('a refusal names the unit and the levels in words', async () => {
    const taken = await found('Chi bộ 12', { code: '01.001.005' });
    expect(taken.error?.message).toBe('Mã 01.001.005 đang thuộc về Chi bộ 5 từ ngày 01/07/2025.');
    const level = await found('Tổ đảng 1', { kind: 'group' });
    expect(level.error?.message).toBe(
      'Theo quy định, tổ đảng không trực thuộc đảng bộ cấp trên trực tiếp cơ sở (Đảng ủy phường Sông Tô, từ ngày 05/03/2026).',
    );
    expect(level.error?.rule).toMatchObject({ document: 'Điều lệ Đảng', verified: false });
  });

  test('a repeated request founds one unit', async () => {
    const body = {
      on: '2026-03-05',
      name: 'Chi bộ Một Lần',
      kind: 'branch',
      sector: null,
      decision,
    } as never;
    const input = { params: { unitId: world.ward.ward }, body, key: newId() };
    const first = await world.as('minh').call(foundUnit, input);
    const again = await world.as('minh').call(foundUnit, input);
    expect(again.body).toEqual(first.body);
  });
});

describe('name and code', () => {
  test('hold from their day on, and the days before keep theirs', async () => {
    const unitId = await made('Chi bộ Chợ Cũ', { on: '2026-01-01', code: 'C.1' });
    expect((await change(unitId, { verb: 'rename', on: '2026-06-01', name: 'Chi bộ  Chợ Mới' })).status).toBe(
      200,
    );
    expect((await change(unitId, { verb: 'rename', on: '2026-04-01', name: 'Chi bộ Chợ' })).status).toBe(200);
    expect((await change(unitId, { verb: 'recode', on: '2026-04-01', code: 'C.2' })).status).toBe(200);
    expect((await change(unitId, { verb: 'recode', on: '2026-05-01', code: null })).status).toBe(200);
    const { names, codes } = await life(unitId);
    expect(lines(names)).toEqual([
      ['2026-01-01', '2026-04-01', 'Chi bộ Chợ Cũ'],
      ['2026-04-01', '2026-06-01', 'Chi bộ Chợ'],
      ['2026-06-01', null, 'Chi bộ Chợ Mới'],
    ]);
    expect(lines(codes)).toEqual([
      ['2026-01-01', '2026-04-01', 'C.1'],
      ['2026-04-01', '2026-05-01', 'C.2'],
    ]);
    // A code that is free again is given to another unit.
    const other = await made('Chi bộ Bến Xe', { on: '2026-05-01', code: 'C.2' });
    expect((await change(other, { verb: 'recode', on: '2026-06-01', code: 'C.1' })).status).toBe(200);
  });

  test('are refused when nothing changes, on a day taken, before the founding and for other people', async () => {
    const unitId = await made('Chi bộ Đình Làng', { on: '2026-01-01', code: 'D.1' });
    expect((await change(unitId, { verb: 'rename', on: '2026-04-01', name: 'Chi bộ Đình' })).status).toBe(
      200,
    );
    const before = await everything();
    expect(
      await Promise.all(
        [
          change(unitId, { verb: 'rename', on: '2026-05-01', name: 'Chi bộ Đình' }),
          change(unitId, { verb: 'rename', on: '2026-04-01', name: 'Chi bộ Khác' }),
          change(unitId, { verb: 'rename', on: '2025-12-31', name: 'Chi bộ Khác' }),
          change(unitId, { verb: 'rename', on: '2026-01-01', name: 'Chi bộ Khác' }),
          change(unitId, { verb: 'recode', on: '2026-02-01', code: '01.001.007' }),
          change(unitId, { verb: 'rename', on: '2026-05-01', name: 'Chi bộ Khác' }, 'an'),
          change(unitId, { verb: 'rename', on: '2026-05-01', name: 'Chi bộ Khác' }, 'phuc'),
        ].map(async (reply) => refusalOf(await reply)),
      ),
    ).toEqual([
      [422, 'units.nothing-changed'],
      [409, 'units.change-same-day'],
      [422, 'units.before-founding'],
      [422, 'units.on-founding-day'],
      [409, 'units.code-taken'],
      [404, 'platform.not-found'],
      [403, 'platform.not-allowed'],
    ]);
    expect(await everything()).toBe(before);
  });

  test('a secretary does not rename the own branch', async () => {
    const reply = await change(
      world.ward.branch5,
      { verb: 'rename', on: '2026-05-01', name: 'Chi bộ Năm' },
      'an',
    );
    expect(refusalOf(reply)).toEqual([403, 'platform.not-allowed']);
  });
});

describe('moving', () => {
  const day = '2026-04-01';
  let base: Id;
  let sub: Id;
  let branch: Id;
  beforeAll(async () => {
    world.clock.set('2026-03-02');
    base = await made('Đảng bộ Công ty Cấp nước', { on: '2026-01-01', kind: 'base-committee' });
    sub = await made('Đảng bộ bộ phận Nhà máy', { on: '2026-01-01', kind: 'sub-committee' }, base);
    branch = await made('Chi bộ Phân xưởng 1', { on: '2026-01-01' }, sub);
  });

  test('what lies below goes along, from the day on', async () => {
    const preview = await world.as('minh').call(previewChange, {
      params: { unitId: branch },
      body: { change: { verb: 'move', on: day, parentId: base } },
    });
    expect(preview.body).toEqual({
      on: day,
      until: null,
      before: 'Đảng bộ bộ phận Nhà máy',
      after: 'Đảng bộ Công ty Cấp nước',
      below: 0,
      standing: [],
    });
    expect((await change(branch, { verb: 'move', on: day, parentId: base })).status).toBe(200);
    const on = async (on: string) =>
      (await world.as('minh').call(getUnit, { params: { unitId: branch }, query: { on } })).body.above.map(
        (u) => u.id,
      );
    expect(await on('2026-03-31')).toEqual([sub, base, world.ward.ward, world.ward.city]);
    expect(await on(day)).toEqual([base, world.ward.ward, world.ward.city]);
  });

  test('refuses cycles with the way named, closed units, unborn units, wrong levels and the top', async () => {
    const { ward, city } = world.ward;
    const closed = await made('Đảng bộ Công ty Đã Giải Thể', { on: '2026-01-01', kind: 'base-committee' });
    expect((await change(closed, { verb: 'end', on: '2026-03-01', successorIds: [] })).status).toBe(200);
    const unborn = await made('Đảng bộ Công ty Mới', { on: '2026-06-01', kind: 'base-committee' });
    const before = await everything();
    const cycle = await change(base, { verb: 'move', on: day, parentId: sub });
    expect(refusalOf(cycle)).toEqual([409, 'units.cycle']);
    expect(cycle.error?.message).toContain('Đảng bộ Công ty Cấp nước → Đảng bộ bộ phận Nhà máy');
    expect(refusalOf(await change(base, { verb: 'move', on: day, parentId: base }))).toEqual([
      409,
      'units.cycle',
    ]);
    expect(refusalOf(await change(sub, { verb: 'move', on: day, parentId: closed }))).toEqual([
      409,
      'units.parent-closed',
    ]);
    expect(refusalOf(await change(sub, { verb: 'move', on: day, parentId: unborn }))).toEqual([
      409,
      'units.parent-not-yet',
    ]);
    expect(refusalOf(await change(sub, { verb: 'move', on: day, parentId: ward }))).toEqual([
      422,
      'units.level-not-allowed',
    ]);
    // Minh decides about the ward and below, not about the city.
    expect(refusalOf(await change(base, { verb: 'move', on: day, parentId: city }))).toEqual([
      403,
      'units.not-your-parent',
    ]);
    expect(refusalOf(await change(base, { verb: 'move', on: day, parentId: newId() }))).toEqual([
      404,
      'platform.not-found',
    ]);
    expect(refusalOf(await change(ward, { verb: 'move', on: day, parentId: base }))).toEqual([
      403,
      'platform.not-allowed',
    ]);
    expect(await everything()).toBe(before);
  });

  test('of two changes at once that do not go together one is refused', async () => {
    const a = await made('Đảng bộ Đôi A', { on: '2026-01-01', kind: 'base-committee' });
    const b = await made('Đảng bộ Đôi B', { on: '2026-01-01', kind: 'base-committee' });
    const below = await made('Chi bộ Đôi', { on: '2026-01-01' }, a);
    // A branch may stand under a base committee, not under a base branch: each is right by itself.
    const replies = await Promise.all([
      change(below, { verb: 'move', on: day, parentId: b }),
      change(b, { verb: 'change-kind', on: '2026-05-01', kind: 'base-branch', sector: null }),
    ]);
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 422]);
  });
});

describe('level and sector', () => {
  test('change from a day on when everything above and below fits', async () => {
    const unitId = await made('Chi bộ Trường Tiểu học', {
      on: '2026-01-01',
      kind: 'base-branch',
      sector: 'agency',
    });
    expect(
      (await change(unitId, { verb: 'change-kind', on: '2026-04-01', kind: 'base-branch', sector: 'school' }))
        .status,
    ).toBe(200);
    expect(
      (
        await change(unitId, {
          verb: 'change-kind',
          on: '2026-09-01',
          kind: 'base-committee',
          sector: 'school',
        })
      ).status,
    ).toBe(200);
    const under = await made('Chi bộ Khối 1', { on: '2026-09-01' }, unitId);
    // Before September a branch could not have stood there.
    expect(refusalOf(await found('Chi bộ Khối 2', { on: '2026-08-31' }, unitId))).toEqual([
      422,
      'units.level-not-allowed',
    ]);
    expect(
      refusalOf(
        await change(unitId, {
          verb: 'change-kind',
          on: '2026-10-01',
          kind: 'base-branch',
          sector: 'school',
        }),
      ),
    ).toEqual([422, 'units.level-not-allowed']);
    expect(lines((await life(unitId)).kinds)).toEqual([
      ['2026-01-01', '2026-04-01', { kind: 'base-branch', sector: 'agency' }],
      ['2026-04-01', '2026-09-01', { kind: 'base-branch', sector: 'school' }],
      ['2026-09-01', null, { kind: 'base-committee', sector: 'school' }],
    ]);
    expect((await life(under)).parents[0]?.value.name).toBe('Chi bộ Trường Tiểu học');
  });

  test('a branch with members that is to be a committee says whom to move first', async () => {
    const { body } = await world.as('minh').call(previewChange, {
      params: { unitId: world.ward.branch5 },
      body: { change: { verb: 'change-kind', on: '2026-04-01', kind: 'base-committee', sector: null } },
    });
    expect(body.standing).toEqual([
      { count: 7, what: 'đảng viên', settle: 'Chuyển sinh hoạt cho đảng viên trước.' },
    ]);
  });
});

describe('ending', () => {
  test('a unit with members, posts or units below stays, and every reason is named', async () => {
    const before = await everything();
    const branch = await change(world.ward.branch5, { verb: 'end', on: '2026-04-01', successorIds: [] });
    expect(refusalOf(branch)).toEqual([409, 'units.still-standing']);
    expect(branch.error?.message).toBe('Chi bộ 5 chưa thể kết thúc: còn 7 đảng viên, 4 chức vụ chưa thôi.');
    const preview = await world.as('minh').call(previewChange, {
      params: { unitId: world.ward.branch5 },
      body: { change: { verb: 'end', on: '2026-04-01' } },
      headers: { 'accept-language': 'en' },
    });
    expect(preview.body.standing.map(({ count, what }) => `${count} ${what}`)).toEqual([
      '7 members',
      '4 posts not ended',
    ]);
    expect(await everything()).toBe(before);
  });

  test('an empty unit ends, keeps its page, and is carried on by its successor', async () => {
    const unitId = await made('Chi bộ Hợp tác xã', { on: '2026-01-01', code: 'E.1' });
    const heir = await made('Chi bộ Hợp tác xã Kiểu Mới', { on: '2026-04-01' });
    const end: WantedChange = { verb: 'end', on: '2026-04-01', successorIds: [heir] };
    expect((await change(unitId, end)).status).toBe(200);
    world.clock.set('2026-05-02');
    const seen = await life(unitId);
    expect(seen).toMatchObject({ endedOn: '2026-04-01', successors: [{ id: heir, sinceOn: '2026-04-01' }] });
    expect((await life(heir)).predecessors.map((u) => u.id)).toEqual([unitId]);
    expect(lines(seen.codes)).toEqual([['2026-01-01', '2026-04-01', 'E.1']]);
    const page = await world.as('minh').call(getUnit, { params: { unitId } });
    expect(page.body).toMatchObject({
      day: '2026-03-31',
      unit: { endedOn: '2026-04-01' },
      // Nothing is offered that would be refused.
      abilities: { found: false, change: false, import: false },
    });
    const late = await change(unitId, { verb: 'rename', on: '2026-04-15', name: 'Chi bộ Hợp tác' });
    expect(refusalOf(late)).toEqual([409, 'units.after-end']);
    // It is as closed to others as it was.
    expect((await world.as('an').call(getLife, { params: { unitId } })).status).toBe(404);
  });

  test('successors must exist on that day and be others', async () => {
    const unitId = await made('Chi bộ Ga Tàu', { on: '2026-01-01' });
    const later = await made('Chi bộ Ga Mới', { on: '2026-05-01' });
    for (const [ids, code] of [
      [[unitId], 'units.link-itself'],
      [[later], 'units.link-closed'],
    ] as const)
      expect(
        (await change(unitId, { verb: 'end', on: '2026-04-01', successorIds: [...ids] })).error?.code,
      ).toBe(code);
  });
});

describe('a change whose day has not come', () => {
  const only = async (unitId: Id, verb: string) =>
    (await life(unitId)).changes.filter((c) => c.verb === verb && c.state === 'planned')[0]!.id;
  const withdraw = (unitId: Id, changeId: Id, who: 'minh' | 'an' = 'minh') =>
    world.as(who).call(withdrawChange, { params: { unitId, changeId } });

  test('is taken back, and everything is as it was', async () => {
    const base = await made('Đảng bộ Bệnh viện', {
      on: '2026-01-01',
      kind: 'base-committee',
      sector: 'public-service',
    });
    const unitId = await made('Chi bộ Khoa Nội', { on: '2026-01-01', code: 'F.1' });
    const tree = () =>
      world.read((tx) =>
        rows(
          tx,
          sql`select t::text from units.unit_path t where unit_id = ${unitId} union all
              select t::text from units.unit_name t where unit_id = ${unitId} union all
              select t::text from units.unit_kind t where unit_id = ${unitId} union all
              select t::text from units.unit_code t where unit_id = ${unitId} union all
              select t::text from units.unit_link t where unit_id = ${unitId} union all
              select t::text from units.unit t where id = ${unitId}`,
        ),
      );
    const before = await tree();
    const wanted: WantedChange[] = [
      { verb: 'rename', on: '2026-06-01', name: 'Chi bộ Khoa Nội tổng hợp' },
      { verb: 'recode', on: '2026-06-01', code: 'F.2' },
      { verb: 'move', on: '2026-06-01', parentId: base },
      { verb: 'change-kind', on: '2026-06-01', kind: 'base-branch', sector: 'public-service' },
      { verb: 'end', on: '2026-06-01', successorIds: [base] },
    ];
    for (const each of wanted) {
      expect((await change(unitId, each)).error).toBeUndefined();
      expect(await tree()).not.toEqual(before);
      const id = await only(unitId, each.verb);
      expect(refusalOf(await withdraw(unitId, id, 'an'))).toEqual([404, 'platform.not-found']);
      expect((await withdraw(unitId, id)).body).toEqual({ isUnitGone: false });
      expect(await tree()).toEqual(before);
      expect(refusalOf(await withdraw(unitId, id))).toEqual([409, 'units.change-withdrawn']);
    }
    expect((await life(unitId)).changes.filter((c) => c.state === 'withdrawn')).toHaveLength(5);
    expect((await life(unitId)).successors).toEqual([]);
  });

  test('is put right by another of the same kind', async () => {
    const unitId = await made('Chi bộ Sân Vận Động', { on: '2026-01-01' });
    await change(unitId, { verb: 'rename', on: '2026-06-01', name: 'Chi bộ Nhà Văn Háo' });
    const changeId = await only(unitId, 'rename');
    const correct = (wanted: WantedChange) =>
      world.as('minh').call(correctChange, {
        params: { unitId, changeId },
        body: { change: wanted, decision } as never,
      });
    expect(refusalOf(await correct({ verb: 'recode', on: '2026-06-01', code: 'G.1' }))).toEqual([
      409,
      'units.not-planned',
    ]);
    expect((await correct({ verb: 'rename', on: '2026-05-15', name: 'Chi bộ Nhà Văn hóa' })).status).toBe(
      200,
    );
    expect(lines((await life(unitId)).names)).toEqual([
      ['2026-01-01', '2026-05-15', 'Chi bộ Sân Vận Động'],
      ['2026-05-15', null, 'Chi bộ Nhà Văn hóa'],
    ]);
  });

  test('of the past is history, which only a new change follows', async () => {
    const unitId = await made('Chi bộ Bến Phà', { on: '2026-01-01' });
    await change(unitId, { verb: 'rename', on: '2026-02-01', name: 'Chi bộ Bến Đò' });
    const { changes } = await life(unitId);
    for (const { id } of changes)
      expect(refusalOf(await withdraw(unitId, id))).toEqual([409, 'units.not-planned']);
    expect(refusalOf(await withdraw(unitId, newId()))).toEqual([404, 'platform.not-found']);
  });

  test('a planned unit is put right with its id, or never was', async () => {
    const unitId = await made('Chi bộ Khu Đô Thị Mới', { on: '2026-06-01', code: 'H.1' });
    const changeId = await only(unitId, 'found');
    const corrected = await world.as('minh').call(correctFounding, {
      params: { unitId, changeId },
      body: {
        on: '2026-07-01',
        name: 'Chi bộ Khu đô thị Nam',
        code: 'H.2',
        kind: 'base-branch',
        sector: 'residential',
        decision,
      } as never,
    });
    expect(corrected.error).toBeUndefined();
    const seen = await life(unitId);
    expect([seen.foundedOn, lines(seen.names), lines(seen.codes)]).toEqual([
      '2026-07-01',
      [['2026-07-01', null, 'Chi bộ Khu đô thị Nam']],
      [['2026-07-01', null, 'H.2']],
    ]);
    const group = await made('Tổ đảng 1', { on: '2026-07-01', kind: 'group' }, unitId);
    const id = await only(unitId, 'found');
    const held = await withdraw(unitId, id);
    expect(refusalOf(held)).toEqual([409, 'units.still-standing']);
    expect(held.error?.message).toContain('1 tổ chức trực thuộc');
    expect((await withdraw(group, await only(group, 'found'))).body).toEqual({ isUnitGone: true });
    expect((await withdraw(unitId, id)).body).toEqual({ isUnitGone: true });
    expect((await world.as('minh').call(getUnit, { params: { unitId } })).status).toBe(404);
    // What was done is still told.
    const told = await world.read((tx) =>
      rows(
        tx,
        sql<{ verb: string }>`select verb from platform.history where unit_id = ${unitId} order by at, id`,
      ),
    );
    expect(told.map((line) => line.verb)).toEqual([
      'units.found',
      'units.correct-change',
      'units.withdraw-change',
    ]);
  });

  test('does not come back over somebody who has taken the code meanwhile', async () => {
    const unitId = await made('Chi bộ Kho Vận', { on: '2026-01-01', code: 'K.1' });
    await change(unitId, { verb: 'recode', on: '2026-06-01', code: 'K.2' });
    await made('Chi bộ Kho Lạnh', { on: '2026-06-01', code: 'K.1' });
    expect(refusalOf(await withdraw(unitId, await only(unitId, 'recode')))).toEqual([
      409,
      'units.code-taken',
    ]);
  });
});

describe('searching below', () => {
  const find = async (q: string, on?: string) => {
    const { body } = await world.as('minh').call(searchUnits, {
      params: { unitId: world.ward.ward },
      query: { q, ...(on ? { on } : {}) } as never,
    });
    return body.found.map((unit) => unit.name);
  };

  test('finds words in any order without marks, committees by their own names, and codes', async () => {
    await made('Đảng bộ Công ty Điện lực Sông Tô', {
      on: '2026-01-01',
      kind: 'base-committee',
      code: 'S.77',
    });
    expect(await find('luc dien')).toEqual(['Đảng bộ Công ty Điện lực Sông Tô']);
    expect(await find('ĐẢNG ỦY điện')).toEqual(['Đảng bộ Công ty Điện lực Sông Tô']);
    expect(await find('S.77')).toEqual(['Đảng bộ Công ty Điện lực Sông Tô']);
    expect(await find('dien luc', '2025-12-31')).toEqual([]);
    expect(await find('%')).toEqual([]);
    expect(await find('  ')).toEqual([]);
  });

  test('is closed to those outside', async () => {
    const reply = await world.as('an').call(searchUnits, {
      params: { unitId: world.ward.ward },
      query: { q: 'chi bo' } as never,
    });
    expect(reply.status).toBe(403);
  });
});
