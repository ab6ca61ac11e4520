import { Badge, type BadgeTone } from '#ui-kit/feedback.tsx';
import {
  IconCheck,
  IconClock,
  IconForward,
  IconRing,
  IconSpeak,
  IconStop,
  IconTree,
  IconWarn,
} from '#ui-kit/icons.tsx';
import type { DutyState } from '../contract.ts';
import { STATE_KEYS, useAssignmentsText } from './text.ts';

export const STATE_LOOKS: Record<DutyState, { tone: BadgeTone; icon: typeof IconCheck }> = {
  'not-received': { tone: 'neutral', icon: IconRing },
  received: { tone: 'info', icon: IconRing },
  accepted: { tone: 'info', icon: IconForward },
  localised: { tone: 'info', icon: IconTree },
  declined: { tone: 'warn', icon: IconSpeak },
  'in-progress': { tone: 'brand', icon: IconClock },
  overdue: { tone: 'danger', icon: IconWarn },
  done: { tone: 'success', icon: IconCheck },
  'done-late': { tone: 'warn', icon: IconCheck },
  'cannot-be-done': { tone: 'neutral', icon: IconStop },
  released: { tone: 'neutral', icon: IconStop },
};

/** Where a share stands, as icon and word. */
export function DutyMark({ state }: { state: DutyState }) {
  const t = useAssignmentsText();
  const { tone, icon } = STATE_LOOKS[state];
  return (
    <Badge tone={tone} icon={icon}>
      {t(STATE_KEYS[state])}
    </Badge>
  );
}
