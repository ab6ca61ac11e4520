import { memo, type RefObject, useCallback, useId, useMemo, useRef, useState } from 'react';
import { newId } from '#kernel/ids.ts';
import { withoutMarks } from '#kernel/vietnamese.ts';
import { Button } from '#ui-kit/actions.tsx';
import { ConfirmDialog } from '#ui-kit/dialog.tsx';
import { Badge, Notice, ProgressBar, StatusDot } from '#ui-kit/feedback.tsx';
import { Checkbox, SearchField, Segmented, SelectField, TextArea } from '#ui-kit/fields.tsx';
import { IconDown, IconMicrophone, IconUp } from '#ui-kit/icons.tsx';
import { useIsNarrow } from '#ui-kit/narrow.ts';
import { Section } from '#ui-kit/page-frame.tsx';
import { PersonChip } from '#ui-kit/show.tsx';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { OpinionNature } from '../../domain/entry.ts';
import { isPrivateNature } from '../../domain/privacy.ts';
import { useAgendaTitle } from '../agenda-title.tsx';
import { useDraft } from '../journal/use-draft.ts';
import { canDictate, joinDictated, useDictation } from './dictation.ts';
import { listedRoll, matchesSearch, namesIn, recentSpeakers, type Speaker, shareWhoSpoke } from './people.ts';
import type { ToolProps } from './step-tool.tsx';
import { useTalkText } from './talk-text.ts';
import { useWriter } from './use-writer.ts';

export const NATURE_KEYS = {
  opinion: 'natureOpinion',
  proposal: 'natureProposal',
  petition: 'naturePetition',
  'self-criticism': 'natureSelf',
  criticism: 'natureCriticism',
} as const satisfies Record<OpinionNature, string>;

type TalkProps = ToolProps & { natures: readonly [OpinionNature, ...OpinionNature[]] };

/** Opinions by speaker: one tap for the person, then dictated or typed words. */
export function TalkTool({ meeting, step, natures }: TalkProps) {
  const t = useTalkText();
  const { state, view } = meeting;
  const isPrivate = natures.every(isPrivateNature);
  const [speakerId, setSpeakerId, clearSpeaker] = useDraft(
    `${view.meeting.id}.talk.${step.step}.${natures[0]}.speaker`,
  );
  const [isAsked, setIsAsked] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const name = useMemo(() => namesIn(view.context, state), [view.context, state]);
  const share = shareWhoSpoke(view.context, state);
  const pick = useCallback(
    (id: string) => {
      setSpeakerId(id);
      setIsAsked(false);
      // After the list has made room for the text.
      requestAnimationFrame(() => area.current?.focus());
    },
    [setSpeakerId],
  );
  const ask = useCallback(() => setIsAsked(true), []);
  return (
    <>
      {isPrivate && <Notice tone="info" title={t('private')} />}
      <ProgressBar
        label={t('whoSpoke')}
        value={share.spoke}
        max={share.may}
        text={t('whoSpokeOf', {
          ...share,
          percent: share.may === 0 ? 0 : formatNumber((share.spoke * 100) / share.may, 0),
        })}
      />
      {speakerId !== '' && (
        <div className="run-speaker">
          <span className="run-speaker-name">
            <span className="k-soft k-small">{t('speakerNow')}</span>
            <PersonChip name={name(speakerId)} />
          </span>
          <Button onClick={clearSpeaker}>{t('speakerChange')}</Button>
        </div>
      )}
      {/* Put aside and not taken down: drawing a hundred names again would be felt. */}
      <div hidden={speakerId !== ''}>
        <SpeakerPicker meeting={meeting} onPick={pick} isNeeded={isAsked} />
      </div>
      <TalkForm
        meeting={meeting}
        step={step}
        natures={natures}
        speakerId={speakerId}
        area={area}
        onSpeakerMissing={ask}
        onSaved={clearSpeaker}
      />
      <OpinionList meeting={meeting} step={step.step} natures={natures} />
    </>
  );
}

type FormProps = Omit<TalkProps, 'onGoTo'> & {
  speakerId: string;
  area: RefObject<HTMLTextAreaElement | null>;
  onSpeakerMissing: () => void;
  onSaved: () => void;
};

