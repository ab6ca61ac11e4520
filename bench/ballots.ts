import { constants, generateKeyPairSync, privateDecrypt, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { Random } from '#app/seed/random.ts';
import { verifyBox } from '#features/ballots/contract.ts';
import { type Slip, slipBytes, tokenMessage, voteMessage } from '#features/ballots/testing/voter.ts';
import { recordMembership, recordPerson } from '#features/members/public.ts';
import { instantOf } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { inTransaction, run, sql, type Tx } from '#platform/database/database.ts';
import { saveAccount } from '#platform/sign-in/accounts.ts';
import { startSession } from '#platform/sign-in/sessions.ts';
import { makeSmallWard } from '#testing/small-ward.ts';
import { type Bench, type BenchWorld, judge, spreadOf, timed } from './harness.ts';
import type { PhoneRequest } from './phones.ts';

const VOTERS = 300;
/** The voters arrive at random moments of this span; what they do afterwards has to end within half a minute. */
const ARRIVE_WITHIN_MS = 25_000;
/** How often a page that is open asks for the state of the ballot. */
const WATCH_MS = 2_500;
/** Requests on the way at once when everybody presses in the same moment. */
const AT_ONCE = 32;
const LETTERS = ['y', 'n', 'a'] as const;

/** One voter with a session of the own. */
type Voter = { personId: Id; cookie: string };
/** What a phone has made and hidden, by its number in the thread of phones. */
type Pending = { prepared: number; blinded: string };
type Asked = PhoneRequest extends infer R ? (R extends unknown ? Omit<R, 'id'> : never) : never;

/** The thread in which the voters' devices reckon. */
class Phones {
  readonly #worker = new Worker(new URL('./phones-worker.mjs', import.meta.url), { execArgv: [] });
  readonly #waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  #next = 1;

  constructor() {
    this.#worker.on('message', ({ id, value, error }: { id: number; value: never; error?: string }) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) waiting?.resolve(value);
      else waiting?.reject(new Error(error));
    });
    this.#worker.on('error', (error) => {
      for (const waiting of this.#waiting.values()) waiting.reject(error);
    });
  }

  #ask<T>(request: Asked): Promise<T> {
    const id = this.#next++;
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ ...request, id });
    });
  }

  /** Makes a key and hides it. */
  prepare(ballotId: Id, tokenKey: string): Promise<Pending> {
    return this.#ask({ ask: 'prepare', ballotId, tokenKey });
  }

  /** Finishes the token and signs the choice. */
  fill({ prepared }: Pending, signature: string, marks: string): Promise<Slip> {
    return this.#ask({ ask: 'fill', prepared, signature, marks });
  }

  close = () => this.#worker.terminate();
}

