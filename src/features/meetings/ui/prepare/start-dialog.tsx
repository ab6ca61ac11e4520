import { useState } from 'react';
import { type CivilDate, instantOf } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { Dialog } from '#ui-kit/dialog.tsx';
import { DateField, SelectField, TextField } from '#ui-kit/fields.tsx';
import { PickField } from '#ui-kit/pick-field.tsx';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { LastRecorder } from '../last-recorder.tsx';
import { leadersOf, sortedRoll } from './people.ts';
import { usePrepareText } from './text.ts';

/** Who chairs, who writes, where and on which day; then the meeting runs on every device. */
export function StartDialog({
  meeting,
  today,
  now,
  onClose,
}: {
  meeting: OpenMeeting;
  today: CivilDate;
  now: () => number;
  onClose: () => void;
}) {
  const t = usePrepareText();
  const { context, memberId } = meeting.view;
  const { plannedTime, place: usualPlace } = context.meeting;
  const leaders = leadersOf(context);
  const recorders = sortedRoll(context).map((one) => ({ value: one.memberId, label: one.fullName }));
  const [chairId, setChairId] = useState<string | null>(
    leaders.some((one) => one.memberId === memberId) ? memberId : (leaders[0]?.memberId ?? null),
  );
  const [recorderId, setRecorderId] = useState<string | null>(null);
  const [place, setPlace] = useState(usualPlace);
  const [heldOn, setHeldOn] = useState<CivilDate | null>(today);
  const [isTried, setIsTried] = useState(false);
  const [isStarting, setIsStarting] = useState(false);
  const isFuture = heldOn !== null && heldOn > today;
  const isSame = recorderId !== null && recorderId === chairId;
  const missing = (isMissing: boolean) => (isTried && isMissing ? t('fillThis') : undefined);
  const start = () => {
    setIsTried(true);
    if (!chairId || !recorderId || !heldOn || isFuture || isSame || !place.trim()) return;
    setIsStarting(true);
    // Written one right after the other: the first turns this page into the running meeting.
    const started = meeting.journal.append('meeting-started', {
      chairId,
      heldOn,
      startedAt: heldOn === today ? now() : instantOf(heldOn, plannedTime),
      place: place.trim(),
    });
    const appointed = meeting.journal.append('recorder-appointed', { memberId: recorderId });
    Promise.all([started, appointed]).catch(() => setIsStarting(false));
  };
  return (
    <Dialog
      open
      title={t('startTitle')}
      onClose={onClose}
      busy={isStarting}
      actions={
        <>
          <Button onClick={onClose} disabled={isStarting}>
            {t('cancel')}
          </Button>
          <Button kind="main" busy={isStarting} onClick={start}>
            {t('startNow')}
          </Button>
        </>
      }
    >
      <SelectField
        label={t('chair')}
        required
        value={chairId}
        onChange={setChairId}
        options={leaders.map((one) => ({ value: one.memberId, label: one.fullName }))}
        error={missing(!chairId)}
      />
      <PickField
        label={t('recorder')}
        hint={t('recorderHint')}
        required
        value={recorderId}
        onChange={setRecorderId}
        options={recorders}
        error={isSame ? t('sameAsChair') : missing(!recorderId)}
      />
      <LastRecorder
        meeting={meeting}
        options={recorders.filter((one) => one.value !== chairId)}
        value={recorderId}
        onChoose={setRecorderId}
      />
      <DateField
        label={t('heldOn')}
        required
        max={today}
        value={heldOn}
        onChange={setHeldOn}
        error={isFuture ? t('heldInFuture') : missing(!heldOn)}
      />
      {heldOn !== null && heldOn < today && <p className="k-soft">{t('pastDay', { time: plannedTime })}</p>}
      <TextField
        label={t('place')}
        required
        maxLength={300}
        value={place}
        onChange={setPlace}
        error={missing(!place.trim())}
      />
    </Dialog>
  );
}
