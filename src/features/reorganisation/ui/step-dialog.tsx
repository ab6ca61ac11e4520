import { useState } from 'react';
import { type ChosenUnit, kindWords, SECTORS, sectorWords, UnitChoice } from '#features/units/widgets.tsx';
import { newId } from '#kernel/ids.ts';
import { Button } from '#ui-kit/actions.tsx';
import { Dialog } from '#ui-kit/dialog.tsx';
import { Checkbox, RadioCards, SelectField, TextField } from '#ui-kit/fields.tsx';
import { IconPlus } from '#ui-kit/icons.tsx';
import { Section, Stack } from '#ui-kit/page-frame.tsx';
import { useLanguage } from '#ui-kit/text.ts';
import type { PlanStep, StepKind } from '../contract.ts';
import type { PlanView } from './queries.ts';
import { usePlansText } from './text.ts';

type Written = PlanView['steps'][number]['step'];
type UnitKind = Extract<PlanStep, { kind: 'found' }>['unitKind'];
type Sector = Extract<PlanStep, { kind: 'found' }>['sector'];

const KINDS: readonly StepKind[] = [
  'merge',
  'split',
  'move',
  'found',
  'rename',
  'recode',
  'change-kind',
  'end',
];

type Part = { into: ChosenUnit | null; words: string };
type Draft = {
  unit: ChosenUnit | null;
  into: ChosenUnit | null;
  name: string;
  code: string;
  unitKind: UnitKind;
  sector: Sector;
  parts: Part[];
  keepsPart: boolean;
  ownWords: string;
  restId: string;
};

const EMPTY: Draft = {
  unit: null,
  into: null,
  name: '',
  code: '',
  unitKind: 'branch',
  sector: null,
  parts: [
    { into: null, words: '' },
    { into: null, words: '' },
  ],
  keepsPart: false,
  ownWords: '',
  restId: '',
};

const wordsOf = (text: string): string[] =>
  text
    .split(/[,;\n]/)
    .map((word) => word.trim())
    .filter(Boolean);

/** What the form says; null while something is missing. */
function stepOf(kind: StepKind, draft: Draft): Written | null {
  const { unit, into } = draft;
  const name = draft.name.trim();
  const code = draft.code.trim() || null;
  if (kind === 'found')
    return into && name.length > 2
      ? {
          kind,
          unitId: newId(),
          name,
          code,
          unitKind: draft.unitKind,
          sector: draft.sector,
          parentId: into.id,
        }
      : null;
  if (!unit) return null;
  if (kind === 'rename') return name.length > 2 ? { kind, unitId: unit.id, name } : null;
  if (kind === 'recode') return { kind, unitId: unit.id, code };
  if (kind === 'end') return { kind, unitId: unit.id };
  if (kind === 'change-kind')
    return { kind, unitId: unit.id, unitKind: draft.unitKind, sector: draft.sector };
  if (kind === 'split') {
    const parts = draft.parts.flatMap((part) =>
      part.into ? [{ intoId: part.into.id, share: null, words: wordsOf(part.words) }] : [],
    );
    if (draft.keepsPart) parts.push({ intoId: unit.id, share: null, words: wordsOf(draft.ownWords) });
    return parts.length > 1 ? { kind, unitId: unit.id, parts, restId: draft.restId || null } : null;
  }
  if (!into) return null;
  return kind === 'move'
    ? { kind, unitId: unit.id, parentId: into.id }
    : { kind: 'merge', unitId: unit.id, intoId: into.id };
}

