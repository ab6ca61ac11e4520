import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCivilDate } from '#kernel/civil-date.ts';
import type { Answer } from '#kernel/route.ts';
import { Button, CopyButton, PrintButton, TextLink } from '#ui-kit/actions.tsx';
import { Badge, ErrorState, LoadingState, Notice, RuleLine } from '#ui-kit/feedback.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { KeyValue } from '#ui-kit/show.tsx';
import { useLanguage } from '#ui-kit/text.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { getWatched, urgeStep, WatchStep } from '../contract.ts';
import { gapsInWords, SIGN_TITLES, signInWords } from '../domain/words.ts';
import { type Deed, EntryDialogs } from './entry-dialogs.tsx';
import { entryQuery } from './queries.ts';
import { ChangeList } from './sign-words.tsx';
import { StepCard } from './step-card.tsx';
import { LINE_KEYS, REASON_KEYS, STATE_KEYS, STATE_TONES, useWatchlistsText } from './text.ts';
import './watchlists.css';

type Seen = Answer<typeof getWatched>;

function useReport() {
  const t = useWatchlistsText();
  const { language } = useLanguage();
  return ({ unit, entry, today }: Seen) =>
    [
      t('report', { unit: unit.name, date: formatCivilDate(today) }),
      t('reportLine', {
        name: entry.branch.aboveName ? `${entry.branch.name}, ${entry.branch.aboveName}` : entry.branch.name,
        kind: t(REASON_KEYS[entry.reasonKind]),
        state: t(STATE_KEYS[entry.state]),
        due: formatCivilDate(entry.dueOn),
        reason: entry.reason,
      }),
      `${t('owner')}: ${entry.ownerName}`,
      `${t('plan')}:`,
      ...entry.steps
        .filter((step) => step.state !== 'dropped')
        .map(
          (step) =>
            `- ${step.text} (${step.ownerName ?? t('ownStep')}, ${formatCivilDate(step.dueOn)}): ${t(
              step.isOverdue ? 'overdue' : step.state === 'done' ? 'stepDone' : 'stepOpen',
            )}`,
        ),
      `${t(entry.leftOn ? 'thenNowLeft' : 'thenNow')}:`,
      ...entry.changes.map(
        ({ key, atEntry, atEnd }) =>
          `- ${SIGN_TITLES[key][language]}: ${atEntry ? signInWords(atEntry)[language] : t('notMeasured')} → ${
            atEnd ? signInWords(atEnd)[language] : t('notMeasured')
          }`,
      ),
    ].join('\n');
}

