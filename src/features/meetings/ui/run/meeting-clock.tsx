import { useEffect, useState } from 'react';
import { clockTimeAt } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { Dialog } from '#ui-kit/dialog.tsx';
import { RuleLine, StatusDot } from '#ui-kit/feedback.tsx';
import { IconClock } from '#ui-kit/icons.tsx';
import { KeyValue } from '#ui-kit/show.tsx';
import { leastMinutes } from '../../domain/collect-evidence.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { useRunText } from './text.ts';

/** The instant now in ms, again every `everyMs`. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** How long the whole meeting has lasted, against the least that the rulebook asks; opens to the document. */
export function MeetingClock({ meeting }: { meeting: OpenMeeting }) {
  const t = useRunText();
  const [isOpen, setIsOpen] = useState(false);
  const now = useNow(10_000);
  const { state, view } = meeting;
  const startedAt = state.started?.startedAt ?? now;
  const minutes = Math.max(0, Math.floor((now - startedAt) / 60_000));
  const least = leastMinutes(view.context, state);
  const { rules } = view.context;
  const source =
    rules[view.context.meeting.kind === 'combined' ? 'duration.combined-minutes' : 'duration.minutes'];
  return (
    <>
      <button type="button" className="run-tile" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        <IconClock size={1.5} />
        <span>
          <strong className="k-number">{t('minutesShort', { count: minutes })}</strong>
          <span className="run-tile-note">
            <span className="k-hidden">{t('clockLabel')}: </span>
            {t('clockLeast', { minutes: least })}
            {minutes >= least && ` · ${t('clockReached')} ✓`}
          </span>
        </span>
      </button>
      <Dialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        title={t('clockTitle')}
        actions={<Button onClick={() => setIsOpen(false)}>{t('close')}</Button>}
      >
        <KeyValue
          facts={[
            { label: t('clockStarted'), value: clockTimeAt(startedAt) },
            { label: t('clockNow'), value: t('minutesShort', { count: minutes }) },
            {
              label: t('clockRule'),
              value: (
                <>
                  {t('minutesShort', { count: least })}
                  {minutes >= least && (
                    <>
                      {' '}
                      <StatusDot tone="success">{t('clockReached')}</StatusDot>
                    </>
                  )}
                </>
              ),
            },
          ]}
        />
        <RuleLine rule={source.source} />
      </Dialog>
    </>
  );
}
