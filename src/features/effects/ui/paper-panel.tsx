import { useQuery } from '@tanstack/react-query';
import { measureWords } from '#features/reports/widgets.tsx';
import { LinkButton } from '#ui-kit/actions.tsx';
import { ErrorState, LoadingState } from '#ui-kit/feedback.tsx';
import { IconChart } from '#ui-kit/icons.tsx';
import { type PanelProps, usePageParams } from '#ui-kit/page.ts';
import { Section } from '#ui-kit/page-frame.tsx';
import { useLanguage } from '#ui-kit/text.ts';
import { paperIndicatorsQuery } from './queries.ts';
import { useEffectsText } from './text.ts';

/** On the page of a paper the committee sent: what it means to move, and the way to what changed. */
export function PaperPanel({ id }: PanelProps) {
  const t = useEffectsText();
  const { language } = useLanguage();
  const { unitId } = usePageParams<'unitId'>();
  const found = useQuery(paperIndicatorsQuery(unitId, id));
  const measures = found.data?.papers[0]?.measures ?? [];
  return (
    <Section
      title={t('title')}
      action={
        <LinkButton icon={<IconChart />} to={`/units/${unitId}/directives/${id}/effects`}>
          {measures.length === 0 ? t('toNaming') : t('toEffects')}
        </LinkButton>
      }
    >
      {found.isPending ? (
        <LoadingState lines={1} />
      ) : found.isError ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : measures.length === 0 ? (
        <p className="k-soft">{t('noIndicators')}</p>
      ) : (
        <p>{measures.map((key) => measureWords[key].label[language]).join(', ')}</p>
      )}
    </Section>
  );
}
