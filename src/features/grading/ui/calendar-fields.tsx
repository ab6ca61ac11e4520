import type { CivilDate } from '#kernel/civil-date.ts';
import { fieldRefusal } from '#ui-kit/feedback.tsx';
import { DateField } from '#ui-kit/fields.tsx';
import { Grid } from '#ui-kit/page-frame.tsx';
import { useGradingText } from './text.ts';

export type Days = { selfBy: CivilDate | null; appraiseBy: CivilDate | null; decideBy: CivilDate | null };

/** The three days of a round. */
export function CalendarFields({
  days,
  onChange,
  error,
}: {
  days: Days;
  onChange: (days: Days) => void;
  error: unknown;
}) {
  const t = useGradingText();
  return (
    <Grid cell={13}>
      {(['selfBy', 'appraiseBy', 'decideBy'] as const).map((key) => (
        <DateField
          key={key}
          label={t(key)}
          value={days[key]}
          onChange={(day) => onChange({ ...days, [key]: day })}
          required
          error={fieldRefusal(error, key)}
        />
      ))}
    </Grid>
  );
}
