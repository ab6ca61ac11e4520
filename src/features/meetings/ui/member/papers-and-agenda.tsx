import { TextLink } from '#ui-kit/actions.tsx';
import { addressFor } from '#ui-kit/call.ts';
import { IconDocument } from '#ui-kit/icons.tsx';
import { Section } from '#ui-kit/page-frame.tsx';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { getPaper } from '../../contract.ts';
import { AgendaTitle } from '../agenda-title.tsx';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { namesIn } from './name-of.ts';
import { PAPER_KEYS, useMemberText } from './text.ts';

/** `12,4 MB`: what a phone has to fetch. */
const sizeText = (bytes: number): string =>
  bytes >= 1_000_000
    ? `${formatNumber(bytes / 1_000_000, 1)} MB`
    : `${formatNumber(Math.max(1, Math.round(bytes / 1000)))} kB`;

export function Papers({ meeting }: { meeting: OpenMeeting }) {
  const t = useMemberText();
  const { view, state } = meeting;
  return (
    <Section title={t('papers')}>
      {state.papers.length === 0 ? (
        <p className="k-soft">{t('noPapers')}</p>
      ) : (
        <ul className="member-list">
          {state.papers.map((paper) => (
            <li key={paper.paperId}>
              <TextLink
                className="member-paper"
                download=""
                to={addressFor<typeof getPaper>('GET /api/meetings/:meetingId/papers/:fileId', {
                  params: { meetingId: view.meeting.id, fileId: paper.fileId },
                })}
              >
                <IconDocument size={1.6} />
                <span>
                  {paper.name}
                  <span className="k-check-note">
                    {t(PAPER_KEYS[paper.role])}, {sizeText(paper.bytes)}
                  </span>
                </span>
              </TextLink>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

export function Agenda({ meeting }: { meeting: OpenMeeting }) {
  const t = useMemberText();
  const { view, state } = meeting;
  const name = namesIn(view.context, state);
  return (
    <Section title={t('agenda')}>
      {state.agenda.length === 0 ? (
        <p className="k-soft">{t('noAgenda')}</p>
      ) : (
        <ol className="member-agenda">
          {state.agenda.map((item) => (
            <li key={item.itemId}>
              <AgendaTitle item={item} context={view.context} />
              {item.presenterId !== null && (
                <span className="k-check-note">
                  {t('presenter', { name: name(item.presenterId) ?? t('unknownPerson') })}
                </span>
              )}
              {item.note !== null && <span className="k-check-note member-text">{item.note}</span>}
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
