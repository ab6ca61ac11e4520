import { hash } from 'node:crypto';
import { getHeapStatistics } from 'node:v8';
import type { MemberStatus, Post } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import { inTransaction } from '#platform/database/database.ts';
import { faultOf } from '#platform/fault.ts';
import type { World } from '#platform/feature.ts';
import type { SwiftRequest } from '#platform/http/handle.ts';
import {
  type Finding,
  lookAtAll,
  type Move,
  type Question,
  type Reliance,
  type SaidNotice,
  type Seat,
  seatsOf,
  type Unseen,
  type Written,
  wholeJournals,
  writeAll,
} from '../db/desk.sql.ts';
import type { MeetingFigures, MeetingRow } from '../db/meetings.sql.ts';
import type { EntryAuthor, MeetingRight } from '../domain/accept-entry.ts';
import { checkEntry } from '../domain/check-payload.ts';
import { compareEntries, type Entry, type StoredEntry } from '../domain/entry.ts';
import { foldMeeting, type MeetingState } from '../domain/fold.ts';
import { countBase } from '../domain/roll-call.ts';
import {
  advance,
  type Change,
  isJudgedByWhole,
  isSwiftKind,
  putBack,
  standingOf,
} from '../domain/swift-entry.ts';
import { followersToAsk, judge } from './append-entries.ts';
import { HeldJournals } from './held-journals.ts';
import { announce, composeEntries, figuresOf, numbered, scoresOf } from './keep-entries.ts';
import { type LoadedMeeting, loadMeeting } from './load-meeting.ts';
import { isRoomCode } from './room-code.ts';

/** A statement carries this many requests at most; batches form by themselves while earlier ones are under way. */
const MOST_IN_BATCH = 300;
/** Statements under way: one is judged while another is written. */
const MOST_UNDER_WAY = 2;
/** The second starts only with so many that wait: many in one statement cost far less than two half-empty ones. */
const WORTH_A_SECOND = 16;
/**
 * Statements begin at least this far apart unless as many as that wait: nobody notices eight milliseconds, and on a busy
 * evening half as many statements leave room for everybody.
 */
const APART_MS = 8;
/** Meetings that are read in at the same time. */
const MOST_LOADING = 3;
/** Above this many waiting requests a device is told when to come back; it loses nothing. */
const MOST_WAITING = 4_000;
/** Meetings that are held in memory: more than a city has on one evening. */
const MOST_MEETINGS = 24_000;
/**
 * Facts of a meeting that has not begun may still change outside of it. Who writes is looked up each time; only the
 * base in the figures beside the journal can be this old, and it is counted anew when the meeting begins.
 */
const FACTS_LAST_MS = 10 * 60_000;
/** What a member's phone shows of a meeting that has not begun may be this old; whoever prepares it reads it anew. */
const SHOWN_FACTS_LAST_MS = 60_000;
/** How long somebody's sign-in and rights are used without being read again; a change of them is seen at once. */
const SEATS_LAST_MS = 15 * 60_000;
const DAY_MS = 86_400_000;
/** Of what this process may use for its objects, the share for journals of running meetings, and what one entry takes. */
const JOURNALS_SHARE = 0.25;
const BYTES_OF_ENTRY = 800;
/** A row that changes under the desk again and again is left to the ordinary way. */
const MOST_TRIES = 3;

type HeldSeat = Seat & { day: CivilDate; readAtMs: number };

type Standing = Pick<LoadedMeeting, 'row' | 'place' | 'context'> & {
  state: MeetingState;
  readAt: number;
  /** Entries of each author so far. */
  writtenBy: Map<Id, number>;
  /** Who has asked or may ask, by the hash of the session's secret. */
  seats: Map<string, HeldSeat>;
  /** The day for which everybody of the branch who is signed in was read. */
  seatsOn: CivilDate | null;
  ownScore: number | null;
};

