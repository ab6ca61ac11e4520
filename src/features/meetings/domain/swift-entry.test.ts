import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyPayload } from '../testing/any-payload.ts';
import type { AnyEntry, Entry, EntryKind } from './entry.ts';
import { foldMeeting, type MeetingState } from './fold.ts';
import { BRANCH, contextOf, idOf, MEETING, START } from './meeting-builders.ts';
import { countBase } from './roll-call.ts';
import { advance, putBack, type ReplacedMark, standingOf } from './swift-entry.ts';

const context = contextOf();

/** What later entries are judged by, and what stands beside the journal. */
const judgedBy = (state: MeetingState) => ({
  stage: state.stage,
  lamport: state.lamport,
  entryCount: state.entryCount,
  started: state.started,
  ended: state.ended,
  closed: state.closed,
  recorderId: state.recorderId,
  presence: state.presence,
  attendance: state.attendance,
  votes: state.votes.map(({ voteId, matter, method, status }) => ({ voteId, matter, method, status })),
  comments: state.comments.length,
  notices: state.notices.length,
  scoreMarks: state.scoreMarks
    .map(({ criterionId, score, note }) => ({ criterionId, score, note }))
    .sort((a, b) => (a.criterionId < b.criterionId ? -1 : 1)),
  scoreMarkedAt: state.scoreMarkedAt,
  scoreSettledAt: state.scoreSettledAt,
  confirmation: state.confirmation,
});

const more = fc.oneof(
  { weight: 4, arbitrary: anyPayload },
  {
    weight: 1,
    arbitrary: fc
      .record({
        criterionId: fc.constantFrom('share', 'tasks', 'topic'),
        points: fc.constantFrom(null, 1, 9),
      })
      .map((p) => ({ k: 'score-marked' as EntryKind, p })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { k: 'recorder-appointed' as EntryKind, p: { memberId: idOf(1002) } },
      { k: 'recorder-appointed' as EntryKind, p: { memberId: idOf(1003) } },
      { k: 'vote-counted' as EntryKind, p: { voteId: idOf(6001), yes: 2, no: 1, abstain: 0 } },
    ),
  },
  { weight: 1, arbitrary: fc.constant({ k: 'comment-added' as EntryKind, p: { text: 'Ý kiến' } }) },
);

describe('the standing of a meeting, brought forward entry by entry', () => {
  it('is what the fold of the whole journal says, wherever it dares to answer', () => {
    let answered = 0;
    fc.assert(
      fc.property(
        fc.array(fc.record({ what: more, lamport: fc.integer({ min: 1, max: 60 }) }), { maxLength: 40 }),
        (rows) => {
          const entries: AnyEntry[] = [];
          let standing = standingOf(foldMeeting(context, entries));
          for (const [index, { what, lamport }] of rows.entries()) {
            const entry = {
              id: idOf(900_000 + index),
              meetingId: MEETING,
              branchId: BRANCH,
              authorId: idOf(1001),
              deviceId: idOf(701 + (index % 3)),
              lamport,
              at: START,
              kind: what.k,
              payload: what.p,
              seq: index + 1,
              receivedAt: START,
            } as AnyEntry;
            const next = advance(context, standing, entry as Entry);
            entries.push(entry);
            const whole = foldMeeting(context, entries);
            if (next !== null) {
              expect(judgedBy(next)).toEqual(judgedBy(whole));
              answered += 1;
            }
            // The same in place: what is counted for the lists is right, and what was there comes back.
            const before = structuredClone(standing.presence);
            const replaced: ReplacedMark[] = [];
            const inPlace = advance(context, standing, entry as Entry, replaced);
            expect(inPlace === null).toBe(next === null);
            if (inPlace !== null) {
              expect(inPlace.presence).toEqual(whole.presence);
              const { base, present, unmarked } = whole.attendance;
              expect(countBase(context.roll, inPlace.presence, context.rules)).toEqual({
                base,
                present,
                unmarked,
              });
            }
            putBack(replaced);
            expect(standing.presence).toEqual(before);
            standing = next ?? standingOf(whole);
          }
        },
      ),
      { numRuns: 400 },
    );
    expect(answered).toBeGreaterThan(1_000);
  });
});
