import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { civilDateAt, clockTimeAt, formatCivilDate, formatYearMonth } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { Badge, Notice, ProgressBar } from '#ui-kit/feedback.tsx';
import { IconCalendar, IconClock, IconForward } from '#ui-kit/icons.tsx';
import { Page } from '#ui-kit/page-frame.tsx';
import { useDayWords } from '../day-words.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { KIND_KEYS, useMeetingsText } from '../text.ts';
import { AgendaStep } from './agenda-step.tsx';
import { CommitteeStep, mustConfer } from './committee-step.tsx';
import { FocusStep } from './focus-step.tsx';
import { NoticeStep } from './notice-step.tsx';
import { latePapers, PapersStep } from './papers-step.tsx';
import { PlanMenu } from './plan-menu.tsx';
import './prepare.css';
import { PrepareStep } from './prepare-step.tsx';
import { PrintPack } from './print-pack.tsx';
import { StartDialog } from './start-dialog.tsx';
import { TasksStep } from './tasks-step.tsx';
import { usePrepareText } from './text.ts';

const CarriedPetitions = lazy(() =>
  import('../petitions/carried-petitions.tsx').then((m) => ({ default: m.CarriedPetitions })),
);

type Prepared = {
  key: 'committee' | 'agenda' | 'focus' | 'papers' | 'notice' | 'tasks';
  summary: string;
  isDone: boolean;
  body: () => ReactNode;
};

