import { describe, expect, it } from 'vitest';
import { paperHead } from './paper-head.ts';

describe('the head of a branch’s papers', () => {
  it.each([
    ['Đảng ủy phường Sông Tô', 'Sông Tô'],
    ['Đảng ủy xã Mỹ Hưng', 'Mỹ Hưng'],
    ['Thành ủy Thử Nghiệm', 'Thử Nghiệm'],
    ['Đảng bộ Công ty Cấp nước', 'Công ty Cấp nước'],
    ['', '…'],
  ])('signs the papers of %s at %s', (committee, place) => {
    expect(paperHead(committee).place).toBe(place);
  });

  it.each([
    ['Đảng ủy phường Sông Tô', 'Đảng bộ phường Sông Tô'],
    ['Quận ủy Ba Đình', 'Đảng bộ quận Ba Đình'],
    ['Đảng bộ Công ty Cấp nước', 'Đảng bộ Công ty Cấp nước'],
    ['', ''],
  ])('puts under %s the papers of %s', (committee, superiorBody) => {
    expect(paperHead(committee).superiorBody).toBe(superiorBody);
  });
});
