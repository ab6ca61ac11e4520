import type { UnitGrade } from '#features/rulebooks/contract.ts';
import { Badge } from '#ui-kit/feedback.tsx';
import { IconCheck, IconCross, IconMinus, IconScore, IconWarn } from '#ui-kit/icons.tsx';
import { useSay } from '#ui-kit/text.ts';
import type { Flag, SheetState } from '../contract.ts';
import { flagWords, gradeWords, stateWords } from '../domain/words.ts';
import { GRADE_TONES, STATE_TONES, useGradingText } from './text.ts';
import './grading.css';

const ICONS = {
  excellent: IconScore,
  good: IconCheck,
  completed: IconMinus,
  'not-completed': IconCross,
} as const;

export function GradeMark({ grade }: { grade: UnitGrade | null }) {
  const say = useSay();
  return grade === null ? (
    <>–</>
  ) : (
    <Badge tone={GRADE_TONES[grade]} icon={ICONS[grade]}>
      {say(gradeWords[grade])}
    </Badge>
  );
}

export function StateMark({ state, isLate }: { state: SheetState; isLate: boolean }) {
  const t = useGradingText();
  const say = useSay();
  return (
    <span className="g-flags">
      <Badge tone={STATE_TONES[state]}>{say(stateWords[state])}</Badge>
      {isLate && (
        <Badge tone="danger" icon={IconWarn}>
          {t('isLate')}
        </Badge>
      )}
    </span>
  );
}

export function FlagMarks({ flags }: { flags: readonly Flag[] }) {
  const say = useSay();
  return (
    <span className="g-flags">
      {flags.map((flag) => (
        <Badge key={flag} tone="warn" icon={IconWarn}>
          {say(flagWords[flag])}
        </Badge>
      ))}
    </span>
  );
}
