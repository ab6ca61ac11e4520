/** A cell of an `.xls` made for tests. `{ serial }` is a number shown as a date. */
export type XlsValue = string | number | null | { serial: number } | { formula: number };

export type XlsSheet = {
  name: string;
  rows: readonly (readonly XlsValue[])[];
  merges?: readonly { fromRow: number; toRow: number; fromColumn: number; toColumn: number }[];
  isHidden?: boolean;
};

const u16 = (...values: number[]) => values.flatMap((value) => [value & 0xff, (value >> 8) & 0xff]);
const u32 = (value: number) => u16(value & 0xffff, (value >>> 16) & 0xffff);
const f64 = (value: number) => [...new Uint8Array(Float64Array.of(value).buffer)];
const record = (id: number, body: number[]) => [...u16(id, body.length), ...body];

/** A BIFF8 string: one byte a sign when Latin-1 holds it all, two otherwise. */
function biffText(text: string, lengthBytes: 1 | 2): number[] {
  const codes = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  const isNarrow = codes.every((code) => code < 256);
  const length = lengthBytes === 1 ? [codes.length] : u16(codes.length);
  return [...length, isNarrow ? 0 : 1, ...(isNarrow ? codes : u16(...codes))];
}

const bof = (kind: number) =>
  record(0x0809, [...u16(0x0600, kind, 0x0dbb, 0x07cc), ...u32(0x41), ...u32(0x06)]);
const eof = record(0x000a, []);
const DATE_FORMAT = 14;

/** The Workbook stream [MS-XLS]: enough for values, dates, merges and formulas with a kept result. */
function workbookStream(sheets: readonly XlsSheet[], isEncrypted: boolean): number[] {
  const head = [
    ...bof(0x0005),
    ...(isEncrypted ? record(0x002f, u16(0, 0, 0)) : []),
    ...record(0x0042, u16(0x04b0)),
    ...record(0x0022, u16(0)),
    ...record(0x00e0, [...u16(0, 0, 0xfff5), ...new Array(14).fill(0)]),
    ...record(0x00e0, [...u16(0, DATE_FORMAT, 0x0001), ...new Array(14).fill(0)]),
  ];
  const names = sheets.map((sheet) => biffText(sheet.name, 1));
  const globals = head.length + names.reduce((sum, name) => sum + 4 + 6 + name.length, 0) + eof.length;
  const bodies = sheets.map(sheetStream);
  let at = globals;
  const bounds = sheets.flatMap((sheet, index) => {
    const bound = record(0x0085, [...u32(at), sheet.isHidden ? 1 : 0, 0, ...(names[index] as number[])]);
    at += (bodies[index] as number[]).length;
    return bound;
  });
  return [head, bounds, eof, ...bodies].flat();
}

function sheetStream(sheet: XlsSheet): number[] {
  const out: number[] = [...bof(0x0010)];
  sheet.rows.forEach((row, r) => {
    row.forEach((value, c) => {
      if (value === null) return;
      if (typeof value === 'string') out.push(...record(0x0204, [...u16(r, c, 0), ...biffText(value, 2)]));
      else if (typeof value === 'number') out.push(...record(0x0203, [...u16(r, c, 0), ...f64(value)]));
      else if ('serial' in value) out.push(...record(0x0203, [...u16(r, c, 1), ...f64(value.serial)]));
      else {
        out.push(
          ...record(0x0006, [
            ...u16(r, c, 0),
            ...f64(value.formula),
            ...u16(0),
            ...u32(0),
            ...u16(3),
            0x1e,
            ...u16(1),
          ]),
        );
      }
    });
  });
  const merges = sheet.merges ?? [];
  for (let from = 0; from < merges.length; from += 1_000) {
    const part = merges.slice(from, from + 1_000);
    out.push(
      ...record(0x00e5, [
        ...u16(part.length),
        ...part.flatMap((m) => u16(m.fromRow - 1, m.toRow - 1, m.fromColumn, m.toColumn)),
      ]),
    );
  }
  out.push(...eof);
  return out;
}

