import type { Id } from '#kernel/ids.ts';
import { unwrap } from '#kernel/result.ts';
import { tidyText } from '#kernel/vietnamese.ts';
import type { Tx } from '#platform/database/database.ts';
import { replaceAnswer, selectFields, type ValueToKeep } from '../db/requests.sql.ts';
import { type AnswerValue, checkAnswer, type RequestState } from '../domain/request.ts';

/**
 * Keeps what a unit answers, in the place of what it answered before. The caller has locked the request and asked who
 * may. Errors: see the contract.
 */
export async function answerRequest(
  tx: Tx,
  request: { id: Id; state: RequestState },
  answer: { unitId: Id; by: Id; given: readonly { fieldId: Id; value: AnswerValue | null }[] },
  nowMs: number,
): Promise<void> {
  const fields = await selectFields(tx, request.id);
  const values = unwrap(checkAnswer(request.state, fields, answer.given));
  const kept = fields.flatMap((field): ValueToKeep[] => {
    const value = values.get(field.id);
    if (value === undefined) return [];
    const none = { fieldId: field.id, number: null, day: null, text: null, yes: null };
    if (typeof value === 'number') return [{ ...none, number: value }];
    if (typeof value === 'boolean') return [{ ...none, yes: value }];
    return [field.type === 'date' ? { ...none, day: value } : { ...none, text: tidyText(value) }];
  });
  await replaceAnswer(
    tx,
    { requestId: request.id, unitId: answer.unitId, by: answer.by },
    kept,
    new Date(nowMs),
  );
}
