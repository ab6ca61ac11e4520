import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { LinkButton, PrintButton, TextLink } from '#ui-kit/actions.tsx';
import { DataTable } from '#ui-kit/data-table.tsx';
import { EmptyState, ErrorState, LoadingState, Notice } from '#ui-kit/feedback.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { KeyValue } from '#ui-kit/show.tsx';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { receiveDuty } from '../contract.ts';
import { useAssignmentColumns } from './assignments-page.tsx';
import { DutyActions, ReportForm, RulingForm } from './duty-actions.tsx';
import { type DutyAnswer, dayOf } from './duty-answer.ts';
import { DutyMark } from './duty-mark.tsx';
import { dutyQuery } from './queries.ts';
import { Questions } from './questions.tsx';
import { CAUSE_KEYS, useAssignmentsText } from './text.ts';
import { UrgingLine } from './urging-line.tsx';
import './assignments.css';

const decimal = (n: number) => formatNumber(Math.round(n * 1000) / 1000);

function Facts({ data }: { data: DutyAnswer }) {
  const t = useAssignmentsText();
  const { duty, coUnits } = data;
  return (
    <KeyValue
      facts={[
        { label: t('holder'), value: duty.holderName },
        { label: t('state'), value: <DutyMark state={duty.state} /> },
        { label: t('output'), value: duty.output },
        ...(duty.measure === 'number'
          ? [{ label: t('target'), value: `${decimal(duty.target ?? 0)} ${duty.measureUnit ?? ''}` }]
          : []),
        ...(duty.figure === null
          ? []
          : [{ label: t('figure'), value: `${decimal(duty.figure)} ${duty.measureUnit ?? ''}` }]),
        { label: t('due'), value: formatCivilDate(duty.dueOn) },
        { label: t('answerBy'), value: formatCivilDate(duty.answerBy) },
        { label: t('from'), value: `${duty.issuingUnitName}, ${formatCivilDate(duty.issuedOn)}` },
        ...(duty.paper
          ? [
              {
                label: t('paper'),
                value: (
                  <TextLink to={`/units/${duty.holderId}/papers/${duty.paper.id}`}>
                    {duty.paper.symbol}: {duty.paper.title}
                    {duty.paragraph ? `, ${duty.paragraph}` : ''}
                  </TextLink>
                ),
              },
            ]
          : []),
        ...(coUnits.length
          ? [{ label: t('coUnits'), value: coUnits.map((unit) => unit.name).join(', ') }]
          : []),
      ]}
    />
  );
}

/** What is over waits for nobody, on no agenda. */
const SETTLED: readonly string[] = ['done', 'done-late', 'cannot-be-done', 'released'];

function Notices({ data, isOpen }: { data: DutyAnswer; isOpen: boolean }) {
  const t = useAssignmentsText();
  const { duty, matter } = data;
  return (
    <>
      {duty.withdrawnBecause !== null && (
        <Notice tone="warn">{t('withdrawnBecause', { reason: duty.withdrawnBecause })}</Notice>
      )}
      {duty.releasedBecause !== null && (
        <Notice>{t('releasedBecause', { reason: duty.releasedBecause })}</Notice>
      )}
      {duty.answer === 'declined' && duty.releasedBecause === null && (
        <Notice tone="warn">{t('declinedBecause', { reason: duty.answerReason ?? '' })}</Notice>
      )}
      {duty.isOnAgenda && isOpen && <Notice>{t('agendaNow')}</Notice>}
      {matter && (
        <Notice tone={matter.conclusion === null ? 'danger' : 'info'}>
          {matter.conclusion === null
            ? t('matterOpen', { unit: matter.unitName })
            : t('matterDone', { unit: matter.unitName, text: matter.conclusion })}
        </Notice>
      )}
    </>
  );
}

function Reports({ data }: { data: DutyAnswer }) {
  const t = useAssignmentsText();
  return (
    <Section title={t('reports')}>
      {data.reports.length === 0 ? (
        <EmptyState title={t('noReports')} />
      ) : (
        <ol className="duty-history">
          {data.reports.map((report) => (
            <li key={report.id}>
              <DutyMark state={report.work as never} />{' '}
              <span className="k-soft">
                {report.byName}, {dayOf(report.at)}
              </span>
              {report.figure !== null && (
                <p>
                  {t('figure')}: <strong>{decimal(report.figure)}</strong> {data.duty.measureUnit}
                </p>
              )}
              {report.text && <p className="duty-text">{report.text}</p>}
              {report.cause && (
                <p>
                  {t('cause')}: {t(CAUSE_KEYS[report.cause])}
                </p>
              )}
              {report.file && (
                <p>
                  <LinkButton to={`/api/duties/${data.duty.dutyId}/files/${report.file.id}`} download>
                    {report.file.name}
                  </LinkButton>
                </p>
              )}
              {report.meetingId && (
                <p>
                  <TextLink to={`/meetings/${report.meetingId}`}>{t('seeMeeting')}</TextLink>
                </p>
              )}
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

/** One unit's share: what to do, what was said of it, and how it was followed up. */
export function DutyPage() {
  const t = useAssignmentsText();
  const { dutyId } = usePageParams<'dutyId'>();
  const found = useQuery(dutyQuery(dutyId));
  const planColumns = useAssignmentColumns();
  const receive = useWrite<typeof receiveDuty>('POST /api/duties/:dutyId/receipt', {
    invalidates: [['assignments']],
  });
  const isFirst = found.data?.abilities.answer === true && found.data.duty.receivedAt === null;
  const told = useRef<string | null>(null);
  const { mutate } = receive;
  useEffect(() => {
    if (!isFirst || told.current === dutyId) return;
    told.current = dutyId;
    mutate({ params: { dutyId } });
  }, [isFirst, dutyId, mutate]);

  if (found.isPending)
    return (
      <Page title={t('task')}>
        <LoadingState />
      </Page>
    );
  if (found.isError)
    return (
      <Page title={t('task')}>
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      </Page>
    );
  const { duty, abilities, plans, urgings, questions } = found.data;
  const isOpen = !SETTLED.includes(duty.state);
  // While the task is open, what was urged is what the reader came for.
  const urgingsOfUnit = urgings.length > 0 && (
    <Section title={t('urgings')}>
      <ol className="duty-history">
        {urgings.map((urging) => (
          <UrgingLine key={urging.id} dutyId={dutyId} urging={urging} mayAnswer={abilities.answer} />
        ))}
      </ol>
    </Section>
  );
  return (
    <Page
      title={duty.title}
      back={{ to: `/units/${duty.holderId}/duties`, label: t('duties') }}
      action={<PrintButton />}
    >
      <Stack>
        <Notices data={found.data} isOpen={isOpen} />
        {isOpen && urgingsOfUnit}
        <Section>
          <Facts data={found.data} />
          <DutyActions data={found.data} />
        </Section>
        {abilities.rule && <RulingForm unitId={duty.unitId} dutyId={dutyId} />}
        {abilities.report && <ReportForm key={duty.state} data={found.data} />}
        {plans.length > 0 && (
          <Section title={t('plans')}>
            <DataTable
              caption={t('plans')}
              name="duty-plans"
              columns={planColumns}
              rows={plans}
              rowKey={(one) => one.id}
              empty={null}
            />
          </Section>
        )}
        <Reports data={found.data} />
        {!isOpen && urgingsOfUnit}
        <Questions questions={questions} dutyId={abilities.answer ? dutyId : null} />
      </Stack>
    </Page>
  );
}
