import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { measureWords } from '#features/reports/widgets.tsx';
import { formatCivilDate, formatYearMonth } from '#kernel/civil-date.ts';
import { Button, LinkButton, PrintButton } from '#ui-kit/actions.tsx';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { ConfirmDialog } from '#ui-kit/dialog.tsx';
import { Badge, ErrorState, LoadingState, Notice, RefusalNotice } from '#ui-kit/feedback.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { ReasonDialog } from '#ui-kit/reason-dialog.tsx';
import { useLanguage } from '#ui-kit/text.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type {
  adoptLesson,
  Lesson,
  LessonAdoption,
  recommendLesson,
  returnLesson,
  submitLesson,
  writeAdoptionResult,
} from '../contract.ts';
import { EvidenceList } from './evidence-list.tsx';
import './lessons.css';
import { lessonQuery } from './queries.ts';
import { STATE_KEYS, STATE_TONES, useLessonsText } from './text.ts';
import { asValue } from './values.ts';

type Deed = 'submit' | 'recommend' | 'return' | 'adopt' | 'result';

function Adopted({ lesson }: { lesson: Lesson }) {
  const t = useLessonsText();
  const { language } = useLanguage();
  const months = (span: LessonAdoption['after']) =>
    span === null
      ? t('noneYet')
      : span.from === span.to
        ? formatYearMonth(span.from)
        : t('monthsAre', { from: formatYearMonth(span.from), to: formatYearMonth(span.to) });
  const measures = lesson.adopted[0]?.figures.map((one) => one.measure) ?? [];
  const columns: Column<LessonAdoption>[] = [
    { key: 'unit', header: t('unit'), text: (one) => one.unitName, primary: true },
    {
      key: 'on',
      header: t('adoptedOn'),
      text: (one) => formatCivilDate(one.adoptedOn),
      sortKey: (one) => one.adoptedOn,
    },
    ...measures.map(
      (measure, at): Column<LessonAdoption> => ({
        key: measure,
        header: measureWords[measure].label[language],
        text: (one) => {
          const values = one.figures[at]?.values ?? { before: null, after: null };
          return `${asValue(measure, values.before)} (${months(one.before)}) → ${asValue(measure, values.after)} (${months(one.after)})`;
        },
      }),
    ),
    { key: 'plan', header: t('plan'), text: (one) => one.plan ?? '', isLong: true },
    {
      key: 'result',
      header: t('result'),
      text: (one) =>
        one.result ? t('resultOf', { result: one.result, date: formatCivilDate(one.resultOn ?? '') }) : '',
      isLong: true,
    },
  ];
  return (
    <Section title={t('adoptedBy')} lead={lesson.adopted.length > 0 ? t('adoptNote') : undefined}>
      <DataTable
        caption={t('adoptedBy')}
        name="lesson-adoptions"
        bare={lesson.adopted.length <= 12}
        columns={columns}
        rows={lesson.adopted}
        rowKey={(one) => one.unitId}
        empty={<p>{t('adoptedNone')}</p>}
      />
    </Section>
  );
}

/** The one question before each deed, with its text where one is wanted. */
function DeedDialog({
  deed,
  onClose,
  unitId,
  lessonId,
}: {
  deed: Deed;
  onClose: () => void;
  unitId: string;
  lessonId: string;
}) {
  const t = useLessonsText();
  const done = (text: string) => () => {
    showToast({ text });
    onClose();
  };
  const invalidates = [['lessons', unitId], ['home']];
  const submit = useWrite<typeof submitLesson>('POST /api/units/:unitId/lessons/:lessonId/submit', {
    invalidates,
    onDone: done(t('submitted')),
  });
  const recommend = useWrite<typeof recommendLesson>('POST /api/units/:unitId/lessons/:lessonId/recommend', {
    invalidates,
    onDone: done(t('recommendedDone')),
  });
  const giveBack = useWrite<typeof returnLesson>('POST /api/units/:unitId/lessons/:lessonId/return', {
    invalidates,
    onDone: done(t('returned')),
  });
  const adopt = useWrite<typeof adoptLesson>('POST /api/units/:unitId/lessons/:lessonId/adopt', {
    invalidates,
    onDone: done(t('adoptedDone')),
  });
  const result = useWrite<typeof writeAdoptionResult>('POST /api/units/:unitId/lessons/:lessonId/result', {
    invalidates,
    onDone: done(t('resultSaved')),
  });
  const params = { unitId, lessonId };
  const deeds = {
    submit: { title: t('submit'), text: t('submitText'), label: null, isNeeded: false, write: submit },
    recommend: {
      title: t('recommend'),
      text: t('recommendText'),
      label: t('recommendWords'),
      isNeeded: false,
      write: recommend,
    },
    return: { title: t('return'), text: null, label: t('returnReason'), isNeeded: true, write: giveBack },
    adopt: { title: t('adopt'), text: t('adoptText'), label: t('adoptPlan'), isNeeded: false, write: adopt },
    result: { title: t('writeResult'), text: null, label: t('result'), isNeeded: true, write: result },
  }[deed];
  const run = (words: string) => {
    if (deed === 'recommend') recommend.mutate({ params, body: { words } });
    if (deed === 'return') giveBack.mutate({ params, body: { reason: words } });
    if (deed === 'adopt') adopt.mutate({ params, body: { plan: words } });
    if (deed === 'result') result.mutate({ params, body: { result: words } });
  };
  if (deeds.label === null)
    return (
      <ConfirmDialog
        open
        title={deeds.title}
        confirmLabel={deeds.title}
        busy={submit.isPending}
        notice={<RefusalNotice refusal={submit.error} />}
        onClose={onClose}
        onConfirm={() => submit.mutate({ params })}
      >
        <p>{deeds.text}</p>
      </ConfirmDialog>
    );
  return (
    <ReasonDialog
      open
      title={deeds.title}
      label={deeds.label}
      maxLength={2000}
      optional={!deeds.isNeeded}
      confirmLabel={deeds.title}
      write={deeds.write}
      onClose={onClose}
      onConfirm={run}
    >
      {deeds.text && <p>{deeds.text}</p>}
    </ReasonDialog>
  );
}

