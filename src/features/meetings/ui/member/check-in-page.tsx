import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { civilDateAt, clockTimeAt, formatCivilDate } from '#kernel/civil-date.ts';
import { Button, LinkButton } from '#ui-kit/actions.tsx';
import { NoConnection, ServerRefusal } from '#ui-kit/call.ts';
import { LoadingState, Notice, RefusalNotice } from '#ui-kit/feedback.tsx';
import { IconCheck } from '#ui-kit/icons.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Section } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import type { checkIn } from '../../contract.ts';
import { whoAmIQuery } from '../queries.ts';
import './member.css';
import { useMemberText } from './text.ts';

/** The room's code stands behind the hash sign, which a browser does not send to any server by itself. */
const codeInAddress = (): string => window.location.hash.slice(1);

/** The device's clock at the moment the server said yes; for the eye only. */
const stamp = (): string => {
  const now = Date.now();
  return `${clockTimeAt(now)}, ${formatCivilDate(civilDateAt(now))}`;
};

function Success({ branchName, at }: { branchName: string; at: string }) {
  const t = useMemberText();
  const me = useQuery(whoAmIQuery);
  return (
    <div className="check-in" role="status">
      <span className="check-in-mark">
        <IconCheck size={2} />
      </span>
      <p className="check-in-name">
        {t('comrade')} {me.data?.person.fullName}
        <br />
        {t('hasCheckedIn')}
      </p>
      <p className="check-in-time">{branchName}</p>
      <p className="check-in-time">{at}</p>
    </div>
  );
}

function Refused({ error, onRetry, onTap }: { error: Error; onRetry: () => void; onTap: () => void }) {
  const t = useMemberText();
  const code = error instanceof ServerRefusal ? error.code : null;
  return (
    <Section title={t('cannotCheckIn')}>
      <RefusalNotice refusal={error} {...(error instanceof NoConnection ? { onRetry } : {})} />
      {code === 'meetings.not-of-this-branch' && <p>{t('otherBranch')}</p>}
      {code === 'meetings.room-code-old' && (
        <>
          <p>{t('oldCode')}</p>
          <Button kind="main" size="large" wide onClick={onTap}>
            {t('withoutCode')}
          </Button>
        </>
      )}
    </Section>
  );
}

/** Opened by scanning the code in the room: says who is checked in where and when, or why not and what to do. */
export function CheckInPage() {
  const t = useMemberText();
  const { meetingId } = usePageParams<'meetingId'>();
  const [code] = useState(codeInAddress);
  const [at, setAt] = useState('');
  const say = useWrite<typeof checkIn>('POST /api/meetings/:meetingId/check-in', {
    onDone: () => setAt(stamp()),
  });
  const params = { meetingId };
  const scan = () => say.mutate({ params, body: { code } });
  const tap = () => say.mutate({ params, body: {} });
  const isSaid = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once, when the page opens
  useEffect(() => {
    if (isSaid.current || code === '') return;
    isSaid.current = true;
    scan();
  }, []);
  const isOtherBranch =
    say.error instanceof ServerRefusal && say.error.code === 'meetings.not-of-this-branch';
  const isAsking = say.isPending || (say.isIdle && code !== '');
  return (
    <Page title={t('checkInTitle')} width="narrow">
      {say.isSuccess ? (
        <Success branchName={say.data.branchName} at={at} />
      ) : say.isError ? (
        <Refused error={say.error} onRetry={scan} onTap={tap} />
      ) : code === '' ? (
        <Notice tone="warn" title={t('noCode')}>
          {t('noCodeText')}
        </Notice>
      ) : (
        <LoadingState lines={3} label={t('checkingIn')} />
      )}
      {!isAsking &&
        (isOtherBranch ? (
          <LinkButton to="/" size="large" wide>
            {t('toHome')}
          </LinkButton>
        ) : (
          <LinkButton
            to={`/meetings/${meetingId}`}
            kind={say.isSuccess || code === '' ? 'main' : 'quiet'}
            size="large"
            wide
          >
            {t('toMeeting')}
          </LinkButton>
        ))}
    </Page>
  );
}
