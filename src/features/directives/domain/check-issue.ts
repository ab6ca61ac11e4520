import type { CivilDate } from '#kernel/civil-date.ts';
import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts';

export type IssueErrorCode = 'directives.issued-in-future' | 'directives.due-before-issue';

/** Whether the days of a paper can be. Errors: `directives.issued-in-future`, `directives.due-before-issue`. */
export function checkDays(
  directive: { issuedOn: CivilDate; dueOn: CivilDate | null },
  today: CivilDate,
): Result<true, Refusal<IssueErrorCode>> {
  if (directive.issuedOn > today) return refuse({ code: 'directives.issued-in-future', field: 'issuedOn' });
  if (directive.dueOn !== null && directive.dueOn < directive.issuedOn)
    return refuse({ code: 'directives.due-before-issue', field: 'dueOn' });
  return ok(true);
}
