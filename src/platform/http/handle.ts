import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor, Place } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Answer, HandlerInput, Route } from '#kernel/route.ts';
import type { Tx } from '../database/database.ts';
import type { World } from '../feature.ts';

/** Said by a short way that has taken the connection over. */
export const HIJACKED = Symbol('hijacked');

/** A file as an answer. */
export class FileAnswer {
  constructor(
    readonly bytes: Uint8Array | string,
    readonly mediaType: string,
    readonly fileName: string,
    readonly show: 'attachment' | 'inline' = 'attachment',
  ) {}
}

/** What a handler is given. `actor` is who asks, as of today; a public route has none. */
export type Request = {
  tx: Tx;
  world: World;
  nowMs: number;
  today: CivilDate;
  actor: Actor;
  language: 'vi' | 'en';
  /** Refuses with the matrix's sentence unless the actor may do the route's verb at this place. */
  authorize: (place: Place) => void;
  /** Whether the actor may do another verb at this place: abilities that travel with a record. */
  may: (verb: string, place: Place) => boolean;
  /** History line of this change, in this transaction. */
  record: (line: {
    verb: string;
    unitId?: Id;
    subjectId?: Id;
    details?: Record<string, unknown>;
  }) => Promise<void>;
  /** Notes that personal data is shown, and why when it was asked; written before the answer leaves. */
  noteRead: (what: string, personIds: readonly Id[], unitId?: Id, reason?: string | null) => void;
  /** Runs after commit, never when it failed. For live messages. */
  afterCommit: (work: () => void) => void;
  raw: { request: FastifyRequest; reply: FastifyReply };
};

/** What many devices send at once, before any transaction has opened. */
export type SwiftRequest = {
  world: World;
  nowMs: number;
  today: CivilDate;
  /** The secret of the session; a request without one is never swift. */
  token: string;
  // biome-ignore lint/suspicious/noExplicitAny: the route's own params
  params: any;
  // biome-ignore lint/suspicious/noExplicitAny: the route's own body
  body: any;
  // biome-ignore lint/suspicious/noExplicitAny: the route's own query
  query: any;
  raw: Request['raw'];
  /** When this session last changed something on the ordinary way, in milliseconds since the epoch: it is to see that. */
  wroteAtMs: number;
  /** Runs when the request has ended, also on the ordinary path and when that fails. */
  whenDone: (work: () => void) => void;
};

export type Handler = {
  // biome-ignore lint/suspicious/noExplicitAny: the registry holds handlers of every shape
  route: Route<any, any, any, any, any, any>;
  options: HandlerOptions;
  prepare?: (preparation: Preparation) => Promise<unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: typed at `handle`
  run: (request: any) => Promise<unknown>;
};

export type Preparation = {
  world: World;
  // biome-ignore lint/suspicious/noExplicitAny: typed at `handle`
  params: any;
  // biome-ignore lint/suspicious/noExplicitAny: typed at `handle`
  query: any;
  // biome-ignore lint/suspicious/noExplicitAny: typed at `handle`
  body: any;
  /** Null on public routes. */
  actor: Actor | null;
  request: FastifyRequest;
};

export type HandlerOptions = {
  /**
   * Where the thing lies, for a route with slow work before its transaction: the matrix is asked before the work
   * begins, so that nobody can make the server work for a thing that is closed to them.
   */
  // biome-ignore lint/suspicious/noExplicitAny: the route's own params
  place?: (tx: Tx, params: any, today: CivilDate, actor: Actor) => Promise<Place>;
  /**
   * Who asks, for things of a unit that is no more: the rights that were held there on its last day go with its papers.
   */
  // biome-ignore lint/suspicious/noExplicitAny: the route's own params
  who?: (tx: Tx, actor: Actor, params: any, today: CivilDate) => Promise<Actor>;
  /** Writes need no request key: the body itself is idempotent (ids made on the device). */
  idempotentByBody?: boolean;
  /**
   * A short way for what is plainly allowed: answers when it did the write, under the same rules and durable, or read what
   * lies in the database by now; gives undefined for everything else, which then goes the ordinary way and is judged, and
   * refused, there. A stream that was opened is answered by HIJACKED.
   */
  swift?: (request: SwiftRequest) => Promise<unknown>;
  /**
   * Units, their tree and the rules may be answered from memory, which is asked about once: for routes that many devices
   * call and that change none of these.
   */
  heldFacts?: boolean;
  /** What lies at this address never changes: a device keeps it. */
  isForever?: boolean;
  /** The handler answers by itself (streams). It is given a transaction only for its checks. */
  stream?: boolean;
  /** Body is a file as `application/octet-stream`, given as `raw.request.body` (Buffer). Its query may come in `BESIDE_FILE`. */
  fileBody?: boolean;
};

/** Binds a route to its code. The types of params, query, body and answer come from the contract. */
export const handle = <R extends Route>(
  route: R,
  run: (request: Request & HandlerInput<R>) => Promise<Answer<R> | FileAnswer | undefined>,
  options: HandlerOptions = {},
): Handler => ({ route, run, options });

/**
 * The same for a route with slow work that needs no transaction (reading a spreadsheet, hashing a password):
 * `prepare` runs after the sign-in check and before the transaction opens, `run` is given its value as `prepared`.
 */
export const handlePrepared = <R extends Route, Prepared>(
  route: R,
  prepare: (preparation: Preparation) => Promise<Prepared>,
  run: (
    request: Request & HandlerInput<R> & { prepared: Prepared },
  ) => Promise<Answer<R> | FileAnswer | undefined>,
  options: HandlerOptions = {},
): Handler => ({ route, run, options, prepare });