type Said = { entries: Entry[] } | { code: string | undefined };
type Job = {
  token: string;
  said: Said;
  today: CivilDate;
  tries: number;
  /** What is held in memory did not fit: the database is asked who this is and what of it is there. */
  isAsked: boolean;
  answer: (value: unknown) => void;
};

type Line = { jobs: Job[]; isUnderWay: boolean; held: number };

type Accepted = { id: Id; seq: number; receivedAt: number };
/** A job that is carried out: what it adds, and what is said when that is durable. */
type Deed = { job: Job; answer: unknown; seat: Seat; added: number };
/** What is known of a job before it is judged. `isSure`: the database was asked for it just now. */
type Known = Pick<Finding, 'known' | 'hasForeignTask'> & { seat: Seat; isStale: boolean; isSure: boolean };
/** What one statement is to do to one meeting. */
type Plan = {
  deeds: Deed[];
  stored: StoredEntry[];
  /** The same as JSON, once for the database and for the screens. */
  texts: string[];
  state: MeetingState;
  line: Line;
  figures: MeetingFigures | null;
  /** The last entry changed more than the standing can follow: the whole journal is folded before it is looked at. */
  isBehind: boolean;
  /** The state is the fold of the whole journal, words and results included. */
  isWhole: boolean;
  /** The journal as it lies in the database, when some entry of this batch is judged by it. */
  whole: StoredEntry[] | null;
};

/**
 * The short way of entries into the journals. Requests of all meetings gather while statements are under way; each
 * meeting's are judged by the same rules as on the ordinary way against its standing in memory, and one statement
 * keeps all of them. Each is answered when that has committed. The statement writes to a meeting only while its row is
 * the one that was judged by, and while nothing has changed in what its authors may do, so that other ways of writing, and
 * other servers, are never overtaken. Who holds a session is read when a meeting is first written to, and again
 * whenever that is not certain. Only what is plainly allowed is carried out here.
 */
