import { type FormEvent, useState } from 'react';
import { UNIT_GRADES, type UnitGrade } from '#features/rulebooks/contract.ts';
import type { Answer } from '#kernel/route.ts';
import { Button } from '#ui-kit/actions.tsx';
import { fieldRefusal, RefusalNotice } from '#ui-kit/feedback.tsx';
import { RadioCards, TextArea } from '#ui-kit/fields.tsx';
import { Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { SendButton } from '#ui-kit/send-button.tsx';
import { useSay } from '#ui-kit/text.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { appraiseSheet, getSheet } from '../contract.ts';
import { obstaclesFor } from '../domain/judge.ts';
import { totalOf } from '../domain/sheet.ts';
import { gradeWords } from '../domain/words.ts';
import { Obstacles } from './obstacles.tsx';
import { PointsFields } from './points-fields.tsx';
import { useGradingText } from './text.ts';

/** The committee's own points and grade, begun with those of the branch. */
export function AppraiseForm({ view }: { view: Answer<typeof getSheet> }) {
  const t = useGradingText();
  const say = useSay();
  const { own, appraisal } = view;
  const [points, setPoints] = useState<Record<string, number>>(appraisal?.points ?? own.points);
  const [grade, setGrade] = useState<UnitGrade | null>(appraisal?.grade ?? own.grade);
  const [reason, setReason] = useState(appraisal?.because ?? '');
  const [setAside, setSetAside] = useState(appraisal?.setAside ?? '');
  const save = useWrite<typeof appraiseSheet>(
    'POST /api/units/:unitId/gradings/:roundId/branches/:branchId/appraisal',
    {
      invalidates: [['grading', view.unit.id], ['gradings']],
      onDone: () => showToast({ text: t('appraised') }),
    },
  );
  const criteria = view.rules['grading.sheet'].value;
  const obstacles = obstaclesFor(
    { points, declared: own.declared, evidence: view.evidence, setAside: setAside.trim() !== '' },
    view.rules,
  );
  const differs = totalOf(points) !== totalOf(own.points) || grade !== own.grade;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (grade === null) return;
    save.mutate({
      params: { unitId: view.round.unitId, roundId: view.round.id, branchId: view.unit.id },
      body: { points, grade, reason, setAside },
    });
  };
  const missing = [
    ...criteria.map((one) => points[one.id] === undefined && say(one.title)),
    grade === null && t('appraisedGrade'),
    differs && reason.trim() === '' && t('reason'),
  ];
  return (
    <form onSubmit={submit}>
      <Section
        title={t('appraise')}
        lead={t('appraiseLead')}
        action={<Button onClick={() => setPoints(own.points)}>{t('sameAsOwn')}</Button>}
      >
        <Stack>
          <PointsFields
            criteria={criteria}
            points={points}
            evidence={view.evidence}
            unitId={view.unit.id}
            error={save.error}
            onChange={setPoints}
          />
          <TextArea
            label={t('setAside')}
            hint={t('setAsideHint')}
            value={setAside}
            onChange={setSetAside}
            maxLength={1000}
            lines={2}
          />
          <Obstacles obstacles={obstacles} />
          <RadioCards<UnitGrade>
            label={t('appraisedGrade')}
            value={grade}
            onChange={setGrade}
            options={UNIT_GRADES.map((value) => ({ value, label: say(gradeWords[value]) }))}
            error={fieldRefusal(save.error, 'grade')}
            required
          />
          <TextArea
            label={t('reason')}
            value={reason}
            onChange={setReason}
            maxLength={1000}
            lines={2}
            required={differs}
            error={fieldRefusal(save.error, 'reason')}
          />
          {save.isError && <RefusalNotice refusal={save.error} />}
          <Row>
            <SendButton type="submit" kind="main" size="large" busy={save.isPending} missing={missing}>
              {t('saveAppraisal')}
            </SendButton>
          </Row>
        </Stack>
      </Section>
    </form>
  );
}
