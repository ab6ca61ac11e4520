import type { Place } from '#kernel/actor.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import {
  selectAbovePaper,
  selectBelowPaper,
  selectOtherLinks,
  selectPaperInSight,
} from '../db/papers.sql.ts';

const MOST_BELOW = 500;

/** A paper that the unit sees, what it came from and what came from it; undefined where the unit sees no such paper. */
export async function paperTree(tx: Tx, place: Place, directiveId: Id) {
  const reader = { unitId: place.unitId, depth: place.above.length };
  const paper = await selectPaperInSight(tx, reader, directiveId);
  if (!paper) return undefined;
  const below = await selectBelowPaper(tx, reader, directiveId, MOST_BELOW + 1);
  return {
    paper,
    above: await selectAbovePaper(tx, reader, directiveId),
    below: below.slice(0, MOST_BELOW),
    isCut: below.length > MOST_BELOW,
    links: (await selectOtherLinks(tx, reader, directiveId)).map(
      ({ link, towards, isInSight, ...other }) => ({
        kind: link,
        towards,
        isInSight,
        paper: other,
      }),
    ),
  };
}
