import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listMandates } from '#features/mandates/contract.ts';
import { recordMandate } from '#features/mandates/public.ts';
import { plan } from '#features/meetings/testing/hold-meeting.ts';
import {
  admitMember,
  decideCorrection,
  getOwnRecord,
  getPerson,
  listBranchMembers,
  listCorrections,
  listDuplicates,
  listOnProbation,
  mergePeople,
  openUnitList,
  previewMemberImport,
  proposeCorrection,
  tellApart,
  withdrawCorrection,
} from '#features/members/contract.ts';
import { members } from '#features/members/feature.ts';
import { recordMembership, recordPerson } from '#features/members/public.ts';
import { makeSecondWard, type SecondWard } from '#features/transfers/testing.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { maybeOne, rows, run, sql, uuids } from '#platform/database/database.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';

let world: TestWorld;
let other: SecondWard;
beforeAll(async () => {
  world = await openTestWorld();
  other = await makeSecondWard(world);
});
afterAll(() => world.close());

const branch = () => ({ branchId: world.ward.branch5 });

describe('a correction', () => {
  const propose = (by: Person, body: Record<string, unknown>) =>
    world.as(by).call(proposeCorrection, { body: { reason: 'Theo căn cước công dân', ...body } } as never);
  const decide = (by: Person, correctionId: Id, accept: boolean, answer: string | null = null) =>
    world
      .as(by)
      .call(decideCorrection, { params: { ...branch(), correctionId }, body: { accept, answer } } as never);
  const homeTown = async () =>
    (await world.as('dung').call(getOwnRecord)).body.correctable.find(({ field }) => field === 'homeTown')
      ?.text;

  it('is proposed by the member, decided by the secretary, and only then stands in the record', async () => {
    const { body } = await propose('dung', { field: 'homeTown', value: 'Thanh Trì, Hà Nội' });
    expect(await homeTown()).toBe(null);
    const again = await propose('dung', { field: 'homeTown', value: 'Hà Nội' });
    expect([again.status, again.error?.code]).toEqual([409, 'members.correction-open']);
    const seen = await world.as('an').call(listBranchMembers, { params: branch(), query: {} });
    expect(seen.body.openCorrections).toBe(1);
    const { corrections } = (await world.as('an').call(listCorrections, { params: branch() })).body;
    expect(corrections).toMatchObject([
      {
        fullName: 'Phạm Quốc Dũng',
        field: 'homeTown',
        before: null,
        after: 'Thanh Trì, Hà Nội',
        state: 'open',
        isOwn: false,
      },
    ]);
    expect((await decide('an', body.correctionId, true)).status).toBe(200);
    expect(await homeTown()).toBe('Thanh Trì, Hà Nội');
    const own = (await world.as('dung').call(getOwnRecord)).body;
    expect(own.corrections).toMatchObject([{ state: 'accepted', decidedBy: 'Nguyễn Văn An' }]);
    expect(own.reads.map(({ what }) => what)).toContain('members.corrections');
    const twice = await decide('an', body.correctionId, true);
    expect([twice.status, twice.error?.code]).toEqual([409, 'members.correction-decided']);
  });

  it('is refused with an answer, or taken back by the member', async () => {
    world.clock.pass(1);
    const first = (await propose('dung', { field: 'birth', value: '1961-05-19' })).body.correctionId;
    expect((await decide('an', first, false)).error?.code).toBe('members.correction-answer-missing');
    expect((await decide('an', first, false, 'Thẻ đảng ghi 1960.')).status).toBe(200);
    world.clock.pass(1);
    const second = (await propose('dung', { field: 'birth', value: '1962-05-19' })).body.correctionId;
    const withdraw = (by: Person) =>
      world.as(by).call(withdrawCorrection, { params: { correctionId: second } });
    expect((await withdraw('giang')).status).toBe(404);
    expect((await withdraw('dung')).status).toBe(200);
    expect((await withdraw('dung')).error?.code).toBe('members.correction-decided');
    const { person, corrections } = (await world.as('dung').call(getOwnRecord)).body;
    expect(person.birth).toEqual({ date: '1960-05-19', precision: 'day' });
    expect(corrections.map(({ state, answer }) => [state, answer])).toEqual([
      ['withdrawn', null],
      ['refused', 'Thẻ đảng ghi 1960.'],
      ['accepted', null],
    ]);
  });

  it.each([
    [{ field: 'phone', value: '12' }, 422, 'members.correction-bad-value'],
    [{ field: 'fullName', value: 'Phạm Quốc Dũng' }, 422, 'members.correction-same'],
    [{ field: 'post', value: 'Bí thư' }, 400, 'platform.bad-request'],
    [{ field: 'phone', value: '0912345678', reason: ' ' }, 400, 'platform.bad-request'],
  ])('that is not one changes nothing: %o', async (body, status, code) => {
    const before = (await world.as('dung').call(getOwnRecord)).body.corrections.length;
    const refused = await propose('dung', body);
    expect([refused.status, refused.error?.code]).toEqual([status, code]);
    expect((await world.as('dung').call(getOwnRecord)).body.corrections).toHaveLength(before);
  });

  it('needs a branch that decides, and nobody decides about the own record', async () => {
    expect((await propose('minh', { field: 'address', value: 'Số 3' })).error?.code).toBe(
      'members.correction-no-branch',
    );
    const { correctionId } = (await propose('an', { field: 'address', value: 'Số 3 phố Vọng' })).body;
    expect((await decide('an', correctionId, true)).error?.code).toBe('members.own-correction');
    expect((await decide('giang', correctionId, true)).status).toBe(403);
    expect((await decide('lan', correctionId, true)).status).toBe(404);
    expect((await world.as('giang').call(listCorrections, { params: branch() })).status).toBe(403);
    expect((await decide('binh', correctionId, true)).status).toBe(200);
  });
});

