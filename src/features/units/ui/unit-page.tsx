import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { Button, LinkButton, PrintButton, TextLink } from '#ui-kit/actions.tsx';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { Badge, EmptyState, ErrorState, LoadingState, Notice } from '#ui-kit/feedback.tsx';
import { FoldIf } from '#ui-kit/fold.tsx';
import { IconTree } from '#ui-kit/icons.tsx';
import { useIsNarrow } from '#ui-kit/narrow.ts';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Row, Section } from '#ui-kit/page-frame.tsx';
import { Panels } from '#ui-kit/panels.tsx';
import { KeyValue } from '#ui-kit/show.tsx';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { TreeNode, UnitChange } from '../contract.ts';
import { isBranchKind } from '../domain/unit-kinds.ts';
import { ChangeDialog, type Correction, draftOf, type Verb } from './change-dialog.tsx';
import { ChangesList, LinkedUnits } from './changes-list.tsx';
import { DayChoice, useDay } from './day-choice.tsx';
import type { DecisionDraft } from './decision-fields.tsx';
import { FoundDialog } from './found-dialog.tsx';
import { useKindWords } from './kind-words.ts';
import { LifePicture } from './life-picture.tsx';
import { type Life, lifeQuery, type UnitView, unitQuery } from './queries.ts';
import { useUnitsText } from './text.ts';
import './units.css';

const VERBS: readonly Verb[] = ['rename', 'recode', 'move', 'change-kind', 'end'];

function Facts({ view }: { view: UnitView }) {
  const t = useUnitsText();
  const words = useKindWords();
  const { unit } = view;
  const { area } = unit;
  const place = area
    ? [
        area.km2 === null ? null : t('km2', { value: formatNumber(area.km2) }),
        area.population === null ? null : t('people', { value: formatNumber(area.population) }),
      ].filter(Boolean)
    : [];
  return (
    <KeyValue
      facts={[
        { label: t('kind'), value: words.kind(unit.kind) },
        ...(unit.sector ? [{ label: t('sector'), value: words.sector(unit.sector) }] : []),
        ...(unit.code === null
          ? []
          : [{ label: t('code'), value: <span className="k-number">{unit.code}</span> }]),
        ...(unit.committee === unit.name ? [] : [{ label: t('committee'), value: unit.committee }]),
        { label: t('founded'), value: formatCivilDate(unit.foundedOn) },
        ...(unit.endedOn ? [{ label: t('ended'), value: formatCivilDate(unit.endedOn) }] : []),
        ...(place.length > 0 ? [{ label: t('area'), value: place.join(' · ') }] : []),
      ]}
    />
  );
}

