import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import fastifyStatic from '@fastify/static';
import swagger from '@fastify/swagger';
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import helmet from 'helmet';
import { z } from 'zod';
import { type Actor, isInSight, type Place } from '#kernel/actor.ts';
import { type CivilDate, civilDateAt } from '#kernel/civil-date.ts';
import { type ErrorTable, factsIn, fillFacts } from '#kernel/error-table.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError, type Refusal } from '#kernel/result.ts';
import { BESIDE_FILE } from '#kernel/route.ts';
import { inTransaction, sqlState, type Tx, together } from '../database/database.ts';
import { isFullDisk, noteFullDisk } from '../database/full-disk.ts';
import { lookAtHeldFacts } from '../database/held-facts.ts';
import { faultOf } from '../fault.ts';
import type { PolicyRow, World } from '../feature.ts';
import { type PersonalRead, recordHistory, recordPersonalRead } from '../history/record.ts';
import { personOfToken, renewSession, SESSION_COOKIE } from '../sign-in/sessions.ts';
import { TokenHolders } from '../sign-in/token-holders.ts';
import { FileAnswer, type Handler, HIJACKED, type Request } from './handle.ts';
import { LastWrites } from './last-writes.ts';
import { Pace } from './pace.ts';
import { platformErrors } from './platform-errors.ts';
import { problemText } from './problem-text.ts';
import { claimKey, keepAnswer } from './request-keys.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Requests under way, streams apart. */
    underWay: () => number;
  }
  interface FastifyRequest {
    /** The code of the refusal that answered it. */
    refusedWith: string | null;
  }
}

export const MOST_MEGABYTES = 10;
const MEGABYTE = 1024 * 1024;
/** When a busy server asks its devices to come back; they spread themselves over half as long again. */
const BUSY_SECONDS = 3;
/** Requests under way at once, streams apart; above it devices are told to come back before anything queues up. */
const MOST_UNDER_WAY = 1_500;

/** An answer of the API that is opened as a page loads nothing and stands in no frame. */
const API_HEADERS: Headers = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

/** Of an answer to a write that took the short way. */
const SWIFT_HEADERS: Headers = {
  ...API_HEADERS,
  'cache-control': 'private, no-store',
  'content-type': 'application/json; charset=utf-8',
};

/** A script or a picture is part of a page, whose headers rule over it: on a phone's line those of thirty files would weigh 20 kB. */
const ASSET_HEADERS: Headers = {
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};

type Headers = Readonly<Record<string, string>>;

/** What every page is sent with. The same for all of them, so that it is worked out once and not for each request. */
function pageHeaders(): Headers {
  const found: Record<string, string> = {};
  const answer = {
    setHeader: (name: string, value: string) => {
      found[name.toLowerCase()] = value;
    },
    removeHeader: () => {},
  } as unknown as ServerResponse;
  const say = helmet({
    contentSecurityPolicy: {
      useDefaults: true,
      directives: {
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'connect-src': ["'self'"],
        'frame-ancestors': ["'none'"],
        'upgrade-insecure-requests': null,
      },
    },
    // Plain http on a branch's own network is a valid way to run; https is the proxy's to promise.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
  });
  say({} as IncomingMessage, answer, () => {});
  return found;
}
/** What pages send beside a file counts as the query; scripts may write it into the address. */
async function takeWhatIsBesideFile(request: FastifyRequest): Promise<void> {
  const beside = request.headers[BESIDE_FILE];
  if (typeof beside !== 'string' || beside === '') return;
  const said = new URLSearchParams(beside);
  const query: Record<string, string | string[]> = Object.create(null);
  for (const name of new Set(said.keys())) {
    const all = said.getAll(name);
    query[name] = all.length === 1 ? all[0]! : all;
  }
  request.query = query;
}

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
/** SQLSTATEs of texts that hold a zero byte or half a character: the sender's fault. */
const NOT_STORABLE = new Set(['22021', '22P02', '22P05']);

/**
 * How far back the packing looks, in powers of two. Its memory lies outside of the heap: with the largest window each answer
 * took megabytes, for which V8 went through everything it holds again and again.
 */
const WINDOW_BITS = 16;
/**
 * What a reader asks for leaves packed, to a third or less: most phones are on a slow line. Little of
 * the level's effort is worth its time. What is written is answered in few words, as they are.
 */
const PACKED = {
  customTypes: /^application\/json/,
  encodings: ['br', 'gzip'] as ('br' | 'gzip')[],
  threshold: 2048,
  brotliOptions: {
    params: { [constants.BROTLI_PARAM_QUALITY]: 2, [constants.BROTLI_PARAM_LGWIN]: WINDOW_BITS },
  },
  zlibOptions: { level: 1 },
};

