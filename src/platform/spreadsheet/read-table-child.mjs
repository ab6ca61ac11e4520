// Opens one uploaded file in a process of its own, under limits of memory and time, so that no upload can slow or stop
// the server.
import { inflateRawSync } from 'node:zlib';
import { read, readXlsx } from 'hucre';
import { serve } from '../apart/serve.mjs';

let limits;

/** A refusal on its way out. */
class Refused extends Error {
  constructor(code, facts) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}
const refuse = (code, facts = {}) => {
  throw new Refused(`spreadsheet.${code}`, facts);
};

const letter = (index) => {
  let letters = '';
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26)) {
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  }
  return letters;
};

const refuseFormulas = (found) => {
  if (found.length === 0) return;
  const shown = found.slice(0, 5).map(({ sheet, row, column }) => `${sheet}!${letter(column)}${row + 1}`);
  refuse('has-formulas', { count: found.length, cells: shown.join(', ') + (found.length > 5 ? ', …' : '') });
};

// ---- zip (xlsx) -------------------------------------------------------------------------------------------------

/** The central directory. Sizes are what the archive declares; they are checked again while unpacking. */
function listEntries(buffer) {
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  let end = buffer.length - 22;
  const lowest = Math.max(0, end - 65_535);
  while (end >= lowest && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < lowest || end < 0) refuse('damaged');
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const entries = [];
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > buffer.length || view.getUint32(at, true) !== 0x02014b50) refuse('damaged');
    const nameLength = view.getUint16(at + 28, true);
    entries.push({
      name: new TextDecoder().decode(buffer.subarray(at + 46, at + 46 + nameLength)),
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function unpack(buffer, entry) {
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  if (entry.at + 30 > buffer.length) refuse('damaged');
  const from = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
  const packed = buffer.subarray(from, from + entry.packed);
  if (entry.method === 0) return packed;
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) });
  } catch {
    // Broken data, or an archive that declares less than it holds.
    return refuse('damaged');
  }
}

function checkZip(buffer) {
  const entries = listEntries(buffer);
  const names = new Set(entries.map((entry) => entry.name));
  const mb = 1_048_576;
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (entries.length > 5_000 || total > limits.unpackedBytes) {
    refuse('too-big-inside', { limit: Math.round(limits.unpackedBytes / mb) });
  }
  if (entries.some((entry) => entry.isEncrypted)) refuse('encrypted');
  const has = (prefix) => entries.some((entry) => entry.name.startsWith(prefix));
  if (!names.has('xl/workbook.xml')) {
    const found = names.has('xl/workbook.bin')
      ? 'Excel (.xlsb)'
      : has('word/')
        ? 'Word (.docx)'
        : has('ppt/')
          ? 'PowerPoint (.pptx)'
          : names.has('content.xml')
            ? 'OpenDocument (.ods)'
            : 'ZIP';
    refuse('not-what-name-says', { found });
  }
  for (const entry of entries) {
    const content = unpack(buffer, entry);
    if (/^xl\/worksheets\/[^/]+\.xml$/.test(entry.name))
      checkDepth(new TextDecoder().decode(content), entry.name);
  }
}

/** A value far below the limit would be cut off silently by the reader: look for it in the raw sheet. */
function checkDepth(xml, part) {
  const rows = /<(?:\w+:)?row\b[^>]*?\sr="(\d+)"[^>]*>/g;
  for (let match = rows.exec(xml); match; match = rows.exec(xml)) {
    if (Number(match[1]) <= limits.rows || match[0].endsWith('/>')) continue;
    const until = xml.indexOf('row>', rows.lastIndex);
    if (/<(?:\w+:)?(?:v|is|f)\b/.test(xml.slice(rows.lastIndex, until))) {
      refuse('too-many-rows', { sheet: part.replace(/^.*\/|\.xml$/g, ''), limit: limits.rows });
    }
  }
}

// ---- ole (xls) --------------------------------------------------------------------------------------------------

