/** Keys that are kept at most; the one that is longest known goes first. */
const MOST_KEYS = 50_000;

/** Counts failures per key in a sliding window. Kept in memory: a restart forgives, an attacker gains little. */
export class TryLimit {
  #failures = new Map<string, number[]>();

  constructor(
    private readonly most: number,
    private readonly windowMs: number,
  ) {}

  /** Milliseconds to wait, 0 when another try is allowed. */
  waitFor(key: string, nowMs: number): number {
    const recent = this.#recent(key, nowMs);
    return recent.length < this.most ? 0 : recent[0]! + this.windowMs - nowMs;
  }

  /**
   * Counts a try. A slow check is counted before it begins and given back when it went well: otherwise tries made
   * at the same moment would all pass before the first one had failed.
   */
  count(key: string, nowMs: number): void {
    const recent = [...this.#recent(key, nowMs), nowMs];
    this.#failures.delete(key);
    this.#failures.set(key, recent);
    const oldest = this.#failures.keys().next().value;
    if (this.#failures.size > MOST_KEYS && oldest !== undefined) this.#failures.delete(oldest);
  }

  /** Takes back one try that was counted at this instant. */
  giveBack(key: string, atMs: number): void {
    const counted = this.#failures.get(key) ?? [];
    const at = counted.lastIndexOf(atMs);
    if (at < 0) return;
    if (counted.length === 1) this.#failures.delete(key);
    else
      this.#failures.set(
        key,
        counted.filter((_, i) => i !== at),
      );
  }

  forget(key: string): void {
    this.#failures.delete(key);
  }

  #recent(key: string, nowMs: number): number[] {
    return (this.#failures.get(key) ?? []).filter((at) => at > nowMs - this.windowMs);
  }
}
