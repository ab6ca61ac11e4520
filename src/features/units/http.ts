import { handle } from '#platform/http/handle.ts';
import { getUnit } from './contract.ts';
import { selectAbove, selectChildren } from './db/units.sql.ts';
import { loadUnit, placeOf } from './public.ts';

export const handlers = [
  handle(getUnit, async ({ tx, params, query, today, authorize }) => {
    const day = query.on ?? today;
    const unit = await loadUnit(tx, params.unitId, day);
    authorize(await placeOf(tx, params.unitId, today));
    return {
      unit,
      above: await selectAbove(tx, params.unitId, day),
      children: await selectChildren(tx, params.unitId, day),
    };
  }),
];
