import { lazy, Suspense, useState } from 'react';
import { Button } from '#ui-kit/actions.tsx';
import { Notice } from '#ui-kit/feedback.tsx';
import type { RollMember } from '../../contract.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { useMemberText } from './text.ts';

// Few are asked, and everybody waits for what the page of a meeting fetches first.
const ReasonDialog = lazy(() =>
  import('#ui-kit/reason-dialog.tsx').then(({ ReasonDialog }) => ({ default: ReasonDialog })),
);

/**
 * A member who cannot come says so and why, before the meeting or in it. It is the own mark of the roll call: the
 * secretary sees it, and a later word of either stands instead.
 */
export function Absence({ meeting, member }: { meeting: OpenMeeting; member: RollMember }) {
  const t = useMemberText();
  const { state, view, journal } = meeting;
  const [isAsking, setIsAsking] = useState(false);
  const [write, setWrite] = useState<{ isPending: boolean; error: unknown }>({
    isPending: false,
    error: null,
  });
  const known = state.presence[member.memberId];
  const said = known?.presence === 'excused' && known.method === 'self';
  const isCounted = view.context.rules['attendance.base'].value.includes(member.status);
  if (!said && (!isCounted || known?.presence)) return null;

  const send = async (reason: string) => {
    setWrite({ isPending: true, error: null });
    try {
      await journal.append('attendance-marked', {
        memberId: member.memberId,
        presence: 'excused',
        method: 'self',
        reason,
      });
      setWrite({ isPending: false, error: null });
      setIsAsking(false);
    } catch (error) {
      setWrite({ isPending: false, error });
    }
  };
  return (
    <>
      {said && (
        <Notice tone="info" title={t('saidAbsent', { reason: known.reason ?? '–' })}>
          {t('saidAbsentText')}
        </Notice>
      )}
      <div>
        <Button onClick={() => setIsAsking(true)}>{t(said ? 'otherReason' : 'cannotCome')}</Button>
      </div>
      {isAsking && (
        <Suspense>
          <ReasonDialog
            open
            title={t('cannotCome')}
            label={t('absenceReason')}
            maxLength={300}
            confirmLabel={t('sayAbsent')}
            write={write}
            onConfirm={(reason) => void send(reason)}
            onClose={() => setIsAsking(false)}
          >
            <p>{t('absenceText')}</p>
          </ReasonDialog>
        </Suspense>
      )}
    </>
  );
}
