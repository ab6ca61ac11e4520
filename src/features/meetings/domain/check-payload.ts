import {
  type Result as BallotResult,
  isPaper,
  isResult,
  isTally,
  type Paper,
  type Tally,
} from '#features/ballots/contract.ts';
import { BALLOT_METHODS, COMPARISONS, type Fraction, MATTERS } from '#features/rulebooks/contract.ts';
import { isCivilDate, isYearMonth } from '#kernel/civil-date.ts';
import { type Id, isId } from '#kernel/ids.ts';
import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts';
import {
  AGENDA_SOURCES,
  ANNEX_CONCERNS,
  type AnyEntry,
  ATTENDANCE_METHODS,
  type Entry,
  type EntryKind,
  type EntryPayloads,
  isKnownKind,
  NOTICE_CHANNELS,
  OPEN_VOTE_METHODS,
  OPINION_NATURES,
  PAPER_ROLES,
  PRESENCES,
  TASK_STATES,
  VOTE_CHOICES,
  VOTE_MATTERS,
} from './entry.ts';
import type { MeetingErrorCode } from './meeting-errors.ts';

type Facts = NonNullable<Refusal['facts']>;
type Fault = { fault: MeetingErrorCode; path: string; facts?: Facts };
type Read<T> = { value: T } | Fault;
type Check<T> = { read(value: unknown, path: string): Read<T>; optional?: true };

const fault = (code: MeetingErrorCode, path: string, facts?: Facts): Fault => ({ fault: code, path, facts });

// Control and format characters: the database refuses some, others hide or reverse text. Halves of surrogate
// pairs become the replacement character. Composed last, because taking a mark out can bring letters together.
const tidyLine = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/ {2,}/g, ' ')
    .trim()
    .normalize('NFC');

/** Like a line, but a person's own line breaks stay; never more than one empty line between paragraphs. */
const tidyParagraphs = (text: string): string =>
  text
    .split(/\r\n?|\n|\u2028|\u2029/)
    .map(tidyLine)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

const textOf = (tidy: (text: string) => string, min: number, max: number): Check<string> => ({
  read(value, path) {
    if (typeof value !== 'string') return fault('meetings.wrong-type', path);
    // Refused before it is tidied, so that a huge text costs nothing.
    if (value.length > max * 4) return fault('meetings.text-too-long', path, { length: value.length, max });
    const text = tidy(value);
    if (text.length < min) return fault('meetings.text-empty', path);
    if (text.length > max) return fault('meetings.text-too-long', path, { length: text.length, max });
    return { value: text };
  },
});

const line = (max: number) => textOf(tidyLine, 1, max);
const paragraphs = (max: number) => textOf(tidyParagraphs, 1, max);
const paragraphsOrNone = (max: number) => textOf(tidyParagraphs, 0, max);

const id: Check<Id> = {
  read: (value, path) =>
    typeof value === 'string' && isId(value) ? { value } : fault('meetings.not-an-id', path),
};

const key: Check<string> = {
  read: (value, path) =>
    typeof value === 'string' && /^[a-z0-9][a-z0-9._-]{0,63}$/.test(value)
      ? { value }
      : fault('meetings.not-an-id', path),
};

const number = (min: number, max: number, whole = true): Check<number> => ({
  read(value, path) {
    if (typeof value !== 'number' || Number.isNaN(value)) return fault('meetings.wrong-type', path);
    if (value < min || value > max || (whole && !Number.isInteger(value)))
      return fault('meetings.number-out-of-range', path, { min, max });
    // -0 and 0 are the same fact and must be the same text.
    return { value: value === 0 ? 0 : value };
  },
});

/** Milliseconds since the epoch, 2000 to 2199. */
const instant = number(946_684_800_000, 7_258_118_400_000);
const count = number(0, 100_000);
const points = number(0, 1_000, false);

const yesNo: Check<boolean> = {
  read: (value, path) => (typeof value === 'boolean' ? { value } : fault('meetings.wrong-type', path)),
};

const oneOf = <const T extends string>(choices: readonly T[]): Check<T> => ({
  read: (value, path) =>
    choices.includes(value as T)
      ? { value: value as T }
      : fault('meetings.not-a-choice', path, { choices: choices.join(', ') }),
});

