import { useState } from 'react';
import { civilDateAt, clockTimeAt, formatCivilDate, instantOf } from '#kernel/civil-date.ts';
import type { RuleSource } from '#kernel/result.ts';
import { Button, LinkButton } from '#ui-kit/actions.tsx';
import { addressFor, call } from '#ui-kit/call.ts';
import { ConfirmDialog } from '#ui-kit/dialog.tsx';
import { Badge, Notice, RefusalNotice, RuleLine } from '#ui-kit/feedback.tsx';
import { FileDrop, SelectField } from '#ui-kit/fields.tsx';
import { IconCheck, IconClock, IconCross, IconDownload, IconWarn } from '#ui-kit/icons.tsx';
import { Row, Stack } from '#ui-kit/page-frame.tsx';
import { showToast } from '#ui-kit/toasts.tsx';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { attachPaper, getPaper, PaperRole } from '../../contract.ts';
import type { Paper } from '../../domain/fold.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { usePrepareText } from './text.ts';

const ROLES: readonly PaperRole[] = ['report', 'draft-resolution', 'thematic', 'directive', 'other'];
const DAY_MS = 86_400_000;

/** The last instant at which a paper is in time, ms since the epoch; null where no rule sets a deadline. */
function paperDeadline({ view }: OpenMeeting): number | null {
  const { plannedOn, plannedTime } = view.context.meeting;
  const days = view.context.rules['papers.lead-days'].value;
  return days === null ? null : instantOf(plannedOn, plannedTime) - days * DAY_MS;
}

const isLate = (paper: Paper, deadline: number | null): boolean =>
  deadline !== null && paper.postedAt !== null && paper.postedAt > deadline;

/** Papers that the server had after the deadline. */
export const latePapers = (meeting: OpenMeeting): Paper[] => {
  const deadline = paperDeadline(meeting);
  return meeting.state.papers.filter((paper) => isLate(paper, deadline));
};

const sizeOf = (bytes: number): string =>
  bytes < 1_000_000
    ? `${formatNumber(Math.max(1, Math.round(bytes / 1000)))} kB`
    : `${formatNumber(Math.round(bytes / 100_000) / 10)} MB`;

type Failed = { name: string; error: unknown };

/** Papers of the meeting, each against its deadline. */
export function PapersStep({ meeting, now }: { meeting: OpenMeeting; now: number }) {
  const t = usePrepareText();
  const { context } = meeting.view;
  const { papers } = meeting.state;
  const meetingId = context.meeting.id;
  const [role, setRole] = useState<PaperRole>('report');
  const [uploading, setUploading] = useState<string | null>(null);
  const [failed, setFailed] = useState<readonly Failed[]>([]);
  const [removed, setRemoved] = useState<Paper | null>(null);
  const deadline = paperDeadline(meeting);
  const rule = context.rules['papers.lead-days'];

  const upload = async (files: readonly File[]) => {
    setFailed([]);
    const lost: Failed[] = [];
    for (const file of files) {
      setUploading(file.name);
      try {
        await call<typeof attachPaper>(
          'POST /api/meetings/:meetingId/papers',
          { params: { meetingId }, query: { name: file.name.slice(-200), role } },
          { file },
        );
      } catch (error) {
        lost.push({ name: file.name, error });
      }
    }
    setUploading(null);
    setFailed(lost);
    if (lost.length < files.length) {
      showToast({ text: t('uploaded') });
      await meeting.journal.reload().catch(() => {});
    }
  };

  return (
    <Stack>
      {deadline !== null && rule.value !== null && (
        <Deadline at={deadline} days={rule.value} isPast={now > deadline} rule={rule.source} />
      )}
      {papers.length > 0 && (
        <ul className="prepare-list">
          {papers.map((paper) => (
            <li key={paper.paperId}>
              <div className="prepare-list-words">
                <p className="prepare-strong">{paper.name}</p>
                <p className="k-soft k-small">
                  {t(`role.${paper.role}`)} · {sizeOf(paper.bytes)}
                  {paper.postedAt !== null &&
                    ` · ${t('sentAt', {
                      time: clockTimeAt(paper.postedAt),
                      date: formatCivilDate(civilDateAt(paper.postedAt)),
                    })}`}
                </p>
                {paper.postedAt === null ? (
                  <Badge icon={IconClock}>{t('notSentYet')}</Badge>
                ) : isLate(paper, deadline) ? (
                  <Badge tone="warn" icon={IconWarn}>
                    {t('sentLate')}
                  </Badge>
                ) : (
                  <Badge tone="success" icon={IconCheck}>
                    {t('sentInTime')}
                  </Badge>
                )}
              </div>
              <Row gap="small">
                <LinkButton
                  icon={<IconDownload />}
                  download
                  to={addressFor<typeof getPaper>('GET /api/meetings/:meetingId/papers/:fileId', {
                    params: { meetingId, fileId: paper.fileId },
                  })}
                >
                  {t('download')}
                  <span className="k-hidden">: {paper.name}</span>
                </LinkButton>
                <Button
                  kind="plain"
                  icon={<IconCross />}
                  label={t('removePaper', { name: paper.name })}
                  onClick={() => setRemoved(paper)}
                />
              </Row>
            </li>
          ))}
        </ul>
      )}
      <SelectField<PaperRole>
        label={t('paperRole')}
        value={role}
        onChange={setRole}
        options={ROLES.map((one) => ({ value: one, label: t(`role.${one}`) }))}
      />
      <FileDrop
        label={t('dropLabel')}
        hint={t('dropHint')}
        multiple
        busy={uploading !== null}
        onFiles={(files) => void upload(files)}
      />
      <div role="status">{uploading !== null && t('uploading', { name: uploading })}</div>
      {failed.map((one) => (
        <div key={one.name}>
          <p className="prepare-strong">{t('notTaken', { name: one.name })}</p>
          <RefusalNotice refusal={one.error} />
        </div>
      ))}
      <ConfirmDialog
        open={removed !== null}
        title={t('removePaperTitle')}
        confirmLabel={t('removePaperConfirm')}
        danger
        onClose={() => setRemoved(null)}
        onConfirm={() => {
          if (removed) void meeting.journal.append('paper-removed', { paperId: removed.paperId });
          setRemoved(null);
        }}
      >
        {t('removePaperLead', { name: removed?.name ?? '' })}
      </ConfirmDialog>
    </Stack>
  );
}

function Deadline({
  at,
  days,
  isPast,
  rule,
}: {
  at: number;
  days: number;
  isPast: boolean;
  rule: RuleSource;
}) {
  const t = usePrepareText();
  const when = { time: clockTimeAt(at), date: formatCivilDate(civilDateAt(at)) };
  return isPast ? (
    <Notice tone="warn" title={t('deadlinePassed', when)}>
      <RuleLine rule={rule} />
    </Notice>
  ) : (
    <div>
      <p>{t('deadline', { ...when, count: days })}</p>
      <RuleLine rule={rule} />
    </div>
  );
}
