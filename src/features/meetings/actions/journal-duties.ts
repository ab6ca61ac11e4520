import type { PutOnAgenda } from '#features/assignments/contract.ts';
import { dutiesForAgenda, recordDecision } from '#features/assignments/public.ts';
import { addMonths, type CivilDate, civilDateAt, monthOf } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Listener } from '#platform/feature.ts';
import { selectOpenMeetings } from '../db/meetings.sql.ts';
import { dutyDrafts, stepForDuties } from '../domain/agenda.ts';
import type { MeetingState } from '../domain/fold.ts';
import { composeEntries, keepEntries, numberEntries } from './keep-entries.ts';
import { loadMeeting } from './load-meeting.ts';
import { sayItem } from './plan-meeting.ts';

/**
 * Work from above goes onto the agenda of the branch's next meeting that is planned and has not begun. When there is
 * none, the next one that is planned takes it up by itself.
 */
export const dutyListeners: Listener[] = [
  {
    event: 'assignments.put-on-agenda',
    run: async (tx, world, { dutyId, branchId, by }: PutOnAgenda) => {
      const nowMs = world.clock.now();
      const today = civilDateAt(nowMs);
      const open = await selectOpenMeetings(tx, [branchId], addMonths(monthOf(today), -2));
      const next = open.find((meeting) => meeting.stage === 'planned');
      if (!next) return;
      const meeting = await loadMeeting(tx, next.id, today, 'lock');
      if (meeting.state.agenda.some((item) => item.source === 'duty' && item.ref === dutyId)) return;
      const step = stepForDuties(meeting.context.rules, meeting.row.kind);
      if (step === undefined) return;
      const drafts = dutyDrafts(await dutiesForAgenda(tx, branchId, dutyId), step);
      const said = drafts.map((draft) => sayItem(draft, nowMs));
      await keepEntries(tx, meeting, numberEntries(meeting, composeEntries(meeting, by, said, nowMs), nowMs));
    },
  },
];

/** What the closed meeting decided about work from above goes back to it: the conclusion, and the tasks that were given. */
export async function recordDutyDecisions(
  tx: Tx,
  meeting: { id: Id; heldOn: CivilDate; state: MeetingState },
  by: Id,
  nowMs: number,
): Promise<void> {
  const { state } = meeting;
  for (const item of state.agenda) {
    if (item.source !== 'duty' || item.ref === null) continue;
    const said = state.conclusions.find((conclusion) => conclusion.itemId === item.itemId)?.live ?? [];
    const tasks = state.tasks.filter((task) => task.itemId === item.itemId);
    const text = [
      ...said.map((conclusion) => conclusion.text),
      ...tasks.map((task) => `Giao nhiệm vụ: ${task.title} (sản phẩm: ${task.output}).`),
    ].join('\n');
    await recordDecision(
      tx,
      {
        dutyId: item.ref,
        meetingId: meeting.id,
        heldOn: meeting.heldOn,
        by,
        text: text || 'Đã đưa ra buổi sinh hoạt, không ghi kết luận riêng.',
      },
      nowMs,
    );
  }
}
