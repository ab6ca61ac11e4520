import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { ErrorState, LoadingState } from '#ui-kit/feedback.tsx';
import { NumberField, Segmented } from '#ui-kit/fields.tsx';
import { IconPrint } from '#ui-kit/icons.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page } from '#ui-kit/page-frame.tsx';
import './ballots.css';
import './papers.css';
import type { BallotView } from '../contract.ts';
import { linesOf } from '../domain/count-ballots.ts';
import { lineTexts } from '../domain/say-result.ts';
import { ballotQuery } from './queries.ts';
import { useBallotsText } from './text.ts';

const PER_PAGE = ['1', '2', '4'] as const;
type PerPage = (typeof PER_PAGE)[number];

/** How many papers of this length fit on a page without being cut. */
const fittingOf = ({ ballot }: BallotView): PerPage => {
  const lines = linesOf(ballot.paper).length;
  return ballot.paper.kind === 'election' ? (lines > 14 ? '1' : lines > 4 ? '2' : '4') : '4';
};

/** The papers of a ballot, several on a page, with the unit, the day and a place for the stamp. Always in Vietnamese. */
export function PapersPage() {
  const t = useBallotsText();
  const { ballotId } = usePageParams<'ballotId'>();
  const found = useQuery(ballotQuery(ballotId));
  const [count, setCount] = useState<number | null>(null);
  const [perPage, setPerPage] = useState<PerPage | null>(null);
  if (found.isError)
    return (
      <Page title={t('papersTitle')}>
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      </Page>
    );
  if (!found.data)
    return (
      <Page title={t('papersTitle')}>
        <LoadingState lines={6} />
      </Page>
    );
  const view = found.data;
  const { ballot } = view;
  // Before the ballot is open its page does not know who is present; whoever came from the meeting brings the number.
  const brought = Number(window.location.hash.slice(1)) || null;
  const wanted = Math.min(count ?? view.electorate?.voters ?? brought ?? 20, 500);
  const each = Number(perPage ?? fittingOf(view));
  const pages = Array.from({ length: Math.ceil(wanted / each) }, (_, page) =>
    Math.min(each, wanted - page * each),
  );
  return (
    <Page
      title={t('papersTitle')}
      lead={t('papersLead', { count: wanted, perPage: each })}
      back={{ to: `/meetings/${ballot.meetingId}`, label: t('toMeeting') }}
      action={
        <Button kind="main" icon={<IconPrint />} onClick={() => window.print()}>
          {t('papersPrint')}
        </Button>
      }
      width="wide"
    >
      <div className="ballot-tools k-no-print">
        <NumberField label={t('papersCount')} value={wanted} onChange={setCount} min={1} max={500} step={1} />
        <Segmented<PerPage>
          label={t('papersPerPage')}
          value={String(each) as PerPage}
          onChange={setPerPage}
          options={PER_PAGE.map((value) => ({ value, label: value }))}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide page scrolls inside its frame, also by keyboard */}
      <section className="papers" aria-label={t('papersTitle')} tabIndex={0}>
        {pages.map((papers, page) => (
          <div key={page} className="papers-page" data-each={each}>
            {Array.from({ length: papers }, (_, at) => (
              <PrintedPaper key={at} view={view} />
            ))}
          </div>
        ))}
      </section>
    </Page>
  );
}

const headOf = ({ ballot }: BallotView) =>
  ballot.matter === 'opinion-poll'
    ? 'paperPoll'
    : ballot.paper.kind === 'election'
      ? 'paperElection'
      : ballot.matter === 'discipline' || ballot.matter === 'expulsion'
        ? 'paperDiscipline'
        : 'paperQuestion';

function PrintedPaper({ view }: { view: BallotView }) {
  const t = useBallotsText();
  const { ballot, head } = view;
  const isList = ballot.paper.kind === 'election';
  return (
    <article className="paper" lang="vi">
      <header className="paper-head">
        <div>
          {head.superiorBody !== '' && <div className="paper-upper">{head.superiorBody}</div>}
          <strong className="paper-upper">{ballot.branchName}</strong>
        </div>
        <div>
          <strong>{t('paperParty')}</strong>
          <div>
            {head.place}, {formatCivilDate(ballot.heldOn)}
          </div>
        </div>
      </header>
      <h2>{t(headOf(view))}</h2>
      <p className="paper-question">{ballot.question}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('paperOrder')}</th>
            <th scope="col">{isList ? 'Họ và tên' : 'Nội dung'}</th>
            <th scope="col">Đồng ý</th>
            {isList && <th scope="col">Không đồng ý</th>}
          </tr>
        </thead>
        <tbody>
          {linesOf(ballot.paper).map((line, at) => (
            <tr key={line}>
              <td>{at + 1}</td>
              <td>{lineTexts(ballot.paper, line).vi}</td>
              <td>
                <i className="paper-box" />
              </td>
              {isList && (
                <td>
                  <i className="paper-box" />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <footer className="paper-foot">
        <p>
          {ballot.paper.kind === 'election' && `${t('paperSeats', { seats: ballot.paper.seats })} `}
          {t('paperMark')}
        </p>
        <div className="paper-stamp">{t('paperStamp')}</div>
      </footer>
    </article>
  );
}
