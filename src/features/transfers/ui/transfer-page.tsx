import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { Button, PrintButton } from '#ui-kit/actions.tsx';
import { ErrorState, LoadingState, Notice, RuleLine } from '#ui-kit/feedback.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { KeyValue } from '#ui-kit/show.tsx';
import type { Transfer } from '../contract.ts';
import { clockTone, useClockText } from './clock-line.tsx';
import { type NextStep, type OneTransfer, transferQuery } from './queries.ts';
import { StepDialog } from './step-dialog.tsx';
import { useTransfersText } from './text.ts';
import { TransferSteps } from './transfer-steps.tsx';

/** One transfer: where it stands, the clock, every step, and what this person may do next. */
export function TransferPage() {
  const t = useTransfersText();
  const { unitId, transferId } = usePageParams<'unitId' | 'transferId'>();
  const { data, error, isPending, isError, refetch } = useQuery(transferQuery(unitId, transferId));
  return (
    <Page
      title={data?.transfer.fullName ?? t('transfers')}
      lead={data && `${t(data.transfer.kind)}: ${data.transfer.fromName} → ${data.transfer.toName}`}
      back={{ to: `/units/${unitId}/transfers`, label: t('backToList') }}
      action={data && <PrintButton />}
    >
      {isPending && <LoadingState lines={8} />}
      {isError && <ErrorState error={error} onRetry={() => refetch()} />}
      {data && <Course answer={data} unitId={unitId} />}
    </Page>
  );
}

function Course({ answer, unitId }: { answer: OneTransfer; unitId: string }) {
  const t = useTransfersText();
  const clockText = useClockText();
  const [taking, setTaking] = useState<NextStep | null>(null);
  const { transfer, steps, next } = answer;
  const { clock } = transfer;
  const main = next.filter((one) => !['refuse', 'withdraw', 'lapse'].includes(one.step));
  const rest = next.filter((one) => !main.includes(one));
  return (
    <>
      {clock && (
        <Notice
          tone={clockTone(clock)}
          title={t('clockFor', {
            step: t(transfer.state === 'introduced' ? 'step_present' : 'step_request'),
            left: clockText(clock),
          })}
        >
          <p>{t('dueOnLong', { due: formatCivilDate(clock.dueOn) })}</p>
          <RuleLine rule={clock.rule} />
        </Notice>
      )}
      {next.length > 0 && (
        <Section title={t('next')}>
          <Row gap="small">
            {main.map((one) => (
              <Button key={one.step} kind="main" onClick={() => setTaking(one)}>
                {t(`step_${one.step}`)}
              </Button>
            ))}
            {rest.map((one) => (
              <Button key={one.step} onClick={() => setTaking(one)}>
                {t(`step_${one.step}`)}
              </Button>
            ))}
          </Row>
        </Section>
      )}
      <Section title={t('steps')}>
        <TransferSteps transfer={transfer} steps={steps} />
      </Section>
      <Section>
        <TransferFacts transfer={transfer} />
      </Section>
      {taking && (
        <StepDialog transfer={transfer} next={taking} viewedFrom={unitId} onClose={() => setTaking(null)} />
      )}
    </>
  );
}

/** What was agreed. */
export function TransferFacts({ transfer }: { transfer: Transfer }) {
  const t = useTransfersText();
  return (
    <Stack>
      <KeyValue
        facts={[
          { label: t('state'), value: t(`state_${transfer.state}`) },
          { label: t('from'), value: transfer.fromName },
          { label: t('to'), value: transfer.toName },
          { label: t('cause'), value: t(`${transfer.cause}Cause`) },
          { label: t('causeOnShort'), value: formatCivilDate(transfer.causeOn) },
          ...(transfer.stayFrom && transfer.lastDay
            ? [
                {
                  label: t('stay'),
                  value: t('stayFromTo', {
                    from: formatCivilDate(transfer.stayFrom),
                    to: formatCivilDate(transfer.lastDay),
                  }),
                },
              ]
            : []),
          ...(transfer.issuerName ? [{ label: t('issuer'), value: transfer.issuerName }] : []),
          ...(transfer.paper ? [{ label: t('paper'), value: transfer.paper }] : []),
        ]}
      />
    </Stack>
  );
}