export class EntryDesk {
  #standings = new Map<Id, Standing>();
  #lines = new Map<Id, Line>();
  #underWay = 0;
  #loading = 0;
  #waiting = 0;
  /** Of those that wait, how many are in statements. */
  #carried = 0;
  #isCalled = false;
  /** Runs from the beginning of a statement until another may begin for a few requests. */
  #rest: NodeJS.Timeout | undefined;
  #journals = new HeldJournals(
    Math.floor((getHeapStatistics().heap_size_limit * JOURNALS_SHARE) / BYTES_OF_ENTRY),
  );

  constructor(private readonly world: World) {}

  /** Requests that were carried out here, and those that went the ordinary way; `shown`: papers opened from what is held. */
  readonly counts = { done: 0, passedOn: 0, batches: 0, again: 0, shown: 0 };

  get waiting(): number {
    return this.#waiting;
  }

  /** The answer of the route when the write was done here and is durable; undefined sends it the ordinary way. */
  async offer(request: SwiftRequest, said: Said): Promise<unknown> {
    if (this.#waiting >= MOST_WAITING) throw new DomainError({ code: 'platform.too-many-waiting' });
    const { meetingId } = request.params as { meetingId: Id };
    const line = this.#lineOf(meetingId);
    const token = hash('sha256', request.token);
    this.#waiting += 1;
    const answer = await new Promise<unknown>((resolve) => {
      line.jobs.push({ token, said, today: request.today, tries: 0, isAsked: false, answer: resolve });
      this.#call();
    });
    this.#waiting -= 1;
    if (answer === undefined) return this.hold(request);
    this.counts.done += 1;
    return answer;
  }

  /** Sends a request the ordinary way. */
  hold(request: SwiftRequest): undefined {
    const { meetingId } = request.params as { meetingId: Id };
    const line = this.#lineOf(meetingId);
    this.counts.passedOn += 1;
    // While somebody writes to this meeting the ordinary way, its line stands: both would wait for one row.
    line.held += 1;
    request.whenDone(() => {
      line.held -= 1;
      this.#tidy(meetingId, line);
      this.#call();
    });
    return undefined;
  }

  /**
   * What the ordinary way has just committed, so that it need not be read again.
   * @param readAt when its reading began, in milliseconds since the epoch
   */
  keep(meeting: LoadedMeeting, readAt: number = this.world.clock.now()): void {
    const writtenBy = new Map<Id, number>();
    for (const { authorId } of meeting.entries) writtenBy.set(authorId, (writtenBy.get(authorId) ?? 0) + 1);
    const { place, context, state } = meeting;
    // Its own: what each entry moves is changed in place.
    const row = { ...meeting.row };
    const before = this.#standings.get(row.id);
    const isSameBranch = before?.row.branchId === row.branchId;
    const standing: Standing = {
      row,
      place,
      context,
      state: standingOf(state),
      readAt,
      writtenBy,
      seats: isSameBranch ? before.seats : new Map(),
      seatsOn: isSameBranch ? before.seatsOn : null,
      ownScore: scoresOf(context, state).own,
    };
    this.#standings.delete(row.id);
    this.#standings.set(row.id, standing);
    if (isOpen(row)) this.#journals.hold(row.id, meeting.entries);
    else this.#journals.drop(row.id);
    const oldest = this.#standings.keys().next().value;
    if (this.#standings.size > MOST_MEETINGS && oldest !== undefined) this.#forget(oldest);
  }

  /** The journal of a meeting whose row is still as it was when the last entry was kept here. */
  journalOf({ id, version }: MeetingRow): StoredEntry[] | undefined {
    if (this.#standings.get(id)?.row.version !== version) return undefined;
    return this.#journals.read(id)?.slice();
  }

  /** Holds nothing any more, as after a start. */
  forgetAll(): void {
    for (const meetingId of [...this.#standings.keys()]) this.#forget(meetingId);
  }

  #forget(meetingId: Id): void {
    this.#standings.delete(meetingId);
    this.#journals.drop(meetingId);
  }

  /** What somebody has just read: the first who writes after the papers were opened need not read them again. */
  keepIfNew(meeting: LoadedMeeting, readAt: number): void {
    const { row } = meeting;
    if (row.takenOver !== null || !isOpen(row)) return;
    const held = this.#standings.get(row.id);
    // Facts that were read just now, and what another server wrote; not while entries of it are being written here.
    const isNewer = held && row.entryCount >= held.row.entryCount && !this.#lines.get(row.id)?.isUnderWay;
    if (held === undefined || isNewer) this.keep(meeting, readAt);
  }

  /**
   * A meeting as its readers of the branch may see it, where all of it is held and fresh; `since`: what the reader has changed
   * by then must be in it. Whether it still is so, the version of its row tells.
   */
  show(
    meetingId: Id,
    since: number,
  ): Pick<LoadedMeeting, 'row' | 'place' | 'context' | 'state' | 'entries'> | undefined {
    const standing = this.#standings.get(meetingId);
    if (standing === undefined) return undefined;
    const { row, place, context, state, readAt } = standing;
    if (row.takenOver !== null || !isOpen(row)) return undefined;
    const lastMs = row.frozen === null ? SHOWN_FACTS_LAST_MS : FACTS_LAST_MS;
    if (this.world.clock.now() - readAt > lastMs || (row.frozen === null && readAt <= since))
      return undefined;
    const entries = this.#journals.read(meetingId);
    return entries?.length === row.entryCount ? { row, place, context, state, entries } : undefined;
  }

  #lineOf(meetingId: Id): Line {
    let line = this.#lines.get(meetingId);
    if (line === undefined) {
      line = { jobs: [], isUnderWay: false, held: 0 };
      this.#lines.set(meetingId, line);
    }
    return line;
  }

  #tidy(meetingId: Id, line: Line): void {
    if (line.jobs.length === 0 && !line.isUnderWay && line.held === 0) this.#lines.delete(meetingId);
  }

  #call(): void {
    if (this.#isCalled) return;
    this.#isCalled = true;
    // What arrives in this turn of the event loop goes together.
    setImmediate(() => {
      this.#isCalled = false;
      this.#dispatch();
    });
  }

  #dispatch(): void {
    if (this.#underWay >= MOST_UNDER_WAY) return;
    const isFew = this.#waiting - this.#carried < WORTH_A_SECOND;
    if (isFew && (this.#underWay > 0 || this.#rest !== undefined)) return;
    const picked: { standing: Standing; line: Line; jobs: Job[] }[] = [];
    let count = 0;
    for (const [meetingId, line] of this.#lines) {
      if (line.isUnderWay || line.held > 0 || line.jobs.length === 0) continue;
      const standing = this.#standings.get(meetingId);
      if (standing === undefined || this.#isOutdated(standing)) {
        if (this.#loading < MOST_LOADING) void this.#load(meetingId, line);
        continue;
      }
      line.isUnderWay = true;
      picked.push({ standing, line, jobs: line.jobs.splice(0, MOST_IN_BATCH) });
      count += picked.at(-1)!.jobs.length;
      if (count >= MOST_IN_BATCH) break;
    }
    if (picked.length === 0) return;
    this.#rest ??= setTimeout(() => {
      this.#rest = undefined;
      this.#call();
    }, APART_MS);
    this.#underWay += 1;
    this.#carried += count;
    this.counts.batches += 1;
    void this.#carryOut(picked).finally(() => {
      this.#underWay -= 1;
      this.#carried -= count;
      for (const { standing, line } of picked) {
        line.isUnderWay = false;
        this.#tidy(standing.row.id, line);
      }
      this.#call();
    });
    if (this.#underWay < MOST_UNDER_WAY) this.#call();
  }

  #isOutdated({ row, readAt }: Standing): boolean {
    return row.frozen === null && this.world.clock.now() - readAt > FACTS_LAST_MS;
  }

  async #load(meetingId: Id, line: Line): Promise<void> {
    line.isUnderWay = true;
    this.#loading += 1;
    const today = line.jobs[0]!.today;
    try {
      this.keep(await inTransaction(this.world.db, 'read', (tx) => loadMeeting(tx, meetingId, today)));
    } catch {
      // It is not there, or the database is not: the ordinary way says which.
      for (const job of line.jobs.splice(0)) job.answer(undefined);
    } finally {
      this.#loading -= 1;
      line.isUnderWay = false;
      this.#tidy(meetingId, line);
      this.#call();
    }
  }

  async #carryOut(picked: { standing: Standing; line: Line; jobs: Job[] }[]): Promise<void> {
    const nowMs = this.world.clock.now();
    const passedOn: Job[] = [];
    const again: { line: Line; job: Job }[] = [];
    try {
      const known = await this.#knowAll(picked, nowMs);
      const journals = await this.#readWhole(picked);
      const plans = new Map<Id, Plan>();
      const what = {
        moves: [] as Move[],
        entries: [] as string[],
        notices: [] as SaidNotice[],
        reliances: [] as Reliance[],
        unseen: [] as Unseen[],
      };
      for (const { standing, line, jobs } of picked) {
        const { context, row } = standing;
        const whole = journals.get(row.id) ?? null;
        const isBehind = whole !== null && whole.length !== row.entryCount;
        const plan: Plan = {
          deeds: [],
          stored: [],
          texts: [],
          state: standing.state,
          isBehind: false,
          isWhole: false,
          line,
          whole,
          figures: null,
        };
        for (const job of jobs) {
          const found = known.get(job);
          const deed = isBehind || !found ? null : this.#judge(standing, plan, job, found, nowMs);
          if (deed === null) {
            // What is held in memory allows plain things only: before anything else, the database is asked.
            if (found === undefined || found.isSure || isBehind) passedOn.push(job);
            else again.push({ line, job });
            continue;
          }
          plan.deeds.push(deed);
          if (found?.isSure || !('entries' in job.said)) continue;
          if (whole === null && !this.#journals.has(row.id))
            for (const { id } of job.said.entries) what.unseen.push({ meetingId: row.id, id });
        }
        if (plan.isBehind) this.#fold(standing, plan);
        if (plan.stored.length === 0) {
          // Nothing is written that would be refused if what is held in memory were out of date.
          for (const { job, answer } of plan.deeds)
            if (known.get(job)!.isSure) job.answer(answer);
            else again.push({ line, job });
          continue;
        }
        plans.set(row.id, plan);
        plan.texts = plan.stored.map((entry) => JSON.stringify(entry));
        what.entries.push(...plan.texts);
        for (const { job, seat } of plan.deeds)
          if (!known.get(job)!.isSure)
            what.reliances.push({ meetingId: row.id, personId: seat.personId, seen: seat.seen });
        plan.figures = figuresAfter(standing, plan.state);
        const { stage, base, present, ownScore, commentCount } = plan.figures;
        const entryCount = row.entryCount + plan.stored.length;
        const { id, version, branchId, month } = row;
        what.moves.push({ id, version, stage, entryCount, base, present, ownScore, commentCount });
        const personIds = followersToAsk(context, standing.state, plan.state);
        if (personIds.length > 0)
          what.notices.push({
            id: newId(nowMs),
            personIds,
            kind: 'score-to-confirm',
            meetingId: id,
            branchId,
            facts: { month },
            at: new Date(nowMs).toISOString(),
          });
      }
      if (what.moves.length > 0) {
        const written = await writeAll(this.world.db, what);
        for (const [meetingId, plan] of plans) this.#settle(meetingId, plan, written);
      }
      for (const { line, job } of again) line.jobs.unshift({ ...job, isAsked: true });
    } catch (error) {
      this.world.log.warn(
        {
          ...faultOf(error),
          requests: picked.reduce((sum, { jobs }) => sum + jobs.length, 0),
        },
        'a batch of entries goes the ordinary way',
      );
      // One fault fails nobody else: each is tried by itself, in a transaction of its own. Nothing was written.
      for (const { standing, jobs } of picked) {
        this.#forget(standing.row.id);
        for (const job of jobs) job.answer(undefined);
      }
    } finally {
      // Not before the statement is through: both would write to one row.
      for (const job of passedOn) job.answer(undefined);
    }
  }

  /** Who each of these is: as held in memory, and from the database where that is not certain. */
  async #knowAll(
    picked: readonly { standing: Standing; jobs: Job[] }[],
    nowMs: number,
  ): Promise<Map<Job, Known>> {
    await this.#takeSeats(picked, nowMs);
    const known = new Map<Job, Known>();
    const asked: { standing: Standing; job: Job }[] = [];
    const questions: Question[] = [];
    for (const { standing, jobs } of picked)
      for (const job of jobs) {
        const seat = standing.seats.get(job.token);
        const entries = 'entries' in job.said ? job.said.entries : [];
        const isNew = !entries.some((entry) => this.#journals.isThere(standing.row.id, entry.id));
        if (seat && isNew && !job.isAsked && isFresh(seat, job, nowMs) && !entries.some(assignsTask))
          known.set(job, { seat, isStale: false, isSure: false, known: NOTHING, hasForeignTask: false });
        else {
          questions.push(questionOf(standing, job, asked.length));
          asked.push({ standing, job });
        }
      }
    if (questions.length === 0) return known;
    const readAtMs = performance.now();
    for (const { n, seat, ...found } of await lookAtAll(this.world.db, questions, nowMs)) {
      const { standing, job } = asked[n]!;
      standing.seats.set(job.token, { ...seat, day: job.today, readAtMs });
      known.set(job, { ...found, seat, isStale: isStale(seat, nowMs), isSure: true });
    }
    for (const { standing, job } of asked) if (!known.has(job)) standing.seats.delete(job.token);
    return known;
  }

  /** Reads everybody of a branch who is signed in when the first of them writes: the others are about to. */
  async #takeSeats(picked: readonly { standing: Standing; jobs: Job[] }[], nowMs: number): Promise<void> {
    const day = picked[0]!.jobs[0]!.today;
    const fresh = picked.filter(({ standing }) => standing.seatsOn !== day);
    if (fresh.length === 0) return;
    const byBranch = new Map<Id, Standing[]>();
    for (const { standing } of fresh) {
      const { branchId } = standing.row;
      byBranch.set(branchId, [...(byBranch.get(branchId) ?? []), standing]);
    }
    const readAtMs = performance.now();
    const seats = await seatsOf(this.world.db, [...byBranch.keys()], day, nowMs);
    for (const { standing } of fresh) {
      standing.seats.clear();
      standing.seatsOn = day;
    }
    for (const seat of seats)
      for (const standing of byBranch.get(seat.branchId) ?? [])
        standing.seats.set(seat.token, { ...seat, day, readAtMs });
  }

  /** The journals of the meetings of which some entry is judged by results: votes announced, minutes adopted, the end. */
  async #readWhole(picked: readonly { standing: Standing; jobs: Job[] }[]): Promise<Map<Id, StoredEntry[]>> {
    const journals = new Map<Id, StoredEntry[]>();
    const missing: Id[] = [];
    for (const { standing, jobs } of picked) {
      if (!jobs.some(({ said }) => 'entries' in said && said.entries.some(isJudgedByWhole))) continue;
      const { id } = standing.row;
      const held = this.#journals.read(id);
      if (held === undefined) missing.push(id);
      journals.set(id, held ?? []);
    }
    if (missing.length === 0) return journals;
    for (const entry of await wholeJournals(this.world.db, missing))
      journals.get(entry.meetingId)?.push(entry);
    for (const id of missing) this.#journals.hold(id, journals.get(id)!);
    return journals;
  }

  #settle(meetingId: Id, plan: Plan, { versions, unfit }: Written): void {
    const standing = this.#standings.get(meetingId);
    const version = versions.get(meetingId);
    if (version === undefined || standing === undefined) {
      // Somebody else wrote meanwhile. What was judged is judged again by what is there now.
      const isUnfit = unfit.has(meetingId);
      this.#forget(meetingId);
      this.counts.again += plan.deeds.length;
      const again = plan.deeds.map(({ job }) => ({
        ...job,
        tries: job.tries + 1,
        isAsked: job.isAsked || isUnfit,
      }));
      for (const job of again.filter(({ tries }) => tries >= MOST_TRIES)) job.answer(undefined);
      plan.line.jobs.unshift(...again.filter(({ tries }) => tries < MOST_TRIES));
      return;
    }
    standing.state = plan.whole === null ? plan.state : standingOf(plan.state);
    standing.ownScore = plan.figures?.ownScore ?? null;
    if (plan.figures !== null) {
      const { stage, base, present, ownScore } = plan.figures;
      Object.assign(standing.row, { stage, base, present, ownScore });
    }
    standing.row.version = version;
    standing.row.entryCount += plan.stored.length;
    if (isOpen(standing.row)) this.#journals.add(meetingId, plan.stored);
    else this.#journals.drop(meetingId);
    for (const { job, answer, seat, added } of plan.deeds) {
      if (added > 0)
        standing.writtenBy.set(seat.personId, (standing.writtenBy.get(seat.personId) ?? 0) + added);
      job.answer(answer);
    }
    announce(this.world.live, meetingId, plan.stored, plan.texts);
  }

  #fold({ context }: Standing, plan: Plan): void {
    if (plan.whole === null) return;
    plan.state = foldMeeting(context, [...plan.whole, ...plan.stored]);
    plan.isBehind = false;
    plan.isWhole = true;
  }

  /** What carrying out this job adds to the plan; null leaves the plan as it was and the job to the ordinary way. */
  #judge(standing: Standing, plan: Plan, job: Job, found: Known, nowMs: number): Deed | null {
    const { row, context } = standing;
    const { seat } = found;
    if (found.isStale || found.hasForeignTask || row.takenOver !== null) return null;
    if (row.stage !== 'running' && row.stage !== 'planned') return null;
    const { personId } = seat;
    const author = authorBy(seat, standing);
    if (author.rights.length === 0) return null;
    // Before the start the roll is as it was read; who is on it now is what the database has just said.
    if (row.frozen === null && author.status !== seat.status) return null;
    const accepted: Accepted[] = [];
    let answer: unknown;
    let said: Entry[];
    if ('entries' in job.said) {
      const fresh = new Map<Id, Entry>();
      for (const entry of job.said.entries) {
        const isThis = ({ id }: { id: Id }) => id === entry.id;
        const there = found.known.find(isThis) ?? plan.stored.find(isThis);
        if (there) accepted.push({ id: there.id, seq: there.seq, receivedAt: there.receivedAt });
        else {
          // The desk's own copy: whoever is signed in is the author. What is held of millions of entries shares its texts.
          entry.authorId = personId;
          if (entry.meetingId === row.id) entry.meetingId = row.id;
          if (entry.branchId === row.branchId) entry.branchId = row.branchId;
          fresh.set(entry.id, entry);
        }
      }
      said = [...fresh.values()].sort(compareEntries);
    } else {
      const { code } = job.said;
      if (code !== undefined && !isRoomCode(row.roomSecret, code, nowMs)) return null;
      if (row.stage === 'planned' && job.today !== row.plannedOn) return null;
      if (author.memberId === null) return null;
      const method = code === undefined ? ('self' as const) : ('qr' as const);
      const mark = plan.state.presence[author.memberId];
      const isSaid =
        mark?.presence === 'present' && (mark.method === method || mark.method === 'qr' || method === 'self');
      const payload = { memberId: author.memberId, presence: 'present' as const, method };
      said = isSaid
        ? []
        : composeEntries(
            { row, state: plan.state },
            personId,
            [{ kind: 'attendance-marked', payload }],
            nowMs,
          );
      answer = { method, branchName: context.branchName };
    }

    const { state, isBehind, isWhole } = plan;
    const before = { state, isBehind, isWhole, count: plan.stored.length };
    // The clock may leap once in a request, not once for each of its entries.
    const clock = state.lamport;
    const changes: Change[] = [];
    const takeBack = (): null => {
      putBack(changes);
      plan.state = before.state;
      plan.isBehind = before.isBehind;
      plan.isWhole = before.isWhole;
      plan.stored.length = before.count;
      return null;
    };
    const mine = standing.writtenBy.get(personId) ?? 0;
    for (const entry of said) {
      const added = plan.stored.length - before.count;
      const written = { all: row.entryCount + plan.stored.length, mine: mine + added };
      if (plan.isBehind || (isJudgedByWhole(entry) && !plan.isWhole)) this.#fold(standing, plan);
      const isOwnScan = answer !== undefined;
      const by = { author, today: job.today, written, clock };
      if (!isOwnScan && judge(standing, plan.state, entry, by) !== null) return takeBack();
      if (row.frozen === null && !BEFORE_THE_START.has(entry.kind)) return takeBack();
      const next = advance(context, plan.state, entry, changes);
      if (next === null && plan.whole === null) return takeBack();
      if (next === null) plan.isBehind = true;
      else plan.state = next;
      plan.isWhole = false;
      plan.stored.push(numbered(entry, row.entryCount + plan.stored.length + 1, nowMs));
    }
    const stored = plan.stored.slice(before.count);
    for (const { id, seq, receivedAt } of stored) accepted.push({ id, seq, receivedAt });
    answer ??= { accepted, refused: [], cursor: row.entryCount + plan.stored.length };
    return { job, answer, seat, added: stored.length };
  }
}