/** The way from the top down to the unit on that day; what the person may not open is only named. */
function Way({ view, on }: { view: UnitView; on: string | undefined }) {
  const t = useUnitsText();
  if (view.above.length === 0) return <p className="k-soft">{t('topOfTree')}</p>;
  return (
    <nav aria-label={t('above')}>
      <ol className="units-way">
        {[...view.above].reverse().map((unit) => (
          <li key={unit.id}>
            {unit.isOpen ? (
              <TextLink to={`/units/${unit.id}${on ? `?on=${on}` : ''}`}>{unit.name}</TextLink>
            ) : (
              <span>{unit.name}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Children({ view, on }: { view: UnitView; on: string | undefined }) {
  const t = useUnitsText();
  const words = useKindWords();
  const columns: Column<TreeNode>[] = [
    {
      key: 'name',
      header: t('name'),
      text: (unit) => unit.name,
      primary: true,
      cell: (unit) => <TextLink to={`/units/${unit.id}${on ? `?on=${on}` : ''}`}>{unit.name}</TextLink>,
    },
    { key: 'kind', header: t('kind'), text: (unit) => words.kind(unit.kind) },
    { key: 'sector', header: t('sector'), text: (unit) => (unit.sector ? words.sector(unit.sector) : '') },
    { key: 'code', header: t('code'), text: (unit) => unit.code ?? '', brief: 'plain' },
    {
      key: 'branches',
      header: t('branchCount'),
      text: (unit) => (unit.branchCount > 0 ? String(unit.branchCount) : ''),
      sortKey: (unit) => unit.branchCount,
      align: 'end',
    },
  ];
  return (
    <DataTable
      caption={t('children')}
      name="units-children"
      columns={columns}
      rows={view.children}
      rowKey={(unit) => unit.id}
      searchLabel={t('searchChildren')}
      exportName="to-chuc-truc-thuoc"
      bare={view.children.length < 8}
      isSlim
      folds={{ order: () => 0, foldOf: (_, at) => (at < 5 ? null : t('otherChildren')) }}
      empty={<EmptyState title={t('noChildren')} icon={IconTree} />}
    />
  );
}

/** The same dialog, filled with what was recorded, for a change whose day has not come. */
function correctionOf(change: UnitChange, view: UnitView, life: Life): Correction {
  const kind = life.kinds.find((span) => span.from === change.on)?.value;
  const parent = life.parents.find((span) => span.from === change.on)?.value;
  return {
    changeId: change.id,
    draft: {
      ...draftOf(view),
      on: change.on,
      ...(change.verb === 'rename' ? { name: change.after ?? '' } : {}),
      ...(change.verb === 'recode' ? { code: change.after ?? '' } : {}),
      ...(change.verb === 'move' && parent ? { parent } : {}),
      ...(change.verb === 'change-kind' && kind ? kind : {}),
    },
    decision: decisionOf(change),
  };
}
const decisionOf = (change: UnitChange): DecisionDraft => ({
  number: change.decision,
  on: change.decisionOn,
  issuedBy: change.issuedBy ?? '',
});

function Dialogs({
  asked,
  view,
  life,
  onClose,
}: {
  asked: Asked;
  view: UnitView;
  life: Life | undefined;
  onClose: () => void;
}) {
  const { unit } = view;
  const [parent] = view.above;
  if (asked.what === 'found') return <FoundDialog parent={unit} onClose={onClose} />;
  if (asked.what === 'change') return <ChangeDialog verb={asked.verb} view={view} onClose={onClose} />;
  if (!life) return null;
  const { change } = asked;
  if (change.verb === 'found')
    return parent ? (
      <FoundDialog
        parent={parent}
        correction={{
          unitId: unit.id,
          changeId: change.id,
          draft: {
            on: unit.foundedOn,
            name: unit.name,
            code: unit.code ?? '',
            kind: unit.kind,
            sector: unit.sector,
            predecessors: life.predecessors,
          },
          decision: decisionOf(change),
        }}
        onClose={onClose}
      />
    ) : null;
  return (
    <ChangeDialog
      verb={change.verb}
      view={view}
      correction={correctionOf(change, view, life)}
      onClose={onClose}
    />
  );
}

type Asked = { what: 'found' } | { what: 'change'; verb: Verb } | { what: 'correct'; change: UnitChange };

function Status({ view, asked }: { view: UnitView; asked: string | undefined }) {
  const t = useUnitsText();
  const { unit, today, day } = view;
  const shown = formatCivilDate(day);
  return (
    <>
      <Row gap="small">
        {unit.foundedOn > today && (
          <Badge tone="info">{t('isPlanned', { day: formatCivilDate(unit.foundedOn) })}</Badge>
        )}
        {unit.endedOn && (
          <Badge tone="warn">
            {t(unit.endedOn > today ? 'willEnd' : 'hasEnded', { day: formatCivilDate(unit.endedOn) })}
          </Badge>
        )}
      </Row>
      {asked && asked !== day && <Notice tone="warn">{t('outsideLife', { day: shown })}</Notice>}
      {asked && asked === day && day !== today && (
        <Notice tone="info">{t('otherDay', { day: shown })}</Notice>
      )}
    </>
  );
}

/** A unit as of a day, what stands above and below it, its life with the decisions, and what other features know. */
export function UnitPage() {
  const t = useUnitsText();
  const { unitId } = usePageParams<'unitId'>();
  const isNarrow = useIsNarrow();
  const { on, setOn } = useDay(`/units/${unitId}`);
  const page = useQuery({ ...unitQuery(unitId, on), placeholderData: keepPreviousData });
  const life = useQuery(lifeQuery(unitId));
  const [asked, setAsked] = useState<Asked | null>(null);
  const view = page.data;
  const nearest = view?.above.find((unit) => unit.isOpen);
  return (
    <Page
      title={view?.unit.name ?? t('tree')}
      lead={view && <Way view={view} on={on} />}
      action={
        view && (
          <Row gap="small">
            <LinkButton to={`/units/${unitId}/tree${on ? `?on=${on}` : ''}`} icon={<IconTree />}>
              {t('openTree')}
            </LinkButton>
            <PrintButton />
          </Row>
        )
      }
      width="wide"
    >
      {page.isError && <ErrorState error={page.error} onRetry={() => void page.refetch()} />}
      {page.isPending && <LoadingState lines={8} />}
      {view && !page.isError && (
        <>
          <Status view={view} asked={on} />
          <Section>
            <div className="units-facts">
              <Facts view={view} />
              <DayChoice on={on} shown={view.day} setOn={setOn} />
            </div>
          </Section>
          {(view.children.length > 0 || !isBranchKind(view.unit.kind)) && (
            <Section
              title={t('children')}
              lead={t('childrenLead', { day: formatCivilDate(view.day) })}
              action={
                view.abilities.found && (
                  <Row gap="small">
                    <Button onClick={() => setAsked({ what: 'found' })}>{t('foundShort')}</Button>
                    {view.abilities.import && (
                      <LinkButton to={`/units/${unitId}/import`}>{t('importList')}</LinkButton>
                    )}
                  </Row>
                )
              }
            >
              <Children view={view} on={on} />
            </Section>
          )}
          <Panels
            on="unit"
            id={unitId}
            kind={view.unit.kind}
            day={view.day}
            abilities={view.unit.id === unitId ? view.abilities : {}}
          />
          {life.isError && <ErrorState error={life.error} onRetry={() => void life.refetch()} />}
          {life.data && (
            <>
              <Section title={t('life')} lead={t('lifeLead')}>
                <FoldIf when={isNarrow} label={t('seeLife')}>
                  <LifePicture life={life.data} />
                </FoldIf>
                <LinkedUnits life={life.data} />
              </Section>
              <Section title={t('history')} lead={view.abilities.change ? t('changesLead') : undefined}>
                <div className="k-no-print">
                  <Row gap="small">
                    {view.abilities.change &&
                      VERBS.filter((verb) => verb !== 'move' || view.above.length > 0).map((verb) => (
                        <Button key={verb} onClick={() => setAsked({ what: 'change', verb })}>
                          {t(`verb.${verb}`)}
                        </Button>
                      ))}
                    {view.abilities.found && isBranchKind(view.unit.kind) && (
                      <Button onClick={() => setAsked({ what: 'found' })}>{t('found')}</Button>
                    )}
                  </Row>
                </div>
                <ChangesList
                  life={life.data}
                  unitId={unitId}
                  parentId={nearest?.id}
                  onCorrect={(change) => setAsked({ what: 'correct', change })}
                />
              </Section>
            </>
          )}
        </>
      )}
      {asked && view && <Dialogs asked={asked} view={view} life={life.data} onClose={() => setAsked(null)} />}
    </Page>
  );
}
