import { useState } from 'react';
import { UNIT_GRADES, type UnitGrade } from '#features/rulebooks/contract.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Answer } from '#kernel/route.ts';
import { ConfirmDialog } from '#ui-kit/dialog.tsx';
import { fieldRefusal, Notice, RefusalNotice } from '#ui-kit/feedback.tsx';
import { DateField, RadioCards, TextArea, TextField } from '#ui-kit/fields.tsx';
import { Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { useSay } from '#ui-kit/text.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { changeDecision, getSheet } from '../contract.ts';
import { gradeWords } from '../domain/words.ts';
import { useGradingText } from './text.ts';

/** A new decision with its number, day and reason; the former one stays in the record. */
export function ChangeDialog({ view, onClose }: { view: Answer<typeof getSheet>; onClose: () => void }) {
  const t = useGradingText();
  const say = useSay();
  const [grade, setGrade] = useState<UnitGrade | null>(null);
  const [number, setNumber] = useState('');
  const [decidedOn, setDecidedOn] = useState<CivilDate | null>(view.today);
  const [reason, setReason] = useState('');
  const [isTried, setIsTried] = useState(false);
  const change = useWrite<typeof changeDecision>(
    'POST /api/units/:unitId/gradings/:roundId/branches/:branchId/decision',
    {
      invalidates: [['grading', view.unit.id], ['gradings'], ['grading-results']],
      onDone: () => {
        showToast({ text: t('changed') });
        onClose();
      },
    },
  );
  const isWhole = grade !== null && number.trim() !== '' && decidedOn !== null && reason.trim() !== '';
  return (
    <ConfirmDialog
      open
      title={t('decideAnew')}
      confirmLabel={t('decideAnew')}
      busy={change.isPending}
      notice={
        change.isError ? (
          <RefusalNotice refusal={change.error} />
        ) : isTried && !isWhole ? (
          <Notice tone="warn">{t('fillAll')}</Notice>
        ) : undefined
      }
      onClose={onClose}
      onConfirm={() => {
        setIsTried(true);
        if (grade === null || decidedOn === null || !isWhole) return;
        change.mutate({
          params: { unitId: view.round.unitId, roundId: view.round.id, branchId: view.unit.id },
          body: { grade, number, decidedOn, reason },
        });
      }}
    >
      <Stack>
        <p>{t('decideAnewLead')}</p>
        <RadioCards<UnitGrade>
          label={t('decidedGrade')}
          value={grade}
          onChange={setGrade}
          options={UNIT_GRADES.map((value) => ({ value, label: say(gradeWords[value]) }))}
          error={fieldRefusal(change.error, 'grade')}
          cell={11}
          required
        />
        <TextField label={t('decideNumber')} value={number} onChange={setNumber} maxLength={100} required />
        <DateField
          label={t('decideOn')}
          value={decidedOn}
          onChange={setDecidedOn}
          max={view.today}
          error={fieldRefusal(change.error, 'decidedOn')}
          required
        />
        <TextArea
          label={t('changeReason')}
          value={reason}
          onChange={setReason}
          maxLength={1000}
          lines={2}
          required
        />
      </Stack>
    </ConfirmDialog>
  );
}
