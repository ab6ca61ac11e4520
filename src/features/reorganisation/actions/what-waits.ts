import type { Actor } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Waiting } from '#platform/feature.ts';
import { selectDueIn } from '../db/plans.sql.ts';

const KEEPERS = ['secretary', 'deputy-secretary', 'officer'];

/** Plans whose day has come and that did not take effect: something in them has to be settled first. */
export async function waitingPlans(tx: Tx, actor: Actor, today: CivilDate): Promise<Waiting[]> {
  const units = actor.posts.filter(({ post }) => KEEPERS.includes(post)).map(({ unitId }) => unitId);
  if (units.length === 0) return [];
  return (await selectDueIn(tx, [...new Set(units)], today)).map(({ unitId, planId, count }) => ({
    key: 'reorganisation.due',
    text: {
      vi: 'Thực hiện phương án sắp xếp đã đến ngày',
      en: 'Let a plan take effect whose day has come',
    },
    count,
    counted: { vi: 'phương án', en: 'plans' },
    unitId,
    to: `/units/${unitId}/plans/${planId}`,
    isLate: true,
  }));
}
