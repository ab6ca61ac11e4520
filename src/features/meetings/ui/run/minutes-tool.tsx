import { useMemo, useState } from 'react';
import { gradeTexts } from '#features/rulebooks/contract.ts';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { Button, CopyButton } from '#ui-kit/actions.tsx';
import { ConfirmDialog } from '#ui-kit/dialog.tsx';
import { Notice, StatusDot } from '#ui-kit/feedback.tsx';
import { OfficialPaper } from '#ui-kit/official-paper.tsx';
import { Section } from '#ui-kit/page-frame.tsx';
import { useSay } from '#ui-kit/text.ts';
import { saidNumber } from '#ui-kit/typed-values.ts';
import { findGaps, type Gap } from '../../domain/may-close.ts';
import { type Minutes, minutesOf } from '../../domain/minutes.ts';
import { sayVote } from '../../domain/say-vote.ts';
import { stepFor, useGapSentence } from '../gaps.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { ConclusionList } from './conclusion-tool.tsx';
import { useScoreText } from './score-text.ts';
import { runningStep } from './step-progress.ts';
import type { ToolProps } from './step-tool.tsx';
import { useTalkText } from './talk-text.ts';
import { NATURE_KEYS } from './talk-tool.tsx';
import { RESULT_KEYS } from './task-review-tool.tsx';
import { useTaskText } from './task-text.ts';
import { useRunText } from './text.ts';
import { useWriter } from './use-writer.ts';
import { VotePanel } from './vote-panel.tsx';

/** A word that stands inside a sentence elsewhere. */
const startingUpper = (words: string): string => words.charAt(0).toLocaleUpperCase('vi') + words.slice(1);

/** Wanted only after the meeting, or said by ending it. */
const AFTERWARDS: ReadonlySet<Gap['gap']> = new Set(['not-ended', 'not-started', 'score-not-confirmed']);

/** The minutes read back and adopted; then the meeting ends. */
export function MinutesTool({ meeting, step, onGoTo }: ToolProps) {
  const t = useScoreText();
  const write = useWriter(meeting.journal);
  const { state, view } = meeting;
  const { context } = view;
  const minutes = useMemo(() => minutesOf(context, state), [context, state]);
  const [isEditing, setIsEditing] = useState(false);
  const gaps = gapsNow(meeting);
  return (
    <>
      <Section plain level={3} title={t('minutes')} lead={t('minutesLead')}>
        <OfficialPaper className="run-minutes">
          <ReadBack minutes={minutes} copyLabel={t('copy')} />
        </OfficialPaper>
        <div className="run-tools">
          <Button expanded={isEditing} onClick={() => setIsEditing(!isEditing)}>
            {t('editConclusions')}
          </Button>
          {state.minutesRead === null ? (
            <Button kind="main" onClick={() => void write('read', (j) => j.append('minutes-read', {}))}>
              {t('read')}
            </Button>
          ) : (
            <StatusDot tone="success">{t('readDone')}</StatusDot>
          )}
        </div>
        {isEditing && <ConclusionList meeting={meeting} />}
      </Section>
      {state.changedAfterAdoption.length > 0 && (
        <Notice tone="warn" title={t('changed', { count: state.changedAfterAdoption.length })} />
      )}
      <VotePanel
        meeting={meeting}
        matter="minutes"
        step={step.step}
        question={useScoreText.inVietnamese('question2')}
      />
      <Section plain level={3} title={t('missing')}>
        {gaps.length === 0 ? (
          <StatusDot tone="success">{t('missingNone')}</StatusDot>
        ) : (
          <GapList meeting={meeting} gaps={gaps} here={step.step} onGoTo={onGoTo} />
        )}
      </Section>
    </>
  );
}

