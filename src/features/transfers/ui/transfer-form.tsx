import type { CivilDate } from '#kernel/civil-date.ts';
import { fieldRefusal, RefusalNotice } from '#ui-kit/feedback.tsx';
import { DateField, Segmented, SelectField } from '#ui-kit/fields.tsx';
import { Grid, Stack } from '#ui-kit/page-frame.tsx';
import type { Transfer } from '../contract.ts';
import { TRANSFER_CAUSES } from '../domain/transfer.ts';
import { useTransfersText } from './text.ts';
import { type Destination, isDestination, WhereTo } from './where-to.tsx';

export type TransferEntry = {
  kind: Transfer['kind'];
  cause: Transfer['cause'] | null;
  causeOn: CivilDate | null;
  to: Destination | null;
  stayFrom: CivilDate | null;
  lastDay: CivilDate | null;
};

export const emptyTransfer = (today: CivilDate): TransferEntry => ({
  kind: 'official',
  cause: null,
  causeOn: today,
  to: null,
  stayFrom: null,
  lastDay: null,
});

/** The entry as the server takes it, or null while something required is missing. */
export function begunOf(entry: TransferEntry) {
  const { kind, cause, causeOn, to, stayFrom, lastDay } = entry;
  if (!cause || !causeOn || !isDestination(to)) return null;
  if (kind === 'temporary' && (!stayFrom || !lastDay)) return null;
  return {
    kind,
    cause,
    causeOn,
    to,
    stayFrom: kind === 'temporary' ? stayFrom : null,
    lastDay: kind === 'temporary' ? lastDay : null,
  };
}

type Props = {
  entry: TransferEntry;
  onChange: (entry: TransferEntry) => void;
  error: unknown;
  isTried: boolean;
};

/** What a transfer begins with: for good or for a time, where to, why, since when. */
export function TransferForm({ entry, onChange, error, isTried }: Props) {
  const t = useTransfersText();
  const set =
    <K extends keyof TransferEntry>(key: K) =>
    (value: TransferEntry[K]) =>
      onChange({ ...entry, [key]: value });
  const missing = (isMissing: boolean) => (isTried && isMissing ? t('fillThis') : undefined);
  return (
    <Stack>
      {error !== null && error !== undefined && <RefusalNotice refusal={error} />}
      <Segmented
        label={t('kind')}
        value={entry.kind}
        onChange={set('kind')}
        options={[
          { value: 'official', label: t('official') },
          { value: 'temporary', label: t('temporary') },
        ]}
      />
      <WhereTo
        value={entry.to}
        onChange={set('to')}
        error={fieldRefusal(error, 'branchId') ?? missing(!isDestination(entry.to))}
      />
      <Grid>
        <SelectField
          label={t('cause')}
          value={entry.cause}
          onChange={set('cause')}
          options={TRANSFER_CAUSES.map((cause) => ({ value: cause, label: t(`${cause}Cause`) }))}
          error={missing(entry.cause === null)}
          required
        />
        <DateField
          label={t('causeOn')}
          value={entry.causeOn}
          onChange={set('causeOn')}
          error={missing(entry.causeOn === null)}
          required
        />
        {entry.kind === 'temporary' && (
          <>
            <DateField
              label={t('stayFrom')}
              value={entry.stayFrom}
              onChange={set('stayFrom')}
              error={fieldRefusal(error, 'stayFrom') ?? missing(entry.stayFrom === null)}
              required
            />
            <DateField
              label={t('lastDay')}
              value={entry.lastDay}
              onChange={set('lastDay')}
              error={
                fieldRefusal(error, 'lastDay') ?? fieldRefusal(error, 'to') ?? missing(entry.lastDay === null)
              }
              required
            />
          </>
        )}
      </Grid>
    </Stack>
  );
}
