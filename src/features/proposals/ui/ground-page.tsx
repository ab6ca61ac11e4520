import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { PrintButton, TextLink } from '#ui-kit/actions.tsx';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { Badge, EmptyState, ErrorState, LoadingState, Notice, RuleLine } from '#ui-kit/feedback.tsx';
import { Checkbox, DateField } from '#ui-kit/fields.tsx';
import { IconCheck, IconTree, IconWarn } from '#ui-kit/icons.tsx';
import { useGo, usePageParams, usePageQuery } from '#ui-kit/page.ts';
import { Page, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useSay } from '#ui-kit/text.ts';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { GroundAnswer, GroundUnit } from '../contract.ts';
import { AskForm } from './ask-form.tsx';
import { GroundMap, type Spot } from './ground-map.tsx';
import { groundQuery } from './queries.ts';
import { useProposalsText } from './text.ts';
import { areaOf, percentDown, placeOf } from './written.ts';
import './proposals.css';

const VERDICTS = ['meets', 'below', 'to-merge', 'unknown', 'no-standard'] as const;
const TONES = {
  meets: 'success',
  below: 'warn',
  'to-merge': 'warn',
  unknown: 'neutral',
  'no-standard': 'neutral',
} as const;

function Legend({ units }: { units: readonly GroundUnit[] }) {
  const t = useProposalsText();
  return (
    <ul className="prop-legend">
      {VERDICTS.map((verdict) => {
        const count = units.filter((unit) => unit.verdict === verdict).length;
        return count === 0 ? null : (
          <li key={verdict}>
            <span className="prop-swatch" data-look={verdict} aria-hidden="true" />
            {t(`v.${verdict}`)} ({count})
          </li>
        );
      })}
    </ul>
  );
}

/** The lower one of the two percents: what is missing most. */
const lower = ({ percent }: GroundUnit): number | null =>
  percent.people === null || percent.km2 === null ? null : Math.min(percent.people, percent.km2);

export function RulesOfDay({ rules }: { rules: GroundAnswer['rules'] }) {
  const t = useProposalsText();
  const say = useSay();
  return (
    <details className="k-fold">
      <summary>{t('rules')}</summary>
      <Stack gap="small">
        {rules.map((rule) => (
          <div key={rule.says.vi}>
            <p>{say(rule.says)}.</p>
            <RuleLine rule={rule.source} />
            {rule.note && <p className="k-small">{say(rule.note)}</p>}
          </div>
        ))}
      </Stack>
    </details>
  );
}

/** How neighbours were found; what is derived says so. */
export function NeighboursNote({ neighbours }: { neighbours: GroundAnswer['neighbours'] }) {
  const t = useProposalsText();
  const kinds = new Set(neighbours.map(({ by }) => by));
  if (kinds.size === 0) return <Notice tone="warn">{t('noNeighbours')}</Notice>;
  return (
    <p className="k-small">
      {t(kinds.size === 2 ? 'byBoth' : kinds.has('border') ? 'byBorders' : 'byPoints')}
    </p>
  );
}

function UnitsTable({
  view,
  stays,
  setStays,
}: {
  view: GroundAnswer;
  stays: ReadonlySet<string>;
  setStays: (stays: ReadonlySet<string>) => void;
}) {
  const t = useProposalsText();
  const nearOf = (at: number) => view.neighbours.filter(({ a, b }) => a === at || b === at).length;
  const order = new Map(view.units.map((unit, at) => [unit.id, at]));
  const figure = (value: string, percent: number | null) =>
    percent === null ? value : t('figure', { value, percent: percentDown(percent) });
  const toggle = (unitId: string, isStaying: boolean) => {
    const next = new Set(stays);
    if (isStaying) next.add(unitId);
    else next.delete(unitId);
    setStays(next);
  };
  const columns: Column<GroundUnit>[] = [
    {
      key: 'name',
      header: t('name'),
      text: (unit) => placeOf(unit.name),
      primary: true,
      cell: (unit) => <TextLink to={`/units/${unit.id}`}>{placeOf(unit.name)}</TextLink>,
    },
    {
      key: 'people',
      header: t('people'),
      align: 'end',
      text: (unit) => (unit.people === null ? '' : figure(formatNumber(unit.people), unit.percent.people)),
      sortKey: (unit) => unit.people,
    },
    {
      key: 'km2',
      header: t('km2'),
      align: 'end',
      text: (unit) => (unit.km2 === null ? '' : figure(areaOf(unit.km2), unit.percent.km2)),
      sortKey: (unit) => unit.km2,
    },
    {
      key: 'verdict',
      header: t('verdict'),
      text: (unit) => t(`v.${unit.verdict}`),
      sortKey: (unit) => VERDICTS.indexOf(unit.verdict),
      cell: (unit) => (
        <Badge
          tone={TONES[unit.verdict]}
          icon={unit.verdict === 'meets' ? IconCheck : unit.verdict === 'to-merge' ? IconWarn : undefined}
        >
          {t(`v.${unit.verdict}`)}
        </Badge>
      ),
    },
    {
      key: 'members',
      header: t('members'),
      align: 'end',
      text: (unit) => formatNumber(unit.members),
      sortKey: (unit) => unit.members,
    },
    {
      key: 'near',
      header: t('near'),
      hiddenAtFirst: true,
      align: 'end',
      text: (unit) => formatNumber(nearOf(order.get(unit.id) ?? -1)),
      sortKey: (unit) => nearOf(order.get(unit.id) ?? -1),
    },
  ];
  if (view.abilities.solve)
    columns.push({
      key: 'stay',
      header: t('stay'),
      isAction: true,
      text: (unit) => (stays.has(unit.id) ? t('stay') : ''),
      cell: (unit) => (
        <Checkbox
          label={
            <>
              <span aria-hidden="true">{t('stay')}</span>
              <span className="k-hidden">{t('stayLong', { unit: placeOf(unit.name) })}</span>
            </>
          }
          checked={stays.has(unit.id)}
          onChange={(isStaying) => toggle(unit.id, isStaying)}
        />
      ),
    });
  return (
    <DataTable
      caption={t('units')}
      name="proposals-units"
      columns={columns}
      rows={view.units}
      rowKey={(unit) => unit.id}
      searchLabel={t('searchUnits')}
      exportName="don-vi-so-voi-tieu-chuan"
      bare={view.units.length < 8}
      empty={null}
    />
  );
}

