import { describe, expect, it } from 'vitest';
import type { Marks, Paper } from './ballot-paper.ts';
import { lettersOf, readMarks, writeMarks } from './marks-text.ts';

const list: Paper = { kind: 'election', candidates: ['A', 'B', 'C'], seats: 2 };
const forms: Paper = { kind: 'forms', forms: ['dismissal', 'warning', 'reprimand'] };

describe('a ballot in letters', () => {
  it.each<[Paper, Marks, string]>([
    [{ kind: 'question' }, { kind: 'question', answer: 'yes' }, 'y'],
    [{ kind: 'question' }, { kind: 'question', answer: 'abstain' }, 'a'],
    [forms, { kind: 'forms', form: 'none' }, '0'],
    [forms, { kind: 'forms', form: 'reprimand' }, '3'],
    [list, { kind: 'election', marks: { A: 'for', B: 'unclear', C: 'against' } }, 'fua'],
  ])('is as long as every other of its paper and reads back', (paper, marks, text) => {
    expect(writeMarks(paper, marks)).toBe(text);
    expect(readMarks(paper, text)).toEqual(marks);
    expect(text).toHaveLength(lettersOf(paper));
  });

  it('a name that was left out is neither for nor against', () => {
    expect(writeMarks(list, { kind: 'election', marks: { B: 'for' } })).toBe('ufu');
  });

  it.each<[Paper, string]>([
    [{ kind: 'question' }, ''],
    [{ kind: 'question' }, 'yy'],
    [{ kind: 'question' }, 'x'],
    [{ kind: 'question' }, 'toString'],
    [forms, '4'],
    [forms, '-'],
    [list, 'ff'],
    [list, 'ffff'],
    [list, 'ffx'],
  ])('is refused where it is no ballot of the paper: %o %s', (paper, text) => {
    expect(readMarks(paper, text)).toBeNull();
  });

  it('refuses to write marks of another paper', () => {
    expect(() => writeMarks(list, { kind: 'forms', form: 'none' })).toThrow();
  });
});
