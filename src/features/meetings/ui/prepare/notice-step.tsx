import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { civilDateAt, clockTimeAt, formatCivilDate } from '#kernel/civil-date.ts';
import type { CallInput } from '#kernel/route.ts';
import { Button, CopyButton, LinkButton } from '#ui-kit/actions.tsx';
import { addressFor } from '#ui-kit/call.ts';
import { ErrorState, LoadingState, RefusalNotice, RuleLine, StatusDot } from '#ui-kit/feedback.tsx';
import { Checkbox, SelectField } from '#ui-kit/fields.tsx';
import { IconBell, IconCalendar, IconCheck, IconInfo } from '#ui-kit/icons.tsx';
import { useIsNarrow } from '#ui-kit/narrow.ts';
import { Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { PickField } from '#ui-kit/pick-field.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { getInvitationFile, sendNotice } from '../../contract.ts';
import type { Notice } from '../../domain/fold.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { noticeTextsQuery } from '../queries.ts';
import { memberName, sortedRoll } from './people.ts';
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
      <SentNotices meeting={meeting} followers={followers} />
      {meeting.state.notices.length > 0 && <NoteTold meeting={meeting} followers={followers} />}
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
      {!isAgain && (
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
      )}
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

type TellingProps = { meeting: OpenMeeting; followers: readonly string[] };

/** Whom a notice reached that somebody gave by hand. */
function useToldNames({ meeting, followers }: TellingProps) {
  const t = usePrepareText();
  const { context } = meeting.view;
  return ({ memberIds, toFollower }: Pick<Notice, 'memberIds' | 'toFollower'>): string =>
    memberIds === undefined
      ? t('toldAll')
      : [
          ...memberIds.map((memberId) => memberName(context, memberId) ?? t('formerMember')),
          ...(toFollower ? [t('toldFollower', { names: followers.join(', ') })] : []),
        ].join(', ');
}

function SentNotices(props: TellingProps) {
  const t = usePrepareText();
  const { notices } = props.meeting.state;
  const namesOf = useToldNames(props);
  if (notices.length === 0) return null;
  return (
    <Section plain level={3} title={t('sentList')}>
      <ul className="prepare-list">
        {notices.map((notice) => {
          const at = notice.sentAt ?? notice.at;
          const when = { time: clockTimeAt(at), date: formatCivilDate(civilDateAt(at)) };
          const how = notice.channels.map((channel) => t(`channel.${channel}`)).join(', ');
          const isByHand = !notice.channels.includes('app');
          return (
            <li key={notice.entryId}>
              <div className="prepare-list-words">
                <p className="prepare-strong">
                  {isByHand ? t('toldLine', { how, names: namesOf(notice) }) : t('noticeSentAt', when)}
                </p>
                <p className="k-soft k-small">
                  {isByHand ? (
                    t('toldAt', when)
                  ) : (
                    <>
                      {t('toMembers', { count: notice.recipients })} {notice.toFollower && t('andFollower')}
                      {' · '}
                      {how}
                    </>
                  )}
                </p>
              </div>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

const ALL = 'all';
const FOLLOWER = 'follower';

/** A call or a letter after the notice was sent, for one person or for all: a line of the record, nothing is sent. */
function NoteTold({ meeting, followers }: TellingProps) {
  const t = usePrepareText();
  const { context } = meeting.view;
  const [way, setWay] = useState<AlsoBy>('phone');
  const [who, setWho] = useState<string | null>(null);
  const [isAsked, setIsAsked] = useState(false);
  const [isSaving, setIsSaving] = useState(false);
  const namesOf = useToldNames({ meeting, followers });
  const save = async () => {
    setIsAsked(who === null);
    if (who === null || isSaving) return;
    setIsSaving(true);
    const told =
      who === ALL
        ? { recipients: context.roll.length, toFollower: false }
        : who === FOLLOWER
          ? { recipients: 0, toFollower: true, memberIds: [] }
          : { recipients: 1, toFollower: false, memberIds: [who] };
    try {
      await meeting.journal.append('notice-sent', { channels: [way], ...told });
      setWho(null);
      showToast({ text: t('toldDone', { how: t(`channel.${way}`), names: namesOf(told) }) });
    } finally {
      setIsSaving(false);
    }
  };
  return (
    <Section plain level={3} title={t('toldTitle')} lead={t('toldLead')}>
      <SelectField
        label={t('toldWay')}
        value={way}
        onChange={(next) => next && setWay(next)}
        options={BY_HAND.map((value) => ({ value, label: t(`channel.${value}`) }))}
      />
      <PickField
        label={t('toldWho')}
        value={who}
        onChange={setWho}
        options={[
          { value: ALL, label: t('toldAll') },
          ...(followers.length > 0
            ? [{ value: FOLLOWER, label: t('toldFollower', { names: followers.join(', ') }) }]
            : []),
          ...sortedRoll(context).map((one) => ({ value: one.memberId, label: one.fullName })),
        ]}
        error={isAsked && who === null ? t('toldWhoNeeded') : undefined}
      />
      <Row>
        <Button icon={<IconCheck />} busy={isSaving} onClick={() => void save()}>
          {t('toldSave')}
        </Button>
      </Row>
    </Section>
  );
}
