import { type Id, newId } from '#kernel/ids.ts';
import { appendEntries } from '../contract.ts';

export type HeardRefusal = { status: number; code: string; wayOut?: string; retryAfter: string | null };

/**
 * Devices in several hands of one meeting, over real HTTP: each writes entries one after the other and repeats what got no
 * answer, with the same ids, until the server has acknowledged it.
 */
export class StubbornDevices {
  readonly acknowledged = new Set<Id>();
  readonly faults = { cut: 0, refused: 0 };
  #waiting: { count: number; go: () => void }[] = [];
  #hearRefusal: (refusal: HeardRefusal) => void = () => {};
  #mayGoOn: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: {
      address: () => string;
      meetingId: Id;
      branchId: Id;
      authorId: Id;
      /** One for each device. */
      sessions: readonly string[];
      entriesEach: number;
      /** Now and then a line is cut before or after the server has done its work. */
      cutsLines?: boolean;
      textOf?: (device: number, n: number) => string;
    },
  ) {}

  get all(): number {
    return this.options.sessions.length * this.options.entriesEach;
  }

  /** Resolves with the ids of everything that was written, when all of it has been acknowledged. */
  async write(): Promise<Id[]> {
    const { sessions } = this.options;
    return (await Promise.all(sessions.map((session, at) => this.#device(session, at)))).flat();
  }

  /** Resolves when so many entries have been acknowledged. */
  reached(count: number): Promise<void> {
    return new Promise((go) => {
      if (this.acknowledged.size >= count) go();
      else this.#waiting.push({ count, go });
    });
  }

  /** Devices begin no further entry until they are let go: a fault that follows must find some still to come. */
  hold(): () => void {
    let goOn = () => {};
    this.#mayGoOn = new Promise((go) => {
      goOn = go;
    });
    return goOn;
  }

  /** The first refusal of a request that is sent from now on; what an earlier fault left under way is not meant. */
  nextRefusal(): Promise<HeardRefusal> {
    return new Promise((tell) => {
      this.#hearRefusal = tell;
    });
  }

  async #device(session: string, at: number): Promise<Id[]> {
    const { meetingId, branchId, authorId, sessions, entriesEach, cutsLines, textOf } = this.options;
    const deviceId = newId();
    const written: Id[] = [];
    for (let n = 0; n < entriesEach; n++) {
      await this.#mayGoOn;
      const entry = {
        id: newId(),
        meetingId,
        branchId,
        authorId,
        deviceId,
        lamport: 1_000 + n * sessions.length + at,
        at: Date.now(),
        kind: 'comment-added',
        payload: { text: textOf?.(at, n) ?? `Ý kiến ${at}.${n}` },
      };
      written.push(entry.id);
      for (let tries = 0; !this.acknowledged.has(entry.id); tries++) {
        // Whether the server had done its work by then, nobody can tell.
        const cut =
          cutsLines && n % 4 === 3 && tries === 0 ? AbortSignal.timeout(1 + ((n * 7 + at) % 12)) : undefined;
        await this.#send(session, entry, cut);
        if (!this.acknowledged.has(entry.id)) await new Promise((again) => setTimeout(again, 40));
      }
    }
    return written;
  }

  async #send(session: string, entry: { id: Id }, signal: AbortSignal | undefined): Promise<void> {
    const { address, meetingId } = this.options;
    const hearRefusal = this.#hearRefusal;
    try {
      const answer = await fetch(`${address()}${appendEntries.path.replace(':meetingId', meetingId)}`, {
        method: 'POST',
        headers: { cookie: `goc_session=${session}`, 'content-type': 'application/json' },
        body: JSON.stringify({ entries: [entry] }),
        ...(signal ? { signal } : {}),
      });
      const body = (await answer.json()) as {
        accepted?: { id: string }[];
        error?: { code: string; wayOut?: string };
      };
      if (body.accepted?.some(({ id }) => id === entry.id)) this.#acknowledge(entry.id);
      else {
        this.faults.refused += 1;
        const { code = JSON.stringify(body), wayOut } = body.error ?? {};
        hearRefusal({
          status: answer.status,
          code,
          ...(wayOut ? { wayOut } : {}),
          retryAfter: answer.headers.get('retry-after'),
        });
      }
    } catch {
      this.faults.cut += 1;
    }
  }

  #acknowledge(id: Id): void {
    this.acknowledged.add(id);
    const isReached = ({ count }: { count: number }) => this.acknowledged.size >= count;
    const reached = this.#waiting.filter(isReached);
    this.#waiting = this.#waiting.filter((one) => !isReached(one));
    for (const { go } of reached) go();
  }
}
