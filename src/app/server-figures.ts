import { z } from 'zod';
import { route } from '#kernel/route.ts';
import type { Stretch } from './recent-figures.ts';

export type RouteFigures = { route: string; count: number; p50Ms: number; p99Ms: number; faults: number };
/** How the server is doing at this moment, for the operator's page. */
export type ServerFigures = {
  upSeconds: number;
  underWay: number;
  entriesWaiting: number;
  entriesShort: number;
  entriesOrdinary: number;
  streams: number;
  databaseWaiting: number;
  lagP99Ms: number;
  memoryMb: number;
  diskFreeMb: number | null;
  /** Writes that were refused for want of room since the server started; `lastAt` in milliseconds since 1970. */
  diskFull: { count: number; lastAt: number | null };
  databaseMb: number;
  /** The last half hour, oldest first, and the stretch that is under way. */
  lately: Stretch[];
  now: Stretch;
  routes: RouteFigures[];
  slow: { count: number; latest: readonly { at: number; ms: number; statement: string }[] };
};

export const getServerFigures = route({
  method: 'GET',
  path: '/api/operator/now',
  summary: 'How the server is doing at this moment; for whoever keeps it',
  verb: 'server.see',
  response: z.custom<ServerFigures>(),
});
