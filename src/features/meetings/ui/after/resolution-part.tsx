import { useMemo, useState } from 'react';
import { formatYearMonth } from '#kernel/civil-date.ts';
import { Button, PrintButton } from '#ui-kit/actions.tsx';
import { Notice } from '#ui-kit/feedback.tsx';
import { TextArea, TextField } from '#ui-kit/fields.tsx';
import { IconEdit } from '#ui-kit/icons.tsx';
import { OfficialPaper } from '#ui-kit/official-paper.tsx';
import { Row, Section } from '#ui-kit/page-frame.tsx';
import { useSay } from '#ui-kit/text.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import { saidNumber } from '#ui-kit/typed-values.ts';
import type { MeetingView } from '../../contract.ts';
import type { ResolutionText } from '../../domain/fold.ts';
import { type Resolution, resolutionOf } from '../../domain/minutes.ts';
import { sayResolutionVote } from '../../domain/say-resolution.ts';
import { useDraft } from '../journal/use-draft.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { namesIn } from '../member/name-of.ts';
import { useWriter } from '../run/use-writer.ts';
import { Line, PaperHead } from './minutes-paper.tsx';
import { outcomeText } from './score-words.ts';
import { TaskLine, TaskResultLine } from './task-lines.tsx';
import { useAfterText } from './text.ts';

const FIELDS = [
  ['ideology', 'fieldIdeology'],
  ['politicalWork', 'fieldPolitical'],
  ['limitsAndCauses', 'fieldLimits'],
  ['monitoring', 'fieldMonitoring'],
  ['toFixNextTime', 'fieldToFix'],
] as const;
type FieldName = (typeof FIELDS)[number][0];

const wordsOf = ({
  title,
  ideology,
  politicalWork,
  limitsAndCauses,
  monitoring,
  toFixNextTime,
}: ResolutionText) => ({ title, ideology, politicalWork, limitsAndCauses, monitoring, toFixNextTime });

function ResolutionForm({ meeting, onDone }: { meeting: OpenMeeting; onDone: () => void }) {
  const t = useAfterText();
  const { view, state, journal } = meeting;
  const now = state.resolution.live.at(-1);
  const draft = (name: string) => `resolution.${view.meeting.id}.${name}`;
  const title = useDraft(draft('title'), now?.title ?? '');
  const drafts: Record<FieldName, ReturnType<typeof useDraft>> = {
    ideology: useDraft(draft('ideology'), now?.ideology ?? ''),
    politicalWork: useDraft(draft('politicalWork'), now?.politicalWork ?? ''),
    limitsAndCauses: useDraft(draft('limitsAndCauses'), now?.limitsAndCauses ?? ''),
    monitoring: useDraft(draft('monitoring'), now?.monitoring ?? ''),
    toFixNextTime: useDraft(draft('toFixNextTime'), now?.toFixNextTime ?? ''),
  };
  const [isTried, setIsTried] = useState(false);
  const isVoted = state.votes.some(
    (vote) => vote.matter === 'resolution' && vote.status === 'closed' && vote.result.passed,
  );
  const write = useWriter(journal);
  const forget = () => {
    title[2]();
    for (const [name] of FIELDS) drafts[name][2]();
  };
  const save = async () => {
    if (title[0].trim() === '') {
      setIsTried(true);
      return;
    }
    // Two taps in a moment are one text, not two that contradict each other.
    const isWritten = await write(`resolution ${title[0]}`, (j) =>
      j.append('resolution-written', {
        title: title[0],
        ideology: drafts.ideology[0],
        politicalWork: drafts.politicalWork[0],
        limitsAndCauses: drafts.limitsAndCauses[0],
        monitoring: drafts.monitoring[0],
        toFixNextTime: drafts.toFixNextTime[0],
        replaces: state.resolution.live.map((each) => each.entryId),
      }),
    );
    if (!isWritten) return;
    forget();
    showToast({ text: t('resolutionSaved') });
    onDone();
  };
  return (
    <Section title={t('resolutionWrite')} lead={t('resolutionLead')}>
      {isVoted && <Notice tone="warn">{t('resolutionAfterVote')}</Notice>}
      <TextField
        label={t('fieldTitle')}
        required
        maxLength={300}
        value={title[0]}
        onChange={title[1]}
        error={isTried && title[0].trim() === '' ? t('fieldTitleNeeded') : undefined}
      />
      {FIELDS.map(([name, label]) => (
        <TextArea
          key={name}
          label={t(label)}
          value={drafts[name][0]}
          onChange={drafts[name][1]}
          maxLength={50_000}
        />
      ))}
      <p className="k-soft k-small">{t('resolutionDraft')}</p>
      <Row>
        <Button kind="main" onClick={() => void save()}>
          {t('resolutionSave')}
        </Button>
        <Button
          onClick={() => {
            forget();
            onDone();
          }}
        >
          {t('resolutionCancel')}
        </Button>
      </Row>
    </Section>
  );
}

