import { useCallback, useRef } from 'react';
import { showToast } from '#ui-kit/toasts.tsx';
import type { MeetingJournal } from '../journal/meeting-journal.ts';
import { useRunText } from './text.ts';

/** As long as two taps that were meant as one. */
const DOUBLE_TAP_MS = 700;

/** After the screen has answered the tap; at once enough when nothing is being drawn. */
const afterPaint = (): Promise<void> =>
  new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, 100);
  });

export type Write = (
  /** Says what is being written; the same twice in a moment is one person's double tap. */
  key: string,
  job: (journal: MeetingJournal) => Promise<unknown>,
) => Promise<boolean>;

/**
 * Writes to the journal for buttons: a double tap writes once, a device that cannot keep the entry says so.
 * True when it is written; only then may a form forget what was typed.
 */
export function useWriter(journal: MeetingJournal): Write {
  const t = useRunText();
  const say = useRef(t);
  say.current = t;
  const held = useRef(new Set<string>());
  return useCallback(
    async (key, job) => {
      if (held.current.has(key)) return false;
      held.current.add(key);
      try {
        await afterPaint();
        await job(journal);
        return true;
      } catch {
        showToast({ tone: 'danger', text: say.current('notSaved') });
        return false;
      } finally {
        setTimeout(() => held.current.delete(key), DOUBLE_TAP_MS);
      }
    },
    [journal],
  );
}
