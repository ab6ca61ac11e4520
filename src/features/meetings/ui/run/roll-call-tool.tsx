import { useVirtualizer } from '@tanstack/react-virtual';
import { Fragment, memo, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { MemberStatus } from '#kernel/actor.ts';
import { Button } from '#ui-kit/actions.tsx';
import { ConfirmDialog } from '#ui-kit/dialog.tsx';
import { StatusDot } from '#ui-kit/feedback.tsx';
import { SearchField, Segmented, TextField } from '#ui-kit/fields.tsx';
import { IconCheck, IconDown, IconQr, IconUp } from '#ui-kit/icons.tsx';
import { useIsNarrow } from '#ui-kit/narrow.ts';
import { Section } from '#ui-kit/page-frame.tsx';
import { CountBar } from '#ui-kit/show.tsx';
import type { AttendanceMethod, Presence } from '../../domain/entry.ts';
import { STATUS_KEYS, useMeetingsText } from '../text.ts';
import { EverybodyBut } from './everybody-but.tsx';
import { GuestsPart } from './opening-tool.tsx';
import { type Listed, listedRoll, matchesSearch } from './people.ts';
import { useRollCallText } from './roll-call-text.ts';
import { RoomCodeDialog } from './room-code-dialog.tsx';
import type { ToolProps } from './step-tool.tsx';
import { useWriter } from './use-writer.ts';

/** Longer lists draw only the rows in sight. */
const VIRTUAL_FROM = 200;

/** On a phone, more people than these who are not marked yet are a paragraph of names until somebody marks one by one. */
const NAMES_FROM = 12;
/** Beyond these the names would be a wall of text: the count stands for them. */
const NAMES_UP_TO = 60;

const namesOf = (members: readonly Listed[]) => members.map((member) => member.fullName).join(', ');

const METHOD_KEYS = { qr: 'byQr', self: 'bySelf', secretary: 'bySecretary' } as const;

const presentIn = (presence: ToolProps['meeting']['state']['presence']): ReadonlySet<string> =>
  new Set(Object.keys(presence).filter((memberId) => presence[memberId]?.presence === 'present'));

/** Roll call: the room scans, phones tap, the secretary ticks – all at once. */
export function RollCallTool(props: ToolProps) {
  const { meeting } = props;
  const t = useRollCallText();
  const write = useWriter(meeting.journal);
  const { state, view } = meeting;
  const { attendance, presence } = state;
  const [typed, setTyped] = useState('');
  const [show, setShow] = useState<'all' | 'unmarked' | 'absent'>('all');
  const [asking, setAsking] = useState<string | null>(null);
  const [isCodeOpen, setIsCodeOpen] = useState(false);
  const [isRestOpen, setIsRestOpen] = useState(false);
  const [isButOpen, setIsButOpen] = useState(false);
  const [isOneByOne, setIsOneByOne] = useState(false);
  const roll = useRef<HTMLDivElement>(null);
  // The button that opened the rows is gone: the keyboard goes on at the first of them.
  useEffect(() => {
    if (isOneByOne) roll.current?.querySelector<HTMLElement>('.run-mark')?.focus({ preventScroll: true });
  }, [isOneByOne]);
  const isNarrow = useIsNarrow();
  // On a phone those who are there fold to a count. Whoever is marked while the list is in sight stays where they are,
  // so that no row moves under the finger, until the step is opened again or the secretary folds them away.
  const [folded, setFolded] = useState<ReadonlySet<string>>(() => presentIn(presence));
  const [isFoldOpen, setIsFoldOpen] = useState(false);
  const foldId = useId();
  const foldBox = useRef<HTMLDivElement>(null);
  const [foldings, setFoldings] = useState(0);
  // The button that was pressed is gone: the keyboard goes on at what the people folded into.
  useEffect(() => {
    if (foldings > 0) foldBox.current?.querySelector('button')?.focus({ preventScroll: true });
  }, [foldings]);

  const listed = listedRoll(view.context.roll);
  const statuses = view.context.rules['attendance.base'].value;
  const found = useMemo(
    () =>
      listed.filter((member) => {
        const mark = presence[member.memberId]?.presence ?? null;
        if (show === 'unmarked' && mark !== null) return false;
        if (show === 'absent' && (mark === null || mark === 'present')) return false;
        return matchesSearch(member, typed);
      }),
    [listed, presence, show, typed],
  );
  const rest = listed.filter(
    (member) => statuses.includes(member.status) && presence[member.memberId]?.presence == null,
  );

  const folds = isNarrow && show === 'all' && typed.trim() === '' && found.length <= VIRTUAL_FROM;
  // Whose mark is taken back or changed is in sight again, but moves out of an open fold only when it is closed.
  const isFolded = ({ memberId }: Listed) =>
    folds && folded.has(memberId) && (isFoldOpen || presence[memberId]?.presence === 'present');
  // Those who need not attend wait with the others, so that nobody's row is lost among theirs.
  const outside = listed.filter(
    (member) => !statuses.includes(member.status) && presence[member.memberId]?.presence == null,
  );
  const asNames = folds && !isOneByOne && rest.length > NAMES_FROM ? new Set([...rest, ...outside]) : null;
  const inSight = found.filter((member) => !isFolded(member) && !asNames?.has(member));
  const away = found.filter(isFolded);
  const countPresent = (members: readonly Listed[]) =>
    members.filter(({ memberId }) => presence[memberId]?.presence === 'present').length;
  const toFold = countPresent(inSight);

  const mark = useCallback(
    (memberId: string, next: Presence | null, reason?: string) => {
      // Somebody else's reason is still being asked for: it stays open, or the absence would be lost unseen.
      setAsking((asked) => (asked === memberId ? null : asked));
      void write(`mark ${memberId} ${next} ${reason}`, (j) =>
        next === null
          ? j.append('attendance-cleared', { memberId })
          : j.append('attendance-marked', {
              memberId,
              presence: next,
              method: 'secretary',
              ...(reason === undefined ? {} : { reason }),
            }),
      );
    },
    [write],
  );

  const row = (member: Listed) => {
    const is = presence[member.memberId];
    return (
      <MemberRow
        key={member.memberId}
        memberId={member.memberId}
        name={member.fullName}
        status={member.status}
        isOutside={!statuses.includes(member.status)}
        presence={is?.presence ?? null}
        reason={is?.reason ?? null}
        method={is?.method ?? null}
        isFolded={isNarrow}
        isAsking={asking === member.memberId}
        onAsk={setAsking}
        onMark={mark}
      />
    );
  };

  return (
    <>
      <CountBar
        label={t('list')}
        total={attendance.base}
        parts={[
          { key: 'present', label: t('present'), count: attendance.present, tone: 'success' },
          { key: 'excused', label: t('absentExcused'), count: attendance.excused, tone: 'info' },
          { key: 'unexcused', label: t('absentUnexcused'), count: attendance.unexcused, tone: 'danger' },
          { key: 'unmarked', label: t('unmarked'), count: attendance.unmarked, tone: 'neutral' },
        ]}
      />
      <p className="k-hidden" role="status">
        {t('counted', {
          marked: attendance.base - attendance.unmarked,
          base: attendance.base,
          present: attendance.present,
        })}
      </p>
      {attendance.presentOutsideBase > 0 && (
        <p className="k-soft">
          {t('outsideCount', {
            count: attendance.presentOutsideBase,
            inRoom: attendance.present + attendance.presentOutsideBase,
          })}
        </p>
      )}
      <div className="run-tools">
        <Button icon={<IconQr />} onClick={() => setIsCodeOpen(true)}>
          {t('qr')}
        </Button>
        {rest.length > 0 ? (
          <>
            <Button icon={<IconCheck />} onClick={() => setIsButOpen(true)}>
              {t('everybodyBut')}
            </Button>
            {/* While nobody is here yet, nobody is left over. */}
            {attendance.present > 0 && (
              <Button onClick={() => setIsRestOpen(true)}>{t('rest', { count: rest.length })}</Button>
            )}
          </>
        ) : (
          <StatusDot tone="success">{t('allPresent')}</StatusDot>
        )}
      </div>
      <div ref={roll}>
        <Section plain level={3} title={t('list')}>
          <SearchField label={t('search')} value={typed} onChange={setTyped} />
          <Segmented
            label={t('show')}
            labelHidden
            value={show}
            onChange={setShow}
            options={[
              { value: 'all', label: t('showAll') },
              { value: 'unmarked', label: t('showUnmarked', { count: rest.length }) },
              {
                value: 'absent',
                label: t('showAbsent', { count: attendance.excused + attendance.unexcused }),
              },
            ]}
          />
          {found.length === 0 ? (
            <p className="k-soft">{t('nobody')}</p>
          ) : found.length > VIRTUAL_FROM ? (
            <VirtualRows members={found} row={row} label={t('list')} />
          ) : (
            <>
              {folds && toFold > 0 && (
                <div>
                  <Button
                    kind="plain"
                    icon={<IconUp />}
                    onClick={() => {
                      setFolded(presentIn(presence));
                      setIsFoldOpen(false);
                      setFoldings(foldings + 1);
                    }}
                  >
                    {t('foldPresent', { count: toFold })}
                  </Button>
                </div>
              )}
              {asNames !== null && (
                <>
                  {asNames.size <= NAMES_UP_TO && (
                    <>
                      <p>{t('unmarkedNames', { names: namesOf(rest) })}</p>
                      {outside.length > 0 && <p>{t('outsideNames', { names: namesOf(outside) })}</p>}
                    </>
                  )}
                  <div>
                    <Button icon={<IconDown />} onClick={() => setIsOneByOne(true)}>
                      {t('oneByOne', { count: asNames.size })}
                    </Button>
                  </div>
                </>
              )}
              {inSight.length > 0 && (
                <ul className="run-roll" data-long={inSight.length > 60 || undefined} aria-label={t('list')}>
                  {inSight.map(row)}
                </ul>
              )}
              {away.length > 0 && (
                <div ref={foldBox}>
                  <Button
                    kind="plain"
                    icon={isFoldOpen ? <IconUp /> : <IconDown />}
                    expanded={isFoldOpen}
                    controls={foldId}
                    onClick={() => setIsFoldOpen(!isFoldOpen)}
                  >
                    {t('presentFolded', { count: countPresent(away) })}
                  </Button>
                  <ul
                    id={foldId}
                    hidden={!isFoldOpen}
                    className="run-roll"
                    data-long={away.length > 60 || undefined}
                    aria-label={t('presentFolded', { count: countPresent(away) })}
                  >
                    {isFoldOpen && away.map(row)}
                  </ul>
                </div>
              )}
            </>
          )}
        </Section>
      </div>
      <GuestsPart {...props} />
      {isButOpen && (
        <EverybodyBut
          unmarked={rest}
          onClose={() => setIsButOpen(false)}
          onSave={(absent) => {
            setIsButOpen(false);
            const here = rest.filter(({ memberId }) => !absent.has(memberId));
            void write('everybody but', async (j) => {
              for (const { memberId } of rest)
                await j.append('attendance-marked', {
                  memberId,
                  presence: absent.has(memberId) ? 'unexcused' : 'present',
                  method: 'secretary',
                });
            });
            setFolded(new Set([...presentIn(presence), ...here.map(({ memberId }) => memberId)]));
            setIsFoldOpen(false);
            // Whoever is absent is in sight at once, for the reasons.
            if (absent.size > 0) setShow('absent');
          }}
        />
      )}
      {isCodeOpen && <RoomCodeDialog meeting={meeting} onClose={() => setIsCodeOpen(false)} />}
      <ConfirmDialog
        open={isRestOpen}
        title={t('restTitle')}
        confirmLabel={t('rest', { count: rest.length })}
        onClose={() => setIsRestOpen(false)}
        onConfirm={() => {
          setIsRestOpen(false);
          void write('rest', async (j) => {
            for (const { memberId } of rest)
              await j.append('attendance-marked', { memberId, presence: 'unexcused', method: 'secretary' });
          });
        }}
      >
        <p>{t('restText', { count: rest.length })}</p>
        <p>
          <strong>{rest.map((member) => member.fullName).join(', ')}</strong>
        </p>
        <p>{t('restUndo')}</p>
      </ConfirmDialog>
    </>
  );
}

function VirtualRows(props: {
  members: readonly Listed[];
  row: (member: Listed) => React.ReactNode;
  label: string;
}) {
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: props.members.length,
    getScrollElement: () => box.current,
    estimateSize: () => 96,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = items.length > 0 ? virtual.getTotalSize() - items.at(-1)!.end : 0;
  return (
    <div ref={box} className="run-scroll">
      <ul className="run-roll" aria-label={props.label} style={{ paddingTop: before, paddingBottom: after }}>
        {items.map((item) => props.row(props.members[item.index]!))}
      </ul>
    </div>
  );
}

type RowProps = {
  memberId: string;
  name: string;
  status: MemberStatus;
  isOutside: boolean;
  presence: Presence | null;
  reason: string | null;
  method: AttendanceMethod | null;
  /** On a phone: one line with the mark that is made or most likely, the others behind one tap. */
  isFolded: boolean;
  isAsking: boolean;
  onAsk: (memberId: string | null) => void;
  onMark: (memberId: string, presence: Presence | null, reason?: string) => void;
};

const MemberRow = memo(function MemberRow(props: RowProps) {
  const { memberId, name, status, isOutside, presence, reason, method, isFolded, isAsking, onAsk, onMark } =
    props;
  const [isOpen, setIsOpen] = useState(false);
  const marksId = useId();
  const more = useRef<HTMLButtonElement>(null);
  const t = useRollCallText();
  const words = useMeetingsText();
  const notes = [
    status === 'official' ? null : words(STATUS_KEYS[status]),
    isOutside ? t('outside') : null,
    reason,
    // That the recorder wrote it goes without saying on a phone.
    method === null || (isFolded && method === 'secretary') ? null : t(METHOD_KEYS[method]),
  ].filter(Boolean);
  const button = (value: Presence, label: string, said: string, onTap: () => void) => (
    <button
      type="button"
      className="run-mark"
      data-mark={value}
      aria-pressed={presence === value}
      aria-label={said}
      onClick={onTap}
    >
      {presence === value && <IconCheck size={1} />}
      {label}
    </button>
  );
  const set = (next: Presence | null, why?: string) => {
    // What was pressed folds away with its row: the keyboard goes on beside it.
    if (isOpen) more.current?.focus();
    setIsOpen(false);
    onMark(memberId, next, why);
  };
  const toggle = (value: Presence) => set(presence === value ? null : value);
  const buttons = {
    present: button('present', t('present'), t('presentOf', { name }), () => toggle('present')),
    excused: button('excused', t('excused'), t('excusedOf', { name }), () =>
      presence === 'excused' ? set(null) : onAsk(isAsking ? null : memberId),
    ),
    unexcused: button('unexcused', t('unexcused'), t('unexcusedOf', { name }), () => toggle('unexcused')),
  };
  const inSight = presence ?? 'present';
  const all = (['present', 'excused', 'unexcused'] as const).filter((each) => !isFolded || each !== inSight);
  return (
    <li className="run-member" data-folded={isFolded || undefined}>
      <div className="run-member-head">
        <span className="k-person-name">{name}</span>
        {notes.length > 0 && <span className="k-person-note">{notes.join(' · ')}</span>}
      </div>
      {isFolded && (
        <>
          {buttons[inSight]}
          <button
            type="button"
            ref={more}
            className="run-mark-more"
            aria-expanded={isOpen}
            aria-controls={marksId}
            aria-label={t(isOpen ? 'lessOf' : 'moreOf', { name })}
            onClick={() => {
              if (isAsking) onAsk(null);
              setIsOpen(!isOpen);
            }}
          >
            {isOpen ? <IconUp /> : <IconDown />}
          </button>
        </>
      )}
      <div id={marksId} className="run-marks" hidden={isFolded && !isOpen}>
        {all.map((each) => (
          <Fragment key={each}>{buttons[each]}</Fragment>
        ))}
      </div>
      {isAsking && (
        <ReasonPicker name={name} onPick={(picked) => set('excused', picked)} onCancel={() => onAsk(null)} />
      )}
    </li>
  );
});

function ReasonPicker(props: { name: string; onPick: (reason: string) => void; onCancel: () => void }) {
  const t = useRollCallText();
  const [own, setOwn] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  return (
    <fieldset className="run-reasons">
      <legend className="k-label">{t('reasonOf', { name: props.name })}</legend>
      <div className="run-chips">
        {(['reasonIll', 'reasonWork', 'reasonFamily', 'reasonAway'] as const).map((reason) => (
          <Button key={reason} onClick={() => props.onPick(useRollCallText.inVietnamese(reason))}>
            {t(reason)}
          </Button>
        ))}
      </div>
      <form
        className="run-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (own.trim() === '') setIsAsked(true);
          else props.onPick(own.trim());
        }}
      >
        <TextField
          label={t('reasonOther')}
          value={own}
          maxLength={300}
          onChange={setOwn}
          error={isAsked && own.trim() === '' ? t('reasonNeeded') : undefined}
        />
        <div className="run-tools">
          <Button type="submit">{t('reasonSave')}</Button>
          <Button kind="plain" onClick={props.onCancel}>
            {t('cancel')}
          </Button>
        </div>
      </form>
    </fieldset>
  );
}
