import { describe, expect, it } from 'vitest';
import type { ProcedureStep, StepEntry } from '#features/rulebooks/contract.ts';
import { foldMeeting } from './fold.ts';
import {
  contextOf,
  heldMeeting,
  idOf,
  journal,
  ruleFor,
  rulesOf,
  START,
  taskOf,
} from './meeting-builders.ts';
import { leftOpen } from './step-left-open.ts';

const both = (text: string) => ({ vi: text, en: text });
const step = (entry: StepEntry): ProcedureStep => ({
  id: entry,
  part: 'conduct',
  title: both(entry),
  guidance: both(entry),
  entry,
  recommendedMinutes: 5,
  required: true,
});
const ENTRIES: StepEntry[] = [
  'opening',
  'recorder',
  'roll-call',
  'dues',
  'agenda',
  'task-review',
  'discussion',
  'task-assignment',
  'petitions',
  'conclusion',
  'score',
  'minutes',
];
const context = contextOf({
  rules: rulesOf({ 'steps.regular': ruleFor(ENTRIES.map(step)) }),
  lastMonthTasks: [taskOf(1)],
});

type Log = ReturnType<typeof journal>;
const left = (log: Log, entry: StepEntry, of = context) => {
  const state = foldMeeting(of, log.entries);
  return leftOpen(of, state, state.steps.find((each) => each.step === entry)!);
};

/** Every step was held, nothing else was written. */
function bareMeeting(): Log {
  const log = journal();
  log.write('meeting-started', { chairId: idOf(1001), heldOn: '2025-12-03', startedAt: START });
  ENTRIES.forEach((entry, at) => {
    log.write('step-started', { step: entry }, { at: START + at * 60_000 });
    log.write('step-finished', { step: entry, elapsedSeconds: 60 }, { at: START + at * 60_000 + 59_000 });
  });
  return log;
}

type Matter = 'agenda' | 'conclusion' | 'resolution' | 'score' | 'minutes' | 'other';
const open = (log: Log, matter: Matter, at = START) => {
  const voteId = idOf(6000 + log.entries.length);
  log.write('vote-opened', { voteId, question: matter, matter, method: 'show-of-hands' }, { at });
  return voteId;
};
const close = (log: Log, matter: Matter, yes: number) => {
  const voteId = open(log, matter);
  log.write('vote-counted', { voteId, yes, no: 5 - yes, abstain: 0 });
  log.write('vote-closed', { voteId, countedCasts: [] });
  return voteId;
};

describe('what a step was left without', () => {
  it.each<[StepEntry, string[]]>([
    ['opening', []],
    ['recorder', ['no-recorder']],
    ['roll-call', ['members-unmarked']],
    ['dues', ['no-dues']],
    ['agenda', ['not-voted']],
    ['task-review', ['results-missing']],
    ['discussion', []],
    ['task-assignment', ['no-task']],
    ['petitions', []],
    ['conclusion', ['not-voted']],
    ['score', ['not-voted', 'score-incomplete']],
    ['minutes', ['not-voted', 'minutes-not-read']],
  ])('%s, when nothing was written there: %j', (entry, expected) => {
    expect(left(bareMeeting(), entry)).toEqual(expected);
  });

  it.each<[string, StepEntry, (log: Log) => void, string[]]>([
    ['its vote runs', 'agenda', (log) => open(log, 'agenda'), ['vote-running']],
    ['its vote was lost', 'agenda', (log) => close(log, 'agenda', 1), ['not-carried']],
    ['its vote carried', 'agenda', (log) => close(log, 'agenda', 5), []],
    [
      'somebody asked and nobody answered',
      'petitions',
      (log) =>
        log.write('opinion-recorded', {
          opinionId: idOf(5009),
          speakerKind: 'member',
          speakerId: idOf(1002),
          nature: 'petition',
          text: 'Lắp thêm đèn ở ngõ 12',
        }),
      ['petitions-unanswered'],
    ],
    [
      'it was lost, then carried',
      'agenda',
      (log) => {
        close(log, 'agenda', 1);
        close(log, 'agenda', 5);
      },
      [],
    ],
    [
      'its vote was annulled',
      'agenda',
      (log) => log.write('vote-annulled', { voteId: close(log, 'agenda', 5), reason: 'Đếm nhầm' }),
      ['not-voted'],
    ],
    ['another vote carried', 'agenda', (log) => close(log, 'other', 5), ['not-voted']],
    ['a resolution carried', 'conclusion', (log) => close(log, 'resolution', 5), []],
    [
      'a vote of the branch runs since then',
      'discussion',
      (log) => open(log, 'other', START + 6.5 * 60_000),
      ['vote-running'],
    ],
    [
      'a vote of the branch ran at another',
      'discussion',
      (log) => open(log, 'other', START + 7.5 * 60_000),
      [],
    ],
    [
      'the recorder is named',
      'recorder',
      (log) => log.write('recorder-appointed', { memberId: idOf(1003) }),
      [],
    ],
    ['the dues are written', 'dues', (log) => log.write('dues-recorded', { paidCount: 6 }), []],
    [
      'the task was judged',
      'task-review',
      (log) => log.write('task-result-recorded', { taskId: idOf(3001), state: 'done' }),
      [],
    ],
    [
      'two conclusions do not know of each other',
      'conclusion',
      (log) => {
        log.write('agenda-item-added', { itemId: idOf(4001), title: 'Việc', source: 'own' });
        log.write('conclusion-written', { itemId: idOf(4001), text: 'Một', replaces: [] });
        log.write('conclusion-written', { itemId: idOf(4001), text: 'Hai', replaces: [] });
        close(log, 'conclusion', 5);
      },
      ['conclusions-in-conflict'],
    ],
    ['the step runs again', 'agenda', (log) => log.write('step-started', { step: 'agenda' }), []],
    ['it was skipped', 'agenda', (log) => log.write('step-skipped', { step: 'agenda', reason: 'Không' }), []],
  ])('%s (%s)', (_, entry, write, expected) => {
    const log = bareMeeting();
    write(log);
    expect(left(log, entry)).toEqual(expected);
  });

  it('is nothing in a meeting held by the rules', () => {
    const of = contextOf();
    const state = foldMeeting(of, heldMeeting().entries);
    expect(state.steps.flatMap((each) => leftOpen(of, state, each))).toEqual([]);
  });

  it('asks for no vote on a score that no rule puts to the vote', () => {
    const of = contextOf({
      rules: rulesOf({
        'steps.regular': ruleFor(ENTRIES.map(step)),
        'score.adopted-by-vote': ruleFor(false),
      }),
    });
    expect(left(bareMeeting(), 'score', of)).toEqual(['score-incomplete']);
  });
});
