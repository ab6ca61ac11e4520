import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { civilDateAt, clockTimeAt, formatCivilDate } from '#kernel/civil-date.ts';
import { newId } from '#kernel/ids.ts';
import type { Answer } from '#kernel/route.ts';
import { Button, LinkButton, PrintButton, TextLink } from '#ui-kit/actions.tsx';
import {
  Badge,
  type BadgeTone,
  EmptyState,
  ErrorState,
  LoadingState,
  Notice,
  RefusalNotice,
} from '#ui-kit/feedback.tsx';
import { Checkbox, FileDrop } from '#ui-kit/fields.tsx';
import { Fold } from '#ui-kit/fold.tsx';
import { IconCross, IconDownload, IconPlus } from '#ui-kit/icons.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Grid, Page, Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { Panels } from '#ui-kit/panels.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { ReasonDialog } from '#ui-kit/reason-dialog.tsx';
import { KeyValue, StatTile } from '#ui-kit/show.tsx';
import { showToast } from '#ui-kit/toasts.tsx';
import type {
  fitLevels,
  giveUpPlan,
  Plan,
  PlanMove,
  takeNewBase,
  takeWorklist,
  writeSteps,
} from '../contract.ts';
import { MoveDialog } from './move-dialog.tsx';
import { NewPlanDialog } from './plans-page.tsx';
import { PLANS, type PlanView, planQuery, sendTable, sendWorklist } from './queries.ts';
import { StepDialog } from './step-dialog.tsx';
import { usePlansText } from './text.ts';
import { TreeCompare } from './tree-compare.tsx';

const TONES: Record<Plan['state'], BadgeTone> = {
  draft: 'neutral',
  consulted: 'info',
  approved: 'info',
  scheduled: 'warn',
  applied: 'success',
  'given-up': 'neutral',
};

/** A plan: its steps, what it would do, what is left to decide, and what may be done with it next. */
export function PlanPage() {
  const t = usePlansText();
  const { unitId, planId } = usePageParams<'unitId' | 'planId'>();
  const plan = useQuery(planQuery(unitId, planId));
  const view = plan.data;
  return (
    <Page
      title={view?.plan.title ?? t('plans')}
      lead={view && t('planLead', { on: formatCivilDate(view.plan.on), unit: view.unitName })}
      back={{ to: `/units/${unitId}/plans`, label: t('plans') }}
      action={view && <PrintButton />}
      width="wide"
    >
      {plan.isPending && <LoadingState lines={10} />}
      {plan.isError && <ErrorState error={plan.error} onRetry={() => plan.refetch()} />}
      {view && (
        <>
          <Head unitId={unitId} view={view} />
          <OpenAgain unitId={unitId} view={view} />
          <Differences unitId={unitId} view={view} />
          <Steps unitId={unitId} view={view} />
          {view.steps.length === 0 && view.abilities.edit && (
            <Panels on="plans" id={unitId} kind="" day={view.plan.on} name={view.unitName} />
          )}
          {view.plan.state !== 'given-up' && (
            <>
              {view.steps.length > 0 && <Consequences unitId={unitId} view={view} />}
              <TreeCompare view={view} />
              <Papers unitId={unitId} view={view} />
            </>
          )}
          <History view={view} />
        </>
      )}
    </Page>
  );
}

