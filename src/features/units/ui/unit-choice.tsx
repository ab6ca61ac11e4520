import { useState } from 'react';
import type { CivilDate } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { Field, RadioCards, TextField } from '#ui-kit/fields.tsx';
import { Stack } from '#ui-kit/page-frame.tsx';
import { type FoundUnit, useUnitNote, useUnitSearch } from './search-results.tsx';
import { useUnitsText } from './text.ts';

export type ChosenUnit = { id: string; name: string };

type UnitChoiceProps = {
  label: string;
  /** The unit in whose tree one looks. */
  within: ChosenUnit;
  on: CivilDate | undefined;
  value: ChosenUnit | null;
  onChange: (unit: ChosenUnit | null) => void;
  error?: string | undefined;
  /** Units that cannot be meant. */
  without?: readonly string[];
};

/** One unit out of a tree of any size: a few letters, then a choice among those that fit. */
export function UnitChoice({ label, within, on, value, onChange, error, without = [] }: UnitChoiceProps) {
  const t = useUnitsText();
  const [text, setText] = useState('');
  const { isAsked, found } = useUnitSearch(within.id, text, on);
  const note = useUnitNote();
  const units = (found.data?.found ?? []).filter((unit: FoundUnit) => !without.includes(unit.id));
  if (value)
    return (
      <Field label={label} {...(error ? { error } : {})}>
        {(wiring) => (
          <div className="k-row" data-gap="small">
            <strong id={wiring.id}>{value.name}</strong>
            <Button onClick={() => onChange(null)}>{t('chooseOther')}</Button>
          </div>
        )}
      </Field>
    );
  return (
    <Stack gap="small">
      <TextField
        label={label}
        hint={t('pickHint', { unit: within.name })}
        value={text}
        onChange={setText}
        {...(error ? { error } : {})}
      />
      {isAsked && found.isSuccess && units.length === 0 && <p role="status">{t('nothingFound')}</p>}
      {isAsked && units.length > 0 && (
        <RadioCards<string>
          label={label}
          labelHidden
          value={null}
          onChange={(id) => {
            const unit = units.find((each) => each.id === id);
            if (unit) onChange({ id: unit.id, name: unit.name });
          }}
          options={units.slice(0, 12).map((unit) => ({ value: unit.id, label: unit.name, note: note(unit) }))}
        />
      )}
      {isAsked && (units.length > 12 || found.data?.isCut) && <p className="k-small">{t('foundCut')}</p>}
    </Stack>
  );
}

/** Any number of units, one after another. */
export function UnitList({
  label,
  value,
  onChange,
  ...rest
}: Omit<UnitChoiceProps, 'value' | 'onChange'> & {
  value: readonly ChosenUnit[];
  onChange: (units: ChosenUnit[]) => void;
}) {
  const t = useUnitsText();
  const [isAdding, setIsAdding] = useState(false);
  return (
    <Stack gap="small">
      <span className="k-label">{label}</span>
      {value.length > 0 && (
        <ul className="units-picked">
          {value.map((unit) => (
            <li key={unit.id} className="k-row" data-gap="small">
              <strong>{unit.name}</strong>
              <Button
                label={t('removeUnit', { unit: unit.name })}
                onClick={() => onChange(value.filter((each) => each.id !== unit.id))}
              >
                ×
              </Button>
            </li>
          ))}
        </ul>
      )}
      {isAdding ? (
        <UnitChoice
          {...rest}
          label={t('pickSearch')}
          without={[...(rest.without ?? []), ...value.map((unit) => unit.id)]}
          value={null}
          onChange={(unit) => {
            if (unit) onChange([...value, unit]);
            setIsAdding(false);
          }}
        />
      ) : (
        <div>
          <Button onClick={() => setIsAdding(true)}>{t('addUnit')}</Button>
        </div>
      )}
    </Stack>
  );
}
