import { kindWords } from '#features/units/widgets.tsx';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { TextLink } from '#ui-kit/actions.tsx';
import type { Column } from '#ui-kit/data-table.tsx';
import { Badge } from '#ui-kit/feedback.tsx';
import { IconCheck, IconWarn } from '#ui-kit/icons.tsx';
import { useIsTight } from '#ui-kit/narrow.ts';
import { type Language, useLanguage } from '#ui-kit/text.ts';
import type { DashboardChild, Figures, MeasureKey } from '../contract.ts';
import type { Standing } from '../domain/chance.ts';
import { MEASURE_KEYS, MEASURES, measureOf } from '../domain/measures.ts';
import { gradeWords, measureWords, standingWords } from '../domain/words.ts';
import type { Place } from './addresses.ts';
import { childAddress, figureAddress } from './child-links.ts';
import { spreadsByKind, standingIn } from './compare.ts';
import { formatParts, formatValue } from './measured.ts';
import { useReportsText } from './text.ts';

const GRADES = ['good', 'fair', 'average', 'poor'] as const;

/** A value with what it was made of, marked where it stands out of its group by more than chance. */
export function MeasuredValue({
  figures,
  measureKey,
  standing,
  language,
}: {
  figures: Figures;
  measureKey: MeasureKey;
  standing?: Standing | undefined;
  language: Language;
}) {
  const measure = MEASURES[measureKey];
  const parts = formatParts(measure, figures);
  return (
    <>
      <span className="r-figure-flag" data-standing={standing}>
        {standing === 'worse' && <IconWarn size={0.95} />}
        {standing === 'better' && <IconCheck size={0.95} />}
        {formatValue(measure, measureOf(figures, measure).value)}
        {standing && standing !== 'alike' && (
          <span className="k-hidden"> ({standingWords[standing][language]})</span>
        )}
      </span>
      {parts && <span className="r-figure-parts">{parts}</span>}
    </>
  );
}

/** The four grades as a bar and in words. */
export function Grades({ figures, language }: { figures: Figures; language: Language }) {
  const all = GRADES.reduce((sum, grade) => sum + figures[grade], 0);
  if (all === 0) return <>–</>;
  return (
    <span className="r-grades">
      <span className="r-grades-bar" aria-hidden="true">
        {GRADES.filter((grade) => figures[grade] > 0).map((grade) => (
          <i key={grade} data-grade={grade} style={{ width: `${(figures[grade] / all) * 100}%` }} />
        ))}
      </span>
      <span className="r-grades-words">
        {GRADES.filter((grade) => figures[grade] > 0)
          .map((grade) => `${gradeWords(grade, language)} ${figures[grade]}`)
          .join(' · ')}
      </span>
    </span>
  );
}

const gradesText = (figures: Figures, language: Language) =>
  GRADES.map((grade) => `${gradeWords(grade, language)} ${figures[grade]}`).join('; ');

/** Shown at first; the rest waits in the choice of columns. */
const AT_FIRST: readonly MeasureKey[] = [
  'held',
  'attendance',
  'papers',
  'confirmedScore',
  'tasksInTime',
  'needing',
];

/** What a card on a phone keeps in sight, beside the measure that was asked for. */
export const ALWAYS_IN_SIGHT: readonly MeasureKey[] = ['held', 'attendance', 'needing'];

/** The columns of the table of units; every figure opens one level down. */
export function useChildrenColumns(
  children: readonly DashboardChild[],
  place: Place,
): Column<DashboardChild>[] {
  const t = useReportsText();
  const { language } = useLanguage();
  const isTight = useIsTight();
  const spreads = spreadsByKind(children);
  const kinds = new Set(children.map((child) => child.kind));
  const nameOf = (child: DashboardChild) => (child.id === null ? t('endedBranches') : child.name);

  const measureColumn = (key: MeasureKey): Column<DashboardChild> => {
    const measure = MEASURES[key];
    return {
      key,
      header: measureWords[key].short[language],
      align: 'end',
      hiddenAtFirst: !AT_FIRST.includes(key) && key !== place.measure,
      ...(ALWAYS_IN_SIGHT.includes(key) || key === place.measure ? { brief: 'named' as const } : {}),
      text: (child) => {
        const { value } = measureOf(child.figures, measure);
        const parts = formatParts(measure, child.figures);
        return value === null ? '' : `${formatValue(measure, value)}${parts ? ` (${parts})` : ''}`;
      },
      sortKey: (child) => measureOf(child.figures, measure).value,
      cell: (child) => {
        const to = figureAddress(place, child, key);
        const standing = standingIn(spreads.get(child.kind ?? ''), key, child.figures);
        const shown = (
          <MeasuredValue figures={child.figures} measureKey={key} standing={standing} language={language} />
        );
        return to ? (
          <TextLink className="r-figure" to={to}>
            {shown}
          </TextLink>
        ) : (
          <span className="r-figure">{shown}</span>
        );
      },
    };
  };
  const columns: Column<DashboardChild>[] = [
    {
      key: 'unit',
      header: t('unit'),
      primary: true,
      text: nameOf,
      sortKey: (child) => child.code ?? child.name,
      cell: (child) => {
        const to = childAddress(place, child);
        return (
          <span className="k-row" data-gap="small">
            {to ? <TextLink to={to}>{nameOf(child)}</TextLink> : nameOf(child)}
            {child.endedOn && <Badge>{t('endedOn', { date: formatCivilDate(child.endedOn) })}</Badge>}
          </span>
        );
      },
    },
  ];
  if (kinds.size > 1)
    columns.push({
      key: 'kind',
      header: t('kind'),
      text: (child) => (child.kind ? kindWords[child.kind][language] : ''),
      hiddenAtFirst: true,
    });
  columns.push(...AT_FIRST.map(measureColumn), {
    key: 'grades',
    header: t('grades'),
    align: 'end',
    hiddenAtFirst: isTight,
    text: (child) => gradesText(child.figures, language),
    sortKey: (child) => measureOf(child.figures, MEASURES.good).value,
    cell: (child) => <Grades figures={child.figures} language={language} />,
  });
  columns.push(...MEASURE_KEYS.filter((key) => !AT_FIRST.includes(key)).map(measureColumn));
  return columns;
}
