import { useMemo, useState } from 'react';
import { formatCivilDate, formatYearMonth } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { Badge } from '#ui-kit/feedback.tsx';
import { SelectField, TextField } from '#ui-kit/fields.tsx';
import { Section, Stack } from '#ui-kit/page-frame.tsx';
import { KeyValue } from '#ui-kit/show.tsx';
import { showToast } from '#ui-kit/toasts.tsx';
import type { TaskState } from '../../contract.ts';
import { TASK_STATES } from '../../domain/entry.ts';
import { type MinutesTask, type MinutesTaskResult, minutesOf } from '../../domain/minutes.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { TASK_STATE_KEYS, useAfterText } from './text.ts';

function TaskFacts({ task }: { task: MinutesTask }) {
  const t = useAfterText();
  return (
    <KeyValue
      facts={[
        { label: t('owner'), value: task.owner || t('unknownPerson') },
        ...(task.helpers.length > 0 ? [{ label: t('helpers'), value: task.helpers.join(', ') }] : []),
        { label: t('output'), value: task.output },
        { label: t('dueOn'), value: formatCivilDate(task.dueOn) },
        { label: t('reportAt'), value: formatYearMonth(task.reportMonth) },
      ]}
    />
  );
}

const TONES = {
  open: 'neutral',
  done: 'success',
  'done-late': 'success',
  'in-progress': 'info',
  'not-done': 'warn',
  'cannot-be-done': 'warn',
} as const;

/** The result of a task that the meeting judged and nobody wrote down. */
function RecordResult({ meeting, task }: { meeting: OpenMeeting; task: MinutesTaskResult }) {
  const t = useAfterText();
  const [state, setState] = useState<TaskState | null>(null);
  const [cause, setCause] = useState('');
  const lacksCause = state === 'cannot-be-done' && cause.trim() === '';
  const save = async () => {
    if (state === null || lacksCause) return;
    await meeting.journal.append('task-result-recorded', {
      taskId: task.taskId,
      state,
      ...(cause.trim() === '' ? {} : { cause }),
    });
    showToast({ text: t('saved') });
  };
  return (
    <Stack gap="small">
      <SelectField
        label={t('result')}
        value={state}
        onChange={setState}
        options={TASK_STATES.map((value) => ({ value, label: t(TASK_STATE_KEYS[value]) }))}
      />
      <TextField
        label={t('cause')}
        value={cause}
        onChange={setCause}
        maxLength={2_000}
        error={lacksCause ? t('causeNeeded') : undefined}
      />
      <div>
        <Button disabled={state === null || lacksCause} onClick={() => void save()}>
          {t('recordResult')}
        </Button>
      </div>
    </Stack>
  );
}

/** New tasks and the results of last month's. */
export function TasksPart({ meeting }: { meeting: OpenMeeting }) {
  const t = useAfterText();
  const { view, state } = meeting;
  const minutes = useMemo(() => minutesOf(view.context, state), [view.context, state]);
  const mayRecord = (view.abilities.lead || view.abilities.record) && state.stage !== 'closed';
  return (
    <>
      <Section title={t('newTasks')}>
        {minutes.tasks.length === 0 ? (
          <p className="k-soft">{t('noTasks')}</p>
        ) : (
          <ol className="after-lines">
            {minutes.tasks.map((task) => (
              <li key={task.taskId}>
                <strong>{task.title}</strong>
                <TaskFacts task={task} />
              </li>
            ))}
          </ol>
        )}
      </Section>
      <Section title={t('lastMonth')}>
        {minutes.lastMonthTasks.length === 0 ? (
          <p className="k-soft">{t('noLastTasks')}</p>
        ) : (
          <ol className="after-lines">
            {minutes.lastMonthTasks.map((task) => {
              const result = task.result ?? task.stateBefore;
              return (
                <li key={task.taskId}>
                  <strong>{task.title}</strong>{' '}
                  <Badge tone={TONES[result]}>{t(TASK_STATE_KEYS[result])}</Badge>
                  {(task.cause || task.evidence) && (
                    <p className="after-text">{[task.cause, task.evidence].filter(Boolean).join('. ')}</p>
                  )}
                  <TaskFacts task={task} />
                  {mayRecord && result === 'open' && <RecordResult meeting={meeting} task={task} />}
                </li>
              );
            })}
          </ol>
        )}
      </Section>
    </>
  );
}
