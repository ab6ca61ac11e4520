import { useState } from 'react';
import { type CivilDate, formatCivilDate } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { RuleLine } from '#ui-kit/feedback.tsx';
import { Checkbox, DateField, TextArea } from '#ui-kit/fields.tsx';
import { IconCheck, IconEdit } from '#ui-kit/icons.tsx';
import { Row, Stack } from '#ui-kit/page-frame.tsx';
import { KeyValue } from '#ui-kit/show.tsx';
import { useDraft } from '../journal/use-draft.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { leadersOf, memberName } from './people.ts';
import { usePrepareText } from './text.ts';

/** Whether anybody but the secretary leads the branch, so that they can confer beforehand. */
export const mustConfer = ({ view }: OpenMeeting): boolean =>
  view.context.rules['preparation.committee-meets'].value && leadersOf(view.context).length > 1;

/** When the committee met to prepare, who was there, what was agreed. */
export function CommitteeStep({ meeting, today }: { meeting: OpenMeeting; today: CivilDate }) {
  const t = usePrepareText();
  const { context } = meeting.view;
  const met = meeting.state.committeeMeeting;
  const [isEditing, setIsEditing] = useState(false);
  return (
    <Stack>
      <p>{context.hasCommittee ? t('committeeLead') : t('committeeSmall')}</p>
      <RuleLine rule={context.rules['preparation.committee-meets'].source} />
      {met && !isEditing ? (
        <>
          <KeyValue
            facts={[
              { label: t('metOn'), value: formatCivilDate(met.metOn) },
              {
                label: t('whoMet'),
                value: met.presentIds.map((id) => memberName(context, id) ?? t('formerMember')).join(', '),
              },
              ...(met.note ? [{ label: t('committeeNote'), value: met.note }] : []),
            ]}
          />
          <Row>
            <Button icon={<IconEdit />} onClick={() => setIsEditing(true)}>
              {t('edit')}
            </Button>
          </Row>
        </>
      ) : (
        <CommitteeForm meeting={meeting} today={today} onDone={() => setIsEditing(false)} />
      )}
    </Stack>
  );
}

function CommitteeForm({
  meeting,
  today,
  onDone,
}: {
  meeting: OpenMeeting;
  today: CivilDate;
  onDone: () => void;
}) {
  const t = usePrepareText();
  const { context } = meeting.view;
  const met = meeting.state.committeeMeeting;
  const leaders = leadersOf(context);
  const [metOn, setMetOn] = useState<CivilDate | null>(met?.metOn ?? null);
  const [present, setPresent] = useState<readonly string[]>(
    met?.presentIds ?? leaders.map((leader) => leader.memberId),
  );
  const [note, setNote, clearNote] = useDraft(`committee.${context.meeting.id}`, met?.note ?? '');
  const [isTried, setIsTried] = useState(false);
  const isFuture = metOn !== null && metOn > today;
  const submit = () => {
    setIsTried(true);
    if (!metOn || isFuture || present.length === 0) return;
    void meeting.journal
      .append('committee-met', {
        metOn,
        presentIds: [...present],
        ...(note.trim() ? { note: note.trim() } : {}),
      })
      .then(() => {
        clearNote();
        onDone();
      });
  };
  return (
    <Stack>
      <DateField
        label={t('metOn')}
        required
        value={metOn}
        max={today}
        onChange={setMetOn}
        error={isFuture ? t('metInFuture') : isTried && !metOn ? t('fillThis') : undefined}
      />
      <fieldset className="k-field">
        <legend className="k-label">{t('whoMet')}</legend>
        {leaders.map((leader) => (
          <Checkbox
            key={leader.memberId}
            label={leader.fullName}
            checked={present.includes(leader.memberId)}
            onChange={(isPresent) =>
              setPresent(
                isPresent ? [...present, leader.memberId] : present.filter((id) => id !== leader.memberId),
              )
            }
            error={
              isTried && present.length === 0 && leader === leaders.at(-1) ? t('whoMetMissing') : undefined
            }
          />
        ))}
      </fieldset>
      <TextArea label={t('committeeNote')} value={note} onChange={setNote} maxLength={10_000} />
      <Row>
        <Button kind={met ? 'quiet' : 'main'} icon={<IconCheck />} onClick={submit}>
          {t('committeeSave')}
        </Button>
        {met && (
          <Button
            kind="plain"
            onClick={() => {
              clearNote();
              onDone();
            }}
          >
            {t('cancel')}
          </Button>
        )}
      </Row>
    </Stack>
  );
}
