import { newId } from '#kernel/ids.ts';
import type { RuleSource } from '#kernel/result.ts';
import { type Answer, BESIDE_FILE, type CallInput, type RouteKey } from '#kernel/route.ts';
import { currentLanguage } from './text.ts';

type RefusalBody = {
  code: string;
  message: string;
  wayOut?: string;
  field?: string;
  rule?: RuleSource;
  facts?: Record<string, string | number | boolean | null>;
};

/** The server understood and said no; `message` and `wayOut` are in the reader's language. */
export class ServerRefusal extends Error implements RefusalBody {
  readonly code: string;
  readonly wayOut?: string;
  readonly field?: string;
  readonly rule?: RuleSource;
  readonly facts: Record<string, string | number | boolean | null>;
  readonly status: number;
  /** How long a busy server asks to be left alone; undefined when it said nothing. */
  readonly retryAfterMs?: number;

  constructor(status: number, body: RefusalBody, retryAfterMs?: number) {
    super(body.message);
    this.name = 'ServerRefusal';
    this.code = body.code;
    this.wayOut = body.wayOut;
    this.field = body.field;
    this.rule = body.rule;
    this.facts = body.facts ?? {};
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The server was not reached, or answered nothing that can be read. The same call may be repeated. */
export class NoConnection extends Error {
  constructor(cause?: unknown) {
    super('no-connection', { cause });
    this.name = 'NoConnection';
  }
}

export type CallOptions = {
  signal?: AbortSignal;
  /** Names the write, so that the server does it once however often it arrives. Default: a new one. */
  requestKey?: string;
  /** A file, for routes that take its bytes instead of JSON. */
  file?: Blob;
  /** Sends no cookie and no request key: nobody shall know who asks. Public routes only. */
  anonymous?: boolean;
  /** Lets a write finish after the page is left. Small bodies only. */
  keepalive?: boolean;
};

type Primitive = string | number | boolean;
type LooseInput = {
  params?: Record<string, Primitive>;
  query?: Record<string, Primitive | Primitive[] | null | undefined>;
  body?: unknown;
};

function splitKey(key: string): { method: string; path: string } {
  const at = key.indexOf(' ');
  return { method: key.slice(0, at), path: key.slice(at + 1) };
}

function addressOf(path: string, input: LooseInput | undefined): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = input?.params?.[name];
    if (value === undefined) throw new Error(`The path ${path} lacks its parameter ${name}`);
    return encodeURIComponent(String(value));
  });
  const text = queryOf(input);
  return text ? `${filled}?${text}` : filled;
}

function queryOf(input: LooseInput | undefined): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input?.query ?? {})) {
    if (value === undefined || value === null) continue;
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one));
  }
  return query.toString();
}

type InputArguments<R, Options> =
  Record<never, never> extends CallInput<R>
    ? [input?: CallInput<R>, options?: Options]
    : [input: CallInput<R>, options?: Options];

/** The address of a route, for links to files and for event streams. */
export function addressFor<R>(key: RouteKey<R>, ...[input]: InputArguments<R, never>): string {
  return addressOf(splitKey(key).path, input as LooseInput | undefined);
}

/**
 * Calls a route of the server, typed by its contract without carrying it:
 * `call<typeof createMeeting>('POST /api/branches/:branchId/meetings', { params, body })`.
 * Every write carries a request key, so that a repeated click or a replay does nothing twice.
 * Throws {@link ServerRefusal}, {@link NoConnection}, or the abort reason of the signal.
 */
export async function call<R>(
  key: RouteKey<R>,
  ...[input, options]: InputArguments<R, CallOptions>
): Promise<Answer<R>> {
  return (await send(key, input as LooseInput | undefined, options)) as Answer<R>;
}

async function send(key: string, input: LooseInput | undefined, options: CallOptions = {}): Promise<unknown> {
  const { method, path } = splitKey(key);
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-language': currentLanguage(),
  };
  if (method !== 'GET' && !options.anonymous) headers['idempotency-key'] = options.requestKey ?? newId();
  let body: BodyInit | undefined;
  let address = addressOf(path, input);
  if (options.file) {
    headers['content-type'] = 'application/octet-stream';
    headers[BESIDE_FILE] = queryOf(input);
    address = addressOf(path, { ...input, query: undefined });
    body = options.file;
  } else if (input?.body !== undefined) {
    headers['content-type'] = 'application/json';
    body = JSON.stringify(input.body);
  }

  let response: Response;
  let text: string;
  try {
    response = await fetch(address, {
      method,
      headers,
      body,
      credentials: options.anonymous ? 'omit' : 'same-origin',
      signal: options.signal,
      keepalive: options.keepalive,
    });
    text = await response.text();
  } catch (cause) {
    if (options.signal?.aborted) throw options.signal.reason;
    throw new NoConnection(cause);
  }

  const answer = readJson(text);
  if (response.ok) return answer;
  if (isRefusal(answer)) {
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    const wait = Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
    throw new ServerRefusal(response.status, answer.error, wait);
  }
  // A gateway in between, or a server that is starting: nobody has decided anything.
  throw new NoConnection(new Error(`HTTP ${response.status}`));
}

function readJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new NoConnection(cause);
  }
}

function isRefusal(answer: unknown): answer is { error: RefusalBody } {
  const error = (answer as { error?: Partial<RefusalBody> } | null | undefined)?.error;
  return typeof error?.code === 'string' && typeof error.message === 'string';
}
