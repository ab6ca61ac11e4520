/** A message for everybody who watches a topic at this moment. Never the only carrier of a fact. */
export type LiveMessage = { event: string; id?: string; data: unknown };

/** Tells open streams of one process that something was committed. Publish only after commit. */
export class LiveBus {
  #topics = new Map<string, Set<(message: LiveMessage) => void>>();

  subscribe(topic: string, listener: (message: LiveMessage) => void): () => void {
    const listeners = this.#topics.get(topic) ?? new Set();
    this.#topics.set(topic, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#topics.delete(topic);
    };
  }

  publish(topic: string, message: LiveMessage): void {
    for (const listener of this.#topics.get(topic) ?? []) listener(message);
  }

  /** Open subscriptions of all topics. */
  get listeners(): number {
    let count = 0;
    for (const listeners of this.#topics.values()) count += listeners.size;
    return count;
  }

  watchers(topic: string): number {
    return this.#topics.get(topic)?.size ?? 0;
  }
}
