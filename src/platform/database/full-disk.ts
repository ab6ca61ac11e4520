import { sqlState } from './database.ts';

let count = 0;
let lastAt: number | null = null;

/** Whether the database, or this process, had no room to write: 53100 of PostgreSQL, ENOSPC of a file. */
export function isFullDisk(error: unknown): boolean {
  const code = sqlState(error);
  return code === '53100' || code === 'ENOSPC';
}

/** Notes a write that was refused because the disk is full. */
export function noteFullDisk(atMs: number): void {
  count += 1;
  lastAt = atMs;
}

/** How many writes of this process were refused for want of room since it started, and when the last was. */
export const fullDisk = (): { count: number; lastAt: number | null } => ({ count, lastAt });
