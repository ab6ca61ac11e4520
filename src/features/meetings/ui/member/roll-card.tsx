import { useEffect, useState } from 'react';
import { civilDateAt } from '#kernel/civil-date.ts';
import { NoConnection } from '#ui-kit/call.ts';
import { Notice, RefusalNotice, RuleLine } from '#ui-kit/feedback.tsx';
import { IconCheck, IconCheckRing } from '#ui-kit/icons.tsx';
import { Section } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import type { checkIn, RollMember } from '../../contract.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { Absence } from './absence.tsx';
import { METHOD_KEYS, useMemberText } from './text.ts';

const STATUS_SENTENCE = {
  provisional: 'isProvisional',
  exempt: 'isExempt',
  'temporarily-here': 'isHere',
  'temporarily-away': 'isAway',
  suspended: 'isSuspended',
} as const;

/** What a status other than official means here: counted or not, with a vote or without. */
function StatusMeaning({ meeting, member }: { meeting: OpenMeeting; member: RollMember }) {
  const t = useMemberText();
  const { rules } = meeting.view.context;
  if (member.status === 'official') return null;
  const inBase = rules['attendance.base'].value.includes(member.status);
  const votes = rules['vote.who'].value.includes(member.status);
  return (
    <div className="k-soft">
      <p>
        {t(STATUS_SENTENCE[member.status])} {t(inBase ? 'inBase' : 'outsideBase')}{' '}
        {t(votes ? 'mayVote' : 'mayNotVote')}
      </p>
      <RuleLine rule={rules[inBase && !votes ? 'vote.who' : 'attendance.base'].source} />
    </div>
  );
}

/** The member's own word in the roll call: one big button, then what was recorded and how. */
export function RollCard({ meeting, member }: { meeting: OpenMeeting; member: RollMember | undefined }) {
  const t = useMemberText();
  const { view, state, journal } = meeting;
  const [isKeptHere, setIsKeptHere] = useState(false);
  const say = useWrite<typeof checkIn>('POST /api/meetings/:meetingId/check-in');
  const known = member && state.presence[member.memberId];
  const presence = known?.presence ?? null;
  // From here on the journal tells; a mark that the secretary takes back later shows the button again.
  const { reset } = say;
  useEffect(() => {
    if (presence !== null) reset();
  }, [presence, reset]);
  if (!member)
    return (
      <Section title={t('checkInTitle')}>
        <p>{t(view.role === 'follower' ? 'followerCheckIn' : 'watching')}</p>
      </Section>
    );

  const method = known?.method ?? (say.isSuccess ? say.data.method : null);
  const isOpen = state.stage === 'running' || civilDateAt(view.now) === view.meeting.plannedOn;
  const press = () => {
    say.mutate(
      { params: { meetingId: view.meeting.id }, body: {} },
      {
        onError: (error) => {
          if (!(error instanceof NoConnection)) return;
          // The journal keeps it on the device and sends it when there is a line; twice is once.
          setIsKeptHere(true);
          void journal.append('attendance-marked', {
            memberId: member.memberId,
            presence: 'present',
            method: 'self',
          });
        },
      },
    );
  };

  const hasSaidAbsent = presence === 'excused' && known?.method === 'self';
  const isDone = presence === 'present' || ((presence === null || hasSaidAbsent) && say.isSuccess);
  return (
    <Section title={t('checkInTitle')}>
      <div role="status">
        {isDone && (
          <div className="member-done">
            <IconCheckRing size={2.2} />
            <div>
              <strong>{t('checkedIn')}</strong>
              {method && t(METHOD_KEYS[method])}
            </div>
          </div>
        )}
      </div>
      {isKeptHere && meeting.pending > 0 && <Notice tone="warn">{t('keptHere')}</Notice>}
      {(presence === 'unexcused' || (presence === 'excused' && !hasSaidAbsent)) && (
        <Notice
          tone="warn"
          title={
            presence === 'excused'
              ? t('markedExcused', { reason: known?.reason ?? '–' })
              : t('markedUnexcused')
          }
        >
          {t('wrongMark')}
        </Notice>
      )}
      {(presence === null || hasSaidAbsent) &&
        !isDone &&
        (isOpen ? (
          <button
            type="button"
            className="member-here"
            aria-disabled={say.isPending || undefined}
            aria-busy={say.isPending || undefined}
            onClick={() => {
              if (!say.isPending) press();
            }}
          >
            <IconCheck size={1.6} />
            {t('iAmHere')}
          </button>
        ) : (
          <p>{t('checkInOnDay')}</p>
        ))}
      {say.isError && !isKeptHere && <RefusalNotice refusal={say.error} onRetry={press} />}
      {!isDone && <Absence meeting={meeting} member={member} />}
      <StatusMeaning meeting={meeting} member={member} />
    </Section>
  );
}
