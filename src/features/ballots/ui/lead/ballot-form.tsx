import { useState } from 'react';
import {
  ballotMethodTexts,
  DISCIPLINE_FORMS,
  type DisciplineForm,
  disciplineTexts,
  isSecret,
  listed,
  MATTERS,
  type Matter,
  matterTexts,
  type ResolvedVotingRules,
} from '#features/rulebooks/contract.ts';
import { Button } from '#ui-kit/actions.tsx';
import { Notice, RefusalNotice, RuleLine } from '#ui-kit/feedback.tsx';
import { Checkbox, NumberField, RadioCards, SelectField, TextArea, TextField } from '#ui-kit/fields.tsx';
import { IconCross, IconPlus, IconUp } from '#ui-kit/icons.tsx';
import { PickField } from '#ui-kit/pick-field.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { useSay } from '#ui-kit/text.ts';
import type { BallotView, changeBallot, draftBallot } from '../../contract.ts';
import { longestList, MOST_CANDIDATES, type Paper, plainPaper } from '../../domain/ballot-paper.ts';
import { ballotKey, meetingBallotsKey } from '../queries.ts';
import { secretOf, useBallotsText } from '../text.ts';
import type { RoomMember } from './people.ts';

export type VotingOfMeeting = { code: string; rules: ResolvedVotingRules['rules'] };

/** What a new ballot begins with: nothing, a ballot that is changed, or the seats that a round before left. */
export type FormStart = {
  matter?: Matter;
  question?: string;
  candidates?: string[];
  seats?: number;
  forms?: DisciplineForm[];
  counterIds?: string[];
  followsId?: string | null;
  /** The ballot that is changed. */
  ballot?: BallotView['ballot'];
};

type Props = {
  branchId: string;
  meetingId: string;
  heldOn: string;
  itemId: string | null;
  members: readonly RoomMember[];
  voting: VotingOfMeeting;
  start: FormStart;
  onDone: () => void;
  onCancel: () => void;
};

/** Matters that are offered first when nothing else is chosen. */
const FIRST: Matter = 'opinion-poll';

const startOf = (start: FormStart) => {
  const paper = start.ballot?.paper;
  return {
    matter: start.ballot?.matter ?? start.matter ?? FIRST,
    question: start.ballot?.question ?? start.question ?? '',
    candidates: paper?.kind === 'election' ? paper.candidates : (start.candidates ?? []),
    seats: paper?.kind === 'election' ? paper.seats : (start.seats ?? 1),
    forms: paper?.kind === 'forms' ? paper.forms : (start.forms ?? null),
  };
};

