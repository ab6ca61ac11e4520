import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { rows, run, sql } from '#platform/database/database.ts';
import { endSessionsOf } from '#platform/sign-in/sessions.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';
import { deskOf } from './actions/entry-desk.ts';
import * as contract from './contract.ts';
import { close, Device, holdToTheEnd, open, plan } from './testing/hold-meeting.ts';

let world: TestWorld;
let meetingId: string;
beforeAll(async () => {
  world = await openTestWorld();
  meetingId = await plan(world, { month: '2026-03', plannedOn: '2026-03-05' });
  world.clock.set('2026-03-05', '19:30');
});
afterAll(() => world.close());

const counts = () => ({ ...deskOf(world.app.world).counts });
const checkIn = (person: Person, body: { code?: string } = {}) =>
  world.as(person).call(contract.checkIn, { params: { meetingId }, body });
const opinion = () =>
  ({
    kind: 'opinion-recorded',
    payload: {
      opinionId: newId(),
      speakerKind: 'member',
      speakerId: world.ward.people.dung,
      text: 'Đề nghị lắp thêm đèn',
      nature: 'opinion',
    },
  }) as const;
const journal = () =>
  world.read((tx) =>
    rows(
      tx,
      sql<{ id: string; seq: number; kind: string; authorId: string }>`
        select id, seq, kind, author_id as "authorId" from meetings.entry
         where meeting_id = ${meetingId} order by seq`,
    ),
  );
/** The row beside the journal, as the lists show it. */
const figures = async () => {
  const [row] = await world.read((tx) =>
    rows(
      tx,
      sql<{ entryCount: number; present: number | null; stage: string }>`
        select entry_count as "entryCount", present, stage from meetings.meeting where id = ${meetingId}`,
    ),
  );
  return row!;
};

describe('the short way into the journal', () => {
  it('keeps check-ins of many at once, each once, and brings the figures along', async () => {
    const before = counts();
    const all = await Promise.all(
      (['an', 'chi', 'dung', 'giang', 'hanh'] as const).map((who) => checkIn(who)),
    );
    expect(all.map(({ status, body }) => [status, body.method])).toEqual(Array(5).fill([200, 'self']));
    // Said again, also twice at once, it is said once.
    await Promise.all([checkIn('an'), checkIn('an')]);
    // An’s session is three days old: renewing it is a write of its own and goes the ordinary way, once.
    expect([counts().done - before.done, counts().passedOn - before.passedOn]).toEqual([6, 1]);
    const marks = (await journal()).filter(({ kind }) => kind === 'attendance-marked');
    expect(marks).toHaveLength(5);
    expect(await figures()).toMatchObject({
      present: 5,
      stage: 'planned',
      entryCount: (await journal()).length,
    });
  });

  it('answers entries as the ordinary way does, and the same again when they are repeated', async () => {
    const laptop = new Device(world, 'an', meetingId, 500);
    const ordinary = await laptop.send([
      laptop.write({
        kind: 'meeting-started',
        payload: { chairId: world.ward.people.an, heldOn: '2026-03-05', startedAt: world.clock.now() },
      }),
    ]);
    const before = counts();
    const sent = [laptop.write(opinion()), laptop.write(opinion())];
    const first = await laptop.send(sent);
    const ofEach = (headers: Record<string, unknown>) => ({ ...headers, date: '', 'content-length': '' });
    expect(ofEach(first.headers)).toEqual(ofEach(ordinary.headers));
    const again = await laptop.send(sent);
    expect(counts().done - before.done).toBe(2);
    expect(first.body.accepted.map(({ id }) => id)).toEqual(sent.map(({ id }) => id));
    expect(again.body).toEqual(first.body);
    const there = await open(world, 'an', meetingId);
    expect(there.body.cursor).toBe(first.body.cursor);
    expect((await journal()).map(({ seq }) => seq)).toEqual(
      Array.from({ length: first.body.cursor }, (_, i) => i + 1),
    );
  });

  it('counts an announced vote by the whole journal, and sees what another server wrote meanwhile', async () => {
    const laptop = new Device(world, 'an', meetingId, 700);
    const voteId = newId();
    await laptop.say({
      kind: 'vote-opened',
      payload: { voteId, question: 'Thông qua biên bản', matter: 'minutes', method: 'named' },
    });
    const casts = await Promise.all(
      (['an', 'chi', 'dung', 'giang'] as const).map(async (who) => {
        const phone = new Device(world, who, meetingId, 710);
        const [cast] = await phone.say({
          kind: 'vote-cast',
          payload: { voteId, memberId: world.ward.people[who], choice: 'yes' },
        });
        return cast!.id;
      }),
    );
    // Another server writes to the same row: what was held in memory no longer fits.
    await world.write((tx) =>
      run(tx, sql`update meetings.meeting set place = place where id = ${meetingId}`),
    );
    const before = counts();
    const late = new Device(world, 'an', meetingId, 800);
    await late.say(
      { kind: 'vote-closed', payload: { voteId, countedCasts: casts } },
      { kind: 'minutes-adopted', payload: { voteId } },
    );
    expect(counts().again).toBeGreaterThan(before.again);
    expect(counts().passedOn).toBe(before.passedOn);
    // A vote that was not carried adopts nothing, on either way.
    const other = newId();
    await late.say({
      kind: 'vote-opened',
      payload: { voteId: other, question: 'Thông qua biên bản', matter: 'minutes', method: 'named' },
    });
    const reply = await late.send([
      late.write({ kind: 'vote-closed', payload: { voteId: other, countedCasts: [] } }),
      late.write({ kind: 'minutes-adopted', payload: { voteId: other } }),
    ]);
    expect(reply.body.accepted).toHaveLength(1);
    expect(reply.body.refused).toMatchObject([{ code: 'meetings.vote-not-passed' }]);
  });

  it('papers that are opened meanwhile show the whole journal, also what another server wrote', async () => {
    const shown = async () => (await open(world, 'dung', meetingId)).body.entries.map(({ id }) => id);
    const laptop = new Device(world, 'an', meetingId, 900);
    await laptop.say(opinion());
    expect(await shown()).toEqual((await journal()).map(({ id }) => id));
    await world.write(async (tx) => {
      await run(
        tx,
        sql`insert into meetings.entry
              (meeting_id, id, branch_id, seq, kind, payload, author_id, device_id, lamport, at, received_at)
            select meeting_id, gen_random_uuid(), branch_id, seq + 1, 'focus-set', '{"text": "Trọng tâm"}', author_id,
                   device_id, lamport + 1, at, received_at
              from meetings.entry where meeting_id = ${meetingId} order by seq desc limit 1`,
      );
      await run(tx, sql`update meetings.meeting set entry_count = entry_count + 1 where id = ${meetingId}`);
    });
    expect(await shown()).toEqual((await journal()).map(({ id }) => id));
    await laptop.say(opinion());
    expect(await shown()).toEqual((await journal()).map(({ id }) => id));
  });
});

