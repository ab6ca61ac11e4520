import { useState } from 'react';
import { civilDateAt } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { Dialog } from '#ui-kit/dialog.tsx';
import { Badge, EmptyState, fieldRefusal, RefusalNotice } from '#ui-kit/feedback.tsx';
import { DateField, Segmented, SelectField, TextArea, TextField } from '#ui-kit/fields.tsx';
import { IconEdit } from '#ui-kit/icons.tsx';
import { Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { KeyValue } from '#ui-kit/show.tsx';
import { showToast } from '#ui-kit/toasts.tsx';
import type { proposeCorrection, withdrawCorrection } from '../contract.ts';
import { CorrectionLine } from './correction-line.tsx';
import type { OwnRecord } from './queries.ts';
import { shownValue } from './shown-value.ts';
import { useFieldText, useMembersText } from './text.ts';

type Field = OwnRecord['correctable'][number]['field'];

const BADGES = {
  open: { key: 'correctionOpen', tone: 'warn' },
  accepted: { key: 'correctionAccepted', tone: 'success' },
  refused: { key: 'correctionRefused', tone: 'danger' },
  withdrawn: { key: 'correctionWithdrawn', tone: 'neutral' },
} as const;

/** What I asked to have put right, and the way to ask. */
export function OwnCorrections({ answer }: { answer: OwnRecord }) {
  const t = useMembersText();
  const [isProposing, setIsProposing] = useState(false);
  const withdraw = useWrite<typeof withdrawCorrection>('POST /api/me/corrections/:correctionId/withdraw', {
    invalidates: [['my-record']],
    onDone: () => showToast({ text: t('withdrawnProposal') }),
  });
  return (
    <Section title={t('correctRecord')} lead={t('correctRecordLead')}>
      <Stack>
        <Row>
          <Button icon={<IconEdit />} onClick={() => setIsProposing(true)}>
            {t('propose')}
          </Button>
        </Row>
        {withdraw.error && <RefusalNotice refusal={withdraw.error} />}
        {answer.corrections.length === 0 && <EmptyState title={t('noProposals')} icon={IconEdit} />}
        {answer.corrections.map((each) => (
          <CorrectionLine
            key={each.id}
            correction={each}
            badge={<Badge tone={BADGES[each.state].tone}>{t(BADGES[each.state].key)}</Badge>}
          >
            {each.state === 'open' && (
              <Row>
                <Button
                  busy={withdraw.isPending}
                  onClick={() => withdraw.mutate({ params: { correctionId: each.id } })}
                >
                  {t('withdrawProposal')}
                </Button>
              </Row>
            )}
          </CorrectionLine>
        ))}
      </Stack>
      {isProposing && <ProposeDialog answer={answer} onClose={() => setIsProposing(false)} />}
    </Section>
  );
}

const DATES: readonly Field[] = ['birth', 'admittedOn', 'officialOn'];

function ProposeDialog({ answer, onClose }: { answer: OwnRecord; onClose: () => void }) {
  const t = useMembersText();
  const words = useFieldText();
  const open = answer.corrections.filter((each) => each.state === 'open').map((each) => each.field);
  const free = answer.correctable.filter(({ field }) => !open.includes(field));
  const [field, setField] = useState<Field | null>(null);
  const [value, setValue] = useState('');
  const [reason, setReason] = useState('');
  const [isTried, setIsTried] = useState(false);
  const save = useWrite<typeof proposeCorrection>('POST /api/me/corrections', {
    invalidates: [['my-record']],
    onDone: () => {
      showToast({ text: t('proposed') });
      onClose();
    },
  });
  const missing = (isMissing: boolean) => (isTried && isMissing ? t('fillThis') : undefined);
  const submit = () => {
    setIsTried(true);
    if (field && value.trim() && reason.trim().length > 2) save.mutate({ body: { field, value, reason } });
  };
  const now = free.find((each) => each.field === field);
  const error = fieldRefusal(save.error, 'value') ?? missing(!value.trim());
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('propose')}
      busy={save.isPending}
      actions={
        <>
          <Button onClick={onClose} disabled={save.isPending}>
            {t('cancel')}
          </Button>
          <Button kind="main" busy={save.isPending} onClick={submit}>
            {t('propose')}
          </Button>
        </>
      }
    >
      <Stack>
        {save.error && <RefusalNotice refusal={save.error} />}
        <SelectField<Field>
          label={t('proposeField')}
          value={field}
          onChange={(next) => {
            setField(next);
            setValue('');
          }}
          options={free.map((each) => ({ value: each.field, label: words(each.field) }))}
          error={missing(field === null)}
          required
        />
        {now && field && (
          <>
            <KeyValue facts={[{ label: t('nowReads'), value: shownValue(now.text, t) }]} />
            {DATES.includes(field) ? (
              <DateField
                label={t('shouldRead')}
                value={value || null}
                onChange={(day) => setValue(day ?? '')}
                max={civilDateAt(Date.now())}
                error={error}
                required
              />
            ) : field === 'sex' ? (
              <Segmented
                label={t('shouldRead')}
                value={value === '' ? null : (value as 'male' | 'female')}
                onChange={setValue}
                options={[
                  { value: 'male', label: t('male') },
                  { value: 'female', label: t('female') },
                ]}
              />
            ) : (
              <TextField
                label={t('shouldRead')}
                value={value}
                onChange={setValue}
                maxLength={300}
                error={error}
                required
              />
            )}
          </>
        )}
        <TextArea
          label={t('proposeWhy')}
          hint={t('proposeWhyHint')}
          value={reason}
          onChange={setReason}
          maxLength={500}
          lines={2}
          error={missing(reason.trim().length < 3)}
          required
        />
      </Stack>
    </Dialog>
  );
}
