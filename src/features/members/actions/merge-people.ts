import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import { emitEvent, type World } from '#platform/feature.ts';
import { accountOf, closeAccount } from '#platform/sign-in/accounts.ts';
import type { PeopleMerged } from '../contract.ts';
import { selectLife, writePartyDates, writePeriods } from '../db/life.sql.ts';
import { selectPerson, updatePerson } from '../db/members.sql.ts';
import {
  carryRecord,
  holdPeople,
  insertMerge,
  insertTwoPeople,
  markMerged,
  selectMergedInto,
  selectPeopleBelow,
} from '../db/records.sql.ts';
import type { MemberDraft } from '../domain/import/import-types.ts';
import { joined, periodChanges } from '../domain/life/life.ts';
import { CORRECTABLE, type CorrectableField } from '../domain/records/correct-field.ts';
import { joinLives } from '../domain/records/join-lives.ts';

/** The unit on whose page the two records are seen, and how many units lie above it. */
type Where = { unitId: Id; depth: number; today: CivilDate };

/** Both records are those of people of the unit. Errors: `platform.not-found`, `members.merged-already`. */
async function bothHere(tx: Tx, { unitId, depth, today }: Where, pair: readonly [Id, Id]): Promise<void> {
  const here = await selectPeopleBelow(tx, unitId, depth, today, pair);
  if (pair[0] === pair[1]) throw new DomainError({ code: 'platform.not-found' });
  for (const personId of pair) {
    if (await selectMergedInto(tx, personId)) throw new DomainError({ code: 'members.merged-already' });
    if (!here.has(personId)) throw new DomainError({ code: 'platform.not-found' });
  }
}

async function stateOf(tx: Tx, personId: Id) {
  const record = await selectPerson(tx, personId);
  const life = await selectLife(tx, personId);
  if (!record || !life) throw new DomainError({ code: 'platform.not-found' });
  return { record, life };
}

/**
 * Two records are of one person: one of them stays and takes over the periods, moves, posts and tasks of the other, and
 * the fields that are asked for or that it does not have. Both are kept as they were; papers keep the id they were written
 * with. Errors: `platform.not-found`, `members.merged-already`, `members.merge-account`, `members.merge-oneself`,
 * `members.merge-ballot`.
 */
export async function mergePeople(
  tx: Tx,
  world: World,
  merge: Where & { keptId: Id; goneId: Id; take: readonly CorrectableField[]; reason: string; by: Id },
  nowMs: number,
): Promise<void> {
  const { keptId, goneId, by } = merge;
  await holdPeople(tx, [keptId, goneId]);
  await bothHere(tx, merge, [keptId, goneId]);
  if (by === goneId) throw new DomainError({ code: 'members.merge-oneself' });
  const kept = await stateOf(tx, keptId);
  const gone = await stateOf(tx, goneId);
  if (await accountOf(tx, goneId)) {
    if (!(await accountOf(tx, keptId))) throw new DomainError({ code: 'members.merge-account' });
    await closeAccount(tx, goneId, nowMs);
  }
  await insertMerge(
    tx,
    {
      keptId,
      goneId,
      reason: merge.reason,
      keptBefore: { ...kept.record, periods: kept.life.periods },
      goneBefore: { ...gone.record, periods: gone.life.periods },
      by,
    },
    nowMs,
  );
  await markMerged(tx, goneId, keptId, nowMs);
  const taken = Object.fromEntries(
    CORRECTABLE.filter(
      (field) => gone.record[field] !== null && (kept.record[field] === null || merge.take.includes(field)),
    ).map((field) => [field, gone.record[field]]),
  ) as Partial<MemberDraft>;
  if (Object.keys(taken).length > 0) await updatePerson(tx, keptId, taken, nowMs);
  await writePeriods(tx, goneId, { removed: gone.life.periods, added: [] });
  const periods = joined(joinLives(kept.life.periods, gone.life.periods));
  await writePeriods(tx, keptId, periodChanges(kept.life.periods, periods));
  const died = kept.life.diedOn ?? gone.life.diedOn;
  if (died !== kept.life.diedOn) {
    const { life } = await stateOf(tx, keptId);
    await writePartyDates(tx, keptId, { ...life, diedOn: died }, nowMs);
  }
  await carryRecord(tx, goneId, keptId);
  await emitEvent(world, tx, 'members.merged', {
    keptId,
    goneId,
    on: merge.today,
    branchIds: [...new Set([...kept.life.periods, ...gone.life.periods].map(({ branchId }) => branchId))],
  } satisfies PeopleMerged);
}

/** Two records that look alike are of two people. Errors: those of `mergePeople` about the pair. */
export async function tellApart(
  tx: Tx,
  told: Where & { pair: readonly [Id, Id]; by: Id },
  nowMs: number,
): Promise<void> {
  await bothHere(tx, told, told.pair);
  await insertTwoPeople(tx, told.pair, told.by, nowMs);
}
