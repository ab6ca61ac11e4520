import { useState } from 'react';
import { type CivilDate, civilDateAt } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { Dialog } from '#ui-kit/dialog.tsx';
import { fieldRefusal, Notice, RefusalNotice } from '#ui-kit/feedback.tsx';
import { DateField, TextArea, TextField } from '#ui-kit/fields.tsx';
import { Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { movePlan, PlanMove } from '../contract.ts';
import { obstaclesOf } from '../domain/plan-obstacles.ts';
import { PLANS, type PlanView } from './queries.ts';
import { usePlansText } from './text.ts';

/** The plan goes on to its next state, with the paper that belongs to it. */
export function MoveDialog({
  unitId,
  view,
  move,
  onClose,
}: {
  unitId: string;
  view: PlanView;
  move: PlanMove;
  onClose: () => void;
}) {
  const t = usePlansText();
  const [note, setNote] = useState('');
  const [number, setNumber] = useState('');
  const [on, setOn] = useState<CivilDate | null>(null);
  const [issuedBy, setIssuedBy] = useState('');
  const save = useWrite<typeof movePlan>('POST /api/units/:unitId/plans/:planId/state', {
    invalidates: [[...PLANS], ['units']],
    onDone: () => {
      showToast({ text: t('done_move') });
      onClose();
    },
  });
  const planId = view.plan.id;
  // What the server would refuse is said before anybody types the number of a decision.
  const obstacles = obstaclesOf(view, move);
  const isReady = obstacles.length === 0 && (move !== 'approve' || (number.trim() !== '' && on !== null));
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`ask_${move}`)}
      busy={save.isPending}
      actions={
        <>
          <Button onClick={onClose} disabled={save.isPending}>
            {t('cancel')}
          </Button>
          <Button
            kind="main"
            busy={save.isPending}
            disabled={!isReady}
            onClick={() =>
              save.mutate({
                params: { unitId, planId },
                body: {
                  move,
                  decision:
                    move === 'approve' && on ? { number, on, issuedBy: issuedBy.trim() || null } : null,
                  note: note.trim() || null,
                },
              })
            }
          >
            {t(`move_${move}`)}
          </Button>
        </>
      }
    >
      <Stack>
        <p>{t(`about_${move}`)}</p>
        {save.error && <RefusalNotice refusal={save.error} />}
        {obstacles.length > 0 && (
          <Notice tone="warn" title={t('notYet')}>
            <ul>
              {obstacles.map(({ what, count }) => (
                <li key={what}>{t(`open_${what}`, { count })}</li>
              ))}
            </ul>
          </Notice>
        )}
        {move === 'approve' && obstacles.length === 0 && (
          <>
            <TextField
              label={t('decisionNumber')}
              value={number}
              onChange={setNumber}
              maxLength={100}
              required
            />
            <DateField
              label={t('decisionOn')}
              value={on}
              onChange={setOn}
              max={civilDateAt(Date.now())}
              error={fieldRefusal(save.error, 'decision.on')}
              required
            />
            <TextField label={t('issuedBy')} value={issuedBy} onChange={setIssuedBy} maxLength={200} />
          </>
        )}
        {move === 'consult' && (
          <TextArea label={t('note')} value={note} onChange={setNote} maxLength={500} lines={3} />
        )}
      </Stack>
    </Dialog>
  );
}
