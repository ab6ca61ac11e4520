import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutMarks } from '#kernel/vietnamese.ts';
import { fitOf, rankHits } from './rank-hits.ts';
import { asTextSearch, readQuery } from './read-query.ts';

describe('what was typed', () => {
  it.each([
    ['nguyen thi hoa', ['nguyen', 'thi', 'hoa'], null],
    ['  Nguyễn   Thị Hoà ', ['nguyen', 'thi', 'hoa'], null],
    ['ĐỖ đ', ['do', 'd'], null],
    ['chi bộ 5', ['chi', 'bo', '5'], null],
    ["H'Hen Niê", ['h', 'hen', 'nie'], null],
    ['0912 345 678', ['0912', '345', '678'], '0912345678'],
    ['+84 912.345.678', ['84', '912', '345', '678'], '0912345678'],
    ['01.02.003', ['01', '02', '003'], '0102003'],
    ['%_\\', null, null],
    ['a', null, null],
    ['12', null, null],
    ['', null, null],
  ])('%s', (text, words, digits) => {
    const wanted = readQuery(text);
    if (!words) return expect(wanted).toBeNull();
    expect(wanted).toMatchObject({ words, digits });
  });

  it('never lets through a sign that text search would read', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const wanted = readQuery(text);
        for (const word of wanted?.words ?? []) expect(word).toMatch(/^[a-z0-9]+$/);
      }),
    );
  });

  it('is whole words, the last perhaps only begun', () => {
    expect(asTextSearch(['nguyen', 'ho'])).toBe('nguyen & ho:*');
  });
});

describe('the order of hits', () => {
  const ordered = (text: string, names: string[]) =>
    rankHits(
      names,
      readQuery(text)!,
      (name) => name,
      (name) => withoutMarks(name),
    );
  it.each([
    // The given name counts before a word in the middle.
    ['hoa', ['Lê Hoa Mai', 'Trần Thị Hoa'], ['Trần Thị Hoa', 'Lê Hoa Mai']],
    // Typed with marks, the same marks come first; where the tone stands does not matter.
    ['hoà', ['Vũ Hoa', 'Ngô Hòa', 'Lý Hoá'], ['Ngô Hòa', 'Lý Hoá', 'Vũ Hoa']],
    ['hòa', ['Ngô Hoà', 'Ngô Hoa'], ['Ngô Hoà', 'Ngô Hoa']],
    ['dung', ['Đỗ Dũng', 'Đỗ Dung'], ['Đỗ Dũng', 'Đỗ Dung']],
    // A whole word before one that is only begun.
    ['tran ho', ['Trần Hoa', 'Trần Hồ Mai'], ['Trần Hồ Mai', 'Trần Hoa']],
  ])('%s', (text, names, expected) => {
    expect(ordered(text, names)).toEqual(expected);
  });

  it('does not depend on the order of words, nor on upper case', () => {
    const word = fc.constantFrom('nguyen', 'thi', 'hoa', 'Hòa', 'Đức', 'van');
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 2, maxLength: 3 }), (words) => {
        const name = 'Nguyễn Thị Hòa';
        const upper = readQuery(words.join(' ').toUpperCase())!;
        expect(fitOf(name, upper)).toBe(fitOf(name, readQuery(words.join(' ').toLowerCase())!));
      }),
    );
  });
});
