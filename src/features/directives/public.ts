import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import { type DirectiveForMeeting, selectSentBetween } from './db/directives.sql.ts';

export type { DirectiveForMeeting } from './db/directives.sql.ts';

/**
 * Papers from above that reached a branch in a span of civil days, `from` included and `to` not: those to carry out
 * first, then those to discuss. Counted by the day they were sent here, not by the date on the paper, so that one
 * that arrives late is not lost between two meetings. Papers taken back are left out.
 */
export const directivesFor = (
  tx: Tx,
  branchId: Id,
  period: { from: CivilDate; to: CivilDate },
): Promise<DirectiveForMeeting[]> => selectSentBetween(tx, branchId, period);
