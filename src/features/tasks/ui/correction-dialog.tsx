import { useState } from 'react';
import { type CivilDate, monthOf, type YearMonth } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { Dialog } from '#ui-kit/dialog.tsx';
import { fieldRefusal, RefusalNotice } from '#ui-kit/feedback.tsx';
import { DateField, SelectField, TextArea } from '#ui-kit/fields.tsx';
import { Stack } from '#ui-kit/page-frame.tsx';
import { PickField } from '#ui-kit/pick-field.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { correctTask, TaskSummary } from '../contract.ts';
import { monthsAround } from './months-around.ts';
import { useTasksText } from './text.ts';

export type CorrectionDialogProps = {
  task: TaskSummary;
  candidates: readonly { personId: string; fullName: string }[];
  onClose: () => void;
};

/** Another owner, another day, and why. */
export function CorrectionDialog({ task, candidates, onClose }: CorrectionDialogProps) {
  const t = useTasksText();
  const [ownerId, setOwnerId] = useState<string | null>(task.ownerId);
  const [dueOn, setDueOn] = useState<CivilDate | null>(task.dueOn);
  const [reportMonth, setReportMonth] = useState<YearMonth>(task.reportMonth);
  const [reason, setReason] = useState('');
  const save = useWrite<typeof correctTask>('POST /api/tasks/:taskId/corrections', {
    invalidates: [['task', task.taskId], ['tasks']],
    onDone: () => {
      showToast({ text: t('corrected') });
      onClose();
    },
  });
  const moveDue = (day: CivilDate | null) => {
    setDueOn(day);
    // A task cannot be reported before it is due; a later month that somebody chose stays.
    if (day !== null && reportMonth < monthOf(day)) setReportMonth(monthOf(day));
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('correct')}
      busy={save.isPending}
      actions={
        <>
          <Button onClick={onClose} disabled={save.isPending}>
            {t('cancel')}
          </Button>
          <Button
            kind="main"
            busy={save.isPending}
            disabled={ownerId === null || dueOn === null || reason.trim() === ''}
            onClick={() =>
              ownerId !== null &&
              dueOn !== null &&
              save.mutate({ params: { taskId: task.taskId }, body: { ownerId, dueOn, reportMonth, reason } })
            }
          >
            {t('save')}
          </Button>
        </>
      }
    >
      <Stack>
        <PickField
          label={t('owner')}
          value={ownerId}
          onChange={setOwnerId}
          placeholder={t('chooseOwner')}
          options={withPresentOwner(task, candidates)}
          error={fieldRefusal(save.error, 'ownerId')}
        />
        <DateField
          label={t('due')}
          value={dueOn}
          onChange={moveDue}
          error={fieldRefusal(save.error, 'dueOn')}
        />
        <SelectField
          label={t('reportMonth')}
          value={reportMonth}
          onChange={setReportMonth}
          options={monthsAround(task, reportMonth)}
          error={fieldRefusal(save.error, 'reportMonth')}
        />
        <TextArea label={t('reason')} value={reason} onChange={setReason} maxLength={500} required />
        {save.isError && <RefusalNotice refusal={save.error} />}
      </Stack>
    </Dialog>
  );
}

/** An owner who has left the branch is still shown as the one who has the task. */
const withPresentOwner = (task: TaskSummary, candidates: CorrectionDialogProps['candidates']) => [
  ...(candidates.some((one) => one.personId === task.ownerId)
    ? []
    : [{ value: task.ownerId, label: task.ownerName }]),
  ...candidates.map((one) => ({ value: one.personId, label: one.fullName })),
];
