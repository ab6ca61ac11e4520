export type SparklineProps = {
  /** Says what is drawn and how it goes: `Dự họp: từ 84% đến 91%`. */
  label: string;
  /** In order of time; null leaves a gap. */
  values: readonly (number | null)[];
  /** The same for all that are compared. */
  scale: readonly [number, number];
  /** A second, quieter line to compare with. */
  beside?: readonly (number | null)[] | undefined;
  /** A place to mark with a hairline, such as the beginning of each year. */
  marks?: readonly number[];
  width?: number;
  height?: number;
};

const MARGIN = 3;

/** A small line without axes. The last value is a dot; what it is stands beside it in words. */
export function Sparkline({ label, values, scale, beside, marks, width = 132, height = 40 }: SparklineProps) {
  const [low, high] = scale;
  const x = (at: number) => MARGIN + (at * (width - 2 * MARGIN)) / Math.max(1, values.length - 1);
  const y = (value: number) =>
    height - MARGIN - ((Math.min(high, Math.max(low, value)) - low) / (high - low)) * (height - 2 * MARGIN);
  const pathOf = (line: readonly (number | null)[]) =>
    line
      .map((value, at) =>
        value === null
          ? ''
          : `${at > 0 && line[at - 1] !== null ? 'L' : 'M'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`,
      )
      .join('');
  const last = values.findLastIndex((value) => value !== null);
  return (
    <svg
      className="k-spark"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
    >
      {marks?.map((at) => (
        <line key={at} className="k-chart-hair" x1={x(at)} x2={x(at)} y1={0} y2={height} />
      ))}
      {beside && <path className="k-spark-beside" d={pathOf(beside)} />}
      <path className="k-spark-line" d={pathOf(values)} />
      {last >= 0 && <circle className="k-spark-last" cx={x(last)} cy={y(values[last]!)} r={2.6} />}
    </svg>
  );
}
