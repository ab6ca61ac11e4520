import { Badge, Notice } from '#ui-kit/feedback.tsx';
import type { LaterPaper } from '../contract.ts';
import { useDirectivesText } from './text.ts';

const KEYS = { replaces: 'replacedByPapers', ends: 'endedByPapers', amends: 'amendedByPapers' } as const;
/** What weighs most comes first. */
const ORDER = ['ends', 'replaces', 'amends'] as const;

const symbolsOf = (later: readonly LaterPaper[], kind: LaterPaper['kind']) =>
  later.flatMap((one) => (one.kind === kind ? [one.symbol] : [])).join(', ');

/** Says above a paper that it no longer holds, or that another belongs to it. */
export function LaterPapersNotice({ later }: { later: readonly LaterPaper[] }) {
  const t = useDirectivesText();
  return ORDER.map((kind) => {
    const symbols = symbolsOf(later, kind);
    return symbols === '' ? null : (
      <Notice key={kind} tone={kind === 'amends' ? 'info' : 'warn'} title={t(KEYS[kind], { symbols })}>
        {t(kind === 'amends' ? 'readAmendment' : 'noLongerHolds')}
      </Notice>
    );
  });
}

/** The same in a line of a list. */
export function LaterPapersMark({ later }: { later: readonly LaterPaper[] }) {
  const t = useDirectivesText();
  return ORDER.map((kind) => {
    const symbols = symbolsOf(later, kind);
    return symbols === '' ? null : (
      <span key={kind}>
        {' '}
        <Badge tone={kind === 'amends' ? 'info' : 'warn'}>{t(KEYS[kind], { symbols })}</Badge>
      </span>
    );
  });
}
