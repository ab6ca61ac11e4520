import type { Tx } from '#platform/database/database.ts';
import type { Ahead, ComingEffect } from '#platform/feature.ts';
import { selectReaddressed } from '../db/directives.sql.ts';

/** Papers from above that the units which carry on receive in the place of those that end. */
export async function whatComes(tx: Tx, plan: ComingEffect): Promise<Ahead[]> {
  if (plan.ended.length === 0) return [];
  return [
    {
      key: 'directives.readdressed',
      title: {
        vi: 'Văn bản cấp trên còn phải thực hiện, gửi lại cho tổ chức kế tục',
        en: 'Papers from above still to be carried out, addressed to the unit that carries on',
      },
      lines: (await selectReaddressed(tx, plan)).map(({ unitId, symbol, title, intoIds }) => ({
        unitId,
        what: { vi: `${symbol} ${title}`, en: `${symbol} ${title}` },
        intoIds,
      })),
    },
  ];
}
