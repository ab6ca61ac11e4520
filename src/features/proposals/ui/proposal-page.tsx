import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { Button, LinkButton, PrintButton } from '#ui-kit/actions.tsx';
import { Dialog } from '#ui-kit/dialog.tsx';
import { Badge, ErrorState, LoadingState, Notice, RefusalNotice } from '#ui-kit/feedback.tsx';
import { TextField } from '#ui-kit/fields.tsx';
import { IconCheck } from '#ui-kit/icons.tsx';
import { useIsNarrow } from '#ui-kit/narrow.ts';
import { useGo, usePageParams } from '#ui-kit/page.ts';
import { Page, Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { Alternative, chooseAlternative, ProposalAnswer } from '../contract.ts';
import { colourGroups, groupLetter } from '../domain/colour-groups.ts';
import { GroundMap, type Spot } from './ground-map.tsx';
import { NeighboursNote, RulesOfDay } from './ground-page.tsx';
import { PROPOSALS, proposalQuery } from './queries.ts';
import { useProposalsText } from './text.ts';
import { areaOf, kilometresOf, percentDown, placeOf } from './written.ts';
import './proposals.css';

type Measure = {
  key: string;
  label: string;
  value: (alternative: Alternative) => number | null;
  /** The least of the row is the better one. */
  isLess: boolean;
  write: (value: number | null, alternative: Alternative) => string;
};

/** What alternatives are compared by. */
function useMeasures(): Measure[] {
  const t = useProposalsText();
  const km = (value: number | null) =>
    value === null ? t('unknownValue') : t('kilometres', { value: kilometresOf(value) });
  const plain = (value: number | null) => (value === null ? t('unknownValue') : formatNumber(value));
  return [
    {
      key: 'units',
      label: t('unitsAfter'),
      value: (a: Alternative) => a.groups.length,
      isLess: false,
      write: plain,
    },
    { key: 'joined', label: t('joined'), value: (a: Alternative) => a.joined, isLess: false, write: plain },
    {
      key: 'people',
      label: t('peopleMoved'),
      value: (a: Alternative) => a.cost.people,
      isLess: true,
      write: plain,
    },
    {
      key: 'members',
      label: t('membersMoved'),
      value: (a: Alternative) => a.cost.members,
      isLess: true,
      write: plain,
    },
    {
      key: 'branches',
      label: t('branchesMoved'),
      value: (a: Alternative) => a.cost.branches,
      isLess: true,
      write: plain,
    },
    {
      key: 'longest',
      label: t('longest'),
      value: (a: Alternative) => a.cost.longestKm,
      isLess: true,
      write: km,
    },
    {
      key: 'personKm',
      label: t('personKm'),
      value: (a: Alternative) => a.cost.personKm,
      isLess: true,
      write: plain,
    },
    {
      key: 'meets',
      label: t('meetsAfter'),
      value: (a: Alternative) => a.standing.meets,
      isLess: false,
      write: (value: number | null, a: Alternative) =>
        t('ofUnits', { met: formatNumber(value ?? 0), of: formatNumber(a.groups.length) }),
    },
  ];
}

function Praise({ alternative }: { alternative: Alternative }) {
  const t = useProposalsText();
  if (!alternative.isProven) return <Badge tone="warn">{t('best.unproven')}</Badge>;
  if (alternative.best.length === 0) return <span className="k-small k-soft">{t('next')}</span>;
  return (
    <Row gap="small">
      {alternative.best.map((weight) => (
        <Badge key={weight} tone="success" icon={IconCheck}>
          {t(`best.${weight}`)}
        </Badge>
      ))}
    </Row>
  );
}

function Compare({
  view,
  chosen,
  choose,
}: {
  view: ProposalAnswer;
  chosen: number;
  choose: (at: number) => void;
}) {
  const t = useProposalsText();
  const measures = useMeasures();
  const isNarrow = useIsNarrow();
  const all = view.alternatives;
  const pick = (at: number) =>
    at === chosen ? (
      <Badge tone="brand" icon={IconCheck}>
        {t('shown')}
      </Badge>
    ) : (
      <Button onClick={() => choose(at)} label={`${t('show')}: ${t('alternative', { number: at + 1 })}`}>
        {t('show')}
      </Button>
    );
  if (isNarrow)
    return (
      <div className="prop-cards">
        {all.map((alternative, at) => (
          <Section
            key={alternative.groups.map(({ members }) => members.join()).join(' ')}
            title={t('alternative', { number: at + 1 })}
            level={3}
            action={pick(at)}
          >
            <Praise alternative={alternative} />
            <table className="prop-compare">
              <tbody>
                {measures.map(({ key, label, value, write }) => (
                  <tr key={key}>
                    <th scope="row">{label}</th>
                    <td className="k-number">{write(value(alternative), alternative)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Section>
        ))}
      </div>
    );
  return (
    <table className="prop-compare">
      <thead>
        <tr>
          <td />
          {all.map((alternative, at) => (
            <th
              key={alternative.groups.map(({ members }) => members.join()).join(' ')}
              scope="col"
              data-chosen={at === chosen || undefined}
            >
              <Stack gap="small">
                <span>{t('alternative', { number: at + 1 })}</span>
                <Praise alternative={alternative} />
                <span className="k-no-print">{pick(at)}</span>
              </Stack>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {measures.map(({ key, label, value, write, isLess }) => {
          const known = all.flatMap((alternative) => value(alternative) ?? []);
          const least = Math.min(...known);
          return (
            <tr key={key}>
              <th scope="row">{label}</th>
              {all.map((alternative, at) => (
                <td
                  key={alternative.groups.map(({ members }) => members.join()).join(' ')}
                  className="k-number"
                  data-chosen={at === chosen || undefined}
                  data-least={(isLess && all.length > 1 && value(alternative) === least) || undefined}
                >
                  {write(value(alternative), alternative)}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Groups({
  view,
  alternative,
  number,
}: {
  view: ProposalAnswer;
  alternative: Alternative;
  number: number;
}) {
  const t = useProposalsText();
  const { units } = view;
  const joined = alternative.groups.filter(({ members }) => members.length > 1);
  const alone = alternative.groups.filter(({ members }) => members.length === 1);
  const groupOf = units.map((_, at) => {
    const found = joined.findIndex(({ members }) => members.includes(at));
    return found < 0 ? null : found;
  });
  const colours = colourGroups(joined.length, groupOf, view.neighbours);
  const nameOf = (at: number) => placeOf(units[at]?.name ?? '');
  const spots = units.map((unit, at): Spot => {
    const group = groupOf[at] ?? null;
    if (group === null)
      return { unit, look: 'alone', mark: '', isSeat: false, said: t('saidAlone', { unit: unit.name }) };
    const letter = groupLetter(group);
    const isSeat = joined[group]?.seat === at;
    return {
      unit,
      look: String(colours[group]),
      mark: letter,
      isSeat,
      said: t(isSeat ? 'saidSeat' : 'saidGroup', { unit: unit.name, letter }),
    };
  });
  return (
    <>
      <Section title={t('mapOf', { number })} lead={t('mapLead')}>
        <Stack>
          <GroundMap spots={spots} label={t('mapOf', { number })} />
          <NeighboursNote neighbours={view.neighbours} />
        </Stack>
      </Section>
      <Section title={t('groups')}>
        {joined.length === 0 && <p>{t('noGroups')}</p>}
        <ul className="prop-groups">
          {joined.map((group, at) => (
            <li key={group.members.join()} className="prop-group">
              <span className="prop-swatch" data-look={colours[at]}>
                <span className="k-hidden">{t('group', { letter: groupLetter(at) })}</span>
                <span aria-hidden="true">{groupLetter(at)}</span>
              </span>
              <Stack gap="small">
                <p>
                  <strong>{t('seat', { unit: nameOf(group.seat) })}</strong>
                </p>
                <p>
                  {t('joins', {
                    units: group.members
                      .filter((each) => each !== group.seat)
                      .map(nameOf)
                      .join(', '),
                  })}
                </p>
                <p className="k-small">
                  {t('groupSize', {
                    people: group.people === null ? '?' : formatNumber(group.people),
                    peoplePercent: percentDown(group.percent.people),
                    km2: group.km2 === null ? '?' : areaOf(group.km2),
                    km2Percent: percentDown(group.percent.km2),
                  })}
                </p>
                <p className="k-small">
                  {t('groupCost', {
                    people: formatNumber(group.cost.people),
                    members: formatNumber(group.cost.members),
                    branches: formatNumber(group.cost.branches),
                  })}
                  {group.cost.longestKm !== null &&
                    `. ${t('groupFar', { value: kilometresOf(group.cost.longestKm) })}`}
                </p>
              </Stack>
            </li>
          ))}
        </ul>
        {alone.length > 0 && (
          <details className="k-fold" open={joined.length === 0}>
            <summary>{t('alone', { count: alone.length })}</summary>
            <p>{alone.map(({ seat }) => nameOf(seat)).join(', ')}</p>
          </details>
        )}
      </Section>
    </>
  );
}

function PlanDialog({
  view,
  chosen,
  onClose,
}: {
  view: ProposalAnswer;
  chosen: number;
  onClose: () => void;
}) {
  const t = useProposalsText();
  const go = useGo();
  const { unitId, proposalId } = usePageParams<'unitId' | 'proposalId'>();
  const [title, setTitle] = useState(t('planTitleDefault', { unit: view.unit.name }).slice(0, 200));
  const make = useWrite<typeof chooseAlternative>('POST /api/units/:unitId/proposals/:proposalId/plan', {
    invalidates: [[...PROPOSALS], ['plans']],
    onDone: ({ planId }) => {
      onClose();
      go(`/units/${unitId}/plans/${planId}`);
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('chooseTitle')}
      busy={make.isPending}
      actions={
        <>
          <Button onClick={onClose} disabled={make.isPending}>
            {t('cancel')}
          </Button>
          <Button
            kind="main"
            busy={make.isPending}
            disabled={title.trim().length < 3}
            onClick={() =>
              make.mutate({
                params: { unitId, proposalId },
                body: { alternative: chosen, title: title.trim() },
              })
            }
          >
            {t('create')}
          </Button>
        </>
      }
    >
      <Stack>
        {make.error && <RefusalNotice refusal={make.error} />}
        <p>{t('chooseText', { number: chosen + 1, day: formatCivilDate(view.on) })}</p>
        <TextField
          label={t('planTitle')}
          value={title}
          onChange={setTitle}
          maxLength={200}
          required
          autoFocus
        />
      </Stack>
    </Dialog>
  );
}

/** Alternatives side by side with what each costs; the one that is looked at as a map and as a list. */
export function ProposalPage() {
  const t = useProposalsText();
  const { unitId, proposalId } = usePageParams<'unitId' | 'proposalId'>();
  const proposal = useQuery(proposalQuery(unitId, proposalId));
  const [chosen, setChosen] = useState(0);
  const [isPlanning, setPlanning] = useState(false);
  const view = proposal.data;
  const alternative = view?.alternatives[chosen];
  const [planId] = alternative?.planIds ?? [];
  const actions = view && alternative && (
    <Row gap="small">
      {planId && <LinkButton to={`/units/${unitId}/plans/${planId}`}>{t('openPlan')}</LinkButton>}
      {view.abilities.choose && alternative.joined > 0 && (
        <Button kind="main" onClick={() => setPlanning(true)}>
          {t('choose')}
        </Button>
      )}
    </Row>
  );
  return (
    <Page
      title={t('alternatives')}
      lead={
        view &&
        t('alternativesLead', {
          before: formatNumber(view.units.length),
          candidates: formatNumber(view.candidates),
        })
      }
      back={{
        to: `/units/${unitId}/proposals${view ? `?on=${view.on}` : ''}`,
        label: view?.unit.name ?? t('back'),
      }}
      action={view && <PrintButton />}
      width="wide"
    >
      {proposal.isPending && <LoadingState lines={10} />}
      {proposal.isError && <ErrorState error={proposal.error} onRetry={() => void proposal.refetch()} />}
      {view && alternative && (
        <>
          {view.isCut && (
            <Notice tone="warn">
              {t(view.alternatives.every((each) => each.isProven) ? 'isCut' : 'isCutUnproven')}
            </Notice>
          )}
          {view.parts < view.asked.mostParts && (
            <Notice tone="warn">{t('partsCut', { asked: view.asked.mostParts, parts: view.parts })}</Notice>
          )}
          <Section>
            <p className="k-small">
              {t('asked')}:{' '}
              {[
                t('earlierOn', { day: formatCivilDate(view.on) }),
                t(`need.${view.asked.need}`),
                t(`weight.${view.asked.weight}`),
                `${t('mostParts')}: ${view.asked.mostParts} ${t('mostPartsUnit')}`,
                view.asked.target.kind === 'free'
                  ? ''
                  : `${t('target')}: ${t(`target.${view.asked.target.kind}`)} ${view.asked.target.units}`,
                view.asked.stayIds.length > 0 ? t('stayNote', { count: view.asked.stayIds.length }) : '',
              ]
                .filter(Boolean)
                .join('; ')}
            </p>
            <Compare view={view} chosen={chosen} choose={setChosen} />
            <div className="k-no-print">{actions}</div>
          </Section>
          <Groups key={chosen} view={view} alternative={alternative} number={chosen + 1} />
          <RulesOfDay rules={view.rules} />
          {isPlanning && <PlanDialog view={view} chosen={chosen} onClose={() => setPlanning(false)} />}
        </>
      )}
    </Page>
  );
}
