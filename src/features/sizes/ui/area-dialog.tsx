import { useState } from 'react';
import type { recordArea, Terrain } from '#features/units/contract.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { Dialog } from '#ui-kit/dialog.tsx';
import { fieldRefusal, RefusalNotice } from '#ui-kit/feedback.tsx';
import { DateField, NumberField, Segmented, TextField } from '#ui-kit/fields.tsx';
import { Grid, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import { SIZES, type Standard } from './queries.ts';
import { useSizesText } from './text.ts';

/** Area, population and point of a place from a day on, with the paper or yearbook that they come from. */
export function AreaDialog({
  unitId,
  day,
  figures,
  onClose,
}: {
  unitId: string;
  day: CivilDate;
  figures: Standard['figures'];
  onClose: () => void;
}) {
  const t = useSizesText();
  const [on, setOn] = useState<CivilDate | null>(day);
  const [km2, setKm2] = useState(figures?.km2 ?? null);
  const [population, setPopulation] = useState(figures?.population ?? null);
  const [lat, setLat] = useState(figures?.lat ?? null);
  const [lon, setLon] = useState(figures?.lon ?? null);
  const [terrain, setTerrain] = useState<Terrain>(figures?.terrain ?? 'ordinary');
  const [source, setSource] = useState('');
  const save = useWrite<typeof recordArea>('POST /api/units/:unitId/area', {
    invalidates: [[...SIZES], ['units']],
    onDone: () => {
      showToast({ text: t('areaRecorded') });
      onClose();
    },
  });
  const error = (field: string) => {
    const text = fieldRefusal(save.error, field);
    return text ? { error: text } : {};
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('recordAreaTitle')}
      busy={save.isPending}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            kind="main"
            busy={save.isPending}
            disabled={!on || source.trim().length < 3}
            onClick={() =>
              on &&
              save.mutate({
                params: { unitId },
                body: { on, km2, population, lat, lon, terrain, source: source.trim() },
              })
            }
          >
            {t('recordArea')}
          </Button>
        </>
      }
    >
      <Stack>
        {save.error && <RefusalNotice refusal={save.error} />}
        <Grid cell={13}>
          <NumberField
            label={t('population')}
            unit={t('people')}
            value={population}
            onChange={setPopulation}
            min={0}
            {...error('population')}
          />
          <NumberField
            label={t('landArea')}
            unit="km²"
            value={km2}
            onChange={setKm2}
            decimals
            {...error('km2')}
          />
        </Grid>
        <Segmented<Terrain>
          label={t('terrain')}
          value={terrain}
          onChange={setTerrain}
          options={[
            { value: 'ordinary', label: t('terrain.ordinary') },
            { value: 'mountain', label: t('terrain.mountain') },
            { value: 'island', label: t('terrain.island') },
          ]}
        />
        <DateField label={t('figuresFrom')} value={on} onChange={setOn} {...error('on')} required />
        <TextField
          label={t('figuresSource')}
          hint={t('figuresSourceHint')}
          value={source}
          onChange={setSource}
          maxLength={200}
          {...error('source')}
          required
        />
        <details>
          <summary>{t('point')}</summary>
          <Grid cell={13}>
            <NumberField label={t('lat')} value={lat} onChange={setLat} decimals {...error('lat')} />
            <NumberField label={t('lon')} value={lon} onChange={setLon} decimals {...error('lon')} />
          </Grid>
        </details>
      </Stack>
    </Dialog>
  );
}
