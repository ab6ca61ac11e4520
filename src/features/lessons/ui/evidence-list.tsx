import { measureWords } from '#features/reports/widgets.tsx';
import { formatCivilDate, formatYearMonth } from '#kernel/civil-date.ts';
import { TextLink } from '#ui-kit/actions.tsx';
import { useLanguage } from '#ui-kit/text.ts';
import type { LessonEvidence } from '../contract.ts';
import { MEETING_KEYS, useLessonsText } from './text.ts';
import { asValue } from './values.ts';

/** What shows that a lesson worked: each line opens down to where it comes from. */
export function EvidenceList({
  evidence,
  unitId,
  lessonUnitId,
}: {
  evidence: readonly LessonEvidence[];
  /** From whose place one looks, and who wrote it. */
  unitId: string;
  lessonUnitId: string;
}) {
  const t = useLessonsText();
  const { language } = useLanguage();
  const isOwn = unitId === lessonUnitId;
  return (
    <ul className="l-list">
      {evidence.map((one) => {
        if (one.kind === 'directive')
          return (
            <li key={one.directiveId}>
              {isOwn ? (
                <TextLink to={`/units/${unitId}/papers/${one.directiveId}`}>
                  {one.symbol}: {one.title}
                </TextLink>
              ) : (
                `${one.symbol}: ${one.title}`
              )}
            </li>
          );
        if (one.kind === 'meeting') {
          const words = t('meetingOf', {
            kind: t(MEETING_KEYS[one.meetingKind]),
            month: formatYearMonth(one.month),
            date: formatCivilDate(one.heldOn),
          });
          return (
            <li key={one.meetingId}>
              {isOwn ? <TextLink to={`/meetings/${one.meetingId}`}>{words}</TextLink> : words}
            </li>
          );
        }
        const months = ({ from, to }: { from: string; to: string }) =>
          from === to
            ? formatYearMonth(from)
            : t('monthsAre', { from: formatYearMonth(from), to: formatYearMonth(to) });
        return (
          <li key={`${one.measure} ${one.before.from} ${one.after.from}`}>
            {measureWords[one.measure].label[language]}
            <div className="l-change">
              <span>
                {t('before')} <strong>{asValue(one.measure, one.values.before)}</strong>{' '}
                <span className="k-soft">({months(one.before)})</span>
              </span>
              <span aria-hidden="true">→</span>
              <span>
                {t('after')} <strong>{asValue(one.measure, one.values.after)}</strong>{' '}
                <span className="k-soft">({months(one.after)})</span>
              </span>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
