import { useState } from 'react';
import { addDays, type CivilDate } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { Dialog } from '#ui-kit/dialog.tsx';
import { fieldRefusal, RefusalNotice } from '#ui-kit/feedback.tsx';
import { DateField, TextField } from '#ui-kit/fields.tsx';
import { Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { endConsent, giveConsent, SizeWarningKey } from '../contract.ts';
import { SIZES } from './queries.ts';
import { useSizesText } from './text.ts';

const withError = (error: string | undefined) => (error ? { error } : {});

/** The paper of the committee above. */
export function GiveDialog({
  unitId,
  warning,
  onClose,
}: {
  unitId: string;
  warning: SizeWarningKey;
  onClose: () => void;
}) {
  const t = useSizesText();
  const [document, setDocument] = useState('');
  const [documentOn, setDocumentOn] = useState<CivilDate | null>(null);
  const [from, setFrom] = useState<CivilDate | null>(null);
  const [last, setLast] = useState<CivilDate | null>(null);
  const give = useWrite<typeof giveConsent>('POST /api/units/:unitId/size-consents', {
    invalidates: [[...SIZES]],
    onDone: () => {
      showToast({ text: t('recorded') });
      onClose();
    },
  });
  const save = () => {
    if (!documentOn || !from) return;
    const to = last ? addDays(last, 1) : null;
    give.mutate({ params: { unitId }, body: { warning, document, documentOn, from, to } });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('giveTitle')}
      busy={give.isPending}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            kind="main"
            busy={give.isPending}
            disabled={!document.trim() || !documentOn || !from}
            onClick={save}
          >
            {t('record')}
          </Button>
        </>
      }
    >
      <Stack>
        {give.error && <RefusalNotice refusal={give.error} />}
        <p>
          <strong>{t(`w.${warning}`)}</strong>
        </p>
        <TextField
          label={t('document')}
          hint={t('documentHint')}
          value={document}
          onChange={setDocument}
          maxLength={100}
          required
          autoFocus
        />
        <DateField
          label={t('documentOn')}
          value={documentOn}
          onChange={setDocumentOn}
          {...withError(fieldRefusal(give.error, 'documentOn'))}
          required
        />
        <DateField
          label={t('from')}
          value={from}
          onChange={setFrom}
          {...withError(fieldRefusal(give.error, 'from'))}
          required
        />
        <DateField
          label={t('to')}
          value={last}
          onChange={setLast}
          {...withError(fieldRefusal(give.error, 'to'))}
        />
      </Stack>
    </Dialog>
  );
}

export function EndDialog({
  unitId,
  consentId,
  onClose,
}: {
  unitId: string;
  consentId: string;
  onClose: () => void;
}) {
  const t = useSizesText();
  const [on, setOn] = useState<CivilDate | null>(null);
  const end = useWrite<typeof endConsent>('POST /api/units/:unitId/size-consents/:consentId/end', {
    invalidates: [[...SIZES]],
    onDone: () => {
      showToast({ text: t('ended') });
      onClose();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('endTitle')}
      busy={end.isPending}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            kind="main"
            busy={end.isPending}
            disabled={!on}
            onClick={() => on && end.mutate({ params: { unitId, consentId }, body: { on } })}
          >
            {t('end')}
          </Button>
        </>
      }
    >
      <Stack>
        {end.error && <RefusalNotice refusal={end.error} />}
        <DateField
          label={t('endOn')}
          value={on}
          onChange={setOn}
          {...withError(fieldRefusal(end.error, 'on'))}
          required
        />
      </Stack>
    </Dialog>
  );
}
