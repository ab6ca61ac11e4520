import { formatCivilDate } from '#kernel/civil-date.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Ahead, ComingEffect } from '#platform/feature.ts';
import { selectSheetsAhead } from '../db/unit-changes.sql.ts';

/** Gradings without a decision of units that a plan ends: whoever carries on is graded in their place. */
export async function whatComes(tx: Tx, plan: ComingEffect): Promise<Ahead[]> {
  if (plan.endedIds.length === 0) return [];
  return [
    {
      key: 'grading.open',
      title: {
        vi: 'Xếp loại chưa quyết định: tổ chức kế tục được xếp loại thay, nơi không có thì ra khỏi đợt',
        en: 'Gradings not decided: whoever carries on is graded instead; without one the unit leaves the round',
      },
      lines: (await selectSheetsAhead(tx, plan)).map(({ unitId, title, decideBy, intoIds }) => ({
        unitId,
        what: {
          vi: `${title}, quyết định trước ${formatCivilDate(decideBy)}`,
          en: `${title}, to be decided by ${formatCivilDate(decideBy)}`,
        },
        intoIds,
      })),
    },
  ];
}
