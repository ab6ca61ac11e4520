import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { Button, LinkButton, PrintButton } from '#ui-kit/actions.tsx';
import { ServerRefusal } from '#ui-kit/call.ts';
import { ErrorState, LoadingState, Notice, RuleLine } from '#ui-kit/feedback.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { LEAVINGS } from '../domain/life/life.ts';
import type { RecordedMoveKind } from '../domain/life/move.ts';
import { LifeLine } from './life-line.tsx';
import { MoveDialog, TakeBackDialog } from './move-dialog.tsx';
import { OpenRecord } from './open-record.tsx';
import { type PersonAnswer, personQuery } from './queries.ts';
import { RecordFacts } from './record-facts.tsx';
import { MOVE_KEYS, useMembersText } from './text.ts';

const isLeaving = (kind: RecordedMoveKind) => (LEAVINGS as readonly string[]).includes(kind);

/** Whether the server waits for a reason before it shows the record. */
const waitsForReason = (error: unknown) =>
  error instanceof ServerRefusal && error.code === 'members.reason-needed';

/** The record of one member, for those who may open it: what runs, the life line, what may be recorded. */
export function PersonPage() {
  const t = useMembersText();
  const { branchId, personId } = usePageParams<'branchId' | 'personId'>();
  const person = useQuery({ ...personQuery(branchId, personId), retry: false });
  return (
    <Page
      title={person.data?.person.fullName ?? t('record')}
      back={{ to: `/branches/${branchId}/members`, label: t('backToMembers') }}
      action={person.data && <PrintButton />}
    >
      {person.isPending && <LoadingState lines={8} />}
      {person.isError &&
        (waitsForReason(person.error) ? (
          <OpenRecord branchId={branchId} personId={personId} />
        ) : (
          <ErrorState error={person.error} onRetry={() => person.refetch()} />
        ))}
      {person.data && !person.isError && <PersonRecord branchId={branchId} answer={person.data} />}
    </Page>
  );
}

function PersonRecord({ branchId, answer }: { branchId: string; answer: PersonAnswer }) {
  const t = useMembersText();
  const [recording, setRecording] = useState<RecordedMoveKind | null>(null);
  const [isTakingBack, setIsTakingBack] = useState(false);
  const { person, possible, takeBack, reason, today, mayChange, leftOn } = answer;
  const isAway = person.memberships.some(
    (m) =>
      m.branchId === branchId &&
      (m.status === 'temporarily-away' || m.status === 'temporarily-here') &&
      m.from <= today &&
      (m.to === null || m.to > today),
  );
  return (
    <>
      <Notice>{reason ? t('recordLoggedWithReason', { reason }) : t('recordLogged')}</Notice>
      {leftOn && <Notice title={t('leftOn', { on: formatCivilDate(leftOn) })}>{t('leftOnText')}</Notice>}
      <Terms answer={answer} />
      <Section title={t('lifeLine')}>
        <LifeLine person={person} />
      </Section>
      {mayChange && (possible.length > 0 || takeBack || isAway) && (
        <Section title={t('recordMove')} lead={t('recordMoveLead')}>
          <Stack>
            <Row gap="small">
              {possible
                .filter((kind) => !isLeaving(kind))
                .map((kind) => (
                  <Button
                    key={kind}
                    kind={kind === 'recognition' ? 'main' : 'quiet'}
                    onClick={() => setRecording(kind)}
                  >
                    {t(MOVE_KEYS[kind])}
                  </Button>
                ))}
              {isAway ? (
                <LinkButton to={`/branches/${branchId}/stays/${person.personId}`}>
                  {t('changeStay')}
                </LinkButton>
              ) : (
                possible.some(isLeaving) && (
                  <LinkButton to={`/branches/${branchId}/transfers/new?person=${person.personId}`}>
                    {t('transferOut')}
                  </LinkButton>
                )
              )}
            </Row>
            {possible.some(isLeaving) && (
              <details>
                <summary>{t('leavings')}</summary>
                <Row gap="small">
                  {possible.filter(isLeaving).map((kind) => (
                    <Button key={kind} onClick={() => setRecording(kind)}>
                      {t(MOVE_KEYS[kind])}
                    </Button>
                  ))}
                </Row>
              </details>
            )}
            {takeBack && (
              <Row>
                <Button kind="plain" onClick={() => setIsTakingBack(true)}>
                  {t('takeBackLast')}
                </Button>
              </Row>
            )}
          </Stack>
        </Section>
      )}
      <RecordFacts person={person} onlyKnown={leftOn !== null} />
      {recording && (
        <MoveDialog branchId={branchId} answer={answer} kind={recording} onClose={() => setRecording(null)} />
      )}
      {isTakingBack && takeBack && (
        <TakeBackDialog
          branchId={branchId}
          answer={answer}
          moveId={takeBack}
          onClose={() => setIsTakingBack(false)}
        />
      )}
    </>
  );
}

/** What runs for the member today: probation and its term, a suspension and its end. */
function Terms({ answer }: { answer: PersonAnswer }) {
  const t = useMembersText();
  const { probation, suspension, today } = answer;
  return (
    <>
      {probation && (
        <Notice
          tone={probation.endsOn > today ? 'info' : probation.decide.daysLeft < 0 ? 'danger' : 'warn'}
          title={
            probation.endsOn > today
              ? t('probationRuns', { ends: formatCivilDate(probation.endsOn) })
              : t('probationOver', { ends: formatCivilDate(probation.endsOn) })
          }
        >
          <p>
            {probation.decide.daysLeft < 0
              ? t('considerLate', {
                  due: formatCivilDate(probation.decide.dueOn),
                  count: -probation.decide.daysLeft,
                })
              : t('considerBy', {
                  due: formatCivilDate(probation.decide.dueOn),
                  count: probation.decide.daysLeft,
                })}
          </p>
          <RuleLine rule={probation.decide.rule} />
        </Notice>
      )}
      {suspension && (
        <Notice
          tone={suspension.endsOn <= today ? 'danger' : 'warn'}
          title={t('suspensionRuns', {
            since: formatCivilDate(suspension.since),
            ends: formatCivilDate(suspension.endsOn),
          })}
        >
          <p>{t('suspensionLatest', { latest: formatCivilDate(suspension.latestOn) })}</p>
          <RuleLine rule={suspension.rule} />
        </Notice>
      )}
      {answer.person.diedOn && <Notice title={t('diedOn', { on: formatCivilDate(answer.person.diedOn) })} />}
    </>
  );
}
