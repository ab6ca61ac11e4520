import {
  type Deduction,
  deductionTexts,
  leastOf,
  statusTexts,
  unmetTexts,
} from '#features/rulebooks/contract.ts';
import type { MemberStatus } from '#kernel/actor.ts';
import { Notice, RuleLine } from '#ui-kit/feedback.tsx';
import { useSay } from '#ui-kit/text.ts';
import type { FrozenRule } from '../../domain/check-plan.ts';
import { mayRevealVotes } from '../../domain/electorate.ts';
import { baseTexts, neededTexts } from '../../domain/say-result.ts';
import { asClause, asSentence, useBallotsText } from '../text.ts';

export type RuleBoxProps = {
  rule: FrozenRule;
  voters: number;
  entitled: number;
  deducted: readonly { why: Deduction; count: number; names?: string[] | null }[];
  withoutVote: readonly { status: MemberStatus; count: number; names?: string[] | null }[];
  /** What could still be decided otherwise is not warned of any more. */
  isOver?: boolean;
};

/** Who votes, how many are needed and why, and on which document the choice rests: before the ballot opens and after. */
export function RuleBox(props: RuleBoxProps) {
  const { rule, voters, entitled, deducted, withoutVote, isOver = false } = props;
  const t = useBallotsText();
  const say = useSay();
  const out = deducted.reduce((sum, each) => sum + each.count, 0);
  const base = entitled - out;
  const needed = leastOf(rule.value.threshold, base);
  const named = (names: string[] | null | undefined) => (names?.length ? ` (${names.join(', ')})` : '');
  return (
    <div className="ballot-rule">
      <Notice tone={voters < needed ? 'warn' : 'info'} title={t('whoVotes', { voters })}>
        <p>
          <strong>{t('needed', { needed })}</strong>{' '}
          {t('neededWhy', {
            why: asClause(say(neededTexts(rule.value.threshold, base, needed))),
            base: say(baseTexts(entitled, out)),
          })}
        </p>
        {voters > 0 && voters < needed && <p>{t('short', { voters, needed })}</p>}
        {voters === 0 && <p>{t('nobody')}</p>}
        {deducted.length > 0 && (
          <p>
            {t('deducted', {
              list: deducted
                .map(
                  ({ why, count, names }) =>
                    t('deductedOne', { count, why: say(deductionTexts[why]) }) + named(names),
                )
                .join('; '),
            })}
          </p>
        )}
        {withoutVote.length > 0 && (
          <p>
            {t('withoutVote', {
              list: withoutVote
                .map(
                  ({ status, count, names }) =>
                    t('deductedOne', { count, why: say(statusTexts[status]) }) + named(names),
                )
                .join('; '),
            })}
          </p>
        )}
        <p>{asSentence(say(unmetTexts[rule.value.whenUnmet]))}.</p>
        <p className="k-soft">{t('ruleStands')}</p>
        <p>
          <RuleLine rule={rule.source} />
          {rule.setBy && <span className="k-small"> {t('setBy', { unit: rule.setBy })}</span>}
        </p>
        {rule.note && <p className="k-small k-soft">{say(rule.note)}</p>}
      </Notice>
      {!isOver && voters > 0 && mayRevealVotes(voters) && (
        <Notice tone="warn" title={t('smallGroupTitle')}>
          {t('smallGroup', { voters })}
        </Notice>
      )}
    </div>
  );
}
