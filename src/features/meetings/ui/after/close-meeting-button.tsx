import { useState } from 'react';
import { formatYearMonth } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { ConfirmDialog } from '#ui-kit/dialog.tsx';
import { Notice, RefusalNotice } from '#ui-kit/feedback.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { closeMeeting } from '../../contract.ts';
import type { Gap } from '../../domain/may-close.ts';
import { useGapSentence } from '../gaps.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { useAfterText } from './text.ts';

/** Closes the meeting for good, after saying what that means and what goes into the record as it is. */
export function CloseMeetingButton({ meeting, gaps }: { meeting: OpenMeeting; gaps: readonly Gap[] }) {
  const t = useAfterText();
  const sentenceOf = useGapSentence();
  const [isAsking, setIsAsking] = useState(false);
  const { view, journal, pending } = meeting;
  const close = useWrite<typeof closeMeeting>('POST /api/meetings/:meetingId/close', {
    invalidates: [['meetings', view.meeting.branchId], ['home']],
    onDone: () => {
      setIsAsking(false);
      showToast({ text: t('closeDone') });
      void journal.reload();
    },
  });
  return (
    <>
      <Button kind="main" size="large" onClick={() => setIsAsking(true)}>
        {t('close')}
      </Button>
      <ConfirmDialog
        open={isAsking}
        title={t('closeAsk', { month: formatYearMonth(view.meeting.month) })}
        confirmLabel={t('close')}
        busy={close.isPending || pending > 0}
        notice={<RefusalNotice refusal={close.error} />}
        onConfirm={() => close.mutate({ params: { meetingId: view.meeting.id } })}
        onClose={() => {
          setIsAsking(false);
          close.reset();
        }}
      >
        <div className="k-stack">
          <p>{t('closeExplain')}</p>
          <p>
            <strong>{t('closeFinal')}</strong>
          </p>
          {gaps.length > 0 && (
            <div>
              <p>{t('closeAsIs')}</p>
              <ul className="after-lines">
                {gaps.map((gap) => (
                  <li key={gap.gap}>{sentenceOf(gap, view.context)}</li>
                ))}
              </ul>
            </div>
          )}
          <div role="status">
            {pending > 0 && <Notice tone="warn">{t('closeWait', { count: pending })}</Notice>}
          </div>
        </div>
      </ConfirmDialog>
    </>
  );
}