/** Prepares a ballot: the matter first, then what its rule leaves to choose. */
export function BallotForm(props: Props) {
  const { branchId, meetingId, heldOn, itemId, members, voting, start, onDone, onCancel } = props;
  const t = useBallotsText();
  const say = useSay();
  const first = startOf(start);
  const [matter, setMatter] = useState<Matter>(first.matter);
  const [question, setQuestion] = useState(first.question);
  const [candidates, setCandidates] = useState<readonly string[]>(first.candidates);
  const [seats, setSeats] = useState<number | null>(first.seats);
  const [forms, setForms] = useState<readonly DisciplineForm[] | null>(first.forms);
  const [counterIds, setCounterIds] = useState<readonly string[]>(start.counterIds ?? []);
  const [isTried, setIsTried] = useState(false);

  const rule = voting.rules[`matter.${matter}`];
  const secret = rule.value.methods.filter(isSecret);
  const openly = rule.value.methods.filter((each) => !isSecret(each));
  const [wanted, setWanted] = useState<string>(start.ballot?.method ?? secret[0] ?? 'paper');
  const method = secret.find((each) => each === wanted) ?? secret[0] ?? null;

  const plain = plainPaper(matter);
  const plainForms = plain?.kind === 'forms' ? plain.forms : [];
  const paper: Paper | null =
    plain === null
      ? seats === null
        ? null
        : { kind: 'election', candidates: [...candidates], seats }
      : plain.kind === 'forms'
        ? { kind: 'forms', forms: [...(forms ?? plainForms)] }
        : plain;
  const most = longestList(seats ?? 1, rule.value.surplusPercent);
  const listError =
    !isTried || plain !== null || seats === null
      ? undefined
      : candidates.length < seats
        ? t('candidatesNeeded', { seats })
        : candidates.length > most
          ? t('candidatesTooMany', { most, percent: rule.value.surplusPercent ?? 0 })
          : undefined;

  const done = { invalidates: [meetingBallotsKey(meetingId), ballotKey(start.ballot?.id ?? '')], onDone };
  const create = useWrite<typeof draftBallot>('POST /api/branches/:branchId/ballots', done);
  const change = useWrite<typeof changeBallot>('PUT /api/ballots/:ballotId', done);
  const submit = () => {
    setIsTried(true);
    if (!paper || !method || question.trim() === '') return;
    if (paper.kind === 'forms' && paper.forms.length === 0) return;
    if (paper.kind === 'election' && (candidates.length < paper.seats || candidates.length > most)) return;
    const draft = { question: question.trim(), paper, method, counterIds: [...counterIds] };
    if (start.ballot) change.mutate({ params: { ballotId: start.ballot.id }, body: draft });
    else
      create.mutate({
        params: { branchId },
        body: { ...draft, meetingId, itemId, matter, heldOn, followsId: start.followsId ?? null },
      });
  };
  const isFixed = start.ballot !== undefined || (start.followsId ?? null) !== null;
  return (
    <div className="ballot-form ballot-new">
      {!isFixed && <p className="k-soft">{t('newBallotLead')}</p>}
      <SelectField<Matter>
        label={t('matter')}
        value={matter}
        disabled={isFixed}
        onChange={(next) => {
          setMatter(next);
          setForms(null);
        }}
        options={MATTERS.map((value) => ({ value, label: say(matterTexts[value]) }))}
      />
      <p className="k-small">
        <RuleLine rule={rule.source} />
      </p>
      {method === null ? (
        <Notice tone="warn">{t('onlyOpen')}</Notice>
      ) : (
        <>
          <TextArea
            label={t('question')}
            hint={t('questionHint')}
            required
            lines={2}
            maxLength={1000}
            value={question}
            onChange={setQuestion}
            error={isTried && question.trim() === '' ? t('questionNeeded') : undefined}
          />
          {plain === null && (
            <>
              <NumberField
                label={t(matter === 'opinion-poll' ? 'seatsOfPoll' : 'seats')}
                value={seats}
                onChange={setSeats}
                min={1}
                max={MOST_CANDIDATES}
                step={1}
                required
              />
              <CandidateList
                title={t(matter === 'opinion-poll' ? 'namesOfPoll' : 'candidates')}
                names={candidates}
                onChange={setCandidates}
                members={members}
                hint={
                  rule.value.surplusPercent === null || seats === null
                    ? undefined
                    : t('candidateMost', { seats, most })
                }
                error={listError}
              />
            </>
          )}
          {plain?.kind === 'forms' && (
            <fieldset className="k-field">
              <legend className="k-label">{t('forms')}</legend>
              {DISCIPLINE_FORMS.filter((form) => plainForms.includes(form)).map((form) => {
                const chosen = forms ?? plainForms;
                return (
                  <Checkbox
                    key={form}
                    label={say(disciplineTexts[form])}
                    checked={chosen.includes(form)}
                    onChange={(on) =>
                      setForms(on ? [...chosen, form] : chosen.filter((each) => each !== form))
                    }
                  />
                );
              })}
              {isTried && forms?.length === 0 && <Notice tone="warn">{t('formsNeeded')}</Notice>}
            </fieldset>
          )}
          <RadioCards<string>
            label={t('method')}
            cell={15}
            value={method}
            onChange={setWanted}
            options={secret.map((value) => ({
              value,
              label: t(`way_${secretOf(value)}`),
              note: t(`promise_${secretOf(value)}`),
            }))}
          />
          {openly.length > 0 && (
            <p className="k-soft">
              {t('openAlso', { ways: say(listed(openly.map((each) => ballotMethodTexts[each]))) })}
            </p>
          )}
          {method === 'paper' && (
            <CounterList
              ids={counterIds}
              onChange={setCounterIds}
              members={members.filter((member) => member.isPresent && !candidates.includes(member.fullName))}
              all={members}
            />
          )}
        </>
      )}
      <RefusalNotice refusal={create.error ?? change.error} />
      <div className="ballot-tools">
        <Button
          kind="main"
          disabled={method === null}
          busy={create.isPending || change.isPending}
          onClick={submit}
        >
          {t(start.ballot ? 'save' : 'create')}
        </Button>
        <Button onClick={onCancel}>{t('cancel')}</Button>
      </div>
    </div>
  );
}

