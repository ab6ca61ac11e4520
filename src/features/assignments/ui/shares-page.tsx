import { useInfiniteQuery } from '@tanstack/react-query';
import { formatCivilDate } from '#kernel/civil-date.ts';
import type { Answer } from '#kernel/route.ts';
import { PrintButton, TextLink } from '#ui-kit/actions.tsx';
import type { Column } from '#ui-kit/data-table.tsx';
import { EmptyState } from '#ui-kit/feedback.tsx';
import { SelectField } from '#ui-kit/fields.tsx';
import { useGo, usePageParams, usePageQuery } from '#ui-kit/page.ts';
import { Page, Section, Stack } from '#ui-kit/page-frame.tsx';
import { PagedTable } from '#ui-kit/paged-table.tsx';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { DutyState, listHolders } from '../contract.ts';
import { DUTY_STATES } from '../domain/duty-state.ts';
import { DutyMark } from './duty-mark.tsx';
import { type HolderFilter, holdersQuery } from './queries.ts';
import { CAUSE_KEYS, STATE_KEYS, useAssignmentsText } from './text.ts';

type Share = Answer<typeof listHolders>['duties'][number];

const GROUP_KEYS = {
  opened: 'sharesOpened',
  finished: 'sharesFinished',
  'answer-late': 'sharesAnswerLate',
} as const;

/** The shares behind a figure of the sender's screen. */
export function SharesPage() {
  const t = useAssignmentsText();
  const go = useGo();
  const { unitId, assignmentId } = usePageParams<'unitId' | 'assignmentId'>();
  const query = usePageQuery();
  const filter = {
    kind: query.kind,
    state: query.state,
    cause: query.cause,
    underId: query.underId,
    group: query.group,
    figures: query.figures,
  } as HolderFilter;
  const list = useInfiniteQuery(holdersQuery(unitId, assignmentId, filter));
  const rows = list.data?.pages.flatMap((page) => page.duties);
  const first = list.data?.pages[0];
  const columns: Column<Share>[] = [
    {
      key: 'unit',
      header: t('holder'),
      text: (one) => one.unit.name,
      cell: (one) => (
        <>
          <TextLink to={`/duties/${one.dutyId}`}>{one.unit.name}</TextLink>
          {one.aboveName && <div className="k-soft k-small">{one.aboveName}</div>}
          {one.title !== first?.assignment.title && <div className="k-small">{one.title}</div>}
        </>
      ),
      primary: true,
      isLong: true,
    },
    { key: 'task', header: t('task'), text: (one) => one.title, isLong: true, hiddenAtFirst: true },
    {
      key: 'state',
      header: t('state'),
      text: (one) => t(STATE_KEYS[one.state]),
      cell: (one) => (
        <>
          <DutyMark state={one.state} />
          {one.cause && <div className="k-small">{t(CAUSE_KEYS[one.cause])}</div>}
        </>
      ),
      brief: 'plain',
    },
    {
      key: 'due',
      header: t('due'),
      text: (one) => formatCivilDate(one.dueOn),
      sortKey: (one) => one.dueOn,
      align: 'end',
      brief: 'named',
    },
    {
      key: 'figure',
      header: t('figureShort'),
      text: (one) => (one.figure === null ? '' : formatNumber(one.figure)),
      sortKey: (one) => one.figure,
      align: 'end',
    },
    {
      key: 'cause',
      header: t('cause'),
      text: (one) => (one.cause ? t(CAUSE_KEYS[one.cause]) : ''),
      hiddenAtFirst: true,
    },
    {
      key: 'urgings',
      header: t('urgings'),
      text: (one) => (one.urgings ? String(one.urgings) : ''),
      sortKey: (one) => one.urgings,
      align: 'end',
    },
  ];
  const here = `/units/${unitId}/assignments/${assignmentId}`;
  const withState = (state: DutyState | 'any') => {
    const next = new URLSearchParams(
      Object.entries(query).flatMap(([key, value]) => (value && key !== 'state' ? [[key, value]] : [])),
    );
    if (state !== 'any') next.set('state', state);
    go(`${here}/shares?${next}`, { replace: true });
  };
  return (
    <Page
      title={t('holders')}
      lead={first?.assignment.title}
      back={{ to: here, label: t('task') }}
      width="wide"
      action={<PrintButton />}
    >
      <Section>
        <Stack>
          <SelectField<DutyState | 'any'>
            label={t('state')}
            value={(filter.state ?? 'any') as DutyState | 'any'}
            onChange={withState}
            options={[
              { value: 'any', label: t('showAll') },
              ...DUTY_STATES.map((value) => ({ value, label: t(STATE_KEYS[value]) })),
            ]}
          />
          {filter.figures && <p>{t('figuresCounted')}</p>}
          {filter.group && <p>{t(GROUP_KEYS[filter.group])}</p>}
          {first && rows && <p role="status">{t('shown', { count: rows.length, total: first.total })}</p>}
          <PagedTable
            list={list}
            moreLabel={t('more')}
            caption={t('holders')}
            name="assignment-shares"
            columns={columns}
            rows={rows}
            rowKey={(one) => one.dutyId}
            empty={<EmptyState title={t('holdersNone')} />}
          />
        </Stack>
      </Section>
    </Page>
  );
}
