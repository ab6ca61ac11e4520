import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { SECTORS, sectorWords } from '#features/units/widgets.tsx';
import { withoutMarks } from '#kernel/vietnamese.ts';
import { LoadingState } from '#ui-kit/feedback.tsx';
import { Checkbox, NumberField, SearchField, Segmented } from '#ui-kit/fields.tsx';
import { Grid, Stack } from '#ui-kit/page-frame.tsx';
import { useLanguage } from '#ui-kit/text.ts';
import type { RecipientChoice } from '../contract.ts';
import { EVERY_BRANCH, type RecipientRule, ruleInWords } from '../domain/recipient-rule.ts';
import { previewQuery, recipientsQuery } from './queries.ts';
import { useDirectivesText } from './text.ts';

const ALL: RecipientRule = { kinds: [], sectors: [], membersOver: null, membersUpTo: null };
const KINDS: RecipientRule['kinds'] = [
  'upper-committee',
  'base-committee',
  'base-branch',
  'sub-committee',
  'branch',
];
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function RuleFields({ rule, onChange }: { rule: RecipientRule; onChange: (rule: RecipientRule) => void }) {
  const t = useDirectivesText();
  const { language } = useLanguage();
  const toggled = <T extends string>(list: readonly T[], value: T, isOn: boolean) =>
    isOn ? [...list, value] : list.filter((one) => one !== value);
  return (
    <Stack gap="small">
      <fieldset className="k-field">
        <legend className="k-label">{t('ruleKinds')}</legend>
        <Grid cell={14}>
          {KINDS.map((kind) => (
            <Checkbox
              key={kind}
              label={capital(ruleInWords({ ...ALL, kinds: [kind] })[language])}
              checked={rule.kinds.includes(kind)}
              onChange={(isOn) => onChange({ ...rule, kinds: toggled(rule.kinds, kind, isOn) })}
            />
          ))}
        </Grid>
      </fieldset>
      <fieldset className="k-field">
        <legend className="k-label">{t('ruleSectors')}</legend>
        <Grid cell={14}>
          {SECTORS.map((sector) => (
            <Checkbox
              key={sector}
              label={capital(sectorWords[sector][language])}
              checked={rule.sectors.includes(sector)}
              onChange={(isOn) => onChange({ ...rule, sectors: toggled(rule.sectors, sector, isOn) })}
            />
          ))}
        </Grid>
      </fieldset>
      <Grid cell={14}>
        <NumberField
          label={t('ruleOver')}
          value={rule.membersOver}
          onChange={(membersOver) => onChange({ ...rule, membersOver })}
          min={0}
          step={1}
          unit={t('unitMembers')}
        />
        <NumberField
          label={t('ruleUpTo')}
          value={rule.membersUpTo}
          onChange={(membersUpTo) => onChange({ ...rule, membersUpTo })}
          min={0}
          step={1}
          unit={t('unitMembers')}
        />
      </Grid>
    </Stack>
  );
}

type Unit = { id: string; name: string; kind: string };

function UnitTicks({
  units,
  chosen,
  onChange,
}: {
  units: readonly Unit[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}) {
  const t = useDirectivesText();
  const [wanted, setWanted] = useState('');
  const shown = useMemo(() => {
    const key = withoutMarks(wanted).trim();
    return units.filter((unit) => withoutMarks(unit.name).includes(key));
  }, [units, wanted]);
  return (
    <>
      {units.length > 12 && <SearchField label={t('findUnit')} value={wanted} onChange={setWanted} />}
      <p role="status">{t('chosenCount', { count: chosen.length })}</p>
      <Grid cell={12}>
        {shown.map((unit) => (
          <Checkbox
            key={unit.id}
            label={unit.name}
            checked={chosen.includes(unit.id)}
            onChange={(isOn) => onChange(isOn ? [...chosen, unit.id] : chosen.filter((id) => id !== unit.id))}
          />
        ))}
      </Grid>
    </>
  );
}

/** Whom a paper or a task goes to: every branch, units by what they are, or those ticked. Says how many that means. */
export function RecipientChoiceField({
  unitId,
  choice,
  onChange,
  error,
}: {
  unitId: string;
  choice: RecipientChoice;
  onChange: (choice: RecipientChoice) => void;
  error?: string | undefined;
}) {
  const t = useDirectivesText();
  const { language } = useLanguage();
  const possible = useQuery(recipientsQuery(unitId));
  const isAsked = choice.by !== 'list' || choice.unitIds.length > 0;
  const preview = useQuery(previewQuery(unitId, choice, isAsked && choice.by === 'rule'));
  if (possible.isPending) return <LoadingState lines={2} />;
  const { units = [], branches = 0, isWhole = true } = possible.data ?? {};
  const start = { 'every-branch': { by: 'every-branch' }, list: { by: 'list', unitIds: [] } } as const;
  return (
    <Stack gap="small">
      <Segmented
        label={t('recipients')}
        value={choice.by}
        onChange={(by) =>
          onChange(by === 'rule' ? { by, rule: EVERY_BRANCH } : (start[by] as RecipientChoice))
        }
        options={[
          { value: 'every-branch', label: t('allBranches', { count: branches }) },
          { value: 'rule', label: t('byRule') },
          { value: 'list', label: t('chosenUnits') },
        ]}
      />
      {choice.by === 'rule' && (
        <>
          <RuleFields rule={choice.rule} onChange={(rule) => onChange({ by: 'rule', rule })} />
          <p role="status">
            {preview.isSuccess
              ? t('previewed', { count: preview.data.count, rule: ruleInWords(choice.rule)[language] })
              : preview.isError
                ? t('previewedNone', { rule: ruleInWords(choice.rule)[language] })
                : t('previewing')}
          </p>
        </>
      )}
      {choice.by === 'list' && (
        <>
          {!isWhole && <p className="k-soft">{t('onlyDirect')}</p>}
          <UnitTicks
            units={units}
            chosen={choice.unitIds}
            onChange={(unitIds) => onChange({ by: 'list', unitIds })}
          />
        </>
      )}
      {error && (
        <p className="k-error" role="alert">
          {error}
        </p>
      )}
    </Stack>
  );
}
