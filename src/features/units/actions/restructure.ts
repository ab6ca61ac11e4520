import type { CivilDate } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { DomainError, unwrap } from '#kernel/result.ts';
import { sqlState } from '#platform/database/database.ts';
import { holdStructure, insertChanges, insertSuccessions, type NewChange } from '../db/changes.sql.ts';
import {
  cutCodes,
  endLives,
  giveCodes,
  giveKinds,
  giveNames,
  giveParents,
  selectLaterChange,
} from '../db/restructure.sql.ts';
import { insertUnits, redrawPaths } from '../db/units.sql.ts';
import { checkDecision, type Decision } from '../domain/unit-change.ts';
import type { KindAndSector } from '../domain/unit-record.ts';
import type { ChangeContext } from './unit-action.ts';

/** Changes of many units on one day, each unit once in each list. Whoever gives them has judged the tree as a whole. */
export type Restructuring = {
  founded: ({ unitId: Id; name: string; code: string | null; parentId: Id } & KindAndSector)[];
  renamed: { unitId: Id; before: string; after: string }[];
  recoded: { unitId: Id; before: string | null; after: string | null }[];
  rekinded: { unitId: Id; before: KindAndSector; after: KindAndSector }[];
  moved: { unitId: Id; before: Id; after: Id }[];
  ended: { unitId: Id; successorIds: readonly Id[] }[];
};

/** More single changes than this are drawn with the whole tree at once. */
const DRAW_WHOLE_FROM = 2_000;

/**
 * Writes all of it in a handful of statements, with one decision, and draws the tree once. Errors:
 * `units.later-changes` for a unit about which something is recorded on that day or after it, `units.code-taken`.
 */
export async function restructure(
  context: ChangeContext,
  on: CivilDate,
  changes: Restructuring,
  decision: Decision,
): Promise<void> {
  const { tx, nowMs, by, today } = context;
  await holdStructure(tx);
  unwrap(checkDecision(decision, today));
  const ended = changes.ended.map((each) => each.unitId);
  const moved = changes.moved.map((each) => each.unitId);
  const touched = [
    ...ended,
    ...moved,
    ...[changes.renamed, changes.recoded, changes.rekinded].flatMap((list) =>
      list.map((each) => each.unitId),
    ),
  ];
  const later = await selectLaterChange(tx, [...new Set(touched)], on);
  if (later) throw new DomainError({ code: 'units.later-changes', field: 'on', facts: later });
  try {
    await cutCodes(tx, [...ended, ...changes.recoded.map((each) => each.unitId)], on);
    await insertUnits(
      tx,
      changes.founded.map(({ unitId, ...unit }) => ({ ...unit, id: unitId, foundedOn: on })),
    );
    await giveCodes(tx, changes.recoded, on);
  } catch (error) {
    if (sqlState(error) === '23P01')
      throw new DomainError({
        code: 'units.code-taken',
        field: 'on',
        facts: { code: '', unit: '', from: on, to: null },
      });
    throw error;
  }
  await giveNames(tx, changes.renamed, on);
  await giveKinds(tx, changes.rekinded, on);
  await giveParents(tx, changes.moved, on);
  await endLives(tx, ended, on);
  await insertSuccessions(
    tx,
    changes.ended.flatMap(({ unitId, successorIds }) =>
      successorIds.map((successorId) => ({ unitId, successorId, sinceOn: on })),
    ),
  );
  const drawn = [...changes.founded.map((each) => each.unitId), ...moved, ...ended];
  await redrawPaths(tx, drawn.length > DRAW_WHOLE_FROM ? null : drawn);
  const line = (
    verb: NewChange['verb'],
    unitId: Id,
    before: NewChange['before'],
    after: NewChange['after'],
  ): NewChange => ({
    id: newId(nowMs),
    unitId,
    verb,
    on,
    before,
    after,
    decision: decision.number,
    decisionOn: decision.on,
    issuedBy: decision.issuedBy,
    by,
  });
  await insertChanges(
    tx,
    [
      ...changes.founded.map((each) => line('found', each.unitId, null, each.parentId)),
      ...changes.renamed.map((each) => line('rename', each.unitId, each.before, each.after)),
      ...changes.recoded.map((each) => line('recode', each.unitId, each.before, each.after)),
      ...changes.rekinded.map((each) => line('change-kind', each.unitId, each.before, each.after)),
      ...changes.moved.map((each) => line('move', each.unitId, each.before, each.after)),
      ...changes.ended.map((each) => line('end', each.unitId, null, null)),
    ],
    new Date(nowMs),
  );
}
