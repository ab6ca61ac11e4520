import { useState } from 'react';
import { type CivilDate, civilDateAt } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { Dialog } from '#ui-kit/dialog.tsx';
import { fieldRefusal, Notice, RefusalNotice, RuleLine } from '#ui-kit/feedback.tsx';
import { DateField, Segmented, TextArea, TextField } from '#ui-kit/fields.tsx';
import { Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { recordMove, takeBackMove } from '../contract.ts';
import type { RecordedMoveKind } from '../domain/life/move.ts';
import type { PersonAnswer } from './queries.ts';
import { MOVE_KEYS, useMembersText } from './text.ts';

/** Acts that are told with why. */
const WITH_REASON: readonly RecordedMoveKind[] = [
  'exemption',
  'suspension',
  'resignation',
  'removal',
  'expulsion',
  'reinstatement',
];

/** What has to be decided for it; death is nobody's decision and asks for no paper. */
const DECIDED = {
  recognition: 'recognition',
  exemption: 'exemption',
  suspension: 'suspension',
  return: 'return',
  resignation: 'resignation',
  removal: 'removal',
  expulsion: 'expulsion',
  reinstatement: 'reinstatement',
  death: 'removal',
} as const satisfies Record<RecordedMoveKind, string>;

type Props = { branchId: string; answer: PersonAnswer; kind: RecordedMoveKind; onClose: () => void };

/** One act, one question: from which day, by which paper. */
export function MoveDialog({ branchId, answer, kind, onClose }: Props) {
  const t = useMembersText();
  const { person, probation } = answer;
  const today = civilDateAt(Date.now());
  const [on, setOn] = useState<CivilDate | null>(today);
  const [lastDay, setLastDay] = useState<CivilDate | null>(null);
  const [document, setDocument] = useState('');
  const [reason, setReason] = useState('');
  const [standing, setStanding] = useState<'official' | 'provisional'>(
    person.officialOn ? 'official' : 'provisional',
  );
  const [isTried, setIsTried] = useState(false);
  const save = useWrite<typeof recordMove>('POST /api/branches/:branchId/members/:personId/moves', {
    invalidates: [['members', branchId], ['probation']],
    onDone: () => {
      showToast({ text: t('moveSaved', { what: t(MOVE_KEYS[kind]) }) });
      onClose();
    },
  });
  const needsDocument = kind !== 'death';
  const needsReason = WITH_REASON.includes(kind);
  const missing = (isMissing: boolean) => (isTried && isMissing ? t('fillThis') : undefined);
  const submit = () => {
    setIsTried(true);
    if (!on || (needsDocument && !document.trim()) || (needsReason && !reason.trim())) return;
    save.mutate({
      params: { branchId, personId: person.personId },
      body: {
        kind,
        on,
        ...(needsDocument ? { document } : {}),
        ...(needsReason ? { reason } : {}),
        ...(kind === 'exemption' ? { lastDay } : {}),
        ...(kind === 'reinstatement' ? { standing } : {}),
      } as never,
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`ask_${kind}`)}
      busy={save.isPending}
      actions={
        <>
          <Button onClick={onClose} disabled={save.isPending}>
            {t('cancel')}
          </Button>
          <Button kind="main" busy={save.isPending} onClick={submit}>
            {t('saveMove', { what: t(MOVE_KEYS[kind]) })}
          </Button>
        </>
      }
    >
      <Stack>
        <p>
          <strong>{person.fullName}</strong>
        </p>
        {kind === 'recognition' && probation && (
          <Notice>
            {t('recognitionNote', { began: dayText(probation.began), ends: dayText(probation.endsOn) })}
          </Notice>
        )}
        {(kind === 'resignation' || kind === 'removal' || kind === 'expulsion' || kind === 'death') && (
          <Notice tone="warn">{t('leavingNote')}</Notice>
        )}
        {save.error && <RefusalNotice refusal={save.error} />}
        <DateField
          label={t(`day_${kind}`)}
          value={on}
          onChange={setOn}
          error={fieldRefusal(save.error, 'on') ?? missing(on === null)}
          required
        />
        {kind === 'exemption' && (
          <DateField
            label={t('lastDay')}
            hint={t('lastDayHint')}
            value={lastDay}
            onChange={setLastDay}
            error={fieldRefusal(save.error, 'to')}
          />
        )}
        {kind === 'reinstatement' && (
          <Segmented
            label={t('standing')}
            value={standing}
            onChange={setStanding}
            options={[
              { value: 'official', label: t('official') },
              { value: 'provisional', label: t('provisional') },
            ]}
          />
        )}
        {needsDocument && (
          <TextField
            label={answer.decidedBy[DECIDED[kind]] === 'branch' ? t('resolutionNumber') : t('decisionNumber')}
            hint={answer.decidedBy[DECIDED[kind]] === 'branch' ? t('resolutionHint') : t('decisionHint')}
            value={document}
            onChange={setDocument}
            maxLength={200}
            error={missing(!document.trim())}
            required
          />
        )}
        {needsReason && (
          <TextArea
            label={t('why')}
            value={reason}
            onChange={setReason}
            maxLength={500}
            lines={2}
            error={missing(!reason.trim())}
            required
          />
        )}
        {kind === 'suspension' && (
          <p className="k-small">
            <RuleLine rule={answer.suspensionRule} />
          </p>
        )}
      </Stack>
    </Dialog>
  );
}

const dayText = (day: CivilDate) => day.split('-').reverse().join('/');

/** Takes the last act back; the act and this stay in the history. */
export function TakeBackDialog({
  branchId,
  answer,
  moveId,
  onClose,
}: {
  branchId: string;
  answer: PersonAnswer;
  moveId: string;
  onClose: () => void;
}) {
  const t = useMembersText();
  const [because, setBecause] = useState('');
  const move = answer.person.moves.find((one) => one.id === moveId);
  const save = useWrite<typeof takeBackMove>(
    'POST /api/branches/:branchId/members/:personId/moves/:moveId/take-back',
    {
      invalidates: [['members', branchId], ['probation']],
      onDone: () => {
        showToast({ text: t('tookBack') });
        onClose();
      },
    },
  );
  if (!move) return null;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('askTakeBack', { what: t(MOVE_KEYS[move.kind]) })}
      busy={save.isPending}
      actions={
        <>
          <Button onClick={onClose} disabled={save.isPending}>
            {t('cancel')}
          </Button>
          <Button
            kind="danger"
            busy={save.isPending}
            disabled={!because.trim()}
            onClick={() =>
              save.mutate({
                params: { branchId, personId: answer.person.personId, moveId },
                body: { because },
              })
            }
          >
            {t('takeBack')}
          </Button>
        </>
      }
    >
      <Stack>
        <p>{t('takeBackText')}</p>
        {save.error && <RefusalNotice refusal={save.error} />}
        <TextArea label={t('why')} value={because} onChange={setBecause} maxLength={500} lines={2} required />
      </Stack>
    </Dialog>
  );
}