function Head({ unitId, view }: { unitId: string; view: PlanView }) {
  const t = usePlansText();
  const [moving, setMoving] = useState<PlanMove | null>(null);
  const [isCorrecting, setIsCorrecting] = useState(false);
  const [isGivingUp, setIsGivingUp] = useState(false);
  const { plan, corrects, abilities } = view;
  // An empty draft asks for its steps first.
  const main =
    view.steps.length === 0
      ? undefined
      : (['apply', 'schedule', 'approve'] as const).find((move) => abilities.moves.includes(move));
  return (
    <Section>
      <Stack>
        <Row>
          <Badge tone={TONES[plan.state]}>{t(`state_${plan.state}`)}</Badge>
          {plan.decision && plan.decidedOn && (
            <span>
              {t(plan.issuedBy ? 'decisionLineOf' : 'decisionLine', {
                number: plan.decision,
                on: formatCivilDate(plan.decidedOn),
                by: plan.issuedBy ?? '',
              })}
            </span>
          )}
        </Row>
        <GivenUpNotice view={view} />
        {corrects && (
          <p>
            <TextLink to={`/units/${unitId}/plans/${corrects.id}`}>
              {t('correctsLine', { title: corrects.title })}
            </TextLink>
          </p>
        )}
        {plan.outcome && (
          <KeyValue
            facts={[
              { label: t('membersSame'), value: t('beforeAfter', plan.outcome.members) },
              { label: t('tasksSame'), value: t('beforeAfter', plan.outcome.tasks) },
            ]}
          />
        )}
        <div className="k-no-print">
          <Row gap="small">
            {abilities.moves.map((move) => (
              <Button key={move} kind={move === main ? 'main' : 'quiet'} onClick={() => setMoving(move)}>
                {t(`move_${move}`)}
              </Button>
            ))}
            {plan.state === 'applied' && (
              <Button onClick={() => setIsCorrecting(true)}>{t('correctIt')}</Button>
            )}
            {abilities.giveUp && (
              <Button kind="plain" onClick={() => setIsGivingUp(true)}>
                {t('giveUp')}
              </Button>
            )}
          </Row>
        </div>
      </Stack>
      {moving && (
        <MoveDialog unitId={unitId} planId={plan.id} move={moving} onClose={() => setMoving(null)} />
      )}
      {isGivingUp && <GiveUpDialog unitId={unitId} planId={plan.id} onClose={() => setIsGivingUp(false)} />}
      {isCorrecting && (
        <NewPlanDialog unitId={unitId} corrects={plan} onClose={() => setIsCorrecting(false)} />
      )}
    </Section>
  );
}

/** Why nobody goes on with the plan, who said so and when. */
function GivenUpNotice({ view }: { view: PlanView }) {
  const t = usePlansText();
  const said = view.events.find((event) => event.move === 'give-up');
  if (!said) return null;
  return (
    <Notice title={t('givenUpTitle')}>
      <p>{said.note}</p>
      <p className="k-soft">
        {t('givenUpLine', { by: said.by ?? '–', at: formatCivilDate(civilDateAt(Date.parse(said.at))) })}
      </p>
    </Notice>
  );
}

function GiveUpDialog({ unitId, planId, onClose }: { unitId: string; planId: string; onClose: () => void }) {
  const t = usePlansText();
  const giveUp = useWrite<typeof giveUpPlan>('POST /api/units/:unitId/plans/:planId/given-up', {
    invalidates: [[...PLANS]],
    onDone: () => {
      showToast({ text: t('givenUp') });
      onClose();
    },
  });
  return (
    <ReasonDialog
      open
      title={t('giveUpAsk')}
      label={t('giveUpReason')}
      confirmLabel={t('giveUp')}
      danger
      write={giveUp}
      onClose={onClose}
      onConfirm={(reason) => giveUp.mutate({ params: { unitId, planId }, body: { reason } })}
    >
      <p>{t('giveUpText')}</p>
    </ReasonDialog>
  );
}

/** What came up between scheduling and the day. */
function OpenAgain({ unitId, view }: { unitId: string; view: PlanView }) {
  const t = usePlansText();
  if (view.plan.state !== 'scheduled') return null;
  const isWrong = view.problems.length > 0 || view.steps.some((each) => each.problems.length > 0);
  const open = view.worklists.filter((each) => each.open > 0);
  return (
    <>
      {isWrong && (
        <Notice tone="danger" title={t('openAgainWrongTitle')} urgent>
          {t('openAgainWrong')}
        </Notice>
      )}
      {open.length > 0 && (
        <Notice tone="warn" title={t('openAgain', { count: view.counts.undecided })} urgent>
          <p>{t('openAgainText')}</p>
          <Stack>
            {open.slice(0, MOST_LISTS).map((each) => (
              <Row key={each.splitId} align="spread">
                <span>{t('worklistLine', each)}</span>
                {view.abilities.assign && (
                  <LinkButton
                    kind="main"
                    to={`/units/${unitId}/plans/${view.plan.id}/splits/${each.splitId}`}
                  >
                    {t('assignIt')}
                  </LinkButton>
                )}
              </Row>
            ))}
          </Stack>
        </Notice>
      )}
    </>
  );
}

function Differences({ unitId, view }: { unitId: string; view: PlanView }) {
  const t = usePlansText();
  const take = useWrite<typeof takeNewBase>('POST /api/units/:unitId/plans/:planId/base', {
    invalidates: [[...PLANS]],
  });
  if (view.differences.length === 0) return null;
  return (
    <Notice
      tone="warn"
      title={t('differences')}
      action={
        view.abilities.assign && (
          <Button
            busy={take.isPending}
            onClick={() => take.mutate({ params: { unitId, planId: view.plan.id }, body: {} })}
          >
            {t('takeBase')}
          </Button>
        )
      }
    >
      <p>{t('differencesText')}</p>
      <ul>
        {view.differences.map(({ unitId: id, what, name, before, after }) => (
          <li key={`${id}${what}`}>
            {t(`diff_${what}`, { name, before: before ?? '–', after: after ?? '–' })}
          </li>
        ))}
      </ul>
      {take.error && <RefusalNotice refusal={take.error} />}
    </Notice>
  );
}

