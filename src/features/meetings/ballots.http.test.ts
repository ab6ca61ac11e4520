import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as routes from '#features/ballots/testing/routes.ts';
import { prepareToken } from '#features/ballots/testing/voter.ts';
import type { MatterRule } from '#features/rulebooks/contract.ts';
import { getUnitRules, setRule } from '#features/rulebooks/testing.ts';
import { newId } from '#kernel/ids.ts';
import {
  beginMeeting,
  boxOf,
  cast,
  closeIt,
  openedBallot,
  takeToken,
  tryDraft,
  tryOpen,
  view,
  vote,
} from '#testing/hold-ballot.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';
import { getDocument } from './contract.ts';
import { foldMeeting } from './domain/fold.ts';
import { close, Device, holdToTheEnd, open } from './testing/hold-meeting.ts';

let world: TestWorld;
let meetingId: string;
beforeAll(async () => {
  world = await openTestWorld();
  ({ meetingId } = await beginMeeting(world));
});
afterAll(() => world.close());

const keyFiles = () => readdir(world.app.world.config.keysFolder).catch(() => [] as string[]);
const stateNow = async () => {
  const { context, entries } = (await open(world, 'an', meetingId)).body;
  return foldMeeting(context, entries);
};

describe('a ballot that everybody can check', () => {
  let ballotId: string;
  const held: Record<string, Awaited<ReturnType<typeof takeToken>>> = {};

  test('is opened with its voters, its number and its document', async () => {
    ballotId = await openedBallot(world, { meetingId });
    const { electorate, ballot, roll, keys, turnout } = await view(world, ballotId);
    expect(electorate).toMatchObject({ voters: 5, entitled: 6, base: 5, needed: 3 });
    expect(electorate?.deducted).toEqual([{ why: 'exempt-and-absent', count: 1, names: ['Bùi Đình Khánh'] }]);
    expect(electorate?.withoutVote).toEqual([{ status: 'provisional', count: 1, names: ['Vũ Thị Hạnh'] }]);
    expect(ballot.rule.source.verified).toBe(false);
    expect(roll?.map((voter) => voter.tookPart)).toEqual([false, false, false, false, false]);
    expect(turnout).toEqual({ voters: 5, tookPart: 0, inBox: 0 });
    expect(keys?.tokenKey).toBeTruthy();
    const [file] = await keyFiles();
    const path = join(world.app.world.config.keysFolder, file!);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(world.app.world.config.keysFolder)).mode & 0o077).toBe(0);
    expect((await stateNow()).ballots[0]).toMatchObject({ ballotId, status: 'open', needed: 3 });
  });

  test('gives each voter one token, the same one as often as the same phone asks', async () => {
    const { people } = world.ward;
    for (const name of ['an', 'binh', 'chi', 'dung'] as const)
      held[name] = await takeToken(world, ballotId, people[name]);
    const { keys } = await view(world, ballotId);
    const pending = await prepareToken(ballotId, keys!.tokenKey);
    const ask = () =>
      world.as('giang').call(routes.takeToken, { params: { ballotId }, body: { blinded: pending.blinded } });
    const [first, again] = [await ask(), await ask()];
    expect(again.body).toEqual(first.body);
    const other = await prepareToken(ballotId, keys!.tokenKey);
    const second = await world
      .as('giang')
      .call(routes.takeToken, { params: { ballotId }, body: { blinded: other.blinded } });
    expect([second.status, second.error?.code]).toEqual([409, 'ballots.token-given']);
  });

  test.each([
    ['hanh', 403, 'ballots.provisional-cannot-vote'],
    ['khanh', 403, 'ballots.taken-out-of-the-base'],
    ['oanh', 403, 'platform.not-allowed'],
    ['nam', 404, 'platform.not-found'],
  ] as const)('gives no token to %s', async (name, status, code) => {
    const { keys } = await view(world, ballotId);
    const { blinded } = await prepareToken(ballotId, keys!.tokenKey);
    const reply = await world.as(name).call(routes.takeToken, { params: { ballotId }, body: { blinded } });
    expect([reply.status, reply.error?.code]).toEqual([status, code]);
  });

  test('refuses a blinded message that is no number below the modulus', async () => {
    const blinded = Buffer.alloc(256, 0xff).toString('base64url');
    const reply = await world.as('giang').call(routes.takeToken, { params: { ballotId }, body: { blinded } });
    expect(reply.error?.code).toBe('ballots.token-request-broken');
  });

  test('takes a ballot without a name, once; the same one again is in the box already', async () => {
    const { slip, reply } = await cast(world, held.an!, 'y');
    expect(reply.status).toBe(200);
    const again = await world.stranger.call(routes.castSlip, { params: { ballotId }, body: { slip } });
    expect(again.status).toBe(200);
    const other = await cast(world, held.an!, 'n');
    expect(other.reply.error?.code).toBe('ballots.slip-in-the-box');
    await cast(world, held.binh!, 'y');
    await cast(world, held.chi!, 'n');
    expect((await view(world, ballotId)).turnout).toEqual({ voters: 5, tookPart: 5, inBox: 3 });
    const turnout = await world.as('oanh').call(routes.getTurnout, { params: { ballotId } });
    expect(turnout.body).toEqual({ state: 'open', voters: 5, tookPart: 5, inBox: 3 });
  });

  test('refuses a token of another ballot, a forged one, and a choice that was changed on its way', async () => {
    const other = await openedBallot(world, { meetingId, question: 'Cuộc khác' });
    const foreign = await takeToken(world, other, world.ward.people.dung);
    const { slip } = await cast(world, foreign, 'y');
    const send = (body: { slip: typeof slip }, id = ballotId) =>
      world.stranger.call(routes.castSlip, { params: { ballotId: id }, body });
    expect((await send({ slip })).error?.code).toBe('ballots.token-invalid');
    expect((await send({ slip }, newId())).error?.code).toBe('ballots.token-invalid');
    const own = await cast(world, held.dung!, 'y');
    expect((await send({ slip: { ...own.slip, marks: 'n' } })).error?.code).toBe('ballots.slip-changed');
    expect((await send({ slip: { ...own.slip, token: slip.token } })).error?.code).toBe(
      'ballots.token-invalid',
    );
    await world.as('an').call(routes.annulBallot, { params: { ballotId: other }, body: { because: 'thử' } });
    const late = await send({ slip }, other);
    expect([late.status, late.error?.code]).toEqual([409, 'ballots.annulled']);
  });

  test('shows no result, no box and no protocol before it is closed', async () => {
    const seen = await view(world, ballotId);
    expect([seen.result, seen.abilities.readBox]).toEqual([null, false]);
    const box = await world.as('an').call(routes.getBox, { params: { ballotId } });
    expect(box.error?.code).toBe('ballots.no-box');
    const protocol = await world.as('an').call(routes.getProtocol, { params: { ballotId, format: 'txt' } });
    expect(protocol.error?.code).toBe('ballots.not-closed');
  });

  test('two closings at once give one result; keys and seals are gone, the box is published', async () => {
    const [one, two] = await Promise.all([closeIt(world, ballotId), closeIt(world, ballotId)]);
    expect([one.status, two.status].sort()).toEqual([200, 409]);
    const closed = one.status === 200 ? one : two;
    const refused = one.status === 200 ? two : one;
    expect(refused.error?.code).toBe('ballots.closed');
    expect(closed.body.result.tally).toMatchObject({
      issued: 5,
      returned: 4,
      valid: 4,
      lines: { yes: 3, no: 1 },
    });
    expect(closed.body.result.result).toMatchObject({ needed: 3, base: 5, outcome: { kind: 'adopted' } });
    expect(await keyFiles()).toEqual([]);
    expect(existsSync(world.app.world.config.keysFolder)).toBe(true);
    const text = await boxOf(world, ballotId);
    expect(JSON.parse(text).slips).toHaveLength(4);
    const [journal] = (await stateNow()).ballots;
    expect(journal).toMatchObject({ status: 'closed', result: { boxSha256: closed.body.boxSha256 } });
    expect((await stateNow()).ballots.map((each) => each.status)).toEqual(['closed', 'annulled']);
  });

  test('takes no ballot after that, and gives no token', async () => {
    const late = await cast(world, held.dung!, 'y');
    expect([late.reply.status, late.reply.error?.code]).toEqual([409, 'ballots.closed']);
  });

  test('shows the box to the branch and to nobody else', async () => {
    for (const [name, status] of [
      ['hanh', 200],
      ['oanh', 403],
      ['minh', 403],
      ['nam', 404],
    ] as const)
      expect([name, (await world.as(name).call(routes.getBox, { params: { ballotId } })).status]).toEqual([
        name,
        status,
      ]);
  });

  test('has a protocol of the count with the hash of the box', async () => {
    const { body } = await world.as('minh').call(routes.getProtocol, { params: { ballotId, format: 'txt' } });
    const text = String(body);
    expect(text).toContain('BIÊN BẢN KIỂM PHIẾU');
    expect(text).toContain('Phát ra 5, thu về 4, hợp lệ 4, không hợp lệ 0.');
    expect(text).toContain('Quá 1/2 của 5 là 3');
    expect(text.replaceAll(/\s/g, '')).toContain((await view(world, ballotId)).result!.boxSha256);
    expect(text).not.toContain('Danh sách phiếu trong hòm');
    // Inside the branch every ballot stands on it, so that it is counted again by hand.
    const own = await world.as('dung').call(routes.getProtocol, { params: { ballotId, format: 'txt' } });
    const [, list] = String(own.body).split('Danh sách phiếu trong hòm');
    expect(list!.match(/Đồng ý/g)).toHaveLength(3);
    expect(list!.match(/Không đồng ý/g)).toHaveLength(1);
  });
});