/** What members say before a meeting begins; the rest is prepared by few and in time. */
const BEFORE_THE_START: ReadonlySet<Entry['kind']> = new Set<Entry['kind']>([
  'comment-added',
  'attendance-marked',
]);

/** Until it is closed or called off. */
const isOpen = ({ stage }: Pick<MeetingRow, 'stage'>): boolean =>
  stage === 'planned' || stage === 'running' || stage === 'ended';

const NO_IDS: Id[] = [];
const NOTHING: Finding['known'] = [];

/** A session that is used every day is renewed, which takes a write of its own. */
export const isStale = ({ lastSeenAt }: Pick<Seat, 'lastSeenAt'>, nowMs: number): boolean =>
  lastSeenAt !== null && lastSeenAt < nowMs - DAY_MS;

const isFresh = (seat: HeldSeat, { today }: Job, nowMs: number): boolean =>
  seat.day === today &&
  performance.now() - seat.readAtMs < SEATS_LAST_MS &&
  seat.expiresAt > nowMs &&
  !isStale(seat, nowMs);

const assignsTask = ({ kind }: Entry): boolean => kind === 'task-assigned';

/** The figures beside the journal; points are added up anew only when a mark has changed. */
function figuresAfter({ context, state: before, ownScore }: Standing, state: MeetingState): MeetingFigures {
  const isSame = state.scoreMarks === before.scoreMarks && state.confirmation === before.confirmation;
  return figuresOf(context, state, {
    ...(isSame ? { scores: { own: ownScore, confirmed: null } } : {}),
    attendance: countBase(context.roll, state.presence, context.rules),
  });
}

