import { Button } from '#ui-kit/actions.tsx';
import { IconPerson } from '#ui-kit/icons.tsx';
import type { OpenMeeting } from './journal/use-meeting.ts';
import { useMeetingsText } from './text.ts';

type LastRecorderProps = {
  meeting: OpenMeeting;
  /** Members who can be chosen now. */
  options: readonly { value: string; label: string }[];
  onChoose: (memberId: string) => void;
};

/** Who kept the minutes last time, to be chosen again with one tap; nothing is chosen without it. */
export function LastRecorder({ meeting, options, onChoose }: LastRecorderProps) {
  const t = useMeetingsText();
  const last = options.find((each) => each.value === meeting.view.lastRecorderId);
  if (last === undefined) return null;
  return (
    <p>
      <Button icon={<IconPerson />} onClick={() => onChoose(last.value)}>
        {t('lastRecorder', { name: last.label })}
      </Button>
    </p>
  );
}
