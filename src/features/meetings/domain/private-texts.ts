import type { Id } from '#kernel/ids.ts';
import { isReadableEntry } from './check-payload.ts';
import type { AnyEntry } from './entry.ts';
import { type Annex, isPrivateNature, type MeetingState } from './fold.ts';

/**
 * What a reader outside the branch may not read: the words of self-criticism and criticism, answers to them,
 * reminders to members, and annexes about them. Who spoke, on what and how often stays, so that every
 * figure is the same for every reader. A text that was private at any time stays private.
 */
export function withoutPrivateTexts(state: MeetingState): MeetingState;
export function withoutPrivateTexts<E extends AnyEntry>(entries: readonly E[]): AnyEntry[];
export function withoutPrivateTexts(given: MeetingState | readonly AnyEntry[]): MeetingState | AnyEntry[] {
  return isJournal(given) ? journalWithout(given) : stateWithout(given);
}

const isJournal = (given: MeetingState | readonly AnyEntry[]): given is readonly AnyEntry[] =>
  Array.isArray(given);

/** An annex on opinions is open only when it names an opinion that is open; one on anything private is not. */
const isPrivateAnnex = (
  annex: { concerns: Annex['concerns']; concernsEntryId?: Id | null },
  openOpinions: ReadonlySet<Id>,
  privateEntries: ReadonlySet<Id>,
): boolean => {
  const target = annex.concernsEntryId ?? null;
  if (target !== null && privateEntries.has(target)) return true;
  return annex.concerns === 'opinion' && (target === null || !openOpinions.has(target));
};

function stateWithout(state: MeetingState): MeetingState {
  const openOpinions = new Set<Id>();
  const privateEntries = new Set<Id>(state.reminded.map((remark) => remark.entryId));
  for (const opinion of state.opinions)
    (opinion.isPrivate ? privateEntries : openOpinions).add(opinion.entryId);
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
    annexes: state.annexes.map((annex) =>
      isPrivateAnnex(annex, openOpinions, privateEntries) ? { ...annex, text: '', withheld: true } : annex,
    ),
  };
}

function journalWithout(entries: readonly AnyEntry[]): AnyEntry[] {
  const privateOpinions = new Set<Id>();
  const knownOpinions = new Set<Id>();
  for (const entry of entries) {
    if (!isReadableEntry(entry)) continue;
    if (entry.kind !== 'opinion-recorded' && entry.kind !== 'opinion-edited') continue;
    if (entry.kind === 'opinion-recorded') knownOpinions.add(entry.payload.opinionId);
    const { nature } = entry.payload;
    if (nature !== undefined && isPrivateNature(nature)) privateOpinions.add(entry.payload.opinionId);
  }
  // Without its beginning an opinion may be anything: it is then treated as private.
  const isPrivate = (opinionId: Id) => privateOpinions.has(opinionId) || !knownOpinions.has(opinionId);
  const openOpinions = new Set<Id>();
  const privateEntries = new Set<Id>();
  for (const entry of entries) {
    if (!isReadableEntry(entry)) continue;
    if (entry.kind === 'member-reminded') privateEntries.add(entry.id);
    if (
      entry.kind === 'opinion-recorded' ||
      entry.kind === 'opinion-edited' ||
      entry.kind === 'petition-answered'
    )
      (isPrivate(entry.payload.opinionId) ? privateEntries : openOpinions).add(entry.id);
  }

  return entries.map((entry): AnyEntry => {
    // A kind or a shape that this version cannot read may hold anything.
    if (!isReadableEntry(entry)) return { ...entry, payload: {}, withheld: true } as AnyEntry;
    switch (entry.kind) {
      case 'opinion-recorded':
      case 'petition-answered':
        return isPrivate(entry.payload.opinionId)
          ? ({ ...entry, payload: { ...entry.payload, text: '' }, withheld: true } as AnyEntry)
          : entry;
      case 'opinion-edited':
        return isPrivate(entry.payload.opinionId) && entry.payload.text !== undefined
          ? { ...entry, payload: { ...entry.payload, text: '' }, withheld: true }
          : entry;
      case 'member-reminded':
        return { ...entry, payload: { ...entry.payload, text: '' }, withheld: true };
      case 'annex-added':
        return isPrivateAnnex(entry.payload, openOpinions, privateEntries)
          ? { ...entry, payload: { ...entry.payload, text: '' }, withheld: true }
          : entry;
      default:
        return entry;
    }
  });
}
