import { createHash } from 'node:crypto';
import type { Id } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import { json, maybeOne, one, run, sql, type Tx } from '../database/database.ts';

export type KeyedWrite = { personId: Id; key: string; route: string; body: unknown };

const hashOf = (body: unknown): string =>
  createHash('sha256')
    .update(Buffer.isBuffer(body) ? body : JSON.stringify(body ?? null))
    .digest('base64url');

/**
 * Claims the key for this write. Returns the answer given before, when the same write came already;
 * a second copy that arrives while the first is running waits for it. Errors: `platform.request-key-reused`.
 */
export async function claimKey(
  tx: Tx,
  write: KeyedWrite,
  nowMs: number,
): Promise<{ answer: unknown } | undefined> {
  const bodyHash = hashOf(write.body);
  const claimed = await maybeOne(
    tx,
    sql`/* hot */ insert into platform.request_key (person_id, key, route, body_hash, at)
        values (${write.personId}, ${write.key}, ${write.route}, ${bodyHash}, ${new Date(nowMs)})
        on conflict do nothing returning 1 as claimed`,
  );
  if (claimed) return undefined;
  const earlier = await one(
    tx,
    sql<{ route: string; body_hash: string; answer: unknown }>`
      select route, body_hash, answer from platform.request_key
       where person_id = ${write.personId} and key = ${write.key}`,
  );
  if (earlier.route !== write.route || earlier.body_hash !== bodyHash)
    throw new DomainError({ code: 'platform.request-key-reused' });
  return { answer: earlier.answer };
}

export const keepAnswer = (tx: Tx, write: KeyedWrite, answer: unknown): Promise<void> =>
  run(
    tx,
    sql`/* hot */ update platform.request_key set status = 200, answer = ${json(answer ?? null)}
         where person_id = ${write.personId} and key = ${write.key}`,
  );

/** Keys are kept for a month: longer than any phone waits to resend. */
export const forgetOldKeys = (tx: Tx, nowMs: number): Promise<void> =>
  run(tx, sql`delete from platform.request_key where at < ${new Date(nowMs - 31 * 86_400_000)}`);
