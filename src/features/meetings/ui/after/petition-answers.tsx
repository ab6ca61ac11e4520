import { useState } from 'react';
import { Button } from '#ui-kit/actions.tsx';
import { TextArea } from '#ui-kit/fields.tsx';
import { Stack } from '#ui-kit/page-frame.tsx';
import { showToast } from '#ui-kit/toasts.tsx';
import type { Opinion } from '../../domain/fold.ts';
import { answerAsAnnex, unansweredPetitions } from '../../domain/unanswered-petitions.ts';
import { useDraft } from '../journal/use-draft.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { namesIn } from '../member/name-of.ts';
import { useWriter } from '../run/use-writer.ts';
import { useAfterText } from './text.ts';

function AnswerForm({ meeting, opinion }: { meeting: OpenMeeting; opinion: Opinion }) {
  const t = useAfterText();
  const { view, state, journal } = meeting;
  const write = useWriter(journal);
  const [text, setText, clear] = useDraft(`answer.${opinion.opinionId}`);
  const [isAsked, setIsAsked] = useState(false);
  const speaker = namesIn(view.context, state)(opinion.speakerId) ?? t('unknownPerson');
  const save = async () => {
    const answer = text.trim();
    setIsAsked(answer === '');
    if (answer === '') return;
    const isWritten = await write(`answer ${opinion.opinionId} ${answer}`, (j) =>
      // A closed record stays as it is: the answer is an annex that names what was said.
      state.stage === 'closed'
        ? j.append('annex-added', {
            concerns: 'opinion',
            concernsEntryId: opinion.entryId,
            text: answerAsAnnex(speaker, answer),
          })
        : j.append('petition-answered', { opinionId: opinion.opinionId, text: answer }),
    );
    if (!isWritten) return;
    clear();
    showToast({ text: t('answerSaved') });
  };
  return (
    <Stack gap="small">
      <strong>{speaker}</strong>
      <p className="after-text">{opinion.text}</p>
      <TextArea
        label={t('answerOf', { name: speaker })}
        lines={2}
        maxLength={19_000}
        value={text}
        onChange={setText}
        error={isAsked && text.trim() === '' ? t('answerNeeded') : undefined}
      />
      <div>
        <Button kind="main" onClick={() => void save()}>
          {t('answerSave')}
        </Button>
      </div>
    </Stack>
  );
}

/** What was asked in the meeting and not answered there, each with the place for the answer. */
export function PetitionAnswers({ meeting }: { meeting: OpenMeeting }) {
  return (
    <Stack gap="large">
      {unansweredPetitions(meeting.state).map((opinion) => (
        <AnswerForm key={opinion.opinionId} meeting={meeting} opinion={opinion} />
      ))}
    </Stack>
  );
}
