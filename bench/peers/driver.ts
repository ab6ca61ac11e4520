import { readFileSync } from 'node:fs';
import { Lane } from '../night/lane.ts';
import type { Template } from './peer.ts';

// Sends one kind of request as fast as it is answered, over connections that stay open, in a process of its own. Reads
// an order from the standard input and writes what it measured to the standard output.

export type PeerOrder = {
  port: number;
  connections: number;
  seconds: number;
  /** Numbers of the requests begin here. */
  from: number;
  kept: number;
  template: Template;
};

export type PeerMeasured = {
  requests: number;
  /** From the first request to the last answer. */
  seconds: number;
  /** Milliseconds of every request. */
  p50: number;
  p95: number;
  p99: number;
  max: number;
  kept: number;
  errors: Record<string, number>;
  /** The first number that was not used. */
  next: number;
};

const order = JSON.parse(readFileSync(0, 'utf8')) as PeerOrder;
const { method, path, headers, body } = order.template;
const head = `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1:${order.port}\r\n${Object.entries(headers)
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join('')}content-type: application/json\r\n`;

const times: number[] = [];
const errors: Record<string, number> = {};
let next = order.from;
let kept = 0;

const began = performance.now();
const until = began + order.seconds * 1000;
await Promise.all(
  Array.from({ length: order.connections }, async () => {
    const lane = new Lane(order.port);
    while (performance.now() < until) {
      const text = body.replaceAll('{n}', String(next++)).replaceAll('{at}', new Date().toISOString());
      const sentAt = performance.now();
      const status = await lane
        .send(`${head}content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`)
        .then((reply) => reply.status)
        .catch(() => 0);
      times.push(performance.now() - sentAt);
      if (status === order.kept) kept += 1;
      else errors[status] = (errors[status] ?? 0) + 1;
    }
    lane.close();
  }),
);
const seconds = (performance.now() - began) / 1000;
const sorted = Float64Array.from(times).sort();
const at = (share: number) => sorted[Math.max(0, Math.ceil((share / 100) * sorted.length) - 1)] ?? 0;
const measured: PeerMeasured = {
  requests: sorted.length,
  seconds,
  p50: at(50),
  p95: at(95),
  p99: at(99),
  max: sorted.at(-1) ?? 0,
  kept,
  errors,
  next,
};
process.stdout.write(JSON.stringify(measured));
