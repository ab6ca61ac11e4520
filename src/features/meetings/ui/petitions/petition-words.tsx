import { formatCivilDate } from '#kernel/civil-date.ts';
import { TextLink } from '#ui-kit/actions.tsx';
import { Badge } from '#ui-kit/feedback.tsx';
import { LongText } from '#ui-kit/long-text.tsx';
import type { PetitionShown } from '../../contract.ts';
import './petitions.css';
import { usePetitionsText } from './text.ts';

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
      {petition.isWithheld ? <p className="k-soft">{t('withheld')}</p> : <LongText text={petition.text} />}
      {answer && !petition.isWithheld && (
        <div className="petition-answer">
          <p className="k-small">
            <strong>{t('isAnswered', { date: formatCivilDate(answer.on) })}</strong>
          </p>
          <LongText text={answer.text} />
        </div>
      )}
    </div>
  );
}
