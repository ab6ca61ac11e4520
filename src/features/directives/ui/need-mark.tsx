import { Badge, type BadgeTone } from '#ui-kit/feedback.tsx';
import { type Icon, IconInfo, IconSpeak, IconTask } from '#ui-kit/icons.tsx';
import type { DirectiveNeed } from '../domain/paper.ts';
import { NEED_KEYS, useDirectivesText } from './text.ts';

const LOOKS: Record<DirectiveNeed, { tone: BadgeTone; icon: Icon }> = {
  know: { tone: 'neutral', icon: IconInfo },
  discuss: { tone: 'info', icon: IconSpeak },
  'carry-out': { tone: 'brand', icon: IconTask },
};

/** What the branch is to do with a paper, as icon and word. */
export function NeedMark({ need }: { need: DirectiveNeed }) {
  const t = useDirectivesText();
  const { tone, icon } = LOOKS[need];
  return (
    <Badge tone={tone} icon={icon}>
      {t(NEED_KEYS[need])}
    </Badge>
  );
}
