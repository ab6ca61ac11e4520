import { useState } from 'react';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { Button, TextLink } from '#ui-kit/actions.tsx';
import { Badge } from '#ui-kit/feedback.tsx';
import type { PetitionShown } from '../../contract.ts';
import './petitions.css';
import { usePetitionsText } from './text.ts';

/** About half a phone's screen. */
const LONG = 400;

function Words({ text }: { text: string }) {
  const t = usePetitionsText();
  const [isWhole, setIsWhole] = useState(false);
  if (text.length <= LONG) return <p className="petition-text">{text}</p>;
  return (
    <>
      <p className="petition-text" data-cut={!isWhole || undefined}>
        {text}
      </p>
      <Button kind="plain" expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
        {t(isWhole ? 'foldText' : 'readOn')}
      </Button>
    </>
  );
}

/** Who asked, when and what; with the answer when there is one. */
export function PetitionWords({
  petition,
  hasName = true,
  inBranch,
}: {
  petition: PetitionShown;
  hasName?: boolean;
  /** The branch that is plain from the page; another one is named. */
  inBranch?: string;
}) {
  const t = usePetitionsText();
  const { nature, speaker, heldOn, branchId, branchName, answer } = petition;
  const when = t('heldOn', { date: formatCivilDate(heldOn) });
  return (
    <div className="petition-words">
      <p>
        {hasName && <strong>{speaker ?? t('unknown')} </strong>}
        <Badge tone="info">{t(nature === 'petition' || nature === 'proposal' ? nature : 'other')}</Badge>
      </p>
      <p className="k-soft k-small">
        {branchId !== inBranch && `${branchName}, `}
        {petition.mayOpen ? (
          <TextLink className="petition-link" to={`/meetings/${petition.meetingId}`}>
            {when}
          </TextLink>
        ) : (
          when
        )}
      </p>
      {petition.isWithheld ? <p className="k-soft">{t('withheld')}</p> : <Words text={petition.text} />}
      {answer && !petition.isWithheld && (
        <div className="petition-answer">
          <p className="k-small">
            <strong>{t('isAnswered', { date: formatCivilDate(answer.on) })}</strong>
          </p>
          <Words text={answer.text} />
        </div>
      )}
    </div>
  );
}