describe('records of one person', () => {
  /** A second record of a member, in another branch, with a post and a task. */
  async function secondRecord(
    name: string,
    more: Parameters<typeof recordPerson>[1] = {},
    branchId = world.ward.branch7,
  ): Promise<Id> {
    const now = world.clock.now();
    return world.write(async (tx) => {
      const personId = await recordPerson(
        tx,
        { fullName: name, birth: { date: '1960-05-19', precision: 'day' }, ...more },
        now,
      );
      await recordMembership(tx, { personId, branchId, status: 'official', from: '2024-01-01' });
      return personId;
    });
  }
  const units = () => ({ unitId: world.ward.ward });
  const pairs = async (by: Person = 'minh') =>
    (await world.as(by).call(listDuplicates, { params: units() })).body.pairs.map(({ first, second }) =>
      [first.fullName, second.fullName].join(' / '),
    );
  const merge = (by: Person, body: Record<string, unknown>, key?: string) =>
    world.as(by).call(mergePeople, {
      params: units(),
      body: { reason: 'Đã đối chiếu thẻ đảng', ...body },
      ...(key ? { key } : {}),
    } as never);

  it('are found by name and birth, without marks, below the unit that asks', async () => {
    expect(await pairs()).toEqual([]);
    await secondRecord('Đỗ Hương Giang', { cardNumber: '01.000111', phone: '0900000001' });
    expect(await pairs()).toEqual(['Đỗ Hương Giang / Đỗ Hương Giang']);
    expect((await world.as('an').call(listDuplicates, { params: units() })).status).toBe(403);
    expect((await world.asId(other.vinh).call(listDuplicates, { params: units() })).status).toBe(404);
    const own = (await world.as('giang').call(getOwnRecord)).body;
    expect(own.reads.map(({ what }) => what)).toContain('members.duplicates');
    // From above the committee one sees how many there are, and names after a reason that holds for that day.
    await world.write((tx) =>
      recordMandate(tx, {
        id: newId(),
        personId: world.ward.people.phuc,
        unitId: world.ward.city,
        post: 'officer',
        from: '2025-07-01',
        to: '2026-04-01',
        decision: '21-QĐ/TU',
      }),
    );
    const far = world.as('phuc').call;
    const numbers = await far(listDuplicates, { params: units() });
    expect(numbers.body).toMatchObject({ names: 'after-reason', count: 1, pairs: [] });
    expect(numbers.bytes.toString()).not.toContain('Giang');
    const probation = await far(listOnProbation, { params: units() });
    expect(probation.body).toMatchObject({ names: 'after-reason', count: 1, people: [] });
    expect(probation.bytes.toString()).not.toContain('Hạnh');
    const reason = 'Rà soát hồ sơ trùng toàn thành phố';
    await far(openUnitList, { params: units(), body: { reason } });
    expect((await far(listDuplicates, { params: units() })).body).toMatchObject({
      names: 'shown',
      reason,
      pairs: [{ first: { fullName: 'Đỗ Hương Giang' } }],
    });
    expect((await far(listOnProbation, { params: units() })).body.people).toMatchObject([
      { fullName: 'Vũ Thị Hạnh' },
    ]);
    expect((await world.as('giang').call(getOwnRecord)).body.reads).toContainEqual(
      expect.objectContaining({ by: 'Dương Gia Phúc', what: 'members.duplicates', reason }),
    );
    expect((await world.as('lan').call(openUnitList, { params: units(), body: { reason } })).status).toBe(
      403,
    );
    // The branch sees its own people only, and there is one of them here.
    const ofBranch = await world.as('an').call(listDuplicates, { params: { unitId: world.ward.branch5 } });
    expect(ofBranch.body.pairs).toEqual([]);
  });

  it('become one: fields, periods, posts and tasks go over, both are kept as they were', async () => {
    const kept = world.ward.people.giang;
    const gone = (await world.read((tx) =>
      maybeOne(tx, sql<{ id: Id }>`select id from members.person where card_number = '01.000111'`),
    ))!.id;
    const now = world.clock.now();
    await world.write(async (tx) => {
      await recordMandate(tx, {
        id: newId(now),
        personId: gone,
        unitId: world.ward.branch7,
        post: 'committee-member',
        from: '2024-02-01',
        decision: '1-QĐ',
      });
      await run(
        tx,
        sql`insert into tasks.task (id, branch_id, title, owner_id, helper_ids, output, due_on, report_month,
                                    assigned_in_month, assigned_at)
            values (${newId(now)}, ${world.ward.branch7}, 'Rà soát danh sách', ${gone}, '{}', 'Danh sách',
                    '2026-03-20', '2026-03', '2026-02', ${new Date(now)})`,
      );
    });
    // Four meetings, in which one of the records stands, or both; and what both were told.
    const held = async (heldOn: string, lists: Record<'present' | 'excused' | 'unexcused', Id[]>) => {
      const meetingId = newId();
      await world.write(async (tx) => {
        await run(
          tx,
          sql`insert into meetings.meeting
              select (jsonb_populate_record(m, jsonb_build_object('id', ${meetingId}::text, 'month', ${heldOn.slice(0, 7)}::text))).*
                from meetings.meeting m where m.id = ${planned}`,
        );
        await run(
          tx,
          sql`insert into meetings.attendance (meeting_id, branch_id, held_on, present, excused, unexcused)
              values (${meetingId}, ${world.ward.branch7}, ${heldOn}::text::date, ${uuids(lists.present)},
                      ${uuids(lists.excused)}, ${uuids(lists.unexcused)})`,
        );
      });
      return meetingId;
    };
    const planned = await plan(world, { month: '2026-05', plannedOn: '2026-05-05' });
    const { lan } = world.ward.people;
    const meetings = [
      await held('2024-03-05', { present: [lan, gone], excused: [], unexcused: [] }),
      await held('2024-04-05', { present: [lan], excused: [gone], unexcused: [kept] }),
      await held('2024-05-05', { present: [lan, kept], excused: [], unexcused: [gone] }),
      await held('2024-06-05', { present: [gone, kept], excused: [], unexcused: [lan] }),
    ];
    await world.write((tx) =>
      run(
        tx,
        sql`insert into meetings.notice (id, kind, meeting_id, branch_id, facts, at, person_ids, read_by)
            select uuidv7(), 'meeting-moved', ${planned}, ${world.ward.branch7}, '{}', ${new Date(now)}, told, read
              from (values (${uuids([lan, gone])}, ${uuids([gone])}),
                           (${uuids([gone, kept])}, ${uuids([lan])})) as v (told, read)`,
      ),
    );
    // The account is that of the record in branch 5: it may not be the one that goes.
    const locked = await merge('minh', { keptId: gone, goneId: kept });
    expect([locked.status, locked.error?.code]).toEqual([409, 'members.merge-account']);
    expect(await pairs()).toHaveLength(1);

    const key = newId();
    const body = { keptId: kept, goneId: gone, take: ['phone'] };
    expect((await merge('an', body)).status).toBe(403);
    // Who may vote was fixed when the ballot opened; counted, it is found by the record that stays.
    const ballot = newId();
    await world.write(async (tx) => {
      await run(
        tx,
        sql`insert into ballots.ballot (id, branch_id, meeting_id, matter, question, paper, method, state, rule, held_on,
                                        created_by, created_at)
            values (${ballot}, ${world.ward.branch7}, ${planned}, 'year-grade', 'Xếp loại', '{}', 'server-kept', 'open',
                    '{}', '2024-03-05', ${lan}, ${new Date(now)})`,
      );
      await run(tx, sql`insert into ballots.roll (ballot_id, person_id) values (${ballot}, ${gone})`);
    });
    expect((await merge('minh', body)).error?.code).toBe('members.merge-ballot');
    await world.write((tx) =>
      run(tx, sql`update ballots.ballot set state = 'annulled' where id = ${ballot}`),
    );
    expect((await merge('minh', body, key)).status).toBe(200);
    expect((await merge('minh', body, key)).status).toBe(200);
    expect((await merge('minh', body)).error?.code).toBe('members.merged-already');
    expect(await pairs()).toEqual([]);

    const own = (await world.as('giang').call(getOwnRecord)).body.person;
    expect(own).toMatchObject({ cardNumber: '01.000111', phone: '0900000001', email: 'giang@example.test' });
    // Branch 7 says where she was before branch 5 knew of her; from then on branch 5 holds.
    expect(own.memberships.map((m) => [m.branchName, m.from, m.to])).toEqual([
      ['Chi bộ 5', '2025-07-01', null],
      ['Chi bộ 7', '2024-01-01', '2025-07-01'],
    ]);
    const posts = await world.as('minh').call(listMandates, { params: { unitId: world.ward.branch7 } });
    expect(posts.body.mandates.find((each) => each.personId === kept)?.post).toBe('committee-member');
    const tasks = await world.read((tx) =>
      rows(tx, sql<{ title: string }>`select title from tasks.task where owner_id = ${kept}`),
    );
    expect(tasks.map(({ title }) => title)).toContain('Rà soát danh sách');
    const lists = await world.read((tx) =>
      rows(
        tx,
        sql<{ present: Id[]; excused: Id[]; unexcused: Id[] }>`
          select to_jsonb(present) as present, to_jsonb(excused) as excused, to_jsonb(unexcused) as unexcused
            from meetings.attendance where meeting_id = any(${uuids(meetings)}) order by held_on`,
      ),
    );
    expect(
      await world.read((tx) =>
        maybeOne(tx, sql`select person_id as id from ballots.roll where ballot_id = ${ballot}`),
      ),
    ).toEqual({ id: kept });
    expect(lists).toEqual([
      { present: [lan, kept], excused: [], unexcused: [] },
      { present: [lan], excused: [kept], unexcused: [] },
      { present: [lan, kept], excused: [], unexcused: [] },
      { present: [kept], excused: [], unexcused: [lan] },
    ]);
    const told = await world.read((tx) =>
      rows(
        tx,
        sql<{ told: Id[]; read: Id[] }>`
          select to_jsonb(person_ids) as told, to_jsonb(read_by) as read from meetings.notice
           where meeting_id = ${planned} and kind = 'meeting-moved' order by id`,
      ),
    );
    expect(told).toEqual([
      { told: [lan, kept], read: [kept] },
      { told: [kept], read: [lan] },
    ]);
    const copy = await world.read((tx) => members.person.export(tx, kept));
    expect(copy.mergedRecords).toMatchObject([
      { fullName: 'Đỗ Hương Giang', reason: 'Đã đối chiếu thẻ đảng', before: { cardNumber: '01.000111' } },
    ]);
    // The record that went is nobody's any more.
    const old = await world
      .as('lan')
      .call(getPerson, { params: { branchId: world.ward.branch7, personId: gone } });
    expect(old.error?.code).toBe('members.not-in-branch');
  });

  it('are told apart once and for all when they are two people', async () => {
    const twin = await secondRecord('Ngô Hải Nam', {}, world.ward.branch5);
    expect(await pairs()).toEqual(['Ngô Hải Nam / Ngô Hải Nam']);
    const body = { firstId: twin, secondId: world.ward.people.nam };
    const tell = (by: Person) => world.as(by).call(tellApart, { params: units(), body });
    expect((await tell('an')).status).toBe(403);
    expect((await tell('minh')).status).toBe(200);
    expect((await tell('minh')).status).toBe(200);
    expect(await pairs()).toEqual([]);
  });

  it('are merged only by somebody above both, and never with oneself or somebody elsewhere', async () => {
    const far = await secondRecord('Vũ Thị Hạnh', {}, other.branch);
    const refused = await merge('minh', { keptId: world.ward.people.hanh, goneId: far });
    expect([refused.status, refused.error?.code]).toEqual([404, 'platform.not-found']);
    const self = { keptId: world.ward.people.hanh, goneId: world.ward.people.hanh };
    expect((await merge('minh', self)).status).toBe(404);
    const count = await world.read((tx) =>
      maybeOne(tx, sql<{ n: number }>`select count(*)::int as n from members.merge`),
    );
    expect(count?.n).toBe(1);
  });

  it('are asked about when somebody is entered, and pointed out in a list', async () => {
    const admit = (isSomebodyElse: boolean) =>
      world.as('an').call(admitMember, {
        params: branch(),
        body: {
          person: { fullName: 'Mai Lệ Quyên', birth: '1971-02-03', sex: 'female', isSomebodyElse },
          on: '2026-02-20',
          decision: '31-QĐ/ĐU',
          decidedOn: '2026-02-05',
        },
      } as never);
    const asked = await admit(false);
    expect([asked.status, asked.error?.code, asked.error?.field]).toEqual([
      409,
      'members.maybe-known',
      'person.isSomebodyElse',
    ]);
    const list = 'Họ và tên,Ngày sinh\nTrịnh Quang Vinh,03/02/1971\nTrương Văn Mới,04/04/1980\n';
    const preview = await world.as('an').call(previewMemberImport, {
      params: branch(),
      query: { name: 'danh-sach.csv' },
      file: new TextEncoder().encode(list),
    });
    expect(preview.body.alikeRows).toEqual([2]);
    expect((await admit(true)).status).toBe(200);
  });
});