describe('a ballot that the server keeps', () => {
  let ballotId: string;
  test('takes each voter’s choice once and tells nobody', async () => {
    const { people } = world.ward;
    ballotId = await openedBallot(world, {
      meetingId,
      method: 'server-kept',
      matter: 'opinion-poll',
      paper: POLL,
    });
    const answers = new Set<string>();
    for (const [name, marks] of [
      ['an', 'fa'],
      ['binh', 'fa'],
      ['chi', 'af'],
    ] as const) {
      const { status, bytes, headers } = await vote(world, ballotId, people[name], marks);
      expect(status).toBe(200);
      answers.add(`${Object.keys(headers).sort()} ${headers['content-length']} ${bytes}`);
    }
    // Whoever sees an answer pass by learns nothing from it: all are alike.
    expect(answers.size).toBe(1);
    const second = await vote(world, ballotId, people.an, 'af');
    expect([second.status, second.error?.code]).toEqual([409, 'ballots.already-voted']);
    expect((await view(world, ballotId)).turnout).toEqual({ voters: 5, tookPart: 3, inBox: 3 });
  });

  test.each([
    ['dung', 'ff', 422, 'ballots.too-many-names'],
    ['dung', 'f', 422, 'ballots.marks-unreadable'],
    ['dung', 'xx', 422, 'ballots.marks-unreadable'],
    ['hanh', 'fa', 403, 'ballots.provisional-cannot-vote'],
    ['khanh', 'fa', 403, 'ballots.taken-out-of-the-base'],
  ] as const)('refuses %s with %s', async (name, marks, status, code) => {
    const reply = await vote(world, ballotId, world.ward.people[name], marks);
    expect([reply.status, reply.error?.code]).toEqual([status, code]);
  });

  test('counts a ballot that names nobody as invalid, as on paper', async () => {
    expect((await vote(world, ballotId, world.ward.people.dung, 'aa')).status).toBe(200);
    const { body } = await closeIt(world, ballotId);
    expect(body.result.tally).toMatchObject({ returned: 4, valid: 3, invalid: 1, faults: { nobody: 1 } });
    expect(body.result.tally.lines).toEqual({ 'Lê Minh Chi': 2, 'Đỗ Hương Giang': 1 });
    const late = await vote(world, ballotId, world.ward.people.giang, 'fa');
    expect(late.error?.code).toBe('ballots.closed');
  });
});

