import { useState } from 'react';
import { type CivilDate, civilDateAt } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { Dialog } from '#ui-kit/dialog.tsx';
import { fieldRefusal, Notice, RefusalNotice } from '#ui-kit/feedback.tsx';
import { Checkbox, DateField, TextArea, TextField } from '#ui-kit/fields.tsx';
import { Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { Transfer, takeIssuingStep, takeReceivingStep, takeSendingStep } from '../contract.ts';
import type { NextStep } from './queries.ts';
import { useTransfersText } from './text.ts';

type Props = { transfer: Transfer; next: NextStep; viewedFrom: string; onClose: () => void };

/** One step, one question: on which day, by which paper. */
export function StepDialog({ transfer, next, onClose }: Props) {
  const t = useTransfersText();
  const { step, side, unitId } = next;
  const [on, setOn] = useState<CivilDate | null>(civilDateAt(Date.now()));
  const [paper, setPaper] = useState('');
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  const [hasReview, setHasReview] = useState(false);
  const [isTried, setIsTried] = useState(false);
  const done = {
    invalidates: [['transfers'], ['members']],
    onDone: () => {
      showToast({ text: t('done', { what: t(`step_${step}`) }) });
      onClose();
    },
  };
  const send = useWrite<typeof takeSendingStep>(
    'POST /api/branches/:branchId/outgoing/:transferId/steps',
    done,
  );
  const issue = useWrite<typeof takeIssuingStep>('POST /api/units/:unitId/transfers/:transferId/steps', done);
  const receive = useWrite<typeof takeReceivingStep>(
    'POST /api/branches/:branchId/incoming/:transferId/steps',
    done,
  );
  const write = side === 'send' ? send : side === 'introduce' ? issue : receive;
  const hasTerm = step === 'request' || step === 'present';
  const isLate = hasTerm && transfer.clock !== null && on !== null && on > transfer.clock.dueOn;
  const needsReason = step === 'refuse' || step === 'withdraw' || step === 'lapse' || isLate;
  const missing = (isMissing: boolean) => (isTried && isMissing ? t('fillThis') : undefined);
  const submit = () => {
    setIsTried(true);
    if (!on || (needsReason && !reason.trim()) || (step === 'introduce' && !paper.trim())) return;
    if (step === 'request' && !hasReview) return;
    const body = {
      step,
      on,
      ...(step === 'request' ? { hasReview } : {}),
      ...(hasTerm ? { lateReason: reason.trim() || null } : needsReason ? { reason } : {}),
      ...(step === 'introduce' ? { paper } : {}),
      ...(step === 'receive' ? { note: note.trim() || null } : {}),
    };
    const params = { transferId: transfer.id };
    if (side === 'send') send.mutate({ params: { ...params, branchId: unitId }, body } as never);
    else if (side === 'introduce') issue.mutate({ params: { ...params, unitId }, body } as never);
    else receive.mutate({ params: { ...params, branchId: unitId }, body } as never);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`ask_${step as 'request'}`)}
      busy={write.isPending}
      actions={
        <>
          <Button onClick={onClose} disabled={write.isPending}>
            {t('cancel')}
          </Button>
          <Button
            kind={step === 'refuse' || step === 'withdraw' || step === 'lapse' ? 'danger' : 'main'}
            busy={write.isPending}
            onClick={submit}
          >
            {t(`step_${step}`)}
          </Button>
        </>
      }
    >
      <Stack>
        <p>
          <strong>{transfer.fullName}</strong>
        </p>
        {step === 'receive' && (
          <Notice>
            {t(transfer.kind === 'official' ? 'receiveNote' : 'receiveStayNote', {
              from: transfer.fromName,
              to: transfer.toName,
            })}
          </Notice>
        )}
        {write.error && <RefusalNotice refusal={write.error} />}
        <DateField
          label={t('on')}
          value={on}
          onChange={setOn}
          error={fieldRefusal(write.error, 'on') ?? missing(on === null)}
          required
        />
        {step === 'introduce' && (
          <TextField
            label={t('paper')}
            hint={t('paperHint')}
            value={paper}
            onChange={setPaper}
            maxLength={200}
            error={missing(!paper.trim())}
            required
          />
        )}
        {step === 'request' && (
          <Checkbox
            label={t('hasReview')}
            checked={hasReview}
            onChange={setHasReview}
            error={fieldRefusal(write.error, 'hasReview') ?? missing(!hasReview)}
          />
        )}
        {needsReason && (
          <TextArea
            label={hasTerm ? t('lateReason') : t('why')}
            hint={hasTerm ? t('lateReasonHint') : undefined}
            value={reason}
            onChange={setReason}
            maxLength={500}
            lines={2}
            error={fieldRefusal(write.error, 'lateReason') ?? missing(!reason.trim())}
            required
          />
        )}
        {step === 'receive' && (
          <TextField label={t('noteOptional')} value={note} onChange={setNote} maxLength={200} />
        )}
      </Stack>
    </Dialog>
  );
}
