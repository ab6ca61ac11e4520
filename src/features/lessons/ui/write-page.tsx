import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { MEASURE_KEYS, type MeasureKey, measureWords } from '#features/reports/widgets.tsx';
import { addMonths, formatCivilDate, formatYearMonth } from '#kernel/civil-date.ts';
import { newId } from '#kernel/ids.ts';
import type { Answer } from '#kernel/route.ts';
import { Button } from '#ui-kit/actions.tsx';
import { ErrorState, fieldRefusal, LoadingState, Notice, RefusalNotice } from '#ui-kit/feedback.tsx';
import { SelectField, TextArea, TextField } from '#ui-kit/fields.tsx';
import { useGo, usePageParams } from '#ui-kit/page.ts';
import { Grid, Page, Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { PickField } from '#ui-kit/pick-field.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { SendButton } from '#ui-kit/send-button.tsx';
import { useLanguage } from '#ui-kit/text.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { changeLesson, Lesson, LessonBody, listPossibleEvidence, writeLesson } from '../contract.ts';
import './lessons.css';
import { evidenceQuery, lessonQuery } from './queries.ts';
import { MEETING_KEYS, useLessonsText } from './text.ts';

type Offered = Answer<typeof listPossibleEvidence>;
type Months = { from: string; to: string };
type Line =
  | { key: string; kind: 'measure'; measure: MeasureKey; before: Months; after: Months }
  | { key: string; kind: 'directive'; id: string | null }
  | { key: string; kind: 'meeting'; id: string | null };

const MONTHS_BACK = 36;

const lineOf = (one: Lesson['evidence'][number]): Line => {
  const key = newId();
  if (one.kind === 'measure')
    return { key, kind: 'measure', measure: one.measure, before: one.before, after: one.after };
  return one.kind === 'directive'
    ? { key, kind: 'directive', id: one.directiveId }
    : { key, kind: 'meeting', id: one.meetingId };
};

function EvidenceLine({
  line,
  offered,
  onChange,
  onRemove,
}: {
  line: Line;
  offered: Offered;
  onChange: (line: Line) => void;
  onRemove: () => void;
}) {
  const t = useLessonsText();
  const { language } = useLanguage();
  const months = Array.from({ length: MONTHS_BACK }, (_, back) => addMonths(offered.lastMonth, -back)).map(
    (month) => ({ value: month, label: formatYearMonth(month) }),
  );
  const month = (side: 'before' | 'after', end: 'from' | 'to', label: string) =>
    line.kind === 'measure' && (
      <SelectField
        label={label}
        value={line[side][end]}
        onChange={(value) => onChange({ ...line, [side]: { ...line[side], [end]: value } })}
        options={months}
      />
    );
  return (
    <div className="l-evidence">
      <Stack gap="small">
        {line.kind === 'measure' && (
          <>
            <SelectField
              label={t('measure')}
              value={line.measure}
              onChange={(measure) => onChange({ ...line, measure })}
              hint={measureWords[line.measure].help[language]}
              options={MEASURE_KEYS.map((value) => ({ value, label: measureWords[value].label[language] }))}
            />
            <Grid cell={10}>
              {month('before', 'from', t('beforeFrom'))}
              {month('before', 'to', t('beforeTo'))}
              {month('after', 'from', t('afterFrom'))}
              {month('after', 'to', t('afterTo'))}
            </Grid>
          </>
        )}
        {line.kind === 'directive' &&
          (offered.papers.length === 0 ? (
            <p>{t('noPapers')}</p>
          ) : (
            <PickField
              label={t('paper')}
              value={line.id}
              onChange={(id) => onChange({ ...line, id })}
              options={offered.papers.map((one) => ({ value: one.id, label: `${one.symbol}: ${one.title}` }))}
            />
          ))}
        {line.kind === 'meeting' &&
          (offered.meetings.length === 0 ? (
            <p>{t('noMeetings')}</p>
          ) : (
            <SelectField
              label={t('meeting')}
              value={line.id}
              onChange={(id) => onChange({ ...line, id })}
              options={offered.meetings.map((one) => ({
                value: one.id,
                label: t('meetingOf', {
                  kind: t(MEETING_KEYS[one.kind]),
                  month: formatYearMonth(one.month),
                  date: formatCivilDate(one.heldOn),
                }),
              }))}
            />
          ))}
        <div>
          <Button onClick={onRemove}>{t('remove')}</Button>
        </div>
      </Stack>
    </div>
  );
}

function LessonForm({ offered, lesson }: { offered: Offered; lesson: Lesson | undefined }) {
  const t = useLessonsText();
  const go = useGo();
  const unitId = offered.unit.id;
  const [title, setTitle] = useState(lesson?.title ?? '');
  const [situation, setSituation] = useState(lesson?.situation ?? '');
  const [done, setDone] = useState(lesson?.done ?? '');
  const [cost, setCost] = useState(lesson?.cost ?? '');
  const [lines, setLines] = useState<Line[]>(() => lesson?.evidence.map(lineOf) ?? []);
  const to = (id: string) => {
    showToast({ text: t('saved') });
    go(`/units/${unitId}/lessons/${id}`, { replace: true });
  };
  const invalidates = [['lessons', unitId]];
  const create = useWrite<typeof writeLesson>('POST /api/units/:unitId/lessons', {
    invalidates,
    onDone: ({ id }) => to(id),
  });
  const change = useWrite<typeof changeLesson>('POST /api/units/:unitId/lessons/:lessonId/change', {
    invalidates,
    onDone: () => lesson && to(lesson.id),
  });
  const write = lesson ? change : create;
  const add = (line: Line) => setLines([...lines, line]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (title.trim() === '') return;
    const evidence = lines.flatMap((line): NonNullable<LessonBody['evidence']> => {
      if (line.kind === 'measure') {
        const { measure, before, after } = line;
        return [{ kind: 'measure', measure, before, after }];
      }
      if (line.id === null) return [];
      return line.kind === 'directive'
        ? [{ kind: 'directive', directiveId: line.id }]
        : [{ kind: 'meeting', meetingId: line.id }];
    });
    const body = { title, situation, done, cost, evidence };
    if (lesson) change.mutate({ params: { unitId, lessonId: lesson.id }, body });
    else create.mutate({ params: { unitId }, body });
  };
  const { lastMonth } = offered;
  return (
    <form onSubmit={submit}>
      <Stack>
        <Section>
          <Notice>{t('noNames')}</Notice>
          <p>{t('writeLead')}</p>
          <TextField
            label={t('name')}
            hint={t('nameHint')}
            value={title}
            onChange={setTitle}
            maxLength={200}
            required
            error={fieldRefusal(write.error, 'title')}
          />
          <TextArea
            label={t('situation')}
            hint={t('situationHint')}
            value={situation}
            onChange={setSituation}
            maxLength={6000}
          />
          <TextArea label={t('done')} hint={t('doneHint')} value={done} onChange={setDone} maxLength={6000} />
          <TextArea
            label={t('cost')}
            hint={t('costHint')}
            value={cost}
            onChange={setCost}
            maxLength={6000}
            lines={2}
          />
        </Section>
        <Section title={t('evidence')} lead={t('evidenceLead')}>
          <Stack>
            {lines.map((line, at) => (
              <EvidenceLine
                key={line.key}
                line={line}
                offered={offered}
                onChange={(next) => setLines(lines.with(at, next))}
                onRemove={() => setLines(lines.filter((one) => one.key !== line.key))}
              />
            ))}
            <Row>
              <Button
                onClick={() =>
                  add({
                    key: newId(),
                    kind: 'measure',
                    measure: 'attendance',
                    before: { from: addMonths(lastMonth, -1), to: addMonths(lastMonth, -1) },
                    after: { from: lastMonth, to: lastMonth },
                  })
                }
              >
                {t('addFigure')}
              </Button>
              <Button onClick={() => add({ key: newId(), kind: 'directive', id: null })}>
                {t('addPaper')}
              </Button>
              <Button onClick={() => add({ key: newId(), kind: 'meeting', id: null })}>
                {t('addMeeting')}
              </Button>
            </Row>
          </Stack>
        </Section>
        {write.isError && <RefusalNotice refusal={write.error} />}
        <div>
          <SendButton
            type="submit"
            size="large"
            busy={write.isPending}
            missing={[title.trim() === '' && t('name')]}
            disabled={lines.length > 8}
          >
            {t('save')}
          </SendButton>
        </div>
      </Stack>
    </form>
  );
}

/** Writes a lesson, or changes one that is still the unit's. */
export function WritePage() {
  const t = useLessonsText();
  const { unitId, lessonId } = usePageParams<'unitId' | 'lessonId'>();
  const offered = useQuery(evidenceQuery(unitId));
  const lesson = useQuery({ ...lessonQuery(unitId, lessonId), enabled: lessonId !== undefined });
  const failed = offered.error ?? (lessonId === undefined ? null : lesson.error);
  return (
    <Page
      title={lessonId === undefined ? t('write') : t('edit')}
      lead={t('lead')}
      back={
        lessonId === undefined
          ? { to: `/units/${unitId}/lessons`, label: t('title') }
          : { to: `/units/${unitId}/lessons/${lessonId}`, label: t('lesson') }
      }
    >
      {failed ? (
        <ErrorState error={failed} onRetry={() => void offered.refetch()} />
      ) : offered.isPending || (lessonId !== undefined && lesson.isPending) ? (
        <LoadingState lines={8} />
      ) : offered.data ? (
        <LessonForm offered={offered.data} lesson={lesson.data?.lesson} />
      ) : null}
    </Page>
  );
}
