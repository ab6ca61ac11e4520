import { useCallback, useEffect, useRef, useState } from 'react';
import { call, ServerRefusal } from '#ui-kit/call.ts';
import type { castSlip, takeToken } from '../../contract.ts';
import { type Slip, slipBytes, slipName } from '../../domain/box.ts';
import { canMakeKeys, type Keeping, keep, readKeeping } from './token-store.ts';
import type { HeldToken } from './voter-device.ts';

export type TokenState =
  | { step: 'loading' | 'insecure' | 'no-storage' | 'none' | 'taking' | 'elsewhere' }
  | { step: 'held'; held: HeldToken }
  | { step: 'sending'; slip: Slip }
  | { step: 'cast'; name: string }
  /** Something went wrong on the way; `retry` goes on from where it stood. */
  | { step: 'failed'; error: unknown };

type Way = {
  ballotId: string;
  /** Whose ballot it is: two people who share a device never see each other's. */
  personId: string;
  tokenKey: string;
  /** Take the ballot by itself, as soon as the vote is open, long before the person chooses. */
  isAuto: boolean;
};

const nameOf = async (slip: Slip): Promise<string> => slipName(slipBytes(slip)!.key);

/** A voter's ballot on this device, from the key to the box. Each step is on the disk before the next one is asked for. */
export function useToken({ ballotId, personId, tokenKey, isAuto }: Way) {
  const [state, setState] = useState<TokenState>({ step: 'loading' });
  const isBusy = useRef(false);

  const show = useCallback((keeping: Keeping | null) => {
    if (keeping === null || keeping.step === 'pending') setState({ step: 'none' });
    else setState(keeping);
    return keeping;
  }, []);

  /** One thing at a time: a double tap must not make two keys. */
  const alone = useCallback(async (work: () => Promise<void>) => {
    if (isBusy.current) return;
    isBusy.current = true;
    try {
      await work();
    } catch (error) {
      setState({ step: 'failed', error });
    } finally {
      isBusy.current = false;
    }
  }, []);

  const take = useCallback(
    () =>
      alone(async () => {
        setState({ step: 'taking' });
        const device = await import('./voter-device.ts');
        const known = await readKeeping(personId, ballotId);
        if (known && known.step !== 'pending') return void show(known);
        const pending = known?.pending ?? (await device.prepareToken(ballotId, tokenKey));
        if (!known) await keep(personId, ballotId, { step: 'pending', pending });
        try {
          const { signature } = await call<typeof takeToken>('POST /api/ballots/:ballotId/token', {
            params: { ballotId },
            body: { blinded: pending.blinded },
          });
          const held = await device.finishToken(pending, signature);
          await keep(personId, ballotId, { step: 'held', held });
          setState({ step: 'held', held });
        } catch (error) {
          if (!(error instanceof ServerRefusal) || error.code !== 'ballots.token-given') throw error;
          // Another window of this browser may have been quicker.
          const now = await readKeeping(personId, ballotId);
          if (now && now.step !== 'pending') show(now);
          else setState({ step: 'elsewhere' });
        }
      }),
    [alone, ballotId, personId, show, tokenKey],
  );

  const send = useCallback(
    async (slip: Slip) => {
      // No cookie and no request key go with it: the ballot itself is the right to be in the box.
      await call<typeof castSlip>(
        'POST /api/ballots/:ballotId/box',
        { params: { ballotId }, body: { slip } },
        { anonymous: true },
      );
      const name = await nameOf(slip);
      await keep(personId, ballotId, { step: 'cast', name });
      setState({ step: 'cast', name });
    },
    [ballotId, personId],
  );

  const cast = useCallback(
    (held: HeldToken, marks: string) =>
      alone(async () => {
        const { fillSlip } = await import('./voter-device.ts');
        const slip = await fillSlip(held, marks);
        await keep(personId, ballotId, { step: 'sending', slip });
        setState({ step: 'sending', slip });
        await send(slip);
      }),
    [alone, ballotId, personId, send],
  );

  const resume = useCallback(
    () =>
      alone(async () => {
        if (!canMakeKeys()) return setState({ step: 'insecure' });
        let known: Keeping | null;
        try {
          known = await readKeeping(personId, ballotId);
        } catch {
          return setState({ step: 'no-storage' });
        }
        show(known);
        if (known?.step === 'sending') await send(known.slip);
      }),
    [alone, ballotId, personId, send, show],
  );

  useEffect(() => {
    void resume();
  }, [resume]);
  useEffect(() => {
    if (isAuto && state.step === 'none') void take();
  }, [isAuto, state.step, take]);

  return { state, take, cast, retry: resume };
}
