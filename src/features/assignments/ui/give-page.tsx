import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { RecipientChoice } from '#features/directives/contract.ts';
import { PaperChoice, RecipientChoiceField } from '#features/directives/widgets.tsx';
import { type ChosenUnit, UnitList } from '#features/units/widgets.tsx';
import { type CivilDate, formatCivilDate } from '#kernel/civil-date.ts';
import { fieldRefusal, Notice, RefusalNotice } from '#ui-kit/feedback.tsx';
import { DateField, NumberField, RadioCards, TextArea, TextField } from '#ui-kit/fields.tsx';
import { useGo, usePageParams, usePageQuery, usePlace } from '#ui-kit/page.ts';
import { Grid, Page, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { SendButton } from '#ui-kit/send-button.tsx';
import { showToast } from '#ui-kit/toasts.tsx';
import type { giveAssignment, Measure } from '../contract.ts';
import { dutyQuery } from './queries.ts';
import { useAssignmentsText } from './text.ts';

type ChosenPaper = { id: string; symbol: string; title: string };

/** Gives a task to units below; with `?duty=` it makes the unit's own plan under a task from above. */
export function GivePage() {
  const t = useAssignmentsText();
  const go = useGo();
  const { unitId } = usePageParams<'unitId'>();
  const asked = usePageQuery();
  const parent = useQuery({ ...dutyQuery(asked.duty ?? ''), enabled: asked.duty !== undefined });
  const over = parent.data?.duty;

  const [title, setTitle] = useState<string>();
  const [output, setOutput] = useState<string>();
  const [measure, setMeasure] = useState<Measure>();
  const [target, setTarget] = useState<number | null>(null);
  const [measureUnit, setMeasureUnit] = useState<string>();
  const [paper, setPaper] = useState<ChosenPaper | null>(
    asked.paper ? { id: asked.paper, symbol: asked.symbol ?? '', title: asked.title ?? '' } : null,
  );
  const [paragraph, setParagraph] = useState('');
  const [dueOn, setDueOn] = useState<CivilDate | null>(null);
  const [answerBy, setAnswerBy] = useState<CivilDate | null>(null);
  const [to, setTo] = useState<RecipientChoice>({ by: 'every-branch' });
  const [helpers, setHelpers] = useState<ChosenUnit[]>([]);
  const { places } = usePlace();

  // What the task from above says stands there until somebody writes a better word for those below.
  const said = {
    title: title ?? over?.title ?? '',
    output: output ?? over?.output ?? '',
    measure: measure ?? over?.measure ?? 'done',
    measureUnit: measureUnit ?? over?.measureUnit ?? '',
  };
  const due = dueOn ?? over?.latestBelow ?? null;
  const give = useWrite<typeof giveAssignment>('POST /api/units/:unitId/assignments', {
    invalidates: [['assignments']],
    onDone: ({ id, duties }) => {
      showToast({ text: t('given', { count: duties }) });
      go(`/units/${unitId}/assignments/${id}`, { replace: true });
    },
  });
  const missing = [
    said.title.trim() === '' && t('task'),
    said.output.trim() === '' && t('output'),
    said.measure === 'number' && target === null && t('target'),
    said.measure === 'number' && said.measureUnit.trim() === '' && t('measureUnit'),
    due === null && t('due'),
    to.by === 'list' && to.unitIds.length === 0 && t('holder'),
  ];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (due === null) return;
    give.mutate({
      params: { unitId },
      body: {
        title: said.title,
        output: said.output,
        measure: said.measure,
        ...(said.measure === 'number' ? { target, measureUnit: said.measureUnit } : {}),
        directiveId: paper?.id ?? null,
        paragraph: paragraph || null,
        dueOn: due,
        ...(answerBy ? { answerBy } : {}),
        to,
        coUnitIds: helpers.map((unit) => unit.id),
        ...(asked.duty ? { parentDutyId: asked.duty } : {}),
      },
    });
  };
  const back = asked.duty
    ? { to: `/duties/${asked.duty}`, label: t('duties') }
    : { to: `/units/${unitId}/assignments`, label: t('assignments') };
  return (
    <Page title={t('give')} lead={t('giveLead')} back={back}>
      <form onSubmit={submit}>
        <Stack>
          {over && (
            <Notice title={t('under')}>
              {over.issuingUnitName}: {over.title}.{' '}
              {t('latestBelow', { date: formatCivilDate(over.latestBelow) })}
            </Notice>
          )}
          <Section>
            <TextArea
              label={t('task')}
              hint={t('taskHint')}
              value={said.title}
              onChange={setTitle}
              maxLength={500}
              lines={2}
              required
              error={fieldRefusal(give.error, 'title')}
            />
            <TextArea
              label={t('output')}
              hint={t('outputHint')}
              value={said.output}
              onChange={setOutput}
              maxLength={500}
              lines={2}
              required
              error={fieldRefusal(give.error, 'output')}
            />
            <RadioCards<Measure>
              label={t('measure')}
              value={said.measure}
              onChange={setMeasure}
              options={[
                { value: 'done', label: t('measureDone'), note: t('measureDoneNote') },
                { value: 'number', label: t('measureNumber'), note: t('measureNumberNote') },
              ]}
            />
            {said.measure === 'number' && (
              <Grid cell={14}>
                <NumberField
                  label={t('target')}
                  value={target}
                  onChange={setTarget}
                  required
                  error={fieldRefusal(give.error, 'target')}
                />
                <TextField
                  label={t('measureUnit')}
                  value={said.measureUnit}
                  onChange={setMeasureUnit}
                  maxLength={60}
                  required
                  error={fieldRefusal(give.error, 'measureUnit')}
                />
              </Grid>
            )}
            <Grid cell={14}>
              <DateField
                label={t('due')}
                value={due}
                onChange={setDueOn}
                {...(over ? { max: over.latestBelow } : {})}
                required
                error={fieldRefusal(give.error, 'dueOn')}
              />
              <DateField
                label={t('answerBy')}
                hint={t('answerByHint')}
                value={answerBy}
                onChange={setAnswerBy}
                error={fieldRefusal(give.error, 'answerBy')}
              />
            </Grid>
          </Section>
          <Section>
            <PaperChoice
              unitId={unitId}
              label={t('paperLabel')}
              value={paper}
              onChange={setPaper}
              error={fieldRefusal(give.error, 'directiveId')}
            />
            {paper && (
              <TextField
                label={t('paragraph')}
                value={paragraph}
                onChange={setParagraph}
                maxLength={120}
                error={fieldRefusal(give.error, 'paragraph')}
              />
            )}
          </Section>
          <Section>
            <RecipientChoiceField
              unitId={unitId}
              choice={to}
              onChange={setTo}
              error={fieldRefusal(give.error, 'to')}
            />
            <UnitList
              label={t('coUnits')}
              within={{ id: unitId, name: places.find((place) => place.id === unitId)?.name ?? '' }}
              on={undefined}
              value={helpers}
              onChange={setHelpers}
            />
            <p className="k-soft k-small">{t('coUnitsHint')}</p>
            {fieldRefusal(give.error, 'coUnitIds') && (
              <p className="k-error" role="alert">
                {fieldRefusal(give.error, 'coUnitIds')}
              </p>
            )}
            {give.isError && <RefusalNotice refusal={give.error} />}
            <div>
              <SendButton type="submit" size="large" busy={give.isPending} missing={missing}>
                {t('submit')}
              </SendButton>
            </div>
          </Section>
        </Stack>
      </form>
    </Page>
  );
}
