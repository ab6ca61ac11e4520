import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Button } from '#ui-kit/actions.tsx';
import { NoConnection } from '#ui-kit/call.ts';
import { Dialog } from '#ui-kit/dialog.tsx';
import { LoadingState, Notice, RefusalNotice } from '#ui-kit/feedback.tsx';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { roomCodeQuery } from '../queries.ts';
import { useRollCallText } from './roll-call-text.ts';
import { useRunText } from './text.ts';

/** The room's code as large as the screen, with the names of those who check in as they do. */
export function RoomCodeDialog({ meeting, onClose }: { meeting: OpenMeeting; onClose: () => void }) {
  const t = useRollCallText();
  const run = useRunText();
  const { state, view } = meeting;
  const code = useQuery(roomCodeQuery(view.meeting.id));
  const svg = code.data?.svg;
  // As a picture and not as markup, so that nothing inside it can act on the page.
  const picture = useMemo(
    () => (svg === undefined ? null : `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`),
    [svg],
  );
  const latest = view.context.roll
    .filter((member) => {
      const mark = state.presence[member.memberId];
      return mark?.presence === 'present' && mark.method !== 'secretary' && mark.entryId !== null;
    })
    // An id carries the time it was made: the newest stands first.
    .sort((a, b) =>
      (state.presence[a.memberId]?.entryId ?? '') < (state.presence[b.memberId]?.entryId ?? '') ? 1 : -1,
    )
    .slice(0, 12);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('qrTitle')}
      size="large"
      actions={<Button onClick={onClose}>{t('close')}</Button>}
    >
      <div className="run-code">
        <div className="run-code-picture">
          {picture !== null ? (
            <img src={picture} alt={t('qrAlt')} />
          ) : code.isError ? (
            code.error instanceof NoConnection ? (
              <Notice tone="warn" title={t('qrOffline')} />
            ) : (
              <RefusalNotice refusal={code.error} onRetry={() => void code.refetch()} />
            )
          ) : (
            <LoadingState lines={6} />
          )}
        </div>
        <div className="run-code-words">
          <p className="run-code-count k-number" role="status">
            {run('presence', { present: state.attendance.present, base: state.attendance.base })}
            {state.attendance.presentOutsideBase > 0 &&
              `, ${run('presenceMore', { count: state.attendance.presentOutsideBase })}`}
          </p>
          <p>{t('qrHow')}</p>
          <p className="k-soft">{t('qrChanges')}</p>
          <h3>{t('qrLatest')}</h3>
          {latest.length === 0 ? (
            <p className="k-soft">{t('qrNobody')}</p>
          ) : (
            <ul className="run-names" aria-live="polite">
              {latest.map((member) => (
                <li key={member.memberId}>{member.fullName}</li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </Dialog>
  );
}