/** The secretary before the meeting: six preparations one after the other, then the start. */
export function PrepareView({ meeting }: { meeting: OpenMeeting }) {
  const t = usePrepareText();
  const words = useMeetingsText();
  const { longDay, distance } = useDayWords();
  const { view, state, isConnected } = meeting;
  const { context } = view;
  const { month, kind, plannedOn, plannedTime, place, branchId } = context.meeting;
  // The server's clock while there is a line; a kept copy of the meeting may be days old.
  const ahead = useMemo(() => Date.now() - view.now, [view.now]);
  const now = () => (isConnected ? Date.now() - ahead : Date.now());
  const today = civilDateAt(now());

  const tasks = context.lastMonthTasks;
  const reported = tasks.filter((task) => task.state !== 'open').length;
  const late = latePapers(meeting).length;
  const met = state.committeeMeeting;
  // A call that is noted later is not the sending.
  const sent = state.notices.findLast(({ channels }) => channels.includes('app'));
  const steps: Prepared[] = [
    {
      key: 'committee',
      isDone: met !== null || !mustConfer(meeting),
      summary: met
        ? t('committeeMet', { date: formatCivilDate(met.metOn), count: met.presentIds.length })
        : mustConfer(meeting)
          ? t('committeeNotYet')
          : t('committeeNotNeeded'),
      body: () => <CommitteeStep meeting={meeting} today={today} />,
    },
    {
      key: 'agenda',
      isDone: state.agenda.length > 0,
      summary: state.agenda.length > 0 ? t('agendaCount', { count: state.agenda.length }) : t('agendaEmpty'),
      body: () => <AgendaStep meeting={meeting} />,
    },
    {
      key: 'focus',
      isDone: state.focus !== null,
      summary: [
        state.focus?.text ?? t('focusNotYet'),
        state.comments.length > 0 ? t('commentsCount', { count: state.comments.length }) : null,
      ]
        .filter(Boolean)
        .join(' · '),
      body: () => <FocusStep meeting={meeting} />,
    },
    {
      key: 'papers',
      isDone: state.papers.length > 0,
      summary:
        state.papers.length === 0
          ? t('papersNone')
          : [
              t('papersCount', { count: state.papers.length }),
              late > 0 ? t('papersLate', { count: late }) : null,
            ]
              .filter(Boolean)
              .join(' · '),
      body: () => <PapersStep meeting={meeting} now={now()} />,
    },
    {
      key: 'notice',
      isDone: sent !== undefined,
      summary: !sent
        ? t('noticeNotSent')
        : sent.sentAt === null
          ? t('noticeWaiting')
          : t('noticeSentAt', {
              time: clockTimeAt(sent.sentAt),
              date: formatCivilDate(civilDateAt(sent.sentAt)),
            }),
      body: () => <NoticeStep meeting={meeting} />,
    },
    {
      key: 'tasks',
      isDone: reported === tasks.length,
      summary: tasks.length === 0 ? t('tasksNone') : t('tasksReported', { reported, total: tasks.length }),
      body: () => <TasksStep meeting={meeting} today={today} />,
    },
  ];
  const isDay = plannedOn <= today;
  // Before the day the first thing that is left stands open; on the day the way to the start is short.
  const [open, setOpen] = useState<{ key: Prepared['key']; isArrival: boolean } | null>(() => {
    const first = steps.find((step) => !step.isDone);
    return isDay || !first ? null : { key: first.key, isArrival: false };
  });
  const [isStarting, setIsStarting] = useState(false);
  const excused = context.roll.flatMap(({ memberId, fullName }) => {
    const known = state.presence[memberId];
    return known?.presence === 'excused' ? [`${fullName} (${known.reason ?? '–'})`] : [];
  });
  const missing = steps.filter((step) => !step.isDone && step.key !== 'tasks');
  return (
    <>
      <div className="prepare-screen">
        <Page
          title={t('title', { month: formatYearMonth(month) })}
          lead={`${context.branchName} · ${words(KIND_KEYS[kind])}`}
          back={{ to: `/branches/${branchId}/meetings`, label: t('back') }}
        >
          <div className="prepare-plan">
            <div className="prepare-plan-words">
              <p className="prepare-plan-when">
                <IconCalendar /> {t('when', { day: longDay(plannedOn), time: plannedTime })}
              </p>
              <p>{place}</p>
              <Badge tone={plannedOn < today ? 'warn' : 'brand'} icon={IconClock}>
                {distance(plannedOn, today)}
              </Badge>
            </div>
            <PlanMenu meeting={meeting} />
          </div>
          {view.closedMonth && <Notice tone="warn" title={t('closedMonth')} />}
          <ProgressBar
            label={t('progress')}
            value={steps.filter((step) => step.isDone).length}
            max={steps.length}
          />
          <Suspense fallback={null}>
            <CarriedPetitions meeting={meeting} />
          </Suspense>
          <ol className="prepare-steps">
            {steps.map((step, at) => {
              const next = steps[at + 1];
              return (
                <PrepareStep
                  key={step.key}
                  number={at + 1}
                  title={t(step.key)}
                  summary={step.summary}
                  isDone={step.isDone}
                  isOpen={open?.key === step.key}
                  isArrival={open?.key === step.key && open.isArrival}
                  onToggle={() =>
                    setOpen(open?.key === step.key ? null : { key: step.key, isArrival: false })
                  }
                  next={
                    next && {
                      title: t(next.key),
                      open: () => setOpen({ key: next.key, isArrival: true }),
                    }
                  }
                >
                  {step.body()}
                </PrepareStep>
              );
            })}
          </ol>
          <section className="prepare-start">
            <p>{isDay ? t('startReady') : t('startEarly', { day: longDay(plannedOn) })}</p>
            {excused.length > 0 && (
              <p>
                <strong>{t('excusedAhead', { count: excused.length })}</strong> {excused.join('; ')}.
              </p>
            )}
            {isDay && missing.length > 0 && (
              <p className="k-soft">
                {t('startNotDone', {
                  steps: missing.map((step) => t(step.key).toLocaleLowerCase('vi-VN')).join(', '),
                })}
              </p>
            )}
            <Button
              kind={isDay ? 'main' : 'quiet'}
              size="large"
              wide
              icon={<IconForward />}
              disabled={view.closedMonth}
              onClick={() => setIsStarting(true)}
            >
              {t('start')}
            </Button>
          </section>
        </Page>
        {isStarting && (
          <StartDialog meeting={meeting} today={today} now={now} onClose={() => setIsStarting(false)} />
        )}
      </div>
      <PrintPack meeting={meeting} />
    </>
  );
}
