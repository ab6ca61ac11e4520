import { useState } from 'react';
import { formatYearMonth } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { Badge, Notice, StatusDot } from '#ui-kit/feedback.tsx';
import { TextArea, TextField } from '#ui-kit/fields.tsx';
import { Section } from '#ui-kit/page-frame.tsx';
import { PickField } from '#ui-kit/pick-field.tsx';
import { asksForConclusion } from '../../domain/agenda.ts';
import type { AgendaItem, Conclusion } from '../../domain/fold.ts';
import { stepsOf } from '../../domain/meeting-context.ts';
import { isPrivateNature } from '../../domain/privacy.ts';
import { AgendaTitle, useAgendaTitle } from '../agenda-title.tsx';
import { useDraft } from '../journal/use-draft.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { AddAgendaItem } from './agenda-tool.tsx';
import { namesIn } from './people.ts';
import type { ToolProps } from './step-tool.tsx';
import { useTalkText } from './talk-text.ts';
import { useWriter } from './use-writer.ts';
import { VotePanel } from './vote-panel.tsx';

/** A conclusion for each item, then the vote on them, and a resolution when the branch writes one. */
export function ConclusionTool({ meeting, step }: ToolProps) {
  return (
    <>
      <ConclusionList meeting={meeting} />
      <VotePanel
        meeting={meeting}
        matter="conclusion"
        step={step.step}
        question={useTalkText.inVietnamese('conclusionQuestion')}
      />
      <ResolutionPart meeting={meeting} step={step.step} />
    </>
  );
}

export function ConclusionList({ meeting }: { meeting: OpenMeeting }) {
  const t = useTalkText();
  const { state, view } = meeting;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const titleOf = useAgendaTitle(view.context);
  const steps = stepsOf(view.context).value;
  const isInSight = (item: AgendaItem) =>
    asksForConclusion(item, steps) ||
    chosen.includes(item.itemId) ||
    state.conclusions.some((each) => each.itemId === item.itemId && each.live.length > 0);
  const others = state.agenda.filter((item) => !isInSight(item));
  return (
    <Section plain level={3} title={t('conclusions')}>
      {state.agenda.length === 0 && (
        <>
          <p className="k-soft">{t('conclusionNoItems')}</p>
          <AddAgendaItem meeting={meeting} />
        </>
      )}
      {state.agenda.filter(isInSight).map((item) => (
        <ItemConclusionPart
          key={item.itemId}
          meeting={meeting}
          item={item}
          isOpenAtFirst={chosen.includes(item.itemId)}
        />
      ))}
      {others.length > 0 && (
        <PickField
          label={t('conclusionOther')}
          value={null}
          options={others.map((item) => ({ value: item.itemId, label: titleOf(item) }))}
          onChange={(itemId) => itemId !== null && setChosen([...chosen, itemId])}
        />
      )}
    </Section>
  );
}

const NOTHING: Conclusion[] = [];

type PartProps = { meeting: OpenMeeting; item: AgendaItem; isOpenAtFirst: boolean };

function ItemConclusionPart({ meeting, item, isOpenAtFirst }: PartProps) {
  const t = useTalkText();
  const { state, view } = meeting;
  const found = state.conclusions.find((each) => each.itemId === item.itemId);
  const live = found?.live ?? NOTHING;
  const opinions = state.opinions.filter((o) => o.itemId === item.itemId && !isPrivateNature(o.nature));
  const name = namesIn(view.context, state);
  const [isOpen, setIsOpen] = useState(isOpenAtFirst || live.length > 1);
  return (
    <details className="run-fold" open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>
        <span className="run-fold-title">
          <AgendaTitle item={item} context={view.context} />
        </span>{' '}
        {found?.inConflict ? (
          <Badge tone="danger">{t('conclusionConflict')}</Badge>
        ) : live.length > 0 ? (
          <Badge tone="success">{t('conclusionDone')}</Badge>
        ) : (
          <Badge>{t('conclusionMissing')}</Badge>
        )}
      </summary>
      {isOpen && (
        <div className="run-fold-body">
          {opinions.length > 0 && (
            <details>
              <summary>{t('opinionsOn', { count: opinions.length })}</summary>
              <ul className="run-list">
                {opinions.map((opinion) => (
                  <li key={opinion.opinionId} className="run-item">
                    <strong>{name(opinion.speakerId)}</strong>
                    <p className="run-said">{opinion.text}</p>
                  </li>
                ))}
              </ul>
            </details>
          )}
          <ConclusionEditor
            key={live.map((each) => each.entryId).join(' ')}
            meeting={meeting}
            item={item}
            live={live}
            name={name}
          />
        </div>
      )}
    </details>
  );
}

type EditorProps = {
  meeting: OpenMeeting;
  item: AgendaItem;
  live: Conclusion[];
  name: (id: string) => string;
};