/** The words by themselves, so that a key draws nothing else again. */
function TalkForm({ meeting, step, natures, speakerId, area, onSpeakerMissing, onSaved }: FormProps) {
  const t = useTalkText();
  const write = useWriter(meeting.journal);
  const { state, view } = meeting;
  const isPrivate = natures.every(isPrivateNature);
  const draft = `${view.meeting.id}.talk.${step.step}.${natures[0]}`;
  const [text, setText, clearText] = useDraft(`${draft}.text`);
  const [nature, setNature] = useDraft(`${draft}.nature`, natures[0]);
  const titleOf = useAgendaTitle(view.context);
  const ofStep = state.agenda.find((each) => each.step === step.step);
  const [itemId, setItemId] = useDraft(`${draft}.item`, ofStep?.itemId ?? '');
  const [isAsked, setIsAsked] = useState(false);
  const item = state.agenda.some((each) => each.itemId === itemId) ? itemId : '';

  const save = async () => {
    const said = text.trim();
    setIsAsked(said === '');
    if (speakerId === '') onSpeakerMissing();
    if (speakerId === '' || said === '') return;
    const isGuest = state.guests.some((guest) => guest.guestId === speakerId);
    const isWritten = await write(`opinion ${speakerId} ${said}`, (j) =>
      j.append('opinion-recorded', {
        opinionId: newId(),
        speakerKind: isGuest ? 'guest' : 'member',
        speakerId,
        text: said,
        nature: nature as OpinionNature,
        step: step.step,
        ...(item === '' ? {} : { itemId: item }),
      }),
    );
    if (!isWritten) return;
    clearText();
    // The next speaker most often gives a plain opinion; a kind that stays put is soon a wrong record.
    setNature(natures[0]);
    onSaved();
  };

  return (
    <form
      className="run-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {natures.length > 1 && (
        <Segmented
          label={t('nature')}
          value={nature as OpinionNature}
          onChange={setNature}
          options={natures.map((value) => ({ value, label: t(NATURE_KEYS[value]) }))}
        />
      )}
      {!isPrivate && state.agenda.length > 0 && (
        <SelectField
          label={t('item')}
          value={item}
          onChange={setItemId}
          options={[
            { value: '', label: t('itemNone') },
            ...state.agenda.map((each) => ({ value: each.itemId, label: titleOf(each) })),
          ]}
        />
      )}
      <TextArea
        label={t('text')}
        lines={4}
        maxLength={20000}
        value={text}
        onChange={setText}
        inputRef={area}
        error={isAsked && text.trim() === '' ? t('textNeeded') : undefined}
      />
      <Dictation
        isOff={isPrivate}
        onText={(heard) => setText(joinDictated(area.current?.value ?? text, heard))}
      />
      <div>
        <Button type="submit" kind="main">
          {t('save')}
        </Button>
      </div>
    </form>
  );
}

function Dictation({ isOff, onText }: { isOff: boolean; onText: (heard: string) => void }) {
  const t = useTalkText();
  const { isListening, hasFailed, interim, start, stop } = useDictation(onText);
  if (isOff) return <p className="k-soft k-small">{t('dictateOff')}</p>;
  if (!canDictate()) return <p className="k-soft k-small">{t('dictateHint')}</p>;
  return (
    <div className="run-dictation">
      <Button icon={<IconMicrophone />} pressed={isListening} onClick={isListening ? stop : start}>
        {t(isListening ? 'dictateStop' : 'dictate')}
      </Button>
      <div role="status" className="k-small">
        {isListening ? (
          <StatusDot tone="info">{interim === '' ? t('dictateListening') : `${interim}…`}</StatusDot>
        ) : hasFailed ? (
          <StatusDot tone="warn">{t('dictateFailed')}</StatusDot>
        ) : (
          <span className="k-soft">{t('dictateNote')}</span>
        )}
      </div>
    </div>
  );
}

type PickerProps = Pick<ToolProps, 'meeting'> & { onPick: (id: string) => void; isNeeded: boolean };