/** The streams of a compound file [MS-CFB], by name. */
function readStreams(buffer) {
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  const sectorSize = 1 << view.getUint16(30, true);
  const miniSize = 1 << view.getUint16(32, true);
  if (sectorSize !== 512 && sectorSize !== 4_096) refuse('damaged');
  const offset = (sector) => (sector + 1) * sectorSize;
  const perSector = sectorSize / 4;
  const most = Math.ceil(buffer.length / sectorSize) + 1;
  const fatSectors = [];
  for (let i = 0; i < 109; i += 1) fatSectors.push(view.getUint32(76 + i * 4, true));
  let difat = view.getUint32(68, true);
  for (let guard = 0; difat < 0xfffffffa && guard < most; guard += 1) {
    for (let i = 0; i < perSector - 1; i += 1) fatSectors.push(view.getUint32(offset(difat) + i * 4, true));
    difat = view.getUint32(offset(difat) + (perSector - 1) * 4, true);
  }
  const fat = [];
  for (const sector of fatSectors) {
    if (sector >= 0xfffffffa) continue;
    for (let i = 0; i < perSector; i += 1) fat.push(view.getUint32(offset(sector) + i * 4, true));
  }
  const chain = (first, next) => {
    const sectors = [];
    for (let at = first; at < 0xfffffffa; at = next[at] ?? 0xfffffffe) {
      sectors.push(at);
      if (sectors.length > most * 64) refuse('damaged');
    }
    return sectors;
  };
  const join = (parts) => {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  };
  const load = (first) => {
    const sectors = chain(first, fat);
    if (sectors.length > most) refuse('damaged');
    return join(sectors.map((sector) => buffer.subarray(offset(sector), offset(sector) + sectorSize)));
  };
  const directory = load(view.getUint32(48, true));
  const dir = new DataView(directory.buffer);
  const entries = [];
  for (let at = 0; at + 128 <= directory.length; at += 128) {
    const nameBytes = dir.getUint16(at + 64, true);
    if (nameBytes < 2 || nameBytes > 64) continue;
    entries.push({
      name: new TextDecoder('utf-16le').decode(directory.subarray(at, at + nameBytes - 2)),
      type: directory[at + 66],
      first: dir.getUint32(at + 116, true),
      size: dir.getUint32(at + 120, true),
    });
  }
  const root = entries.find((entry) => entry.type === 5);
  const miniCutoff = view.getUint32(56, true);
  const miniFatBytes =
    view.getUint32(60, true) < 0xfffffffa ? load(view.getUint32(60, true)) : new Uint8Array();
  const miniView = new DataView(miniFatBytes.buffer);
  const miniFat = Array.from({ length: Math.floor(miniFatBytes.length / 4) }, (_, i) =>
    miniView.getUint32(i * 4, true),
  );
  const streams = new Map();
  for (const entry of entries) {
    if (entry.type !== 2) continue;
    streams.set(entry.name, () => {
      if (entry.size >= miniCutoff || !root) return load(entry.first).subarray(0, entry.size);
      const mini = load(root.first);
      const parts = chain(entry.first, miniFat).map((s) => mini.subarray(s * miniSize, (s + 1) * miniSize));
      return join(parts).subarray(0, entry.size);
    });
  }
  return streams;
}

/** Looks through the records of a workbook [MS-XLS] for what the reader does not tell: password, formulas, hiding. */
function checkOle(buffer) {
  const streams = readStreams(buffer);
  if (streams.has('EncryptedPackage')) refuse('encrypted');
  const stream = streams.get('Workbook') ?? streams.get('Book');
  if (!stream) {
    refuse('not-what-name-says', {
      found: streams.has('WordDocument')
        ? 'Word (.doc)'
        : streams.has('PowerPoint Document')
          ? 'PowerPoint (.ppt)'
          : 'OLE',
    });
  }
  const data = stream();
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (data.length < 8 || view.getUint16(0, true) !== 0x0809) refuse('too-old');
  if (view.getUint16(4, true) !== 0x0600) refuse('too-old');
  const hidden = [];
  const sheetAt = new Map();
  const formulas = [];
  let sheet = -1;
  for (let at = 0; at + 4 <= data.length; ) {
    const id = view.getUint16(at, true);
    const length = view.getUint16(at + 2, true);
    const body = at + 4;
    if (body + length > data.length) break;
    if (id === 0x002f) refuse('encrypted');
    if (id === 0x0085) {
      sheetAt.set(view.getUint32(body, true), hidden.length);
      hidden.push((view.getUint8(body + 4) & 3) !== 0);
    }
    if (id === 0x0809) sheet = sheetAt.get(at) ?? sheet;
    if (id === 0x0006)
      formulas.push({ sheet, row: view.getUint16(body, true), column: view.getUint16(body + 2, true) });
    at = body + length;
  }
  return { hidden, formulas };
}

