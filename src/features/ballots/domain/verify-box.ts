import type { Id } from '#kernel/ids.ts';
import type { Marks, Paper } from './ballot-paper.ts';
import {
  type Box,
  boxText,
  type Slip,
  sealMessage,
  sha256,
  slipBytes,
  slipName,
  TOKEN_KEY_BITS,
  tokenMessage,
  voteMessage,
} from './box.ts';
import { fromBase64Url, joined, toHex } from './byte-text.ts';
import { type Canonical, canonicalJson } from './canonical-json.ts';
import { decide, tallyBallots } from './count-ballots.ts';
import { readMarks } from './marks-text.ts';
import { readBox } from './read-box.ts';

const PSS = { name: 'RSA-PSS', hash: 'SHA-384' };
const SALT_BYTES = 48;
const P256 = { name: 'ECDSA', namedCurve: 'P-256' };
const ECDSA = { name: 'ECDSA', hash: 'SHA-256' };

export const importTokenKey = (spki: Uint8Array<ArrayBuffer>, extractable = false): Promise<CryptoKey> =>
  crypto.subtle.importKey('spki', spki, PSS, extractable, ['verify']);

const importPoint = (point: Uint8Array<ArrayBuffer>): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', point, P256, false, ['verify']);

/** What is wrong with one slip, whatever else is in the box. */
export const SLIP_FAULTS = ['slip-unreadable', 'token-forged', 'vote-changed', 'marks-unreadable'] as const;
export type SlipFault = (typeof SLIP_FAULTS)[number];

/**
 * Whether a slip may lie in the box of this ballot: its token was signed by the ballot's key for this ballot and this
 * key, and the choice by the key. The marks have the paper's shape; whether they are valid is a question of counting.
 */
export async function checkSlip(
  ballot: { ballotId: Id; paper: Paper; tokenKey: CryptoKey },
  slip: Slip,
): Promise<{ fault: SlipFault } | { marks: Marks; name: string }> {
  const bytes = slipBytes(slip);
  if (!bytes) return { fault: 'slip-unreadable' };
  const message = joined(bytes.prefix, tokenMessage(ballot.ballotId, bytes.key));
  const isToken = await crypto.subtle.verify(
    { name: 'RSA-PSS', saltLength: SALT_BYTES },
    ballot.tokenKey,
    bytes.token,
    message,
  );
  if (!isToken) return { fault: 'token-forged' };
  const voter = await importPoint(bytes.key).catch(() => null);
  if (!voter) return { fault: 'slip-unreadable' };
  const isOwn = await crypto.subtle.verify(
    ECDSA,
    voter,
    bytes.signature,
    voteMessage(ballot.ballotId, slip.marks),
  );
  if (!isOwn) return { fault: 'vote-changed' };
  const marks = readMarks(ballot.paper, slip.marks);
  return marks ? { marks, name: await slipName(bytes.key) } : { fault: 'marks-unreadable' };
}

export const BOX_FAULTS = [
  /** Not the text of a box at all. */
  'not-a-box',
  /** A box of a version that this program does not know. */
  'other-format',
  /** The same content written differently: spaces, order of keys, doubled keys. */
  'not-canonical',
  /** The hash differs from the one given, as printed on the protocol. */
  'other-hash',
  'key-unreadable',
  'seal-broken',
  ...SLIP_FAULTS,
  'slip-twice',
  'not-sorted',
  'more-slips-than-tokens',
  'more-tokens-than-voters',
  'more-voters-than-base',
  /** The counted votes differ from those in the file. */
  'tally-differs',
  /** What follows from the votes by the rule differs from what the file says. */
  'result-differs',
] as const;
export type BoxFaultCode = (typeof BOX_FAULTS)[number];

export type BoxFault = {
  fault: BoxFaultCode;
  /** The slip's number in the list, from 1, when one slip is to blame. */
  slip?: number;
  facts?: Record<string, string | number>;
};

export type BoxCheck = {
  /** Of the text of the file, as hex. */
  sha256: string;
  /** Null when the text is no box. */
  box: Box | null;
  /** The names of the slips, in the order of the list; empty where a slip is unreadable. */
  names: string[];
  faults: BoxFault[];
};

