import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CivilDate } from '#kernel/civil-date.ts';
import { newId } from '#kernel/ids.ts';
import { Button } from '#ui-kit/actions.tsx';
import { Notice, ProgressBar, RefusalNotice } from '#ui-kit/feedback.tsx';
import { NumberField, RadioCards, Segmented } from '#ui-kit/fields.tsx';
import { useGo } from '#ui-kit/page.ts';
import { Grid, Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { makeProposal } from '../contract.ts';
import {
  LEAST_PARTS,
  MOST_PARTS,
  NEEDS,
  type Need,
  type Target,
  WEIGHTS,
  type Weight,
} from '../domain/asked.ts';
import { PROPOSALS, progressQuery } from './queries.ts';
import { useProposalsText } from './text.ts';

function Progress({ unitId, proposalId }: { unitId: string; proposalId: string }) {
  const t = useProposalsText();
  const { data } = useQuery(progressQuery(unitId, proposalId));
  const stage = data?.stage ?? 'unknown';
  const words =
    stage === 'solving'
      ? t('stage.solving', {
          count: data?.candidates ?? 0,
          found: formatNumber(data?.found ?? 0),
        })
      : t(`stage.${stage}`);
  return (
    <Notice title={t('solving')}>
      <Stack gap="small">
        <ProgressBar label={words} value={data?.found ?? 0} max={data?.wanted || 4} />
        <p>{t('solvingText')}</p>
      </Stack>
    </Notice>
  );
}

/** What the groups must reach, how many there may be, and what comes first. */
export function AskForm({
  unitId,
  on,
  count,
  stayIds,
}: {
  unitId: string;
  on: CivilDate;
  count: number;
  stayIds: readonly string[];
}) {
  const t = useProposalsText();
  const go = useGo();
  const [need, setNeed] = useState<Need>('duty');
  const [weight, setWeight] = useState<Weight>('people');
  const [mostParts, setMostParts] = useState<number | null>(4);
  const [kind, setKind] = useState<Target['kind']>('free');
  const [units, setUnits] = useState<number | null>(Math.max(1, Math.ceil(count / 2)));
  const [askedId, setAskedId] = useState('');
  const make = useWrite<typeof makeProposal>('POST /api/units/:unitId/proposals', {
    invalidates: [[...PROPOSALS]],
    onDone: ({ proposalId }) => go(`/units/${unitId}/proposals/${proposalId}`),
  });
  const target: Target | null = kind === 'free' ? { kind } : units === null ? null : { kind, units };
  const isReady =
    mostParts !== null && mostParts >= LEAST_PARTS && mostParts <= MOST_PARTS && target !== null;
  const ask = () => {
    if (mostParts === null || target === null) return;
    const id = newId();
    setAskedId(id);
    make.mutate({
      params: { unitId },
      body: { id, on, need, mostParts, target, weight, stayIds: [...stayIds] },
    });
  };
  return (
    <div className="k-no-print">
      <Section title={t('ask')} lead={t('askLead')}>
        <Stack>
          <RadioCards<Need>
            label={t('need')}
            value={need}
            onChange={setNeed}
            options={NEEDS.map((value) => ({
              value,
              label: t(`need.${value}`),
              note: t(`needNote.${value}`),
            }))}
          />
          <RadioCards<Weight>
            label={t('weight')}
            value={weight}
            onChange={setWeight}
            options={WEIGHTS.map((value) => ({
              value,
              label: t(`weight.${value}`),
              note: t(`weightNote.${value}`),
            }))}
          />
          <Grid cell={17}>
            <NumberField
              label={t('mostParts')}
              value={mostParts}
              onChange={setMostParts}
              min={LEAST_PARTS}
              max={MOST_PARTS}
              step={1}
              unit={t('mostPartsUnit')}
              required
            />
            <Stack gap="small">
              <Segmented<Target['kind']>
                label={t('target')}
                value={kind}
                onChange={setKind}
                options={(['free', 'most', 'exact'] as const).map((value) => ({
                  value,
                  label: t(`target.${value}`),
                }))}
              />
              {kind !== 'free' && (
                <NumberField
                  label={t('targetUnits')}
                  value={units}
                  onChange={setUnits}
                  min={1}
                  max={count}
                  step={1}
                  required
                />
              )}
            </Stack>
          </Grid>
          {stayIds.length > 0 && <p>{t('stayNote', { count: stayIds.length })}</p>}
          {make.isPending && <Progress unitId={unitId} proposalId={askedId} />}
          {make.error && <RefusalNotice refusal={make.error} />}
          <Row>
            <Button kind="main" busy={make.isPending} disabled={!isReady} onClick={ask}>
              {t('ask')}
            </Button>
          </Row>
        </Stack>
      </Section>
    </div>
  );
}
