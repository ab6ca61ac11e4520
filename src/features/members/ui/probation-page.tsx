import { useQuery } from '@tanstack/react-query';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { personSortKey } from '#kernel/vietnamese.ts';
import { PrintButton, TextLink } from '#ui-kit/actions.tsx';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { EmptyState, ErrorState, LoadingState, RuleLine, StatusDot } from '#ui-kit/feedback.tsx';
import { Fold } from '#ui-kit/fold.tsx';
import { useIsNarrow } from '#ui-kit/narrow.ts';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Section } from '#ui-kit/page-frame.tsx';
import { OpenUnitList } from './open-record.tsx';
import { type Probation, probationQuery } from './queries.ts';
import { STATUS_KEYS, useMembersText } from './text.ts';

type Someone = Probation['people'][number];
type UnitRow = Probation['units'][number];

/** Who is on probation in a branch or below a committee, and who has to be considered. */
export function ProbationPage() {
  const t = useMembersText();
  const isNarrow = useIsNarrow();
  const { unitId } = usePageParams<'unitId'>();
  const { data, error, isPending, isError, refetch } = useQuery(probationQuery(unitId));
  return (
    <Page
      title={t('probation')}
      lead={data && (data.names === 'never' ? t('probationCityLead') : t('probationLead'))}
      action={<PrintButton />}
      width="wide"
    >
      {isPending && <LoadingState lines={8} />}
      {isError && <ErrorState error={error} onRetry={() => refetch()} />}
      {data?.count === 0 && <EmptyState title={t('probationNone')} />}
      {data &&
        data.units.length > 0 &&
        (isNarrow && data.people.length > 0 ? (
          // A phone shows the people first; the sums of their units open by one tap.
          <Fold label={t('byUnit')}>
            <ByUnit units={data.units} />
          </Fold>
        ) : (
          <ByUnit units={data.units} />
        ))}
      {data?.names === 'after-reason' && data.count > 0 && (
        <OpenUnitList unitId={unitId} lead={t('probationAsk')} />
      )}
      {data && data.people.length > 0 && <People answer={data} />}
    </Page>
  );
}

function ByUnit({ units }: { units: UnitRow[] }) {
  const t = useMembersText();
  const columns: Column<UnitRow>[] = [
    {
      key: 'unit',
      header: t('unit'),
      text: (u) => u.name,
      primary: true,
      cell: (u) => <TextLink to={`/units/${u.unitId}/probation`}>{u.name}</TextLink>,
    },
    {
      key: 'count',
      header: t('count'),
      text: (u) => String(u.onProbation),
      sortKey: (u) => u.onProbation,
      align: 'end',
      brief: 'named',
    },
    {
      key: 'due',
      header: t('countDue'),
      text: (u) => String(u.due),
      sortKey: (u) => u.due,
      align: 'end',
      brief: (u) => u.due > 0 && `${t('countDue')} ${u.due}`,
    },
    {
      key: 'late',
      header: t('countLate'),
      text: (u) => String(u.late),
      sortKey: (u) => u.late,
      align: 'end',
      brief: (u) => u.late > 0 && `${t('countLate')} ${u.late}`,
    },
  ];
  return (
    <Section title={t('byUnit')}>
      <DataTable
        bare
        caption={t('byUnit')}
        name="probation-units"
        isSlim
        columns={columns}
        rows={units}
        rowKey={(u) => u.unitId}
        empty={<EmptyState title={t('probationNone')} />}
      />
    </Section>
  );
}

function People({ answer }: { answer: Probation }) {
  const t = useMembersText();
  const { today } = answer;
  const state = (p: Someone) =>
    p.endsOn > today
      ? { tone: 'neutral' as const, text: t('notYet') }
      : p.decide.daysLeft < 0
        ? { tone: 'danger' as const, text: t('daysLate', { count: -p.decide.daysLeft }) }
        : { tone: 'warn' as const, text: t('daysLeft', { count: p.decide.daysLeft }) };
  const columns: Column<Someone>[] = [
    {
      key: 'name',
      header: t('name'),
      text: (p) => p.fullName,
      sortKey: (p) => personSortKey(p.fullName),
      primary: true,
      cell: (p) => <TextLink to={`/branches/${p.branchId}/members/${p.personId}`}>{p.fullName}</TextLink>,
    },
    { key: 'branch', header: t('branch'), text: (p) => p.branchName },
    {
      key: 'status',
      header: t('status'),
      text: (p) => t(STATUS_KEYS[p.status]),
      hiddenAtFirst: true,
    },
    {
      key: 'began',
      header: t('probationBegan'),
      text: (p) => formatCivilDate(p.began),
      sortKey: (p) => p.began,
    },
    {
      key: 'ends',
      header: t('probationEnds'),
      text: (p) => formatCivilDate(p.endsOn),
      sortKey: (p) => p.endsOn,
    },
    {
      key: 'due',
      header: t('considerDue'),
      text: (p) => formatCivilDate(p.decide.dueOn),
      sortKey: (p) => p.decide.dueOn,
      brief: 'named',
    },
    {
      key: 'state',
      header: t('state'),
      text: (p) => state(p).text,
      sortKey: (p) => p.decide.dueOn,
      cell: (p) => <StatusDot tone={state(p).tone}>{state(p).text}</StatusDot>,
      // In sight on a phone: whose time has come.
      brief: (p) => p.endsOn <= today && <StatusDot tone={state(p).tone}>{state(p).text}</StatusDot>,
    },
  ];
  return (
    <>
      <DataTable
        caption={t('probation')}
        name="probation"
        isSlim
        columns={columns}
        rows={answer.people}
        rowKey={(p) => p.personId}
        searchLabel={t('search')}
        initialSort={{ key: 'ends', direction: 'ascending' }}
        exportName="dang-vien-du-bi"
        empty={<EmptyState title={t('probationNone')} />}
      />
      {answer.people[0] && <RuleLine rule={answer.people[0].decide.rule} />}
    </>
  );
}
