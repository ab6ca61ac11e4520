import { useQuery } from '@tanstack/react-query';
import { civilDateAt, clockTimeAt, formatCivilDate } from '#kernel/civil-date.ts';
import type { Answer } from '#kernel/route.ts';
import { PrintButton, TextLink } from '#ui-kit/actions.tsx';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { EmptyState, ErrorState, LoadingState } from '#ui-kit/feedback.tsx';
import { Page, Row, Section } from '#ui-kit/page-frame.tsx';
import type { getOwnRecord } from '../contract.ts';
import { LifeLine } from './life-line.tsx';
import { OwnCorrections } from './own-corrections.tsx';
import { ownRecordQuery } from './queries.ts';
import { RecordFacts } from './record-facts.tsx';
import { useMembersText } from './text.ts';

type Read = Answer<typeof getOwnRecord>['reads'][number];

const READ_KEYS: Record<
  string,
  'readList' | 'readPerson' | 'readCorrections' | 'readDuplicates' | 'readPapers'
> = {
  'members.list': 'readList',
  'members.read-person': 'readPerson',
  'members.corrections': 'readCorrections',
  'members.duplicates': 'readDuplicates',
  'meetings.take-out': 'readPapers',
};

/** What is kept about me, and who has seen it. */
export function OwnRecordPage() {
  const t = useMembersText();
  const record = useQuery(ownRecordQuery);
  const what = (key: string) => {
    const known = READ_KEYS[key];
    if (known) return t(known);
    if (key.startsWith('meetings.')) return t('readMeeting');
    return t(key.startsWith('transfers.') ? 'readTransfer' : 'readOther');
  };
  const when = ({ at, times }: Read) => {
    const ms = Date.parse(at);
    const last = `${formatCivilDate(civilDateAt(ms))} ${clockTimeAt(ms)}`;
    return times > 1 ? t('readTimes', { last, count: times }) : last;
  };
  const columns: Column<Read>[] = [
    { key: 'by', header: t('name'), text: (r) => r.by, primary: true },
    { key: 'what', header: t('readWhat'), text: (r) => what(r.what) },
    { key: 'reason', header: t('why'), text: (r) => r.reason ?? '' },
    { key: 'at', header: t('readAt'), text: when, sortKey: (r) => r.at },
  ];
  return (
    <Page title={t('ownRecord')} lead={t('ownRecordLead')} action={<PrintButton />}>
      <Row>
        <TextLink to="/my-transfers">{t('myTransfers')}</TextLink>
      </Row>
      {record.isPending && <LoadingState lines={8} />}
      {record.isError && <ErrorState error={record.error} onRetry={() => record.refetch()} />}
      {record.data && (
        <>
          <Section title={t('lifeLine')}>
            <LifeLine person={record.data.person} />
          </Section>
          <RecordFacts person={record.data.person} />
          <OwnCorrections answer={record.data} />
          <Section title={t('reads')}>
            <DataTable
              bare
              caption={t('reads')}
              name="reads"
              columns={columns}
              rows={record.data.reads}
              rowKey={(r) => `${r.at}${r.by}${r.what}`}
              empty={<EmptyState title={t('noReads')} />}
            />
          </Section>
        </>
      )}
    </Page>
  );
}
