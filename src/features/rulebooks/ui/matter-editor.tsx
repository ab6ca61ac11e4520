import { Notice } from '#ui-kit/feedback.tsx';
import { Checkbox, NumberField, SelectField } from '#ui-kit/fields.tsx';
import { Grid, Stack } from '#ui-kit/page-frame.tsx';
import { useSay } from '#ui-kit/text.ts';
import type { AnyRuleKey, Comparison } from '../domain/rulebook.ts';
import {
  type BallotMethod,
  DEDUCTIONS,
  isElectronicSecret,
  isSecret,
  MATTER_CHOICES,
  MATTERS,
  type Matter,
  type MatterRule,
  type WhenUnmet,
} from '../domain/voting-rules.ts';
import {
  ballotMethodTexts,
  deductionTexts,
  listed,
  statusTexts,
  unmetTexts,
} from '../domain/voting-words.ts';
import { useRulebooksText } from './text.ts';

/** The matter that a rule is about, when it is one of voting. */
export const matterOf = (key: AnyRuleKey): Matter | undefined =>
  MATTERS.find((matter) => key === `matter.${matter}`);

export const matterIsComplete = ({ methods, threshold }: MatterRule): boolean =>
  methods.length > 0 &&
  [threshold.numerator, threshold.denominator].every((part) => (part as number | null) !== null);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

type Props = { matter: Matter; rule: MatterRule; onChange: (rule: MatterRule) => void };

/** How a kind of matter is voted on: the ways, the share, the base, and what follows when nothing reaches it. */
export function MatterEditor({ matter, rule, onChange }: Props) {
  const t = useRulebooksText();
  const say = useSay();
  const { ways, unmet } = MATTER_CHOICES[matter];
  const change = (part: Partial<MatterRule>) => onChange({ ...rule, ...part });
  const changeShare = (part: Partial<Record<keyof MatterRule['threshold'], unknown>>) =>
    change({ threshold: { ...rule.threshold, ...part } as MatterRule['threshold'] });
  const noteOf = (way: BallotMethod) =>
    isSecret(way) ? t(`wayAlone_${way as 'paper' | 'server-kept' | 'verifiable'}`) : undefined;
  return (
    <Stack>
      <fieldset className="k-field">
        <legend className="k-label">{t('ways')}</legend>
        {ways.map((way) => (
          <Checkbox
            key={way}
            label={capital(say(ballotMethodTexts[way]))}
            note={noteOf(way)}
            checked={rule.methods.includes(way)}
            onChange={(on) =>
              change({ methods: on ? [...rule.methods, way] : rule.methods.filter((each) => each !== way) })
            }
          />
        ))}
        {rule.methods.length === 0 && (
          <Notice tone="warn" urgent>
            {t('waysMissing')}
          </Notice>
        )}
      </fieldset>
      {rule.methods.some(isElectronicSecret) && (
        <Notice tone="warn" title={t('electronicTitle')}>
          {t('electronicText')}
        </Notice>
      )}
      {rule.methods.length > 1 && (
        <SelectField<BallotMethod>
          label={t('wayFirst')}
          value={rule.methods[0] ?? null}
          onChange={(way) => change({ methods: [way, ...rule.methods.filter((each) => each !== way)] })}
          options={ways
            .filter((way) => rule.methods.includes(way))
            .map((value) => ({ value, label: capital(say(ballotMethodTexts[value])) }))}
        />
      )}
      <p className="k-soft">
        {t('whoVotes', { who: say(listed(rule.who.map((status) => statusTexts[status]))).toLowerCase() })}
      </p>
      <fieldset className="k-field">
        <legend className="k-label">{t('share')}</legend>
        <Grid>
          <NumberField
            label={t('numerator')}
            value={rule.threshold.numerator}
            onChange={(numerator) => changeShare({ numerator })}
            min={1}
            step={1}
            required
          />
          <NumberField
            label={t('denominator')}
            value={rule.threshold.denominator}
            onChange={(denominator) => changeShare({ denominator })}
            min={1}
            step={1}
            required
          />
          <SelectField<Comparison>
            label={t('comparison')}
            value={rule.threshold.comparison}
            onChange={(comparison) => changeShare({ comparison })}
            options={[
              { value: 'at-least', label: t('atLeast') },
              { value: 'more-than', label: t('moreThan') },
            ]}
          />
        </Grid>
      </fieldset>
      <fieldset className="k-field">
        <legend className="k-label">{t('deductions')}</legend>
        {DEDUCTIONS.map((deduction) => (
          <Checkbox
            key={deduction}
            label={capital(say(deductionTexts[deduction]))}
            checked={rule.deduct.includes(deduction)}
            onChange={(on) =>
              change({
                // In one order: it decides which reason is named for somebody whom two fit.
                deduct: DEDUCTIONS.filter((each) => (each === deduction ? on : rule.deduct.includes(each))),
              })
            }
          />
        ))}
      </fieldset>
      <Grid>
        <SelectField<WhenUnmet>
          label={t('unmet')}
          value={rule.whenUnmet}
          onChange={(whenUnmet) => change({ whenUnmet })}
          options={unmet.map((value) => ({ value, label: capital(say(unmetTexts[value])) }))}
        />
        {rule.surplusPercent !== null && (
          <NumberField
            label={t('surplus')}
            value={rule.surplusPercent}
            onChange={(percent) => change({ surplusPercent: percent ?? 0 })}
            min={0}
            max={100}
            step={1}
            unit="%"
          />
        )}
      </Grid>
    </Stack>
  );
}
