import { type Dot, DotStrip, IntervalBar } from '#ui-kit/charts/dot-strip.tsx';
import '#ui-kit/charts/charts.css';
import { useState } from 'react';
import { kindWords } from '#features/units/widgets.tsx';
import { TextLink } from '#ui-kit/actions.tsx';
import { scaleAround } from '#ui-kit/charts/swarm.ts';
import { Notice } from '#ui-kit/feedback.tsx';
import { SelectField } from '#ui-kit/fields.tsx';
import { useGo } from '#ui-kit/page.ts';
import { Section } from '#ui-kit/page-frame.tsx';
import { type Language, useLanguage } from '#ui-kit/text.ts';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { DashboardChild, MeasureKey, Spread } from '../contract.ts';
import { chanceInterval, type Standing, standingOf, weaknessOf } from '../domain/chance.ts';
import { MEASURE_KEYS, MEASURES, type Measure, type Measured, measureOf } from '../domain/measures.ts';
import { SMALLEST_GROUP } from '../domain/spread.ts';
import { measureWords, standingWords } from '../domain/words.ts';
import { addressOf, type Place } from './addresses.ts';
import { figureAddress } from './child-links.ts';
import type { Dashboard } from './children-view.tsx';
import { spreadsByKind } from './compare.ts';
import { MeasurePick } from './measure-pick.tsx';
import { formatParts, formatValue } from './measured.ts';
import { useReportsText } from './text.ts';

type Standings = { child: DashboardChild; measured: Measured & { value: number }; standing: Standing };

const LOOKS: Record<Standing, Dot['look']> = { better: 'good', alike: 'plain', worse: 'bad' };
const SPREADING = MEASURE_KEYS.filter((key) => MEASURES[key].better !== null);

