import type { FastifyInstance } from 'fastify';

/**
 * So many lines wait to be taken while the server is busy; the system may allow fewer. With Node's 511 the screens of a city
 * that all came back at once knocked again and again, and some were turned away after a quarter of a minute.
 */
const BACKLOG = 4096;

/** Answers with the address. Errors: those of the system, such as EADDRINUSE. */
export const listen = (server: FastifyInstance, at: { port: number; host: string }): Promise<string> =>
  server.listen({ port: at.port, host: at.host, backlog: BACKLOG });
