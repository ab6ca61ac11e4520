import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type MeasureKey, measureWords } from '#features/reports/widgets.tsx';
import { formatCivilDate, formatYearMonth } from '#kernel/civil-date.ts';
import type { Answer } from '#kernel/route.ts';
import { Button, PrintButton, TextLink } from '#ui-kit/actions.tsx';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { EmptyState, ErrorState, LoadingState, Notice } from '#ui-kit/feedback.tsx';
import { IconChart, IconPlus } from '#ui-kit/icons.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { ReasonDialog } from '#ui-kit/reason-dialog.tsx';
import { CountBar } from '#ui-kit/show.tsx';
import { useLanguage } from '#ui-kit/text.ts';
import type { dropIndicator, EffectBranch, getEffects } from '../contract.ts';
import { Assumptions, IndicatorView } from './indicator-view.tsx';
import { NameIndicator } from './name-indicator.tsx';
import { effectsQuery } from './queries.ts';
import { useEffectsText } from './text.ts';
import { asValue } from './values.ts';

type Effects = Answer<typeof getEffects>;

function BranchTable({ view }: { view: Effects }) {
  const t = useEffectsText();
  const { language } = useLanguage();
  const columns: Column<EffectBranch>[] = [
    { key: 'branch', header: t('branch'), text: (one) => one.name, primary: true },
    {
      key: 'stand',
      header: t('stand'),
      text: (one) => t(one.stand === 'waiting' && one.startedOn ? 'startedAfter' : one.stand),
    },
    {
      key: 'started-on',
      header: t('startedOn'),
      text: (one) => (one.startedOn ? formatCivilDate(one.startedOn) : ''),
      sortKey: (one) => one.startedOn,
      align: 'end',
    },
    ...view.indicators.map(
      ({ measure }, at): Column<EffectBranch> => ({
        key: `${measure}-both`,
        header: t('bothOf', { measure: measureWords[measure].short[language] }),
        text: (one) => {
          const { before = null, now = null } = one.values[at] ?? {};
          return before === null && now === null
            ? ''
            : `${asValue(measure, before) || '–'} → ${asValue(measure, now) || '–'}`;
        },
        sortKey: (one) => {
          const { before = null, now = null } = one.values[at] ?? {};
          return before === null || now === null ? null : now - before;
        },
        align: 'end',
      }),
    ),
    // Each of the two by itself, for a table that is taken away or sorted by one of them.
    ...view.indicators.flatMap(({ measure }, at) =>
      (['before', 'now'] as const).map(
        (time): Column<EffectBranch> => ({
          key: `${measure}-${time}`,
          header: t(time === 'before' ? 'beforeOf' : 'nowOf', {
            measure: measureWords[measure].short[language],
          }),
          text: (one) => asValue(measure, one.values[at]?.[time] ?? null),
          sortKey: (one) => one.values[at]?.[time] ?? null,
          align: 'end',
          hiddenAtFirst: true,
        }),
      ),
    ),
  ];
  return (
    <Section title={t('table')} lead={view.isCut ? t('cut') : undefined}>
      <DataTable
        caption={t('table')}
        name="effect-branches"
        columns={columns}
        rows={view.branches}
        rowKey={(one) => one.id}
        empty={<EmptyState title={t('empty')} />}
      />
    </Section>
  );
}

/** One paper: which indicators it means to move, and what became of them. */
export function EffectsPage() {
  const t = useEffectsText();
  const { unitId, directiveId } = usePageParams<'unitId' | 'directiveId'>();
  const effects = useQuery(effectsQuery(unitId, directiveId));
  const [isNaming, setIsNaming] = useState(false);
  const [dropping, setDropping] = useState<MeasureKey | null>(null);
  const drop = useWrite<typeof dropIndicator>(
    'POST /api/units/:unitId/directives/:directiveId/indicators/:measure/drop',
    { invalidates: [['effects', unitId]], onDone: () => setDropping(null) },
  );
  const back = { to: `/units/${unitId}/effects`, label: t('title') };
  if (effects.isPending)
    return (
      <Page title={t('title')} back={back} width="wide">
        <LoadingState lines={8} />
      </Page>
    );
  if (effects.isError)
    return (
      <Page title={t('title')} back={back} width="wide">
        <ErrorState error={effects.error} onRetry={() => void effects.refetch()} />
      </Page>
    );
  const view = effects.data;
  const { paper, counts, now, abilities } = view;
  const name = abilities.name ? (
    <Button kind="main" icon={<IconPlus />} onClick={() => setIsNaming(true)}>
      {t('nameOne')}
    </Button>
  ) : undefined;
  return (
    <Page
      title={t('pageOf', { symbol: paper.symbol })}
      lead={t('paperLead', { title: paper.title, date: formatCivilDate(paper.issuedOn) })}
      back={back}
      width="wide"
      action={view.indicators.length > 0 ? name : undefined}
    >
      <Stack>
        <Section
          title={t('counts')}
          action={
            <Row gap="small">
              <TextLink to={`/units/${unitId}/directives/${directiveId}`}>{t('openPaper')}</TextLink>
              <PrintButton />
            </Row>
          }
        >
          {paper.isWithdrawn && <Notice tone="warn">{t('withdrawn')}</Notice>}
          <CountBar
            label={t('counts')}
            parts={[
              { key: 'started', label: t('started'), count: counts.started, tone: 'success' },
              { key: 'waiting', label: t('waiting'), count: counts.waiting, tone: 'neutral' },
              ...(counts.between > 0
                ? [
                    {
                      key: 'between',
                      label: `${t('between')} (${t('betweenNote')})`,
                      count: counts.between,
                      tone: 'warn' as const,
                    },
                  ]
                : []),
            ]}
          />
          <p className="k-soft">
            {now
              ? now.from === now.to
                ? t('startMeansOne', { month: formatYearMonth(now.to) })
                : t('startMeans', { from: formatYearMonth(now.from), to: formatYearMonth(now.to) })
              : t('startMeansEarly')}
          </p>
        </Section>
        {view.indicators.length === 0 ? (
          <Section>
            <EmptyState icon={IconChart} title={t('noneYet')} action={name}>
              {t('noneYetText')}
            </EmptyState>
          </Section>
        ) : (
          view.indicators.map((indicator) => (
            <IndicatorView
              key={indicator.measure}
              indicator={indicator}
              hasNow={now !== null}
              onDrop={
                abilities.name
                  ? () => {
                      setDropping(indicator.measure);
                    }
                  : undefined
              }
            />
          ))
        )}
        {view.indicators.length > 0 && <Assumptions />}
        <BranchTable view={view} />
      </Stack>
      {isNaming && (
        <NameIndicator
          unitId={unitId}
          directiveId={directiveId}
          taken={view.indicators.map((one) => one.measure)}
          onClose={() => setIsNaming(false)}
        />
      )}
      <ReasonDialog
        open={dropping !== null}
        title={t('dropOne')}
        label={t('dropReason')}
        confirmLabel={t('dropOne')}
        danger
        write={drop}
        onClose={() => setDropping(null)}
        onConfirm={(reason) =>
          dropping && drop.mutate({ params: { unitId, directiveId, measure: dropping }, body: { reason } })
        }
      >
        <p>{t('dropText')}</p>
      </ReasonDialog>
    </Page>
  );
}
