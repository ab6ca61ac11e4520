import { addDays, formatCivilDate, formatYearMonth, monthOf } from '#kernel/civil-date.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Ahead, ComingEffect, TakingEffect } from '#platform/feature.ts';
import {
  moveByPlan,
  selectPlanned,
  selectSeriesOf,
  selectStandingFrom,
  selectWithoutMonth,
} from '../db/plans.sql.ts';
import { type CalledOff, type MeetingByPlan, meetingsByPlan } from '../domain/meetings-by-plan.ts';

async function judge(
  tx: Tx,
  plan: Pick<ComingEffect, 'on' | 'endedIds' | 'joined'>,
): Promise<MeetingByPlan[]> {
  const planned = await selectPlanned(tx, plan.endedIds);
  if (planned.length === 0) return [];
  const successors = [...new Set(plan.joined.map(({ intoId }) => intoId))];
  return meetingsByPlan(planned, plan, await selectStandingFrom(tx, successors, monthOf(plan.on)));
}

const REASONS: Record<CalledOff, { vi: string; en: string }> = {
  'successor-meets': {
    vi: 'sinh hoạt cùng buổi của chi bộ tiếp nhận',
    en: 'the branch that carries on meets in that month',
  },
  'shared-out': {
    vi: 'chi bộ chia tách, các chi bộ tiếp nhận lên lịch lại',
    en: 'the branch is shared out: its successors plan anew',
  },
  'day-passed': {
    vi: 'chưa sinh hoạt đến ngày chi bộ kết thúc',
    en: 'it was not held by the day on which the branch ends',
  },
};

/** Planned meetings go to the branch that carries on, or are called off with the reason and the number of the decision. */
export async function carryMeetingsByPlan(tx: Tx, plan: TakingEffect): Promise<void> {
  if (plan.endedIds.length === 0) return;
  const meetings = await judge(tx, plan);
  await moveByPlan(
    tx,
    meetings.map(({ id, intoId, calledOff }) => ({
      id,
      intoId,
      reason: calledOff && `Sắp xếp theo ${plan.decision.number}: ${REASONS[calledOff].vi}`,
    })),
    plan.nowMs,
  );
}

/** Planned meetings and usual days of branches that a plan ends, and whose month has not been held by then. */
export async function whatComes(tx: Tx, plan: ComingEffect): Promise<Ahead[]> {
  const { on, endedIds } = plan;
  if (endedIds.length === 0) return [];
  const month = monthOf(addDays(on, -1));
  const shown = formatYearMonth(month);
  const due = await selectWithoutMonth(tx, endedIds, month, addDays(on, -1));
  return [
    {
      key: 'meetings.planned',
      title: {
        vi: 'Buổi sinh hoạt đã lên lịch ở tổ chức kết thúc',
        en: 'Meetings planned in units that end',
      },
      lines: (await judge(tx, plan)).map(({ branchId, plannedOn, intoId, calledOff }) => {
        const day = formatCivilDate(plannedOn);
        return {
          unitId: branchId,
          what: calledOff
            ? {
                vi: `${day}: hủy, ${REASONS[calledOff].vi}`,
                en: `${day}: called off, ${REASONS[calledOff].en}`,
              }
            : { vi: day, en: day },
          intoIds: intoId === null ? [] : [intoId],
        };
      }),
    },
    {
      key: 'meetings.month-due',
      title: {
        vi: `Chưa khóa biên bản sinh hoạt tháng ${shown}: nên họp và khóa trước ngày có hiệu lực`,
        en: `No closed meeting of ${shown} yet: best held and closed before the plan takes effect`,
      },
      lines: due.map((unitId) => ({
        unitId,
        what: { vi: `tháng ${shown}`, en: shown },
        intoIds: [],
      })),
    },
    {
      key: 'meetings.series',
      title: {
        vi: 'Lịch sinh hoạt thường lệ thôi áp dụng; chi bộ tiếp nhận giữ lịch của mình',
        en: 'Usual days that end; the branch that carries on keeps its own',
      },
      lines: (await selectSeriesOf(tx, endedIds)).map(({ branchId, dayOfMonth, time, place }) => ({
        unitId: branchId,
        what: {
          vi: `ngày ${dayOfMonth} hằng tháng, ${time}, ${place}`,
          en: `day ${dayOfMonth} of each month, ${time}, ${place}`,
        },
        intoIds: [],
      })),
    },
  ];
}