const civilDate: Check<string> = {
  read: (value, path) =>
    typeof value === 'string' && isCivilDate(value) ? { value } : fault('meetings.not-a-date', path),
};

const yearMonth: Check<string> = {
  read: (value, path) =>
    typeof value === 'string' && isYearMonth(value) ? { value } : fault('meetings.not-a-date', path),
};

const listOf = <T>(item: Check<T>, max: number, min = 0): Check<T[]> => ({
  read(value, path) {
    if (!Array.isArray(value)) return fault('meetings.wrong-type', path);
    if (value.length < min) return fault('meetings.list-empty', path);
    if (value.length > max) return fault('meetings.list-too-long', path, { length: value.length, max });
    const items: T[] = [];
    for (const [index, each] of value.entries()) {
      const read = item.read(each, `${path}.${index}`);
      if ('fault' in read) return read;
      items.push(read.value);
    }
    return { value: items };
  },
});

/** Like a list, each member of it once. */
const setOf = <T extends string>(item: Check<T>, max: number, min = 0): Check<T[]> => {
  const list = listOf(item, max, min);
  return {
    read(value, path) {
      const read = list.read(value, path);
      return 'fault' in read ? read : { value: [...new Set(read.value)] };
    },
  };
};

const orNull = <T>(check: Check<T>): Check<T | null> => ({
  read: (value, path) => (value === null ? { value: null } : check.read(value, path)),
});

const maybe = <T>(check: Check<T>): Check<T> & { optional: true } => ({ ...check, optional: true });

type Shape<P> = { [K in keyof P]-?: undefined extends P[K] ? Check<P[K] & {}> | Check<P[K]> : Check<P[K]> };
type Spec<P> = { fields: Shape<P>; also?: (payload: P) => Fault | null };

const objectOf = <P extends object>(fields: Shape<P>): Check<P> => ({
  read(value, path) {
    const read = readFields<P>(fields, value, path, true);
    return read;
  },
});

function readFields<P>(fields: Shape<P>, value: unknown, path: string, strict: boolean): Read<P> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return fault('meetings.wrong-type', path);
  const from = value as Record<string, unknown>;
  const at = (name: string) => (path === '' ? name : `${path}.${name}`);
  const result: Record<string, unknown> = {};
  for (const name in fields) {
    const check = fields[name] as Check<unknown>;
    const given = Object.hasOwn(from, name) ? from[name] : undefined;
    if (given === undefined) {
      if (check.optional) continue;
      return fault('meetings.field-missing', at(name));
    }
    const read = check.read(given, at(name));
    if ('fault' in read) return read;
    result[name] = read.value;
  }
  if (strict)
    for (const name of Object.keys(from))
      if (!Object.hasOwn(fields, name)) return fault('meetings.unknown-field', at(name.slice(0, 60)));
  return { value: result as P };
}

/** A value whose shape another feature knows. */
const shaped = <T>(isOne: (value: unknown) => boolean): Check<T> => ({
  read: (value, path) => (isOne(value) ? { value: value as T } : fault('meetings.wrong-type', path)),
});

const fraction = objectOf<Fraction>({
  numerator: number(1, 100),
  denominator: number(1, 100),
  comparison: oneOf(COMPARISONS),
});
const hash: Check<string> = {
  read: (value, path) =>
    typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
      ? { value }
      : fault('meetings.wrong-type', path),
};

const TITLE = 300;
const NOTE = 2_000;
const SPEECH = 20_000;
const PAPER = 50_000;
const PEOPLE = 2_000;

type GivenMark = EntryPayloads['score-confirmed']['marks'][number];

const confirmedMark = objectOf<GivenMark>({
  criterionId: key,
  points: orNull(points),
  met: maybe(yesNo),
  notApplicable: maybe(yesNo),
});

const saysTwoThings = (mark: Pick<GivenMark, 'points' | 'met' | 'notApplicable'>): boolean =>
  [mark.points !== null, mark.met !== undefined, mark.notApplicable === true].filter(Boolean).length > 1;

