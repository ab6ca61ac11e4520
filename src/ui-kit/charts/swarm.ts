/**
 * Heights for dots on one line so that none covers another: each takes the free place nearest to the line, those in the
 * thick of it first. `places` are along the line, `size` is a dot's width, all in the same units.
 */
export function swarm(places: readonly number[], size: number): number[] {
  const order = places.map((_, at) => at).sort((a, b) => places[a]! - places[b]!);
  const heights = new Array<number>(places.length).fill(0);
  const placed: number[] = [];
  for (const at of order) {
    const near = placed.filter((other) => Math.abs(places[other]! - places[at]!) < size);
    const isFree = (height: number) =>
      near.every(
        (other) => (places[other]! - places[at]!) ** 2 + (heights[other]! - height) ** 2 >= size ** 2 - 1e-9,
      );
    const wanted = [
      0,
      ...near.flatMap((other) => {
        const reach = Math.sqrt(Math.max(0, size ** 2 - (places[other]! - places[at]!) ** 2));
        return [heights[other]! + reach, heights[other]! - reach];
      }),
    ].sort((a, b) => Math.abs(a) - Math.abs(b) || b - a);
    heights[at] = wanted.find(isFree) ?? 0;
    placed.push(at);
  }
  return heights;
}

/** The smallest round step (1, 2 or 5 times a power of ten) that is not below this one. */
function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= rough * (1 - 1e-9)) ?? 10);
}

/** A scale's ends around values: whole steps, never empty, and inside the limits. */
export function scaleAround(values: readonly number[], limits?: readonly [number, number]): [number, number] {
  if (values.length === 0) return limits ? [limits[0], limits[1]] : [0, 1];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const step = roundStep((most - least || Math.abs(most) / 2 || 1) / 4);
  const low = Math.floor(least / step + 1e-9) * step;
  const high = Math.ceil(most / step - 1e-9) * step;
  const [from, to] = low < high ? [low, high] : [low - step, high + step];
  return [Math.max(limits?.[0] ?? from, from), Math.min(limits?.[1] ?? to, to)];
}

/** About `count` round places on a scale. */
export function ticksOf([from, to]: readonly [number, number], count = 5): number[] {
  const step = roundStep((to - from) / count);
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step - 1e-9); at * step <= to + step * 1e-9; at++)
    ticks.push(Number((at * step).toPrecision(12)));
  return ticks;
}
