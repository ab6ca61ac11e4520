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
  | {
      kind: 'night';
      seconds: number;
      criteria: { id: string; points: number }[];
      listeners: boolean;
      /** Every member opens the papers and follows the meeting, not the secretary alone. */
      everyScreen: boolean;
      /** Faults happen: lines that break are opened again, as a browser does, and are no error. */
      faults: { cut: Span } | null;
    }
  /** As many check-ins as there are members, each connection as fast as it is answered. */
  | { kind: 'check-ins'; connections: number; from: number; to: number }
  /** The same at a rate, whatever happened to those before. */
  | { kind: 'check-ins-open'; perSecond: number; from: number; to: number }
  /** The handler without a database, as fast as it is answered. */
  | { kind: 'control-closed'; connections: number; requests: number }
  /** The handler without a database, at a rate. */
  | { kind: 'control-open'; perSecond: number; seconds: number };

/** A part of the night, in milliseconds from its beginning. */
export type Span = { from: number; to: number };

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
  /** Requests whose line was cut on purpose: before all of it was sent, before and after the answer. */
  cut: { half: number; sent: number; answered: number };
  /** Entries, check-ins and closings that devices made, and those that were acknowledged. */
  made: number;
  acknowledged: number;
  heard: {
    streams: number;
    reopened: number;
    entries: number;
    lag_p50: number;
    lag_p99: number;
    /** Screens of members, and how many of them heard all there was by the end. */
    members: number;
    members_complete: number;
  };
  timeline: Timeline;
  cpu_s: number;
};

/** Writes that succeeded, by steps of time since `from` (milliseconds since 1970). */
export type Timeline = {
  from: number;
  stepMs: number;
  /** When the first of those was answered that were sent in this step, in milliseconds since `from`; null when none. */
  firstAnswer: (number | null)[];
  /** How many of those answered in this step had waited longer than a second since they were first sent. */
  late: number[];
};

/** Said by the driver when the night begins, at this time. */
export type DriverWord = { began: number };

/** Set for a server that is to be a newer version of itself. */
export const NEWER = 'GOC_NIGHT_NEWER';

/** What the server of the night tells the bench. */
export type ServerWord =
  | { kind: 'ready' }
  | { kind: 'used'; cpu_s: number; rss: number; heap: number; desk: Record<string, number> };

/** The code of a room as its secretary's screen shows it. */
export const CODE_WINDOW_MS = 5 * 60_000;
