import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts';
import { runApart } from '#platform/apart/run-apart.ts';
import { decodeText } from '#platform/text-encoding/decode-text.ts';
import { repairLegacyText } from '#platform/text-encoding/repair-legacy-text.ts';
import type { SpreadsheetCode } from './errors.ts';
import type { Grid } from './grid.ts';
import { type FileKind, sniffKind } from './sniff-kind.ts';

export type ReadLimits = {
  fileBytes: number;
  /** Sum of all parts of an .xlsx once unpacked. */
  unpackedBytes: number;
  rows: number;
  columns: number;
  /** Of all sheets together. */
  cells: number;
  /** Heap of the reading process. */
  memoryMb: number;
  seconds: number;
};

export const readLimits: ReadLimits = {
  fileBytes: 10 * 1_048_576,
  unpackedBytes: 64 * 1_048_576,
  rows: 20_000,
  columns: 120,
  cells: 1_000_000,
  memoryMb: 512,
  seconds: 30,
};

/** The program itself, the file and its parts once unpacked. */
const OUTSIDE_HEAP_MB = 256;
/** Whoever sends a file waits so long for those of others to be read. */
const PATIENCE_MS = 30_000;

type SpreadsheetRefusal = Refusal<SpreadsheetCode>;

const containerOf: Record<string, FileKind> = {
  xlsx: 'zip',
  xlsm: 'zip',
  xls: 'ole',
  csv: 'text',
  tsv: 'text',
  txt: 'text',
};

/** How a format is called in both languages. */
const formatNames: Record<FileKind, string> = {
  empty: '',
  zip: 'Excel (.xlsx)',
  ole: 'Excel 97-2003 (.xls)',
  text: 'CSV',
  html: 'HTML',
  xml: 'XML',
  pdf: 'PDF',
  image: 'PNG/JPEG',
  rtf: 'RTF',
  archive: 'ZIP/RAR',
  binary: '???',
};

/**
 * Refuses a file by its size alone. Call it as soon as the size is known, before the bytes are in memory.
 * Megabytes in the sentence are rounded up.
 */
export function checkFileSize(
  size: number,
  limits: Pick<ReadLimits, 'fileBytes'> = readLimits,
): Result<null, SpreadsheetRefusal> {
  if (size <= limits.fileBytes) return ok(null);
  const mb = (bytes: number) => Math.ceil(bytes / 1_048_576);
  return refuse({
    code: 'spreadsheet.too-large',
    field: 'file',
    facts: { size: mb(size), limit: mb(limits.fileBytes) },
  });
}

/**
 * The visible tables of an .xlsx, .xls or .csv file (also .xlsm, whose macros are never run, .tsv and .txt), as
 * Unicode text with real row numbers. The content must be what the name says. Nothing is written anywhere.
 *
 * Runs in a process of its own under limits of memory and time, so that a hostile file costs one refusal.
 * Refuses with the codes of `errors.ts`.
 */
export async function readTable(
  file: { name: string; bytes: Uint8Array },
  limits: ReadLimits = readLimits,
): Promise<Result<Grid, SpreadsheetRefusal>> {
  const size = checkFileSize(file.bytes.length, limits);
  if (!size.ok) return size;
  const no = (code: SpreadsheetCode, facts: Refusal['facts'] = {}) => refuse({ code, field: 'file', facts });

  const dot = file.name.lastIndexOf('.');
  const extension = dot < 0 ? '' : file.name.slice(dot + 1).toLowerCase();
  const expected = containerOf[extension];
  const named = extension === '' ? file.name : `.${extension}`;
  if (!expected) return no('spreadsheet.unknown-kind', { named });
  const kind = sniffKind(file.bytes);
  if (kind === 'empty') return no('spreadsheet.empty-file');
  // A password turns an .xlsx into an OLE container: opening it tells which of the two it is.
  const mayBeEncrypted = expected === 'zip' && kind === 'ole';
  if (kind !== expected && !mayBeEncrypted) {
    return no('spreadsheet.not-what-name-says', { named, found: formatNames[kind] });
  }

  const decoded = kind === 'text' ? decodeText(file.bytes) : null;
  const answer = await readApart({ kind, bytes: decoded ? null : file.bytes, text: decoded?.text }, limits);
  if (!answer.ok) {
    const { code, facts } = answer.refusal;
    return no(code, code === 'spreadsheet.not-what-name-says' ? { named, ...facts } : facts);
  }
  if (mayBeEncrypted) {
    return no('spreadsheet.not-what-name-says', { named, found: formatNames.ole });
  }
  return ok(decoded ? answer.value : repairGrid(answer.value));
}

/** One decision for the whole file: lists are typed in one font. */
function repairGrid(grid: Grid): Grid {
  const texts = grid.sheets.flatMap((sheet) =>
    sheet.rows.flatMap((row) => row.cells.filter((cell) => cell.kind === 'text').map((cell) => cell.text)),
  );
  const { convert } = repairLegacyText(texts);
  return {
    sheets: grid.sheets.map((sheet) => ({
      ...sheet,
      name: convert(sheet.name),
      rows: sheet.rows.map((row) => ({
        ...row,
        cells: row.cells.map((cell) => (cell.kind === 'text' ? { ...cell, text: convert(cell.text) } : cell)),
      })),
    })),
  };
}

async function readApart(
  task: { kind: FileKind; bytes: Uint8Array | null; text?: string | undefined },
  limits: ReadLimits,
): Promise<Result<Grid, SpreadsheetRefusal>> {
  let answer: Result<Grid, SpreadsheetRefusal> | undefined;
  const end = await runApart<Result<Grid, SpreadsheetRefusal>>(
    new URL('./read-table-child.mjs', import.meta.url),
    { ...task, limits },
    {
      heapMb: limits.memoryMb,
      memoryMb: limits.memoryMb + OUTSIDE_HEAP_MB,
      seconds: limits.seconds,
    },
    (told) => {
      answer = told;
    },
    PATIENCE_MS,
  );
  if (answer) return answer;
  const no = (code: SpreadsheetCode, facts: Refusal['facts'] = {}) => refuse({ code, facts });
  switch (end) {
    case 'too-slow':
      return no('spreadsheet.too-slow', { seconds: limits.seconds });
    case 'too-large':
      return no('spreadsheet.too-big-inside', { limit: Math.round(limits.unpackedBytes / 1_048_576) });
    case 'no-turn':
      return no('spreadsheet.too-many-at-once');
    default:
      return no('spreadsheet.damaged');
  }
}