/** Whoever asks over HTTP; without a cookie it is nobody. */
async function ask(
  address: string,
  method: 'GET' | 'POST',
  path: string,
  from: { cookie?: string; body?: unknown; isAnonymous?: boolean } = {},
): Promise<unknown> {
  const response = await fetch(address + path, {
    method,
    headers: {
      ...(from.cookie ? { cookie: from.cookie } : {}),
      ...(method === 'POST' && !from.isAnonymous ? { 'idempotency-key': newId() } : {}),
      ...(from.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(from.body === undefined ? {} : { body: JSON.stringify(from.body) }),
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
  return JSON.parse(text);
}

/** A branch of 300 voters, its secretary among them, in a meeting that has begun with everybody present. */
async function openRoom(world: BenchWorld, address: string) {
  const nowMs = instantOf(world.today, '10:00');
  const { voters, ward } = await inTransaction(world.db, 'write', async (tx) => {
    const made = await makeSmallWard(tx, nowMs);
    const { an, binh, chi, dung, giang } = made.people;
    const ids = [an, binh, chi, dung, giang];
    for (let n = ids.length; n < VOTERS; n++) {
      const personId = await recordPerson(tx, { fullName: `Cử Tri ${n}` }, nowMs);
      await saveAccount(tx, { personId, login: `voter.${n}`, passwordHash: null }, nowMs);
      await recordMembership(tx, {
        personId,
        branchId: made.branch5,
        status: 'official',
        from: '2025-07-01',
      });
      ids.push(personId);
    }
    const signedIn: Voter[] = [];
    for (const personId of ids)
      signedIn.push({ personId, cookie: `goc_session=${await startSession(tx, personId, nowMs)}` });
    return { voters: signedIn, ward: made };
  });
  const secretary = voters[0]!;
  const lead = (method: 'GET' | 'POST', path: string, body?: unknown) =>
    ask(address, method, path, { cookie: secretary.cookie, body });
  const { id: meetingId } = (await lead('POST', `/api/branches/${ward.branch5}/meetings`, {
    month: world.today.slice(0, 7),
    kind: 'regular',
    plannedOn: world.today,
    plannedTime: '10:00',
    place: 'Nhà văn hóa',
  })) as { id: Id };
  const { context } = (await lead('GET', `/api/meetings/${meetingId}`)) as {
    context: { roll: { memberId: Id; status: string }[] };
  };
  const deviceId = newId();
  const said = [
    { kind: 'meeting-started', payload: { chairId: ward.people.an, heldOn: world.today, startedAt: nowMs } },
    ...context.roll
      .filter((line) => line.status === 'official')
      .map((line) => ({
        kind: 'attendance-marked',
        payload: { memberId: line.memberId, presence: 'present', method: 'secretary' },
      })),
  ].map((entry, at) => ({
    ...entry,
    id: newId(nowMs),
    meetingId,
    branchId: ward.branch5,
    authorId: ward.people.an,
    deviceId,
    lamport: 1_000 + at,
    at: nowMs,
  }));
  const { refused } = (await lead('POST', `/api/meetings/${meetingId}/entries`, { entries: said })) as {
    refused: { code: string }[];
  };
  if (refused.length > 0) throw new Error(`The meeting did not begin: ${refused[0]!.code}`);

  /** A verifiable ballot, open. */
  const openBallot = async () => {
    const { id: ballotId } = (await lead('POST', `/api/branches/${ward.branch5}/ballots`, {
      meetingId,
      matter: 'year-grade',
      question: 'Xếp loại: hoàn thành xuất sắc nhiệm vụ',
      paper: { kind: 'question' },
      method: 'verifiable',
      counterIds: [],
      heldOn: world.today,
    })) as { id: Id };
    const openMs = await timed(() => lead('POST', `/api/meetings/${meetingId}/ballots/${ballotId}/open`));
    const view = (await lead('GET', `/api/ballots/${ballotId}`)) as {
      keys: { tokenKey: string };
      electorate: { voters: number };
    };
    if (view.electorate.voters !== VOTERS) throw new Error(`${view.electorate.voters} voters are present.`);
    return { ballotId, tokenKey: view.keys.tokenKey, openMs };
  };
  const close = (ballotId: Id) =>
    lead('POST', `/api/ballots/${ballotId}/close`, { count: null }) as Promise<{
      result: { tally: { returned: number; lines: Record<string, number> } };
      boxSha256: string;
    }>;
  const boxOf = async (ballotId: Id): Promise<Uint8Array<ArrayBuffer>> => {
    const response = await fetch(`${address}/api/ballots/${ballotId}/box`, {
      headers: { cookie: secretary.cookie },
    });
    return new Uint8Array(await response.arrayBuffer());
  };
  const takeToken = async (voter: Voter, ballotId: Id, { blinded }: Pending): Promise<string> =>
    (
      (await ask(address, 'POST', `/api/ballots/${ballotId}/token`, {
        cookie: voter.cookie,
        body: { blinded },
      })) as { signature: string }
    ).signature;
  const cast = (ballotId: Id, slip: Slip) =>
    ask(address, 'POST', `/api/ballots/${ballotId}/box`, { body: { slip }, isAnonymous: true });
  const look = (voter: Voter, ballotId: Id) =>
    ask(address, 'GET', `/api/ballots/${ballotId}`, { cookie: voter.cookie });
  const countVotes = (voter: Voter, ballotId: Id) =>
    ask(address, 'GET', `/api/ballots/${ballotId}/turnout`, { cookie: voter.cookie });
  return { voters, openBallot, close, boxOf, takeToken, cast, look, countVotes };
}
type Room = Awaited<ReturnType<typeof openRoom>>;

/** Works through all of them, so many at once, each as soon as one is done. */
async function eachAtOnce<T>(
  all: readonly T[],
  work: (one: T, at: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const line = async () => {
    for (let at = next++; at < all.length; at = next++) await work(all[at]!, at);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, line));
}

/** The keys of all voters' devices, made and hidden. */
const prepareAll = (phones: Phones, ballotId: Id, tokenKey: string): Promise<Pending[]> =>
  Promise.all(Array.from({ length: VOTERS }, () => phones.prepare(ballotId, tokenKey)));

/** As in a room: 300 phones come one by one, watch the ballot, take a token, and vote a little later. */
async function arriveAndVote(room: Room, phones: Phones, random: Random) {
  const { ballotId, tokenKey, openMs } = await room.openBallot();
  const pending = await prepareAll(phones, ballotId, tokenKey);
  const times = { look: [] as number[], watch: [] as number[], token: [] as number[], cast: [] as number[] };
  const measured = async <T>(kind: keyof typeof times, work: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    const answer = await work();
    times[kind].push(performance.now() - began);
    return answer;
  };
  const marks = room.voters.map(() => random.pick(LETTERS));
  let isOver = false;
  const watch = async (voter: Voter) => {
    for (;;) {
      await sleep(WATCH_MS);
      if (isOver) return;
      await measured('watch', () => room.countVotes(voter, ballotId));
    }
  };
  const watching: Promise<void>[] = [];
  const began = performance.now();
  try {
    await Promise.all(
      room.voters.map(async (voter, at) => {
        await sleep(random.between(0, ARRIVE_WITHIN_MS));
        await measured('look', () => room.look(voter, ballotId));
        watching.push(watch(voter));
        const signature = await measured('token', () => room.takeToken(voter, ballotId, pending[at]!));
        await measured('look', () => room.look(voter, ballotId));
        // Somebody reads the question and chooses.
        await sleep(random.between(500, 4_000));
        const slip = await phones.fill(pending[at]!, signature, marks[at]!);
        await measured('cast', () => room.cast(ballotId, slip));
        await measured('look', () => room.look(voter, ballotId));
      }),
    );
  } finally {
    isOver = true;
  }
  const tookMs = performance.now() - began;
  await Promise.all(watching);
  return { ballotId, marks, openMs, times, tookMs };
}

/** Everybody presses in the same moment: first for the tokens, then for the box. The devices' own work is not in it. */
async function pressAtOnce(room: Room, phones: Phones): Promise<{ ballotId: Id; ms: number; slips: Slip[] }> {
  const { ballotId, tokenKey } = await room.openBallot();
  const pending = await prepareAll(phones, ballotId, tokenKey);
  const signatures: string[] = [];
  const tokens = await timed(() =>
    eachAtOnce(room.voters, async (voter, at) => {
      signatures[at] = await room.takeToken(voter, ballotId, pending[at]!);
    }),
  );
  const slips = await Promise.all(
    pending.map((each, at) => phones.fill(each, signatures[at]!, LETTERS[at % 3]!)),
  );
  const box = await timed(() => eachAtOnce(slips, (slip) => room.cast(ballotId, slip)));
  return { ballotId, ms: tokens + box, slips };
}

const FLOOR_TABLES = `
  create schema floor;
  create table floor.roll (ballot_id uuid, person_id uuid, token_hash text, primary key (ballot_id, person_id));
  create table floor.slip (ballot_id uuid, tag text, sealed text, primary key (ballot_id, tag));`;

/**
 * What cannot be left out: one RSA signature and one durable row for each token, the two signatures of each slip checked
 * and one durable row for it. No HTTP, no session, no question who may vote, no ballot looked up, no envelope.
 */
async function floorOf(
  { db }: BenchWorld,
  room: Room,
  slips: readonly Slip[],
  ballotOf: Id,
): Promise<number> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const tokenKey = await crypto.subtle.generateKey(
    {
      name: 'RSA-PSS',
      modulusLength: 2_048,
      publicExponent: new Uint8Array([1, 0, 1]),
      hash: 'SHA-384',
    },
    false,
    ['sign', 'verify'],
  );
  const ballotId = newId();
  const write = (work: (tx: Tx) => Promise<unknown>) => inTransaction(db, 'write', work);
  const tokens = await timed(() =>
    eachAtOnce(room.voters, async ({ personId }) => {
      const message = randomBytes(256);
      message[0] = 0;
      privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, message);
      await write((tx) =>
        run(
          tx,
          sql`insert into floor.roll values (${ballotId}, ${personId}, ${message.toString('hex', 0, 32)})`,
        ),
      );
    }),
  );
  const sealed = randomBytes(848).toString('base64url');
  const box = await timed(() =>
    eachAtOnce(slips, async (slip, at) => {
      const bytes = slipBytes(slip)!;
      await crypto.subtle.verify(
        { name: 'RSA-PSS', saltLength: 48 },
        tokenKey.publicKey,
        bytes.token,
        tokenMessage(ballotOf, bytes.key),
      );
      const voter = await crypto.subtle.importKey(
        'raw',
        bytes.key,
        { name: 'ECDSA', namedCurve: 'P-256' },
        false,
        ['verify'],
      );
      await crypto.subtle.verify(
        { name: 'ECDSA', hash: 'SHA-256' },
        voter,
        bytes.signature,
        voteMessage(ballotOf, slip.marks),
      );
      await write((tx) =>
        run(
          tx,
          sql`insert into floor.slip values (${ballotId}, ${`${at} ${slip.key.slice(0, 40)}`}, ${sealed})`,
        ),
      );
    }),
  );
  return tokens + box;
}

/** Secret ballots that everybody can check: a whole branch votes on its phones. */
export const ballotsBench: Bench = {
  about: `${VOTERS} verifiable secret ballots from ${VOTERS} clients, beside the bare signatures and rows`,
  needs: 'empty',
  run: async (world) => {
    const keys = await mkdtemp(join(tmpdir(), 'goc-bench-keys-'));
    const phones = new Phones();
    try {
      const { address } = await world.serve({ GOC_KEYS: keys });
      world.say(`A branch of ${VOTERS} meets`);
      const room = await openRoom(world, address);
      const random = new Random(world.seed);

      world.say('They vote as they come');
      const voted = await arriveAndVote(room, phones, random);
      const closeMs = await timed(async () => {
        const { result } = await room.close(voted.ballotId);
        const right = LETTERS.map((letter) => voted.marks.filter((mark) => mark === letter).length);
        const { yes, no, abstain } = result.tally.lines;
        if (String([yes, no, abstain]) !== String(right)) throw new Error('The count is not what was voted.');
      });
      const file = await room.boxOf(voted.ballotId);
      let faults = -1;
      const verifyMs = await timed(async () => {
        faults = (await verifyBox(file)).faults.length;
      });
      if (faults !== 0) throw new Error(`The published box has ${faults} faults.`);

      await inTransaction(world.db, 'write', (tx) => run(tx, sql.raw(FLOOR_TABLES)));
      const warm = await pressAtOnce(room, phones);
      await floorOf(world, room, warm.slips, warm.ballotId);
      await room.close(warm.ballotId);
      const rounds: { floor: number; ours: number }[] = [];
      for (let round = 0; round < world.rounds; round++) {
        world.progress(round / world.rounds, 'everybody at once');
        const before = round % 2 === 0 ? await floorOf(world, room, warm.slips, warm.ballotId) : null;
        const ours = await pressAtOnce(room, phones);
        const floor = before ?? (await floorOf(world, room, warm.slips, warm.ballotId));
        await room.close(ours.ballotId);
        rounds.push({ floor, ours: ours.ms });
      }

      const comparison = judge(rounds);
      const { look, watch, token, cast } = voted.times;
      const votes = spreadOf([...token, ...cast]);
      const pages = spreadOf([...look, ...watch]);
      const rounded = (ms: number) => Number(ms.toPrecision(3));
      return {
        figures: {
          voters: VOTERS,
          took_ms: rounded(voted.tookMs),
          p95_ms: votes.p95_ms,
          votes,
          token: spreadOf(token),
          cast: spreadOf(cast),
          pages,
          open_ms: rounded(voted.openMs),
          close_ms: rounded(closeMs),
          verify_ms: rounded(verifyMs),
          box_bytes: file.byteLength,
          at_once: comparison,
          per_second_at_once: Math.round((VOTERS * 1_000) / comparison.ours_ms),
          ratio: comparison.ratio,
        },
        lines: [
          `${VOTERS} voters took their tokens and cast their ballots within ${(voted.tookMs / 1_000).toFixed(1)} s: p50 ${votes.p50_ms} ms, p95 ${votes.p95_ms} ms, p99 ${votes.p99_ms} ms`,
          `meanwhile every phone showed the ballot and counted along each ${WATCH_MS / 1_000} s: ${pages.count} answers, p95 ${pages.p95_ms} ms`,
          `opened in ${rounded(voted.openMs)} ms; closed, counted and published in ${rounded(closeMs)} ms; ${file.byteLength} bytes checked in ${rounded(verifyMs)} ms`,
          `everybody at once (${AT_ONCE} on the way): ${comparison.ours_ms} ms for ${VOTERS} tokens and ${VOTERS} ballots, ${comparison.ratio} x the bare signatures and rows (${comparison.floor_ms} ms)`,
        ],
      };
    } finally {
      await phones.close();
      await rm(keys, { recursive: true, force: true });
    }
  },
};