/** One lesson: what was done, what shows it, who recommends it, where else it was done. */
export function LessonPage() {
  const t = useLessonsText();
  const { unitId, lessonId } = usePageParams<'unitId' | 'lessonId'>();
  const query = useQuery(lessonQuery(unitId, lessonId));
  const [deed, setDeed] = useState<Deed | null>(null);
  const back = { to: `/units/${unitId}/lessons`, label: t('title') };
  if (query.isPending)
    return (
      <Page title={t('lesson')} back={back}>
        <LoadingState lines={8} />
      </Page>
    );
  if (query.isError)
    return (
      <Page title={t('lesson')} back={back}>
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      </Page>
    );
  const { lesson, abilities } = query.data;
  const gaps = abilities.change
    ? [
        ...(['situation', 'done', 'cost'] as const).filter((part) => lesson[part].trim() === ''),
        ...(lesson.evidence.length === 0 ? (['evidence'] as const) : []),
      ].map((part) => t(part))
    : [];
  const edit = abilities.change && (
    <LinkButton kind={gaps.length > 0 ? 'main' : 'quiet'} to={`/units/${unitId}/lessons/${lessonId}/edit`}>
      {t(gaps.length > 0 ? 'goOnWriting' : 'edit')}
    </LinkButton>
  );
  const main: { deed: Deed; label: string } | undefined = abilities.recommend
    ? { deed: 'recommend', label: t('recommend') }
    : abilities.adopt
      ? { deed: 'adopt', label: t('adopt') }
      : abilities.change
        ? { deed: 'submit', label: t('submit') }
        : abilities.writeResult
          ? { deed: 'result', label: t('writeResult') }
          : undefined;
  return (
    <Page
      title={lesson.title}
      lead={t('by', {
        unit: lesson.unitName,
        name: lesson.writtenByName,
        date: formatCivilDate(lesson.writtenOn),
      })}
      back={back}
      action={
        gaps.length > 0 ? (
          edit
        ) : main ? (
          <Button kind="main" onClick={() => setDeed(main.deed)}>
            {main.label}
          </Button>
        ) : undefined
      }
    >
      <Stack>
        {gaps.length > 0 && (
          <Notice tone="warn" title={t('gaps', { what: gaps.join('; ') })}>
            {t('gapsText')}
          </Notice>
        )}
        <Section
          action={
            <Row gap="small">
              {gaps.length === 0 && edit}
              {abilities.return && <Button onClick={() => setDeed('return')}>{t('return')}</Button>}
              <PrintButton />
            </Row>
          }
        >
          <div>
            <Badge tone={STATE_TONES[lesson.state]}>{t(STATE_KEYS[lesson.state])}</Badge>
          </div>
          {(['situation', 'done', 'cost'] as const).map((part) => (
            <Section key={part} title={t(part)} level={3} plain>
              <p className="l-text">{lesson[part] || '–'}</p>
            </Section>
          ))}
        </Section>
        <Section title={t('evidence')}>
          {lesson.evidence.length > 0 ? (
            <EvidenceList evidence={lesson.evidence} unitId={unitId} lessonUnitId={lesson.unitId} />
          ) : (
            <p>–</p>
          )}
        </Section>
        {lesson.verdicts.length > 0 && (
          <Section title={t('verdicts')}>
            <ul className="l-list">
              {lesson.verdicts.map((verdict) => (
                <li key={`${verdict.unitName} ${verdict.givenOn} ${verdict.kind}`}>
                  <strong>
                    {t(verdict.kind === 'recommended' ? 'verdictRecommended' : 'verdictReturned', {
                      unit: verdict.unitName,
                      date: formatCivilDate(verdict.givenOn),
                    })}
                  </strong>
                  {verdict.words && <p className="l-text">{verdict.words}</p>}
                </li>
              ))}
            </ul>
          </Section>
        )}
        {lesson.state === 'recommended' && <Adopted lesson={lesson} />}
      </Stack>
      {deed && <DeedDialog deed={deed} onClose={() => setDeed(null)} unitId={unitId} lessonId={lessonId} />}
    </Page>
  );
}
