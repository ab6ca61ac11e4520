import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { civilDateAt, clockTimeAt, formatCivilDate } from '#kernel/civil-date.ts';
import { Button, LinkButton, PrintButton, TextLink } from '#ui-kit/actions.tsx';
import {
  Badge,
  type BadgeTone,
  ErrorState,
  LoadingState,
  Notice,
  RefusalNotice,
  StatusDot,
} from '#ui-kit/feedback.tsx';
import { Fold, FoldIf } from '#ui-kit/fold.tsx';
import { IconDownload } from '#ui-kit/icons.tsx';
import { useIsNarrow } from '#ui-kit/narrow.ts';
import { usePageParams } from '#ui-kit/page.ts';
import { Grid, Page, Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { Panels } from '#ui-kit/panels.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { ReasonDialog } from '#ui-kit/reason-dialog.tsx';
import { KeyValue, StatTile } from '#ui-kit/show.tsx';
import { showToast } from '#ui-kit/toasts.tsx';
import type { giveUpPlan, Plan, PlanMove, takeNewBase } from '../contract.ts';
import { mayAssign } from '../domain/plan.ts';
import { obstaclesOf } from '../domain/plan-obstacles.ts';
import { MoveDialog } from './move-dialog.tsx';
import { OBSTACLE_PLACES, PlanOpen } from './plan-open.tsx';
import { PlanSteps } from './plan-steps.tsx';
import { MOST_LISTS, WorklistLine, Worklists } from './plan-worklists.tsx';
import { NewPlanDialog } from './plans-page.tsx';
import { PLANS, type PlanView, planQuery } from './queries.ts';
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
          <PlanOpen view={view} />
          <OpenAgain unitId={unitId} view={view} />
          {view.differences.length > 0 && (
            <div id={OBSTACLE_PLACES.differences} tabIndex={-1}>
              <Differences unitId={unitId} view={view} />
            </div>
          )}
          <div id={OBSTACLE_PLACES.wrong} tabIndex={-1}>
            <PlanSteps unitId={unitId} view={view} />
          </div>
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
      : (['apply', 'schedule', 'approve'] as const).find(
          (move) => abilities.moves.includes(move) && obstaclesOf(view, move).length === 0,
        );
  const isClear = mayAssign(plan.state) && view.steps.length > 0 && obstaclesOf(view).length === 0;
  return (
    <Section>
      <Stack>
        <Row>
          <Badge tone={TONES[plan.state]}>{t(`state_${plan.state}`)}</Badge>
          {isClear && <StatusDot tone="success">{t('nothingOpen')}</StatusDot>}
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
      {moving && <MoveDialog unitId={unitId} view={view} move={moving} onClose={() => setMoving(null)} />}
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
                <WorklistLine planId={view.plan.id} list={each} />
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
        <Grid cell={7}>
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

/** Longer lists begin folded, on a phone all of them. */
const MOST_OPEN = 8;

function Consequences({ unitId, view }: { unitId: string; view: PlanView }) {
  const t = usePlansText();
  const isNarrow = useIsNarrow();
  const { counts, standing, ahead, warnings, worklists } = view;
  return (
    <Section title={t(view.plan.state === 'applied' ? 'consequencesDone' : 'consequences')}>
      <Stack>
        <Figures counts={counts} />
        {worklists.length > 0 && (
          <div id={OBSTACLE_PLACES.undecided} tabIndex={-1}>
            <Worklists unitId={unitId} view={view} />
          </div>
        )}
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
              <Fold
                key={each.key}
                label={t('aheadSort', each)}
                startsOpen={!isNarrow && each.count <= MOST_OPEN}
              >
                <ul className="plan-lines">
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
              </Fold>
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
                    <>
                      {first?.says}:
                      <Fold
                        label={t('warnedUnits', { count: others.length + 1 })}
                        startsOpen={!isNarrow && others.length < MOST_OPEN}
                      >
                        {[first, ...others].map((each) => each?.unit).join('; ')}
                      </Fold>
                    </>
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

/** More than these wait behind one tap on a phone. */
const MOST_BUTTONS = 3;

function Papers({ unitId, view }: { unitId: string; view: PlanView }) {
  const t = usePlansText();
  const isNarrow = useIsNarrow();
  if (view.receivers.length === 0) return null;
  return (
    <div className="k-no-print">
      <Section title={t('papers')} lead={t('papersLead')}>
        <FoldIf
          when={isNarrow && view.receivers.length > MOST_BUTTONS}
          label={t('papersAll', { count: view.receivers.length })}
        >
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
        </FoldIf>
      </Section>
    </div>
  );
}

function History({ view }: { view: PlanView }) {
  const t = usePlansText();
  const isNarrow = useIsNarrow();
  const { events } = view;
  return (
    <Section title={t('history')}>
      <FoldIf
        when={isNarrow && events.length > MOST_BUTTONS}
        label={t('historyAll', { count: events.length })}
      >
        <ul className="k-plain-list">
          {events.map((event) => {
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
      </FoldIf>
    </Section>
  );
}
