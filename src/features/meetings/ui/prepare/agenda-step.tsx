import { useEffect, useRef, useState } from 'react';
import { newId } from '#kernel/ids.ts';
import { Button, TextLink } from '#ui-kit/actions.tsx';
import { ConfirmDialog, Dialog } from '#ui-kit/dialog.tsx';
import { Badge, type BadgeTone, EmptyState, RuleLine } from '#ui-kit/feedback.tsx';
import { TextArea, TextField } from '#ui-kit/fields.tsx';
import {
  type Icon,
  IconBook,
  IconCross,
  IconDocument,
  IconDown,
  IconEdit,
  IconForward,
  IconPlus,
  IconSpeak,
  IconTask,
  IconUp,
} from '#ui-kit/icons.tsx';
import { useIsNarrow } from '#ui-kit/narrow.ts';
import { Row, Stack } from '#ui-kit/page-frame.tsx';
import { PickField } from '#ui-kit/pick-field.tsx';
import type { AgendaSource } from '../../contract.ts';
import type { AgendaItem } from '../../domain/fold.ts';
import { stepsOf } from '../../domain/meeting-context.ts';
import { AgendaTitle, useAgendaTitle } from '../agenda-title.tsx';
import { useDraft } from '../journal/use-draft.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { memberName, sortedRoll } from './people.ts';
import { usePrepareText } from './text.ts';

const SOURCES: Record<AgendaSource, { tone: BadgeTone; icon: Icon }> = {
  rule: { tone: 'neutral', icon: IconBook },
  task: { tone: 'brand', icon: IconTask },
  directive: { tone: 'info', icon: IconDocument },
  duty: { tone: 'brand', icon: IconForward },
  focus: { tone: 'warn', icon: IconSpeak },
  petition: { tone: 'info', icon: IconSpeak },
  own: { tone: 'neutral', icon: IconPlus },
};

type Move = { itemId: string; way: 'up' | 'down' };

/** The agenda in its order: each item says why it stands there. */
export function AgendaStep({ meeting }: { meeting: OpenMeeting }) {
  const t = usePrepareText();
  const { context } = meeting.view;
  const { agenda } = meeting.state;
  const titleOf = useAgendaTitle(context);
  const [edited, setEdited] = useState<string | null>(null);
  const [removed, setRemoved] = useState<AgendaItem | null>(null);
  const [said, setSaid] = useState('');
  // Four buttons for each item would make the list three times as long on a phone.
  const isNarrow = useIsNarrow();
  const [isArranging, setIsArranging] = useState(false);
  const hasTools = !isNarrow || isArranging;
  const lastMove = useRef<Move | null>(null);
  const list = useRef<HTMLOListElement>(null);

  // A moved row is put elsewhere in the page, which takes the focus away from its button.
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each change of the order
  useEffect(() => {
    const move = lastMove.current;
    lastMove.current = null;
    if (!move) return;
    const row = list.current?.querySelector(`[data-item="${move.itemId}"]`);
    const wanted = row?.querySelector<HTMLButtonElement>(`[data-way="${move.way}"] button`);
    const other = row?.querySelector<HTMLButtonElement>('[data-way] button:not(:disabled)');
    (wanted && !wanted.disabled ? wanted : other)?.focus();
  }, [agenda]);

  const move = (at: number, way: Move['way']) => {
    const item = agenda[at];
    if (!item) return;
    const before = way === 'up' ? agenda[at - 2] : agenda[at + 1];
    lastMove.current = { itemId: item.itemId, way };
    setSaid(t('movedTo', { title: titleOf(item), at: way === 'up' ? at : at + 2 }));
    void meeting.journal.append('agenda-item-moved', {
      itemId: item.itemId,
      afterItemId: before?.itemId ?? null,
    });
  };
  const editedItem = agenda.find((item) => item.itemId === edited);
  return (
    <Stack>
      <p>{t('agendaLead')}</p>
      <RuleLine rule={stepsOf(context).source} />
      <div className="k-hidden" role="status">
        {said}
      </div>
      {isNarrow && agenda.length > 0 && (
        <Row>
          <Button icon={<IconEdit />} onClick={() => setIsArranging(!isArranging)}>
            {t(isArranging ? 'arranged' : 'arrange')}
          </Button>
        </Row>
      )}
      {agenda.length === 0 ? (
        <EmptyState title={t('agendaEmpty')} />
      ) : (
        <ol className="prepare-agenda" ref={list}>
          {agenda.map((item, at) => (
            <li key={item.itemId} data-item={item.itemId}>
              <span className="prepare-agenda-number" aria-hidden="true">
                {at + 1}
              </span>
              <div className="prepare-agenda-words">
                <p className="prepare-agenda-title">
                  <AgendaTitle item={item} context={context} />
                </p>
                <Row gap="small">
                  <Badge tone={SOURCES[item.source].tone} icon={SOURCES[item.source].icon}>
                    {t(`source.${item.source}`)}
                  </Badge>
                  <ItemLink item={item} branchId={context.meeting.branchId} />
                </Row>
                {item.note && <p className="k-soft k-small">{item.note}</p>}
                {item.presenterId && (
                  <p className="k-small">
                    {t('presentedBy', {
                      name: memberName(context, item.presenterId) ?? t('formerMember'),
                    })}
                  </p>
                )}
              </div>
              {hasTools && (
                <div className="prepare-agenda-tools">
                  <span data-way="up">
                    <Button
                      kind="plain"
                      icon={<IconUp />}
                      label={t('up', { title: titleOf(item) })}
                      disabled={at === 0}
                      onClick={() => move(at, 'up')}
                    />
                  </span>
                  <span data-way="down">
                    <Button
                      kind="plain"
                      icon={<IconDown />}
                      label={t('down', { title: titleOf(item) })}
                      disabled={at === agenda.length - 1}
                      onClick={() => move(at, 'down')}
                    />
                  </span>
                  <Button
                    kind="plain"
                    icon={<IconEdit />}
                    label={t('editItem', { title: titleOf(item) })}
                    onClick={() => setEdited(item.itemId)}
                  />
                  <Button
                    kind="plain"
                    icon={<IconCross />}
                    label={t('removeItem', { title: titleOf(item) })}
                    onClick={() => setRemoved(item)}
                  />
                </div>
              )}
            </li>
          ))}
        </ol>
      )}
      <AddItem meeting={meeting} />
      {editedItem && (
        <EditItem
          key={editedItem.itemId}
          meeting={meeting}
          item={editedItem}
          onClose={() => setEdited(null)}
        />
      )}
      <ConfirmDialog
        open={removed !== null}
        title={t('removeTitle')}
        confirmLabel={t('removeConfirm')}
        danger
        onClose={() => setRemoved(null)}
        onConfirm={() => {
          if (removed) void meeting.journal.append('agenda-item-removed', { itemId: removed.itemId });
          setRemoved(null);
        }}
      >
        {removed && <AgendaTitle item={removed} context={context} />}
      </ConfirmDialog>
    </Stack>
  );
}

