import { useQuery } from '@tanstack/react-query';
import { measureWords } from '#features/reports/widgets.tsx';
import { type PanelProps, usePageParams } from '#ui-kit/page.ts';
import { useLanguage } from '#ui-kit/text.ts';
import { treeIndicatorsQuery } from './queries.ts';
import { useEffectsText } from './text.ts';

/** In the tree of a paper: what this line means to move. All lines share one reading; a line without says nothing. */
export function LineMark({ id }: PanelProps) {
  const t = useEffectsText();
  const { language } = useLanguage();
  const { unitId, directiveId } = usePageParams<'unitId' | 'directiveId'>();
  const tree = useQuery(treeIndicatorsQuery(unitId, directiveId));
  const measures = tree.data?.papers.find((paper) => paper.directiveId === id)?.measures;
  if (!measures) return null;
  return (
    <div className="k-small">
      {t('aims')}: {measures.map((key) => measureWords[key].label[language].toLowerCase()).join(', ')}
    </div>
  );
}
