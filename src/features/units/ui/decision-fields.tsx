import type { CivilDate } from '#kernel/civil-date.ts';
import { DateField, TextField } from '#ui-kit/fields.tsx';
import { useUnitsText } from './text.ts';

export type DecisionDraft = { number: string; on: CivilDate | null; issuedBy: string };

export const noDecision: DecisionDraft = { number: '', on: null, issuedBy: '' };

/** The decision as the server wants it; null while something is missing. */
export const writtenDecision = (draft: DecisionDraft) =>
  draft.number.trim() && draft.on
    ? { number: draft.number.trim(), on: draft.on, issuedBy: draft.issuedBy.trim() || null }
    : null;

/** The paper that a change stands on. */
export function DecisionFields({
  value,
  onChange,
  errorOn,
}: {
  value: DecisionDraft;
  onChange: (value: DecisionDraft) => void;
  errorOn: string | undefined;
}) {
  const t = useUnitsText();
  return (
    <>
      <TextField
        label={t('decision')}
        hint={t('decisionHint')}
        value={value.number}
        onChange={(number) => onChange({ ...value, number })}
        maxLength={100}
        required
      />
      <DateField
        label={t('decisionOn')}
        value={value.on}
        onChange={(on) => onChange({ ...value, on })}
        {...(errorOn ? { error: errorOn } : {})}
        required
      />
      <TextField
        label={t('issuedBy')}
        value={value.issuedBy}
        onChange={(issuedBy) => onChange({ ...value, issuedBy })}
        maxLength={200}
      />
    </>
  );
}
