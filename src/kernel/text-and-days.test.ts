import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isCivilDate } from './civil-date.ts';
import { tidyText, withoutMarks } from './vietnamese.ts';

// What is asked of every cell of a long list is answered by short ways; they must say the same as the long ones.

test('a day is real exactly when the calendar gives it back', () => {
  const two = fc.integer({ min: 0, max: 99 }).map((n) => String(n).padStart(2, '0'));
  const like = fc.tuple(fc.integer({ min: 1890, max: 2210 }), two, two).map((parts) => parts.join('-'));
  const near = fc.date({ min: new Date('1899-12-25'), max: new Date('2200-01-05'), noInvalidDate: true });
  const days = fc.oneof(
    like,
    near.map((date) => date.toISOString().slice(0, 10)),
    fc.string(),
  );
  fc.assert(
    fc.property(days, (text) => {
      const isOurs = /^(19|20|21)\d\d-\d\d-\d\d$/.test(text);
      const ms = isOurs ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
      const isReal = !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text;
      expect(isCivilDate(text)).toBe(isReal);
    }),
    { numRuns: 2_000 },
  );
  expect(['2000-02-29', '2100-02-29', '2024-02-29', '2023-02-29'].map(isCivilDate)).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

const words = fc.array(
  fc.oneof(
    fc.constantFrom(
      'Nguyễn',
      'đất',
      'ĐỖ',
      'Hòa',
      'Hoà',
      'ế',
      'ế',
      'a\u200bb',
      '\u00a0',
      ' ',
      '\t',
      '',
      'Å',
      'Ω',
    ),
    fc.string(),
    fc.string({ unit: 'grapheme' }),
  ),
  { maxLength: 6 },
);

test('tidying and taking marks off give the same by the short way', () => {
  fc.assert(
    fc.property(words, fc.constantFrom('', ' ', '  '), (parts, between) => {
      const text = parts.join(between);
      expect(tidyText(text)).toBe(
        text
          .normalize('NFC')
          .replace(/[\u200b-\u200d\ufeff\u00ad]/g, '')
          .replace(/[\s\u00a0]+/g, ' ')
          .trim(),
      );
      expect(withoutMarks(text)).toBe(
        text
          .normalize('NFD')
          .replace(/[\u0300-\u036f]/g, '')
          .replace(/[đĐ]/g, 'd')
          .toLowerCase(),
      );
    }),
    { numRuns: 3_000 },
  );
});
