import { useState } from 'react';
import { Button } from '#ui-kit/actions.tsx';
import { RefusalNotice } from '#ui-kit/feedback.tsx';
import { TextArea } from '#ui-kit/fields.tsx';
import { Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { SendButton } from '#ui-kit/send-button.tsx';
import type { answerUrging } from '../contract.ts';
import { type DutyAnswer, dayOf } from './duty-answer.ts';
import { useAssignmentsText } from './text.ts';

/** One urging, and the unit's answer to it. */
export function UrgingLine({
  dutyId,
  urging,
  mayAnswer,
}: {
  dutyId: string;
  urging: DutyAnswer['urgings'][number];
  mayAnswer: boolean;
}) {
  const t = useAssignmentsText();
  const [isOpen, setIsOpen] = useState(false);
  const [text, setText] = useState('');
  const answer = useWrite<typeof answerUrging>('POST /api/duties/:dutyId/urgings/:urgingId/answer', {
    invalidates: [['assignments']],
  });
  const what = {
    reminder: t('urgingReminder'),
    urging: t('urgingNumber', { number: urging.number }),
    matter: t('urgingMatter'),
  }[urging.kind];
  return (
    <li>
      <strong>{what}</strong>{' '}
      <span className="k-soft">
        {dayOf(urging.at)}, {urging.byName ?? t('byRule')}
      </span>
      {urging.text && <p className="duty-text">{urging.text}</p>}
      {urging.answer !== null && <p className="duty-text">{t('urgingAnswered', { text: urging.answer })}</p>}
      {mayAnswer && urging.answer === null && urging.kind !== 'reminder' && (
        <Stack gap="small">
          {isOpen ? (
            <>
              <TextArea
                label={t('answerUrging')}
                value={text}
                onChange={setText}
                maxLength={2000}
                autoFocus
              />
              {answer.isError && <RefusalNotice refusal={answer.error} />}
              <div>
                <SendButton
                  kind="quiet"
                  busy={answer.isPending}
                  missing={[text.trim() === '' && t('answerUrging')]}
                  onClick={() => answer.mutate({ params: { dutyId, urgingId: urging.id }, body: { text } })}
                >
                  {t('answerUrging')}
                </SendButton>
              </div>
            </>
          ) : (
            <div>
              <Button onClick={() => setIsOpen(true)}>{t('answerUrging')}</Button>
            </div>
          )}
        </Stack>
      )}
    </li>
  );
}