const POLL = { kind: 'election' as const, candidates: ['Lê Minh Chi', 'Đỗ Hương Giang'], seats: 1 };

test('a slip with more names than seats does not get into the box', async () => {
  const ballotId = await openedBallot(world, { meetingId, matter: 'opinion-poll', paper: POLL });
  const held = await takeToken(world, ballotId, world.ward.people.an);
  const over = (await cast(world, held, 'ff')).reply;
  expect([over.status, over.error?.code]).toEqual([422, 'ballots.too-many-names']);
  const strange = (await cast(world, held, 'f')).reply;
  expect([strange.status, strange.error?.code]).toEqual([422, 'ballots.marks-unreadable']);
  expect((await view(world, ballotId)).turnout).toEqual({ voters: 5, tookPart: 1, inBox: 0 });
  expect((await cast(world, held, 'fa')).reply.status).toBe(200);
  expect((await closeIt(world, ballotId)).body.result.tally).toMatchObject({ returned: 1, valid: 1 });
});

describe('a ballot on paper', () => {
  const list = {
    kind: 'election' as const,
    candidates: ['Nguyễn Văn An', 'Trần Thị Bình', 'Lê Minh Chi'],
    seats: 2,
  };
  const election = { matter: 'committee-election' as const, method: 'paper' as const, paper: list };

  test.each([
    [
      'a method that the rule does not allow',
      { method: 'verifiable' as const },
      'ballots.method-not-allowed',
    ],
    ['an open vote', { method: 'show-of-hands' as const }, 'ballots.open-vote'],
    [
      'too long a list',
      { paper: { ...list, candidates: ['A', 'B', 'C', 'D'] } },
      'ballots.too-many-candidates',
    ],
    ['a name twice', { paper: { ...list, candidates: ['A', 'A', 'B'] } }, 'ballots.name-twice'],
    ['fewer names than seats', { paper: { ...list, candidates: ['A'] } }, 'ballots.too-few-candidates'],
    ['a paper of another kind', { paper: { kind: 'question' as const } }, 'ballots.other-paper'],
  ])('is refused with %s', async (_, change, code) => {
    const reply = await tryDraft(world, { meetingId, ...election, ...change });
    expect([reply.status, reply.error?.code]).toEqual([422, code]);
    if (code === 'ballots.method-not-allowed') expect(reply.error?.rule?.document).toBe('190-QĐ/TW');
  });

  test('needs a counting committee of people who are present and not on the list', async () => {
    const { people } = world.ward;
    const tries: [string[], string][] = [
      [[], 'ballots.no-counters'],
      [[people.khanh], 'ballots.counter-not-present'],
      [[people.an], 'ballots.counter-is-candidate'],
    ];
    for (const [counterIds, code] of tries) {
      const { body } = await tryDraft(world, { meetingId, ...election, counterIds });
      expect((await tryOpen(world, meetingId, body.id)).error?.code).toBe(code);
      await world.as('an').call(routes.removeBallot, { params: { ballotId: body.id } });
    }
  });

  test('is closed with sums that add up, and only with those; the seats that are left get a second round', async () => {
    const { people } = world.ward;
    const ballotId = await openedBallot(world, {
      meetingId,
      ...election,
      counterIds: [people.dung, people.giang],
    });
    const good = {
      issued: 5,
      returned: 5,
      valid: 5,
      invalid: 0,
      lines: { 'Nguyễn Văn An': 5, 'Trần Thị Bình': 2, 'Lê Minh Chi': 2 },
      against: { 'Nguyễn Văn An': 0, 'Trần Thị Bình': 3, 'Lê Minh Chi': 3 },
    };
    expect((await closeIt(world, ballotId)).error?.code).toBe('ballots.count-missing');
    const wrong = await closeIt(world, ballotId, { ...good, returned: 4 });
    expect([wrong.status, wrong.error?.code]).toEqual([422, 'ballots.count-does-not-add-up']);
    const { body } = await closeIt(world, ballotId, good);
    expect(body.result.result.outcome).toEqual({
      kind: 'elected',
      elected: ['Nguyễn Văn An'],
      seatsLeft: 1,
      tied: [],
      secondRound: true,
    });
    const next = await tryDraft(world, {
      meetingId,
      ...election,
      paper: { kind: 'election', candidates: ['Trần Thị Bình', 'Lê Minh Chi'], seats: 1 },
      followsId: ballotId,
    });
    expect((await view(world, next.body.id)).ballot.round).toBe(2);
    const stray = await tryDraft(world, { meetingId, ...election, followsId: next.body.id });
    expect(stray.error?.code).toBe('ballots.round-before-missing');
    const { body: protocol } = await world
      .as('an')
      .call(routes.getProtocol, { params: { ballotId, format: 'txt' } });
    expect(String(protocol)).toContain('Phạm Quốc Dũng (trưởng ban), Đỗ Hương Giang');
    expect(String(protocol)).toContain('Trúng cử: Nguyễn Văn An. Còn thiếu 1');
    for (const format of ['docx', 'pdf'] as const) {
      const file = await world.as('an').call(routes.getProtocol, { params: { ballotId, format } });
      expect(file.bytes.length).toBeGreaterThan(5_000);
    }
  });

  test('lets a draft be changed and removed, an open ballot neither', async () => {
    const { body } = await tryDraft(world, { meetingId, matter: 'admission', method: 'paper' });
    const change = (method: 'paper' | 'verifiable') =>
      world.as('an').call(routes.changeBallot, {
        params: { ballotId: body.id },
        body: {
          question: 'Kết nạp quần chúng Vũ Minh',
          paper: { kind: 'question' },
          method,
          counterIds: [world.ward.people.chi],
        },
      });
    expect((await change('verifiable')).error?.code).toBe('ballots.method-not-allowed');
    expect((await change('paper')).status).toBe(200);
    expect((await tryOpen(world, meetingId, body.id)).status).toBe(200);
    expect((await change('paper')).error?.code).toBe('ballots.has-been-opened');
    const removed = await world.as('an').call(routes.removeBallot, { params: { ballotId: body.id } });
    expect(removed.error?.code).toBe('ballots.has-been-opened');
    expect((await tryOpen(world, meetingId, body.id)).error?.code).toBe('ballots.has-been-opened');
    // Two thirds of five is four; three are not enough, and the full result goes up.
    const closed = await closeIt(world, body.id, {
      issued: 5,
      returned: 5,
      valid: 5,
      invalid: 0,
      lines: { yes: 3, no: 2, abstain: 0 },
      against: {},
    });
    expect(closed.body.result.result).toMatchObject({ needed: 4, outcome: { kind: 'goes-up' } });
  });
});

