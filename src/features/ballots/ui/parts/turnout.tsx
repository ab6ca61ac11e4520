import { ProgressBar } from '#ui-kit/feedback.tsx';
import { useBallotsText } from '../text.ts';

export type TurnoutProps = {
  isVerifiable: boolean;
  turnout: { voters: number; tookPart: number; inBox: number };
};

/** How many ballots are in the box; of a secret vote nothing else is known before it is closed. */
export function Turnout({ isVerifiable, turnout }: TurnoutProps) {
  const t = useBallotsText();
  const { voters, tookPart, inBox } = turnout;
  return (
    <div role="status">
      <ProgressBar
        label={t('turnout')}
        value={inBox}
        max={Math.max(voters, 1)}
        text={t('turnoutOf', { inBox, voters })}
      />
      {isVerifiable && <p className="k-soft">{t('tokensOf', { tookPart, voters })}</p>}
      <p className="k-soft">{t('noPartial')}</p>
    </div>
  );
}