/** Rows of a unit each: its value, the stretch that chance allows, the median of the group. */
function IntervalRows({
  rows,
  measure,
  scale,
  spread,
  place,
  language,
}: {
  rows: readonly Standings[];
  measure: Measure;
  scale: readonly [number, number];
  spread: Spread | undefined;
  place: Place;
  language: Language;
}) {
  const t = useReportsText();
  return (
    <ul className="r-rows">
      {rows.map(({ child, measured, standing }) => {
        const interval = measure.kind === 'share' ? chanceInterval(measured.part, measured.whole) : null;
        const to = figureAddress(place, child, measure.key);
        const range = interval
          ? t('chanceRange', { low: formatNumber(interval.low, 0), high: formatNumber(interval.high, 0) })
          : '';
        const value = formatValue(measure, measured.value);
        return (
          <li key={child.id}>
            <span>{to ? <TextLink to={to}>{child.name}</TextLink> : child.name}</span>
            <span className="r-rows-bar">
              <IntervalBar
                label={[child.name, value, range, standingWords[standing][language]]
                  .filter(Boolean)
                  .join('; ')}
                value={measured.value}
                interval={interval}
                scale={scale}
                median={spread?.median}
                look={LOOKS[standing]}
              />
            </span>
            <span className="r-rows-value">
              <strong>{value}</strong>{' '}
              <span className="r-rows-note">{formatParts(measure, child.figures)}</span>
            </span>
            <span className="r-rows-note">{interval ? range : ''}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Legend({ measure }: { measure: Measure }) {
  const t = useReportsText();
  const mark = (look: Dot['look']) => (
    <svg width="14" height="14" aria-hidden="true">
      <circle className="k-dot" data-look={look} cx="7" cy="7" r="5.5" />
    </svg>
  );
  return (
    <ul className="r-legend">
      <li>
        {mark('bad')} {t('legendWorse')}
      </li>
      <li>
        {mark('plain')} {t('legendAlike')}
      </li>
      <li>
        {mark('good')} {t('legendBetter')}
      </li>
      <li>
        <svg width="26" height="14" aria-hidden="true">
          <rect className="k-chart-band" width="26" height="14" />
          <line className="k-chart-median" x1="13" x2="13" y1="0" y2="14" />
        </svg>{' '}
        {t('legendBand')}
      </li>
      {measure.kind === 'share' && (
        <li>
          <svg width="26" height="14" aria-hidden="true">
            <line className="k-interval-reach" x1="3" x2="23" y1="7" y2="7" />
          </svg>{' '}
          {t('legendChance')}
        </li>
      )}
    </ul>
  );
}

/**
 * How the units below are spread: all of them on one line, then those that differ from their group by more than chance,
 * then the rest, which are not told apart.
 */
export function SpreadView({ view, place }: { view: Dashboard; place: Place }) {
  const t = useReportsText();
  const { language } = useLanguage();
  const go = useGo();
  const key: MeasureKey = place.measure && SPREADING.includes(place.measure) ? place.measure : 'attendance';
  const measure = MEASURES[key];
  const kinds = [...new Set(view.children.flatMap((child) => child.kind ?? []))].toSorted(
    (a, b) =>
      view.children.filter((child) => child.kind === b).length -
      view.children.filter((child) => child.kind === a).length,
  );
  const [chosen, setKind] = useState(kinds[0]);
  const kind = kinds.find((one) => one === chosen) ?? kinds[0];
  const group = view.children.filter((child) => child.kind === kind);
  const spread = kind ? spreadsByKind(group).get(kind)?.[key] : undefined;
  const rows: Standings[] = group.flatMap((child) => {
    const measured = measureOf(child.figures, measure);
    return measured.value === null
      ? []
      : [
          {
            child,
            measured: { ...measured, value: measured.value },
            standing: spread ? standingOf(measure, measured, spread.median) : 'alike',
          },
        ];
  });
  const scale = scaleAround(
    rows.map(({ measured }) => measured.value),
    measure.kind === 'share' ? [0, 100] : undefined,
  );
  const byWeakness = (some: Standings[]) =>
    some.toSorted((a, b) => (weaknessOf(measure, b.measured) ?? 0) - (weaknessOf(measure, a.measured) ?? 0));
  const worse = byWeakness(rows.filter(({ standing }) => standing === 'worse'));
  const better = byWeakness(rows.filter(({ standing }) => standing === 'better')).reverse();
  const alike = rows.filter(({ standing }) => standing === 'alike');
  const words = measureWords[key].label[language];
  const shared = { measure, scale, spread, place, language };
  const format = (value: number) => formatValue(measure, value);
  return (
    <>
      <Section title={t('spreadTitle', { measure: words })}>
        <MeasurePick
          measures={SPREADING}
          value={key}
          onChange={(next) => go(addressOf(place, { view: 'spread', measure: next }), { replace: true })}
        />
        {kinds.length > 1 && kind && (
          <SelectField
            label={t('kind')}
            value={kind}
            onChange={setKind}
            options={kinds.map((one) => ({ value: one, label: kindWords[one][language] }))}
          />
        )}
        {rows.length === 0 ? (
          <Notice>{t('nothingMeasured')}</Notice>
        ) : (
          <>
            <div className="r-strip-frame k-strip-frame">
              <DotStrip
                label={t('spreadLabel', {
                  measure: words,
                  count: rows.length,
                  low: format(Math.min(...rows.map(({ measured }) => measured.value))),
                  high: format(Math.max(...rows.map(({ measured }) => measured.value))),
                  median: spread ? format(spread.median) : '–',
                })}
                dots={rows.map(({ child, measured, standing }) => ({
                  key: child.id!,
                  title: `${child.name}: ${format(measured.value)} ${formatParts(measure, child.figures)}`,
                  value: measured.value,
                  look: LOOKS[standing],
                }))}
                scale={scale}
                band={spread ?? null}
                format={format}
                onPick={(id) => {
                  const child = group.find((one) => one.id === id);
                  const to = child && figureAddress(place, child, key);
                  if (to) go(to);
                }}
              />
            </div>
            <Legend measure={measure} />
            <p className="r-rows-note">
              {measure.kind === 'share' ? t('chanceMeans') : t('noChance', { count: SMALLEST_GROUP })}
            </p>
          </>
        )}
      </Section>
      {measure.kind === 'share' && spread && (
        <>
          {worse.length > 0 && (
            <Section title={t('worseTitle', { count: worse.length })}>
              <IntervalRows rows={worse} {...shared} />
            </Section>
          )}
          {better.length > 0 && (
            <Section title={t('betterTitle', { count: better.length })}>
              <IntervalRows rows={better} {...shared} />
            </Section>
          )}
        </>
      )}
      {alike.length > 0 && (
        <Section
          title={
            measure.kind === 'share' && spread ? t('alikeTitle', { count: alike.length }) : t('allTitle')
          }
          lead={measure.kind === 'share' && spread ? t('alikeLead') : undefined}
        >
          <IntervalRows rows={alike} {...shared} />
        </Section>
      )}
    </>
  );
}
