import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { PrintButton, TextLink } from '#ui-kit/actions.tsx';
import { layTiles } from '#ui-kit/charts/tiles.ts';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { EmptyState, ErrorState, LoadingState, Notice } from '#ui-kit/feedback.tsx';
import { Segmented } from '#ui-kit/fields.tsx';
import { IconCheck, IconTree, IconWarn } from '#ui-kit/icons.tsx';
import { useIsNarrow } from '#ui-kit/narrow.ts';
import { useGo } from '#ui-kit/page.ts';
import { Section } from '#ui-kit/page-frame.tsx';
import { useLanguage } from '#ui-kit/text.ts';
import type { AreaGeometry, DashboardChild, MeasureKey } from '../contract.ts';
import { ownName } from '../domain/boundaries.ts';
import type { Standing } from '../domain/chance.ts';
import { MEASURE_KEYS, MEASURES, type Measure, measureOf } from '../domain/measures.ts';
import { measureWords, standingWords } from '../domain/words.ts';
import { addressOf, type Place } from './addresses.ts';
import { figureAddress } from './child-links.ts';
import type { Dashboard } from './children-view.tsx';
import { spreadsByKind, standingIn } from './compare.ts';
import { type MapClass, mapClasses, type Shade } from './map-classes.ts';
import { drawAreas } from './map-shapes.ts';
import { MeasurePick } from './measure-pick.tsx';
import { formatParts, formatValue } from './measured.ts';
import { mapQuery } from './queries.ts';
import { useReportsText } from './text.ts';

/** A unit on the map. */
type Spot = {
  child: DashboardChild & { id: string };
  short: string;
  value: string;
  parts: string;
  shade: Shade | null;
  standing: Standing | undefined;
  to: string | undefined;
  /** Everything in one sentence, for those who do not see the map. */
  said: string;
  geometry: AreaGeometry | null;
  point: { lat: number; lon: number } | null;
};

function StandingMark({ standing }: { standing: Standing | undefined }) {
  if (standing === 'worse') return <IconWarn size={0.9} />;
  if (standing === 'better') return <IconCheck size={0.9} />;
  return null;
}

