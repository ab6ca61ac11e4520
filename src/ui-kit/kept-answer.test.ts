import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NoConnection, ServerRefusal } from './call.ts';
import { forgetKeptAnswers, orKept } from './kept-answer.ts';

// Only what the keeper uses of a browser's storage.
class Storage {
  [key: string]: unknown;
  setItem(key: string, value: string) {
    this[key] = value;
  }
  getItem(key: string) {
    return (this[key] as string | undefined) ?? null;
  }
  removeItem(key: string) {
    delete this[key];
  }
}

beforeEach(() => vi.stubGlobal('localStorage', new Storage()));
afterEach(() => vi.unstubAllGlobals());

const lost = () => Promise.reject(new NoConnection());

describe('an answer kept for the time without a network', () => {
  it('stands in when the server is not reached, and never when it refuses', async () => {
    expect(await orKept('me', async () => ({ name: 'An' }))).toEqual({ name: 'An' });
    expect(await orKept('me', lost)).toEqual({ name: 'An' });
    const refused = new ServerRefusal(401, { code: 'platform.not-signed-in', message: '' });
    await expect(orKept('me', () => Promise.reject(refused))).rejects.toBe(refused);
    await expect(orKept('home', lost)).rejects.toBeInstanceOf(NoConnection);
  });

  it('is gone after it was forgotten', async () => {
    await orKept('me', async () => 1);
    forgetKeptAnswers();
    await expect(orKept('me', lost)).rejects.toBeInstanceOf(NoConnection);
  });
});