/** One step: what happens, to which unit, and where to. */
export function StepDialog({
  root,
  view,
  onDone,
  onClose,
}: {
  root: ChosenUnit;
  view: PlanView;
  onDone: (step: Written) => void;
  onClose: () => void;
}) {
  const t = usePlansText();
  const { language } = useLanguage();
  const [kind, setKind] = useState<StepKind>('merge');
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const set = (more: Partial<Draft>) => setDraft({ ...draft, ...more });
  const step = stepOf(kind, draft);
  const founded = view.steps.flatMap(({ step: each }) =>
    each.kind === 'found' ? [{ id: each.unitId, name: t('newUnit', { name: each.name }) }] : [],
  );
  const place = { root, on: view.plan.on };
  const setPart = (at: number, more: Partial<Part>) =>
    set({ parts: draft.parts.map((part, n) => (n === at ? { ...part, ...more } : part)) });
  const chosenParts = [
    ...draft.parts.flatMap((part) => part.into ?? []),
    ...(draft.keepsPart && draft.unit ? [draft.unit] : []),
  ];
  const withLevel = kind === 'found' || kind === 'change-kind';
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('addStep')}
      size="large"
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="main" disabled={step === null} onClick={() => step && onDone(step)}>
            {t('addStep')}
          </Button>
        </>
      }
    >
      <Stack>
        <SelectField<StepKind>
          label={t('askKind')}
          value={kind}
          onChange={(next) => {
            setKind(next);
            setDraft(EMPTY);
          }}
          options={KINDS.map((each) => ({ value: each, label: t(`kind_${each}`) }))}
        />
        {kind !== 'found' && (
          <UnitChoice
            key={kind}
            label={t('unit')}
            within={root}
            on={place.on}
            value={draft.unit}
            onChange={(unit) => set({ unit })}
          />
        )}
        {(kind === 'found' || kind === 'rename') && (
          <TextField
            label={t('name')}
            value={draft.name}
            onChange={(name) => set({ name })}
            maxLength={200}
            required
          />
        )}
        {(kind === 'found' || kind === 'recode') && (
          <TextField
            label={t('code')}
            hint={t('codeHint')}
            value={draft.code}
            onChange={(code) => set({ code })}
            maxLength={40}
          />
        )}
        {withLevel && (
          <>
            <SelectField<UnitKind>
              label={t('level')}
              value={draft.unitKind}
              onChange={(unitKind) => set({ unitKind })}
              options={(Object.keys(kindWords) as UnitKind[]).map((each) => ({
                value: each,
                label: kindWords[each][language],
              }))}
            />
            <SelectField<string>
              label={t('sector')}
              value={draft.sector ?? ''}
              onChange={(sector) => set({ sector: (sector || null) as Sector })}
              options={[
                { value: '', label: t('noSector') },
                ...SECTORS.map((each) => ({ value: each as string, label: sectorWords[each][language] })),
              ]}
            />
          </>
        )}
        {(kind === 'found' || kind === 'move' || kind === 'merge') && (
          <PlaceChoice
            key={`into ${kind}`}
            label={t(kind === 'merge' ? 'into' : 'parent')}
            {...place}
            others={kind === 'merge' ? founded : [root, ...founded]}
            value={draft.into}
            onChange={(into) => set({ into })}
            without={draft.unit ? [draft.unit.id] : []}
          />
        )}
        {kind === 'split' && (
          <>
            {draft.parts.map((part, at) => (
              <Section key={at} plain level={3} title={t('intoN', { n: at + 1 })}>
                <PlaceChoice
                  label={t('into')}
                  {...place}
                  others={founded}
                  value={part.into}
                  onChange={(into) => setPart(at, { into })}
                  without={draft.unit ? [draft.unit.id] : []}
                />
                <TextField
                  label={t('words')}
                  hint={t('wordsHint')}
                  value={part.words}
                  onChange={(words) => setPart(at, { words })}
                  maxLength={2000}
                />
              </Section>
            ))}
            <Button
              icon={<IconPlus />}
              onClick={() => set({ parts: [...draft.parts, { into: null, words: '' }] })}
            >
              {t('addPart')}
            </Button>
            <Checkbox
              label={t('keepsPart')}
              checked={draft.keepsPart}
              onChange={(keepsPart) => set({ keepsPart, restId: '' })}
            />
            {chosenParts.length > 0 && (
              <SelectField<string>
                label={t('rest')}
                value={draft.restId}
                onChange={(restId) => set({ restId })}
                options={[
                  { value: '', label: t('restAsk') },
                  ...chosenParts.map((each) => ({ value: each.id, label: each.name })),
                ]}
              />
            )}
          </>
        )}
      </Stack>
    </Dialog>
  );
}

/** A unit of the tree, the committee itself, or one that the plan founds. */
function PlaceChoice({
  label,
  root,
  on,
  others,
  value,
  onChange,
  without,
}: {
  label: string;
  root: ChosenUnit;
  on: string;
  others: readonly ChosenUnit[];
  value: ChosenUnit | null;
  onChange: (unit: ChosenUnit | null) => void;
  without: readonly string[];
}) {
  return (
    <Stack gap="small">
      {value === null && others.length > 0 && (
        <RadioCards<string>
          label={label}
          value={null}
          onChange={(id) => onChange(others.find((each) => each.id === id) ?? null)}
          options={others.map((each) => ({ value: each.id, label: each.name }))}
        />
      )}
      <UnitChoice label={label} within={root} on={on} value={value} onChange={onChange} without={without} />
    </Stack>
  );
}
