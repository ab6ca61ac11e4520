import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  answerPetition,
  getHome,
  listOwnPetitions,
  listPetitions,
  type PETITION_SHELVES,
} from '#features/meetings/contract.ts';
import { close, Device, holdToTheEnd, plan } from '#features/meetings/testing/hold-meeting.ts';
import { mergeBranch } from '#features/reorganisation/testing/merge-branch.ts';
import { newId } from '#kernel/ids.ts';
import { run, sql } from '#platform/database/database.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';

// A petition waits for its answer before whoever leads the branch, comes back in the next meeting, and whoever asked is told.

let world: TestWorld;
let march: string;
const lamp = newId();
const road = newId();
const guest = newId();
const secret = newId();
let benches: string;
beforeAll(async () => {
  world = await openTestWorld();
  const { people } = world.ward;
  march = await plan(world, { month: '2026-03', plannedOn: '2026-03-05' });
  const laptop = await holdToTheEnd(world, march, '2026-03-05');
  const asks = (
    opinionId: string,
    speakerId: string,
    nature: 'petition' | 'proposal' | 'criticism',
    text: string,
  ) =>
    laptop.say({
      kind: 'opinion-recorded',
      payload: { opinionId, speakerKind: 'member', speakerId, nature, text },
    });
  await asks(lamp, people.dung, 'petition', 'Lắp thêm đèn ở ngõ 12');
  await asks(road, people.giang, 'proposal', 'Làm lại mặt ngõ 5');
  await asks(secret, people.hanh, 'criticism', 'Lời trong chi bộ');
  await laptop.say(
    { kind: 'opinion-edited', payload: { opinionId: secret, nature: 'petition' } },
    { kind: 'guest-recorded', payload: { guestId: guest, fullName: 'Tạ Văn Khách' } },
  );
});
afterAll(() => world.close());

const listOf = (
  person: Person,
  shelf: (typeof PETITION_SHELVES)[number] = 'open',
  branchId = world.ward.branch5,
) => world.as(person).call(listPetitions, { params: { branchId }, query: { shelf } });
const homeOf = async (person: Person) => (await world.as(person).call(getHome)).body;
const waitsFor = async (person: Person) =>
  (await homeOf(person)).waiting
    .filter(({ key }) => key === 'meetings.petitions')
    .map((one) => [one.count, one.to]);
const toldTo = async (person: Person) =>
  (await homeOf(person)).notices.filter(({ kind }) => kind === 'petition-answered').map(({ text }) => text);
const answer = (person: Person, opinionId: string, text: string) =>
  world.as(person).call(answerPetition, { params: { meetingId: march, opinionId }, body: { text } });

test('the secretary and the deputy have it before them, with the way to it; nobody else has', async () => {
  const way = `/branches/${world.ward.branch5}/petitions`;
  for (const person of ['an', 'binh'] as const) expect(await waitsFor(person)).toEqual([[3, way]]);
  for (const person of ['chi', 'dung', 'lan', 'minh', 'oanh'] as const)
    expect([person, await waitsFor(person)]).toEqual([person, []]);
});

test('members read them, each with what one may do; private words stay in the branch; others are kept out', async () => {
  const forAn = (await listOf('an')).body;
  expect(forAn).toMatchObject({ branch: { name: 'Chi bộ 5' }, open: 3, answered: 0, next: null });
  expect(forAn.petitions.map((each) => [each.speaker, each.text, each.mayAnswer, each.isOwn])).toEqual([
    ['Phạm Quốc Dũng', 'Lắp thêm đèn ở ngõ 12', true, false],
    ['Đỗ Hương Giang', 'Làm lại mặt ngõ 5', true, false],
    ['Vũ Thị Hạnh', 'Lời trong chi bộ', true, false],
  ]);
  const forDung = (await listOf('dung')).body.petitions;
  expect(forDung.map((each) => [each.mayAnswer, each.isOwn, each.isPrivate])).toEqual([
    [false, true, false],
    [false, false, false],
    [false, false, true],
  ]);
  const forOanh = await listOf('oanh');
  expect(forOanh.body.petitions.map((each) => [each.text, each.isWithheld])).toEqual([
    ['Lắp thêm đèn ở ngõ 12', false],
    ['Làm lại mặt ngõ 5', false],
    ['', true],
  ]);
  expect(JSON.stringify(forOanh.body)).not.toContain('Lời trong chi bộ');
  for (const person of ['lan', 'nam', 'minh', 'phuc'] as const)
    expect([person, [403, 404].includes((await listOf(person)).status)]).toEqual([person, true]);
  const { branch5: branchId } = world.ward;
  expect(
    (await world.stranger.call(listPetitions, { params: { branchId }, query: {} as never })).status,
  ).toBe(401);
});

