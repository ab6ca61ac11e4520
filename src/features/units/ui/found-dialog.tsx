import { useState } from 'react';
import type { CivilDate } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { Dialog } from '#ui-kit/dialog.tsx';
import { fieldRefusal, RefusalNotice } from '#ui-kit/feedback.tsx';
import { DateField, SelectField, TextField } from '#ui-kit/fields.tsx';
import { Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { correctFounding, foundUnit, Sector, UnitKind } from '../contract.ts';
import { kindsUnder } from '../domain/levels.ts';
import { SectorField, withError } from './change-dialog.tsx';
import { type DecisionDraft, DecisionFields, noDecision, writtenDecision } from './decision-fields.tsx';
import { useKindWords } from './kind-words.ts';
import { UNITS } from './queries.ts';
import { useUnitsText } from './text.ts';
import { type ChosenUnit, UnitList } from './unit-choice.tsx';

export type FoundingDraft = {
  on: CivilDate | null;
  name: string;
  code: string;
  kind: UnitKind | null;
  sector: Sector | null;
  predecessors: ChosenUnit[];
};

const empty: FoundingDraft = { on: null, name: '', code: '', kind: null, sector: null, predecessors: [] };

/** A unit that begins on a day, by a decision. With `correction` the founding of one whose day has not come. */
export function FoundDialog({
  parent,
  correction,
  onClose,
}: {
  parent: ChosenUnit & { kind: UnitKind };
  correction?:
    | { unitId: string; changeId: string; draft: FoundingDraft; decision: DecisionDraft }
    | undefined;
  onClose: () => void;
}) {
  const t = useUnitsText();
  const words = useKindWords();
  const [draft, setDraft] = useState<FoundingDraft>(correction?.draft ?? empty);
  const [decision, setDecision] = useState<DecisionDraft>(correction?.decision ?? noDecision);
  const done = {
    invalidates: [[...UNITS]],
    onDone: () => {
      showToast({ text: t('savedFounding') });
      onClose();
    },
  };
  const found = useWrite<typeof foundUnit>('POST /api/units/:unitId/units', done);
  const correct = useWrite<typeof correctFounding>(
    'POST /api/units/:unitId/changes/:changeId/correct-founding',
    done,
  );
  const error = found.error ?? correct.error;
  const written = writtenDecision(decision);
  const kinds = kindsUnder(parent.kind, { from: draft.on ?? '2025-07-01', to: null });
  const isWhole = Boolean(draft.on && draft.name.trim() && draft.kind && written);
  const save = () => {
    if (!draft.on || !draft.kind || !written) return;
    const body = {
      on: draft.on,
      name: draft.name,
      code: draft.code.trim() || null,
      kind: draft.kind,
      sector: draft.sector,
      predecessorIds: draft.predecessors.map((unit) => unit.id),
      decision: written,
    };
    if (correction)
      correct.mutate({ params: { unitId: correction.unitId, changeId: correction.changeId }, body });
    else found.mutate({ params: { unitId: parent.id }, body });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('ask.found')}
      busy={found.isPending || correct.isPending}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="main" busy={found.isPending || correct.isPending} disabled={!isWhole} onClick={save}>
            {t('recordFounding')}
          </Button>
        </>
      }
    >
      <Stack>
        {error && <RefusalNotice refusal={error} />}
        <TextField
          label={t('name')}
          value={draft.name}
          onChange={(name) => setDraft({ ...draft, name })}
          maxLength={200}
          {...withError(fieldRefusal(error, 'name'))}
          required
          autoFocus
        />
        <SelectField<UnitKind>
          label={t('kind')}
          hint={t('under', { unit: parent.name })}
          value={draft.kind}
          onChange={(kind) => setDraft({ ...draft, kind })}
          options={kinds.map((kind) => ({ value: kind, label: words.kind(kind) }))}
          {...withError(fieldRefusal(error, 'kind') ?? fieldRefusal(error, 'parentId'))}
          required
        />
        <SectorField
          label={t('sector')}
          value={draft.sector}
          onChange={(sector) => setDraft({ ...draft, sector })}
        />
        <TextField
          label={t('codeOptional')}
          value={draft.code}
          onChange={(code) => setDraft({ ...draft, code })}
          maxLength={40}
          {...withError(fieldRefusal(error, 'code'))}
        />
        <DateField
          label={t('fromDay')}
          value={draft.on}
          onChange={(on) => setDraft({ ...draft, on })}
          {...withError(fieldRefusal(error, 'on'))}
          required
        />
        <UnitList
          label={t('predecessors')}
          within={parent}
          on={undefined}
          value={draft.predecessors}
          onChange={(predecessors) => setDraft({ ...draft, predecessors })}
          error={fieldRefusal(error, 'predecessorIds')}
        />
        <DecisionFields
          value={decision}
          onChange={setDecision}
          errorOn={fieldRefusal(error, 'decision.on')}
        />
      </Stack>
    </Dialog>
  );
}
