/** Sessions that are remembered; of all others it is taken that they wrote when the last of them was forgotten. */
const MOST = 50_000;

/** When each session last changed something here, so that nobody is shown what was held from before. */
export class LastWrites {
  #writes = new Map<string, number>();
  #forgotten = 0;

  note(token: string, atMs: number): void {
    this.#writes.delete(token);
    this.#writes.set(token, atMs);
    if (this.#writes.size <= MOST) return;
    const [oldest, at] = this.#writes.entries().next().value!;
    this.#writes.delete(oldest);
    this.#forgotten = Math.max(this.#forgotten, at);
  }

  of = (token: string): number => this.#writes.get(token) ?? this.#forgotten;
}
