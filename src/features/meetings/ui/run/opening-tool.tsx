import { useState } from 'react';
import { clockTimeAt, formatCivilDate } from '#kernel/civil-date.ts';
import { newId } from '#kernel/ids.ts';
import { Button } from '#ui-kit/actions.tsx';
import { Checkbox, TextField } from '#ui-kit/fields.tsx';
import { IconCross, IconPlus } from '#ui-kit/icons.tsx';
import { useIsNarrow } from '#ui-kit/narrow.ts';
import { Section } from '#ui-kit/page-frame.tsx';
import { PickField } from '#ui-kit/pick-field.tsx';
import { KeyValue, PersonChip } from '#ui-kit/show.tsx';
import { useDraft } from '../journal/use-draft.ts';
import { useMeetingsText } from '../text.ts';
import { memberOptions, notAbsent } from './member-options.ts';
import { PapersPart } from './papers-part.tsx';
import type { ToolProps } from './step-tool.tsx';
import { useRunText } from './text.ts';
import { useWriter } from './use-writer.ts';

/** Opening: who chairs, where and since when, and the guests. */
export function OpeningTool(props: ToolProps) {
  const { meeting } = props;
  const t = useRunText();
  const words = useMeetingsText();
  const write = useWriter(meeting.journal);
  const { state, view } = meeting;
  const { started } = state;
  const leaders = view.context.roll.filter(
    (m) =>
      m.posts.includes('secretary') ||
      m.posts.includes('deputy-secretary') ||
      m.memberId === started?.chairId,
  );
  return (
    <>
      {started && (
        <Section plain level={3} title={t('chair')}>
          <PickField
            label={t('chair')}
            hint={t('chairHint')}
            value={started.chairId}
            options={memberOptions(notAbsent(leaders, state), words)}
            onChange={(chairId) => {
              if (chairId === null || chairId === started.chairId) return;
              const { heldOn, startedAt, place } = started;
              void write(`chair ${chairId}`, (j) =>
                j.append('meeting-started', { chairId, heldOn, startedAt, place }),
              );
            }}
          />
          <KeyValue
            facts={[
              { label: t('heldOn'), value: formatCivilDate(started.heldOn) },
              { label: t('startedAt'), value: clockTimeAt(started.startedAt) },
              { label: t('place'), value: started.place },
            ]}
          />
        </Section>
      )}
      <GuestsPart {...props} />
      <PapersPart {...props} />
    </>
  );
}

/** Guests who attend; the upper committee's follower with one tap. */
export function GuestsPart({ meeting }: ToolProps) {
  const t = useRunText();
  const write = useWriter(meeting.journal);
  const { state, view } = meeting;
  const draft = `${view.meeting.id}.guest`;
  const [name, setName, clearName] = useDraft(`${draft}.name`);
  const [position, setPosition, clearPosition] = useDraft(`${draft}.position`);
  const [follows, setFollows] = useState(false);
  const [isAsked, setIsAsked] = useState(false);
  const isNarrow = useIsNarrow();
  const absent = view.context.followers.filter((f) => !state.guests.some((g) => g.fullName === f.fullName));
  const add = async () => {
    const fullName = name.trim();
    if (fullName === '') {
      setIsAsked(true);
      return;
    }
    const isWritten = await write(`guest ${fullName}`, (j) =>
      j.append('guest-recorded', {
        guestId: newId(),
        fullName,
        ...(position.trim() === '' ? {} : { position: position.trim() }),
        ...(follows ? { fromFollowing: true } : {}),
      }),
    );
    if (!isWritten) return;
    clearName();
    clearPosition();
    setFollows(false);
    setIsAsked(false);
  };
  const form = (
    <form
      className="run-form"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <TextField
        label={t('guestName')}
        value={name}
        maxLength={120}
        onChange={setName}
        error={isAsked && name.trim() === '' ? t('fieldNeeded') : undefined}
      />
      <TextField label={t('guestPosition')} value={position} maxLength={300} onChange={setPosition} />
      <Checkbox label={t('guestFollows')} checked={follows} onChange={setFollows} />
      <div>
        <Button type="submit" icon={<IconPlus />}>
          {t('guestAdd')}
        </Button>
      </div>
    </form>
  );
  return (
    <Section plain level={3} title={t('guests')}>
      {state.guests.length === 0 && <p className="k-soft">{t('guestNone')}</p>}
      {state.guests.length > 0 && (
        <ul className="run-list">
          {state.guests.map((guest) => (
            <li key={guest.guestId} className="run-item" data-row>
              <PersonChip
                name={guest.fullName}
                note={
                  [guest.position, guest.fromFollowing && t('followerNote')].filter(Boolean).join(' · ') ||
                  undefined
                }
              />
              <Button
                kind="plain"
                icon={<IconCross />}
                label={t('guestRemove', { name: guest.fullName })}
                onClick={() =>
                  void write(`remove ${guest.guestId}`, (j) =>
                    j.append('guest-removed', { guestId: guest.guestId }),
                  )
                }
              />
            </li>
          ))}
        </ul>
      )}
      {absent.map((follower) => (
        <div key={follower.personId}>
          <Button
            icon={<IconPlus />}
            onClick={() =>
              void write(`follower ${follower.personId}`, (j) =>
                j.append('guest-recorded', {
                  guestId: follower.personId,
                  fullName: follower.fullName,
                  position: view.context.aboveName,
                  fromFollowing: true,
                }),
              )
            }
          >
            {t('followerCame', { name: follower.fullName })}
          </Button>
        </div>
      ))}
      {isNarrow ? (
        <details className="run-fold" open={name !== '' || undefined}>
          <summary>{t('guestAdd')}</summary>
          {form}
        </details>
      ) : (
        form
      )}
    </Section>
  );
}
