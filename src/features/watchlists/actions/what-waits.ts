import { type Actor, type Post, unitsHeldAs } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Waiting } from '#platform/feature.ts';
import { countInCharge, countLate, countOwn } from '../db/entries.sql.ts';

const STEERING: Post[] = ['secretary', 'deputy-secretary', 'officer'];
const IN_COMMITTEE: Post[] = [...STEERING, 'committee-member'];
const LEADING: Post[] = ['secretary', 'deputy-secretary'];

/** Entries of a committee with something past its day, steps in own charge, and steps that an organisation on a list does itself. */
export async function waitingConsolidation(tx: Tx, actor: Actor, today: CivilDate): Promise<Waiting[]> {
  const late = await countLate(tx, unitsHeldAs(actor, STEERING), today);
  const mine = await countInCharge(tx, actor.personId, unitsHeldAs(actor, IN_COMMITTEE), today);
  const own = await countOwn(tx, unitsHeldAs(actor, LEADING), today);
  return [
    ...late.map(({ unitId, count }) => ({
      key: 'watchlists.overdue' as const,
      text: {
        vi: 'Củng cố tổ chức có việc quá hạn',
        en: 'Organisations on the watch list with work past its day',
      },
      count,
      counted: { vi: 'tổ chức', en: 'organisations', enOne: 'organisation' },
      unitId,
      to: `/units/${unitId}/watchlist?shelf=overdue` as const,
      isLate: true,
    })),
    ...mine.map(({ unitId, count, late }) => ({
      key: 'watchlists.in-charge' as const,
      text: { vi: 'Việc củng cố tổ chức do mình phụ trách', en: 'Steps of the watch list in your charge' },
      count,
      counted: { vi: 'việc', en: 'steps', enOne: 'step' },
      unitId,
      to: `/units/${unitId}/watchlist` as const,
      isLate: late > 0,
    })),
    ...own.flatMap(({ unitId, lists, steps, late }) => [
      {
        key: 'watchlists.own-steps' as const,
        text: {
          vi: 'Việc của đơn vị, làm cùng cấp trên để củng cố tổ chức',
          en: 'Steps of your own, agreed with the committee above',
        },
        count: steps,
        counted: { vi: 'việc', en: 'steps', enOne: 'step' },
        unitId,
        to: `/units/${unitId}/consolidation` as const,
        isLate: late > 0,
      },
      {
        key: 'watchlists.own' as const,
        text: {
          vi: 'Xem nội dung cấp trên quan tâm, giúp đỡ',
          en: 'See what the committees above help you with',
        },
        // One way there is enough: the steps lead to the same page.
        count: steps > 0 ? 0 : lists,
        counted: { vi: 'nội dung', en: 'matters', enOne: 'matter' },
        unitId,
        to: `/units/${unitId}/consolidation` as const,
        isLate: false,
      },
    ]),
  ];
}
