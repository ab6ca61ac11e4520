import { describe, expect, it } from 'vitest';
import { markText, points, sentence, share } from './wording.ts';

describe('the words of the papers', () => {
  it.each([
    [5, 6, '83,3%'],
    [6, 6, '100%'],
    [0, 0, '0%'],
  ])('writes %i of %i as %s', (part, whole, text) => {
    expect(share(part, whole)).toBe(text);
  });

  it('writes marks and points the Vietnamese way', () => {
    expect([92.5, 'met', 'not-met', 'not-applicable', null].map((m) => markText(m as never))).toEqual([
      '92,5',
      'Đạt',
      'Không đạt',
      'Không áp dụng',
      '',
    ]);
    expect(points(94.25)).toBe('94,25');
  });

  it('ends a sentence once', () => {
    expect(sentence(' Lắp đèn ')).toBe('Lắp đèn.');
    expect(sentence('Đã lắp chưa?')).toBe('Đã lắp chưa?');
  });
});
