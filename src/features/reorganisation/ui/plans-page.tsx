import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type CivilDate, civilDateAt, formatCivilDate } from '#kernel/civil-date.ts';
import { Button, TextLink } from '#ui-kit/actions.tsx';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { Dialog } from '#ui-kit/dialog.tsx';
import { Badge, EmptyState, RefusalNotice } from '#ui-kit/feedback.tsx';
import { DateField, TextField } from '#ui-kit/fields.tsx';
import { Fold } from '#ui-kit/fold.tsx';
import { IconPlus, IconTree } from '#ui-kit/icons.tsx';
import { useGo, usePageParams } from '#ui-kit/page.ts';
import { Page, Row, Stack } from '#ui-kit/page-frame.tsx';
import { Panels } from '#ui-kit/panels.tsx';
import { useWrite } from '#ui-kit/query.ts';
import type { createPlan } from '../contract.ts';
import { type GivenUpPlan, type ListedPlan, PLANS, plansQuery } from './queries.ts';
import { usePlansText } from './text.ts';

/** The plans of a committee, the latest day first. */
export function PlansPage() {
  const t = usePlansText();
  const { unitId } = usePageParams<'unitId'>();
  const list = useQuery(plansQuery(unitId));
  const [isNew, setIsNew] = useState(false);
  const add = list.data?.abilities.draft && (
    <Button kind="main" icon={<IconPlus />} onClick={() => setIsNew(true)}>
      {t('newPlan')}
    </Button>
  );
  const columns: Column<ListedPlan>[] = [
    {
      key: 'title',
      header: t('title'),
      text: (plan) => plan.title,
      primary: true,
      cell: (plan) => <TextLink to={`/units/${unitId}/plans/${plan.id}`}>{plan.title}</TextLink>,
    },
    { key: 'on', header: t('on'), text: (plan) => formatCivilDate(plan.on), sortKey: (plan) => plan.on },
    { key: 'state', header: t('state'), text: (plan) => t(`state_${plan.state}`) },
    {
      key: 'steps',
      header: t('steps'),
      text: (plan) => t('stepsCount', { count: plan.steps }),
      cell: (plan) => (
        <>
          {t('stepsCount', { count: plan.steps })}{' '}
          {plan.open > 0 && <Badge tone="danger">{t('openBadge', { count: plan.open })}</Badge>}
        </>
      ),
      sortKey: (plan) => plan.steps,
    },
  ];
  return (
    <Page
      title={t('plans')}
      lead={list.data && t('plansLead', { unit: list.data.unitName })}
      back={{ to: `/units/${unitId}`, label: list.data?.unitName ?? t('toUnit') }}
      width="wide"
    >
      {list.data && list.data.plans.length > 0 && <Row>{add}</Row>}
      <DataTable
        caption={t('plans')}
        name="plans"
        columns={columns}
        rows={list.data?.plans}
        rowKey={(plan) => plan.id}
        error={list.error ?? undefined}
        onRetry={() => list.refetch()}
        bare
        empty={
          <EmptyState title={t('noPlans')} icon={IconTree} action={add || undefined}>
            {t('noPlansText')}
          </EmptyState>
        }
      />
      {list.data && list.data.givenUp.length > 0 && <GivenUp unitId={unitId} plans={list.data.givenUp} />}
      {list.data?.abilities.draft && (
        <Panels on="plans" id={unitId} kind="" day={list.data.today} name={list.data.unitName} />
      )}
      {isNew && <NewPlanDialog unitId={unitId} onClose={() => setIsNew(false)} />}
    </Page>
  );
}

/** Plans that were given up: why, by whom and when. */
function GivenUp({ unitId, plans }: { unitId: string; plans: readonly GivenUpPlan[] }) {
  const t = usePlansText();
  const columns: Column<GivenUpPlan>[] = [
    {
      key: 'title',
      header: t('title'),
      text: (plan) => plan.title,
      primary: true,
      cell: (plan) => <TextLink to={`/units/${unitId}/plans/${plan.id}`}>{plan.title}</TextLink>,
    },
    { key: 'reason', header: t('giveUpReason'), text: (plan) => plan.reason, isLong: true },
    {
      key: 'at',
      header: t('givenUpBy'),
      text: (plan) => t('givenUpLine', { by: plan.by ?? '–', at: dayOf(plan.at) }),
      sortKey: (plan) => plan.at,
    },
  ];
  return (
    <Fold label={t('givenUpPlans', { count: plans.length })}>
      <DataTable
        caption={t('givenUpPlans', { count: plans.length })}
        name="plans-given-up"
        columns={columns}
        rows={plans}
        rowKey={(plan) => plan.id}
        bare
        empty={null}
      />
    </Fold>
  );
}

const dayOf = (moment: string) => formatCivilDate(civilDateAt(Date.parse(moment)));

/** A title and a day; the steps come next. */
export function NewPlanDialog({
  unitId,
  corrects,
  onClose,
}: {
  unitId: string;
  corrects?: { id: string; title: string };
  onClose: () => void;
}) {
  const t = usePlansText();
  const go = useGo();
  const [title, setTitle] = useState(corrects ? t('correctionOf', { title: corrects.title }) : '');
  const [on, setOn] = useState<CivilDate | null>(null);
  const create = useWrite<typeof createPlan>('POST /api/units/:unitId/plans', {
    invalidates: [[...PLANS]],
    onDone: ({ planId }) => {
      onClose();
      go(`/units/${unitId}/plans/${planId}`);
    },
  });
  const isReady = title.trim().length > 2 && on !== null;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(corrects ? 'correctIt' : 'newPlan')}
      busy={create.isPending}
      actions={
        <>
          <Button onClick={onClose} disabled={create.isPending}>
            {t('cancel')}
          </Button>
          <Button
            kind="main"
            busy={create.isPending}
            disabled={!isReady}
            onClick={() =>
              on &&
              create.mutate({ params: { unitId }, body: { title, on, correctsId: corrects?.id ?? null } })
            }
          >
            {t('create')}
          </Button>
        </>
      }
    >
      <Stack>
        {create.error && <RefusalNotice refusal={create.error} />}
        <TextField
          label={t('title')}
          hint={t('titleHint')}
          value={title}
          onChange={setTitle}
          maxLength={200}
          required
          autoFocus
        />
        <DateField label={t('on')} value={on} onChange={setOn} required />
      </Stack>
    </Dialog>
  );
}
