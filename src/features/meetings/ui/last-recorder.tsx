import { useState } from 'react';
import { Button } from '#ui-kit/actions.tsx';
import { IconCheck, IconPerson } from '#ui-kit/icons.tsx';
import type { OpenMeeting } from './journal/use-meeting.ts';
import { useMeetingsText } from './text.ts';

type LastRecorderProps = {
  meeting: OpenMeeting;
  /** Members who can be chosen now. */
  options: readonly { value: string; label: string }[];
  /** Who is chosen now. */
  value: string | null;
  onChoose: (memberId: string) => void;
};

/**
 * Who kept the minutes last time, to be chosen again with one tap; nothing is chosen without it. The button stays when it
 * was pressed, so that the keyboard stays with it; it goes when somebody else is chosen.
 */
export function LastRecorder({ meeting, options, value, onChoose }: LastRecorderProps) {
  const t = useMeetingsText();
  const { lastRecorderId } = meeting.view;
  // Once a recorder is appointed the server names nobody any more; the button that was pressed stays all the same.
  const [offeredId, setOfferedId] = useState(lastRecorderId);
  if (lastRecorderId !== null && lastRecorderId !== offeredId) setOfferedId(lastRecorderId);
  const last = options.find((each) => each.value === offeredId);
  if (last === undefined || (value !== null && value !== last.value)) return null;
  const isChosen = value !== null;
  return (
    <p>
      <Button
        icon={isChosen ? <IconCheck /> : <IconPerson />}
        pressed={isChosen}
        onClick={() => {
          if (!isChosen) onChoose(last.value);
        }}
      >
        {t('lastRecorder', { name: last.label })}
      </Button>
    </p>
  );
}
