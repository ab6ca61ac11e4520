import { placeOf, unitsByIds } from '#features/units/public.ts';
import type { Actor } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Waiting } from '#platform/feature.ts';
import { countOpenCorrections } from '../db/records.sql.ts';
import { listOnProbation } from './list-on-probation.ts';

const KEEPERS = ['secretary', 'deputy-secretary', 'officer'];

/**
 * Members on probation whose term is over, and who have to be considered: late when the time for that is over too.
 * A city reads figures of its wards and no names: nobody waits for it.
 */
export async function waitingMembers(tx: Tx, actor: Actor, today: CivilDate): Promise<Waiting[]> {
  const kept = actor.posts.filter((held) => KEEPERS.includes(held.post)).map((held) => held.unitId);
  const found: Waiting[] = [];
  for (const { unitId } of actor.posts.filter(
    ({ post }) => post === 'secretary' || post === 'deputy-secretary',
  ))
    found.push({
      key: 'members.correction',
      text: { vi: 'Xem xét đề nghị sửa hồ sơ', en: 'Decide about proposed corrections' },
      count: await countOpenCorrections(tx, unitId, today),
      counted: { vi: 'đề nghị', en: 'proposals', enOne: 'proposal' },
      unitId,
      to: `/branches/${unitId}/corrections`,
      isLate: false,
    });
  for (const unit of await unitsByIds(tx, [...new Set(kept)], today)) {
    if (unit.kind === 'city-committee') continue;
    const { people } = await listOnProbation(tx, await placeOf(tx, unit.id, today), {
      today,
      names: 'shown',
      reason: null,
    });
    const due = people.filter((one) => one.endsOn <= today);
    found.push({
      key: 'members.probation-over',
      text: {
        vi: 'Xét công nhận đảng viên chính thức',
        en: 'Consider a member whose probation is over',
      },
      count: due.length,
      counted: { vi: 'đảng viên', en: 'members', enOne: 'member' },
      unitId: unit.id,
      to: `/units/${unit.id}/probation`,
      isLate: due.some((one) => one.decide.daysLeft < 0),
    });
  }
  return found;
}