function Steps({ unitId, view }: { unitId: string; view: PlanView }) {
  const t = usePlansText();
  const { plan, steps, abilities } = view;
  const [isAdding, setIsAdding] = useState(false);
  const write = useWrite<typeof writeSteps>('POST /api/units/:unitId/plans/:planId/steps', {
    invalidates: [[...PLANS]],
  });
  const fit = useWrite<typeof fitLevels>('POST /api/units/:unitId/plans/:planId/levels', {
    invalidates: [[...PLANS]],
    onDone: (answer) => showToast({ text: t('levelsFitted', answer) }),
  });
  const save = (next: PlanView['steps'][number]['step'][]) =>
    write.mutate({
      params: { unitId, planId: plan.id },
      body: { title: plan.title, on: plan.on, steps: next },
    });
  const written = steps.map((each) => each.step);
  return (
    <Section
      title={t('steps')}
      lead={t('stepsLead')}
      action={
        abilities.edit && (
          <Button kind="main" icon={<IconPlus />} busy={write.isPending} onClick={() => setIsAdding(true)}>
            {t('addStep')}
          </Button>
        )
      }
    >
      <Stack>
        {write.error && <RefusalNotice refusal={write.error} />}
        {abilities.edit && view.levelFixes > 0 && (
          <Notice
            tone="warn"
            title={t('levelFixes', { count: view.levelFixes })}
            action={
              <Button
                busy={fit.isPending}
                onClick={() => fit.mutate({ params: { unitId, planId: plan.id }, body: {} })}
              >
                {t('fitLevels')}
              </Button>
            }
          >
            <p>{t('levelFixesText')}</p>
            {fit.error && <RefusalNotice refusal={fit.error} />}
          </Notice>
        )}
        {steps.length === 0 && (
          <EmptyState title={t('noSteps')}>{abilities.edit ? t('noStepsHow') : undefined}</EmptyState>
        )}
        <ol className="plan-steps">
          {steps.map((each, at) => (
            <li key={at} data-wrong={each.problems.length > 0 || undefined}>
              <div className="plan-step">
                <span>{each.text}</span>
                {abilities.edit && (
                  <Button
                    icon={<IconCross />}
                    label={t('removeStep', { n: at + 1 })}
                    busy={write.isPending}
                    onClick={() => save(written.filter((_, n) => n !== at))}
                  />
                )}
              </div>
              {each.problems.map((problem) => (
                <Notice key={problem.message} tone="danger" title={problem.message}>
                  {problem.wayOut}
                </Notice>
              ))}
            </li>
          ))}
        </ol>
        {view.problems.map((problem) => (
          <Notice key={problem.message} tone="danger" title={problem.message}>
            {problem.wayOut}
          </Notice>
        ))}
        {abilities.edit && <TableDrop unitId={unitId} planId={plan.id} />}
      </Stack>
      {isAdding && (
        <StepDialog
          root={{ id: unitId, name: view.unitName }}
          view={view}
          onDone={(step) => {
            setIsAdding(false);
            save([...written, step]);
          }}
          onClose={() => setIsAdding(false)}
        />
      )}
    </Section>
  );
}

