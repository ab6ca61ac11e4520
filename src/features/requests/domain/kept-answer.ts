import type { FieldType } from './price.ts';

type Value = number | boolean | string | null;

/** What was typed into an answer on a device and not sent: values by field, and to which earlier answer they were typed. */
export type KeptAnswer = { to: string | null; values: Readonly<Record<string, Value>> };

const FITS: Record<FieldType, (value: unknown) => boolean> = {
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  date: (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value),
  text: (value) => typeof value === 'string',
  'yes-no': (value) => typeof value === 'boolean',
};

/**
 * The kept answer as it may still be sent: null when there is none, when it cannot be read, or when the unit has answered
 * since, by another device or person. Values that do not fit their field are left out.
 * @param answeredAt of the answer that the server has
 */
export function readKeptAnswer(
  text: string | null,
  fields: readonly { id: string; type: FieldType }[],
  answeredAt: string | null,
): Record<string, Value> | null {
  try {
    const kept: Partial<KeptAnswer> | null = JSON.parse(text ?? 'null');
    if (kept === null || typeof kept.values !== 'object' || kept.values === null) return null;
    if ((kept.to ?? null) !== answeredAt) return null;
    const values: Record<string, Value> = {};
    for (const { id, type } of fields) {
      const value = kept.values[id];
      // Emptied again on purpose is a value too.
      if (value === null || (value !== undefined && FITS[type](value))) values[id] = value;
    }
    return Object.keys(values).length > 0 ? values : null;
  } catch {
    return null;
  }
}