describe('bad input, with the honest entries beside it unharmed', () => {
  /** Sends something bad together with somebody's honest entry, which must arrive. */
  async function besideHonest<T>(bad: () => Promise<T>): Promise<T> {
    const honest = new Device(world, 'chi', meetingId, 2_000);
    const entry = honest.write(opinion());
    const [answer, reply] = await Promise.all([bad(), honest.send([entry])]);
    expect(reply.body.refused).toEqual([]);
    expect((await journal()).map(({ id }) => id)).toContain(entry.id);
    return answer;
  }

  it('a forged author is replaced by whoever is signed in', async () => {
    const phone = new Device(world, 'chi', meetingId, 2_100);
    const forged = phone.write(opinion(), { authorId: world.ward.people.an });
    await besideHonest(() => phone.send([forged]));
    expect((await journal()).find(({ id }) => id === forged.id)?.authorId).toBe(world.ward.people.chi);
    // Speaking for another by the own phone is no question of the author’s name.
    const giang = new Device(world, 'giang', meetingId, 2_200);
    expect(
      await giang.refusedWith({
        kind: 'attendance-marked',
        payload: { memberId: world.ward.people.an, presence: 'present', method: 'self' },
      }),
    ).toBe('meetings.only-own');
  });

  it('an older or newer app is told what this server does not understand, entry by entry', async () => {
    const phone = new Device(world, 'an', meetingId, 2_300);
    const old = phone.write({
      kind: 'opinion-recorded',
      payload: { text: 'thiếu người phát biểu' },
    } as never);
    const newer = phone.write({ kind: 'hologram-shown', payload: {} } as never);
    const good = phone.write(opinion());
    const { body } = await besideHonest(() => phone.send([old, newer, good]));
    expect(body.accepted.map(({ id }) => id)).toEqual([good.id]);
    expect(body.refused.map(({ id, code }) => [id, code])).toEqual([
      [old.id, 'meetings.field-missing'],
      [newer.id, 'meetings.unknown-kind'],
    ]);
  });

  it('ten megabytes are refused before they are read', async () => {
    const reply = await besideHonest(() =>
      world.as('an').call(contract.appendEntries, {
        params: { meetingId },
        body: { entries: [{ text: 'x'.repeat(10_000_000) }] as never },
      }),
    );
    expect(reply).toMatchObject({ status: 413, error: { code: 'platform.too-large' } });
  });

  it('a meeting that was closed meanwhile takes nothing but annexes', async () => {
    const month = '2026-04';
    const april = await plan(world, { month, plannedOn: '2026-04-05' });
    await holdToTheEnd(world, april, '2026-04-05');
    await new Device(world, 'oanh', april, 9_000).say({ kind: 'score-confirmed', payload: { marks: [] } });
    expect((await close(world, 'an', april)).status).toBe(200);
    const phone = new Device(world, 'chi', april, 9_100);
    expect(await phone.refusedWith(opinion())).toBe('meetings.closed');
    const reply = await world.as('chi').call(contract.checkIn, { params: { meetingId: april }, body: {} });
    expect(reply.error?.code).toBe('meetings.closed');
  });

  it('a member who was transferred yesterday is refused; what was written before stands', async () => {
    await world.write((tx) =>
      run(
        tx,
        sql`update members.membership set valid = daterange(lower(valid), '2026-03-05')
             where person_id = ${world.ward.people.dung}`,
      ),
    );
    const before = (await journal()).length;
    const phone = new Device(world, 'dung', meetingId, 2_400);
    const reply = await besideHonest(() =>
      phone.send([phone.write({ kind: 'comment-added', payload: { text: 'x' } })]),
    );
    expect(reply.status).toBe(404);
    expect((await checkIn('dung')).status).toBe(404);
    expect(await journal()).toHaveLength(before + 1);
  });

  it('a session that was ended is refused at once', async () => {
    const phone = new Device(world, 'hanh', meetingId, 2_500);
    await checkIn('hanh');
    await world.write((tx) => endSessionsOf(tx, world.ward.people.hanh));
    const reply = await besideHonest(() =>
      phone.send([phone.write({ kind: 'comment-added', payload: { text: 'x' } })]),
    );
    expect(reply).toMatchObject({ status: 401, error: { code: 'platform.not-signed-in' } });
  });

  it('a post that was taken and an account that was shut count at once, whatever was held in memory', async () => {
    const { an, chi } = world.ward.people;
    const laptop = new Device(world, 'an', meetingId, 2_600);
    await laptop.say(opinion());
    const annulled = { kind: 'vote-annulled', payload: { voteId: newId(), reason: 'đếm lại' } } as const;
    await world.write((tx) =>
      run(
        tx,
        sql`update mandates.mandate set valid = daterange(lower(valid), '2026-03-05')
             where person_id = ${an} and upper_inf(valid)`,
      ),
    );
    expect(await laptop.refusedWith(annulled)).toBe('meetings.only-lead');
    await world.write((tx) =>
      run(
        tx,
        sql`update mandates.mandate set valid = daterange(lower(valid), null)
             where person_id = ${an} and upper(valid) = '2026-03-05'`,
      ),
    );
    await laptop.say(annulled);

    const phone = new Device(world, 'chi', meetingId, 2_700);
    await phone.say({ kind: 'comment-added', payload: { text: 'x' } });
    const set = (at: Date | null) =>
      world.write((tx) =>
        run(tx, sql`update platform.account set disabled_at = ${at} where person_id = ${chi}`),
      );
    await set(new Date(world.clock.now()));
    const reply = await phone.send([phone.write({ kind: 'comment-added', payload: { text: 'x' } })]);
    expect(reply).toMatchObject({ status: 401, error: { code: 'platform.not-signed-in' } });
    await set(null);
    expect((await checkIn('chi')).status).toBe(200);
  });

  it('an entry that another server has kept meanwhile is answered with the place it has', async () => {
    const phone = new Device(world, 'chi', meetingId, 2_800);
    const entry = phone.write({ kind: 'comment-added', payload: { text: 'đã đến' } });
    const before = (await journal()).length;
    const first = await phone.send([entry]);
    // What the answer says was lost on the way; the desk that is asked again has not seen it.
    deskOf(world.app.world).forgetAll();
    const again = await phone.send([entry]);
    expect(again.body).toEqual(first.body);
    expect(await journal()).toHaveLength(before + 1);
  });

  it('a device that sends without a pause is slowed down with the time to come back; others are served', async () => {
    const { call } = world.as('giang');
    await world.sessionOf('giang');
    // All at one moment, however slow the machine is that runs this.
    const moment = performance.now();
    const standsStill = vi.spyOn(performance, 'now').mockReturnValue(moment);
    const answers = await besideHonest(() =>
      Promise.all(
        Array.from({ length: 420 }, () =>
          call(contract.listEntries, { params: { meetingId }, query: { after: 1_000_000 } }),
        ),
      ),
    );
    standsStill.mockRestore();
    const slowed = answers.filter(({ status }) => status === 429);
    expect(slowed.length).toBeGreaterThanOrEqual(120);
    expect(slowed[0]!.error?.code).toBe('platform.too-fast');
    expect(Number(slowed[0]!.headers['retry-after'])).toBeGreaterThan(0);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(100);
  });
});