// ---- text (csv) -------------------------------------------------------------------------------------------------

/** Records of a delimited text. Quotes as RFC 4180; a quote inside an unquoted field is an ordinary sign. */
function parseText(source, delimiter) {
  const rows = [];
  let row = [];
  let field = '';
  let isQuoted = false;
  let wasQuoted = false;
  const endField = () => {
    row.push({ text: field, wasQuoted });
    field = '';
    wasQuoted = false;
  };
  const endRow = () => {
    endField();
    rows.push(row);
    row = [];
    if (rows.length > limits.rows * 2) refuse('too-many-rows', { sheet: 'CSV', limit: limits.rows });
  };
  for (let at = 0; at < source.length; at += 1) {
    const ch = source[at];
    if (isQuoted) {
      if (ch !== '"') field += ch;
      else if (source[at + 1] === '"') {
        field += '"';
        at += 1;
      } else isQuoted = false;
    } else if (ch === '"' && field.trim() === '' && !wasQuoted) {
      field = '';
      isQuoted = true;
      wasQuoted = true;
    } else if (ch === delimiter) endField();
    else if (ch === '\n' || ch === '\r') {
      if (ch === '\r' && source[at + 1] === '\n') at += 1;
      endRow();
    } else field += ch;
  }
  if (field !== '' || row.length > 0) endRow();
  return rows;
}

/** The delimiter with which most lines have the same number of fields. */
function findDelimiter(source) {
  const sample = source.slice(0, 100_000);
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of ['\t', ';', ',', '|']) {
    const counts = new Map();
    for (const row of parseText(sample, delimiter).slice(0, 300)) {
      if (row.length > 1) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
    }
    for (const [fields, lines] of counts) {
      const score = lines + Math.min(fields, 50) / 100;
      if (score > best.score) best = { delimiter, score };
    }
  }
  return best.delimiter;
}

function readText(source) {
  const told = /^sep=(.)\r?\n/i.exec(source);
  const body = told ? source.slice(told[0].length) : source;
  const rows = parseText(body, told?.[1] ?? findDelimiter(body));
  const formulas = [];
  const values = rows.map((row, at) =>
    row.map(({ text: value, wasQuoted }, column) => {
      const trimmed = value.trim();
      // Excel's own way to keep leading zeros in a text file.
      const kept = /^="([^"]*)"$/.exec(trimmed);
      if (kept) return kept[1];
      // Unquoted digits are a number, as every spreadsheet program takes them: the file may have lost zeros before.
      if (!wasQuoted && /^(?:0|[1-9]\d{0,14})$/.test(trimmed)) return Number(trimmed);
      if (trimmed.startsWith('=') && trimmed.length > 1) formulas.push({ sheet: 'CSV', row: at, column });
      return value;
    }),
  );
  refuseFormulas(formulas);
  return [{ name: 'CSV', rows: values, merges: [], formats: new Map() }];
}

// ---- one shape for all ------------------------------------------------------------------------------------------

const EMPTY = { kind: 'empty', text: '' };

