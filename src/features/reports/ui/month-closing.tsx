import { useState } from 'react';
import { formatYearMonth, type YearMonth } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { ConfirmDialog } from '#ui-kit/dialog.tsx';
import { Notice, RefusalNotice } from '#ui-kit/feedback.tsx';
import { Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { ReasonDialog } from '#ui-kit/reason-dialog.tsx';
import { showToast } from '#ui-kit/toasts.tsx';
import type { closeMonth, reopenMonth } from '../contract.ts';
import { useReportsText } from './text.ts';

type Closing = {
  unitId: string;
  month: YearMonth;
  isClosed: boolean;
  isClosedHere: boolean;
  mayClose: boolean;
  /** Branches that have not met. */
  without: number;
};

/** Says whether the month is closed, and lets those who may close it or open it again. */
export function MonthClosing({ unitId, month, isClosed, isClosedHere, mayClose, without }: Closing) {
  const t = useReportsText();
  const [asks, setAsks] = useState<'close' | 'reopen' | null>(null);
  const shown = formatYearMonth(month);
  const invalidates = [['months']];
  const close = useWrite<typeof closeMonth>('POST /api/units/:unitId/months/:month/close', {
    invalidates,
    onDone: () => {
      setAsks(null);
      showToast({ text: t('closedDone', { month: shown }) });
    },
  });
  const reopen = useWrite<typeof reopenMonth>('POST /api/units/:unitId/months/:month/reopen', {
    invalidates,
    onDone: () => {
      setAsks(null);
      showToast({ text: t('reopenDone', { month: shown }) });
    },
  });
  return (
    <>
      {isClosed && (
        <Notice
          title={t('closed', { month: shown })}
          action={
            isClosedHere && mayClose ? (
              <Button onClick={() => setAsks('reopen')}>{t('reopen')}</Button>
            ) : undefined
          }
        >
          {!isClosedHere && t('closedAbove')}
        </Notice>
      )}
      {!isClosed && mayClose && (
        <div className="k-no-print">
          <Button onClick={() => setAsks('close')}>{t('closeMonth')}</Button>
        </div>
      )}
      <ConfirmDialog
        open={asks === 'close'}
        title={t('closeTitle', { month: shown })}
        confirmLabel={t('closeMonth')}
        busy={close.isPending}
        notice={close.isError ? <RefusalNotice refusal={close.error} /> : undefined}
        onClose={() => setAsks(null)}
        onConfirm={() => close.mutate({ params: { unitId, month } })}
      >
        <Stack>
          <p>{t('closeText')}</p>
          {without > 0 && <Notice tone="warn">{t('closeWarn', { count: without })}</Notice>}
        </Stack>
      </ConfirmDialog>
      <ReasonDialog
        open={asks === 'reopen'}
        title={t('reopenTitle', { month: shown })}
        label={t('reopenReason')}
        confirmLabel={t('reopen')}
        write={reopen}
        onClose={() => setAsks(null)}
        onConfirm={(reason) => reopen.mutate({ params: { unitId, month }, body: { reason } })}
      >
        <p>{t('reopenText')}</p>
      </ReasonDialog>
    </>
  );
}