const SPECS: { [K in EntryKind]: Spec<EntryPayloads[K]> } = {
  'focus-set': { fields: { text: paragraphs(NOTE) } },
  'agenda-item-added': {
    fields: {
      itemId: id,
      title: line(TITLE),
      step: maybe(key),
      source: oneOf(AGENDA_SOURCES),
      ref: maybe(id),
      presenterId: maybe(id),
      note: maybe(paragraphs(NOTE)),
      afterItemId: maybe(orNull(id)),
    },
  },
  'agenda-item-changed': {
    fields: {
      itemId: id,
      title: maybe(line(TITLE)),
      presenterId: maybe(orNull(id)),
      note: maybe(orNull(paragraphs(NOTE))),
    },
  },
  'agenda-item-removed': { fields: { itemId: id } },
  'agenda-item-moved': { fields: { itemId: id, afterItemId: orNull(id) } },
  'paper-attached': {
    fields: {
      paperId: id,
      fileId: id,
      name: line(TITLE),
      bytes: number(0, 2_000_000_000),
      role: oneOf(PAPER_ROLES),
      itemId: maybe(id),
    },
  },
  'paper-removed': { fields: { paperId: id } },
  'comment-added': { fields: { text: paragraphs(SPEECH), itemId: maybe(id) } },
  'comment-withdrawn': { fields: { commentId: id } },
  'notice-sent': {
    fields: {
      channels: setOf(oneOf(NOTICE_CHANNELS), NOTICE_CHANNELS.length, 1),
      recipients: count,
      toFollower: yesNo,
      memberIds: maybe(setOf(id, PEOPLE)),
    },
  },
  'committee-met': {
    fields: { metOn: civilDate, presentIds: setOf(id, PEOPLE), note: maybe(paragraphs(SPEECH)) },
  },
  'meeting-started': {
    fields: { chairId: id, heldOn: civilDate, startedAt: instant, place: maybe(line(TITLE)) },
  },
  'recorder-appointed': { fields: { memberId: id } },
  'guest-recorded': {
    fields: {
      guestId: id,
      fullName: line(120),
      position: maybe(line(TITLE)),
      fromFollowing: maybe(yesNo),
    },
  },
  'guest-removed': { fields: { guestId: id } },
  'step-started': { fields: { step: key } },
  'step-finished': { fields: { step: key, elapsedSeconds: maybe(orNull(number(0, 86_400))) } },
  'step-skipped': { fields: { step: key, reason: line(NOTE) } },
  'attendance-marked': {
    fields: {
      memberId: id,
      presence: oneOf(PRESENCES),
      reason: maybe(line(TITLE)),
      method: oneOf(ATTENDANCE_METHODS),
    },
    also: (p) =>
      (p.method === 'qr' && p.presence !== 'present') || (p.method === 'self' && p.presence === 'unexcused')
        ? fault('meetings.self-mark-only-present', 'presence')
        : p.presence === 'excused' && p.reason === undefined
          ? fault('meetings.reason-missing', 'reason')
          : null,
  },
  'attendance-cleared': { fields: { memberId: id } },
  'dues-recorded': { fields: { paidCount: count, unpaidCount: maybe(count), note: maybe(paragraphs(NOTE)) } },
  'opinion-recorded': {
    fields: {
      opinionId: id,
      speakerKind: oneOf(['member', 'guest']),
      speakerId: id,
      itemId: maybe(id),
      step: maybe(key),
      text: paragraphs(SPEECH),
      nature: oneOf(OPINION_NATURES),
    },
  },
  'opinion-edited': {
    fields: {
      opinionId: id,
      text: maybe(paragraphs(SPEECH)),
      nature: maybe(oneOf(OPINION_NATURES)),
      speakerKind: maybe(oneOf(['member', 'guest'])),
      speakerId: maybe(id),
      itemId: maybe(orNull(id)),
    },
    also: (p) =>
      (p.speakerKind === undefined) !== (p.speakerId === undefined)
        ? fault('meetings.field-missing', p.speakerId === undefined ? 'speakerId' : 'speakerKind')
        : null,
  },
  'opinion-withdrawn': { fields: { opinionId: id } },
  'petition-answered': { fields: { opinionId: id, text: paragraphs(SPEECH) } },
  'vote-opened': {
    fields: {
      voteId: id,
      question: paragraphs(NOTE),
      itemId: maybe(id),
      matter: oneOf(VOTE_MATTERS),
      method: oneOf(OPEN_VOTE_METHODS),
    },
  },
  'vote-cast': { fields: { voteId: id, memberId: id, choice: oneOf(VOTE_CHOICES) } },
  'vote-counted': { fields: { voteId: id, yes: count, no: count, abstain: count } },
  'vote-closed': { fields: { voteId: id, countedCasts: setOf(id, PEOPLE) } },
  'vote-annulled': { fields: { voteId: id, reason: line(NOTE) } },
  'minority-opinion-recorded': {
    fields: { opinionId: id, voteId: id, memberId: id, text: paragraphs(SPEECH) },
  },
  'minority-opinion-withdrawn': { fields: { opinionId: id } },
  'ballot-opened': {
    fields: {
      ballotId: id,
      matter: oneOf(MATTERS),
      method: oneOf(BALLOT_METHODS),
      question: paragraphs(NOTE),
      itemId: maybe(id),
      round: number(1, 100),
      paper: shaped<Paper>(isPaper),
      threshold: fraction,
      voters: count,
      entitled: count,
      deducted: count,
      base: count,
      needed: count,
    },
  },
  'ballot-closed': {
    fields: {
      ballotId: id,
      tally: shaped<Tally>(isTally),
      result: shaped<BallotResult>(isResult),
      boxSha256: orNull(hash),
    },
  },
  'ballot-annulled': { fields: { ballotId: id, reason: line(NOTE) } },
  'conclusion-written': { fields: { itemId: id, text: paragraphs(SPEECH), replaces: setOf(id, 100) } },
  'conclusion-withdrawn': { fields: { itemId: id, replaces: setOf(id, 100, 1) } },
  'resolution-written': {
    fields: {
      title: line(TITLE),
      ideology: paragraphsOrNone(PAPER),
      politicalWork: paragraphsOrNone(PAPER),
      limitsAndCauses: paragraphsOrNone(PAPER),
      monitoring: paragraphsOrNone(PAPER),
      toFixNextTime: paragraphsOrNone(PAPER),
      replaces: setOf(id, 100),
    },
  },
  'task-result-recorded': {
    fields: {
      taskId: id,
      state: oneOf(TASK_STATES),
      percent: maybe(number(0, 100)),
      cause: maybe(paragraphs(NOTE)),
      evidence: maybe(paragraphs(NOTE)),
    },
    also: (p) =>
      p.state === 'cannot-be-done' && p.cause === undefined
        ? fault('meetings.reason-missing', 'cause')
        : null,
  },
  'task-assigned': {
    fields: {
      taskId: id,
      title: line(TITLE),
      ownerId: id,
      helperIds: setOf(id, PEOPLE),
      output: paragraphs(NOTE),
      dueOn: civilDate,
      reportMonth: yearMonth,
      itemId: maybe(id),
      directiveId: maybe(id),
    },
  },
  'task-withdrawn': { fields: { taskId: id, reason: maybe(line(NOTE)) } },
  'member-praised': { fields: { memberId: id, text: paragraphs(NOTE) } },
  'member-reminded': { fields: { memberId: id, text: paragraphs(NOTE) } },
  'score-marked': {
    fields: {
      criterionId: key,
      points: orNull(points),
      met: maybe(yesNo),
      notApplicable: maybe(yesNo),
      note: maybe(paragraphs(NOTE)),
    },
    also: (p) => (saysTwoThings(p) ? fault('meetings.points-and-not-applicable', 'points') : null),
  },
  'score-adopted': { fields: { voteId: id } },
  'minutes-read': { fields: {} },
  'minutes-adopted': { fields: { voteId: id } },
  'meeting-ended': { fields: { endedAt: instant } },
  'score-confirmed': {
    fields: {
      marks: listOf(confirmedMark, 200),
      total: maybe(orNull(points)),
      reason: maybe(paragraphs(NOTE)),
    },
    also: (p) =>
      p.marks.some(saysTwoThings)
        ? fault('meetings.points-and-not-applicable', 'marks')
        : (p.marks.length > 0 || (p.total ?? null) !== null) && p.reason === undefined
          ? fault('meetings.reason-missing', 'reason')
          : null,
  },
  'meeting-closed': { fields: {} },
  'annex-added': {
    fields: { text: paragraphs(SPEECH), concerns: oneOf(ANNEX_CONCERNS), concernsEntryId: maybe(id) },
  },
};

