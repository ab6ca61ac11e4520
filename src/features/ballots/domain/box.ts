import type { Fraction, Matter, WhenUnmet } from '#features/rulebooks/contract.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { RuleSource } from '#kernel/result.ts';
import type { Paper } from './ballot-paper.ts';
import type { BOX_FORMAT } from './box-format.ts';
import { fromBase64Url, joined, toHex, utf8 } from './byte-text.ts';
import { type Canonical, canonicalJson } from './canonical-json.ts';
import type { Result, Tally } from './count-ballots.ts';
import { FIRST_WORDS, SECOND_WORDS } from './phrase-words.ts';

// The published box of a verifiable ballot: one file that anybody can count again. docs/ballot-box.md describes it for
// those who write a checker of their own.

/** Bits of the key that signs tokens. What hides the voter does not depend on it; what keeps out forged tokens does. */
export const TOKEN_KEY_BITS = 2048;
const TOKEN_BYTES = TOKEN_KEY_BITS / 8;
export const PREFIX_BYTES = 32;
/** An uncompressed point of P-256: 04, x, y. */
export const SLIP_KEY_BYTES = 65;
/** Two numbers of 32 bytes, as WebCrypto writes an ECDSA signature. */
const SIGNATURE_BYTES = 64;

/** One ballot in the box. All bytes as base64url. */
export type Slip = {
  /** The voter's own key of this one ballot, made on the device. Nobody knows whose it is. */
  key: string;
  /** Random bytes in front of the message that was signed blindly (RFC 9474, randomised). */
  prefix: string;
  /** The server's signature on the key, given without seeing it: one per voter. */
  token: string;
  /** The choice in letters; see `marks-text.ts`. */
  marks: string;
  /** The voter's signature on the choice, so that nobody can change it. */
  signature: string;
};

export type Box = {
  format: typeof BOX_FORMAT;
  ballotId: Id;
  branch: string;
  matter: Matter;
  question: string;
  heldOn: CivilDate;
  paper: Paper;
  /** The rule that the result follows from. */
  rule: { source: RuleSource; threshold: Fraction; whenUnmet: WhenUnmet };
  /** Who could vote, and what the share is counted on. */
  voters: number;
  base: number;
  /** Tokens that were given out. */
  tokens: number;
  /** Public key of the tokens (SubjectPublicKeyInfo). Its secret half was destroyed when the ballot was closed. */
  tokenKey: string;
  /** Public key of the seal (a point of P-256). */
  sealKey: string;
  /** In the order of the hashes of their keys: it says nothing of who voted when. */
  slips: Slip[];
  tally: Tally;
  result: Result;
  /** Signature on everything above, made when the ballot was closed. */
  seal: string;
};

/** What the server signs blindly: the purpose, the ballot and the voter's key, after the random prefix. */
export const tokenMessage = (ballotId: Id, key: Uint8Array): Uint8Array<ArrayBuffer> =>
  joined(utf8(`goc-ballot-1\n${ballotId}\n`), key);

/** What the voter signs: the purpose, the ballot and the choice. */
export const voteMessage = (ballotId: Id, marks: string): Uint8Array<ArrayBuffer> =>
  utf8(`goc-vote-1\n${ballotId}\n${marks}`);

/** What the seal is on: the purpose and the whole box without it, in its canonical text. */
export const sealMessage = (box: Omit<Box, 'seal'>): Uint8Array<ArrayBuffer> =>
  utf8(`goc-seal-1\n${canonicalJson(box as unknown as Canonical)}`);

/** The text of the file. */
export const boxText = (box: Box): string => canonicalJson(box as unknown as Canonical);

export const sha256 = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

/** The name under which a slip stands in the list: the hash of its key, as hex. */
export const slipName = async (key: Uint8Array<ArrayBuffer>): Promise<string> => toHex(await sha256(key));

export type SlipBytes = Record<Exclude<keyof Slip, 'marks'>, Uint8Array<ArrayBuffer>>;

/** The bytes of a slip, or null when one of them has another length than it must have. */
export function slipBytes(slip: Slip): SlipBytes | null {
  const lengths = {
    key: SLIP_KEY_BYTES,
    prefix: PREFIX_BYTES,
    token: TOKEN_BYTES,
    signature: SIGNATURE_BYTES,
  };
  const bytes = {} as SlipBytes;
  for (const part of ['key', 'prefix', 'token', 'signature'] as const) {
    const read = fromBase64Url(slip[part]);
    if (read?.length !== lengths[part]) return null;
    bytes[part] = read;
  }
  return bytes;
}

/**
 * Two words by which a voter finds the own ballot: the first byte of the slip's name picks one, the second the other.
 */
export const phraseOf = (name: string): string =>
  `${FIRST_WORDS[Number.parseInt(name.slice(0, 2), 16)]} ${SECOND_WORDS[Number.parseInt(name.slice(2, 4), 16)]}`;

/** The phrases of a whole box, given the sorted names; where several have the same words they are numbered. */
export function phrasesOf(names: readonly string[]): string[] {
  const plain = names.map(phraseOf);
  const seen = new Map<string, number>();
  return plain.map((phrase) => {
    if (plain.indexOf(phrase) === plain.lastIndexOf(phrase)) return phrase;
    const number = (seen.get(phrase) ?? 0) + 1;
    seen.set(phrase, number);
    return `${phrase} ${number}`;
  });
}

/** Four groups of four, as the hash of the box is read aloud and compared with the printed protocol. */
export const shortHash = (sha: string): string =>
  (sha.slice(0, 16).match(/.{4}/g) ?? []).join(' ').toUpperCase();
