import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { kindWords } from '#features/units/widgets.tsx';
import { formatCivilDate } from '#kernel/civil-date.ts';
import type { Answer } from '#kernel/route.ts';
import { Button, LinkButton, PrintButton, TextLink } from '#ui-kit/actions.tsx';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { EmptyState, ErrorState, LoadingState, Notice } from '#ui-kit/feedback.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Grid, Page, Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { ReasonDialog } from '#ui-kit/reason-dialog.tsx';
import { CountBar, KeyValue, StatTile } from '#ui-kit/show.tsx';
import { useLanguage } from '#ui-kit/text.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { getAssignment, urgeNow, withdrawAssignment } from '../contract.ts';
import { DUTY_STATES } from '../domain/duty-state.ts';
import { STATE_LOOKS } from './duty-mark.tsx';
import { ProgressChart } from './progress-chart.tsx';
import { assignmentQuery } from './queries.ts';
import { Questions } from './questions.tsx';
import { CAUSE_KEYS, STATE_KEYS, useAssignmentsText } from './text.ts';
import './assignments.css';

type Data = Answer<typeof getAssignment>;
const decimal = (n: number, digits = 0) => formatNumber(Math.round(n * 10 ** digits) / 10 ** digits);
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const holdersAddress = (data: Data, query: Record<string, string>) =>
  `/units/${data.unit.id}/assignments/${data.assignment.id}/shares?${new URLSearchParams(query)}`;

function Tiers({ data }: { data: Data }) {
  const t = useAssignmentsText();
  const { language } = useLanguage();
  return (
    <Section title={t('reach')} lead={t('reachLead')}>
      <Stack>
        {data.tiers.map((tier) => (
          <div key={tier.kind}>
            <p>
              <strong>{capital(kindWords[tier.kind][language])}</strong>: {t('shares', { count: tier.total })}
            </p>
            <CountBar
              label={`${capital(kindWords[tier.kind][language])}: ${t('shares', { count: tier.total })}`}
              total={tier.total}
              parts={DUTY_STATES.flatMap((state) => {
                const count = tier.states[state] ?? 0;
                return count
                  ? [{ key: state, label: t(STATE_KEYS[state]), count, tone: STATE_LOOKS[state].tone }]
                  : [];
              })}
            />
            <LinkButton kind="plain" to={holdersAddress(data, { kind: tier.kind })}>
              {t('seeAll')}
            </LinkButton>
          </div>
        ))}
      </Stack>
      {data.days.length > 1 && (
        <ProgressChart
          days={data.days}
          total={data.tiers.reduce((sum, tier) => sum + tier.total, 0)}
          dueOn={data.assignment.dueOn}
          today={data.today}
        />
      )}
    </Section>
  );
}

const byName = new Intl.Collator('vi', { numeric: true });
/** Who holds up most; among alike ones branch 2 before branch 10. */
const mostHeldUpFirst = (a: Data['holders'][number], b: Data['holders'][number]) =>
  b.overdue - a.overdue ||
  b.notReceived - a.notReceived ||
  b.open - a.open ||
  byName.compare(a.unit.name, b.unit.name);

function Holders({ data }: { data: Data }) {
  const t = useAssignmentsText();
  type Holder = Data['holders'][number];
  const columns: Column<Holder>[] = [
    {
      key: 'unit',
      header: t('holder'),
      text: (one) => one.unit.name,
      cell: (one) => <TextLink to={holdersAddress(data, { underId: one.unit.id })}>{one.unit.name}</TextLink>,
      primary: true,
    },
    {
      key: 'open',
      header: t('open'),
      text: (one) => `${one.open}/${one.total}`,
      sortKey: (one) => one.open,
      align: 'end',
      brief: 'named',
    },
    {
      key: 'not-received',
      header: t('notReceived'),
      text: (one) => String(one.notReceived),
      sortKey: (one) => one.notReceived,
      align: 'end',
      brief: 'named',
    },
    {
      key: 'overdue',
      header: t('overdue'),
      text: (one) => String(one.overdue),
      sortKey: (one) => one.overdue,
      align: 'end',
      brief: 'named',
    },
    {
      key: 'urgings',
      header: t('urgings'),
      text: (one) => String(one.urgings),
      sortKey: (one) => one.urgings,
      align: 'end',
      brief: 'named',
    },
  ];
  return (
    <Section title={t('whoHolds')}>
      <DataTable
        caption={t('whoHolds')}
        name="assignment-holders"
        columns={columns}
        rows={data.holders.filter((holder) => holder.open > 0).sort(mostHeldUpFirst)}
        rowKey={(one) => one.unit.id}
        folds={{ order: () => 0, foldOf: (_, at) => (at < 5 ? null : t('otherHolders')) }}
        empty={<EmptyState title={t('whoHoldsNone')} />}
      />
    </Section>
  );
}

