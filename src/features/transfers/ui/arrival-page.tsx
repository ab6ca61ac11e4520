import { useState } from 'react';
import { emptyEntry, enteredOf, isEntered, PersonForm } from '#features/members/widgets.tsx';
import { type CivilDate, civilDateAt } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { fieldRefusal, Notice, RefusalNotice } from '#ui-kit/feedback.tsx';
import { DateField, Segmented, SelectField, TextArea, TextField } from '#ui-kit/fields.tsx';
import { useGo, usePageParams } from '#ui-kit/page.ts';
import { Grid, Page, Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { arrive, Transfer } from '../contract.ts';
import { TRANSFER_CAUSES } from '../domain/transfer.ts';
import { useTransfersText } from './text.ts';

type Days = {
  admittedOn: CivilDate | null;
  officialOn: CivilDate | null;
  introducedOn: CivilDate | null;
  presentedOn: CivilDate | null;
  receivedOn: CivilDate | null;
  lastDay: CivilDate | null;
};

/** A branch receives somebody from an organisation outside of this system. */
export function ArrivalPage() {
  const t = useTransfersText();
  const go = useGo();
  const { branchId } = usePageParams<'branchId'>();
  const [entry, setEntry] = useState(emptyEntry);
  const [kind, setKind] = useState<Transfer['kind']>('official');
  const [cause, setCause] = useState<Transfer['cause'] | null>(null);
  const [from, setFrom] = useState('');
  const [paper, setPaper] = useState('');
  const [lateReason, setLateReason] = useState('');
  const [days, setDays] = useState<Days>({
    admittedOn: null,
    officialOn: null,
    introducedOn: null,
    presentedOn: null,
    receivedOn: civilDateAt(Date.now()),
    lastDay: null,
  });
  const [isTried, setIsTried] = useState(false);
  const save = useWrite<typeof arrive>('POST /api/branches/:branchId/arrivals', {
    invalidates: [['transfers'], ['members', branchId]],
    onDone: ({ personId }) => {
      showToast({ text: t('received') });
      go(`/branches/${branchId}/members/${personId}`);
    },
  });
  const asksWhy = fieldRefusal(save.error, 'lateReason') !== undefined || lateReason !== '';
  const missing = (isMissing: boolean) => (isTried && isMissing ? t('fillThis') : undefined);
  const { admittedOn, introducedOn, presentedOn, receivedOn } = days;
  const isReady =
    isEntered(entry) &&
    cause &&
    from.trim().length > 2 &&
    paper.trim() &&
    admittedOn &&
    introducedOn &&
    presentedOn &&
    receivedOn &&
    (kind === 'official' || days.lastDay);
  const submit = () => {
    setIsTried(true);
    if (!isReady || !cause || !admittedOn || !introducedOn || !presentedOn || !receivedOn) return;
    save.mutate({
      params: { branchId },
      body: {
        person: enteredOf(entry),
        kind,
        cause,
        from,
        paper,
        admittedOn,
        officialOn: days.officialOn,
        introducedOn,
        presentedOn,
        receivedOn,
        lastDay: kind === 'temporary' ? days.lastDay : null,
        lateReason: lateReason.trim() || null,
      },
    });
  };
  const day = (key: keyof Days, isNeeded: boolean, hint?: string) => (
    <DateField
      label={t(key)}
      hint={hint}
      value={days[key]}
      onChange={(value) => setDays({ ...days, [key]: value })}
      error={fieldRefusal(save.error, key) ?? missing(isNeeded && days[key] === null)}
      required={isNeeded}
    />
  );
  return (
    <Page
      title={t('receiveOutside')}
      lead={t('arrivalLead')}
      back={{ to: `/units/${branchId}/transfers`, label: t('backToList') }}
    >
      <Section title={t('personal')}>
        <Stack>
          <PersonForm entry={entry} onChange={setEntry} error={save.error} isTried={isTried} withCard />
          <Grid>
            {day('admittedOn', true)}
            {day('officialOn', false, t('officialHint'))}
          </Grid>
        </Stack>
      </Section>
      <Section title={t('papers')}>
        <Stack>
          <Segmented
            label={t('kind')}
            value={kind}
            onChange={setKind}
            options={[
              { value: 'official', label: t('official') },
              { value: 'temporary', label: t('temporary') },
            ]}
          />
          <Grid>
            <TextField
              label={t('outsideNameFrom')}
              hint={t('outsideHint')}
              value={from}
              onChange={setFrom}
              maxLength={300}
              error={missing(from.trim().length < 3)}
              required
            />
            <TextField
              label={t('paper')}
              hint={t('paperHint')}
              value={paper}
              onChange={setPaper}
              maxLength={200}
              error={missing(!paper.trim())}
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
            {day('introducedOn', true)}
            {day('presentedOn', true)}
            {day('receivedOn', true)}
            {kind === 'temporary' && day('lastDay', true)}
          </Grid>
          {asksWhy && (
            <TextArea
              label={t('lateReason')}
              hint={t('lateReasonHint')}
              value={lateReason}
              onChange={setLateReason}
              maxLength={500}
              lines={2}
            />
          )}
          {isTried && !isReady && (
            <Notice tone="warn" urgent>
              {t('fillAll')}
            </Notice>
          )}
          {save.error && <RefusalNotice refusal={save.error} />}
          <Row>
            <Button kind="main" busy={save.isPending} onClick={submit}>
              {t('receiveIt')}
            </Button>
          </Row>
        </Stack>
      </Section>
    </Page>
  );
}
