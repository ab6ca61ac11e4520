import { useQuery } from '@tanstack/react-query';
import { usePostWords } from '#features/mandates/widgets.tsx';
import { OpenUnitList } from '#features/members/widgets.tsx';
import { formatCivilDate } from '#kernel/civil-date.ts';
import type { Answer } from '#kernel/route.ts';
import { personSortKey } from '#kernel/vietnamese.ts';
import { LinkButton, PrintButton } from '#ui-kit/actions.tsx';
import { addressFor } from '#ui-kit/call.ts';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { EmptyState, ErrorState, LoadingState } from '#ui-kit/feedback.tsx';
import { IconDownload } from '#ui-kit/icons.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Row, Section } from '#ui-kit/page-frame.tsx';
import { KeyValue } from '#ui-kit/show.tsx';
import type { getHandover, getHandoverMinutes } from '../contract.ts';
import { handoverQuery } from './queries.ts';
import { useTransfersText } from './text.ts';

type Someone = Answer<typeof getHandover>['members'][number];

/** A collective transfer: its papers and the member list. */
export function HandoverPage() {
  const t = useTransfersText();
  const words = usePostWords();
  const { unitId, handoverId } = usePageParams<'unitId' | 'handoverId'>();
  const { data, error, isPending, isError, refetch } = useQuery(handoverQuery(unitId, handoverId));
  const file = (format: 'docx' | 'pdf' | 'txt') =>
    addressFor<typeof getHandoverMinutes>('GET /api/units/:unitId/handovers/:handoverId/minutes/:format', {
      params: { unitId, handoverId, format },
    });
  const columns: Column<Someone>[] = [
    {
      key: 'name',
      header: t('member'),
      text: (m) => m.fullName,
      sortKey: (m) => personSortKey(m.fullName),
      primary: true,
    },
    { key: 'status', header: t('status'), text: (m) => words.status(m.status) },
  ];
  return (
    <Page
      title={t('handovers')}
      lead={data && `${data.fromName} → ${data.toName}`}
      back={{ to: `/units/${unitId}/handovers`, label: t('handovers') }}
      action={data && <PrintButton />}
    >
      {isPending && <LoadingState lines={8} />}
      {isError && <ErrorState error={error} onRetry={() => refetch()} />}
      {data && (
        <>
          {data.names === 'after-reason' ? (
            <OpenUnitList unitId={unitId} lead={t('askNamesLead')} onOpened={() => void refetch()} />
          ) : (
            <Section title={t('minutes')}>
              <Row gap="small">
                <LinkButton icon={<IconDownload />} to={file('docx')} download>
                  {t('word')}
                </LinkButton>
                <LinkButton icon={<IconDownload />} to={file('pdf')} download>
                  {t('pdf')}
                </LinkButton>
                <LinkButton icon={<IconDownload />} to={file('txt')} download>
                  {t('plain')}
                </LinkButton>
              </Row>
            </Section>
          )}
          <Section>
            <KeyValue
              facts={[
                { label: t('handOn'), value: formatCivilDate(data.on) },
                { label: t('giver'), value: data.fromName },
                { label: t('receiver'), value: data.toName },
                { label: t('decision'), value: `${data.decision}, ${formatCivilDate(data.decidedOn)}` },
                ...(data.receivingDecision
                  ? [{ label: t('receivingDecision'), value: data.receivingDecision }]
                  : []),
                { label: t('count'), value: data.count },
              ]}
            />
          </Section>
          <Section title={t('list')}>
            <DataTable
              bare
              caption={t('list')}
              name="handed-over"
              columns={columns}
              rows={data.members}
              rowKey={(m) => m.personId}
              empty={<EmptyState title={t('none')} />}
            />
          </Section>
        </>
      )}
    </Page>
  );
}
