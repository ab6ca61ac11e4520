import { useQuery } from '@tanstack/react-query';
import { addDays, formatCivilDate } from '#kernel/civil-date.ts';
import { Button, CopyButton, LinkButton } from '#ui-kit/actions.tsx';
import { addressFor } from '#ui-kit/call.ts';
import { Notice, RuleLine } from '#ui-kit/feedback.tsx';
import { IconCopy, IconDownload } from '#ui-kit/icons.tsx';
import { Row, Section } from '#ui-kit/page-frame.tsx';
import type { DOCUMENT_FORMATS, DOCUMENT_KINDS, getDocument } from '../../contract.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { useAfterText } from './text.ts';

type Kind = (typeof DOCUMENT_KINDS)[number];
type Format = (typeof DOCUMENT_FORMATS)[number];

const KINDS: [Kind, 'docMinutes' | 'docResolution' | 'docScore' | 'docAttendance'][] = [
  ['minutes', 'docMinutes'],
  ['resolution', 'docResolution'],
  ['score-sheet', 'docScore'],
  ['attendance', 'docAttendance'],
];
const FORMATS: [Format, 'docWord' | 'docPdf' | 'docText'][] = [
  ['docx', 'docWord'],
  ['pdf', 'docPdf'],
  ['txt', 'docText'],
];

const addressOf = (meetingId: string, kind: Kind, format: Format): string =>
  addressFor<typeof getDocument>('GET /api/meetings/:meetingId/documents/:kind/:format', {
    params: { meetingId, kind, format },
  });

/**
 * The document as text on the clipboard. It is fetched before the button is pressed, because some browsers
 * allow copying only in the very moment of the press.
 */
function CopyText({ meeting, kind, name }: { meeting: OpenMeeting; kind: Kind; name: string }) {
  const t = useAfterText();
  const { view, state } = meeting;
  const text = useQuery({
    queryKey: ['meeting-document', view.meeting.id, kind, state.entryCount, state.stage],
    queryFn: async ({ signal }) => {
      const answer = await fetch(addressOf(view.meeting.id, kind, 'txt'), {
        credentials: 'same-origin',
        signal,
      });
      if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
      return answer.text();
    },
    retry: 1,
  });
  const label = (
    <>
      {t('docCopy')}
      <span className="k-hidden">: {name}</span>
    </>
  );
  if (text.isError)
    return (
      <div role="alert">
        {t('docFailed')} <Button onClick={() => void text.refetch()}>{t('docRetry')}</Button>
      </div>
    );
  if (text.data === undefined)
    return (
      <Button busy icon={<IconCopy />}>
        {label}
      </Button>
    );
  return <CopyButton text={text.data} label={t('docCopyOf', { document: name })} />;
}

/** The four papers to take away, and their texts for pasting elsewhere. */
export function DocumentsPart({ meeting }: { meeting: OpenMeeting }) {
  const t = useAfterText();
  const { view, state } = meeting;
  const days = view.context.rules['result.post-within-days'];
  const heldOn = state.started?.heldOn ?? view.meeting.plannedOn;
  return (
    <Section title={t('tabDocuments')}>
      {!meeting.isConnected && <Notice tone="warn">{t('docOffline')}</Notice>}
      {state.stage !== 'closed' && <Notice tone="warn">{t('docDraftNote')}</Notice>}
      {days.value !== null && (
        <Notice>
          <p>
            {t('docUpload')}{' '}
            {t('uploadBy', { date: formatCivilDate(addDays(heldOn, days.value)), days: days.value })}
          </p>
          <RuleLine rule={days.source} />
        </Notice>
      )}
      <ul className="after-lines">
        {KINDS.map(([kind, nameKey]) => {
          const name = t(nameKey);
          return (
            <li key={kind}>
              <h3>{name}</h3>
              <Row gap="small">
                {FORMATS.map(([format, formatKey]) => (
                  <LinkButton
                    key={format}
                    download
                    icon={<IconDownload />}
                    to={addressOf(view.meeting.id, kind, format)}
                  >
                    <span aria-hidden="true">{t(formatKey)}</span>
                    <span className="k-hidden">
                      {t('docDownload', { document: name, format: t(formatKey) })}
                    </span>
                  </LinkButton>
                ))}
                <CopyText meeting={meeting} kind={kind} name={name} />
              </Row>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