/** Down to the task or document that put the item on the agenda. */
function ItemLink({ item, branchId }: { item: AgendaItem; branchId: string }) {
  const t = usePrepareText();
  if (!item.ref) return null;
  if (item.source === 'task')
    return (
      <TextLink className="prepare-link" to={`/tasks/${item.ref}`}>
        {t('openTask')}
      </TextLink>
    );
  if (item.source === 'duty')
    return (
      <TextLink className="prepare-link" to={`/duties/${item.ref}`}>
        {t('openDuty')}
      </TextLink>
    );
  if (item.source === 'directive')
    return (
      <TextLink className="prepare-link" to={`/units/${branchId}/inbox/${item.ref}`}>
        {t('openDirective')}
      </TextLink>
    );
  return null;
}

function AddItem({ meeting }: { meeting: OpenMeeting }) {
  const t = usePrepareText();
  const { context } = meeting.view;
  const { agenda } = meeting.state;
  const [title, setTitle, clear] = useDraft(`agenda-new.${context.meeting.id}`);
  const add = () => {
    const text = title.trim();
    if (!text) return;
    // What the branch adds is talked about where it discusses, not after the closing steps.
    const step = stepsOf(context).value.find(
      (one) => one.entry === 'discussion' || one.entry === 'presentation',
    );
    const last = step && agenda.filter((item) => item.step === step.id).pop();
    void meeting.journal
      .append('agenda-item-added', {
        itemId: newId(),
        title: text,
        source: 'own',
        ...(step ? { step: step.id } : {}),
        ...(last ? { afterItemId: last.itemId } : {}),
      })
      .then(clear);
  };
  return (
    <form
      className="prepare-add"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <TextField label={t('addTitle')} value={title} onChange={setTitle} maxLength={300} />
      <Button type="submit" icon={<IconPlus />} disabled={title.trim() === ''}>
        {t('addItem')}
      </Button>
    </form>
  );
}

function EditItem({
  meeting,
  item,
  onClose,
}: {
  meeting: OpenMeeting;
  item: AgendaItem;
  onClose: () => void;
}) {
  const t = usePrepareText();
  const { context } = meeting.view;
  const [title, setTitle, clearTitle] = useDraft(`agenda-title.${item.itemId}`, item.title);
  const [note, setNote, clearNote] = useDraft(`agenda-note.${item.itemId}`, item.note ?? '');
  const [presenterId, setPresenterId] = useState(item.presenterId);
  const leave = () => {
    clearTitle();
    clearNote();
    onClose();
  };
  const save = () => {
    if (!title.trim()) return;
    void meeting.journal
      .append('agenda-item-changed', {
        itemId: item.itemId,
        title: title.trim(),
        presenterId,
        note: note.trim() || null,
      })
      .then(leave);
  };
  return (
    <Dialog
      open
      title={t('editTitle')}
      onClose={leave}
      actions={
        <>
          <Button onClick={leave}>{t('cancel')}</Button>
          <Button kind="main" onClick={save}>
            {t('save')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('itemTitle')}
        required
        maxLength={300}
        value={title}
        onChange={setTitle}
        error={title.trim() ? undefined : t('fillThis')}
      />
      <PickField
        label={t('presenter')}
        value={presenterId}
        onChange={setPresenterId}
        placeholder={t('nobody')}
        options={sortedRoll(context).map((member) => ({ value: member.memberId, label: member.fullName }))}
      />
      <TextArea label={t('itemNote')} value={note} onChange={setNote} maxLength={2000} />
    </Dialog>
  );
}
