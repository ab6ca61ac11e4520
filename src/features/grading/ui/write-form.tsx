import { type FormEvent, useState } from 'react';
import { UNIT_GRADES, type UnitGrade } from '#features/rulebooks/contract.ts';
import type { Answer } from '#kernel/route.ts';
import { Button } from '#ui-kit/actions.tsx';
import { ConfirmDialog } from '#ui-kit/dialog.tsx';
import { dropDraft, keepDraft, keptDraft } from '#ui-kit/drafts.ts';
import { fieldRefusal, Notice, RefusalNotice, RuleLine } from '#ui-kit/feedback.tsx';
import { RadioCards, TextArea } from '#ui-kit/fields.tsx';
import { Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { SendButton } from '#ui-kit/send-button.tsx';
import { useSay } from '#ui-kit/text.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { getSheet, SelfGradingBody, saveSheet, sendSheet } from '../contract.ts';
import { obstaclesFor } from '../domain/judge.ts';
import { readKeptSheet } from '../domain/kept-sheet.ts';
import { factsOf } from '../domain/sheet.ts';
import { gradeWords } from '../domain/words.ts';
import { Obstacles } from './obstacles.tsx';
import { PointsFields } from './points-fields.tsx';
import { useGradingText } from './text.ts';

type View = Answer<typeof getSheet>;

const ASKED = ['grading.for-excellent', 'grading.not-completed'] as const;

/** The sheet as the branch fills it: what is typed stays on the device until it is saved or sent. */
export function WriteForm({ view }: { view: View }) {
  const t = useGradingText();
  const say = useSay();
  const params = { unitId: view.unit.id, roundId: view.round.id };
  const draft = `grading.${params.unitId}.${params.roundId}`;
  const [kept, setKept] = useState(() => readKeptSheet(keptDraft(draft), view.own, view.savedAt));
  const [own, setOwn] = useState<SelfGradingBody>(() => kept ?? view.own);
  const [isAsking, setIsAsking] = useState(false);
  const change = (different: Partial<SelfGradingBody>) => {
    const next = { ...own, ...different };
    setOwn(next);
    keepDraft(draft, JSON.stringify({ to: view.savedAt, own: next }));
  };
  const forget = () => {
    dropDraft(draft);
    setKept(null);
  };
  const invalidates = [['grading', params.unitId]];
  const save = useWrite<typeof saveSheet>('POST /api/units/:unitId/grading/:roundId/draft', {
    invalidates,
    onDone: () => {
      forget();
      showToast({ text: t('draftKept') });
    },
  });
  const send = useWrite<typeof sendSheet>('POST /api/units/:unitId/grading/:roundId/send', {
    invalidates,
    onDone: () => {
      forget();
      setIsAsking(false);
      showToast({ text: t('sent') });
    },
  });
  const criteria = view.rules['grading.sheet'].value;
  const { points, declared } = own;
  const obstacles = obstaclesFor({ points, declared, evidence: view.evidence, setAside: false }, view.rules);
  const refusal = send.error ?? save.error;
  const missing = [
    ...criteria.map((one) => own.points[one.id] === undefined && say(one.title)),
    ...factsOf(view.rules).map((fact) => own.declared[fact.id] === undefined && say(fact.question)),
    own.strengths.trim() === '' && t('strengths'),
    own.faults.trim() === '' && t('faults'),
    own.grade === null && t('propose'),
  ];
  const answer = (id: string, different: Partial<SelfGradingBody['declared'][string]>) => {
    const before = own.declared[id];
    const after = { answer: before?.answer, note: before?.note ?? '', ...different };
    if (after.answer)
      change({ declared: { ...own.declared, [id]: { answer: after.answer, note: after.note } } });
  };
  const ask = (event: FormEvent) => {
    event.preventDefault();
    setIsAsking(true);
  };
  return (
    <form onSubmit={ask}>
      <Stack>
        {kept && (
          <Notice
            title={t('kept')}
            action={
              <Button
                onClick={() => {
                  forget();
                  setOwn(view.own);
                }}
              >
                {t('forgetKept')}
              </Button>
            }
          >
            {t('keptLead')}
          </Notice>
        )}
        <Section title={t('self')} lead={t('selfLead')}>
          <PointsFields
            criteria={criteria}
            points={own.points}
            evidence={view.evidence}
            unitId={params.unitId}
            error={refusal}
            onChange={(points) => change({ points })}
          />
        </Section>
        <Section title={t('facts')} lead={t('factsLead')}>
          <Stack>
            {ASKED.map((key) => (
              <Stack key={key}>
                <div>
                  <h3>{t(key === 'grading.for-excellent' ? 'askedExcellent' : 'askedFailing')}</h3>
                  <RuleLine rule={view.rules[key].source} />
                </div>
                {view.rules[key].value.map((fact) => {
                  const given = own.declared[fact.id];
                  const error = fieldRefusal(refusal, `declared.${fact.id}`);
                  return (
                    <Stack key={fact.id} gap="small">
                      <RadioCards<'yes' | 'no'>
                        label={say(fact.question)}
                        value={given?.answer ?? null}
                        onChange={(chosen) => answer(fact.id, { answer: chosen })}
                        options={[
                          { value: 'yes', label: t('yes') },
                          { value: 'no', label: t('no') },
                        ]}
                        cell={6}
                        error={error}
                        required
                      />
                      {given && given.answer !== fact.needs && (
                        <TextArea
                          label={t('note')}
                          value={given.note}
                          onChange={(note) => answer(fact.id, { note })}
                          maxLength={2000}
                          lines={2}
                          required
                        />
                      )}
                    </Stack>
                  );
                })}
              </Stack>
            ))}
          </Stack>
        </Section>
        <Section title={t('propose')}>
          <Stack>
            {(['strengths', 'faults', 'causes'] as const).map((key) => (
              <TextArea
                key={key}
                label={t(key)}
                hint={key === 'causes' ? t('causesHint') : undefined}
                value={own[key]}
                onChange={(text) => change({ [key]: text })}
                maxLength={4000}
                lines={3}
                required={key !== 'causes'}
                error={fieldRefusal(refusal, key)}
              />
            ))}
            {Object.keys(points).length > 0 && <Obstacles obstacles={obstacles} />}
            <RadioCards<UnitGrade>
              label={t('propose')}
              value={own.grade}
              onChange={(grade) => change({ grade })}
              options={UNIT_GRADES.map((value) => ({ value, label: say(gradeWords[value]) }))}
              error={fieldRefusal(refusal, 'grade')}
              required
            />
            {refusal && !isAsking && <RefusalNotice refusal={refusal} />}
            <Row>
              <SendButton type="submit" kind="main" size="large" busy={send.isPending} missing={missing}>
                {t('sendUp')}
              </SendButton>
              <Button
                size="large"
                busy={save.isPending}
                onClick={() => {
                  send.reset();
                  save.mutate({ params, body: own });
                }}
              >
                {t('keepDraft')}
              </Button>
            </Row>
          </Stack>
        </Section>
      </Stack>
      <ConfirmDialog
        open={isAsking}
        title={t('sendUp')}
        confirmLabel={t('sendUp')}
        busy={send.isPending}
        notice={send.isError ? <RefusalNotice refusal={send.error} /> : undefined}
        onClose={() => setIsAsking(false)}
        onConfirm={() => send.mutate({ params, body: own })}
      >
        <p>{t('sendAsk')}</p>
      </ConfirmDialog>
    </form>
  );
}
