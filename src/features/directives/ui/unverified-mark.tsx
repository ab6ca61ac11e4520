import { Badge } from '#ui-kit/feedback.tsx';
import { useDirectivesText } from './text.ts';

/** Beside a title, or what a paper carries out, that nobody has read in the official text. */
export function UnverifiedMark({ of }: { of: 'title' | 'link' }) {
  const t = useDirectivesText();
  return <Badge tone="warn">{t(of === 'title' ? 'titleUnverified' : 'linkUnverified')}</Badge>;
}
