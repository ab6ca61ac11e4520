import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCivilDate } from '#kernel/civil-date.ts';
import type { Answer } from '#kernel/route.ts';
import { CopyButton, PrintButton, TextLink } from '#ui-kit/actions.tsx';
import { EmptyState, ErrorState, LoadingState, RefusalNotice } from '#ui-kit/feedback.tsx';
import { TextArea } from '#ui-kit/fields.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { SendButton } from '#ui-kit/send-button.tsx';
import { KeyValue } from '#ui-kit/show.tsx';
import { showToast } from '#ui-kit/toasts.tsx';
import type { listMatters, settleMatter } from '../contract.ts';
import { DutyMark } from './duty-mark.tsx';
import { mattersQuery } from './queries.ts';
import { useAssignmentsText } from './text.ts';

type Matter = Answer<typeof listMatters>['matters'][number];

function MatterCard({ unitId, matter, maySettle }: { unitId: string; matter: Matter; maySettle: boolean }) {
  const t = useAssignmentsText();
  const [text, setText] = useState('');
  const settle = useWrite<typeof settleMatter>('POST /api/units/:unitId/matters/:dutyId/conclusion', {
    invalidates: [['assignments'], ['home']],
    onDone: () => showToast({ text: t('concluded') }),
  });
  return (
    <Section title={`${matter.holderName}: ${matter.title}`}>
      <KeyValue
        facts={[
          { label: t('state'), value: <DutyMark state={matter.state} /> },
          { label: t('output'), value: matter.output },
          { label: t('due'), value: formatCivilDate(matter.dueOn) },
          { label: t('urgings'), value: t('urgedTimes', { count: matter.urgings }) },
          ...(matter.lastAnswer ? [{ label: t('lastAnswer'), value: matter.lastAnswer }] : []),
          { label: t('raisedOn'), value: formatCivilDate(matter.raisedOn) },
          ...(matter.conclusion
            ? [
                {
                  label: `${t('conclusion')}, ${formatCivilDate(matter.settledOn!)}`,
                  value: matter.conclusion,
                },
              ]
            : []),
        ]}
      />
      <p>
        <TextLink to={`/duties/${matter.dutyId}`}>{t('history')}</TextLink>
      </p>
      {matter.conclusion === null && maySettle && (
        <Stack gap="small">
          <TextArea label={t('conclusion')} value={text} onChange={setText} maxLength={2000} lines={2} />
          {settle.isError && <RefusalNotice refusal={settle.error} />}
          <div>
            <SendButton
              kind="quiet"
              busy={settle.isPending}
              missing={[text.trim() === '' && t('conclusion')]}
              onClick={() =>
                settle.mutate({ params: { unitId, dutyId: matter.dutyId }, body: { conclusion: text } })
              }
            >
              {t('conclude')}
            </SendButton>
          </div>
        </Stack>
      )}
    </Section>
  );
}

/** What the committee takes up at its next meeting. The list is copied into its programme of work. */
export function MattersPage() {
  const t = useAssignmentsText();
  const { unitId } = usePageParams<'unitId'>();
  const list = useQuery(mattersQuery(unitId));
  const open = list.data?.matters.filter((matter) => matter.conclusion === null) ?? [];
  const asText = () =>
    open
      .map(
        (matter, index) =>
          `${index + 1}. ${matter.holderName}: ${matter.title} (${t('output').toLowerCase()}: ${matter.output}; ${t('due').toLowerCase()} ${formatCivilDate(matter.dueOn)}; ${t('urgings').toLowerCase()} ${t('urgedTimes', { count: matter.urgings })})`,
      )
      .join('\n');
  return (
    <Page
      title={t('matters')}
      lead={t('mattersLead')}
      back={{ to: `/units/${unitId}/assignments`, label: t('assignments') }}
      action={
        <Row>
          {open.length > 0 && <CopyButton label={t('mattersText')} text={asText} />}
          <PrintButton />
        </Row>
      }
    >
      {list.isPending ? (
        <LoadingState />
      ) : list.isError ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : list.data.matters.length === 0 ? (
        <EmptyState title={t('mattersNone')}>{t('mattersNoneText')}</EmptyState>
      ) : (
        <Stack>
          {list.data.matters.map((matter) => (
            <MatterCard
              key={matter.dutyId}
              unitId={unitId}
              matter={matter}
              maySettle={list.data.abilities.settle}
            />
          ))}
        </Stack>
      )}
    </Page>
  );
}
