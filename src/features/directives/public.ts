import type { Place } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { unwrap } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import type { LinkKind } from './contract.ts';
import {
  countStillUnopened,
  type DirectiveForMeeting,
  insertDirective,
  markOpened,
  type NewDirective,
  selectIssued,
  selectIssuedBy,
  selectKnownPapers,
  selectReceipts,
  selectSentBetween,
} from './db/directives.sql.ts';
import { insertLinks, selectPaperInSight } from './db/papers.sql.ts';
import { markTakenUp, selectPapersOf } from './db/spread.sql.ts';
import { checkFile } from './domain/check-file.ts';
import { checkNotSecret, type PaperToCheck } from './domain/secret-mark.ts';

export { addFile as addPaperFile } from './actions/add-file.ts';
export { chooseRecipients, ruleOf } from './actions/choose-recipients.ts';
export { paperTree } from './actions/paper-tree.ts';
export { takePaperNumbers } from './actions/take-numbers.ts';
export { wordsOfFile as wordsOfPaperFile } from './actions/words-of-file.ts';
export type { DirectiveForMeeting, DirectiveRow, KnownPaper, ReceiptRow } from './db/directives.sql.ts';
export { selectTaken as numbersTaken } from './db/papers.sql.ts';
export { ruleInWords } from './domain/recipient-rule.ts';
export { followsBelow, readsFromAbove, sendsForCommittee, speaksForUnit } from './policy.ts';

/** Refuses what is marked secret, by its words or its name. Errors: `directives.secret`. */
export const mustNotBeSecret = (paper: PaperToCheck): void => void unwrap(checkNotSecret(paper));

/** Refuses what is not a file that offices send. Errors: `directives.file-empty`, `-kind`, `-other-kind`. */
export const mustBeFile = (name: string, bytes: Uint8Array): void => void unwrap(checkFile(name, bytes));

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

/** How many papers sent in a span of days, `to` not included, each of these units has not opened; those without any are left out. */
export const unopenedPapersOf = (tx: Tx, unitIds: readonly Id[], span: { from: CivilDate; to: CivilDate }) =>
  countStillUnopened(tx, unitIds, span);

/** Sends a paper to units at an instant. The caller has asked who may, and that nothing in it is secret. */
export const recordDirective = (
  tx: Tx,
  directive: NewDirective,
  unitIds: readonly Id[],
  atMs: number,
): Promise<void> => insertDirective(tx, directive, unitIds, new Date(atMs));

/** The paper, when the unit sees it: its own, one that reached it, or of a unit below. */
export const paperInSight = (tx: Tx, place: Place, directiveId: Id) =>
  selectPaperInSight(tx, { unitId: place.unitId, depth: place.above.length }, directiveId);

/** `isUnverified`: that it stands so is told from elsewhere; nobody has read it in the papers. */
type NewLink = { directiveId: Id; targetId: Id; kind: LinkKind; by: Id; isUnverified?: boolean };

/** Says how a paper stands to an earlier one. The caller has asked that neither carries out itself. */
export const recordLink = (tx: Tx, { directiveId, by, ...link }: NewLink, atMs: number) =>
  insertLinks(tx, directiveId, [link], by, new Date(atMs));

/** A unit has opened a paper; only the first time counts. */
export const recordReceipt = (tx: Tx, receipt: { directiveId: Id; unitId: Id; by: Id }, atMs: number) =>
  markOpened(tx, receipt.unitId, receipt.directiveId, receipt.by, new Date(atMs));

/**
 * A branch took these papers up in a meeting that is closed; those that did not reach it, or a branch that it carries on, are
 * passed over. The first meeting counts, by the day on which it was held.
 */
export const recordTakenUp = async (
  tx: Tx,
  meeting: { meetingId: Id; branchId: Id; heldOn: CivilDate },
  directiveIds: readonly Id[],
): Promise<void> => {
  if (directiveIds.length > 0) await markTakenUp(tx, meeting, directiveIds);
};

/** Papers that reached many units between two days, both included: received, opened, taken up. Units with none are left out. */
export const papersReceivedBy = (tx: Tx, unitIds: readonly Id[], days: { from: CivilDate; to: CivilDate }) =>
  selectPapersOf(tx, unitIds, days);

/** A paper that this committee issued, also one that was taken back; undefined when it issued no such paper. */
export const issuedPaper = (tx: Tx, unitId: Id, directiveId: Id) => selectIssued(tx, unitId, directiveId);

/** The committee's latest papers with how many opened each, newest first, those taken back included. */
export const issuedPapers = (tx: Tx, unitId: Id, most: number) => selectIssuedBy(tx, unitId, null, most);

/** To whom a paper went, and when each first opened it. */
export const receiptsOf = (tx: Tx, directiveId: Id) => selectReceipts(tx, directiveId);

/** Papers that a unit issued or received, newest first; with `only`, those of these ids that are among them. */
export const papersKnownTo = (tx: Tx, unitId: Id, most: number, only: readonly Id[] | null = null) =>
  selectKnownPapers(tx, unitId, most, only);
