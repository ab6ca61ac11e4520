import type { ZodType } from 'zod';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * One HTTP route as a value: the server registers it, OpenAPI is made from it, the client is typed by it.
 * `verb` names the row of the authority matrix that guards it; `public` needs no session, `signed-in` any.
 */
export type Route<
  M extends Method = Method,
  P extends string = string,
  Params extends ZodType | undefined = ZodType | undefined,
  Query extends ZodType | undefined = ZodType | undefined,
  Body extends ZodType | undefined = ZodType | undefined,
  Response extends ZodType | undefined = ZodType | undefined,
> = {
  method: M;
  /** `/api/branches/:branchId/meetings` */
  path: P;
  summary: string;
  verb: 'public' | 'signed-in' | `${string}.${string}`;
  params?: Params;
  query?: Query;
  body?: Body;
  /** Absent for files and streams, which answer by themselves. */
  response?: Response;
  /** Error codes that this route can answer, beside the common ones. */
  errors?: readonly string[];
};

export const route = <
  const M extends Method,
  const P extends string,
  Params extends ZodType | undefined = undefined,
  Query extends ZodType | undefined = undefined,
  Body extends ZodType | undefined = undefined,
  Response extends ZodType | undefined = undefined,
>(
  definition: Route<M, P, Params, Query, Body, Response>,
): Route<M, P, Params, Query, Body, Response> => definition;

type In<S> = S extends { _zod: { input: infer I } } ? I : undefined;
type Out<S> = S extends { _zod: { output: infer O } } ? O : undefined;

/**
 * The header in which what belongs to a file (its name, what its columns hold) travels instead of the address: proxies write
 * addresses down, and a file is often named after a person. As a query, percent-encoded.
 */
export const BESIDE_FILE = 'goc-beside-file';

/** What the server's handler gets, after checking. */
export type HandlerInput<R> =
  R extends Route<infer _M, infer _P, infer Params, infer Query, infer Body, infer _R>
    ? { params: Out<Params>; query: Out<Query>; body: Out<Body> }
    : never;

/** What the client sends. */
export type CallInput<R> =
  R extends Route<infer _M, infer _P, infer Params, infer Query, infer Body, infer _R>
    ? (Params extends ZodType ? { params: In<Params> } : { params?: undefined }) &
        (Query extends ZodType ? { query: In<Query> } : { query?: undefined }) &
        (Body extends ZodType ? { body: In<Body> } : { body?: undefined })
    : never;

/** What comes back. */
export type Answer<R> =
  R extends Route<infer _M, infer _P, infer _Pa, infer _Q, infer _B, infer Response> ? Out<Response> : never;

/** `POST /api/branches/:branchId/meetings`: how the client names a route without carrying its schemas. */
export type RouteKey<R> = R extends { method: infer M extends string; path: infer P extends string }
  ? `${M} ${P}`
  : never;
