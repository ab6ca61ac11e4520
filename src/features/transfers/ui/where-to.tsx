import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { RefusalNotice } from '#ui-kit/feedback.tsx';
import { RadioCards, SearchField, Segmented, TextField } from '#ui-kit/fields.tsx';
import { Stack } from '#ui-kit/page-frame.tsx';
import { targetsQuery } from './queries.ts';
import { useTransfersText } from './text.ts';

/** Where a member goes: a branch that is kept here, or an organisation outside by its name. */
export type Destination = { branchId: string; outside: null } | { branchId: null; outside: string };

export const isDestination = (to: Destination | null): to is Destination =>
  to !== null && (to.branchId !== null || to.outside.trim().length > 2);

type Props = {
  value: Destination | null;
  onChange: (value: Destination | null) => void;
  error: string | undefined;
};

export function WhereTo({ value, onChange, error }: Props) {
  const t = useTransfersText();
  const isOutside = value?.branchId === null;
  return (
    <Stack>
      <Segmented
        label={t('whereTo')}
        value={isOutside ? 'outside' : 'inside'}
        onChange={(side) => onChange(side === 'outside' ? { branchId: null, outside: '' } : null)}
        options={[
          { value: 'inside', label: t('insideSystem') },
          { value: 'outside', label: t('outsideSystem') },
        ]}
      />
      {isOutside ? (
        <TextField
          label={t('outsideName')}
          hint={t('outsideHint')}
          value={value?.outside ?? ''}
          onChange={(outside) => onChange({ branchId: null, outside })}
          maxLength={300}
          error={error}
          required
        />
      ) : (
        <BranchSearch
          label={t('findBranch')}
          value={value?.branchId ?? null}
          onChange={(branchId) => onChange(branchId ? { branchId, outside: null } : null)}
          error={error}
        />
      )}
    </Stack>
  );
}

type SearchProps = {
  label: string;
  value: string | null;
  onChange: (branchId: string | null, name: string) => void;
  error: string | undefined;
};

/** Finds a branch of the whole tree by its name or that of a committee above it. */
export function BranchSearch({ label, value, onChange, error }: SearchProps) {
  const t = useTransfersText();
  const [typed, setTyped] = useState('');
  const asked = useDeferredValue(typed.trim());
  const found = useQuery(targetsQuery(asked));
  const branches = found.data?.branches ?? [];
  return (
    <Stack gap="small">
      <SearchField
        label={label}
        labelHidden={false}
        value={typed}
        onChange={(text) => {
          setTyped(text);
          onChange(null, '');
        }}
      />
      {found.error && <RefusalNotice refusal={found.error} />}
      {asked.length > 1 && found.data && branches.length === 0 && <p role="status">{t('noBranch')}</p>}
      {branches.length > 0 && (
        <RadioCards
          label={t('chosenBranch')}
          value={value}
          onChange={(id) => onChange(id, branches.find((b) => b.id === id)?.name ?? '')}
          options={branches.map((b) => ({ value: b.id, label: b.name, note: b.above }))}
          error={error}
        />
      )}
      {branches.length === 0 && error && <p className="k-error">{error}</p>}
      {found.data?.hasMore && <p className="k-small">{t('tooMany')}</p>}
    </Stack>
  );
}
