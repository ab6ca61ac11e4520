import { useEffect, useMemo, useRef, useState } from 'react';
import { civilDateAt, formatCivilDate, formatYearMonth } from '#kernel/civil-date.ts';
import { Badge, Notice } from '#ui-kit/feedback.tsx';
import { Page, Section } from '#ui-kit/page-frame.tsx';
import { KeyValue, Tabs } from '#ui-kit/show.tsx';
import { findGaps } from '../../domain/may-close.ts';
import { totalMeetingScore } from '../../domain/total-meeting-score.ts';
import { AgendaTitle } from '../agenda-title.tsx';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { useMeetingsText } from '../text.ts';
import './after.css';
import { AsideEntries } from './aside-entries.tsx';
import { AttendancePart } from './attendance-part.tsx';
import { CloseMeetingButton } from './close-meeting-button.tsx';
import { DocumentsPart } from './documents-part.tsx';
import { MinutesPaper } from './minutes-paper.tsx';
import { ResolutionPart } from './resolution-part.tsx';
import { ScorePart } from './score-part.tsx';
import { TasksPart } from './tasks-part.tsx';
import { useAfterText } from './text.ts';
import { type Part, ToDoList } from './to-do-list.tsx';

function Cancelled({ meeting }: { meeting: OpenMeeting }) {
  const t = useAfterText();
  const { meeting: planned } = meeting.view;
  return (
    <>
      <Notice tone="warn" title={t('cancelledTitle')}>
        {t('cancelledText', { date: formatCivilDate(planned.plannedOn), time: planned.plannedTime })}
      </Notice>
      {meeting.state.agenda.length > 0 && (
        <Section title={t('cancelledAgenda')}>
          <ol className="after-lines">
            {meeting.state.agenda.map((item) => (
              <li key={item.itemId}>
                <AgendaTitle item={item} context={meeting.view.context} />
              </li>
            ))}
          </ol>
        </Section>
      )}
    </>
  );
}

function ClosedFacts({ meeting }: { meeting: OpenMeeting }) {
  const t = useAfterText();
  const { closedAt, minutesNumber, resolutionNumber } = meeting.view.meeting;
  return (
    <Section title={t('closedTitle')}>
      <KeyValue
        facts={[
          ...(closedAt
            ? [
                {
                  label: t('closedOn'),
                  value: formatCivilDate(civilDateAt(Date.parse(closedAt))),
                },
              ]
            : []),
          { label: t('minutesNumber'), value: minutesNumber ?? t('notRecorded') },
          { label: t('resolutionNumber'), value: resolutionNumber ?? t('noResolutionNumber') },
        ]}
      />
    </Section>
  );
}

function Held({ meeting }: { meeting: OpenMeeting }) {
  const t = useAfterText();
  const { view, state } = meeting;
  const [part, setPart] = useState<Part>('minutes');
  const [jumps, setJumps] = useState(0);
  const tabs = useRef<HTMLDivElement>(null);
  const gaps = useMemo(() => findGaps(view.context, state), [view.context, state]);
  const score = useMemo(() => totalMeetingScore(view.context, state), [view.context, state]);
  // Whoever follows a line of the list arrives at the opened part, with the keyboard too.
  useEffect(() => {
    if (jumps === 0) return;
    const tab = tabs.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]');
    tab?.focus({ preventScroll: true });
    tab?.scrollIntoView({ block: 'start', inline: 'nearest' });
  }, [jumps]);
  const isClosed = state.stage === 'closed';
  const mayClose = view.abilities.lead && !isClosed && gaps.every((gap) => !gap.blocks);
  const keeps = view.abilities.lead || view.abilities.record;
  return (
    <>
      <div className="after-top k-no-print">
        {isClosed && <ClosedFacts meeting={meeting} />}
        <ToDoList
          meeting={meeting}
          gaps={gaps}
          score={score}
          onOpen={(next) => {
            setPart(next);
            setJumps(jumps + 1);
          }}
        />
        {mayClose && <CloseMeetingButton meeting={meeting} gaps={gaps} />}
        {keeps && <AsideEntries meeting={meeting} />}
      </div>
      <div ref={tabs} className="after-parts">
        <Tabs
          label={t('parts')}
          value={part}
          onChange={(key) => setPart(key as Part)}
          tabs={[
            { key: 'minutes', label: t('tabMinutes'), content: <MinutesPaper meeting={meeting} /> },
            { key: 'resolution', label: t('tabResolution'), content: <ResolutionPart meeting={meeting} /> },
            { key: 'score', label: t('tabScore'), content: <ScorePart meeting={meeting} score={score} /> },
            { key: 'attendance', label: t('tabAttendance'), content: <AttendancePart meeting={meeting} /> },
            {
              key: 'tasks',
              label: t('tabTasks'),
              count: state.tasks.length,
              content: <TasksPart meeting={meeting} />,
            },
            { key: 'documents', label: t('tabDocuments'), content: <DocumentsPart meeting={meeting} /> },
          ]}
        />
      </div>
    </>
  );
}

/** A meeting that has been held, closed or cancelled: what is left to do, the papers, closing and annexes. */
export function AfterView({ meeting }: { meeting: OpenMeeting }) {
  const t = useAfterText();
  const words = useMeetingsText();
  const { view, state } = meeting;
  const isCancelled = view.meeting.stage === 'cancelled';
  const isClosed = state.stage === 'closed';
  return (
    <Page
      title={words('meetingOf', { month: formatYearMonth(view.meeting.month) })}
      lead={
        <>
          {view.context.branchName}.{' '}
          {state.started && `${t('heldOn', { date: formatCivilDate(state.started.heldOn) })}. `}
          <Badge tone={isCancelled ? 'neutral' : isClosed ? 'success' : 'warn'}>
            {t(isCancelled ? 'stageCancelled' : isClosed ? 'stageClosed' : 'stageEnded')}
          </Badge>
        </>
      }
      back={{ to: `/branches/${view.meeting.branchId}/meetings`, label: t('allMeetings') }}
    >
      {isCancelled ? <Cancelled meeting={meeting} /> : <Held meeting={meeting} />}
    </Page>
  );
}
