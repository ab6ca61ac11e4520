import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { civilDateAt, clockTimeAt, formatCivilDate } from '#kernel/civil-date.ts';
import type { Answer } from '#kernel/route.ts';
import { CopyButton, TextLink } from '#ui-kit/actions.tsx';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { EmptyState, ErrorState, LoadingState, StatusDot } from '#ui-kit/feedback.tsx';
import { SelectField } from '#ui-kit/fields.tsx';
import { IconCheck, IconClock } from '#ui-kit/icons.tsx';
import { Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { CountBar } from '#ui-kit/show.tsx';
import type { getIssuedDirective } from '../contract.ts';
import { issuedQuery, type Shown } from './queries.ts';
import { useDirectivesText } from './text.ts';

type Data = Answer<typeof getIssuedDirective>;
type Recipient = Data['recipients'][number];
type Part = Data['parts'][number];

const momentOf = (at: string) => {
  const ms = Date.parse(at);
  return `${formatCivilDate(civilDateAt(ms))} ${clockTimeAt(ms)}`;
};

const waits = (one: Recipient) => one.isBranch && one.takenUp === null && !one.hasEnded;

/** A paper that was taken back, replaced or ended is asked of nobody. */
const asksNothing = ({ withdrawnBecause, laterPapers }: Data['directive']) =>
  withdrawnBecause !== null || laterPapers.some(({ kind }) => kind !== 'amends');

function Bars({ reach }: { reach: Data['reach'] }) {
  const t = useDirectivesText();
  const { recipients, opened, branches, takenUp, ended } = reach;
  return (
    <>
      <p>
        <strong>{t('reach', { opened, recipients })}</strong>
      </p>
      <CountBar
        label={t('reach', { opened, recipients })}
        total={recipients}
        parts={[
          { key: 'opened', label: t('openedByUs'), count: opened, tone: 'success' },
          { key: 'unopened', label: t('unopened'), count: recipients - opened, tone: 'warn' },
        ]}
      />
      {branches > 0 && (
        <>
          <p>
            <strong>{t('takenUpBy', { takenUp, branches })}</strong>
          </p>
          <CountBar
            label={t('takenUpBy', { takenUp, branches })}
            total={branches}
            parts={[
              { key: 'taken-up', label: t('takenUp'), count: takenUp, tone: 'success' },
              { key: 'not-yet', label: t('notTakenUp'), count: branches - takenUp - ended, tone: 'warn' },
              ...(ended
                ? [{ key: 'ended', label: t('hasEnded'), count: ended, tone: 'neutral' as const }]
                : []),
            ]}
          />
          <p className="k-soft k-small">{t('takenUpRule')}</p>
        </>
      )}
    </>
  );
}

function Parts({ parts, address }: { parts: readonly Part[]; address: string }) {
  const t = useDirectivesText();
  const columns: Column<Part>[] = [
    {
      key: 'unit',
      header: t('unitColumn'),
      text: (one) => one.unitName,
      cell: (one) => <TextLink to={`${address}/reach?underId=${one.unitId}`}>{one.unitName}</TextLink>,
      primary: true,
    },
    {
      key: 'opened',
      header: t('openedByUs'),
      text: (one) => `${one.opened}/${one.recipients}`,
      sortKey: (one) => one.opened / one.recipients,
      align: 'end',
      brief: 'named',
    },
    {
      key: 'taken-up',
      header: t('takenUp'),
      text: (one) => (one.branches ? `${one.takenUp}/${one.branches}` : ''),
      sortKey: (one) => (one.branches ? one.takenUp / one.branches : null),
      align: 'end',
      brief: 'named',
    },
    {
      key: 'not-taken-up',
      header: t('notTakenUp'),
      text: (one) => (one.branches ? String(one.branches - one.takenUp - one.ended) : ''),
      sortKey: (one) => (one.branches ? one.branches - one.takenUp - one.ended : null),
      align: 'end',
    },
  ];
  return (
    <DataTable
      caption={t('byUnitBelow')}
      name="directive-parts"
      columns={columns}
      rows={parts}
      rowKey={(one) => one.unitId}
      folds={{ order: () => 0, foldOf: (_, at) => (at < 5 ? null : t('otherUnits')) }}
      isSlim
      empty={null}
    />
  );
}

function TakenUpCell({ one }: { one: Recipient }) {
  const t = useDirectivesText();
  if (one.takenUp === null)
    return one.isBranch && one.hasEnded ? (
      <span className="k-soft">{t('hasEnded')}</span>
    ) : one.isBranch ? (
      <StatusDot tone="warn" icon={IconClock}>
        {t('notTakenUp')}
      </StatusDot>
    ) : null;
  const meeting = t('meetingOf', { date: formatCivilDate(one.takenUp.on) });
  return (
    <StatusDot tone="success" icon={IconCheck}>
      {one.takenUp.meetingId ? (
        <TextLink to={`/meetings/${one.takenUp.meetingId}`}>{meeting}</TextLink>
      ) : (
        meeting
      )}
    </StatusDot>
  );
}

function Reminders({ data }: { data: Data }) {
  const t = useDirectivesText();
  const unopened = data.recipients.filter((one) => one.receivedAt === null);
  const waiting = data.recipients.filter(waits);
  const about = { paper: `${data.directive.symbol}: ${data.directive.title}` };
  const names = (list: readonly Recipient[]) => list.map((one) => one.unitName).join('; ');
  if (asksNothing(data.directive)) return null;
  return (
    <>
      {unopened.length > 0 && (
        <Row>
          <CopyButton
            label={t('copyReminder')}
            text={() => t('reminder', { ...about, units: names(unopened) })}
          />
          <span className="k-soft k-small">{t('unopenedNote')}</span>
        </Row>
      )}
      {waiting.length > 0 && (
        <Row>
          <CopyButton
            label={t('copyMeetingReminder')}
            text={() => t('meetingReminder', { ...about, units: names(waiting) })}
          />
          <span className="k-soft k-small">{t('notTakenUpNote')}</span>
        </Row>
      )}
    </>
  );
}

function Recipients({ data, show }: { data: Data; show: Shown }) {
  const t = useDirectivesText();
  const stateOf = (one: Recipient) =>
    one.takenUp
      ? t('meetingOf', { date: formatCivilDate(one.takenUp.on) })
      : !one.isBranch
        ? ''
        : one.hasEnded
          ? t('hasEnded')
          : t('notTakenUp');
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
    ...(data.reach.branches > 0
      ? [
          {
            key: 'taken-up',
            header: t('takenUpColumn'),
            text: stateOf,
            sortKey: (one: Recipient) => one.takenUp?.on ?? null,
            cell: (one: Recipient) => <TakenUpCell one={one} />,
            brief: 'plain' as const,
          },
        ]
      : []),
  ];
  const groups = [t('unopened'), t('notTakenUpOpened'), t('bothDone')];
  const groupOf = (one: Recipient) => (one.receivedAt === null ? 0 : waits(one) ? 1 : 2);
  return (
    <>
      {data.recipients.length < data.shown && (
        <p>{t('firstRecipients', { count: data.recipients.length })}</p>
      )}
      <DataTable
        caption={t('recipientsTable')}
        name="directive-recipients"
        columns={columns}
        rows={data.recipients}
        rowKey={(one) => one.unitId}
        folds={{
          order: (a, b) => groupOf(a) - groupOf(b),
          foldOf: (one, at) => (at < 5 ? null : groups[groupOf(one)]!),
        }}
        isSlim
        empty={
          <EmptyState
            title={t(show === 'all' ? 'noUnits' : show === 'unopened' ? 'allOpened' : 'allTakenUp')}
          />
        }
      />
    </>
  );
}

