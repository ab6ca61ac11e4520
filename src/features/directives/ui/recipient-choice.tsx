import { useMemo, useState } from 'react';
import { withoutMarks } from '#kernel/vietnamese.ts';
import { Checkbox, SearchField, Segmented } from '#ui-kit/fields.tsx';
import { Grid, Stack } from '#ui-kit/page-frame.tsx';
import { useDirectivesText } from './text.ts';

type Branch = { id: string; name: string };

/** Everybody below, or those ticked. */
export function RecipientChoice({
  branches,
  chosen,
  onChange,
  error,
}: {
  branches: readonly Branch[];
  chosen: 'all' | readonly string[];
  onChange: (chosen: 'all' | string[]) => void;
  error: string | undefined;
}) {
  const t = useDirectivesText();
  const [wanted, setWanted] = useState('');
  const shown = useMemo(() => {
    const key = withoutMarks(wanted).trim();
    return branches.filter((branch) => withoutMarks(branch.name).includes(key));
  }, [branches, wanted]);
  const toggle = (id: string, isOn: boolean) => {
    if (chosen === 'all') return;
    onChange(isOn ? [...chosen, id] : chosen.filter((one) => one !== id));
  };
  return (
    <Stack gap="small">
      <Segmented
        label={t('recipients')}
        value={chosen === 'all' ? 'all' : 'chosen'}
        onChange={(value) => onChange(value === 'all' ? 'all' : [])}
        options={[
          { value: 'all', label: t('allBranches', { count: branches.length }) },
          { value: 'chosen', label: t('chosenBranches') },
        ]}
      />
      {chosen !== 'all' && (
        <>
          {branches.length > 12 && (
            <SearchField label={t('findBranch')} value={wanted} onChange={setWanted} />
          )}
          <p role="status">{t('chosenCount', { count: chosen.length })}</p>
          <Grid cell={12}>
            {shown.map((branch) => (
              <Checkbox
                key={branch.id}
                label={branch.name}
                checked={chosen.includes(branch.id)}
                onChange={(isOn) => toggle(branch.id, isOn)}
              />
            ))}
          </Grid>
        </>
      )}
      {error && (
        <p className="k-error" role="alert">
          {error}
        </p>
      )}
    </Stack>
  );
}
