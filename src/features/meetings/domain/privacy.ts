import type { Id } from '#kernel/ids.ts';
import type { AnnexConcern, Entry, OpinionNature } from './entry.ts';

/** Self-criticism and criticism stay inside the branch. */
export const isPrivateNature = (nature: OpinionNature): boolean =>
  nature === 'self-criticism' || nature === 'criticism';

/** Which parts of a journal hold words that stay inside the branch. */
export type Privacy = {
  isPrivateOpinion(opinionId: Id): boolean;
  /** Entries whose words are private. */
  entries: ReadonlySet<Id>;
  /** Entries that record an opinion which anybody with access to the meeting may read. */
  openOpinions: ReadonlySet<Id>;
};

/**
 * Reads the whole journal, whatever its order. An opinion that was private at any time stays private, and
 * one whose beginning is missing may be anything and is treated as private.
 */
export function privacyOf(entries: readonly Entry[]): Privacy {
  const privateIds = new Set<Id>();
  const known = new Set<Id>();
  for (const entry of entries) {
    if (entry.kind !== 'opinion-recorded' && entry.kind !== 'opinion-edited') continue;
    if (entry.kind === 'opinion-recorded') known.add(entry.payload.opinionId);
    const { nature } = entry.payload;
    if (nature !== undefined && isPrivateNature(nature)) privateIds.add(entry.payload.opinionId);
  }
  const isPrivateOpinion = (opinionId: Id) => privateIds.has(opinionId) || !known.has(opinionId);
  const found = new Set<Id>();
  const openOpinions = new Set<Id>();
  for (const entry of entries) {
    switch (entry.kind) {
      case 'member-reminded':
        found.add(entry.id);
        break;
      case 'opinion-recorded':
      case 'opinion-edited':
      case 'petition-answered':
        if (isPrivateOpinion(entry.payload.opinionId)) found.add(entry.id);
        else if (entry.kind === 'opinion-recorded') openOpinions.add(entry.id);
        break;
    }
  }
  const privacy: Privacy = { isPrivateOpinion, entries: found, openOpinions };
  // A correction of a private correction is private too, however long the chain and whatever its order.
  const annexes = entries.filter((entry) => entry.kind === 'annex-added');
  let before = -1;
  while (before !== found.size) {
    before = found.size;
    for (const annex of annexes) if (isPrivateAnnex(annex.payload, privacy)) found.add(annex.id);
  }
  return privacy;
}

/** An annex on opinions is open only when it names an open opinion; one on anything private is not. */
export function isPrivateAnnex(
  annex: { concerns: AnnexConcern; concernsEntryId?: Id | null },
  privacy: Privacy,
): boolean {
  const target = annex.concernsEntryId ?? null;
  if (target !== null && privacy.entries.has(target)) return true;
  return annex.concerns === 'opinion' && (target === null || !privacy.openOpinions.has(target));
}
