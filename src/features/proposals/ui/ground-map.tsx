import { drawAreas, ownName } from '#features/reports/widgets.tsx';
import { layTiles } from '#ui-kit/charts/tiles.ts';
import { useIsNarrow } from '#ui-kit/narrow.ts';
import type { GroundUnit } from '../contract.ts';
import './proposals.css';

/** A unit in the picture: its colour, a short word that says the same, and everything in one sentence. */
export type Spot = {
  unit: GroundUnit;
  /** `0` … `7` for groups, a verdict, or `alone`. */
  look: string;
  /** A letter or a percent, beside the colour. */
  mark: string;
  said: string;
  isSeat: boolean;
};

function Areas({ spots, label }: { spots: readonly Spot[]; label: string }) {
  const isNarrow = useIsNarrow();
  const bordered = spots.flatMap(({ unit, ...spot }) =>
    unit.geometry ? [{ ...spot, unit, geometry: unit.geometry }] : [],
  );
  const { areas, width, height } = drawAreas(
    bordered.map(({ unit, geometry, mark }) => ({
      id: unit.id,
      geometry,
      words: [ownName(unit.name), mark],
    })),
    isNarrow ? 340 : 1060,
    isNarrow ? 460 : 680,
  );
  const drawn = areas.map((area, at) => ({ area, spot: bordered[at]! }));
  return (
    <svg className="prop-map" role="img" aria-label={label} viewBox={`0 0 ${width} ${height}`}>
      {drawn.map(({ area, spot }) => (
        <path key={area.id} className="prop-area" data-look={spot.look} d={area.path}>
          <title>{spot.said}</title>
        </path>
      ))}
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus */}
      <g aria-hidden="true">
        {drawn.map(
          ({ area, spot }) =>
            area.label && (
              <text key={area.id} className="prop-label" x={area.label.x} y={area.label.y - 3}>
                <tspan x={area.label.x}>{ownName(spot.unit.name)}</tspan>
                <tspan x={area.label.x} dy="16" className="prop-label-mark">
                  {spot.isSeat ? `★ ${spot.mark}` : spot.mark}
                </tspan>
              </text>
            ),
        )}
      </g>
    </svg>
  );
}

function Tiles({ spots, label }: { spots: readonly Spot[]; label: string }) {
  const isNarrow = useIsNarrow();
  const tiles = layTiles(
    spots.map(({ unit }) =>
      unit.lat !== null && unit.lon !== null ? { lat: unit.lat, lon: unit.lon } : null,
    ),
    isNarrow ? 3 : 9,
  );
  const columns = Math.max(...tiles.map(({ column }) => column)) + 1;
  const order = spots
    .map((spot, at) => ({ spot, tile: tiles[at]! }))
    .toSorted((a, b) => a.tile.row - b.tile.row || a.tile.column - b.tile.column);
  return (
    <ol className="prop-tiles" aria-label={label} style={{ ['--prop-columns' as string]: columns }}>
      {order.map(({ spot, tile }) => (
        <li
          key={spot.unit.id}
          className="prop-tile"
          data-look={spot.look}
          style={{ gridColumn: tile.column + 1, gridRow: tile.row + 1 }}
        >
          <span className="k-hidden">{spot.said}</span>
          <span className="prop-tile-name" aria-hidden="true">
            {ownName(spot.unit.name)}
          </span>
          <span className="prop-tile-mark" aria-hidden="true">
            {spot.isSeat ? `★ ${spot.mark}` : spot.mark}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** Where the units lie: inside their borders when somebody has imported these, and else as tiles laid out from their points. */
export function GroundMap({ spots, label }: { spots: readonly Spot[]; label: string }) {
  const bordered = spots.filter(({ unit }) => unit.geometry !== null);
  if (bordered.length < 2) return <Tiles spots={spots} label={label} />;
  const outside = spots.filter(({ unit }) => unit.geometry === null);
  return (
    <>
      <Areas spots={bordered} label={label} />
      {outside.length > 0 && <Tiles spots={outside} label={label} />}
    </>
  );
}