/** Shape of every refusal that leaves the server. */
const refusalAnswer = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      wayOut: z.string().optional(),
      field: z.string().optional(),
      rule: z
        .object({
          document: z.string(),
          article: z.string().optional(),
          on: z.string().optional(),
          verified: z.boolean(),
        })
        .optional(),
      facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
    }),
  })
  .meta({ id: 'Refusal' });

type ServerOptions = {
  world: World;
  /** The actor of a person on a day; null when the person is not known any more. */
  loadActor: (tx: Tx, personId: Id, day: string) => Promise<Actor | null>;
  /** Handlers that belong to no feature (sign-in, health). */
  handlers: readonly Handler[];
  /** Rows of the authority matrix for those handlers. */
  policy?: readonly PolicyRow[];
  /** Folder of the built client; nothing is served from it when absent. */
  clientFolder?: string;
};

const languageOf = (request: FastifyRequest): 'vi' | 'en' =>
  String(request.headers['accept-language'] ?? '')
    .trim()
    .toLowerCase()
    .startsWith('en')
    ? 'en'
    : 'vi';

/** The name twice: in plain letters, and in full without marks that hide or reverse text or end the header. */
function dispositionOf({ fileName, show }: FileAnswer): string {
  // Halves of a surrogate pair are category Cs and cannot be percent-encoded.
  const name = fileName.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '');
  const plain = name.normalize('NFD').replace(/[^\w .-]/g, '');
  const full = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `${show}; filename="${plain}"; filename*=UTF-8''${full}`;
}

/** Turns refusals into words and statuses; one table for all features, checked for doubles at start. */
function makeErrorAnswers(world: World) {
  const table: ErrorTable = { ...platformErrors };
  for (const feature of world.features)
    for (const [code, row] of Object.entries(feature.errors)) {
      if (table[code]) throw new Error(`Error code ${code} is defined twice.`);
      table[code] = row;
    }
  return (refusal: Refusal, language: 'vi' | 'en') => {
    const row = table[refusal.code];
    if (!row) throw new Error(`Error code ${refusal.code} has no text.`);
    return {
      status: row.status,
      body: {
        error: {
          code: refusal.code,
          message: fillFacts(row[language], factsIn(language, refusal.facts)).trim(),
          wayOut: row.wayOut?.[language],
          field: refusal.field,
          rule: refusal.rule,
          facts: refusal.facts,
        },
      },
    };
  };
}

/** Whether the page that sent the request is one of ours. Browsers send `null` for pages without an origin. */
const isOwnOrigin = (origin: string, host: string | undefined): boolean =>
  URL.canParse(origin) && new URL(origin).host === host;

