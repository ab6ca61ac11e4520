import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { civilDateAt, formatCivilDate } from '#kernel/civil-date.ts';
import { Button, LinkButton, PrintButton } from '#ui-kit/actions.tsx';
import { addressFor } from '#ui-kit/call.ts';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { ConfirmDialog } from '#ui-kit/dialog.tsx';
import {
  Badge,
  EmptyState,
  ErrorState,
  LoadingState,
  Notice,
  RefusalNotice,
  StatusDot,
} from '#ui-kit/feedback.tsx';
import { IconCheck, IconClock, IconDownload, IconWarn } from '#ui-kit/icons.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { ReasonDialog } from '#ui-kit/reason-dialog.tsx';
import { CountBar, KeyValue } from '#ui-kit/show.tsx';
import { useLanguage, useSay } from '#ui-kit/text.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type {
  AnswerRow,
  closeRequest,
  declineRequest,
  getRequestFile,
  RequestAnswer,
  signRequest,
} from '../contract.ts';
import { sumAnswers } from '../domain/sum-answers.ts';
import { requestQuery } from './queries.ts';
import { STATE_KEYS, STATE_TONES, useRequestsText } from './text.ts';
import { valueWords } from './value-words.ts';

type Deed = 'sign' | 'decline' | 'close';

/** Of a request with many fields a phone keeps so many in sight for each unit. */
const BRIEF_FIELDS = 3;
/** On a phone those that are late first, then what came in, then those that have time. */
const turnOf = (row: AnswerRow) => (row.isLate ? 0 : row.answeredAt === null ? 2 : 1);

function Answers({
  request,
  rows,
  fileAddress,
}: {
  request: RequestAnswer;
  rows: readonly AnswerRow[];
  fileAddress: string;
}) {
  const t = useRequestsText();
  const late = rows.filter((row) => row.isLate).length;
  const stateOf = (row: AnswerRow) =>
    row.answeredAt
      ? t('answeredBy', {
          name: row.answeredByName ?? '',
          date: formatCivilDate(civilDateAt(Date.parse(row.answeredAt))),
        })
      : t(row.isLate ? 'late' : 'notAnswered');
  const columns: Column<AnswerRow>[] = [
    { key: 'unit', header: t('unit'), text: (row) => row.name, primary: true },
    {
      key: 'state',
      header: t('state'),
      text: stateOf,
      sortKey: (row) => row.answeredAt ?? (row.isLate ? '' : '0'),
      cell: (row) => (
        <StatusDot
          tone={row.answeredAt ? 'success' : row.isLate ? 'danger' : 'neutral'}
          icon={row.answeredAt ? IconCheck : row.isLate ? IconWarn : IconClock}
        >
          {stateOf(row)}
        </StatusDot>
      ),
      brief: 'plain',
    },
    ...request.fields.map(
      (field, at): Column<AnswerRow> => ({
        key: field.id,
        header: field.label,
        text: (row) => valueWords(t, field.type, row.values[at]),
        sortKey: (row) => {
          const value = row.values[at];
          return typeof value === 'boolean' ? Number(value) : (value ?? null);
        },
        align: field.type === 'number' ? 'end' : 'start',
        isLong: field.type === 'text',
        ...(at < BRIEF_FIELDS ? { brief: 'named' } : {}),
      }),
    ),
  ];
  return (
    <Section
      title={t('answers')}
      action={
        <LinkButton to={fileAddress} download icon={<IconDownload />}>
          {t('download')}
        </LinkButton>
      }
    >
      <CountBar
        label={t('answeredOf', { answered: request.answered, recipients: request.recipients })}
        parts={[
          { key: 'answered', label: t('answered'), count: request.answered, tone: 'success' },
          { key: 'late', label: t('late'), count: late, tone: 'danger' },
          {
            key: 'open',
            label: t('notAnswered'),
            count: request.recipients - request.answered - late,
            tone: 'neutral',
          },
        ]}
      />
      {late > 0 && <Notice tone="danger">{t('lateUnits', { count: late })}</Notice>}
      <DataTable
        caption={t('answers')}
        name="request-answers"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.unitId}
        folds={{
          order: (a, b) => turnOf(a) - turnOf(b),
          foldOf: (row, at) =>
            at < 5 ? null : t(row.isLate ? 'late' : row.answeredAt === null ? 'notAnswered' : 'answered'),
        }}
        empty={<EmptyState title={t('empty')} />}
        holdsFirst
      />
    </Section>
  );
}

/** What has come in so far, added up: what a quick report is asked for. */
function Totals({ request, rows }: { request: RequestAnswer; rows: readonly AnswerRow[] }) {
  const t = useRequestsText();
  const sums = sumAnswers(request.fields, rows);
  if (request.answered === 0 || sums.length === 0) return null;
  return (
    <Section title={t('totals')} lead={t('answeredOf', request)}>
      <KeyValue
        facts={sums.map((sum) => ({
          key: sum.fieldId,
          label: sum.label,
          value:
            sum.type === 'number'
              ? `${formatNumber(sum.sum)} (${t('ofUnits', { count: sum.given })})`
              : t('yesOf', { yes: sum.yes, no: sum.given - sum.yes }),
        }))}
      />
    </Section>
  );
}

