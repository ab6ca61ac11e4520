import { queryOptions, useQuery } from '@tanstack/react-query';
import type { getMe } from '#features/mandates/contract.ts';
import { matterTexts } from '#features/rulebooks/contract.ts';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { LinkButton } from '#ui-kit/actions.tsx';
import { addressFor, call } from '#ui-kit/call.ts';
import { Badge, ErrorState, LoadingState } from '#ui-kit/feedback.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Section } from '#ui-kit/page-frame.tsx';
import { useSay } from '#ui-kit/text.ts';
import type { BallotView, getProtocol } from '../contract.ts';
import { BoxSection } from './box-section.tsx';
import { RuleBox } from './parts/rule-box.tsx';
import { useWatchedBallot } from './queries.ts';
import { STATE_KEYS, STATE_TONES, secretOf, useBallotsText } from './text.ts';
import { VoterCard } from './voter-card.tsx';

/** Who is signed in: shares the shell's memory of the answer. */
const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => call<typeof getMe>('GET /api/me', undefined, { signal }),
  staleTime: 5 * 60_000,
});

/** One secret ballot: to vote, to read the result, to check the box. */
export function BallotPage() {
  const t = useBallotsText();
  const say = useSay();
  const { ballotId } = usePageParams<'ballotId'>();
  const found = useWatchedBallot(ballotId);
  const me = useQuery(meQuery);
  const error = found.error ?? me.error;
  if (error)
    return (
      <Page title={t('ballot')}>
        <ErrorState error={error} onRetry={found.retry} />
      </Page>
    );
  if (!found.view || !me.data)
    return (
      <Page title={t('ballot')}>
        <LoadingState lines={6} />
      </Page>
    );
  const { view } = found;
  const { ballot } = view;
  const personId = me.data.person.id;
  return (
    <Page
      title={ballot.question}
      lead={
        <>
          {ballot.branchName} · {formatCivilDate(ballot.heldOn)} · {say(matterTexts[ballot.matter])}
          {ballot.round > 1 && ` · ${t('round', { round: ballot.round })}`} ·{' '}
          {t(`way_${secretOf(ballot.method)}`)}{' '}
          <Badge tone={STATE_TONES[ballot.state]}>{t(STATE_KEYS[ballot.state])}</Badge>
        </>
      }
      back={{ to: `/meetings/${ballot.meetingId}`, label: t('toMeeting') }}
    >
      <VoterCard ballotId={ballot.id} personId={personId} isPage />
      {view.result && <Protocols view={view} />}
      {view.electorate && ballot.state !== 'open' && (
        <Section title={t('whoTitle')}>
          <RuleBox rule={ballot.rule} {...view.electorate} isOver />
        </Section>
      )}
      {view.abilities.readBox && <BoxSection view={view} personId={personId} />}
      <TookPart view={view} />
    </Page>
  );
}

function Protocols({ view }: { view: BallotView }) {
  const t = useBallotsText();
  const link = (format: 'docx' | 'pdf' | 'txt') =>
    addressFor<typeof getProtocol>('GET /api/ballots/:ballotId/protocol/:format', {
      params: { ballotId: view.ballot.id, format },
    });
  return (
    <Section title={t('protocol')}>
      {view.counters.length > 0 && (
        <p>
          {t('counters')}:{' '}
          {view.counters
            .map((each) => (each.isHead ? `${each.fullName} (${t('head')})` : each.fullName))
            .join(', ')}
        </p>
      )}
      <div className="ballot-tools">
        <LinkButton download to={link('docx')}>
          {t('asWord')}
        </LinkButton>
        <LinkButton download to={link('pdf')}>
          {t('asPdf')}
        </LinkButton>
        <LinkButton download to={link('txt')}>
          {t('asText')}
        </LinkButton>
      </div>
    </Section>
  );
}

/** Who took part, as on the list that is signed when papers are handed out. Never when, never what. */
function TookPart({ view }: { view: BallotView }) {
  const t = useBallotsText();
  const { roll, ballot } = view;
  if (!roll || roll.length === 0 || ballot.method === 'paper') return null;
  const what = t(ballot.method === 'verifiable' ? 'whatTook' : 'whatVoted');
  return (
    <Section title={t('tookPart')} lead={t('tookPartNote', { what })}>
      <ul className="ballot-roll">
        {roll.map((voter) => (
          <li key={voter.personId}>
            <span>{voter.fullName}</span>
            <span className={voter.tookPart ? 'ballot-yes' : 'k-soft'}>
              {t(voter.tookPart ? 'yesPart' : 'noPart')} {what}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
