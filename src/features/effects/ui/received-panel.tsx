import { useQuery } from '@tanstack/react-query';
import { measureWords } from '#features/reports/widgets.tsx';
import { formatYearMonth } from '#kernel/civil-date.ts';
import type { Answer } from '#kernel/route.ts';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { ErrorState } from '#ui-kit/feedback.tsx';
import { type PanelProps, usePageParams } from '#ui-kit/page.ts';
import { Section } from '#ui-kit/page-frame.tsx';
import { useLanguage } from '#ui-kit/text.ts';
import type { listIndicators } from '../contract.ts';
import { indicatorsQuery } from './queries.ts';
import { useEffectsText } from './text.ts';
import { asValue } from './values.ts';

type Indicator = Answer<typeof listIndicators>['indicators'][number];

/** On the page of a paper that came from above: what it means to move, and where the unit itself stood before it. */
export function ReceivedPanel({ id }: PanelProps) {
  const t = useEffectsText();
  const { language } = useLanguage();
  const { unitId } = usePageParams<'unitId'>();
  const found = useQuery(indicatorsQuery(unitId, id));
  if (found.isPending) return null;
  if (found.isError)
    return (
      <Section title={t('aims')}>
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      </Section>
    );
  const { indicators, abilities } = found.data;
  if (indicators.length === 0) return null;
  const direction = (one: Indicator) => t(one.better === 'more' ? 'directionMore' : 'directionLess');
  const baseline = ({ measure, baseline: was }: Indicator) =>
    was === null
      ? t('aimsUnknown')
      : was.branches === 1
        ? asValue(measure, was.mean)
        : t('aimsMean', {
            mean: asValue(measure, was.mean),
            branches: was.branches,
            low: asValue(measure, was.low),
            high: asValue(measure, was.high),
          });
  const columns: Column<Indicator>[] = [
    {
      key: 'measure',
      header: t('indicator'),
      text: (one) => measureWords[one.measure].label[language],
      primary: true,
      isLong: true,
    },
    {
      key: 'target',
      header: t('targetField'),
      text: (one) => (one.target === null ? direction(one) : asValue(one.measure, one.target)),
    },
    ...(abilities.seeBaseline
      ? [{ key: 'baseline', header: t('aimsBefore'), text: baseline, isLong: true }]
      : []),
  ];
  const months = indicators[0]!.before;
  return (
    <Section
      title={t('aims')}
      lead={
        abilities.seeBaseline
          ? t('aimsLead', { from: formatYearMonth(months.from), to: formatYearMonth(months.to) })
          : t('aimsLeadPlain')
      }
    >
      <DataTable
        caption={t('aims')}
        name="paper-aims"
        bare
        columns={columns}
        rows={indicators}
        rowKey={(one) => one.measure}
        empty={null}
      />
    </Section>
  );
}
