import type { CivilDate } from '#kernel/civil-date.ts';
import { type Id, isId } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import type { UnitChange } from '../contract.ts';
import { selectChanges, selectRecords } from '../db/changes.sql.ts';
import { selectLinked, selectNamesNear, selectTerms } from '../db/units.sql.ts';
import { type Language, wordsOfValue } from '../domain/words.ts';

/** Names of those among these values that are ids of units, as they were near a day. */
export async function namesOfUnits(
  tx: Tx,
  values: readonly unknown[],
  day: CivilDate,
): Promise<Map<Id, string>> {
  const ids = [...new Set(values.filter((each): each is Id => typeof each === 'string' && isId(each)))];
  const found = ids.length ? await selectNamesNear(tx, ids, day) : [];
  return new Map(found.map(({ id, name }) => [id, name]));
}

/** Everything dated about a unit, with its decisions in words. Errors: `platform.not-found`. */
export async function loadLife(tx: Tx, unitId: Id, today: CivilDate, language: Language) {
  const [unit] = await selectRecords(tx, [unitId]);
  if (!unit) throw new DomainError({ code: 'platform.not-found' });
  const changes = await selectChanges(tx, unitId);
  const values = [...unit.parents.map((span) => span.value), ...changes.flatMap((c) => [c.before, c.after])];
  const names = await namesOfUnits(tx, values, today);
  return {
    foundedOn: unit.foundedOn,
    endedOn: unit.endedOn,
    names: [...unit.names],
    kinds: [...unit.kinds],
    codes: [...unit.codes],
    parents: unit.parents.map((span) => ({
      ...span,
      value: { id: span.value, name: names.get(span.value) ?? '' },
    })),
    terms: await selectTerms(tx, unitId),
    changes: changes.map((change): UnitChange => {
      const inWords = wordsOfValue(change.verb, language, names);
      return {
        id: change.id,
        verb: change.verb,
        on: change.on,
        before: inWords(change.before),
        after: inWords(change.after),
        decision: change.decision,
        decisionOn: change.decisionOn,
        issuedBy: change.issuedBy,
        state: change.withdrawnAt ? 'withdrawn' : change.on > today ? 'planned' : 'in-force',
      };
    }),
    predecessors: await selectLinked(tx, unitId, 'predecessors'),
    successors: await selectLinked(tx, unitId, 'successors'),
  };
}
