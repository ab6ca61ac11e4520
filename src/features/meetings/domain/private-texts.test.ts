import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyEntry, OpinionNature } from './entry.ts';
import { foldMeeting } from './fold.ts';
import { contextOf, heldMeeting, idOf } from './meeting-builders.ts';
import { minutesOf, resolutionOf } from './minutes.ts';
import { withoutPrivateTexts } from './private-texts.ts';

const context = contextOf();

/** A meeting with opinions of every nature; each private text carries a mark that occurs nowhere else. */
const withOpinions = (
  rows: { nature: OpinionNature; becomes: OpinionNature | null; withdrawn: boolean }[],
) => {
  const log = heldMeeting(context);
  const secrets: string[] = [];
  const open: string[] = [];
  for (const [n, row] of rows.entries()) {
    const opinionId = idOf(5100 + n);
    const natures = [row.nature, row.becomes];
    const isPrivate = natures.some((each) => each === 'self-criticism' || each === 'criticism');
    const note = (text: string) => {
      (isPrivate ? secrets : open).push(text);
      return `Lời ${text} nói`;
    };
    const recorded = log.write('opinion-recorded', {
      opinionId,
      speakerKind: 'member',
      speakerId: idOf(1002),
      text: note(`mật${n}gốc`),
      nature: row.nature,
    });
    log.write('opinion-edited', {
      opinionId,
      text: note(`mật${n}sửa`),
      ...(row.becomes === null ? {} : { nature: row.becomes }),
    });
    log.write('petition-answered', { opinionId, text: note(`mật${n}đáp`) });
    if (row.withdrawn) log.write('opinion-withdrawn', { opinionId });
    const annex = log.write('annex-added', {
      text: note(`mật${n}phụ`),
      concerns: 'opinion',
      concernsEntryId: recorded.id,
    });
    expect(annex.kind).toBe('annex-added');
  }
  log.write('member-reminded', { memberId: idOf(1004), text: 'Lời mậtnhắc nhở' });
  log.write('annex-added', { text: 'Lời mậtphụlục', concerns: 'opinion' });
  secrets.push('mậtnhắc', 'mậtphụlục');
  log.entries.push({
    ...log.entries[0]!,
    id: idOf(98_000),
    kind: 'confession-sealed',
    payload: { words: 'mậttươnglai' },
  } as AnyEntry);
  secrets.push('mậttươnglai');
  log.write('meeting-closed', {});
  return { log, secrets, open };
};

const anyRows = fc.array(
  fc.record({
    nature: fc.constantFrom<OpinionNature>('opinion', 'criticism', 'self-criticism', 'petition'),
    becomes: fc.option(fc.constantFrom<OpinionNature>('opinion', 'criticism', 'proposal'), { nil: null }),
    withdrawn: fc.boolean(),
  }),
  { maxLength: 6 },
);

describe('for a reader outside the branch', () => {
  it('no private word stands anywhere, every open word stays, and every figure is the same', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const { log, secrets, open } = withOpinions(rows);
        const journal = withoutPrivateTexts(log.entries);
        const inside = foldMeeting(context, log.entries);
        const state = withoutPrivateTexts(inside);
        const all = JSON.stringify([
          journal,
          state,
          foldMeeting(context, journal),
          minutesOf(context, state),
          resolutionOf(context, state),
        ]);
        for (const secret of secrets) expect(all).not.toContain(secret);
        const kept = JSON.stringify(journal);
        for (const word of open) expect(kept).toContain(word);
        expect(state.opinions.map((each) => [each.speakerId, each.nature])).toEqual(
          inside.opinions.map((each) => [each.speakerId, each.nature]),
        );
        expect(minutesOf(context, state).opinionCounts).toEqual(minutesOf(context, inside).opinionCounts);
        expect(state.reminded).toHaveLength(inside.reminded.length);
        // The two ways to the same reader meet: shorten then fold, or fold then shorten.
        expect(foldMeeting(context, journal)).toEqual(state);
      }),
      { numRuns: 60 },
    );
  });

  it('shows in the minutes that a text is withheld, not that there was none', () => {
    const { log } = withOpinions([{ nature: 'criticism', becomes: null, withdrawn: false }]);
    const minutes = minutesOf(context, withoutPrivateTexts(foldMeeting(context, log.entries)));
    const spoken = minutes.proceedings.flatMap((part) => part.opinions);
    expect(spoken.find((each) => each.nature === 'criticism')).toMatchObject({ text: null, answer: null });
    expect(spoken.find((each) => each.nature === 'proposal')!.text).toContain('bình chữa cháy');
    expect(minutes.reminded).toEqual([{ name: context.roll[3]!.fullName, text: null }]);
  });

  it('treats an opinion without its beginning as private', () => {
    const log = heldMeeting(context);
    log.write('opinion-edited', { opinionId: idOf(5999), text: 'Chưa rõ là gì' });
    expect(JSON.stringify(withoutPrivateTexts(log.entries))).not.toContain('Chưa rõ');
  });
});
