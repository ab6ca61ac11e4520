import { type Actor, type Post, unitsHeldAs } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Waiting } from '#platform/feature.ts';
import { countToSign, countUnanswered } from '../db/requests.sql.ts';

const ANSWERING: Post[] = ['secretary', 'deputy-secretary', 'committee-member', 'officer'];
const SIGNING: Post[] = ['secretary', 'deputy-secretary'];
const REQUESTS = { vi: 'yêu cầu', en: 'requests', enOne: 'request' };

/** Requests that a unit has not answered, and those that wait for the signature of this leader. */
export async function waitingRequests(tx: Tx, actor: Actor, today: CivilDate): Promise<Waiting[]> {
  const unanswered = await countUnanswered(tx, unitsHeldAs(actor, ANSWERING), today);
  const toSign = await countToSign(tx, unitsHeldAs(actor, SIGNING), actor.personId);
  return [
    ...unanswered.map(({ unitId, count, isLate }) => ({
      key: 'requests.to-answer' as const,
      text: { vi: 'Trả lời yêu cầu số liệu', en: 'Answer requests for figures' },
      count,
      counted: REQUESTS,
      unitId,
      to: `/units/${unitId}/asked` as const,
      isLate,
    })),
    ...toSign.map(({ unitId, count }) => ({
      key: 'requests.to-sign' as const,
      text: { vi: 'Ký yêu cầu số liệu vượt mức giờ công', en: 'Sign requests above the limit' },
      count,
      counted: REQUESTS,
      unitId,
      to: `/units/${unitId}/requests` as const,
      isLate: false,
    })),
  ];
}
