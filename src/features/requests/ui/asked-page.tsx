import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { civilDateAt, formatCivilDate } from '#kernel/civil-date.ts';
import type { Answer } from '#kernel/route.ts';
import { Button, PrintButton } from '#ui-kit/actions.tsx';
import { dropDraft, keepDraft, keptDraft } from '#ui-kit/drafts.ts';
import { ErrorState, fieldRefusal, LoadingState, Notice, RefusalNotice } from '#ui-kit/feedback.tsx';
import { DateField, NumberField, RadioCards, TextArea } from '#ui-kit/fields.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { KeyValue } from '#ui-kit/show.tsx';
import { showToast } from '#ui-kit/toasts.tsx';
import type { answerRequest, getAsked, RequestField } from '../contract.ts';
import { type KeptAnswer, readKeptAnswer } from '../domain/kept-answer.ts';
import { askedQuery } from './queries.ts';
import { useRequestsText } from './text.ts';
import { valueWords } from './value-words.ts';

type Asked = Answer<typeof getAsked>;
type Value = Asked['values'][number]['value'];

function FieldInput({
  field,
  value,
  onChange,
  error,
}: {
  field: RequestField;
  value: Value;
  onChange: (value: Value) => void;
  error: string | undefined;
}) {
  const t = useRequestsText();
  const about = {
    label: field.label,
    hint: field.again ? t('whyAgain', { reason: field.again }) : undefined,
    required: field.isRequired,
    error,
  };
  switch (field.type) {
    case 'number':
      return <NumberField {...about} value={typeof value === 'number' ? value : null} onChange={onChange} />;
    case 'date':
      return <DateField {...about} value={typeof value === 'string' ? value : null} onChange={onChange} />;
    case 'yes-no':
      return (
        <RadioCards<'yes' | 'no'>
          {...about}
          value={typeof value === 'boolean' ? (value ? 'yes' : 'no') : null}
          onChange={(chosen) => onChange(chosen === 'yes')}
          options={[
            { value: 'yes', label: t('yes') },
            { value: 'no', label: t('no') },
          ]}
        />
      );
    default:
      return (
        <TextArea
          {...about}
          value={typeof value === 'string' ? value : ''}
          onChange={onChange}
          maxLength={2000}
          lines={2}
        />
      );
  }
}

function AnswerForm({ view }: { view: Asked }) {
  const t = useRequestsText();
  const { unit, request } = view;
  const sent = (): Record<string, Value> =>
    Object.fromEntries(view.values.map((one) => [one.fieldId, one.value]));
  // Whoever is called away from the phone finds it as it was left, and so does who typed without a network.
  const draft = `request.${unit.id}.${request.id}`;
  const [kept, setKept] = useState(() =>
    readKeptAnswer(keptDraft(draft), request.fields, request.answeredAt),
  );
  const [values, setValues] = useState<Record<string, Value>>(() => ({ ...sent(), ...kept }));
  const change = (next: Record<string, Value>) => {
    setValues(next);
    keepDraft(draft, JSON.stringify({ to: request.answeredAt, values: next } satisfies KeptAnswer));
  };
  const forget = () => {
    dropDraft(draft);
    setKept(null);
  };
  const send = useWrite<typeof answerRequest>('POST /api/units/:unitId/asked/:requestId/answer', {
    invalidates: [['asked', unit.id]],
    onDone: () => {
      forget();
      showToast({ text: t('answeredDone') });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate({
      params: { unitId: unit.id, requestId: request.id },
      body: {
        values: request.fields.map((field) => ({ fieldId: field.id, value: values[field.id] ?? null })),
      },
    });
  };
  return (
    <form onSubmit={submit}>
      <Section title={t('yourAnswer')}>
        {request.answeredAt && (
          <Notice tone="success">
            {t('lastAnswer', {
              name: view.answeredByName ?? '',
              date: formatCivilDate(civilDateAt(Date.parse(request.answeredAt))),
            })}
          </Notice>
        )}
        {kept && (
          <Notice
            title={t('kept')}
            action={
              <Button
                onClick={() => {
                  forget();
                  setValues(sent());
                }}
              >
                {t('forgetKept')}
              </Button>
            }
          >
            {t('keptLead')}
          </Notice>
        )}
        {request.fields.map((field) => (
          <FieldInput
            key={field.id}
            field={field}
            value={values[field.id] ?? null}
            onChange={(value) => change({ ...values, [field.id]: value })}
            error={fieldRefusal(send.error, `values.${field.id}`)}
          />
        ))}
        {send.isError && <RefusalNotice refusal={send.error} />}
        <div>
          <Button kind="main" type="submit" size="large" busy={send.isPending}>
            {t(request.answeredAt ? 'sendAgain' : 'send')}
          </Button>
        </div>
      </Section>
    </form>
  );
}

/** One request as the unit has it: what it is for, and the answer on the same screen. */
export function AskedPage() {
  const t = useRequestsText();
  const { unitId, requestId } = usePageParams<'unitId' | 'requestId'>();
  const query = useQuery(askedQuery(unitId, requestId));
  const back = { to: `/units/${unitId}/asked`, label: t('asked') };
  if (query.isPending)
    return (
      <Page title={t('request')} back={back}>
        <LoadingState lines={6} />
      </Page>
    );
  if (query.isError)
    return (
      <Page title={t('request')} back={back}>
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      </Page>
    );
  const view = query.data;
  const { request } = view;
  return (
    <Page title={request.title} lead={request.askedByUnit} back={back} action={<PrintButton />}>
      <Stack>
        {request.isLate && <Notice tone="danger">{t('late')}</Notice>}
        {request.state === 'closed' && <Notice>{t('isClosed')}</Notice>}
        <Section>
          <KeyValue
            facts={[
              { label: t('dueOn'), value: formatCivilDate(request.dueOn) },
              { label: t('purpose'), value: request.purpose },
            ]}
          />
        </Section>
        {view.abilities.answer ? (
          <AnswerForm view={view} />
        ) : (
          <Section title={t('yourAnswer')}>
            <KeyValue
              facts={request.fields.map((field) => ({
                key: field.id,
                label: field.label,
                value:
                  valueWords(t, field.type, view.values.find((one) => one.fieldId === field.id)?.value) ||
                  '–',
              }))}
            />
          </Section>
        )}
      </Stack>
    </Page>
  );
}