/** How far a paper came: who opened it, which branches took it up in a meeting, opening down to the meeting. */
export function ReachSection({
  unitId,
  directiveId,
  underId = null,
}: {
  unitId: string;
  directiveId: string;
  underId?: string | null;
}) {
  const t = useDirectivesText();
  const [show, setShow] = useState<Shown>('all');
  const found = useQuery({
    ...issuedQuery(unitId, directiveId, { underId, show }),
    placeholderData: keepPreviousData,
  });
  if (found.isPending)
    return (
      <Section title={t('reachTitle')}>
        <LoadingState />
      </Section>
    );
  if (found.isError)
    return (
      <Section title={t('reachTitle')}>
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      </Section>
    );
  const { data } = found;
  const { reach, parts } = data;
  const options = [
    { value: 'all' as const, label: `${t('showAll')} (${reach.recipients})` },
    { value: 'unopened' as const, label: `${t('unopened')} (${reach.recipients - reach.opened})` },
    ...(reach.branches > 0
      ? [
          {
            value: 'not-taken-up' as const,
            label: `${t('notTakenUp')} (${reach.branches - reach.takenUp - reach.ended})`,
          },
        ]
      : []),
  ];
  return (
    <>
      <Section title={t('reachTitle')}>
        <Bars reach={reach} />
      </Section>
      {parts.length > 0 && (
        <Section title={t('byUnitBelow')} lead={t('byUnitBelowLead')}>
          <Parts parts={parts} address={`/units/${unitId}/directives/${directiveId}`} />
        </Section>
      )}
      <Section title={t('recipientsTable')}>
        <Stack>
          <Reminders data={data} />
          <SelectField<Shown> label={t('showLabel')} value={show} onChange={setShow} options={options} />
          <Recipients data={data} show={show} />
        </Stack>
      </Section>
    </>
  );
}
