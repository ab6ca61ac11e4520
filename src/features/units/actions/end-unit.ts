import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError, ok } from '#kernel/result.ts';
import { whatStands } from '#platform/feature.ts';
import {
  endLife,
  insertSuccessions,
  reopenLife,
  selectCodeBearers,
  selectPlaceFacts,
  selectRecords,
} from '../db/changes.sql.ts';
import { planEnd } from '../domain/check-end.ts';
import { checkCodeFree } from '../domain/check-name-and-code.ts';
import { checkParent } from '../domain/check-place.ts';
import { levelsOf } from '../domain/unit-record.ts';
import type { UnitAction } from './unit-action.ts';

/** The first day on which the unit is no more. Every feature is asked what still stands in it. */
export const endUnit: UnitAction<{ on: CivilDate; successorIds: readonly Id[] }, null> = {
  plan: async ({ tx, world, language }, unit, { on, successorIds }) => {
    const successors = await selectRecords(tx, successorIds);
    if (successors.length < successorIds.length)
      throw new DomainError({ code: 'platform.not-found', field: 'successorIds' });
    const standing = await whatStands(world, tx, [unit.id], on);
    return planEnd(
      unit,
      { on, successors },
      standing.map(({ count, what }) => ({ count, what: what[language] })),
    );
  },
  write: async ({ tx }, unit, { on }, { successorIds }) => {
    await endLife(tx, unit.id, on);
    await insertSuccessions(
      tx,
      successorIds.map((successorId) => ({ unitId: unit.id, successorId, sinceOn: on })),
    );
  },
  undo: async ({ tx }, unit, { on }) => {
    const days = { from: on, to: null };
    // The unit lives on: its parent must, and nobody else may have been given its code.
    const last = unit.parents.at(-1);
    const [parent] = last ? await selectRecords(tx, [last.value]) : [];
    if (parent) {
      const levels = levelsOf(unit).map((span) => (span.to === on ? { ...span, to: null } : span));
      const facts = await selectPlaceFacts(tx, unit.id, parent.id, days);
      const place = checkParent(levels, parent, days, facts);
      if (!place.ok) return place;
    }
    const code = unit.codes.find((span) => span.to === on)?.value;
    if (code !== undefined) {
      const free = checkCodeFree(code, days, await selectCodeBearers(tx, code, on, unit.id));
      if (!free.ok) return free;
    }
    await reopenLife(tx, unit.id, on);
    return ok(null);
  },
};
