import { placeInLife } from '#features/units/public.ts';
import type { Actor } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Tx } from '#platform/database/database.ts';
import type { ReadAlone, Waiting } from '#platform/feature.ts';
import { selectDueIn, selectScheduled } from '../db/plans.sql.ts';
import { openAgain, openCount } from './look-again.ts';

const KEEPERS = ['secretary', 'deputy-secretary', 'officer'];

/**
 * Plans whose day has come and that did not take effect, and scheduled ones of which something is open again: members who
 * arrived since, units that changed.
 */
export async function waitingPlans(
  tx: Tx,
  actor: Actor,
  today: CivilDate,
  alone: ReadAlone,
): Promise<Waiting[]> {
  const units = actor.posts.filter(({ post }) => KEEPERS.includes(post)).map(({ unitId }) => unitId);
  if (units.length === 0) return [];
  const ids = [...new Set(units)];
  const open: Waiting[] = [];
  for (const plan of await selectScheduled(tx, ids)) {
    // One plan that cannot be looked at hides no other.
    const found = await alone(async () => openAgain(tx, await placeInLife(tx, plan.unitId, today), plan));
    const count = found ? openCount(found) : 0;
    if (count > 0)
      open.push({
        key: 'reorganisation.open',
        text: {
          vi: 'Giải quyết việc mới phát sinh của phương án sắp xếp đã đặt lịch',
          en: 'Settle what has come up in a plan that is scheduled',
        },
        count,
        counted: { vi: 'việc', en: 'things', enOne: 'thing' },
        unitId: plan.unitId,
        to: `/units/${plan.unitId}/plans/${plan.id}`,
        isLate: plan.on <= today,
      });
  }
  const due = (await selectDueIn(tx, ids, today)).map(
    ({ unitId, planId, count }): Waiting => ({
      key: 'reorganisation.due',
      text: {
        vi: 'Thực hiện phương án sắp xếp đã đến ngày',
        en: 'Let a plan take effect whose day has come',
      },
      count,
      counted: { vi: 'phương án', en: 'plans', enOne: 'plan' },
      unitId,
      to: `/units/${unitId}/plans/${planId}`,
      isLate: true,
    }),
  );
  return [...due, ...open];
}
