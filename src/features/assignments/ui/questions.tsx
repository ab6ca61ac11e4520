import { useState } from 'react';
import { RefusalNotice } from '#ui-kit/feedback.tsx';
import { TextArea } from '#ui-kit/fields.tsx';
import { Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { SendButton } from '#ui-kit/send-button.tsx';
import { showToast } from '#ui-kit/toasts.tsx';
import type { answerQuestion, askQuestion } from '../contract.ts';
import { type DutyAnswer, dayOf } from './duty-answer.ts';
import { useAssignmentsText } from './text.ts';

type Question = DutyAnswer['questions'][number];

function AnswerForm({ unitId, assignmentId, id }: { unitId: string; assignmentId: string; id: string }) {
  const t = useAssignmentsText();
  const [text, setText] = useState('');
  const answer = useWrite<typeof answerQuestion>(
    'POST /api/units/:unitId/assignments/:assignmentId/questions/:questionId/answer',
    { invalidates: [['assignments'], ['home']], onDone: () => showToast({ text: t('answerSent') }) },
  );
  return (
    <Stack gap="small">
      <TextArea label={t('answerHere')} value={text} onChange={setText} maxLength={4000} />
      {answer.isError && <RefusalNotice refusal={answer.error} />}
      <div>
        <SendButton
          kind="quiet"
          busy={answer.isPending}
          missing={[text.trim() === '' && t('answerHere')]}
          onClick={() => answer.mutate({ params: { unitId, assignmentId, questionId: id }, body: { text } })}
        >
          {t('sendAnswer')}
        </SendButton>
      </div>
    </Stack>
  );
}

/** What was asked about a task, answered once for everybody. A holder asks, the sender answers. */
export function Questions({
  questions,
  dutyId = null,
  sender = null,
}: {
  questions: readonly Question[];
  /** Of the holder who may ask. */
  dutyId?: string | null;
  /** Of the sender who may answer. */
  sender?: { unitId: string; assignmentId: string } | null;
}) {
  const t = useAssignmentsText();
  const [text, setText] = useState('');
  const ask = useWrite<typeof askQuestion>('POST /api/duties/:dutyId/questions', {
    invalidates: [['assignments']],
    onDone: () => setText(''),
  });
  if (questions.length === 0 && dutyId === null) return null;
  return (
    <Section title={t('questions')}>
      {questions.length > 0 && (
        <ol className="duty-history">
          {questions.map((question) => (
            <li key={question.id}>
              <p className="k-soft">
                {t('questionBy', { unit: question.unitName, date: dayOf(question.askedAt) })}
              </p>
              <p className="duty-text">
                <strong>{question.text}</strong>
              </p>
              {question.answer !== null ? (
                <p className="duty-text">{question.answer}</p>
              ) : sender ? (
                <AnswerForm {...sender} id={question.id} />
              ) : (
                <p className="k-soft">{t('notAnswered')}</p>
              )}
            </li>
          ))}
        </ol>
      )}
      {dutyId !== null && (
        <Stack gap="small">
          <TextArea
            label={t('ask')}
            hint={t('questionHint')}
            value={text}
            onChange={setText}
            maxLength={2000}
            lines={2}
          />
          {ask.isError && <RefusalNotice refusal={ask.error} />}
          <div>
            <SendButton
              kind="quiet"
              busy={ask.isPending}
              missing={[text.trim() === '' && t('ask')]}
              onClick={() => ask.mutate({ params: { dutyId }, body: { text } })}
            >
              {t('sendQuestion')}
            </SendButton>
          </div>
        </Stack>
      )}
    </Section>
  );
}
