import { placeInLife } from '#features/units/public.ts';
import type { Place } from '#kernel/actor.ts';
import { type CivilDate, civilDateAt, formatCivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { inTransaction, type Tx } from '#platform/database/database.ts';
import { faultOf } from '#platform/fault.ts';
import type { World } from '#platform/feature.ts';
import { postMail } from '#platform/outbox/outbox.ts';
import {
  type OpenAgain,
  type PlanRow,
  selectPlan,
  selectScheduled,
  selectSign,
  setOpen,
  takeReminders,
} from '../db/plans.sql.ts';
import { lookAhead } from './look-ahead.ts';

/** How many things of a plan have to be settled before its day. */
export const openCount = ({ undecided, differences, problems }: Omit<OpenAgain, 'seen'>): number =>
  undecided + differences + problems;

/** What came between a scheduled plan and its day. Looks anew only when something has changed since it was last looked at. */
export async function openAgain(tx: Tx, place: Place, plan: PlanRow): Promise<OpenAgain> {
  const { sign } = await selectSign(tx, plan.id);
  if (plan.open?.seen === sign) return plan.open;
  const { foreseen, differences } = await lookAhead(tx, place, plan);
  return {
    undecided: foreseen.undecided.length,
    differences: differences.length,
    problems: foreseen.problems.length,
    seen: sign,
  };
}

/** The same, and keeps it, so that the first pages of officers need not look. */
export async function lookAgain(tx: Tx, place: Place, planId: Id): Promise<OpenAgain | undefined> {
  const plan = await selectPlan(tx, planId);
  if (plan?.state !== 'scheduled') return undefined;
  const open = await openAgain(tx, place, plan);
  if (open.seen !== plan.open?.seen) await setOpen(tx, planId, open);
  return open;
}

const letterOf = (plan: PlanRow, open: OpenAgain, link: string | undefined): string =>
  [
    `Phương án “${plan.title}” có hiệu lực từ ${formatCivilDate(plan.on)} còn việc phải giải quyết:`,
    '',
    ...(open.undecided > 0
      ? [`- ${open.undecided} mục mới chưa biết về đâu: phân công ngay trên phương án.`]
      : []),
    ...(open.differences > 0
      ? [`- ${open.differences} chỗ cây tổ chức đã khác khi đặt lịch: xem và xác nhận.`]
      : []),
    ...(open.problems > 0 ? [`- ${open.problems} bước không thực hiện được nữa: bỏ lịch và sửa.`] : []),
    '',
    'Đến ngày, phương án chỉ có hiệu lực khi không còn việc nào.',
    '',
    `Mở Gốc để giải quyết${link ? `: ${link}/units/${plan.unitId}/plans/${plan.id}` : '.'}`,
  ].join('\n');

type Now = { today: CivilDate; nowMs: number; link: string | undefined };

async function remindOfOne(tx: Tx, plan: PlanRow, now: Now): Promise<number> {
  const open = await lookAgain(tx, await placeInLife(tx, plan.unitId, now.today), plan.id);
  if (!open || openCount(open) === 0) return 0;
  const told = await takeReminders(tx, plan.id, now.today);
  for (const { email } of told)
    await postMail(
      tx,
      {
        recipient: email,
        subject: `Gốc: phương án có hiệu lực ${formatCivilDate(plan.on)} còn ${openCount(open)} việc`,
        body: letterOf(plan, open, now.link),
      },
      now.nowMs,
    );
  return told.length;
}

/**
 * Looks at every scheduled plan, each in a transaction of its own, so that one that cannot be looked at holds up no other,
 * and tells those who lead or work for its committee when something is open: at most one letter a day for each. Gives how
 * many letters were written.
 */
export async function remindOfOpen(world: World): Promise<number> {
  const nowMs = world.clock.now();
  const now = { today: civilDateAt(nowMs), nowMs, link: world.config.publicUrl };
  let written = 0;
  for (const plan of await inTransaction(world.db, 'read', (tx) => selectScheduled(tx, null)))
    try {
      written += await inTransaction(world.db, 'write', (tx) => remindOfOne(tx, plan, now));
    } catch (error) {
      world.log.error({ plan: plan.id, ...faultOf(error) }, 'plan could not be looked at');
    }
  return written;
}
