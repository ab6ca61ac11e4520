import { type Actor, type Post, unitsHeldAs } from '#kernel/actor.ts';
import { addDays, type CivilDate } from '#kernel/civil-date.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Waiting } from '#platform/feature.ts';
import { countNotOpenedBy, countUnopened } from '../db/directives.sql.ts';

const OPENERS: Post[] = ['secretary', 'deputy-secretary', 'committee-member', 'officer'];
const SENDERS: Post[] = ['secretary', 'deputy-secretary', 'officer'];
/** A unit gets so many days to open a paper before its committee is told. */
const PATIENCE_DAYS = 3;
/** Older papers are history: nobody is urged about them on a first page. */
const REACH_DAYS = 90;

const PAPERS = { vi: 'văn bản', en: 'papers', enOne: 'paper' };

/** Papers that a unit has not opened, and a committee's papers that some units have not opened. */
export async function waitingDirectives(tx: Tx, actor: Actor, today: CivilDate): Promise<Waiting[]> {
  const since = addDays(today, -REACH_DAYS);
  const unopened = await countUnopened(tx, unitsHeldAs(actor, OPENERS), since, today);
  const unseen = await countNotOpenedBy(
    tx,
    unitsHeldAs(actor, SENDERS),
    since,
    addDays(today, -PATIENCE_DAYS),
  );
  return [
    ...unopened.map(({ unitId, count, isLate }) => ({
      key: 'directives.unopened' as const,
      text: { vi: 'Mở văn bản cấp trên chưa đọc', en: 'Open papers from above' },
      count,
      counted: PAPERS,
      unitId,
      to: `/units/${unitId}/inbox` as const,
      isLate,
    })),
    ...unseen.map(({ unitId, count }) => ({
      key: 'directives.not-opened-below' as const,
      text: {
        vi: 'Văn bản đã gửi còn đơn vị chưa mở',
        en: 'Papers sent that some units have not opened',
      },
      count,
      counted: PAPERS,
      unitId,
      to: `/units/${unitId}/directives` as const,
      isLate: false,
    })),
  ];
}
