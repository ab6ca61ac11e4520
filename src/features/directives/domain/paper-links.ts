import type { Id } from '#kernel/ids.ts';
import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts';

/** thực hiện, thay thế, sửa đổi, bãi bỏ: how a paper stands to an earlier one. */
export const LINK_KINDS = ['carries-out', 'replaces', 'amends', 'ends'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

export type PaperLink = { kind: LinkKind; targetId: Id };

/**
 * Whether a paper may be linked to others. `above` holds every paper that a target carries out, directly or through
 * others: a paper that stands there already would carry out itself.
 * Errors: `directives.links-itself`, `directives.link-cycle`, `directives.link-twice`.
 */
export function checkLinks(
  paperId: Id,
  links: readonly PaperLink[],
  above: (targetId: Id) => readonly Id[],
): Result<PaperLink[], Refusal> {
  const seen = new Set<string>();
  for (const { kind, targetId } of links) {
    if (targetId === paperId) return refuse({ code: 'directives.links-itself', field: 'links' });
    if (kind === 'carries-out' && above(targetId).includes(paperId))
      return refuse({ code: 'directives.link-cycle', field: 'links' });
    if (seen.has(targetId)) return refuse({ code: 'directives.link-twice', field: 'links' });
    seen.add(targetId);
  }
  return ok([...links]);
}
