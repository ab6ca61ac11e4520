import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

// N=32768, r=8, p=1: about an eighth of a second, in libuv's threads, so other requests go on.
const COST = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

const derive = (password: string, salt: Buffer, cost: typeof COST): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(password.normalize('NFC'), salt, 32, cost, (error, key) => (error ? reject(error) : resolve(key))),
  );

/** `scrypt$N$r$p$salt$key`, so that a later, dearer cost can live beside this one. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64'), key.toString('base64')].join('$');
}

const DECOY = `scrypt$${COST.N}$8$1$${Buffer.alloc(16).toString('base64')}$${Buffer.alloc(32).toString('base64')}`;

/** Whether the password fits. Takes as long for an unknown account (null) as for a known one. */
export async function passwordFits(password: string, stored: string | null): Promise<boolean> {
  const [, n, r, p, salt, key] = (stored ?? DECOY).split('$');
  const derived = await derive(password, Buffer.from(salt!, 'base64'), {
    ...COST,
    N: Number(n),
    r: Number(r),
    p: Number(p),
  });
  return timingSafeEqual(derived, Buffer.from(key!, 'base64')) && stored !== null;
}
