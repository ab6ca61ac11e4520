import { useQuery } from '@tanstack/react-query';
import { measureWords } from '#features/reports/widgets.tsx';
import { formatCivilDate } from '#kernel/civil-date.ts';
import type { Answer } from '#kernel/route.ts';
import { LinkButton, TextLink } from '#ui-kit/actions.tsx';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { Badge, EmptyState, ProgressBar } from '#ui-kit/feedback.tsx';
import { useIsNarrow } from '#ui-kit/narrow.ts';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Section } from '#ui-kit/page-frame.tsx';
import { useLanguage } from '#ui-kit/text.ts';
import type { listEffects } from '../contract.ts';
import { effectsListQuery } from './queries.ts';
import { useEffectsText } from './text.ts';

type Paper = Answer<typeof listEffects>['papers'][number];

/** The committee's papers, each with what it means to move. */
export function EffectsListPage() {
  const t = useEffectsText();
  const { language } = useLanguage();
  const { unitId } = usePageParams<'unitId'>();
  const isNarrow = useIsNarrow();
  const list = useQuery(effectsListQuery(unitId));
  const words = (paper: Paper) =>
    paper.measures.map((key) => measureWords[key].label[language]).join(', ') || t('noIndicators');
  const startedOf = (paper: Paper) =>
    t('startedOf', { started: paper.started, recipients: paper.recipients });
  const columns: Column<Paper>[] = [
    {
      key: 'paper',
      header: t('paper'),
      text: (one) => `${one.symbol} ${one.title}`,
      cell: (one) => (
        <TextLink to={`/units/${unitId}/directives/${one.id}/effects`}>
          {one.symbol}: {one.title}
        </TextLink>
      ),
      primary: true,
      isLong: true,
    },
    {
      key: 'issued-on',
      header: t('issuedOn'),
      text: (one) => formatCivilDate(one.issuedOn),
      sortKey: (one) => one.issuedOn,
      align: 'end',
      brief: 'named',
    },
    {
      key: 'indicators',
      header: t('indicators'),
      text: words,
      cell: (one) =>
        one.isWithdrawn ? (
          <Badge>{t('withdrawn')}</Badge>
        ) : one.measures.length === 0 ? (
          <span className="k-soft">{t('noIndicators')}</span>
        ) : (
          words(one)
        ),
      sortKey: (one) => one.measures.length,
      isLong: true,
      brief: 'plain',
    },
    {
      key: 'started',
      header: t('started'),
      text: startedOf,
      sortKey: (one) => (one.recipients ? one.started / one.recipients : null),
      cell: (one) =>
        isNarrow ? (
          `${one.started}/${one.recipients}`
        ) : (
          <ProgressBar
            label={t('started')}
            value={one.started}
            max={Math.max(1, one.recipients)}
            text={`${one.started}/${one.recipients}`}
            tone={one.started === one.recipients ? 'success' : 'brand'}
          />
        ),
      brief: 'named',
    },
  ];
  return (
    <Page
      title={t('title')}
      lead={list.data ? `${list.data.unit.name}. ${t('lead')}` : t('lead')}
      width="wide"
    >
      <Section>
        <DataTable
          caption={t('title')}
          name="effects"
          columns={columns}
          rows={list.data?.papers}
          rowKey={(one) => one.id}
          folds={{
            order: (a, b) => Number(a.measures.length === 0) - Number(b.measures.length === 0),
            foldOf: (one, at) => (one.measures.length > 0 || at < 3 ? null : t('noIndicators')),
          }}
          error={list.error}
          onRetry={() => void list.refetch()}
          empty={
            <EmptyState
              title={t('empty')}
              action={<LinkButton to={`/units/${unitId}/directives`}>{t('toPapers')}</LinkButton>}
            >
              {t('emptyText')}
            </EmptyState>
          }
        />
      </Section>
    </Page>
  );
}
