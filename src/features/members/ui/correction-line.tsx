import type { ReactNode } from 'react';
import { civilDateAt, formatCivilDate } from '#kernel/civil-date.ts';
import { Section } from '#ui-kit/page-frame.tsx';
import type { Correction } from '../contract.ts';
import { shownValue } from './shown-value.ts';
import { useFieldText, useMembersText } from './text.ts';

const dayOf = (instant: string): string => formatCivilDate(civilDateAt(Date.parse(instant)));

/** One proposed correction: what it is about, before and after, who asked and who answered. */
export function CorrectionLine({
  correction,
  badge,
  who,
  children,
}: {
  correction: Correction;
  badge: ReactNode;
  who?: ReactNode;
  children?: ReactNode;
}) {
  const t = useMembersText();
  const words = useFieldText();
  const { field, before, after, reason, proposedAt, decidedBy, decidedAt, answer } = correction;
  return (
    <Section
      plain
      level={3}
      title={t('becomes', {
        field: words(field),
        before: shownValue(before, t),
        after: shownValue(after, t),
      })}
    >
      {who}
      {badge}
      <p className="k-soft">{t('proposedLine', { on: dayOf(proposedAt), reason })}</p>
      {decidedBy && decidedAt && (
        <p className="k-soft">{t('decidedLine', { by: decidedBy, on: dayOf(decidedAt) })}</p>
      )}
      {answer && <p>{t('answerLine', { answer })}</p>}
      {children}
    </Section>
  );
}
