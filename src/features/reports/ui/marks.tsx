import { TextLink } from '#ui-kit/actions.tsx';
import { Badge, type BadgeTone, StatusDot } from '#ui-kit/feedback.tsx';
import {
  type Icon,
  IconCalendar,
  IconCheckRing,
  IconClock,
  IconDocument,
  IconMinus,
  IconPeople,
  IconRing,
  IconScore,
  IconSpeak,
  IconTask,
  IconWarn,
} from '#ui-kit/icons.tsx';
import { useLanguage } from '#ui-kit/text.ts';
import type { MeetingFigures, MonthRow, Need } from '../contract.ts';
import { needWords, stageWords } from '../domain/words.ts';

const STAGES: Record<MeetingFigures['stage'], { tone: BadgeTone; icon: Icon }> = {
  planned: { tone: 'neutral', icon: IconCalendar },
  running: { tone: 'brand', icon: IconClock },
  ended: { tone: 'info', icon: IconRing },
  closed: { tone: 'success', icon: IconCheckRing },
  cancelled: { tone: 'neutral', icon: IconMinus },
};

const NEED_LOOKS: Record<Need, { tone: BadgeTone; icon: Icon }> = {
  'not-planned': { tone: 'warn', icon: IconCalendar },
  'not-held': { tone: 'danger', icon: IconWarn },
  'papers-not-sent': { tone: 'warn', icon: IconDocument },
  'low-attendance': { tone: 'warn', icon: IconPeople },
  'score-unconfirmed': { tone: 'info', icon: IconScore },
  'minutes-late': { tone: 'warn', icon: IconDocument },
  'thematic-missing': { tone: 'warn', icon: IconSpeak },
  'tasks-overdue': { tone: 'warn', icon: IconTask },
};

/** Why a branch needs somebody, as icon and words. */
export function NeedMark({ need }: { need: Need }) {
  const { language } = useLanguage();
  const { tone, icon } = NEED_LOOKS[need];
  return (
    <Badge tone={tone} icon={icon}>
      {needWords[need][language]}
    </Badge>
  );
}

/** How far the regular meeting is; a branch without one is told so. */
export function StageMark({ meeting }: { meeting: MeetingFigures | null }) {
  const { language } = useLanguage();
  if (!meeting)
    return (
      <StatusDot tone="warn" icon={IconMinus}>
        {needWords['not-planned'][language]}
      </StatusDot>
    );
  const { tone, icon } = STAGES[meeting.stage];
  return (
    <StatusDot tone={tone} icon={icon}>
      {stageWords[meeting.stage][language]}
    </StatusDot>
  );
}

/** Where one goes to do something about it. */
export function needAddress(row: MonthRow, need: MonthRow['needs'][number]): string {
  if (need.need === 'tasks-overdue') return `/branches/${row.branchId}/tasks?show=overdue`;
  return need.meetingId ? `/meetings/${need.meetingId}` : `/branches/${row.branchId}/meetings`;
}

/** A figure that opens down to its meeting. */
export function MeetingLink({ meeting, children }: { meeting: MeetingFigures; children: React.ReactNode }) {
  return <TextLink to={`/meetings/${meeting.meetingId}`}>{children}</TextLink>;
}
