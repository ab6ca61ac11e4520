import { useEffect, useRef, useState } from 'react';
import { Button } from '#ui-kit/actions.tsx';
import { Badge, Notice, RuleLine } from '#ui-kit/feedback.tsx';
import { IconCheck } from '#ui-kit/icons.tsx';
import { Section } from '#ui-kit/page-frame.tsx';
import type { RollMember, VoteChoice } from '../../contract.ts';
import type { Vote } from '../../domain/fold.ts';
import { mayVote, voteRollOf } from '../../domain/vote-rule.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { CHOICE_KEYS, useMemberText } from './text.ts';

const CHOICES: VoteChoice[] = ['yes', 'no', 'abstain'];

/** How many of those who may vote are in the room: what the secretary's screen counts against too. */
const presentOf = ({ view, state }: OpenMeeting, vote: Vote): number =>
  voteRollOf(view.context, (memberId) => state.presence[memberId], vote.matter).present.size;

/** The three buttons of a named vote, or in plain words why there are none. */
function OwnVote({ meeting, member, vote }: { meeting: OpenMeeting; member: RollMember; vote: Vote }) {
  const t = useMemberText();
  const { view, state, journal } = meeting;
  const presence = state.presence[member.memberId]?.presence ?? null;
  const allowed = mayVote(view.context, vote.matter, member, presence === 'present');
  if (!allowed.ok)
    return (
      <Notice
        title={t(
          allowed.refusal.code === 'meetings.provisional-cannot-vote' ? 'provisionalNoVote' : 'statusNoVote',
        )}
      >
        {allowed.refusal.rule && <RuleLine rule={allowed.refusal.rule} />}
      </Notice>
    );
  if (presence !== 'present')
    return <Notice tone="warn">{t(presence === null ? 'checkInFirst' : 'absentNoVote')}</Notice>;
  const mine = vote.casts.find((cast) => cast.memberId === member.memberId)?.choice ?? null;
  return (
    <>
      <fieldset className="member-choices">
        <legend className="k-hidden">{vote.question}</legend>
        {CHOICES.map((choice) => (
          <button
            key={choice}
            type="button"
            className="member-choice"
            aria-pressed={mine === choice}
            onClick={() => {
              if (mine !== choice)
                void journal.append('vote-cast', {
                  voteId: vote.voteId,
                  memberId: member.memberId,
                  choice,
                });
            }}
          >
            {mine === choice && <IconCheck />}
            {t(CHOICE_KEYS[choice])}
          </button>
        ))}
      </fieldset>
      <p role="status">
        {mine === null ? t('notChosen') : t('yourChoice', { choice: t(CHOICE_KEYS[mine]) })}
      </p>
    </>
  );
}

/** Whether this member may press in the vote and has not yet. */
function waitsFor({ view, state }: OpenMeeting, member: RollMember, vote: Vote): boolean {
  const isPresent = state.presence[member.memberId]?.presence === 'present';
  return (
    vote.method === 'named' &&
    isPresent &&
    mayVote(view.context, vote.matter, member, isPresent).ok &&
    !vote.casts.some((cast) => cast.memberId === member.memberId)
  );
}

/** Calls whoever reads further down to a vote that opened above. */
function VoteCall() {
  const t = useMemberText();
  const here = useRef<HTMLDivElement>(null);
  const [isInSight, setIsInSight] = useState(true);
  useEffect(() => {
    const cards = here.current?.parentElement;
    if (!cards || typeof IntersectionObserver === 'undefined') return;
    const watcher = new IntersectionObserver(([seen]) => setIsInSight(seen?.isIntersecting !== false));
    watcher.observe(cards);
    return () => watcher.disconnect();
  }, []);
  return (
    <div ref={here} role="status" className={isInSight ? undefined : 'member-vote-call'}>
      {!isInSight && (
        <Button
          kind="main"
          size="large"
          onClick={() => {
            here.current?.parentElement?.scrollIntoView({ block: 'center' });
            here.current?.parentElement
              ?.querySelector<HTMLElement>('.member-choice')
              ?.focus({ preventScroll: true });
          }}
        >
          {t('voteCall')}
        </Button>
      )}
    </div>
  );
}

/** Votes that are open now, one large card each. */
export function OpenVotes({ meeting, member }: { meeting: OpenMeeting; member: RollMember | undefined }) {
  const t = useMemberText();
  const open = meeting.state.votes.filter((vote) => vote.status === 'open');
  if (open.length === 0) return null;
  return (
    <Section title={t('voteOpen')} plain>
      {member && open.some((vote) => waitsFor(meeting, member, vote)) && <VoteCall />}
      {open.map((vote) => (
        <article key={vote.voteId} className="member-vote">
          <h3>{vote.question}</h3>
          {vote.method !== 'named' ? (
            <p>{t(vote.method === 'party-card' ? 'cardVote' : 'handVote')}</p>
          ) : (
            <>
              {member && <OwnVote meeting={meeting} member={member} vote={vote} />}
              <p className="k-soft k-number">
                {t('castCount', { cast: vote.casts.length, present: presentOf(meeting, vote) })}
              </p>
            </>
          )}
        </article>
      ))}
    </Section>
  );
}

/** Results that were announced, newest first. */
export function ClosedVotes({ meeting, member }: { meeting: OpenMeeting; member: RollMember | undefined }) {
  const t = useMemberText();
  const closed = meeting.state.votes.filter((vote) => vote.status !== 'open').reverse();
  if (closed.length === 0) return null;
  return (
    <Section title={t('votes')}>
      <ul className="member-list">
        {closed.map((vote) => {
          const { yes, no, abstain, passed } = vote.result;
          const isLate = member && vote.lateCasts.some((cast) => cast.memberId === member.memberId);
          return (
            <li key={vote.voteId}>
              <strong className="member-text">{vote.question}</strong>
              <p>
                {vote.status === 'annulled' ? (
                  <Badge>{t('voteAnnulled')}</Badge>
                ) : (
                  <Badge tone={passed ? 'success' : 'warn'}>
                    {t(passed ? 'votePassed' : 'voteNotPassed')}
                  </Badge>
                )}{' '}
                {vote.status === 'annulled' ? vote.annulledBecause : t('voteFigures', { yes, no, abstain })}
              </p>
              {isLate && <p className="k-soft">{t('lateCast')}</p>}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
