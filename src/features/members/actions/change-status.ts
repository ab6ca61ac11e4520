import type { MemberStatus } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import { closeMembership, holdPerson, insertMembership, selectMembershipsOn } from '../db/members.sql.ts';

/**
 * From `from` on the member belongs to the branch in another way; the earlier period keeps its own, and a later one
 * that is already known still begins on its day.
 * Errors: `members.not-in-branch`, `members.same-status`, `members.status-before-joining`.
 */
export async function changeStatus(
  tx: Tx,
  change: { personId: Id; branchId: Id; status: MemberStatus; from: CivilDate; reason: string },
): Promise<void> {
  await holdPerson(tx, change.personId);
  const nature = change.status === 'temporarily-here' ? 'host' : 'home';
  const current = (await selectMembershipsOn(tx, change.personId, change.from)).find(
    (m) => m.branchId === change.branchId && m.nature === nature,
  );
  if (!current) {
    const elsewhere = await selectMembershipsOn(tx, change.personId, change.from);
    throw new DomainError({
      code: elsewhere.length ? 'members.not-in-branch' : 'members.status-before-joining',
      field: 'from',
    });
  }
  if (current.status === change.status)
    throw new DomainError({ code: 'members.same-status', field: 'status' });
  await closeMembership(tx, change.personId, change.branchId, nature, change.from, null);
  await insertMembership(tx, { ...change, to: current.to });
}
