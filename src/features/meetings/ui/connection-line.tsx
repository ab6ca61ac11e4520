import { lazy, Suspense, useState } from 'react';
import { Button } from '#ui-kit/actions.tsx';
import { Notice, StatusDot } from '#ui-kit/feedback.tsx';
import { useHeightVariable } from '#ui-kit/height-variable.ts';
import { IconCheck, IconClock, IconDown, IconOffline, IconQr, IconUp, IconWarn } from '#ui-kit/icons.tsx';
import './meetings.css';
import type { OpenMeeting } from './journal/use-meeting.ts';
import { useMeetingsText } from './text.ts';

const HandOverDialog = lazy(() =>
  import('./hand-over-dialog.tsx').then((m) => ({ default: m.HandOverDialog })),
);

function Line({ meeting }: { meeting: OpenMeeting }) {
  const t = useMeetingsText();
  const { pending, sending, halted, isConnected } = meeting;
  if (!isConnected)
    return (
      <StatusDot tone="warn" icon={IconOffline}>
        <span className="meeting-line-full">
          {pending > 0 ? t('savedHereOffline', { count: pending }) : t('offline')}
        </span>
        {/* The same for the eye where there is little room; whoever listens hears the sentence. */}
        <span className="meeting-line-brief" aria-hidden="true">
          {pending > 0 ? t('savedHereBrief', { count: pending }) : t('offlineBrief')}
        </span>
      </StatusDot>
    );
  if (halted !== null && pending > 0)
    return (
      <StatusDot tone="warn" icon={IconWarn}>
        {halted.message} {t('haltedWaiting', { count: pending })}
      </StatusDot>
    );
  if (pending > 0)
    return (
      <StatusDot tone="info" icon={IconClock}>
        {sending !== null && sending.all > 1 ? t('sendingOf', sending) : t('sending', { count: pending })}
      </StatusDot>
    );
  return (
    <StatusDot tone="success" icon={IconCheck}>
      {t('savedOnServer')}
    </StatusDot>
  );
}

/** Before a meeting begins and once it is closed there is nothing to say while the server has everything. */
const hasNews = ({ state, isConnected, pending, refused }: OpenMeeting): boolean =>
  state.stage === 'running' || state.stage === 'ended' || !isConnected || pending > 0 || refused.length > 0;

/**
 * What is saved where: on the server, only on this device, or refused. Always in sight from the beginning of a meeting
 * until it is closed, and without a network.
 */
export function ConnectionLine({ meeting }: { meeting: OpenMeeting }) {
  const t = useMeetingsText();
  const [isHandingOver, setIsHandingOver] = useState(false);
  const [isUnfolded, setIsUnfolded] = useState(false);
  const { pending, onServer, sending, halted, isConnected, refused, journal, view } = meeting;
  const keeps = view.abilities.lead || view.abilities.record;
  const speaks = hasNews(meeting);
  const goesOn = meeting.state.stage === 'running';
  const line = useHeightVariable('--k-line-below');
  return (
    <div
      className={speaks ? 'meeting-line' : undefined}
      data-says-offline={!isConnected || undefined}
      // Sending goes by in a moment: the line keeps its height, or the page would jump with every tap.
      data-runs-well={(isConnected && halted === null && !isUnfolded) || undefined}
      data-holds-bars={(goesOn && !isUnfolded) || undefined}
      data-is-brief={(goesOn && !isUnfolded && !isConnected) || undefined}
      ref={line}
    >
      <div className={speaks ? 'meeting-line-words' : undefined}>
        {/* Stays, empty, so that it is read out when the network goes. */}
        <div role="status">{speaks && <Line meeting={meeting} />}</div>
        {speaks && (
          <span className="meeting-line-counts k-number">
            {t('countHere', { count: onServer + pending })} · {t('countOnServer', { count: onServer })} ·{' '}
            {t('countWaiting', { count: pending })}
          </span>
        )}
        {!isConnected && (keeps || pending > 0) && (
          <span className="meeting-line-hand-over">
            <Button kind="plain" icon={<IconQr />} onClick={() => setIsHandingOver(true)}>
              {t('handOver')}
            </Button>
          </span>
        )}
        {goesOn && (
          <span className="meeting-line-unfold">
            <Button
              kind="plain"
              icon={isUnfolded ? <IconUp /> : <IconDown />}
              expanded={isUnfolded}
              onClick={() => setIsUnfolded(!isUnfolded)}
            >
              {t(isUnfolded ? 'foldBars' : 'unfoldBars')}
            </Button>
          </span>
        )}
      </div>
      {sending !== null && sending.all > 20 && (
        <progress className="meeting-line-progress" value={sending.done} max={sending.all}>
          {t('sendingOf', sending)}
        </progress>
      )}
      {isHandingOver && (
        <Suspense fallback={null}>
          <HandOverDialog meeting={meeting} onClose={() => setIsHandingOver(false)} />
        </Suspense>
      )}
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
