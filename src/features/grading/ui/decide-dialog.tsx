import { useState } from 'react';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Answer } from '#kernel/route.ts';
import { CopyButton } from '#ui-kit/actions.tsx';
import { ConfirmDialog } from '#ui-kit/dialog.tsx';
import { fieldRefusal, Notice, RefusalNotice } from '#ui-kit/feedback.tsx';
import { Checkbox, DateField, TextField } from '#ui-kit/fields.tsx';
import { Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { useSay } from '#ui-kit/text.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { decideSheets, getRound } from '../contract.ts';
import { gradeWords } from '../domain/words.ts';
import { useGradingText } from './text.ts';

/** Decides many at once by one paper. */
export function DecideDialog({ view, onClose }: { view: Answer<typeof getRound>; onClose: () => void }) {
  const t = useGradingText();
  const say = useSay();
  const { round, toDecide } = view;
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set());
  const [number, setNumber] = useState('');
  const [decidedOn, setDecidedOn] = useState<CivilDate | null>(view.today);
  const [isTried, setIsTried] = useState(false);
  const decide = useWrite<typeof decideSheets>('POST /api/units/:unitId/gradings/:roundId/decisions', {
    invalidates: [['gradings', round.unitId], ['grading'], ['grading-results']],
    onDone: ({ decided }) => {
      showToast({ text: t('decidedDone', { count: decided }) });
      onClose();
    },
  });
  const chosen = toDecide.filter((one) => !without.has(one.branchId));
  const isWhole = number.trim() !== '' && decidedOn !== null && chosen.length > 0;
  const lines = () =>
    t('decisionText', {
      round: round.title,
      lines: chosen.map((one) => `- ${one.name}: ${say(gradeWords[one.grade])}`).join('\n'),
    });
  return (
    <ConfirmDialog
      open
      title={t('decide')}
      confirmLabel={t('decideSend', { count: chosen.length })}
      busy={decide.isPending}
      notice={
        decide.isError ? (
          <RefusalNotice refusal={decide.error} />
        ) : isTried && !isWhole ? (
          <Notice tone="warn">{t('fillAll')}</Notice>
        ) : undefined
      }
      onClose={onClose}
      onConfirm={() => {
        setIsTried(true);
        if (!isWhole || decidedOn === null) return;
        decide.mutate({
          params: { unitId: round.unitId, roundId: round.id },
          body: { branchIds: chosen.map((one) => one.branchId), number, decidedOn },
        });
      }}
    >
      <Stack>
        <p>{t('decideLead')}</p>
        <TextField label={t('decideNumber')} value={number} onChange={setNumber} maxLength={100} required />
        <DateField
          label={t('decideOn')}
          value={decidedOn}
          onChange={setDecidedOn}
          max={view.today}
          required
          error={fieldRefusal(decide.error, 'decidedOn')}
        />
        <div>
          {toDecide.map((one) => (
            <Checkbox
              key={one.branchId}
              label={one.name}
              note={say(gradeWords[one.grade])}
              checked={!without.has(one.branchId)}
              onChange={(isChosen) => {
                const next = new Set(without);
                if (isChosen) next.delete(one.branchId);
                else next.add(one.branchId);
                setWithout(next);
              }}
            />
          ))}
        </div>
        <div>
          <CopyButton text={lines} label={t('copyDecision')} />
        </div>
      </Stack>
    </ConfirmDialog>
  );
}
