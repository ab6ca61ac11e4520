import { describe, expect, it } from 'vitest';
import { foldMeeting } from './fold.ts';
import { contextOf, heldMeeting, idOf } from './meeting-builders.ts';
import { laterAnswerTo, unansweredPetitions } from './unanswered-petitions.ts';

const context = contextOf();
const ASKED = idOf(5009);

const asked = (nature: 'opinion' | 'proposal' | 'petition' = 'petition') => {
  const log = heldMeeting(context);
  log.write('opinion-recorded', {
    opinionId: ASKED,
    speakerKind: 'member',
    speakerId: idOf(1002),
    step: 'discussion',
    nature,
    text: 'Lắp thêm đèn ở ngõ 12',
  });
  return log;
};
const open = (log: ReturnType<typeof asked>) => unansweredPetitions(foldMeeting(context, log.entries)).length;

describe('a petition', () => {
  it.each([
    ['petition', 1],
    ['proposal', 1],
    ['opinion', 0],
  ] as const)('%s asks for an answer: %s', (nature, count) => expect(open(asked(nature))).toBe(count));

  it('is open until it is answered in the meeting', () => {
    const log = asked();
    expect(open(log)).toBe(1);
    log.write('petition-answered', { opinionId: ASKED, text: 'Đã gửi phường' });
    expect(open(log)).toBe(0);
  });

  it('is answered after the closing by an annex that names it, and by no other', () => {
    const log = asked();
    const opinion = foldMeeting(context, log.entries).opinions.find((each) => each.opinionId === ASKED)!;
    log.write('meeting-closed', {});
    log.write('annex-added', { concerns: 'opinion', text: 'Về việc khác' });
    expect(open(log)).toBe(1);
    log.write('annex-added', {
      concerns: 'opinion',
      concernsEntryId: opinion.entryId,
      text: 'Phường đã lắp',
    });
    expect(open(log)).toBe(0);
    expect(laterAnswerTo(foldMeeting(context, log.entries), opinion)?.text).toBe('Phường đã lắp');
  });
});
