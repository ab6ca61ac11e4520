import { hash } from 'node:crypto';
import type { Id } from '#kernel/ids.ts';

/** More than are signed in at a city on one evening would take some ten megabytes. */
const MOST_HELD = 60_000;

/** Whose secrets came lately, as a guess that saves a round trip: whether one still holds is for the database to say. */
export class TokenHolders {
  #people = new Map<string, Id>();

  get(token: string): Id | undefined {
    return this.#people.get(hash('sha256', token));
  }

  set(token: string, personId: Id): void {
    const key = hash('sha256', token);
    if (this.#people.get(key) === personId) return;
    if (this.#people.size >= MOST_HELD) this.#people.clear();
    this.#people.set(key, personId);
  }
}