function PickResolution({ meeting }: { meeting: OpenMeeting }) {
  const t = useAfterText();
  const { view, state, journal } = meeting;
  const name = namesIn(view.context, state);
  const { live } = state.resolution;
  const write = useWriter(journal);
  return (
    <Section title={t('resolutionPick')}>
      {live.map((each) => (
        <div key={each.entryId} className="after-choice">
          <strong>{each.title}</strong>
          {FIELDS.filter(([field]) => each[field] !== '').map(([field, label]) => (
            <Line key={field} label={t(label)}>
              <span className="after-text">{each[field]}</span>
            </Line>
          ))}
          <p className="k-soft k-small">{t('writtenBy', { name: name(each.by) ?? t('unknownPerson') })}</p>
          <Button
            onClick={() =>
              void write('pick resolution', (j) =>
                j.append('resolution-written', {
                  ...wordsOf(each),
                  replaces: live.map((one) => one.entryId),
                }),
              )
            }
          >
            {t('keepThis')}
          </Button>
        </div>
      ))}
    </Section>
  );
}

/** A part that nobody wrote is pointed out while it can still be written, and left out afterwards. */
function Written({ label, text, mayWrite }: { label: string; text: string; mayWrite: boolean }) {
  const t = useAfterText();
  if (text === '' && !mayWrite) return null;
  return (
    <>
      <h4>{label}</h4>
      {text === '' ? <p className="k-soft">{t('notWritten')}</p> : <p className="after-text">{text}</p>}
    </>
  );
}

/** The meeting is closed and gave no number: none was adopted, and what there is stays a draft. */
const isWithoutResolution = ({ meeting }: MeetingView): boolean =>
  meeting.stage === 'closed' && meeting.resolutionNumber === null;

