import { useQuery } from '@tanstack/react-query';
import { formatYearMonth, type YearMonth } from '#kernel/civil-date.ts';
import { TextLink } from '#ui-kit/actions.tsx';
import '#ui-kit/charts/charts.css';
import { useState } from 'react';
import { Sparkline } from '#ui-kit/charts/sparkline.tsx';
import { scaleAround } from '#ui-kit/charts/swarm.ts';
import { EmptyState, ErrorState, LoadingState } from '#ui-kit/feedback.tsx';
import { Segmented } from '#ui-kit/fields.tsx';
import { IconChart } from '#ui-kit/icons.tsx';
import { useIsNarrow } from '#ui-kit/narrow.ts';
import { useGo } from '#ui-kit/page.ts';
import { Section } from '#ui-kit/page-frame.tsx';
import { useLanguage } from '#ui-kit/text.ts';
import type { Figures, MeasureKey } from '../contract.ts';
import { MEASURE_KEYS, MEASURED_FIGURES, MEASURES, type Measure, measureOf } from '../domain/measures.ts';
import { measureWords } from '../domain/words.ts';
import { addressOf, type Place } from './addresses.ts';
import { childAddress } from './child-links.ts';
import { MeasurePick } from './measure-pick.tsx';
import { formatValue } from './measured.ts';
import { trendQuery } from './queries.ts';
import { useReportsText } from './text.ts';

type Series = Partial<Record<keyof Figures, number[]>>;

/** The value of a measure in each month of a series. */
export function valuesOf(series: Series, measure: Measure, months: number): (number | null)[] {
  return Array.from({ length: months }, (_, at) => {
    const figures = Object.fromEntries(
      MEASURED_FIGURES.map((figure) => [figure, series[figure]?.[at] ?? 0]),
    ) as Figures;
    // A count of nothing is a zero; where no branch stood there is no line.
    return figures.due === 0 && figures.members === 0 ? null : measureOf(figures, measure).value;
  });
}

/** In the table of all units and measures; the rest can be seen one by one. */
const IN_MATRIX: readonly MeasureKey[] = [
  'held',
  'attendance',
  'papers',
  'speakers',
  'confirmedScore',
  'tasksInTime',
  'needing',
];

