import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { kindWords } from '#features/units/widgets.tsx';
import { formatCivilDate } from '#kernel/civil-date.ts';
import type { Answer } from '#kernel/route.ts';
import { TextLink } from '#ui-kit/actions.tsx';
import { ErrorState, LoadingState, Notice } from '#ui-kit/feedback.tsx';
import { SelectField } from '#ui-kit/fields.tsx';
import { Section } from '#ui-kit/page-frame.tsx';
import { useLanguage } from '#ui-kit/text.ts';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { Figure, getMoves } from '../contract.ts';
import { bridge } from '../domain/bridge.ts';
import type { ReportPeriod } from '../domain/report-period.ts';
import { countWords } from '../domain/words.ts';
import type { Place } from './addresses.ts';
import { periodWords } from './measured.ts';
import { movesQuery } from './queries.ts';
import { useReportsText } from './text.ts';

type Moves = Answer<typeof getMoves>;

const COUNTED = [
  'members',
  'held',
  'due',
  'present',
  'base',
  'thematic',
  'tasksDue',
  'tasksOverdue',
  'needing',
] as const satisfies readonly Figure[];
type Counted = (typeof COUNTED)[number];

/** What was counted on the tree of that time, plus what came, less what went, is what is counted on today's. */
function bridgeOf(view: Moves, figure: Counted) {
  const left = (id: string | null) =>
    view.moves.filter(({ from }) => from.id === id).reduce((sum, move) => sum + move.figures[figure], 0);
  return bridge([
    ...view.groups.map(({ id, before }) => ({ weight: before[figure] - left(id), before: id, after: id })),
    ...view.moves.map(({ from, to, figures }) => ({
      weight: figures[figure],
      before: from.id,
      after: to.id,
    })),
  ]);
}

/** The difference between the two trees, explained to the last member or meeting by the units that moved. */
export function MovesView({ place, period }: { place: Place; period: ReportPeriod }) {
  const t = useReportsText();
  const { language } = useLanguage();
  const [figure, setFigure] = useState<Counted>('members');
  const moves = useQuery(movesQuery(place.unitId, period.name));
  if (moves.isPending) return <LoadingState lines={8} />;
  if (moves.isError) return <ErrorState error={moves.error} onRetry={() => void moves.refetch()} />;
  const view = moves.data;
  const words = periodWords(period, language);
  if (view.moves.length === 0)
    return (
      <Section title={t('movesTitle', { period: words })}>
        <Notice tone="success">{t('movesNone')}</Notice>
      </Section>
    );

  const { groups, total } = bridgeOf(view, figure);
  const nameOf = (id: string | null) =>
    id === null
      ? t('outside', { unit: view.unit.name })
      : id === 'ended'
        ? t('endedBranches')
        : (view.groups.find((group) => group.id === id)?.name ??
          view.moves.find((move) => move.from.id === id || move.to.id === id)?.unit.name ??
          '');
  const changed = groups.filter((group) => group.movedIn.length + group.movedOut.length > 0);
  const number = (value: number) => formatNumber(value);
  const parts = (list: { id: string | null; weight: number }[], word: 'fromUnit' | 'toUnit') =>
    list.map(({ id, weight }) => (
      <span key={id ?? ''} className="r-bridge-part">
        {number(weight)} {t(word, { unit: nameOf(id) })}
      </span>
    ));
  const sum = (list: { weight: number }[]) => list.reduce((all, part) => all + part.weight, 0);
  return (
    <>
      <Section title={t('movesTitle', { period: words })} lead={t('movesLead')}>
        <div className="r-measure-pick">
          <SelectField
            label={t('counted')}
            value={figure}
            onChange={setFigure}
            options={COUNTED.map((one) => ({ value: one, label: countWords[one][language] }))}
          />
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling frame must be reachable by keyboard */}
        <section className="k-table-frame" tabIndex={0} aria-label={t('bridgeCaption')}>
          <table className="k-table r-bridge">
            <caption className="k-hidden">{t('bridgeCaption')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('unit')}</th>
                <th scope="col" data-align="end">
                  {t('treeThen')}
                </th>
                <th scope="col" data-align="end">
                  {t('movedIn')}
                </th>
                <th scope="col" data-align="end">
                  {t('movedOut')}
                </th>
                <th scope="col" data-align="end">
                  {t('treeToday')}
                </th>
              </tr>
            </thead>
            <tbody>
              <tr>
                <th scope="row">{t('wholeUnit')}</th>
                <td data-align="end">{number(total.before)}</td>
                <td data-align="end">+ {number(total.movedIn)}</td>
                <td data-align="end">− {number(total.movedOut)}</td>
                <td data-align="end">
                  <strong>= {number(total.after)}</strong>
                </td>
              </tr>
              {changed.map((group) => (
                <tr key={group.group}>
                  <th scope="row">{nameOf(group.group)}</th>
                  <td data-align="end">{number(group.before)}</td>
                  <td data-align="end">
                    + {number(sum(group.movedIn))}
                    {parts(
                      group.movedIn.map(({ from, weight }) => ({ id: from, weight })),
                      'fromUnit',
                    )}
                  </td>
                  <td data-align="end">
                    − {number(sum(group.movedOut))}
                    {parts(
                      group.movedOut.map(({ to, weight }) => ({ id: to, weight })),
                      'toUnit',
                    )}
                  </td>
                  <td data-align="end">
                    <strong>= {number(group.after)}</strong>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        {changed.length < view.groups.length && (
          <p className="r-rows-note">{t('unchanged', { count: view.groups.length - changed.length })}</p>
        )}
      </Section>
      <Section title={t('movedUnits', { count: view.moves.length })}>
        <ul className="r-moves">
          {view.moves.map((move) => (
            <li key={`${move.unit.id} ${move.from.id} ${move.to.id}`} className="k-card">
              <div className="r-weak-head">
                <strong>
                  {move.branches.length > 1 && move.branches.some((branch) => branch.id === move.unit.id)
                    ? t('branchCount', { count: move.branches.length })
                    : move.unit.name}
                </strong>
                <span className="r-rows-note">
                  {[
                    move.unit.kind ? kindWords[move.unit.kind][language] : '',
                    move.since
                      ? move.isEnded
                        ? t('endedOn', { date: formatCivilDate(move.since) })
                        : t('since', { date: formatCivilDate(move.since) })
                      : '',
                  ]
                    .filter(Boolean)
                    .join(', ')}
                </span>
              </div>
              <p>
                {nameOf(move.from.id)} → {nameOf(move.to.id)}
                {' · '}
                <strong>
                  {number(move.figures[figure])} {countWords[figure][language].toLowerCase()}
                </strong>
              </p>
              <details>
                <summary>{t('branchCount', { count: move.branches.length })}</summary>
                <p>
                  {move.branches.map((branch, at) => (
                    <span key={branch.id}>
                      {at > 0 && ', '}
                      <TextLink to={`/branches/${branch.id}/members`}>{branch.name}</TextLink>
                    </span>
                  ))}
                </p>
              </details>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
