import type { Id } from '#kernel/ids.ts';
import { checkEntry } from './check-payload.ts';
import { type AnyEntry, type Entry, type EntryKind, isKnownKind } from './entry.ts';

/**
 * What a device gives to another one in the room when there is no network: the entries that the server does not have
 * yet. Whoever keeps the record takes them over and answers for them: on the server they stand under that person's name,
 * as if taken down from a member who spoke. Their ids stay, so it harms nothing when both devices send them later.
 */
export type HandOver = { goc: 'hand-over'; version: 1; meetingId: Id; entries: AnyEntry[] };

/** Kinds that only their author or the server may say; they wait on their own device. */
const NOT_CARRIED: ReadonlySet<EntryKind> = new Set<EntryKind>([
  'paper-attached',
  'comment-added',
  'comment-withdrawn',
  'ballot-opened',
  'ballot-closed',
  'ballot-annulled',
  'score-confirmed',
  'meeting-closed',
]);

export const handOverOf = (meetingId: Id, entries: readonly AnyEntry[]): HandOver => ({
  goc: 'hand-over',
  version: 1,
  meetingId,
  entries: entries.filter((entry) => isKnownKind(entry.kind) && !NOT_CARRIED.has(entry.kind)),
});

export type TakenOver = {
  entries: Entry[];
  /** Came damaged, of a kind that is not handed over, or from a newer version of the app. */
  left: number;
};

/**
 * Entries from another device as the one who keeps the record takes them over: checked like anything that came over the
 * wire, and under the taker's name. Null when it is no hand-over of this meeting.
 */
export function takeOver(given: unknown, meetingId: Id, takerId: Id): TakenOver | null {
  const value = given as Partial<HandOver> | null;
  if (typeof value !== 'object' || value === null || value.goc !== 'hand-over') return null;
  if (value.meetingId !== meetingId || !Array.isArray(value.entries)) return null;
  const entries: Entry[] = [];
  for (const each of value.entries) {
    const checked = checkEntry(each);
    if (!checked.ok || checked.value.meetingId !== meetingId || NOT_CARRIED.has(checked.value.kind)) continue;
    entries.push(underNameOf(checked.value, takerId));
  }
  return { entries, left: value.entries.length - entries.length };
}

function underNameOf(entry: Entry, takerId: Id): Entry {
  const taken = { ...entry, authorId: takerId } as Entry;
  // A member's own “present” becomes a tick on the secretary's list.
  return taken.kind === 'attendance-marked'
    ? { ...taken, payload: { ...taken.payload, method: 'secretary' } }
    : taken;
}
