import {
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';

// Closing an envelope that only the ballot's box key opens (X25519, HKDF-SHA256, AES-256-GCM). The content is padded to
// one length, so that all envelopes of a ballot look alike.

const POINT_BYTES = 32;
const TAG_BYTES = 16;
/** Each envelope has a key of its own, used once: a fixed nonce is right. */
const NONCE = Buffer.alloc(12);

const spkiOf = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' });
const pointOf = (key: KeyObject): Buffer => spkiOf(key).subarray(-POINT_BYTES);
/** What stands before the point in the SubjectPublicKeyInfo of an X25519 key. */
const SPKI_HEAD = Buffer.from('302a300506032b656e032100', 'hex');

const keyFor = (shared: Buffer, fresh: Buffer, box: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', shared, Buffer.concat([fresh, box]), 'goc-sealed-slip-1', 32));

/** Box keys that were parsed: parsing one for every vote would be much of the work. */
const parsedKeys = new Map<string, KeyObject>();
const MOST_PARSED = 32;

function boxKeyOf(text: string): KeyObject {
  const known = parsedKeys.get(text);
  if (known) return known;
  const key = createPublicKey({ key: Buffer.from(text, 'base64url'), format: 'der', type: 'spki' });
  if (parsedKeys.size >= MOST_PARSED) parsedKeys.clear();
  parsedKeys.set(text, key);
  return key;
}

/** Seals `content`, padded to `length` bytes, for the holder of the box key. Two seals of one content differ. */
export function sealFor(boxKey: string, content: Buffer, length: number): string {
  if (content.length > length - 2) throw new RangeError('The content is longer than the envelope.');
  const padded = Buffer.alloc(length);
  padded.writeUInt16BE(content.length);
  content.copy(padded, 2);
  const box = boxKeyOf(boxKey);
  const fresh = generateKeyPairSync('x25519');
  const freshPoint = pointOf(fresh.publicKey);
  const shared = diffieHellman({ privateKey: fresh.privateKey, publicKey: box });
  const cipher = createCipheriv('aes-256-gcm', keyFor(shared, freshPoint, pointOf(box)), NONCE);
  return Buffer.concat([freshPoint, cipher.update(padded), cipher.final(), cipher.getAuthTag()]).toString(
    'base64url',
  );
}

/** The content, or null when the envelope was damaged or is another ballot's. */
export function openSealed(boxKey: KeyObject, sealed: string): Buffer | null {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < POINT_BYTES + TAG_BYTES) return null;
  const freshPoint = bytes.subarray(0, POINT_BYTES);
  const fresh = createPublicKey({ key: Buffer.concat([SPKI_HEAD, freshPoint]), format: 'der', type: 'spki' });
  try {
    const shared = diffieHellman({ privateKey: boxKey, publicKey: fresh });
    const decipher = createDecipheriv(
      'aes-256-gcm',
      keyFor(shared, freshPoint, pointOf(createPublicKey(boxKey))),
      NONCE,
    );
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    const padded = Buffer.concat([
      decipher.update(bytes.subarray(POINT_BYTES, -TAG_BYTES)),
      decipher.final(),
    ]);
    return padded.subarray(2, 2 + padded.readUInt16BE());
  } catch {
    return null;
  }
}
