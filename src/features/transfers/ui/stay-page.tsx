import { useState } from 'react';
import type { CivilDate } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { fieldRefusal, Notice, RefusalNotice } from '#ui-kit/feedback.tsx';
import { DateField, SelectField, TextField } from '#ui-kit/fields.tsx';
import { useGo, usePageParams } from '#ui-kit/page.ts';
import { Grid, Page, Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { changeStay, Transfer } from '../contract.ts';
import { TRANSFER_CAUSES } from '../domain/transfer.ts';
import { useTransfersText } from './text.ts';

/** A temporary stay is lengthened, or ends early; both branches follow. */
export function StayPage() {
  const t = useTransfersText();
  const go = useGo();
  const { branchId, personId } = usePageParams<'branchId' | 'personId'>();
  const [lastDay, setLastDay] = useState<CivilDate | null>(null);
  const [cause, setCause] = useState<Transfer['cause'] | null>(null);
  const [document, setDocument] = useState('');
  const [isTried, setIsTried] = useState(false);
  const record = `/branches/${branchId}/members/${personId}`;
  const save = useWrite<typeof changeStay>('POST /api/branches/:branchId/stays/:personId', {
    invalidates: [['members'], ['transfers']],
    onDone: () => {
      showToast({ text: t('stayChanged') });
      go(record);
    },
  });
  const missing = (isMissing: boolean) => (isTried && isMissing ? t('fillThis') : undefined);
  const submit = () => {
    setIsTried(true);
    if (lastDay && cause && document.trim())
      save.mutate({ params: { branchId, personId }, body: { lastDay, cause, document } });
  };
  return (
    <Page title={t('stayChange')} lead={t('stayLead')} back={{ to: record, label: t('backToRecord') }}>
      <Section>
        <Stack>
          <Grid>
            <DateField
              label={t('lastDay')}
              value={lastDay}
              onChange={setLastDay}
              error={
                fieldRefusal(save.error, 'lastDay') ??
                fieldRefusal(save.error, 'to') ??
                missing(lastDay === null)
              }
              required
            />
            <SelectField
              label={t('cause')}
              value={cause}
              onChange={setCause}
              options={TRANSFER_CAUSES.map((one) => ({ value: one, label: t(`${one}Cause`) }))}
              error={missing(cause === null)}
              required
            />
            <TextField
              label={t('stayPaper')}
              hint={t('paperHint')}
              value={document}
              onChange={setDocument}
              maxLength={200}
              error={missing(!document.trim())}
              required
            />
          </Grid>
          {save.error && <RefusalNotice refusal={save.error} />}
          {isTried && !(lastDay && cause && document.trim()) && (
            <Notice tone="warn" urgent>
              {t('fillAll')}
            </Notice>
          )}
          <Row>
            <Button kind="main" busy={save.isPending} onClick={submit}>
              {t('staySave')}
            </Button>
          </Row>
        </Stack>
      </Section>
    </Page>
  );
}
