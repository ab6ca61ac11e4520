import { useQuery } from '@tanstack/react-query';
import { type ComponentType, lazy, Suspense } from 'react';
import { ServerRefusal } from '#ui-kit/call.ts';
import { ErrorState, LoadingState } from '#ui-kit/feedback.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page } from '#ui-kit/page-frame.tsx';
import { ConnectionLine } from './connection-line.tsx';
import { type OpenMeeting, useMeeting } from './journal/use-meeting.ts';
import { whoAmIQuery } from './queries.ts';
import { useMeetingsText } from './text.ts';

const PrepareView = lazy(() =>
  import('./prepare/prepare-view.tsx').then((m) => ({ default: m.PrepareView })),
);
const RunView = lazy(() => import('./run/run-view.tsx').then((m) => ({ default: m.RunView })));
const AfterView = lazy(() => import('./after/after-view.tsx').then((m) => ({ default: m.AfterView })));
const TakenOverView = lazy(() =>
  import('./after/taken-over-view.tsx').then((m) => ({ default: m.TakenOverView })),
);
const ReasonView = lazy(() => import('./reason-view.tsx').then((m) => ({ default: m.ReasonView })));
const MemberView = lazy(() => import('./member/member-view.tsx').then((m) => ({ default: m.MemberView })));

function OpenMeetingPage({ meetingId, personId }: { meetingId: string; personId: string }) {
  const t = useMeetingsText();
  const { meeting, error, retry } = useMeeting(meetingId, personId);
  if (error instanceof ServerRefusal && error.code === 'meetings.reason-needed')
    return (
      <Suspense fallback={null}>
        <ReasonView figures={error.facts} onOpened={retry} />
      </Suspense>
    );
  if (error)
    return (
      <Page title={t('meeting')}>
        <ErrorState error={error} onRetry={retry} />
      </Page>
    );
  if (!meeting)
    return (
      <Page title={t('meeting')}>
        <LoadingState lines={6} />
      </Page>
    );
  const { takenOver } = meeting.view;
  const waiting = (
    <Page title={t('meeting')}>
      <LoadingState lines={6} />
    </Page>
  );
  // It has no journal: nobody writes in it, and there is nothing to fold.
  if (takenOver)
    return (
      <Suspense fallback={waiting}>
        <TakenOverView meeting={meeting} taken={takenOver} />
      </Suspense>
    );
  const { stage } = meeting.state;
  const { lead, record } = meeting.view.abilities;
  const isCancelled = meeting.view.meeting.stage === 'cancelled';
  // Who leads sees the next step; everybody else sees the meeting and what they can add to it.
  const View: ComponentType<{ meeting: OpenMeeting }> =
    isCancelled || stage === 'ended' || stage === 'closed'
      ? AfterView
      : stage === 'running'
        ? lead || record
          ? RunView
          : MemberView
        : lead
          ? PrepareView
          : MemberView;
  return (
    <>
      <ConnectionLine meeting={meeting} />
      <Suspense fallback={waiting}>
        <View meeting={meeting} />
      </Suspense>
    </>
  );
}

/** One meeting: before, during and after, for whoever opens it. */
export function MeetingPage() {
  const t = useMeetingsText();
  const { meetingId } = usePageParams<'meetingId'>();
  const me = useQuery(whoAmIQuery);
  if (me.isError)
    return (
      <Page title={t('meeting')}>
        <ErrorState error={me.error} onRetry={() => me.refetch()} />
      </Page>
    );
  if (!me.data)
    return (
      <Page title={t('meeting')}>
        <LoadingState lines={6} />
      </Page>
    );
  return <OpenMeetingPage meetingId={meetingId} personId={me.data.person.id} />;
}