const SECTOR = 512;
const END = 0xfffffffe;
const FREE = 0xffffffff;

/** A compound file [MS-CFB] with the given streams, each padded past the size of small streams. */
export function writeCompoundFile(streams: Record<string, Uint8Array>): Uint8Array {
  const sectors: Uint8Array[] = [];
  const fat: number[] = [];
  const place = (content: Uint8Array): number => {
    const first = sectors.length;
    const count = Math.max(1, Math.ceil(content.length / SECTOR));
    for (let i = 0; i < count; i += 1) {
      const sector = new Uint8Array(SECTOR);
      sector.set(content.subarray(i * SECTOR, (i + 1) * SECTOR));
      sectors.push(sector);
      fat.push(i === count - 1 ? END : first + i + 1);
    }
    return first;
  };
  const entry = (name: string, type: number, child: number, right: number, first: number, size: number) => {
    const bytes = new Uint8Array(128);
    const view = new DataView(bytes.buffer);
    Array.from(name).forEach((ch, at) => {
      view.setUint16(at * 2, ch.charCodeAt(0), true);
    });
    view.setUint16(64, (name.length + 1) * 2, true);
    bytes[66] = type;
    bytes[67] = 1;
    view.setUint32(68, FREE, true);
    view.setUint32(72, right, true);
    view.setUint32(76, child, true);
    view.setUint32(116, first, true);
    view.setUint32(120, size, true);
    return bytes;
  };
  const names = Object.keys(streams);
  const entries = [entry('Root Entry', 5, 1, FREE, END, 0)];
  names.forEach((name, at) => {
    const content = streams[name] as Uint8Array;
    const padded = new Uint8Array(Math.max(4_096, content.length));
    padded.set(content);
    const right = at + 1 < names.length ? at + 2 : FREE;
    entries.push(entry(name, 2, FREE, right, place(padded), padded.length));
  });
  const directory = new Uint8Array(Math.ceil(entries.length / 4) * SECTOR);
  entries.forEach((bytes, at) => {
    directory.set(bytes, at * 128);
  });
  const directoryAt = place(directory);
  let fatSectors = 1;
  while (fatSectors * (SECTOR / 4) < sectors.length + fatSectors) fatSectors += 1;
  const fatAt = sectors.length;
  for (let i = 0; i < fatSectors; i += 1) fat.push(0xfffffffd);
  const table = new Uint8Array(fatSectors * SECTOR).fill(0xff);
  const tableView = new DataView(table.buffer);
  fat.forEach((next, at) => {
    tableView.setUint32(at * 4, next, true);
  });
  for (let i = 0; i < fatSectors; i += 1) sectors.push(table.subarray(i * SECTOR, (i + 1) * SECTOR));

  const header = new Uint8Array(SECTOR);
  const view = new DataView(header.buffer);
  header.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  view.setUint16(24, 0x3e, true);
  view.setUint16(26, 3, true);
  view.setUint16(28, 0xfffe, true);
  view.setUint16(30, 9, true);
  view.setUint16(32, 6, true);
  view.setUint32(44, fatSectors, true);
  view.setUint32(48, directoryAt, true);
  view.setUint32(56, 4_096, true);
  view.setUint32(60, END, true);
  view.setUint32(68, END, true);
  for (let i = 0; i < 109; i += 1) view.setUint32(76 + i * 4, i < fatSectors ? fatAt + i : FREE, true);
  const file = new Uint8Array((sectors.length + 1) * SECTOR);
  file.set(header);
  sectors.forEach((sector, at) => {
    file.set(sector, (at + 1) * SECTOR);
  });
  return file;
}

/** The bytes of an Excel 97-2003 file. For tests: the product itself never writes this format. */
export const writeXls = (sheets: readonly XlsSheet[], options: { isEncrypted?: boolean } = {}): Uint8Array =>
  writeCompoundFile({ Workbook: Uint8Array.from(workbookStream(sheets, options.isEncrypted ?? false)) });
