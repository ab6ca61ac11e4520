import { createHash } from 'node:crypto';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import type { World } from '#platform/feature.ts';
import {
  type BallotRow,
  insertSealedSlip,
  keepSealedVote,
  keepTokenHash,
  selectContentTag,
} from '../db/ballots.sql.ts';
import { MOST_CANDIDATES } from '../domain/ballot-paper.ts';
import type { Slip } from '../domain/box.ts';
import { keysOf } from './ballot-keys.ts';
import { mustBeBy, mustBeOpen, mustBeVoter, readChoice, refusal } from './load-ballot.ts';
import { sealFor } from './seal.ts';

/** Long enough for every choice in letters. */
const CHOICE_BYTES = MOST_CANDIDATES + 2;
/** A whole slip as text: three fixed parts of base64url, the longest choice, and what names them. */
const SLIP_BYTES = 800;

/**
 * A secret vote that the server keeps. The choice is sealed before it reaches the database; it is opened, without a name
 * beside it, when the ballot is closed. The ballot is held with `share`.
 * Errors: `ballots.already-voted`, `ballots.marks-unreadable`, `ballots.too-many-names`, and those of voters.
 */
export async function voteSecretly(tx: Tx, ballot: BallotRow, personId: Id, letters: string): Promise<void> {
  mustBeOpen(ballot);
  mustBeBy(ballot, 'server-kept');
  await mustBeVoter(tx, ballot, personId);
  readChoice(ballot, letters);
  const sealed = sealFor(ballot.boxKey!, Buffer.from(letters), CHOICE_BYTES);
  if (!(await keepSealedVote(tx, ballot.id, personId, sealed))) throw refusal('ballots.already-voted');
}

/**
 * Signs the blinded message of a voter: one message for each, the same one again as often as it is asked for. The server
 * cannot see the key that it vouches for. The ballot is held with `share`.
 * Errors: `ballots.token-given`, `ballots.token-request-broken`, `ballots.keys-lost`, and those of voters.
 */
export async function giveToken(
  tx: Tx,
  world: World,
  ballot: BallotRow,
  personId: Id,
  blinded: string,
): Promise<string> {
  mustBeOpen(ballot);
  mustBeBy(ballot, 'verifiable');
  await mustBeVoter(tx, ballot, personId);
  const message = Buffer.from(blinded, 'base64url');
  const signature = keysOf(world, ballot.keyId!).signBlinded(message);
  if (!signature) throw refusal('ballots.token-request-broken', { field: 'blinded' });
  const tokenHash = createHash('sha256').update(message).digest('base64url');
  if (!(await keepTokenHash(tx, ballot.id, personId, tokenHash))) throw refusal('ballots.token-given');
  return signature.toString('base64url');
}

/**
 * Puts a slip whose token and signature were checked into the box, sealed. The same slip again is in the box already;
 * another one under the same key is refused. The ballot is held with `share`. Errors: `ballots.slip-in-the-box`.
 */
export async function castSlip(
  tx: Tx,
  world: World,
  ballot: BallotRow,
  slip: Slip,
  name: string,
): Promise<void> {
  mustBeOpen(ballot);
  mustBeBy(ballot, 'verifiable');
  readChoice(ballot, slip.marks);
  const { tagOf } = keysOf(world, ballot.keyId!);
  const text = JSON.stringify([slip.key, slip.prefix, slip.token, slip.marks, slip.signature]);
  const tag = tagOf('slip', name);
  const contentTag = tagOf('content', text);
  const sealed = sealFor(ballot.boxKey!, Buffer.from(text), SLIP_BYTES);
  if (await insertSealedSlip(tx, ballot.id, { tag, contentTag, sealed })) return;
  const lying = await selectContentTag(tx, ballot.id, tag);
  if (lying?.contentTag !== contentTag) throw refusal('ballots.slip-in-the-box');
}
