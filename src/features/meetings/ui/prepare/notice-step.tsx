import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { civilDateAt, clockTimeAt, formatCivilDate } from '#kernel/civil-date.ts';
import type { CallInput } from '#kernel/route.ts';
import { Button, CopyButton, LinkButton } from '#ui-kit/actions.tsx';
import { addressFor } from '#ui-kit/call.ts';
import { ErrorState, LoadingState, RefusalNotice, RuleLine, StatusDot } from '#ui-kit/feedback.tsx';
import { Checkbox } from '#ui-kit/fields.tsx';
import { IconBell, IconCalendar, IconCheck, IconInfo } from '#ui-kit/icons.tsx';
import { useIsNarrow } from '#ui-kit/narrow.ts';
import { Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { getInvitationFile, sendNotice } from '../../contract.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { noticeTextsQuery } from '../queries.ts';
import { usePrepareText } from './text.ts';

type AlsoBy = NonNullable<CallInput<typeof sendNotice>['body']['alsoBy']>[number];
const BY_HAND: readonly AlsoBy[] = ['zalo', 'national-app', 'phone', 'paper'];

/** The invitation: whom it reaches, as texts to paste, as a calendar file, and when it was sent. */
export function NoticeStep({ meeting }: { meeting: OpenMeeting }) {
  const t = usePrepareText();
  const meetingId = meeting.view.meeting.id;
  const queries = useQueryClient();
  const texts = useQuery(noticeTextsQuery(meetingId));
  const { entryCount } = meeting.state;
  const { pending } = meeting;
  // The texts name the agenda and the papers: what was changed since is in them as soon as the server has it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again after each change
  useEffect(() => {
    if (pending === 0) void queries.invalidateQueries({ queryKey: noticeTextsQuery(meetingId).queryKey });
  }, [entryCount, pending, meetingId, queries]);
  if (texts.error && !texts.data) return <ErrorState error={texts.error} onRetry={() => texts.refetch()} />;
  if (!texts.data) return <LoadingState lines={5} />;
  const { zalo, nationalApp, recipients, withMail, mailIsConfigured, followers } = texts.data;
  return (
    <Stack>
      <div>
        <p>
          {t('reaches', { count: recipients })}{' '}
          {mailIsConfigured ? t('byMail', { count: withMail }) : t('noMail')}
        </p>
        <p>
          <StatusDot
            tone={followers.length > 0 ? 'success' : 'warn'}
            icon={followers.length > 0 ? IconCheck : IconInfo}
          >
            {followers.length > 0 ? t('follower', { names: followers.join(', ') }) : t('noFollower')}
          </StatusDot>
        </p>
        <RuleLine rule={meeting.view.context.rules['notice.recipients'].source} />
      </div>
      <TextToPaste title={t('zaloTitle')} text={zalo} copy={t('copyZalo')} />
      <TextToPaste title={t('appTitle')} text={nationalApp} copy={t('copyApp')} />
      <Row>
        <LinkButton
          icon={<IconCalendar />}
          download
          to={addressFor<typeof getInvitationFile>('GET /api/meetings/:meetingId/invitation.ics', {
            params: { meetingId },
          })}
        >
          {t('calendar')}
        </LinkButton>
      </Row>
      <Send meeting={meeting} recipients={recipients} />
      <SentNotices meeting={meeting} />
    </Stack>
  );
}

function TextToPaste({ title, text, copy }: { title: string; text: string; copy: string }) {
  const t = usePrepareText();
  const isNarrow = useIsNarrow();
  return (
    <Section plain level={3} title={title}>
      <Row>
        <CopyButton text={text} label={copy} />
      </Row>
      {/* On a phone the words would push the sending four screens down. */}
      <details className="k-fold" open={!isNarrow}>
        <summary>{t('readText')}</summary>
        <p className="prepare-text">{text}</p>
      </details>
    </Section>
  );
}

function Send({ meeting, recipients }: { meeting: OpenMeeting; recipients: number }) {
  const t = usePrepareText();
  const meetingId = meeting.view.meeting.id;
  const [alsoBy, setAlsoBy] = useState<readonly AlsoBy[]>([]);
  const isAgain = meeting.state.notices.length > 0;
  const send = useWrite<typeof sendNotice>('POST /api/meetings/:meetingId/notice', {
    invalidates: [['home']],
    onDone: (answer) => {
      setAlsoBy([]);
      showToast({ text: t('sent', { count: answer.recipients }) });
      void meeting.journal.reload().catch(() => {});
    },
  });
  return (
    <>
      <fieldset className="k-field">
        <legend className="k-label">{t('alsoBy')}</legend>
        <p className="k-hint">{t('alsoByHint')}</p>
        {BY_HAND.map((way) => (
          <Checkbox
            key={way}
            label={t(`channel.${way}`)}
            checked={alsoBy.includes(way)}
            onChange={(isOn) => setAlsoBy(isOn ? [...alsoBy, way] : alsoBy.filter((one) => one !== way))}
          />
        ))}
      </fieldset>
      <RefusalNotice refusal={send.error} />
      <Row>
        <Button
          kind={isAgain ? 'quiet' : 'main'}
          icon={<IconBell />}
          busy={send.isPending}
          onClick={() => send.mutate({ params: { meetingId }, body: { alsoBy: [...alsoBy] } })}
        >
          {isAgain ? t('sendAgain', { count: recipients }) : t('send', { count: recipients })}
        </Button>
      </Row>
    </>
  );
}

function SentNotices({ meeting }: { meeting: OpenMeeting }) {
  const t = usePrepareText();
  const { notices } = meeting.state;
  if (notices.length === 0) return null;
  return (
    <Section plain level={3} title={t('sentList')}>
      <ul className="prepare-list">
        {notices.map((notice) => {
          const at = notice.sentAt ?? notice.at;
          return (
            <li key={notice.entryId}>
              <div className="prepare-list-words">
                <p className="prepare-strong">
                  {t('noticeSentAt', { time: clockTimeAt(at), date: formatCivilDate(civilDateAt(at)) })}
                </p>
                <p className="k-soft k-small">
                  {t('toMembers', { count: notice.recipients })} {notice.toFollower && t('andFollower')}
                  {' · '}
                  {notice.channels.map((channel) => t(`channel.${channel}`)).join(', ')}
                </p>
              </div>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
