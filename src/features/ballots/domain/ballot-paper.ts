import { DISCIPLINE_FORMS, type DisciplineForm, type Matter } from '#features/rulebooks/contract.ts';

/** What stands on a ballot paper. */
export type Paper =
  /** One proposal: agree, disagree, or no opinion. */
  | { kind: 'question' }
  /** Discipline: one form out of those proposed, heaviest first, or no discipline at all. */
  | { kind: 'forms'; forms: DisciplineForm[] }
  /** Candidates for a number of seats; a mark for or against each. */
  | { kind: 'election'; candidates: string[]; seats: number };

/** Longest list that a paper, a sealed slip and a phone's screen take. */
export const MOST_CANDIDATES = 60;

export const ANSWERS = ['yes', 'no', 'abstain'] as const;
export type Answer = (typeof ANSWERS)[number];

/** What a voter put on the paper, as read by the counters or sent by a phone. */
export type Marks =
  | { kind: 'question'; answer: Answer }
  | { kind: 'forms'; form: DisciplineForm | 'none' }
  /** Per candidate: for, against, or something that is neither (no box or both ticked). */
  | { kind: 'election'; marks: Record<string, 'for' | 'against' | 'unclear'> };

export const FAULTS = [
  /** The kind of marks does not belong to this paper. */
  'other-paper',
  /** More names than seats. */
  'too-many',
  /** Nobody voted for although there are more candidates than seats. */
  'nobody',
  /** A name that is not on the list. */
  'unknown-name',
  /** A form of discipline that was not proposed. */
  'unknown-form',
] as const;
export type PaperFault = (typeof FAULTS)[number];

export type Judged = { valid: true; linesNotCounted: string[] } | { valid: false; fault: PaperFault };

/**
 * Whether a ballot is valid, by 244-QĐ/TW article 17 as far as it was read: over the number of seats, or voting for
 * nobody on a list with a surplus, is invalid; with no surplus a line with both or neither box ticked leaves the ballot
 * valid and is not counted. A name outside the list makes it invalid (no other names may be written in here).
 */
export function judgeBallot(paper: Paper, marks: Marks): Judged {
  if (paper.kind !== marks.kind) return { valid: false, fault: 'other-paper' };
  if (paper.kind === 'forms' && marks.kind === 'forms')
    return marks.form === 'none' || paper.forms.includes(marks.form)
      ? { valid: true, linesNotCounted: [] }
      : { valid: false, fault: 'unknown-form' };
  if (paper.kind === 'election' && marks.kind === 'election') {
    const names = Object.keys(marks.marks);
    if (names.some((name) => !paper.candidates.includes(name)))
      return { valid: false, fault: 'unknown-name' };
    const chosen = names.filter((name) => marks.marks[name] === 'for').length;
    if (chosen > paper.seats) return { valid: false, fault: 'too-many' };
    const hasSurplus = paper.candidates.length > paper.seats;
    if (hasSurplus && chosen === 0) return { valid: false, fault: 'nobody' };
    return {
      valid: true,
      linesNotCounted: paper.candidates.filter((name) => (marks.marks[name] ?? 'unclear') === 'unclear'),
    };
  }
  return { valid: true, linesNotCounted: [] };
}

/**
 * What a voter's own device must not send: marks that belong elsewhere, or more names than seats. Choosing nobody is a
 * voter's right on a phone as it is on paper; such a ballot is counted as invalid.
 */
export function refusedFault(paper: Paper, marks: Marks): PaperFault | null {
  const judged = judgeBallot(paper, marks);
  return judged.valid || judged.fault === 'nobody' ? null : judged.fault;
}

/** Most candidates that a list may hold: the seats and the surplus that the rule allows, rounded down. */
export const mostCandidates = (seats: number, surplusPercent: number): number =>
  seats + Math.floor((seats * surplusPercent) / 100);

/**
 * The longest list that may be voted on. Thirty per cent of one or two seats is less than one candidate; one more name
 * than seats is allowed wherever the rule allows a surplus at all, or nobody could choose (an inference: no text that was
 * read says it). Null as surplus: the rule sets no limit.
 */
export const longestList = (seats: number, surplusPercent: number | null): number =>
  surplusPercent === null
    ? MOST_CANDIDATES
    : Math.max(mostCandidates(seats, surplusPercent), seats + (surplusPercent > 0 ? 1 : 0));

/** The paper that a matter is voted on, when it needs no list. */
export function plainPaper(matter: Matter): Paper | null {
  if (matter === 'discipline')
    return { kind: 'forms', forms: DISCIPLINE_FORMS.filter((form) => form !== 'expulsion') };
  if (matter.endsWith('-election') || matter === 'opinion-poll') return null;
  return { kind: 'question' };
}