function ConclusionEditor({ meeting, item, live, name }: EditorProps) {
  const t = useTalkText();
  const write = useWriter(meeting.journal);
  const titleOf = useAgendaTitle(meeting.view.context);
  const { itemId } = item;
  const replaces = live.map((each) => each.entryId);
  const [text, setText, clear] = useDraft(
    `${meeting.view.meeting.id}.conclusion.${itemId}`,
    live.length === 1 ? live[0]?.text : '',
  );
  const [isAsked, setIsAsked] = useState(false);
  const keep = async (words: string) => {
    const kept = words.trim();
    setIsAsked(kept === '');
    if (kept === '') return;
    if (
      await write(`conclusion ${itemId} ${kept}`, (j) =>
        j.append('conclusion-written', { itemId, text: kept, replaces }),
      )
    )
      clear();
  };
  return (
    <div className="run-form">
      {live.length > 1 && (
        <>
          <Notice tone="warn" title={t('conclusionConflict')} urgent>
            {t('conclusionConflictText')}
          </Notice>
          <div className="run-versions">
            {live.map((version) => (
              <div key={version.entryId} className="run-item">
                <strong>{t('conclusionBy', { name: name(version.by) })}</strong>
                <p className="run-said">{version.text}</p>
                <div>
                  <Button
                    label={t('conclusionKeepOf', { name: name(version.by) })}
                    onClick={() => void keep(version.text)}
                  >
                    {t('conclusionKeep')}
                  </Button>
                </div>
              </div>
            ))}
          </div>
        </>
      )}
      <TextArea
        label={t('conclusionText')}
        lines={3}
        maxLength={20000}
        value={text}
        onChange={setText}
        error={isAsked && text.trim() === '' ? t('conclusionNeeded') : undefined}
      />
      <div className="run-tools">
        <Button
          disabled={live.length === 1 && text.trim() === live[0]?.text}
          label={`${t('conclusionSave')}: ${titleOf(item)}`}
          onClick={() => void keep(text)}
        >
          {t('conclusionSave')}
        </Button>
        {live.length > 0 && (
          <Button
            kind="plain"
            onClick={() => {
              clear();
              void write(`no conclusion ${itemId}`, (j) =>
                j.append('conclusion-withdrawn', { itemId, replaces }),
              );
            }}
          >
            {t('conclusionWithdraw')}
          </Button>
        )}
      </div>
    </div>
  );
}

const PARTS = [
  ['ideology', 'resolutionIdeology'],
  ['politicalWork', 'resolutionPolitical'],
  ['limitsAndCauses', 'resolutionLimits'],
  ['monitoring', 'resolutionMonitoring'],
  ['toFixNextTime', 'resolutionFix'],
] as const;

/** The free words of a resolution. Folded away: many months close with conclusions alone. */
function ResolutionPart({ meeting, step }: { meeting: OpenMeeting; step: string }) {
  const t = useTalkText();
  const { live } = meeting.state.resolution;
  const [isOpen, setIsOpen] = useState(live.length > 0);
  return (
    <details className="run-fold" open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{t('resolution')}</summary>
      {isOpen && (
        <div className="run-fold-body">
          <ResolutionForm key={live.map((each) => each.entryId).join(' ')} meeting={meeting} />
          {live.length > 0 && (
            <VotePanel
              meeting={meeting}
              matter="resolution"
              step={step}
              question={useTalkText.inVietnamese('resolutionQuestion')}
            />
          )}
        </div>
      )}
    </details>
  );
}

function ResolutionForm({ meeting }: { meeting: OpenMeeting }) {
  const t = useTalkText();
  const write = useWriter(meeting.journal);
  const { live, inConflict } = meeting.state.resolution;
  const known = live.at(-1);
  const draft = `${meeting.view.meeting.id}.resolution`;
  const month = formatYearMonth(meeting.view.context.meeting.month);
  const [title, setTitle, clearTitle] = useDraft(
    `${draft}.title`,
    known?.title ?? useTalkText.inVietnamese('resolutionTitleDefault', { month }),
  );
  const parts = {
    ideology: useDraft(`${draft}.ideology`, known?.ideology),
    politicalWork: useDraft(`${draft}.politicalWork`, known?.politicalWork),
    limitsAndCauses: useDraft(`${draft}.limitsAndCauses`, known?.limitsAndCauses),
    monitoring: useDraft(`${draft}.monitoring`, known?.monitoring),
    toFixNextTime: useDraft(`${draft}.toFixNextTime`, known?.toFixNextTime),
  };
  const save = async () => {
    if (title.trim() === '') return;
    const words = Object.fromEntries(PARTS.map(([part]) => [part, parts[part][0].trim()])) as Record<
      (typeof PARTS)[number][0],
      string
    >;
    const isWritten = await write(`resolution ${JSON.stringify(words)} ${title}`, (j) =>
      j.append('resolution-written', {
        title: title.trim(),
        ...words,
        replaces: live.map((each) => each.entryId),
      }),
    );
    if (!isWritten) return;
    clearTitle();
    for (const [part] of PARTS) parts[part][2]();
  };
  return (
    <div className="run-form">
      <p className="k-soft">{t('resolutionLead')}</p>
      {inConflict && <Notice tone="warn" title={t('resolutionConflict')} />}
      <div role="status">
        {known && !inConflict && <StatusDot tone="success">{t('resolutionSaved')}</StatusDot>}
      </div>
      <TextField
        label={t('resolutionTitle')}
        value={title}
        maxLength={300}
        onChange={setTitle}
        error={title.trim() === '' ? t('resolutionTitleNeeded') : undefined}
      />
      {PARTS.map(([part, key]) => (
        <TextArea
          key={part}
          label={t(key)}
          lines={3}
          maxLength={50000}
          value={parts[part][0]}
          onChange={parts[part][1]}
        />
      ))}
      <div>
        <Button onClick={() => void save()}>{t('resolutionSave')}</Button>
      </div>
    </div>
  );
}
