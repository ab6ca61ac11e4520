import { lazy, Suspense } from 'react';
import { civilDateAt, formatYearMonth } from '#kernel/civil-date.ts';
import { LinkButton } from '#ui-kit/actions.tsx';
import { addressFor } from '#ui-kit/call.ts';
import { LoadingState } from '#ui-kit/feedback.tsx';
import { IconCalendar } from '#ui-kit/icons.tsx';
import { Page, Section } from '#ui-kit/page-frame.tsx';
import { useSay } from '#ui-kit/text.ts';
import type { getInvitationFile, RollMember } from '../../contract.ts';
import { useDayWords } from '../day-words.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { KIND_KEYS, useMeetingsText } from '../text.ts';
import './member.css';
import { FocusCard } from './focus-card.tsx';
import { Agenda, Papers } from './papers-and-agenda.tsx';
import { Conclusions, Opinions, OwnTasks } from './proceedings.tsx';
import { RollCard } from './roll-card.tsx';
import { useMemberText } from './text.ts';
import { ClosedVotes, OpenVotes } from './vote-cards.tsx';

// The machinery of secret ballots is fetched when the meeting has one, not by everybody who reads the papers.
const SecretBallots = lazy(() => import('./secret-ballots.tsx').then((m) => ({ default: m.SecretBallots })));

type Parts = { meeting: OpenMeeting; member: RollMember | undefined };

function WhenAndWhere({ meeting }: { meeting: OpenMeeting }) {
  const t = useMemberText();
  const say = useMeetingsText();
  const { longDay } = useDayWords();
  const { meeting: planned } = meeting.view;
  return (
    <Section>
      <div className="member-when">
        <h2 className="k-hidden">{t('whenAndWhere')}</h2>
        <span className="member-day">{longDay(planned.plannedOn)}</span>
        <span className="member-hour">{planned.plannedTime}</span>
        <span className="member-day">{planned.place}</span>
        <span className="k-soft">{say(KIND_KEYS[planned.kind])}</span>
      </div>
      <div>
        <LinkButton
          download
          icon={<IconCalendar />}
          to={addressFor<typeof getInvitationFile>('GET /api/meetings/:meetingId/invitation.ics', {
            params: { meetingId: planned.id },
          })}
        >
          {t('addToCalendar')}
        </LinkButton>
      </div>
    </Section>
  );
}

function BeforeMeeting({ meeting, member }: Parts) {
  const t = useMemberText();
  const { view } = meeting;
  const isToday = civilDateAt(view.now) === view.meeting.plannedOn;
  return (
    <>
      <WhenAndWhere meeting={meeting} />
      {isToday && <RollCard meeting={meeting} member={member} />}
      <FocusCard meeting={meeting} />
      <Papers meeting={meeting} />
      {!isToday && member && <RollCard meeting={meeting} member={member} />}
      {member && (
        <OwnTasks
          title={t('myDueTasks')}
          tasks={view.context.lastMonthTasks.filter(
            (task) => task.state !== 'done' && task.state !== 'done-late',
          )}
          memberId={member.memberId}
        />
      )}
      <Agenda meeting={meeting} />
    </>
  );
}

/** How many are here, and what the meeting is doing at this moment. */
function RoomNow({ meeting }: { meeting: OpenMeeting }) {
  const t = useMemberText();
  const say = useSay();
  const { attendance, steps } = meeting.state;
  const at = steps.map((step) => step.status).lastIndexOf('running');
  const step = steps[at];
  const { quorum, presentOutsideBase } = attendance;
  return (
    <Section>
      <div className="member-now" role="status">
        <span className="k-soft">{step ? t('stepOf', { at: at + 1, of: steps.length }) : t('stepNow')}</span>
        <strong>{step ? (step.rule ? say(step.rule.title) : step.step) : t('stepNone')}</strong>
      </div>
      <div className="member-now">
        <span className="k-soft">{t('presentCount')}</span>
        <strong className="k-number">
          {t('ofBase', { present: attendance.present, base: attendance.base })}
        </strong>
        <span>
          {presentOutsideBase > 0 && `${t('outside', { count: presentOutsideBase })}. `}
          {quorum === null
            ? t('noQuorumRule')
            : quorum.reached
              ? t('quorumReached')
              : t('quorumNotReached', { needed: quorum.needed })}
          .
        </span>
      </div>
    </Section>
  );
}

function DuringMeeting({ meeting, member }: Parts) {
  const t = useMemberText();
  return (
    <>
      {meeting.state.ballots.length > 0 && (
        <Suspense fallback={<LoadingState lines={3} />}>
          <SecretBallots meeting={meeting} />
        </Suspense>
      )}
      <OpenVotes meeting={meeting} member={member} />
      <RollCard meeting={meeting} member={member} />
      <RoomNow meeting={meeting} />
      {member && <OwnTasks title={t('myTasks')} tasks={meeting.state.tasks} memberId={member.memberId} />}
      <Conclusions meeting={meeting} />
      <ClosedVotes meeting={meeting} member={member} />
      <Opinions meeting={meeting} />
      {(meeting.state.focus !== null || meeting.state.comments.length > 0) && (
        <FocusCard meeting={meeting} isOver />
      )}
      <Papers meeting={meeting} />
      <Agenda meeting={meeting} />
    </>
  );
}

/** The meeting on a member's phone, before and while it is held; also for the follower and committees above. */
export function MemberView({ meeting }: { meeting: OpenMeeting }) {
  const t = useMemberText();
  const words = useMeetingsText();
  const { view, state } = meeting;
  const member = view.context.roll.find((each) => each.memberId === view.memberId);
  const Parts = state.stage === 'running' ? DuringMeeting : BeforeMeeting;
  return (
    <Page
      title={words('meetingOf', { month: formatYearMonth(view.meeting.month) })}
      lead={view.context.branchName}
      back={{ to: `/branches/${view.meeting.branchId}/meetings`, label: t('allMeetings') }}
      width="narrow"
    >
      <Parts meeting={meeting} member={member} />
    </Page>
  );
}
