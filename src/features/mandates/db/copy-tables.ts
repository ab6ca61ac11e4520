import type { Post } from '#kernel/actor.ts';
import type { Id } from '#kernel/ids.ts';
import type { CopyTable } from '#platform/database/copy.ts';

/** The table of posts, loaded in bulk. */
export const mandateTables = {
  mandate: {
    name: 'mandates.mandate',
    columns: ['id', 'person_id', 'unit_id', 'post', 'valid', 'decision'],
    values: (row) => [row.id, row.personId, row.unitId, row.post, row.valid, row.decision],
  } satisfies CopyTable<{
    id: Id;
    personId: Id;
    unitId: Id;
    post: Post;
    /** `[from, to)`. */
    valid: string;
    decision: string | null;
  }>,
} as const;
