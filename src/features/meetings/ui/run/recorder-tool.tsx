import { useMemo } from 'react';
import { StatusDot } from '#ui-kit/feedback.tsx';
import { PickField } from '#ui-kit/pick-field.tsx';
import { LastRecorder } from '../last-recorder.tsx';
import { useMeetingsText } from '../text.ts';
import { memberOptions, notAbsent } from './member-options.ts';
import { namesIn } from './people.ts';
import type { ToolProps } from './step-tool.tsx';
import { useRunText } from './text.ts';
import { useWriter } from './use-writer.ts';

export function RecorderTool({ meeting }: ToolProps) {
  const t = useRunText();
  const words = useMeetingsText();
  const write = useWriter(meeting.journal);
  const { state, view } = meeting;
  const options = useMemo(
    () => memberOptions(notAbsent(view.context.roll, state), words),
    [view.context.roll, state, words],
  );
  const appoint = (memberId: string) =>
    void write(`recorder ${memberId}`, (j) => j.append('recorder-appointed', { memberId }));
  return (
    <>
      <p role="status">
        {state.recorderId === null ? (
          <StatusDot tone="warn">{t('recorderNone')}</StatusDot>
        ) : (
          <StatusDot tone="success">
            {t('recorderNow', { name: namesIn(view.context, state)(state.recorderId) })}
          </StatusDot>
        )}
      </p>
      <LastRecorder meeting={meeting} options={options} value={state.recorderId} onChoose={appoint} />
      <PickField
        label={t('recorderPick')}
        hint={t('recorderHint')}
        value={state.recorderId}
        options={options}
        onChange={(memberId) => {
          if (memberId !== null && memberId !== state.recorderId) appoint(memberId);
        }}
      />
    </>
  );
}