/** Three years month by month: every unit below as a small picture on the same scale, for one measure or for all. */
export function TrendView({ place, month }: { place: Place; month: YearMonth }) {
  const t = useReportsText();
  const { language } = useLanguage();
  const go = useGo();
  const isNarrow = useIsNarrow();
  const [arranged, setArranged] = useState<'measure' | 'all'>('measure');
  const trend = useQuery(
    trendQuery({ unitId: place.unitId, clock: place.clock, sector: place.sector }, month),
  );
  if (trend.isPending) return <LoadingState lines={10} />;
  if (trend.isError) return <ErrorState error={trend.error} onRetry={() => void trend.refetch()} />;
  const { months, children, totals } = trend.data;
  const from = formatYearMonth(months[0]!);
  const to = formatYearMonth(months.at(-1)!);
  const shown = children.filter((child) => child.id !== null);
  if (shown.length === 0) return <EmptyState icon={IconChart} title={t('empty')} />;

  const key = place.measure ?? 'attendance';
  const measure = MEASURES[key];
  const januaries = months.flatMap((one, at) => (one.endsWith('-01') ? [at] : []));
  const scaleOf = (of: Measure) =>
    scaleAround(
      [totals, ...shown.map((child) => child.series)].flatMap((series) =>
        valuesOf(series, of, months.length).filter((value) => value !== null),
      ),
      of.kind === 'share' ? [0, 100] : undefined,
    );
  const nameOf = (child: (typeof shown)[number]) => {
    const address = childAddress(place, child);
    return address ? <TextLink to={address}>{child.name}</TextLink> : child.name;
  };
  const said = (name: string, of: Measure, values: readonly (number | null)[]) => {
    const known = values.filter((value) => value !== null);
    const words = measureWords[of.key].label[language];
    return known.length === 0
      ? `${name}, ${words}: –`
      : t('trendSaid', {
          name,
          measure: words,
          first: formatValue(of, known[0]!),
          last: formatValue(of, known.at(-1)!),
          low: formatValue(of, Math.min(...known)),
          high: formatValue(of, Math.max(...known)),
        });
  };

  const multiples = () => {
    const whole = valuesOf(totals, measure, months.length);
    const ownScale = scaleOf(measure);
    // A sum of all units would press the units' own lines to the floor.
    const scale =
      measure.kind === 'count'
        ? scaleAround(
            shown.flatMap((child) =>
              valuesOf(child.series, measure, months.length).filter((value) => value !== null),
            ),
          )
        : ownScale;
    return (
      <ul className="k-grid r-multiples" style={{ ['--k-cell' as string]: '13rem' }}>
        {shown.map((child) => {
          const values = valuesOf(child.series, measure, months.length);
          const last = values.findLast((value) => value !== null) ?? null;
          return (
            <li key={child.id} className="r-multiple">
              {nameOf(child)}
              <Sparkline
                label={said(child.name, measure, values)}
                values={values}
                beside={measure.kind === 'count' ? undefined : whole}
                scale={scale}
                marks={januaries}
                width={220}
                height={62}
              />
              <span className="r-multiple-values">
                <span>{formatValue(measure, values.find((value) => value !== null) ?? null)}</span>
                <strong>{formatValue(measure, last)}</strong>
              </span>
            </li>
          );
        })}
      </ul>
    );
  };

  const matrix = () => {
    const scales = new Map(IN_MATRIX.map((one) => [one, scaleOf(MEASURES[one])]));
    const line = (name: string, series: Series, one: MeasureKey) => {
      const values = valuesOf(series, MEASURES[one], months.length);
      return (
        <td key={one} data-align="end">
          <Sparkline
            label={said(name, MEASURES[one], values)}
            values={values}
            scale={scales.get(one)!}
            width={104}
            height={30}
          />
          <span className="r-matrix-value">
            {formatValue(MEASURES[one], values.findLast((value) => value !== null) ?? null)}
          </span>
        </td>
      );
    };
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling frame must be reachable by keyboard
      <section className="k-table-frame" tabIndex={0} aria-label={t('matrixCaption', { from, to })}>
        <table className="k-table r-matrix" data-holds-first>
          <caption className="k-hidden">{t('matrixCaption', { from, to })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('unit')}</th>
              {IN_MATRIX.map((one) => (
                <th key={one} scope="col" data-align="end">
                  {measureWords[one].short[language]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{t('wholeUnit')}</th>
              {IN_MATRIX.map((one) => line(t('wholeUnit'), totals, one))}
            </tr>
            {shown.map((child) => (
              <tr key={child.id}>
                <th scope="row">{nameOf(child)}</th>
                {IN_MATRIX.map((one) => line(child.name, child.series, one))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    );
  };

  return (
    <Section
      title={t('trendTitle', { from, to })}
      lead={arranged === 'measure' && measure.kind !== 'count' ? t('trendLead') : t('trendLeadAlone')}
    >
      {!isNarrow && (
        <Segmented
          label={t('arranged')}
          labelHidden
          value={arranged}
          onChange={setArranged}
          options={[
            { value: 'measure', label: t('arrangedMeasure') },
            { value: 'all', label: t('arrangedAll') },
          ]}
        />
      )}
      {arranged === 'measure' || isNarrow ? (
        <>
          <MeasurePick
            measures={MEASURE_KEYS}
            value={key}
            onChange={(next) => go(addressOf(place, { view: 'trend', measure: next }), { replace: true })}
          />
          {multiples()}
        </>
      ) : (
        matrix()
      )}
    </Section>
  );
}
