import { describe, expect, it } from 'vitest';
import type { Fraction } from '#features/rulebooks/contract.ts';
import type { MinutesVote } from './minutes.ts';
import { sayNeeded, sayVote } from './say-vote.ts';

describe('what a ballot needs, inside a sentence of the minutes', () => {
  it.each<[Fraction, number, number, string, string]>([
    [
      { numerator: 1, denominator: 2, comparison: 'more-than' },
      41,
      21,
      'cần quá một nửa của 41, tức ít nhất 21 phiếu',
      'needs more than half of 41, that is at least 21 votes',
    ],
    [
      { numerator: 2, denominator: 3, comparison: 'at-least' },
      30,
      20,
      'cần từ hai phần ba của 30 trở lên, tức ít nhất 20 phiếu',
      'needs at least two thirds of 30, that is at least 20 votes',
    ],
    [
      { numerator: 3, denominator: 5, comparison: 'more-than' },
      10,
      7,
      'cần quá 3/5 của 10, tức ít nhất 7 phiếu',
      'needs more than 3/5 of 10, that is at least 7 votes',
    ],
  ])('%j of %i', (threshold, base, needed, vi, en) => {
    expect(sayNeeded(threshold, base, needed)).toEqual({ vi, en });
  });
});

describe('an open vote in the minutes', () => {
  const vote: MinutesVote = {
    voteId: 'v',
    question: 'Thông qua chương trình',
    matter: 'agenda',
    method: 'show-of-hands',
    status: 'closed',
    yes: 5,
    no: 0,
    abstain: 1,
    silent: 0,
    absent: 0,
    entitled: 6,
    needed: 4,
    passed: true,
    minority: [],
    choices: [],
    itemId: null,
  };
  const figures =
    'Biểu quyết (giơ tay) “Thông qua chương trình”: tán thành 5/6 đảng viên có quyền biểu quyết (đạt 83,3%, cần ít nhất 4); không tán thành 0; không có ý kiến 1';
  it.each<[string, Partial<MinutesVote>, string]>([
    ['carried', {}, `${figures}. Kết quả: thông qua.`],
    ['lost', { passed: false }, `${figures}. Kết quả: không thông qua.`],
    [
      'with members who were there and did not vote',
      { silent: 2 },
      `${figures}; có mặt nhưng không biểu quyết 2. Kết quả: thông qua.`,
    ],
    ['with members who were away', { absent: 3 }, `${figures}; vắng mặt 3. Kết quả: thông qua.`],
    [
      'with both',
      { silent: 2, absent: 3 },
      `${figures}; có mặt nhưng không biểu quyết 2; vắng mặt 3. Kết quả: thông qua.`,
    ],
    ['open', { status: 'open', silent: 2, absent: 3 }, `${figures}. Chưa kết thúc biểu quyết.`],
    ['annulled', { status: 'annulled' }, `${figures}. Cuộc biểu quyết đã hủy.`],
  ])('%s', (_, changes, sentence) => {
    expect(sayVote({ ...vote, ...changes }).vi).toBe(sentence);
  });

  it('says the same in English, each sentence with its capital', () => {
    expect(sayVote(vote).en).toBe(
      'Vote (show of hands) “Thông qua chương trình”: 5 of 6 entitled members in favour (83.3%, at least 4 needed); 0 against; 1 no opinion. Result: carried.',
    );
  });

  it('tells those who were away from those who were silent in English too', () => {
    expect(sayVote({ ...vote, silent: 2, absent: 3 }).en).toContain(
      '1 no opinion; 2 present and not voting; 3 absent. Result',
    );
  });

  it('divides by nobody without falling over', () => {
    expect(sayVote({ ...vote, yes: 0, entitled: 0 }).vi).toContain('tán thành 0/0');
    expect(sayVote({ ...vote, yes: 0, entitled: 0 }).vi).toContain('đạt 0%');
  });
});
