import { useQuery } from '@tanstack/react-query';
import { PrintButton } from '#ui-kit/actions.tsx';
import { usePageParams, usePageQuery } from '#ui-kit/page.ts';
import { Page, Stack } from '#ui-kit/page-frame.tsx';
import { issuedQuery } from './queries.ts';
import { ReachSection } from './reach-section.tsx';
import { useDirectivesText } from './text.ts';

/** What became of a paper under one of the units below the committee. */
export function ReachPage() {
  const t = useDirectivesText();
  const { unitId, directiveId } = usePageParams<'unitId' | 'directiveId'>();
  const { underId = null } = usePageQuery();
  const { data } = useQuery(issuedQuery(unitId, directiveId, { underId, show: 'all' }));
  return (
    <Page
      title={data?.under?.name ?? t('reachTitle')}
      lead={data && `${data.directive.symbol}: ${data.directive.title}`}
      back={{ to: `/units/${unitId}/directives/${directiveId}`, label: t('paper') }}
      action={<PrintButton />}
    >
      <Stack>
        <ReachSection key={underId} unitId={unitId} directiveId={directiveId} underId={underId} />
      </Stack>
    </Page>
  );
}
