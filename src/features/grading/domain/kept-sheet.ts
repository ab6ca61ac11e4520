import type { SelfGrading } from './sheet.ts';

/**
 * What was typed into a sheet on a device and not saved, as it may still be saved: null when there is none, when it cannot be
 * read, or when the sheet was saved since, by another device or person.
 * @param savedAt of the sheet that the server has
 */
export function readKeptSheet<Own extends SelfGrading>(
  text: string | null,
  own: Own,
  savedAt: string | null,
): Own | null {
  try {
    const kept: { to?: unknown; own?: Partial<Own> } | null = JSON.parse(text ?? 'null');
    if (kept === null || typeof kept.own !== 'object' || kept.own === null) return null;
    if ((kept.to ?? null) !== savedAt) return null;
    const hasParts = typeof kept.own.points === 'object' && typeof kept.own.declared === 'object';
    return hasParts ? { ...own, ...kept.own } : null;
  } catch {
    return null;
  }
}
