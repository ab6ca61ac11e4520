import type { Id } from '#kernel/ids.ts';
import type { MeetingState } from './fold.ts';

/**
 * Papers from above that a meeting which was held and closed really took up. A paper counts when it stood on the agenda as
 * such to the end, and the meeting came to it: the step of its item was begun and not skipped, or the record says something
 * on it: a conclusion, an opinion, an open vote that was closed, or a task given for it. An item that was taken off, or that
 * stood at a step nobody came to, does not count. Annexes and what arrived after the closing change nothing: the closed
 * record stands. A meeting that was taken over has no agenda here and takes nothing up.
 */
export function papersTakenUp(state: MeetingState): Id[] {
  if (state.closed === null || state.started === null) return [];
  const begun = new Set(
    state.steps.filter(({ status }) => status === 'running' || status === 'finished').map(({ step }) => step),
  );
  const spoken = new Set<Id | null>([
    ...state.conclusions.map(({ itemId }) => itemId),
    ...state.opinions.map(({ itemId }) => itemId),
    ...state.votes.filter(({ status }) => status === 'closed').map(({ itemId }) => itemId),
    ...state.tasks.map(({ itemId }) => itemId),
  ]);
  const worked = new Set(state.tasks.map(({ directiveId }) => directiveId));
  const taken = state.agenda.flatMap(({ source, ref, step, itemId }) =>
    source === 'directive' &&
    ref !== null &&
    ((step !== null && begun.has(step)) || spoken.has(itemId) || worked.has(ref))
      ? [ref]
      : [],
  );
  return [...new Set(taken)];
}
