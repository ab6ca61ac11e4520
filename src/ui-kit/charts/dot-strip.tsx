import { swarm, ticksOf } from './swarm.ts';

export type Dot = {
  key: string;
  /** Read when the pointer rests on the dot. */
  title: string;
  value: number;
  look: 'plain' | 'good' | 'bad' | 'own';
};

export type Band = { q1: number; median: number; q3: number };

export type DotStripProps = {
  /** Says in words what the picture shows. */
  label: string;
  dots: readonly Dot[];
  scale: readonly [number, number];
  band?: Band | null;
  format: (value: number) => string;
  /** What a click on a dot does; the same must be reachable by keyboard in a list beside it. */
  onPick?: (key: string) => void;
};

const WIDTH = 720;
const SIDE = 24;
const DOT = 11;

/** Every unit a dot on one line, as high as the crowd needs; the middle half of the group is shaded, its median a line. */
export function DotStrip({ label, dots, scale, band, format, onPick }: DotStripProps) {
  const [low, high] = scale;
  const x = (value: number) => SIDE + ((value - low) / (high - low)) * (WIDTH - 2 * SIDE);
  const heights = swarm(
    dots.map((dot) => x(dot.value)),
    DOT + 1.5,
  );
  const tall = Math.max(22, ...heights.map(Math.abs)) + DOT;
  const middle = tall + 4;
  const floor = middle + tall;
  return (
    <svg
      className="k-strip"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${floor + 26}`}
      preserveAspectRatio="xMidYMid meet"
    >
      {band && (
        <>
          <rect
            className="k-chart-band"
            x={x(band.q1)}
            y={4}
            width={Math.max(1, x(band.q3) - x(band.q1))}
            height={floor - 4}
          />
          <line className="k-chart-median" x1={x(band.median)} x2={x(band.median)} y1={4} y2={floor} />
        </>
      )}
      <line className="k-chart-axis" x1={SIDE} x2={WIDTH - SIDE} y1={floor} y2={floor} />
      {ticksOf(scale).map((tick) => (
        <g key={tick}>
          <line className="k-chart-axis" x1={x(tick)} x2={x(tick)} y1={floor} y2={floor + 5} />
          <text className="k-chart-tick" x={x(tick)} y={floor + 21} textAnchor="middle">
            {format(tick)}
          </text>
        </g>
      ))}
      {dots.map((dot, at) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the list beside the picture holds the same links
        <circle
          key={dot.key}
          className="k-dot"
          data-look={dot.look}
          data-picks={onPick !== undefined || undefined}
          cx={x(dot.value)}
          cy={middle + heights[at]!}
          r={DOT / 2}
          onClick={onPick && (() => onPick(dot.key))}
        >
          <title>{dot.title}</title>
        </circle>
      ))}
    </svg>
  );
}

export type IntervalBarProps = {
  label: string;
  value: number;
  interval: { low: number; high: number } | null;
  scale: readonly [number, number];
  median?: number | undefined;
  look: Dot['look'];
};

/** One value on a scale, with the stretch in which the true one may lie and the median of the group. */
export function IntervalBar({ label, value, interval, scale, median, look }: IntervalBarProps) {
  const [low, high] = scale;
  const place = (at: number) => `${((Math.min(high, Math.max(low, at)) - low) / (high - low)) * 100}%`;
  return (
    <svg className="k-interval" role="img" aria-label={label} width="100%" height="22">
      <line className="k-chart-axis" x1="0%" x2="100%" y1={11} y2={11} />
      {median !== undefined && (
        <line className="k-chart-median" x1={place(median)} x2={place(median)} y1={1} y2={21} />
      )}
      {interval && (
        <line
          className="k-interval-reach"
          data-look={look}
          x1={place(interval.low)}
          x2={place(interval.high)}
          y1={11}
          y2={11}
        />
      )}
      <circle className="k-dot" data-look={look} cx={place(value)} cy={11} r={5.5} />
    </svg>
  );
}
