import { measureWords } from '#features/reports/widgets.tsx';
import { formatCivilDate, formatYearMonth } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import '#ui-kit/charts/charts.css';
import { IntervalBar } from '#ui-kit/charts/dot-strip.tsx';
import { Histogram } from '#ui-kit/charts/histogram.tsx';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { Notice } from '#ui-kit/feedback.tsx';
import { Grid, Section, Stack } from '#ui-kit/page-frame.tsx';
import { StatTile } from '#ui-kit/show.tsx';
import { useLanguage } from '#ui-kit/text.ts';
import type { EffectIndicator, Picture } from '../contract.ts';
import './effects.css';
import { useEffectsText } from './text.ts';
import { asChange, asTick, asValue } from './values.ts';

/** Fewest branches on each side, as the words name it. */
const FEWEST = 5;

const GROUPS = ['started', 'waiting'] as const;
const TIMES = ['before', 'now'] as const;

const VERDICTS = { 'as-wished': 'asWished', against: 'against', 'not-told-apart': 'notToldApart' } as const;
const TONES = { 'as-wished': 'success', against: 'danger', 'not-told-apart': 'info' } as const;

type SideRow = { group: (typeof GROUPS)[number]; count: number; before: number; now: number; change: number };

function Difference({ indicator }: { indicator: EffectIndicator }) {
  const t = useEffectsText();
  const { comparison, measure: key } = indicator;
  if (comparison.kind === 'too-few')
    return (
      <Notice>
        {t('tooFew', { fewest: FEWEST, started: comparison.started, waiting: comparison.waiting })}
      </Notice>
    );
  const { interval, difference } = comparison;
  const value = (of: 'before' | 'now'): Column<SideRow> => ({
    key: of,
    header: t(of),
    text: (row) => asValue(key, row[of]),
    align: 'end',
  });
  const columns: Column<SideRow>[] = [
    {
      key: 'group',
      header: t('group'),
      text: (row) => `${t(row.group)} (${t('branches', { count: row.count })})`,
      primary: true,
    },
    value('before'),
    value('now'),
    { key: 'change', header: t('change'), text: (row) => asChange(t, key, row.change), align: 'end' },
  ];
  const reach = Math.max(...[difference, interval?.low ?? 0, interval?.high ?? 0].map(Math.abs), 1) * 1.15;
  const range = interval
    ? t('interval', { low: asChange(t, key, interval.low), high: asChange(t, key, interval.high) })
    : '';
  const look = indicator.verdict === 'as-wished' ? 'good' : indicator.verdict === 'against' ? 'bad' : 'plain';
  return (
    <Stack gap="small">
      <Notice
        tone={TONES[indicator.verdict]}
        title={`${t('differenceIs', { difference: asChange(t, key, difference) })}${range ? ` (${range})` : ''}.`}
      >
        {interval ? t(VERDICTS[indicator.verdict]) : t('noInterval')}
        {comparison.leftOut > 0 && <> {t('leftOut', { count: comparison.leftOut })}</>}
      </Notice>
      {interval && (
        <div className="e-interval">
          <IntervalBar
            label={`${t('differenceLabel')}: ${asChange(t, key, difference)}; ${range}`}
            value={difference}
            interval={interval}
            scale={[-reach, reach]}
            median={0}
            look={look}
          />
          <div className="e-ends" aria-hidden="true">
            <span>{asChange(t, key, -reach)}</span>
            <span>0</span>
            <span>{asChange(t, key, reach)}</span>
          </div>
        </div>
      )}
      <DataTable
        caption={t('differenceLabel')}
        name="effect-sides"
        bare
        columns={columns}
        rows={GROUPS.map((group) => ({ group, ...comparison[group] }))}
        rowKey={(row) => row.group}
        empty={null}
      />
    </Stack>
  );
}