describe('a committee that holds a document', () => {
  test('switches on a ballot that everybody can check, and every ballot names the document', async () => {
    const other = await openTestWorld();
    try {
      const { ward, people } = other.ward;
      const { body: rules } = await other.as('minh').call(getUnitRules, { params: { unitId: ward } });
      const standing = rules.rules['matter.committee-election']!.value as MatterRule;
      const set = (value: unknown, document: string) =>
        other.as('minh').call(setRule, {
          params: { unitId: ward, key: 'matter.committee-election' },
          body: { value, document, from: '2026-03-01', article: 'mục 2' },
        });
      const rule = { ...standing, methods: ['paper', 'verifiable'] };
      expect((await set(rule, ' ')).error?.code).toBe('rulebooks.document-missing');
      for (const wrong of [
        { ...rule, methods: ['show-of-hands'] },
        { ...rule, methods: [] },
        { ...rule, whenUnmet: 'add-heavier' },
      ])
        expect((await set(wrong, '15-HD/ĐU')).error?.code).toBe('rulebooks.value-invalid');
      expect((await set(rule, '15-HD/ĐU')).status).toBe(200);

      const begun = await beginMeeting(other);
      const ballotId = await openedBallot(other, {
        meetingId: begun.meetingId,
        matter: 'committee-election',
        paper: { kind: 'election', candidates: ['Lê Minh Chi', 'Phạm Quốc Dũng'], seats: 2 },
      });
      expect((await view(other, ballotId)).ballot.rule).toMatchObject({
        source: { document: '15-HD/ĐU', article: 'mục 2' },
        setBy: 'Đảng ủy phường Sông Tô',
      });
      for (const [name, marks] of [
        ['an', 'ff'],
        ['binh', 'fa'],
        ['giang', 'fa'],
      ] as const) {
        const { reply } = await cast(other, await takeToken(other, ballotId, people[name]), marks);
        expect(reply.status).toBe(200);
      }
      const { body } = await closeIt(other, ballotId);
      expect(body.result.result.outcome).toMatchObject({ elected: ['Lê Minh Chi'], seatsLeft: 1 });
      const box = JSON.parse(await boxOf(other, ballotId)) as { rule: { source: { document: string } } };
      expect(box.rule.source.document).toBe('15-HD/ĐU');
      const protocol = await other.as('an').call(routes.getProtocol, { params: { ballotId, format: 'txt' } });
      expect(String(protocol.body)).toContain('15-HD/ĐU');
    } finally {
      await other.close();
    }
  });

  test('a meeting that has begun keeps the rules that it began with', async () => {
    const other = await openTestWorld();
    try {
      const begun = await beginMeeting(other);
      const { ward } = other.ward;
      const key = 'matter.committee-election';
      const { body: rules } = await other.as('minh').call(getUnitRules, { params: { unitId: ward } });
      const value = { ...(rules.rules[key]!.value as MatterRule), methods: ['verifiable'] };
      const set = await other.as('minh').call(setRule, {
        params: { unitId: ward, key },
        body: { value, document: '15-HD/ĐU', from: '2026-03-01' },
      });
      expect(set.status).toBe(200);
      const { body } = await tryDraft(other, {
        meetingId: begun.meetingId,
        matter: 'committee-election',
        paper: { kind: 'election', candidates: ['Lê Minh Chi'], seats: 1 },
      });
      const opened = await tryOpen(other, begun.meetingId, body.id);
      expect([opened.status, opened.error?.code]).toEqual([422, 'ballots.method-not-allowed']);
    } finally {
      await other.close();
    }
  });
});