function Tiles({ spots }: { spots: readonly Spot[] }) {
  const isNarrow = useIsNarrow();
  const tiles = layTiles(
    spots.map((spot) => spot.point),
    isNarrow ? 4 : 10,
  );
  const columns = Math.max(...tiles.map(({ column }) => column)) + 1;
  const order = spots
    .map((spot, at) => ({ spot, tile: tiles[at]! }))
    .toSorted((a, b) => a.tile.row - b.tile.row || a.tile.column - b.tile.column);
  return (
    <ol className="r-tiles" style={{ ['--r-columns' as string]: columns }}>
      {order.map(({ spot, tile }) => {
        const face = (
          <>
            <span className="r-tile-name">{spot.short}</span>
            <span className="r-tile-value">
              <StandingMark standing={spot.standing} />
              {spot.value}
            </span>
          </>
        );
        return (
          <li key={spot.child.id} style={{ gridColumn: tile.column + 1, gridRow: tile.row + 1 }}>
            {spot.to ? (
              <TextLink
                className="r-tile"
                data-shade={spot.shade ?? 'none'}
                to={spot.to}
                title={spot.said}
                aria-label={spot.said}
              >
                {face}
              </TextLink>
            ) : (
              <span className="r-tile" data-shade={spot.shade ?? 'none'} title={spot.said}>
                {face}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** Lines over the darker shades, so that they part without colour too. */
function ShadePatterns() {
  return (
    <defs>
      {[2, 3, 4].map((shade) => (
        <pattern
          key={shade}
          id={`r-lines-${shade}`}
          width={14 - shade * 2.5}
          height={14 - shade * 2.5}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <line className="r-lines" x1="0" x2="0" y1="0" y2="14" data-shade={shade} />
        </pattern>
      ))}
      <pattern
        id="r-lines-none"
        width="6"
        height="6"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(-45)"
      >
        <line className="r-lines" x1="0" x2="0" y1="0" y2="6" data-shade="none" />
      </pattern>
    </defs>
  );
}

function Areas({ spots, label }: { spots: readonly (Spot & { geometry: AreaGeometry })[]; label: string }) {
  const isNarrow = useIsNarrow();
  const go = useGo();
  const { areas, width, height } = drawAreas(
    spots.map((spot) => ({ id: spot.child.id, geometry: spot.geometry, words: [spot.short, spot.value] })),
    isNarrow ? 340 : 1060,
    isNarrow ? 460 : 720,
  );
  const drawn = areas.map((area, at) => ({ area, spot: spots[at]! }));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of links inside a picture
    <svg className="r-map" role="group" aria-label={label} viewBox={`0 0 ${width} ${height}`}>
      <ShadePatterns />
      {drawn.map(({ area, spot }) => {
        const shape = (
          <>
            <title>{spot.said}</title>
            <path className="r-map-area" data-shade={spot.shade ?? 'none'} d={area.path} />
            {(spot.shade === null || spot.shade >= 2) && (
              <path className="r-map-lines" d={area.path} fill={`url(#r-lines-${spot.shade ?? 'none'})`} />
            )}
          </>
        );
        const { to } = spot;
        return to ? (
          <a
            key={area.id}
            className="r-map-link"
            href={to}
            aria-label={spot.said}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
              event.preventDefault();
              go(to);
            }}
          >
            {shape}
          </a>
        ) : (
          <g key={area.id}>{shape}</g>
        );
      })}
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus */}
      <g aria-hidden="true">
        {drawn.map(
          ({ area, spot }) =>
            area.label && (
              <text key={area.id} className="r-map-label" x={area.label.x} y={area.label.y - 3}>
                <tspan x={area.label.x}>{spot.short}</tspan>
                <tspan x={area.label.x} dy="16" className="r-map-value">
                  {spot.standing === 'worse' ? '▼ ' : spot.standing === 'better' ? '▲ ' : ''}
                  {spot.value}
                </tspan>
              </text>
            ),
        )}
      </g>
    </svg>
  );
}

function Legend({ measure, classes, none }: { measure: Measure; classes: MapClass[]; none: number }) {
  const t = useReportsText();
  const edge = (value: number) => formatValue(measure, value);
  return (
    <ul className="r-legend">
      {classes.map(({ shade, from, below, count }) => (
        <li key={shade}>
          <span className="r-swatch" data-shade={shade} aria-hidden="true" />
          {from !== null && below !== null
            ? t('classBetween', { from: edge(from), below: edge(below) })
            : from !== null
              ? t('classFrom', { from: edge(from) })
              : below !== null
                ? t('classBelow', { below: edge(below) })
                : t('classAll')}
          {` (${count})`}
        </li>
      ))}
      {none > 0 && (
        <li>
          <span className="r-swatch" data-shade="none" aria-hidden="true" />
          {t('classNone')} {`(${none})`}
        </li>
      )}
      {measure.kind === 'share' && (
        <>
          <li>
            <IconWarn size={0.95} /> {t('legendWorse')}
          </li>
          <li>
            <IconCheck size={0.95} /> {t('legendBetter')}
          </li>
        </>
      )}
    </ul>
  );
}

function SpotTable({ spots, measure }: { spots: readonly Spot[]; measure: Measure }) {
  const t = useReportsText();
  const { language } = useLanguage();
  const columns: Column<Spot>[] = [
    {
      key: 'unit',
      header: t('unit'),
      primary: true,
      text: (spot) => spot.child.name,
      cell: (spot) =>
        spot.to ? <TextLink to={spot.to}>{spot.child.name}</TextLink> : <>{spot.child.name}</>,
    },
    {
      key: 'value',
      header: measureWords[measure.key].short[language],
      align: 'end',
      text: (spot) => `${spot.value}${spot.parts ? ` (${spot.parts})` : ''}`,
      sortKey: (spot) => measureOf(spot.child.figures, measure).value,
      cell: (spot) => (
        <span className="r-spot-value">
          <span className="r-swatch" data-shade={spot.shade ?? 'none'} aria-hidden="true" />
          {spot.value} <span className="r-rows-note">{spot.parts}</span>
        </span>
      ),
    },
  ];
  if (measure.kind === 'share')
    columns.push({
      key: 'standing',
      header: t('standing'),
      text: (spot) => (spot.standing ? standingWords[spot.standing][language] : ''),
      sortKey: (spot) => (spot.standing ? ['worse', 'alike', 'better'].indexOf(spot.standing) : null),
    });
  return (
    <DataTable<Spot>
      key={measure.key}
      caption={t('mapTable', { measure: measureWords[measure.key].label[language] })}
      name="map"
      columns={columns}
      rows={spots}
      rowKey={(spot) => spot.child.id}
      empty={null}
      initialSort={{ key: 'value', direction: measure.better === 'more' ? 'ascending' : 'descending' }}
    />
  );
}

/** The units below where they lie: inside their borders when somebody has imported these, and else as tiles. */
export function MapView({ view, place }: { view: Dashboard; place: Place }) {
  const t = useReportsText();
  const { language } = useLanguage();
  const go = useGo();
  const [wanted, setWanted] = useState<'areas' | 'tiles'>('areas');
  const map = useQuery(mapQuery(view.unit.id, view.treeOn));
  if (map.isPending) return <LoadingState lines={10} />;
  if (map.isError) return <ErrorState error={map.error} onRetry={() => void map.refetch()} />;
  const key: MeasureKey = place.measure ?? 'attendance';
  const measure = MEASURES[key];
  const words = measureWords[key].label[language];
  const children = view.children.flatMap((child) =>
    child.id === null || child.endedOn !== null ? [] : [{ ...child, id: child.id }],
  );
  if (children.length === 0) return <EmptyState icon={IconTree} title={t('empty')} />;
  const known = children.flatMap((child) => measureOf(child.figures, measure).value ?? []);
  const { classes, shadeOf } = mapClasses(measure, known);
  const spreads = spreadsByKind(view.children);
  const mapped = new Map(map.data.units.map((unit) => [unit.id, unit]));
  const spots = children.map((child): Spot => {
    const { value } = measureOf(child.figures, measure);
    const standing =
      measure.kind === 'share' ? standingIn(spreads.get(child.kind ?? ''), key, child.figures) : undefined;
    const parts = formatParts(measure, child.figures);
    const on = mapped.get(child.id);
    return {
      child,
      short: ownName(child.name),
      value: formatValue(measure, value),
      parts,
      shade: value === null ? null : shadeOf(value),
      standing,
      to: figureAddress(place, child, key),
      said: [
        `${child.name}: ${words} ${value === null ? t('classNone') : formatValue(measure, value)}`,
        parts,
        standing && standing !== 'alike' ? standingWords[standing][language] : '',
      ]
        .filter(Boolean)
        .join(', '),
      geometry: on?.geometry ?? null,
      point: on && on.lat !== null && on.lon !== null ? { lat: on.lat, lon: on.lon } : null,
    };
  });
  const inBorders = spots.flatMap((spot) => (spot.geometry ? [{ ...spot, geometry: spot.geometry }] : []));
  const hasAreas = inBorders.length > 1;
  const showsAreas = hasAreas && wanted === 'areas';
  const outside = showsAreas ? spots.filter((spot) => spot.geometry === null) : [];
  const hasPoints = spots.some((spot) => spot.point !== null);
  return (
    <>
      <Section
        title={t('mapTitle', { measure: words })}
        lead={showsAreas ? t('mapLeadAreas') : hasPoints ? t('mapLeadTiles') : t('mapLeadOrder')}
        action={<PrintButton />}
      >
        <div className="k-no-print">
          <MeasurePick
            measures={MEASURE_KEYS}
            value={key}
            onChange={(next) => go(addressOf(place, { view: 'map', measure: next }), { replace: true })}
          />
        </div>
        {hasAreas && (
          <div className="k-no-print">
            <Segmented
              label={t('mapAs')}
              labelHidden
              value={wanted}
              onChange={setWanted}
              options={[
                { value: 'areas', label: t('mapAreas') },
                { value: 'tiles', label: t('mapTiles') },
              ]}
            />
          </div>
        )}
        {known.length === 0 ? (
          <Notice>{t('nothingMeasured')}</Notice>
        ) : (
          <>
            <Legend measure={measure} classes={classes} none={children.length - known.length} />
            {showsAreas ? (
              <Areas spots={inBorders} label={t('mapTitle', { measure: words })} />
            ) : (
              <Tiles spots={spots} />
            )}
            {outside.length > 0 && (
              <>
                <p className="r-rows-note">{t('mapOutside', { count: outside.length })}</p>
                <Tiles spots={outside} />
              </>
            )}
            {measure.better !== null && <p className="r-rows-note">{t('mapShades')}</p>}
          </>
        )}
      </Section>
      {known.length > 0 && (
        <Section title={t('mapTable', { measure: words })}>
          <SpotTable spots={spots} measure={measure} />
        </Section>
      )}
    </>
  );
}
