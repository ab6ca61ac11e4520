/** What a canonical text may hold: no fractions, so that no two programs write a number differently. */
export type Canonical =
  | string
  | number
  | boolean
  | null
  | readonly Canonical[]
  | { readonly [key: string]: Canonical | undefined };

/**
 * One text for one value: keys sorted by code unit, no spaces, whole numbers only, as RFC 8785 writes such values. A key
 * without a value is left out.
 */
export function canonicalJson(value: Canonical): string {
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    throw new RangeError('A canonical text holds whole numbers only.');
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const object = value as { readonly [key: string]: Canonical | undefined };
  const pairs = Object.keys(object)
    .sort()
    .flatMap((key) => {
      const part = object[key];
      return part === undefined ? [] : [`${JSON.stringify(key)}:${canonicalJson(part)}`];
    });
  return `{${pairs.join(',')}}`;
}
