import { type Database, run, sql } from '#platform/database/database.ts';
import type { PostgresServer } from '#testing/postgres-server.ts';
import type { Span, Timeline } from './plan.ts';
import type { NightServer } from './server-process.ts';

// What goes wrong during the night, at moments spread over its middle, while every meeting runs.

export type Fault = {
  what: string;
  /** When it was done, when nothing could be written any more, and when it was put right: milliseconds since 1970. */
  at: number;
  down: number;
  over: number;
};

/** Where in the night, from 0 to 1. */
const MOMENTS = { server: 0.25, postgres: 0.38, cutFrom: 0.5, cutTo: 0.58, disk: 0.66, update: 0.8 };

export const cutsOf = (nightMs: number): Span => ({
  from: MOMENTS.cutFrom * nightMs,
  to: MOMENTS.cutTo * nightMs,
});

/** As PostgreSQL answers when its disk is full (53100). */
const FULL_DISK = `
  create function public.disk_is_full() returns trigger language plpgsql as
    $$ begin raise exception using errcode = '53100', message = 'could not extend file: No space left on device'; end $$;
  create trigger disk_is_full before insert on meetings.entry for each statement
    execute function public.disk_is_full();`;
const SPACE_AGAIN = `
  drop trigger disk_is_full on meetings.entry;
  drop function public.disk_is_full();`;

/** Lets everything go wrong in its turn. Resolves after the last has been put right. */
export async function letFaultsHappen(options: {
  began: number;
  nightMs: number;
  server: NightServer;
  postgres: PostgresServer | undefined;
  db: Database;
  /** Called right before PostgreSQL is killed: what it used so far is counted with its process. */
  beforeKill: () => void;
  say: (line: string) => void;
}): Promise<Fault[]> {
  const { began, nightMs, server, postgres, db, say } = options;
  const faults: Fault[] = [];
  const until = (share: number) =>
    new Promise<void>((done) => setTimeout(done, Math.max(0, began + share * nightMs - Date.now())));
  const fault = async (what: string, breaks: () => Promise<void>, mends: () => Promise<void>) => {
    say(what);
    const at = Date.now();
    await breaks();
    const down = Date.now();
    await mends();
    faults.push({ what, at, down, over: Date.now() });
  };

  await until(MOMENTS.server);
  await fault(
    'server killed',
    () => server.end('SIGKILL'),
    () => server.startAgain(),
  );
  if (postgres !== undefined) {
    await until(MOMENTS.postgres);
    await fault(
      'PostgreSQL killed',
      () => {
        options.beforeKill();
        return postgres.kill();
      },
      () => postgres.startAgain(),
    );
  }
  // The devices cut their lines by themselves.
  await until(MOMENTS.cutFrom);
  const cutAt = Date.now();
  await until(MOMENTS.cutTo);
  faults.push({ what: 'lines cut', at: cutAt, down: cutAt, over: Date.now() });

  await until(MOMENTS.disk);
  await fault(
    'full disk',
    () => run(db.kysely, sql.raw(FULL_DISK)),
    async () => {
      await new Promise((done) => setTimeout(done, Math.max(3_000, nightMs * 0.02)));
      await run(db.kysely, sql.raw(SPACE_AGAIN));
    },
  );
  await until(MOMENTS.update);
  await fault(
    'newer version',
    () => server.end('SIGTERM'),
    () => server.startAgain(true),
  );
  return faults;
}

const rounded = (value: number): number => Number(value.toPrecision(4));

/** For each fault, how long it lasted and how soon writes succeeded again, in milliseconds from its beginning. */
export function recoveries(faults: readonly Fault[], { from, stepMs, firstAnswer, late }: Timeline) {
  const stepAt = (time: number) => Math.max(0, Math.ceil((time - from) / stepMs));
  return faults.map(({ what, at, down, over }, n) => {
    const first = stepAt(at);
    const next = n + 1 < faults.length ? stepAt(faults[n + 1]!.at) : late.length;
    // What was sent before everything was down may have been answered still.
    const answers = firstAnswer.slice(stepAt(down)).filter((each) => each !== null);
    const lastLate = late.slice(first, next).findLastIndex((each) => each > 0);
    return {
      what,
      at_s: rounded((at - from) / 1000),
      down_ms: Math.round(down - at),
      mended_ms: Math.round(over - at),
      answered_again_ms: answers.length === 0 ? null : Math.round(from + Math.min(...answers) - at),
      /** Until nobody waited longer than a second any more; no later than the next fault. */
      caught_up_ms: lastLate < 0 ? 0 : (lastLate + 1) * stepMs,
    };
  });
}
