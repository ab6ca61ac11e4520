import { type Id, newId } from '#kernel/ids.ts';
import { json, run, sql, type Tx, uuids } from '../database/database.ts';

export type HistoryLine = {
  actorId: Id;
  verb: string;
  unitId?: Id | null;
  subjectId?: Id | null;
  details?: Record<string, unknown>;
};

/** Writes what was done in the transaction that does it. `details` holds no free text of members. */
export const recordHistory = (tx: Tx, nowMs: number, line: HistoryLine): Promise<void> =>
  run(
    tx,
    sql`/* hot */ insert into platform.history (id, at, actor_id, verb, unit_id, subject_id, details)
        values (${newId(nowMs)}, ${new Date(nowMs)}, ${line.actorId}, ${line.verb}, ${line.unitId ?? null},
                ${line.subjectId ?? null}, ${json(line.details ?? {})})`,
  );

export type PersonalRead = {
  actorId: Id;
  what: string;
  unitId?: Id | null;
  personIds: readonly Id[];
  /** Why somebody from another unit opened it. */
  reason?: string | null;
};

/** Writes that somebody saw personal data of these people. A person's look at the own record is not logged. */
export async function recordPersonalRead(tx: Tx, nowMs: number, read: PersonalRead): Promise<void> {
  const others = read.personIds.filter((id) => id !== read.actorId);
  if (others.length === 0) return;
  await run(
    tx,
    sql`insert into platform.personal_read (id, at, actor_id, what, unit_id, person_ids, reason)
        values (${newId(nowMs)}, ${new Date(nowMs)}, ${read.actorId}, ${read.what}, ${read.unitId ?? null},
                ${uuids(others)}, ${read.reason ?? null})`,
  );
}
