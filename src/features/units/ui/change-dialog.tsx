import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { addDays, type CivilDate, formatCivilDate } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { call } from '#ui-kit/call.ts';
import { Dialog } from '#ui-kit/dialog.tsx';
import { fieldRefusal, Notice, RefusalNotice } from '#ui-kit/feedback.tsx';
import { DateField, SelectField, TextField } from '#ui-kit/fields.tsx';
import { Stack } from '#ui-kit/page-frame.tsx';
import { Panels } from '#ui-kit/panels.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type {
  ChangePreview,
  changeUnit,
  correctChange,
  previewChange,
  Sector,
  UnitKind,
  WantedChange,
} from '../contract.ts';
import { SECTORS, UNIT_KINDS } from '../domain/unit-kinds.ts';
import { type DecisionDraft, DecisionFields, noDecision, writtenDecision } from './decision-fields.tsx';
import { useKindWords } from './kind-words.ts';
import { UNITS, type UnitView } from './queries.ts';
import { useUnitsText } from './text.ts';
import { type ChosenUnit, UnitChoice, UnitList } from './unit-choice.tsx';

export type Verb = WantedChange['verb'];

/** What is being asked for, with what is still missing. */
export type ChangeDraft = {
  on: CivilDate | null;
  name: string;
  code: string;
  parent: ChosenUnit | null;
  kind: UnitKind;
  sector: Sector | null;
  successors: ChosenUnit[];
};

/** A change that has been recorded and whose day has not come: the same dialog puts it right. */
export type Correction = { changeId: string; draft: ChangeDraft; decision: DecisionDraft };

export const draftOf = (view: UnitView): ChangeDraft => ({
  on: null,
  name: view.unit.name,
  code: view.unit.code ?? '',
  parent: null,
  kind: view.unit.kind,
  sector: view.unit.sector,
  successors: [],
});

function wantedOf(verb: Verb, draft: ChangeDraft): WantedChange | null {
  const { on } = draft;
  if (!on) return null;
  switch (verb) {
    case 'rename':
      return draft.name.trim() ? { verb, on, name: draft.name } : null;
    case 'recode':
      return { verb, on, code: draft.code.trim() || null };
    case 'move':
      return draft.parent ? { verb, on, parentId: draft.parent.id } : null;
    case 'change-kind':
      return { verb, on, kind: draft.kind, sector: draft.sector };
    case 'end':
      return { verb, on, successorIds: draft.successors.map((unit) => unit.id) };
  }
}

function Question({
  verb,
  draft,
  setDraft,
  view,
  error,
}: {
  verb: Verb;
  draft: ChangeDraft;
  setDraft: (draft: ChangeDraft) => void;
  view: UnitView;
  error: unknown;
}) {
  const t = useUnitsText();
  const words = useKindWords();
  const top = view.above.filter((unit) => unit.isOpen).at(-1) ?? view.unit;
  const within = { id: top.id, name: top.name };
  if (verb === 'rename')
    return (
      <TextField
        label={t('newName')}
        value={draft.name}
        onChange={(name) => setDraft({ ...draft, name })}
        maxLength={200}
        {...withError(fieldRefusal(error, 'name'))}
        required
        autoFocus
      />
    );
  if (verb === 'recode')
    return (
      <TextField
        label={t('newCode')}
        hint={t('newCodeHint')}
        value={draft.code}
        onChange={(code) => setDraft({ ...draft, code })}
        maxLength={40}
        {...withError(fieldRefusal(error, 'code'))}
        autoFocus
      />
    );
  if (verb === 'move')
    return (
      <UnitChoice
        label={t('newParent')}
        within={within}
        on={draft.on ?? undefined}
        value={draft.parent}
        onChange={(parent) => setDraft({ ...draft, parent })}
        error={fieldRefusal(error, 'parentId')}
        without={[view.unit.id]}
      />
    );
  if (verb === 'change-kind')
    return (
      <>
        <SelectField<UnitKind>
          label={t('newKind')}
          value={draft.kind}
          onChange={(kind) => setDraft({ ...draft, kind })}
          options={UNIT_KINDS.map((kind) => ({ value: kind, label: words.kind(kind) }))}
          {...withError(fieldRefusal(error, 'kind'))}
          required
        />
        <SectorField
          label={t('newSector')}
          value={draft.sector}
          onChange={(sector) => setDraft({ ...draft, sector })}
        />
      </>
    );
  return (
    <UnitList
      label={t('successors')}
      within={within}
      on={draft.on ?? undefined}
      value={draft.successors}
      onChange={(successors) => setDraft({ ...draft, successors })}
      error={fieldRefusal(error, 'successorIds')}
      without={[view.unit.id]}
    />
  );
}

export const withError = (error: string | undefined) => (error ? { error } : {});

/** The sector (loại hình), which may be left open. */
export function SectorField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: Sector | null;
  onChange: (sector: Sector | null) => void;
}) {
  const t = useUnitsText();
  const words = useKindWords();
  return (
    <SelectField<Sector | 'none'>
      label={label}
      value={value ?? 'none'}
      onChange={(sector) => onChange(sector === 'none' ? null : sector)}
      options={[
        { value: 'none', label: t('noSector') },
        ...SECTORS.map((sector) => ({ value: sector, label: words.sector(sector) })),
      ]}
    />
  );
}

