import { type CivilDate, isCivilDate } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { DateField } from '#ui-kit/fields.tsx';
import { useGo, usePageQuery } from '#ui-kit/page.ts';
import { useUnitsText } from './text.ts';

/** The day in the address, `?on=yyyy-mm-dd`; undefined for today. */
export function useDay(path: string): { on: CivilDate | undefined; setOn: (day: CivilDate | null) => void } {
  const go = useGo();
  const { on } = usePageQuery();
  return {
    on: on && isCivilDate(on) ? on : undefined,
    setOn: (day) => go(day ? `${path}?on=${day}` : path, { replace: true }),
  };
}

/** As of which day the page is shown. */
export function DayChoice({
  on,
  shown,
  setOn,
}: {
  on: CivilDate | undefined;
  shown: CivilDate | undefined;
  setOn: (day: CivilDate | null) => void;
}) {
  const t = useUnitsText();
  return (
    <div className="units-day k-no-print">
      <DateField label={t('onDay')} value={on ?? shown ?? null} onChange={(day) => day && setOn(day)} />
      {on && <Button onClick={() => setOn(null)}>{t('toToday')}</Button>}
    </div>
  );
}