const toRefusal = (found: Fault, prefix: string): Refusal<MeetingErrorCode> => {
  const field = [prefix, found.path].filter((part) => part !== '').join('.');
  return { code: found.fault, field, facts: { ...found.facts, field } };
};

function readPayload<K extends EntryKind>(
  kind: K,
  payload: unknown,
  strict: boolean,
): Read<EntryPayloads[K]> {
  const spec = SPECS[kind] as Spec<EntryPayloads[K]>;
  const read = readFields(spec.fields, payload, '', strict);
  if ('fault' in read) return read;
  return spec.also?.(read.value) ?? read;
}

/**
 * The payload of an entry, checked and tidied: ids, ranges, lengths, texts in composed form. A field that
 * the kind does not have is refused, so that nothing is dropped in silence.
 * Errors: `meetings.unknown-kind` and the codes of the shape; `field` names the place, e.g. `marks.0.points`.
 */
export function checkPayload<K extends EntryKind>(
  kind: K,
  payload: unknown,
): Result<EntryPayloads[K], Refusal<MeetingErrorCode>> {
  if (!isKnownKind(kind)) return refuse({ code: 'meetings.unknown-kind', field: 'kind', facts: { kind } });
  const read = readPayload(kind, payload, true);
  return 'fault' in read ? refuse(toRefusal(read, 'payload')) : ok(read.value);
}