const SpeakerPicker = memo(function SpeakerPicker({ meeting, onPick, isNeeded }: PickerProps) {
  const t = useTalkText();
  const headingId = useId();
  const [typed, setTyped] = useState('');
  const [isSilentOnly, setIsSilentOnly] = useState(false);
  const { state, view } = meeting;
  const { roll } = view.context;
  const { presence, guests, opinions } = state;
  const spoke = useMemo(() => new Set(opinions.map((o) => o.speakerId)), [opinions]);
  const present = useMemo((): Speaker[] => {
    const members = listedRoll(roll)
      .filter((m) => presence[m.memberId]?.presence === 'present' && matchesSearch(m, typed))
      .map((m) => ({ kind: 'member' as const, id: m.memberId, name: m.fullName, status: m.status }));
    const visitors = guests
      .filter((g) => matchesSearch({ searchText: withoutMarks(g.fullName) }, typed))
      .map((g) => ({ kind: 'guest' as const, id: g.guestId, name: g.fullName, status: null }));
    return [...visitors, ...members];
  }, [roll, presence, guests, typed]);
  const recent = useMemo(() => recentSpeakers({ opinions }, 6), [opinions]);
  const recentHere =
    typed === '' && !isSilentOnly ? recent.flatMap((id) => present.find((p) => p.id === id) ?? []) : [];
  const shown = isSilentOnly ? present.filter((p) => !spoke.has(p.id)) : present;
  const pick = useCallback(
    (id: string) => {
      // The name that was looked for is found: the next one starts from the whole list.
      setTyped('');
      onPick(id);
    },
    [onPick],
  );
  return (
    <section className="run-picker" aria-labelledby={headingId}>
      <h3 id={headingId}>{t('speaker')}</h3>
      <div role="status">{isNeeded && <StatusDot tone="warn">{t('speakerNeeded')}</StatusDot>}</div>
      <SearchField label={t('speakerSearch')} value={typed} onChange={setTyped} />
      {recentHere.length > 0 && (
        <>
          <p className="k-soft k-small">{t('speakerRecent')}</p>
          <div className="run-chips">
            {recentHere.map((p) => (
              <SpeakerChip key={p.id} id={p.id} name={p.name} note={null} onPick={pick} />
            ))}
          </div>
        </>
      )}
      <Checkbox label={t('speakerSilent')} checked={isSilentOnly} onChange={setIsSilentOnly} />
      {present.length === 0 && typed === '' ? (
        <p className="k-soft">{t('speakerNone')}</p>
      ) : (
        <fieldset className="run-chips run-chips-box" aria-label={t('speakerPresent')}>
          {shown.map((p) => (
            <SpeakerChip
              key={p.id}
              id={p.id}
              name={p.name}
              note={p.kind === 'guest' ? t('guest') : spoke.has(p.id) ? t('spoken') : null}
              onPick={pick}
            />
          ))}
        </fieldset>
      )}
    </section>
  );
});

const SpeakerChip = memo(function SpeakerChip(props: {
  id: string;
  name: string;
  note: string | null;
  onPick: (id: string) => void;
}) {
  return (
    <button type="button" className="run-chip" onClick={() => props.onPick(props.id)}>
      {props.name}
      {props.note !== null && <span className="run-chip-note"> {props.note}</span>}
    </button>
  );
});

type ListProps = Pick<ToolProps, 'meeting'> & { step: string; natures: readonly OpinionNature[] };

const LONG_LIST = 5;
const LAST_IN_SIGHT = 3;

/** What was recorded in this step, last first. */
const OpinionList = memo(function OpinionList({ meeting, step, natures }: ListProps) {
  const t = useTalkText();
  const write = useWriter(meeting.journal);
  const { state, view } = meeting;
  const [editing, setEditing] = useState<string | null>(null);
  const [withdrawing, setWithdrawing] = useState<string | null>(null);
  const here = state.opinions.filter((opinion) => opinion.step === step).reverse();
  // On a phone the last ones are there to be corrected; earlier ones would push the vote many screens down.
  const [isWhole, setIsWhole] = useState(false);
  const folds = useIsNarrow() && here.length > LONG_LIST;
  const inSight = here.filter(
    ({ opinionId }, at) => !folds || isWhole || at < LAST_IN_SIGHT || opinionId === editing,
  );
  const name = useMemo(() => namesIn(view.context, state), [view.context, state]);
  const titleOf = useAgendaTitle(view.context);
  const titles = useMemo(
    () => new Map(state.agenda.map((i) => [i.itemId, titleOf(i)])),
    [state.agenda, titleOf],
  );
  const saveEdit = useCallback(
    (opinionId: string, text: string, nature: OpinionNature) => {
      setEditing(null);
      void write(`edit ${opinionId} ${text} ${nature}`, (j) =>
        j.append('opinion-edited', { opinionId, text, nature }),
      );
    },
    [write],
  );
  return (
    <Section plain level={3} title={t('listTitle')} lead={t('listCount', { count: here.length })}>
      {here.length === 0 && <p className="k-soft">{t('listNone')}</p>}
      <ul className="run-list">
        {inSight.map((opinion) => (
          <OpinionRow
            key={opinion.opinionId}
            opinionId={opinion.opinionId}
            speaker={name(opinion.speakerId)}
            text={opinion.text}
            nature={opinion.nature}
            natures={natures}
            item={opinion.itemId === null ? null : (titles.get(opinion.itemId) ?? null)}
            isEditing={editing === opinion.opinionId}
            onEdit={setEditing}
            onWithdraw={setWithdrawing}
            onSave={saveEdit}
          />
        ))}
      </ul>
      {folds && (
        <div>
          <Button
            kind="plain"
            icon={isWhole ? <IconUp /> : <IconDown />}
            expanded={isWhole}
            onClick={() => setIsWhole(!isWhole)}
          >
            {isWhole ? t('listFold') : t('listRest', { count: here.length - LAST_IN_SIGHT })}
          </Button>
        </div>
      )}
      <ConfirmDialog
        open={withdrawing !== null}
        title={t('withdrawTitle')}
        confirmLabel={t('withdraw')}
        danger
        onClose={() => setWithdrawing(null)}
        onConfirm={() => {
          const opinionId = withdrawing;
          setWithdrawing(null);
          if (opinionId !== null)
            void write(`withdraw ${opinionId}`, (j) => j.append('opinion-withdrawn', { opinionId }));
        }}
      >
        <p className="run-said">{here.find((o) => o.opinionId === withdrawing)?.text}</p>
        <p>{t('withdrawText')}</p>
      </ConfirmDialog>
    </Section>
  );
});

