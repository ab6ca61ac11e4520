import { useCallback, useState } from 'react';

const PREFIX = 'goc.draft.';

/**
 * Text that is being typed, kept on the device at every key, so that a closed page or a flat battery loses nothing.
 * `name` says whose draft of what it is; `clear` forgets it once it has become an entry.
 */
export function useDraft(
  name: string,
  initial = '',
): [text: string, set: (text: string) => void, clear: () => void] {
  const key = PREFIX + name;
  const [text, setText] = useState(() => {
    try {
      return localStorage.getItem(key) ?? initial;
    } catch {
      return initial;
    }
  });
  const set = useCallback(
    (next: string) => {
      setText(next);
      try {
        localStorage.setItem(key, next);
      } catch {
        // the text stays on the page
      }
    },
    [key],
  );
  const clear = useCallback(() => {
    setText('');
    try {
      localStorage.removeItem(key);
    } catch {
      // nothing was kept
    }
  }, [key]);
  return [text, set, clear];
}

/** Takes every draft off this device: a person who signs out leaves nothing to the next. */
export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch {
    // nothing was kept
  }
}
