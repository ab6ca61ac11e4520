import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#ui-kit/actions.tsx';
import { ErrorState, LoadingState, Notice } from '#ui-kit/feedback.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { Panels } from '#ui-kit/panels.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { ReasonDialog } from '#ui-kit/reason-dialog.tsx';
import type { withdrawDirective } from '../contract.ts';
import { LaterPapersNotice } from './later-papers.tsx';
import { LinkPaperButton } from './link-fields.tsx';
import { PaperActions, PaperFacts } from './paper-facts.tsx';
import { PaperFiles } from './paper-files.tsx';
import { issuedQuery } from './queries.ts';
import { ReachSection } from './reach-section.tsx';
import { useDirectivesText } from './text.ts';

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
  const { directive, abilities } = paper.data;
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
        <ReachSection unitId={unitId} directiveId={directiveId} />
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
