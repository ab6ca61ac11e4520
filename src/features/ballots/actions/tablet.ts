import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import type { Id } from '#kernel/ids.ts';
import { inTransaction, type Tx } from '#platform/database/database.ts';
import type { World } from '#platform/feature.ts';
import {
  type BallotRow,
  countCodeTry,
  forgetCodeTries,
  keepCodeHash,
  keepTabletHash,
  selectBallot,
} from '../db/ballots.sql.ts';
import { keysOf } from './ballot-keys.ts';
import { mustBeBy, mustBeOpen, mustBeVoter, refusal } from './load-ballot.ts';

// A shared tablet for members without a phone. It carries no session: a pass in its address opens one ballot on it, and a
// code of six digits, handed to one person, lets that person vote on it.

/** Tries that a code survives. */
const MOST_TRIES = 5;

const hashOf = (pass: string): string => createHash('sha256').update(pass).digest('base64url');

const isSame = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** A new pass for a shared tablet; the one before stops working. */
export async function makeTabletPass(tx: Tx, ballot: BallotRow): Promise<string> {
  mustBeOpen(ballot);
  mustBeBy(ballot, 'server-kept', 'verifiable');
  const pass = randomBytes(24).toString('base64url');
  await keepTabletHash(tx, ballot.id, hashOf(pass));
  return pass;
}

/** The ballot that the pass opens. A wrong pass and a ballot that is not there look alike: `ballots.tablet-closed`. */
export async function openByPass(tx: Tx, ballotId: Id, pass: string): Promise<BallotRow> {
  const ballot = await selectBallot(tx, ballotId);
  if (ballot?.state !== 'open' || !ballot.tabletHash || !isSame(ballot.tabletHash, hashOf(pass)))
    throw refusal('ballots.tablet-closed');
  return ballot;
}

/**
 * A one-time code for a voter, shown once: only its keyed hash is kept. A code given before stops working.
 * Errors: `ballots.already-voted`, and those of voters.
 */
export async function giveCode(tx: Tx, world: World, ballot: BallotRow, personId: Id): Promise<string> {
  mustBeOpen(ballot);
  mustBeBy(ballot, 'server-kept', 'verifiable');
  await mustBeVoter(tx, ballot, personId);
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const codeHash = keysOf(world, ballot.keyId!).tagOf('code', `${personId} ${code}`);
  if (!(await keepCodeHash(tx, ballot.id, personId, codeHash)))
    throw refusal(ballot.method === 'verifiable' ? 'ballots.token-given' : 'ballots.already-voted');
  return code;
}

/**
 * Checks a code that was typed on the tablet. The try is counted, and committed, before it is judged: tries made at the
 * same moment, or refused, cannot be had for nothing. Errors: `ballots.code-wrong`, `ballots.code-used-up`.
 */
export async function tryCode(world: World, ballot: BallotRow, personId: Id, code: string): Promise<void> {
  const counted = await inTransaction(world.db, 'write', (tx) =>
    countCodeTry(tx, ballot.id, personId, MOST_TRIES),
  );
  if (!counted) throw refusal('ballots.code-used-up', { field: 'code' });
  if (!isSame(counted.codeHash, keysOf(world, ballot.keyId!).tagOf('code', `${personId} ${code}`)))
    throw refusal('ballots.code-wrong', { field: 'code' });
  await inTransaction(world.db, 'write', (tx) => forgetCodeTries(tx, ballot.id, personId));
}