function TableDrop({ unitId, planId }: { unitId: string; planId: string }) {
  const t = usePlansText();
  const queries = useQueryClient();
  const requestKey = useRef(newId());
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [faults, setFaults] = useState<readonly { row: number; message: string }[]>([]);
  const [endsLevel, setEndsLevel] = useState(false);
  const take = async (file: File) => {
    setIsBusy(true);
    setError(null);
    try {
      const answer = await sendTable(unitId, planId, file, endsLevel, requestKey.current);
      setFaults(answer.faults);
      if (answer.faults.length === 0) showToast({ text: t('tableTaken', { count: answer.steps }) });
      await queries.invalidateQueries({ queryKey: [...PLANS] });
    } catch (reason) {
      setError(reason);
    } finally {
      requestKey.current = newId();
      setIsBusy(false);
    }
  };
  return (
    <div className="k-no-print">
      <Checkbox
        label={t('endsLevel')}
        note={t('endsLevelHint')}
        checked={endsLevel}
        onChange={setEndsLevel}
      />
      <FileDrop
        label={t('fromTable')}
        hint={t('fromTableHint')}
        accept=".xlsx,.xls,.csv,.tsv,.txt"
        busy={isBusy}
        onFiles={([file]) => file && void take(file)}
      />
      {error !== null && <RefusalNotice refusal={error} />}
      {faults.length > 0 && (
        <Notice tone="danger" title={t('tableFaults')} urgent>
          <ul>
            {faults.slice(0, 100).map((fault) => (
              <li key={`${fault.row}${fault.message}`}>{t('tableRow', fault)}</li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  );
}

/** The same sentence about many units is said once. */
function bySentence(warnings: PlanView['warnings']): Map<string, PlanView['warnings']> {
  const found = new Map<string, PlanView['warnings']>();
  for (const each of warnings) {
    const said = `${each.says}. ${each.document}`;
    found.set(said, [...(found.get(said) ?? []), each]);
  }
  return found;
}

/** The figures that say something as tiles; what stays at nought is told in one line that folds. */
function Figures({ counts }: { counts: PlanView['counts'] }) {
  const t = usePlansText();
  const figures = [
    { key: 'undecided', value: counts.undecided, tone: 'danger' },
    { key: 'ended', value: counts.ended, tone: 'warn' },
    { key: 'founded', value: counts.founded, tone: 'success' },
    { key: 'moved', value: counts.moved, tone: 'info' },
    { key: 'renamed', value: counts.renamed + counts.recoded + counts.rekinded, tone: 'neutral' },
    { key: 'people', value: counts.people, tone: 'info' },
  ] as const;
  const noughts = figures.filter(({ value }) => value === 0);
  return (
    <>
      {noughts.length < figures.length && (
        <Grid cell={9}>
          {figures
            .filter(({ value }) => value > 0)
            .map(({ key, value, tone }) => (
              <StatTile key={key} label={t(key)} value={value} tone={tone} />
            ))}
        </Grid>
      )}
      {noughts.length > 0 && (
        <Fold label={t('noughts', { count: noughts.length })}>
          <ul>
            {noughts.map(({ key }) => (
              <li key={key}>{t('nought', { what: t(key) })}</li>
            ))}
          </ul>
        </Fold>
      )}
    </>
  );
}

function Consequences({ unitId, view }: { unitId: string; view: PlanView }) {
  const t = usePlansText();
  const { counts, standing, ahead, warnings, worklists } = view;
  return (
    <Section title={t(view.plan.state === 'applied' ? 'consequencesDone' : 'consequences')}>
      <Stack>
        <Figures counts={counts} />
        {worklists.length > 0 && <Worklists unitId={unitId} view={view} />}
        {standing.length > 0 && (
          <Section plain level={3} title={t('inEnded')}>
            <ul className="k-plain-list">
              {standing.map((each) => (
                <li key={each.what}>
                  <strong>
                    {each.count} {each.what}
                  </strong>
                  : {t(`goes_${each.inPlan}`)}
                  {each.inPlan === 'refuse' && <span className="k-soft"> {each.settle}</span>}
                </li>
              ))}
            </ul>
          </Section>
        )}
        {ahead.length > 0 && (
          <Section plain level={3} title={t('aheadTitle')}>
            {ahead.map((each) => (
              <details key={each.key} className="plan-ahead" open={each.count <= 8}>
                <summary>
                  {each.title} <strong>({each.count})</strong>
                </summary>
                <ul className="k-plain-list">
                  {each.lines.map((line, at) => (
                    <li key={at}>
                      {t('aheadLine', line)}
                      {line.into.length > 0 && (
                        <span className="k-soft"> → {t('aheadInto', { into: line.into.join(', ') })}</span>
                      )}
                    </li>
                  ))}
                  {each.count > each.lines.length && (
                    <li className="k-soft">{t('aheadMore', { count: each.count - each.lines.length })}</li>
                  )}
                </ul>
              </details>
            ))}
          </Section>
        )}
        {warnings.length > 0 && (
          <Notice tone="warn" title={t('warnings')}>
            <ul className="plan-warnings">
              {[...bySentence(warnings)].map(([says, [first, ...others]]) => (
                <li key={says}>
                  {others.length === 0 ? (
                    <>
                      {first?.unit}: {first?.says}.
                    </>
                  ) : (
                    <details open={others.length < 8}>
                      <summary>
                        {first?.says}: <strong>{t('warnedUnits', { count: others.length + 1 })}</strong>
                      </summary>
                      {[first, ...others].map((each) => each?.unit).join('; ')}
                    </details>
                  )}{' '}
                  <span className="k-soft">{first?.document}</span>
                </li>
              ))}
            </ul>
          </Notice>
        )}
      </Stack>
    </Section>
  );
}

/** Lists that are shown one by one; the rest is settled by the table. */
const MOST_LISTS = 30;

/** Units that are shared out, those with something open first, and the whole worklist as a table to fill in. */
function Worklists({ unitId, view }: { unitId: string; view: PlanView }) {
  const t = usePlansText();
  const queries = useQueryClient();
  const requestKey = useRef(newId());
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [faults, setFaults] = useState<Answer<typeof takeWorklist>['faults']>([]);
  const { worklists, plan, abilities } = view;
  const open = worklists.filter((each) => each.open > 0);
  const sorted = [...open, ...worklists.filter((each) => each.open === 0)];
  const shown = sorted.slice(0, MOST_LISTS);
  const more = sorted.slice(MOST_LISTS);
  const openOf = (lists: typeof worklists) => lists.reduce((sum, each) => sum + each.open, 0);
  const take = async (file: File) => {
    setIsBusy(true);
    setError(null);
    try {
      const answer = await sendWorklist(unitId, plan.id, file, requestKey.current);
      setFaults(answer.faults);
      if (answer.faults.length === 0) showToast({ text: t('worklistTaken', answer) });
      await queries.invalidateQueries({ queryKey: [...PLANS] });
    } catch (reason) {
      setError(reason);
    } finally {
      requestKey.current = newId();
      setIsBusy(false);
    }
  };
  return (
    <Section plain level={3} title={t('worklists')}>
      <Stack>
        <p role="status">
          {open.length === 0
            ? t('worklistAll', { count: worklists.length })
            : t('worklistOpen', { count: open.length, open: openOf(open) })}
        </p>
        {shown.map((each) => (
          <Row key={each.splitId} align="spread">
            <span>{t('worklistLine', each)}</span>
            {abilities.assign && (
              <LinkButton
                kind={each.open > 0 ? 'main' : 'plain'}
                to={`/units/${unitId}/plans/${plan.id}/splits/${each.splitId}`}
              >
                {t('assignIt')}
              </LinkButton>
            )}
          </Row>
        ))}
        {more.length > 0 && (
          <p className="k-soft">{t('worklistMore', { count: more.length, open: openOf(more) })}</p>
        )}
        {abilities.assign && (
          <div className="k-no-print">
            <Stack>
              <Row>
                <LinkButton
                  icon={<IconDownload />}
                  to={`/api/units/${unitId}/plans/${plan.id}/worklist`}
                  download
                >
                  {t('worklistGet')}
                </LinkButton>
              </Row>
              <FileDrop
                label={t('worklistPut')}
                hint={t('worklistPutHint')}
                accept=".xlsx,.xls,.csv,.tsv,.txt"
                busy={isBusy}
                onFiles={([file]) => file && void take(file)}
              />
              {error !== null && <RefusalNotice refusal={error} />}
              {faults.length > 0 && (
                <Notice tone="danger" title={t('tableFaults')} urgent>
                  <ul>
                    {faults.slice(0, 100).map((fault) => (
                      <li key={`${fault.row}${fault.message}`}>
                        {t('tableRow', fault)} <span className="k-soft">{fault.wayOut}</span>
                      </li>
                    ))}
                  </ul>
                </Notice>
              )}
            </Stack>
          </div>
        )}
      </Stack>
    </Section>
  );
}

function Papers({ unitId, view }: { unitId: string; view: PlanView }) {
  const t = usePlansText();
  if (view.receivers.length === 0) return null;
  return (
    <div className="k-no-print">
      <Section title={t('papers')} lead={t('papersLead')}>
        <ul className="k-plain-list plan-papers">
          {view.receivers.map((each) => (
            <li key={each.id}>
              <LinkButton
                icon={<IconDownload />}
                to={`/api/units/${unitId}/plans/${view.plan.id}/papers/${each.id}`}
                download
              >
                {t('papersOf', { name: each.name })}
              </LinkButton>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}

function History({ view }: { view: PlanView }) {
  const t = usePlansText();
  return (
    <Section title={t('history')}>
      <ul className="k-plain-list">
        {view.events.map((event) => {
          const at = Date.parse(event.at);
          return (
            <li key={`${event.at}${event.move}`}>
              {t('historyLine', {
                what: t(`move_${event.move}`),
                by: event.by ?? t('bySystem'),
                at: `${formatCivilDate(civilDateAt(at))} ${clockTimeAt(at)}`,
              })}
              {event.note && <p className="k-soft">{event.note}</p>}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
