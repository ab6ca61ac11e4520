import { useState } from 'react';
import { MEASURE_KEYS, MEASURES, type MeasureKey, measureWords } from '#features/reports/widgets.tsx';
import { Button } from '#ui-kit/actions.tsx';
import { Dialog } from '#ui-kit/dialog.tsx';
import { fieldRefusal, RefusalNotice } from '#ui-kit/feedback.tsx';
import { NumberField, SelectField } from '#ui-kit/fields.tsx';
import { Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { useLanguage } from '#ui-kit/text.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { nameIndicator } from '../contract.ts';
import { useEffectsText } from './text.ts';

type Nameable = Exclude<MeasureKey, 'members'>;
const NAMEABLE = MEASURE_KEYS.filter((key): key is Nameable => key !== 'members');

/** Names an indicator: which measure, and the level aimed at. */
export function NameIndicator({
  unitId,
  directiveId,
  taken,
  onClose,
}: {
  unitId: string;
  directiveId: string;
  taken: readonly MeasureKey[];
  onClose: () => void;
}) {
  const t = useEffectsText();
  const { language } = useLanguage();
  const [measure, setMeasure] = useState<Nameable | null>(null);
  const [target, setTarget] = useState<number | null>(null);
  const name = useWrite<typeof nameIndicator>('POST /api/units/:unitId/directives/:directiveId/indicators', {
    invalidates: [['effects', unitId]],
    onDone: ({ branches }) => {
      showToast({ text: t('namedDone', { count: branches }) });
      onClose();
    },
  });
  const isShare = measure !== null && MEASURES[measure].kind === 'share';
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('nameOne')}
      busy={name.isPending}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            kind="main"
            busy={name.isPending}
            disabled={measure === null}
            onClick={() =>
              measure && name.mutate({ params: { unitId, directiveId }, body: { measure, target } })
            }
          >
            {t('nameOne')}
          </Button>
        </>
      }
    >
      <Stack>
        <SelectField
          label={t('measure')}
          hint={measure ? measureWords[measure].help[language] : undefined}
          value={measure}
          onChange={setMeasure}
          options={NAMEABLE.filter((key) => !taken.includes(key)).map((key) => ({
            value: key,
            label: measureWords[key].label[language],
          }))}
          required
          error={fieldRefusal(name.error, 'measure')}
        />
        <NumberField
          label={t('targetField')}
          hint={t('targetHint')}
          value={target}
          onChange={setTarget}
          min={0}
          {...(isShare ? { unit: '%', max: 100 } : {})}
          error={fieldRefusal(name.error, 'target')}
        />
        <p>{t('keepText')}</p>
        {name.isError && <RefusalNotice refusal={name.error} />}
      </Stack>
    </Dialog>
  );
}