describe('a shared tablet', () => {
  let ballotId: string;
  let pass: string;
  let code: string;
  const tablet = () => ({ params: { ballotId } });
  const use = (personId: string, typed: string, marks = 'y') =>
    world.stranger.call(routes.tabletVote, { ...tablet(), body: { pass, personId, code: typed, marks } });

  test('is opened by a pass, shows only those who hold a code, and is closed to every other pass', async () => {
    ballotId = await openedBallot(world, { meetingId, method: 'server-kept' });
    const made = await world.as('an').call(routes.makeTabletPass, tablet());
    pass = made.body.path.split('#')[1]!;
    const given = await world
      .as('an')
      .call(routes.giveCode, { ...tablet(), body: { personId: world.ward.people.dung } });
    code = given.body.code;
    expect(code).toMatch(/^\d{6}$/);
    const shown = await world.stranger.call(routes.openTablet, { ...tablet(), body: { pass } });
    expect(shown.body.voters).toEqual([{ personId: world.ward.people.dung, fullName: 'Phạm Quốc Dũng' }]);
    const wrong = await world.stranger.call(routes.openTablet, {
      ...tablet(),
      body: { pass: 'A'.repeat(32) },
    });
    expect([wrong.status, wrong.error?.code]).toEqual([403, 'ballots.tablet-closed']);
    const nowhere = await world.stranger.call(routes.openTablet, {
      params: { ballotId: newId() },
      body: { pass },
    });
    expect(nowhere.error?.code).toBe('ballots.tablet-closed');
  });

  test('says before anything is chosen whether a code is right', async () => {
    const check = (typed: string) =>
      world.stranger.call(routes.tabletCode, {
        ...tablet(),
        body: { pass, personId: world.ward.people.dung, code: typed },
      });
    const wrong = await check(code === '000000' ? '111111' : '000000');
    expect([wrong.status, wrong.error?.code]).toEqual([403, 'ballots.code-wrong']);
    expect((await check(code)).status).toBe(200);
    const elsewhere = await world.stranger.call(routes.tabletCode, {
      ...tablet(),
      body: { pass: 'A'.repeat(32), personId: world.ward.people.dung, code },
    });
    expect([elsewhere.status, elsewhere.error?.code]).toEqual([403, 'ballots.tablet-closed']);
    expect((await view(world, ballotId)).turnout.inBox).toBe(0);
  });

  test('counts wrong codes, also those tried at the same moment, and a code that was guessed at is void', async () => {
    const wrong = code === '000000' ? '111111' : '000000';
    const tried = await Promise.all(Array.from({ length: 7 }, () => use(world.ward.people.dung, wrong)));
    expect(tried.map((reply) => reply.error?.code).sort()).toEqual(
      [...Array(2).fill('ballots.code-used-up'), ...Array(5).fill('ballots.code-wrong')].sort(),
    );
    expect((await use(world.ward.people.dung, code)).error?.code).toBe('ballots.code-used-up');
    expect((await use(world.ward.people.giang, code)).error?.code).toBe('ballots.code-used-up');
    const renewed = await world
      .as('an')
      .call(routes.giveCode, { ...tablet(), body: { personId: world.ward.people.dung } });
    expect((await use(world.ward.people.dung, renewed.body.code)).status).toBe(200);
    expect((await use(world.ward.people.dung, renewed.body.code)).error?.code).toBe('ballots.already-voted');
    const more = await world
      .as('an')
      .call(routes.giveCode, { ...tablet(), body: { personId: world.ward.people.dung } });
    expect(more.error?.code).toBe('ballots.already-voted');
    const { body } = await closeIt(world, ballotId);
    expect(body.result.tally).toMatchObject({ returned: 1, lines: { yes: 1 } });
    const after = await world.stranger.call(routes.openTablet, { ...tablet(), body: { pass } });
    expect(after.error?.code).toBe('ballots.tablet-closed');
  });

  test('has no code for somebody without a vote', async () => {
    const id = await openedBallot(world, { meetingId, method: 'server-kept' });
    const given = await world
      .as('an')
      .call(routes.giveCode, { params: { ballotId: id }, body: { personId: world.ward.people.hanh } });
    expect(given.error?.code).toBe('ballots.provisional-cannot-vote');
    await world
      .as('an')
      .call(routes.annulBallot, { params: { ballotId: id }, body: { because: 'thử xong' } });
  });
});

