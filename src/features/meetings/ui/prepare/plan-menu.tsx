import { useState } from 'react';
import type { CivilDate } from '#kernel/civil-date.ts';
import { Button, PrintButton } from '#ui-kit/actions.tsx';
import { ConfirmDialog, Dialog } from '#ui-kit/dialog.tsx';
import { fieldRefusal, RefusalNotice } from '#ui-kit/feedback.tsx';
import { DateField, TextArea, TextField, TimeField } from '#ui-kit/fields.tsx';
import { IconCalendar, IconCross } from '#ui-kit/icons.tsx';
import { useGo } from '#ui-kit/page.ts';
import { Row } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { cancelMeeting, replanMeeting } from '../../contract.ts';
import { useDraft } from '../journal/use-draft.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { usePrepareText } from './text.ts';

/** What is seldom needed: another day, no meeting at all, paper. */
export function PlanMenu({ meeting }: { meeting: OpenMeeting }) {
  const t = usePrepareText();
  const [open, setOpen] = useState<'move' | 'cancel' | null>(null);
  return (
    <Row gap="small">
      <Button kind="plain" icon={<IconCalendar />} onClick={() => setOpen('move')}>
        {t('move')}
      </Button>
      <PrintButton kind="plain" label={t('print')} />
      <Button kind="plain" icon={<IconCross />} onClick={() => setOpen('cancel')}>
        {t('cancelMeeting')}
      </Button>
      {open === 'move' && <MoveDialog meeting={meeting} onClose={() => setOpen(null)} />}
      {open === 'cancel' && <CancelDialog meeting={meeting} onClose={() => setOpen(null)} />}
    </Row>
  );
}

function MoveDialog({ meeting, onClose }: { meeting: OpenMeeting; onClose: () => void }) {
  const t = usePrepareText();
  const plan = meeting.view.context.meeting;
  const [plannedOn, setPlannedOn] = useState<CivilDate | null>(plan.plannedOn);
  const [plannedTime, setPlannedTime] = useState<string | null>(plan.plannedTime);
  const [place, setPlace] = useState(plan.place);
  const [isTried, setIsTried] = useState(false);
  const move = useWrite<typeof replanMeeting>('PUT /api/meetings/:meetingId/plan', {
    invalidates: [['home'], ['meetings', plan.branchId], ['meeting-notice', plan.id]],
    onDone: () => {
      showToast({ text: t('moved') });
      void meeting.journal.reload().catch(() => {});
      onClose();
    },
  });
  const missing = (isMissing: boolean) => (isTried && isMissing ? t('fillThis') : undefined);
  const submit = () => {
    setIsTried(true);
    if (!plannedOn || !plannedTime || !place.trim()) return;
    move.mutate({ params: { meetingId: plan.id }, body: { plannedOn, plannedTime, place: place.trim() } });
  };
  return (
    <Dialog
      open
      title={t('moveTitle')}
      onClose={onClose}
      busy={move.isPending}
      actions={
        <>
          <Button onClick={onClose} disabled={move.isPending}>
            {t('cancel')}
          </Button>
          <Button kind="main" busy={move.isPending} onClick={submit}>
            {t('move')}
          </Button>
        </>
      }
    >
      <p>{t('moveLead')}</p>
      <DateField
        label={t('date')}
        required
        value={plannedOn}
        onChange={setPlannedOn}
        error={fieldRefusal(move.error, 'plannedOn') ?? missing(!plannedOn)}
      />
      <TimeField
        label={t('time')}
        required
        value={plannedTime}
        onChange={setPlannedTime}
        error={fieldRefusal(move.error, 'plannedTime') ?? missing(!plannedTime)}
      />
      <TextField
        label={t('place')}
        required
        maxLength={300}
        value={place}
        onChange={setPlace}
        error={fieldRefusal(move.error, 'place') ?? missing(!place.trim())}
      />
      <RefusalNotice refusal={move.error} />
    </Dialog>
  );
}

function CancelDialog({ meeting, onClose }: { meeting: OpenMeeting; onClose: () => void }) {
  const t = usePrepareText();
  const go = useGo();
  const plan = meeting.view.context.meeting;
  const [reason, setReason, clear] = useDraft(`cancel.${plan.id}`);
  const [isTried, setIsTried] = useState(false);
  const cancel = useWrite<typeof cancelMeeting>('POST /api/meetings/:meetingId/cancel', {
    invalidates: [['home'], ['meetings', plan.branchId]],
    onDone: () => {
      clear();
      showToast({ text: t('cancelled') });
      go(`/branches/${plan.branchId}/meetings`);
    },
  });
  return (
    <ConfirmDialog
      open
      danger
      title={t('cancelTitle')}
      confirmLabel={t('cancelConfirm')}
      cancelLabel={t('keep')}
      busy={cancel.isPending}
      onClose={onClose}
      onConfirm={() => {
        setIsTried(true);
        if (reason.trim()) cancel.mutate({ params: { meetingId: plan.id }, body: { reason: reason.trim() } });
      }}
      notice={<RefusalNotice refusal={cancel.error} />}
    >
      <div className="k-stack">
        <p>{t('cancelLead')}</p>
        <TextArea
          label={t('cancelReason')}
          required
          maxLength={500}
          lines={2}
          value={reason}
          onChange={setReason}
          error={isTried && !reason.trim() ? t('fillThis') : fieldRefusal(cancel.error, 'reason')}
        />
      </div>
    </ConfirmDialog>
  );
}
