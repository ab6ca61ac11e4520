import { createServer, connect as netConnect } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import { expect, test } from 'vitest';

test('a call to another machine fails at once and names it', async () => {
  expect(() => netConnect(443, 'example.org')).toThrow('example.org');
  expect(() => netConnect({ port: 80, host: '192.0.2.1' })).toThrow('192.0.2.1');
  expect(() => tlsConnect({ port: 443, host: 'example.org' })).toThrow('example.org');
  const failure = await fetch('http://example.org/').then(
    () => undefined,
    (error: Error) => error.cause as Error,
  );
  expect(failure?.message).toContain('example.org');
});

test.each(['127.0.0.1', 'localhost'])('a call to %s is let through', async (host) => {
  const server = createServer((socket) => socket.end('xin chào'));
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as { port: number };
  const heard = await new Promise<string>((resolve, reject) => {
    const socket = netConnect({ port, host });
    socket.on('error', reject);
    socket.once('data', (bytes) => resolve(bytes.toString()));
  });
  server.close();
  expect(heard).toBe('xin chào');
});
