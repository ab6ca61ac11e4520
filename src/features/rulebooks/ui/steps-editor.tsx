import { useState } from 'react';
import { Button } from '#ui-kit/actions.tsx';
import { Checkbox, NumberField, SelectField, TextField } from '#ui-kit/fields.tsx';
import { Grid, Row, Stack } from '#ui-kit/page-frame.tsx';
import { useSay } from '#ui-kit/text.ts';
import { type ProcedureStep, STEP_IDS } from '../domain/rulebook.ts';
import { useRulebooksText } from './text.ts';

const isSeeded = (id: string): boolean => (STEP_IDS as readonly string[]).includes(id);

const newStepId = (steps: readonly ProcedureStep[]): string => {
  let at = 1;
  while (steps.some((step) => step.id === `own-${at}`)) at++;
  return `own-${at}`;
};

type StepsEditorProps = { steps: readonly ProcedureStep[]; onChange: (steps: ProcedureStep[]) => void };

/** Minutes of every step, optional steps made required, and steps of the committee's own. */
export function StepsEditor({ steps, onChange }: StepsEditorProps) {
  const t = useRulebooksText();
  const say = useSay();
  const [title, setTitle] = useState('');
  const [guidance, setGuidance] = useState('');
  const [after, setAfter] = useState<string | null>(null);
  const change = (id: string, part: Partial<ProcedureStep>) =>
    onChange(steps.map((step) => (step.id === id ? { ...step, ...part } : step)));
  const add = () => {
    const at = steps.findIndex((step) => step.id === after);
    const before = steps[at];
    if (!before) return;
    const step: ProcedureStep = {
      id: newStepId(steps),
      part: before.part,
      title: { vi: title.trim(), en: title.trim() },
      guidance: { vi: guidance.trim(), en: guidance.trim() },
      entry: 'note',
      recommendedMinutes: 5,
      required: true,
    };
    onChange([...steps.slice(0, at + 1), step, ...steps.slice(at + 1)]);
    setTitle('');
    setGuidance('');
    setAfter(null);
  };
  return (
    <Stack>
      <ol className="k-stack" style={{ paddingInlineStart: '2em' }}>
        {steps.map((step) => (
          <li key={step.id}>
            <strong>{say(step.title)}</strong>
            <Row>
              <NumberField
                label={`${t('stepMinutes')}: ${say(step.title)}`}
                labelHidden
                value={step.recommendedMinutes}
                onChange={(n) => n !== null && change(step.id, { recommendedMinutes: n })}
                min={0}
                max={240}
                unit={t('unitMinutes')}
              />
              <Checkbox
                label={t('stepRequired')}
                checked={step.required}
                onChange={(required) => change(step.id, { required })}
              />
              {!isSeeded(step.id) && (
                <Button
                  kind="plain"
                  label={t('removeOne', { name: say(step.title) })}
                  onClick={() => onChange(steps.filter((other) => other.id !== step.id))}
                >
                  {t('remove')}
                </Button>
              )}
            </Row>
          </li>
        ))}
      </ol>
      <fieldset className="k-field">
        <legend className="k-label">{t('stepAdd')}</legend>
        <p className="k-hint">{t('stepAddHint')}</p>
        <Grid>
          <TextField label={t('stepTitle')} value={title} onChange={setTitle} maxLength={200} />
          <TextField label={t('stepGuidance')} value={guidance} onChange={setGuidance} maxLength={500} />
          <SelectField
            label={t('stepAfter')}
            value={after}
            onChange={setAfter}
            options={steps.map((step) => ({ value: step.id, label: say(step.title) }))}
          />
        </Grid>
        <Row>
          <Button onClick={add} disabled={!title.trim() || !guidance.trim() || after === null}>
            {t('stepAdd')}
          </Button>
        </Row>
      </fieldset>
    </Stack>
  );
}
