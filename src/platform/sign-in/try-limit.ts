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

  fail(key: string, nowMs: number): void {
    if (this.#failures.size > 50_000) this.#failures.clear();
    this.#failures.set(key, [...this.#recent(key, nowMs), nowMs]);
  }

  forget(key: string): void {
    this.#failures.delete(key);
  }

  #recent(key: string, nowMs: number): number[] {
    return (this.#failures.get(key) ?? []).filter((at) => at > nowMs - this.windowMs);
  }
}
