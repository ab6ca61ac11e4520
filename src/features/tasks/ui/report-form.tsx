import { type FormEvent, useState } from 'react';
import { type CivilDate, formatCivilDate } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { fieldRefusal, RefusalNotice } from '#ui-kit/feedback.tsx';
import { DateField, NumberField, RadioCards, TextArea } from '#ui-kit/fields.tsx';
import { Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { ReportedState, reportTask, TaskSummary } from '../contract.ts';
import { useTasksText } from './text.ts';

/** What an owner, a helper or a leader says of a task between two meetings. */
export function ReportForm({ task, today }: { task: TaskSummary; today: CivilDate }) {
  const t = useTasksText();
  const [state, setState] = useState<ReportedState | null>(null);
  const [percent, setPercent] = useState<number | null>(task.percent);
  const [doneOn, setDoneOn] = useState<CivilDate | null>(today);
  const [cause, setCause] = useState('');
  const [evidence, setEvidence] = useState('');
  const send = useWrite<typeof reportTask>('POST /api/tasks/:taskId/reports', {
    invalidates: [['task', task.taskId], ['tasks']],
    onDone: () => {
      setState(null);
      setCause('');
      setEvidence('');
      showToast({ text: t('sent') });
    },
  });
  const needsCause = state === 'not-done' || state === 'cannot-be-done';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (state === null) return;
    send.mutate({
      params: { taskId: task.taskId },
      body: {
        state,
        percent: state === 'in-progress' ? percent : null,
        cause: needsCause ? cause : null,
        evidence: evidence || null,
        doneOn: state === 'done' ? doneOn : null,
      },
    });
  };
  return (
    <Section title={t('report')} lead={t('reportLead')}>
      <form onSubmit={submit}>
        <Stack>
          <RadioCards
            label={t('howStands')}
            value={state}
            onChange={setState}
            options={[
              { value: 'in-progress', label: t('stateInProgress'), note: t('noteInProgress') },
              { value: 'done', label: t('stateDone'), note: t('noteDone') },
              { value: 'not-done', label: t('stateNotDone'), note: t('noteNotDone') },
              { value: 'cannot-be-done', label: t('stateCannotBeDone'), note: t('noteCannot') },
            ]}
          />
          {state === 'in-progress' && (
            <NumberField
              label={t('percent')}
              value={percent}
              onChange={setPercent}
              min={0}
              max={100}
              step={10}
              unit="%"
              error={fieldRefusal(send.error, 'percent')}
            />
          )}
          {state === 'done' && (
            <DateField
              label={t('doneOn')}
              hint={t('doneOnHint', { due: formatCivilDate(task.dueOn) })}
              value={doneOn}
              onChange={setDoneOn}
              max={today}
              required
              error={fieldRefusal(send.error, 'doneOn')}
            />
          )}
          {needsCause && (
            <TextArea
              label={t('cause')}
              hint={t('causeHint')}
              value={cause}
              onChange={setCause}
              maxLength={2000}
              required
              error={fieldRefusal(send.error, 'cause')}
            />
          )}
          {state !== null && (
            <>
              <TextArea
                label={t('evidence')}
                hint={t('evidenceHint')}
                value={evidence}
                onChange={setEvidence}
                maxLength={2000}
                error={fieldRefusal(send.error, 'evidence')}
              />
              {send.isError && <RefusalNotice refusal={send.error} />}
              <div>
                <Button
                  kind="main"
                  type="submit"
                  busy={send.isPending}
                  disabled={(needsCause && cause.trim() === '') || (state === 'done' && doneOn === null)}
                >
                  {t('send')}
                </Button>
              </div>
            </>
          )}
        </Stack>
      </form>
    </Section>
  );
}
