import { isReadableEntry } from './check-payload.ts';
import type { AnyEntry } from './entry.ts';
import type { MeetingState } from './fold.ts';
import { isPrivateAnnex, privacyOf } from './privacy.ts';

/**
 * Takes out what a reader outside the branch may not read: the words of self-criticism and criticism,
 * answers to them, reminders to members, and annexes about them. Who spoke, on what and how often stays, so
 * that every figure is the same for every reader. Folding the shortened journal gives the shortened state.
 */
export function withoutPrivateTexts(state: MeetingState): MeetingState;
export function withoutPrivateTexts(entries: readonly AnyEntry[]): AnyEntry[];
export function withoutPrivateTexts(given: MeetingState | readonly AnyEntry[]): MeetingState | AnyEntry[] {
  return isJournal(given) ? journalWithout(given) : stateWithout(given);
}

const isJournal = (given: MeetingState | readonly AnyEntry[]): given is readonly AnyEntry[] =>
  Array.isArray(given);

function stateWithout(state: MeetingState): MeetingState {
  return {
    ...state,
    opinions: state.opinions.map((opinion) =>
      opinion.isPrivate
        ? {
            ...opinion,
            text: '',
            withheld: true,
            answer: opinion.answer === null ? null : { ...opinion.answer, text: '' },
          }
        : opinion,
    ),
    reminded: state.reminded.map((remark) => ({ ...remark, text: '', withheld: true })),
    annexes: state.annexes.map((annex) => (annex.isPrivate ? { ...annex, text: '', withheld: true } : annex)),
  };
}

const withoutText = (entry: AnyEntry): AnyEntry =>
  ({ ...entry, payload: { ...(entry.payload as object), text: '' }, withheld: true }) as AnyEntry;

function journalWithout(entries: readonly AnyEntry[]): AnyEntry[] {
  const privacy = privacyOf(entries.filter(isReadableEntry));
  return entries.map((entry): AnyEntry => {
    // A kind or a shape that this version cannot read may hold anything.
    if (!isReadableEntry(entry)) return { ...(entry as AnyEntry), payload: {}, withheld: true } as AnyEntry;
    switch (entry.kind) {
      case 'opinion-edited':
        return privacy.entries.has(entry.id) && entry.payload.text !== undefined ? withoutText(entry) : entry;
      case 'annex-added':
        return isPrivateAnnex(entry.payload, privacy) ? withoutText(entry) : entry;
      default:
        return privacy.entries.has(entry.id) ? withoutText(entry) : entry;
    }
  });
}