/**
 * Checks a published box by itself: one file, no database, no server. Every slip's token and signature, doubles, their
 * number against the tokens and the voters, the tally, what follows from it, the seal, and, when the printed hash is
 * given, the hash. Names every fault that it finds.
 */
export async function verifyBox(
  file: Uint8Array<ArrayBuffer>,
  expected: { sha256?: string } = {},
): Promise<BoxCheck> {
  const hash = toHex(await sha256(file));
  const text = textOf(file);
  const faults: BoxFault[] = [];
  const say = (fault: BoxFaultCode, more: Omit<BoxFault, 'fault'> = {}) => faults.push({ fault, ...more });

  const wanted = expected.sha256?.replaceAll(/\s/g, '').toLowerCase();
  if (wanted !== undefined && !(wanted.length >= 16 && hash.startsWith(wanted)))
    say('other-hash', { facts: { hash } });
  const read = text === null ? { fault: 'not-a-box' as const } : readBox(text);
  if (!('box' in read)) {
    say(read.fault);
    return { sha256: hash, box: null, names: [], faults };
  }
  const { box } = read;
  if (boxText(box) !== text) say('not-canonical');

  const names = await checkSlips(box, say);
  await checkSeal(box, say);
  checkNumbers(box, say);
  return { sha256: hash, box, names, faults };
}

/** The text of the file byte by byte; null when the bytes are no text. A mark at the beginning is part of it. */
function textOf(file: Uint8Array<ArrayBuffer>): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file);
  } catch {
    return null;
  }
}

type Say = (fault: BoxFaultCode, more?: Omit<BoxFault, 'fault'>) => void;

async function checkSlips(box: Box, say: Say): Promise<string[]> {
  const spki = fromBase64Url(box.tokenKey);
  const tokenKey = spki && (await importTokenKey(spki).catch(() => null));
  const bits = (tokenKey?.algorithm as RsaHashedKeyAlgorithm | undefined)?.modulusLength;
  if (!tokenKey || bits !== TOKEN_KEY_BITS) {
    say('key-unreadable', { facts: { key: 'tokenKey' } });
    return [];
  }
  const ballot = { ballotId: box.ballotId, paper: box.paper, tokenKey };
  const names: string[] = [];
  const ballots: Marks[] = [];
  for (const [at, slip] of box.slips.entries()) {
    const checked = await checkSlip(ballot, slip);
    if ('fault' in checked) {
      say(checked.fault, { slip: at + 1 });
      names.push('');
      continue;
    }
    if (names.includes(checked.name)) say('slip-twice', { slip: at + 1 });
    else if (names.some((name) => name > checked.name)) say('not-sorted', { slip: at + 1 });
    names.push(checked.name);
    ballots.push(checked.marks);
  }
  const tally = tallyBallots(box.paper, ballots, box.tokens);
  if (!isSame(tally, box.tally)) say('tally-differs');
  if (!isSame(decide(box.paper, tally, box.base, box.rule), box.result)) say('result-differs');
  return names;
}

async function checkSeal(box: Box, say: Say): Promise<void> {
  const { seal, ...sealed } = box;
  const point = fromBase64Url(box.sealKey);
  const key = point && (await importPoint(point).catch(() => null));
  if (!key) return say('key-unreadable', { facts: { key: 'sealKey' } });
  const signature = fromBase64Url(seal);
  const holds =
    signature !== null && (await crypto.subtle.verify(ECDSA, key, signature, sealMessage(sealed)));
  if (!holds) say('seal-broken');
}

function checkNumbers(box: Box, say: Say): void {
  const { voters, tokens, base, slips } = box;
  if (slips.length > tokens) say('more-slips-than-tokens', { facts: { slips: slips.length, tokens } });
  if (tokens > voters) say('more-tokens-than-voters', { facts: { tokens, voters } });
  if (voters > base) say('more-voters-than-base', { facts: { voters, base } });
}

const isSame = (a: unknown, b: unknown): boolean =>
  canonicalJson(a as Canonical) === canonicalJson(b as Canonical);
