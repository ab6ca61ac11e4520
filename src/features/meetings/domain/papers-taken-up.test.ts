import { describe, expect, it } from 'vitest';
import { foldMeeting } from './fold.ts';
import { contextOf, heldMeeting, idOf, journal, START } from './meeting-builders.ts';
import { papersTakenUp } from './papers-taken-up.ts';

const PAPER = idOf(8001);
const ITEM = idOf(4100);
type Log = ReturnType<typeof journal>;
const context = contextOf();

/** A held meeting with the paper at a step; what is said about it; closed. */
const taken = (step: string | undefined, say: (log: Log) => void = () => {}) => {
  const log = heldMeeting(context);
  log.write('agenda-item-added', {
    itemId: ITEM,
    title: 'Số 11-ĐA/TU: Đề án',
    source: 'directive',
    ref: PAPER,
    ...(step ? { step } : {}),
  });
  say(log);
  log.write('meeting-closed', {});
  return papersTakenUp(foldMeeting(context, log.entries));
};
const NOWHERE = 'a-step-nobody-came-to';

describe('a paper on the agenda of a meeting that was held and closed', () => {
  it('counts when its step was begun', () => {
    expect(taken('documents')).toEqual([PAPER]);
    expect(taken('other', (log) => log.write('step-started', { step: 'other' }))).toEqual([PAPER]);
  });

  it('does not count when nobody came to its step, it was skipped, or it has none', () => {
    expect(taken(NOWHERE)).toEqual([]);
    expect(taken(undefined)).toEqual([]);
    expect(
      taken('documents', (log) => log.write('step-skipped', { step: 'documents', reason: 'Hết giờ' })),
    ).toEqual([]);
  });

  it('does not count when it was taken off the agenda', () => {
    expect(taken('documents', (log) => log.write('agenda-item-removed', { itemId: ITEM }))).toEqual([]);
  });

  const opinion = (log: Log) =>
    log.write('opinion-recorded', {
      opinionId: idOf(5100),
      speakerKind: 'member',
      speakerId: idOf(1002),
      itemId: ITEM,
      text: 'Nhất trí với đề án',
      nature: 'opinion',
    });
  const vote = (log: Log, isAnnulled: boolean) => {
    const voteId = idOf(6100);
    log.write('vote-opened', {
      voteId,
      question: 'Nhất trí?',
      itemId: ITEM,
      matter: 'other',
      method: 'show-of-hands',
    });
    log.write('vote-counted', { voteId, yes: 5, no: 0, abstain: 0 });
    log.write('vote-closed', { voteId, countedCasts: [] });
    if (isAnnulled) log.write('vote-annulled', { voteId, reason: 'Đếm nhầm' });
  };
  const task = (log: Log, more: { itemId?: string; directiveId?: string }) =>
    log.write('task-assigned', {
      taskId: idOf(3600),
      title: 'Xây dựng kế hoạch',
      ownerId: idOf(1002),
      helperIds: [],
      output: 'Kế hoạch',
      dueOn: '2025-12-20',
      reportMonth: '2026-01',
      ...more,
    });

  it.each<[string, (log: Log) => void, boolean]>([
    ['an opinion', (log) => void opinion(log), true],
    [
      'an opinion that was withdrawn',
      (log) => {
        opinion(log);
        log.write('opinion-withdrawn', { opinionId: idOf(5100) });
      },
      false,
    ],
    [
      'an opinion that was moved to another item',
      (log) => {
        opinion(log);
        log.write('opinion-edited', { opinionId: idOf(5100), itemId: idOf(4001) });
      },
      false,
    ],
    [
      'a conclusion',
      (log) => void log.write('conclusion-written', { itemId: ITEM, text: 'Nhất trí', replaces: [] }),
      true,
    ],
    [
      'a conclusion that was withdrawn',
      (log) => {
        const { id } = log.write('conclusion-written', { itemId: ITEM, text: 'Nhất trí', replaces: [] });
        log.write('conclusion-withdrawn', { itemId: ITEM, replaces: [id] });
      },
      false,
    ],
    ['a vote', (log) => vote(log, false), true],
    ['a vote that was annulled', (log) => vote(log, true), false],
    ['a task given for the item', (log) => void task(log, { itemId: ITEM }), true],
    ['a task given under the paper', (log) => void task(log, { directiveId: PAPER }), true],
    [
      'a task that was taken back',
      (log) => {
        task(log, { directiveId: PAPER });
        log.write('task-withdrawn', { taskId: idOf(3600) });
      },
      false,
    ],
  ])('though its step was not led through, with %s: as it says', (_, say, counts) => {
    expect(taken(NOWHERE, say)).toEqual(counts ? [PAPER] : []);
  });

  it('counts once, though it stands there twice', () => {
    expect(
      taken('documents', (log) =>
        log.write('agenda-item-added', {
          itemId: idOf(4101),
          title: 'Đề án, tiếp theo',
          source: 'directive',
          ref: PAPER,
          step: 'discussion',
        }),
      ),
    ).toEqual([PAPER]);
  });
});

it('an annex afterwards changes nothing, nor does what comes after the closing', () => {
  const log = heldMeeting(context);
  log.write('agenda-item-added', {
    itemId: ITEM,
    title: 'Đề án',
    source: 'directive',
    ref: PAPER,
    step: NOWHERE,
  });
  log.write('meeting-closed', {});
  log.write('annex-added', { text: 'Đã quán triệt đề án', concerns: 'other' });
  log.write('conclusion-written', { itemId: ITEM, text: 'Nhất trí', replaces: [] });
  expect(papersTakenUp(foldMeeting(context, log.entries))).toEqual([]);
});

it('nothing is taken up before the minutes are closed, nor by a meeting that was never held', () => {
  const held = heldMeeting(context);
  held.write('agenda-item-added', {
    itemId: ITEM,
    title: 'Đề án',
    source: 'directive',
    ref: PAPER,
    step: 'documents',
  });
  expect(papersTakenUp(foldMeeting(context, held.entries))).toEqual([]);
  const planned = journal();
  planned.write('agenda-item-added', {
    itemId: ITEM,
    title: 'Đề án',
    source: 'directive',
    ref: PAPER,
    step: 'documents',
  });
  planned.write('step-started', { step: 'documents' }, { at: START });
  planned.write('meeting-closed', {});
  expect(papersTakenUp(foldMeeting(context, planned.entries))).toEqual([]);
  // A meeting that was taken over is closed and has no journal here.
  expect(papersTakenUp(foldMeeting(context, []))).toEqual([]);
});

it('other items are no papers', () => {
  const log = heldMeeting(context);
  log.write('meeting-closed', {});
  expect(papersTakenUp(foldMeeting(context, log.entries))).toEqual([]);
});
