import { factsIn, fillFacts } from '#kernel/error-table.ts';
import { RuleLine } from '#ui-kit/feedback.tsx';
import { useLanguage, useSay } from '#ui-kit/text.ts';
import type { Obstacle } from '../contract.ts';
import { bestOf } from '../domain/judge.ts';
import { gradeWords } from '../domain/words.ts';
import { errors } from '../errors.ts';
import { useGradingText } from './text.ts';
import './grading.css';

/** The best grade that is allowed, and what bars a better one, each with the rule that says so. */
export function Obstacles({ obstacles }: { obstacles: readonly Obstacle[] }) {
  const t = useGradingText();
  const say = useSay();
  const { language } = useLanguage();
  return (
    <div aria-live="polite">
      <p>
        <strong>{t('allowed', { grade: say(gradeWords[bestOf(obstacles)]) })}</strong>
      </p>
      {obstacles.length > 0 && (
        <ul className="g-list">
          {obstacles.map(({ best, refusal: { code, facts, rule } }) => {
            const row = (errors as Record<string, { vi: string; en: string }>)[code];
            const words = row ? fillFacts(row[language], factsIn(language, facts)) : code;
            return (
              <li key={words} data-tone="warn">
                <p>{words}</p>
                <p className="k-soft k-small">{t('atBest', { grade: say(gradeWords[best]) })}</p>
                <RuleLine rule={rule} />
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
