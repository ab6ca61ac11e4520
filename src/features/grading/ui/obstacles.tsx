import { fillFacts } from '#kernel/error-table.ts';
import { RuleLine } from '#ui-kit/feedback.tsx';
import { Section } from '#ui-kit/page-frame.tsx';
import { useLanguage, useSay } from '#ui-kit/text.ts';
import type { ShownObstacle } from '../contract.ts';
import { gradeWords } from '../domain/words.ts';
import { errors } from '../errors.ts';
import { useGradingText } from './text.ts';

/** What bars a better grade, each with the rule that says so. */
export function Obstacles({
  obstacles,
  best,
}: {
  obstacles: readonly ShownObstacle[];
  best: ShownObstacle['best'];
}) {
  const t = useGradingText();
  const say = useSay();
  const { language } = useLanguage();
  return (
    <Section
      title={t('whyNot')}
      lead={`${t('allowed', { grade: say(gradeWords[best]) })}. ${t('afterSave')}`}
    >
      {obstacles.length === 0 ? (
        <p>{t('nothingBars')}</p>
      ) : (
        <ul className="g-list">
          {obstacles.map((one) => {
            const row = (errors as Record<string, { vi: string; en: string }>)[one.code];
            const words = row ? fillFacts(row[language], one.facts) : one.code;
            return (
              <li key={words} data-tone="warn">
                <p>{words}</p>
                <p className="k-soft k-small">{t('atBest', { grade: say(gradeWords[one.best]) })}</p>
                <RuleLine rule={one.rule} />
              </li>
            );
          })}
        </ul>
      )}
    </Section>
  );
}
