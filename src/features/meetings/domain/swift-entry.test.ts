import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyPayload } from '../testing/any-payload.ts';
import type { AnyEntry, Entry, EntryKind } from './entry.ts';
import { foldMeeting, type MeetingState } from './fold.ts';
import { BRANCH, contextOf, idOf, MEETING, START } from './meeting-builders.ts';
import { countBase } from './roll-call.ts';
import { advance, type Change, putBack, standingOf } from './swift-entry.ts';

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
  scoreAdopted: state.scoreAdopted?.entryId ?? null,
  minutesAdopted: state.minutesAdopted?.entryId ?? null,
});

const votes = fc.integer({ min: 6001, max: 6003 }).map(idOf);
const said = (k: EntryKind, p: Record<string, unknown>) => ({ k, p });

/** Mostly what devices write at once, sometimes what turns the rest of a meeting around. */
const more = fc.oneof(
  { weight: 60, arbitrary: anyPayload.filter(({ k }) => k !== 'meeting-closed' && k !== 'annex-added') },
  {
    weight: 20,
    arbitrary: fc
      .record({
        criterionId: fc.constantFrom('share', 'tasks', 'topic'),
        points: fc.constantFrom(null, 1, 9),
      })
      .map((p) => said('score-marked', p)),
  },
  {
    weight: 20,
    arbitrary: fc.constantFrom(
      said('recorder-appointed', { memberId: idOf(1002) }),
      said('recorder-appointed', { memberId: idOf(1003) }),
      said('vote-counted', { voteId: idOf(6001), yes: 2, no: 1, abstain: 0 }),
      said('comment-added', { text: 'Ý kiến' }),
    ),
  },
  {
    weight: 20,
    arbitrary: fc
      .tuple(votes, fc.constantFrom('score', 'minutes'))
      .map(([voteId, matter]) =>
        said('vote-opened', { voteId, question: 'Đồng ý?', matter, method: 'show-of-hands' }),
      ),
  },
  {
    weight: 20,
    arbitrary: fc
      .tuple(
        votes,
        fc.constantFrom<EntryKind>('vote-closed', 'vote-annulled', 'score-adopted', 'minutes-adopted'),
      )
      .map(([voteId, kind]) => said(kind, { voteId, countedCasts: [], reason: 'Đếm lại' })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      said('meeting-ended', { endedAt: START }),
      said('meeting-closed', {}),
      said('annex-added', { text: 'Phụ lục', concerns: 'other' }),
    ),
  },
);

/** Kinds after which a meeting stands otherwise, and of which the standing can say how. */
const BROUGHT_FORWARD: EntryKind[] = [
  'comment-added',
  'attendance-marked',
  'attendance-cleared',
  'recorder-appointed',
  'vote-opened',
  'vote-closed',
  'vote-annulled',
  'score-marked',
  'score-adopted',
  'minutes-adopted',
  'meeting-ended',
];

describe('the standing of a meeting, brought forward entry by entry', () => {
  /** Compares both along random journals; answers with how much and what the standing dared to answer. */
  const compare = (runs: fc.Parameters<unknown>) => {
    let answered = 0;
    const kinds = new Set<string>();
    fc.assert(
      fc.property(
        fc.array(fc.record({ what: more, clock: fc.option(fc.integer({ min: 1, max: 60 }), { freq: 3 }) }), {
          maxLength: 40,
        }),
        (rows) => {
          const entries: AnyEntry[] = [];
          let standing = standingOf(foldMeeting(context, entries));
          for (const [index, { what, clock }] of rows.entries()) {
            const entry = {
              id: idOf(900_000 + index),
              meetingId: MEETING,
              branchId: BRANCH,
              authorId: idOf(1001),
              deviceId: idOf(701 + (index % 3)),
              // Mostly of a device that has heard of everything before.
              lamport: clock ?? standing.lamport + 1,
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
              kinds.add(entry.kind);
            }
            // The same in place: what is counted for the lists is right, and what was there comes back.
            const before = structuredClone(standing);
            const changes: Change[] = [];
            const inPlace = advance(context, standing, entry as Entry, changes);
            expect(inPlace === null).toBe(next === null);
            if (inPlace !== null) {
              const { attendance: _, ...others } = judgedBy(whole);
              const { attendance: __, ...moved } = judgedBy(inPlace);
              expect(moved).toEqual(others);
              const { base, present, unmarked } = whole.attendance;
              expect(countBase(context.roll, inPlace.presence, context.rules)).toEqual({
                base,
                present,
                unmarked,
              });
            }
            putBack(changes);
            expect(standing).toEqual(before);
            standing = next ?? standingOf(whole);
          }
        },
      ),
      runs,
    );
    return { answered, kinds };
  };

  it('is what the fold of the whole journal says, wherever it dares to answer', () => {
    compare({ numRuns: 200 });
  });

  it('dares to answer for each kind that it knows', () => {
    // Always the same journals: by chance a kind may be missing.
    const { answered, kinds } = compare({ numRuns: 400, seed: 1 });
    expect(answered).toBeGreaterThan(1_000);
    for (const kind of BROUGHT_FORWARD) expect(kinds).toContain(kind);
  });
});
