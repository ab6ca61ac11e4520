/** What the driver is given: who meets where, and how. Written to a file, because the driver is another process. */
export type NightMeeting = {
  id: string;
  branchId: string;
  roomSecret: string;
  secretary: { id: string; token: string };
  members: { id: string; token: string }[];
};

export type Task =
  /** The whole night: every meeting from its papers to its closing, at intended times. */
  | { kind: 'night'; seconds: number; criteria: { id: string; points: number }[]; listeners: boolean }
  /** As many check-ins as there are members, each connection as fast as it is answered. */
  | { kind: 'check-ins'; connections: number; from: number; to: number }
  /** The handler without a database, as fast as it is answered. */
  | { kind: 'control-closed'; connections: number; requests: number }
  /** The handler without a database, at a rate. */
  | { kind: 'control-open'; perSecond: number; seconds: number };

export type Order = { port: number; connections: number; planFile: string; acksFile: string; task: Task };

export type Measured = {
  requests: number;
  seconds: number;
  /** From the first request to the last answer. */
  busy_s: number;
  /** Milliseconds from the intended start, by kind of request. */
  times: Record<string, { count: number; p50: number; p95: number; p99: number; max: number }>;
  errors: Record<string, number>;
  retried: number;
  acknowledged: number;
  heard: { streams: number; entries: number; lag_p50: number; lag_p99: number };
  cpu_s: number;
};

/** The code of a room as its secretary's screen shows it. */
export const CODE_WINDOW_MS = 5 * 60_000;
