import { useCallback, useState } from 'react';
import { dropDraft, keepDraft, keptDraft } from '#ui-kit/drafts.ts';

/**
 * Text that is being typed, kept on the device at every key. `name` says whose draft of what it is; `clear` forgets it
 * once it has become an entry.
 */
export function useDraft(
  name: string,
  initial = '',
): [text: string, set: (text: string) => void, clear: () => void] {
  const [text, setText] = useState(() => keptDraft(name) ?? initial);
  const set = useCallback(
    (next: string) => {
      setText(next);
      keepDraft(name, next);
    },
    [name],
  );
  const clear = useCallback(() => {
    setText('');
    dropDraft(name);
  }, [name]);
  return [text, set, clear];
}
