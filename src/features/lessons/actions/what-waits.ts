import { type Actor, type Post, unitsHeldAs } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Waiting } from '#platform/feature.ts';
import { countReturned, countWaiting } from '../db/lessons.sql.ts';

const JUDGES: Post[] = ['secretary', 'deputy-secretary', 'officer'];
const LESSONS = { vi: 'cách làm', en: 'lessons', enOne: 'lesson' };
const WRITERS: Post[] = ['secretary', 'deputy-secretary', 'committee-member', 'officer'];

/** Lessons that a committee has not judged, and those that came back to the unit that wrote them. */
export async function waitingLessons(tx: Tx, actor: Actor, today: CivilDate): Promise<Waiting[]> {
  const waiting = await countWaiting(tx, unitsHeldAs(actor, JUDGES), today);
  const returned = await countReturned(tx, unitsHeldAs(actor, WRITERS));
  return [
    ...waiting.map(({ unitId, count }) => ({
      key: 'lessons.to-judge' as const,
      text: { vi: 'Xem xét cách làm hay của cấp dưới', en: 'Judge lessons of units below' },
      count,
      counted: LESSONS,
      unitId,
      to: `/units/${unitId}/lessons?shelf=waiting` as const,
      isLate: false,
    })),
    ...returned.map(({ unitId, count }) => ({
      key: 'lessons.returned' as const,
      text: { vi: 'Sửa cách làm được cấp trên trả lại', en: 'Mend lessons that were returned' },
      count,
      counted: LESSONS,
      unitId,
      to: `/units/${unitId}/lessons?shelf=own` as const,
      isLate: false,
    })),
  ];
}
