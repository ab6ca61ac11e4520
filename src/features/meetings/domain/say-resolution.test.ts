import { describe, expect, it } from 'vitest';
import type { MinutesVote } from './minutes.ts';
import { sayResolutionVote } from './say-resolution.ts';

const vote = (matter: 'conclusion' | 'resolution', passed = true): MinutesVote => ({
  voteId: 'v',
  question: 'Gì?',
  matter,
  method: 'show-of-hands',
  status: 'closed',
  yes: 17,
  no: 0,
  abstain: 0,
  silent: 0,
  absent: 6,
  entitled: 23,
  needed: 12,
  passed,
  minority: [],
  choices: [],
  itemId: null,
});
const counted = 'được 17/23 đảng viên có quyền biểu quyết tán thành, đạt 73,9%.';
const NONE = 'Chi bộ không ban hành nghị quyết ở kỳ này';

describe('the last sentence of a resolution', () => {
  it.each([
    ['voted on', 'Nghị quyết', vote('resolution'), false, `Nghị quyết ${counted}`],
    ['voted on with the conclusions', 'Nghị quyết', vote('conclusion'), false, `Nghị quyết ${counted}`],
    ['not written yet', null, vote('conclusion'), false, `Kết luận của buổi sinh hoạt ${counted}`],
    ['never written', null, vote('conclusion'), true, `${NONE}; kết luận của buổi sinh hoạt ${counted}`],
    ['not carried', 'Nghị quyết', vote('resolution', false), true, `${NONE}; dự thảo nghị quyết ${counted}`],
    ['not voted on yet', 'Nghị quyết', null, false, 'Nghị quyết chưa được biểu quyết.'],
    ['not voted on at all', null, null, true, `${NONE}.`],
  ] as const)('of one that was %s', (_, title, cast, isWithout, sentence) => {
    expect(sayResolutionVote({ title, vote: cast }, isWithout).vi).toBe(sentence);
  });

  it('says the same in English', () => {
    expect(sayResolutionVote({ title: null, vote: vote('conclusion') }, false).en).toBe(
      'The conclusions of the meeting: 17 of 23 entitled members in favour, 73.9%.',
    );
  });
});
