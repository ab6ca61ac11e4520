import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import {
  type DirectiveForMeeting,
  insertDirective,
  markOpened,
  type NewDirective,
  selectSentBetween,
} from './db/directives.sql.ts';

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

/** Sends a paper to branches at an instant. The caller has asked who may, and that nothing in it is secret. */
export const recordDirective = (
  tx: Tx,
  directive: NewDirective,
  branchIds: readonly Id[],
  atMs: number,
): Promise<void> => insertDirective(tx, directive, branchIds, new Date(atMs));

/** A branch has opened a paper; only the first time counts. */
export const recordReceipt = (tx: Tx, receipt: { directiveId: Id; branchId: Id; by: Id }, atMs: number) =>
  markOpened(tx, receipt.branchId, receipt.directiveId, receipt.by, new Date(atMs));
