import { Button } from '#ui-kit/actions.tsx';
import { Badge, RuleLine } from '#ui-kit/feedback.tsx';
import { Row, Stack } from '#ui-kit/page-frame.tsx';
import { useSay } from '#ui-kit/text.ts';
import { describeRule } from '../domain/describe-rule.ts';
import { ruleCatalogue } from '../domain/rule-catalogue.ts';
import type { AnyRuleKey, ProcedureStep, ScoreSheet } from '../domain/rulebook.ts';
import { ProcedureView, SheetView } from './procedure-and-sheet.tsx';
import type { ShownRule } from './queries.ts';
import { useRulebooksText } from './text.ts';

type RuleRowProps = {
  ruleKey: AnyRuleKey;
  rule: ShownRule;
  /** Absent for people who may not change it. */
  onChange: (() => void) | undefined;
};

/** One rule in plain words, its document, whose it is, and what may be done with it. */
export function RuleRow({ ruleKey, rule, onChange }: RuleRowProps) {
  const t = useRulebooksText();
  const say = useSay();
  const title = say(ruleCatalogue[ruleKey].title);
  const isProcedure = ruleKey.startsWith('steps.');
  return (
    <article aria-label={title}>
      <Stack gap="small">
        <Row align="spread">
          <h3>{title}</h3>
          {onChange && rule.narrowable !== 'no' && (
            <Button label={t('changeOne', { rule: title })} onClick={onChange}>
              {t('change')}
            </Button>
          )}
        </Row>
        <Words text={say(describeRule(ruleKey, rule.value))} />
        <Row gap="small">
          {rule.origin.from === 'override' && (
            <Badge tone="info">{t('setBy', { unit: rule.origin.unitName })}</Badge>
          )}
          {rule.localTo && rule.origin.from === 'rulebook' && (
            <Badge>{t('localExample', { place: rule.localTo })}</Badge>
          )}
        </Row>
        <RuleLine rule={rule.source} />
        {rule.instead && (
          <span className="k-small">
            {t('insteadOf', {
              value: say(describeRule(ruleKey, rule.instead.value)),
              document: rule.instead.source.document,
            })}
          </span>
        )}
        {rule.note && <span className="k-small">{say(rule.note)}</span>}
        <span className="k-small k-soft">{t(`narrowing_${rule.narrowable}`)}</span>
        {(isProcedure || ruleKey === 'score.sheet') && (
          <details className="k-more">
            <summary>{isProcedure ? t('showSteps') : t('showSheet')}</summary>
            {isProcedure ? (
              <ProcedureView label={title} steps={rule.value as ProcedureStep[]} />
            ) : (
              <SheetView sheet={rule.value as ScoreSheet} />
            )}
          </details>
        )}
      </Stack>
    </article>
  );
}

/** The rule in words; of a long one what is asked first stands out from what follows. */
function Words({ text }: { text: string }) {
  const parts = text.split('; ');
  const head = parts.slice(0, 3).join('; ');
  return (
    <p>
      <strong>{head}</strong>
      {parts.length > 3 && (
        <>
          <br />
          {asSentence(parts.slice(3).join('; '))}
        </>
      )}
    </p>
  );
}

const asSentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