function questionOf(standing: Standing, { token, said, today }: Job, n: number): Question {
  const entries = 'entries' in said ? said.entries : [];
  return {
    n,
    token,
    branchId: standing.row.branchId,
    meetingId: standing.row.id,
    day: today,
    entryIds: entries.map((entry) => entry.id),
    taskIds: entries.length === 0 ? NO_IDS : entries.flatMap(taskOf),
  };
}

const taskOf = (entry: Entry): Id[] => (entry.kind === 'task-assigned' ? [entry.payload.taskId] : []);

/** The same rights as on the ordinary way, from the mandates and the membership of the day. */
export function authorBy(
  found: { personId: Id; status: MemberStatus | null; posts: Post[] },
  { context }: Pick<Standing, 'context'>,
): EntryAuthor {
  const { personId, status, posts } = found;
  const member = context.roll.find((each) => each.personId === personId);
  const rights: MeetingRight[] = [];
  if (posts.includes('secretary') || posts.includes('deputy-secretary')) rights.push('lead');
  if (posts.includes('committee-member')) rights.push('recorder');
  if (status !== null) rights.push('member');
  if (posts.includes('follower')) rights.push('follower');
  return { personId, memberId: member?.memberId ?? null, status: member?.status ?? null, rights };
}

const desks = new WeakMap<World, EntryDesk>();

