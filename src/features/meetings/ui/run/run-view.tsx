import { memo, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { VoteHere } from '#features/ballots/widgets.tsx';
import { formatCivilDate, formatYearMonth } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { Dialog } from '#ui-kit/dialog.tsx';
import { Badge, StatusDot } from '#ui-kit/feedback.tsx';
import { TextArea } from '#ui-kit/fields.tsx';
import { IconBack, IconCheck, IconClock, IconDown, IconForward, IconUp } from '#ui-kit/icons.tsx';
import { useIsWide } from '#ui-kit/narrow.ts';
import { Page } from '#ui-kit/page-frame.tsx';
import { type Step, Stepper, Timer } from '#ui-kit/show.tsx';
import { useSay } from '#ui-kit/text.ts';
import type { StepState } from '../../domain/fold.ts';
import { type LeftOpen, leftOpen } from '../../domain/step-left-open.ts';
import { useDraft } from '../journal/use-draft.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { useMeetingsText } from '../text.ts';
import { MeetingClock } from './meeting-clock.tsx';
import { EndMeetingDialog } from './minutes-tool.tsx';
import { PresenceButton } from './presence-dialog.tsx';
import { nextStep, previousStep, runningStep, type Seen, secondsOf, stepInView } from './step-progress.ts';
import { StepTool, type ToolProps } from './step-tool.tsx';
import { useRunText } from './text.ts';
import { useWriter } from './use-writer.ts';
import './run.css';

/** When this device first saw each step running: `meeting step startedAt`. Outlives a change of the page. */
const seenRunning = new Map<string, Seen>();

function useElapsed(meetingId: string, running: StepState | null): () => number {
  const key = `${meetingId} ${running?.step} ${running?.startedAt}`;
  if (running !== null && !seenRunning.has(key))
    seenRunning.set(key, { wallMs: Date.now(), tickMs: performance.now() });
  const startedAt = running?.startedAt ?? null;
  return () => {
    const seen = seenRunning.get(key);
    return seen === undefined ? 0 : secondsOf(startedAt, seen, performance.now());
  };
}

const LEFT_KEYS = {
  'vote-running': 'leftVoteRunning',
  'ballot-running': 'leftBallotRunning',
  'not-voted': 'leftNotVoted',
  'not-carried': 'leftNotCarried',
  'no-recorder': 'leftNoRecorder',
  'members-unmarked': 'leftUnmarked',
  'no-dues': 'leftNoDues',
  'results-missing': 'leftResults',
  'petitions-unanswered': 'leftPetitions',
  'conclusions-in-conflict': 'leftConflict',
  'no-task': 'leftNoTask',
  'score-incomplete': 'leftScore',
  'minutes-not-read': 'leftUnread',
} as const satisfies Record<LeftOpen, string>;

/** What each step was left without, in words; a step that is done has no entry. */
function useLeftOpen({ state, view }: OpenMeeting): ReadonlyMap<string, string> {
  const t = useRunText();
  const { context } = view;
  return useMemo(
    () =>
      new Map(
        state.steps.flatMap((step) => {
          const left = leftOpen(context, state, step);
          return left.length > 0 ? [[step.step, left.map((each) => t(LEFT_KEYS[each])).join('; ')]] : [];
        }),
      ),
    [context, state, t],
  );
}

/** The meeting while it runs, as its secretary or recorder sees it: one step of the rulebook at a time. */
export function RunView({ meeting }: { meeting: OpenMeeting }) {
  const t = useRunText();
  const words = useMeetingsText();
  const say = useSay();
  const isWide = useIsWide();
  const { state, view, journal } = meeting;
  const { steps } = state;
  const write = useWriter(journal);
  const [chosen, setChosen] = useState<string | null>(null);
  const [isListOpen, setIsListOpen] = useState(false);
  const [isSkipping, setIsSkipping] = useState(false);
  const [isEnding, setIsEnding] = useState(false);
  // A long list follows the journal a moment later, so that a tap or a key never waits for it.
  const { view: knownView, state: knownState } = meeting;
  const calm = useDeferredValue(
    // biome-ignore lint/correctness/useExhaustiveDependencies: what is only being sent changes no list
    useMemo(() => meeting, [knownView, knownState, journal]),
  );
  const heading = useRef<HTMLHeadingElement>(null);

  const running = runningStep(steps);
  const shown = stepInView(steps, chosen);
  const elapsed = useElapsed(view.meeting.id, running);
  const titleOf = (step: StepState) =>
    step.rule ? say(step.rule.title) : `${t('unknownStep')}: ${step.step}`;

  // The meeting has just begun: its first step begins with it.
  const first = steps[0];
  const isUntouched = view.abilities.lead && steps.every((step) => step.status === 'waiting');
  useEffect(() => {
    if (isUntouched && first)
      void write(`first ${first.step}`, (j) => j.append('step-started', { step: first.step }));
  }, [isUntouched, first, write]);

  // The focus goes to the heading when another step comes up, but not when the page opens.
  const shownKey = shown?.step ?? null;
  const before = useRef(shownKey);
  useEffect(() => {
    if (before.current === shownKey) return;
    before.current = shownKey;
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: 'start' });
  }, [shownKey]);

  // The list beside the step keeps it in sight; the page itself does not move.
  const aside = useRef<HTMLElement>(null);
  useEffect(() => {
    const list = aside.current;
    const line = shownKey === null ? null : list?.querySelector<HTMLElement>('[data-shown]');
    if (!list || !line) return;
    const { top, bottom } = line.getBoundingClientRect();
    const frame = list.getBoundingClientRect();
    if (top < frame.top || bottom > frame.bottom)
      list.scrollTop += (top + bottom) / 2 - (frame.top + frame.bottom) / 2;
  }, [shownKey]);

  const left = useLeftOpen(meeting);
  const list: Step[] = useMemo(
    () =>
      steps.map((step) => ({
        key: step.step,
        label: step.rule ? say(step.rule.title) : step.step,
        state:
          step.status === 'finished'
            ? left.has(step.step)
              ? 'open'
              : 'done'
            : step.status === 'skipped'
              ? 'skipped'
              : step.status === 'running'
                ? 'now'
                : 'later',
        note: left.get(step.step),
        aside:
          step.status === 'finished' && step.elapsedSeconds !== null && step.elapsedSeconds >= 60
            ? t('minutesShort', { count: Math.round(step.elapsedSeconds / 60) })
            : undefined,
        onOpen: () => {
          setChosen(step.step);
          setIsListOpen(false);
        },
        isShown: step.step === shownKey,
      })),
    [steps, say, t, shownKey, left],
  );

  const heldOn = state.started?.heldOn ?? view.context.meeting.plannedOn;
  const title = words('meetingOf', { month: formatYearMonth(view.context.meeting.month) });
  if (shown === null) return <Page title={title}>{null}</Page>;

  const at = steps.findIndex((step) => step.step === shown.step);
  const next = nextStep(steps, shown.step);
  const previous = previousStep(steps, shown.step);
  const isRunning = running?.step === shown.step;
  // After the minutes nothing follows, even when a step before them was left out.
  const isLast = next === null || shown.rule?.entry === 'minutes';
  const mayEnd = isRunning ? isLast : running === null && next === null && shown.status !== 'waiting';

  /** Ends what runs and begins the step; one tap, one move. */
  const moveTo = (target: StepState) =>
    write('move', async (j) => {
      if (running !== null && running.step !== target.step)
        await j.append('step-finished', { step: running.step, elapsedSeconds: elapsed() });
      await j.append('step-started', { step: target.step });
      setChosen(null);
    });

  return (
    <Page
      title={title}
      width="wide"
      lead={`${view.context.branchName} · ${formatCivilDate(heldOn)} · ${state.started?.place ?? view.context.meeting.place}`}
    >
      <div className="run-strip">
        <PresenceButton meeting={meeting} />
        <MeetingClock meeting={meeting} />
      </div>
      {state.ballots.map(
        ({ ballotId, status }) => status === 'open' && <VoteHere key={ballotId} ballotId={ballotId} />,
      )}

      <div className="run-body">
        <aside className="run-aside" ref={aside} aria-label={t('steps')}>
          {isWide ? (
            <Stepper label={t('steps')} steps={list} />
          ) : (
            <>
              <button
                type="button"
                className="run-toggle"
                aria-expanded={isListOpen}
                onClick={() => setIsListOpen(!isListOpen)}
              >
                <strong>{t('stepOf', { at: at + 1, count: steps.length })}</strong>
                <span className="run-toggle-word">
                  {isListOpen ? t('hideSteps') : t('showSteps')}
                  {isListOpen ? <IconUp /> : <IconDown />}
                </span>
              </button>
              {isListOpen && <Stepper label={t('steps')} steps={list} />}
            </>
          )}
        </aside>

        <div className="run-main">
          <article className="run-card" aria-labelledby="run-step">
            <header className="run-head">
              {isWide && <p className="k-soft">{t('stepOf', { at: at + 1, count: steps.length })}</p>}
              <h2 id="run-step" ref={heading} tabIndex={-1}>
                {titleOf(shown)}
              </h2>
              {shown.rule && <p className="run-guidance">{say(shown.rule.guidance)}</p>}
              <div className="run-facts">
                {isRunning && shown.startedAt !== null ? (
                  <Timer
                    key={shown.step}
                    label={t('stepClock')}
                    startedAt={shown.startedAt}
                    recommendedMinutes={shown.rule?.recommendedMinutes}
                  />
                ) : (
                  <StepFacts step={shown} left={left.get(shown.step)} />
                )}
                {shown.rule && (
                  <Badge tone={shown.rule.required ? 'brand' : 'neutral'} icon={IconClock}>
                    {/* The running clock names the minutes itself. */}
                    {!isRunning && `${t('suggested', { count: shown.rule.recommendedMinutes })} · `}
                    {t(shown.rule.required ? 'required' : 'optional')}
                  </Badge>
                )}
                {(isRunning || shown.status === 'waiting') && (
                  <Button kind="plain" onClick={() => setIsSkipping(true)}>
                    {t('skip')}
                  </Button>
                )}
              </div>
            </header>
            <ToolOfStep key={shown.step} meeting={calm} stepKey={shown.step} onGoTo={setChosen} />
          </article>
        </div>
      </div>

      <nav className="run-bar" aria-label={t('stepOf', { at: at + 1, count: steps.length })}>
        <Button
          icon={<IconBack />}
          disabled={previous === null}
          onClick={() => previous && setChosen(previous.step)}
        >
          {t('previous')}
        </Button>
        {running !== null && !isRunning && (
          <Button kind="plain" onClick={() => setChosen(null)}>
            {t('backToRunning', { step: titleOf(running) })}
          </Button>
        )}
        {mayEnd ? (
          <Button kind="main" size="large" icon={<IconCheck />} onClick={() => setIsEnding(true)}>
            {t('end')}
          </Button>
        ) : isRunning && next !== null ? (
          <Button kind="main" size="large" icon={<IconForward />} onClick={() => void moveTo(next)}>
            {t('finishTo', { next: titleOf(next) })}
          </Button>
        ) : (
          <Button kind="main" size="large" icon={<IconForward />} onClick={() => void moveTo(shown)}>
            {t('startThis')}
          </Button>
        )}
      </nav>

      {isEnding && (
        <EndMeetingDialog
          meeting={meeting}
          here={shown.step}
          elapsed={elapsed}
          onGoTo={setChosen}
          onClose={() => setIsEnding(false)}
        />
      )}
      {isSkipping && (
        <SkipDialog
          meetingId={view.meeting.id}
          title={titleOf(shown)}
          isRequired={shown.rule?.required === true}
          step={shown.step}
          onClose={() => setIsSkipping(false)}
          onSkip={async (reason) => {
            const done = await write('move', async (j) => {
              await j.append('step-skipped', { step: shown.step, reason });
              if (isRunning && next !== null) await j.append('step-started', { step: next.step });
            });
            if (done) {
              setIsSkipping(false);
              setChosen(null);
            }
            return done;
          }}
        />
      )}
    </Page>
  );
}

