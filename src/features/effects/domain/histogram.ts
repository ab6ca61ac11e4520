/** Equal steps between two round ends. */
export type Scale = { low: number; high: number; steps: number };

const MOST_STEPS = 12;

/** The finest scale of at most a dozen round steps that holds all values, inside the limits; never empty. */
export function scaleFor(values: readonly number[], limits: readonly [number, number] | null): Scale {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (values.length === 0) return { low: limits?.[0] ?? 0, high: limits?.[1] ?? 10, steps: 10 };
  for (let power = 0; ; power++)
    for (const factor of [1, 2, 5]) {
      const step = factor * 10 ** power;
      const low = Math.floor(least / step + 1e-9);
      const high = Math.max(low + 1, Math.ceil(most / step - 1e-9));
      if (high - low > MOST_STEPS) continue;
      // A single value at the upper end stands in the last step, not beyond the scale.
      const shift = limits && high * step > limits[1] ? high - Math.ceil(limits[1] / step) : 0;
      return { low: (low - shift) * step, high: (high - shift) * step, steps: high - low };
    }
}

/** How many values lie in each step of a scale; a value on a border belongs to the higher step. */
export function binsOf(values: readonly number[], { low, high, steps }: Scale): number[] {
  const bins = new Array<number>(steps).fill(0);
  for (const value of values) {
    const at = Math.floor(((value - low) / (high - low)) * steps + 1e-9);
    bins[Math.min(steps - 1, Math.max(0, at))]!++;
  }
  return bins;
}
