import { fieldRefusal } from '#ui-kit/feedback.tsx';
import { Checkbox, DateField, Segmented, TextField } from '#ui-kit/fields.tsx';
import { Grid } from '#ui-kit/page-frame.tsx';
import { useMembersText } from './text.ts';

/** What is typed in about a person, as the form holds it. */
export type PersonEntry = {
  fullName: string;
  birth: string | null;
  sex: 'male' | 'female' | null;
  homeTown: string;
  address: string;
  occupation: string;
  citizenId: string;
  cardNumber: string;
  phone: string;
  isSomebodyElse: boolean;
};

export const emptyEntry: PersonEntry = {
  fullName: '',
  birth: null,
  sex: null,
  homeTown: '',
  address: '',
  occupation: '',
  citizenId: '',
  cardNumber: '',
  phone: '',
  isSomebodyElse: false,
};

export const isEntered = (entry: PersonEntry): boolean =>
  entry.fullName.trim().split(/\s+/).length > 1 && entry.birth !== null && entry.sex !== null;

/** The form as the server takes it: empty fields say nothing. */
export const enteredOf = (entry: PersonEntry) => ({
  fullName: entry.fullName.trim(),
  birth: entry.birth ?? '',
  sex: entry.sex ?? ('male' as const),
  homeTown: entry.homeTown.trim() || null,
  address: entry.address.trim() || null,
  occupation: entry.occupation.trim() || null,
  citizenId: entry.citizenId.replace(/\D/g, '') || null,
  cardNumber: entry.cardNumber.trim() || null,
  phone: entry.phone.replace(/\D/g, '') || null,
  isSomebodyElse: entry.isSomebodyElse,
});

type Props = {
  entry: PersonEntry;
  onChange: (entry: PersonEntry) => void;
  error: unknown;
  /** Whether the person tried to go on: required fields that are empty say so. */
  isTried: boolean;
  withCard?: boolean;
};

/** The fields about a person that somebody types in. */
export function PersonForm({ entry, onChange, error, isTried, withCard }: Props) {
  const t = useMembersText();
  const set =
    <K extends keyof PersonEntry>(key: K) =>
    (value: PersonEntry[K]) =>
      onChange({ ...entry, [key]: value });
  const missing = (isMissing: boolean) => (isTried && isMissing ? t('fillThis') : undefined);
  const refused = (key: string) => fieldRefusal(error, `person.${key}`);
  return (
    <Grid>
      <TextField
        label={t('name')}
        value={entry.fullName}
        onChange={set('fullName')}
        maxLength={100}
        error={refused('fullName') ?? missing(entry.fullName.trim().split(/\s+/).length < 2)}
        required
      />
      <DateField
        label={t('birth')}
        value={entry.birth}
        onChange={set('birth')}
        error={refused('birth') ?? fieldRefusal(error, 'birth') ?? missing(entry.birth === null)}
        required
      />
      <Segmented
        label={t('sex')}
        value={entry.sex}
        onChange={set('sex')}
        options={[
          { value: 'male', label: t('male') },
          { value: 'female', label: t('female') },
        ]}
      />
      <TextField
        label={t('citizenId')}
        hint={t('citizenIdHint')}
        value={entry.citizenId}
        onChange={set('citizenId')}
        inputMode="numeric"
        maxLength={16}
        error={refused('citizenId')}
      />
      {withCard && (
        <TextField
          label={t('cardNumber')}
          value={entry.cardNumber}
          onChange={set('cardNumber')}
          maxLength={14}
          error={refused('cardNumber')}
        />
      )}
      <TextField label={t('homeTown')} value={entry.homeTown} onChange={set('homeTown')} maxLength={200} />
      <TextField label={t('address')} value={entry.address} onChange={set('address')} maxLength={300} />
      <TextField
        label={t('occupation')}
        value={entry.occupation}
        onChange={set('occupation')}
        maxLength={200}
      />
      <TextField
        label={t('phone')}
        value={entry.phone}
        onChange={set('phone')}
        type="tel"
        maxLength={14}
        error={refused('phone')}
      />
      {(refused('isSomebodyElse') !== undefined || entry.isSomebodyElse) && (
        <Checkbox
          label={t('isSomebodyElse')}
          checked={entry.isSomebodyElse}
          onChange={set('isSomebodyElse')}
        />
      )}
    </Grid>
  );
}
