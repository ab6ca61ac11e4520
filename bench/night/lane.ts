import { connect, type Socket } from 'node:net';

export type Reply = { status: number; body: string; retryAfterMs: number };

/** One kept connection that carries one request at a time. A browser's connection, without the browser. */
export class Lane {
  #socket: Socket | undefined;
  #waiting: { resolve: (reply: Reply) => void; reject: (error: Error) => void } | undefined;
  #got: Buffer[] = [];
  #size = 0;
  #need = -1;
  #head = 0;

  constructor(
    private readonly port: number,
    private readonly host = '127.0.0.1',
  ) {}

  send(request: Buffer | string): Promise<Reply> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      if (this.#socket === undefined) this.#open();
      this.#socket!.write(request);
    });
  }

  /** Sends so many bytes of a request, and the line is gone before an answer: whether it arrived, nobody can tell. */
  cut(request: string, bytes: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.#socket === undefined) this.#open();
      const socket = this.#socket!;
      socket.once('close', () => resolve());
      socket.write(Buffer.from(request).subarray(0, bytes), () => socket.destroy());
    });
  }

  close(): void {
    this.#socket?.destroy();
  }

  #open(): void {
    const socket = connect({ port: this.port, host: this.host, noDelay: true });
    this.#socket = socket;
    const fail = (error: Error) => {
      if (this.#socket !== socket) return;
      this.#socket = undefined;
      this.#reset();
      const waiting = this.#waiting;
      this.#waiting = undefined;
      waiting?.reject(error);
    };
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('error', fail);
    socket.on('close', () => fail(new Error('closed')));
  }

  #reset(): void {
    this.#got = [];
    this.#size = 0;
    this.#need = -1;
  }

  #take(chunk: Buffer): void {
    this.#got.push(chunk);
    this.#size += chunk.length;
    if (this.#need < 0) {
      const whole = this.#got.length === 1 ? chunk : Buffer.concat(this.#got);
      this.#got = [whole];
      const end = whole.indexOf('\r\n\r\n');
      if (end < 0) return;
      this.#head = end + 4;
      const head = whole.toString('latin1', 0, end);
      // As our server writes it; another one may write it otherwise.
      const at = head.indexOf('\r\ncontent-length: ');
      const length = at >= 0 ? Number.parseInt(head.slice(at + 18, at + 30), 10) : lengthIn(head);
      this.#need = length === null ? Number.POSITIVE_INFINITY : this.#head + length;
    }
    if (this.#need === Number.POSITIVE_INFINITY) {
      if (!endsLastChunk(this.#got)) return;
      // Its body is given as it came over the wire.
      this.#need = this.#size;
    }
    if (this.#size < this.#need) return;
    const whole = this.#got.length === 1 ? this.#got[0]! : Buffer.concat(this.#got);
    const status = Number(whole.toString('latin1', 9, 12));
    const body = whole.toString('utf8', this.#head, this.#need);
    const wait =
      status >= 400 ? /\r\nretry-after: (\d+)/i.exec(whole.toString('latin1', 0, this.#head)) : null;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    this.#reset();
    waiting?.resolve({ status, body, retryAfterMs: Number(wait?.[1] ?? 0) * 1000 });
  }
}

/** The length of the body; null of an answer that comes in pieces. */
function lengthIn(head: string): number | null {
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return Number(length);
  return /\r\ntransfer-encoding: *chunked/i.test(head) ? null : 0;
}

/** Whether a chunked answer is complete: one request is on the way at a time, so nothing follows its last chunk. */
function endsLastChunk(got: readonly Buffer[]): boolean {
  const last = got.at(-1)!;
  const tail = last.length >= 7 || got.length === 1 ? last : Buffer.concat(got.slice(-7));
  return tail.toString('latin1').endsWith('\r\n0\r\n\r\n');
}

/** A request as it goes over the wire. */
export function rawRequest(method: string, path: string, token: string, body: string, more = ''): string {
  return (
    `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: goc_session=${token}\r\n${more}` +
    (body === ''
      ? '\r\n'
      : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  );
}
