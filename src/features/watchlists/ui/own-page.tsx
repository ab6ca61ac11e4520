import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { EmptyState, ErrorState, LoadingState, Notice } from '#ui-kit/feedback.tsx';
import { IconCheckRing } from '#ui-kit/icons.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { ReasonDialog } from '#ui-kit/reason-dialog.tsx';
import { KeyValue } from '#ui-kit/show.tsx';
import { showToast } from '#ui-kit/toasts.tsx';
import type { finishOwnStep, WatchStep } from '../contract.ts';
import { ownQuery } from './queries.ts';
import { ChangeList } from './sign-words.tsx';
import { StepCard } from './step-card.tsx';
import { useWatchlistsText } from './text.ts';
import './watchlists.css';

/** What an organisation itself sees: who helps, why, until when, and the steps that are its own. */
export function OwnPage() {
  const t = useWatchlistsText();
  const { unitId } = usePageParams<'unitId'>();
  const query = useQuery(ownQuery(unitId));
  const [step, setStep] = useState<WatchStep | null>(null);
  const finish = useWrite<typeof finishOwnStep>('POST /api/units/:unitId/consolidation/steps/:stepId/done', {
    invalidates: [['watchlists', unitId], ['home']],
    onDone: () => {
      showToast({ text: t('finished') });
      setStep(null);
    },
  });
  return (
    <Page title={t('ownTitle')} lead={query.data ? `${query.data.unit.name}. ${t('ownLead')}` : t('ownLead')}>
      {query.isPending && <LoadingState lines={8} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && query.data.entries.length === 0 && (
        <EmptyState icon={IconCheckRing} title={t('ownEmpty')}>
          {t('ownEmptyText')}
        </EmptyState>
      )}
      <Stack>
        {query.data?.entries.map((entry) => (
          <Section
            key={entry.id}
            title={t('ownHead', {
              committee: entry.committeeName,
              date: formatCivilDate(entry.enteredOn),
            })}
          >
            <Stack>
              {entry.leftOn && (
                <Notice tone="success" title={t('ownDone', { date: formatCivilDate(entry.leftOn) })} />
              )}
              <KeyValue
                facts={[
                  { label: t('ownWhy'), value: <p className="w-text">{entry.reason}</p> },
                  { label: t('ownContact'), value: entry.ownerName },
                  ...(entry.leftOn ? [] : [{ label: t('ownUntil'), value: formatCivilDate(entry.dueOn) }]),
                ]}
              />
              <Section title={t('ownSteps')} level={3} plain>
                {entry.steps.length === 0 ? (
                  <p>{t('ownStepsNone')}</p>
                ) : (
                  <ul className="w-steps">
                    {entry.steps.map((one) => (
                      <StepCard key={one.id} step={one} showsOwner={false}>
                        {one.mayReport && (
                          <Button kind="main" onClick={() => setStep(one)}>
                            {t('finish')}
                          </Button>
                        )}
                      </StepCard>
                    ))}
                  </ul>
                )}
              </Section>
              {entry.changes.length > 0 && (
                <Section title={t('ownNow')} level={3} plain>
                  <ChangeList
                    caption={t('ownNow')}
                    changes={entry.changes}
                    branchId={unitId}
                    enteredOn={entry.enteredOn}
                    measuredOn={entry.leftOn ?? query.data.today}
                    hasLeft={entry.leftOn !== null}
                  />
                </Section>
              )}
            </Stack>
          </Section>
        ))}
      </Stack>
      <ReasonDialog
        open={step !== null}
        title={t('finish')}
        label={t('finishLabel')}
        maxLength={2000}
        confirmLabel={t('finish')}
        write={finish}
        onClose={() => setStep(null)}
        onConfirm={(evidence) =>
          step && finish.mutate({ params: { unitId, stepId: step.id }, body: { evidence } })
        }
      >
        {step && <p>{step.text}</p>}
      </ReasonDialog>
    </Page>
  );
}