test('an answer after the meeting reaches whoever asked, and goes from the first page of the secretary', async () => {
  expect((await answer('dung', lamp, 'Tự trả lời')).error?.code).toBe('meetings.only-lead-or-recorder');
  expect([403, 404]).toContain((await answer('lan', lamp, 'Không phải việc tôi')).status);
  expect((await answer('an', newId(), 'Không có')).status).toBe(404);
  expect((await answer('binh', lamp, 'Phường lắp trong tháng 4')).error).toBeUndefined();
  expect((await answer('an', lamp, 'Lần nữa')).error?.code).toBe('meetings.petition-answered-already');
  expect(await waitsFor('an')).toEqual([[2, expect.any(String)]]);
  expect(await toldTo('dung')).toEqual([
    'Kiến nghị, đề xuất của đồng chí (sinh hoạt tháng 03/2026) đã được trả lời: “Phường lắp trong tháng 4”',
  ]);
  expect(await toldTo('giang')).toEqual([]);
  const own = (await world.as('dung').call(listOwnPetitions, { query: {} })).body.petitions;
  expect(own).toMatchObject([
    {
      opinionId: lamp,
      isOwn: true,
      mayOpen: true,
      answer: { text: 'Phường lắp trong tháng 4', on: '2026-03-05' },
    },
  ]);

  // Written anew on the secretary’s device, it is told once.
  await new Device(world, 'an', march, 50_000).say({
    kind: 'petition-answered',
    payload: { opinionId: lamp, text: 'Phường lắp trước 15/4' },
  });
  expect(await toldTo('dung')).toMatchObject([expect.stringContaining('Phường lắp trước 15/4')]);
  expect((await listOf('giang', 'answered')).body.petitions).toMatchObject([
    { opinionId: lamp, answer: { text: 'Phường lắp trước 15/4' } },
  ]);
});

test('what the next meeting concludes on it is the answer, an annex to the closed record', async () => {
  await new Device(world, 'oanh', march, 90_000).say({ kind: 'score-confirmed', payload: { marks: [] } });
  const laptop = new Device(world, 'an', march, 60_000);
  await laptop.say({ kind: 'opinion-withdrawn', payload: { opinionId: secret } });
  const adopt = newId();
  await laptop.say(
    { kind: 'minutes-read', payload: {} },
    {
      kind: 'vote-opened',
      payload: { voteId: adopt, question: 'Thông qua', matter: 'minutes', method: 'show-of-hands' },
    },
    { kind: 'vote-counted', payload: { voteId: adopt, yes: 5, no: 0, abstain: 0 } },
    { kind: 'vote-closed', payload: { voteId: adopt, countedCasts: [] } },
    { kind: 'minutes-adopted', payload: { voteId: adopt } },
  );
  expect((await close(world, 'an', march)).error).toBeUndefined();
  expect((await listOf('an')).body).toMatchObject({ open: 1, answered: 1 });

  world.clock.set('2026-04-01');
  const april = await plan(world, { month: '2026-04', plannedOn: '2026-04-05' });
  const itemId = newId();
  await new Device(world, 'an', april, 100).say({
    kind: 'agenda-item-added',
    payload: { itemId, title: 'Trả lời kiến nghị', source: 'petition', ref: road },
  });
  const next = await holdToTheEnd(world, april, '2026-04-05');
  expect(await waitsFor('an')).toEqual([[1, expect.any(String)]]);
  await next.say({
    kind: 'conclusion-written',
    payload: { itemId, text: 'Đề nghị phường đưa vào kế hoạch quý II.', replaces: [] },
  });
  await new Device(world, 'oanh', april, 90_000).say({ kind: 'score-confirmed', payload: { marks: [] } });
  expect((await close(world, 'an', april)).error).toBeUndefined();
  const said = 'Kết luận tại buổi sinh hoạt ngày 05/04/2026: Đề nghị phường đưa vào kế hoạch quý II.';
  expect(await toldTo('giang')).toEqual([
    `Kiến nghị, đề xuất của đồng chí (sinh hoạt tháng 03/2026) đã được trả lời: “${said}”`,
  ]);
  expect(
    (await listOf('an', 'answered')).body.petitions.map((each) => [each.opinionId, each.answer?.text]),
  ).toEqual([
    [road, said],
    [lamp, 'Phường lắp trước 15/4'],
  ]);
  expect(await waitsFor('an')).toEqual([]);
});

