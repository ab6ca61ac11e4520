import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { foundUnits } from '#features/units/public.ts';
import { newId } from '#kernel/ids.ts';
import { run, sql } from '#platform/database/database.ts';
import { writeTable } from '#platform/spreadsheet/write-table.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';
import {
  applyMemberImport,
  getOwnRecord,
  getPerson,
  listBranchMembers,
  openList,
  previewMemberImport,
} from './contract.ts';
import { inventPeople, listDay, makeFile, makeTable } from './testing/member-files.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

const countsText = (c: { accepted: number; changed: number; same: number; refused: number; left: number }) =>
  [c.accepted, c.changed, c.same, c.refused, c.left].join(',');

describe('the member list', () => {
  it('shows the branch by given name and logs who looked', async () => {
    const params = { branchId: world.ward.branch5 };
    const { body } = await world.as('minh').call(listBranchMembers, { params });
    expect(body.members.map((m) => m.fullName)).toEqual([
      'Nguyễn Văn An',
      'Trần Thị Bình',
      'Lê Minh Chi',
      'Phạm Quốc Dũng',
      'Đỗ Hương Giang',
      'Vũ Thị Hạnh',
      'Bùi Đình Khánh',
    ]);
    expect(body.abilities).toEqual({ import: true, change: true, readPerson: true });
    const own = await world.as('dung').call(getOwnRecord);
    expect(own.body.reads[0]).toMatchObject({ by: 'Đặng Tuấn Minh', what: 'members.list', times: 1 });
    await world.as('minh').call(listBranchMembers, { params: { branchId: world.ward.branch5 } });
    const again = await world.as('dung').call(getOwnRecord);
    expect(again.body.reads).toHaveLength(own.body.reads.length);
    expect(again.body.reads[0]).toMatchObject({ by: 'Đặng Tuấn Minh', times: 2 });
    expect(own.body.person.fullName).toBe('Phạm Quốc Dũng');
  });

  it('is closed to another branch and to the operator', async () => {
    const params = { branchId: world.ward.branch5 };
    expect((await world.as('lan').call(listBranchMembers, { params })).status).toBe(404);
    expect((await world.as('phuc').call(listBranchMembers, { params })).status).toBe(403);
  });

  it('shows numbers from two levels above, and names only after a reason that the members see', async () => {
    // Phúc, who belongs to no branch, becomes an officer of the city.
    const { city, ward, branch5, branch7, people } = world.ward;
    const mandateId = newId();
    await world.write((tx) =>
      run(
        tx,
        sql`insert into mandates.mandate (id, person_id, unit_id, post, valid, decision)
            values (${mandateId}, ${people.phuc}, ${city}, 'officer', daterange('2025-07-01', null), '21-QĐ/TU')`,
      ),
    );
    const params = { branchId: branch5 };
    const before = await world.as('phuc').call(listBranchMembers, { params });
    expect(before.body).toMatchObject({
      names: 'after-reason',
      reason: null,
      members: [],
      counts: {
        members: 7,
        byStatus: [
          { status: 'official', count: 5 },
          { status: 'provisional', count: 1 },
          { status: 'exempt', count: 1 },
        ],
      },
    });
    expect(JSON.stringify(before.body)).not.toMatch(/Nguyễn|Trần|Phạm/);
    const readsBefore = (await world.as('dung').call(getOwnRecord)).body.reads;
    expect(readsBefore.filter((read) => read.by === 'Dương Gia Phúc')).toEqual([]);

    const short = await world.as('phuc').call(openList, { params, body: { reason: 'xem' } });
    expect([short.status, short.error?.field]).toEqual([400, 'reason']);
    expect((await world.as('phuc').call(listBranchMembers, { params })).body.names).toBe('after-reason');

    const reason = 'Đánh giá, xếp loại đảng viên';
    expect((await world.as('phuc').call(openList, { params, body: { reason } })).status).toBe(200);
    const after = await world.as('phuc').call(listBranchMembers, { params });
    expect(after.body).toMatchObject({ names: 'shown', reason, counts: before.body.counts });
    expect(after.body.members).toHaveLength(7);
    const readsAfter = (await world.as('dung').call(getOwnRecord)).body.reads;
    expect(readsAfter.filter((read) => read.by === 'Dương Gia Phúc')).toMatchObject([
      { what: 'members.list', reason, unitName: 'Chi bộ 5' },
    ]);
    // It holds for that branch and that day, and opens no record.
    const other = await world.as('phuc').call(listBranchMembers, { params: { branchId: branch7 } });
    expect(other.body.names).toBe('after-reason');
    const personParams = { ...params, personId: people.dung };
    expect((await world.as('phuc').call(getPerson, { params: personParams })).error?.code).toBe(
      'members.reason-needed',
    );
    world.clock.set('2026-03-03');
    expect((await world.as('phuc').call(listBranchMembers, { params })).body.names).toBe('after-reason');
    world.clock.set('2026-03-02');

    // The officer right above needs no reason; a neighbour's secretary cannot even ask.
    expect((await world.as('minh').call(listBranchMembers, { params })).body.names).toBe('shown');
    expect((await world.as('lan').call(openList, { params, body: { reason } })).status).toBe(404);

    // A sub-committee is no level: the committee above it still knows its members.
    const [sub, branch9] = [newId(), newId()];
    const unit = { sector: null, foundedOn: '2025-07-01', code: null };
    await world.write((tx) =>
      foundUnits(tx, [
        { ...unit, id: sub, name: 'Đảng bộ bộ phận A', kind: 'sub-committee', parentId: ward },
        { ...unit, id: branch9, name: 'Chi bộ 9', kind: 'branch', parentId: sub },
      ]),
    );
    const deep = { params: { branchId: branch9 } };
    expect((await world.as('minh').call(listBranchMembers, deep)).body.names).toBe('shown');
    expect((await world.as('phuc').call(listBranchMembers, deep)).body.names).toBe('after-reason');
    await world.write((tx) => run(tx, sql`delete from mandates.mandate where id = ${mandateId}`));
  });

  it('opens a record only through the person’s own branch and for leaders', async () => {
    const params = { branchId: world.ward.branch5, personId: world.ward.people.dung };
    expect((await world.as('an').call(getPerson, { params })).body.person.fullName).toBe('Phạm Quốc Dũng');
    expect((await world.as('giang').call(getPerson, { params })).status).toBe(403);
    const foreign = { branchId: world.ward.branch5, personId: world.ward.people.nam };
    expect((await world.as('an').call(getPerson, { params: foreign })).error?.code).toBe(
      'members.not-in-branch',
    );
  });
});

