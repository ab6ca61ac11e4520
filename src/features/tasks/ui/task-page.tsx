import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { civilDateAt, clockTimeAt, formatCivilDate, formatYearMonth } from '#kernel/civil-date.ts';
import type { Answer } from '#kernel/route.ts';
import { Button, TextLink } from '#ui-kit/actions.tsx';
import { Badge, ErrorState, LoadingState, Notice } from '#ui-kit/feedback.tsx';
import { IconEdit } from '#ui-kit/icons.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Section, Stack } from '#ui-kit/page-frame.tsx';
import { type Fact, KeyValue } from '#ui-kit/show.tsx';
import type { getTask } from '../contract.ts';
import { isFinished } from '../domain/task-state.ts';
import { AskNames } from './ask-names.tsx';
import { CorrectionDialog } from './correction-dialog.tsx';
import { taskQuery } from './queries.ts';
import { ReportForm } from './report-form.tsx';
import { TaskStateMark } from './task-state.tsx';
import { useTasksText } from './text.ts';

type View = Answer<typeof getTask>;

const momentOf = (at: string): string => {
  const ms = Date.parse(at);
  return `${formatCivilDate(civilDateAt(ms))} ${clockTimeAt(ms)}`;
};

function Facts({ view }: { view: View }) {
  const t = useTasksText();
  const { task, helpers } = view;
  const facts: Fact[] = [
    {
      label: t('state'),
      value: task.isWithdrawn ? (
        <Badge>{t('stateWithdrawn')}</Badge>
      ) : (
        <TaskStateMark state={task.state} isOverdue={task.isOverdue} />
      ),
    },
    { label: t('output'), value: task.output },
    { label: t('owner'), value: task.ownerName },
    ...(helpers.length
      ? [{ label: t('helpers'), value: helpers.map((one) => one.fullName).join(', ') }]
      : []),
    { label: t('due'), value: formatCivilDate(task.dueOn) },
    { label: t('reportedIn'), value: formatYearMonth(task.reportMonth) },
    ...(task.percent !== null && !isFinished(task.state)
      ? [{ label: t('percent'), value: `${task.percent}%` }]
      : []),
    ...(task.cause ? [{ label: t('cause'), value: task.cause }] : []),
    ...(task.evidence ? [{ label: t('evidence'), value: task.evidence }] : []),
    {
      label: t('assignedIn'),
      value: task.meetingId ? (
        <TextLink to={`/meetings/${task.meetingId}`}>{formatYearMonth(task.assignedInMonth)}</TextLink>
      ) : (
        formatYearMonth(task.assignedInMonth)
      ),
    },
    ...(task.directiveId
      ? [
          {
            label: t('fromDirective'),
            value: <TextLink to={`/units/${task.branchId}/inbox/${task.directiveId}`}>{t('open')}</TextLink>,
          },
        ]
      : []),
  ];
  return <KeyValue facts={facts} />;
}

function Reports({ view }: { view: View }) {
  const t = useTasksText();
  if (view.reports.length === 0) return <p className="k-soft">{t('noReports')}</p>;
  return (
    <ol className="k-cards">
      {view.reports.map((report) => (
        <li key={report.id} className="k-card">
          <div className="k-row" data-gap="small">
            <TaskStateMark state={report.state} />
            {report.percent !== null && !isFinished(report.state) && <span>{report.percent}%</span>}
          </div>
          <p>
            {report.byName}, {momentOf(report.at)},{' '}
            {report.meetingId ? (
              <TextLink to={`/meetings/${report.meetingId}`}>
                {t('atMeeting', { month: formatYearMonth(report.month) })}
              </TextLink>
            ) : (
              t('between')
            )}
          </p>
          {report.cause && (
            <p>
              <strong>{t('cause')}:</strong> {report.cause}
            </p>
          )}
          {report.evidence && (
            <p>
              <strong>{t('evidence')}:</strong> {report.evidence}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

function Corrections({ view }: { view: View }) {
  const t = useTasksText();
  return (
    <ol className="k-cards">
      {view.corrections.map((line) => (
        <li key={line.id} className="k-card">
          {line.ownerBefore !== line.ownerAfter && (
            <p>{t('correctionOwner', { before: line.ownerBefore, after: line.ownerAfter })}</p>
          )}
          {line.dueBefore !== line.dueAfter && (
            <p>
              {t('correctionDue', {
                before: formatCivilDate(line.dueBefore),
                after: formatCivilDate(line.dueAfter),
              })}
            </p>
          )}
          <p>
            <strong>{t('reason')}:</strong> {line.reason}
          </p>
          <p className="k-soft">
            {line.byName}, {momentOf(line.at)}
          </p>
        </li>
      ))}
    </ol>
  );
}

/** One task from its giving to its result. */
export function TaskPage() {
  const t = useTasksText();
  const { taskId } = usePageParams<'taskId'>();
  const task = useQuery(taskQuery(taskId));
  const [isCorrecting, setIsCorrecting] = useState(false);
  if (task.isPending)
    return (
      <Page title={t('task')}>
        <LoadingState />
      </Page>
    );
  if (task.isError)
    return (
      <Page title={t('task')}>
        <ErrorState error={task.error} onRetry={() => void task.refetch()} />
      </Page>
    );
  const view = task.data;
  const { abilities } = view;
  const isSettled = isFinished(view.task.state) && view.reports[0]?.meetingId != null;
  return (
    <Page
      title={view.task.title}
      back={{ to: `/branches/${view.task.branchId}/tasks`, label: t('back', { branch: view.branch.name }) }}
    >
      <Section
        action={
          abilities.correct ? (
            <Button icon={<IconEdit />} onClick={() => setIsCorrecting(true)}>
              {t('correct')}
            </Button>
          ) : undefined
        }
      >
        <Stack>
          {isSettled && <Notice>{t('settled')}</Notice>}
          <Facts view={view} />
        </Stack>
      </Section>
      {abilities.report && (
        <ReportForm
          // A report that changed the task starts a new form.
          key={`${view.task.state} ${view.task.percent}`}
          task={view.task}
          today={view.today}
        />
      )}
      <Section title={t('history')}>
        <Reports view={view} />
      </Section>
      {view.corrections.length > 0 && (
        <Section title={t('corrections')}>
          <Corrections view={view} />
        </Section>
      )}
      {view.names === 'after-reason' && (
        <AskNames branchId={view.task.branchId} onOpened={() => void task.refetch()} />
      )}
      {isCorrecting && (
        <CorrectionDialog
          task={view.task}
          candidates={view.candidates}
          onClose={() => setIsCorrecting(false)}
        />
      )}
    </Page>
  );
}
