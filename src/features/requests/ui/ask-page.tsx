import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useDeferredValue, useState } from 'react';
import type { RecipientChoice } from '#features/directives/contract.ts';
import { RecipientChoiceField } from '#features/directives/widgets.tsx';
import { type CivilDate, civilDateAt } from '#kernel/civil-date.ts';
import { newId } from '#kernel/ids.ts';
import { Button, TextLink } from '#ui-kit/actions.tsx';
import { fieldRefusal, Notice, RefusalNotice } from '#ui-kit/feedback.tsx';
import { Checkbox, DateField, SelectField, TextArea, TextField } from '#ui-kit/fields.tsx';
import { IconPlus } from '#ui-kit/icons.tsx';
import { useGo, usePageParams } from '#ui-kit/page.ts';
import { Grid, Page, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { SendButton } from '#ui-kit/send-button.tsx';
import { StatTile } from '#ui-kit/show.tsx';
import { useSay } from '#ui-kit/text.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { askForFigures, FieldType } from '../contract.ts';
import { FIELD_TYPES } from '../domain/price.ts';
import { MOST_FIELDS } from '../domain/request.ts';
import { previewQuery } from './queries.ts';
import './requests.css';
import { TYPE_KEYS, useRequestsText } from './text.ts';

type Field = { key: string; label: string; type: FieldType; isRequired: boolean; again: string };

const emptyField = (): Field => ({ key: newId(), label: '', type: 'number', isRequired: true, again: '' });

/** Asks units below; while it is written, it says what is known already and what it costs. */
export function AskPage() {
  const t = useRequestsText();
  const say = useSay();
  const go = useGo();
  const { unitId } = usePageParams<'unitId'>();
  const today = civilDateAt(Date.now());
  const [title, setTitle] = useState('');
  const [purpose, setPurpose] = useState('');
  const [dueOn, setDueOn] = useState<CivilDate | null>(null);
  const [fields, setFields] = useState<Field[]>(() => [emptyField()]);
  const [to, setTo] = useState<RecipientChoice>({ by: 'every-branch' });
  const asked = useDeferredValue(fields);
  const preview = useQuery(
    previewQuery(
      unitId,
      asked.map(({ label, type }) => ({ label, type })),
      to,
    ),
  );
  const send = useWrite<typeof askForFigures>('POST /api/units/:unitId/requests', {
    invalidates: [['requests', unitId]],
    onDone: ({ id, state, recipients }) => {
      showToast(
        state === 'waiting'
          ? { tone: 'warn', text: t('sentWaiting') }
          : { text: t('sent', { count: recipients }) },
      );
      go(`/units/${unitId}/requests/${id}`, { replace: true });
    },
  });
  const change = (at: number, different: Partial<Field>) =>
    setFields(fields.map((field, index) => (index === at ? { ...field, ...different } : field)));
  const missing = [
    title.trim() === '' && t('name'),
    purpose.trim() === '' && t('purpose'),
    dueOn === null && t('dueOn'),
    ...fields.map(
      (field, at) => field.label.trim() === '' && `${t('fieldNumber', { number: at + 1 })}: ${t('label')}`,
    ),
  ];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (dueOn === null) return;
    send.mutate({
      params: { unitId },
      body: {
        title,
        purpose,
        dueOn,
        fields: fields.map(({ label, type, isRequired, again }) => ({ label, type, isRequired, again })),
        to,
      },
    });
  };
  const price = preview.data?.price;
  return (
    <Page title={t('ask')} lead={t('lead')} back={{ to: `/units/${unitId}/requests`, label: t('title') }}>
      <form onSubmit={submit}>
        <Stack>
          <Section>
            <TextField
              label={t('name')}
              hint={t('nameHint')}
              value={title}
              onChange={setTitle}
              maxLength={200}
              required
              error={fieldRefusal(send.error, 'title')}
            />
            <TextArea
              label={t('purpose')}
              hint={t('purposeHint')}
              value={purpose}
              onChange={setPurpose}
              maxLength={2000}
              lines={2}
              required
              error={fieldRefusal(send.error, 'purpose')}
            />
            <DateField
              label={t('dueOn')}
              value={dueOn}
              onChange={setDueOn}
              min={today}
              required
              error={fieldRefusal(send.error, 'dueOn')}
            />
          </Section>
          <Section title={t('fields')}>
            <Stack>
              {fields.map((field, at) => {
                const known = preview.data?.fields[at]?.known;
                return (
                  <fieldset key={field.key} className="q-field">
                    <legend>{t('fieldNumber', { number: at + 1 })}</legend>
                    <Stack gap="small">
                      <div className="q-field-row">
                        <TextField
                          label={t('label')}
                          value={field.label}
                          onChange={(label) => change(at, { label })}
                          maxLength={200}
                          required
                          error={fieldRefusal(send.error, `fields.${at}.label`)}
                        />
                        <SelectField
                          label={t('type')}
                          value={field.type}
                          onChange={(type) => change(at, { type })}
                          options={FIELD_TYPES.map((value) => ({ value, label: t(TYPE_KEYS[value]) }))}
                        />
                      </div>
                      {known && (
                        <Notice
                          tone={known.how === 'known' ? 'warn' : 'info'}
                          title={t(known.how === 'known' ? 'known' : 'near', { what: say(known.words) })}
                        >
                          {t(known.how === 'known' ? 'knownText' : 'nearText')}{' '}
                          <TextLink to={known.page} target="_blank">
                            {t('seeFigure')}
                          </TextLink>
                        </Notice>
                      )}
                      {known?.how === 'known' && (
                        <TextField
                          label={t('again')}
                          value={field.again}
                          onChange={(again) => change(at, { again })}
                          maxLength={500}
                          required
                          error={fieldRefusal(send.error, `fields.${at}.again`)}
                        />
                      )}
                      <Checkbox
                        label={t('isRequired')}
                        checked={field.isRequired}
                        onChange={(isRequired) => change(at, { isRequired })}
                      />
                      {fields.length > 1 && (
                        <div>
                          <Button
                            kind="plain"
                            onClick={() => setFields(fields.filter((one) => one.key !== field.key))}
                          >
                            {t('removeField', { number: at + 1 })}
                          </Button>
                        </div>
                      )}
                    </Stack>
                  </fieldset>
                );
              })}
              <div>
                <Button
                  icon={<IconPlus />}
                  onClick={() => setFields([...fields, emptyField()])}
                  disabled={fields.length >= MOST_FIELDS}
                >
                  {t('addField')}
                </Button>
              </div>
            </Stack>
          </Section>
          <Section title={t('recipients')}>
            <RecipientChoiceField
              unitId={unitId}
              choice={to}
              onChange={setTo}
              error={fieldRefusal(send.error, 'to')}
            />
          </Section>
          <Section title={t('price')}>
            {price && !preview.isError ? (
              <Stack gap="small">
                <Grid cell={12}>
                  <StatTile label={t('unitsAnswer')} value={formatNumber(price.units)} />
                  <StatTile
                    label={t('perUnit')}
                    value={t('minutes', { value: formatNumber(price.perUnit) })}
                  />
                  <StatTile
                    label={t('personHours')}
                    value={t('hours', { value: formatNumber(price.personHours) })}
                    tone={price.needsSecond ? 'warn' : 'brand'}
                  />
                </Grid>
                <p className="k-soft">
                  {preview.data?.rule.isVerified
                    ? t('byDocument', { document: preview.data.rule.document })
                    : t('estimate')}
                </p>
                <Notice tone={price.needsSecond ? 'warn' : 'info'}>
                  {t(price.needsSecond ? 'needsSecond' : 'underLimit', { limit: formatNumber(price.limit) })}
                </Notice>
              </Stack>
            ) : (
              <p>{t('noPrice')}</p>
            )}
            {send.isError && <RefusalNotice refusal={send.error} />}
            <div>
              <SendButton type="submit" size="large" busy={send.isPending} missing={missing}>
                {t('submit')}
              </SendButton>
            </div>
          </Section>
        </Stack>
      </form>
    </Page>
  );
}