/** One request of the committee: its price, who signed, who answered what, who is late. */
export function RequestPage() {
  const t = useRequestsText();
  const say = useSay();
  const { language } = useLanguage();
  const { unitId, requestId } = usePageParams<'unitId' | 'requestId'>();
  const query = useQuery(requestQuery(unitId, requestId));
  const [deed, setDeed] = useState<Deed | null>(null);
  const done = (text: string) => () => {
    showToast({ text });
    setDeed(null);
  };
  const invalidates = [['requests', unitId]];
  const sign = useWrite<typeof signRequest>('POST /api/units/:unitId/requests/:requestId/sign', {
    invalidates,
    onDone: done(t('signed')),
  });
  const decline = useWrite<typeof declineRequest>('POST /api/units/:unitId/requests/:requestId/decline', {
    invalidates,
    onDone: done(t('declined')),
  });
  const close = useWrite<typeof closeRequest>('POST /api/units/:unitId/requests/:requestId/close', {
    invalidates,
    onDone: done(t('closed')),
  });
  const back = { to: `/units/${unitId}/requests`, label: t('title') };
  if (query.isPending)
    return (
      <Page title={t('request')} back={back} width="wide">
        <LoadingState lines={8} />
      </Page>
    );
  if (query.isError)
    return (
      <Page title={t('request')} back={back} width="wide">
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      </Page>
    );
  const { request, rows, abilities } = query.data;
  const { price } = request;
  const date = (day: string | null) => (day ? formatCivilDate(day) : '');
  const write = { sign, decline, close }[deed ?? 'sign'];
  const params = { unitId, requestId };
  const run = () => {
    if (deed === 'sign') sign.mutate({ params });
    if (deed === 'close') close.mutate({ params });
  };
  const who = [
    t('askedBy', { name: request.askedByName, date: date(request.askedOn) }),
    ...(request.decidedByName && request.state !== 'declined'
      ? [t('signedBy', { name: request.decidedByName, date: date(request.decidedOn) })]
      : []),
    ...(request.closedOn ? [t('closedOn', { date: date(request.closedOn) })] : []),
  ].join(' · ');
  return (
    <Page
      title={request.title}
      lead={who}
      back={back}
      width="wide"
      action={
        abilities.sign ? (
          <Button kind="main" onClick={() => setDeed('sign')}>
            {t('sign')}
          </Button>
        ) : undefined
      }
    >
      <Stack>
        {request.state === 'waiting' && <Notice tone="warn">{t('waitingNote')}</Notice>}
        {request.state === 'declined' && (
          <Notice tone="danger">
            {t('declinedBy', {
              name: request.decidedByName ?? '',
              date: date(request.decidedOn),
              reason: request.declinedBecause ?? '',
            })}
          </Notice>
        )}
        <Section
          action={
            <Row gap="small">
              {abilities.sign && <Button onClick={() => setDeed('decline')}>{t('decline')}</Button>}
              {abilities.close && <Button onClick={() => setDeed('close')}>{t('close')}</Button>}
              <PrintButton />
            </Row>
          }
        >
          <KeyValue
            facts={[
              {
                label: t('state'),
                value: <Badge tone={STATE_TONES[request.state]}>{t(STATE_KEYS[request.state])}</Badge>,
              },
              { label: t('dueOn'), value: date(request.dueOn) },
              { label: t('purpose'), value: request.purpose },
              {
                label: t('to'),
                value: request.to ? say(request.to) : t('byList', { count: request.recipients }),
              },
              {
                label: t('cost'),
                value: t('costIs', {
                  units: formatNumber(price.units),
                  perUnit: formatNumber(price.perUnit),
                  hours: formatNumber(price.personHours),
                  limit: formatNumber(price.limit),
                }),
              },
            ]}
          />
        </Section>
        <Totals request={request} rows={rows} />
        <Answers
          request={request}
          rows={rows}
          fileAddress={addressFor<typeof getRequestFile>(
            'GET /api/units/:unitId/requests/:requestId/table/:format',
            { params: { ...params, format: 'xlsx' }, query: { language } },
          )}
        />
      </Stack>
      <ConfirmDialog
        open={deed === 'sign' || deed === 'close'}
        title={t(deed ?? 'sign')}
        confirmLabel={t(deed ?? 'sign')}
        danger={deed === 'close'}
        busy={write.isPending}
        notice={write.isError ? <RefusalNotice refusal={write.error} /> : undefined}
        onClose={() => setDeed(null)}
        onConfirm={run}
      >
        <Stack>
          {deed === 'sign' && (
            <p>
              {t('costIs', {
                units: formatNumber(price.units),
                perUnit: formatNumber(price.perUnit),
                hours: formatNumber(price.personHours),
                limit: formatNumber(price.limit),
              })}
            </p>
          )}
          {deed === 'close' && <p>{t('closeText')}</p>}
        </Stack>
      </ConfirmDialog>
      <ReasonDialog
        open={deed === 'decline'}
        title={t('decline')}
        label={t('declineReason')}
        confirmLabel={t('decline')}
        write={decline}
        onClose={() => setDeed(null)}
        onConfirm={(reason) => decline.mutate({ params, body: { reason } })}
      />
    </Page>
  );
}
