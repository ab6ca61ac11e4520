import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AnyEntry, OpinionNature } from './entry.ts';
import { foldMeeting } from './fold.ts';
import { contextOf, heldMeeting, idOf } from './meeting-builders.ts';
import { missingBeginnings, readPetitions } from './read-petitions.ts';
import { unansweredPetitions } from './unanswered-petitions.ts';

const context = contextOf();
const nature = fc.constantFrom<OpinionNature>('opinion', 'proposal', 'petition', 'criticism');
const opinion = fc.integer({ min: 0, max: 3 });
const step = fc.oneof(
  fc.record({ do: fc.constant('ask' as const), opinion, nature }),
  fc.record({ do: fc.constant('edit' as const), opinion, nature }),
  fc.record({ do: fc.constant('answer' as const), opinion }),
  fc.record({ do: fc.constant('withdraw' as const), opinion }),
);

it('tells the same as the fold of the whole journal, in whatever order the lines come', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), fc.boolean(), opinion, (steps, isClosed, late) => {
      const log = heldMeeting(context);
      for (const one of steps) {
        const opinionId = idOf(7000 + one.opinion);
        if (one.do === 'ask')
          log.write('opinion-recorded', {
            opinionId,
            speakerKind: 'member',
            speakerId: idOf(1002),
            nature: one.nature,
            text: 'Lắp thêm đèn',
          });
        if (one.do === 'edit') log.write('opinion-edited', { opinionId, nature: one.nature });
        if (one.do === 'answer') log.write('petition-answered', { opinionId, text: 'Đã gửi phường' });
        if (one.do === 'withdraw') log.write('opinion-withdrawn', { opinionId });
      }
      const about = foldMeeting(context, log.entries).opinions.find(
        (each) => each.opinionId === idOf(7000 + late),
      );
      if (isClosed) {
        log.write('meeting-closed', {});
        if (about)
          log.write('annex-added', { concerns: 'opinion', concernsEntryId: about.entryId, text: 'Đã lắp' });
      }
      const entries: AnyEntry[] = log.entries.toReversed();
      const shortOf = (id: string, isPrivate: boolean) => `${id} ${isPrivate}`;
      const state = foldMeeting(context, entries);
      expect(
        readPetitions(entries)
          .filter((each) => each.answer === null)
          .map((each) => shortOf(each.opinionId, each.isPrivate)),
      ).toEqual(unansweredPetitions(state).map((each) => shortOf(each.opinionId, each.isPrivate)));
    }),
  );
});

it('asks for the first line of an opinion that was made a petition later', () => {
  const log = heldMeeting(context);
  log.write('opinion-edited', { opinionId: idOf(7001), nature: 'petition' });
  expect(missingBeginnings(log.entries)).toEqual([idOf(7001)]);
  expect(readPetitions(log.entries).some((each) => each.opinionId === idOf(7001))).toBe(false);
});

it('gives the answer of an annex without the words that name the petition', () => {
  const log = heldMeeting(context);
  log.write('opinion-recorded', {
    opinionId: idOf(7002),
    speakerKind: 'member',
    speakerId: idOf(1002),
    nature: 'proposal',
    text: 'Lắp thêm đèn',
  });
  const { entryId } = foldMeeting(context, log.entries).opinions.at(-1)!;
  log.write('meeting-closed', {});
  log.write('annex-added', {
    concerns: 'opinion',
    concernsEntryId: entryId,
    text: 'Trả lời kiến nghị, đề xuất của đồng chí Phạm Quốc Dũng: Đã lắp: 12 đèn',
  });
  expect(readPetitions(log.entries).at(-1)?.answer?.text).toBe('Đã lắp: 12 đèn');
});
