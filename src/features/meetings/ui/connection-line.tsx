import { Button } from '#ui-kit/actions.tsx';
import { Notice, StatusDot } from '#ui-kit/feedback.tsx';
import { IconCheck, IconClock, IconOffline } from '#ui-kit/icons.tsx';
import './meetings.css';
import type { OpenMeeting } from './journal/use-meeting.ts';
import { useMeetingsText } from './text.ts';

/** What is saved where: on the server, only on this device, or refused. Always in sight during a meeting. */
export function ConnectionLine({ meeting }: { meeting: OpenMeeting }) {
  const t = useMeetingsText();
  const { pending, isConnected, refused, journal } = meeting;
  return (
    <div className="meeting-line">
      <div role="status">
        {!isConnected ? (
          <StatusDot tone="warn" icon={IconOffline}>
            {pending > 0 ? t('savedHereOffline', { count: pending }) : t('offline')}
          </StatusDot>
        ) : pending > 0 ? (
          <StatusDot tone="info" icon={IconClock}>
            {t('sending', { count: pending })}
          </StatusDot>
        ) : (
          <StatusDot tone="success" icon={IconCheck}>
            {t('savedOnServer')}
          </StatusDot>
        )}
      </div>
      {refused.map((r) => (
        <Notice
          key={r.entry.id}
          tone="danger"
          urgent
          title={r.message}
          action={<Button onClick={() => journal.dismiss(r.entry.id)}>{t('understood')}</Button>}
        >
          {r.wayOut && <p>{r.wayOut}</p>}
          {'text' in r.entry.payload && typeof r.entry.payload.text === 'string' && (
            <p>
              {t('notKept')} “{r.entry.payload.text}”
            </p>
          )}
        </Notice>
      ))}
    </div>
  );
}