describe('importing the list that really exists', () => {
  const params = () => ({ branchId: world.ward.branch7 });
  let file: Uint8Array;
  beforeEach(async () => {
    world.clock.set(listDay);
    file = (await makeFile(makeTable('one header row, dates as text', inventPeople(40, 7)), { kind: 'xlsx' }))
      .bytes;
  });

  it('shows first, writes all at once, and changes nothing the second time', async () => {
    const query = { name: 'danh-sach.xlsx' };
    const before = (await world.as('minh').call(listBranchMembers, { params: params(), query: {} })).body
      .members;
    const preview = await world.as('minh').call(previewMemberImport, { params: params(), query, file });
    expect(preview.error).toBeUndefined();
    const { counts } = preview.body;
    expect(counts.accepted).toBeGreaterThan(30);
    expect(
      (await world.as('minh').call(listBranchMembers, { params: params(), query: {} })).body.members,
    ).toEqual(before);

    const apply = {
      params: params(),
      query: { ...query, expect: countsText(counts), skipRefused: 'true' as const },
      file,
      key: 'one-press-of-the-button',
    };
    const [first, twin] = await Promise.all([
      world.as('minh').call(applyMemberImport, apply),
      world.as('minh').call(applyMemberImport, apply),
    ]);
    expect(first.body).toEqual(counts);
    expect(twin.body).toEqual(counts);
    const after = (await world.as('minh').call(listBranchMembers, { params: params(), query: {} })).body
      .members;
    expect(after.length).toBe(before.length + counts.accepted);

    const again = (await world.as('minh').call(previewMemberImport, { params: params(), query, file })).body
      .counts;
    expect([again.accepted, again.changed]).toEqual([0, 0]);
    expect(again.same).toBe(counts.accepted + counts.same);
  });

  it('refuses when the branch changed since the preview, and leaves nothing behind', async () => {
    const other = (
      await makeFile(makeTable('one header row, dates as text', inventPeople(5, 99)), { kind: 'xlsx' })
    ).bytes;
    const before = (await world.as('minh').call(listBranchMembers, { params: params(), query: {} })).body
      .members;
    const stale = await world.as('minh').call(applyMemberImport, {
      params: params(),
      query: { name: 'a.xlsx', expect: '1,2,3,4,5', skipRefused: 'true' },
      file: other,
    });
    expect(stale.error?.code).toBe('members.import-outdated');
    expect(
      (await world.as('minh').call(listBranchMembers, { params: params(), query: {} })).body.members,
    ).toEqual(before);
  });

  it('says in words what is wrong with a file', async () => {
    const preview = (name: string, bytes: Uint8Array) =>
      world.as('minh').call(previewMemberImport, { params: params(), query: { name }, file: bytes });
    const text = (s: string) => new TextEncoder().encode(s);
    expect((await preview('a.xlsx', text('%PDF-1.7 something'))).error?.code).toMatch(/^spreadsheet\./);
    expect((await preview('a.csv', text('STT,Tên hàng,Giá\n1,Gạo,20000\n'))).error?.code).toBe(
      'members.import-no-list',
    );
    const noRows = await writeTable(
      { sheetName: 'a', columns: [{ header: 'Họ và tên' }, { header: 'Ngày sinh' }], rows: [] },
      'xlsx',
    );
    expect((await preview('a.xlsx', noRows)).error?.code).toMatch(/members\.import-no-people|spreadsheet\./);
    const huge = await preview('a.csv', new Uint8Array(11 * 1024 * 1024));
    expect([huge.status, huge.error?.code]).toEqual([413, 'platform.too-large']);
    expect(huge.error?.wayOut).toBeTruthy();
  });

  it('is for the branch’s leaders and the officers above only', async () => {
    for (const [person, code] of [
      ['nam', 'platform.not-allowed'],
      ['phuc', 'platform.not-allowed'],
      ['an', 'platform.not-found'],
      ['oanh', 'platform.not-allowed'],
    ] as const) {
      const refused = await world
        .as(person)
        .call(previewMemberImport, { params: params(), query: { name: 'a.xlsx' }, file });
      expect([person, refused.error?.code]).toEqual([person, code]);
    }
    expect(
      (await world.stranger.call(previewMemberImport, { params: params(), query: { name: 'a.xlsx' }, file }))
        .status,
    ).toBe(401);
  });
});
