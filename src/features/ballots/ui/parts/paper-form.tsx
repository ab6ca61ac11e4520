import { useState } from 'react';
import { Button } from '#ui-kit/actions.tsx';
import { ConfirmDialog } from '#ui-kit/dialog.tsx';
import { Notice, StatusDot } from '#ui-kit/feedback.tsx';
import { RadioCards, Segmented } from '#ui-kit/fields.tsx';
import { useSay } from '#ui-kit/text.ts';
import { ANSWERS, type Answer, judgeBallot, type Marks, type Paper } from '../../domain/ballot-paper.ts';
import { writeMarks } from '../../domain/marks-text.ts';
import { choiceTexts, lineTexts } from '../../domain/say-result.ts';
import { useBallotsText } from '../text.ts';

type Props = {
  paper: Paper;
  question: string;
  busy?: boolean;
  /** The choice in letters, as many for every choice. */
  onCast: (letters: string) => void;
};

const emptyMarks = (paper: Paper): Marks | null =>
  paper.kind === 'election' ? { kind: 'election', marks: {} } : null;

/** The ballot paper on a screen: choose, look once more, cast. */
export function PaperForm({ paper, question, busy, onCast }: Props) {
  const t = useBallotsText();
  const [marks, setMarks] = useState<Marks | null>(() => emptyMarks(paper));
  const [isAsking, setIsAsking] = useState(false);
  const [isTried, setIsTried] = useState(false);
  const judged = marks && judgeBallot(paper, marks);
  const isOver = judged?.valid === false && judged.fault === 'too-many';
  const isReady = marks !== null && !isOver;
  return (
    <div className="ballot-form">
      {paper.kind === 'election' ? (
        <ListForm paper={paper} marks={marks} onChange={setMarks} />
      ) : (
        <ChoiceForm
          paper={paper}
          question={question}
          marks={marks}
          onChange={setMarks}
          error={isTried && marks === null ? t('chooseFirst') : undefined}
        />
      )}
      <div>
        <Button
          kind="main"
          size="large"
          wide
          busy={busy}
          disabled={isOver}
          onClick={() => {
            setIsTried(true);
            if (isReady) setIsAsking(true);
          }}
        >
          {t('cast')}
        </Button>
      </div>
      {marks && (
        <ConfirmDialog
          open={isAsking}
          title={t('castTitle')}
          confirmLabel={t('cast')}
          onClose={() => setIsAsking(false)}
          onConfirm={() => {
            setIsAsking(false);
            onCast(writeMarks(paper, marks));
          }}
        >
          <Chosen paper={paper} marks={marks} />
          <p className="k-soft">{t('castOnce')}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}

type Part<P extends Paper = Paper> = { paper: P; marks: Marks | null; onChange: (marks: Marks) => void };

function ChoiceForm({
  paper,
  question,
  marks,
  onChange,
  error,
}: Part & { question: string; error?: string }) {
  const t = useBallotsText();
  const say = useSay();
  if (paper.kind === 'forms')
    return (
      <RadioCards
        label={question}
        labelHidden
        cell={14}
        value={marks?.kind === 'forms' ? marks.form : null}
        onChange={(form) => onChange({ kind: 'forms', form })}
        options={[...paper.forms, 'none' as const].map((form) => ({
          value: form,
          label: say(lineTexts(paper, form)),
        }))}
        error={error}
      />
    );
  return (
    <RadioCards<Answer>
      label={question}
      labelHidden
      cell={14}
      value={marks?.kind === 'question' ? marks.answer : null}
      onChange={(answer) => onChange({ kind: 'question', answer })}
      options={ANSWERS.map((answer) => ({ value: answer, label: t(`answer_${answer}`) }))}
      error={error}
    />
  );
}

function ListForm({ paper, marks, onChange }: Part<Paper & { kind: 'election' }>) {
  const t = useBallotsText();
  const given = marks?.kind === 'election' ? marks.marks : {};
  const chosen = paper.candidates.filter((name) => given[name] === 'for').length;
  const unmarked = paper.candidates.filter((name) => given[name] === undefined).length;
  const over = chosen - paper.seats;
  const judged = judgeBallot(paper, { kind: 'election', marks: given });
  return (
    <>
      <ol className="ballot-list">
        {paper.candidates.map((name) => (
          <li key={name}>
            <span className="ballot-name">{name}</span>
            <Segmented
              label={name}
              labelHidden
              value={given[name] === 'for' || given[name] === 'against' ? given[name] : null}
              onChange={(mark) => onChange({ kind: 'election', marks: { ...given, [name]: mark } })}
              options={[
                { value: 'for', label: t('for') },
                { value: 'against', label: t('against') },
              ]}
            />
          </li>
        ))}
      </ol>
      <div role="status">
        {over > 0 ? (
          <StatusDot tone="danger">{t('tooMany', { chosen, seats: paper.seats, over })}</StatusDot>
        ) : (
          <StatusDot tone={chosen === paper.seats ? 'success' : 'neutral'}>
            {t('chosenOf', { chosen, seats: paper.seats })}
          </StatusDot>
        )}
        {unmarked > 0 && chosen > 0 && <p className="k-soft">{t('unmarked', { count: unmarked })}</p>}
      </div>
      {!judged.valid && judged.fault === 'nobody' && unmarked < paper.candidates.length && (
        <Notice tone="warn">{t('choosesNobody')}</Notice>
      )}
    </>
  );
}

/** The choice in words, to look at once more. */
function Chosen({ paper, marks }: { paper: Paper; marks: Marks }) {
  const t = useBallotsText();
  const say = useSay();
  if (marks.kind !== 'election') {
    const line = marks.kind === 'question' ? marks.answer : marks.form;
    return (
      <p>
        {t('youChose')} <strong>{say(lineTexts(paper, line))}</strong>
      </p>
    );
  }
  const names = Object.keys(marks.marks).filter((name) => marks.marks[name] === 'for');
  const judged = judgeBallot(paper, marks);
  return (
    <>
      <p>{t('youChose')}</p>
      {names.length > 0 && (
        <ul className="ballot-names">
          {names.map((name) => (
            <li key={name}>
              <strong>{name}</strong>
            </li>
          ))}
        </ul>
      )}
      {names.length === 0 && (
        <Notice tone={judged.valid ? 'info' : 'warn'}>
          {judged.valid ? say(choiceTexts(paper, writeMarks(paper, marks))) : t('choosesNobody')}
        </Notice>
      )}
    </>
  );
}
