import { DomainError } from '#kernel/result.ts';
import { sqlState } from './database/database.ts';

/** So many places of an error lead to its cause. */
const MOST_FRAMES = 5;

/** The places of an error without its message, which may itself have lines that look like places. */
function framesOf({ stack = '', message }: Error): string[] {
  const from = stack.indexOf(message);
  return (from < 0 ? '' : stack.slice(from + message.length))
    .split('\n')
    .flatMap((line) => /^ {4}at (.+)$/.exec(line)?.[1] ?? []);
}

/**
 * What a log line says of an error that nobody foresaw: its kind, its code where it has one, and where it was thrown.
 * Never its message, which may carry personal data out of a row.
 */
export function faultOf(error: unknown): { kind: string; code?: string; sqlState?: string; at?: string } {
  if (!(error instanceof Error)) return { kind: typeof error };
  const state = sqlState(error);
  return {
    kind: error.name,
    ...(error instanceof DomainError ? { code: error.refusal.code } : {}),
    ...(state === undefined ? {} : { sqlState: state }),
    at: framesOf(error).slice(0, MOST_FRAMES).join(' | '),
  };
}