function Plan({
  seen,
  unitId,
  onDeed,
}: {
  seen: Seen;
  unitId: string;
  onDeed: (deed: Deed, step?: WatchStep) => void;
}) {
  const t = useWatchlistsText();
  const { entry, abilities } = seen;
  const isOn = entry.leftOn === null;
  const urge = useWrite<typeof urgeStep>(
    'POST /api/units/:unitId/watchlist/entries/:entryId/steps/:stepId/urge',
    {
      invalidates: [['watchlists', unitId]],
      onDone: () => showToast({ text: t('urged') }),
    },
  );
  return (
    <Section
      title={t('plan')}
      action={
        abilities.write && isOn ? (
          <Button kind={entry.steps.length === 0 ? 'main' : 'quiet'} onClick={() => onDeed('step')}>
            {t('addStep')}
          </Button>
        ) : undefined
      }
    >
      {entry.steps.length === 0 ? (
        <p>{t('planNone')}</p>
      ) : (
        <ul className="w-steps">
          {entry.steps.map((step) => (
            <StepCard key={step.id} step={step} showsOwner>
              {step.mayReport && <Button onClick={() => onDeed('finish', step)}>{t('finish')}</Button>}
              {step.mayUrge && (
                <Button
                  busy={urge.isPending && urge.variables?.params.stepId === step.id}
                  onClick={() => urge.mutate({ params: { unitId, entryId: entry.id, stepId: step.id } })}
                >
                  {t('urge')}
                </Button>
              )}
              {abilities.write && isOn && step.state === 'open' && (
                <Button onClick={() => onDeed('drop', step)}>{t('drop')}</Button>
              )}
            </StepCard>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** One organisation on the list: why, who, until when; the plan, its signs then and now, and what happened. */
export function EntryPage() {
  const t = useWatchlistsText();
  const { language } = useLanguage();
  const report = useReport();
  const { unitId, entryId } = usePageParams<'unitId' | 'entryId'>();
  const query = useQuery(entryQuery(unitId, entryId));
  const [open, setOpen] = useState<{ deed: Deed; step: WatchStep | null } | null>(null);
  const back = { to: `/units/${unitId}/watchlist`, label: t('title') };
  if (!query.data)
    return (
      <Page title={t('entry')} back={back}>
        {query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <LoadingState lines={8} />
        )}
      </Page>
    );
  const { entry, abilities, exit, unit } = query.data;
  const isOn = entry.leftOn === null;
  const ask = (deed: Deed, step: WatchStep | null = null) => setOpen({ deed, step });
  const pathTo = (id: string) => `/units/${unitId}/watchlist/entries/${id}`;
  return (
    <Page
      title={entry.branch.name}
      lead={t('entryLead', {
        level: t(entry.level === 'city' ? 'levelCity' : 'levelWard'),
        unit: unit.name,
        name: entry.enteredByName,
        date: formatCivilDate(entry.enteredOn),
      })}
      back={back}
      action={
        abilities.write && isOn && entry.gaps.length === 0 ? (
          <Button kind="main" onClick={() => ask('leave')}>
            {t('leave')}
          </Button>
        ) : undefined
      }
    >
      <Stack>
        {entry.laterId && (
          <Notice
            tone="warn"
            title={t('later')}
            action={<TextLink to={pathTo(entry.laterId)}>{t('laterEntry')}</TextLink>}
          />
        )}
        <Section
          action={
            <Row gap="small">
              {abilities.write && isOn && <Button onClick={() => ask('edit')}>{t('edit')}</Button>}
              <CopyButton text={report(query.data)} label={t('copy')} />
              <PrintButton />
            </Row>
          }
        >
          <div className="w-marks">
            <Badge tone={STATE_TONES[entry.state]}>{t(STATE_KEYS[entry.state])}</Badge>
            {entry.isOverdue && <Badge tone="danger">{t('overdue')}</Badge>}
            {entry.isRelapse && <Badge tone="warn">{t('relapse')}</Badge>}
            {entry.isKeyArea && <Badge>{t('keyArea')}</Badge>}
            {entry.isRemoteArea && <Badge>{t('remoteArea')}</Badge>}
          </div>
          <KeyValue
            facts={[
              ...(entry.branch.aboveName ? [{ label: t('belowUnit'), value: entry.branch.aboveName }] : []),
              { label: t('reasonKind'), value: t(REASON_KEYS[entry.reasonKind]) },
              { label: t('reason'), value: <p className="w-text">{entry.reason}</p> },
              { label: t('owner'), value: entry.ownerName },
              { label: t('dueDay'), value: formatCivilDate(entry.dueOn) },
              ...(entry.leftOn
                ? [
                    {
                      label: t('leftOn', { date: formatCivilDate(entry.leftOn) }),
                      value: (
                        <p className="w-text">
                          {[entry.leftWords, entry.leftEvidence].filter(Boolean).join('\n')}
                        </p>
                      ),
                    },
                  ]
                : []),
            ]}
          />
          {entry.earlier && (
            <p>
              <TextLink to={pathTo(entry.earlier.id)}>{t('earlierEntry')}</TextLink>
            </p>
          )}
        </Section>
        <Plan seen={query.data} unitId={unitId} onDeed={ask} />
        <Section title={t(isOn ? 'thenNow' : 'thenNowLeft')} lead={t('thenNowLead')}>
          <ChangeList
            caption={t(isOn ? 'thenNow' : 'thenNowLeft')}
            changes={entry.changes}
            branchId={entry.branch.id}
            enteredOn={entry.enteredOn}
            measuredOn={entry.measuredOn}
            hasLeft={!isOn}
          />
        </Section>
        {isOn && (
          <Section title={t('exit')}>
            <Stack gap="small">
              <p>
                {entry.gaps.length === 0
                  ? t('exitReady')
                  : t('exitNot', { gaps: gapsInWords(entry.gaps, language) })}
              </p>
              <p className="k-small">
                {exit.says[language]}.{' '}
                <RuleLine rule={{ document: exit.document, verified: exit.verified }} />
              </p>
              {abilities.write && (
                <div>
                  <Button onClick={() => ask('remove')}>{t('remove')}</Button>
                </div>
              )}
            </Stack>
          </Section>
        )}
        <Section
          title={t('history')}
          action={
            isOn && (abilities.write || entry.steps.some((step) => step.mayReport)) ? (
              <Button onClick={() => ask('note')}>{t('addNote')}</Button>
            ) : undefined
          }
        >
          <ol className="w-lines">
            {entry.lines.map((line) => (
              <li key={line.id}>
                <strong>{t(LINE_KEYS[line.kind])}</strong>
                <div className="w-about k-small">
                  {line.byName
                    ? t('lineBy', { date: formatCivilDate(line.on), name: line.byName })
                    : formatCivilDate(line.on)}
                </div>
                {line.words && <p className="w-text">{line.words}</p>}
              </li>
            ))}
          </ol>
        </Section>
      </Stack>
      {open && (
        <EntryDialogs
          seen={query.data}
          unitId={unitId}
          deed={open.deed}
          step={open.step}
          onClose={() => setOpen(null)}
        />
      )}
    </Page>
  );
}
