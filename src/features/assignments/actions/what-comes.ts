import { formatCivilDate } from '#kernel/civil-date.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Ahead, ComingEffect } from '#platform/feature.ts';
import { selectDutiesAhead } from '../db/duties.sql.ts';

/** Open tasks from above that go to the unit which carries on, or are released with the one that ends. */
export async function whatComes(tx: Tx, plan: ComingEffect): Promise<Ahead[]> {
  if (plan.endedIds.length === 0) return [];
  return [
    {
      key: 'assignments.open',
      title: {
        vi: 'Việc cấp trên giao chưa xong: chuyển cho tổ chức kế tục, nơi không có thì thôi giao',
        en: 'Open tasks from above: they go to the unit that carries on, or are released',
      },
      lines: (await selectDutiesAhead(tx, plan)).map(({ unitId, title, dueOn, intoId }) => ({
        unitId,
        what: {
          vi: `${title}, hạn ${formatCivilDate(dueOn)}`,
          en: `${title}, due ${formatCivilDate(dueOn)}`,
        },
        intoIds: intoId === null ? [] : [intoId],
      })),
    },
  ];
}
