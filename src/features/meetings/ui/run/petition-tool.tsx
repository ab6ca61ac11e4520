import { Button } from '#ui-kit/actions.tsx';
import { Badge, StatusDot } from '#ui-kit/feedback.tsx';
import { TextArea } from '#ui-kit/fields.tsx';
import { Section } from '#ui-kit/page-frame.tsx';
import type { Opinion } from '../../domain/fold.ts';
import { asksForAnswer } from '../../domain/unanswered-petitions.ts';
import { useDraft } from '../journal/use-draft.ts';
import { namesIn } from './people.ts';
import type { ToolProps } from './step-tool.tsx';
import { useTalkText } from './talk-text.ts';
import { NATURE_KEYS, TalkTool } from './talk-tool.tsx';
import { useWriter, type Write } from './use-writer.ts';

const PETITIONS = ['petition', 'proposal'] as const;

/** Petitions and proposals of the meeting, each with the chair's answer. */
export function PetitionTool(props: ToolProps) {
  const { meeting } = props;
  const t = useTalkText();
  const write = useWriter(meeting.journal);
  const { state, view } = meeting;
  const name = namesIn(view.context, state);
  const asked = state.opinions.filter(asksForAnswer);
  return (
    <>
      <Section plain level={3} title={t('petitionsTitle')}>
        {asked.length === 0 && <p className="k-soft">{t('petitionsNone')}</p>}
        <ul className="run-list">
          {asked.map((opinion) => (
            <PetitionRow
              key={opinion.opinionId}
              opinion={opinion}
              speaker={name(opinion.speakerId)}
              write={write}
            />
          ))}
        </ul>
      </Section>
      <details className="run-fold">
        <summary>{t('petitionNew')}</summary>
        <div className="run-fold-body">
          <TalkTool {...props} natures={PETITIONS} />
        </div>
      </details>
    </>
  );
}

function PetitionRow({ opinion, speaker, write }: { opinion: Opinion; speaker: string; write: Write }) {
  const t = useTalkText();
  const [text, setText, clear] = useDraft(`answer.${opinion.opinionId}`, opinion.answer?.text ?? '');
  const isSame = text.trim() === '' || text.trim() === opinion.answer?.text;
  const save = async () => {
    const answer = text.trim();
    const isWritten = await write(`answer ${opinion.opinionId} ${answer}`, (j) =>
      j.append('petition-answered', { opinionId: opinion.opinionId, text: answer }),
    );
    if (!isWritten) return;
    clear();
    setText(answer);
  };
  return (
    <li className="run-item">
      <div className="run-item-head">
        <span>
          <strong>{speaker}</strong> <Badge tone="info">{t(NATURE_KEYS[opinion.nature])}</Badge>
        </span>
        <StatusDot tone={opinion.answer === null ? 'warn' : 'success'}>
          {t(opinion.answer === null ? 'unanswered' : 'answered')}
        </StatusDot>
      </div>
      <p className="run-said">{opinion.text}</p>
      <TextArea
        label={t('answer')}
        hint={t('answerHint')}
        lines={2}
        maxLength={20000}
        value={text}
        onChange={setText}
      />
      <div>
        <Button disabled={isSame} onClick={() => void save()}>
          {t('answerSave')}
        </Button>
      </div>
    </li>
  );
}
