const PREFIX = 'goc.draft.';

// What was typed or chosen and not sent, kept on this device so that a closed page or a flat battery loses nothing. A name
// says what it is a draft of. A browser without storage keeps nothing, and the page goes on as it is.

export function keptDraft(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

export function keepDraft(name: string, text: string): void {
  try {
    localStorage.setItem(PREFIX + name, text);
  } catch {
    // it stays on the page
  }
}

export function dropDraft(name: string): void {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // nothing was kept
  }
}

/** Takes every draft of every feature off this device: a person who signs out leaves nothing to the next. */
export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch {
    // nothing was kept
  }
}
