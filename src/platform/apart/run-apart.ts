import { fork } from 'node:child_process';
import { inTurnsOf } from './in-turns.ts';

export type ApartLimits = {
  /** Of the whole process, its heap and what lies outside it. */
  memoryMb: number;
  /** Of its heap alone. */
  heapMb: number;
  seconds: number;
};

/** How it ended: `no-turn` when so many others were at work that it did not begin. */
export type ApartEnd = 'finished' | 'failed' | 'too-large' | 'too-slow' | 'no-turn';

/** Files opened at once; others wait. With the limits of each this bounds what uploads can take of a machine. */
const inTurns = inTurnsOf(2);

/**
 * Opens a stranger's file in a process of its own: what a thread takes too much of may end the whole server, a process
 * ends alone. `child` is a module that calls `serve`; `onTell` hears what it tells, also of one that did not finish.
 * Waits for its turn, without `patienceMs` for as long as it takes.
 */
export const runApart = async <Told>(
  child: URL,
  task: unknown,
  limits: ApartLimits,
  onTell: (told: Told) => void,
  patienceMs?: number,
): Promise<ApartEnd> =>
  (await inTurns(() => inProcess(child, task, limits, onTell), patienceMs)) ?? 'no-turn';

function inProcess<Told>(
  module: URL,
  task: unknown,
  limits: ApartLimits,
  onTell: (told: Told) => void,
): Promise<ApartEnd> {
  return new Promise((resolve) => {
    let isSlow = false;
    const child = fork(module, {
      execArgv: [`--max-old-space-size=${limits.heapMb}`],
      // Passwords and addresses of the server are nothing for a process that opens strangers' files.
      env: {},
      // Its complaints about a stranger's file are nobody's news.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
    const timer = setTimeout(() => {
      isSlow = true;
      child.kill('SIGKILL');
    }, limits.seconds * 1_000);
    // Only when it is gone is its place free for the next.
    const end = (how: ApartEnd) => {
      clearTimeout(timer);
      resolve(isSlow ? 'too-slow' : how);
    };
    child.on('message', (told) => onTell(told as Told));
    child.once('error', () => end('failed'));
    // A signal that nobody here sent: its own watch, the engine that found no more room, or the system.
    child.once('close', (code, signal) => end(code === 0 ? 'finished' : signal ? 'too-large' : 'failed'));
    // A file that ends the process before it was taken in whole is told by `close`.
    child.send({ task, limits }, () => {});
  });
}
