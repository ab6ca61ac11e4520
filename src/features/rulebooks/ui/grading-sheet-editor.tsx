import { Button } from '#ui-kit/actions.tsx';
import { Notice } from '#ui-kit/feedback.tsx';
import { NumberField, SelectField, TextField } from '#ui-kit/fields.tsx';
import { IconPlus } from '#ui-kit/icons.tsx';
import { Grid, Stack } from '#ui-kit/page-frame.tsx';
import { useSay } from '#ui-kit/text.ts';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { GradingCriterion } from '../domain/rulebook.ts';
import { useRulebooksText } from './text.ts';

const newId = (sheet: readonly GradingCriterion[]): string => {
  let at = 1;
  while (sheet.some((one) => one.id === `own-${at}`)) at++;
  return `own-${at}`;
};

/** The criteria of the self-grading sheet with their points, which add up to a hundred. */
export function GradingSheetEditor({
  sheet,
  onChange,
}: {
  sheet: readonly GradingCriterion[];
  onChange: (sheet: GradingCriterion[]) => void;
}) {
  const t = useRulebooksText();
  const say = useSay();
  const change = (id: string, different: Partial<GradingCriterion>) =>
    onChange(sheet.map((one) => (one.id === id ? { ...one, ...different } : one)));
  const total = sheet.reduce((sum, one) => sum + one.max, 0);
  return (
    <Stack>
      {sheet.map((one) => (
        <fieldset key={one.id} className="k-field">
          <legend className="k-label">{say(one.title)}</legend>
          <Grid>
            <TextField
              label={t('criterionInVietnamese')}
              value={one.title.vi}
              onChange={(vi) => change(one.id, { title: { ...one.title, vi } })}
              maxLength={300}
              required
            />
            <TextField
              label={t('criterionNameEnglish')}
              value={one.title.en}
              onChange={(en) => change(one.id, { title: { ...one.title, en } })}
              maxLength={300}
              required
            />
            <SelectField
              label={t('criterionPart')}
              value={one.part}
              onChange={(part) => change(one.id, { part })}
              options={[
                { value: 'general', label: t('partGeneral') },
                { value: 'results', label: t('partResults') },
              ]}
            />
            <NumberField
              label={t('mostPoints')}
              value={one.max}
              onChange={(max) => max !== null && change(one.id, { max })}
              min={0.5}
              max={100}
              decimals
              unit={t('unitPoints')}
              required
            />
          </Grid>
          {sheet.length > 1 && (
            <Button kind="plain" onClick={() => onChange(sheet.filter((other) => other.id !== one.id))}>
              {t('removeGradingCriterion', { criterion: say(one.title) })}
            </Button>
          )}
        </fieldset>
      ))}
      <div>
        <Button
          icon={<IconPlus />}
          onClick={() =>
            onChange([
              ...sheet,
              { id: newId(sheet), part: 'results', title: { vi: '', en: '' }, max: 5, evidence: [] },
            ])
          }
        >
          {t('addGradingCriterion')}
        </Button>
      </div>
      <Notice tone={total === 100 ? 'info' : 'warn'}>
        {t('sumOfPoints', { total: formatNumber(total) })}
      </Notice>
    </Stack>
  );
}
