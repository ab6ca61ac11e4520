import { type Actor, type Post, unitsHeldAs } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Waiting } from '#platform/feature.ts';
import { countWaiting, countWaitingForSender } from '../db/duties.sql.ts';

const HOLDERS: Post[] = ['secretary', 'deputy-secretary', 'committee-member', 'officer'];
const SENDERS: Post[] = ['secretary', 'deputy-secretary', 'officer'];

const TASKS = { vi: 'việc', en: 'tasks', enOne: 'task' };

/** Shares to answer or finish, urgings to answer; and for who gave tasks: refusals, questions and matters. */
export async function waitingDuties(tx: Tx, actor: Actor, today: CivilDate): Promise<Waiting[]> {
  const held = await countWaiting(tx, unitsHeldAs(actor, HOLDERS), today);
  const given = await countWaitingForSender(tx, unitsHeldAs(actor, SENDERS));
  return [
    ...held.flatMap(({ unitId, unanswered, overdue, isAnswerLate }) => [
      {
        key: 'assignments.unanswered' as const,
        text: { vi: 'Nhận việc cấp trên giao hoặc nêu lý do', en: 'Accept tasks from above or say why not' },
        count: unanswered,
        counted: TASKS,
        unitId,
        to: `/units/${unitId}/duties` as const,
        isLate: isAnswerLate,
      },
      {
        key: 'assignments.overdue' as const,
        text: { vi: 'Báo cáo việc đã quá hạn', en: 'Report on tasks past their day' },
        count: overdue,
        counted: TASKS,
        unitId,
        to: `/units/${unitId}/duties` as const,
        isLate: true,
      },
    ]),
    ...given.flatMap(({ unitId, declined, questions, matters }) => [
      {
        key: 'assignments.declined' as const,
        text: { vi: 'Xem đơn vị nêu lý do không thực hiện được', en: 'Rule on units that say they cannot' },
        count: declined,
        counted: TASKS,
        unitId,
        to: `/units/${unitId}/assignments` as const,
        isLate: false,
      },
      {
        key: 'assignments.questions' as const,
        text: { vi: 'Trả lời câu hỏi về nhiệm vụ đã giao', en: 'Answer questions about tasks given' },
        count: questions,
        counted: { vi: 'câu hỏi', en: 'questions', enOne: 'question' },
        unitId,
        to: `/units/${unitId}/assignments` as const,
        isLate: false,
      },
      {
        key: 'assignments.matters' as const,
        text: {
          vi: 'Kết luận việc đã đôn đốc mà chưa xong',
          en: 'Conclude on tasks that urging did not move',
        },
        count: matters,
        counted: TASKS,
        unitId,
        to: `/units/${unitId}/matters` as const,
        isLate: true,
      },
    ]),
  ];
}
