import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordMandate } from '#features/mandates/public.ts';
import { listBranchMembers, openUnitList, recordMove } from '#features/members/contract.ts';
import { foundUnit } from '#features/units/public.ts';
import { newId } from '#kernel/ids.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';
import { getHandover, getHandoverMinutes, handOver, listHandovers, startTransfer } from './contract.ts';
import { makeSecondWard, type SecondWard } from './testing.ts';

let world: TestWorld;
let other: SecondWard;
let branch8 = '';
beforeAll(async () => {
  world = await openTestWorld();
  other = await makeSecondWard(world);
  branch8 = newId(world.clock.now());
  await world.write((tx) =>
    foundUnit(tx, {
      id: branch8,
      name: 'Chi bộ 8',
      kind: 'branch',
      sector: 'residential',
      code: '01.001.008',
      parentId: world.ward.ward,
      foundedOn: '2026-01-01',
    }),
  );
  world.clock.set('2026-04-01');
  await world.as('an').call(recordMove, {
    params: { branchId: world.ward.branch5, personId: world.ward.people.giang },
    body: { kind: 'suspension', on: '2026-03-15', document: '3-QĐ/ĐU', reason: 'Theo quyết định' },
  });
});
afterAll(() => world.close());

const hand = (body: Record<string, unknown> = {}, by: Person = 'minh', unitId = world.ward.ward) =>
  world.as(by).call(handOver, {
    params: { unitId },
    body: {
      fromBranchId: world.ward.branch5,
      toBranchId: branch8,
      on: '2026-04-01',
      decision: '55-QĐ/ĐU',
      decidedOn: '2026-03-20',
      ...body,
    },
  } as never);
const roll = async (branchId: string, on: string) =>
  (await world.as('minh').call(listBranchMembers, { params: { branchId }, query: { on } })).body.members.map(
    (m) => [m.fullName, m.status],
  );

