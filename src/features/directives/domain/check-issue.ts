import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts';

export type IssueErrorCode =
  | 'directives.no-branches'
  | 'directives.branch-not-below'
  | 'directives.issued-in-future'
  | 'directives.due-before-issue';

/**
 * The branches that a directive reaches. `wanted: 'all'` takes every branch under the committee today.
 * Errors: `directives.no-branches`, `directives.branch-not-below`, `directives.issued-in-future`,
 * `directives.due-before-issue`.
 */
export function recipientsOf(
  directive: { issuedOn: CivilDate; dueOn: CivilDate | null },
  wanted: 'all' | readonly Id[],
  branchesBelow: readonly Id[],
  today: CivilDate,
): Result<Id[], Refusal<IssueErrorCode>> {
  if (directive.issuedOn > today) return refuse({ code: 'directives.issued-in-future', field: 'issuedOn' });
  if (directive.dueOn !== null && directive.dueOn < directive.issuedOn)
    return refuse({ code: 'directives.due-before-issue', field: 'dueOn' });
  const chosen = wanted === 'all' ? [...branchesBelow] : [...new Set(wanted)];
  if (chosen.length === 0) return refuse({ code: 'directives.no-branches', field: 'branchIds' });
  const below = new Set(branchesBelow);
  return chosen.every((branch) => below.has(branch))
    ? ok(chosen)
    : refuse({ code: 'directives.branch-not-below', field: 'branchIds' });
}