/** Four small pictures on one scale: both groups, before and now. */
function Pictures({ indicator }: { indicator: EffectIndicator }) {
  const t = useEffectsText();
  const { measure: key, pictures, scale, target } = indicator;
  const most = Math.max(1, ...GROUPS.flatMap((group) => TIMES.flatMap((time) => pictures[group][time].bins)));
  const format = (value: number) => asValue(key, value);
  const label = (group: (typeof GROUPS)[number], time: (typeof TIMES)[number], picture: Picture) => {
    const about = { group: t(group), time: t(time), count: picture.count };
    return picture.spread
      ? t('pictureLabel', {
          ...about,
          median: format(picture.spread.median),
          low: format(picture.spread.low),
          high: format(picture.spread.high),
        })
      : t('pictureFew', about);
  };
  return (
    <Section title={t('pictures')} level={3} plain>
      <div className="e-multiples">
        {GROUPS.flatMap((group) =>
          TIMES.map((time) => {
            const picture = pictures[group][time];
            return (
              <figure key={`${group} ${time}`} className="e-picture">
                <figcaption>
                  <strong>{t(group)}</strong>, {t(time).toLowerCase()}{' '}
                  <span className="k-soft">
                    ({t('branches', { count: picture.count })}
                    {picture.spread
                      ? `; ${t('medianIs', { value: format(picture.spread.median) })}`
                      : picture.mean !== null
                        ? `; ${t('meanIs', { value: format(picture.mean) })}`
                        : ''}
                    )
                  </span>
                </figcaption>
                <Histogram
                  label={label(group, time, picture)}
                  bins={picture.bins}
                  scale={scale}
                  most={most}
                  median={picture.spread?.median}
                  target={target}
                  format={(tick) => asTick(key, tick)}
                />
              </figure>
            );
          }),
        )}
      </div>
      <p className="k-soft">
        {[
          t('legendBars'),
          `┆ ${t('legendMedian')}`,
          ...(target === null ? [] : [`│ ${t('legendTarget')}`]),
        ].join('; ')}
      </p>
    </Section>
  );
}

/** Whether both groups went alike before there was a paper: the test of what the comparison rests on. */
function Proof({ indicator }: { indicator: EffectIndicator }) {
  const t = useEffectsText();
  const { measure: key, earlier } = indicator;
  const proofOf = () => {
    if (earlier.kind === 'too-few') return t('proofNone');
    const difference = asChange(t, key, earlier.difference);
    if (!earlier.interval) return t('proofPlain', { difference });
    const { low, high } = earlier.interval;
    const interval = t('interval', { low: asChange(t, key, low), high: asChange(t, key, high) });
    return t(low > 0 || high < 0 ? 'proofBad' : 'proofFine', { difference, interval });
  };
  return <p>{t('proof', { proof: proofOf() })}</p>;
}

/** What must be true for the numbers to mean what they seem to mean. */
export function Assumptions() {
  const t = useEffectsText();
  return (
    <Section title={t('howTo')}>
      <ul className="e-assumptions">
        <li>{t('assumeTrend')}</li>
        <li>{t('assumeSpill')}</li>
        <li>{t('assumeChoice')}</li>
        <li>{t('assumeAlike')}</li>
      </ul>
    </Section>
  );
}

/** One indicator: what may be said, both groups then and now, and under which assumptions. */
export function IndicatorView({
  indicator,
  hasNow,
  onDrop,
}: {
  indicator: EffectIndicator;
  hasNow: boolean;
  onDrop: (() => void) | undefined;
}) {
  const t = useEffectsText();
  const { language } = useLanguage();
  const { measure: key, target, atTarget } = indicator;
  const direction = t(indicator.better === 'more' ? 'directionMore' : 'directionLess');
  return (
    <Section
      title={measureWords[key].label[language]}
      lead={[
        target === null ? t('noTarget', { direction }) : t('target', { value: asValue(key, target) }),
        t('named', { date: formatCivilDate(indicator.namedOn) }),
        t('baselineOf', {
          from: formatYearMonth(indicator.before.from),
          to: formatYearMonth(indicator.before.to),
        }),
      ].join(' · ')}
      action={
        onDrop && indicator.droppedOn === null ? <Button onClick={onDrop}>{t('dropOne')}</Button> : undefined
      }
    >
      <Stack>
        <p className="k-soft">{measureWords[key].help[language]}</p>
        {indicator.droppedOn !== null && (
          <Notice tone="warn">
            {t('dropped', {
              date: formatCivilDate(indicator.droppedOn),
              reason: indicator.droppedBecause ?? '',
            })}
          </Notice>
        )}
        {hasNow ? <Difference indicator={indicator} /> : <Notice>{t('nothingNow')}</Notice>}
        {atTarget && hasNow && (
          <Grid cell={14}>
            <StatTile
              label={t('atTarget')}
              value={t('atTargetIs', { now: atTarget.now, of: atTarget.of })}
              note={t('atTargetWas', { before: atTarget.before, of: atTarget.of })}
            />
          </Grid>
        )}
        <Pictures indicator={indicator} />
        <Proof indicator={indicator} />
      </Stack>
    </Section>
  );
}
