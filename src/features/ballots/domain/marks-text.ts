import type { Answer, Marks, Paper } from './ballot-paper.ts';

// A ballot in letters. Every ballot of one paper has the same number of letters, so that neither the length of a request
// nor that of what is kept tells anything of the choice.

const ANSWER_LETTERS: Record<Answer, string> = { yes: 'y', no: 'n', abstain: 'a' };
const MARK_LETTERS = { for: 'f', against: 'a', unclear: 'u' } as const;
/** Place of a form of discipline on its paper; `0` is no discipline. */
const FORM_LETTERS = '0123456789';

const reversed = <V extends string>(letters: Record<V, string>): Record<string, V> =>
  Object.fromEntries(Object.entries<string>(letters).map(([value, letter]) => [letter, value as V]));
const answerOf = reversed(ANSWER_LETTERS);
const markOf = reversed(MARK_LETTERS);

/**
 * The marks as letters: `y`, `n` or `a`; the place of the form on the paper (`1` is the first, `0` none of them); one
 * letter per candidate in the paper's order: `f` for, `a` against, `u` neither or both. The marks fit the paper.
 */
export function writeMarks(paper: Paper, marks: Marks): string {
  if (marks.kind === 'question') return ANSWER_LETTERS[marks.answer];
  if (marks.kind === 'forms' && paper.kind === 'forms')
    return marks.form === 'none' ? '0' : FORM_LETTERS.charAt(paper.forms.indexOf(marks.form) + 1);
  if (marks.kind === 'election' && paper.kind === 'election')
    return paper.candidates.map((name) => MARK_LETTERS[marks.marks[name] ?? 'unclear']).join('');
  throw new Error('The marks do not belong to the paper.');
}

/** The marks that the letters say, or null when they are no ballot of this paper. */
export function readMarks(paper: Paper, text: string): Marks | null {
  if (paper.kind === 'question') {
    const answer = text.length === 1 ? answerOf[text] : undefined;
    return answer ? { kind: 'question', answer } : null;
  }
  if (paper.kind === 'forms') {
    const place = text.length === 1 ? FORM_LETTERS.indexOf(text) : -1;
    if (place < 0 || place > paper.forms.length) return null;
    return { kind: 'forms', form: paper.forms[place - 1] ?? 'none' };
  }
  if (text.length !== paper.candidates.length) return null;
  const marks: Record<string, 'for' | 'against' | 'unclear'> = {};
  for (const [at, name] of paper.candidates.entries()) {
    const mark = markOf[text.charAt(at)];
    if (!mark) return null;
    marks[name] = mark;
  }
  return { kind: 'election', marks };
}

/** How many letters a ballot of this paper has. */
export const lettersOf = (paper: Paper): number => (paper.kind === 'election' ? paper.candidates.length : 1);
