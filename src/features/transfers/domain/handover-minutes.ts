import type { ImportedDate } from '#features/members/contract.ts';
import type { MemberStatus } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';

/** One line of the member list that is handed over, as it was on that day. */
export type HandedOverMember = {
  personId: Id;
  fullName: string;
  birth: ImportedDate | null;
  admittedOn: ImportedDate | null;
  officialOn: ImportedDate | null;
  cardNumber: string | null;
  status: MemberStatus;
};

/** Everything that the handover minutes say, kept as it was when they were made. */
export type HandoverMinutes = {
  /** The committee that decided. */
  unitName: string;
  fromName: string;
  fromAbove: string;
  toName: string;
  toAbove: string;
  on: CivilDate;
  decision: string;
  decidedOn: CivilDate;
  receivingDecision: string | null;
  /** Who signs for each side: the secretaries of that day. */
  giver: string | null;
  receiver: string | null;
  members: HandedOverMember[];
};

/** The unit that a branch's organisation at the base is: itself, or the nearest committee of the base above. */
export const baseOf = (
  branch: { id: Id; kind: string },
  above: readonly { id: Id; kind: string }[],
): Id | null =>
  branch.kind === 'base-branch'
    ? branch.id
    : (above.find((unit) => unit.kind === 'base-committee')?.id ?? null);

/**
 * Whether the side that receives has to decide as well: it does when the branches lie under different organisations at
 * the base (rules of collective transfer of 09-HD/BTCTW, 2017).
 */
export const needsReceivingDecision = (from: Id | null, to: Id | null): boolean => from !== to;

/** How many of each status, in the order of the list book. */
export function countByStatus(members: readonly HandedOverMember[]): [MemberStatus, number][] {
  const order: MemberStatus[] = ['official', 'provisional', 'exempt', 'suspended', 'temporarily-away'];
  return order.flatMap((status) => {
    const count = members.filter((member) => member.status === status).length;
    return count > 0 ? [[status, count] as [MemberStatus, number]] : [];
  });
}
