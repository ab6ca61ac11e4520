import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Slip } from '../../domain/box.ts';
import type { HeldToken, PendingToken } from './voter-device.ts';

/**
 * What a device keeps of a verifiable ballot, per person: the key before it is signed, the signed ballot before it is
 * cast, the slip until the server has it, and at last only the name under which the own ballot can be found.
 */
export type Keeping =
  | { step: 'pending'; pending: PendingToken }
  | { step: 'held'; held: HeldToken }
  | { step: 'sending'; slip: Slip }
  | { step: 'cast'; name: string };

type Row = { id: string; personId: string; keeping: Keeping };
interface BallotSchema extends DBSchema {
  keepings: { key: string; value: Row };
}

let database: Promise<IDBPDatabase<BallotSchema>> | undefined;
const openBallots = (): Promise<IDBPDatabase<BallotSchema>> => {
  database ??= openDB<BallotSchema>('goc-ballots', 1, {
    upgrade: (db) => void db.createObjectStore('keepings', { keyPath: 'id' }),
  });
  return database;
};

const idOf = (personId: string, ballotId: string): string => `${personId} ${ballotId}`;

export async function readKeeping(personId: string, ballotId: string): Promise<Keeping | null> {
  const db = await openBallots();
  return (await db.get('keepings', idOf(personId, ballotId)))?.keeping ?? null;
}

/** On the disk when the promise resolves: a ballot that was taken must not be lost with the page. */
export async function keep(personId: string, ballotId: string, keeping: Keeping): Promise<void> {
  const db = await openBallots();
  const tx = db.transaction('keepings', 'readwrite', { durability: 'strict' });
  await tx.store.put({ id: idOf(personId, ballotId), personId, keeping });
  await tx.done;
}

/** Called when a person signs out: what would find the own ballot goes, a ballot that is not cast yet stays. */
export async function forgetCastBallots(): Promise<void> {
  if (typeof indexedDB === 'undefined') return;
  const db = await openBallots();
  const tx = db.transaction('keepings', 'readwrite');
  for (let at = await tx.store.openCursor(); at; at = await at.continue())
    if (at.value.keeping.step === 'cast') await at.delete();
  await tx.done;
}

/** Whether this browser can make keys at all: only on https, or on the machine itself. */
export const canMakeKeys = (): boolean => window.isSecureContext && crypto.subtle !== undefined;