type ToolOfStepProps = Omit<ToolProps, 'step'> & { stepKey: string };

const ToolOfStep = memo(function ToolOfStep({ stepKey, ...rest }: ToolOfStepProps) {
  const step = rest.meeting.state.steps.find((each) => each.step === stepKey);
  return step === undefined ? null : <StepTool {...rest} step={step} />;
});

function StepFacts({ step, left }: { step: StepState; left?: string }) {
  const t = useRunText();
  if (step.status === 'skipped')
    return (
      <StatusDot tone="neutral">{t('stepSkippedBecause', { reason: step.skippedBecause ?? '' })}</StatusDot>
    );
  if (step.status === 'finished') {
    const words = left === undefined ? t('stepFinished') : t('stepLeft', { what: left });
    return (
      <StatusDot tone={left === undefined ? 'success' : 'warn'}>
        {step.elapsedSeconds !== null && step.elapsedSeconds >= 60
          ? `${t('stepTook', { minutes: Math.round(step.elapsedSeconds / 60) })}. ${words}`
          : words}
      </StatusDot>
    );
  }
  return <StatusDot tone="neutral">{t('stepWaiting')}</StatusDot>;
}

function SkipDialog(props: {
  meetingId: string;
  step: string;
  title: string;
  isRequired: boolean;
  onClose: () => void;
  onSkip: (reason: string) => Promise<boolean>;
}) {
  const t = useRunText();
  const [reason, setReason, clear] = useDraft(`${props.meetingId}.skip.${props.step}`);
  const [isAsked, setIsAsked] = useState(false);
  const skip = async () => {
    if (reason.trim() === '') setIsAsked(true);
    else if (await props.onSkip(reason.trim())) clear();
  };
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={t('skipTitle', { step: props.title })}
      actions={
        <>
          <Button onClick={props.onClose}>{t('cancel')}</Button>
          <Button kind="main" onClick={() => void skip()}>
            {t('skip')}
          </Button>
        </>
      }
    >
      {props.isRequired && <p>{t('skipRequired')}</p>}
      <TextArea
        label={t('skipReason')}
        hint={t('skipReasonHint')}
        required
        lines={2}
        maxLength={2000}
        value={reason}
        onChange={setReason}
        error={isAsked && reason.trim() === '' ? t('reasonNeeded') : undefined}
        autoFocus
      />
    </Dialog>
  );
}
