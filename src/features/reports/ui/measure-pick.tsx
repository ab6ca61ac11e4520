import { SelectField } from '#ui-kit/fields.tsx';
import { useLanguage } from '#ui-kit/text.ts';
import type { MeasureKey } from '../contract.ts';
import { measureWords } from '../domain/words.ts';
import { useReportsText } from './text.ts';

/** Chooses what is measured, and says what that is. */
export function MeasurePick({
  measures,
  value,
  onChange,
}: {
  measures: readonly MeasureKey[];
  value: MeasureKey;
  onChange: (key: MeasureKey) => void;
}) {
  const t = useReportsText();
  const { language } = useLanguage();
  return (
    <div className="r-measure-pick">
      <SelectField
        label={t('measure')}
        value={value}
        onChange={onChange}
        options={measures.map((key) => ({ value: key, label: measureWords[key].label[language] }))}
      />
      <p className="r-measure-help">
        {measureWords[value].help[language]}
        {value === 'tasksInTime' && ` ${t('inTimeNote')}`}
      </p>
    </div>
  );
}
