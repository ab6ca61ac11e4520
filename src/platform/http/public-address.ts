import type { Request } from './handle.ts';

/** Where the app is reached from a phone: the configured address, or the one this request came to; no slash at its end. */
export const publicAddress = ({ world, raw }: Pick<Request, 'world' | 'raw'>): string =>
  (world.config.publicUrl ?? `${raw.request.protocol}://${raw.request.host}`).replace(/\/$/, '');
