import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError, unwrap } from '#kernel/result.ts';
import { sqlState, type Tx } from '#platform/database/database.ts';
import { holdPerson, selectMembershipsOn, selectPerson, updatePerson } from '../db/members.sql.ts';
import { closeCorrection, holdCorrection, insertCorrection } from '../db/records.sql.ts';
import { type CorrectableField, correctField, textOfField } from '../domain/records/correct-field.ts';

type Now = { today: CivilDate; nowMs: number };

async function recordOf(tx: Tx, personId: Id) {
  const record = await selectPerson(tx, personId);
  if (!record) throw new DomainError({ code: 'platform.not-found' });
  return record;
}

/**
 * A member asks to have one field of the own record put right. Nothing changes until the branch decides.
 * Errors: `members.correction-bad-value`, `members.correction-same`, `members.correction-open`,
 * `members.correction-no-branch`.
 */
export async function proposeCorrection(
  tx: Tx,
  proposed: { personId: Id; field: CorrectableField; value: string; reason: string },
  { today, nowMs }: Now,
): Promise<Id> {
  const { personId, field, reason } = proposed;
  const record = await recordOf(tx, personId);
  const isAtHome = (await selectMembershipsOn(tx, personId, today)).some((m) => m.nature === 'home');
  if (!isAtHome) throw new DomainError({ code: 'members.correction-no-branch' });
  const draft = unwrap(correctField(record, field, proposed.value, today));
  const value = draft[field] ?? null;
  const after = value !== null && typeof value === 'object' ? value.date : value;
  try {
    return await insertCorrection(
      tx,
      { personId, field, before: textOfField(record[field]), after: after ?? '', reason },
      nowMs,
    );
  } catch (error) {
    if (sqlState(error) === '23505')
      throw new DomainError({ code: 'members.correction-open', field: 'field' });
    throw error;
  }
}

/** The member takes an open proposal back. Errors: `platform.not-found`, `members.correction-decided`. */
export async function withdrawCorrection(
  tx: Tx,
  withdrawn: { personId: Id; correctionId: Id },
  nowMs: number,
): Promise<void> {
  const held = await holdCorrection(tx, withdrawn.correctionId, { personId: withdrawn.personId });
  if (!held) throw new DomainError({ code: 'platform.not-found' });
  if (held.state !== 'open') throw new DomainError({ code: 'members.correction-decided' });
  await closeCorrection(tx, held.id, { state: 'withdrawn', by: null, answer: null }, nowMs);
}

/**
 * The branch accepts a proposal, which writes the field, or refuses it with an answer. Nobody decides about the own
 * record. Errors: `platform.not-found`, `members.correction-decided`, `members.own-correction`,
 * `members.correction-answer-missing`, `members.number-taken`.
 */
export async function decideCorrection(
  tx: Tx,
  decided: { branchId: Id; correctionId: Id; accept: boolean; answer: string | null; by: Id },
  { today, nowMs }: Now,
): Promise<{ personId: Id; field: CorrectableField }> {
  const { branchId, accept, answer, by } = decided;
  const held = await holdCorrection(tx, decided.correctionId, { branchId, day: today });
  if (!held) throw new DomainError({ code: 'platform.not-found' });
  if (held.state !== 'open') throw new DomainError({ code: 'members.correction-decided' });
  if (held.personId === by) throw new DomainError({ code: 'members.own-correction' });
  if (!accept && !answer)
    throw new DomainError({ code: 'members.correction-answer-missing', field: 'answer' });
  if (accept) {
    await holdPerson(tx, held.personId);
    const corrected = correctField(await recordOf(tx, held.personId), held.field, held.after, today);
    // Somebody may have put it right meanwhile: then nothing is left to write.
    if (!corrected.ok && corrected.refusal.code !== 'members.correction-same')
      throw new DomainError(corrected.refusal);
    if (corrected.ok)
      try {
        await updatePerson(tx, held.personId, corrected.value, nowMs);
      } catch (error) {
        if (sqlState(error) === '23505') throw new DomainError({ code: 'members.number-taken' });
        throw error;
      }
  }
  await closeCorrection(tx, held.id, { state: accept ? 'accepted' : 'refused', by, answer }, nowMs);
  return { personId: held.personId, field: held.field };
}
