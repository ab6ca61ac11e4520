import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Ahead, ComingEffect } from '#platform/feature.ts';
import { selectCarried } from '../db/transfers.sql.ts';

const WORDS = {
  goesOn: (n: number) => ({ vi: `${n} thủ tục`, en: `${n} transfers` }),
  isOver: (n: number) => ({
    vi: `${n} thủ tục kết thúc vì nơi đi và nơi đến là một`,
    en: `${n} transfers end: both ends are one unit`,
  }),
};

/** Open transfers that a plan takes along, counted for each pair of units. */
export async function whatComes(tx: Tx, plan: ComingEffect): Promise<Ahead[]> {
  if (plan.joined.length + plan.people.length + plan.ended.length === 0) return [];
  const counted = new Map<string, { unitId: Id; intoId: Id; words: keyof typeof WORDS; count: number }>();
  const count = (unitId: Id | null, intoId: Id | null, words: keyof typeof WORDS) => {
    if (unitId === null || intoId === null) return;
    const key = `${unitId} ${intoId} ${words}`;
    const known = counted.get(key) ?? { unitId, intoId, words, count: 0 };
    known.count += 1;
    counted.set(key, known);
  };
  for (const { wasFrom, wasTo, fromId, toId } of await selectCarried(tx, plan))
    if (fromId !== null && fromId === toId) count(wasFrom === fromId ? wasTo : wasFrom, fromId, 'isOver');
    else {
      if (wasFrom !== fromId) count(wasFrom, fromId, 'goesOn');
      if (wasTo !== toId) count(wasTo, toId, 'goesOn');
    }
  return [
    {
      key: 'transfers.open',
      title: {
        vi: 'Thủ tục chuyển sinh hoạt đang làm, tiếp tục với tổ chức kế tục',
        en: 'Transfers under way, which go on with the unit that carries on',
      },
      lines: [...counted.values()].map(({ unitId, intoId, words, count: n }) => ({
        unitId,
        what: WORDS[words](n),
        intoIds: [intoId],
      })),
    },
  ];
}
