import { fieldRefusal } from '#ui-kit/feedback.tsx';
import { Checkbox, DateField, RadioCards, SelectField, TextArea } from '#ui-kit/fields.tsx';
import type { ReasonKind } from '../contract.ts';
import { REASON_KEYS, useWatchlistsText } from './text.ts';

export type EntryDraft = {
  reasonKind: ReasonKind | null;
  reason: string;
  isKeyArea: boolean;
  isRemoteArea: boolean;
  ownerId: string | null;
  dueOn: string | null;
};

/** What an entry says of an organisation, who is in charge and until when. */
export function EntryFields({
  draft,
  onChange,
  owners,
  error,
}: {
  draft: EntryDraft;
  onChange: (draft: EntryDraft) => void;
  owners: readonly { personId: string; fullName: string }[];
  error: unknown;
}) {
  const t = useWatchlistsText();
  const set = (changed: Partial<EntryDraft>) => onChange({ ...draft, ...changed });
  return (
    <>
      <RadioCards<ReasonKind>
        label={t('reasonKind')}
        value={draft.reasonKind}
        onChange={(reasonKind) => set({ reasonKind })}
        options={(['weak', 'concern', 'complicated'] as const).map((value) => ({
          value,
          label: t(REASON_KEYS[value]),
        }))}
      />
      <TextArea
        label={t('reason')}
        hint={t('reasonHint')}
        value={draft.reason}
        onChange={(reason) => set({ reason })}
        maxLength={2000}
        required
      />
      <SelectField
        label={t('owner')}
        value={draft.ownerId}
        onChange={(ownerId) => set({ ownerId })}
        options={owners.map(({ personId, fullName }) => ({ value: personId, label: fullName }))}
        error={fieldRefusal(error, 'ownerId')}
        required
      />
      <DateField
        label={t('dueDay')}
        value={draft.dueOn}
        onChange={(dueOn) => set({ dueOn })}
        error={fieldRefusal(error, 'dueOn')}
        required
      />
      <div>
        <Checkbox
          label={t('keyArea')}
          checked={draft.isKeyArea}
          onChange={(isKeyArea) => set({ isKeyArea })}
        />
        <Checkbox
          label={t('remoteArea')}
          checked={draft.isRemoteArea}
          onChange={(isRemoteArea) => set({ isRemoteArea })}
        />
      </div>
    </>
  );
}
