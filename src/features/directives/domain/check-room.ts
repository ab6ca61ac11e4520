import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts';
import type { FilePart } from './paper.ts';

/** So many files a paper carries, its main text included. */
export const MOST_FILES = 20;
/** Of all files of a paper together. */
export const MOST_BYTES_TOGETHER = 50 * 1_048_576;

export type RoomErrorCode =
  | 'directives.has-main-text'
  | 'directives.file-twice'
  | 'directives.too-many-files'
  | 'directives.files-too-large';

type Carried = { name: string; size: number; part: FilePart; sha256: string };

/**
 * What a file becomes in a paper that carries these: what was asked, or the main text where there is none yet.
 * Errors: `directives.has-main-text`, `directives.file-twice`, `directives.too-many-files`, `directives.files-too-large`.
 */
export function checkRoom(
  carried: readonly Carried[],
  file: { size: number; sha256: string; part: FilePart | null },
): Result<FilePart, Refusal<RoomErrorCode>> {
  const main = carried.find((one) => one.part === 'main');
  if (file.part === 'main' && main)
    return refuse({ code: 'directives.has-main-text', field: 'part', facts: { name: main.name } });
  const same = carried.find((one) => one.sha256 === file.sha256);
  if (same) return refuse({ code: 'directives.file-twice', field: 'name', facts: { name: same.name } });
  if (carried.length >= MOST_FILES)
    return refuse({ code: 'directives.too-many-files', field: 'name', facts: { most: MOST_FILES } });
  const together = carried.reduce((sum, one) => sum + one.size, 0);
  if (together + file.size > MOST_BYTES_TOGETHER)
    return refuse({
      code: 'directives.files-too-large',
      field: 'name',
      facts: {
        most: Math.round(MOST_BYTES_TOGETHER / 1_048_576),
        megabytes: Math.ceil(together / 1_048_576),
      },
    });
  return ok(file.part ?? (main ? 'annex' : 'main'));
}