function PreviewOf({ verb, preview, today }: { verb: Verb; preview: ChangePreview; today: CivilDate }) {
  const t = useUnitsText();
  const standing = preview.standing.map((each) => (
    <li key={each.what}>
      <strong>{t('countOf', each)}</strong>: {each.settle}
    </li>
  ));
  if (verb === 'end' && standing.length > 0)
    return (
      <Notice tone="warn" title={t('stillStanding')} urgent>
        <p>{t('stillStandingText')}</p>
        <ul>{standing}</ul>
      </Notice>
    );
  return (
    <Stack gap="small">
      <dl className="units-compare">
        {verb !== 'end' && (
          <>
            <dt>{t('before')}</dt>
            <dd>{preview.before ?? t('none')}</dd>
            <dt>{t('after')}</dt>
            <dd>{preview.after ?? t('none')}</dd>
          </>
        )}
        <dt>{t(verb === 'end' ? 'endFromDay' : 'fromDay')}</dt>
        <dd>{formatCivilDate(preview.on)}</dd>
        {preview.until && (
          <>
            <dt>{t('days')}</dt>
            <dd>{t('untilNext', { day: formatCivilDate(addDays(preview.until, -1)) })}</dd>
          </>
        )}
      </dl>
      {preview.below > 0 && <p>{t('goesAlong', { count: preview.below })}.</p>}
      {standing.length > 0 && (
        <Notice tone="warn" title={t('settleFirst')}>
          <ul>{standing}</ul>
        </Notice>
      )}
      {preview.on < today && <Notice tone="info">{t('pastDay')}</Notice>}
    </Stack>
  );
}

/** One question, its day and its paper; then what will change; then it is recorded. */
export function ChangeDialog({
  verb,
  view,
  correction,
  onClose,
}: {
  verb: Verb;
  view: UnitView;
  correction?: Correction | undefined;
  onClose: () => void;
}) {
  const t = useUnitsText();
  const unitId = view.unit.id;
  const [draft, setDraft] = useState<ChangeDraft>(correction?.draft ?? draftOf(view));
  const [decision, setDecision] = useState<DecisionDraft>(correction?.decision ?? noDecision);
  const [preview, setPreview] = useState<ChangePreview | null>(null);
  const wanted = wantedOf(verb, draft);
  const written = writtenDecision(decision);
  const done = { invalidates: [[...UNITS]], onDone: () => finish() };
  const finish = () => {
    showToast({ text: t('saved') });
    onClose();
  };
  const record = useWrite<typeof changeUnit>('POST /api/units/:unitId/changes', done);
  const correct = useWrite<typeof correctChange>('POST /api/units/:unitId/changes/:changeId/correct', done);
  const look = useMutation({
    mutationFn: (change: WantedChange) =>
      call<typeof previewChange>('POST /api/units/:unitId/changes/preview', {
        params: { unitId },
        body: { change },
      }),
    onSuccess: setPreview,
  });
  const error = look.error ?? record.error ?? correct.error;
  const isBusy = look.isPending || record.isPending || correct.isPending;
  const isBlocked = verb === 'end' && (preview?.standing.length ?? 0) > 0;

  const save = () => {
    if (!wanted || !written) return;
    const body = { change: wanted, decision: written };
    if (correction) correct.mutate({ params: { unitId, changeId: correction.changeId }, body });
    else record.mutate({ params: { unitId }, body });
  };
  // A planned change is judged against what holds without it, which only the server's own step can show.
  const next = () => {
    if (correction) save();
    else if (wanted) look.mutate(wanted);
  };
  const back = () => {
    setPreview(null);
    record.reset();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={preview ? t('previewTitle') : t(`ask.${verb}`)}
      busy={isBusy}
      actions={
        preview ? (
          <>
            <Button onClick={back} disabled={isBusy}>
              {t('back')}
            </Button>
            <Button
              kind={verb === 'end' ? 'danger' : 'main'}
              busy={isBusy}
              disabled={isBlocked || !written}
              onClick={save}
            >
              {t('record')}
            </Button>
          </>
        ) : (
          <>
            <Button onClick={onClose} disabled={isBusy}>
              {t('cancel')}
            </Button>
            <Button kind="main" busy={isBusy} disabled={!wanted || !written} onClick={next}>
              {correction ? t('record') : t('preview')}
            </Button>
          </>
        )
      }
    >
      <Stack>
        {error !== null && error !== undefined && <RefusalNotice refusal={error} />}
        {preview ? (
          <>
            <PreviewOf verb={verb} preview={preview} today={view.today} />
            {verb === 'change-kind' && (
              <Panels on="unit-change" id={unitId} kind={draft.kind} day={preview.on} />
            )}
          </>
        ) : (
          <>
            <Question verb={verb} draft={draft} setDraft={setDraft} view={view} error={error} />
            <DateField
              label={t(verb === 'end' ? 'endFromDay' : 'fromDay')}
              value={draft.on}
              onChange={(on) => setDraft({ ...draft, on })}
              {...withError(fieldRefusal(error, 'on'))}
              required
            />
            <DecisionFields
              value={decision}
              onChange={setDecision}
              errorOn={fieldRefusal(error, 'decision.on')}
            />
          </>
        )}
      </Stack>
    </Dialog>
  );
}