describe('a collective transfer', () => {
  it('is refused as a whole, with the reason, and nobody moves', async () => {
    const before = await roll(world.ward.branch5, '2026-04-01');
    const code = async (body: Record<string, unknown>) => (await hand(body)).error?.code;
    expect(await code({ toBranchId: other.branch })).toBe('transfers.not-below');
    expect(await code({ toBranchId: world.ward.branch5 })).toBe('members.same-branch');
    expect(await code({ toBranchId: world.ward.ward })).toBe('transfers.not-below');
    expect(await code({ on: '2026-04-02' })).toBe('transfers.day-in-future');
    expect(await code({ personIds: [world.ward.people.nam] })).toBe('transfers.nobody-to-hand-over');
    expect(await code({ personIds: [world.ward.people.dung, world.ward.people.nam] })).toBe(
      'members.not-in-branch',
    );
    expect(await code({ on: '2026-03-10' })).toBe('members.later-change-known');
    await world.as('an').call(startTransfer, {
      params: { branchId: world.ward.branch5 },
      body: {
        personId: world.ward.people.dung,
        kind: 'official',
        cause: 'residence',
        causeOn: '2026-04-01',
        to: { branchId: other.branch },
      },
    } as never);
    const open = await hand();
    expect(open.error).toMatchObject({ code: 'transfers.transfer-is-open' });
    expect(open.error?.message).toContain('1 đảng viên');
    expect(await roll(world.ward.branch5, '2026-04-01')).toEqual(before);
    expect(await roll(branch8, '2026-04-01')).toEqual([]);
  });

  it.each(['an', 'giang', 'oanh', 'phuc'] as const)('%s may not decide one', async (by) => {
    expect((await hand({}, by)).status).toBe(403);
  });

  it('moves everybody on one day, each as what they are', async () => {
    const { people } = world.ward;
    const personIds = [people.an, people.binh, people.chi, people.giang, people.hanh, people.khanh];
    const key = 'hand-them-over-once';
    const input = {
      params: { unitId: world.ward.ward },
      body: {
        fromBranchId: world.ward.branch5,
        toBranchId: branch8,
        personIds,
        on: '2026-04-01',
        decision: '55-QĐ/ĐU',
        decidedOn: '2026-03-20',
        receivingDecision: null,
      },
      key,
    };
    const [first, second] = await Promise.all([
      world.as('minh').call(handOver, input),
      world.as('minh').call(handOver, input),
    ]);
    expect(first.body).toEqual(second.body);
    expect(first.body.count).toBe(6);
    expect(await roll(branch8, '2026-04-01')).toEqual([
      ['Nguyễn Văn An', 'official'],
      ['Trần Thị Bình', 'official'],
      ['Lê Minh Chi', 'official'],
      ['Đỗ Hương Giang', 'suspended'],
      ['Vũ Thị Hạnh', 'provisional'],
      ['Bùi Đình Khánh', 'exempt'],
    ]);
    expect(await roll(world.ward.branch5, '2026-04-01')).toEqual([['Phạm Quốc Dũng', 'official']]);
    expect(await roll(world.ward.branch5, '2026-03-31')).toHaveLength(7);
    expect(await roll(branch8, '2026-03-31')).toEqual([]);
  });

  it('has minutes with the member list in the Party’s form, for those who may read them', async () => {
    const { body } = await world.as('minh').call(listHandovers, { params: { unitId: world.ward.ward } });
    expect(body.handovers).toMatchObject([
      { fromName: 'Chi bộ 5', toName: 'Chi bộ 8', count: 6, decision: '55-QĐ/ĐU' },
    ]);
    const handoverId = body.handovers[0]!.id;
    const params = { unitId: world.ward.ward, handoverId };
    expect((await world.as('minh').call(getHandover, { params })).body.members).toHaveLength(6);
    const file = (format: 'docx' | 'pdf' | 'txt', unitId = world.ward.ward, by: Person = 'minh') =>
      world.as(by).call(getHandoverMinutes, { params: { unitId, handoverId, format } });
    const text = (await file('txt')).bytes.toString();
    for (const part of [
      'ĐẢNG CỘNG SẢN VIỆT NAM',
      'ĐẢNG BỘ PHƯỜNG SÔNG TÔ',
      'CHI BỘ 5',
      'BIÊN BẢN BÀN GIAO',
      'Quyết định số 55-QĐ/ĐU ngày 20 tháng 3 năm 2026 của Đảng ủy phường Sông Tô',
      'Bên giao: Chi ủy Chi bộ 5, Đảng ủy phường Sông Tô; đồng chí Nguyễn Văn An, Bí thư',
      'Bên nhận: Chi ủy Chi bộ 8, Đảng ủy phường Sông Tô',
      'Số đảng viên: 06, trong đó chính thức 03, dự bị 01, miễn sinh hoạt 01, đình chỉ sinh hoạt 01',
      '1 | Nguyễn Văn An | 19/05/1960',
      '6 | Bùi Đình Khánh',
      'ĐẠI DIỆN BÊN NHẬN',
    ])
      expect(text).toContain(part);
    // Far above it names nobody before a reason.
    await world.write((tx) =>
      recordMandate(tx, {
        id: newId(),
        personId: world.ward.people.phuc,
        unitId: world.ward.city,
        post: 'officer',
        from: '2025-07-01',
        decision: '15-QĐ/TU',
      }),
    );
    const far = () => world.as('phuc').call(getHandover, { params });
    const initials = await far();
    expect([initials.body.names, initials.body.members[0]?.fullName]).toEqual(['after-reason', 'N. V. A.']);
    expect((await file('txt', world.ward.ward, 'phuc')).error?.code).toBe('transfers.reason-needed');
    await world
      .as('phuc')
      .call(openUnitList, { params: { unitId: world.ward.ward }, body: { reason: 'Rà soát bàn giao' } });
    expect((await far()).body).toMatchObject({
      names: 'shown',
      members: [{ fullName: 'Nguyễn Văn An' }, {}, {}, {}, {}, {}],
    });
    expect((await file('txt', world.ward.ward, 'phuc')).status).toBe(200);
    expect((await file('docx')).bytes.subarray(0, 2).toString()).toBe('PK');
    expect((await file('pdf')).bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await file('txt', world.ward.branch7, 'lan')).status).toBe(404);
    expect((await file('txt', world.ward.ward, 'oanh')).status).toBe(403);
  });

  it('between two base organisations needs the decision of the one that receives', async () => {
    const [base1, base2, from, to] = [newId(), newId(), newId(), newId()];
    await world.write(async (tx) => {
      const unit = { sector: null, code: null, foundedOn: '2025-07-01' };
      for (const [id, name] of [
        [base1, 'Đảng ủy Trường A'],
        [base2, 'Đảng ủy Trường B'],
      ] as const)
        await foundUnit(tx, { ...unit, id, name, kind: 'base-committee', parentId: world.ward.ward });
      await foundUnit(tx, { ...unit, id: from, name: 'Chi bộ A1', kind: 'branch', parentId: base1 });
      await foundUnit(tx, { ...unit, id: to, name: 'Chi bộ B1', kind: 'branch', parentId: base2 });
    });
    const empty = await hand({ fromBranchId: from, toBranchId: to });
    expect(empty.error?.code).toBe('transfers.receiving-decision-missing');
    const nobody = await hand({ fromBranchId: from, toBranchId: to, receivingDecision: '8-QĐ/ĐU' });
    expect(nobody.error?.code).toBe('transfers.nobody-to-hand-over');
  });
});
