import { RSABSSA } from '@cloudflare/blindrsa-ts';
import type { Slip } from '../../domain/box.ts';
import { tokenMessage, voteMessage } from '../../domain/box.ts';
import { fromBase64Url, toBase64Url } from '../../domain/byte-text.ts';
import { importTokenKey } from '../../domain/verify-box.ts';

// What a voter's own device does in a verifiable ballot (RFC 9474): it makes a key that nobody else knows, has it signed
// without showing it, and later signs the choice with it. The server never sees the two together.

const suite = RSABSSA.SHA384.PSS.Randomized();
const P256 = { name: 'ECDSA', namedCurve: 'P-256' };

/** A key that waits for the server's signature. Kept on the device before it is sent, so that a lost answer costs nothing. */
export type PendingToken = {
  ballotId: string;
  tokenKey: string;
  key: string;
  /** Cannot be read out, not even by this page. */
  secret: CryptoKey;
  /** The message that is signed: random prefix, purpose, ballot, key. */
  prepared: string;
  blinded: string;
  inverse: string;
};

/** A ballot paper with the server's mark on it: what is needed to vote. */
export type HeldToken = { ballotId: string; key: string; secret: CryptoKey; prefix: string; token: string };

const PREFIX_BYTES = 32;

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => {
  const bytes = fromBase64Url(text);
  if (!bytes) throw new Error('The server sent what is not base64url.');
  return bytes;
};

/** Makes the key and hides it; the answer goes to the server as `blinded`. */
export async function prepareToken(ballotId: string, tokenKey: string): Promise<PendingToken> {
  const pair = await crypto.subtle.generateKey(P256, false, ['sign', 'verify']);
  const key = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const prepared = suite.prepare(tokenMessage(ballotId, key));
  const { blindedMsg, inv } = await suite.blind(await importTokenKey(bytesOf(tokenKey), true), prepared);
  return {
    ballotId,
    tokenKey,
    key: toBase64Url(key),
    secret: pair.privateKey,
    prepared: toBase64Url(prepared),
    blinded: toBase64Url(blindedMsg),
    inverse: toBase64Url(inv),
  };
}

/** Takes the hiding away from the server's signature and checks it. Fails when the server signed something else. */
export async function finishToken(pending: PendingToken, signature: string): Promise<HeldToken> {
  const prepared = bytesOf(pending.prepared);
  const token = await suite.finalize(
    await importTokenKey(bytesOf(pending.tokenKey), true),
    prepared,
    bytesOf(signature),
    bytesOf(pending.inverse),
  );
  return {
    ballotId: pending.ballotId,
    key: pending.key,
    secret: pending.secret,
    prefix: toBase64Url(prepared.subarray(0, PREFIX_BYTES)),
    token: toBase64Url(token),
  };
}

/** The choice in letters, signed: what goes into the box. */
export async function fillSlip(held: HeldToken, marks: string): Promise<Slip> {
  const signature = await crypto.subtle.sign(
    { name: 'ECDSA', hash: 'SHA-256' },
    held.secret,
    voteMessage(held.ballotId, marks),
  );
  return {
    key: held.key,
    prefix: held.prefix,
    token: held.token,
    marks,
    signature: toBase64Url(new Uint8Array(signature)),
  };
}
