import { useState } from 'react';
import { newId } from '#kernel/ids.ts';
import { Button } from '#ui-kit/actions.tsx';
import { ConfirmDialog } from '#ui-kit/dialog.tsx';
import { Badge, EmptyState } from '#ui-kit/feedback.tsx';
import { TextField } from '#ui-kit/fields.tsx';
import { IconCross, IconDown, IconEdit, IconPlus, IconUp } from '#ui-kit/icons.tsx';
import { useIsNarrow } from '#ui-kit/narrow.ts';
import { Section } from '#ui-kit/page-frame.tsx';
import { AgendaTitle, useAgendaTitle } from '../agenda-title.tsx';
import { useDraft } from '../journal/use-draft.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { SOURCE_KEYS } from './papers-part.tsx';
import { namesIn } from './people.ts';
import type { ToolProps } from './step-tool.tsx';
import { useRunText } from './text.ts';
import { useWriter } from './use-writer.ts';
import { VotePanel } from './vote-panel.tsx';

/** The agenda: put in order, completed on request, adopted by vote. */
export function AgendaTool({ meeting, step }: ToolProps) {
  const t = useRunText();
  const write = useWriter(meeting.journal);
  const { state, view } = meeting;
  const items = state.agenda;
  const titleOf = useAgendaTitle(view.context);
  const [removing, setRemoving] = useState<string | null>(null);
  const removed = items.find((item) => item.itemId === removing);
  const name = namesIn(view.context, state);
  // Three buttons for each item would push the vote many screens down on a phone.
  const isNarrow = useIsNarrow();
  const [isArranging, setIsArranging] = useState(false);
  const hasTools = !isNarrow || isArranging;
  const move = (itemId: string, afterItemId: string | null) =>
    write(`move ${itemId} ${afterItemId}`, (j) => j.append('agenda-item-moved', { itemId, afterItemId }));
  return (
    <>
      <Section plain level={3} title={t('agendaTitle')}>
        {isNarrow && items.length > 0 && (
          <div>
            <Button icon={<IconEdit />} onClick={() => setIsArranging(!isArranging)}>
              {t(isArranging ? 'agendaArranged' : 'agendaArrange')}
            </Button>
          </div>
        )}
        {items.length === 0 ? (
          <EmptyState title={t('agendaEmpty')} />
        ) : (
          <ol className="run-list run-agenda">
            {items.map((item, at) => (
              <li key={item.itemId} className="run-item" data-row>
                <span className="run-agenda-words">
                  <span>
                    {at + 1}. <AgendaTitle item={item} context={meeting.view.context} />{' '}
                    {item.source in SOURCE_KEYS && (
                      <Badge tone="info">{t(SOURCE_KEYS[item.source as keyof typeof SOURCE_KEYS])}</Badge>
                    )}
                  </span>
                  {item.presenterId !== null && (
                    <span className="k-soft k-small">
                      {t('agendaPresenter', { name: name(item.presenterId) })}
                    </span>
                  )}
                </span>
                {hasTools && (
                  <span className="run-tools">
                    <Button
                      kind="plain"
                      icon={<IconUp />}
                      label={t('agendaUp', { title: titleOf(item) })}
                      disabled={at === 0}
                      onClick={() => void move(item.itemId, items[at - 2]?.itemId ?? null)}
                    />
                    <Button
                      kind="plain"
                      icon={<IconDown />}
                      label={t('agendaDown', { title: titleOf(item) })}
                      disabled={at === items.length - 1}
                      onClick={() => void move(item.itemId, items[at + 1]?.itemId ?? null)}
                    />
                    <Button
                      kind="plain"
                      icon={<IconCross />}
                      label={t('agendaRemove', { title: titleOf(item) })}
                      onClick={() => setRemoving(item.itemId)}
                    />
                  </span>
                )}
              </li>
            ))}
          </ol>
        )}
        <AddAgendaItem meeting={meeting} />
      </Section>
      <VotePanel
        meeting={meeting}
        matter="agenda"
        step={step.step}
        question={useRunText.inVietnamese('agendaQuestion')}
      />
      <ConfirmDialog
        open={removing !== null}
        title={t('agendaRemoveTitle')}
        confirmLabel={t('remove')}
        onClose={() => setRemoving(null)}
        onConfirm={() => {
          const itemId = removing;
          if (itemId === null) return;
          void write(`remove ${itemId}`, (j) => j.append('agenda-item-removed', { itemId }));
          setRemoving(null);
        }}
      >
        <p>
          <strong>{removed && <AgendaTitle item={removed} context={meeting.view.context} />}</strong>
        </p>
        <p>{t('agendaRemoveText')}</p>
      </ConfirmDialog>
    </>
  );
}

/** One more item, in the branch's own words. */
export function AddAgendaItem({ meeting }: { meeting: OpenMeeting }) {
  const t = useRunText();
  const write = useWriter(meeting.journal);
  const [title, setTitle, clear] = useDraft(`${meeting.view.meeting.id}.agenda.new`);
  const [isAsked, setIsAsked] = useState(false);
  const add = async () => {
    const text = title.trim();
    setIsAsked(text === '');
    if (text === '') return;
    const isWritten = await write(`item ${text}`, (j) =>
      j.append('agenda-item-added', { itemId: newId(), title: text, source: 'own' }),
    );
    if (isWritten) clear();
  };
  return (
    <form
      className="run-form"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <TextField
        label={t('agendaNew')}
        hint={t('agendaNewHint')}
        value={title}
        maxLength={300}
        onChange={setTitle}
        error={isAsked && title.trim() === '' ? t('fieldNeeded') : undefined}
      />
      <div>
        <Button type="submit" icon={<IconPlus />}>
          {t('agendaAdd')}
        </Button>
      </div>
    </form>
  );
}
