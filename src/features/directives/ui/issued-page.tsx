import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { civilDateAt, clockTimeAt, formatCivilDate } from '#kernel/civil-date.ts';
import type { Answer } from '#kernel/route.ts';
import { Button, CopyButton } from '#ui-kit/actions.tsx';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { EmptyState, ErrorState, LoadingState, Notice, StatusDot } from '#ui-kit/feedback.tsx';
import { IconCheck, IconClock } from '#ui-kit/icons.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { Panels } from '#ui-kit/panels.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { ReasonDialog } from '#ui-kit/reason-dialog.tsx';
import { CountBar } from '#ui-kit/show.tsx';
import type { getIssuedDirective, withdrawDirective } from '../contract.ts';
import { LaterPapersNotice } from './later-papers.tsx';
import { LinkPaperButton } from './link-fields.tsx';
import { PaperActions, PaperFacts } from './paper-facts.tsx';
import { PaperFiles } from './paper-files.tsx';
import { issuedQuery } from './queries.ts';
import { useDirectivesText } from './text.ts';

type Recipient = Answer<typeof getIssuedDirective>['recipients'][number];

const momentOf = (at: string) => {
  const ms = Date.parse(at);
  return `${formatCivilDate(civilDateAt(ms))} ${clockTimeAt(ms)}`;
};

function Reach({
  recipients,
  total,
  opened,
  name,
  isWithdrawn,
}: {
  recipients: readonly Recipient[];
  total: number;
  opened: number;
  name: string;
  isWithdrawn: boolean;
}) {
  const t = useDirectivesText();
  const unopened = recipients.filter((one) => one.receivedAt === null);
  const columns: Column<Recipient>[] = [
    { key: 'unit', header: t('unitColumn'), text: (one) => one.unitName, primary: true },
    {
      key: 'opened',
      header: t('opened'),
      text: (one) =>
        one.receivedAt ? `${one.receivedByName ?? ''}, ${momentOf(one.receivedAt)}` : t('unopened'),
      sortKey: (one) => one.receivedAt,
      cell: (one) =>
        one.receivedAt ? (
          <StatusDot tone="success" icon={IconCheck}>
            {one.receivedByName}, {momentOf(one.receivedAt)}
          </StatusDot>
        ) : (
          <StatusDot tone="warn" icon={IconClock}>
            {t('unopened')}
          </StatusDot>
        ),
      brief: 'plain',
    },
  ];
  return (
    <Section title={t('opened')}>
      <CountBar
        label={t('reach', { opened, recipients: total })}
        total={total}
        parts={[
          { key: 'opened', label: t('openedByUs'), count: opened, tone: 'success' },
          { key: 'unopened', label: t('unopened'), count: total - opened, tone: 'warn' },
        ]}
      />
      {unopened.length > 0 && !isWithdrawn && (
        <Row>
          <CopyButton
            label={t('copyReminder')}
            text={() => t('reminder', { paper: name, units: unopened.map((one) => one.unitName).join('; ') })}
          />
          <span className="k-soft k-small">{t('unopenedNote')}</span>
        </Row>
      )}
      {recipients.length < total && <p>{t('firstRecipients', { count: recipients.length })}</p>}
      <DataTable
        caption={t('opened')}
        name="directive-recipients"
        columns={columns}
        rows={recipients}
        rowKey={(one) => one.unitId}
        folds={{
          order: (a, b) => Number(a.receivedAt !== null) - Number(b.receivedAt !== null),
          foldOf: (one, at) =>
            one.receivedAt === null ? (at < 5 ? null : t('unopenedMore')) : t('openedByUs'),
        }}
        isSlim
        empty={<EmptyState title={t('noUnits')} />}
      />
    </Section>
  );
}

/** One paper of the committee: which unit opened it, its files, taking it back. */
export function IssuedPage() {
  const t = useDirectivesText();
  const { unitId, directiveId } = usePageParams<'unitId' | 'directiveId'>();
  const paper = useQuery(issuedQuery(unitId, directiveId));
  const [isWithdrawing, setIsWithdrawing] = useState(false);
  const withdraw = useWrite<typeof withdrawDirective>(
    'POST /api/units/:unitId/directives/:directiveId/withdraw',
    {
      invalidates: [['directives', 'unit', unitId]],
      onDone: () => setIsWithdrawing(false),
    },
  );
  const back = { to: `/units/${unitId}/directives`, label: t('issued') };
  if (paper.isPending)
    return (
      <Page title={t('paper')} back={back}>
        <LoadingState />
      </Page>
    );
  if (paper.isError)
    return (
      <Page title={t('paper')} back={back}>
        <ErrorState error={paper.error} onRetry={() => void paper.refetch()} />
      </Page>
    );
  const { directive, recipients, abilities } = paper.data;
  const name = `${directive.symbol}: ${directive.title}`;
  return (
    <Page
      title={directive.title}
      lead={directive.symbol}
      back={back}
      action={<PaperActions unitId={unitId} directiveId={directiveId} />}
    >
      <Stack>
        {directive.withdrawnBecause !== null && (
          <Notice tone="warn">{t('withdrawnBecause', { reason: directive.withdrawnBecause })}</Notice>
        )}
        <LaterPapersNotice later={directive.laterPapers} />
        <Section
          action={
            abilities.issue ? (
              <Row gap="small">
                <LinkPaperButton unitId={unitId} directiveId={directiveId} />
                <Button onClick={() => setIsWithdrawing(true)}>{t('withdraw')}</Button>
              </Row>
            ) : undefined
          }
        >
          <PaperFacts directive={directive} />
        </Section>
        <PaperFiles unitId={unitId} data={paper.data} />
        <Panels on="issued-paper" id={directiveId} kind={directive.kind} day={directive.sentOn} name={name} />
        <Reach
          recipients={recipients}
          total={directive.recipients}
          opened={directive.opened}
          name={name}
          isWithdrawn={directive.withdrawnBecause !== null}
        />
      </Stack>
      <ReasonDialog
        open={isWithdrawing}
        title={t('withdraw')}
        label={t('withdrawReason')}
        confirmLabel={t('withdraw')}
        danger
        write={withdraw}
        onClose={() => setIsWithdrawing(false)}
        onConfirm={(reason) => withdraw.mutate({ params: { unitId, directiveId }, body: { reason } })}
      >
        <p>{t('withdrawText')}</p>
      </ReasonDialog>
    </Page>
  );
}