/** What the recorder reads out: words of the record, so they are Vietnamese for every reader. */
function ReadBack({ minutes, copyLabel }: { minutes: Minutes; copyLabel: string }) {
  const sections = useMinutesSections(minutes);
  return (
    <>
      <div className="k-no-print">
        <CopyButton label={copyLabel} text={() => asText(sections)} />
      </div>
      {sections.map((section) => (
        <section key={section.key}>
          <h4>{section.title}</h4>
          {section.lines.map((line, at) => (
            <p key={at} className="run-said">
              {line}
            </p>
          ))}
        </section>
      ))}
    </>
  );
}

const gapsNow = (meeting: OpenMeeting): Gap[] =>
  findGaps(meeting.view.context, meeting.state).filter((gap) => !AFTERWARDS.has(gap.gap));

type GapListProps = {
  meeting: OpenMeeting;
  gaps: readonly Gap[];
  /** The step in view, to which no button needs to lead. */
  here: string;
  onGoTo: (step: string) => void;
};

function GapList({ meeting, gaps, here, onGoTo }: GapListProps) {
  const t = useScoreText();
  const say = useSay();
  const sentenceOf = useGapSentence();
  const { state, view } = meeting;
  return (
    <ul className="run-gaps">
      {gaps.map((gap) => {
        const target = stepFor(gap, view.context);
        const title = state.steps.find((each) => each.step === target)?.rule?.title;
        return (
          <li key={gap.gap}>
            <StatusDot tone={gap.blocks ? 'danger' : 'warn'}>{sentenceOf(gap, view.context)}</StatusDot>
            <span className="k-soft k-small"> ({t(gap.blocks ? 'blocks' : 'warns')})</span>
            {target !== null && title !== undefined && target !== here && (
              <Button kind="plain" onClick={() => onGoTo(target)}>
                {t('openStep', { step: say(title) })}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

type EndProps = {
  meeting: OpenMeeting;
  here: string;
  /** Seconds of the step that runs, as this device measured them. */
  elapsed: () => number;
  onGoTo: (step: string) => void;
  onClose: () => void;
};

/** Ends the meeting, after saying what is still missing and where it is filled in. */
export function EndMeetingDialog({ meeting, here, elapsed, onGoTo, onClose }: EndProps) {
  const t = useScoreText();
  const write = useWriter(meeting.journal);
  const gaps = gapsNow(meeting);
  return (
    <ConfirmDialog
      open
      title={t('endTitle')}
      confirmLabel={t('endNow')}
      cancelLabel={t('goOn')}
      onClose={onClose}
      onConfirm={() =>
        void write('end', async (j) => {
          const running = runningStep(meeting.state.steps);
          if (running !== null)
            await j.append('step-finished', { step: running.step, elapsedSeconds: elapsed() });
          await j.append('meeting-ended', { endedAt: Date.now() });
        })
      }
    >
      <p>{t('endText')}</p>
      {gaps.length > 0 && (
        <>
          <p>
            <strong>{t('missing')}</strong>
          </p>
          <GapList
            meeting={meeting}
            gaps={gaps}
            here={here}
            onGoTo={(target) => {
              onClose();
              onGoTo(target);
            }}
          />
        </>
      )}
    </ConfirmDialog>
  );
}

type MinutesSection = { key: string; title: string; lines: string[] };

const asText = (sections: readonly MinutesSection[]): string =>
  sections
    .map((section) => [section.title.toLocaleUpperCase('vi'), ...section.lines].join('\n'))
    .join('\n\n');

/** The minutes in sentences, ready to be read aloud. */
function useMinutesSections(minutes: Minutes): MinutesSection[] {
  const t = useScoreText();
  const talk = useTalkText();
  const tasks = useTaskText();
  const run = useRunText();
  const say = useSay();
  return useMemo(() => {
    const { opening, attendance, score } = minutes;
    const name = (text: string) => (text === '' ? t('noName') : text);
    const sections: MinutesSection[] = [];
    const add = (key: string, title: string, lines: string[]) => {
      if (lines.length > 0) sections.push({ key, title, lines });
    };
    add('opening', t('opening'), [
      t('heldOn', {
        date: formatCivilDate(opening.heldOn),
        from: opening.startedAt ?? t('noName'),
        place: opening.place,
      }),
      t('chair', { name: name(opening.chair) }),
      t('recorder', { name: name(opening.recorder) }),
      ...(opening.guests.length > 0
        ? [
            t('guests', {
              names: opening.guests
                .map((g) => (g.position ? `${g.name} (${g.position})` : g.name))
                .join('; '),
            }),
          ]
        : []),
    ]);
    add('attendance', t('attendance'), [
      t('attendanceLine', attendance),
      ...(attendance.presentOutsideBase > 0
        ? [t('attendanceOutside', { count: attendance.presentOutsideBase })]
        : []),
      ...(attendance.unmarked > 0 ? [t('attendanceUnmarked', { count: attendance.unmarked })] : []),
      ...(attendance.absent.length > 0
        ? [
            t('absent', {
              names: attendance.absent.map((a) => (a.reason ? `${a.name} (${a.reason})` : a.name)).join('; '),
            }),
          ]
        : []),
      ...(minutes.dues
        ? [t('dues', { paid: minutes.dues.paidCount, unpaid: minutes.dues.unpaidCount ?? 0 })]
        : []),
      ...minutes.steps
        .filter((s) => s.status === 'skipped')
        .map((s) =>
          t('skipped', { step: s.title ? say(s.title) : s.step, reason: s.skippedBecause ?? t('noName') }),
        ),
    ]);
    add(
      'last-month',
      t('lastMonth'),
      minutes.lastMonthTasks.map((task) => {
        const state = task.result ?? (task.stateBefore === 'open' ? null : task.stateBefore);
        const word = state === null ? tasks('notJudged') : tasks(RESULT_KEYS[state]);
        return [`${task.title} – ${task.owner}: ${word}`, task.cause, task.evidence]
          .filter(Boolean)
          .join('. ');
      }),
    );
    for (const part of minutes.proceedings) {
      const lines = [
        ...part.opinions.flatMap((opinion) => [
          `${opinion.speaker} (${talk(NATURE_KEYS[opinion.nature]).toLocaleLowerCase('vi')}): ${opinion.text ?? ''}`,
          ...(opinion.answer ? [t('answer', { text: opinion.answer })] : []),
        ]),
        ...part.conclusions.map((conclusion) => t('conclusion', { text: conclusion.text })),
        ...part.ballots.map((ballot) =>
          t('ballotLine', {
            question: ballot.question,
            needed: say(ballot.needed),
            outcome: ballot.counted
              ? say(ballot.counted.outcome)
              : startingUpper(t(ballot.status === 'open' ? 'voteOpen' : 'voteAnnulled')),
          }),
        ),
        ...part.votes.flatMap((vote) => [
          say(sayVote(vote)),
          ...vote.minority.map((each) => t('minorityLine', each)),
        ]),
      ];
      // As on paper: an item on which nothing was said is not read out.
      add(part.itemId ?? 'rest', part.title ?? t('other'), lines);
    }
    add('remarks', run('remarks'), [
      ...minutes.praised.map((p) => t('praised', p)),
      ...minutes.reminded.map((r) => t('reminded', { name: r.name, text: r.text ?? '' })),
    ]);
    add(
      'tasks',
      t('tasks'),
      minutes.tasks.map((task) =>
        t('taskLine', {
          title: task.title,
          owner: task.owner,
          output: task.output,
          date: formatCivilDate(task.dueOn),
        }),
      ),
    );
    add('score', say(score.sheetTitle), [
      score.own === null
        ? t('scoreNone')
        : score.own.kind === 'points'
          ? t('scoreLine', {
              points: say(saidNumber(score.own.scaled)),
              grade: say(gradeTexts[score.own.grade]),
            })
          : t('scorePass', { met: score.own.met, counted: score.own.counted }),
    ]);
    return sections;
  }, [minutes, t, talk, tasks, run, say]);
}
