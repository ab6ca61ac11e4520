/** How a stretch of time went on this server. */
export type Stretch = {
  /** Its end, in milliseconds since 1970. */
  at: number;
  requestsPerSecond: number;
  /** Half, and 99 %, of its requests were answered within this; null when there were none. */
  p50Ms: number | null;
  p99Ms: number | null;
  /** Requests that were told when to come back, because the server was crowded or the device too fast. */
  toldToWait: number;
  /** Requests that failed by no fault of their own. */
  faults: number;
  /** At its end. */
  entriesWaiting: number;
  lagMs: number;
};

/** What became of a request, apart from being answered. */
export type Trouble = 'told-to-wait' | 'fault' | null;

/** Steps of a twelfth of a doubling: six per cent apart. */
const STEPS_PER_DOUBLING = 12;
const LEAST_MS = 0.05;
const STEPS = 26 * STEPS_PER_DOUBLING;

/** Counts requests and, whenever a stretch of time is closed, remembers how it went; the oldest are forgotten. */
export class RecentFigures {
  #steps = new Uint32Array(STEPS);
  #count = 0;
  #toldToWait = 0;
  #faults = 0;
  #since: number;
  readonly stretches: Stretch[] = [];

  /** @param most how many stretches are remembered */
  constructor(
    private readonly most: number,
    nowMs: number,
  ) {
    this.#since = nowMs;
  }

  note(ms: number, trouble: Trouble): void {
    this.#count += 1;
    if (trouble === 'told-to-wait') this.#toldToWait += 1;
    if (trouble === 'fault') this.#faults += 1;
    const step = Math.ceil(Math.log2(Math.max(ms, LEAST_MS) / LEAST_MS) * STEPS_PER_DOUBLING);
    this.#steps[Math.min(STEPS - 1, step)]! += 1;
  }

  /** The stretch that is under way, as it stands. */
  now(nowMs: number, { entriesWaiting, lagMs }: { entriesWaiting: number; lagMs: number }): Stretch {
    const seconds = Math.max(0.001, (nowMs - this.#since) / 1000);
    return {
      at: nowMs,
      requestsPerSecond: Math.round((this.#count / seconds) * 10) / 10,
      p50Ms: this.#within(0.5),
      p99Ms: this.#within(0.99),
      toldToWait: this.#toldToWait,
      faults: this.#faults,
      entriesWaiting,
      lagMs,
    };
  }

  /** Remembers the stretch that is under way and begins the next. */
  close(nowMs: number, standing: { entriesWaiting: number; lagMs: number }): void {
    this.stretches.push(this.now(nowMs, standing));
    if (this.stretches.length > this.most) this.stretches.shift();
    this.#steps.fill(0);
    this.#count = 0;
    this.#toldToWait = 0;
    this.#faults = 0;
    this.#since = nowMs;
  }

  #within(share: number): number | null {
    if (this.#count === 0) return null;
    let below = 0;
    let step = 0;
    for (; step < STEPS - 1; step++) {
      below += this.#steps[step]!;
      if (below >= share * this.#count) break;
    }
    return Number((LEAST_MS * 2 ** (step / STEPS_PER_DOUBLING)).toPrecision(3));
  }
}
