import type { Id } from '#kernel/ids.ts';
import { isReadableEntry } from './check-payload.ts';
import { type AnyEntry, compareEntries, type Entry, type OpinionNature } from './entry.ts';
import { isPrivateNature } from './privacy.ts';
import { asksForAnswer, wordsOfAnswer } from './unanswered-petitions.ts';

/** A petition or proposal as the journal of its meeting tells it. */
export type Petition = {
  opinionId: Id;
  /** Of the line that recorded it: what an annex names. */
  entryId: Id;
  speakerKind: 'member' | 'guest';
  speakerId: Id;
  /** Of somebody who is no member; null where the name was not written down. */
  guestName: string | null;
  nature: OpinionNature;
  text: string;
  /** Was self-criticism or criticism at some time: the words stay inside the branch. */
  isPrivate: boolean;
  askedAt: number;
  answer: { text: string; at: number } | null;
};

/** Opinions that were made petitions by a later line, and whose first line is not among these. */
export function missingBeginnings(entries: readonly AnyEntry[]): Id[] {
  const known = new Set<Id>();
  const named = new Set<Id>();
  for (const entry of entries.filter(isReadableEntry)) {
    if (entry.kind === 'opinion-recorded') known.add(entry.payload.opinionId);
    if (entry.kind === 'opinion-edited' && entry.payload.nature !== undefined)
      named.add(entry.payload.opinionId);
  }
  return [...named].filter((opinionId) => !known.has(opinionId));
}

/**
 * The petitions of one meeting, from the lines of its journal that are about them, in the order in which they were asked.
 * It tells the same as the fold of the whole journal, which needs the roll and the rules of the meeting as well.
 */
export function readPetitions(lines: readonly AnyEntry[]): Petition[] {
  const entries = [...new Map(lines.filter(isReadableEntry).map((entry) => [entry.id, entry])).values()];
  entries.sort(compareEntries);
  const guests = new Map<Id, string>();
  const found = new Map<Id, Petition>();
  const annexes: Entry<'annex-added'>[] = [];
  for (const entry of entries) {
    switch (entry.kind) {
      case 'guest-recorded':
        guests.set(entry.payload.guestId, entry.payload.fullName);
        break;
      case 'opinion-recorded': {
        const { opinionId, speakerKind, speakerId, nature, text } = entry.payload;
        if (found.has(opinionId)) break;
        found.set(opinionId, {
          opinionId,
          entryId: entry.id,
          speakerKind,
          speakerId,
          guestName: null,
          nature,
          text,
          isPrivate: isPrivateNature(nature),
          askedAt: entry.at,
          answer: null,
        });
        break;
      }
      case 'opinion-edited': {
        const petition = found.get(entry.payload.opinionId);
        if (!petition) break;
        const { text, nature, speakerKind, speakerId } = entry.payload;
        petition.text = text ?? petition.text;
        petition.nature = nature ?? petition.nature;
        petition.speakerKind = speakerKind ?? petition.speakerKind;
        petition.speakerId = speakerId ?? petition.speakerId;
        petition.isPrivate ||= isPrivateNature(petition.nature);
        break;
      }
      case 'opinion-withdrawn':
        found.delete(entry.payload.opinionId);
        break;
      case 'petition-answered': {
        const petition = found.get(entry.payload.opinionId);
        if (petition) petition.answer = { text: entry.payload.text, at: entry.at };
        break;
      }
      case 'annex-added':
        annexes.push(entry);
        break;
    }
  }
  const asked = [...found.values()].filter(asksForAnswer);
  for (const petition of asked) {
    petition.guestName = petition.speakerKind === 'guest' ? (guests.get(petition.speakerId) ?? null) : null;
    const later = annexes.findLast(({ payload }) => payload.concernsEntryId === petition.entryId);
    if (later && petition.answer === null)
      petition.answer = { text: wordsOfAnswer(later.payload.text), at: later.at };
  }
  return asked;
}
