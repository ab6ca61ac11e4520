import { formatCivilDate } from '#kernel/civil-date.ts';
import { StatusDot } from '#ui-kit/feedback.tsx';
import type { Transfer } from '../contract.ts';
import { useTransfersText } from './text.ts';

/** Fewer working days than this on a clock are said with a warning. */
const SOON = 10;

export const clockTone = (clock: NonNullable<Transfer['clock']>): 'danger' | 'warn' | 'info' =>
  clock.daysLeft < 0 ? 'danger' : clock.daysLeft < SOON ? 'warn' : 'info';

/** What is left on the clock that runs, in words. */
export function useClockText(): (clock: NonNullable<Transfer['clock']>) => string {
  const t = useTransfersText();
  return (clock) =>
    clock.daysLeft < 0 ? t('daysLate', { count: -clock.daysLeft }) : t('daysLeft', { count: clock.daysLeft });
}

export function ClockLine({ clock }: { clock: Transfer['clock'] }) {
  const t = useTransfersText();
  const text = useClockText();
  if (!clock) return <span className="k-soft">{t('noClock')}</span>;
  return (
    <StatusDot tone={clockTone(clock)}>
      {text(clock)} ({t('dueOn', { due: formatCivilDate(clock.dueOn) })})
    </StatusDot>
  );
}
