import {
  constants,
  createHmac,
  createPrivateKey,
  generateKeyPair,
  generateKeyPairSync,
  type KeyObject,
  privateDecrypt,
  randomBytes,
  sign,
} from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, statSync, unlinkSync, writeSync } from 'node:fs';
import { mkdir, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BallotMethod } from '#features/rulebooks/contract.ts';
import { newId } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import type { World } from '#platform/feature.ts';
import { TOKEN_KEY_BITS } from '../domain/box.ts';

// The secret keys of an electronic ballot lie in one file outside the database: whoever copies the database, or reads
// its log, holds only sealed envelopes. The file is destroyed when the ballot is closed, and with it the way from a
// person to a choice. It survives a crash, so that no accepted ballot is lost.

/** What the secret keys do; they themselves leave this file by no function. */
export type BallotKeys = {
  boxKey: KeyObject;
  /** Signs a blinded message without seeing what it hides. Null when the message is not a number below the modulus. */
  signBlinded(blinded: Buffer): Buffer | null;
  /** A keyed hash that nobody can compute or compare once the key is destroyed. */
  tagOf(purpose: 'slip' | 'content' | 'code', text: string): string;
  sealBox(message: Uint8Array): Buffer;
};

export type PublicKeys = { keyId: string; tokenKey: string | null; boxKey: string; sealKey: string | null };

type KeyFile = {
  format: 'goc-ballot-keys-1';
  box: string;
  tag: string;
  token: string | null;
  seal: string | null;
};

const pathOf = (world: World, keyId: string): string => join(world.config.keysFolder, `${keyId}.keys`);

const pkcs8 = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'der' }).toString('base64url');
const spki = (key: KeyObject): string => key.export({ type: 'spki', format: 'der' }).toString('base64url');
const fromPkcs8 = (text: string): KeyObject =>
  createPrivateKey({ key: Buffer.from(text, 'base64url'), format: 'der', type: 'pkcs8' });

/** Keys in use, per running app: parsing one for every vote would be most of the work. */
const inUse = new WeakMap<World, Map<string, BallotKeys>>();

/**
 * Makes the keys of a ballot and keeps the secret halves on the disk before anybody relies on them. Slow (an RSA key),
 * so it runs before the transaction that opens the ballot; a file that no ballot claims is swept away later.
 */
export async function makeKeys(world: World, method: BallotMethod, nowMs: number): Promise<PublicKeys> {
  const box = generateKeyPairSync('x25519');
  const isVerifiable = method === 'verifiable';
  const token = isVerifiable
    ? await promisify(generateKeyPair)('rsa', { modulusLength: TOKEN_KEY_BITS, publicExponent: 0x10001 })
    : null;
  const seal = isVerifiable ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : null;
  const file: KeyFile = {
    format: 'goc-ballot-keys-1',
    box: pkcs8(box.privateKey),
    tag: randomBytes(32).toString('base64url'),
    token: token && pkcs8(token.privateKey),
    seal: seal && pkcs8(seal.privateKey),
  };
  const keyId = newId(nowMs);
  await writeDurably(world, keyId, JSON.stringify(file));
  return {
    keyId,
    boxKey: spki(box.publicKey),
    tokenKey: token && spki(token.publicKey),
    // The last 65 bytes of the SubjectPublicKeyInfo are the point itself.
    sealKey: seal
      ? seal.publicKey.export({ type: 'spki', format: 'der' }).subarray(-65).toString('base64url')
      : null,
  };
}

async function writeDurably(world: World, keyId: string, text: string): Promise<void> {
  const folder = world.config.keysFolder;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = await open(pathOf(world, keyId), 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  // The name of the file has to survive a power cut as well as its content.
  const directory = await open(folder, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** The keys of an open ballot. Errors: `ballots.keys-lost` when their file is gone or broken. */
export function keysOf(world: World, keyId: string): BallotKeys {
  const known = inUse.get(world) ?? new Map<string, BallotKeys>();
  inUse.set(world, known);
  const keys = known.get(keyId) ?? readKeys(world, keyId);
  known.set(keyId, keys);
  return keys;
}

function readKeys(world: World, keyId: string): BallotKeys {
  let file: KeyFile;
  try {
    file = JSON.parse(readFileSync(pathOf(world, keyId), 'utf8')) as KeyFile;
  } catch {
    throw new DomainError({ code: 'ballots.keys-lost' });
  }
  const tag = Buffer.from(file.tag, 'base64url');
  const token = file.token === null ? null : fromPkcs8(file.token);
  const seal = file.seal === null ? null : fromPkcs8(file.seal);
  return {
    boxKey: fromPkcs8(file.box),
    signBlinded: (blinded) => {
      if (!token || blinded.length !== TOKEN_KEY_BITS / 8) return null;
      try {
        return privateDecrypt({ key: token, padding: constants.RSA_NO_PADDING }, blinded);
      } catch {
        return null;
      }
    },
    tagOf: (purpose, text) => createHmac('sha256', tag).update(`${purpose}\n${text}`).digest('base64url'),
    sealBox: (message) => {
      if (!seal) throw new Error('Only a verifiable ballot has a seal.');
      return sign('sha256', message, { key: seal, dsaEncoding: 'ieee-p1363' });
    },
  };
}

/** Overwrites and removes the keys of a ballot that is over, here and on the disk. Doing it twice changes nothing. */
export function destroyKeys(world: World, keyId: string): void {
  inUse.get(world)?.delete(keyId);
  const path = pathOf(world, keyId);
  try {
    const { size } = statSync(path);
    const file = openSync(path, 'r+');
    writeSync(file, randomBytes(size));
    fsyncSync(file);
    closeSync(file);
    unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

export type KeptKey = { keyId: string; madeMs: number };

/** The key files that lie in the folder. */
export async function keptKeys(world: World): Promise<KeptKey[]> {
  const folder = world.config.keysFolder;
  const names = await readdir(folder).catch(() => [] as string[]);
  const kept: KeptKey[] = [];
  for (const name of names) {
    const keyId = /^([0-9a-f-]{36})\.keys$/.exec(name)?.[1];
    const found = keyId && (await stat(join(folder, name)).catch(() => null));
    if (found) kept.push({ keyId, madeMs: found.mtimeMs });
  }
  return kept;
}

/** Forgets keys that another process of the same app has destroyed. */
export function forgetKeys(world: World, isOver: (keyId: string) => boolean): void {
  for (const keyId of inUse.get(world)?.keys() ?? []) if (isOver(keyId)) inUse.get(world)?.delete(keyId);
}

export const keysInUse = (world: World): string[] => [...(inUse.get(world)?.keys() ?? [])];