test('one of a branch that is no more waits for whoever leads the branch that carries on; who asked and left reads on', async () => {
  const { branch5, branch7, people } = world.ward;
  const may = await plan(world, { month: '2026-05', plannedOn: '2026-05-05' });
  const laptop = await holdToTheEnd(world, may, '2026-05-05');
  const asked = newId();
  benches = newId();
  await laptop.say({
    kind: 'opinion-recorded',
    payload: {
      opinionId: asked,
      speakerKind: 'member',
      speakerId: people.dung,
      nature: 'petition',
      text: 'Sửa nhà văn hóa',
    },
  });
  await laptop.say({
    kind: 'opinion-recorded',
    payload: {
      opinionId: benches,
      speakerKind: 'member',
      speakerId: people.hanh,
      nature: 'petition',
      text: 'Thêm ghế đá',
    },
  });
  const on = '2026-06-01';
  await mergeBranch(world, { unitId: branch5, intoId: branch7, on, decidedOn: '2026-05-05' });

  expect(await waitsFor('lan')).toEqual([[2, `/branches/${branch7}/petitions`]]);
  const found = (await listOf('lan', 'open', branch7)).body;
  expect(found.petitions).toMatchObject([
    { opinionId: asked, branchName: 'Chi bộ 5', text: 'Sửa nhà văn hóa', mayAnswer: true },
    { opinionId: benches },
  ]);
  // Nam sits in the branch that carries on, and never sat in the one that is no more.
  expect((await listOf('nam', 'open', branch7)).body.petitions).toEqual([]);

  await world.write((tx) =>
    run(
      tx,
      sql`delete from members.membership where person_id = ${people.dung} and lower(valid) >= ${on}::date`,
    ),
  );
  const reply = await world
    .as('lan')
    .call(answerPetition, { params: { meetingId: may, opinionId: asked }, body: { text: 'Quý III sửa' } });
  expect(reply.error).toBeUndefined();
  expect(await waitsFor('lan')).toEqual([[1, expect.any(String)]]);
  expect((await toldTo('dung'))[0]).toContain('Quý III sửa');
  const own = (await world.as('dung').call(listOwnPetitions, { query: {} })).body.petitions;
  expect(own.map((each) => each.opinionId)).toEqual([asked, lamp]);
});

test('of two records that became one, what either asked is the same person’s', async () => {
  const { people } = world.ward;
  await world.write((tx) =>
    run(
      tx,
      sql`update members.person set merged_into = ${people.giang}, card_number = null where id = ${people.hanh}`,
    ),
  );
  const own = (await world.as('giang').call(listOwnPetitions, { query: {} })).body.petitions;
  expect(own.map((each) => [each.opinionId, each.isOwn])).toEqual([
    [benches, true],
    [road, true],
  ]);
  const body = { text: 'Đã đặt ba ghế' };
  const { meetingId } = own[0]!;
  const reply = await world
    .as('lan')
    .call(answerPetition, { params: { meetingId, opinionId: benches }, body });
  expect(reply.error).toBeUndefined();
  expect((await toldTo('giang'))[0]).toContain('Đã đặt ba ghế');
  expect(await toldTo('hanh')).toEqual([]);
});