function Causes({ data }: { data: Data }) {
  const t = useAssignmentsText();
  const total = data.causes.reduce((sum, one) => sum + one.late + one.impossible, 0);
  return (
    <Section title={t('why')}>
      {total === 0 ? (
        <p>{t('whyNone')}</p>
      ) : (
        <ul className="duty-history">
          {data.causes.map((one) => (
            <li key={one.cause ?? 'none'}>
              <TextLink to={holdersAddress(data, { cause: one.cause ?? 'none' })}>
                {one.cause ? t(CAUSE_KEYS[one.cause]) : t('cause_none')}
              </TextLink>
              : {t('late')} {one.late}, {t('impossible')} {one.impossible}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Figures({ data, figures }: { data: Data; figures: NonNullable<Data['figures']> }) {
  const t = useAssignmentsText();
  const unit = data.assignment.measureUnit ?? '';
  const target = { reached: decimal(figures.reached), target: decimal(data.assignment.target ?? 0, 1) };
  return (
    <Section title={t('figures')}>
      {figures.reported === 0 ? (
        <p>{t('figuresNone')}</p>
      ) : (
        <>
          <KeyValue
            facts={
              figures.kind === 'count'
                ? [
                    { label: t('figuresSum'), value: `${decimal(figures.sum, 1)} ${unit}` },
                    { label: t('figuresTarget'), value: t('figuresHolders', target) },
                  ]
                : [
                    {
                      label: t('figuresRange'),
                      value:
                        figures.spread?.least === figures.spread?.most
                          ? decimal(figures.spread?.least ?? 0, 1)
                          : t('figuresFromTo', {
                              least: decimal(figures.spread?.least ?? 0, 1),
                              most: decimal(figures.spread?.most ?? 0, 1),
                            }),
                    },
                    {
                      label: t('figuresMiddle'),
                      value: t('figuresHalf', { median: decimal(figures.spread?.median ?? 0, 1) }),
                    },
                    { label: t('figuresMean'), value: decimal(figures.spread?.mean ?? 0, 1) },
                    { label: t('figuresUnit'), value: unit },
                    { label: t('figuresTarget'), value: t('figuresReached', target) },
                  ]
            }
          />
          <p>
            {t('figuresFrom', {
              count: figures.reported,
              holders: decimal(figures.holders),
              given: decimal(figures.given),
            })}{' '}
            <TextLink to={holdersAddress(data, { figures: 'counted' })}>{t('figuresOpen')}</TextLink>
          </p>
          <p className="k-soft k-small">
            {figures.kind === 'rate' && `${t('figuresRateNote')} `}
            {t('figuresNote')}
          </p>
        </>
      )}
    </Section>
  );
}

/** As many clashes as the screen shows by itself. */
const MOST_EXAMPLES = 5;

function Outlook({ data }: { data: Data }) {
  const t = useAssignmentsText();
  const { forecast, clashes, outputs } = data;
  return (
    <Grid cell={16}>
      <Section title={t('forecast')}>
        {forecast.kind === 'pace' ? (
          <>
            <p>
              {t('forecastPace', {
                pace: decimal(forecast.perDay, 1),
                days: forecast.days,
                expected: decimal(forecast.byDue.expected),
                from: decimal(forecast.byDue.from),
                to: decimal(forecast.byDue.to),
                last: formatCivilDate(forecast.lastOn),
              })}
            </p>
            <p className="k-soft k-small">{t('forecastNote')}</p>
          </>
        ) : (
          <p>
            {forecast.kind === 'finished'
              ? t('forecastDone', { date: formatCivilDate(forecast.on) })
              : t('forecastNone')}
          </p>
        )}
      </Section>
      <Section title={t('clashes')}>
        <p>
          {clashes.units === 0
            ? t('clashesNone', { most: clashes.most })
            : t('clashesSome', { count: clashes.units, most: clashes.most })}
        </p>
        <ul>
          {clashes.examples.map(({ unit, weekFrom, due }) => (
            <li key={`${unit.id} ${weekFrom}`}>
              <TextLink to={`/units/${unit.id}/duties`}>
                {t('clashUnit', { unit: unit.name, due, date: formatCivilDate(weekFrom) })}
              </TextLink>
            </li>
          ))}
        </ul>
        {clashes.examples.length === MOST_EXAMPLES && (
          <TextLink to={`/units/${data.unit.id}/assignments/${data.assignment.id}/clashes`}>
            {t('clashesAll', { count: clashes.units })}
          </TextLink>
        )}
      </Section>
      <Section title={t('outputs')}>
        <p>{t('outputsText', { measured: outputs.measured, tasks: outputs.tasks })}</p>
        <TextLink to={holdersAddress(data, {})}>{t('seeAll')}</TextLink>
      </Section>
    </Grid>
  );
}

type Asking = 'urge' | 'withdraw' | null;

function SenderDialogs({ data, asking, close }: { data: Data; asking: Asking; close: () => void }) {
  const t = useAssignmentsText();
  const params = { unitId: data.unit.id, assignmentId: data.assignment.id };
  const urge = useWrite<typeof urgeNow>('POST /api/units/:unitId/assignments/:assignmentId/urgings', {
    invalidates: [['assignments']],
    onDone: ({ urged }) => {
      showToast({ text: t('urged', { count: urged }) });
      close();
    },
  });
  const withdraw = useWrite<typeof withdrawAssignment>(
    'POST /api/units/:unitId/assignments/:assignmentId/withdraw',
    { invalidates: [['assignments']], onDone: close },
  );
  const isUrging = asking === 'urge';
  const write = isUrging ? urge : withdraw;
  return (
    <ReasonDialog
      open={asking !== null}
      title={isUrging ? t('urgeNow') : t('withdraw')}
      label={isUrging ? t('urgeText') : t('withdrawReason')}
      maxLength={isUrging ? 1000 : 500}
      confirmLabel={isUrging ? t('urgeNow') : t('withdraw')}
      danger={!isUrging}
      write={write}
      onClose={close}
      onConfirm={(words) => {
        if (isUrging) urge.mutate({ params, body: { text: words } });
        else withdraw.mutate({ params, body: { reason: words } });
      }}
    >
      <p>{isUrging ? t('urgeLead') : t('withdrawText')}</p>
    </ReasonDialog>
  );
}

/** How far a task has reached, who holds it up, why, and where it is going: the sender's one screen. */
export function AssignmentPage() {
  const t = useAssignmentsText();
  const { language } = useLanguage();
  const { unitId, assignmentId } = usePageParams<'unitId' | 'assignmentId'>();
  const found = useQuery(assignmentQuery(unitId, assignmentId));
  const [asking, setAsking] = useState<Asking>(null);
  const back = { to: `/units/${unitId}/assignments`, label: t('assignments') };
  if (found.isPending)
    return (
      <Page title={t('task')} back={back}>
        <LoadingState />
      </Page>
    );
  if (found.isError)
    return (
      <Page title={t('task')} back={back}>
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      </Page>
    );
  const { data } = found;
  const { assignment, parent, abilities, tiers } = data;
  const sum = (...states: (typeof DUTY_STATES)[number][]) =>
    tiers.reduce((all, tier) => all + states.reduce((part, state) => part + (tier.states[state] ?? 0), 0), 0);
  const total = tiers.reduce((all, tier) => all + tier.total, 0);
  const share = (count: number) => (total === 0 ? '0%' : `${decimal((100 * count) / total, 1)}%`);
  const done = sum('done', 'done-late');
  return (
    <Page
      title={assignment.title}
      back={back}
      width="wide"
      action={
        <Row>
          {abilities.urge && <Button onClick={() => setAsking('urge')}>{t('urgeNow')}</Button>}
          {abilities.give && (
            <Button kind="plain" onClick={() => setAsking('withdraw')}>
              {t('withdraw')}
            </Button>
          )}
          <PrintButton />
        </Row>
      }
    >
      <Stack>
        {assignment.withdrawnBecause !== null && (
          <Notice tone="warn">{t('withdrawnBecause', { reason: assignment.withdrawnBecause })}</Notice>
        )}
        <Grid cell={8}>
          <StatTile
            label={t('received')}
            value={share(total - sum('not-received'))}
            note={`${decimal(total - sum('not-received'))}/${decimal(total)}`}
            to={holdersAddress(data, { group: 'opened' })}
          />
          <StatTile
            label={t('progress')}
            value={share(done)}
            note={`${decimal(done)}/${decimal(total)}`}
            tone="success"
            to={holdersAddress(data, { group: 'finished' })}
          />
          <StatTile
            label={t('overdue')}
            value={decimal(sum('overdue'))}
            tone={sum('overdue') ? 'danger' : 'neutral'}
            to={holdersAddress(data, { state: 'overdue' })}
          />
          <StatTile
            label={t('answerLate')}
            value={decimal(data.answerLate)}
            tone={data.answerLate ? 'warn' : 'neutral'}
            to={holdersAddress(data, { group: 'answer-late' })}
          />
          <StatTile
            label={t('state_declined')}
            value={decimal(sum('declined'))}
            tone={sum('declined') ? 'warn' : 'neutral'}
            to={holdersAddress(data, { state: 'declined' })}
          />
        </Grid>
        <Section>
          <KeyValue
            facts={[
              { label: t('output'), value: assignment.output },
              ...(assignment.measure === 'number'
                ? [
                    {
                      label: t('target'),
                      value: `${decimal(assignment.target ?? 0, 1)} ${assignment.measureUnit ?? ''}`,
                    },
                  ]
                : []),
              { label: t('issuedOn'), value: formatCivilDate(assignment.issuedOn) },
              { label: t('answerBy'), value: formatCivilDate(assignment.answerBy) },
              { label: t('due'), value: formatCivilDate(assignment.dueOn) },
              ...(data.chosenBy ? [{ label: t('holder'), value: capital(data.chosenBy[language]) }] : []),
              ...(data.coUnits.length
                ? [{ label: t('coUnits'), value: data.coUnits.map((unit) => unit.name).join(', ') }]
                : []),
              ...(assignment.paper
                ? [
                    {
                      label: t('paper'),
                      value: (
                        <TextLink to={`/units/${unitId}/papers/${assignment.paper.id}`}>
                          {assignment.paper.symbol}: {assignment.paper.title}
                          {assignment.paragraph ? `, ${assignment.paragraph}` : ''}
                        </TextLink>
                      ),
                    },
                  ]
                : []),
              ...(parent
                ? [
                    {
                      label: t('under'),
                      value: (
                        <TextLink to={`/duties/${parent.dutyId}`}>
                          {parent.title} ({formatCivilDate(parent.dueOn)})
                        </TextLink>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        </Section>
        <Tiers data={data} />
        {data.figures && <Figures data={data} figures={data.figures} />}
        <Outlook data={data} />
        <Holders data={data} />
        <Causes data={data} />
        <Questions questions={data.questions} sender={abilities.give ? { unitId, assignmentId } : null} />
        <div>
          <LinkButton to={holdersAddress(data, {})}>{t('seeAll')}</LinkButton>
        </div>
      </Stack>
      <SenderDialogs data={data} asking={asking} close={() => setAsking(null)} />
    </Page>
  );
}