function CandidateList(props: {
  title: string;
  names: readonly string[];
  onChange: (names: string[]) => void;
  members: readonly RoomMember[];
  hint?: string;
  error?: string;
}) {
  const { names, onChange, members, hint, error } = props;
  const t = useBallotsText();
  const [picked, setPicked] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const add = (name: string) => {
    const tidy = name.replace(/\s+/g, ' ').trim().normalize('NFC');
    if (tidy !== '' && !names.includes(tidy)) onChange([...names, tidy]);
    setPicked(null);
    setTyped('');
  };
  const free = members.filter((member) => !names.includes(member.fullName));
  return (
    <fieldset className="k-field ballot-candidates">
      <legend className="k-label">{props.title}</legend>
      {hint && <div className="k-hint">{hint}</div>}
      {names.length > 0 && (
        <ol className="ballot-list">
          {names.map((name, at) => (
            <li key={name}>
              <span className="ballot-name">{name}</span>
              <span className="ballot-tools">
                {at > 0 && (
                  <Button
                    kind="plain"
                    icon={<IconUp />}
                    label={t('candidateUp', { name })}
                    onClick={() =>
                      onChange([...names.slice(0, at - 1), name, names[at - 1]!, ...names.slice(at + 1)])
                    }
                  />
                )}
                <Button
                  kind="plain"
                  icon={<IconCross />}
                  label={t('candidateRemove', { name })}
                  onClick={() => onChange(names.filter((each) => each !== name))}
                />
              </span>
            </li>
          ))}
        </ol>
      )}
      {error && (
        <Notice tone="warn" urgent>
          {error}
        </Notice>
      )}
      <PickField
        label={t('candidateFrom')}
        value={picked}
        onChange={(personId) => {
          const member = free.find((each) => each.personId === personId);
          if (member) add(member.fullName);
        }}
        options={free.map((member) => ({ value: member.personId, label: member.fullName }))}
      />
      <div className="ballot-pair">
        <TextField label={t('candidateTyped')} value={typed} onChange={setTyped} maxLength={120} />
        <Button icon={<IconPlus />} disabled={typed.trim() === ''} onClick={() => add(typed)}>
          {t('candidateAdd')}
        </Button>
      </div>
    </fieldset>
  );
}

function CounterList(props: {
  ids: readonly string[];
  onChange: (ids: string[]) => void;
  members: readonly RoomMember[];
  all: readonly RoomMember[];
}) {
  const { ids, onChange, members, all } = props;
  const t = useBallotsText();
  const nameOf = (id: string) => all.find((member) => member.personId === id)?.fullName ?? '';
  return (
    <fieldset className="k-field">
      <legend className="k-label">{t('counters')}</legend>
      <div className="k-hint">{t('counterHint')}</div>
      {ids.length > 0 && (
        <ol className="ballot-list">
          {ids.map((id, at) => (
            <li key={id}>
              <span className="ballot-name">
                {nameOf(id)}
                {at === 0 && ` (${t('head')})`}
              </span>
              <Button
                kind="plain"
                icon={<IconCross />}
                label={t('counterRemove', { name: nameOf(id) })}
                onClick={() => onChange(ids.filter((each) => each !== id))}
              />
            </li>
          ))}
        </ol>
      )}
      <PickField
        label={t('counterAdd')}
        value={null}
        onChange={(id) => {
          if (id !== null && !ids.includes(id)) onChange([...ids, id]);
        }}
        options={members
          .filter((member) => !ids.includes(member.personId))
          .map((member) => ({ value: member.personId, label: member.fullName }))}
      />
    </fieldset>
  );
}
