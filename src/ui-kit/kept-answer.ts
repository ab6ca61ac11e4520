import { NoConnection } from './call.ts';

const PREFIX = 'goc.kept.';

/**
 * An answer that a page cannot do without when there is no network: the last good one is kept on this device and stands
 * in while the server is not reached. What the server refuses is refused. A sign-out forgets all of them.
 */
export async function orKept<T>(name: string, ask: () => Promise<T>): Promise<T> {
  try {
    const answer = await ask();
    try {
      localStorage.setItem(PREFIX + name, JSON.stringify(answer));
    } catch {
      // a browser without storage works while there is a network
    }
    return answer;
  } catch (error) {
    const kept = error instanceof NoConnection ? read(name) : null;
    if (kept === null) throw error;
    return JSON.parse(kept) as T;
  }
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/** Takes every kept answer off this device. */
export function forgetKeptAnswers(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch {
    // nothing was kept
  }
}
