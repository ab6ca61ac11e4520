import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { civilDateAt, formatCivilDate } from '#kernel/civil-date.ts';
import { PrintButton } from '#ui-kit/actions.tsx';
import { addressFor } from '#ui-kit/call.ts';
import { ErrorState, LoadingState } from '#ui-kit/feedback.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Section } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import type { getBranchDirectiveFile, receiveDirective } from '../contract.ts';
import { PaperFacts } from './paper-facts.tsx';
import { receivedQuery } from './queries.ts';
import { useDirectivesText } from './text.ts';

/** One paper as the branch has it. Opened by a leader, it counts as opened by the branch. */
export function ReceivedPage() {
  const t = useDirectivesText();
  const { branchId, directiveId } = usePageParams<'branchId' | 'directiveId'>();
  const paper = useQuery(receivedQuery(branchId, directiveId));
  const receive = useWrite<typeof receiveDirective>(
    'POST /api/branches/:branchId/directives/:directiveId/receipt',
    { invalidates: [['directives', 'branch', branchId]] },
  );
  const isFirstOpening = paper.data?.abilities.receive === true && paper.data.directive.receivedAt === null;
  const told = useRef<string | null>(null);
  const { mutate } = receive;
  useEffect(() => {
    if (!isFirstOpening || told.current === directiveId) return;
    told.current = directiveId;
    mutate({ params: { branchId, directiveId } });
  }, [isFirstOpening, branchId, directiveId, mutate]);

  const back = { to: `/branches/${branchId}/directives`, label: t('inbox') };
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
  const { directive } = paper.data;
  return (
    <Page title={directive.title} lead={directive.symbol} back={back} action={<PrintButton />}>
      <Section>
        <PaperFacts
          directive={directive}
          fileAddress={addressFor<typeof getBranchDirectiveFile>(
            'GET /api/branches/:branchId/directives/:directiveId/file',
            { params: { branchId, directiveId } },
          )}
          more={[
            {
              label: t('opened'),
              value: directive.receivedAt
                ? t('openedBy', {
                    name: directive.receivedByName ?? '',
                    date: formatCivilDate(civilDateAt(Date.parse(directive.receivedAt))),
                  })
                : t('notOpened'),
            },
          ]}
        />
      </Section>
    </Page>
  );
}