/** The one desk of a running server. */
export function deskOf(world: World): EntryDesk {
  let desk = desks.get(world);
  if (desk === undefined) {
    desk = new EntryDesk(world);
    desks.set(world, desk);
  }
  return desk;
}

/** More in one request is a device that was long without a network: it may take its time. */
const MOST_SWIFT_ENTRIES = 60;

/** A device's entries, the short way. */
export async function appendSwiftly(request: SwiftRequest): Promise<unknown> {
  const desk = deskOf(request.world);
  const { meetingId } = request.params as { meetingId: Id };
  const sent = (request.body as { entries: unknown[] }).entries;
  if (sent.length > MOST_SWIFT_ENTRIES) return desk.hold(request);
  const entries: Entry[] = [];
  for (const value of sent) {
    // The author is whoever is signed in, whatever the device says; an id that stands for nobody yet.
    const checked = checkEntry({ ...(value as object), authorId: NOBODY });
    if (!checked.ok || checked.value.meetingId !== meetingId) return undefined;
    entries.push(checked.value);
  }
  if (!entries.every(isSwiftKind)) return desk.hold(request);
  return desk.offer(request, { entries });
}

const NOBODY: Id = '00000000-0000-7000-8000-000000000000';

/** A member's “present”, the short way. */
export const checkInSwiftly = (request: SwiftRequest): Promise<unknown> =>
  deskOf(request.world).offer(request, { code: (request.body as { code?: string }).code });