/**
 * Whether the fold can read this payload. More lenient than `checkPayload`: a field that a newer version
 * added is passed over, so that an older device still shows the rest.
 */
export const isReadable = (kind: EntryKind, payload: unknown): boolean =>
  !('fault' in readPayload(kind, payload, false));

/** Highest logical clock that is kept: what a 32-bit integer column holds. */
export const MAX_LAMPORT = 2_147_483_647;

const FRAME: Record<'id' | 'meetingId' | 'branchId' | 'authorId' | 'deviceId', Check<Id>> = {
  id,
  meetingId: id,
  branchId: id,
  authorId: id,
  deviceId: id,
};

/**
 * An entry as it came over the wire, by QR code or from a file: frame and payload checked and tidied.
 * `seq`, `receivedAt` and `withheld` are the server's to give and are left out.
 */
export function checkEntry(value: unknown): Result<Entry, Refusal<MeetingErrorCode>> {
  if (typeof value !== 'object' || value === null)
    return refuse({ code: 'meetings.entry-malformed', field: 'entry', facts: { field: 'entry' } });
  const from = value as Record<string, unknown>;
  for (const [name, check] of Object.entries(FRAME)) {
    const read = check.read(from[name], name);
    if ('fault' in read) return refuse(toRefusal(read, ''));
  }
  const lamport = number(1, MAX_LAMPORT).read(from.lamport, 'lamport');
  if ('fault' in lamport) return refuse(toRefusal(lamport, ''));
  // A device clock may be years off: any whole number is a claim.
  const at = number(0, Number.MAX_SAFE_INTEGER).read(from.at, 'at');
  if ('fault' in at) return refuse(toRefusal(at, ''));
  const kind = from.kind;
  if (typeof kind !== 'string' || !isKnownKind(kind))
    return refuse({
      code: 'meetings.unknown-kind',
      field: 'kind',
      facts: { kind: String(kind).slice(0, 60), field: 'kind' },
    });
  const payload = checkPayload(kind, from.payload);
  if (!payload.ok) return payload;
  return ok({
    id: from.id,
    meetingId: from.meetingId,
    branchId: from.branchId,
    kind,
    payload: payload.value,
    authorId: from.authorId,
    deviceId: from.deviceId,
    lamport: lamport.value,
    at: at.value,
  } as Entry);
}

const readable = new WeakMap<object, boolean>();

/** Says of an entry that was checked, or made here, that the fold can read it. */
export function noteReadable<E extends Entry>(entry: E): E {
  readable.set(entry, true);
  return entry;
}

/** A known kind with a payload that the fold can read; remembered per entry, because a journal is folded often. */
export function isReadableEntry(entry: AnyEntry): entry is Entry {
  const known = readable.get(entry);
  if (known !== undefined) return known;
  // A withheld text is empty; everything around it must still have its shape.
  const payload =
    entry.withheld === true && typeof entry.payload === 'object' && entry.payload !== null
      ? { ...entry.payload, text: '–' }
      : entry.payload;
  const verdict = isKnownKind(entry.kind) && isReadable(entry.kind, payload);
  readable.set(entry, verdict);
  return verdict;
}