/** The HTTP server of the whole product, not yet listening. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const { world } = options;
  const answerOf = makeErrorAnswers(world);
  const handlers = [...options.handlers, ...world.features.flatMap((f) => f.handlers)];
  const policy = new Map<string, PolicyRow>();
  for (const row of [...(options.policy ?? []), ...world.features.flatMap((f) => f.policy)]) {
    if (policy.has(row.verb)) throw new Error(`The authority matrix has ${row.verb} twice.`);
    policy.set(row.verb, row);
  }

  const app = Fastify({
    loggerInstance: world.log,
    logController: new LogController({ disableRequestLogging: true }),
    // Nothing is logged per request, so none needs a logger of its own.
    childLoggerFactory: (logger) => logger,
    bodyLimit: MEGABYTE,
    trustProxy: 'loopback',
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
    // An address that cannot be decoded never reaches a route, and is refused in the same shape.
    frameworkErrors: (_error, request, reply) => {
      const language = languageOf(request as FastifyRequest);
      const problem = language === 'vi' ? 'địa chỉ không đọc được.' : 'the address cannot be read.';
      const refusal = { code: 'platform.bad-request', facts: { problem } };
      const { status, body } = answerOf(refusal, language);
      void (reply as FastifyReply).status(status).send(body);
    },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  // Only what a foreign page cannot send without asking first is read: no forms, no plain text.
  app.removeContentTypeParser('text/plain');
  await app.register(cookie);
  await app.register(compress, { global: false });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Gốc',
        version: '1',
        description: 'Every route of Gốc, made from the contracts of its features.',
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
          token: { type: 'http', scheme: 'bearer' },
        },
      },
    },
    transform: jsonSchemaTransform,
  });

  const fail = (reply: FastifyReply, request: FastifyRequest, refusal: Refusal) => {
    const { status, body } = answerOf(refusal, languageOf(request));
    const wait = refusal.facts?.seconds ?? (status === 503 ? BUSY_SECONDS : undefined);
    if (wait !== undefined) reply.header('retry-after', String(wait));
    request.refusedWith = refusal.code;
    return reply.status(status).send(body);
  };

  app.setErrorHandler((error: Error & { code?: string; statusCode?: number }, request, reply) => {
    if (error instanceof DomainError) return fail(reply, request, error.refusal);
    if (hasZodFastifySchemaValidationErrors(error)) {
      const { field, problem } = problemText(error.validation[0]!, languageOf(request));
      return fail(reply, request, { code: 'platform.bad-request', field, facts: { problem } });
    }
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE')
      return fail(reply, request, {
        code: 'platform.too-large',
        facts: { megabytes: Math.floor((request.routeOptions.bodyLimit ?? MEGABYTE) / MEGABYTE) },
      });
    if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
      return fail(reply, request, { code: 'platform.wrong-media-type' });
    if (error.statusCode && error.statusCode >= 400 && error.statusCode < 500) {
      const vi = languageOf(request) === 'vi';
      const problem =
        error.code === 'FST_ERR_CTP_INVALID_JSON_BODY'
          ? vi
            ? 'nội dung không phải JSON.'
            : 'the body is not JSON.'
          : (error.code ?? '');
      return fail(reply, request, { code: 'platform.bad-request', facts: { problem } });
    }
    if (NOT_STORABLE.has(sqlState(error) ?? '')) {
      world.log.warn({ sqlState: sqlState(error), route: request.routeOptions.url }, 'text that is no text');
      return fail(reply, request, {
        code: 'platform.bad-request',
        facts: {
          problem: languageOf(request) === 'vi' ? 'có ký tự không hợp lệ.' : 'a character is not valid.',
        },
      });
    }
    const isFull = isFullDisk(error);
    if (isFull) noteFullDisk(world.clock.now());
    world.log.error({ ...faultOf(error), route: request.routeOptions.url }, 'unexpected fault');
    return fail(reply, request, { code: isFull ? 'platform.disk-full' : 'platform.busy' });
  });

  const tokenOf = (request: FastifyRequest): string | undefined =>
    // Another scheme belongs to a proxy in front and says nothing about who is signed in here.
    /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? request.cookies[SESSION_COOKIE];

  const headersOfPages = pageHeaders();
  const pace = new Pace();
  const holders = new TokenHolders();
  const lastWrites = new LastWrites();
  let underWay = 0;
  app.decorate('underWay', () => underWay);
  app.decorateRequest('refusedWith', null);
  app.addHook('onRequest', (request, reply, done) => {
    const isApi = request.url.startsWith('/api/');
    const headers = isApi ? API_HEADERS : request.url.startsWith('/assets/') ? ASSET_HEADERS : headersOfPages;
    // By the reply: set on Node's own answer, each would be checked and merged again for every request.
    reply.headers(headers);
    const { origin, host } = request.headers;
    if (WRITES.has(request.method) && origin !== undefined && !isOwnOrigin(origin, host))
      return done(new DomainError({ code: 'platform.wrong-origin' }));
    const device = isApi ? tokenOf(request) : undefined;
    const waitMs = device === undefined ? 0 : pace.waitFor(device, performance.now());
    done(
      waitMs === 0
        ? undefined
        : new DomainError({ code: 'platform.too-fast', facts: { seconds: Math.ceil(waitMs / 1000) } }),
    );
  });

  for (const handler of handlers) {
    const { route } = handler;
    const isOpen = route.verb === 'public';
    const row = policy.get(route.verb);
    if (!isOpen && route.verb !== 'signed-in' && !row)
      throw new Error(`${route.method} ${route.path}: ${route.verb} is not in the authority matrix.`);

    app.route({
      method: route.method,
      url: route.path,
      ...(handler.options.fileBody ? { preValidation: takeWhatIsBesideFile } : {}),
      bodyLimit: handler.options.fileBody ? MOST_MEGABYTES * MEGABYTE : MEGABYTE,
      compress: route.method === 'GET' && !handler.options.stream ? PACKED : false,
      schema: {
        summary: route.summary,
        tags: [route.path.split('/')[2] ?? 'app'],
        ...(isOpen ? {} : { security: [{ session: [] }, { token: [] }] }),
        ...(route.params ? { params: route.params } : {}),
        ...(route.query ? { querystring: route.query } : {}),
        ...(route.body ? { body: route.body } : {}),
        ...(handler.options.fileBody ? { consumes: ['application/octet-stream'] } : {}),
        response: {
          ...(route.response ? { 200: route.response } : {}),
          '4xx': refusalAnswer,
          503: refusalAnswer,
        },
        ...(route.errors?.length ? { description: `Refuses with: ${route.errors.join(', ')}.` } : {}),
      },
      handler: async (request, reply) => {
        const nowMs = world.clock.now();
        const today = civilDateAt(nowMs);
        const { swift } = handler.options;
        const token = swift && tokenOf(request);
        if (!swift || !token) return ordinary(request, reply, nowMs, today);
        const done: (() => void)[] = [];
        const { params, body, query } = request;
        const whenDone = (work: () => void) => void done.push(work);
        const raw = { request, reply };
        const wroteAtMs = lastWrites.of(token);
        try {
          const answer = await swift({
            world,
            nowMs,
            today,
            token,
            wroteAtMs,
            params,
            query,
            body,
            raw,
            whenDone,
          });
          if (answer === undefined) return await ordinary(request, reply, nowMs, today);
          if (answer === HIJACKED) return reply;
          // As it was made from the contract's types, it need not be checked against its schema again.
          const text = JSON.stringify(answer);
          if (route.method === 'GET')
            return reply
              .header('cache-control', 'private, no-store')
              .type('application/json; charset=utf-8')
              .send(text);
          // Nothing packs it or looks at it on its way.
          reply.hijack();
          reply.raw.writeHead(200, { ...SWIFT_HEADERS, 'content-length': Buffer.byteLength(text) }).end(text);
          return reply;
        } finally {
          for (const work of done) work();
        }
      },
    });

    /** Told at the door instead of after a wait that nobody sits through: a device that comes back loses nothing. */
    async function ordinary(request: FastifyRequest, reply: FastifyReply, nowMs: number, today: CivilDate) {
      if (underWay >= MOST_UNDER_WAY) throw new DomainError({ code: 'platform.too-many-waiting' });
      underWay += 1;
      try {
        return await carryOut(request, reply, nowMs, today);
      } finally {
        underWay -= 1;
      }
    }

    async function carryOut(request: FastifyRequest, reply: FastifyReply, nowMs: number, today: CivilDate) {
      const writes = WRITES.has(route.method);
      const afterCommit: (() => void)[] = [];
      const reads: Omit<PersonalRead, 'actorId'>[] = [];
      let actor: Actor | null = null;
      let wasAuthorized = isOpen || route.verb === 'signed-in';
      let staleToken: string | undefined;

      const identify = async (tx: Tx): Promise<Actor | null> => {
        if (isOpen) return null;
        const token = tokenOf(request);
        if (!token) throw new DomainError({ code: 'platform.not-signed-in' });
        // Who it was the last time is asked for in the same go, and used only when it is the same person still.
        const earlier = holders.get(token);
        const [known, expected] = await together(tx, (tx) =>
          Promise.all([
            personOfToken(tx, token, nowMs),
            earlier === undefined ? null : options.loadActor(tx, earlier, today),
          ]),
        );
        if (known) holders.set(token, known.personId);
        const found =
          known === undefined || known.personId === earlier
            ? known && expected
            : await options.loadActor(tx, known.personId, today);
        staleToken = known?.isStale ? token : undefined;
        if (!found) throw new DomainError({ code: 'platform.not-signed-in' });
        return found;
      };
      const language = languageOf(request);
      const ask = (who: Actor, place: Place) => {
        if (!row || row.allows(who, place)) return;
        if (!isInSight(who, place)) throw new DomainError({ code: 'platform.not-found' });
        throw new DomainError({ code: 'platform.not-allowed', facts: { help: row.help[language] } });
      };
      if (handler.options.fileBody && !Buffer.isBuffer(request.body)) {
        const problem = language === 'vi' ? 'chưa có tệp nào được gửi.' : 'no file was sent.';
        throw new DomainError({ code: 'platform.bad-request', field: 'body', facts: { problem } });
      }
      let prepared: unknown;
      if (handler.prepare) {
        const early = await inTransaction(world.db, 'read', async (tx) => {
          const signedIn = await identify(tx);
          const who =
            signedIn && handler.options.who
              ? await handler.options.who(tx, signedIn, request.params, today)
              : signedIn;
          if (who && handler.options.place)
            ask(who, await handler.options.place(tx, request.params, today, who));
          return who;
        });
        const { params, query, body } = request;
        prepared = await handler.prepare({ world, params, query, body, actor: early, request });
      }

      const answer = await inTransaction(world.db, writes ? 'write' : 'read', async (bare) => {
        const [signedIn, hold] = handler.options.heldFacts
          ? await together(bare, (tx) => Promise.all([identify(tx), lookAtHeldFacts(world.db, tx)]))
          : [await identify(bare), null];
        const tx = hold === null ? bare : hold(bare);
        actor = signedIn;
        const who =
          actor && handler.options.who
            ? await handler.options.who(tx, actor, request.params, today)
            : (actor as Actor);
        const key = request.headers['idempotency-key'];
        const keyed =
          writes && !isOpen && !handler.options.idempotentByBody
            ? {
                personId: who.personId,
                key: String(key ?? ''),
                route: `${route.method} ${request.url}`,
                body: request.body,
              }
            : undefined;
        if (keyed) {
          if (!/^[\w-]{8,80}$/.test(keyed.key))
            throw new DomainError({ code: 'platform.request-key-missing' });
          const earlier = await claimKey(tx, keyed, nowMs);
          if (earlier) {
            wasAuthorized = true;
            return earlier.answer;
          }
        }
        const given: Request = {
          tx,
          world,
          nowMs,
          today,
          actor: who,
          language,
          authorize: (place) => {
            wasAuthorized = true;
            ask(who, place);
          },
          may: (verb, place) => policy.get(verb)?.allows(who, place) ?? false,
          record: (line) => recordHistory(tx, nowMs, { actorId: who.personId, ...line }),
          noteRead: (what, personIds, unitId, reason) => {
            reads.push({ what, personIds, ...(unitId ? { unitId } : {}), ...(reason ? { reason } : {}) });
          },
          afterCommit: (work) => {
            afterCommit.push(work);
          },
          raw: { request, reply },
        };
        const result = await handler.run({
          ...given,
          params: request.params,
          query: request.query,
          body: request.body,
          prepared,
        });
        if (!wasAuthorized)
          throw new Error(`${route.method} ${route.path} answered without asking the authority matrix.`);
        if (keyed && !(result instanceof FileAnswer)) await keepAnswer(tx, keyed, result);
        return result;
      });

      if (reads.length && actor) {
        const { personId } = actor as Actor;
        await inTransaction(world.db, 'write', async (tx) => {
          for (const read of reads) await recordPersonalRead(tx, nowMs, { actorId: personId, ...read });
        });
      }
      if (staleToken) {
        const token = staleToken;
        await inTransaction(world.db, 'write', (tx) => renewSession(tx, token, nowMs));
      }
      if (writes) {
        const token = tokenOf(request);
        // When it was kept, not when it came: what somebody else read meanwhile does not have it yet.
        if (token) lastWrites.note(token, world.clock.now());
      }
      for (const work of afterCommit)
        try {
          work();
        } catch (error) {
          // The write is kept; saying that it failed would make the person do it again.
          world.log.error({ ...faultOf(error), route: route.path }, 'live message failed');
        }

      if (handler.options.stream) return reply;
      if (answer instanceof FileAnswer)
        return reply
          .header('content-disposition', dispositionOf(answer))
          .header('cache-control', 'private, no-store')
          .type(answer.mediaType)
          .send(typeof answer.bytes === 'string' ? answer.bytes : Buffer.from(answer.bytes));
      reply.header(
        'cache-control',
        handler.options.isForever ? 'private, max-age=31536000, immutable' : 'private, no-store',
      );
      return reply.send(answer ?? {});
    }
  }

  app.get('/api/openapi.json', { schema: { hide: true }, compress: PACKED }, async (_request, reply) =>
    reply.send(app.swagger()),
  );

  const clientFolder = options.clientFolder;
  if (clientFolder && existsSync(join(clientFolder, 'index.html'))) {
    const page = await readFile(join(clientFolder, 'index.html'), 'utf8');
    await app.register(fastifyStatic, {
      root: clientFolder,
      index: false,
      preCompressed: true,
      // Its own header would be written over ours.
      cacheControl: false,
      setHeaders: (reply, path) => {
        // The name of an asset holds a hash of its content.
        const isHashed = path.includes('/assets/');
        reply.setHeader('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
    const sendPage = (reply: FastifyReply) =>
      reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page);
    app.get('/', { schema: { hide: true } }, (_request, reply) => sendPage(reply));
    app.setNotFoundHandler((request, reply) => {
      const isPage = request.method === 'GET' || request.method === 'HEAD';
      // A piece of an older build that is gone must not be answered with a page: the browser would run it.
      if (isPage && !/^\/(api|assets)\//.test(request.url)) return sendPage(reply);
      return fail(reply, request, { code: 'platform.not-found' });
    });
  } else app.setNotFoundHandler((request, reply) => fail(reply, request, { code: 'platform.not-found' }));

  return app;
}
