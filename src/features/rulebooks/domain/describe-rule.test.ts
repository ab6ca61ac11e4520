import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeRule } from './describe-rule.ts';
import { seededMemberVersions } from './member-rulebooks.ts';
import { MEMBER_RULE_KEYS, RULE_KEYS } from './rule-catalogue.ts';
import { checkSheet, criteriaOf, withMaximum } from './score-sheet.ts';
import { seededVersions } from './seeded-versions.ts';
import { sheetHd42 } from './sheet-hd-42.ts';

const [hd12, hd42] = seededVersions;

describe('a rule in plain words', () => {
  it.each([
    ['duration.minutes', 'Ít nhất 90 phút'],
    ['papers.lead-days', 'Trước buổi họp ít nhất 1 ngày'],
    ['attendance.target', 'Trên 90%'],
    ['vote.who', 'Đảng viên chính thức'],
    ['speak.who', 'Đảng viên chính thức, đảng viên dự bị và đảng viên sinh hoạt tạm thời'],
    ['vote.resolution', 'Quá 1/2 số đảng viên có quyền biểu quyết'],
    ['quorum.ordinary', 'Từ 2/3 số đảng viên phải dự họp trở lên'],
    ['duration.large-branch', 'Văn bản không đặt mức chung'],
    ['score.sheet', '28 tiêu chí, 100 điểm; Tốt từ 90, Khá từ 70, Trung bình từ 50'],
    ['steps.regular', '16 bước, 16 bước bắt buộc, gợi ý 90 phút'],
  ] as const)('%s: %s', (key, vi) => {
    expect(describeRule(key, hd42!.rules[key].value as never).vi).toBe(vi);
  });

  it('has words for every rule of both versions in both languages', () => {
    for (const version of [hd12!, hd42!])
      for (const key of RULE_KEYS) {
        const text = describeRule(key, version.rules[key].value as never);
        expect(text.vi.length * text.en.length, `${version.code} ${key}`).toBeGreaterThan(0);
        expect(`${text.vi} ${text.en}`).not.toMatch(/undefined|null|NaN|object/);
      }
  });
});

describe('a rule about members in plain words', () => {
  const today = seededMemberVersions.at(-1)!;
  it.each([
    ['probation.months', '12 tháng'],
    [
      'transfer.apply-days',
      'Trong 60 ngày làm việc kể từ ngày quyết định có hiệu lực hoặc thay đổi nơi cư trú',
    ],
    ['temporary.months', 'Từ 3 đến dưới 12 tháng'],
    ['temporary.study-months', 'Từ 3 đến 24 tháng'],
    ['suspension.days', '90 ngày, kể cả gia hạn không quá 180 ngày'],
  ] as const)('%s: %s', (key, vi) => {
    expect(describeRule(key, today.rules[key].value as never).vi).toBe(vi);
  });

  it('has words for every rule in both languages', () => {
    for (const version of seededMemberVersions)
      for (const key of MEMBER_RULE_KEYS) {
        const text = describeRule(key, version.rules[key].value as never);
        expect(text.vi).not.toBe(text.en);
        expect(`${text.vi} ${text.en}`).not.toMatch(/undefined|null|NaN|object/);
      }
  });
});

describe('another maximum for a criterion', () => {
  it('takes its bands along by halves', () => {
    const speakers = criteriaOf(sheetHd42).find((c) => c.id === 'speakers')!;
    const { max, measure } = withMaximum(speakers, 10);
    expect(max).toBe(10);
    expect(measure).toMatchObject({ bands: [{ points: 10 }, { points: 8 }, { points: 6 }], else: 4 });
  });

  it('never leaves a band above the maximum', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...criteriaOf(sheetHd42).map((c) => c.id)),
        fc.integer({ min: 1, max: 200 }),
        (id, halves) => {
          const changed = structuredClone(sheetHd42);
          for (const block of changed.blocks)
            block.criteria = block.criteria.map((c) => (c.id === id ? withMaximum(c, halves / 2) : c));
          const checked = checkSheet(changed);
          const isWhole = criteriaOf(changed).reduce((sum, c) => sum + c.max, 0) === 100;
          expect(checked.ok ? 'ok' : checked.refusal.facts?.problem).toBe(isWhole ? 'ok' : 'total-not-100');
        },
      ),
    );
  });
});