describe('in the meeting', () => {
  test('a device cannot write a result into the journal', async () => {
    const laptop = new Device(world, 'an', meetingId, 9_000);
    expect(
      await laptop.refusedWith({
        kind: 'ballot-annulled',
        payload: { ballotId: newId(), reason: 'không hợp lệ' },
      }),
    ).toBe('meetings.ballot-by-button');
  });

  test('a ballot of another meeting, or of none, is not opened here', async () => {
    const { body } = await tryDraft(world, { meetingId: newId() });
    const reply = await tryOpen(world, meetingId, body.id);
    expect([reply.status, reply.error?.code]).toEqual([404, 'platform.not-found']);
  });

  test('a meeting with an open ballot is not closed; after the closing nothing of a ballot changes', async () => {
    const other = await openTestWorld();
    try {
      const begun = await beginMeeting(other);
      const ballotId = await openedBallot(other, { meetingId: begun.meetingId, method: 'server-kept' });
      await vote(other, ballotId, other.ward.people.an, 'y');
      await holdToTheEnd(other, begun.meetingId, begun.heldOn);
      await new Device(other, 'oanh', begun.meetingId, 5_000).say({
        kind: 'score-confirmed',
        payload: { marks: [] },
      });
      const early = await close(other, 'an', begun.meetingId);
      expect(early.error?.code).toBe('meetings.not-ready-to-close');
      expect(JSON.stringify(early.body)).toContain('ballot-still-open');
      const late = await tryDraft(other, { meetingId: begun.meetingId, method: 'server-kept' });
      expect((await tryOpen(other, begun.meetingId, late.body.id)).error?.code).toBe('meetings.has-ended');
      expect((await closeIt(other, ballotId)).status).toBe(200);
      expect((await close(other, 'an', begun.meetingId)).status).toBe(200);
      const annulled = await other
        .as('an')
        .call(routes.annulBallot, { params: { ballotId }, body: { because: 'muốn đổi kết quả' } });
      expect([annulled.status, annulled.error?.code]).toEqual([409, 'meetings.closed']);
      expect((await view(other, ballotId)).ballot.state).toBe('closed');
      expect((await tryOpen(other, begun.meetingId, late.body.id)).error?.code).toBe('meetings.closed');
      const minutes = await other.as('an').call(getDocument, {
        params: { meetingId: begun.meetingId, kind: 'minutes', format: 'txt' },
      });
      expect(String(minutes.body).replaceAll(/\s+/g, ' ')).toContain(
        'Bỏ phiếu kín (trên máy, máy chủ giữ) “Xếp loại đồng chí Phạm Quốc Dũng: hoàn thành tốt nhiệm vụ”: 5 cử tri; số tính tỷ lệ: 6 đảng viên có quyền − 1 được trừ = 5; cần quá một nửa của 5, tức ít nhất 3 phiếu. Phát ra 5, thu về 1, hợp lệ 1, không hợp lệ 0.',
      );
    } finally {
      await other.close();
    }
  });
});
