import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { civilDateAt } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { EmptyState, ErrorState, LoadingState, Notice, RuleLine } from '#ui-kit/feedback.tsx';
import { Checkbox, TextArea } from '#ui-kit/fields.tsx';
import { Page, Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { requestOwnTransfer } from '../contract.ts';
import { ClockLine, clockTone } from './clock-line.tsx';
import { ownTransfersQuery } from './queries.ts';
import { useTransfersText } from './text.ts';
import { begunOf, emptyTransfer, TransferForm } from './transfer-form.tsx';
import { TransferFacts } from './transfer-page.tsx';
import { TransferSteps } from './transfer-steps.tsx';

/** A member asks for a transfer and follows it. */
export function MyTransfersPage() {
  const t = useTransfersText();
  const { data, error, isPending, isError, refetch } = useQuery(ownTransfersQuery);
  const [isAsking, setIsAsking] = useState(false);
  const isOpen = data?.transfers.some((one) => one.closedOn === null);
  const canAsk = data?.branchId !== null && !isOpen && !isAsking;
  const askButton = data && canAsk && (
    <Button kind="main" onClick={() => setIsAsking(true)}>
      {t('askMine')}
    </Button>
  );
  return (
    <Page title={t('myTransfers')} lead={t('myLead')} action={askButton || undefined}>
      {isPending && <LoadingState lines={6} />}
      {isError && <ErrorState error={error} onRetry={() => refetch()} />}
      {isAsking && <AskForm onDone={() => setIsAsking(false)} />}
      {data && data.transfers.length === 0 && !isAsking && <EmptyState title={t('myNone')} />}
      {data?.transfers.map((transfer) => (
        <Section
          key={transfer.id}
          title={`${transfer.fromName} → ${transfer.toName}`}
          lead={t(`state_${transfer.state}`)}
        >
          <Stack>
            {transfer.clock && (
              <Notice tone={clockTone(transfer.clock)}>
                <p>
                  <ClockLine clock={transfer.clock} />
                </p>
                <RuleLine rule={transfer.clock.rule} />
              </Notice>
            )}
            <TransferSteps transfer={transfer} steps={transfer.steps} />
            <TransferFacts transfer={transfer} />
          </Stack>
        </Section>
      ))}
    </Page>
  );
}

function AskForm({ onDone }: { onDone: () => void }) {
  const t = useTransfersText();
  const [entry, setEntry] = useState(() => emptyTransfer(civilDateAt(Date.now())));
  const [hasReview, setHasReview] = useState(false);
  const [lateReason, setLateReason] = useState('');
  const [isTried, setIsTried] = useState(false);
  const begun = begunOf(entry);
  const save = useWrite<typeof requestOwnTransfer>('POST /api/me/transfers', {
    invalidates: [['transfers']],
    onDone: () => {
      showToast({ text: t('asked') });
      onDone();
    },
  });
  const isLate = (save.error as { code?: string } | null)?.code === 'transfers.late-reason-missing';
  const submit = () => {
    setIsTried(true);
    if (begun && hasReview)
      save.mutate({ body: { ...begun, hasReview, lateReason: lateReason.trim() || null } });
  };
  return (
    <Section title={t('askMine')}>
      <Stack>
        <TransferForm entry={entry} onChange={setEntry} error={save.error} isTried={isTried} />
        <Checkbox
          label={t('hasReview')}
          note={t('reviewHint')}
          checked={hasReview}
          onChange={setHasReview}
          error={isTried && !hasReview ? t('fillThis') : undefined}
        />
        {(isLate || lateReason !== '') && (
          <TextArea
            label={t('lateReason')}
            hint={t('lateReasonHint')}
            value={lateReason}
            onChange={setLateReason}
            maxLength={500}
            lines={2}
          />
        )}
        {isTried && (!begun || !hasReview) && (
          <Notice tone="warn" urgent>
            {t('fillAll')}
          </Notice>
        )}
        <Row>
          <Button onClick={onDone}>{t('cancel')}</Button>
          <Button kind="main" busy={save.isPending} onClick={submit}>
            {t('sendRequest')}
          </Button>
        </Row>
      </Stack>
    </Section>
  );
}
