export type HistogramProps = {
  /** Says in words what the picture shows. */
  label: string;
  /** How many things lie in each of the equal steps of the scale. */
  bins: readonly number[];
  scale: readonly [number, number];
  /** The highest bar of all pictures that stand side by side, so that heights compare. */
  most: number;
  /** Marked by a dashed line. */
  median?: number | null | undefined;
  /** Marked by a full line: what is aimed at. */
  target?: number | null | undefined;
  format: (value: number) => string;
};

const WIDTH = 320;
const SIDE = 14;
const TOP = 20;
const FLOOR = 112;

/** How many lie where on a scale: a bar for each step with its number on top, the ends of the scale below. */
export function Histogram({ label, bins, scale, most, median, target, format }: HistogramProps) {
  const [low, high] = scale;
  const x = (value: number) => SIDE + ((value - low) / (high - low)) * (WIDTH - 2 * SIDE);
  const step = (WIDTH - 2 * SIDE) / bins.length;
  const height = (count: number) => (count / Math.max(1, most)) * (FLOOR - TOP);
  const isOn = (value: number | null | undefined): value is number =>
    value !== null && value !== undefined && value >= low && value <= high;
  return (
    <svg className="k-histogram" role="img" aria-label={label} viewBox={`0 0 ${WIDTH} ${FLOOR + 24}`}>
      {bins.map(
        (count, at) =>
          count > 0 && (
            <rect
              key={at}
              className="k-bar"
              x={SIDE + at * step + 1}
              y={FLOOR - height(count)}
              width={Math.max(1, step - 2)}
              height={height(count)}
            />
          ),
      )}
      {isOn(median) && <line className="k-chart-median" x1={x(median)} x2={x(median)} y1={2} y2={FLOOR} />}
      {isOn(target) && <line className="k-chart-target" x1={x(target)} x2={x(target)} y1={2} y2={FLOOR} />}
      {bins.map(
        (count, at) =>
          count > 0 && (
            <text
              key={at}
              className="k-chart-tick"
              x={SIDE + (at + 0.5) * step}
              y={FLOOR - height(count) - 5}
              textAnchor="middle"
            >
              {count}
            </text>
          ),
      )}
      <line className="k-chart-axis" x1={SIDE} x2={WIDTH - SIDE} y1={FLOOR} y2={FLOOR} />
      <text className="k-chart-tick" x={SIDE} y={FLOOR + 19}>
        {format(low)}
      </text>
      <text className="k-chart-tick" x={WIDTH - SIDE} y={FLOOR + 19} textAnchor="end">
        {format(high)}
      </text>
    </svg>
  );
}
