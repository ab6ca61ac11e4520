import { useState } from 'react';
import type { Answer } from '#kernel/route.ts';
import { ConfirmDialog } from '#ui-kit/dialog.tsx';
import { fieldRefusal, RefusalNotice } from '#ui-kit/feedback.tsx';
import { DateField, SelectField, TextArea, TextField } from '#ui-kit/fields.tsx';
import { Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { ReasonDialog } from '#ui-kit/reason-dialog.tsx';
import { showToast } from '#ui-kit/toasts.tsx';
import type {
  addStep,
  changeEntry,
  dropStep,
  finishStep,
  getWatched,
  leaveConsolidated,
  noteEntry,
  removeEntry,
  WatchStep,
} from '../contract.ts';
import { type EntryDraft, EntryFields } from './entry-fields.tsx';
import { useWatchlistsText } from './text.ts';

export type Deed = 'step' | 'finish' | 'drop' | 'note' | 'edit' | 'leave' | 'remove';

type DialogProps = {
  seen: Answer<typeof getWatched>;
  unitId: string;
  deed: Deed;
  step: WatchStep | null;
  onClose: () => void;
};

const OWN = 'own';

function StepDialog({ seen, unitId, onClose }: DialogProps) {
  const t = useWatchlistsText();
  const [text, setText] = useState('');
  const [output, setOutput] = useState('');
  const [dueOn, setDueOn] = useState<string | null>(null);
  const [ownerId, setOwnerId] = useState<string>(OWN);
  const write = useWrite<typeof addStep>('POST /api/units/:unitId/watchlist/entries/:entryId/steps', {
    invalidates: [['watchlists', unitId], ['home']],
    onDone: () => {
      showToast({ text: t('stepAdded') });
      onClose();
    },
  });
  const isWhole = text.trim() !== '' && output.trim() !== '' && dueOn !== null;
  return (
    <ConfirmDialog
      open
      title={t('addStep')}
      confirmLabel={t('addStep')}
      busy={write.isPending}
      notice={<RefusalNotice refusal={write.error} />}
      onClose={onClose}
      onConfirm={() => {
        if (isWhole && dueOn)
          write.mutate({
            params: { unitId, entryId: seen.entry.id },
            body: { text, output, dueOn, ownerId: ownerId === OWN ? null : ownerId },
          });
      }}
    >
      <Stack>
        <TextArea label={t('stepText')} value={text} onChange={setText} maxLength={500} lines={2} required />
        <TextField label={t('stepOutput')} value={output} onChange={setOutput} maxLength={300} required />
        <SelectField
          label={t('stepOwner')}
          value={ownerId}
          onChange={setOwnerId}
          options={[
            { value: OWN, label: `${t('ownStep')}: ${seen.entry.branch.name}` },
            ...seen.owners.map(({ personId, fullName }) => ({ value: personId, label: fullName })),
          ]}
          error={fieldRefusal(write.error, 'ownerId')}
        />
        <DateField
          label={t('stepDue')}
          value={dueOn}
          onChange={setDueOn}
          error={fieldRefusal(write.error, 'dueOn')}
          required
        />
      </Stack>
    </ConfirmDialog>
  );
}

function EditDialog({ seen, unitId, onClose }: DialogProps) {
  const t = useWatchlistsText();
  const { entry } = seen;
  const [draft, setDraft] = useState<EntryDraft>({
    reasonKind: entry.reasonKind,
    reason: entry.reason,
    isKeyArea: entry.isKeyArea,
    isRemoteArea: entry.isRemoteArea,
    ownerId: entry.ownerId,
    dueOn: entry.dueOn,
  });
  const [why, setWhy] = useState('');
  const write = useWrite<typeof changeEntry>('POST /api/units/:unitId/watchlist/entries/:entryId/change', {
    invalidates: [['watchlists', unitId], ['home']],
    onDone: () => {
      showToast({ text: t('edited') });
      onClose();
    },
  });
  const owners = seen.owners.some(({ personId }) => personId === entry.ownerId)
    ? seen.owners
    : [{ personId: entry.ownerId, fullName: entry.ownerName }, ...seen.owners];
  return (
    <ConfirmDialog
      open
      title={t('edit')}
      confirmLabel={t('editSave')}
      busy={write.isPending}
      notice={<RefusalNotice refusal={write.error} />}
      onClose={onClose}
      onConfirm={() => {
        const { reasonKind, ownerId, dueOn, ...rest } = draft;
        if (reasonKind && ownerId && dueOn && why.trim() !== '' && draft.reason.trim() !== '')
          write.mutate({
            params: { unitId, entryId: entry.id },
            body: { ...rest, reasonKind, ownerId, dueOn, why },
          });
      }}
    >
      <Stack>
        <EntryFields draft={draft} onChange={setDraft} owners={owners} error={write.error} />
        <TextArea label={t('editWhy')} value={why} onChange={setWhy} maxLength={2000} lines={2} required />
      </Stack>
    </ConfirmDialog>
  );
}

function LeaveDialog({ seen, unitId, onClose }: DialogProps) {
  const t = useWatchlistsText();
  const [reason, setReason] = useState('');
  const [evidence, setEvidence] = useState('');
  const write = useWrite<typeof leaveConsolidated>(
    'POST /api/units/:unitId/watchlist/entries/:entryId/consolidated',
    {
      invalidates: [['watchlists', unitId], ['home']],
      onDone: () => {
        showToast({ text: t('left') });
        onClose();
      },
    },
  );
  return (
    <ConfirmDialog
      open
      title={t('leave')}
      confirmLabel={t('leave')}
      busy={write.isPending}
      notice={<RefusalNotice refusal={write.error} />}
      onClose={onClose}
      onConfirm={() => {
        if (reason.trim() !== '' && evidence.trim() !== '')
          write.mutate({ params: { unitId, entryId: seen.entry.id }, body: { reason, evidence } });
      }}
    >
      <Stack>
        <p>{t('leaveText')}</p>
        <TextArea label={t('leaveReason')} value={reason} onChange={setReason} maxLength={2000} required />
        <TextArea
          label={t('leaveEvidence')}
          value={evidence}
          onChange={setEvidence}
          maxLength={2000}
          required
        />
      </Stack>
    </ConfirmDialog>
  );
}

function WordsDialog({ seen, unitId, deed, step, onClose }: DialogProps) {
  const t = useWatchlistsText();
  const after = (text: string) => ({
    invalidates: [['watchlists', unitId], ['home']],
    onDone: () => {
      showToast({ text });
      onClose();
    },
  });
  const finish = useWrite<typeof finishStep>(
    'POST /api/units/:unitId/watchlist/entries/:entryId/steps/:stepId/done',
    after(t('finished')),
  );
  const drop = useWrite<typeof dropStep>(
    'POST /api/units/:unitId/watchlist/entries/:entryId/steps/:stepId/drop',
    after(t('dropped')),
  );
  const note = useWrite<typeof noteEntry>(
    'POST /api/units/:unitId/watchlist/entries/:entryId/notes',
    after(t('noted')),
  );
  const remove = useWrite<typeof removeEntry>(
    'POST /api/units/:unitId/watchlist/entries/:entryId/removed',
    after(t('left')),
  );
  const params = { unitId, entryId: seen.entry.id };
  const about = {
    finish: { title: t('finish'), label: t('finishLabel'), write: finish },
    drop: { title: t('drop'), label: t('dropLabel'), write: drop },
    note: { title: t('addNote'), label: t('noteLabel'), write: note },
    remove: { title: t('remove'), label: t('removeReason'), write: remove },
  }[deed as 'finish' | 'drop' | 'note' | 'remove'];
  return (
    <ReasonDialog
      open
      title={about.title}
      label={about.label}
      maxLength={2000}
      confirmLabel={about.title}
      danger={deed === 'remove'}
      write={about.write}
      onClose={onClose}
      onConfirm={(words) => {
        if (deed === 'finish' && step)
          finish.mutate({ params: { ...params, stepId: step.id }, body: { evidence: words } });
        if (deed === 'drop' && step)
          drop.mutate({ params: { ...params, stepId: step.id }, body: { reason: words } });
        if (deed === 'note') note.mutate({ params, body: { text: words } });
        if (deed === 'remove') remove.mutate({ params, body: { reason: words } });
      }}
    >
      {step && <p>{step.text}</p>}
      {deed === 'remove' && <p>{t('removeText')}</p>}
    </ReasonDialog>
  );
}

/** The one question before each deed on an entry. */
export function EntryDialogs(props: DialogProps) {
  if (props.deed === 'step') return <StepDialog {...props} />;
  if (props.deed === 'edit') return <EditDialog {...props} />;
  if (props.deed === 'leave') return <LeaveDialog {...props} />;
  return <WordsDialog {...props} />;
}