const OpinionRow = memo(function OpinionRow(props: {
  opinionId: string;
  speaker: string;
  text: string;
  nature: OpinionNature;
  natures: readonly OpinionNature[];
  item: string | null;
  isEditing: boolean;
  onEdit: (id: string | null) => void;
  onWithdraw: (id: string) => void;
  onSave: (id: string, text: string, nature: OpinionNature) => void;
}) {
  const { opinionId, speaker, text, nature, item, isEditing } = props;
  const t = useTalkText();
  return (
    <li className="run-item">
      <div className="run-item-head">
        <span>
          <strong>{speaker}</strong>{' '}
          <Badge tone={nature === 'petition' || nature === 'proposal' ? 'info' : 'neutral'}>
            {t(NATURE_KEYS[nature])}
          </Badge>
        </span>
        {!isEditing && (
          <span className="run-tools">
            <Button
              kind="plain"
              label={t('editOf', { name: speaker })}
              onClick={() => props.onEdit(opinionId)}
            >
              {t('edit')}
            </Button>
            <Button
              kind="plain"
              label={t('withdrawOf', { name: speaker })}
              onClick={() => props.onWithdraw(opinionId)}
            >
              {t('withdraw')}
            </Button>
          </span>
        )}
      </div>
      {item !== null && <p className="k-soft k-small">{item}</p>}
      {isEditing ? <OpinionEditor {...props} /> : <p className="run-said">{text}</p>}
    </li>
  );
});

function OpinionEditor(props: {
  opinionId: string;
  text: string;
  nature: OpinionNature;
  natures: readonly OpinionNature[];
  onEdit: (id: string | null) => void;
  onSave: (id: string, text: string, nature: OpinionNature) => void;
}) {
  const t = useTalkText();
  const [text, setText, clear] = useDraft(`edit.${props.opinionId}`, props.text);
  const [nature, setNature] = useState(props.nature);
  const choices = props.natures.includes(props.nature) ? props.natures : [...props.natures, props.nature];
  return (
    <div className="run-form">
      <TextArea
        label={t('text')}
        value={text}
        maxLength={20000}
        onChange={setText}
        autoFocus
        error={text.trim() === '' ? t('textNeeded') : undefined}
      />
      <Segmented
        label={t('nature')}
        value={nature}
        onChange={setNature}
        options={choices.map((value) => ({ value, label: t(NATURE_KEYS[value]) }))}
      />
      <div className="run-tools">
        <Button
          kind="main"
          disabled={text.trim() === ''}
          onClick={() => {
            props.onSave(props.opinionId, text.trim(), nature);
            clear();
          }}
        >
          {t('saveEdit')}
        </Button>
        <Button
          kind="plain"
          onClick={() => {
            clear();
            props.onEdit(null);
          }}
        >
          {t('cancel')}
        </Button>
      </div>
    </div>
  );
}
