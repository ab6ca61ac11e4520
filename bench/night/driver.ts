import { createHmac } from 'node:crypto';
import { createWriteStream, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { newId } from '../../src/kernel/ids.ts';
import { waitBeforeRetry } from '../../src/kernel/wait-before-retry.ts';
import { Lane, type Reply, rawRequest } from './lane.ts';
import {
  CODE_WINDOW_MS,
  type DriverWord,
  type Measured,
  type NightMeeting,
  type Order,
  type Timeline,
} from './plan.ts';

// The devices of the night, in a process of their own. Reads an order from the standard input, writes what it measured
// to the standard output, and every acknowledged entry to a file for the check in the database afterwards.

const order = JSON.parse(readFileSync(0, 'utf8')) as Order;
const meetings = JSON.parse(readFileSync(order.planFile, 'utf8')) as NightMeeting[];
const acks = createWriteStream(order.acksFile, { highWaterMark: 1 << 20 });
const began = performance.now();
const cpuBefore = process.cpuUsage();

const times = new Map<string, number[]>();
const errors: Record<string, number> = {};
let retried = 0;
let made = 0;
let acknowledged = 0;
let finished = 0;
let lastAnswerAt = 0;
/** Requests that wait until their device tries again. */
let comingBack = 0;

const note = (kind: string, ms: number) => {
  const list = times.get(kind);
  if (list) list.push(ms);
  else times.set(kind, [ms]);
};
const fault = (what: string) => {
  errors[what] = (errors[what] ?? 0) + 1;
};
let lines: string[] = [];
const acknowledge = (line: string) => {
  acknowledged += 1;
  lines.push(line);
  if (lines.length === 500) writeLines();
};
const writeLines = () => {
  acks.write(lines.map((line) => `${line}\n`).join(''));
  lines = [];
};

// Connections: a request waits for a free one, and its waiting counts.
const idle: Lane[] = Array.from({ length: order.connections }, () => new Lane(order.port));
// Taken from a place that moves on: of a million that wait, shifting one would cost more than sending it.
let queue: ((lane: Lane) => void)[] = [];
let head = 0;
const nextInQueue = () => {
  if (head === queue.length) return undefined;
  const next = queue[head++];
  if (head === queue.length || (head > 10_000 && head * 2 > queue.length)) {
    queue = queue.slice(head);
    head = 0;
  }
  return next;
};
const withLane = (work: (lane: Lane) => Promise<void>) => {
  const run = (lane: Lane) => {
    void work(lane).finally(() => {
      const next = nextInQueue();
      if (next) next(lane);
      else idle.push(lane);
    });
  };
  const lane = idle.pop();
  if (lane) run(lane);
  else queue.push(run);
};

// Faults: when writes succeeded, and lines that are cut on purpose.
const STEP_MS = 50;
const LATE_MS = 1_000;
const firstAnswer = new Map<number, number>();
const late = new Map<number, number>();
const noteWrite = (firstSentAt: number, sentAt: number, answeredAt: number) => {
  const sent = Math.floor((sentAt - began) / STEP_MS);
  if (!((firstAnswer.get(sent) ?? Number.POSITIVE_INFINITY) <= answeredAt - began))
    firstAnswer.set(sent, answeredAt - began);
  if (answeredAt - firstSentAt <= LATE_MS) return;
  const answered = Math.floor((answeredAt - began) / STEP_MS);
  late.set(answered, (late.get(answered) ?? 0) + 1);
};
const timeline = (): Timeline => {
  const steps = Math.max(0, ...firstAnswer.keys(), ...late.keys()) + 1;
  return {
    from: performance.timeOrigin + began,
    stepMs: STEP_MS,
    firstAnswer: Array.from({ length: steps }, (_, n) => firstAnswer.get(n) ?? null),
    late: Array.from({ length: steps }, (_, n) => late.get(n) ?? 0),
  };
};

const cut = { half: 0, sent: 0, answered: 0 };
/** Between these times every fourth line is cut. */
const cutting = { from: Number.POSITIVE_INFINITY, to: Number.POSITIVE_INFINITY };
const howToCut = (): keyof typeof cut | undefined => {
  const now = performance.now();
  if (now < cutting.from || now >= cutting.to || Math.random() > 0.25) return undefined;
  return (['half', 'sent', 'answered'] as const)[Math.floor(Math.random() * 3)];
};
/** What the device knows when nothing came back. */
const NO_ANSWER: Reply = { status: 0, body: '', retryAfterMs: 0 };

async function sendOrCut(lane: Lane, raw: string): Promise<Reply> {
  const how = howToCut();
  if (how === undefined) return lane.send(raw);
  cut[how] += 1;
  if (how === 'answered') {
    await lane.send(raw);
    await lane.cut('', 0);
  } else await lane.cut(raw, how === 'half' ? raw.length / 2 : Number.POSITIVE_INFINITY);
  return NO_ANSWER;
}

type Request = {
  kind: string;
  raw: () => string;
  intendedAt: number;
  /** When the device first sent it. */
  sentAt?: number;
  onDone: (reply: Reply) => void;
  onEnd?: () => void;
};

function fire(request: Request, tries = 0): void {
  request.sentAt ??= performance.now();
  withLane(async (lane) => {
    const sentAt = performance.now();
    let reply: Reply;
    try {
      reply = await sendOrCut(lane, request.raw());
    } catch {
      reply = NO_ANSWER;
    }
    if ((reply.status === 0 || reply.status === 503 || reply.status === 429) && tries < 200) {
      retried += 1;
      comingBack += 1;
      setTimeout(
        () => {
          comingBack -= 1;
          fire(request, tries + 1);
        },
        waitBeforeRetry(tries + 1, reply.retryAfterMs, Math.random()),
      );
      return;
    }
    finished += 1;
    lastAnswerAt = performance.now();
    if (reply.status === 200 && request.kind !== 'open papers')
      noteWrite(request.sentAt ?? sentAt, sentAt, lastAnswerAt);
    note(request.kind, performance.now() - request.intendedAt);
    if (reply.status === 200) request.onDone(reply);
    else fault(`${request.kind} ${reply.status} ${/"code":"([^"]+)"/.exec(reply.body)?.[1] ?? ''}`);
    request.onEnd?.();
  });
}

/** One code hangs in the room at a time: it is not made anew for each phone that reads it. */
const codes = new Map<NightMeeting, { window: number; code: string }>();
function codeOf(meeting: NightMeeting): string {
  const window = Math.floor(Date.now() / CODE_WINDOW_MS);
  const shown = codes.get(meeting);
  if (shown?.window === window) return shown.code;
  const code = createHmac('sha256', meeting.roomSecret)
    .update(String(window))
    .digest('base64url')
    .slice(0, 12);
  codes.set(meeting, { window, code });
  return code;
}

const checkInOf = (
  meeting: NightMeeting,
  member: { id: string; token: string },
  intendedAt: number,
): Request => ({
  kind: 'check-in',
  intendedAt,
  raw: () =>
    rawRequest(
      'POST',
      `/api/meetings/${meeting.id}/check-in`,
      member.token,
      `{"code":"${codeOf(meeting)}"}`,
      `idempotency-key: ${member.id}\r\n`,
    ),
  onDone: () => acknowledge(`c ${meeting.id} ${member.id}`),
});

// Closed loops ----------------------------------------------------------------------------------------------------

async function closedLoop(connections: number, next: () => Request | undefined): Promise<void> {
  let open = connections;
  await new Promise<void>((done) => {
    const step = () => {
      const request = next();
      if (!request) {
        open -= 1;
        if (open === 0) done();
        return;
      }
      fire({ ...request, intendedAt: performance.now(), onEnd: step });
    };
    for (let i = 0; i < connections; i++) step();
  });
}

const controlRequest = (intendedAt: number): Request => ({
  kind: 'control',
  intendedAt,
  raw: () => rawRequest('POST', '/bench/control', 'x'.repeat(43), '{"code":"abcdefghijkl"}'),
  onDone: () => {},
});

// Open loop -------------------------------------------------------------------------------------------------------

type Event = { at: number; go: (intendedAt: number) => void };

/** Sends each event at its time, whatever happened to those before it. */
async function openLoop(events: Event[]): Promise<void> {
  events.sort((a, b) => a.at - b.at);
  const start = performance.now() + 200;
  if (order.task.kind === 'night' && order.task.faults) {
    const { from, to } = order.task.faults.cut;
    Object.assign(cutting, { from: start + from, to: start + to });
  }
  const word: DriverWord = { began: performance.timeOrigin + start };
  process.send?.(word);
  let next = 0;
  await new Promise<void>((done) => {
    const tick = () => {
      const now = performance.now() - start;
      while (next < events.length && events[next]!.at <= now) {
        const event = events[next++]!;
        event.go(start + event.at);
      }
      if (next < events.length) setTimeout(tick, 1);
      else done();
    };
    tick();
  });
}

type Said = { kind: string; payload: unknown };

/** The logical clock of each meeting as its secretary's device has heard it. */
const clocks = new Map<NightMeeting, number>();

/** A meeting from its papers to its closing. What the secretary does comes one after the other, as on one device. */
class Night {
  #lamport = 0;
  #device = newId();
  #chain: (() => void)[] = [];
  #isBusy = false;
  #open = 0;
  #whenQuiet: (() => void) | undefined;
  #casts = new Map<string, string[]>();
  #isVoteOpen = new Map<string, boolean>();
  #beforeVote = new Map<string, (() => void)[]>();
  /** Members whose check-in is answered, and what the phones of the others keep back: a device sends in order. */
  #here = new Set<string>();
  #beforeHere = new Map<string, (() => void)[]>();

  constructor(private readonly meeting: NightMeeting) {}

  entry(said: Said, authorId: string, deviceId: string) {
    // Later than everything that the device has heard of, as on a real one.
    this.#lamport = Math.max(this.#lamport, clocks.get(this.meeting) ?? 0) + 1;
    const { id: meetingId, branchId } = this.meeting;
    return {
      id: newId(),
      meetingId,
      branchId,
      authorId,
      deviceId,
      lamport: this.#lamport,
      at: Date.now(),
      ...said,
    };
  }

  request(
    kind: string,
    token: string,
    make: () => { id: string }[],
    intendedAt: number,
    onEnd?: () => void,
  ): Request {
    let body: string | undefined;
    return {
      kind,
      intendedAt,
      raw: () => {
        if (body === undefined) {
          const entries = make();
          made += entries.length;
          body = JSON.stringify({ entries });
        }
        return rawRequest('POST', `/api/meetings/${this.meeting.id}/entries`, token, body);
      },
      onDone: (reply) => {
        const { accepted, refused } = JSON.parse(reply.body) as {
          accepted: { id: string }[];
          refused: { code: string }[];
        };
        for (const { id } of accepted) acknowledge(`e ${this.meeting.id} ${id}`);
        for (const { code } of refused) fault(`${kind} refused ${code}`);
      },
      ...(onEnd ? { onEnd } : {}),
    };
  }

  bySecretary(kind: string, intendedAt: number, said: () => Said[]): void {
    const { id, token } = this.meeting.secretary;
    this.chained((end) =>
      fire(
        this.request(
          kind,
          token,
          () => said().map((each) => this.entry(each, id, this.#device)),
          intendedAt,
          end,
        ),
      ),
    );
  }

  /** After everything of the secretary before it. */
  chained(work: (end: () => void) => void): void {
    this.#chain.push(() =>
      work(() => {
        this.#isBusy = false;
        this.#next();
      }),
    );
    this.#next();
  }

  #next(): void {
    if (this.#isBusy) return;
    const work = this.#chain.shift();
    if (!work) return;
    this.#isBusy = true;
    work();
  }

  byMember(request: Request): void {
    this.#open += 1;
    fire({
      ...request,
      onEnd: () => {
        this.#open -= 1;
        if (this.#open === 0) this.#whenQuiet?.();
      },
    });
  }

  checkIn(member: { id: string; token: string }, intendedAt: number): void {
    made += 1;
    const request = checkInOf(this.meeting, member, intendedAt);
    this.byMember({
      ...request,
      onDone: (reply) => {
        request.onDone(reply);
        this.#here.add(member.id);
        for (const go of this.#beforeHere.get(member.id) ?? []) go();
        this.#beforeHere.delete(member.id);
      },
    });
  }

  /** A member votes when the device shows that the vote is open; waiting for it counts. */
  cast(voteId: string, member: { id: string; token: string }, choice: string, intendedAt: number): void {
    const go = () => {
      const payload = { voteId, memberId: member.id, choice };
      const made = this.entry({ kind: 'vote-cast', payload }, member.id, newId());
      this.#casts.set(voteId, [...(this.#casts.get(voteId) ?? []), made.id]);
      this.byMember(this.request('vote', member.token, () => [made], intendedAt));
    };
    const goWhenHere = () => {
      if (this.#here.has(member.id)) go();
      else this.#beforeHere.set(member.id, [...(this.#beforeHere.get(member.id) ?? []), go]);
    };
    if (this.#isVoteOpen.get(voteId)) goWhenHere();
    else this.#beforeVote.set(voteId, [...(this.#beforeVote.get(voteId) ?? []), goWhenHere]);
  }

  /** The secretary's screen has shown that the vote is open. */
  openVote(voteId: string): void {
    this.chained((end) => {
      this.#isVoteOpen.set(voteId, true);
      for (const go of this.#beforeVote.get(voteId) ?? []) go();
      this.#beforeVote.delete(voteId);
      end();
    });
  }

  castsOf = (voteId: string): string[] => this.#casts.get(voteId) ?? [];

  /** Waits until no member's request is open: the chair looks around before going on. */
  quiet(): void {
    this.chained((end) => {
      if (this.#open === 0) return end();
      this.#whenQuiet = () => {
        this.#whenQuiet = undefined;
        end();
      };
    });
  }

  close(intendedAt: number): void {
    const { meeting } = this;
    made += 1;
    this.chained((end) =>
      fire({
        kind: 'close',
        intendedAt,
        raw: () =>
          rawRequest(
            'POST',
            `/api/meetings/${meeting.id}/close`,
            meeting.secretary.token,
            '{}',
            `idempotency-key: close-${meeting.id}\r\n`,
          ),
        onDone: () => acknowledge(`x ${meeting.id} ${meeting.id}`),
        onEnd: end,
      }),
    );
  }
}

function eventsOf(
  meeting: NightMeeting,
  at: number,
  long: number,
  today: string,
  criteria: { id: string; points: number }[],
): Event[] {
  const night = new Night(meeting);
  const { secretary, members } = meeting;
  const events: Event[] = [];
  const say = (share: number, kind: string, said: () => Said[]) =>
    events.push({ at: at + share * long, go: (t) => night.bySecretary(kind, t, said) });
  const steps = (share: number, step: string, next: string) =>
    say(share, 'step', () => [
      { kind: 'step-finished', payload: { step, elapsedSeconds: 60 } },
      { kind: 'step-started', payload: { step: next } },
    ]);
  const spread = (from: number, to: number) => from + Math.random() * (to - from);

  events.push({
    at: at - 0.05 * long,
    go: (t) =>
      fire({
        kind: 'open papers',
        intendedAt: t,
        raw: () => rawRequest('GET', `/api/meetings/${meeting.id}`, secretary.token, ''),
        onDone: () => {},
      }),
  });
  for (const member of members) {
    const comesAt = at + spread(0, 0.2) * long;
    if (everyScreen && member.id !== secretary.id)
      events.push({ at: comesAt - 0.01 * long, go: (t) => openPhone(meeting, member, t) });
    events.push({ at: comesAt, go: (t) => night.checkIn(member, t) });
  }
  say(0.22, 'start', () => [
    { kind: 'meeting-started', payload: { chairId: secretary.id, heldOn: today, startedAt: Date.now() } },
    { kind: 'recorder-appointed', payload: { memberId: members[1]?.id ?? secretary.id } },
  ]);
  steps(0.25, 'roll-call', 'report');
  for (let n = 0; n < 4; n++)
    say(0.28 + n * 0.06, 'opinion', () => [
      {
        kind: 'opinion-recorded',
        payload: {
          opinionId: newId(),
          speakerKind: 'member',
          speakerId: members[(n * 7) % members.length]!.id,
          text: 'Đề nghị chi bộ rà soát lại các điểm tập kết rác, phân công từng tổ kiểm tra và báo cáo vào kỳ sau.',
          nature: 'opinion',
        },
      },
    ]);
  steps(0.5, 'discussion', 'conclusion');
  const vote = (from: number, matter: string, question: string, more: (voteId: string) => Said[]) => {
    const voteId = newId();
    say(from, 'vote opened', () => [
      { kind: 'vote-opened', payload: { voteId, question, matter, method: 'named' } },
    ]);
    events.push({ at: at + (from + 0.001) * long, go: () => night.openVote(voteId) });
    for (const [i, member] of members.entries())
      events.push({
        at: at + spread(from + 0.01, from + 0.09) * long,
        go: (t) => night.cast(voteId, member, i % 17 === 16 ? 'no' : 'yes', t),
      });
    events.push({ at: at + (from + 0.1) * long, go: () => night.quiet() });
    say(from + 0.1, 'vote closed', () => [
      { kind: 'vote-closed', payload: { voteId, countedCasts: night.castsOf(voteId) } },
      ...more(voteId),
    ]);
  };
  say(0.55, 'conclusion', () => [
    {
      kind: 'conclusion-written',
      payload: { itemId: newId(), text: 'Hoàn thành trước ngày 20.', replaces: [] },
    },
    {
      kind: 'task-assigned',
      payload: {
        taskId: newId(),
        title: 'Kiểm tra điểm tập kết rác',
        ownerId: members[0]!.id,
        helperIds: [],
        output: 'Biên bản kiểm tra',
        dueOn: `${today.slice(0, 8)}28`,
        reportMonth: today.slice(0, 7),
      },
    },
  ]);
  vote(0.6, 'conclusion', 'Thông qua kết luận', () => []);
  say(0.75, 'score', () =>
    criteria.map(({ id, points }) => ({ kind: 'score-marked', payload: { criterionId: id, points } })),
  );
  const scoreVote = newId();
  say(0.78, 'score vote', () => [
    {
      kind: 'vote-opened',
      payload: { voteId: scoreVote, question: 'Thông qua điểm', matter: 'score', method: 'show-of-hands' },
    },
    { kind: 'vote-counted', payload: { voteId: scoreVote, yes: members.length, no: 0, abstain: 0 } },
    { kind: 'vote-closed', payload: { voteId: scoreVote, countedCasts: [] } },
    { kind: 'score-adopted', payload: { voteId: scoreVote } },
  ]);
  say(0.8, 'minutes read', () => [{ kind: 'minutes-read', payload: {} }]);
  vote(0.82, 'minutes', 'Thông qua biên bản', (voteId) => [{ kind: 'minutes-adopted', payload: { voteId } }]);
  say(0.95, 'end', () => [{ kind: 'meeting-ended', payload: { endedAt: Date.now() } }]);
  events.push({ at: at + long, go: (t) => night.close(t) });
  return events;
}

const { task } = order;
const everyScreen = task.kind === 'night' && task.everyScreen;
const closing: (() => void)[] = [];

// Listeners -------------------------------------------------------------------------------------------------------

const lags: number[] = [];
let heard = 0;
let streams = 0;

/** Numbers that follow this name in a text. Found by hand: of the devices' work this is the most. */
function numbersAfter(text: string, name: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    let number = 0;
    for (let i = at + name.length; ; i++) {
      const digit = text.charCodeAt(i) - 48;
      if (!(digit >= 0 && digit <= 9)) break;
      number = number * 10 + digit;
    }
    found.push(number);
  }
  return found;
}

/** What the screens of a meeting's members have heard of, entry by entry in order: where each stands. */
const phones: { meeting: NightMeeting; cursor: number }[] = [];
/** How many entries of each meeting its secretary's screen has heard: where the papers of a phone that opens end. */
const heardOf = new Map<NightMeeting, number>();
/** So many lines may leave one address for one port. */
const LINES_OF_ADDRESS = 20_000;

/** A member's phone opens the papers and follows the meeting. It is a browser: it takes answers packed. */
function openPhone(meeting: NightMeeting, member: { id: string; token: string }, intendedAt: number): void {
  fire({
    kind: 'open papers (member)',
    intendedAt,
    raw: () =>
      rawRequest(
        'GET',
        `/api/meetings/${meeting.id}/view`,
        member.token,
        '',
        'accept-encoding: gzip, br\r\n',
      ),
    onDone: () => follow(meeting, member.token),
  });
}

function follow(meeting: NightMeeting, token: string): void {
  const phone = { meeting, cursor: heardOf.get(meeting) ?? 0 };
  const localAddress = `127.0.0.${2 + Math.floor(phones.length / LINES_OF_ADDRESS)}`;
  phones.push(phone);
  const opensAgain = task.kind === 'night' && task.faults !== null;
  let isOver = false;
  let line: Socket | undefined;
  const open = () => {
    line = connect({ port: order.port, host: '127.0.0.1', localAddress });
    line.write(
      `GET /api/meetings/${meeting.id}/stream?after=${phone.cursor} HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: goc_session=${token}\r\n\r\n`,
    );
    line.setEncoding('latin1');
    line.on('data', (text) => {
      const said = String(text);
      const id = said.lastIndexOf('\nid: ');
      const at = id >= 0 ? id + 5 : said.indexOf('id: ') + 4;
      const cursor = Number.parseInt(said.slice(at, at + 8), 10);
      if (at > 3 && cursor > phone.cursor) phone.cursor = cursor;
    });
    let why = 'ended';
    line.on('error', (error: NodeJS.ErrnoException) => {
      why = error.code ?? error.message;
    });
    line.on('close', () => {
      if (isOver) return;
      if (!opensAgain) return fault(`stream of a member ${why}`);
      reopened += 1;
      setTimeout(() => isOver || open(), 2_000 + 3_000 * Math.random());
    });
  };
  open();
  closing.push(() => {
    isOver = true;
    line?.destroy();
  });
}

let reopened = 0;
/** The secretary's screen: hears every entry of the meeting as it is kept, and opens a line that broke again. */
function listen(meeting: NightMeeting, opensAgain: boolean): () => void {
  let socket: Socket | undefined;
  let cursor = 0;
  let isOver = false;
  const open = () => {
    const openedAt = performance.now();
    const line = connect({ port: order.port, host: '127.0.0.1' });
    socket = line;
    line.write(
      `GET /api/meetings/${meeting.id}/stream?after=${cursor} HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: goc_session=${meeting.secretary.token}\r\n\r\n`,
    );
    line.setEncoding('latin1');
    line.on('data', (text) => {
      const said = String(text);
      const now = Date.now();
      for (const receivedAt of numbersAfter(said, '"receivedAt":')) {
        heard += 1;
        lags.push(now - receivedAt);
      }
      const at = said.lastIndexOf('"cursor":');
      if (at >= 0) heardOf.set(meeting, Number.parseInt(said.slice(at + 9, at + 17), 10));
      let clock = clocks.get(meeting) ?? 0;
      for (const lamport of numbersAfter(said, '"lamport":')) if (lamport > clock) clock = lamport;
      clocks.set(meeting, clock);
      const id = opensAgain ? /(?:^|\n)id: (\d+)\nevent: entries\n/.exec(said)?.[1] : undefined;
      if (id !== undefined) cursor = Math.max(cursor, Number(id));
    });
    let why = 'ended';
    line.on('error', (error: NodeJS.ErrnoException) => {
      why = error.code ?? error.message;
    });
    line.on('close', () => {
      if (isOver) return;
      if (!opensAgain)
        return fault(`stream ${why} after ${Math.round((performance.now() - openedAt) / 1000)} s`);
      reopened += 1;
      setTimeout(() => isOver || open(), 2_000 + 3_000 * Math.random());
    });
  };
  open();
  streams += 1;
  return () => {
    isOver = true;
    socket?.destroy();
  };
}

// The order -------------------------------------------------------------------------------------------------------

const idleLanes = async () => {
  while (idle.length < order.connections) await new Promise((done) => setTimeout(done, 20));
};

const busyBegan = performance.now();
let busyEnded = 0;
/** Meeting by meeting would be a queue in each: neighbours in time are of different meetings, as in a city. */
const single = (at: number, intendedAt: number): Request => {
  const meeting = meetings[at % meetings.length]!;
  return checkInOf(meeting, meeting.members[Math.floor(at / meetings.length)]!, intendedAt);
};
if (task.kind === 'check-ins') {
  let n = task.from;
  await closedLoop(task.connections, () => (n < task.to ? single(n++, 0) : undefined));
} else if (task.kind === 'check-ins-open') {
  const { from, to, perSecond } = task;
  await openLoop(
    Array.from({ length: to - from }, (_, i) => ({
      at: (Math.random() * (to - from) * 1000) / perSecond,
      go: (t: number) => fire(single(from + i, t)),
    })),
  );
} else if (task.kind === 'control-closed') {
  let n = 0;
  await closedLoop(task.connections, () => (n++ < task.requests ? controlRequest(0) : undefined));
} else if (task.kind === 'control-open') {
  const count = task.perSecond * task.seconds;
  await openLoop(
    Array.from({ length: count }, () => ({
      at: Math.random() * task.seconds * 1000,
      go: (t: number) => fire(controlRequest(t)),
    })),
  );
} else {
  const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
  const whole = task.seconds * 1000;
  if (task.listeners) {
    for (const [i, meeting] of meetings.entries()) {
      closing.push(listen(meeting, task.faults !== null));
      if (i % 50 === 49) await new Promise((done) => setTimeout(done, 10));
    }
    await new Promise((done) => setTimeout(done, 500));
  }
  // Every branch begins at some time of the first part of the evening and takes the rest of it.
  const long = whole * 0.6;
  await openLoop(
    meetings.flatMap((meeting) =>
      eventsOf(meeting, whole * 0.05 + Math.random() * whole * 0.33, long, today, task.criteria),
    ),
  );
}
busyEnded = performance.now();
// Answers that are still on their way belong to the measurement.
let before = -1;
while (before !== finished || comingBack > 0 || head < queue.length || idle.length < order.connections) {
  before = finished;
  await new Promise((done) => setTimeout(done, 300));
}
await idleLanes();
const seconds = (performance.now() - began) / 1000;
if (task.kind === 'night') busyEnded = lastAnswerAt;
for (const close of closing) close();
for (const lane of idle) lane.close();
writeLines();
await new Promise<void>((done) => acks.end(() => done()));

const at = (sorted: Float64Array, share: number): number =>
  sorted[Math.max(0, Math.ceil((share / 100) * sorted.length) - 1)] ?? 0;
const spread = (list: readonly number[]) => {
  const sorted = Float64Array.from(list).sort();
  return {
    count: sorted.length,
    p50: at(sorted, 50),
    p95: at(sorted, 95),
    p99: at(sorted, 99),
    max: sorted.at(-1) ?? 0,
  };
};
const everything: number[] = [];
for (const list of times.values()) for (const each of list) everything.push(each);
const cpu = process.cpuUsage(cpuBefore);
/** How far the first screen of each meeting has heard. */
const furthest = new Map<NightMeeting, number>();
for (const { meeting, cursor } of phones) furthest.set(meeting, Math.max(cursor, furthest.get(meeting) ?? 0));
const measured: Measured = {
  requests: finished,
  seconds,
  busy_s: (busyEnded - busyBegan) / 1000,
  times: {
    all: spread(everything),
    ...Object.fromEntries([...times].map(([kind, list]) => [kind, spread(list)])),
  },
  errors,
  retried,
  cut,
  made,
  acknowledged,
  timeline: timeline(),
  heard: {
    streams,
    reopened,
    entries: heard,
    lag_p50: at(Float64Array.from(lags).sort(), 50),
    lag_p99: at(Float64Array.from(lags).sort(), 99),
    members: phones.length,
    members_complete: phones.filter(({ meeting, cursor }) => cursor >= (furthest.get(meeting) ?? 0)).length,
  },
  cpu_s: (cpu.user + cpu.system) / 1e6,
};
process.stdout.write(JSON.stringify(measured));