/** The words of the resolution, drawn inside the official paper. */
function ResolutionContent({
  view,
  resolution,
  unmarked,
  mayWrite,
}: {
  view: MeetingView;
  resolution: Resolution;
  unmarked: number;
  mayWrite: boolean;
}) {
  const t = useAfterText();
  const say = useSay();
  const { lastMonth, score } = resolution;
  return (
    <>
      <PaperHead
        paper={view.paper}
        branchName={resolution.branchName}
        number={view.meeting.resolutionNumber}
        isDraft={isWithoutResolution(view)}
        date={resolution.heldOn}
        title={t('resolutionTitle')}
        subtitle={resolution.title ?? t('resolutionSub', { month: formatYearMonth(resolution.month) })}
      />
      <p>
        {t(unmarked > 0 ? 'countsOpen' : 'counts', {
          onRoll: resolution.counts.onRoll,
          base: resolution.counts.base,
          present: resolution.counts.present,
          excused: resolution.counts.excused,
          unexcused: resolution.counts.unexcused,
          unmarked,
        })}
      </p>
      {resolution.counts.presentOutsideBase > 0 && (
        <p>{t('countsOutside', { count: resolution.counts.presentOutsideBase })}</p>
      )}
      <h3>{t('resLast')}</h3>
      <Written label={t('fieldIdeology')} text={lastMonth.ideology} mayWrite={mayWrite} />
      <Written label={t('fieldPolitical')} text={lastMonth.politicalWork} mayWrite={mayWrite} />
      <h4>{t('lastMonth')}</h4>
      {lastMonth.tasks.length === 0 ? (
        <p>{t('noLastTasks')}</p>
      ) : (
        <ol>
          {lastMonth.tasks.map((task) => (
            <TaskResultLine key={task.taskId} task={task} />
          ))}
        </ol>
      )}
      <Written label={t('fieldLimits')} text={lastMonth.limitsAndCauses} mayWrite={mayWrite} />
      {resolution.conclusions.length > 0 && (
        <>
          <h4>{t('resConclusions')}</h4>
          <ul>
            {resolution.conclusions.map((conclusion, at) => (
              <li key={at} className="after-text">
                {conclusion.title && <strong>{conclusion.title}: </strong>}
                {conclusion.text}
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{t('resNext')}</h3>
      {resolution.nextTasks.length === 0 ? (
        <p>{t('noTasks')}</p>
      ) : (
        <ol>
          {resolution.nextTasks.map((task) => (
            <TaskLine key={task.taskId} task={task} />
          ))}
        </ol>
      )}
      <h3>{t('resMonitoring')}</h3>
      {resolution.monitoring === '' ? (
        <p>{t('monitoringAsAssigned')}</p>
      ) : (
        <p className="after-text">{resolution.monitoring}</p>
      )}
      <h3>{t('resScore')}</h3>
      {score.blocks.length > 0 && (
        <ul>
          {score.blocks.map((block) => (
            <li key={block.title.vi}>
              {say(block.title)}:{' '}
              {t('scoreOf', { points: say(saidNumber(block.sum)), max: say(saidNumber(block.maximum)) })}
            </li>
          ))}
        </ul>
      )}
      <Line label={t('scoreOwn')}>{outcomeText(t, say, score.outcome)}</Line>
      <Written label={t('fieldToFix')} text={score.toFixNextTime} mayWrite={mayWrite} />
      <p>{say(sayResolutionVote(resolution, isWithoutResolution(view)))}</p>
      <div className="after-signs">
        <div />
        <div>
          <strong>{t('signSecretary')}</strong>
          <strong>{t('signSecretaryPost')}</strong>
          <span>{resolution.secretary}</span>
        </div>
      </div>
    </>
  );
}

/** The month's resolution: written parts by hand, everything else from the meeting. */
export function ResolutionPart({ meeting }: { meeting: OpenMeeting }) {
  const t = useAfterText();
  const [isEditing, setIsEditing] = useState(false);
  const { view, state } = meeting;
  const resolution = useMemo(() => resolutionOf(view.context, state), [view.context, state]);
  const mayEdit = (view.abilities.lead || view.abilities.record) && state.stage !== 'closed';
  if (isEditing && mayEdit) return <ResolutionForm meeting={meeting} onDone={() => setIsEditing(false)} />;
  return (
    <>
      <div className="after-bar k-no-print">
        {mayEdit && (
          <Button icon={<IconEdit />} onClick={() => setIsEditing(true)}>
            {t(resolution.title === null ? 'resolutionWrite' : 'resolutionEdit')}
          </Button>
        )}
        <PrintButton />
      </div>
      {resolution.inConflict && mayEdit && <PickResolution meeting={meeting} />}
      <OfficialPaper className="after-paper">
        <ResolutionContent
          view={view}
          resolution={resolution}
          unmarked={state.attendance.unmarked}
          mayWrite={mayEdit}
        />
      </OfficialPaper>
    </>
  );
}
