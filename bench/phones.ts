import { parentPort } from 'node:worker_threads';
import { fillSlip, finishToken, prepareToken } from '#features/ballots/testing/voter.ts';

// The voters' own devices, in a thread beside the server: what they reckon costs the machine, but keeps no request waiting.

export type PhoneRequest = { id: number } & (
  | { ask: 'prepare'; ballotId: string; tokenKey: string }
  /** Takes the hiding away from the signature of what `prepared` asked for, and votes. */
  | { ask: 'fill'; prepared: number; signature: string; marks: string }
);

const pending = new Map<number, Awaited<ReturnType<typeof prepareToken>>>();

async function answer(request: PhoneRequest): Promise<unknown> {
  if (request.ask === 'prepare') {
    const made = await prepareToken(request.ballotId, request.tokenKey);
    pending.set(request.id, made);
    return { prepared: request.id, blinded: made.blinded };
  }
  const made = pending.get(request.prepared);
  if (!made) throw new Error('This phone has prepared nothing.');
  pending.delete(request.prepared);
  return fillSlip(await finishToken(made, request.signature), request.marks);
}

parentPort?.on('message', (request: PhoneRequest) => {
  answer(request).then(
    (value) => parentPort?.postMessage({ id: request.id, value }),
    (error: unknown) => parentPort?.postMessage({ id: request.id, error: String(error) }),
  );
});
