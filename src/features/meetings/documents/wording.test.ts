import { describe, expect, it } from 'vitest';
import { markText, paperHead, placeName, points, sentence, share } from './wording.ts';

describe('the words of the papers', () => {
  it.each([
    ['Đảng ủy phường Sông Tô', 'Sông Tô'],
    ['Đảng ủy xã Mỹ Hưng', 'Mỹ Hưng'],
    ['Thành ủy Thử Nghiệm', 'Thử Nghiệm'],
    ['Đảng bộ Công ty Cấp nước', 'Công ty Cấp nước'],
    ['', '…'],
  ])('signs the papers of %s at %s', (committee, place) => {
    expect(placeName(committee)).toBe(place);
  });

  it.each([
    ['Đảng ủy phường Sông Tô', 'Đảng bộ phường Sông Tô'],
    ['Quận ủy Ba Đình', 'Đảng bộ quận Ba Đình'],
    ['Đảng bộ Công ty Cấp nước', 'Đảng bộ Công ty Cấp nước'],
    ['', ''],
  ])('puts under %s the papers of %s', (committee, superiorBody) => {
    expect(paperHead(committee).superiorBody).toBe(superiorBody);
  });

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
