import { isIP, Socket } from 'node:net';

// Loaded before every test file. A test that reaches for another machine fails at the call that did it.

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

/** Where a call of `socket.connect` wants to go, or undefined for a socket file of this machine. */
function targetOf(args: readonly unknown[]): string | undefined {
  // net.connect() hands its normalised arguments over as one array.
  const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  if (typeof first === 'object' && first !== null) {
    const options = first as { path?: unknown; host?: unknown };
    return options.path ? undefined : String(options.host ?? 'localhost');
  }
  if (typeof first === 'string' && Number.isNaN(Number(first))) return undefined;
  return typeof second === 'string' ? second : 'localhost';
}

const connect = Socket.prototype.connect;
Socket.prototype.connect = function guarded(this: Socket, ...args: unknown[]) {
  const host = targetOf(args);
  if (host !== undefined && !isLoopback(host))
    throw new Error(`A test tried to reach ${host}. Tests speak to this machine only.`);
  return Reflect.apply(connect, this, args);
} as typeof connect;