function Earlier({ view }: { view: GroundAnswer }) {
  const t = useProposalsText();
  const { proposals } = view;
  if (proposals.length === 0) return null;
  return (
    <Section title={t('earlier')}>
      <ul className="k-plain-list">
        {proposals.map((each) => (
          <li key={each.id}>
            <TextLink to={`/units/${view.unit.id}/proposals/${each.id}`}>
              {[
                t('earlierOn', { day: formatCivilDate(each.on) }),
                t('alternativesCount', { count: each.alternatives }),
                t('after', { count: each.units }),
              ].join(', ')}
            </TextLink>
            <p className="k-small">
              {[
                t(`weight.${each.asked.weight}`),
                each.plans > 0 ? t('plansCount', { count: each.plans }) : '',
              ]
                .filter(Boolean)
                .join('; ')}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Ground({ view }: { view: GroundAnswer }) {
  const t = useProposalsText();
  const [stays, setStays] = useState<ReadonlySet<string>>(new Set());
  const there = new Set(view.units.map((unit) => unit.id));
  const spots = view.units.map((unit): Spot => {
    const least = lower(unit);
    const { people, km2 } = unit.percent;
    const words = { unit: unit.name, verdict: t(`v.${unit.verdict}`) };
    return {
      unit,
      look: unit.verdict,
      mark: least === null ? '?' : `${percentDown(least)}%`,
      isSeat: false,
      said:
        least === null
          ? t('saidUnknown', words)
          : t('saidNow', { ...words, people: percentDown(people), km2: percentDown(km2) }),
    };
  });
  return (
    <>
      <Section title={t('now')} lead={t('mapNow')}>
        <Stack>
          <Legend units={view.units} />
          <GroundMap spots={spots} label={t('mapNow')} />
          {view.units.every((unit) => unit.geometry === null) && <p className="k-small">{t('tilesNote')}</p>}
          <NeighboursNote neighbours={view.neighbours} />
          <RulesOfDay rules={view.rules} />
        </Stack>
      </Section>
      {view.abilities.solve && (
        <AskForm
          unitId={view.unit.id}
          on={view.on}
          count={view.units.length}
          stayIds={[...stays].filter((id) => there.has(id))}
        />
      )}
      <Section title={t('units')}>
        <UnitsTable view={view} stays={stays} setStays={setStays} />
      </Section>
    </>
  );
}

/** The wards and communes below a unit against the standard of a day, and the way to proposals. */
export function GroundPage() {
  const t = useProposalsText();
  const go = useGo();
  const { unitId } = usePageParams<'unitId'>();
  const { on } = usePageQuery();
  const ground = useQuery({ ...groundQuery(unitId, on), placeholderData: keepPreviousData });
  const view = ground.data;
  return (
    <Page
      title={t('title')}
      lead={view && t('lead', { unit: view.unit.name, day: formatCivilDate(view.on) })}
      back={{ to: `/units/${unitId}`, label: view?.unit.name ?? t('toUnit') }}
      action={view && <PrintButton />}
      width="wide"
    >
      {ground.isPending && <LoadingState lines={10} />}
      {ground.isError && <ErrorState error={ground.error} onRetry={() => void ground.refetch()} />}
      {view && !ground.isError && (
        <>
          <div className="k-no-print">
            <DateField
              label={t('on')}
              hint={t('onHint')}
              value={view.on}
              onChange={(day) =>
                day && day !== view.on && go(`/units/${unitId}/proposals?on=${day}`, { replace: true })
              }
            />
          </div>
          {view.further.length > 0 && (
            <Section title={t('further')}>
              <ul className="prop-groups">
                {view.further.map((each) => (
                  <li key={each.id} className="prop-group">
                    <IconTree />
                    <p>
                      <TextLink to={`/units/${each.id}/proposals?on=${view.on}`}>{each.name}</TextLink>
                      <br />
                      <span className="k-small">{t('furtherCount', { count: each.places })}</span>
                    </p>
                  </li>
                ))}
              </ul>
            </Section>
          )}
          {view.units.length > 0 ? (
            <Ground key={`${unitId} ${view.on}`} view={view} />
          ) : (
            view.further.length === 0 && (
              <EmptyState title={t('noPlaces')} icon={IconTree}>
                {t('noPlacesText')}
              </EmptyState>
            )
          )}
          <Earlier view={view} />
        </>
      )}
    </Page>
  );
}
