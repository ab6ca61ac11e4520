import type { RuleSource } from '#kernel/result.ts';
import { RuleLine } from '#ui-kit/feedback.tsx';
import { type Said, useSay } from '#ui-kit/text.ts';
import './grading.css';

/** The rules of a round in words, each with its document and whether anybody has read it. */
export function RulesList({
  rules,
}: {
  rules: readonly { key: string; title: Said; text: Said; source: RuleSource }[];
}) {
  const say = useSay();
  return (
    <ul className="g-list">
      {rules.map((rule) => (
        <li key={rule.key}>
          <p>
            <strong>{say(rule.title)}</strong>: {say(rule.text)}
          </p>
          <RuleLine rule={rule.source} />
        </li>
      ))}
    </ul>
  );
}