function cellOf(value, format) {
  if (value === null || value === undefined) return EMPTY;
  if (value instanceof Date) {
    const ms = value.getTime();
    if (Number.isNaN(ms)) return EMPTY;
    const isoDate = new Date(ms + 500).toISOString().slice(0, 10);
    return { kind: 'date', text: isoDate.split('-').reverse().join('/'), isoDate };
  }
  if (typeof value === 'number') {
    const zeros = /^0+$/.exec(format ?? '')?.[0].length ?? 0;
    return {
      kind: 'number',
      text: String(value).padStart(Number.isInteger(value) ? zeros : 0, '0'),
      number: value,
    };
  }
  if (typeof value === 'boolean') return { kind: 'text', text: value ? 'TRUE' : 'FALSE' };
  const trimmed = String(value).replace(/\r\n?/g, '\n').trim();
  return trimmed === '' ? EMPTY : { kind: 'text', text: trimmed };
}

/** What goes back is taken in whole by the server: no more than a list of a district holds. */
let cellsLeft;
let charactersLeft;

function toSheet({ name, rows, merges, formats }) {
  const out = [];
  if (merges.length > limits.rows) refuse('too-many-cells', { limit: limits.cells });
  rows.forEach((values, at) => {
    if (!values) return;
    const cells = values.map((value, column) => cellOf(value, formats.get(`${at},${column}`)));
    while (cells.length > 0 && cells[cells.length - 1].kind === 'empty') cells.pop();
    if (cells.length === 0) return;
    if (at + 1 > limits.rows) refuse('too-many-rows', { sheet: name, limit: limits.rows });
    if (cells.length > limits.columns) refuse('too-many-columns', { sheet: name, limit: limits.columns });
    cellsLeft -= cells.length;
    for (const cell of cells) charactersLeft -= cell.text.length;
    if (cellsLeft < 0 || charactersLeft < 0) refuse('too-many-cells', { limit: limits.cells });
    out.push({ number: at + 1, cells });
  });
  return { name, rows: out, merges };
}

async function readSheets({ kind, bytes, text }) {
  if (kind === 'text') return readText(text);
  if (kind === 'zip') checkZip(bytes);
  const ole = kind === 'ole' ? checkOle(bytes) : null;
  let workbook;
  try {
    workbook =
      kind === 'zip'
        ? await readXlsx(bytes, { readStyles: true, maxRows: limits.rows + 1 })
        : await read(bytes);
  } catch {
    return refuse('damaged');
  }
  const names = workbook.sheets.map((sheet) => sheet.name);
  refuseFormulas(
    ole
      ? ole.formulas.map((found) => ({ ...found, sheet: names[found.sheet] ?? '' }))
      : workbook.sheets.flatMap((sheet) =>
          [...(sheet.cells ?? [])]
            .filter(([, cell]) => cell.formula !== undefined)
            .map(([key]) => {
              const [row, column] = key.split(',').map(Number);
              return { sheet: sheet.name, row, column };
            }),
        ),
  );
  const isHidden = (sheet, at) => sheet.hidden || sheet.veryHidden || ole?.hidden[at];
  return workbook.sheets
    .filter((sheet, at) => !isHidden(sheet, at))
    .map((sheet) => ({
      name: sheet.name,
      rows: sheet.rows,
      merges: (sheet.merges ?? []).map((merge) => ({
        fromRow: merge.startRow + 1,
        toRow: merge.endRow + 1,
        fromColumn: merge.startCol,
        toColumn: merge.endCol,
      })),
      formats: new Map(
        [...(sheet.cells ?? [])]
          .filter(([, cell]) => cell.style?.numFmt)
          .map(([key, cell]) => [key, cell.style.numFmt]),
      ),
    }));
}

serve(async (task, tell) => {
  limits = task.limits;
  cellsLeft = limits.cells;
  charactersLeft = limits.unpackedBytes / 4;
  try {
    const sheets = (await readSheets(task)).map(toSheet);
    if (sheets.every((sheet) => sheet.rows.length === 0)) refuse('no-rows');
    await tell({ ok: true, value: { sheets } });
  } catch (error) {
    await tell({
      ok: false,
      refusal:
        error instanceof Refused
          ? { code: error.code, facts: error.facts }
          : { code: 'spreadsheet.damaged', facts: {} },
    });
  }
});
